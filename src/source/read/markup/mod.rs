//! Updates in elements: what marks them, how they are found, what each says.

pub(in crate::source) mod blocks;
pub(in crate::source) mod boilerplate;
mod comments;
pub(in crate::source) mod fields;
pub(in crate::source) mod live;
mod pointers;
pub(in crate::source) mod repeated;
mod segments;
mod series;
pub(in crate::source) mod signs;
