//! What is drawn beside words, and what stands for it where only ASCII can be shown.
//!
//! The views draw one set of glyphs. For a terminal that cannot show them the finished screen is rewritten, cell by
//! cell: every glyph takes one cell in both sets, so that nothing moves, and no text of a page gets past it.

use icu_normalizer::DecomposingNormalizerBorrowed;
use ratatui::{buffer::Buffer, layout::Position};

/// Which glyphs the terminal can show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Glyphs {
    /// All of Unicode.
    #[default]
    Unicode,
    /// ASCII only.
    Ascii,
}

/// The glyphs that the program draws, and letters and signs that do not fall into a letter and its accents, each
/// with what stands for it in ASCII.
const TABLE: &[(char, char)] = &[
    // Lines and bars.
    ('─', '-'),
    ('┄', '-'),
    ('━', '='),
    ('│', '|'),
    ('┃', '|'),
    ('┬', '+'),
    ('┴', '+'),
    ('╭', '+'),
    ('╮', '+'),
    ('╰', '+'),
    ('╯', '+'),
    ('┌', '+'),
    ('┐', '+'),
    ('└', '+'),
    ('┘', '+'),
    ('▐', '#'),
    ('▌', '>'),
    ('▏', '_'),
    // States of live blogs and updates.
    ('●', '*'),
    ('○', 'o'),
    ('◌', 'o'),
    ('→', '>'),
    ('□', '='),
    ('▶', '>'),
    ('‖', '|'),
    ('•', '*'),
    ('★', '!'),
    ('✓', 'x'),
    ('✗', 'x'),
    ('▼', 'v'),
    ('◆', '#'),
    ('±', '~'),
    ('≡', '='),
    // Where more is.
    ('▲', '^'),
    ('▴', '^'),
    ('▾', 'v'),
    ('◂', '<'),
    // Parts of updates.
    ('▣', '#'),
    ('▸', '>'),
    ('▀', '"'),
    ('▄', '_'),
    ('█', '#'),
    ('▁', '1'),
    ('▂', '2'),
    ('▃', '3'),
    ('▅', '5'),
    ('▆', '6'),
    ('▇', '7'),
    // Punctuation.
    ('…', '.'),
    ('·', '-'),
    ('–', '-'),
    ('—', '-'),
    ('‐', '-'),
    ('‑', '-'),
    ('−', '-'),
    ('×', 'x'),
    ('‘', '\''),
    ('’', '\''),
    ('‚', '\''),
    ('‹', '<'),
    ('›', '>'),
    ('“', '"'),
    ('”', '"'),
    ('„', '"'),
    ('«', '"'),
    ('»', '"'),
    // Letters.
    ('ß', 's'),
    ('æ', 'a'),
    ('Æ', 'A'),
    ('œ', 'o'),
    ('Œ', 'O'),
    ('ø', 'o'),
    ('Ø', 'O'),
    ('đ', 'd'),
    ('Đ', 'D'),
    ('ð', 'd'),
    ('Ð', 'D'),
    ('þ', 't'),
    ('Þ', 'T'),
    ('ł', 'l'),
    ('Ł', 'L'),
    ('ı', 'i'),
];

/// What stands for what has nothing of its own.
const UNKNOWN: char = '?';

/// Rewrites a finished screen in ASCII.
pub(super) fn to_ascii(buffer: &mut Buffer) {
    let area = *buffer.area();
    for position in area.positions() {
        let Some(cell) = buffer.cell_mut(Position::new(position.x, position.y)) else {
            continue;
        };
        if !cell.symbol().is_ascii() {
            let is_ellipsis = cell.symbol() == ELLIPSIS;
            let shown = letter(cell.symbol());
            cell.set_char(shown);
            if is_ellipsis {
                put_second_dot(buffer, position);
            }
        }
    }
}

const ELLIPSIS: &str = "…";

/// Makes two dots of an ellipsis, so that it is no full stop, where a cell beside it is free.
fn put_second_dot(buffer: &mut Buffer, at: Position) {
    let beside = [at.x.checked_add(1), at.x.checked_sub(1)];
    for x in beside.into_iter().flatten() {
        if let Some(cell) = buffer.cell_mut(Position::new(x, at.y))
            && cell.symbol() == " "
        {
            cell.set_char('.');
            return;
        }
    }
}

/// Writes a line in ASCII.
pub fn in_ascii(text: &str) -> String {
    use unicode_segmentation::UnicodeSegmentation;
    let shown = |cluster| match cluster {
        ELLIPSIS => "..".to_owned(),
        cluster => letter(cluster).to_string(),
    };
    text.graphemes(true).map(shown).collect()
}

/// Returns what stands for a character as people count them.
fn letter(cluster: &str) -> char {
    let Some(first) = cluster.chars().next() else {
        return ' ';
    };
    if let Some((_, shown)) = TABLE.iter().find(|(glyph, _)| *glyph == first) {
        return *shown;
    }
    let taken_apart = DecomposingNormalizerBorrowed::new_nfkd().normalize(cluster);
    let letter = taken_apart.chars().next();
    letter.filter(char::is_ascii).unwrap_or(UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_glyph_has_one_ascii_cell() {
        for (index, (glyph, ascii)) in TABLE.iter().enumerate() {
            assert_eq!(crate::layout::width::text(&glyph.to_string()), 1, "{glyph}");
            assert!(ascii.is_ascii_graphic(), "{glyph}");
            let again = TABLE
                .iter()
                .skip(index + 1)
                .any(|(other, _)| other == glyph);
            assert!(!again, "{glyph} stands twice");
        }
    }

    #[test]
    fn letters_lose_their_accents_and_what_has_no_letter_is_a_question_mark() {
        for (text, ascii) in [
            ("Pier “closed” – café", "Pier \"closed\" - cafe"),
            ("Łódź, Øresund, straße", "Lodz, Oresund, strase"),
            ("e\u{301}té", "ete"),
            ("橋 👩‍🚒 Мост", "? ? ????"),
            ("½ ②", "1 2"),
            ("and so on …", "and so on .."),
        ] {
            assert_eq!(in_ascii(text), ascii);
        }
    }

    #[test]
    fn an_ellipsis_is_two_dots_and_takes_no_letter() {
        for (shown, ascii) in [
            ("cut off… |", "cut off..|"),
            ("fetching …|", "fetching..|"),
            ("a…b", "a.b"),
            ("whole.", "whole."),
        ] {
            let mut buffer = Buffer::with_lines([shown]);
            to_ascii(&mut buffer);
            assert_eq!(buffer, Buffer::with_lines([ascii]), "{shown}");
        }
    }

    #[test]
    fn every_glyph_that_the_views_draw_has_its_ascii() {
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        let mut folders = ["ui", "layout", "app"]
            .map(|room| format!("{source}/{room}"))
            .to_vec();
        while let Some(folder) = folders.pop() {
            for file in std::fs::read_dir(folder).unwrap() {
                let path = file.unwrap().path();
                if path.is_dir() {
                    folders.push(path.display().to_string());
                    continue;
                }
                if path.ends_with("tests.rs") {
                    continue;
                }
                let text = std::fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]").next().unwrap_or_default();
                let lines = code
                    .lines()
                    .filter(|line| !line.trim_start().starts_with("//"));
                for glyph in lines.flat_map(str::chars).filter(|c| !c.is_ascii()) {
                    let shown = letter(&glyph.to_string());
                    assert_ne!(shown, UNKNOWN, "{glyph} in {}", path.display());
                }
            }
        }
    }

    #[test]
    fn a_wide_character_leaves_its_second_cell_empty() {
        let mut buffer = Buffer::with_lines(["a橋b─"]);
        to_ascii(&mut buffer);
        assert_eq!(buffer, Buffer::with_lines(["a? b-"]));
    }
}
