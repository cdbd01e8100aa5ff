//! The JSON that scripts assign, push or parse.

use serde_json::Value;

use super::{MAX_APP_STATE, parse_lenient_capped, repair};

/// How often a script may be read over in search of literals; hostile scripts begin many that never end.
const PASSES: usize = 4;

/// Returns the JSON objects and arrays that a script assigns, pushes or parses, in script order.
///
/// Reads `window.X = {…};`, `var x = JSON.parse("…")`, `self.__next_f.push([1,"…"])` and the like; a script that is one
/// JSON document is returned as that. Empty objects and arrays are left out, as are scripts over [`MAX_APP_STATE`].
#[must_use]
pub fn assignments(script: &str) -> Vec<Value> {
    if script.len() > MAX_APP_STATE {
        return Vec::new();
    }
    if script.trim_start().starts_with(['{', '['])
        && let Ok(whole) = parse_lenient_capped(script, MAX_APP_STATE)
    {
        return vec![whole];
    }
    let mut found = Vec::new();
    let mut budget = script.len().saturating_mul(PASSES);
    let mut place = 0;
    while let Some(start) = next_literal(script, place) {
        let (value, end) = literal(script, start);
        if let Some(value) = value {
            found.push(value);
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
    found.retain(|value| match value {
        Value::Object(object) => !object.is_empty(),
        Value::Array(array) => !array.is_empty(),
        _ => false,
    });
    found
}

/// What is called with JSON in a string.
const PARSE: &str = "JSON.parse(";

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
        before.is_some_and(|before| before.trim_end().ends_with(PARSE))
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
        if assigned || before.ends_with('(') {
            return Some(at);
        }
    }
}

/// Reads the literal at a byte; returns it with the byte where reading stopped.
fn literal(script: &str, start: usize) -> (Option<Value>, usize) {
    match script.as_bytes().get(start) {
        Some(b'{' | b'[') => {
            let (read, end) = repair::first(script, start);
            (read.ok(), end)
        }
        Some(quote) => {
            let (text, end) = string(script, start, char::from(*quote));
            (
                text.and_then(|text| parse_lenient_capped(&text, MAX_APP_STATE).ok()),
                end,
            )
        }
        None => (None, start),
    }
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
        let found = assignments(script);
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
        assert_eq!(assignments(script), [json!([1]), json!([2]), json!([6])]);
        assert_eq!(next_literal("JSON.parse( '[1]'", 11), Some(12));
        assert_eq!(next_literal("JSON.parse( '[1]'", 12), Some(12));
        assert_eq!(next_literal("JSON.parse( x", 11), None);
    }

    #[test]
    fn a_script_that_is_json_is_one_value() {
        assert_eq!(
            assignments("\n{\"props\":{\"a\":1}}\n"),
            [json!({"props": {"a": 1}})]
        );
        assert!(assignments("console.log('nothing')").is_empty());
    }

    #[test]
    fn literals_without_end_cost_no_more_than_some_passes() {
        let hostile = "x=[1,".repeat(200_000);
        assert!(assignments(&hostile).len() <= 1);
        let hostile = "x=JSON.parse(\"".repeat(100_000);
        assert!(assignments(&hostile).is_empty());
    }
}
