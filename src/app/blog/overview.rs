//! The overview: the newsroom's summaries, its pinned updates and key events, over the timeline.
//!
//! It follows the rule of the timeline. While it is open, what the newsroom adds to it waits until the timeline
//! may change, too.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use super::{Followed, place::Held};
use crate::{
    layout::wrap::{Columns, wrap},
    model::{Clean, Entry, EntryId, Item},
};

/// Most graphemes of a text that stands for a headline.
const LINE: usize = 200;

/// What the newsroom puts first, in its order: summary, pinned updates, key events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Point {
    /// A paragraph of the summary.
    Summary(Clean),
    /// The newest update that the newsroom calls a summary.
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
pub(in crate::app) struct Overview {
    pub(in crate::app) is_open: bool,
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
    /// Takes what the newsroom puts first now.
    fn fill(&mut self, points: Vec<Point>) {
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
        for (point, what) in self.points.iter().enumerate() {
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

    pub(in crate::app) fn scroll(&mut self, rows: isize, height: usize) {
        let most = self.rows.len().saturating_sub(height);
        self.top = self.top.saturating_add_signed(rows).min(most);
    }
}

impl Overview {
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

impl Followed {
    /// Tells whether the overview is open.
    pub fn has_overview_open(&self) -> bool {
        self.overview.is_open
    }

    /// Returns what the overview holds.
    pub fn points(&self) -> &[Point] {
        &self.overview.points
    }

    /// Returns the rows of the overview from the first on the screen on, and how many there are in all.
    pub fn overview_rows(&self) -> (impl Iterator<Item = OverviewRow<'_>>, usize) {
        let overview = &self.overview;
        let rows = overview.rows.iter().skip(overview.top).filter_map(|row| {
            let point = overview.points.get(row.point)?;
            Some(OverviewRow {
                point,
                words: point.words().as_str().get(row.start..row.end)?,
                is_first: row.start == 0,
            })
        });
        (rows, overview.rows.len() - overview.top)
    }

    /// Brings the overview up to date, unless the reader looks at it.
    pub(in crate::app) fn renew_overview_unseen(&mut self) {
        if !self.overview.is_open {
            self.renew_overview();
        }
    }

    /// Brings the overview up to date.
    pub(in crate::app) fn renew_overview(&mut self) {
        let points = self.what_is_put_first().collect();
        self.overview.fill(points);
    }

    /// Returns what the newsroom puts first. What it took back is not said again here.
    pub(in crate::app) fn what_is_put_first(&self) -> impl Iterator<Item = Point> {
        let summary = self.timeline.blog.summary.text();
        let summary: Vec<Point> = summary
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| Point::Summary(Clean::line(line)))
            .collect();
        let items = || {
            let items = self.timeline.items().iter();
            items.filter(|item| {
                let waits = matches!(self.held.get(&item.entry.id), Some(Held::Arrival));
                !waits && !item.is_retracted()
            })
        };
        // What is several of these is said once.
        let pinned = items().filter(|item| item.entry.marks.pinned);
        let others = || items().filter(|item| !item.entry.marks.pinned);
        let recap = others().find(|item| item.entry.marks.summary);
        let key_events = others().filter(move |item| {
            let is_recap = recap.is_some_and(|recap| recap.entry.id == item.entry.id);
            item.entry.marks.key_event && !is_recap
        });
        let summary = summary.into_iter();
        summary
            .chain(recap.map(|item| Point::Recap(Marked::new(item))))
            .chain(pinned.map(|item| Point::Pinned(Marked::new(item))))
            .chain(key_events.map(|item| Point::KeyEvent(Marked::new(item))))
    }
}

impl Marked {
    fn new(item: &Item) -> Self {
        Self {
            id: item.entry.id.clone(),
            at: item.time(),
            line: line(&item.entry),
        }
    }
}

/// Returns an update's headline, or how its text begins.
pub(in crate::app) fn line(entry: &Entry) -> Clean {
    let headline = entry.titled().map(Cow::into_owned);
    let headline = headline.filter(|line| !line.is_empty());
    headline.unwrap_or_else(|| {
        let text = entry.body.text();
        Clean::line_capped(text.lines().next().unwrap_or_default(), LINE)
    })
}
