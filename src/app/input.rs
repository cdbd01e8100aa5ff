//! One line that is being typed: its text, its cursor, and the keys that every line editor has.

use tui_input::{Input, InputRequest};

use super::keys::{Action, Press};
use crate::model::Clean;

/// Most characters of a line; the longest addresses in use have about two thousand.
const LONGEST: usize = 4096;

/// A line that is being typed. Holds clean text only, whatever was pasted.
#[derive(Debug, Clone, Default)]
pub struct TextLine(Input);

impl TextLine {
    /// Returns the text.
    pub fn text(&self) -> &str {
        self.0.value()
    }

    /// Returns the text before and after the cursor.
    pub fn halves(&self) -> (&str, &str) {
        let text = self.text();
        let at = text
            .char_indices()
            .nth(self.0.cursor())
            .map_or(text.len(), |(at, _)| at);
        text.split_at(at)
    }

    /// Does what a key means to the line, or inserts its character; tells whether the text changed.
    pub(super) fn press(&mut self, press: Press) -> bool {
        let request = match press.action {
            Some(Action::DeleteBack) => InputRequest::DeletePrevChar,
            Some(Action::DeleteForth) => InputRequest::DeleteNextChar,
            Some(Action::DeleteWord) => InputRequest::DeletePrevWord,
            Some(Action::DeleteLine) => InputRequest::DeleteLine,
            Some(Action::DeleteToEnd) => InputRequest::DeleteTillEnd,
            Some(Action::CursorLeft) => InputRequest::GoToPrevChar,
            Some(Action::CursorRight) => InputRequest::GoToNextChar,
            Some(Action::WordLeft) => InputRequest::GoToPrevWord,
            Some(Action::WordRight) => InputRequest::GoToNextWord,
            Some(Action::LineStart) => InputRequest::GoToStart,
            Some(Action::LineEnd) => InputRequest::GoToEnd,
            Some(_) => return false,
            None => return press.text().is_some_and(|c| self.insert(&c.to_string())),
        };
        self.0.handle(request).is_some_and(|changed| changed.value)
    }

    /// Inserts text at the cursor, as one line; tells whether there was any.
    pub(super) fn insert(&mut self, text: &str) -> bool {
        let room = LONGEST.saturating_sub(self.text().chars().count());
        let text = Clean::inline(text);
        let mut changed = false;
        for c in text.as_str().chars().take(room) {
            changed |= self.0.handle(InputRequest::InsertChar(c)).is_some();
        }
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keys::{Keys, Scope};

    fn typed(keys: &[&str]) -> TextLine {
        let mut line = TextLine::default();
        let pressed = keys;
        let keys = Keys::default();
        for key in pressed {
            line.press(Press::new(key.parse().unwrap(), &[keys.of(Scope::Line)]));
        }
        line
    }

    #[test]
    fn keys_edit_where_the_cursor_is() {
        for (keys, before, after) in [
            (&["a", "b", "Left", "c"][..], "ac", "b"),
            (&["a", "Space", "b", "Ctrl-w", "c"], "a c", ""),
            (&["a", "b", "Ctrl-u", "c"], "c", ""),
            (&["a", "b", "Home", "Del"], "", "b"),
            (&["e", "\u{301}", "Backspace"], "", ""),
            (&["a", "Ctrl-x", "Alt-y", "F5"], "a", ""),
        ] {
            assert_eq!(typed(keys).halves(), (before, after), "{keys:?}");
        }
    }

    #[test]
    fn what_is_pasted_becomes_one_clean_line_of_bounded_length() {
        let mut line = TextLine::default();
        assert!(line.insert("one\u{1b}[31m\r\ntwo\u{202e}"));
        assert!(!line.text().contains(char::is_control), "{:?}", line.text());
        assert!(!line.insert("\u{7}"));
        assert!(line.insert(&"x".repeat(10_000)));
        assert_eq!(line.text().chars().count(), LONGEST);
    }
}
