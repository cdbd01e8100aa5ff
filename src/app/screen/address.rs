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
            // It stays until the live blog is open: where there is something wrong with it, it can be mended.
            address => {
                library.addresses.remember(address);
                Outcome::Handled(library.open(LibraryEffect::Follow(address.to_owned())))
            }
        },
        Some(Action::Back) => Outcome::close(),
        Some(Action::DeleteBack) if line.text().is_empty() => Outcome::close(),
        _ => {
            line.recall(press, &library.addresses);
            line.press(press);
            Outcome::done()
        }
    }
}
