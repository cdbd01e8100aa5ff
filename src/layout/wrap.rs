//! Breaks text into lines: the only place that does.
//!
//! First fit. Plain ASCII breaks at spaces and after hyphens between letters; everything else breaks where the
//! Unicode line breaking algorithm (UAX #14) allows it. A word that fits no line is broken between grapheme
//! clusters. Costs are linear in the text.

use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;

use super::width;

/// One line: a range of bytes in the text that was broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineRange {
    /// The first byte.
    pub start: usize,
    /// The byte after the last; spaces at the break are beyond it.
    pub end: usize,
    /// The cells that the line takes.
    pub width: u16,
}

/// Breaks a text; `first` and `rest` are the cells of the first and of all other lines. A line feed always breaks.
/// Yields nothing for an empty text. A line is wider than its cells only where a single cluster is.
#[must_use]
pub fn wrap(text: &str, first: u16, rest: u16) -> Vec<LineRange> {
    let mut breaker = Breaker {
        text,
        lines: Vec::new(),
        first,
        rest,
        start: 0,
        used: 0,
        ink_end: 0,
    };
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let content = line.strip_suffix('\n').unwrap_or(line);
        breaker.paragraph(offset, content);
        offset += line.len();
    }
    breaker.lines
}

struct Breaker<'a> {
    text: &'a str,
    lines: Vec<LineRange>,
    first: u16,
    rest: u16,
    /// Where the open line starts.
    start: usize,
    /// Its cells, trailing spaces included.
    used: usize,
    /// Where its last word ends.
    ink_end: usize,
}

impl Breaker<'_> {
    fn available(&self) -> usize {
        usize::from(if self.lines.is_empty() {
            self.first
        } else {
            self.rest
        })
        .max(1)
    }

    fn paragraph(&mut self, offset: usize, content: &str) {
        self.open(offset);
        if width::is_plain(content) {
            let mut from = 0;
            for to in plain_breaks(content).chain([content.len()]) {
                self.word(offset + from, offset + to);
                from = to;
            }
        } else {
            let mut from = 0;
            for (to, _) in linebreaks(content) {
                self.word(offset + from, offset + to);
                from = to;
            }
        }
        self.close();
    }

    fn open(&mut self, at: usize) {
        (self.start, self.ink_end, self.used) = (at, at, 0);
    }

    fn close(&mut self) {
        let line = &self.text[self.start..self.ink_end];
        let width = u16::try_from(width::of(line)).unwrap_or(u16::MAX);
        self.lines.push(LineRange {
            start: self.start,
            end: self.ink_end,
            width,
        });
    }

    /// Takes a word with the spaces behind it.
    fn word(&mut self, from: usize, to: usize) {
        let whole = &self.text[from..to];
        let ink = whole.trim_end_matches(' ');
        let (ink_width, spaces) = (width::of(ink), whole.len() - ink.len());
        if self.used + ink_width > self.available() && self.used > 0 {
            // Spaces alone make no line.
            if self.ink_end > self.start {
                self.close();
            }
            self.open(from);
        }
        if ink_width > self.available() {
            self.long_word(from, ink);
        } else {
            self.used += ink_width;
        }
        if !ink.is_empty() {
            self.ink_end = from + ink.len();
        }
        self.used += spaces;
    }

    fn long_word(&mut self, from: usize, word: &str) {
        for (index, grapheme) in word.grapheme_indices(true) {
            let width = width::of_grapheme(grapheme);
            if self.used + width > self.available() && self.ink_end > self.start {
                self.close();
                self.open(from + index);
            }
            self.used += width;
            self.ink_end = from + index + grapheme.len();
        }
    }
}

/// Places after which plain ASCII may be broken.
fn plain_breaks(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    (1..bytes.len()).filter(move |&at| match bytes[at - 1] {
        b' ' => bytes[at] != b' ',
        b'-' => at >= 2 && is_letter(at - 2) && is_letter(at),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str, cells: u16) -> Vec<&str> {
        wrap(text, cells, cells)
            .into_iter()
            .map(|line| &text[line.start..line.end])
            .collect()
    }

    #[test]
    fn words_go_to_the_next_line_whole() {
        assert_eq!(
            lines("the north pier is open", 10),
            ["the north", "pier is", "open"]
        );
        assert_eq!(lines("exactly ten", 11), ["exactly ten"]);
        assert_eq!(
            lines("re-opened two-way", 5),
            ["re-", "opene", "d", "two-", "way"]
        );
        assert_eq!(lines("10-12 on-off", 5), ["10-12", "on-", "off"]);
    }

    #[test]
    fn line_feeds_break_and_empty_lines_stay() {
        assert_eq!(lines("a\n\nb", 10), ["a", "", "b"]);
        assert!(lines("", 10).is_empty());
    }

    #[test]
    fn text_without_spaces_breaks_where_its_script_does() {
        assert_eq!(
            lines("橋は閉鎖されています", 10),
            ["橋は閉鎖さ", "れています"]
        );
    }

    #[test]
    fn the_first_line_may_have_other_cells() {
        let broken = wrap("aaa bbb ccc", 3, 7);
        assert_eq!(broken.len(), 2);
        assert_eq!((broken[1].start, broken[1].width), (4, 7));
    }

    #[test]
    fn a_word_of_a_megabyte_takes_linear_time() {
        let word = "x".repeat(1 << 20);
        assert_eq!(lines(&word, 80).len(), (1 << 20) / 80 + 1);
        let marks = "é".repeat(1 << 18);
        assert_eq!(lines(&marks, 64).len(), (1 << 18) / 64);
    }

    fn any_text() -> impl Strategy<Value = String> {
        "([a-zA-Z0-9,.'-]{1,14}|[ ]{1,3}|日本|한국어|👨‍👩‍👧‍👦|é|🇺🇦|—|\n|\u{a0}){0,60}"
    }

    proptest! {
        #[test]
        fn lines_and_the_spaces_between_them_are_the_text(text in any_text(), cells in 1u16..40) {
            let mut from = 0;
            for line in wrap(&text, cells, cells) {
                let between = &text[from..line.start];
                prop_assert!(between.chars().all(|c| c == ' ' || c == '\n'), "{:?}", between);
                prop_assert!(line.start <= line.end);
                from = line.end;
            }
            prop_assert!(text[from..].chars().all(|c| c == ' ' || c == '\n'));
        }

        #[test]
        fn no_line_is_wider_than_its_cells_unless_one_cluster_is(text in any_text(), cells in 1u16..40) {
            for line in wrap(&text, cells, cells) {
                let shown = &text[line.start..line.end];
                prop_assert_eq!(usize::from(line.width), width::of(shown));
                prop_assert!(line.width <= cells || shown.graphemes(true).count() == 1, "{:?}", shown);
            }
        }

        #[test]
        fn the_next_word_would_not_have_fitted(words in proptest::collection::vec("[a-z]{1,9}", 1..30), cells in 9u16..40) {
            let text = words.join(" ");
            let broken = lines(&text, cells);
            for pair in broken.windows(2) {
                let next = pair[1].split(' ').next().unwrap_or_default();
                prop_assert!(pair[0].len() + 1 + next.len() > usize::from(cells));
            }
        }
    }
}
