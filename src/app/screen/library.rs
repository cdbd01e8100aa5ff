//! What keys and the mouse do in the library.

use super::{Outcome, Screen, Search, Sheet, Tags};
use crate::app::{
    input::TextLine,
    keys::{Action, Press, Scope},
    library::{Library, LibraryEffect},
    mouse::Mouse,
    msg::Effect,
};

impl Library {
    pub(super) fn press(&mut self, press: Press) -> Outcome {
        let Some(action) = press.action else {
            return Outcome::done();
        };
        let effects = match action {
            Action::Quit | Action::End => vec![Effect::Quit],
            Action::Suspend => vec![Effect::Suspend],
            Action::Redraw => vec![Effect::Redraw],
            Action::Refresh => self.reload(),
            Action::Help => return Outcome::open(Screen::Help(Sheet::new(Scope::Library))),
            Action::Messages => return Outcome::open(Screen::Messages(Box::default())),
            Action::Follow => return Outcome::open(Screen::Address(TextLine::default())),
            Action::Find => return Outcome::open(Screen::Search(Box::<Search>::default())),
            Action::Tag => match self.selected() {
                Some(blog) => return Outcome::open(Screen::Tags(Box::new(Tags::of(blog)))),
                None => Vec::new(),
            },
            Action::TurnTag => {
                self.turn_tag();
                Vec::new()
            }
            Action::Demo => self.open(LibraryEffect::Demo),
            Action::Read => self.open_selected(),
            Action::Pause => self.pause(),
            Action::Archive => self.archive(),
            Action::ShowArchived => {
                self.show_archived();
                Vec::new()
            }
            Action::Forget => match self.selected() {
                Some(blog) => return Outcome::open(Screen::Confirm(Box::new(blog.clone()))),
                None => Vec::new(),
            },
            _ => {
                self.go(action);
                Vec::new()
            }
        };
        Outcome::Handled(effects)
    }

    /// The first click selects, one on what is selected opens.
    pub(super) fn mouse(&mut self, mouse: Mouse) -> Outcome {
        if self.pointed(mouse) {
            return Outcome::Handled(self.open_selected());
        }
        Outcome::done()
    }
}
