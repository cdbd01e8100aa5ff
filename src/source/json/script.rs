//! The JSON that scripts assign, push or parse.

use serde_json::Value;

use super::{
    MAX_APP_STATE, Room, parse_within,
    repair::{self, Named},
};

/// How often a script may be read over in search of literals; hostile scripts begin many that never end.
const PASSES: usize = 4;

/// What is called with JSON in a string.
const PARSE: &str = "JSON.parse(";
/// What reads a text that was escaped as addresses are.
const ENCODED: &str = "decodeURIComponent(";

/// Returns the JSON objects and arrays that a script assigns, pushes or parses, in script order; those that are not
/// wanted are dropped as they are met, as a script may have a hundred thousand of them.
///
/// Reads `window.X = {…};`, `var x = JSON.parse("…")`, `self.__next_f.push([1,"…"])` and the like; a script that is one
/// JSON document is returned as that, as far as there is room for its values. Empty objects and arrays are left out, as
/// are scripts over [`MAX_APP_STATE`].
#[must_use]
pub fn assignments(script: &str, room: &Room, is_wanted: impl Fn(&Value) -> bool) -> Vec<Value> {
    if script.len() > MAX_APP_STATE {
        return Vec::new();
    }
    if script.trim_start().starts_with(['{', '['])
        && let Ok(whole) = parse_within(script, MAX_APP_STATE, room)
    {
        return vec![whole];
    }
    let named = arguments(script);
    let mut found = Vec::new();
    let mut budget = script.len().saturating_mul(PASSES);
    let mut place = 0;
    while let Some(start) = next_literal(script, place) {
        let before = room.taken();
        let (value, end) = literal(script, start, &named, room);
        if let Some(value) = value {
            if is_filled(&value) && is_wanted(&value) {
                found.push(value);
            } else {
                room.give_back(before);
            }
            place = end.max(start + 1);
            continue;
        }
        let spent = end.saturating_sub(start);
        if spent >= budget {
            break;
        }
        budget -= spent;
        place = start + 1;
    }
    found
}

fn is_filled(value: &Value) -> bool {
    match value {
        Value::Object(object) => !object.is_empty(),
        Value::Array(array) => !array.is_empty(),
        _ => false,
    }
}

/// Reads what a function that is called where it stands is called with, by the names that it has within:
/// `(function(a,b){return {…}}("x",null))`.
fn arguments(script: &str) -> Named {
    let named = || {
        let (_, rest) = script.split_once("(function(")?;
        let (names, rest) = rest.split_once(')')?;
        rest.trim_start()
            .strip_prefix('{')?
            .trim_start()
            .strip_prefix("return")?;
        let (_, values) = rest.rsplit_once("}(")?;
        let values = values
            .rsplit_once("))")
            .map_or(values, |(values, _)| values);
        let (values, _) = repair::first(&format!("[{values}]"), 0, &Room::default());
        let values = values.ok()?;
        let names = names.split(',').map(|name| name.trim().to_owned());
        let values = values.as_array()?.iter().map(Value::to_string);
        Some(names.zip(values).collect())
    };
    named().unwrap_or_default()
}

/// Finds the next bracket or quote that an assignment, a call or `JSON.parse` leads to.
///
/// Programs are full of quotes; asking each of them what leads to it costs more than asking each call what it is.
fn next_literal(script: &str, from: usize) -> Option<usize> {
    let bytes = script.as_bytes();
    // The quote behind a call, if white space alone parts them.
    let quote_behind = |call: usize| {
        let rest = script.get(call..)?;
        let quote = rest.trim_start();
        quote
            .starts_with(['"', '\'', '`'])
            .then(|| call + rest.len() - quote.len())
    };
    let calls_parse = |end: usize| {
        let before = script.get(..end);
        before
            .map(str::trim_end)
            .is_some_and(|before| before.ends_with(PARSE) || before.ends_with(ENCODED))
    };
    if calls_parse(from)
        && let Some(at) = quote_behind(from)
    {
        return Some(at);
    }
    let mut place = from;
    loop {
        let at = place + memchr::memchr3(b'{', b'[', b'(', bytes.get(place..)?)?;
        place = at + 1;
        if bytes.get(at) == Some(&b'(') {
            if calls_parse(place)
                && let Some(quote) = quote_behind(place)
            {
                return Some(quote);
            }
            continue;
        }
        let before = script.get(..at)?.trim_end();
        // `=>` opens a function's body, `==` compares.
        let assigned = before.ends_with('=') && !before.ends_with("==");
        // Where a whole object is no data, its members may be.
        let inner = || before.ends_with([',', ':']) && bytes.get(at) == Some(&b'{');
        if assigned || before.ends_with('(') || before.ends_with("return") || inner() {
            return Some(at);
        }
    }
}

/// Reads the literal at a byte; returns it with the byte where reading stopped.
fn literal(script: &str, start: usize, named: &Named, room: &Room) -> (Option<Value>, usize) {
    match script.as_bytes().get(start) {
        Some(b'{' | b'[') => {
            let (read, end) = repair::first_naming(script, start, named, room);
            (read.ok(), end)
        }
        Some(quote) => {
            let (text, end) = string(script, start, char::from(*quote));
            let before = script.get(..start).unwrap_or_default().trim_end();
            let text = if before.ends_with(ENCODED) {
                text.map(|text| without_percents(&text))
            } else {
                text
            };
            (
                text.and_then(|text| parse_within(&text, MAX_APP_STATE, room).ok()),
                end,
            )
        }
        None => (None, start),
    }
}

/// Reads what `encodeURIComponent` wrote (ECMA-262, 19.2.6).
fn without_percents(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digits = behind.get(..2).filter(|_| *first == b'%');
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        let escaped = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(escaped.unwrap_or(*first));
        rest = behind.get(escaped.map_or(0, |_| 2)..).unwrap_or_default();
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Reads a JavaScript string literal (ECMA-262, 12.9.4); returns its text with the byte behind it.
fn string(script: &str, start: usize, quote: char) -> (Option<String>, usize) {
    let mut text = String::new();
    let mut rest = script.get(start + 1..).unwrap_or_default().char_indices();
    while let Some((at, c)) = rest.next() {
        if c == quote {
            return (Some(text), start + 1 + at + c.len_utf8());
        }
        if c != '\\' {
            text.push(c);
            continue;
        }
        let Some((_, escaped)) = rest.next() else {
            break;
        };
        match escaped {
            'n' => text.push('\n'),
            'r' => text.push('\r'),
            't' => text.push('\t'),
            'b' => text.push('\u{8}'),
            'f' => text.push('\u{c}'),
            'v' => text.push('\u{b}'),
            '\n' => {}
            // What JSON will decode itself stays an escape: surrogates come in pairs.
            'u' => text.push_str("\\u"),
            'x' => {
                let digits: String = rest.by_ref().take(2).map(|(_, digit)| digit).collect();
                let byte = u8::from_str_radix(&digits, 16).unwrap_or(b'?');
                // A quote or backslash in hexadecimal is part of the JSON's own syntax.
                text.push(char::from(byte));
            }
            c => text.push(c),
        }
    }
    (None, script.len())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn all(script: &str) -> Vec<Value> {
        assignments(script, &Room::default(), |_| true)
    }

    #[test]
    fn assigned_pushed_and_parsed_literals_are_found_in_order() {
        let script = r#"
            (function() { var quote = /"/; if (a == {}) { b = () => { return 1; }; } })();
            window.__STATE__ = {"posts":[{"id":1,"text":"a; b = {\"c\":2}"}]};
            var settings = JSON.parse("{\"live\":true,\"html\":\"<p class=\\\"x\\\">é\\n<\/p>\"}");
            let other = JSON.parse('{"it\'s":"\x22quoted\x22"}'.trim());
            self.__next_f.push([1,"5:[\"$\",\"div\"]\n"])
            dataLayer.push({page: {type: "live", n: undefined,},});
            empty = {}; call({a: function() { return 1; }});
        "#;
        let found = all(script);
        assert_eq!(
            found,
            [
                json!({"posts": [{"id": 1, "text": "a; b = {\"c\":2}"}]}),
                json!({"live": true, "html": "<p class=\"x\">é\n</p>"}),
                json!({"it's": "quoted"}),
                json!([1, "5:[\"$\",\"div\"]\n"]),
                json!({"page": {"type": "live", "n": null}}),
            ]
        );
    }

    #[test]
    fn parsed_strings_are_found_over_white_space_and_one_behind_the_other() {
        let script = "JSON.parse( \n'[1]')+JSON.parse(`[2]`);JSON.parse(x,\"[3]\");parse('[4]');x=\"[5]\";JSON.parse([6])";
        assert_eq!(all(script), [json!([1]), json!([2]), json!([6])]);
        assert_eq!(next_literal("JSON.parse( '[1]'", 11), Some(12));
        assert_eq!(next_literal("JSON.parse( '[1]'", 12), Some(12));
        assert_eq!(next_literal("JSON.parse( x", 11), None);
    }

    #[test]
    fn a_script_that_is_json_is_one_value() {
        assert_eq!(
            all("\n{\"props\":{\"a\":1}}\n"),
            [json!({"props": {"a": 1}})]
        );
        assert!(all("console.log('nothing')").is_empty());
    }

    #[test]
    fn literals_without_end_cost_no_more_than_some_passes() {
        let hostile = "x=[1,".repeat(200_000);
        assert!(all(&hostile).len() <= 1);
        let hostile = "x=JSON.parse(\"".repeat(100_000);
        assert!(all(&hostile).is_empty());
    }
}
