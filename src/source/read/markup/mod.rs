//! Updates in elements: what marks them, how they are found, what each says.

pub(in crate::source) mod blocks;
pub(in crate::source) mod boilerplate;
mod comments;
mod days;
pub(in crate::source) mod fields;
mod folded;
pub(in crate::source) mod judgement;
pub(in crate::source) mod live;
mod one_liners;
mod permalink;
mod pointers;
mod positions;
pub(in crate::source) mod readings;
pub(in crate::source) mod repeated;
mod segments;
mod series;
mod shapes;
pub(in crate::source) mod signs;
pub(in crate::source) mod survey;
pub(in crate::source) mod times;
