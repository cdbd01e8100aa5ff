//! Whole programs on a terminal of their own, from the start until the first frame is written.

use std::{
    io::{self, Read},
    path::Path,
    time::{Duration, Instant},
};

use newswire::{
    model::Validators,
    store::{PollRecord, Store},
};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use ratatui::{
    Terminal,
    backend::CrosstermBackend,
    crossterm::{
        execute,
        terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode},
    },
    text::Line,
};

use super::{Outcome, Row, SIZE, START, row, story};

/// The argument that makes this a program which draws one frame.
pub(super) const EMPTY: &str = "--draw-nothing";
/// A closed port: what is stored is on the screen before anybody is asked.
pub(super) const ADDRESS: &str = "http://127.0.0.1:9/live";
/// What ends the frame of that program.
const DRAWN: &str = "drawn.";
/// Rounds in which the programs take turns.
const ROUNDS: usize = 25;
/// Updates in the history.
const STORED: usize = 200;

/// Draws one frame and ends: the least that a program of the terminal library does.
pub(super) fn draw_nothing() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen)?;
    let mut terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
    terminal.draw(|frame| {
        let words = Line::from(DRAWN);
        frame.render_widget(words, frame.area());
    })?;
    execute!(io::stdout(), LeaveAlternateScreen)?;
    disable_raw_mode()
}

/// The first frame of a blog with stored updates beside that of a program which only draws.
pub(super) fn start() -> Outcome<Row> {
    let data = tempfile::tempdir()?;
    fill(data.path(), false)?;
    let program = Path::new(env!("CARGO_BIN_EXE_newswire"));
    let data = data.path().to_string_lossy();
    let this = std::env::current_exe()?;
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let floor = first_frame(&this, &[EMPTY], DRAWN)?;
        let ours = first_frame(program, &["--data-dir", &data, ADDRESS], "from the bridge")?;
        rounds.push((floor, ours));
    }
    let what = "first frame with 200 stored updates / of a program that only draws";
    Ok(row(what, START, &rounds))
}

/// Fills a history with a live blog, paused or not.
pub(super) fn fill(data: &Path, paused: bool) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let (store, _notes) = Store::open(Some(data), story::at(0));
        store.follow(ADDRESS, ADDRESS, story::at(0)).await?;
        let brought = (Some(story::blog()), story::updates(STORED));
        let record = PollRecord::new(
            story::at(100_000),
            Validators::default(),
            false,
            brought,
            None,
        );
        store.save_poll(ADDRESS, record).await?;
        store.pause(ADDRESS, paused).await?;
        store.close().await?;
        Ok(())
    })
}

pub(super) fn pty_size() -> PtySize {
    PtySize {
        rows: SIZE.height,
        cols: SIZE.width,
        pixel_width: 0,
        pixel_height: 0,
    }
}

/// Starts a program and waits until words are written.
fn first_frame(program: &Path, arguments: &[&str], words: &str) -> Outcome<Duration> {
    let pair = native_pty_system().openpty(pty_size())?;
    let mut command = CommandBuilder::new(program);
    command.args(arguments);
    command.env("TERM", "xterm-256color");
    let mut reader = pair.master.try_clone_reader()?;
    let begun = Instant::now();
    let mut child = pair.slave.spawn_command(command)?;
    let mut written = Vec::new();
    let mut bytes = vec![0; 65536];
    let is_there = |written: &[u8]| written.windows(words.len()).any(|w| w == words.as_bytes());
    while !is_there(&written) {
        let count = reader.read(&mut bytes)?;
        written.extend_from_slice(bytes.get(..count).unwrap_or_default());
        if begun.elapsed() > Duration::from_secs(10) {
            return Err(format!("{} drew nothing", program.display()).into());
        }
    }
    let taken = begun.elapsed();
    child.kill()?;
    child.wait()?;
    Ok(taken)
}
