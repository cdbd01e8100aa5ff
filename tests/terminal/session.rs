//! The program on a terminal of its own, with hands and eyes.

use std::{
    io::{Read, Write},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long anything may take before the test gives up.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A program on a terminal of its own. The other end of the terminal stays open until the session is dropped, so
/// that what the program left behind can be looked at.
pub struct Session {
    pub master: Box<dyn MasterPty + Send>,
    pub child: Box<dyn Child + Send + Sync>,
    pub writer: Box<dyn Write + Send>,
    pub screen: Arc<Mutex<vt100::Parser>>,
    /// Every byte that the program wrote.
    pub written: Arc<Mutex<Vec<u8>>>,
    /// Whether anybody still looks at the terminal.
    pub watched: Arc<AtomicBool>,
    pub slave: Box<dyn portable_pty::SlavePty + Send>,
    /// Where it keeps its files.
    pub home: Arc<tempfile::TempDir>,
}

impl Session {
    pub fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let home = Arc::new(tempfile::tempdir().unwrap());
        Self::start_at(home, arguments, environment)
    }

    /// Starts the program where another one keeps its files, too.
    pub fn start_at(
        home: Arc<tempfile::TempDir>,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newswire"));
        command.args(arguments);
        Self::run(home, command, environment)
    }

    /// Runs a line of the shell, in which `$newswire` is the program and `$page` a file.
    pub fn shell(line: &str, page: &str) -> Self {
        let home = Arc::new(tempfile::tempdir().unwrap());
        let path = home.path().join("page.html");
        std::fs::write(&path, page).unwrap();
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", line]);
        command.env("newswire", env!("CARGO_BIN_EXE_newswire"));
        command.env("page", path);
        Self::run(home, command, &[])
    }

    fn run(
        home: Arc<tempfile::TempDir>,
        mut command: CommandBuilder,
        environment: &[(&str, &str)],
    ) -> Self {
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        command.env("TERM", "xterm-256color");
        command.env("RUST_BACKTRACE", "0");
        command.env("LC_ALL", "C.UTF-8");
        command.env("XDG_DATA_HOME", home.path());
        command.env("XDG_CONFIG_HOME", home.path());
        command.env("XDG_STATE_HOME", home.path());
        command.env("XDG_CACHE_HOME", home.path().join("cache"));
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
            home,
        }
    }

    pub fn contents(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// Waits for a condition, never for a time.
    pub fn wait_for(&mut self, what: &str, mut condition: impl FnMut(&mut Self) -> bool) {
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

    pub fn wait_for_text(&mut self, text: &str) {
        self.wait_for(text, |session| session.contents().contains(text));
    }

    pub fn wait_for_end(&mut self) -> u32 {
        let mut status = None;
        self.wait_for("end", |session| {
            status = session.child.try_wait().unwrap();
            status.is_some()
        });
        status.unwrap().exit_code()
    }

    /// Counts how often the program wrote some bytes.
    pub fn count_written(&self, bytes: &[u8]) -> usize {
        let written = self.written.lock().unwrap();
        written.windows(bytes.len()).filter(|w| *w == bytes).count()
    }

    pub fn wait_until_gone(&mut self, text: &str) {
        self.wait_for("end of it", |session| !session.contents().contains(text));
    }

    pub fn type_keys(&mut self, keys: &str) {
        self.write(keys.as_bytes());
    }

    /// Sends what keys, mouse or the terminal itself would send.
    pub fn write(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).unwrap();
        self.writer.flush().unwrap();
    }

    /// Closes the terminal and waits for the program to end; returns its status.
    pub fn hang_up(self) -> u32 {
        let Self {
            master,
            mut child,
            writer,
            watched,
            slave,
            ..
        } = self;
        // The thread that reads the screen lets go of its end at the next frame, which the clock brings.
        watched.store(false, Ordering::SeqCst);
        drop((writer, slave, master));
        let begun = Instant::now();
        loop {
            if let Some(status) = child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(begun.elapsed() < PATIENCE, "still running");
            thread::park_timeout(Duration::from_millis(5));
        }
    }

    /// The terminal's line discipline and modes, as the shell would find them.
    pub fn assert_restored(&mut self) {
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

    pub fn signal(&self, signal: rustix::process::Signal) {
        let id = self
            .child
            .process_id()
            .and_then(|id| rustix::process::Pid::from_raw(id.cast_signed()));
        rustix::process::kill_process(id.unwrap(), signal).unwrap();
    }
}
