//! What a page's scripts say, found by name.

use serde_json::Value;

use crate::source::json;

/// The longest object that is read.
const OBJECT: usize = 512 * 1024;
/// How far behind a name its value begins.
const REACH: usize = 16;

/// Reads the object that is assigned to a name, or stands under it as a key.
pub(super) fn object(text: &str, name: &str) -> Option<Value> {
    let values = memchr::memmem::find_iter(text.as_bytes(), name.as_bytes()).take(8);
    values
        .filter_map(|at| read(text.get(at + name.len()..)?))
        .next()
}

fn read(rest: &str) -> Option<Value> {
    let open = rest.find('{').filter(|at| *at <= REACH)?;
    let rest = rest.get(open..)?;
    json::parse_lenient_capped(rest.get(..balanced(rest)?)?, OBJECT).ok()
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

/// Returns the text that stands under a key: `"key":"text"`.
pub(super) fn text<'a>(page: &'a str, key: &str) -> Option<&'a str> {
    let name = format!("\"{key}\"");
    memchr::memmem::find_iter(page.as_bytes(), name.as_bytes()).find_map(|at| {
        let rest = page.get(at + name.len()..)?.trim_start();
        let value = rest.strip_prefix(':')?.trim_start().strip_prefix('"')?;
        value.get(..value.find('"')?)
    })
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
