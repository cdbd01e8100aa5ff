//! schema.org's `LiveBlogPosting`, as JSON-LD and as microdata.

pub(super) mod jsonld;
mod values;

pub(in crate::source) use values::unescaped;
