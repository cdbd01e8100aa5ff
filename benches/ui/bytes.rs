//! What keys and arrivals write to the terminal, beside the cells that they change and a full redraw.
//!
//! Both the story of the demo and a long timeline are walked through, in a usual and in a small terminal. "Written" is
//! what the terminal library writes for the same cells, "unmoved" what we write where no rows are moved.

use std::io::{self, Write};

use chrono::TimeDelta;
use newswire::{
    app::{BlogId, Followed, Joined, Model, Msg, Reader},
    layout::Size,
    model::{Clean, Poll, PollOutcome, Snapshot, Validators, Zone},
    source::{self, Page},
    ui::{self, Theme, canvas::Canvas},
};
use ratatui::{
    Terminal, TerminalOptions, Viewport, backend::CrosstermBackend, buffer::Buffer, layout::Rect,
};
use serde_json::json;

use super::{Counter, Outcome, press, story};

/// Bytes for each cell that changes.
const BYTES: f64 = 2.0;
/// Bytes beside those of a full redraw.
const REDRAW: f64 = 0.5;
/// How often a key is pressed.
const STEPS: usize = 40;
/// Updates of the long timeline.
const LONG: usize = 1000;
const SIZES: [(u16, u16); 2] = [(120, 40), (80, 24)];

/// What a walk wrote on average.
struct Walk {
    name: String,
    cells: usize,
    redraw: usize,
    library: usize,
    unmoved: usize,
    ours: usize,
}

/// Prints the bytes of all walks.
pub(super) fn print() -> Outcome<()> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "\n{:36}  {:>6}  {:>7}  {:>7}  {:>7}  {:>6}  {:>6}  {:>6}",
        "bytes written", "cells", "redraw", "library", "unmoved", "ours", "a cell", "redraw"
    )?;
    let (mut over, mut all) = (0, 0);
    for walk in walks()? {
        let (per_cell, of_redraw) = (ratio(walk.cells, walk.ours), ratio(walk.redraw, walk.ours));
        let is_over = per_cell > BYTES && of_redraw > REDRAW;
        over += usize::from(is_over);
        all += 1;
        writeln!(
            out,
            "{:36}  {:>6}  {:>7}  {:>7}  {:>7}  {:>6}  {per_cell:>6.2}  {of_redraw:>6.2}{}",
            walk.name,
            walk.cells,
            walk.redraw,
            walk.library,
            walk.unmoved,
            walk.ours,
            if is_over { "  over" } else { "" }
        )?;
    }
    writeln!(
        out,
        "{over} of {all} over {BYTES} bytes a cell and {REDRAW} of a full redraw"
    )?;
    Ok(())
}

fn walks() -> Outcome<Vec<Walk>> {
    let demo = demo()?;
    let mut walks = Vec::new();
    for (width, height) in SIZES {
        for (name, snapshot) in [("demo", &demo), ("long timeline", &long())] {
            // The selection moves over rows that stay; rows move; pages turn; rows come in above.
            for (what, before, step) in [
                ("j, one row each", &["v", "v", "g"][..], "j"),
                ("j", &["g"], "j"),
                ("k", &["G"], "k"),
                ("Space", &["g"], "Space"),
                ("an arrival", &["g"], ""),
            ] {
                let name = format!("{width}x{height}, {name}, {what}");
                let size = Size { width, height };
                walks.push(walk(name, size, snapshot, before, step)?);
            }
        }
    }
    Ok(walks)
}

/// Walks through updates; an empty step brings the newest of them one after the other.
fn walk(name: String, size: Size, whole: &Snapshot, before: &[&str], step: &str) -> Outcome<Walk> {
    let theme = linked();
    let gallery = ui::Gallery::default();
    let area = Rect::new(0, 0, size.width, size.height);
    let arriving = if step.is_empty() {
        STEPS.min(whole.entries.len() / 2)
    } else {
        0
    };
    let at = |waiting: usize| {
        let mut snapshot = whole.clone();
        snapshot.entries.drain(..waiting);
        snapshot
    };
    let mut model = open(size);
    poll(&mut model, at(arriving), 0);
    for key in before {
        press(&mut model, key)?;
    }
    let mut outs = [(); 2].map(|()| Out::new(size));
    let counter = Counter::default();
    let options = TerminalOptions {
        viewport: Viewport::Fixed(area),
    };
    let mut library = Terminal::with_options(CrosstermBackend::new(counter.clone()), options)?;
    let mut sum = Walk {
        name,
        cells: 0,
        redraw: 0,
        library: 0,
        unmoved: 0,
        ours: 0,
    };
    let mut shown = Buffer::empty(area);
    let steps = if arriving == 0 { STEPS } else { arriving };
    for round in 0..=steps {
        if round > 0 {
            match step {
                "" => poll(&mut model, at(arriving - round), i64::try_from(round)?),
                key => press(&mut model, key)?,
            }
        }
        let view = |buffer: &mut Buffer| ui::view(&model, &theme, &gallery, buffer);
        let unmoved = outs[0].draw(&[], view)?;
        let ours = outs[1].draw(&ui::panes(&model), view)?;
        library.draw(|frame| view(frame.buffer_mut()))?;
        let by_library = counter.take();
        let mut next = Buffer::empty(area);
        view(&mut next);
        if round > 0 {
            sum.cells += shown.diff(&next).len();
            sum.redraw += Out::new(size).draw(&[], view)?;
            sum.library += by_library;
            sum.unmoved += unmoved;
            sum.ours += ours;
        }
        shown = next;
    }
    for count in [
        &mut sum.cells,
        &mut sum.redraw,
        &mut sum.library,
        &mut sum.unmoved,
        &mut sum.ours,
    ] {
        *count /= steps;
    }
    Ok(sum)
}

/// The colours of a dark ground, with links that the terminal opens itself.
fn linked() -> Theme {
    let theme = Theme::built_in("dark").unwrap_or_default();
    theme.with_hyperlinks(true)
}

/// A canvas whose bytes are counted.
struct Out {
    counter: Counter,
    canvas: Canvas<Counter>,
}

impl Out {
    fn new(size: Size) -> Self {
        let counter = Counter::default();
        let canvas = Canvas::new(counter.clone(), size.width, size.height);
        Self { counter, canvas }
    }

    /// Draws a frame and returns the bytes that it took.
    fn draw(&mut self, panes: &[Rect], view: impl FnOnce(&mut Buffer)) -> io::Result<usize> {
        self.canvas.draw(panes, view)?;
        Ok(self.counter.take())
    }
}

fn open(size: Size) -> Model {
    let blog = Followed::open(Joined {
        id: BlogId(0),
        source: Clean::line("post.example/live"),
        address: None,
        paused: false,
        wishes: Vec::new(),
        restored: None,
    });
    let now = story::at(10_000_000);
    Model::reading(Reader::new(blog, Vec::new(), Zone::Utc, now, size)).0
}

fn poll(model: &mut Model, snapshot: Snapshot, round: i64) {
    let at = story::at(10_000_000 + round * 30);
    let poll = Poll {
        at,
        outcome: PollOutcome::Fresh(Box::new(snapshot)),
        next: None,
        validators: Validators::default(),
    };
    model.update(Msg::Polled(BlogId(0), poll));
    model.update(Msg::Tick(at + TimeDelta::seconds(1)));
}

fn long() -> Snapshot {
    let entries = story::updates(LONG).into_iter().rev();
    Snapshot {
        blog: story::blog(),
        entries: entries.map(|item| (*item.entry).clone()).collect(),
        window: newswire::model::Window::Full,
        recognised_as: Clean::line("a bench"),
        warnings: Vec::new(),
        older: None,
        min_interval: None,
    }
}

/// The updates of the demo, as a feed of them is read.
fn demo() -> Outcome<Snapshot> {
    let script: toml::Table = include_str!("../../assets/demo/story.toml").parse()?;
    let updates = script.get("update").and_then(toml::Value::as_array);
    let items: Vec<_> = updates
        .into_iter()
        .flatten()
        .map(|update| {
            let number = update
                .get("id")
                .and_then(toml::Value::as_integer)
                .unwrap_or(0);
            let words = |name| update.get(name).and_then(toml::Value::as_str);
            json!({
                "id": format!("u{number}"),
                "title": words("headline"),
                "content_html": words("body"),
                "date_published": story::at(9_000_000 + number * 240).to_rfc3339(),
            })
        })
        .rev()
        .collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour bridge closed after ship strikes pier: latest",
        "home_page_url": "https://post.example/live",
        "items": items,
    });
    let bytes = serde_json::to_vec(&feed)?;
    let page = Page {
        bytes: &bytes,
        content_type: None,
        address: None,
        fetched_at: story::at(10_000_000),
        saved: None,
        cancellation: None,
    };
    Ok(source::extract(&page)?.snapshot)
}

fn ratio(floor: usize, ours: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    number(ours) / number(floor).max(1.0)
}
