//! How many terminal cells text takes.
//!
//! Text is measured by grapheme cluster (UAX #29), because it is drawn by grapheme cluster: each
//! goes to a cell of its own, and a width taken over a whole string would differ (unicode-width
//! joins lam and alef, for one). The width of a cluster is what ratatui's `CellWidth` makes of it.
//! Nothing else in the program may measure text.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns the cells that one grapheme cluster takes: 0, 1, 2, rarely more.
///
/// A cluster with a control character takes none, since ratatui leaves it out.
pub fn grapheme(cluster: &str) -> u16 {
    match cluster.as_bytes() {
        [b' '..=b'~'] => 1,
        _ if cluster.contains(char::is_control) => 0,
        _ => {
            // ratatui-core 0.1 adds a cell for each halfwidth sound mark. unicode-width does so too
            // since 0.2.3, and the one blank cell too many is the price of measuring what is drawn.
            let sound_marks = cluster
                .chars()
                .filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}'))
                .count();
            u16::try_from(cluster.width() + sound_marks).unwrap_or(u16::MAX)
        }
    }
}

/// Returns the cells that a text takes on one line.
pub fn text(text: &str) -> usize {
    if is_printable_ascii(text) {
        return text.len();
    }
    text.graphemes(true)
        .map(|cluster| usize::from(grapheme(cluster)))
        .sum()
}

/// Returns the longest beginning of a text that fits in so many cells, and the cells that it takes.
///
/// What the caller puts after a cut (an ellipsis) needs its own cell.
pub fn prefix(text: &str, cells: u16) -> (&str, u16) {
    let mut width: u16 = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        let wider = width.saturating_add(grapheme(cluster));
        if wider > cells {
            return (text.get(..at).unwrap_or_default(), width);
        }
        width = wider;
    }
    (text, width)
}

/// Returns the longest end of a text that fits in so many cells.
pub fn suffix(text: &str, cells: u16) -> &str {
    let (mut start, mut width) = (text.len(), 0_u16);
    for (at, cluster) in text.grapheme_indices(true).rev() {
        width = width.saturating_add(grapheme(cluster));
        if width > cells {
            break;
        }
        start = at;
    }
    text.get(start..).unwrap_or_default()
}

/// Shortens a text to so many cells in its middle, where an ellipsis says so: an address tells most at its ends.
pub fn in_middle(text: &str, cells: u16) -> String {
    if self::text(text) <= usize::from(cells) {
        return text.to_owned();
    }
    let room = cells.saturating_sub(1);
    let (begin, _) = prefix(text, room - room / 2);
    format!("{begin}…{}", suffix(text, room / 2))
}

/// Tells whether every byte is one cell.
fn is_printable_ascii(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_loses_its_middle_and_keeps_its_ends() {
        assert_eq!(in_middle("short", 5), "short");
        assert_eq!(in_middle("post.example/live", 9), "post…live");
        assert_eq!(in_middle("橋が閉鎖された", 6), "橋…た");
        assert_eq!(suffix("ab橋", 1), "");
    }

    #[test]
    fn a_cluster_takes_the_cells_it_is_drawn_in() {
        for (cluster, cells) in [
            ("a", 1),
            ("é", 1),
            ("e\u{301}", 1),
            ("…", 1),
            ("日", 2),
            ("다", 2),
            ("ﾊ", 1),
            ("ﾊﾞ", 3),
            ("か\u{3099}", 2),
            ("ك", 1),
            ("क्ष", 2),
            ("ที่", 1),
            ("กำ", 2),
            ("\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", 2),
            ("\u{1F44D}\u{1F3FD}", 2),
            ("\u{1F1EB}\u{1F1F7}", 2),
            ("\u{1F1EB}", 1),
            ("1\u{FE0F}\u{20E3}", 2),
            ("\u{2764}", 1),
            ("\u{2764}\u{FE0F}", 2),
            ("\u{301}", 0),
            ("\n", 0),
            ("", 0),
        ] {
            assert_eq!(grapheme(cluster), cells, "{cluster:?}");
        }
    }

    #[test]
    fn a_text_is_the_sum_of_its_clusters() {
        assert_eq!(text("bridge"), 6);
        assert_eq!(text("橋 closed"), 9);
        // Taken as a whole, lam and alef would be one ligature.
        assert_eq!(text("لا"), 2);
    }

    #[test]
    fn a_prefix_never_takes_half_a_wide_cluster() {
        assert_eq!(prefix("bridge", 3), ("bri", 3));
        assert_eq!(prefix("bridge", 6), ("bridge", 6));
        assert_eq!(prefix("橋橋橋", 5), ("橋橋", 4));
        assert_eq!(prefix("e\u{301}x", 1), ("e\u{301}", 1));
        assert_eq!(prefix("橋", 1), ("", 0));
        assert_eq!(prefix("a", 0), ("", 0));
    }
}
