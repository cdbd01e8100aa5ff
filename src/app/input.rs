//! One line that is being typed: its text, its cursor, and the keys that every line editor has.

use tui_input::{Input, InputRequest};

use super::keys::{Action, Press};
use crate::model::Clean;

/// Most characters of a line; the longest addresses in use have about two thousand.
const LONGEST: usize = 4096;

/// Most lines that are remembered.
const REMEMBERED: usize = 100;

/// A line that is being typed. Holds clean text only, whatever was pasted.
#[derive(Debug, Clone, Default)]
pub struct TextLine {
    input: Input,
    /// How far back the line was brought from, and what was typed before it was.
    recalled: Option<(usize, String)>,
}

/// Lines that were typed before, the latest last.
#[derive(Debug, Clone, Default)]
pub(super) struct Earlier(Vec<String>);

impl Earlier {
    /// Remembers a line; what is typed again is the latest.
    pub(super) fn remember(&mut self, line: &str) {
        self.0.retain(|known| known != line);
        self.0.push(line.to_owned());
        let over = self.0.len().saturating_sub(REMEMBERED);
        self.0.drain(..over);
    }
}

impl TextLine {
    /// Returns the text.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Returns the text before and after the cursor.
    pub fn halves(&self) -> (&str, &str) {
        let text = self.text();
        let at = text
            .char_indices()
            .nth(self.input.cursor())
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
        self.input
            .handle(request)
            .is_some_and(|changed| changed.value)
    }

    /// Brings back the line before or after, where the key asks for that; after the latest comes what was typed.
    pub(super) fn recall(&mut self, press: Press, earlier: &Earlier) {
        let (at, own) = self.recalled.take().unwrap_or((0, self.text().to_owned()));
        let to = match press.action {
            Some(Action::EarlierLine) => (at + 1).min(earlier.0.len()),
            Some(Action::LaterLine) => at.saturating_sub(1),
            _ => return self.recalled = Some((at, own)).filter(|_| at > 0),
        };
        if to != at {
            let index = earlier.0.len() - to;
            let line = earlier.0.get(index).unwrap_or(&own);
            self.input = Input::new(line.clone());
        }
        self.recalled = (to > 0).then_some((to, own));
    }

    /// Inserts text at the cursor, as one line; tells whether there was any.
    pub(super) fn insert(&mut self, text: &str) -> bool {
        let room = LONGEST.saturating_sub(self.text().chars().count());
        let text = Clean::inline(text);
        let mut changed = false;
        for c in text.as_str().chars().take(room) {
            changed |= self.input.handle(InputRequest::InsertChar(c)).is_some();
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
    fn earlier_lines_come_back_and_what_was_typed_after_them() {
        let mut earlier = Earlier::default();
        ["one", "two", "one"]
            .iter()
            .for_each(|line| earlier.remember(line));
        let mut line = typed(&["n", "e", "w"]);
        let keys = Keys::default();
        for (key, text) in [
            ("Down", "new"),
            ("Up", "one"),
            ("Up", "two"),
            ("Up", "two"),
            ("Down", "one"),
            ("Down", "new"),
        ] {
            let press = Press::new(key.parse().unwrap(), &[keys.of(Scope::Line)]);
            line.recall(press, &earlier);
            assert_eq!(line.text(), text, "{key}");
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
