//! How many cells text takes on a terminal.
//!
//! Counts by grapheme cluster, as the terminal library does when it writes cells, so that what is measured here is
//! what is drawn there.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns the cells that a text takes.
#[must_use]
pub fn of(text: &str) -> usize {
    if is_plain(text) {
        return text.len();
    }
    text.graphemes(true).map(of_grapheme).sum()
}

/// Returns the cells that one grapheme cluster takes.
#[must_use]
pub fn of_grapheme(grapheme: &str) -> usize {
    grapheme.width()
}

/// Returns the longest beginning of a text that fits, and the cells that it takes.
#[must_use]
pub fn cut(text: &str, cells: usize) -> (&str, usize) {
    if is_plain(text) {
        let end = text.len().min(cells);
        return (&text[..end], end);
    }
    let mut used = 0;
    for (start, grapheme) in text.grapheme_indices(true) {
        let width = of_grapheme(grapheme);
        if used + width > cells {
            return (&text[..start], used);
        }
        used += width;
    }
    (text, used)
}

/// Tells whether every byte is one printable cell.
pub(super) fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::{buffer::Buffer, layout::Rect, style::Style};

    #[test]
    fn measured_is_what_is_drawn() {
        for text in [
            "plain words",
            "naïve café",
            "日本語の見出し",
            "👨‍👩‍👧‍👦 family",
            "🇺🇦 flag 🇺 half",
            "1️⃣ keycap ☀️ sun ☀",
            "👍🏽 skin",
            "עברית العربية हिन्दी ไทย",
            "e\u{301}\u{302} marks",
        ] {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 1));
            let (end, _) = buffer.set_stringn(0, 0, text, 80, Style::new());
            assert_eq!(of(text), usize::from(end), "{text}");
        }
    }

    #[test]
    fn a_cut_never_splits_a_cluster_and_never_exceeds() {
        let text = "日本👨‍👩‍👧‍👦x🇺🇦e\u{301}";
        for cells in 0..=of(text) + 2 {
            let (kept, used) = cut(text, cells);
            assert!(used <= cells && used == of(kept), "{cells}: {kept}");
            assert!(text.starts_with(kept));
        }
        assert_eq!(cut("plain", 3), ("pla", 3));
    }
}
