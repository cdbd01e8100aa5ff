//! Words to look for, compared without accents and, unless they hold a capital, without case.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::{
    layout::{Role, Row, width},
    model::fold,
};

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pattern {
    folded: String,
    sensitive: bool,
}

/// Cells of a row that show what was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The row, counted from the first that was looked at.
    pub row: usize,
    /// Its columns.
    pub columns: Range<u16>,
}

impl Pattern {
    /// Understands what was typed: a capital letter makes case count.
    pub(in crate::app) fn new(typed: &str) -> Self {
        let sensitive = typed.contains(char::is_uppercase);
        let mut pattern = Self {
            folded: String::new(),
            sensitive,
        };
        pattern.folded = pattern.fold(typed);
        pattern
    }

    /// Tells whether there is nothing to look for.
    pub(in crate::app) fn is_empty(&self) -> bool {
        self.folded.trim().is_empty()
    }

    /// Tells whether texts that were folded for another pattern will do for this one.
    pub(in crate::app) fn folds_like(&self, other: &Self) -> bool {
        self.sensitive == other.sensitive
    }

    /// Tells whether this one is only found where the other is.
    pub(in crate::app) fn narrows(&self, other: &Self) -> bool {
        self.folds_like(other) && !other.is_empty() && self.folded.contains(&other.folded)
    }

    /// Brings a text into the form in which this pattern is looked for: no accents, white space as single spaces.
    pub(in crate::app) fn fold(&self, text: &str) -> String {
        let mut folded = String::with_capacity(text.len());
        for c in text.chars() {
            self.push(&mut folded, c);
        }
        folded
    }

    fn push(&self, folded: &mut String, c: char) {
        if !self.sensitive {
            fold::push(folded, c);
        } else if c.is_whitespace() {
            fold::push_space(folded);
        } else {
            folded.extend(fold::without_accents(c));
        }
    }

    /// Tells whether a folded text holds it.
    pub(in crate::app) fn is_in(&self, folded: &str) -> bool {
        !self.is_empty() && folded.contains(&self.folded)
    }

    /// Finds it in rows that follow each other, also across their ends.
    pub fn find_in<'a>(&self, rows: impl Iterator<Item = &'a Row>) -> Vec<Match> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut folded = String::new();
        // For every cluster: where its folded text begins, its row, its columns.
        let mut clusters: Vec<(usize, usize, Range<u16>)> = Vec::new();
        for (number, row) in rows.enumerate() {
            if number > 0 {
                self.push(&mut folded, ' ');
            }
            let mut column = 0;
            for span in &row.spans {
                // These are on the screen only; the update's text goes on behind them.
                let is_text = !matches!(span.ink.role, Role::LinkNumber | Role::Ornament);
                for cluster in span.text.graphemes(true) {
                    let end = column + width::grapheme(cluster);
                    if is_text {
                        clusters.push((folded.len(), number, column..end));
                        cluster.chars().for_each(|c| self.push(&mut folded, c));
                    }
                    column = end;
                }
            }
        }
        let mut found: Vec<Match> = Vec::new();
        for (start, words) in folded.match_indices(&self.folded) {
            let end = start + words.len();
            let first = clusters.partition_point(|(at, ..)| *at <= start).max(1) - 1;
            let shown = clusters.iter().skip(first);
            for (_, row, columns) in shown.take_while(|(at, ..)| *at < end) {
                match found.last_mut() {
                    Some(last) if last.row == *row && last.columns.end == columns.start => {
                        last.columns.end = columns.end;
                    }
                    _ => found.push(Match {
                        row: *row,
                        columns: columns.clone(),
                    }),
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Span;

    fn holds(typed: &str, text: &str) -> bool {
        let pattern = Pattern::new(typed);
        pattern.is_in(&pattern.fold(text))
    }

    #[test]
    fn accents_do_not_count_and_case_counts_where_a_capital_is_typed() {
        for (typed, text, expected) in [
            ("cafe", "The CAFÉ is open", true),
            ("café", "cafe", true),
            ("Cafe", "the café", false),
            ("Cafe", "the Café", true),
            ("e\u{301}t", "étude", true),
            ("viet", "Việt Nam", true),
            ("i", "İ", true),
            ("가", "각", false),
            ("ø", "o", false),
            ("north  pier", "north\n\npier", true),
            ("", "anything", false),
            (" ", "a b", false),
        ] {
            assert_eq!(holds(typed, text), expected, "{typed:?} in {text:?}");
        }
    }

    fn row(spans: &[(&str, Role)]) -> Row {
        let span = |(text, role): &(&str, Role)| Span {
            text: (*text).into(),
            width: u16::try_from(width::text(text)).unwrap(),
            ink: (*role).into(),
            link: None,
        };
        Row {
            spans: spans.iter().map(span).collect(),
            at: 0,
            picture: None,
            wide: None,
        }
    }

    fn found(typed: &str, rows: &[Row]) -> Vec<(usize, Range<u16>)> {
        let found = Pattern::new(typed).find_in(rows.iter());
        found.into_iter().map(|f| (f.row, f.columns)).collect()
    }

    #[test]
    fn what_is_found_has_the_columns_that_show_it() {
        let rows = [row(&[("世界 Pié", Role::Text), ("r pier", Role::Quote)])];
        assert_eq!(found("pier", &rows), [(0, 5..9), (0, 10..14)]);
        assert_eq!(found("界", &rows), [(0, 2..4)]);
    }

    #[test]
    fn a_phrase_is_found_across_rows_and_link_numbers() {
        let rows = [
            row(&[("the north", Role::Text), (" [1]", Role::LinkNumber)]),
            row(&[("│ ", Role::Ornament), ("pier", Role::Text)]),
        ];
        assert_eq!(found("north pier", &rows), [(0, 4..9), (1, 2..6)]);
    }

    #[test]
    fn a_longer_pattern_narrows_unless_case_begins_to_count() {
        let (no, nor, big) = (Pattern::new("no"), Pattern::new("nor"), Pattern::new("noR"));
        assert!(nor.narrows(&no));
        assert!(!no.narrows(&nor));
        assert!(!big.narrows(&nor));
        assert!(!nor.narrows(&Pattern::default()));
    }
}
