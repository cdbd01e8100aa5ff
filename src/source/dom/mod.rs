//! The parsed page: the one door to the parser, and small questions to its elements.

pub(in crate::source) mod attribute;
pub(in crate::source) mod base;
pub(in crate::source) mod bounded_html;
pub(in crate::source) mod element;
pub(in crate::source) mod emoji;
pub(in crate::source) mod entities;
pub(in crate::source) mod lines;
pub(in crate::source) mod links;
pub(in crate::source) mod noise;
pub(in crate::source) mod numbered;
pub(in crate::source) mod raised;
