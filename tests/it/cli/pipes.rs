//! Pipes that close, disks that are full, signals.

use std::{
    fs::OpenOptions,
    io::{Write, pipe},
    process::{Command, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};

fn newswire(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newswire"));
    command.env_clear().args(arguments);
    command
}

#[test]
fn a_pipe_that_is_closed_is_success() {
    for arguments in [&["completions", "bash"][..], &["man"], &["config", "print"]] {
        let (reader, writer) = pipe().unwrap();
        drop(reader);
        let output = newswire(arguments).stdout(writer).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(
            String::from_utf8(output.stderr).unwrap(),
            "",
            "{arguments:?}"
        );
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told() {
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = newswire(&["completions", "bash"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.starts_with("newswire: Cannot write to standard output: No space left"));
}

#[test]
fn signals_end_with_the_status_that_shells_give_them() {
    for (signal, status) in [(Signal::INT, 130), (Signal::TERM, 143)] {
        let mut child = newswire(&["print", "-"])
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // More than a pipe holds: once it is written, the program is there and reads.
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(&vec![b' '; 1 << 20]).unwrap();
        kill_process(Pid::from_child(&child), signal).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(status));
    }
}
