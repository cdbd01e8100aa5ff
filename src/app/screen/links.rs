//! Picking a link: by its number, or by the letters beside it.
//!
//! A link is picked first and opened by a second key, so that the footer can name its host before anything happens.
//! Where that second key is a step, the number says how many of them, and no link is picked.

use super::{Outcome, Screen};
use crate::{
    app::{
        keys::{Action, Press},
        reader::{Reader, hint},
        words,
    },
    model::Clean,
};

/// Most digits of a number; one more begins another.
const DIGITS: usize = 4;

/// The number of a link, or of steps, while it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    digits: String,
    /// What is under it has links, and where the reading pane began before one of them was brought in sight.
    links: Option<Began>,
}

/// A byte of what the reading pane shows; nothing where that is empty.
type Began = Option<u32>;

impl Number {
    /// Begins with a digit where there are links; picks one as soon as no longer number could be meant.
    pub(super) fn begin(digit: char, reader: &mut Reader) -> Outcome {
        let blog = reader.blog();
        let top = blog.reading_rows().first();
        let mut number = Self {
            digits: String::new(),
            links: Some(top.map(|row| row.at)),
        };
        number.push(digit);
        number.pick_if_whole(reader);
        Outcome::open(Screen::Link(number))
    }

    /// Begins with a digit where there are no links: it can only be a number of steps.
    pub(super) fn of_steps(digit: char) -> Outcome {
        Outcome::open(Screen::Link(Self {
            digits: digit.to_string(),
            links: None,
        }))
    }

    fn push(&mut self, digit: char) {
        if self.digits.len() >= DIGITS {
            self.digits.clear();
        }
        self.digits.push(digit);
    }

    fn pick_if_whole(&self, reader: &mut Reader) {
        match self.among(reader.link_count()) {
            (number, true) => drop(reader.pick(number)),
            (_, false) => drop(reader.let_go_of_link()),
        }
    }

    /// Takes the number for that of steps: no link was meant.
    pub(super) fn steps(&self, reader: Option<&mut Reader>) -> Outcome {
        if let Some((reader, began)) = reader.zip(self.links) {
            let (blog, _) = reader.on_screen();
            if blog.cursor().is_some() {
                blog.set_cursor(None);
                blog.begin_reading_at(began);
            }
            reader.forget_notice();
        }
        Outcome::Repeat(self.digits.parse().unwrap_or(1))
    }

    /// Returns the digits.
    pub fn typed(&self) -> &str {
        &self.digits
    }

    /// Returns the number of the link that is meant in what is read, and whether no longer number could be meant: the
    /// digit after a whole number begins another. Nothing where no link can be meant.
    pub fn link(&self, reader: &Reader) -> Option<(usize, bool)> {
        self.links?;
        Some(self.among(reader.link_count()))
    }

    /// Tells whether a link has the number.
    pub fn is_of_link(&self, reader: &Reader) -> bool {
        let count = reader.link_count();
        let number = self.link(reader).map(|(number, _)| number);
        number.is_some_and(|number| (1..=count).contains(&number))
    }

    fn among(&self, count: usize) -> (usize, bool) {
        let is_whole = |number: usize| number > 0 && number.saturating_mul(10) > count;
        let digits = self.digits.chars().filter_map(|digit| digit.to_digit(10));
        let number = digits.fold(0, |number: usize, digit| {
            let before = if is_whole(number) { 0 } else { number };
            before * 10 + usize::try_from(digit).unwrap_or(0)
        });
        (number, is_whole(number))
    }

    pub(super) fn press(&mut self, press: Press, reader: Option<&mut Reader>) -> Outcome {
        let reader = reader.filter(|_| self.links.is_some());
        match (press.digit(), press.action) {
            (Some(digit), _) => self.push(digit),
            (_, Some(Action::DeleteBack)) if self.digits.len() > 1 => drop(self.digits.pop()),
            (_, Some(Action::DeleteBack | Action::Back)) => {
                reader.map(Reader::let_go_of_link);
                return Outcome::close();
            }
            // Whatever comes next is about the link that the footer names.
            _ => {
                let Some(reader) = reader else {
                    return Outcome::Pass;
                };
                let (number, is_whole) = self.among(reader.link_count());
                return if is_whole || reader.pick(number) {
                    Outcome::Pass
                } else {
                    Outcome::close()
                };
            }
        }
        if let Some(reader) = reader {
            self.pick_if_whole(reader);
        }
        Outcome::done()
    }
}

/// The letters of a link while they are typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letters {
    typed: String,
}

impl Letters {
    /// Shows letters beside the links; picks the only one at once.
    pub(super) fn begin(reader: &mut Reader) -> Outcome {
        if reader.link_count() > 1 {
            return Outcome::open(Screen::Hints(Self::default()));
        }
        reader.pick(1);
        Outcome::done()
    }

    /// Returns the letters so far.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    pub(super) fn press(&mut self, press: Press, reader: &mut Reader) -> Outcome {
        if press.digit().is_some() {
            return Outcome::Pass;
        }
        match (press.text().filter(char::is_ascii_lowercase), press.action) {
            (Some(letter), _) => {
                self.typed.push(letter);
                self.look(reader)
            }
            (None, Some(Action::DeleteBack)) if self.typed.pop().is_some() => Outcome::done(),
            _ => Outcome::close(),
        }
    }

    /// Picks the link as soon as no other has these letters.
    fn look(&self, reader: &mut Reader) -> Outcome {
        let count = reader.link_count();
        let numbers = 1..=u16::try_from(count).unwrap_or(u16::MAX);
        let mut fitting = numbers.filter(|number| {
            hint(*number, count).is_some_and(|letters| letters.starts_with(&self.typed))
        });
        match (fitting.next(), fitting.next()) {
            (Some(number), None) => {
                reader.pick(usize::from(number));
                Outcome::close()
            }
            (Some(_), Some(_)) => Outcome::done(),
            (None, _) => {
                reader.tell(Clean::line(words::NO_SUCH_LETTERS));
                Outcome::close()
            }
        }
    }
}
