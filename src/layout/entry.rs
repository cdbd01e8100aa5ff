//! Updates to rows, and the cache of rows.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use super::{
    body::Flow,
    picture::{PictureRoom, Pictures},
    row::{Role, Row},
    runs::{MISLEADING, span},
    width,
};
use crate::model::{Body, Clean, Entry, EntryId, WebUrl};

/// How much of each update the timeline shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Density {
    /// One row: the headline, or the beginning of the text.
    Headlines,
    /// The headline and the first rows of the text.
    #[default]
    Summary,
    /// The whole update.
    Full,
}

impl Density {
    /// All of them, from little to all.
    pub const ALL: [Self; 3] = [Self::Headlines, Self::Summary, Self::Full];

    /// How many rows of text stand under the headline.
    fn rows(self) -> usize {
        match self {
            Self::Headlines => 0,
            Self::Summary => 4,
            Self::Full => usize::MAX - 1,
        }
    }

    /// Returns the name by which it is kept.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Headlines => "headlines",
            Self::Summary => "summary",
            Self::Full => "full",
        }
    }

    /// Returns the next density, round and round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Headlines => Self::Summary,
            Self::Summary => Self::Full,
            Self::Full => Self::Headlines,
        }
    }

    /// Returns how many blank rows part two updates.
    pub fn spacing(self) -> u16 {
        u16::from(self != Self::Headlines)
    }
}

/// An update, laid out for one width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryLayout {
    /// The rows from top to bottom; at least one.
    pub rows: Vec<Row>,
}

impl EntryLayout {
    /// Returns how many cells its widest table is wider than the text; 0 where all of it fits.
    pub fn excess(&self, width: u16) -> u16 {
        let wide = self.rows.iter().filter(|row| row.wide.is_some());
        wide.map(|row| row.width().saturating_sub(width))
            .max()
            .unwrap_or(0)
    }

    /// Returns its rows with those of wide tables moved to the left by some cells.
    #[must_use]
    pub fn moved_left(&self, cells: u16) -> Vec<Row> {
        let moved = |row: &Row| match row.wide {
            Some(_) => row.moved_left(cells),
            None => row.clone(),
        };
        self.rows.iter().map(moved).collect()
    }

    /// Returns the row that holds a byte of the update's text.
    pub fn row_of(&self, byte: u32) -> usize {
        self.rows
            .partition_point(|row| row.at <= byte)
            .saturating_sub(1)
    }
}

/// What an update without a word is called.
const UNTITLED: &str = "(no text)";

/// How many cells a clock takes.
const CLOCK: usize = 5;

/// Returns the label that stands where the clock would: that of an update without a time, where there is room for it.
#[must_use]
pub fn gutter_label(entry: &Entry) -> Option<&Clean> {
    let label = entry.label.as_ref().filter(|_| entry.published.is_none())?;
    (width::text(label.as_str()) <= CLOCK).then_some(label)
}

/// Lays out an update for the timeline, with pictures at full density; `note` ends it where there is
/// room for more than one row. Never yields nothing.
#[must_use]
pub fn lay_out_entry(
    entry: &Entry,
    note: Option<&Clean>,
    width: u16,
    density: Density,
    pictures: Pictures<'_>,
) -> EntryLayout {
    let mut flow = Flow::new(width, usize::MAX - 1);
    let title =
        if gutter_label(entry).is_some() && !(entry.headline.is_none() && entry.body.is_empty()) {
            entry.headline.as_ref().map(Cow::Borrowed)
        } else {
            entry.titled()
        };
    if let Some(title) = &title {
        flow.plain(title, Role::Headline);
    }
    let mut rows = flow.into_rows();
    let mut limit = density.rows();
    if density == Density::Headlines {
        rows.truncate(1);
        limit = usize::from(rows.is_empty());
    }
    let above = title.map_or(0, |title| title.as_str().len() + 1);
    if limit > 0 {
        let mut flow = Flow::new(width, limit);
        if density == Density::Full {
            flow = flow.with_pictures(pictures);
        }
        flow.body(&entry.body, density == Density::Full);
        let mut text = flow.into_rows();
        let more = text.len() > limit;
        text.truncate(limit);
        let offset = u32::try_from(above).unwrap_or(u32::MAX);
        for row in &mut text {
            row.at = row.at.saturating_add(offset);
        }
        if more && let Some(last) = text.last_mut() {
            mark_as_cut(last, width);
        }
        rows.append(&mut text);
    }
    if rows.is_empty() {
        rows.push(Row {
            spans: vec![span(UNTITLED, Role::Meta, None)],
            at: 0,
            picture: None,
            wide: None,
        });
    }
    if let Some(note) = note.filter(|_| density != Density::Headlines) {
        let mut flow = Flow::new(width, usize::MAX - 1);
        flow.plain(note, Role::Meta);
        let mut note = flow.into_rows();
        // It is none of the update's text: its rows lie behind any byte of that, each at a place of its own.
        for (row, at) in note.iter_mut().rev().zip((0..=u32::MAX).rev()) {
            row.at = at;
        }
        rows.append(&mut note);
    }
    EntryLayout { rows }
}

/// Lays out a text for reading: headline, lines about it, the text with its pictures, its links with their
/// addresses.
#[must_use]
pub fn lay_out_reading(
    headline: Option<&Clean>,
    about: &[(Role, Clean)],
    body: &Body,
    width: u16,
    pictures: Pictures<'_>,
) -> EntryLayout {
    let mut flow = Flow::new(width, usize::MAX - 1)
        .with_pictures(pictures)
        .with_wide_tables();
    if let Some(headline) = headline {
        flow.plain(headline, Role::Headline);
    }
    for (role, line) in about {
        flow.plain(line, *role);
    }
    if !body.is_empty() {
        flow.blank();
        flow.body(body, true);
    }
    let mut rows = flow.into_rows();
    let at = rows.last().map_or(0, |row| row.at.saturating_add(1));
    let links = body.links();
    if !links.is_empty() {
        rows.push(Row {
            spans: Vec::new(),
            at,
            picture: None,
            wide: None,
        });
    }
    for (number, link) in (1u16..).zip(&links) {
        let misleads = link.misleading_host();
        let mark = misleads.as_ref().map_or("", |_| MISLEADING);
        let label = format!("[{number}{mark}]");
        let mut spans = vec![
            span(&label, Role::LinkNumber, Some(number)),
            span(" ", Role::Meta, None),
        ];
        let room = width.saturating_sub(u16::try_from(label.len() + 1).unwrap_or(width));
        let mut address = link.url.short();
        if let Some(named) = misleads {
            address.extend([", and not ", &named]);
        }
        let (text, _) = super::width::prefix(&address, room);
        spans.push(span(text, Role::Meta, Some(number)));
        rows.push(Row {
            spans,
            at: at.saturating_add(u32::from(number)),
            picture: None,
            wide: None,
        });
    }
    if rows.is_empty() {
        rows.push(Row {
            spans: vec![span(UNTITLED, Role::Meta, None)],
            at: 0,
            picture: None,
            wide: None,
        });
    }
    EntryLayout { rows }
}

/// Ends a row with an ellipsis, within the width and after a whole word where there is one.
fn mark_as_cut(row: &mut Row, width: u16) {
    while row.width() + 2 > width.max(2) {
        let Some(last) = row.spans.last_mut() else {
            break;
        };
        let room = last.width.saturating_sub(1);
        let (kept, _) = super::width::prefix(&last.text, room);
        let kept = kept
            .rfind(' ')
            .map_or(kept, |space| &kept[..space])
            .trim_end();
        if kept.is_empty() {
            row.spans.pop();
        } else {
            *last = span(kept, last.ink, last.link);
        }
    }
    row.spans.push(span(" …", Role::Ornament, None));
}

/// Rows of updates at one width and density, with one room for pictures.
///
/// A hit needs the very same entry: a revision, or any change at all, is laid out anew.
#[derive(Debug, Default)]
pub struct Cache {
    width: u16,
    density: Density,
    room: PictureRoom,
    missing: HashMap<WebUrl, Clean>,
    laid: HashMap<EntryId, (Arc<Entry>, Arc<EntryLayout>)>,
}

/// How many updates the cache holds before it starts afresh.
const CACHED: usize = 1_000;

impl Cache {
    /// Sets the width, the density and the room for pictures; what was laid out for others is dropped.
    pub fn fit(&mut self, width: u16, density: Density, room: PictureRoom) {
        if (self.width, self.density, self.room) != (width, density, room) {
            self.laid.clear();
            (self.width, self.density, self.room) = (width, density, room);
        }
    }

    /// Keeps no room for a picture from now on: it is known not to come. Its words are all there is.
    pub fn leave_out(&mut self, picture: WebUrl, why: Clean) {
        let shows = |entry: &Entry| {
            entry
                .body
                .images()
                .iter()
                .any(|i| i.url() == Some(&picture))
        };
        self.laid.retain(|_, (entry, _)| !shows(entry));
        self.missing.insert(picture, why);
    }

    /// Lets all pictures come again.
    pub fn leave_out_none(&mut self) {
        if !self.missing.is_empty() {
            self.missing.clear();
            self.laid.clear();
        }
    }

    /// Returns the pictures that are known not to come.
    pub fn missing(&self) -> &HashMap<WebUrl, Clean> {
        &self.missing
    }

    /// Returns an update's rows, laid out now if they are not there; only then is the note asked for that ends them.
    pub fn get(
        &mut self,
        entry: &Arc<Entry>,
        note: impl FnOnce() -> Option<Clean>,
    ) -> Arc<EntryLayout> {
        if let Some((laid_for, layout)) = self.laid.get(&entry.id)
            && Arc::ptr_eq(laid_for, entry)
        {
            return Arc::clone(layout);
        }
        if self.laid.len() >= CACHED {
            self.laid.clear();
        }
        let layout = Arc::new(lay_out_entry(
            entry,
            note().as_ref(),
            self.width,
            self.density,
            Pictures {
                room: self.room,
                missing: Some(&self.missing),
                says_why: false,
            },
        ));
        self.laid
            .insert(entry.id.clone(), (Arc::clone(entry), Arc::clone(&layout)));
        layout
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Marks, Provenance};

    fn rows(label: &str, headline: Option<&str>, text: &str) -> (Option<String>, Vec<String>) {
        let entry = Entry {
            id: EntryId::new("u1"),
            label: Some(Clean::line(label)),
            headline: headline.map(Clean::line),
            body: Body::from_plain(text),
            published: None,
            modified: None,
            authors: Vec::new(),
            permalink: None,
            marks: Marks::default(),
            provenance: Provenance::default(),
        };
        let layout = lay_out_entry(&entry, None, 40, Density::Summary, Pictures::default());
        let row = |row: &Row| row.spans.iter().map(|span| &*span.text).collect();
        let gutter = gutter_label(&entry).map(ToString::to_string);
        (gutter, layout.rows.iter().map(row).collect())
    }

    #[test]
    fn a_label_stands_in_the_clocks_place_where_it_has_room() {
        let (gutter, shown) = rows("45+2'", Some("Goal"), "Merrow score.");
        assert_eq!(gutter.as_deref(), Some("45+2'"));
        assert_eq!(shown, ["Goal", "Merrow score."]);
        let (gutter, shown) = rows("Half-time", None, "Merrow lead.");
        assert_eq!(gutter, None);
        assert_eq!(shown, ["Half-time", "Merrow lead."]);
        // Alone it is all that the update says.
        let (_, shown) = rows("FT", None, "");
        assert_eq!(shown, ["FT"]);
    }
}
