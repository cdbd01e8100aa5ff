//! What is done while calls fail, and what must be true of it afterwards.

use std::{
    collections::HashMap,
    fs,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
};

use super::tracing::{self, Fault, Injection};
use crate::{
    program::{self, Ended, PAGE, newswire},
    session::Session,
    table::Table,
};

/// A live blog of three updates that is followed, in a home of its own.
pub struct Followed {
    home: tempfile::TempDir,
    address: String,
}

impl Followed {
    pub fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let followed = Self {
            address: crate::wire::sound(),
            home,
        };
        assert_eq!(followed.run(&["follow", PAGE]).code(), Some(0));
        followed
    }

    fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// The files that the program reads and writes.
    fn files(&self) -> Vec<PathBuf> {
        let data = ["history.db", "history.lock", "newswire.log"];
        let sides = ["history.db-wal", "history.db-shm", "history.db-journal"];
        let mut files: Vec<PathBuf> = data
            .into_iter()
            .chain(sides)
            .map(|name| self.data().join(name))
            .collect();
        files.push(self.saved());
        files.push(PAGE.into());
        files
    }

    /// Where the reader saves the live blog.
    fn saved(&self) -> PathBuf {
        self.home.path().join("harbour-bridge-closure-latest.md")
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        let mut command = newswire(self.home.path());
        program::run(command.arg("--data-dir").arg(self.data()).args(arguments))
    }

    /// Runs the program under strace.
    fn traced(&self, strace: &[String], arguments: &[&str]) -> Ended {
        let mut command = program::command("strace", self.home.path());
        command.args(strace).arg(program::path()).arg("-v");
        program::run(command.arg("--data-dir").arg(self.data()).args(arguments))
    }

    /// Tells what of the updates is not there any more.
    fn losses(&self) -> Vec<String> {
        program::losses(&self.run(&["export", PAGE, "--format", "json"]))
    }
}

/// What is done.
pub struct Scenario {
    name: &'static str,
    deeds: Deeds,
}

/// `PAGE` and `ADDRESS` stand for the page, in a file and on a server.
enum Deeds {
    /// A command with these arguments; in a home where nothing is kept yet, or where the page is.
    Command {
        is_first: bool,
        arguments: &'static [&'static str],
    },
    /// The reader on a source: what is waited for, and the keys that are typed then.
    Screen {
        source: &'static str,
        steps: &'static [(&'static str, &'static str)],
    },
}

pub const SCENARIOS: &[Scenario] = &[
    Scenario {
        name: "open",
        deeds: Deeds::Command {
            is_first: true,
            arguments: &["follow", "PAGE"],
        },
    },
    Scenario {
        name: "poll",
        deeds: Deeds::Command {
            is_first: false,
            arguments: &["tail", "ADDRESS", "--since", "all", "--for", "1s"],
        },
    },
    Scenario {
        name: "export",
        deeds: Deeds::Command {
            is_first: false,
            arguments: &["export", "PAGE"],
        },
    },
    Scenario {
        name: "read",
        deeds: Deeds::Screen {
            source: "PAGE",
            steps: &[
                ("Minister to speak", "o"),
                ("Opened ", "j\r"),
                ("Minister to speak", "q"),
            ],
        },
    },
    Scenario {
        name: "save",
        deeds: Deeds::Screen {
            source: "PAGE",
            steps: &[
                ("Minister to speak", ":export markdown\r"),
                ("Exported to ", "q"),
            ],
        },
    },
    Scenario {
        name: "quit",
        deeds: Deeds::Screen {
            source: "ADDRESS",
            steps: &[("Pier shut", "r"), ("Pier shut", "q")],
        },
    },
];

/// How often the screen is looked at for what a step waits for, before its keys are typed all the same.
const LOOKS: usize = 150;
/// How often after the last keys, before a program that hears none is asked to end.
const ASKED: usize = 600;

impl Scenario {
    pub fn is_screen(&self) -> bool {
        matches!(self.deeds, Deeds::Screen { .. })
    }

    /// Returns how often each of the calls is made where none fails.
    pub fn count<'a>(&self, followed: &Followed, faults: &'a [Fault]) -> HashMap<&'a Fault, usize> {
        let record = followed.home.path().join("record");
        let strace = tracing::counting(faults, &record);
        let files = match &self.deeds {
            Deeds::Command {
                is_first,
                arguments,
            } => {
                let fresh = is_first.then(Followed::unfollowed);
                let followed = fresh.as_ref().unwrap_or(followed);
                let ended = followed.traced(&strace, &followed.meant(arguments));
                assert_eq!(ended.code(), Some(0), "{}: {}", self.name, ended.told());
                followed.files()
            }
            Deeds::Screen { source, steps } => {
                let (session, done) = followed.screen(&strace, source, steps);
                assert_eq!(done, steps.len(), "{}: {}", self.name, session.contents());
                followed.files()
            }
        };
        tracing::counts(faults, &record, &files)
    }

    /// Does it while calls fail, and adds what came of it.
    pub fn fail(&self, followed: &Followed, injection: &Injection, table: &mut Table) {
        let mut tried = Table::default();
        let case = AssertUnwindSafe(|| self.tried(followed, injection, &mut tried));
        // What hangs, or leaves the terminal as it is, is a failure of this case: the others go on.
        if let Err(why) = panic::catch_unwind(case) {
            let why = why
                .downcast::<String>()
                .map_or_else(|_| String::new(), |why| *why);
            tried.check(format!("{}, {injection}", self.name), "gave up", vec![why]);
        }
        table.append(tried);
    }

    fn tried(&self, followed: &Followed, injection: &Injection, table: &mut Table) {
        let name = format!("{}, {injection}", self.name);
        match &self.deeds {
            Deeds::Command {
                is_first,
                arguments,
            } => {
                let fresh = is_first.then(Followed::unfollowed);
                let followed = fresh.as_ref().unwrap_or(followed);
                let strace = injection.arguments(&followed.files());
                let ended = followed.traced(&strace, &followed.meant(arguments));
                let mut faults = Vec::new();
                if !is_not_ours(&ended) {
                    faults = ended.faults(&[0, 1, 2, 3]);
                }
                if *is_first && ended.code() != Some(0) {
                    // What failed stands in the way of nothing.
                    faults.extend(followed.run(&["follow", PAGE]).faults(&[0]));
                }
                faults.extend(followed.losses());
                table.add(name, &ended, faults);
            }
            Deeds::Screen { source, steps } => {
                let _ = fs::remove_file(followed.saved());
                let strace = injection.arguments(&followed.files());
                let (mut session, _) = followed.screen(&strace, source, steps);
                let mut faults = faults_of(&mut session, injection);
                faults.extend(followed.losses());
                let contents = session.contents();
                if session.count_written(b"Exported to ") > 0 {
                    let saved = fs::read_to_string(followed.saved()).unwrap_or_default();
                    if !saved.contains("Ship strikes the north pier") {
                        faults.push(format!("said to be exported, but not whole: {saved}"));
                    }
                }
                let shown = contents.lines().rev().find(|line| !line.is_empty());
                table.check(name, shown.unwrap_or_default(), faults);
            }
        }
    }
}

impl Followed {
    /// A home in which nothing is kept yet.
    fn unfollowed() -> Self {
        Self {
            home: tempfile::tempdir().unwrap(),
            address: String::new(),
        }
    }

    fn meant<'a>(&'a self, arguments: &[&'a str]) -> Vec<&'a str> {
        let meant = |argument: &&'a str| match *argument {
            "PAGE" => PAGE,
            "ADDRESS" => &self.address,
            other => other,
        };
        arguments.iter().map(meant).collect()
    }

    /// Runs the reader under strace until it has ended; returns how many of the steps saw what they waited for.
    fn screen(&self, strace: &[String], source: &str, steps: &[(&str, &str)]) -> (Session, usize) {
        let quoted = |argument: &String| format!("'{argument}'");
        let strace: Vec<String> = strace.iter().map(quoted).collect();
        // The terminal counts as a file of ours where strace is told of files.
        let terminal = if strace.iter().any(|argument| argument == "'-P'") {
            "-P /dev/tty -P \"$(tty)\""
        } else {
            ""
        };
        let line = format!(
            "cd '{}' && BROWSER=true strace {} {terminal} '{}' -v --data-dir '{}' '{}'; echo \"status $?\"",
            self.home.path().display(),
            strace.join(" "),
            program::path(),
            self.data().display(),
            self.meant(&[source])[0],
        );
        let mut session = Session::shell(&line, "");
        let mut done = 0;
        for (awaited, keys) in steps {
            let mut looks = 0;
            session.wait_for(awaited, |session| {
                looks += 1;
                let is_there = session.contents().contains(awaited);
                done += usize::from(is_there);
                is_there || looks > LOOKS || session.child.try_wait().unwrap().is_some()
            });
            session.type_keys(keys);
        }
        // Keys that cannot be read end nothing: then a signal has to. What covers the reader is closed first.
        let mut looks = 0;
        session.wait_for("end", |session| {
            looks += 1;
            match looks {
                LOOKS => session.type_keys("\x1b"),
                300 => session.type_keys("q"),
                ASKED => terminate(session),
                _ => {}
            }
            session.child.try_wait().unwrap().is_some()
        });
        (session, done)
    }
}

/// What is wrong about how the reader ended.
fn faults_of(session: &mut Session, injection: &Injection) -> Vec<String> {
    let contents = session.contents();
    let mut faults = Vec::new();
    let is_theirs = THEIRS.iter().any(|words| contents.contains(words));
    let has_crashed = ["panicked", "status 101", "status 134"]
        .iter()
        .any(|sign| contents.contains(sign));
    if has_crashed && !is_theirs {
        faults.push(contents);
    }
    // Where the terminal can never be set or written to, nobody can restore it.
    let is_of_the_terminal = ["ioctl", "write"].iter().any(|call| injection.is_of(call));
    if !(injection.for_ever && is_of_the_terminal) {
        session.assert_restored();
    }
    faults
}

/// With these words the runtime and the library that reads keys panic where they get no thread or no sockets. The program
/// asks for some right before, so that only what fails from then on is met like this. None of our own threads is started
/// so that it panics: a test of the architecture sees to it.
const THEIRS: &[&str] = &[
    "failed to spawn thread",
    "OS can't spawn worker thread",
    "failed to create UnixStream",
];

/// The loader of programs, a program that cannot be started and libraries tell of themselves, not we.
fn is_not_ours(ended: &Ended) -> bool {
    let told = ended.told();
    told.contains("error while loading shared libraries")
        || told.starts_with("strace: exec:")
        || THEIRS.iter().any(|words| told.contains(words))
}

/// Asks every program that the shell of a session started to end.
fn terminate(session: &Session) {
    let mut waiting = session.child.process_id().into_iter().collect::<Vec<_>>();
    let mut all = Vec::new();
    while let Some(id) = waiting.pop() {
        let children =
            fs::read_to_string(Path::new("/proc").join(format!("{id}/task/{id}/children")));
        let children = children.unwrap_or_default();
        let children = children
            .split_whitespace()
            .filter_map(|id| id.parse::<u32>().ok());
        for child in children {
            waiting.push(child);
            all.push(child);
        }
    }
    // The last is the program: those before it only wait for it.
    let last = all
        .last()
        .and_then(|id| rustix::process::Pid::from_raw(id.cast_signed()));
    if let Some(id) = last {
        let _ = rustix::process::kill_process(id, rustix::process::Signal::TERM);
    }
}
