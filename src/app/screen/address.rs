//! An address that is typed to be followed, or was pasted.

use super::{Outcome, Screen};
use crate::app::{
    input::TextLine,
    keys::{Action, Press},
    library::{Library, LibraryEffect},
};

/// Takes a paste where nothing is typed: it is an address, most likely.
pub(super) fn pasted(text: &str) -> Outcome {
    let mut line = TextLine::default();
    line.insert(text.trim());
    Outcome::open(Screen::Address(line))
}

/// Takes the keys of the line; follows what is typed when it is accepted.
pub(super) fn press(line: &mut TextLine, press: Press, library: Option<&mut Library>) -> Outcome {
    let Some(library) = library else {
        return Outcome::close();
    };
    match press.action {
        Some(Action::Accept) => match line.text().trim() {
            "" => Outcome::close(),
            address => Outcome::Close(library.open(LibraryEffect::Follow(address.to_owned()))),
        },
        Some(Action::Back) => Outcome::close(),
        Some(Action::DeleteBack) if line.text().is_empty() => Outcome::close(),
        _ => {
            line.press(press);
            Outcome::done()
        }
    }
}
