//! A text as the cells that lines are filled with, and the rules for where lines may end.
//!
//! Most characters are grapheme clusters of their own, and in Western text nothing but spaces and
//! strokes parts words: only what is neither costs a look-up of clusters or of UAX #14.

use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;

use crate::layout::width;

/// What stands at one place of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellKind {
    /// A grapheme cluster that is seen, of so many cells.
    Glyph(u16),
    /// A space, one cell wide.
    Space,
    /// A line feed.
    Feed,
}

/// A text of runs put end to end, read by cluster.
pub(super) struct Cells<'a> {
    text: &'a str,
    /// The byte after each run: no cluster reaches over it.
    run_ends: Vec<usize>,
    /// By byte: whether UAX #14 lets a line end before it. Empty where the text is Western
    /// throughout.
    opportunities: Vec<bool>,
}

impl<'a> Cells<'a> {
    /// Reads a text; `runs` are its parts in order.
    pub(super) fn new(text: &'a str, runs: &[&str]) -> Self {
        let mut end = 0;
        let run_ends = runs.iter().map(|run| {
            end += run.len();
            end
        });
        Self {
            text,
            run_ends: run_ends.collect(),
            opportunities: opportunities(text),
        }
    }

    /// Returns what stands at a byte, and the byte after it; `None` at the end.
    pub(super) fn at(&self, at: usize) -> Option<(CellKind, usize)> {
        let bytes = self.text.as_bytes();
        let first = *bytes.get(at)?;
        // An ASCII character before another is always a cluster.
        if first.is_ascii() && bytes.get(at + 1).is_none_or(u8::is_ascii) {
            match first {
                b' ' => return Some((CellKind::Space, at + 1)),
                b'\n' => return Some((CellKind::Feed, at + 1)),
                b'!'..=b'~' => return Some((CellKind::Glyph(1), at + 1)),
                _ => {}
            }
        }
        let mut chars = self.text.get(at..)?.chars();
        let c = chars.next()?;
        let next = at + c.len_utf8();
        if let Some(cells) = simple(c)
            && chars
                .next()
                .is_none_or(|c| c == '\n' || simple(c).is_some())
        {
            let kind = if c == ' ' {
                CellKind::Space
            } else {
                CellKind::Glyph(cells)
            };
            return Some((kind, next));
        }
        let run_end = self.run_ends.partition_point(|end| *end <= at);
        let run_end = *self.run_ends.get(run_end)?;
        let cluster = self.text.get(at..run_end)?.graphemes(true).next()?;
        let kind = match cluster {
            " " => CellKind::Space,
            "\n" | "\r\n" => CellKind::Feed,
            _ => CellKind::Glyph(width::grapheme(cluster)),
        };
        Some((kind, at + cluster.len()))
    }

    /// Returns how many bytes from `at` on, at most so many, are one glyph of one cell each with no
    /// break before any.
    ///
    /// May return fewer than there are: it is there to pass over the bulk of a word quickly.
    pub(super) fn skim(&self, at: usize, most: u32) -> u16 {
        let bytes = self.text.as_bytes();
        let within_word =
            |byte: Option<&u8>| matches!(byte, Some(b'!'..=b'~')) && byte != Some(&b'-');
        if !within_word(at.checked_sub(1).and_then(|before| bytes.get(before))) {
            return 0;
        }
        let most = u16::try_from(most).unwrap_or(u16::MAX);
        let mut count = 0;
        let mut end = at;
        while count < most && within_word(bytes.get(end)) {
            count += 1;
            end += 1;
        }
        // The character after the last may be its accent.
        if bytes.get(end).is_none_or(u8::is_ascii) {
            count
        } else {
            count.saturating_sub(1)
        }
    }

    /// Tells whether a line may end between two glyphs: the first ends before byte `end`, the
    /// second starts at byte `start`, and white space fills what is between.
    pub(super) fn breaks(&self, end: usize, start: usize) -> bool {
        if end < start {
            breaks_at_space(self.text, end, start)
        } else if self.opportunities.is_empty() || is_western_pair(self.text, start) {
            breaks_after_stroke(self.text, start)
        } else {
            self.opportunities.get(start).is_some_and(|breaks| *breaks)
        }
    }
}

/// Returns by byte whether UAX #14 lets a line end before it; nothing where no word needs to be
/// asked about.
fn opportunities(text: &str) -> Vec<bool> {
    let mut table = Vec::new();
    if text.is_ascii() || text.chars().all(is_western) {
        return table;
    }
    let mut word_start = 0;
    // Breaks at white space follow rules of our own, so that each word can be looked at alone.
    for word in text.split_inclusive([' ', '\n']) {
        if !word.chars().all(is_western) {
            table.resize(text.len(), false);
            for (at, _) in linebreaks(word) {
                if let Some(breaks) = table.get_mut(word_start + at) {
                    *breaks = true;
                }
            }
        }
        word_start += word.len();
    }
    table
}

/// Returns the cells of a character that is a cluster of its own wherever another such character
/// follows it.
fn simple(c: char) -> Option<u16> {
    match c {
        ' '..='~'
        | '\u{A1}'..='\u{AC}'
        | '\u{AE}'..='\u{2FF}'
        | '\u{370}'..='\u{482}'
        | '\u{48A}'..='\u{58F}'
        | '\u{2010}'..='\u{2027}'
        | '\u{2030}'..='\u{205E}' => Some(1),
        '\u{3001}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30A0}'..='\u{30FF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{FF01}'..='\u{FF60}' => Some(2),
        _ => None,
    }
}

/// Tells whether a character is of the scripts that part their words by spaces and of which the
/// rules here, not those of UAX #14, know the strokes. UAX #14 would break addresses at each slash
/// and question mark.
fn is_western(c: char) -> bool {
    matches!(c, '\0'..='\u{58F}' | '\u{2010}'..='\u{205E}')
}

/// Tells whether the characters on both sides of a byte are Western.
fn is_western_pair(text: &str, at: usize) -> bool {
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
/// French puts a space inside its quotation marks and before high punctuation. The same signs
/// without a word beside them on the other side are meant: German quotes »so«, and a word may begin
/// with a colon.
fn breaks_at_space(text: &str, end: usize, start: usize) -> bool {
    let byte = |at: usize| text.as_bytes().get(at).copied();
    if byte(start).is_some_and(|byte| byte.is_ascii_alphanumeric())
        && end
            .checked_sub(1)
            .and_then(byte)
            .is_some_and(|byte| byte.is_ascii())
    {
        return true;
    }
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
    use proptest::prelude::*;

    use super::*;
    use crate::layout::wrap::tests::text;

    #[test]
    fn simple_characters_are_clusters_of_their_own() {
        let simple_characters = ('\0'..=char::MAX).filter_map(|c| Some((c, simple(c)?)));
        for (c, cells) in simple_characters {
            assert_eq!(
                width::grapheme(&c.to_string()),
                cells,
                "U+{:04X}",
                u32::from(c)
            );
            for other in ['e', 'я', '…', '橋', 'の', '가', '각', '。', '\n', c] {
                for pair in [[c, other], [other, c]].map(String::from_iter) {
                    assert_eq!(pair.graphemes(true).count(), 2, "{pair:?}");
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn cells_are_the_clusters_of_each_run(runs in prop::collection::vec(text(), 0..4)) {
            let runs: Vec<&str> = runs.iter().map(String::as_str).collect();
            let text = runs.concat();
            let cells = Cells::new(&text, &runs);
            let mut at = 0;
            for cluster in runs.iter().flat_map(|run| run.graphemes(true)) {
                let kind = match cluster {
                    " " => CellKind::Space,
                    "\n" => CellKind::Feed,
                    _ => CellKind::Glyph(width::grapheme(cluster)),
                };
                prop_assert_eq!(cells.at(at), Some((kind, at + cluster.len())));
                at += cluster.len();
            }
            prop_assert_eq!(cells.at(at), None);
        }

        #[test]
        fn what_is_skimmed_is_the_inside_of_a_word(text in text(), most in 0..9_u32) {
            let cells = Cells::new(&text, &[&text]);
            for (at, _) in text.char_indices() {
                let count = cells.skim(at, most);
                prop_assert!(u32::from(count) <= most);
                for at in at..at + usize::from(count) {
                    prop_assert_eq!(cells.at(at), Some((CellKind::Glyph(1), at + 1)));
                    prop_assert!(!cells.breaks(at, at));
                }
            }
        }

        #[test]
        fn words_of_other_scripts_break_as_in_the_whole_text(text in text()) {
            let cells = Cells::new(&text, &[&text]);
            let opportunities: Vec<usize> = linebreaks(&text).map(|(at, _)| at).collect();
            for (at, c) in text.char_indices().skip(1) {
                let in_word = !text[..at].ends_with([' ', '\n']) && !matches!(c, ' ' | '\n');
                if in_word && !is_western_pair(&text, at) {
                    prop_assert_eq!(cells.breaks(at, at), opportunities.contains(&at), "at {}", at);
                }
            }
        }
    }
}
