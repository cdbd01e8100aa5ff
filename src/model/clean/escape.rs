//! Takes terminal escape sequences out of text, whole: introducer, parameters and payload.
//!
//! Follows the parser that terminals share (ECMA-48 and <https://vt100.net/emu/dec_ansi_parser>),
//! in the 7-bit forms that start with ESC and in the 8-bit C1 forms. Knows nothing of what the
//! remaining characters mean.

use std::str::Chars;

/// The most characters that a string sequence without an end may take with it.
const PAYLOAD: usize = 4096;

const ESC: char = '\u{1B}';
const BEL: char = '\u{07}';
const CAN: char = '\u{18}';
const SUB: char = '\u{1A}';
const ST: char = '\u{9C}';

/// The characters of a text that no escape sequence takes part in.
pub(super) struct Plain<'a> {
    rest: Chars<'a>,
}

impl<'a> Plain<'a> {
    /// Reads a text from its first character.
    pub(super) fn new(raw: &'a str) -> Self {
        Self { rest: raw.chars() }
    }

    fn peek(&self) -> Option<char> {
        self.rest.clone().next()
    }

    fn skip_while(&mut self, within: impl Fn(char) -> bool) {
        while self.peek().is_some_and(&within) {
            self.rest.next();
        }
    }

    /// Passes over what follows an ESC.
    fn escape(&mut self) {
        while let Some(c) = self.peek() {
            match c {
                // The one announcer whose mark is a space: a stray ESC must not glue two words.
                ' ' => {
                    let mut ahead = self.rest.clone();
                    if matches!(ahead.nth(1), Some('F' | 'G' | 'L'..='N')) {
                        self.rest = ahead;
                    }
                }
                // Character sets, line sizes: intermediates, then one final.
                '!'..='/' => {
                    self.skip_while(|c| matches!(c, ' '..='/'));
                    if matches!(self.peek(), Some('0'..='~')) {
                        self.rest.next();
                    }
                }
                '[' => {
                    self.rest.next();
                    self.control_sequence();
                }
                // `k` is the title string of screen and tmux.
                'P' | 'X' | ']' | '^' | '_' | 'k' => {
                    self.rest.next();
                    let (end, _) = self.string_end(c == ']');
                    self.rest = end;
                }
                '0'..='~' => {
                    self.rest.next();
                }
                // Terminals act on a control character here and go on with the sequence.
                _ if is_inert_control(c) => {
                    self.rest.next();
                    continue;
                }
                _ => {}
            }
            return;
        }
    }

    /// Passes over the parameters, intermediates and the final of a control sequence (CSI).
    fn control_sequence(&mut self) {
        for _ in 0..PAYLOAD {
            match self.peek() {
                Some('@'..='~' | CAN | SUB) => {
                    self.rest.next();
                    return;
                }
                Some(c) if matches!(c, ' '..='?') || is_inert_control(c) => {
                    self.rest.next();
                }
                _ => return,
            }
        }
    }

    /// Passes over a string that an 8-bit introducer began.
    ///
    /// Pages whose encoding was mistaken hold stray C1 characters between words (the second half of
    /// a curly quotation mark is U+009D), so that only a string with an end is one.
    fn eight_bit_string(&mut self, bell_ends: bool) {
        if let (end, true) = self.string_end(bell_ends) {
            self.rest = end;
        }
    }

    /// Finds what follows a string sequence, and tells whether the sequence has an end of its own.
    fn string_end(&self, bell_ends: bool) -> (Chars<'a>, bool) {
        let mut ahead = self.rest.clone();
        for _ in 0..PAYLOAD {
            let before = ahead.clone();
            match ahead.next() {
                Some(ST | CAN | SUB) => return (ahead, true),
                Some(BEL) if bell_ends => return (ahead, true),
                Some(ESC) if ahead.clone().next() == Some('\\') => {
                    ahead.next();
                    return (ahead, true);
                }
                Some(c) if c == ESC || is_c1(c) || is_line_end(c) => return (before, false),
                Some(_) => {}
                None => return (before, false),
            }
        }
        (ahead, false)
    }
}

impl Iterator for Plain<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        loop {
            match self.rest.next()? {
                ESC => self.escape(),
                '\u{9B}' => self.control_sequence(),
                '\u{9D}' => self.eight_bit_string(true),
                '\u{90}' | '\u{98}' | '\u{9E}' | '\u{9F}' => self.eight_bit_string(false),
                c => return Some(c),
            }
        }
    }
}

/// Tells whether a terminal would act on a control character without leaving the sequence it reads.
fn is_inert_control(c: char) -> bool {
    c.is_ascii_control() && !is_line_end(c) && !matches!(c, ESC | CAN | SUB | '\t')
}

fn is_c1(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9F}')
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(raw: &str) -> String {
        Plain::new(raw).collect()
    }

    /// Whole sequences as terminals know them; nothing of any may be left.
    const SEQUENCES: [&str; 44] = [
        "\x1b[2J",
        "\x1b[H",
        "\x1b[1;31m",
        "\x1b[38;2;1;2;3m",
        "\x1b[38:2::1:2:3m",
        "\x1b[?1049h",
        "\x1b[?2004l",
        "\x1b[>4;1m",
        "\x1b[!p",
        "\x1b[6n",
        "\x1b[c",
        "\x1b[21t",
        "\x1b[2 q",
        "\x1b[1$r",
        "\x1b[3\x071m",
        "\x1b]0;title\x07",
        "\x1b]2;title\x1b\\",
        "\x1b]52;c;ZXZpbA==\x07",
        "\x1b]8;;https://evil.example/\x1b\\",
        "\x1b]8;id=1;file:///etc/passwd\x07",
        "\x1b]104\x07",
        "\x1b]50;?\x07",
        "\x1b]9;notify me\x1b\\",
        "\x1bP$qm\x1b\\",
        "\x1bP+q544e\x1b\\",
        "\x1bPq#0;2;0;0;0~-\x1b\\",
        "\x1b_Gf=24,s=1,v=1;AAAA\x1b\\",
        "\x1b^privacy\x1b\\",
        "\x1bXstart of string\x1b\\",
        "\x1bktitle\x1b\\",
        "\x1bc",
        "\x1b7",
        "\x1b=",
        "\x1b(B",
        "\x1b#8",
        "\x1b F",
        "\x1b%G",
        "\x1bN",
        "\u{9b}2J",
        "\u{9b}1;31m",
        "\u{9d}0;title\u{9c}",
        "\u{9d}52;c;ZXZpbA==\x07",
        "\u{90}$qm\u{9c}",
        "\u{9f}Gf=24;AAAA\x1b\\",
    ];

    #[test]
    fn whole_sequences_go_with_their_payload() {
        for sequence in SEQUENCES {
            assert_eq!(
                plain(&format!("a{sequence}b")),
                "ab",
                "sequence {sequence:?}"
            );
            assert_eq!(plain(sequence), "", "sequence {sequence:?}");
        }
    }

    #[test]
    fn a_sequence_cut_short_leaves_the_next_line_alone() {
        for sequence in SEQUENCES {
            for (cut, _) in sequence.char_indices() {
                let left = plain(&format!("before{}\nafter", &sequence[..cut]));
                assert!(
                    left.starts_with("before"),
                    "{sequence:?} cut at {cut}: {left:?}"
                );
                assert!(
                    left.ends_with("\nafter"),
                    "{sequence:?} cut at {cut}: {left:?}"
                );
                assert!(!left.contains(ESC), "{sequence:?} cut at {cut}: {left:?}");
            }
        }
    }

    #[test]
    fn a_lone_escape_at_the_end_goes() {
        assert_eq!(plain("end\x1b"), "end");
        assert_eq!(plain("end\x1b\x1b\x1b"), "end");
    }

    #[test]
    fn a_string_without_end_takes_at_most_its_line() {
        let text = "real text ".repeat(500);
        assert_eq!(plain(&format!("\x1b]0;gone\n{text}")), format!("\n{text}"));
        assert_eq!(plain("\x1b_gone\u{2028}kept"), "\u{2028}kept");
    }

    #[test]
    fn a_string_without_end_takes_at_most_its_share_of_a_long_line() {
        let text = "x".repeat(5_000);
        assert_eq!(plain(&format!("\x1b]{text}")).len(), 5_000 - PAYLOAD);
        assert_eq!(
            plain(&format!("\x1b[{}", "1".repeat(5_000))).len(),
            5_000 - PAYLOAD
        );
    }

    #[test]
    fn a_nested_sequence_is_not_left_over() {
        assert_eq!(plain("a\x1bPtmux;\x1b\x1b]52;c;ZXZpbA==\x07\x1b\\b"), "ab");
        assert_eq!(plain("a\x1b\x1b[2Jb"), "ab");
        assert_eq!(plain("a\x1b[1\x1b[2Jb"), "ab");
        assert_eq!(plain("a\x1b\0[2Jb"), "ab");
    }

    #[test]
    fn cancel_ends_a_sequence() {
        assert_eq!(plain("\x1b]0;title\x18text"), "text");
        assert_eq!(plain("\x1b[12\x1atext"), "text");
    }

    #[test]
    fn a_stray_escape_does_not_glue_words() {
        assert_eq!(plain("bridge\x1b closed"), "bridge closed");
    }

    #[test]
    fn half_a_misread_quotation_mark_costs_no_text() {
        let line = "she said \u{e2}\u{20ac}\u{153}no\u{e2}\u{20ac}\u{9d} and left";
        assert_eq!(plain(line), line.replace('\u{9d}', ""));
    }

    #[test]
    fn a_flood_of_introducers_is_read_in_linear_time() {
        // Quadratic reading would take hours here.
        let flood = "\u{9d}".repeat(500_000) + &"\x1b]".repeat(500_000);
        assert_eq!(plain(&flood), "");
    }

    #[test]
    fn ordinary_text_passes() {
        let text = "Fähre [1] ]0; ^_ — \u{5d0}\u{5d1} 日本 \u{1f468}\u{200d}\u{1f469}";
        assert_eq!(plain(text), text);
    }
}
