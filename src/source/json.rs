//! Lenient JSON: what scripts of real pages hold where JSON should be.
//!
//! Knows nothing of live blogs, schema.org or HTML. Every function is linear in its input and bounded in depth.

mod packed;
mod page;
mod repair;
mod room;
mod script;

use serde_json::Value;

pub use packed::{streamed, unpacked};
pub use page::scripts;
pub use room::Room;
pub use script::assignments;

/// The longest text that is read, in bytes: no page is longer.
pub const MAX_APP_STATE: usize = 16 * 1024 * 1024;

/// What interfaces write before a document, so that no other page can run it as a script.
const GUARDS: &[&str] = &[")]}',", ")]}'", "while(1);", "for(;;);", "throw 1;"];

/// Why a text was not read as JSON.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// The text is longer than the cap.
    #[error("a script of {0} bytes is too long to be read")]
    TooLong(usize),
    /// The text is no JSON even with all leniency; says where reading stopped.
    #[error("not JSON: {0}")]
    Malformed(String),
}

/// Reads JSON as far as there is room for its values: strictly where possible, else with the mistakes of real pages
/// repaired. A text of more bytes than `cap` is refused.
///
/// Repaired are: byte order marks, comment and CDATA wrappers, comments, a trailing semicolon, control characters and
/// unescaped quotes in strings, doubled quotes, trailing and missing commas, bare keys, `NaN` and its like (null), lone
/// surrogates (U+FFFD), quotes escaped for HTML, and a cut-off end. Several documents in a row become an array.
pub fn parse_within(text: &str, cap: usize, room: &Room) -> Result<Value, JsonError> {
    if text.len() > cap {
        return Err(JsonError::TooLong(text.len()));
    }
    let bare = without_wrappers(text);
    if let Ok(value) = room.read(bare) {
        return Ok(value);
    }
    let decoded = is_escaped_for_html(bare).then(|| without_entities(bare));
    let bare = decoded.as_deref().unwrap_or(bare);
    let mut documents = repair::documents(bare, room)?;
    match documents.pop() {
        Some(only) if documents.is_empty() => Ok(only),
        Some(last) => {
            documents.push(last);
            Ok(Value::Array(documents))
        }
        None => Err(JsonError::Malformed("no object or array".into())),
    }
}

/// Reads JSON as [`parse_within`] does, as the only document of its page.
pub fn parse_lenient_capped(text: &str, cap: usize) -> Result<Value, JsonError> {
    parse_within(text, cap, &Room::default())
}

/// Reads JSON of at most [`MAX_APP_STATE`] bytes as [`parse_lenient_capped`] does.
#[cfg(test)]
pub fn parse_lenient(text: &str) -> Result<Value, JsonError> {
    parse_lenient_capped(text, MAX_APP_STATE)
}

/// Takes off what hides a script from old browsers and XML parsers, and the semicolon behind it.
fn without_wrappers(text: &str) -> &str {
    const BEFORE: [&str; 7] = [
        "\u{feff}",
        "<!--",
        "<![CDATA[",
        "//<![CDATA[",
        "// <![CDATA[",
        "/*<![CDATA[*/",
        "/* <![CDATA[ */",
    ];
    // "]]>" stands behind "//]]>": the longer first.
    const BEHIND: [&str; 9] = [
        "/* ]]> */",
        "/*]]>*/",
        "// ]]>",
        "//]]>",
        "// -->",
        "//-->",
        "-->",
        "]]>",
        ";",
    ];
    let mut bare = without_comment(text.trim());
    let before = BEFORE.iter().chain(GUARDS);
    while let Some(rest) = before
        .clone()
        .find_map(|wrapper| bare.strip_prefix(wrapper))
    {
        bare = rest.trim_start();
    }
    bare = argument(bare).unwrap_or(bare);
    while let Some(rest) = BEHIND.iter().find_map(|wrapper| bare.strip_suffix(wrapper)) {
        bare = rest.trim_end();
    }
    bare
}

/// Takes off comments that stand before a document.
fn without_comment(mut text: &str) -> &str {
    loop {
        let rest = if text.starts_with("//<![CDATA[") || text.starts_with("// <![CDATA[") {
            None
        } else if let Some(line) = text.strip_prefix("//") {
            line.split_once('\n').map(|(_, rest)| rest)
        } else {
            text.strip_prefix("/*")
                .and_then(|comment| comment.split_once("*/"))
                .map(|(_, rest)| rest)
        };
        match rest {
            Some(rest) => text = rest.trim_start(),
            None => return text,
        }
    }
}

/// Returns the document that a text hands to a function ("callback({…});"), as interfaces do for scripts.
fn argument(text: &str) -> Option<&str> {
    let inner = call(text)?.trim_end().trim_end_matches(';').trim_end();
    inner.strip_suffix(')')
}

/// Returns what stands behind the bracket of a function that is called with a document.
fn call(text: &str) -> Option<&str> {
    let (name, rest) = text.split_once('(')?;
    let is_name = (1..80).contains(&name.len())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._$".contains(c));
    let rest = rest.trim_start();
    (is_name && rest.starts_with(['{', '['])).then_some(rest)
}

/// Tells whether a text begins as a document does, bare or in what interfaces wrap it in.
pub fn begins(text: &str) -> bool {
    let bare = without_comment(text.trim_start());
    bare.starts_with(['{', '['])
        || GUARDS.iter().any(|guard| bare.starts_with(guard))
        || call(bare).is_some()
}

/// Tells whether a whole document was escaped for HTML: its first key or text begins with an entity.
fn is_escaped_for_html(text: &str) -> bool {
    let inner = text.trim_start_matches(|c: char| c.is_whitespace() || "[{".contains(c));
    inner.len() < text.len()
        && ["&quot;", "&#34;", "&#x22;"]
            .iter()
            .any(|quote| inner.starts_with(quote))
}

fn without_entities(text: &str) -> String {
    // The ampersand last: what was escaped twice is text that shows an entity.
    [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#x22;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&apos;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (entity, plain)| {
        text.replace(entity, plain)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn mistakes_of_real_pages_are_repaired() {
        let rows = [
            ("\u{feff}{\"a\":1}", json!({"a": 1})),
            ("{\"a\":1};", json!({"a": 1})),
            ("// live blog\n/* more */ {\"a\":1}", json!({"a": 1})),
            (")]}',\n{\"a\":1}", json!({"a": 1})),
            ("for(;;);{\"a\":1}", json!({"a": 1})),
            ("jQuery1_2.done( {\"a\":\"(b)\"} );", json!({"a": "(b)"})),
            ("<!-- {\"a\":1} -->", json!({"a": 1})),
            ("//<![CDATA[\n{\"a\":1}\n//]]>", json!({"a": 1})),
            ("/* <![CDATA[ */ {\"a\":1}; /* ]]> */", json!({"a": 1})),
            (
                "{\"a\":/* one */1, // two\n\"b\":2}",
                json!({"a": 1, "b": 2}),
            ),
            ("{\"a\":\"x\ny\tz\u{1}\"}", json!({"a": "x\ny\tz\u{1}"})),
            ("{\"a\":[1,2,],}", json!({"a": [1, 2]})),
            ("{\"a\":[1,,2]}", json!({"a": [1, 2]})),
            ("{\"a\":1 \"b\":2}", json!({"a": 1, "b": 2})),
            ("[{\"a\":1}{\"b\":2}]", json!([{"a": 1}, {"b": 2}])),
            (
                "{\"a\":NaN,\"b\":-Infinity,\"c\":undefined}",
                json!({"a": null, "b": null, "c": null}),
            ),
            (
                "{\"a\":1e999,\"b\":+1,\"c\":.5,\"d\":007}",
                json!({"a": null, "b": 1, "c": 0.5, "d": 7}),
            ),
            ("{\"a\":\"\\ud83d\"}", json!({"a": "\u{fffd}"})),
            (
                "{\"a\":\"\\ud83d\\ude00\\udc00\",}",
                json!({"a": "😀\u{fffd}"}),
            ),
            ("{\"a\":\"it\\'s \\d\"}", json!({"a": "it's \\d"})),
            (
                "{&quot;a&quot;:&quot;x &amp;amp; y&quot;}",
                json!({"a": "x &amp; y"}),
            ),
            (
                "{\"a\":\"\"2017-03-23T10:33:01\"\",\"b\":\"\"}",
                json!({"a": "2017-03-23T10:33:01", "b": ""}),
            ),
            (
                "{\"a\":\"he said \"no\" twice\",\"b\":1}",
                json!({"a": "he said \"no\" twice", "b": 1}),
            ),
            (
                "{\"a\":\"\"No\", he said\",\"b\":1}",
                json!({"a": "\"No\", he said", "b": 1}),
            ),
            (
                "{'a':'it\\'s \"on\"','b':['don't, he said'],c:`two\nlines`,}",
                json!({"a": "it's \"on\"", "b": ["don't, he said"], "c": "two\nlines"}),
            ),
            ("{a:1,$b_2:true}", json!({"a": 1, "$b_2": true})),
            ("{\"a\":1}{\"b\":2}", json!([{"a": 1}, {"b": 2}])),
            ("{\"a\":1},\n{\"b\":2}", json!([{"a": 1}, {"b": 2}])),
            (
                "{\"a\":[1,{\"b\":\"cut o",
                json!({"a": [1, {"b": "cut o"}]}),
            ),
            ("{\"a\":1,\"b\":", json!({"a": 1, "b": null})),
            ("{\"a\":1,\"b", json!({"a": 1, "b": null})),
            ("{\"a\":1,\"b\":\"x\\", json!({"a": 1, "b": "x"})),
            ("{\"a\":1,\"b\":\"x\\u00", json!({"a": 1, "b": "x\u{fffd}"})),
            ("{\"a\":[1,2}", json!({"a": [1, 2]})),
            ("{\"a\":1}}", json!({"a": 1})),
            ("{\"a\":tru", json!({"a": null})),
        ];
        for (text, expected) in rows {
            assert_eq!(parse_lenient(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn sound_json_is_read_as_it_is() {
        let text =
            r#"{"a":"</script> &quot;x&quot; // no comment","b":[1.5,true,null],"a":"last wins"}"#;
        assert_eq!(
            parse_lenient(text),
            Ok(json!({"a": "last wins", "b": [1.5, true, null]}))
        );
        assert_eq!(parse_lenient(" \"text\" "), Ok(json!("text")));
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in [
            "",
            " ",
            "function() { return {}; }",
            "{ return x; }",
            "<html>",
            "var a = 1",
            "{\"a\": foo(1)}",
        ] {
            assert!(parse_lenient(text).is_err(), "{text}");
        }
    }

    #[test]
    fn size_and_depth_are_bounded() {
        assert_eq!(
            parse_lenient_capped("[1,2,3]", 6),
            Err(JsonError::TooLong(7))
        );
        let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(parse_lenient(&deep).is_err());
        let shallow = format!("{}1{}", "[".repeat(100), ",]".repeat(100));
        assert!(parse_lenient(&shallow).is_ok());
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "[\\[\\]{}:,\"'\\\\a-c0-9.eE+ \n/*&;u-]{0,80}") {
            let _ = (parse_lenient(&text), assignments(&text, &Room::default(), |_| true));
        }

        #[test]
        fn every_cut_of_a_document_still_reads(cut in 1..75_usize) {
            let text = r#"{"a":[1,-2.5e3,true],"b":{"c":"x\u00e9\n","d":null},"e":"é 😀","f":[[],{}]}"#;
            let end = (0..=cut).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
            if end > 0 {
                prop_assert!(parse_lenient(&text[..end]).is_ok(), "{}", &text[..end]);
            }
        }

        #[test]
        fn what_serde_writes_survives_repair(text in ".{0,40}", number in any::<i32>()) {
            let value = json!([{"k": text, "n": number}]);
            let written = value.to_string();
            // A trailing comma forces the repair.
            let broken = format!("{},]", &written[..written.len() - 1]);
            prop_assert_eq!(parse_lenient(&broken), Ok(value));
        }
    }
}
