//! What is not read right yet, by table.

pub const TIMES: &[&str] = &[];
pub const WORDS_OF_TIMES: &[&str] = &[];
pub const PAGES: &[&str] = &[
    "html-img-picture-avif-not-shown",
    "html-img-native-src-first",
    "html-img-emoji-img",
    "html-x-url-only",
    "html-img-avif-extension-only",
];
pub const READINGS: &[&str] = &[];
