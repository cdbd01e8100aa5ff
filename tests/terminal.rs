//! The program on a real (pseudo) terminal: it always gives it back.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::{
    io::{Read, Write},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

#[path = "terminal/links.rs"]
mod links;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long anything may take before the test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// A program on a terminal of its own. The other end of the terminal stays open until the session is dropped, so
/// that what the program left behind can be looked at.
struct Session {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    screen: Arc<Mutex<vt100::Parser>>,
    /// Every byte that the program wrote.
    written: Arc<Mutex<Vec<u8>>>,
    /// Whether anybody still looks at the terminal.
    watched: Arc<AtomicBool>,
    slave: Box<dyn portable_pty::SlavePty + Send>,
    _home: tempfile::TempDir,
}

impl Session {
    fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let home = tempfile::tempdir().unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newswire"));
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        command.env("RUST_BACKTRACE", "0");
        command.env("XDG_DATA_HOME", home.path());
        command.env("XDG_CONFIG_HOME", home.path());
        command.env("XDG_STATE_HOME", home.path());
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        let screen = Arc::new(Mutex::new(vt100::Parser::new(24, 80, 0)));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let shared = Arc::clone(&screen);
        let written = Arc::new(Mutex::new(Vec::new()));
        let copied = Arc::clone(&written);
        let watched = Arc::new(AtomicBool::new(true));
        let looked_at = Arc::clone(&watched);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if !looked_at.load(Ordering::SeqCst) {
                    return;
                }
                copied.lock().unwrap().extend_from_slice(&bytes[..count]);
                shared.lock().unwrap().process(&bytes[..count]);
            }
        });
        let writer = pair.master.take_writer().unwrap();
        Self {
            master: pair.master,
            child,
            writer,
            screen,
            written,
            watched,
            slave: pair.slave,
            _home: home,
        }
    }

    fn contents(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// Waits for a condition, never for a time.
    fn wait_for(&mut self, what: &str, mut condition: impl FnMut(&mut Self) -> bool) {
        let begun = Instant::now();
        while !condition(self) {
            assert!(
                begun.elapsed() < PATIENCE,
                "no {what}; the screen is\n{}",
                self.contents()
            );
            thread::park_timeout(Duration::from_millis(5));
        }
    }

    fn wait_for_text(&mut self, text: &str) {
        self.wait_for(text, |session| session.contents().contains(text));
    }

    fn wait_for_end(&mut self) -> u32 {
        let mut status = None;
        self.wait_for("end", |session| {
            status = session.child.try_wait().unwrap();
            status.is_some()
        });
        status.unwrap().exit_code()
    }

    /// Counts how often the program wrote some bytes.
    fn count_written(&self, bytes: &[u8]) -> usize {
        let written = self.written.lock().unwrap();
        written.windows(bytes.len()).filter(|w| *w == bytes).count()
    }

    fn wait_until_gone(&mut self, text: &str) {
        self.wait_for("end of it", |session| !session.contents().contains(text));
    }

    fn type_keys(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// The terminal's line discipline and modes, as the shell would find them.
    fn assert_restored(&mut self) {
        let name = self.master.tty_name().unwrap();
        self.wait_for("a cooked terminal", |_| {
            use rustix::termios::{LocalModes, tcgetattr};
            let terminal = std::fs::File::options()
                .read(true)
                .write(true)
                .open(&name)
                .unwrap();
            let modes = tcgetattr(&terminal).unwrap().local_modes;
            modes.contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG)
        });
        self.wait_for("the main screen", |session| {
            let screen = session.screen.lock().unwrap();
            let screen = screen.screen();
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
                && !screen.bracketed_paste()
        });
    }

    fn signal(&self, signal: rustix::process::Signal) {
        let id = self
            .child
            .process_id()
            .and_then(|id| rustix::process::Pid::from_raw(id.cast_signed()));
        rustix::process::kill_process(id.unwrap(), signal).unwrap();
    }
}

#[test]
fn quitting_gives_the_terminal_back() {
    let mut session = Session::start(&["demo"], &[]);
    session.wait_for_text("LIVE");
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
    session.assert_restored();
}

#[test]
fn signals_end_the_program_with_their_number_and_a_whole_terminal() {
    use rustix::process::Signal;
    for (signal, number) in [
        (Signal::TERM, 15),
        (Signal::INT, 2),
        (Signal::HUP, 1),
        (Signal::QUIT, 3),
    ] {
        let mut session = Session::start(&["demo"], &[]);
        session.wait_for_text("LIVE");
        session.signal(signal);
        assert_eq!(session.wait_for_end(), 128 + number);
        session.assert_restored();
    }
}

#[test]
fn a_panic_of_the_reader_gives_the_terminal_back_and_says_so() {
    let mut session = Session::start(&["demo"], &[("NEWSWIRE_FAULT", "reader")]);
    assert_eq!(session.wait_for_end(), 101);
    session.assert_restored();
    session.wait_for_text("panic");
}

#[test]
fn a_panic_of_a_task_is_an_error_on_the_screen_and_nothing_more() {
    let mut session = Session::start(&["demo"], &[("NEWSWIRE_FAULT", "task")]);
    session.wait_for_text("could not be");
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
    session.assert_restored();
}

#[test]
fn a_vanished_terminal_ends_the_program() {
    let mut session = Session::start(&["demo"], &[]);
    session.wait_for_text("LIVE");
    let Session {
        master,
        mut child,
        writer,
        watched,
        slave,
        ..
    } = session;
    // The thread that reads the screen lets go of its end at the next frame, which the clock brings.
    watched.store(false, Ordering::SeqCst);
    drop((writer, slave, master));
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        assert!(begun.elapsed() < PATIENCE, "still running");
        thread::park_timeout(Duration::from_millis(5));
    }
}

#[test]
fn suspending_leaves_a_usable_terminal_and_continuing_draws_again() {
    let mut session = Session::start(&["demo"], &[]);
    session.wait_for_text("LIVE");
    session.type_keys("\x1a");
    session.assert_restored();
    session.wait_for("stop", |session| {
        let id = session.child.process_id().unwrap();
        std::fs::read_to_string(format!("/proc/{id}/stat"))
            .unwrap()
            .contains(") T ")
    });
    session.signal(rustix::process::Signal::CONT);
    session.wait_for("the reader again", |session| {
        let screen = session.screen.lock().unwrap();
        screen.screen().alternate_screen() && screen.screen().contents().contains("LIVE")
    });
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
}

#[test]
fn the_library_the_reader_and_the_library_again_are_one_terminal_session() {
    let mut session = Session::start(&[], &[]);
    session.wait_for_text("newswire follows news live blogs");
    session.type_keys("d");
    session.wait_for_text("LIVE");
    session.type_keys("q");
    session.wait_for_text("newswire follows news live blogs");
    assert_eq!(session.count_written(b"\x1b[?1049h"), 1);
    assert_eq!(session.count_written(b"\x1b[?1049l"), 0);
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
    session.assert_restored();
}

#[test]
fn a_pasted_source_is_followed_found_again_searched_and_forgotten() {
    let page = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/pages/structured_minimal.html"
    );
    let headline = "Harbour bridge closure: latest";
    let mut session = Session::start(&[], &[]);
    session.wait_for_text("newswire follows");
    session.type_keys(&format!("\x1b[200~{page}\x1b[201~"));
    session.wait_for_text("Follow: ");
    session.type_keys("\r");
    session.wait_for_text("Minister to speak at 11");
    session.type_keys("q");
    session.wait_for_text("live blog ·");
    session.wait_for_text(headline);
    session.type_keys("p");
    session.wait_for_text("– paused");
    session.type_keys("\r");
    session.wait_for_text("lets it go on");
    session.wait_for_text("Ferries doubled until Sunday");
    session.type_keys("r");
    session.wait_until_gone("lets it go on");
    session.type_keys("\x1b");
    session.wait_for_text("live blog ·");
    session.wait_until_gone("– paused");
    // Accents do not count, in what is typed either.
    session.type_keys("/férr");
    session.wait_for_text("1 of 1");
    session.wait_for_text("Twice as many ferries");
    session.type_keys("\r");
    session.wait_until_gone("Search: ");
    session.type_keys("/minister");
    session.wait_for_text("Find: minister");
    session.wait_for_text("1 of 1");
    session.wait_for_text("Minister to speak at 11");
    session.type_keys("\rq");
    session.wait_for_text("Search: ");
    session.type_keys("\x1b");
    session.wait_until_gone("Search: ");
    session.type_keys("x");
    session.wait_for_text("updates? y/N");
    session.type_keys("y");
    session.wait_for_text("newswire follows");
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
    session.assert_restored();
}
