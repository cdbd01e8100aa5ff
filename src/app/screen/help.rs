//! The sheet of keys: every row of the key tables under its heading, fewer as words are typed.

use super::Outcome;
use crate::app::{
    input::TextLine,
    keys::{Action, Group, Key, Keys, Press, Scope, TABLES, Table},
    mouse::Mouse,
    picker::Scroller,
};
use crate::layout::{Area, width, wrap};

/// The most columns of the keys, and the fewest.
const MOST_KEYS: u16 = 22;
const FEWEST_KEYS: u16 = 16;
/// Columns left and right of the lines, the scrollbar among them.
const MARGIN: u16 = 4;

/// The sheet while it is on the screen.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// What it was opened from: the reader, or the library.
    base: Scope,
    filter: TextLine,
    typing: bool,
    /// The columns that the lines are broken to; `None` breaks none.
    columns: Option<u16>,
    scroller: Scroller,
}

/// One line of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// The heading of a group.
    Heading(&'static str),
    /// An action: its keys and what it does; what has no room in one line goes on in the next.
    Action(String, &'static str),
    /// Nothing: between groups.
    Blank,
}

/// The screens that the library leads to.
const OF_LIBRARY: &[Scope] = &[
    Scope::Library,
    Scope::Search,
    Scope::Confirm,
    Scope::Help,
    Scope::Messages,
    Scope::Line,
];

impl Sheet {
    pub(super) fn new(base: Scope) -> Self {
        Self {
            base,
            filter: TextLine::default(),
            typing: false,
            columns: None,
            scroller: Scroller::default(),
        }
    }

    /// Returns the columns of the keys, with the space behind them.
    pub fn key_columns(&self) -> u16 {
        self.columns.map_or(MOST_KEYS, |columns| {
            let share = (columns / 3).clamp(FEWEST_KEYS, MOST_KEYS);
            share.min(columns / 2)
        })
    }

    /// Returns what is typed to find a row.
    pub fn filter(&self) -> &TextLine {
        &self.filter
    }

    /// Tells whether characters are text.
    pub fn is_typing(&self) -> bool {
        self.typing
    }

    /// Returns the first line shown.
    pub fn top(&self) -> usize {
        self.scroller.extent().0
    }

    /// Returns the lines whose keys, name or words hold every typed word, under their headings.
    pub fn lines(&self, keys: &Keys) -> Vec<Line> {
        let typed = self.filter.text().to_lowercase();
        let mut lines = Vec::new();
        for (heading, table, group) in self.sections() {
            let rows = keys.of(table.scope).rows();
            let rows = rows.filter(|(binding, _)| group.is_none_or(|group| binding.group == group));
            let mut rows = rows
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
            lines.push(Line::Heading(heading));
            lines.extend(rows);
        }
        if self.base == Scope::Reader {
            lines.extend(legend(&typed));
        }
        match self.columns {
            Some(columns) => lines
                .into_iter()
                .flat_map(|line| self.broken(line, columns))
                .collect(),
            None => lines,
        }
    }

    /// Breaks a line where it is wider than the sheet.
    fn broken(&self, line: Line, columns: u16) -> Vec<Line> {
        let Line::Action(keys, words) = line else {
            return vec![line];
        };
        let room = self.key_columns();
        let mut key_lines = key_lines(&keys, room.saturating_sub(1)).into_iter();
        let rest = columns.saturating_sub(room).max(1);
        let word_lines = wrap::wrap(&[words], wrap::Columns::all(rest));
        let rows = 0..key_lines.len().max(word_lines.len());
        let row = |row: usize| {
            let words = word_lines
                .get(row)
                .and_then(|line| words.get(line.start..line.end));
            let keys = key_lines.next().unwrap_or_default();
            Line::Action(keys, words.unwrap_or_default())
        };
        rows.map(row).collect()
    }

    /// Lists what stands on the sheet: the groups of the screen that it was opened from, then the other screens that
    /// lead from there.
    fn sections(&self) -> Vec<(&'static str, &'static Table, Option<Group>)> {
        let is_here = |table: &&Table| match self.base {
            Scope::Library => OF_LIBRARY.contains(&table.scope),
            _ => !matches!(table.scope, Scope::Library | Scope::Search | Scope::Confirm),
        };
        let mut sections = Vec::new();
        for table in TABLES.iter().filter(is_here) {
            if table.scope == self.base {
                sections.extend(Group::ALL.map(|group| (group.title(), table, Some(group))));
            } else {
                sections.push((table.title, table, None));
            }
        }
        sections
    }

    pub(super) fn press(&mut self, press: Press) -> Outcome {
        let typed = !self.filter.text().is_empty();
        match press.action {
            Some(Action::Back) if typed || self.typing => {
                self.filter = TextLine::default();
                self.typing = false;
                self.scroller.begin();
            }
            Some(Action::Accept) => self.typing = false,
            Some(Action::DeleteBack) if !typed => self.typing = false,
            _ if self.typing => self.type_key(press),
            Some(Action::Back | Action::Quit) => return Outcome::close(),
            Some(Action::Find) => self.typing = true,
            Some(action) => self.scroller.go(action),
            None => {}
        }
        Outcome::done()
    }

    fn type_key(&mut self, press: Press) {
        if self.filter.press(press) {
            self.scroller.begin();
        }
    }

    pub(super) fn mouse(&mut self, mouse: Mouse) -> Outcome {
        if self.scroller.mouse(mouse) {
            return Outcome::close();
        }
        Outcome::done()
    }

    pub(super) fn paste(&mut self, text: &str) {
        if self.filter.insert(text) {
            self.typing = true;
            self.scroller.begin();
        }
    }

    /// Lets the last line stand on the last row at most.
    pub(super) fn fit(&mut self, keys: &Keys, area: Area) {
        self.columns = Some(area.width.saturating_sub(MARGIN));
        let count = self.lines(keys).len();
        self.scroller.fit(count, area);
    }
}

/// Breaks keys into lines between keys, not at the hyphens in their names.
fn key_lines(keys: &str, columns: u16) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for key in keys.split(' ') {
        match lines.last_mut() {
            Some(line) if width::text(line) + 1 + width::text(key) <= usize::from(columns) => {
                line.push(' ');
                line.push_str(key);
            }
            _ => lines.push(key.to_owned()),
        }
    }
    lines
}

/// The marks of the timeline and its scrollbar, and what they say.
const MARKS: &[(&str, &str)] = &[
    ("•", "unread"),
    ("+", "arrived a moment ago"),
    ("★", "bookmarked"),
    ("▼", "pinned by the newsroom"),
    ("◆", "key event"),
    ("≡", "summary"),
    ("±", "edited; in the dot’s place: changed since you read it"),
    ("✗", "no longer on the page"),
    ("~", "before an age: the time was guessed"),
    ("·", "in the scrollbar: something unread"),
    ("◂", "in the scrollbar: something found"),
];

/// Says what the marks mean, those whose words hold every typed word.
fn legend(typed: &str) -> Vec<Line> {
    let holds = |words: &str| typed.split_whitespace().all(|word| words.contains(word));
    let marks = MARKS
        .iter()
        .filter(|(mark, words)| holds(words) || holds(mark));
    let marks = marks.map(|(mark, words)| Line::Action((*mark).to_owned(), words));
    let marks: Vec<Line> = marks.collect();
    if marks.is_empty() {
        return marks;
    }
    let heading = [Line::Blank, Line::Heading("Marks")];
    heading.into_iter().chain(marks).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(sheet: &mut Sheet, key: &str) -> bool {
        let keys = Keys::default();
        let scope = if sheet.is_typing() {
            Scope::Line
        } else {
            Scope::Help
        };
        let press = Press::new(key.parse().unwrap(), &[keys.of(scope)]);
        !matches!(sheet.press(press), Outcome::Close(_))
    }

    fn typed(words: &str) -> Sheet {
        let mut sheet = Sheet::new(Scope::Reader);
        assert!(press(&mut sheet, "/"));
        for c in words.chars() {
            let key = if c == ' ' {
                "Space".to_owned()
            } else {
                c.to_string()
            };
            assert!(press(&mut sheet, &key));
        }
        sheet
    }

    fn helps(sheet: &Sheet) -> Vec<&'static str> {
        let lines = sheet.lines(&Keys::default()).into_iter();
        let help = |line| match line {
            Line::Action(_, help) => Some(help),
            _ => None,
        };
        lines.filter_map(help).collect()
    }

    #[test]
    fn the_sheets_of_reader_and_library_together_hold_every_row() {
        let reader = helps(&Sheet::new(Scope::Reader));
        let library = helps(&Sheet::new(Scope::Library));
        for row in TABLES.iter().flat_map(|table| table.rows) {
            assert!(
                reader.contains(&row.help) || library.contains(&row.help),
                "{}",
                row.help
            );
        }
    }

    #[test]
    fn rows_are_found_by_their_words_keys_and_names_in_any_order() {
        assert_eq!(helps(&typed("event prev")), ["previous key event"]);
        assert_eq!(helps(&typed("ctrl-Z")), ["back to the shell; fg returns"]);
        assert_eq!(helps(&typed("SUSPEND")), ["back to the shell; fg returns"]);
        assert!(typed("xyzzy").lines(&Keys::default()).is_empty());
    }

    #[test]
    fn escape_takes_back_what_was_typed_and_then_closes() {
        let mut sheet = typed("quit");
        assert!(press(&mut sheet, "Esc"));
        assert_eq!(sheet.filter().text(), "");
        assert!(!press(&mut sheet, "Esc"));
    }

    #[test]
    fn keys_that_move_do_so_until_a_search_begins() {
        let mut sheet = Sheet::new(Scope::Reader);
        let area = Area {
            width: 80,
            height: 11,
            ..Area::default()
        };
        sheet.fit(&Keys::default(), area);
        for key in ["j", "Space", "k"] {
            assert!(press(&mut sheet, key));
        }
        assert_eq!((sheet.top(), sheet.filter().text()), (10, ""));
        assert!(!press(&mut sheet, "q"));
    }

    #[test]
    fn the_sheet_ends_with_its_last_line() {
        let keys = Keys::default();
        let mut sheet = Sheet::new(Scope::Reader);
        press(&mut sheet, "End");
        let area = |height| Area {
            width: 80,
            height,
            ..Area::default()
        };
        sheet.fit(&keys, area(10));
        assert_eq!(sheet.top(), sheet.lines(&keys).len() - 10);
        sheet.fit(&keys, area(400));
        assert_eq!(sheet.top(), 0);
    }

    #[test]
    fn a_narrow_sheet_breaks_its_lines_and_loses_no_word() {
        let keys = Keys::default();
        let sheet = Sheet::new(Scope::Reader);
        let words = |sheet: &Sheet| {
            let lines = sheet.lines(&keys).into_iter();
            let words = |line| match line {
                Line::Action(keys, words) => format!("{keys} {words} "),
                Line::Heading(_) | Line::Blank => String::new(),
            };
            let all: String = lines.map(words).collect();
            let mut all: Vec<String> = all.split_whitespace().map(str::to_owned).collect();
            all.sort_unstable();
            all
        };
        let whole = words(&sheet);
        for columns in [40, 60, 80] {
            let mut sheet = sheet.clone();
            let area = Area {
                width: columns,
                height: 10,
                ..Area::default()
            };
            sheet.fit(&keys, area);
            let (room, wide) = (sheet.key_columns(), usize::from(columns - MARGIN));
            for line in sheet.lines(&keys) {
                if let Line::Action(keys, words) = line {
                    assert!(width::text(&keys) < usize::from(room), "{keys}");
                    assert!(usize::from(room) + width::text(words) <= wide, "{words}");
                }
            }
            assert!(words(&sheet) == whole, "{columns} columns lose words");
        }
    }
}
