//! What a page's scripts say, found by name.

use serde_json::Value;

use crate::source::json;

/// The longest object that is read.
const OBJECT: usize = 512 * 1024;
/// The longest text that is read.
const TEXT: usize = 2 * 1024;
/// How far behind a name its value begins.
const REACH: usize = 16;

/// Returns what stands behind the first of a mark.
pub(super) fn behind<'a>(page: &'a str, mark: &str) -> Option<&'a str> {
    let at = memchr::memmem::find(page.as_bytes(), mark.as_bytes())?;
    page.get(at + mark.len()..)
}

/// Reads the object that is assigned to a name, or stands under it as a key.
pub(super) fn object(text: &str, name: &str) -> Option<Value> {
    let values = memchr::memmem::find_iter(text.as_bytes(), name.as_bytes());
    values
        .filter_map(|at| opened(text.get(at + name.len()..)?))
        .take(8)
        .find_map(|rest| json::parse_lenient_capped(rest.get(..balanced(rest)?)?, OBJECT).ok())
}

/// What a text holds from the brace on that opens a value.
fn opened(rest: &str) -> Option<&str> {
    let near = rest.bytes().take(REACH + 1);
    let open = near.take_while(|b| *b != b',').position(|b| b == b'{')?;
    rest.get(open..)
}

/// Returns where the object that a text begins with ends.
fn balanced(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut quoted = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().take(OBJECT) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' if !quoted => depth += 1,
            b'}' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// Returns the text that stands under a key, unescaped: `"key":"text"`.
pub(super) fn text(page: &str, key: &str) -> Option<String> {
    let name = format!("\"{key}\"");
    memchr::memmem::find_iter(page.as_bytes(), name.as_bytes()).find_map(|at| {
        let rest = page.get(at + name.len()..)?.trim_start();
        let value = rest.strip_prefix(':')?.trim_start();
        serde_json::from_str(value.get(..quoted(value)?)?).ok()
    })
}

/// Returns where the quoted text that a text begins with ends.
fn quoted(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('"')?;
    let mut escaped = false;
    let end = inside.bytes().take(TEXT).position(|byte| {
        let closes = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        closes
    })?;
    Some(end + 2)
}

/// Returns the run of digits and letters of base sixteen behind a mark, where it is as long as asked for.
pub(super) fn hexadecimal<'a>(page: &'a str, mark: &str, len: usize) -> Option<&'a str> {
    memchr::memmem::find_iter(page.as_bytes(), mark.as_bytes()).find_map(|at| {
        let rest = page.get(at + mark.len()..)?;
        let run = rest.get(..len)?;
        let next = rest.as_bytes().get(len);
        let whole =
            run.bytes().all(|b| b.is_ascii_hexdigit()) && !next.is_some_and(u8::is_ascii_hexdigit);
        whole.then_some(run)
    })
}

/// Tells whether a text is so many digits and letters of base sixteen, and nothing else.
pub(super) fn is_hexadecimal(text: &str, len: usize) -> bool {
    text.len() == len && text.bytes().all(|b| b.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_unescaped_and_what_is_no_text_is_passed_over() {
        let page = r#"{"host": 7, "host":"unclosed\"#;
        assert_eq!(text(page, "host"), None);
        let page = r#"<script>{"host":null,"host" : "https:\/\/api.post.example\u002Fa\"b"}"#;
        assert_eq!(
            text(page, "host").as_deref(),
            Some("https://api.post.example/a\"b")
        );
        let page = format!(r#""host":"{}""#, "a".repeat(TEXT));
        assert_eq!(text(&page, "host"), None);
    }

    #[test]
    fn an_object_is_found_behind_values_of_its_name_that_are_none() {
        let others = r#"{"blog":"1","next":{}},"#.repeat(20);
        let page = format!(r#"[{others}{{"blog": {{"_id":"7"}}}}]"#);
        assert_eq!(
            object(&page, "\"blog\"").and_then(|blog| Some(blog.get("_id")?.as_str()?.to_owned())),
            Some("7".to_owned())
        );
    }
}
