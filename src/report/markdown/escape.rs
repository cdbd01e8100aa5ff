//! What keeps the characters of a page from meaning anything in Markdown.

use crate::model::{Inline, WebUrl};

/// Escapes what could begin a construct anywhere in a line.
pub(super) fn text(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len() + raw.len() / 8);
    for (place, c) in raw.char_indices() {
        let active = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' => true,
            '&' => begins_entity(&raw[place..]),
            // Before a link it would make a picture of it.
            '!' => place + 1 == raw.len(),
            _ => false,
        };
        if active {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

/// Tells whether a text begins with a character reference, such as `&amp;` or `&#60;`.
fn begins_entity(text: &str) -> bool {
    let inner = |c: &u8| c.is_ascii_alphanumeric() || *c == b'#';
    let mut rest = text.bytes().skip(1).skip_while(inner);
    text.len() > 1 && rest.next() == Some(b';')
}

/// Escapes what could make a line of escaped text a heading, a list, a quotation, an underline or a
/// table's delimiter row.
pub(super) fn line_start(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = line.split_at(digits);
    match rest.chars().next() {
        Some('.' | ')') if digits > 0 => format!("{number}\\{rest}"),
        Some('#' | '+' | '-' | '=' | '>' | ':') if digits == 0 => format!("\\{rest}"),
        _ => line.to_owned(),
    }
}

/// Escapes a heading's escaped text, of which a trailing `#` would count as decoration.
pub(super) fn heading(text: &str) -> String {
    match text.strip_suffix('#') {
        Some(rest) => format!("{rest}\\#"),
        None => text.to_owned(),
    }
}

/// Writes a link's destination in angle brackets.
pub(super) fn destination(url: &WebUrl) -> String {
    // A serialised address holds no angle bracket and no space. What else counts in a destination or in a table's
    // cell is percent-encoded, but for the `&` of what reads like a character reference.
    let mut address = String::with_capacity(url.as_str().len());
    for (place, c) in url.as_str().char_indices() {
        match c {
            '\\' => address.push_str("%5C"),
            '|' => address.push_str("%7C"),
            '&' if begins_entity(&url.as_str()[place..]) => address.push_str("\\&"),
            c => address.push(c),
        }
    }
    format!("<{address}>")
}

/// Returns a run of backticks that is longer than any in the text, and at least so long.
pub(super) fn fence(text: &str, at_least: usize) -> String {
    let runs = text.split(|c| c != '`').map(str::len);
    "`".repeat(runs.max().map_or(0, |longest| longest + 1).max(at_least))
}

/// Escapes the pipes of code spans for a table's cell; those of text are escaped already.
pub(super) fn pipes(cell: &str) -> String {
    let mut escaped = String::with_capacity(cell.len());
    let mut backslash = false;
    for c in cell.chars() {
        if c == '|' && !backslash {
            escaped.push('\\');
        }
        backslash = c == '\\' && !backslash;
        escaped.push(c);
    }
    escaped
}

/// Writes a run with its marks, as far as the format can set them between the characters on either side.
pub(super) fn emphasised(run: &Inline, sides: Sides) -> String {
    let raw = run.text.as_str();
    let marks = run.emphasis;
    if marks.is_plain() || raw.contains('\n') {
        return text(raw);
    }
    let outer = match (marks.strong, marks.emphasis) {
        (true, true) => "***",
        (true, false) => "**",
        (false, true) => "*",
        (false, false) => "",
    };
    let sides = sides.of_words(raw);
    around_words(raw, |words| {
        let mut content = if marks.code { code(words) } else { text(words) };
        for mark in [if marks.struck { "~~" } else { "" }, outer] {
            if sides.let_emphasis(&content) {
                content = format!("{mark}{content}{mark}");
            }
        }
        content
    })
}

/// Tells whether a written text ends in the marks of emphasis.
pub(super) fn ends_in_mark(text: &str) -> bool {
    let before = text.trim_end_matches(['*', '~', '`']);
    let marks = text.len() - before.len();
    let backslashes = before.len() - before.trim_end_matches('\\').len();
    // An odd backslash takes the first of them for text.
    marks > backslashes % 2
}

/// The characters beside a run; `None` at a line's start and end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sides {
    /// What stands before.
    pub(super) before: Option<char>,
    /// What follows.
    pub(super) after: Option<char>,
}

impl Sides {
    /// Returns what stands beside the words of a text: the white space at its ends, where there is some.
    fn of_words(self, text: &str) -> Self {
        let space = |c: &char| c.is_whitespace();
        Self {
            before: text.chars().next().filter(space).or(self.before),
            after: text.chars().next_back().filter(space).or(self.after),
        }
    }

    /// Tells whether emphasis may begin and end around a content.
    ///
    /// Inside a word a delimiter does not open before punctuation nor close after it (section 6.2); there
    /// the marks are left out rather than shown as asterisks.
    fn let_emphasis(self, content: &str) -> bool {
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let opens = word(content.chars().next()) || !word(self.before);
        let closes = word(content.chars().next_back()) || !word(self.after);
        opens && closes
    }
}

/// Applies a change to a text without the white space at its ends, which stays where it is.
pub(super) fn around_words(text: &str, change: impl FnOnce(&str) -> String) -> String {
    let words = text.trim();
    if words.is_empty() {
        return text.to_owned();
    }
    let start = text.len() - text.trim_start().len();
    let (lead, rest) = text.split_at(start);
    let (_, trail) = rest.split_at(words.len());
    format!("{lead}{}{trail}", change(words))
}

/// Writes a code span, its fence longer than any run of backticks inside.
fn code(words: &str) -> String {
    let fence = fence(words, 1);
    // A space is taken off at either end, and parts the fence from backticks of the code.
    format!("{fence} {words} {fence}")
}
