//! Words by language and role: data that every reader shares. Knows no page and decides nothing.

pub(in crate::source) mod time;
