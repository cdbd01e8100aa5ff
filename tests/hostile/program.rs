//! The program as a process of its own, with what it costs.

use std::{
    fs,
    io::Read,
    os::unix::process::{CommandExt, ExitStatusExt},
    path::Path,
    process::{Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How long anything may take before it counts as hung. A lock that cannot be given back keeps SQLite busy for ten
/// seconds at each question.
const PATIENCE: Duration = Duration::from_secs(100);

/// A page of updates, and how many it has.
pub const PAGE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/fixtures/pages/structured_minimal.html"
);
const UPDATES: usize = 3;

/// How a run ended.
#[derive(Debug)]
pub struct Ended {
    /// `None` where it had to be killed.
    pub status: Option<ExitStatus>,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
    /// What of its time and memory was seen while it ran.
    pub processor: Duration,
    pub memory: u64,
}

impl Ended {
    pub fn code(&self) -> Option<i32> {
        self.status.and_then(|status| status.code())
    }

    pub fn told(&self) -> String {
        String::from_utf8_lossy(&self.stderr).into_owned()
    }

    /// The last line of what was said, else the first of what was printed.
    pub fn shown(&self) -> String {
        let (told, printed) = (self.told(), String::from_utf8_lossy(&self.stdout));
        let line = told.lines().last().or_else(|| printed.lines().next());
        let line = line.unwrap_or_default();
        let signal = self.status.and_then(|status| status.signal());
        match (self.code(), signal) {
            (Some(code), _) => format!("{code} {line}"),
            (None, Some(signal)) => format!("signal {signal} {line}"),
            (None, None) => "hung".to_owned(),
        }
    }

    /// What is wrong whatever was asked: a crash, one of the statuses that is not in the contract, bytes that drive a
    /// terminal.
    pub fn faults(&self, statuses: &[i32]) -> Vec<String> {
        let mut faults = Vec::new();
        if !self.code().is_some_and(|code| statuses.contains(&code)) {
            faults.push(format!("ended by {}, not {statuses:?}", self.shown()));
        }
        for (name, bytes) in [("output", &self.stdout), ("error", &self.stderr)] {
            let Ok(text) = std::str::from_utf8(bytes) else {
                faults.push(format!("{name} is no UTF-8"));
                continue;
            };
            let driving = |c: char| (c.is_control() && c != '\n') || is_bidirectional(c);
            if let Some(c) = text.chars().find(|c| driving(*c)) {
                faults.push(format!("{name} holds {c:?}"));
            }
            if text.contains("panicked at") {
                faults.push(format!("{name} tells of a panic: {text}"));
            }
        }
        faults
    }
}

/// What is wrong about an export of [`PAGE`] as JSON: an update may be missing.
pub fn losses(export: &Ended) -> Vec<String> {
    let mut faults = export.faults(&[0]);
    let printed = String::from_utf8_lossy(&export.stdout);
    let updates = printed.matches("\"content_text\"").count();
    if updates < UPDATES {
        faults.push(format!(
            "{updates} of {UPDATES} updates are left: {}",
            export.shown()
        ));
    }
    faults
}

/// Tells whether a character turns the direction of what follows.
fn is_bidirectional(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The program with a home of its own. `NEWSWIRE_PROGRAM` names another build of it.
pub fn newswire(home: &Path) -> Command {
    command(&path(), home)
}

/// Where the program is.
pub fn path() -> String {
    let own = env!("CARGO_BIN_EXE_newswire");
    std::env::var("NEWSWIRE_PROGRAM").unwrap_or_else(|_| own.to_owned())
}

/// Any command in a home of its own, with nothing of the caller's environment.
pub fn command(program: &str, home: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home)
        .env("TZ", "UTC")
        .env("LC_ALL", "C.UTF-8")
        .env("RUST_BACKTRACE", "0")
        .current_dir(home);
    command
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Ended {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0);
    let mut child = command.spawn().unwrap();
    let stdout = child.stdout.take().unwrap();
    let stderr = child.stderr.take().unwrap();
    let (stdout, stderr) = (all_of(stdout), all_of(stderr));
    let begun = Instant::now();
    let (mut processor, mut memory) = (Duration::ZERO, 0);
    let status = loop {
        memory = memory.max(memory_of(child.id()));
        processor = processor.max(processor_of(child.id()));
        if let Some(status) = child.try_wait().unwrap() {
            break Some(status);
        }
        if begun.elapsed() > PATIENCE {
            // With what it started itself.
            let group = rustix::process::Pid::from_child(&child);
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
            let _ = child.wait();
            break None;
        }
        thread::park_timeout(Duration::from_millis(2));
    };
    Ended {
        status,
        stdout: stdout.join().unwrap(),
        stderr: stderr.join().unwrap(),
        processor,
        memory,
    }
}

fn all_of(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.read_to_end(&mut bytes);
        bytes
    })
}

/// The most memory that a process had so far, in bytes; none where the system does not tell.
fn memory_of(id: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = peak.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kibibytes.unwrap_or(0) << 10
}

/// The time that a process used; a hundredth of a second at a time.
fn processor_of(id: u32) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    // The name may hold anything; what follows it are numbers.
    let numbers = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = numbers.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|number| number.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}
