//! Decides: which accounts speak of one update, and from which of them each of its fields is taken.
//!
//! Knows no page and no format: accounts come in, one account of each update goes out.

mod bracketed;
mod cluster;
mod entry;
mod explain;
mod settle;
mod shared;
mod table;
mod weed;

use crate::{
    model::{Stamp, Witness},
    source::{claim::Account, field::time::TimeContext},
};

pub(super) use bracketed::take_bracketed;
pub(super) use cluster::Clusters;
pub(super) use entry::{Entries, entries, voices};
pub use explain::Explanation;
pub(super) use settle::is_cut;
pub(super) use shared::{dismiss_house, disown, doubt_places, doubt_words};
pub(super) use weed::weed;

/// Makes one account of each update, each field from the best that is said of it. Notes every claim where that is
/// asked for.
pub(super) fn settle(clusters: Clusters, ctx: &TimeContext, explain: bool) -> Vec<Account> {
    let page = settle::Page {
        ctx,
        shifted: shifted(&clusters, ctx),
        explain,
    };
    let clusters = clusters.into_clusters().into_iter();
    let settled = clusters.map(|cluster| settle::settle(cluster.accounts, &page));
    let mut settled: Vec<Account> = settled.collect();
    shared::part_labels(&mut settled);
    settled
}

/// Tells who gives local times as if they were UTC: elements and data differ by the same whole zone throughout, and
/// the one that runs ahead by just the publisher's zone took its clock for UTC. Where the zone tells nothing, data is
/// believed.
fn shifted(clusters: &Clusters, ctx: &TimeContext) -> Option<Witness> {
    let minute = |stamp: &Stamp| stamp.at.timestamp().div_euclid(60);
    let said_by = |accounts: &[Account], is_shown: bool| {
        let mut stamps = accounts
            .iter()
            .filter_map(|account| account.published.as_ref());
        stamps
            .find(|stamp| (stamp.rule().by == Witness::Markup) == is_shown)
            .map(|stamp| (stamp.rule().by, minute(stamp), stamp.at))
    };
    let mut differences: Vec<i64> = Vec::new();
    let mut data = None;
    let mut offset = 0;
    for cluster in clusters.iter() {
        let pair = said_by(&cluster.accounts, true).zip(said_by(&cluster.accounts, false));
        let Some(((_, shown, at), (by, said, _))) = pair else {
            continue;
        };
        data = Some(by);
        offset = ctx.offset_minutes(at.to_utc());
        differences.push(shown - said);
    }
    let first = *differences.first()?;
    let zone = first != 0 && first % 15 == 0 && first.abs() <= 14 * 60;
    // Clocks of pages have minutes; structured data has seconds.
    let alike = differences
        .iter()
        .filter(|d| (*d - first).abs() <= 1)
        .count();
    if !zone || differences.len() < 2 || alike * 10 < differences.len() * 9 {
        return None;
    }
    if offset != 0 && first == -offset {
        data
    } else {
        Some(Witness::Markup)
    }
}
