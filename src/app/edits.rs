//! What became of an update that was edited: the words for it in the timeline, and the way through its edits.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{Effect, Followed, Model, clock, keys::Action};
use crate::{
    layout::{Front, Role},
    model::{
        Clean, Entry, EntryId, Item, Timeline, Zone,
        diff::{self, Edit},
    },
};

/// The edit that the reading pane shows in place of an update's text.
#[derive(Debug)]
pub(super) struct Edits {
    of: Of,
    /// The update that was selected then.
    pub(super) selected: Option<EntryId>,
    /// The revision that the edit made, counted from 1; never the first.
    revision: usize,
    /// The byte that the pane begins with.
    pub(super) top: u32,
    /// Which pane was in front before.
    back: Front,
}

/// What was edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// The selected update.
    Update,
    /// What the live blog says of itself.
    Head,
}

impl Of {
    /// Returns what shows these edits and closes them again.
    fn action(self) -> Action {
        match self {
            Self::Update => Action::ShowEdits,
            Self::Head => Action::ShowHeadEdits,
        }
    }
}

impl Edits {
    /// Returns the revisions before and after the edit, and when the latter was first seen.
    pub(super) fn pair<'i>(
        &self,
        item: &'i Item,
    ) -> Option<(&'i Arc<Entry>, &'i Arc<Entry>, DateTime<Utc>)> {
        let before = item.earlier.get(self.revision.checked_sub(2)?)?;
        let (after, seen) = item
            .earlier
            .get(self.revision - 1)
            .map_or((&item.entry, item.seen), |after| (&after.entry, after.seen));
        Some((&before.entry, after, seen))
    }

    /// The line over the difference: which edit this is.
    pub(super) fn about(
        &self,
        item: &Item,
        seen: DateTime<Utc>,
        edit: Edit,
        zone: Zone,
    ) -> Vec<(Role, Clean)> {
        let (revision, count) = (self.revision, item.revision());
        let clock = clock::clock(zone, seen);
        let head = match self.of {
            Of::Update => format!(
                "revision {revision} of {count} · edited {clock} · {}",
                edit.words()
            ),
            Of::Head => {
                format!("the live blog's own words · {revision} of {count} · since {clock}")
            }
        };
        vec![(Role::Meta, Clean::line(&head))]
    }
}

/// Returns which of its revisions an update is shown as, counted from 1, and when that was first seen.
pub(super) fn standing(item: &Item, shown: &Arc<Entry>) -> (usize, DateTime<Utc>) {
    let newest = (item.revision(), item.seen);
    if Arc::ptr_eq(&item.entry, shown) {
        return newest;
    }
    // What is held back may differ from the revision kept in marks and times.
    let same = |entry: &Entry| entry.fingerprint() == shown.fingerprint();
    let mut earlier = item.earlier.iter().enumerate();
    let found = earlier.rfind(|(_, revision)| same(&revision.entry));
    found.map_or(newest, |(index, revision)| (index + 1, revision.seen))
}

/// Says that a shown update was edited, when, and what of weight changed; `edit` is the weight of all edits together.
pub(super) fn words(item: &Item, shown: &Arc<Entry>, edit: Edit, zone: Zone) -> Option<String> {
    let (revision, seen) = standing(item, shown);
    if revision < 2 {
        return None;
    }
    let clock = clock::clock(zone, seen);
    let mut words = format!("edited {clock}, {revision} revisions");
    if edit.is_significant() {
        words.push_str(" · ");
        words.push_str(&edit.words());
    }
    Some(words)
}

/// Returns the note that ends an edited update in the timeline.
pub(super) fn note(timeline: &Timeline, shown: &Arc<Entry>, zone: Zone) -> Option<Clean> {
    let item = timeline.get(&shown.id)?;
    let first = item.earlier.first()?;
    if standing(item, shown).0 < 2 {
        return None;
    }
    let edit = diff::compare(&first.entry, shown, timeline.blog.language.as_str()).edit;
    words(item, shown, edit, zone).map(|words| Clean::line(&words))
}

impl Followed {
    /// Returns that of which an edit is shown.
    pub(super) fn edited(&self) -> Option<&Item> {
        let edits = self.edits.as_ref()?;
        self.item_of(edits.of, edits.selected.as_ref())
    }

    fn item_of(&self, of: Of, selected: Option<&EntryId>) -> Option<&Item> {
        match of {
            Of::Update => self.timeline.get(selected?),
            Of::Head => self.heads.item(),
        }
    }
}

impl Model {
    /// Returns which revision the shown edit made, counted from 1, how many there are, and what closes it.
    pub fn edit_shown(&self) -> Option<(usize, usize, Action)> {
        let blog = self.blog();
        let edits = blog.edits.as_ref()?;
        let count = blog.edited().map_or(1, Item::revision);
        Some((edits.revision, count, edits.of.action()))
    }

    /// Does what an action means to the edits; `None` where it means nothing to them.
    pub(super) fn act_in_edits(&mut self, action: Action) -> Option<Vec<Effect>> {
        let asked = [Of::Update, Of::Head]
            .into_iter()
            .find(|of| of.action() == action);
        let blog = self.blogs.shown_mut();
        let count = blog.edited().map_or(1, Item::revision);
        let edits = match (&mut blog.edits, asked) {
            (Some(edits), asked) if asked.is_none_or(|of| of == edits.of) => edits,
            (_, Some(of)) => return Some(self.show_edits(of)),
            (_, None) => return None,
        };
        let to = match action {
            Action::PreviousBlog => edits.revision - 1,
            Action::NextBlog => edits.revision + 1,
            Action::ShowEdits | Action::ShowHeadEdits | Action::Back => {
                self.front = edits.back;
                blog.edits = None;
                return Some(Vec::new());
            }
            Action::Read => {
                self.front = Front::Reading;
                blog.edits = None;
                return Some(Vec::new());
            }
            _ => return None,
        };
        if (2..=count).contains(&to) {
            (edits.revision, edits.top) = (to, 0);
        } else {
            let side = if to < 2 { "before" } else { "after" };
            self.tell(Clean::line(&format!("There is no edit {side} this one.")));
        }
        Some(Vec::new())
    }

    /// Shows what the last edit of the selected update changed, or of the live blog's own words.
    fn show_edits(&mut self, of: Of) -> Vec<Effect> {
        let blog = self.blogs.shown_mut();
        let item = blog.item_of(of, blog.selected.as_ref());
        let Some(item) = item.filter(|item| item.revision() > 1) else {
            self.tell(Clean::line(match of {
                Of::Update => "This update was not edited.",
                Of::Head => {
                    "Headline, standfirst and status did not change since they were first seen."
                }
            }));
            return Vec::new();
        };
        let revision = item.revision();
        blog.place_selection();
        let back = blog.edits.take().map_or(self.front, |open| open.back);
        blog.edits = Some(Edits {
            of,
            selected: blog.selected.clone(),
            revision,
            top: 0,
            back,
        });
        self.front = Front::Reading;
        match of {
            Of::Update => self.mark_read(),
            Of::Head => Vec::new(),
        }
    }
}
