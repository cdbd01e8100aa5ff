//! What is not read right yet, by table.

pub const TIMES: &[&str] = &[];
pub const WORDS_OF_TIMES: &[&str] = &[];
pub const PAGES: &[&str] = &[];
pub const READINGS: &[&str] = &[];
