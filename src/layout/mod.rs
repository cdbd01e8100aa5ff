//! To be written.

pub mod width;
pub mod wrap;
