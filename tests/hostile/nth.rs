//! Every call of the system fails in turn, once and for ever, while a live blog is followed, polled, read, exported,
//! opened on the screen and left: no panic, the terminal restored, what was kept before still there.
//!
//! `strace` makes the calls fail; where it is missing or may not trace, nothing is tried and that is said. It counts the
//! calls of each thread for itself.

use std::{fs, path::Path, process::Command, thread};

use crate::{
    Tier,
    program::{self, Ended, PAGE, newswire},
    session::Session,
    table::Table,
};

/// Calls, with what they fail with.
///
/// `write` is not among them: the runtime wakes its threads by it, which never fails in earnest, and nobody can tell
/// strace to spare those. Disks that are full fail `pwrite64`, and output that cannot be written has tests of its own.
const CALLS: &[(&str, &str)] = &[
    ("openat", "EIO"),
    ("openat", "EMFILE"),
    ("read", "EIO"),
    ("pread64", "EIO"),
    ("pwrite64", "ENOSPC"),
    ("fsync,fdatasync", "EIO"),
    ("ftruncate", "EIO"),
    ("unlink", "EACCES"),
    ("mkdir", "EACCES"),
    ("fcntl", "ENOLCK"),
    ("flock", "EWOULDBLOCK"),
    ("statx,newfstatat,fstat", "EIO"),
    ("socket,connect,sendto,recvfrom", "ECONNRESET"),
    ("ioctl", "ENOTTY"),
    ("epoll_ctl", "ENOMEM"),
    ("eventfd2,epoll_create1,inotify_init1", "EMFILE"),
    ("clone3", "EAGAIN"),
    ("execve", "EACCES"),
];

/// A live blog of three updates that is followed, in a home of its own.
struct Followed {
    home: tempfile::TempDir,
    address: String,
}

impl Followed {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let followed = Self {
            address: crate::wire::sound(),
            home,
        };
        assert_eq!(followed.run(&["follow", PAGE]).code(), Some(0));
        followed
    }

    fn data(&self) -> std::path::PathBuf {
        self.home.path().join("data")
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        program::run(
            newswire(self.home.path())
                .arg("--data-dir")
                .arg(self.data())
                .args(arguments),
        )
    }

    /// Runs a scenario whose calls fail.
    fn failing(&self, scenario: &[&str], inject: &str) -> Ended {
        let mut command = program::command("strace", self.home.path());
        command.args([
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            &format!("trace={}", of(inject)),
        ]);
        command
            .args(["-e", &format!("inject={inject}")])
            .arg(program::path());
        program::run(command.arg("--data-dir").arg(self.data()).args(scenario))
    }

    /// Tells what of the updates is not there any more.
    fn losses(&self) -> Vec<String> {
        program::losses(&self.run(&["export", PAGE, "--format", "json"]))
    }
}

/// The calls that an injection is about.
fn of(inject: &str) -> &str {
    inject.split_once(':').map_or(inject, |(calls, _)| calls)
}

pub fn can_trace() -> bool {
    let traced = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "true"])
        .status();
    traced.is_ok_and(|status| status.success())
}

/// The loader of programs and a program that cannot be started tell of themselves, not we.
fn is_not_ours(ended: &Ended) -> bool {
    let told = ended.told();
    told.contains("error while loading shared libraries") || told.starts_with("strace:")
}

pub fn run(tier: Tier, table: &mut Table) {
    if !can_trace() {
        table.tell(
            "strace is missing or may not trace",
            "no call was made to fail",
        );
        return;
    }
    // The loader makes some calls before the program does; further on than this nothing new happens.
    let turns: Vec<usize> = match tier {
        Tier::Quick => vec![3, 12],
        Tier::Full => (1..=120).collect(),
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let parts: Vec<Table> = thread::scope(|scope| {
        let walk = |part: usize| {
            let mut table = Table::default();
            let mine = CALLS.iter().skip(part).step_by(workers);
            let followed = Followed::new();
            for (calls, error) in mine {
                for turn in &turns {
                    for when in [format!("{turn}"), format!("{turn}+")] {
                        let inject = format!("{calls}:error={error}:when={when}");
                        print_scenarios(&followed, &inject, &mut table);
                        if tier == Tier::Full || *turn == 12 {
                            screen(&followed, &inject, &mut table);
                        }
                    }
                }
            }
            table
        };
        let handles: Vec<_> = (0..workers)
            .map(|part| scope.spawn(move || walk(part)))
            .collect();
        handles
            .into_iter()
            .map(|handle| handle.join().unwrap())
            .collect()
    });
    for part in parts {
        table.append(part);
    }
}

fn print_scenarios(followed: &Followed, inject: &str, table: &mut Table) {
    let address = &followed.address;
    let scenarios: [(&str, &[&str]); 4] = [
        ("follow", &["follow", PAGE]),
        ("poll", &["print", address]),
        ("read", &["print", PAGE]),
        ("export", &["export", PAGE]),
    ];
    for (name, scenario) in scenarios {
        let ended = followed.failing(scenario, inject);
        let mut faults = Vec::new();
        if !is_not_ours(&ended) {
            faults = ended.faults(&[0, 1, 2, 3]);
        }
        table.add(format!("{name}, {inject}"), &ended, faults);
    }
    let kept = followed.run(&["list"]);
    table.add(format!("kept after {inject}"), &kept, followed.losses());
}

/// Opens the page on a screen, if it gets so far, and leaves.
fn screen(followed: &Followed, inject: &str, table: &mut Table) {
    let line = format!(
        "strace -f -qq -o /dev/null -e trace={} -e inject={inject} '{}' --data-dir '{}' '{}'; echo \"status $?\"",
        of(inject),
        program::path(),
        followed.data().display(),
        PAGE,
    );
    let mut session = Session::shell(&line, "");
    // Keys that cannot be read end nothing: then a signal has to.
    let mut asked = 0;
    session.wait_for("end", |session| {
        let contents = session.contents();
        if contents.contains("Minister to speak") || asked > 100 {
            session.type_keys("q");
        }
        asked += 1;
        if asked == 600 {
            terminate(session);
        }
        session.child.try_wait().unwrap().is_some()
    });
    let contents = session.contents();
    let mut faults = followed.losses();
    // The library that reads keys cannot be told that its thread may fail; the program asks right before, so that only a
    // failure between both is met like this.
    let is_theirs = contents.contains("failed to spawn thread") && !inject.ends_with('+');
    let has_crashed = ["panicked", "status 101", "status 134"]
        .iter()
        .any(|sign| contents.contains(sign));
    if has_crashed && !is_theirs {
        faults.push(contents.clone());
    }
    // Where the terminal can never be set, nobody can restore it.
    if !(inject.ends_with('+') && of(inject) == "ioctl") {
        session.assert_restored();
    }
    let shown = contents.lines().rev().find(|line| !line.is_empty());
    table.check(
        format!("screen, {inject}"),
        shown.unwrap_or_default(),
        faults,
    );
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
