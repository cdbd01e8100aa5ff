//! Placeholder.
pub fn of(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}
pub fn cut(text: &str, cells: usize) -> (&str, usize) {
    let n = text
        .char_indices()
        .nth(cells)
        .map_or(text.len(), |(i, _)| i);
    (&text[..n], 0)
}
