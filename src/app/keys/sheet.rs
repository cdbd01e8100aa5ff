//! The sheet of keys: every row of a key table under its heading, fewer as words are typed.

use super::{Code, Group, Key, Keymap};
use crate::app::input::TextLine;

/// The sheet while it is on the screen.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// The first line shown.
    top: usize,
    filter: TextLine,
}

/// One line of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// The heading of a group.
    Heading(&'static str),
    /// An action: its keys and what it does.
    Action(String, &'static str),
    /// Nothing: between groups.
    Blank,
}

impl Sheet {
    /// Returns what is typed to find a row.
    pub fn filter(&self) -> &TextLine {
        &self.filter
    }

    /// Returns the first line shown.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Returns the lines whose keys, name or words hold every typed word, under their headings.
    pub fn lines(&self, keymap: &Keymap) -> Vec<Line> {
        let typed = self.filter.text().to_lowercase();
        let mut lines = Vec::new();
        for group in Group::ALL {
            let mut rows = keymap
                .rows()
                .filter(|(binding, _)| binding.group == group)
                .filter_map(|(binding, keys)| {
                    let keys: Vec<String> = keys.iter().map(Key::to_string).collect();
                    let keys = keys.join(" ");
                    let words = format!("{keys} {} {}", binding.name, binding.help).to_lowercase();
                    let found = typed.split_whitespace().all(|word| words.contains(word));
                    found.then_some(Line::Action(keys, binding.help))
                })
                .peekable();
            if rows.peek().is_none() {
                continue;
            }
            if !lines.is_empty() {
                lines.push(Line::Blank);
            }
            lines.push(Line::Heading(group.title()));
            lines.extend(rows);
        }
        lines
    }

    /// Takes a key; tells whether the sheet stays. Characters are text, so that of the keys that move only those
    /// count that type nothing.
    pub(in crate::app) fn key(&mut self, key: Key) -> bool {
        let typed = !self.filter.text().is_empty();
        match key.code {
            Code::Esc if typed => {
                self.filter = TextLine::default();
                self.top = 0;
            }
            Code::Esc | Code::Enter | Code::F(_) => return false,
            Code::Char('?') if !typed => return false,
            Code::Up => self.scroll(-1),
            Code::Down => self.scroll(1),
            Code::PageUp => self.scroll(-10),
            Code::PageDown => self.scroll(10),
            Code::Home => self.top = 0,
            Code::End => self.top = usize::MAX,
            _ => {
                if self.filter.key(key) {
                    self.top = 0;
                }
            }
        }
        true
    }

    pub(in crate::app) fn scroll(&mut self, rows: isize) {
        self.top = self.top.saturating_add_signed(rows);
    }

    pub(in crate::app) fn paste(&mut self, text: &str) {
        if self.filter.insert(text) {
            self.top = 0;
        }
    }

    /// Lets the last line stand on the last row at most.
    pub(in crate::app) fn fit(&mut self, keymap: &Keymap, rows: u16) {
        let most = self.lines(keymap).len().saturating_sub(usize::from(rows));
        self.top = self.top.min(most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(words: &str) -> Sheet {
        let mut sheet = Sheet::default();
        for c in words.chars() {
            let key = if c == ' ' {
                "Space".to_owned()
            } else {
                c.to_string()
            };
            assert!(sheet.key(key.parse().unwrap()));
        }
        sheet
    }

    fn helps(sheet: &Sheet) -> Vec<&'static str> {
        let lines = sheet.lines(&Keymap::default()).into_iter();
        let help = |line| match line {
            Line::Action(_, help) => Some(help),
            _ => None,
        };
        lines.filter_map(help).collect()
    }

    #[test]
    fn all_rows_are_there_until_something_is_typed() {
        assert_eq!(helps(&Sheet::default()).len(), super::super::TABLE.len());
    }

    #[test]
    fn rows_are_found_by_their_words_keys_and_names_in_any_order() {
        assert_eq!(helps(&typed("event prev")), ["previous key event"]);
        assert_eq!(helps(&typed("ctrl-Z")), ["back to the shell; fg returns"]);
        assert_eq!(helps(&typed("SUSPEND")), ["back to the shell; fg returns"]);
        assert!(typed("xyzzy").lines(&Keymap::default()).is_empty());
    }

    #[test]
    fn escape_takes_back_what_was_typed_and_then_closes() {
        let mut sheet = typed("quit");
        let escape = "Esc".parse().unwrap();
        assert!(sheet.key(escape));
        assert_eq!(sheet.filter().text(), "");
        assert!(!sheet.key(escape));
    }

    #[test]
    fn the_sheet_ends_with_its_last_line() {
        let keymap = Keymap::default();
        let mut sheet = Sheet::default();
        sheet.key("End".parse().unwrap());
        sheet.fit(&keymap, 10);
        assert_eq!(sheet.top(), sheet.lines(&keymap).len() - 10);
        sheet.fit(&keymap, 200);
        assert_eq!(sheet.top(), 0);
    }
}
