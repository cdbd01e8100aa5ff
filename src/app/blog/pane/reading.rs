//! The reading pane: the selected update as a whole, or what one of its edits changed.

use std::sync::Arc;

use super::{Followed, Page, Pane};
use crate::{
    app::{
        blog::{View, pattern::Pattern, revisions},
        clock,
    },
    layout::{EntryLayout, PictureRoom, Pictures, Role, Row, lay_out_diff, lay_out_reading},
    model::{
        Body, Clean, Entry, EntryId, Item, Presence, Zone,
        diff::{self, Edit},
    },
};

/// What the pane shows.
#[derive(Debug)]
pub(super) struct PaneContent {
    shown: Shown,
    about: Vec<(Role, Clean)>,
    width: u16,
    room: PictureRoom,
    layout: EntryLayout,
    /// How far its wide tables are moved to the left, and its rows then.
    moved: Option<(u16, Vec<Row>)>,
}

impl PaneContent {
    fn rows(&self) -> &[Row] {
        match &self.moved {
            Some((_, rows)) => rows,
            None => &self.layout.rows,
        }
    }
}

#[derive(Debug, Clone)]
enum Shown {
    /// An update, what revision it is, and the weight of all its edits together.
    Update(Arc<Entry>, usize, Edit),
    /// The live blog as a whole.
    Blog(Arc<Entry>),
    /// The way from one revision to the next.
    Edit(Arc<Entry>, Arc<Entry>, Edit),
    /// What a link led to.
    Page(Arc<Page>),
}

impl Pane {
    /// Returns all rows.
    pub(super) fn rows(&self) -> &[Row] {
        self.reading.as_ref().map_or(&[], PaneContent::rows)
    }
}

impl Followed {
    /// Lays out anew what the reading pane shows; where it begins stays.
    pub(in crate::app::blog) fn forget_reading(&mut self) {
        self.pane.reading = None;
    }

    /// Returns the reading pane's rows from its first visible one on.
    pub fn reading_rows(&self) -> &[Row] {
        self.pane.rows().get(self.reading_top()..).unwrap_or(&[])
    }

    /// Returns how far the reading pane is scrolled, and how many rows it has in all.
    pub fn reading_extent(&self) -> (usize, usize) {
        (self.reading_top(), self.pane.rows().len())
    }

    /// Returns the text that the reading pane's pictures are of; `None` where it shows none.
    pub fn reading_body(&self) -> Option<&Body> {
        match &self.pane.reading.as_ref()?.shown {
            Shown::Update(entry, ..) | Shown::Blog(entry) => Some(&entry.body),
            Shown::Page(page) => Some(&page.body),
            Shown::Edit(..) => None,
        }
    }

    /// Returns all rows of the reading pane, those out of sight as well.
    pub(in crate::app) fn all_reading_rows(&self) -> &[Row] {
        self.pane.rows()
    }

    fn reading_top(&self) -> usize {
        let Some(reading) = &self.pane.reading else {
            return 0;
        };
        let byte = match &reading.shown {
            Shown::Update(entry, ..) | Shown::Blog(entry) => self.pane.tops.get(&entry.id).copied(),
            Shown::Edit(..) => self.pane.edits().map(|edits| edits.top),
            Shown::Page(_) => self.pane.leaf(self.selected()).map(|leaf| leaf.top),
        };
        reading.layout.row_of(byte.unwrap_or(0))
    }

    /// Returns the byte in the selected update that the pane begins with.
    pub(in crate::app::blog) fn reading_place(&self) -> u32 {
        let top = self.selected().and_then(|id| self.pane.tops.get(id));
        top.copied().unwrap_or(0)
    }

    /// Lets the pane begin with a byte of an update when that is shown next.
    pub(in crate::app::blog) fn read_on_from(&mut self, id: &EntryId, byte: u32) {
        if byte > 0 {
            self.pane.tops.insert(id.clone(), byte);
        }
    }

    /// Lets the pane begin with a row's byte, where there is one.
    pub(in crate::app) fn begin_reading_at(&mut self, byte: Option<u32>) {
        let (Some(reading), Some(byte)) = (&self.pane.reading, byte) else {
            return;
        };
        let top = match &reading.shown {
            Shown::Update(entry, ..) | Shown::Blog(entry) => {
                Some(self.pane.tops.entry(entry.id.clone()).or_default())
            }
            Shown::Edit(..) => self.pane.edits_mut().map(|edits| &mut edits.top),
            Shown::Page(_) => {
                let leaf = self.pane.leaf_mut(self.window.selected());
                leaf.map(|leaf| &mut leaf.top)
            }
        };
        if let Some(top) = top {
            *top = byte;
        }
    }

    /// Scrolls the pane, where it is in sight, to the link that the cursor is on.
    pub(in crate::app) fn show_cursor(&mut self, view: View) {
        let Some(number) = self.cursor().filter(|_| view.reading_in_sight) else {
            return;
        };
        let is_there = |row: &Row| row.spans.iter().any(|span| span.link == Some(number));
        self.show_row(view, |rows| rows.iter().position(is_there));
    }

    /// Scrolls the pane to the first place that shows a pattern.
    pub(in crate::app) fn show_found(&mut self, pattern: &Pattern, view: View) {
        self.show_row(view, |rows| Some(pattern.find_in(rows.iter()).first()?.row));
    }

    /// Scrolls the pane to a row, unless that is in sight.
    fn show_row(&mut self, view: View, find: impl Fn(&[Row]) -> Option<usize>) {
        self.lay_out_reading(view);
        let (top, height) = (self.reading_top(), usize::from(view.reading_rows.max(1)));
        let rows = self.pane.rows();
        let Some(at) = find(rows).filter(|at| !(top..top + height).contains(at)) else {
            return;
        };
        // Some of what stands before it tells what it is about.
        let byte = rows.get(at.saturating_sub(height / 3)).map(|row| row.at);
        self.begin_reading_at(byte);
    }

    /// Moves the reading pane's text by some rows.
    pub(in crate::app) fn scroll_reading(&mut self, rows: isize, view: View) {
        self.window.place_selection();
        let top = self.reading_top();
        let all = self.pane.rows();
        let most = all.len().saturating_sub(usize::from(view.reading_rows));
        let to = top
            .saturating_add_signed(rows)
            .min(most.max(if rows < 0 { 0 } else { top }));
        let at = all.get(to).map(|row| row.at);
        self.begin_reading_at(at);
    }

    /// Moves what is wider than the pane by some cells, to the left where positive; tells whether anything is.
    pub(in crate::app) fn move_wide_tables(&mut self, cells: i16) -> bool {
        let Some(reading) = &mut self.pane.reading else {
            return false;
        };
        let most = reading.layout.excess(reading.width);
        let before = reading.moved.as_ref().map_or(0, |(cells, _)| *cells);
        let now = before.saturating_add_signed(cells).min(most);
        reading.moved = (now > 0).then(|| (now, reading.layout.moved_left(now)));
        most > 0
    }

    /// Tells whether the reading pane holds something that is wider than it is.
    pub fn has_wide_tables(&self) -> bool {
        let reading = self.pane.reading.as_ref();
        reading.is_some_and(|reading| reading.layout.excess(reading.width) > 0)
    }

    /// Brings the pane up to date with the selected update.
    pub(in crate::app::blog) fn lay_out_reading(&mut self, view: View) {
        let selected = self.window.selected();
        self.pane
            .instead
            .take_if(|open| selected != open.selected.as_ref());
        let (width, room) = (view.reading_text, view.reading_pictures);
        let Some((shown, about)) = self.to_be_read(view.zone) else {
            self.pane.reading = None;
            return;
        };
        if let Some(reading) = &self.pane.reading
            && reading.shown.is(&shown)
            && (reading.width, reading.room, &reading.about) == (width, room, &about)
        {
            return;
        }
        let pictures = Pictures {
            room,
            missing: Some(self.window.missing()),
            says_why: true,
        };
        let layout = match &shown {
            Shown::Update(entry, ..) | Shown::Blog(entry) => lay_out_reading(
                entry.titled().as_deref(),
                &about,
                &entry.body,
                width,
                pictures,
            ),
            Shown::Page(page) => {
                lay_out_reading(Some(&page.headline), &about, &page.body, width, pictures)
            }
            Shown::Edit(old, new, _) => {
                let language = self.timeline().blog.language.as_str();
                lay_out_diff(&diff::compare(old, new, language), &about, width)
            }
        };
        self.pane.reading = Some(PaneContent {
            shown,
            about,
            width,
            room,
            layout,
            moved: None,
        });
    }

    /// Says what belongs in the pane, and what is said about it.
    fn to_be_read(&self, zone: Zone) -> Option<(Shown, Vec<(Role, Clean)>)> {
        if let Some(page) = self.linked_page() {
            return Some((Shown::Page(Arc::clone(page)), page.about.clone()));
        }
        let weigh = |old: &Entry, new: &Entry| {
            diff::compare(old, new, self.timeline().blog.language.as_str()).edit
        };
        if let Some(about) = self.pane.about() {
            return Some((Shown::Blog(Arc::clone(about)), Vec::new()));
        }
        let known = self.pane.reading.as_ref().map(|reading| &reading.shown);
        if let Some((edits, item)) = self.pane.edits().zip(self.edited())
            && let Some((old, new, seen)) = edits.pair(item)
        {
            let edit = match known {
                Some(Shown::Edit(a, b, edit)) if Arc::ptr_eq(a, old) && Arc::ptr_eq(b, new) => {
                    *edit
                }
                _ => weigh(old, new),
            };
            let shown = Shown::Edit(Arc::clone(old), Arc::clone(new), edit);
            let about = edits.about(item, seen, edit, zone);
            return Some((shown, about));
        }
        let entry = self.selected_entry()?;
        let item = self.timeline().get(&entry.id)?;
        let (revision, _) = revisions::standing(item, entry);
        let edit = match (known, item.earlier.first()) {
            (Some(Shown::Update(a, known, edit)), _)
                if Arc::ptr_eq(a, entry) && *known == revision =>
            {
                *edit
            }
            (_, Some(first)) if revision > 1 => weigh(&first.entry, entry),
            _ => Edit::Typographic,
        };
        let shown = Shown::Update(Arc::clone(entry), revision, edit);
        Some((shown, about(item, entry, edit, zone)))
    }
}

impl Shown {
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Update(a, ..), Self::Update(b, ..)) | (Self::Blog(a), Self::Blog(b)) => {
                Arc::ptr_eq(a, b)
            }
            (Self::Edit(a, b, _), Self::Edit(c, d, _)) => Arc::ptr_eq(a, c) && Arc::ptr_eq(b, d),
            (Self::Page(a), Self::Page(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }
}

/// The lines under an update's headline: when, who, what became of it.
fn about(item: &Item, entry: &Arc<Entry>, edit: Edit, zone: Zone) -> Vec<(Role, Clean)> {
    let time = clock::wall(zone, item.time()).format("%H:%M, %-d %B %Y");
    let mut parts = vec![match &entry.published {
        Some(stamp) if stamp.guessed => format!("about {time}"),
        Some(_) => time.to_string(),
        None => format!("seen {time}"),
    }];
    let names: Vec<&str> = entry.authors.iter().map(|a| a.name.as_str()).collect();
    if !names.is_empty() {
        parts.push(names.join(", "));
    }
    for (marked, word) in [
        (item.bookmarked, "bookmarked"),
        (entry.marks.pinned, "pinned"),
        (entry.marks.key_event, "key event"),
        (entry.marks.summary, "summary"),
    ] {
        if marked {
            parts.push(word.to_owned());
        }
    }
    parts.extend(revisions::words(item, entry, edit, zone));
    let mut about = vec![(Role::Meta, Clean::line(&parts.join(" · ")))];
    if let Presence::Retracted { since } = item.presence {
        let line = format!(
            "✗ no longer on the page since {}",
            clock::short_moment(clock::wall(zone, since), clock::day(zone, item.time()))
        );
        about.push((Role::Meta, Clean::line(&line)));
    }
    about
}
