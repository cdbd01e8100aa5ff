//! What the screen costs, each beside its floor, measured in the same run.
//!
//! A frame of a large timeline stands beside one of a small timeline, a key press beside what the terminal library
//! needs to redraw the same cells, the first frame of the program beside that of a program which does nothing but
//! draw. Floor and ours take turns, and the ratio of the shortest times is what counts.

mod bytes;
mod process;
#[path = "../history/story.rs"]
#[expect(dead_code, reason = "the history's bench uses more of it")]
mod story;
mod wakes;

use std::{
    cell::Cell,
    hint::black_box,
    io::{self, Write},
    rc::Rc,
    time::{Duration, Instant},
};

use newswire::{
    app::{BlogId, Followed, Joined, Model, Msg, Reader, Restored, keys::Key},
    layout::Size,
    model::{Clean, Timeline, Zone},
    ui::{self, Theme, canvas::Canvas},
};
use ratatui::{
    Terminal, TerminalOptions, Viewport,
    backend::CrosstermBackend,
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

/// Rounds in which floor and ours take turns.
const ROUNDS: usize = 401;
/// A frame of a hundred thousand updates beside one of a hundred.
const FRAME: f64 = 1.1;
/// A key press until its frame is written beside redrawing the same cells.
const KEY: f64 = 3.0;
/// The program's first frame beside one of a program that only draws.
const START: f64 = 2.5;

/// A usual terminal.
const SIZE: Size = Size {
    width: 120,
    height: 40,
};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// One line of the table.
struct Row {
    what: &'static str,
    floor: String,
    ours: String,
    ratio: f64,
    target: f64,
}

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    if let Some(argument) = arguments.next() {
        if argument == process::EMPTY {
            return Ok(process::draw_nothing()?);
        }
        if argument == wakes::WAIT {
            return Ok(wakes::wait()?);
        }
        // The test runner asks every target for its tests; a measurement has none.
        if argument == "--list" {
            return Ok(());
        }
    }
    let mut rows = vec![frames()?, key_press()?];
    rows.push(process::start()?);
    print(&rows)?;
    bytes::print()?;
    wakes::print()
}

/// A reader of so many updates, in the middle of them.
fn reader(count: usize) -> Outcome<Model> {
    let now = story::at(10_000_000);
    let restored = Restored {
        timeline: Timeline::restore(story::blog(), story::updates(count)),
        checked: Some(now),
        left: None,
        place: None,
        not_loaded: None,
        gaps: Vec::new(),
        blog_revisions: Vec::new(),
    };
    let blog = Followed::open(Joined {
        id: BlogId(0),
        source: Clean::line("post.example/live"),
        address: None,
        paused: false,
        wishes: Vec::new(),
        restored: Some(Box::new(restored)),
    });
    let (mut model, _) = Model::reading(Reader::new(blog, Vec::new(), Zone::Utc, now, SIZE));
    for _ in 0..20 {
        press(&mut model, "j")?;
    }
    Ok(model)
}

fn press(model: &mut Model, key: &str) -> Outcome<()> {
    let key: Key = key.parse()?;
    black_box(model.update(Msg::Key(key)));
    Ok(())
}

fn area() -> Rect {
    Rect::new(0, 0, SIZE.width, SIZE.height)
}

/// A key and its frame: a hundred thousand updates beside a hundred.
fn frames() -> Outcome<Row> {
    let theme = Theme::terminal();
    let (mut small, mut large) = (reader(100)?, reader(100_000)?);
    let mut buffer = Buffer::empty(area());
    let mut rounds = Vec::new();
    for round in 0..ROUNDS {
        let key = if round % 2 == 0 { "j" } else { "k" };
        let mut frame = |model: &mut Model| {
            time(|| {
                press(model, key)?;
                buffer.reset();
                ui::view(model, &theme, &ui::Gallery::default(), &mut buffer);
                Outcome::Ok(())
            })
        };
        let (floor, ours) = (frame(&mut small), frame(&mut large));
        floor.1?;
        ours.1?;
        rounds.push((floor.0, ours.0));
    }
    Ok(row("key and frame, 100,000 updates / 100", FRAME, &rounds))
}

/// A terminal that counts what is written to it.
#[derive(Clone, Default)]
struct Counter(Rc<Cell<usize>>);

impl Counter {
    /// Returns the bytes since it was asked last.
    fn take(&self) -> usize {
        self.0.take()
    }
}

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + black_box(bytes).len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn terminal(counter: Counter) -> io::Result<Terminal<CrosstermBackend<Counter>>> {
    let viewport = Viewport::Fixed(area());
    Terminal::with_options(CrosstermBackend::new(counter), TerminalOptions { viewport })
}

/// A page key until its frame is written beside the terminal library with the same lines at hand.
fn key_press() -> Outcome<Row> {
    let theme = Theme::terminal();
    let mut model = reader(1000)?;
    let mut ours_out = Canvas::new(Counter::default(), SIZE.width, SIZE.height);
    let mut floor_out = terminal(Counter::default())?;
    let mut rounds = Vec::new();
    for round in 0..ROUNDS {
        let key = if round % 20 < 10 { "PgDn" } else { "PgUp" };
        let ours = time(|| {
            press(&mut model, key)?;
            ours_out.draw(&ui::panes(&model), |buffer| {
                ui::view(&model, &theme, &ui::Gallery::default(), buffer);
            })?;
            Outcome::Ok(())
        });
        ours.1?;
        let mut screen = Buffer::empty(area());
        ui::view(&model, &theme, &ui::Gallery::default(), &mut screen);
        let lines = lines(&screen);
        let floor = time(|| {
            floor_out.draw(|frame| {
                for (y, line) in (0..).zip(&lines) {
                    frame.buffer_mut().set_line(0, y, line, SIZE.width);
                }
            })?;
            Outcome::Ok(())
        });
        floor.1?;
        rounds.push((floor.0, ours.0));
    }
    let what = "key until its frame is written / the same cells redrawn";
    Ok(row(what, KEY, &rounds))
}

/// A screen as the lines of styled text that it consists of.
fn lines(screen: &Buffer) -> Vec<Line<'static>> {
    let row = |y: u16| {
        let mut spans: Vec<Span<'static>> = Vec::new();
        for x in 0..SIZE.width {
            let cell = &screen[(x, y)];
            match spans.last_mut() {
                Some(last) if last.style == cell.style() => {
                    last.content.to_mut().push_str(cell.symbol());
                }
                _ => spans.push(Span::styled(cell.symbol().to_owned(), cell.style())),
            }
        }
        Line::from(spans)
    };
    (0..SIZE.height).map(row).collect()
}

fn time<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let begun = Instant::now();
    let done = black_box(work());
    (begun.elapsed(), done)
}

/// Sums the rounds up, each a floor and ours.
fn row(what: &'static str, target: f64, rounds: &[(Duration, Duration)]) -> Row {
    let floor = rounds.iter().map(|round| round.0).min().unwrap_or_default();
    let ours = rounds.iter().map(|round| round.1).min().unwrap_or_default();
    let shown = |time: Duration| format!("{:.3} ms", time.as_secs_f64() * 1000.0);
    Row {
        what,
        floor: shown(floor),
        ours: shown(ours),
        ratio: ours.as_secs_f64() / floor.as_secs_f64(),
        target,
    }
}

fn print(rows: &[Row]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let width = rows.iter().map(|row| row.what.len()).max().unwrap_or(0);
    writeln!(
        out,
        "{:width$}  {:>12}  {:>12}  {:>6}  {:>6}",
        "what", "floor", "ours", "ratio", "target"
    )?;
    for row in rows {
        let over = if row.ratio > row.target { "  over" } else { "" };
        writeln!(
            out,
            "{:width$}  {:>12}  {:>12}  {:>6.2}  {:>6.1}{over}",
            row.what, row.floor, row.ours, row.ratio, row.target
        )?;
    }
    let over = rows.iter().filter(|row| row.ratio > row.target).count();
    writeln!(out, "{} of {} over their targets", over, rows.len())
}
