//! The readers of a page, each of one form of evidence; what they say is weighed elsewhere.

pub(in crate::source) mod feed;
pub(in crate::source) mod jsonld;
pub(in crate::source) mod markup;
pub(in crate::source) mod microdata;
pub mod platform;
pub(in crate::source) mod recipe;
pub(in crate::source) mod state;
pub(in crate::source) mod text;
pub(in crate::source) mod values;
