//! The page's own markup: where an update stands in it, and what it says there.

pub(super) mod blocks;
pub(super) mod body;
pub(super) mod boilerplate;
pub(super) mod credits;
pub(super) mod embeds;
pub(super) mod fields;
pub(super) mod images;
pub(super) mod links;
pub(super) mod live;
pub(super) mod noise;
pub(super) mod repeated;
mod running_time;
mod segments;
mod series;
