//! What the wrapper promises, checked against rules written apart from its own.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::cells::Cells;
use super::{Columns, LineRange, Piece, pieces, wrap};
use crate::layout::width;

fn lines(text: &str, columns: Columns) -> Vec<&str> {
    wrap(&[text], columns)
        .into_iter()
        .map(|line| &text[line.start..line.end])
        .collect()
}

fn lines_of(text: &str, width: u16) -> Vec<&str> {
    lines(text, Columns::all(width))
}

#[test]
fn lines_are_filled_from_the_left() {
    assert_eq!(
        lines_of("the bridge is closed until Sunday", 10),
        ["the bridge", "is closed", "until", "Sunday"]
    );
    assert_eq!(lines_of("exact fit", 9), ["exact fit"]);
    assert_eq!(lines_of("", 10), [""; 0]);
}

#[test]
fn the_first_line_may_have_another_width() {
    let columns = |first, rest| Columns { first, rest };
    let text = "one two three four";
    assert_eq!(lines(text, columns(3, 9)), ["one", "two three", "four"]);
    assert_eq!(lines(text, columns(9, 5)), ["one two", "three", "four"]);
}

#[test]
fn white_space_at_a_break_belongs_to_no_line() {
    assert_eq!(lines_of("one   two  ", 4), ["one", "two"]);
    assert_eq!(lines_of("one   two", 9), ["one   two"]);
    assert_eq!(lines_of("  one", 5), ["  one"]);
    assert_eq!(lines_of("    one", 4), ["one"]);
    assert_eq!(lines_of(" ", 4), [""]);
}

#[test]
fn a_line_feed_ends_a_line() {
    assert_eq!(lines_of("a\nb", 9), ["a", "b"]);
    assert_eq!(lines_of("a \n\n b\n", 9), ["a", "", " b"]);
    assert_eq!(lines_of("\n", 9), [""]);
}

#[test]
fn words_break_at_strokes_between_letters() {
    assert_eq!(lines_of("a well-known man", 7), ["a well-", "known", "man"]);
    assert_eq!(lines_of("COVID-19 now", 7), ["COVID-1", "9 now"]);
    assert_eq!(lines_of("the -v flag", 5), ["the", "-v", "flag"]);
    assert_eq!(
        lines_of("war—peace 2010–2012", 9),
        ["war—peace", "2010–2012"]
    );
    assert_eq!(lines_of("war—peace", 6), ["war—", "peace"]);
    assert_eq!(
        lines_of("re\u{301}-election", 5),
        ["re\u{301}-", "elect", "ion"]
    );
}

#[test]
fn addresses_are_not_cut_at_their_punctuation() {
    assert_eq!(
        lines_of("see a.example/b?c=d/e now", 16),
        ["see", "a.example/b?c=d/", "e now"]
    );
    assert_eq!(lines_of("and/or 日本", 4), ["and/", "or", "日本"]);
}

#[test]
fn french_punctuation_stays_with_its_word() {
    assert_eq!(lines_of("Quel pont ?", 9), ["Quel", "pont ?"]);
    assert_eq!(
        lines_of("dit : « Non » hier", 8),
        ["dit :", "« Non »", "hier"]
    );
    assert_eq!(
        lines_of("sagt »Nein« heute", 6),
        ["sagt", "»Nein«", "heute"]
    );
    assert_eq!(lines_of("set :name", 5), ["set", ":name"]);
}

#[test]
fn scripts_without_spaces_break_between_characters() {
    assert_eq!(lines_of("港湾大橋は閉鎖。", 8), ["港湾大橋", "は閉鎖。"]);
    // A full stop never begins a line.
    assert_eq!(lines_of("港湾大橋。", 8), ["港湾大", "橋。"]);
    assert_eq!(lines_of("see 橋 now", 6), ["see 橋", "now"]);
    assert_eq!(lines_of("다리가 폐쇄", 7), ["다리가", "폐쇄"]);
}

#[test]
fn no_cluster_is_halved() {
    let family = "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}";
    assert_eq!(lines_of(&format!("{family}{family}"), 3), [family; 2]);
    assert_eq!(lines_of("橋橋", 3), ["橋", "橋"]);
    assert_eq!(lines_of("สวัสดี", 3), ["สวัส", "ดี"]);
    assert_eq!(
        lines_of("e\u{301}e\u{301}e\u{301}", 2),
        ["e\u{301}e\u{301}", "e\u{301}"]
    );
}

#[test]
fn a_word_longer_than_a_line_begins_a_line_and_is_cut() {
    assert_eq!(lines_of("an abcdefgh ij", 4), ["an", "abcd", "efgh", "ij"]);
    assert_eq!(lines_of("ab", 0), ["a", "b"]);
    assert_eq!(lines_of("a b", 1), ["a", "b"]);
}

#[test]
fn a_wide_cluster_in_a_narrow_line_is_told_by_its_width() {
    assert_eq!(
        wrap(&["橋"], Columns::all(1)),
        [LineRange {
            start: 0,
            end: 3,
            width: 2
        }]
    );
}

#[test]
fn runs_are_broken_as_one_text() {
    let runs = ["Minister to ", "speak", " at 11"];
    let lines = wrap(&runs, Columns::all(14));
    let expected = [
        Piece {
            line: 0,
            run: 0,
            text: "Minister to",
        },
        Piece {
            line: 1,
            run: 1,
            text: "speak",
        },
        Piece {
            line: 1,
            run: 2,
            text: " at 11",
        },
    ];
    assert_eq!(pieces(&runs, &lines).collect::<Vec<_>>(), expected);
    let runs = ["un", "", "break", "able"];
    let lines = wrap(&runs, Columns::all(9));
    let expected = [
        Piece {
            line: 0,
            run: 0,
            text: "un",
        },
        Piece {
            line: 0,
            run: 2,
            text: "break",
        },
        Piece {
            line: 0,
            run: 3,
            text: "ab",
        },
        Piece {
            line: 1,
            run: 3,
            text: "le",
        },
    ];
    assert_eq!(pieces(&runs, &lines).collect::<Vec<_>>(), expected);
}

#[test]
fn pieces_of_later_lines_can_be_asked_for_alone() {
    let runs = ["one two", " three"];
    let lines = wrap(&runs, Columns::all(5));
    let last: Vec<_> = pieces(&runs, &lines[2..]).collect();
    assert_eq!(
        last,
        [Piece {
            line: 0,
            run: 1,
            text: "three"
        }]
    );
}

#[test]
fn a_cluster_does_not_span_two_runs() {
    // Two halves of a flag, a thumb and its skin tone: drawn apart, they are wider than together.
    let runs = ["\u{1F44D}", "\u{1F3FD}"];
    let lines = wrap(&runs, Columns::all(9));
    assert_eq!(
        lines,
        [LineRange {
            start: 0,
            end: 8,
            width: 4
        }]
    );
}

#[test]
fn very_long_words_take_linear_time() {
    // Quadratic breaking would take minutes here.
    for word in ["x", "é", "日", "ก", "x ! ", "-a"] {
        let text = word.repeat(1_000_000 / word.len());
        assert!(wrap(&[&text], Columns::all(80)).len() > 1_000);
        let widest = wrap(&[&text], Columns::all(u16::MAX));
        let cells: usize = widest.iter().map(|line| usize::from(line.width)).sum();
        assert!(cells.abs_diff(width::text(&text)) <= widest.len());
    }
    let marks = format!("a{}", "\u{301}".repeat(500_000));
    assert_eq!(wrap(&[&marks], Columns::all(1)).len(), 1);
    let spaces = format!("a{}b", " ".repeat(1_000_000));
    assert_eq!(lines_of(&spaces, 80), ["a", "b"]);
}

/// Text of words that try every rule.
pub(super) fn text() -> impl Strategy<Value = String> {
    let western = prop::sample::select(vec![
        "a", "bridge", "closed", "-", "–", "—", "é", " ", " ", " ", "  ", "\n", "!", "?", "«", "»",
        "/", "1", "…", "й", "(", ")", "\"",
    ]);
    let other = prop::sample::select(vec![
        "日",
        "本語",
        "。",
        "「",
        "e\u{301}",
        "\u{1F468}\u{200D}\u{1F469}",
        "\u{1F1EB}\u{1F1F7}",
        "\u{1F1EB}",
        "ก",
        "שלום",
        "ﾞ",
        "다리",
        "क्ष",
        "1\u{FE0F}\u{20E3}",
        "\u{1F3FD}",
    ]);
    prop_oneof![
        prop::collection::vec(western.clone(), 0..40).prop_map(|parts| parts.concat()),
        prop::collection::vec(prop_oneof![3 => western, 1 => other], 0..40)
            .prop_map(|parts| parts.concat()),
    ]
}

/// Returns the clusters of more than no cell.
fn glyphs(text: &str) -> usize {
    text.graphemes(true)
        .filter(|cluster| width::grapheme(cluster) > 0)
        .count()
}

/// Breaks a text the slow and plain way: each line is the longest of all that could be.
fn longest_lines(text: &str, columns: Columns) -> Vec<(usize, usize)> {
    let cells = Cells::new(text, &[text]);
    let mut lines = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let available = usize::from(if lines.is_empty() {
            columns.first
        } else {
            columns.rest
        });
        let fits = |end: usize, start: usize| width::text(&text[start..end]) <= available;
        let stop = text[start..]
            .find('\n')
            .map_or(text.len(), |feed| start + feed);
        let trimmed = move |to: usize| text[..to].trim_end_matches(' ').len().max(start);
        let mut clusters = text[start..stop].grapheme_indices(true);
        let (indent, first) = clusters
            .find(|(_, cluster)| *cluster != " ")
            .unwrap_or_default();
        let glyph = start + indent;
        if !fits(glyph + first.len(), start) {
            start = glyph;
        }
        if fits(trimmed(stop), start) {
            lines.push((start, trimmed(stop)));
            start = stop + 1;
            continue;
        }
        // Where a next line could start: at any cluster after the first glyph.
        let starts: Vec<usize> = text[glyph..stop]
            .grapheme_indices(true)
            .skip(1)
            .filter(|(_, cluster)| *cluster != " ")
            .map(|(at, _)| glyph + at)
            .collect();
        let fitting = |at: &usize| fits(trimmed(*at), start);
        let broken = starts
            .iter()
            .rfind(|at| fitting(at) && cells.breaks(trimmed(**at), **at));
        let next = broken
            .or_else(|| starts.iter().rfind(|at| fitting(at)))
            .or(starts.first());
        let next = next.copied().unwrap_or(stop + 1);
        lines.push((start, trimmed(next.min(stop))));
        start = next;
    }
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn lines_and_the_space_between_them_make_the_text(
        text in text(), first in 0..30_u16, rest in 0..30_u16
    ) {
        let mut end = 0;
        let lines = wrap(&[&text], Columns { first, rest });
        for line in &lines {
            let gap = &text[end..line.start];
            prop_assert!(gap.chars().all(|c| c == ' ' || c == '\n'), "gap {gap:?}");
            prop_assert!(gap.matches('\n').count() <= 1, "gap {gap:?}");
            prop_assert!(!text[line.start..line.end].contains('\n'));
            prop_assert!(!text[line.start..line.end].ends_with(' '));
            end = line.end;
        }
        let gap = &text[end..];
        prop_assert!(gap.chars().all(|c| c == ' ' || c == '\n') && gap.matches('\n').count() <= 1);
        prop_assert_eq!(lines.is_empty(), text.is_empty());
    }

    #[test]
    fn no_line_is_too_wide(
        text in text(), first in 0..30_u16, rest in 0..30_u16
    ) {
        for (index, line) in wrap(&[&text], Columns { first, rest }).into_iter().enumerate() {
            let shown = &text[line.start..line.end];
            let available = if index == 0 { first } else { rest };
            prop_assert_eq!(usize::from(line.width), width::text(shown));
            let fits = line.width <= available || glyphs(shown) == 1;
            prop_assert!(fits, "{:?} in {}", shown, available);
        }
    }

    #[test]
    fn every_line_is_as_long_as_it_can_be(
        text in text(), first in 0..16_u16, rest in 0..16_u16
    ) {
        let columns = Columns { first, rest };
        let lines = wrap(&[&text], columns);
        let ranges: Vec<_> = lines.iter().map(|line| (line.start, line.end)).collect();
        prop_assert_eq!(ranges, longest_lines(&text, columns));
    }

    #[test]
    fn runs_break_where_their_text_does(
        parts in prop::collection::vec("[a-e é-]{0,12}", 0..6), cells in 0..12_u16
    ) {
        let runs: Vec<&str> = parts.iter().map(String::as_str).collect();
        let text = parts.concat();
        let lines = wrap(&runs, Columns::all(cells));
        prop_assert_eq!(&lines, &wrap(&[&text], Columns::all(cells)));
        let mut shown = vec![String::new(); lines.len()];
        for piece in pieces(&runs, &lines) {
            prop_assert!(!piece.text.is_empty());
            shown[piece.line].push_str(piece.text);
        }
        let expected: Vec<&str> = lines.iter().map(|line| &text[line.start..line.end]).collect();
        prop_assert_eq!(shown, expected);
    }
}
