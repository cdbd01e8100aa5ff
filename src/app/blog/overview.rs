//! The overview: the newsroom's summaries, its pinned updates and key events, over the timeline.
//!
//! It follows the rule of the timeline. While it is open, what the newsroom adds to it waits until the timeline
//! may change, too.

use chrono::{DateTime, Utc};

use crate::{
    layout::wrap::{Columns, wrap},
    model::{Clean, EntryId, Item, Timeline},
};

/// What the newsroom puts first, in its order: summary, pinned updates, key events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Point {
    /// A paragraph of the summary.
    Summary(Clean),
    /// An update that the newsroom calls a summary; the overview shows the newest only.
    Recap(Marked),
    /// An update that the newsroom pinned.
    Pinned(Marked),
    /// An update that the newsroom marked as a key event.
    KeyEvent(Marked),
}

/// An update in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The update.
    pub id: EntryId,
    /// When it was published.
    pub at: DateTime<Utc>,
    /// Its headline, or how its text begins.
    pub line: Clean,
}

/// The overview of one blog.
#[derive(Debug, Default)]
pub struct Overview {
    is_open: bool,
    points: Vec<Point>,
    /// The rows at the width that they were laid out for.
    rows: Vec<Row>,
    width: u16,
    /// The first row on the screen.
    top: usize,
}

/// A row: a point, and the bytes of its words that stand on it.
#[derive(Debug, Clone, Copy)]
struct Row {
    point: usize,
    start: usize,
    end: usize,
}

/// A row as it is drawn.
#[derive(Debug, Clone, Copy)]
pub struct OverviewRow<'a> {
    /// What it belongs to.
    pub point: &'a Point,
    /// Its words; those of an update are in one row, however long.
    pub words: &'a str,
    /// Whether it is the point's first row.
    pub is_first: bool,
}

impl Overview {
    /// Tells whether it is on the screen.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Opens it, or closes it; where there turns out to be nothing to show it does not stay open.
    pub(super) fn open(&mut self, opens: bool) {
        self.is_open = opens;
    }

    /// Returns what it holds.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// Returns its rows from the first on the screen on, and how many there are in all.
    pub fn rows(&self) -> (impl Iterator<Item = OverviewRow<'_>>, usize) {
        let rows = self.rows.iter().skip(self.top).filter_map(|row| {
            let point = self.points.get(row.point)?;
            Some(OverviewRow {
                point,
                words: point.words().as_str().get(row.start..row.end)?,
                is_first: row.start == 0,
            })
        });
        (rows, self.rows.len() - self.top)
    }

    /// Takes what the newsroom puts first now.
    pub(super) fn fill(&mut self, points: Vec<Point>) {
        if self.points != points {
            self.points = points;
            self.rows = Vec::new();
            self.width = 0;
        }
        self.is_open &= !self.points.is_empty();
    }

    /// Breaks the points into rows; the same as before costs nothing.
    pub(in crate::app) fn lay_out(&mut self, width: u16) {
        if !self.is_open || self.width == width {
            return;
        }
        self.width = width;
        self.rows.clear();
        let mut recaps = 0;
        for (point, what) in self.points.iter().enumerate() {
            recaps += usize::from(matches!(what, Point::Recap(_)));
            if recaps > 1 && matches!(what, Point::Recap(_)) {
                continue;
            }
            let row = |start, end| Row { point, start, end };
            let words = what.words().as_str();
            if what.update().is_some() {
                self.rows.push(row(0, words.len()));
            } else {
                let lines = wrap(&[words], Columns::all(width));
                self.rows
                    .extend(lines.iter().map(|line| row(line.start, line.end)));
            }
        }
    }

    /// Returns how many rows it wants of the screen.
    pub(in crate::app) fn height(&self) -> u16 {
        if self.is_open {
            u16::try_from(self.rows.len()).unwrap_or(u16::MAX)
        } else {
            0
        }
    }

    /// Scrolls it by some rows.
    pub(in crate::app) fn scroll(&mut self, rows: isize, height: usize) {
        let most = self.rows.len().saturating_sub(height);
        self.top = self.top.saturating_add_signed(rows).min(most);
    }

    /// Returns the point that a row on the screen belongs to.
    pub(in crate::app) fn point_at(&self, row: usize) -> Option<&Point> {
        let row = self.rows.get(self.top + row)?;
        self.points.get(row.point)
    }
}

impl Point {
    /// Returns the update that it is about; `None` for words of the blog's own.
    pub fn update(&self) -> Option<&Marked> {
        match self {
            Self::Summary(_) => None,
            Self::Recap(update) | Self::Pinned(update) | Self::KeyEvent(update) => Some(update),
        }
    }

    fn words(&self) -> &Clean {
        match self {
            Self::Summary(words) => words,
            Self::Recap(update) | Self::Pinned(update) | Self::KeyEvent(update) => &update.line,
        }
    }
}

/// Returns what the newsroom puts first, but updates that wait. What it took back is not said again here, and what is
/// several of these is said once.
pub(super) fn put_first(timeline: &Timeline, waits: impl Fn(&EntryId) -> bool) -> Vec<Point> {
    let summary = timeline.blog.summary.text();
    let paragraphs = summary.lines().filter(|line| !line.trim().is_empty());
    let mut first: Vec<Point> = paragraphs
        .map(|line| Point::Summary(Clean::line(line)))
        .collect();
    let (mut recaps, mut pinned, mut key_events) = (Vec::new(), Vec::new(), Vec::new());
    let items = timeline.items().iter();
    for item in items.filter(|item| !item.is_retracted() && !waits(&item.entry.id)) {
        let marks = item.entry.marks;
        if marks.pinned {
            pinned.push(Point::Pinned(Marked::new(item)));
        } else if marks.summary && (recaps.is_empty() || !marks.key_event) {
            recaps.push(Point::Recap(Marked::new(item)));
        } else if marks.key_event {
            key_events.push(Point::KeyEvent(Marked::new(item)));
        }
    }
    first.extend(recaps.into_iter().chain(pinned).chain(key_events));
    first
}

impl Marked {
    fn new(item: &Item) -> Self {
        Self {
            id: item.entry.id.clone(),
            at: item.time(),
            line: item.entry.in_a_line(),
        }
    }
}
