//! Rewrites nearly-JSON as JSON, in one pass.

use std::collections::HashMap;

use serde_json::{Value, value::RawValue};

use super::{JsonError, Room};

/// How deep arrays and objects may nest; `serde_json` itself stops at 128.
const MAX_DEPTH: usize = 120;

/// Reads the documents that stand in a text, one behind the other.
pub(super) fn documents(text: &str, room: &Room) -> Result<Vec<Value>, JsonError> {
    let mut found = Vec::new();
    let mut place = 0;
    while let Some(rest) = text.get(place..) {
        let skipped = rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_whitespace() || ",;".contains(c))
                .len();
        let start = place + skipped;
        if !text
            .get(start..)
            .is_some_and(|rest| rest.starts_with(['{', '[']))
        {
            // Behind a document anything may follow; before the first nothing may.
            if found.is_empty() {
                return Err(JsonError::Malformed(format!(
                    "no object or array at byte {start}"
                )));
            }
            break;
        }
        let (read, end) = first(text, start, room);
        found.push(read?);
        place = end;
    }
    Ok(found)
}

/// Reads the document that begins at a byte, with the byte where reading stopped.
pub(super) fn first(text: &str, start: usize, room: &Room) -> (Result<Value, JsonError>, usize) {
    first_naming(text, start, &Named::new(), room)
}

/// What names stand for in a script: each a value as JSON writes it.
pub(super) type Named = HashMap<String, String>;

/// Reads a document as [`first`] does, in which names stand for values.
pub(super) fn first_naming(
    text: &str,
    start: usize,
    named: &Named,
    room: &Room,
) -> (Result<Value, JsonError>, usize) {
    // What programs write is sound nearly always; the repair is for the rest.
    let rest = text.get(start..).unwrap_or_default();
    let mut sound = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
    if let Some(Ok(json)) = sound.next()
        && let Ok(value) = room.read(json.get())
    {
        return (Ok(value), start + sound.byte_offset());
    }
    let mut repair = Repair {
        text,
        named,
        place: start,
        out: String::new(),
        open: Vec::new(),
        key: false,
    };
    let read = repair.run().and_then(|()| {
        let read = room.read(&repair.out);
        read.map_err(|error| JsonError::Malformed(error.to_string()))
    });
    (read, repair.place)
}

/// An array or object that is not closed yet.
struct Open {
    object: bool,
    expects: Expects,
}

/// What may stand next in an array or object; an array has values alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expects {
    Key,
    Colon,
    Value,
    Comma,
}

struct Repair<'t> {
    text: &'t str,
    named: &'t Named,
    place: usize,
    out: String,
    open: Vec<Open>,
    /// Whether the string being read is a key.
    key: bool,
}

impl Repair<'_> {
    /// Writes one document into `out`; `place` is behind it then, or where reading stopped.
    fn run(&mut self) -> Result<(), JsonError> {
        while let Some(c) = self.peek() {
            match c {
                '{' | '[' => self.opens(c)?,
                '}' | ']' => {
                    self.skip(c);
                    self.closes(c == '}');
                    if self.open.is_empty() {
                        return Ok(());
                    }
                }
                ',' => {
                    self.skip(c);
                    self.comma();
                }
                ':' => {
                    self.skip(c);
                    self.colon()?;
                }
                '"' | '\'' | '`' => self.string(c)?,
                '/' if self.comment() => {}
                '!' => self.negation()?,
                '+' | '-' | '.' | '0'..='9' => self.number()?,
                c if c.is_alphabetic() || c == '_' || c == '$' => self.word()?,
                c if c.is_whitespace() || c.is_control() || c == '\u{feff}' => self.skip(c),
                _ => return Err(self.unexpected()),
            }
        }
        // The end was cut off.
        while !self.open.is_empty() {
            let object = self.open.last().is_some_and(|open| open.object);
            self.closes(object);
        }
        Ok(())
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn rest(&self) -> &str {
        self.text.get(self.place..).unwrap_or_default()
    }

    fn skip(&mut self, c: char) {
        self.place += c.len_utf8();
    }

    fn unexpected(&self) -> JsonError {
        JsonError::Malformed(format!("an unexpected character at byte {}", self.place))
    }

    fn expects(&self) -> Expects {
        self.open.last().map_or(Expects::Value, |open| open.expects)
    }

    fn expect(&mut self, expects: Expects) {
        if let Some(open) = self.open.last_mut() {
            open.expects = expects;
        }
    }

    /// Makes room for a value: puts in a comma where one is missing; a value without a key is refused.
    fn value(&mut self) -> Result<(), JsonError> {
        let object = self.open.last().is_some_and(|open| open.object);
        match self.expects() {
            Expects::Value => {}
            Expects::Comma if !object => self.out.push(','),
            _ => return Err(self.unexpected()),
        }
        self.expect(Expects::Comma);
        Ok(())
    }

    fn opens(&mut self, c: char) -> Result<(), JsonError> {
        self.value()?;
        if self.open.len() >= MAX_DEPTH {
            return Err(JsonError::Malformed(format!(
                "nested deeper than {MAX_DEPTH} at byte {}",
                self.place
            )));
        }
        self.skip(c);
        self.out.push(c);
        let object = c == '{';
        self.open.push(Open {
            object,
            expects: if object { Expects::Key } else { Expects::Value },
        });
        Ok(())
    }

    /// Closes down to the innermost object or array of the kind; one that is nowhere open is passed over.
    fn closes(&mut self, object: bool) {
        let Some(depth) = self.open.iter().rposition(|open| open.object == object) else {
            return;
        };
        while self.open.len() > depth {
            let Some(open) = self.open.pop() else { return };
            match (open.object, open.expects) {
                (true, Expects::Colon) => self.out.push_str(":null"),
                (true, Expects::Value) => self.out.push_str("null"),
                _ => {}
            }
            if self.out.ends_with(',') {
                self.out.pop();
            }
            self.out.push(if open.object { '}' } else { ']' });
        }
    }

    /// Takes a comma for a separator only where something was separated.
    fn comma(&mut self) {
        let object = self.open.last().is_some_and(|open| open.object);
        match self.expects() {
            Expects::Comma => {}
            Expects::Colon => self.out.push_str(":null"),
            Expects::Value if object => self.out.push_str("null"),
            Expects::Key | Expects::Value => return,
        }
        self.out.push(',');
        self.expect(if object { Expects::Key } else { Expects::Value });
    }

    fn colon(&mut self) -> Result<(), JsonError> {
        if self.expects() != Expects::Colon {
            return Err(self.unexpected());
        }
        self.out.push(':');
        self.expect(Expects::Value);
        Ok(())
    }

    /// Makes room for a string or word: a key or a value, with the comma that may be missing.
    fn text(&mut self) -> Result<(), JsonError> {
        let object = self.open.last().is_some_and(|open| open.object);
        if object && self.expects() == Expects::Comma {
            self.out.push(',');
            self.expect(Expects::Key);
        }
        self.key = self.expects() == Expects::Key;
        if self.key {
            self.expect(Expects::Colon);
            return Ok(());
        }
        self.value()
    }

    /// Reads a string in its quotes, those of JavaScript too.
    fn string(&mut self, quote: char) -> Result<(), JsonError> {
        self.text()?;
        self.skip(quote);
        // `""2017…""`: a template put quotes around what had some.
        let doubled =
            quote == '"' && self.rest().starts_with('"') && !self.ends_string(1) && self.doubles();
        if doubled {
            self.skip('"');
        }
        self.out.push('"');
        while let Some(c) = self.peek() {
            match c {
                '"' if doubled && self.rest().starts_with("\"\"") && self.ends_string(2) => {
                    self.place += 2;
                    break;
                }
                c if c == quote && !doubled && self.ends_string(1) => {
                    self.skip(c);
                    break;
                }
                '"' => {
                    self.skip(c);
                    self.out.push_str("\\\"");
                }
                '\\' => self.escape(),
                c if c.is_ascii_control() => {
                    self.skip(c);
                    self.control(c);
                }
                c => {
                    self.skip(c);
                    self.out.push(c);
                }
            }
        }
        self.out.push('"');
        Ok(())
    }

    /// Tells whether the quotes that begin here are a template's: the text up to the next quote is closed twice, too.
    fn doubles(&self) -> bool {
        let inner = self.rest().get(1..).unwrap_or_default();
        inner.find(['"', '\n']).is_some_and(|end| {
            inner
                .get(end..)
                .is_some_and(|rest| rest.starts_with("\"\""))
        })
    }

    /// Tells whether a quote ends the string, by what follows so many bytes ahead: a quote that nobody escaped is followed
    /// by text.
    fn ends_string(&self, ahead: usize) -> bool {
        let rest = self.rest().get(ahead..).unwrap_or_default().trim_start();
        let mut next = rest.chars();
        match next.next() {
            None | Some('}' | ']') => true,
            Some(':') => self.key,
            Some(',') if self.key => false,
            Some(',') => {
                let object = self.open.last().is_some_and(|open| open.object);
                let beyond = next.as_str().trim_start().chars().next();
                !object
                    || beyond.is_none_or(|c| {
                        "\"'`},/$_".contains(c)
                            || c.is_alphabetic() && begins_with_bare_key(next.as_str())
                    })
            }
            // A comma may be missing before the next key, or a comment may follow.
            Some('"') => {
                !self.key
                    && next
                        .as_str()
                        .starts_with(|c: char| c.is_alphanumeric() || c == '@')
                    && rest.len() < self.rest().len() - ahead
            }
            Some('{') => !self.key,
            Some('/') => next.as_str().starts_with(['*', '/']),
            _ => false,
        }
    }

    /// Copies an escape; one that JSON does not know stands for itself, a lone surrogate becomes U+FFFD.
    fn escape(&mut self) {
        self.skip('\\');
        let Some(c) = self.peek() else { return };
        if c == 'u' {
            self.skip(c);
            self.unicode();
            return;
        }
        self.skip(c);
        match c {
            '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => {
                self.out.push('\\');
                self.out.push(c);
            }
            '\'' | '`' => self.out.push(c),
            '\n' => {}
            c if c.is_ascii_control() => self.control(c),
            c => {
                self.out.push_str("\\\\");
                self.out.push(c);
            }
        }
    }

    /// Writes an ASCII control, quote or backslash as JSON must have it.
    fn control(&mut self, c: char) {
        let code = u32::from(c);
        self.out.push_str("\\u00");
        self.out.extend(
            [code >> 4, code & 15]
                .into_iter()
                .filter_map(|digit| char::from_digit(digit, 16)),
        );
    }

    fn unicode(&mut self) {
        let Some(unit) = self.code_unit() else {
            self.out.push('\u{fffd}');
            return;
        };
        let mut scalar = char::from_u32(unit);
        if (0xd800..0xdc00).contains(&unit) && self.rest().starts_with("\\u") {
            let behind = self.place;
            self.place += 2;
            let low = self
                .code_unit()
                .filter(|low| (0xdc00..0xe000).contains(low));
            scalar = low.and_then(|low| {
                char::from_u32(0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00))
            });
            if scalar.is_none() {
                self.place = behind;
            }
        }
        match scalar {
            Some(c) if c.is_ascii_control() || c == '"' || c == '\\' => {
                self.control(c);
            }
            Some(c) => self.out.push(c),
            None => self.out.push('\u{fffd}'),
        }
    }

    /// Reads four hexadecimal digits; takes what digits there are where there are fewer.
    fn code_unit(&mut self) -> Option<u32> {
        let length = self
            .rest()
            .bytes()
            .take(4)
            .take_while(u8::is_ascii_hexdigit)
            .count();
        let digits = self.rest().get(..length).unwrap_or_default();
        let unit = u32::from_str_radix(digits, 16).ok().filter(|_| length == 4);
        self.place += length;
        unit
    }

    /// Passes over a comment; tells whether there was one.
    fn comment(&mut self) -> bool {
        let rest = self.rest();
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else {
            return false;
        };
        self.place += length;
        true
    }

    fn number(&mut self) -> Result<(), JsonError> {
        self.value()?;
        let rest = self.rest();
        let end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c)))
            .unwrap_or(rest.len());
        let number = rest.get(..end).unwrap_or_default();
        // Sound numbers stay as they are; what only JavaScript reads is written anew; the rest is null.
        let sound = serde_json::from_str::<serde_json::Number>(number).is_ok();
        let written = if sound {
            number.to_owned()
        } else {
            let plain = number.strip_prefix('+').unwrap_or(number);
            let whole = plain.parse::<i64>().ok().map(|whole| whole.to_string());
            let real = || {
                plain
                    .parse::<f64>()
                    .ok()
                    .filter(|real| real.is_finite())
                    .map(|real| real.to_string())
            };
            whole.or_else(real).unwrap_or_else(|| "null".to_owned())
        };
        self.out.push_str(&written);
        self.place += end;
        Ok(())
    }

    /// Reads `!0` and `!1`, as what makes scripts small writes true and false.
    fn negation(&mut self) -> Result<(), JsonError> {
        let said = match self.rest().get(..2) {
            Some("!0") => "true",
            Some("!1") => "false",
            _ => return Err(self.unexpected()),
        };
        self.text()?;
        self.out.push_str(said);
        self.place += 2;
        Ok(())
    }

    /// Reads `new Date(…)` as the instant that it is made of.
    fn date(&mut self) -> Result<(), JsonError> {
        const NEW: &str = "new Date(";
        let said = self.rest().strip_prefix(NEW);
        let Some((said, _)) = said.and_then(|rest| rest.split_once(')')) else {
            return Err(self.unexpected());
        };
        if !serde_json::from_str::<Value>(said).is_ok_and(|v| v.is_number() || v.is_string()) {
            return Err(self.unexpected());
        }
        let end = NEW.len() + said.len() + 1;
        let said = said.to_owned();
        self.out.push_str(&said);
        self.place += end;
        Ok(())
    }

    /// Reads `true`, `false`, `null`, what JavaScript has instead of them, and keys without quotes.
    fn word(&mut self) -> Result<(), JsonError> {
        let rest = self.rest();
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'))
            .unwrap_or(rest.len());
        let word = rest.get(..end).unwrap_or_default().to_owned();
        let cut = end == rest.len();
        self.text()?;
        if self.key {
            if !cut
                && !self
                    .rest()
                    .get(end..)
                    .is_some_and(|rest| rest.trim_start().starts_with(':'))
            {
                return Err(self.unexpected());
            }
            self.out.push('"');
            self.out.push_str(&word);
            self.out.push('"');
        } else {
            match word.as_str() {
                "true" | "false" | "null" => self.out.push_str(&word),
                "NaN" | "Infinity" | "undefined" => self.out.push_str("null"),
                word if self.named.contains_key(word) => {
                    let value = self.named.get(word).map_or("null", String::as_str);
                    self.out.push_str(value);
                }
                "void" if self.rest().starts_with("void 0") => {
                    self.out.push_str("null");
                    self.place += "void 0".len();
                    return Ok(());
                }
                "new" => return self.date(),
                _ if cut => self.out.push_str("null"),
                _ => return Err(self.unexpected()),
            }
        }
        self.place += end;
        Ok(())
    }
}

/// Tells whether a text begins with a key without quotes.
fn begins_with_bare_key(text: &str) -> bool {
    let key = text.trim_start();
    let rest = key.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_' || c == '$');
    rest.len() < key.len() && rest.starts_with(':')
}
