//! The terminal: taken over, drawn on, and always given back.
//!
//! Every way out of the program passes [`restore`]: the normal end, errors, signals, a panic of the UI thread. It
//! does its work once, whoever calls first.

use std::{
    fs::File,
    io::{self, BufWriter, IsTerminal, Stdin, Stdout, Write},
    os::fd::{AsFd, BorrowedFd},
    sync::atomic::{AtomicBool, Ordering},
    thread::{self, ThreadId},
};

use crossterm::{
    cursor,
    event::{
        DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste,
        EnableFocusChange,
    },
    execute, queue,
    style::Print,
    terminal::{
        BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
        LeaveAlternateScreen, SetTitle, disable_raw_mode, enable_raw_mode,
    },
};
use ratatui::{buffer::Buffer, layout::Rect};

use crate::{layout::Size, model::Clean, ui::canvas::Canvas};

/// Whether the terminal is ours at this moment.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Asks for clicks, the wheel and drags (xterm's modes 1000, 1002 and 1006). The library's own request adds every
/// movement (1003), which would wake the program for nothing.
const MOUSE: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";

/// How many bytes a frame may have before the first write.
const FRAME_BYTES: usize = 64 * 1024;

type Output = BufWriter<Stdout>;

/// The terminal while it is ours.
pub(in crate::run) struct Screen {
    canvas: Canvas<Output>,
    size: Size,
}

/// Where keys come from.
pub(super) enum Keys {
    Stdin(Stdin),
    /// The terminal of this session, where standard input is something else: a page, as `less` and `fzf` have it.
    Session(File),
}

impl Keys {
    /// Finds the terminal as the terminal library does, which reads the keys.
    pub(super) fn open() -> io::Result<Self> {
        let stdin = io::stdin();
        if stdin.is_terminal() {
            return Ok(Self::Stdin(stdin));
        }
        let session = File::options().read(true).write(true).open("/dev/tty")?;
        Ok(Self::Session(session))
    }
}

impl AsFd for Keys {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Stdin(stdin) => stdin.as_fd(),
            Self::Session(session) => session.as_fd(),
        }
    }
}

/// Returns the path of the file that keys are read from.
pub(super) fn keys_path() -> &'static str {
    if io::stdin().is_terminal() {
        "/dev/stdin"
    } else {
        "/dev/tty"
    }
}

/// Tells whether there is a terminal to read keys from and to draw on.
pub(in crate::run) fn is_there() -> bool {
    io::stdout().is_terminal() && Keys::open().is_ok()
}

/// Returns the terminal's size.
pub(in crate::run) fn size() -> io::Result<Size> {
    // Not by the library, which executes `tput` where the system does not know.
    let size = rustix::termios::tcgetwinsize(io::stdout())?;
    Ok(Size::told(size.ws_col, size.ws_row))
}

/// Returns the width and height of a cell in pixels, where the terminal tells the system; nothing is asked of it.
pub(in crate::run) fn cell() -> Option<(u16, u16)> {
    let size = crossterm::terminal::window_size().ok()?;
    let cell = (
        size.width.checked_div(size.columns)?,
        size.height.checked_div(size.rows)?,
    );
    (cell.0 > 0 && cell.1 > 0).then_some(cell)
}

impl Screen {
    /// Takes the terminal over.
    pub(in crate::run) fn take(size: Size) -> io::Result<Self> {
        take()?;
        Ok(Self {
            canvas: blank(size)?,
            size,
        })
    }

    /// Returns the size that is drawn at.
    pub(in crate::run) fn size(&self) -> Size {
        self.size
    }

    /// Forgets what is on the screen, so that the next frame draws every cell.
    pub(in crate::run) fn reset(&mut self, size: Size) -> io::Result<()> {
        // Not the whole screen anew: dropping the old one would give the terminal back.
        self.canvas = blank(size)?;
        self.size = size;
        Ok(())
    }

    /// Takes the terminal back after a suspension.
    pub(in crate::run) fn resume(&mut self, size: Size) -> io::Result<()> {
        take()?;
        self.reset(size)
    }

    /// Draws a frame; the terminal shows it at once. `panes` are the texts in it whose rows may move.
    pub(in crate::run) fn draw(
        &mut self,
        panes: &[Rect],
        view: impl FnOnce(&mut Buffer),
    ) -> io::Result<()> {
        queue!(self.canvas.out(), BeginSynchronizedUpdate)?;
        self.canvas.draw(panes, view)?;
        execute!(self.canvas.out(), EndSynchronizedUpdate)
    }

    /// Sends the terminal a sequence that draws nothing.
    pub(in crate::run) fn send(&mut self, sequence: &str) -> io::Result<()> {
        let output = self.canvas.out();
        output.write_all(sequence.as_bytes())?;
        io::Write::flush(output)
    }

    /// Names the window.
    pub(in crate::run) fn set_title(&mut self, title: &Clean) -> io::Result<()> {
        execute!(self.canvas.out(), SetTitle(title))
    }
}

/// Clears the screen. The size comes in as a message; nothing is asked of the terminal while drawing.
fn blank(size: Size) -> io::Result<Canvas<Output>> {
    execute!(io::stdout(), Clear(ClearType::All))?;
    let output = BufWriter::with_capacity(FRAME_BYTES, io::stdout());
    Ok(Canvas::new(output, size.width, size.height))
}

fn take() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    execute!(
        io::stdout(),
        EnterAlternateScreen,
        Print(MOUSE),
        EnableBracketedPaste,
        EnableFocusChange,
        cursor::Hide
    )
}

/// Has the terminal library read on where bytes wait that it left.
///
/// It reads a kibibyte at a time and looks again only once something new comes, so that the rest of a burst would wait
/// for the next key. Setting the modes anew, as they are, wakes it as well.
pub(super) fn read_on() {
    use rustix::{
        event::{PollFd, PollFlags, Timespec, poll},
        termios::{OptionalActions, tcgetattr, tcsetattr},
    };
    const AT_ONCE: Timespec = Timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    let Ok(keys) = Keys::open() else {
        return;
    };
    let mut waiting = [PollFd::new(&keys, PollFlags::IN)];
    let is_told = poll(&mut waiting, Some(&AT_ONCE)).is_ok();
    if is_told
        && waiting[0].revents().contains(PollFlags::IN)
        && let Ok(modes) = tcgetattr(&keys)
    {
        let _gone = tcsetattr(&keys, OptionalActions::Now, &modes);
    }
}

/// Lets the terminal make a signal of Ctrl-C, and of nothing else, or a key again.
pub(super) fn interrupt(signals: bool) {
    use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};
    /// No byte makes this signal (POSIX `_POSIX_VDISABLE`).
    const NONE: u8 = if cfg!(target_os = "linux") { 0 } else { 0xff };
    let Ok(keys) = Keys::open() else {
        return;
    };
    if let Ok(mut modes) = tcgetattr(&keys) {
        modes.local_modes.set(LocalModes::ISIG, signals);
        // Junk may hold these bytes; the modes that are given back have them still.
        modes.special_codes[SpecialCodeIndex::VQUIT] = NONE;
        modes.special_codes[SpecialCodeIndex::VSUSP] = NONE;
        let _gone = tcsetattr(&keys, OptionalActions::Now, &modes);
    }
}

/// Throws away what came in and nobody read: an answer of the terminal is not for the shell. Waits for it a moment.
pub(in crate::run) fn swallow() {
    use rustix::{
        event::{PollFd, PollFlags, Timespec, poll},
        termios::{QueueSelector, tcflush},
    };
    const MOMENT: Timespec = Timespec {
        tv_sec: 0,
        tv_nsec: 50_000_000,
    };
    let Ok(keys) = Keys::open() else {
        return;
    };
    let _nothing_came = poll(&mut [PollFd::new(&keys, PollFlags::IN)], Some(&MOMENT));
    let _ = tcflush(&keys, QueueSelector::IFlush);
}

/// Gives the terminal back; does nothing where it is not ours.
pub(in crate::run) fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    // Each step is worth trying even when another failed, and once more itself: the terminal may be gone or only busy.
    let leave = || {
        let mut out = io::stdout();
        execute!(
            out,
            EndSynchronizedUpdate,
            DisableFocusChange,
            DisableBracketedPaste,
            DisableMouseCapture,
            LeaveAlternateScreen,
            cursor::Show
        )?;
        out.flush()
    };
    let _ = leave().or_else(|_| leave());
    // What the terminal still had to say must not be typed at the shell.
    if let Ok(keys) = Keys::open() {
        let _ = rustix::termios::tcflush(keys, rustix::termios::QueueSelector::IFlush);
    }
    let _ = disable_raw_mode().or_else(|_| disable_raw_mode());
}

/// Restores the terminal before a panic of the UI thread is reported. A panic of any other thread is the failure
/// of a task: it is logged, and its owner reports it.
pub(in crate::run) fn install_panic_hook() {
    let ui: ThreadId = thread::current().id();
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if thread::current().id() == ui {
            restore();
            report(panic);
        } else if TAKEN.load(Ordering::SeqCst) {
            tracing::error!(thread = ?thread::current().name(), "{panic}");
        } else {
            report(panic);
        }
    }));
}

/// Watches for the terminal to vanish: calls `gone` once when the other side hung up.
///
/// The event reader of the terminal library spins when that happens; this thread does not depend on it.
pub(in crate::run) fn watch(gone: impl FnOnce() + Send + 'static) -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, poll};
    let keys = Keys::open()?;
    let watcher = move || {
        let mut fds = [PollFd::new(&keys, PollFlags::empty())];
        loop {
            match poll(&mut fds, None) {
                Ok(_)
                    if fds[0]
                        .revents()
                        .intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) =>
                {
                    break;
                }
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(_) => return,
            }
        }
        gone();
    };
    thread::Builder::new()
        .name("hang-up".to_owned())
        .spawn(watcher)?;
    Ok(())
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}
