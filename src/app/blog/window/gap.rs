//! Time without contact, as a line in the timeline.

use chrono::{DateTime, Utc};

use crate::{
    app::{blog::order::Order, clock},
    model::{Gap, Item, Zone},
};

/// One line for the gaps between two updates that stand next to each other: the last one, and how many before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GapLine {
    /// The last gap.
    pub gap: Gap,
    /// How many earlier ones lie between the same two updates.
    pub earlier: usize,
}

impl GapLine {
    /// Finds the line between two updates among gaps that lie oldest first. Updates that were placed later than the
    /// last contact were not there yet: the line is below them. `None` in place of the newer one is the newest end.
    pub(super) fn between(gaps: &[Gap], older: &Item, newer: Option<&Item>) -> Option<Self> {
        let since =
            |item: &Item| gaps.partition_point(|gap| gap.since.timestamp_millis() < item.order.at);
        let to = newer.map_or(gaps.len(), since);
        let between = gaps.get(since(older)..to)?;
        let (gap, earlier) = between.split_last()?;
        Some(Self {
            gap: *gap,
            earlier: earlier.len(),
        })
    }

    /// Says since when and until when nobody knows what the newsroom did.
    pub fn words(&self, zone: Zone, now: DateTime<Utc>) -> String {
        let Gap { since, until } = self.gap;
        let [since, until] = [since, until].map(|at| clock::wall(zone, at));
        let today = clock::day(zone, now);
        let [since, until] = [since, until].map(|at| {
            if since.date() == until.date() {
                at.format("%H:%M").to_string()
            } else {
                clock::day_and_clock(at, today)
            }
        });
        let earlier = match self.earlier {
            0 => String::new(),
            1 => ", and once before".to_owned(),
            count => format!(", and {count} times before"),
        };
        format!("no contact from {since} to {until}{earlier}")
    }
}

/// The lines around an update: above it, and below it where it is the last of the list.
pub(super) fn around(
    gaps: &[Gap],
    order: Order,
    item: &Item,
    above: Option<&Item>,
    last: bool,
) -> (Option<GapLine>, Option<GapLine>) {
    match order {
        Order::NewestFirst => (GapLine::between(gaps, item, above), None),
        Order::OldestFirst => (
            above.and_then(|above| GapLine::between(gaps, above, Some(item))),
            last.then(|| GapLine::between(gaps, item, None)).flatten(),
        ),
    }
}
