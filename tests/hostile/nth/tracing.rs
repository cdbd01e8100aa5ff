//! What `strace` is asked to do, and what it tells.

use std::{
    collections::HashMap,
    fmt, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Which calls of these names fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum On {
    Anything,
    /// Those on the terminal and on files of ours.
    Outside,
}

/// Calls that fail alike.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Fault {
    /// Names, with commas between them.
    pub calls: &'static str,
    pub error: &'static str,
    pub on: On,
}

/// A call that fails: the one of this number, from 1, and all after it where it fails for ever.
#[derive(Debug)]
pub struct Injection<'a> {
    pub fault: &'a Fault,
    pub turn: usize,
    pub for_ever: bool,
}

impl fmt::Display for Injection<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fault { calls, error, .. } = self.fault;
        let on = if self.for_ever { "+" } else { "" };
        write!(formatter, "{calls}:error={error}:when={}{on}", self.turn)
    }
}

impl Injection<'_> {
    pub fn is_of(&self, call: &str) -> bool {
        self.fault.calls.split(',').any(|name| name == call)
    }

    /// The arguments of strace, before the program. `files` are those that [`On::Outside`] is about.
    pub fn arguments(&self, files: &[PathBuf]) -> Vec<String> {
        let trace = format!("trace={}", self.fault.calls);
        let inject = format!("inject={self}");
        let arguments = ["-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject];
        let mut arguments = arguments.map(str::to_owned).to_vec();
        if self.fault.on == On::Outside {
            let files = files.iter().map(|file| file.display().to_string());
            arguments.extend(files.flat_map(|file| ["-P".to_owned(), file]));
        }
        arguments
    }
}

/// The arguments of strace that write all calls of these faults into a file.
pub fn counting(faults: &[Fault], record: &Path) -> Vec<String> {
    let calls: Vec<&str> = faults.iter().map(|fault| fault.calls).collect();
    vec![
        "-f".to_owned(),
        "-qq".to_owned(),
        "-y".to_owned(),
        "-o".to_owned(),
        record.display().to_string(),
        "-e".to_owned(),
        format!("trace={}", calls.join(",")),
    ]
}

/// Returns how often the thread that makes most of them makes the calls of each fault; those that nobody makes are left
/// out.
pub fn counts<'a>(
    faults: &'a [Fault],
    record: &Path,
    files: &[PathBuf],
) -> HashMap<&'a Fault, usize> {
    let record = String::from_utf8_lossy(&fs::read(record).unwrap()).into_owned();
    // As in `1234 write(3</home/x/data/history.lock>, "99\n", 3) = 3`.
    let calls = record.lines().filter_map(|line| {
        let (thread, call) = line.trim().split_once(' ')?;
        let (name, arguments) = call.trim().split_once('(')?;
        name.chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_')
            .then_some((thread, name, arguments))
    });
    let mut made: HashMap<&Fault, HashMap<&str, usize>> = HashMap::new();
    for (thread, name, arguments) in calls {
        let is_outside = || {
            files.iter().any(|file| {
                let file = file.display();
                arguments.contains(&format!("<{file}")) || arguments.contains(&format!("\"{file}"))
            }) || arguments.contains("</dev/")
        };
        for fault in faults {
            let is_of = fault.calls.split(',').any(|call| call == name);
            if is_of && (fault.on == On::Anything || is_outside()) {
                *made.entry(fault).or_default().entry(thread).or_default() += 1;
            }
        }
    }
    let most = |threads: HashMap<&str, usize>| threads.into_values().max();
    made.into_iter()
        .filter_map(|(fault, threads)| Some((fault, most(threads)?)))
        .collect()
}

/// Tells whether strace is there and may trace.
pub fn can_trace() -> bool {
    let traced = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "true"])
        .status();
    traced.is_ok_and(|status| status.success())
}
