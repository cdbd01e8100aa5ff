//! The outline: what the newsroom marked, to jump by.

use super::{Choice, Chooser, Offer};
use crate::{
    app::{
        blog::{Followed, overview},
        clock,
        reader::Reader,
    },
    model::{Clean, Entry, EntryId, Item, Zone},
};

/// Offers the key events, summaries and pinned updates, or every update where the newsroom marked none; `None` where
/// there are no updates.
pub(in crate::app::screen) fn outline(reader: &Reader) -> Option<Chooser> {
    let (blog, zone) = (reader.blog(), reader.zone());
    let marked = |entry: &Entry| {
        let marks = entry.marks;
        marks.key_event || marks.pinned || marks.summary
    };
    let any = blog.shown().any(|(_, entry)| marked(entry));
    let title = if any { "Key events" } else { "All updates" };
    let entries = blog.shown().filter(|(_, entry)| !any || marked(entry));
    let offers: Vec<Offer> = entries.map(|(_, entry)| offer(blog, entry, zone)).collect();
    let selected = nearest(blog, &offers);
    (!offers.is_empty()).then(|| Chooser::new(title, offers, selected))
}

fn offer(blog: &Followed, entry: &Entry, zone: Zone) -> Offer {
    let at = blog.timeline().get(&entry.id).map(Item::time);
    let note = at.map_or_else(String::new, |at| {
        clock::wall(zone, at).format("%-d %b %H:%M").to_string()
    });
    let also = entry.authors.iter().map(|author| author.name.as_str());
    Offer {
        text: overview::line(entry),
        note: Clean::line(&note),
        also: Clean::line(&also.collect::<Vec<_>>().join(" ")),
        ticked: None,
        choice: Choice::Update(entry.id.clone()),
    }
}

/// Returns the offer that the selected update is, or the next older one, or the last.
fn nearest(blog: &Followed, offers: &[Offer]) -> usize {
    let place = |id: &EntryId| blog.timeline().find(id).map(|(index, _)| index);
    let selected = blog.selected().and_then(place);
    let at_or_below = |offer: &Offer| match &offer.choice {
        Choice::Update(id) => place(id) >= selected,
        _ => false,
    };
    offers
        .iter()
        .position(at_or_below)
        .unwrap_or(offers.len().saturating_sub(1))
}
