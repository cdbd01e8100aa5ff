//! Reaching a link: by its number, by the letters beside it, or from one to the next.
//!
//! A link is picked first and opened by a second key, so that the footer can name its host before anything happens.

use super::Reader;
use crate::{
    app::{msg::Effect, words},
    layout::Focus,
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

impl Reader {
    /// Returns the links of what the reading pane shows.
    pub fn links(&self) -> Vec<Link> {
        self.blog().links()
    }

    /// Returns how many links there are of what the reading pane shows.
    pub fn link_count(&self) -> usize {
        self.links().len()
    }

    /// Returns the link under the cursor, with its number.
    pub fn picked(&self) -> Option<(u16, Link)> {
        self.numbered(self.blog().cursor()?)
    }

    /// Returns the link of a number.
    pub(in crate::app) fn numbered(&self, number: u16) -> Option<(u16, Link)> {
        let index = usize::from(number).checked_sub(1)?;
        Some((number, self.links().into_iter().nth(index)?))
    }

    /// Puts the cursor on a link and brings it in sight; where there is no such link, says what there is and lets go of
    /// the one that was picked, so that the next key is not about that.
    pub(in crate::app) fn pick(&mut self, number: usize) -> bool {
        let count = self.links().len();
        let view = self.view();
        if (1..=count).contains(&number) {
            let number = u16::try_from(number).ok();
            let blog = self.blogs.shown_mut();
            blog.window.place_selection();
            blog.set_cursor(number);
            blog.show_cursor(view);
            return true;
        }
        self.blogs.shown_mut().set_cursor(None);
        let words = words::links_here(count);
        // The number may be one of steps, which no message is about.
        self.notice.show(Clean::line(&words), self.now);
        false
    }

    /// Goes from link to link; before the first and after the last one to the timeline.
    pub(in crate::app) fn walk_links(&mut self, forth: bool) {
        let count = self.links().len();
        let at = self.blog().cursor().map(usize::from);
        let to = match (self.focus, at, forth) {
            (Focus::Timeline, _, true) => {
                self.focus = Focus::Reading;
                return;
            }
            (Focus::Timeline, None, false) => count,
            (Focus::Timeline | Focus::Reading, Some(at), false) => at - 1,
            (Focus::Reading, None, false) => 0,
            (Focus::Reading, at, true) => at.unwrap_or(0) + 1,
        };
        if (1..=count).contains(&to) {
            self.focus = Focus::Reading;
            self.pick(to);
        } else {
            self.blogs.shown_mut().set_cursor(None);
            self.focus = Focus::Timeline;
        }
    }

    /// Picks the clicked link; a click on the picked one reads it.
    pub(in crate::app) fn click_link(&mut self, number: u16) -> Vec<Effect> {
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
