//! Picking a link: by its number, or by the letters beside it.
//!
//! A link is picked first and opened by a second key, so that the footer can name its host before anything happens.

use super::{Outcome, Screen};
use crate::{
    app::{
        keys::{Action, Press},
        reader::{Reader, hint},
    },
    model::Clean,
};

/// The number of a link while it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    typed: String,
}

impl Number {
    /// Begins with a digit; picks the link at once where no longer number could be meant.
    pub(super) fn begin(digit: char, reader: &mut Reader) -> Outcome {
        let number = Self {
            typed: digit.to_string(),
        };
        if number.is_whole(reader) {
            reader.pick(number.number());
            return Outcome::done();
        }
        Outcome::open(Screen::Link(number))
    }

    /// Returns the digits.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    fn number(&self) -> usize {
        self.typed.parse().unwrap_or(usize::MAX)
    }

    /// Tells whether no longer number could be meant.
    fn is_whole(&self, reader: &Reader) -> bool {
        let (count, number) = (reader.link_count(), self.number());
        number > count || number.saturating_mul(10) > count
    }

    pub(super) fn press(&mut self, press: Press, reader: &mut Reader) -> Outcome {
        if let Some(digit) = press.digit() {
            self.typed.push(digit);
            if self.is_whole(reader) {
                reader.pick(self.number());
                return Outcome::close();
            }
            return Outcome::done();
        }
        match press.action {
            Some(Action::DeleteBack) => {
                self.typed.pop();
                if self.typed.is_empty() {
                    Outcome::close()
                } else {
                    Outcome::done()
                }
            }
            Some(Action::Back) => Outcome::close(),
            // Whatever comes next is about the link that the footer names.
            _ if reader.pick(self.number()) => Outcome::Pass,
            _ => Outcome::close(),
        }
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
                reader.tell(Clean::line("No link has these letters."));
                Outcome::close()
            }
        }
    }
}
