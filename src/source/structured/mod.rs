//! schema.org's `LiveBlogPosting`, as JSON-LD and as microdata.

pub(super) mod jsonld;
pub(super) mod microdata;
mod values;

pub(in crate::source) use values::unescaped;
