//! Reaching a link: by its number, by the letters beside it, or from one to the next.
//!
//! A link is picked first and opened by a second key, so that the footer can name its host before anything happens.

use super::{
    Effect, Model, Overlay,
    keys::{Action, Code, Key},
};
use crate::{
    layout::Front,
    model::{Clean, Link},
};

/// The letters of hints, the easiest to reach first.
const LETTERS: &[u8] = b"asdfghjklqwertyuiopzxcvbnm";

/// Returns the letters of a link, counted from 1, among so many; `None` for the last of a great many.
#[must_use]
pub fn hint(number: u16, count: usize) -> Option<String> {
    let index = usize::from(number).checked_sub(1)?;
    let letter = |at: usize| LETTERS.get(at).copied().map(char::from);
    if count <= LETTERS.len() {
        return letter(index).map(String::from);
    }
    let (first, second) = (index / LETTERS.len(), index % LETTERS.len());
    Some(String::from_iter([letter(first)?, letter(second)?]))
}

impl Model {
    /// Returns the links of what the reading pane shows.
    pub fn links(&self) -> Vec<Link> {
        self.blog().links()
    }

    /// Returns how many links there are of what the reading pane shows.
    pub fn link_count(&self) -> usize {
        self.links().len()
    }

    /// Returns the link that the footer names: the one whose number is being typed, else that under the cursor.
    pub fn picked(&self) -> Option<(u16, Link)> {
        let number = match &self.overlay {
            Some(Overlay::Link { typed }) => typed.parse().ok()?,
            _ => self.blog().cursor()?,
        };
        let link = self
            .links()
            .into_iter()
            .nth(usize::from(number).checked_sub(1)?)?;
        Some((number, link))
    }

    /// Takes the digits of a link's number; picks the link as soon as no longer number could be meant.
    pub(super) fn type_link(&mut self, typed: &str) {
        let count = self.links().len();
        let number: usize = typed.parse().unwrap_or(0);
        if number > count || number * 10 > count {
            self.overlay = None;
            self.pick(number);
        } else {
            self.overlay = Some(Overlay::Link {
                typed: typed.to_owned(),
            });
        }
    }

    /// Gives a key to the picking of a link; `None` where it is for the panes after all.
    pub(super) fn key_in_links(&mut self, key: Key) -> Option<Vec<Effect>> {
        let plain = !key.ctrl && !key.alt;
        match self.overlay.as_mut()? {
            Overlay::Link { typed } => match key.code {
                Code::Char(digit @ '0'..='9') if plain => {
                    let typed = format!("{typed}{digit}");
                    self.type_link(&typed);
                }
                Code::Backspace => {
                    typed.pop();
                    if typed.is_empty() {
                        self.overlay = None;
                    }
                }
                Code::Esc => self.overlay = None,
                _ => {
                    // Whatever comes next is about the link that the footer names.
                    let number = typed.parse().unwrap_or(0);
                    self.overlay = None;
                    if !self.pick(number) {
                        return Some(Vec::new());
                    }
                    return None;
                }
            },
            Overlay::Hints { typed } => match key.code {
                Code::Char(letter) if plain && letter.is_ascii_lowercase() => {
                    let typed = format!("{typed}{letter}");
                    self.type_hint(typed);
                }
                Code::Char('0'..='9') if plain => {
                    self.overlay = None;
                    return None;
                }
                Code::Backspace if typed.pop().is_some() => {}
                _ => self.overlay = None,
            },
            _ => return None,
        }
        Some(Vec::new())
    }

    fn type_hint(&mut self, typed: String) {
        let count = self.links().len();
        let numbers = 1..=u16::try_from(count).unwrap_or(u16::MAX);
        let mut fitting = numbers.filter(|number| {
            hint(*number, count).is_some_and(|letters| letters.starts_with(&typed))
        });
        match (fitting.next(), fitting.next()) {
            (Some(number), None) => {
                self.overlay = None;
                self.pick(usize::from(number));
            }
            (Some(_), Some(_)) => self.overlay = Some(Overlay::Hints { typed }),
            (None, _) => {
                self.overlay = None;
                self.tell(Clean::line("No link has these letters."));
            }
        }
    }

    /// Puts the cursor on a link and brings it in sight; where there is no such link, says what there is and lets go of
    /// the one that was picked, so that the next key is not about that.
    pub(super) fn pick(&mut self, number: usize) -> bool {
        let count = self.links().len();
        let view = self.view();
        if (1..=count).contains(&number) {
            let number = u16::try_from(number).ok();
            let blog = self.blogs.shown_mut();
            blog.place_selection();
            blog.set_cursor(number);
            blog.show_cursor(view);
            return true;
        }
        self.blogs.shown_mut().set_cursor(None);
        let words = match count {
            0 => "There are no links here.".to_owned(),
            1 => "There is one link here: 1.".to_owned(),
            count => format!("There are links 1 to {count} here."),
        };
        self.tell(Clean::line(&words));
        false
    }

    /// Shows letters beside the links; picks the only one at once.
    pub(super) fn ask_for_link(&mut self) {
        if self.links().len() > 1 {
            self.overlay = Some(Overlay::Hints {
                typed: String::new(),
            });
        } else {
            self.pick(1);
        }
    }

    /// Goes from link to link; before the first and after the last one to the timeline.
    pub(super) fn walk_links(&mut self, forth: bool) {
        let count = self.links().len();
        let at = self.blog().cursor().map(usize::from);
        let to = match (self.front, at, forth) {
            (Front::Timeline, _, true) => {
                self.front = Front::Reading;
                return;
            }
            (Front::Timeline, None, false) => count,
            (Front::Timeline | Front::Reading, Some(at), false) => at - 1,
            (Front::Reading, None, false) => 0,
            (Front::Reading, at, true) => at.unwrap_or(0) + 1,
        };
        if (1..=count).contains(&to) {
            self.front = Front::Reading;
            self.pick(to);
        } else {
            self.blogs.shown_mut().set_cursor(None);
            self.front = Front::Timeline;
        }
    }

    /// Does what an action means to links and the pages behind them; `None` where it means nothing to them.
    pub(super) fn act_on_links(&mut self, action: Action) -> Option<Vec<Effect>> {
        match action {
            Action::OpenLink => self.ask_for_link(),
            Action::PreviousLink => self.walk_links(false),
            Action::SwitchPane => {
                self.walk_links(true);
                if self.front == Front::Reading {
                    return Some(self.mark_read());
                }
            }
            Action::BrowseLink => return Some(self.browse_link()),
            Action::Read => return self.read_link(),
            Action::Back => return self.go_back(),
            Action::Forward => self.go_forth(),
            Action::Refresh => return self.fetch_again(),
            Action::SaveLinks => return Some(self.save_links()),
            _ => return None,
        }
        Some(Vec::new())
    }

    /// Picks the clicked link; a click on the picked one reads it.
    pub(super) fn click_link(&mut self, number: u16) -> Vec<Effect> {
        if self.blog().cursor() == Some(number) {
            return self.read_link().unwrap_or_default();
        }
        self.pick(usize::from(number));
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_are_one_letter_while_the_alphabet_lasts_and_tell_links_apart() {
        for count in [1usize, 26, 27, 200] {
            let hints: std::collections::HashSet<_> = (1..=u16::try_from(count).unwrap())
                .map(|number| hint(number, count).unwrap())
                .collect();
            assert_eq!(hints.len(), count);
            let length = if count <= 26 { 1 } else { 2 };
            assert!(hints.iter().all(|hint| hint.len() == length));
        }
        assert_eq!(hint(0, 3), None);
        assert_eq!(hint(700, 700), None);
    }
}
