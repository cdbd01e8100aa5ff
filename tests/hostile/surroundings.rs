//! A machine that grants little, files that are none, a history that is damaged, a terminal that talks nonsense or goes.

use std::{fs, os::unix::fs::symlink, path::Path};

use rustix::fs::{CWD, FileType, Mode, mknodat};

use crate::{
    Tier,
    program::{self, PAGE, newswire},
    session::Session,
    table::Table,
};

pub fn run(tier: Tier, table: &mut Table) {
    limits(table);
    places(table);
    settings(table);
    histories(tier, table);
    junk(table);
    hang_ups(table);
}

/// What the system grants; each is met or told.
fn limits(table: &mut Table) {
    let home = tempfile::tempdir().unwrap();
    let program = program::path();
    for limit in [
        "-n 6",
        "-n 10",
        "-n 14",
        "-n 20",
        "-n 32",
        "-v 65536",
        "-v 100000",
        "-v 150000",
        "-v 400000",
        "-s 1024",
        "-f 0",
    ] {
        for line in [
            format!("print '{PAGE}'"),
            format!("follow '{PAGE}'"),
            "list".to_owned(),
        ] {
            let line = format!("ulimit {limit} && exec '{program}' {line}");
            let ended = program::run(program::command("sh", home.path()).args(["-c", &line]));
            let mut faults = ended.faults(&[0, 1]);
            let is_told = |line: &str| line.starts_with("newswire: ");
            if ended.code() == Some(1)
                && (ended.stderr.is_empty() || !ended.told().lines().all(is_told))
            {
                faults.push(format!("not told in sentences: {}", ended.told()));
            }
            table.add(format!("ulimit {limit}, {line:.10}"), &ended, faults);
        }
    }
}

/// Makes something that is no file.
fn make(kind: &str, path: &Path) {
    match kind {
        "pipe" => mknodat(CWD, path, FileType::Fifo, Mode::RWXU, 0).unwrap(),
        "directory" => fs::create_dir(path).unwrap(),
        "itself" => symlink(path, path).unwrap(),
        target => symlink(target, path).unwrap(),
    }
}

const KINDS: &[&str] = &[
    "pipe",
    "directory",
    "itself",
    "/nonexistent/x",
    "/dev/zero",
    "/dev/full",
    "/dev/tty",
];

/// Anything in the place of our files: nothing waits, nothing is followed.
fn places(table: &mut Table) {
    for file in [
        "history.db",
        "history.lock",
        "newswire.log",
        "history.db-wal",
        "history.db-shm",
        "history.db-journal",
    ] {
        for kind in KINDS {
            let home = tempfile::tempdir().unwrap();
            let data = home.path().join("data");
            fs::create_dir(&data).unwrap();
            make(kind, &data.join(file));
            let mut command = newswire(home.path());
            let ended = program::run(
                command
                    .arg("-v")
                    .arg("--data-dir")
                    .arg(&data)
                    .args(["follow", PAGE]),
            );
            table.add(format!("{kind} as {file}"), &ended, ended.faults(&[0, 1]));
        }
    }
}

/// Anything in the place of the settings, and in them.
fn settings(table: &mut Table) {
    let home = tempfile::tempdir().unwrap();
    for kind in KINDS {
        let path = home.path().join("settings");
        make(kind, &path);
        let ended = program::run(
            newswire(home.path())
                .arg("--config")
                .arg(&path)
                .args(["config", "check"]),
        );
        let mut faults = ended.faults(&[2]);
        if !ended.told().starts_with("newswire: ") {
            faults.push(format!("not told: {}", ended.told()));
        }
        table.add(format!("{kind} as settings"), &ended, faults);
        if *kind == "directory" {
            fs::remove_dir(&path)
        } else {
            fs::remove_file(&path)
        }
        .unwrap();
    }
    let path = home.path().join("settings");
    let keys =
        |count: usize| (0..count).fold(String::new(), |text, n| text + &format!("key{n} = {n}\n"));
    for (name, text) in [
        (
            "escape in a key",
            "\"\\u001b]0;PWN1\\u0007\" = 1".to_owned(),
        ),
        (
            "escape in a value",
            "theme = \"\\u001b]0;PWN1\\u0007\"".to_owned(),
        ),
        ("raw escape", "theme = \"\u{1b}]0;PWN1\u{7}\"".to_owned()),
        ("deep", format!("a = {}", "[".repeat(50_000))),
        ("many keys", keys(20_000)),
        ("NUL", "theme = \"a\0b\"".to_owned()),
    ] {
        fs::write(&path, text).unwrap();
        let ended = program::run(
            newswire(home.path())
                .arg("--config")
                .arg(&path)
                .args(["config", "check"]),
        );
        table.add(format!("settings: {name}"), &ended, ended.faults(&[2]));
    }
}

/// Histories that are cut or changed at any byte: named, set aside, read on; the page is followed again.
fn histories(tier: Tier, table: &mut Table) {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let at = |arguments: &[&str]| {
        let mut command = newswire(home.path());
        program::run(command.arg("--data-dir").arg(&data).args(arguments))
    };
    assert_eq!(at(&["follow", PAGE]).code(), Some(0));
    let whole = fs::read(data.join("history.db")).unwrap();
    let (cuts, flips) = if tier == Tier::Full {
        (100, 200)
    } else {
        (10, 10)
    };
    let cut = (0..cuts).map(|n| {
        (
            format!("history cut after {n} of {cuts}"),
            whole[..whole.len() * n / cuts].to_vec(),
        )
    });
    let flipped = (0..flips).map(|n| {
        let mut bytes = whole.clone();
        let place = n * 7_919 * 97 % bytes.len();
        bytes[place] ^= 1 << (n % 8);
        (format!("history with a bit of byte {place} turned"), bytes)
    });
    for (name, bytes) in cut.chain(flipped) {
        fs::remove_dir_all(&data).unwrap();
        fs::create_dir(&data).unwrap();
        fs::write(data.join("history.db"), bytes).unwrap();
        for arguments in [&["list"][..], &["export", PAGE], &["follow", PAGE]] {
            let ended = at(arguments);
            table.add(
                format!("{name}: {}", arguments[0]),
                &ended,
                ended.faults(&[0, 1]),
            );
        }
        let export = || at(&["export", PAGE, "--format", "json"]);
        let mut ended = export();
        if !program::losses(&ended).is_empty() {
            // What was left out of a live blog that is followed already comes back when it is read.
            at(&["tail", PAGE, "--quiet", "--for", "3s"]);
            ended = export();
        }
        table.add(
            format!("{name}: afterwards"),
            &ended,
            program::losses(&ended),
        );
    }
}

/// Late, half and junk answers, as terminals give them.
const JUNK: &[(&str, &[u8])] = &[
    (
        "late answers",
        b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b]11;rgb:0000/0000/0000\x07",
    ),
    ("half an answer", b"\x1b]11;rgb:ff"),
    (
        "an answer that is none",
        b"\x1b]11;zzzz\x1b\\\x1b]52;c;cXE=\x07\x1bP>|XTerm(390)\x1b\\\x1b_Gi=1;OK\x1b\\",
    ),
    ("reports", b"\x1b[?62;22c\x1b[1;1R\x1b[I\x1b[O"),
    (
        "old mouse reports out of range",
        b"\x1b[M\0\0\0\x1b[M\x1f\x1f\x1f\x1b[M\xff\xff\xff",
    ),
    (
        "mouse reports out of range",
        b"\x1b[<99999;99999999999;0M\x1b[<0;0;0m",
    ),
    ("no UTF-8", b"\xff\xfe\xc0\x80\xed\xa0\x80\xf5"),
    (
        "keyboard reports",
        b"\x1b[99999999;255u\x1b[0;0u\x1b[57344;1u",
    ),
    (
        "a report of a mode, which the library waits on for ever",
        b"\x1b[?2026;2$y",
    ),
    ("a paste without end", b"\x1b[200~never ends"),
];

fn junk(table: &mut Table) {
    for terminal in ["xterm-kitty", "foot", "xterm-256color"] {
        for (name, bytes) in JUNK {
            let mut session = Session::start(&[PAGE], &[("TERM", terminal)]);
            session.wait_for_text("Minister to speak");
            session.write(bytes);
            // Whatever it was taken for, one of these ends the program; what swallows keys lets go after a while.
            session.type_keys("\x1b\x1b");
            session.wait_for("end", |session| {
                session.write(b"\x03");
                session.child.try_wait().unwrap().is_some()
            });
            session.assert_restored();
            table.tell(
                format!("{terminal}: {name}"),
                "ended by Ctrl-C, terminal restored",
            );
        }
    }
}

/// The terminal is gone at once, with the first byte, with the first frame: the program ends by itself.
fn hang_ups(table: &mut Table) {
    type Ready = fn(&Session) -> bool;
    let moments: [(&str, Ready); 3] = [
        ("at once", |_| true),
        ("with the first byte", |session| {
            !session.written.lock().unwrap().is_empty()
        }),
        ("with the first update", |session| {
            session.contents().contains("Minister to speak")
        }),
    ];
    for (name, ready) in moments {
        let mut session = Session::start(&[PAGE], &[]);
        session.wait_for(name, |session| ready(session));
        let status = session.hang_up();
        assert!(matches!(status, 1 | 129), "{name}: {status}");
        table.tell(
            format!("terminal gone {name}"),
            &format!("ended by itself with {status}"),
        );
    }
}
