//! Bounds on grapheme clusters (UAX #29), the units that a terminal cell holds.

use unicode_segmentation::UnicodeSegmentation;

use super::chars::{ZWJ, ZWNJ};

/// The most bytes of one cluster; the longest emoji sequences take 35.
const BYTES: usize = 64;

/// Replaces every cluster of more than 64 bytes with U+FFFD.
///
/// No script needs one: what gets here is a chain of joined emoji, conjuncts, jamo or prepended
/// signs made to fill a cell. The replacement joins with nothing, so that no new cluster arises on
/// either side.
pub(super) fn bounded(text: String) -> String {
    if !may_hold_long(&text) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for cluster in text.graphemes(true) {
        if cluster.len() <= BYTES {
            out.push_str(cluster);
        } else {
            // A joiner before it has lost the letter it was for.
            out.truncate(out.trim_end_matches([ZWJ, ZWNJ]).len());
            out.push(char::REPLACEMENT_CHARACTER);
        }
    }
    out
}

/// Tells whether a cluster may be too long, by bytes alone.
///
/// At most one ASCII character takes part in a cluster, so that one half of a long cluster is a
/// stretch of at least 32 other bytes.
fn may_hold_long(text: &str) -> bool {
    let mut stretch = 0;
    text.len() > BYTES
        && text.bytes().any(|byte| {
            stretch = if byte.is_ascii() { 0 } else { stretch + 1 };
            stretch >= BYTES / 2
        })
}

/// Cuts a text after so many clusters; `None` where it has no more than that.
pub(super) fn prefix(text: &str, clusters: usize) -> Option<&str> {
    let (end, _) = text.grapheme_indices(true).nth(clusters)?;
    text.get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overlong_cluster_becomes_one_replacement_character() {
        let family = ["\u{1F468}"; 12].join("\u{200D}");
        assert_eq!(bounded(format!("a{family}b")), "a\u{FFFD}b");
        assert_eq!(bounded("\u{1100}".repeat(1_000)), "\u{FFFD}");
    }

    #[test]
    fn a_joiner_before_an_overlong_cluster_goes_with_it() {
        let conjuncts = "\u{0915}\u{094D}".repeat(20);
        assert_eq!(
            bounded(format!("\u{0915}\u{200C}{conjuncts}")),
            "\u{0915}\u{FFFD}"
        );
    }

    #[test]
    fn a_long_text_of_short_clusters_stays() {
        let text = "\u{65E5}\u{672C}".repeat(1_000);
        assert_eq!(bounded(text.clone()), text);
    }

    #[test]
    fn a_prefix_ends_between_clusters() {
        let text = "e\u{301}\u{1F468}\u{200D}\u{1F469}x";
        assert_eq!(prefix(text, 1), Some("e\u{301}"));
        assert_eq!(prefix(text, 2), Some("e\u{301}\u{1F468}\u{200D}\u{1F469}"));
        assert_eq!(prefix(text, 3), None);
    }
}
