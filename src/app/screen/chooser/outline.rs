//! The outline: what the newsroom marked, to jump by.

use super::{Choice, Chooser, Offer};
use crate::{
    app::{
        blog::{Followed, overview::Point},
        clock,
        reader::Reader,
    },
    model::{Clean, Entry, EntryId, Item},
};

/// Offers what the overview counts: key events, summaries and pinned updates, newest first; or every update where the
/// newsroom marked none. `None` where there are no updates.
pub(in crate::app::screen) fn outline(reader: &Reader) -> Option<Chooser> {
    let blog = reader.blog();
    let offer = |entry: &Entry, kind: &str| offer(reader, entry, kind);
    let points = blog.window.overview.points().iter();
    let place = |point: &&Point| Some(blog.timeline().find(&point.update()?.id)?.0);
    let mut marked: Vec<&Point> = points
        .filter(|point| point.update().is_some_and(|update| blog.shows(&update.id)))
        .collect();
    marked.sort_by_key(place);
    let mut offers: Vec<Offer> = marked
        .iter()
        .filter_map(|point| {
            let item = blog.timeline().get(&point.update()?.id)?;
            Some(offer(&item.entry, kind(point)))
        })
        .collect();
    let title = if offers.is_empty() {
        offers.extend(blog.shown().map(|(_, entry)| offer(entry, "")));
        "All updates"
    } else {
        "Key events"
    };
    let selected = nearest(blog, &offers);
    (!offers.is_empty()).then(|| Chooser::new(title, offers, selected))
}

/// Names what is no key event among the key events.
fn kind(point: &Point) -> &'static str {
    match point {
        Point::Summary(_) | Point::KeyEvent(_) => "",
        Point::Recap(_) => "summary · ",
        Point::Pinned(_) => "pinned · ",
    }
}

fn offer(reader: &Reader, entry: &Entry, kind: &str) -> Offer {
    let zone = reader.zone();
    let today = clock::day(zone, reader.now());
    let at = reader.blog().timeline().get(&entry.id).map(Item::time);
    let at = at.map_or_else(String::new, |at| {
        clock::short_moment(clock::wall(zone, at), today)
    });
    let also = entry.authors.iter().map(|author| author.name.as_str());
    Offer {
        text: entry.in_a_line(),
        note: Clean::line(&format!("{kind}{at}")),
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
