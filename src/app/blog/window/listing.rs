//! The timeline as a list of rows: which of them are on the screen, and why they stay there.
//!
//! The window hangs on a *content anchor*: a byte in the text of an update, and the screen row which shows it. Rows
//! and positions in the list follow from that, never the other way round. So updates may come and go above, rows
//! may be broken anew at another width, and the anchored text stays where the reader's eyes are. All costs are in
//! the number of visible rows; finding the anchor costs the logarithm of the timeline's length.

use std::{collections::HashMap, sync::Arc};

use chrono::{NaiveDate, Timelike};

use super::gap::{self, GapLine};
use crate::{
    app::{
        blog::{order::Order, revisions},
        clock,
    },
    layout::{Cache, Density, EntryLayout},
    model::{Entry, EntryId, Gap, Item, Timeline, Zone},
};

/// One row of the window.
#[derive(Debug, Clone)]
pub struct VisibleRow {
    /// The update that the row belongs to.
    pub id: EntryId,
    /// What the row shows.
    pub part: Part,
    /// The update's rows.
    pub layout: Arc<EntryLayout>,
    /// The update as it is shown, which may not be its newest revision yet.
    pub entry: Arc<Entry>,
}

/// What a row of the window shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Time without contact.
    Gap(GapLine),
    /// The line between what had arrived when the reader left and what arrived since.
    SinceLeft,
    /// The day that begins here.
    Day(NaiveDate),
    /// A row of the update, counted from its first.
    Text(usize),
    /// The space between two updates.
    Space,
    /// Such a space over which the hour changes: the hour, from 0 to 23, that begins here.
    Hour(u32),
}

/// A change that waits until it moves nothing under the reader's eyes.
#[derive(Debug, Clone)]
pub(super) enum Deferred {
    /// An update that is not shown yet.
    Arrival,
    /// An update that is still shown as it was.
    Revision(Arc<Entry>),
}

/// What hangs the window on the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Anchor {
    pub(super) id: EntryId,
    /// A byte in the update's text.
    pub(super) byte: u32,
    /// How many rows of the window lie above the row with that byte.
    pub(super) lead: u16,
}

/// A place in the list: the update's position in display order and the row within its block.
type Spot = (usize, usize);

/// The timeline as a list of blocks of rows, in display order.
pub(super) struct Listing<'a> {
    pub(super) timeline: &'a Timeline,
    pub(super) deferred: &'a HashMap<EntryId, Deferred>,
    /// Which updates a filter lets through, newest first; `None` where there is no filter.
    pub(super) mask: Option<&'a [bool]>,
    /// Spans without contact, oldest first.
    pub(super) gaps: &'a [Gap],
    /// The newest update that had arrived when the reader left.
    pub(super) left: Option<&'a EntryId>,
    pub(super) cache: &'a mut Cache,
    pub(super) order: Order,
    pub(super) density: Density,
    pub(super) zone: Zone,
    /// How many rows the window has.
    pub(super) height: usize,
}

/// An update with what stands above and below it.
struct Block {
    gap: Option<GapLine>,
    since_left: bool,
    day: Option<NaiveDate>,
    layout: Arc<EntryLayout>,
    entry: Arc<Entry>,
    space: usize,
    /// The hour that begins or ends in the space.
    hour: Option<u32>,
    /// Stands under the last update of the list.
    end: Option<GapLine>,
}

impl Block {
    fn height(&self) -> usize {
        self.above() + self.layout.rows.len() + self.space + usize::from(self.end.is_some())
    }

    fn above(&self) -> usize {
        [self.gap.is_some(), self.since_left, self.day.is_some()]
            .into_iter()
            .map(usize::from)
            .sum()
    }
}

impl Listing<'_> {
    fn index(&self, position: usize) -> usize {
        match self.order {
            Order::NewestFirst => position,
            Order::OldestFirst => self.timeline.items().len() - 1 - position,
        }
    }

    /// Returns the update at a position.
    pub(super) fn item(&self, position: usize) -> &Item {
        &self.timeline.items()[self.index(position)]
    }

    /// Returns an update's position; `None` where it is unknown or not shown yet.
    pub(super) fn position(&self, id: &EntryId) -> Option<usize> {
        let (index, _) = self.timeline.find(id)?;
        // Turning round is its own inverse.
        let position = self.index(index);
        self.shown(position).then_some(position)
    }

    pub(super) fn shown(&self, position: usize) -> bool {
        let mask = self.mask;
        let passes = mask.is_none_or(|mask| mask.get(self.index(position)) == Some(&true));
        passes
            && !matches!(
                self.deferred.get(&self.item(position).entry.id),
                Some(Deferred::Arrival)
            )
    }

    /// Returns the first shown update.
    pub(super) fn first(&self) -> Option<usize> {
        (0..self.timeline.items().len()).find(|p| self.shown(*p))
    }

    /// Returns the last shown update.
    pub(super) fn last(&self) -> Option<usize> {
        (0..self.timeline.items().len())
            .rev()
            .find(|p| self.shown(*p))
    }

    /// Returns the next shown update below.
    pub(super) fn below(&self, position: usize) -> Option<usize> {
        (position + 1..self.timeline.items().len()).find(|p| self.shown(*p))
    }

    /// Returns the next shown update above.
    pub(super) fn above(&self, position: usize) -> Option<usize> {
        (0..position).rev().find(|p| self.shown(*p))
    }

    /// Tells whether nothing older is shown than an update, by what is shown below it.
    fn is_end(&self, below: Option<usize>) -> bool {
        self.order == Order::NewestFirst && below.is_none()
    }

    /// Returns an update as it is shown.
    pub(super) fn entry(&self, position: usize) -> &Arc<Entry> {
        let item = self.item(position);
        match self.deferred.get(&item.entry.id) {
            Some(Deferred::Revision(entry)) => entry,
            _ => &item.entry,
        }
    }

    /// Counts the rows beyond an update, below it or above it; stops counting at `most`.
    pub(super) fn rows_beyond(&mut self, position: usize, below: bool, most: usize) -> usize {
        let (mut rows, mut at) = (0, position);
        while rows < most {
            let next = if below {
                self.below(at)
            } else {
                self.above(at)
            };
            let Some(next) = next else { break };
            rows += self.block(next).height();
            at = next;
        }
        rows
    }

    /// Tells whether the line stands over an update: everything on the newer side of it arrived later.
    fn is_since_left(&self, position: usize, above: Option<usize>) -> bool {
        let is_left = |position| Some(&self.item(position).entry.id) == self.left;
        match self.order {
            Order::NewestFirst => above.is_some() && is_left(position),
            Order::OldestFirst => above.is_some_and(is_left),
        }
    }

    /// Returns the hour that begins between an update and the one below it on the same day. It is the newer one's,
    /// whichever end is on top.
    fn hour_between(&self, position: usize, below: usize) -> Option<u32> {
        let [here, there] =
            [position, below].map(|p| clock::wall(self.zone, self.item(p).sorted_at()));
        let parted = here.date() == there.date() && here.hour() != there.hour();
        parted.then_some(here.max(there).hour())
    }

    /// Breaks an update into rows.
    pub(super) fn lay_out(&mut self, entry: &Arc<Entry>) -> Arc<EntryLayout> {
        let (timeline, zone) = (self.timeline, self.zone);
        let note = || revisions::note(timeline, entry, zone);
        self.cache.get(entry, note)
    }

    fn block(&mut self, position: usize) -> Block {
        let day = clock::day(self.zone, self.item(position).sorted_at());
        let (above, below) = (self.above(position), self.below(position));
        let begins = above.is_none_or(|p| clock::day(self.zone, self.item(p).sorted_at()) != day);
        let (gap, end) = gap::around(
            self.gaps,
            self.order,
            self.item(position),
            above.map(|p| self.item(p)),
            !self.gaps.is_empty() && below.is_none(),
        );
        let entry = Arc::clone(self.entry(position));
        Block {
            gap,
            since_left: self.is_since_left(position, above),
            day: begins.then_some(day),
            layout: self.lay_out(&entry),
            entry,
            // The last row is kept for what is to be said of older updates.
            space: usize::from(self.density.spacing()).max(usize::from(self.is_end(below))),
            hour: below.and_then(|below| self.hour_between(position, below)),
            end,
        }
    }

    /// Finds the row that the window begins with.
    fn top(&mut self, anchor: &Anchor) -> Option<Spot> {
        let position = self.position(&anchor.id)?;
        let block = self.block(position);
        let row = block.above() + block.layout.row_of(anchor.byte);
        Some(self.up((position, row), usize::from(anchor.lead)))
    }

    /// Goes up by some rows, at most to the very first.
    fn up(&mut self, (mut position, mut row): Spot, mut rows: usize) -> Spot {
        while rows > row {
            let Some(above) = self.above(position) else {
                return (position, 0);
            };
            rows -= row + 1;
            position = above;
            row = self.block(position).height() - 1;
        }
        (position, row - rows)
    }

    /// Goes down by some rows, at most to the very last.
    fn down(&mut self, (mut position, mut row): Spot, mut rows: usize) -> Spot {
        loop {
            let height = self.block(position).height();
            if row + rows < height {
                return (position, row + rows);
            }
            let Some(below) = self.below(position) else {
                return (position, height - 1);
            };
            rows -= height - row;
            (position, row) = (below, 0);
        }
    }

    /// Lists the rows of a window.
    fn rows(&mut self, top: Spot) -> Vec<VisibleRow> {
        let mut rows = Vec::with_capacity(self.height);
        let (mut position, mut skip) = top;
        loop {
            let block = self.block(position);
            let id = block.entry.id.clone();
            let line = block.since_left.then_some(Part::SinceLeft);
            let above = block.gap.map(Part::Gap).into_iter().chain(line);
            let above = above.chain(block.day.map(Part::Day));
            let text = (0..block.layout.rows.len()).map(Part::Text);
            let space = (0..block.space).map(|row| match block.hour {
                Some(hour) if row + 1 == block.space => Part::Hour(hour),
                _ => Part::Space,
            });
            let end = block.end.map(Part::Gap);
            for part in above.chain(text).chain(space).chain(end).skip(skip) {
                if rows.len() == self.height {
                    return rows;
                }
                let (layout, entry) = (Arc::clone(&block.layout), Arc::clone(&block.entry));
                rows.push(VisibleRow {
                    id: id.clone(),
                    part,
                    layout,
                    entry,
                });
            }
            let Some(below) = self.below(position) else {
                return rows;
            };
            (position, skip) = (below, 0);
        }
    }

    /// Lists the rows on the screen. Without an anchor the window is at the top.
    pub(super) fn window(&mut self, anchor: Option<&Anchor>) -> Vec<VisibleRow> {
        let top = match anchor.and_then(|a| self.top(a)) {
            Some(top) => top,
            None => match self.first() {
                Some(first) => (first, 0),
                None => return Vec::new(),
            },
        };
        self.rows(top)
    }

    /// Tells whether the window shows the very first row.
    pub(super) fn is_at_top(&mut self, anchor: Option<&Anchor>) -> bool {
        let first = self.first();
        let top = anchor.and_then(|a| self.top(a));
        // A line that came later stands above the reader's top.
        top.is_none_or(|(position, row)| {
            Some(position) == first && row <= usize::from(self.block(position).gap.is_some())
        })
    }

    /// Moves the window by some rows, down where positive. It never leaves the list.
    pub(super) fn scroll(&mut self, anchor: Option<&Anchor>, rows: isize) -> Option<Anchor> {
        let first = self.first()?;
        let top = anchor.and_then(|a| self.top(a)).unwrap_or((first, 0));
        let moved = match usize::try_from(rows) {
            Ok(down) => self.down(top, down),
            Err(_) => self.up(top, rows.unsigned_abs()),
        };
        let top = if rows > 0 {
            self.within(moved).max(top)
        } else {
            moved
        };
        self.hang(top)
    }

    /// Moves the window as little as possible so that it shows no emptiness while there are rows to fill it.
    pub(super) fn fill(&mut self, anchor: Option<&Anchor>) -> Option<Anchor> {
        let first = self.first()?;
        let top = anchor.and_then(|a| self.top(a)).unwrap_or((first, 0));
        let top = self.within(top);
        self.hang(top)
    }

    /// Moves the window as little as possible so that an update is wholly on the screen, or as much of it as fits
    /// from its start.
    pub(super) fn reveal(&mut self, anchor: Option<&Anchor>, id: &EntryId) -> Option<Anchor> {
        let position = self.position(id)?;
        let first = self.first()?;
        let top = anchor.and_then(|a| self.top(a)).unwrap_or((first, 0));
        let block = self.block(position);
        // What stands above the text goes where there is no room for both.
        let above = block.above();
        let start = (position, if above < self.height { 0 } else { above });
        // The end of the list is seen with its last row, which tells of older updates.
        let last = if self.is_end(self.below(position)) || block.end.is_some() {
            block.space + usize::from(block.end.is_some())
        } else {
            0
        };
        let end = (position, block.above() + block.layout.rows.len() + last - 1);
        let lowest = self.up(end, self.height.saturating_sub(1));
        let top = if start < top || end.1 >= self.height {
            start
        } else if top < lowest {
            lowest
        } else {
            top
        };
        self.hang(top)
    }

    /// Puts an update's start on the window's first row.
    pub(super) fn put_on_top(&mut self, id: &EntryId) -> Option<Anchor> {
        let position = self.position(id)?;
        self.hang((position, 0))
    }

    /// Puts the window on the list's end.
    pub(super) fn bottom(&mut self) -> Option<Anchor> {
        let last = self.last()?;
        let end = (last, self.block(last).height() - 1);
        let top = self.up(end, self.height.saturating_sub(1));
        self.hang(top)
    }

    /// Keeps a window from showing emptiness under the list while there are rows above it.
    fn within(&mut self, top: Spot) -> Spot {
        let Some(last) = self.last() else { return top };
        // Only near the end can the list be too short; far from it one look at the next rows is enough.
        let mut rows = 0;
        let mut at = Some(top);
        while let Some((position, row)) = at {
            rows += self.block(position).height() - row;
            if rows >= self.height {
                return top;
            }
            at = self.below(position).map(|below| (below, 0));
        }
        let end = (last, self.block(last).height() - 1);
        self.up(end, self.height.saturating_sub(1))
    }

    /// Makes the anchor of a window that begins at a place: its first row of text, and how far down that is.
    fn hang(&mut self, top: Spot) -> Option<Anchor> {
        let (mut position, mut row) = top;
        let mut lead = 0u16;
        loop {
            let block = self.block(position);
            let text = row.max(block.above());
            if let Some(shown) = block.layout.rows.get(text - block.above()) {
                let rows = u16::try_from(text - row).unwrap_or(0);
                return Some(Anchor {
                    id: block.entry.id.clone(),
                    byte: shown.at,
                    lead: lead + rows,
                });
            }
            lead = lead.saturating_add(u16::try_from(block.height() - row).unwrap_or(0));
            let Some(below) = self.below(position) else {
                // Nothing but space is left: hang on the last row of text, which is then above the window.
                let last = block.layout.rows.last()?;
                return Some(Anchor {
                    id: block.entry.id.clone(),
                    byte: last.at,
                    lead: 0,
                });
            };
            (position, row) = (below, 0);
        }
    }
}
