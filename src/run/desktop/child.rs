//! Programs that the reader is helped by: an argument vector, never a shell; nothing of theirs on our terminal.

use std::{
    io::{self, Read, Write},
    os::unix::process::CommandExt,
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

/// Most bytes of an answer that are taken.
const ANSWER: u64 = 1024 * 1024;

/// Why a program was of no help.
#[derive(Debug, thiserror::Error)]
pub(super) enum ChildError {
    /// It could not be started.
    #[error("cannot be started: {}", reason(.0))]
    Start(io::Error),
    /// It took too long and was ended.
    #[error("took longer than {} s and was ended", .0.as_secs())]
    TooLong(Duration),
    /// It said that it failed; its last words, empty where it had none.
    #[error("failed{}", last_words(.0))]
    Failed(String),
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such program".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be run".to_owned(),
        _ => error.to_string(),
    }
}

fn last_words(words: &str) -> String {
    match words.trim().lines().last() {
        Some(line) => format!(": {line}"),
        None => String::new(),
    }
}

/// Makes a command of words, in a process group of its own: keys for us are none for it.
pub(super) fn command(words: &[String]) -> Option<Command> {
    let (program, arguments) = words.split_first()?;
    let mut command = Command::new(program);
    command.args(arguments).process_group(0);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    Some(command)
}

/// Feeds a program and waits for it to end; what it says is of no interest.
pub(super) fn feed(words: &[String], input: &[u8], patience: Duration) -> Result<(), ChildError> {
    let mut command = nameless(command(words))?;
    let mut child = command
        .stdin(Stdio::piped())
        .spawn()
        .map_err(ChildError::Start)?;
    let fed = write_all(&mut child, input.to_vec());
    let status = wait(child, patience)?;
    fed.map_err(ChildError::Start)?;
    succeeded(status, "")
}

/// Feeds a program and returns its answer, its first mebibyte at most.
pub(super) fn ask(
    words: &[String],
    input: Vec<u8>,
    patience: Duration,
) -> Result<Vec<u8>, ChildError> {
    let mut command = nameless(command(words))?;
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(ChildError::Start)?;
    let fed = write_all(&mut child, input);
    let answer = child.stdout.take().map(read);
    let complaint = child.stderr.take().map(read);
    let status = wait(child, patience)?;
    fed.map_err(ChildError::Start)?;
    let said = |heard: Option<io::Result<mpsc::Receiver<Vec<u8>>>>| {
        let heard = heard.transpose().map_err(ChildError::Start)?;
        // Whoever left a child of its own at the other end is not waited for any longer.
        let said = heard.and_then(|heard| heard.recv_timeout(patience).ok());
        Ok(said.unwrap_or_default())
    };
    let answer = said(answer)?;
    succeeded(status, &String::from_utf8_lossy(&said(complaint)?))?;
    Ok(answer)
}

fn nameless(command: Option<Command>) -> Result<Command, ChildError> {
    command.ok_or_else(|| ChildError::Start(io::ErrorKind::NotFound.into()))
}

fn succeeded(status: ExitStatus, complaint: &str) -> Result<(), ChildError> {
    if status.success() {
        Ok(())
    } else {
        Err(ChildError::Failed(complaint.to_owned()))
    }
}

/// Writes on a thread of its own: a program need not read what it is given.
fn write_all(child: &mut Child, input: Vec<u8>) -> io::Result<()> {
    let Some(mut stdin) = child.stdin.take() else {
        return Ok(());
    };
    thread::Builder::new().spawn(move || {
        let _it_may_not_want_all = stdin.write_all(&input);
    })?;
    Ok(())
}

fn read(from: impl Read + Send + 'static) -> io::Result<mpsc::Receiver<Vec<u8>>> {
    let (sender, receiver) = mpsc::channel();
    thread::Builder::new().spawn(move || {
        let mut bytes = Vec::new();
        let mut from = from;
        let _what_came_counts = from.by_ref().take(ANSWER).read_to_end(&mut bytes);
        let _ = sender.send(bytes);
        // Whoever says more is let finish.
        let _ = io::copy(&mut from, &mut io::sink());
    })?;
    Ok(receiver)
}

/// Waits for a program to end; ends it and what it started once it took too long.
fn wait(child: Child, patience: Duration) -> Result<ExitStatus, ChildError> {
    let group = child.id();
    let (sender, receiver) = mpsc::channel();
    let mut child = child;
    let waiting = thread::Builder::new().spawn(move || {
        let _ = sender.send(child.wait());
    });
    if let Err(error) = waiting {
        // Nobody waits for its end, so it ends now.
        kill(group);
        return Err(ChildError::Start(error));
    }
    if let Ok(status) = receiver.recv_timeout(patience) {
        return status.map_err(ChildError::Start);
    }
    kill(group);
    Err(ChildError::TooLong(patience))
}

/// Ends a program and what it started. The group bears the number of its first process, which nobody has reaped yet.
fn kill(group: u32) {
    let group = i32::try_from(group).ok();
    if let Some(group) = group.and_then(rustix::process::Pid::from_raw) {
        let kill = rustix::process::Signal::KILL;
        let _it_just_ended = rustix::process::kill_process_group(group, kill);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Duration = Duration::from_secs(30);

    fn words(text: &[&str]) -> Vec<String> {
        text.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn a_program_answers_to_what_it_is_given_word_by_word() {
        let answer = ask(&words(&["cat"]), b"$(id) `id`\n".to_vec(), PATIENCE).unwrap();
        assert_eq!(answer, b"$(id) `id`\n");
        let answer = ask(
            &words(&["printf", "%s|", "a b", ";id"]),
            Vec::new(),
            PATIENCE,
        );
        assert_eq!(answer.unwrap(), b"a b|;id|");
    }

    #[test]
    fn what_is_missing_or_fails_says_so() {
        let missing = ask(&words(&["no-such-program-here"]), Vec::new(), PATIENCE);
        let sentence = missing.unwrap_err().to_string();
        assert_eq!(sentence, "cannot be started: there is no such program");
        let failed = ask(&words(&["cat", "/nowhere/at/all"]), Vec::new(), PATIENCE);
        let sentence = failed.unwrap_err().to_string();
        assert!(sentence.starts_with("failed: cat: "), "{sentence}");
    }

    #[test]
    fn a_program_that_reads_nothing_and_one_without_end_are_done_with() {
        let much = vec![b'x'; 1 << 20];
        assert!(ask(&words(&["true"]), much, PATIENCE).is_ok());
        let endless = ask(&words(&["yes"]), Vec::new(), Duration::from_millis(200));
        assert!(matches!(endless, Err(ChildError::TooLong(_))));
    }
}
