//! Cells as bytes, as few as will do: colours, attributes and links are written where they change, and letters that
//! stand already are written over where going around them would take more.

use std::io::{self, Write};

use crossterm::{
    cursor::{MoveRight, MoveTo},
    queue,
    style::{Attribute, Colors, SetAttribute, SetColors, SetUnderlineColor},
};
use ratatui::{
    backend::IntoCrossterm,
    buffer::{Buffer, Cell, CellDiffOption},
    layout::Position,
    style::{Color, Modifier},
};

use crate::{layout::width, ui::hyperlinks};

/// More letters than this are gone around: it takes no more bytes.
const FEW: u16 = 6;

/// Attributes, each with what begins and what ends it; some end together.
const ATTRIBUTES: [(Modifier, Attribute, Attribute); 9] = [
    (Modifier::BOLD, Attribute::Bold, Attribute::NormalIntensity),
    (Modifier::DIM, Attribute::Dim, Attribute::NormalIntensity),
    (Modifier::ITALIC, Attribute::Italic, Attribute::NoItalic),
    (
        Modifier::UNDERLINED,
        Attribute::Underlined,
        Attribute::NoUnderline,
    ),
    (Modifier::REVERSED, Attribute::Reverse, Attribute::NoReverse),
    (
        Modifier::CROSSED_OUT,
        Attribute::CrossedOut,
        Attribute::NotCrossedOut,
    ),
    (Modifier::HIDDEN, Attribute::Hidden, Attribute::NoHidden),
    (
        Modifier::SLOW_BLINK,
        Attribute::SlowBlink,
        Attribute::NoBlink,
    ),
    (
        Modifier::RAPID_BLINK,
        Attribute::RapidBlink,
        Attribute::NoBlink,
    ),
];

/// How a cell looks, apart from its letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct CellStyle {
    ink: Color,
    ground: Color,
    underline: Color,
    attributes: Modifier,
}

impl CellStyle {
    /// What a terminal writes with once everything is reset.
    const PLAIN: Self = Self {
        ink: Color::Reset,
        ground: Color::Reset,
        underline: Color::Reset,
        attributes: Modifier::empty(),
    };

    fn of(cell: &Cell) -> Self {
        Self {
            ink: cell.fg,
            ground: cell.bg,
            underline: cell.underline_color,
            attributes: cell.modifier,
        }
    }
}

/// Returns the bytes that make a terminal which shows one screen show another.
pub(super) fn bytes_between(shown: &Buffer, next: &Buffer) -> io::Result<Vec<u8>> {
    let mut pen = Pen {
        bytes: Vec::new(),
        at: None,
        look: Some(CellStyle::PLAIN),
        link: "",
    };
    for (x, y, cell) in shown.diff_iter(next) {
        let place = Position::new(x, y);
        pen.go_to(place, next)?;
        pen.put(cell, place)?;
    }
    pen.lift()?;
    Ok(pen.bytes)
}

struct Pen<'a> {
    bytes: Vec<u8>,
    /// Where the terminal writes next; `None` where terminals may differ.
    at: Option<Position>,
    /// How it writes; `None` where that is not known.
    look: Option<CellStyle>,
    /// What began the link that is open; empty where none is.
    link: &'a str,
}

impl<'a> Pen<'a> {
    fn go_to(&mut self, to: Position, next: &Buffer) -> io::Result<()> {
        match self.at {
            Some(at) if at == to => Ok(()),
            Some(at) if at.y == to.y && at.x < to.x => {
                let mut around = Vec::new();
                queue!(around, MoveRight(to.x - at.x))?;
                let through = self.between(at, to, next);
                let through = through.filter(|letters| letters.len() <= around.len());
                self.bytes
                    .extend(through.map_or(around, String::into_bytes));
                Ok(())
            }
            _ => queue!(self.bytes, MoveTo(to.x, to.y)),
        }
    }

    /// Returns the letters between two places of a row, where they look as what is written now and are few.
    fn between(&self, from: Position, to: Position, next: &Buffer) -> Option<String> {
        if to.x - from.x > FEW || !self.link.is_empty() {
            return None;
        }
        let letter = |x| {
            let cell = next.cell(Position::new(x, from.y))?;
            let is_plain = is_simple(cell.symbol()) && cell.diff_option == CellDiffOption::None;
            (is_plain && self.look == Some(CellStyle::of(cell))).then(|| cell.symbol())
        };
        (from.x..to.x).map(letter).collect()
    }

    fn put(&mut self, cell: &'a Cell, place: Position) -> io::Result<()> {
        let (link, letter) = hyperlinks::parts(cell.symbol()).unwrap_or(("", cell.symbol()));
        self.open(link)?;
        self.take_on(CellStyle::of(cell))?;
        self.bytes.write_all(letter.as_bytes())?;
        let beside = Position::new(place.x + 1, place.y);
        self.at = is_simple(letter).then_some(beside);
        if letter.contains('\x1b') {
            // A picture, with colours of its own.
            self.look = None;
        }
        Ok(())
    }

    fn open(&mut self, link: &'a str) -> io::Result<()> {
        if link != self.link {
            // Beginning one ends the one before.
            let begin = if link.is_empty() {
                hyperlinks::END
            } else {
                link
            };
            self.bytes.write_all(begin.as_bytes())?;
            self.link = link;
        }
        Ok(())
    }

    fn take_on(&mut self, look: CellStyle) -> io::Result<()> {
        if self.look.is_none() {
            queue!(self.bytes, SetAttribute(Attribute::Reset))?;
        }
        let before = self.look.unwrap_or(CellStyle::PLAIN);
        self.change_attributes(before.attributes, look.attributes)?;
        let changed = |before: Color, now: Color| (before != now).then(|| now.into_crossterm());
        let colours = Colors {
            foreground: changed(before.ink, look.ink),
            background: changed(before.ground, look.ground),
        };
        queue!(self.bytes, SetColors(colours))?;
        if before.underline != look.underline {
            let colour = look.underline.into_crossterm();
            queue!(self.bytes, SetUnderlineColor(colour))?;
        }
        self.look = Some(look);
        Ok(())
    }

    fn change_attributes(&mut self, before: Modifier, now: Modifier) -> io::Result<()> {
        let mut left = before;
        for (attribute, _, end) in ATTRIBUTES {
            if left.contains(attribute) && !now.contains(attribute) {
                queue!(self.bytes, SetAttribute(end))?;
                // What ends with it is to be set anew.
                let ended = ATTRIBUTES.iter().filter(|other| other.2 == end);
                left = ended.fold(left, |left, other| left - other.0);
            }
        }
        for (attribute, begin, _) in ATTRIBUTES {
            if now.contains(attribute) && !left.contains(attribute) {
                queue!(self.bytes, SetAttribute(begin))?;
            }
        }
        Ok(())
    }

    /// Ends what was begun, so that whatever is written next looks plain.
    fn lift(&mut self) -> io::Result<()> {
        self.open("")?;
        if self.look != Some(CellStyle::PLAIN) {
            queue!(self.bytes, SetAttribute(Attribute::Reset))?;
        }
        Ok(())
    }
}

/// Tells whether all terminals give a letter one cell.
fn is_simple(letter: &str) -> bool {
    let mut chars = letter.chars();
    chars.next().is_some_and(|c| !c.is_control())
        && chars.next().is_none()
        && width::grapheme(letter) == 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::{
        layout::Rect,
        style::{Color, Style},
    };

    use super::*;

    const AREA: Rect = Rect::new(0, 0, 24, 4);

    fn screen(draw: impl Fn(&mut Buffer)) -> Buffer {
        let mut buffer = Buffer::empty(AREA);
        draw(&mut buffer);
        buffer
    }

    fn words(words: &str) -> Buffer {
        screen(|buffer| {
            buffer.set_string(0, 1, words, Style::new());
        })
    }

    fn written(shown: &Buffer, next: &Buffer) -> String {
        String::from_utf8(bytes_between(shown, next).unwrap()).unwrap()
    }

    #[test]
    fn letters_that_stand_already_are_written_over_where_they_are_few() {
        let (shown, next) = (words("the pier is shut"), words("tie poem as spot"));
        assert_eq!(written(&shown, &next), "\x1b[2;2Hie poem as spo");
    }

    #[test]
    fn many_letters_that_stand_already_are_gone_around() {
        let (shown, next) = (words("a bridge is b"), words("c bridge is d"));
        assert_eq!(written(&shown, &next), "\x1b[2;1Hc\x1b[11Cd");
    }

    #[test]
    fn letters_of_another_look_are_gone_around() {
        let coloured = |letters: [&str; 2]| {
            screen(|buffer| {
                buffer.set_string(0, 0, letters[0], Style::new());
                buffer.set_string(1, 0, "b", Style::new().fg(Color::Red));
                buffer.set_string(2, 0, letters[1], Style::new());
            })
        };
        let bytes = written(&coloured(["a", "c"]), &coloured(["d", "f"]));
        assert_eq!(bytes, "\x1b[1;1Hd\x1b[1Cf");
    }

    #[test]
    fn a_link_is_opened_once_for_neighbours_and_closed_after_them() {
        let linked = |cells: u16| {
            screen(|buffer| {
                buffer.set_string(0, 0, "statement", Style::new());
                let cells = Rect::new(0, 0, cells, 1);
                hyperlinks::enclose(buffer, cells, "1", "https://post.example/");
            })
        };
        let begin = "\x1b]8;id=nw1;https://post.example/\x1b\\";
        let bytes = written(&linked(0), &linked(9));
        let end = hyperlinks::END;
        assert_eq!(bytes, format!("\x1b[1;1H{begin}statement{end}"));
    }

    #[test]
    fn a_colour_that_stays_is_not_written_again() {
        let (ink, ground) = (Color::Rgb(1, 2, 3), Color::Rgb(4, 5, 6));
        let next = screen(|buffer| {
            buffer.set_string(0, 0, "a", Style::new().fg(ink).bg(ground));
            buffer.set_string(1, 0, "b", Style::new().fg(Color::Indexed(7)).bg(ground));
        });
        assert_eq!(
            written(&words(""), &next),
            "\x1b[1;1H\x1b[38;2;1;2;3;48;2;4;5;6ma\x1b[38;5;7mb\x1b[0m"
        );
    }

    #[test]
    fn attributes_that_end_together_begin_anew_where_one_of_them_goes_on() {
        let next = screen(|buffer| {
            let dim = Style::new().add_modifier(Modifier::DIM);
            buffer.set_string(0, 0, "a", dim.add_modifier(Modifier::BOLD));
            buffer.set_string(1, 0, "b", dim);
        });
        let bytes = written(&words(""), &next);
        assert_eq!(bytes, "\x1b[1;1H\x1b[1m\x1b[2ma\x1b[22m\x1b[2mb\x1b[0m");
    }

    /// Words at a place in a style. Wide letters are left out: what is left of one that is half written over is the
    /// terminal's own affair.
    fn patch() -> impl Strategy<Value = (u16, u16, String, Style)> {
        let colour = || {
            prop_oneof![
                Just(Color::Reset),
                Just(Color::Indexed(3)),
                Just(Color::Rgb(1, 2, 3))
            ]
        };
        let attributes = prop::collection::vec(
            prop::sample::select(vec![
                Modifier::BOLD,
                Modifier::ITALIC,
                Modifier::UNDERLINED,
                Modifier::REVERSED,
            ]),
            0..3,
        );
        let style = (colour(), colour(), attributes).prop_map(|(ink, ground, attributes)| {
            let attributes = attributes.into_iter().fold(Modifier::empty(), |a, b| a | b);
            Style::new().fg(ink).bg(ground).add_modifier(attributes)
        });
        (0..20_u16, 0..4_u16, "[a-c é]{1,9}", style)
    }

    proptest! {
        #[test]
        fn a_terminal_shows_each_letter_as_it_is_to_look(
            frames in prop::collection::vec(prop::collection::vec(patch(), 0..6), 1..6),
        ) {
            let mut terminal = vt100::Parser::new(AREA.height, AREA.width, 0);
            let mut shown = Buffer::empty(AREA);
            for patches in frames {
                let next = screen(|buffer| {
                    for (x, y, words, style) in &patches {
                        buffer.set_string(*x, *y, words, *style);
                    }
                });
                terminal.process(&bytes_between(&shown, &next).unwrap());
                for at in AREA.positions() {
                    let cell = terminal.screen().cell(at.y, at.x).unwrap();
                    let expected = &next[at];
                    let letter = cell.contents();
                    let letter = if letter.is_empty() { " " } else { letter };
                    prop_assert_eq!(letter, expected.symbol());
                    let colour = |colour| match colour {
                        Color::Indexed(number) => vt100::Color::Idx(number),
                        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
                        _ => vt100::Color::Default,
                    };
                    prop_assert_eq!(cell.fgcolor(), colour(expected.fg));
                    prop_assert_eq!(cell.bgcolor(), colour(expected.bg));
                    let has = |attribute| expected.modifier.contains(attribute);
                    prop_assert_eq!(cell.bold(), has(Modifier::BOLD));
                    prop_assert_eq!(cell.italic(), has(Modifier::ITALIC));
                    prop_assert_eq!(cell.underline(), has(Modifier::UNDERLINED));
                    prop_assert_eq!(cell.inverse(), has(Modifier::REVERSED));
                }
                shown = next;
            }
        }
    }
}
