//! Placeholder.
pub struct LineRange {
    pub start: usize,
    pub end: usize,
    pub width: u16,
}
pub fn wrap(text: &str, _first: u16, rest: u16) -> Vec<LineRange> {
    let _ = rest;
    vec![LineRange {
        start: 0,
        end: text.len(),
        width: 0,
    }]
}
