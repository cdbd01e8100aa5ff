//! The reader's place, as the history keeps it. What a later version wrote and this one does not know is left out.

use chrono::{DateTime, Utc};

use crate::{
    app::{Order, Place, Term, UpdateKind},
    layout::Density,
    store::{self, PlaceFilter},
};

/// Returns the place as it is kept.
pub(super) fn kept(place: Place, left: DateTime<Utc>) -> store::Place {
    store::Place {
        entry: place.entry,
        byte: usize::try_from(place.byte).unwrap_or(0),
        lead: place.lead,
        oldest_first: place.order == Order::OldestFirst,
        selected: place.selected,
        reading: place.reading,
        density: place.density.map(|density| density.name().to_owned()),
        filter: PlaceFilter {
            kinds: place.filter.kinds().map(|k| k.name().to_owned()).collect(),
            authors: place.filter.authors().to_vec(),
            words: place.filter.words().clone(),
        },
        left,
    }
}

/// Returns a place that was kept.
pub(super) fn restored(place: store::Place) -> Place {
    let kind = |name: &String| UpdateKind::ALL.into_iter().find(|kind| kind.name() == name);
    let PlaceFilter {
        kinds,
        authors,
        words,
    } = place.filter;
    let terms = kinds.iter().filter_map(kind).map(Term::Kind);
    let terms = terms.chain(authors.into_iter().map(Term::Author));
    Place {
        // An older version kept only what the window begins with.
        selected: place.selected.or_else(|| Some(place.entry.clone())),
        entry: place.entry,
        byte: u32::try_from(place.byte).unwrap_or(0),
        lead: place.lead,
        reading: place.reading,
        order: if place.oldest_first {
            Order::OldestFirst
        } else {
            Order::NewestFirst
        },
        density: place.density.and_then(|name| {
            let mut all = Density::ALL.into_iter();
            all.find(|density| density.name() == name)
        }),
        filter: terms.chain([Term::Words(words)]).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::Filter,
        model::{Clean, EntryId},
    };

    #[test]
    fn a_place_comes_back_as_it_was_left() {
        let filter: Filter = [
            Term::Kind(UpdateKind::Unread),
            Term::Kind(UpdateKind::KeyEvent),
            Term::Author(Clean::line("Kim Roe")),
            Term::Words(Clean::line("bridge")),
        ]
        .into_iter()
        .collect();
        for density in Density::ALL {
            let place = Place {
                entry: EntryId::new("u1"),
                byte: 3,
                lead: 2,
                selected: Some(EntryId::new("u2")),
                reading: 70,
                order: Order::OldestFirst,
                density: Some(density),
                filter: filter.clone(),
            };
            let text = serde_json::to_string(&kept(place.clone(), DateTime::UNIX_EPOCH)).unwrap();
            assert_eq!(restored(serde_json::from_str(&text).unwrap()), place);
        }
    }

    #[test]
    fn a_place_of_an_older_version_still_loads() {
        let old = r#"{"entry":"u1","byte":3,"lead":2,"oldest_first":false,"left":"2026-07-01T10:00:00Z"}"#;
        let place = restored(serde_json::from_str(old).unwrap());
        assert_eq!(place.selected, Some(EntryId::new("u1")));
        assert_eq!((place.density, place.filter.is_empty()), (None, true));
    }

    #[test]
    fn every_kind_has_a_name_of_its_own() {
        let names: std::collections::HashSet<_> =
            UpdateKind::ALL.iter().map(|k| k.name()).collect();
        assert_eq!(names.len(), UpdateKind::ALL.len());
    }
}
