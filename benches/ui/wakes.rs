//! How often whole programs wake while nobody does anything, by the kernel's count of their voluntary switches.

use std::{
    fs,
    io::{self, Read, Write},
    path::Path,
    thread,
    time::Duration,
};

use portable_pty::{CommandBuilder, native_pty_system};

use super::{
    Outcome,
    process::{self, ADDRESS},
};

/// The argument that makes this a program which only waits.
pub(super) const WAIT: &str = "--wait";
/// Until nothing passes on the screen any more: its clock rests then.
const CALM: Duration = Duration::from_secs(10);
/// How long is counted.
const COUNTED: u32 = 20;

/// Waits for a key that nobody presses.
pub(super) fn wait() -> io::Result<()> {
    let _nobody_types = io::stdin().read(&mut [0])?;
    Ok(())
}

/// Prints how often programs wake, one that only waits among them. There are no targets where the machine is shared; at
/// most four times a second where seconds are counted, and once where minutes are, is what a laptop does not notice.
pub(super) fn print() -> Outcome<()> {
    let this = std::env::current_exe()?;
    let program = Path::new(env!("CARGO_BIN_EXE_newswire"));
    let mut out = io::stdout().lock();
    writeln!(out)?;
    writeln!(out, "{:34} {:>12}", "idle", "wake-ups/s")?;
    let waits = wakes(&this, &[WAIT])?;
    writeln!(out, "{:34} {waits:>12.2}", "a program that only waits")?;
    for (what, paused) in [("counting seconds", false), ("counting minutes", true)] {
        let data = tempfile::tempdir()?;
        process::fill(data.path(), paused)?;
        let wakes = wakes(
            program,
            &["--data-dir", &data.path().to_string_lossy(), ADDRESS],
        )?;
        writeln!(out, "{what:34} {wakes:>12.2}")?;
    }
    Ok(())
}

/// Starts a program on a terminal of its own; returns how often its threads wake in a second.
#[expect(
    clippy::disallowed_methods,
    reason = "what is measured is a while in which nothing happens"
)]
fn wakes(program: &Path, arguments: &[&str]) -> Outcome<f64> {
    let pair = native_pty_system().openpty(process::pty_size())?;
    let mut command = CommandBuilder::new(program);
    command.args(arguments);
    command.env("TERM", "xterm-256color");
    let mut reader = pair.master.try_clone_reader()?;
    // What is drawn has to go somewhere.
    let drain = thread::spawn(move || io::copy(&mut reader, &mut io::sink()));
    let mut child = pair.slave.spawn_command(command)?;
    let process = child.process_id().ok_or("no process")?;
    thread::sleep(CALM);
    let before = switches(process)?;
    thread::sleep(Duration::from_secs(COUNTED.into()));
    let count = switches(process)?.saturating_sub(before);
    child.kill()?;
    child.wait()?;
    drop(pair);
    let _hung_up = drain.join();
    Ok(f64::from(count) / f64::from(COUNTED))
}

/// Returns how often the threads of a process waited so far.
fn switches(process: u32) -> Outcome<u32> {
    let mut all = 0;
    for thread in fs::read_dir(format!("/proc/{process}/task"))? {
        let status = fs::read_to_string(thread?.path().join("status"))?;
        let mut lines = status.lines();
        let count = lines.find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        all += count
            .and_then(|count| count.trim().parse::<u32>().ok())
            .unwrap_or(0);
    }
    Ok(all)
}
