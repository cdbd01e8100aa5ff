//! The two ways to read a text as cells, and the rules for breaks that they share.
//!
//! Most text of the West is [`Narrow`]: every character is a grapheme cluster of one cell, so that neither clusters
//! nor UAX #14 need be looked up. All other text is read as [`Clusters`]. Both break the same text alike.

use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;

use super::fill::{Cells, Kind};
use crate::layout::width;

/// A text whose every character is one cluster of one cell; positions are bytes.
pub(super) struct Narrow<'a> {
    text: &'a str,
}

impl<'a> Narrow<'a> {
    /// Takes a text, where it is of this kind.
    pub(super) fn new(text: &'a str) -> Option<Self> {
        text.chars()
            .all(|c| c == '\n' || is_narrow(c))
            .then_some(Self { text })
    }
}

impl Cells for Narrow<'_> {
    fn at(&self, position: usize) -> Option<(Kind, usize)> {
        Some(match *self.text.as_bytes().get(position)? {
            b' ' => (Kind::Space, position + 1),
            b'\n' => (Kind::Feed, position + 1),
            0..0x80 => (Kind::Glyph(1), position + 1),
            0x80..0xE0 => (Kind::Glyph(1), position + 2),
            _ => (Kind::Glyph(1), position + 3),
        })
    }

    fn byte(&self, position: usize) -> usize {
        position
    }

    fn breaks_word(&self, position: usize) -> bool {
        breaks_after_stroke(self.text, position)
    }

    fn breaks_space(&self, end: usize, position: usize) -> bool {
        breaks_at_space(self.text, end, position)
    }
}

/// Any text, taken apart into clusters; positions are their indices.
pub(super) struct Clusters<'a> {
    text: &'a str,
    clusters: Vec<Cluster>,
}

struct Cluster {
    start: usize,
    kind: Kind,
    /// Whether a line may end before it, if it follows a glyph.
    breaks: bool,
}

impl<'a> Clusters<'a> {
    /// Takes a text apart; `runs` are its parts in order, and no cluster spans two of them.
    pub(super) fn new(text: &'a str, runs: &[&str]) -> Self {
        let mut opportunities = linebreaks(text).map(|(at, _)| at).peekable();
        let mut clusters: Vec<Cluster> = Vec::new();
        let mut run_start = 0;
        for run in runs {
            for (at, cluster) in run.grapheme_indices(true) {
                let start = run_start + at;
                while opportunities.next_if(|at| *at < start).is_some() {}
                clusters.push(Cluster {
                    start,
                    kind: match cluster {
                        " " => Kind::Space,
                        "\n" => Kind::Feed,
                        _ => Kind::Glyph(width::grapheme(cluster)),
                    },
                    breaks: if is_western_pair(text, start) {
                        breaks_after_stroke(text, start)
                    } else {
                        opportunities.peek() == Some(&start)
                    },
                });
            }
            run_start += run.len();
        }
        Self { text, clusters }
    }
}

impl Cells for Clusters<'_> {
    fn at(&self, position: usize) -> Option<(Kind, usize)> {
        Some((self.clusters.get(position)?.kind, position + 1))
    }

    fn byte(&self, position: usize) -> usize {
        self.clusters
            .get(position)
            .map_or(self.text.len(), |cluster| cluster.start)
    }

    fn breaks_word(&self, position: usize) -> bool {
        self.clusters
            .get(position)
            .is_some_and(|cluster| cluster.breaks)
    }

    fn breaks_space(&self, end: usize, position: usize) -> bool {
        breaks_at_space(self.text, self.byte(end), self.byte(position))
    }
}

/// Tells whether a character is always a cluster of its own, one cell wide.
fn is_narrow(c: char) -> bool {
    matches!(
        c,
        ' '..='~'
            | '\u{A1}'..='\u{AC}'
            | '\u{AE}'..='\u{2FF}'
            | '\u{370}'..='\u{482}'
            | '\u{48A}'..='\u{58F}'
            | '\u{2010}'..='\u{2027}'
            | '\u{2030}'..='\u{205E}'
    )
}

/// Tells whether the characters on both sides of a byte are of scripts that part their words by spaces, so that the
/// rules here decide. UAX #14 would break addresses at each slash and question mark.
fn is_western_pair(text: &str, at: usize) -> bool {
    let is_western =
        |c: char| is_narrow(c) || matches!(c, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}');
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    before.chars().next_back().is_some_and(is_western)
        && after.chars().next().is_some_and(is_western)
}

/// Tells whether a line may end before a byte because a hyphen or dash stands there.
fn breaks_after_stroke(text: &str, at: usize) -> bool {
    // The last bytes of the four strokes: nearly every call ends here.
    if !matches!(
        at.checked_sub(1).and_then(|at| text.as_bytes().get(at)),
        Some(b'-' | 0x90 | 0x93 | 0x94)
    ) {
        return false;
    }
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    let mut before = before.chars().rev();
    let joins: fn(char) -> bool = match before.next() {
        Some('-' | '\u{2010}') => char::is_alphabetic,
        Some('–' | '—') => char::is_alphanumeric,
        _ => return false,
    };
    // A letter may be followed by its accents.
    before
        .find(|c| !matches!(c, '\u{300}'..='\u{36F}'))
        .is_some_and(joins)
        && after.chars().next().is_some_and(joins)
}

/// Tells whether a line may end at white space, which is `text[end..start]`.
///
/// French puts a space inside its quotation marks and before high punctuation. The same signs without a word beside
/// them on the other side are meant: German quotes »so«, and a word may begin with a colon.
fn breaks_at_space(text: &str, end: usize, start: usize) -> bool {
    let mut after = text.get(start..).unwrap_or_default().chars();
    let mut before = text.get(..end).unwrap_or_default().chars().rev();
    let closes = matches!(after.next(), Some('!' | '?' | ':' | ';' | '»' | '›'))
        && !after.next().is_some_and(char::is_alphanumeric);
    let opens = matches!(before.next(), Some('«' | '‹'))
        && !before.next().is_some_and(char::is_alphanumeric);
    !closes && !opens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_characters_are_clusters_of_one_cell() {
        for c in ('\0'..=char::MAX).filter(|c| is_narrow(*c)) {
            let pair = format!("e{c}e");
            let clusters: Vec<&str> = pair.graphemes(true).collect();
            assert_eq!(clusters.len(), 3, "U+{:04X}", u32::from(c));
            assert_eq!(width::grapheme(clusters[1]), 1, "U+{:04X}", u32::from(c));
            assert!(c.len_utf8() < 4, "U+{:04X}", u32::from(c));
        }
    }
}
