//! JSON as pages really carry it: strict where it can be, mended where it must be.

use serde_json::Value;

/// The most of one script that is read, in bytes.
pub(super) const CAP: usize = 16 << 20;

/// Reads JSON; where that fails, once more after mending what pages get wrong: wrappers, raw controls in strings,
/// trailing commas, several values in a row, an end that was cut off. Linear in the text; serde limits the depth.
pub(super) fn parse_lenient(text: &str) -> Option<Value> {
    if text.len() > CAP {
        return None;
    }
    let text = unwrapped(text);
    serde_json::from_str(text)
        .ok()
        .or_else(|| several(text))
        .or_else(|| serde_json::from_str(&mended(text)).ok())
        .or_else(|| {
            let unescaped = text
                .contains("&quot;")
                .then(|| text.replace("&quot;", "\"").replace("&amp;", "&"))?;
            serde_json::from_str(&mended(&unescaped)).ok()
        })
}

/// Takes off what scripts are wrapped in: comments, CDATA, byte order mark, a closing semicolon.
fn unwrapped(text: &str) -> &str {
    let mut text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    for (open, close) in [
        ("<!--", "-->"),
        ("//<![CDATA[", "//]]>"),
        ("<![CDATA[", "]]>"),
        ("/*<![CDATA[*/", "/*]]>*/"),
    ] {
        if let Some(inner) = text.strip_prefix(open) {
            let inner = inner.trim();
            text = inner.strip_suffix(close).unwrap_or(inner).trim();
        }
    }
    text.trim_end_matches([';', ' ', '\n'])
}

/// Reads several values that stand one after another as a list of them.
fn several(text: &str) -> Option<Value> {
    let values: Result<Vec<Value>, _> = serde_json::Deserializer::from_str(text)
        .into_iter()
        .collect();
    values.ok().filter(|v| !v.is_empty()).map(Value::Array)
}

/// Mends a text character by character: what stands inside of strings, and what between them.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut open: Vec<char> = Vec::new();
    let mut chars = text.chars().peekable();
    let mut in_string = false;
    while let Some(c) = chars.next() {
        if in_string {
            match c {
                '\\' => match chars.next() {
                    Some('u') => {
                        let code: String =
                            std::iter::from_fn(|| chars.next_if(char::is_ascii_hexdigit))
                                .take(4)
                                .collect();
                        push_escape(&mut out, &code, &mut chars);
                    }
                    Some(e @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't')) => {
                        out.extend(['\\', e])
                    }
                    Some('\'') => out.push('\''),
                    Some(other) => out.push(other),
                    None => {}
                },
                '"' => {
                    // `""2017…""`: a quote that opens a word right after the opening one was typed twice.
                    if out.ends_with('"') && chars.peek().is_some_and(|n| n.is_alphanumeric()) {
                        continue;
                    }
                    if chars.peek() == Some(&'"') && !out.ends_with(['"', ':', ',']) {
                        chars.next();
                    }
                    out.push('"');
                    in_string = false;
                }
                c if c.is_control() => {
                    use std::fmt::Write as _;
                    let _ = write!(out, "\\u{:04x}", u32::from(c));
                }
                c => out.push(c),
            }
            continue;
        }
        match c {
            '"' => {
                in_string = true;
                out.push('"');
            }
            '{' => {
                open.push('}');
                out.push(c);
            }
            '[' => {
                open.push(']');
                out.push(c);
            }
            '}' | ']' => {
                while out.ends_with(|c: char| c == ',' || c.is_whitespace()) {
                    out.pop();
                }
                if open.last() == Some(&c) {
                    open.pop();
                    out.push(c);
                }
            }
            '/' if chars.peek() == Some(&'*') => {
                let mut last = ' ';
                while let Some(inside) = chars.next() {
                    if last == '*' && inside == '/' {
                        break;
                    }
                    last = inside;
                }
            }
            '/' if chars.peek() == Some(&'/') => while chars.next_if(|c| *c != '\n').is_some() {},
            'N' if chars.peek() == Some(&'a') => {
                chars.next();
                chars.next();
                out.push_str("null");
            }
            _ => out.push(c),
        }
    }
    if in_string {
        out.push('"');
    }
    while out.ends_with(|c: char| c == ',' || c.is_whitespace()) {
        out.pop();
    }
    if out.ends_with(':') {
        out.push_str("null");
    }
    out.extend(open.into_iter().rev());
    out
}

/// Writes `\uXXXX` again; half of a pair that lost its other half becomes a replacement character.
fn push_escape(out: &mut String, code: &str, chars: &mut std::iter::Peekable<std::str::Chars>) {
    let unit = u32::from_str_radix(code, 16).unwrap_or(0xfffd);
    let written = match unit {
        0xd800..=0xdbff => {
            let rest: String = chars.clone().take(6).collect();
            let low = rest
                .strip_prefix("\\u")
                .and_then(|hex| u32::from_str_radix(hex, 16).ok());
            if let Some(low @ 0xdc00..=0xdfff) = low {
                chars.by_ref().take(6).for_each(drop);
                char::from_u32(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00))
            } else {
                None
            }
        }
        unit => char::from_u32(unit),
    };
    match written.unwrap_or('\u{fffd}') {
        c @ ('"' | '\\') => out.extend(['\\', c]),
        c if c.is_control() => {
            use std::fmt::Write as _;
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        }
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn what_pages_get_wrong_is_mended() {
        for (text, value) in [
            ("{\"a\": 1}", json!({"a": 1})),
            ("\u{feff} {\"a\": 1};", json!({"a": 1})),
            ("<!-- {\"a\": 1} -->", json!({"a": 1})),
            ("//<![CDATA[\n{\"a\": 1}\n//]]>", json!({"a": 1})),
            (
                "{\"a\": \"one\ntwo\tthree\"}",
                json!({"a": "one\ntwo\tthree"}),
            ),
            ("{\"a\": [1, 2,], }", json!({"a": [1, 2]})),
            ("{\"a\": NaN}", json!({"a": null})),
            ("{\"a\": 1} {\"b\": 2}", json!([{"a": 1}, {"b": 2}])),
            (
                "{\"a\": [1, {\"b\": \"cut of",
                json!({"a": [1, {"b": "cut of"}]}),
            ),
            ("{\"a\": \"half \\ud83d\"}", json!({"a": "half \u{fffd}"})),
            (
                "{\"a\": \"whole \\ud83d\\ude00\",}",
                json!({"a": "whole 😀"}),
            ),
            ("{&quot;a&quot;: &quot;x&quot;}", json!({"a": "x"})),
            (
                "{\"a\": \"\"2017-03-23\"\", \"b\": \"\"}",
                json!({"a": "2017-03-23", "b": ""}),
            ),
            (
                "{/* note */\"a\": 1, // more\n\"b\": \"http://x\"}",
                json!({"a": 1, "b": "http://x"}),
            ),
            ("{\"a\": \"it\\'s\"}", json!({"a": "it's"})),
        ] {
            assert_eq!(parse_lenient(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in ["", "hello", "var x = 1", "<html>"] {
            assert_eq!(parse_lenient(text), None, "{text}");
        }
        let deep = "[".repeat(100_000);
        assert_eq!(parse_lenient(&deep), None);
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "[\\[\\]{}\",:0-9a-z\\\\u\n\t /*&;'<!-]{0,200}") {
            let _ = parse_lenient(&text);
        }
    }
}
