//! The scripts of a page, found in its text without a tree.

use memchr::{memchr, memchr_iter, memmem};

/// A script element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Script<'p> {
    /// What stands in its opening tag behind the name.
    pub attributes: &'p str,
    /// What stands between its tags; up to the end of the page where it has no end.
    pub content: &'p str,
}

/// Returns the scripts of a page in their order. No byte is in two of them, so that all cost no more than the page.
pub fn scripts(page: &str) -> impl Iterator<Item = Script<'_>> {
    let mut rest = page;
    std::iter::from_fn(move || {
        let script = first(rest);
        rest = script.map_or("", |(_, rest)| rest);
        script.map(|(script, _)| script)
    })
}

/// Finds the first script with what follows it.
fn first(page: &str) -> Option<(Script<'_>, &str)> {
    let bytes = page.as_bytes();
    let begins = |at: &usize| {
        let behind = bytes.get(at + 7);
        is_at(bytes, *at, b"<script")
            && behind.is_some_and(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
    };
    let start = memchr_iter(b'<', bytes).find(begins)? + "<script".len();
    let tag = page.get(start..)?;
    let (attributes, content) = tag.split_at_checked(close(tag)?)?;
    let content = content.get(1..)?;
    let end = memmem::find_iter(content.as_bytes(), b"</")
        .find(|at| is_at(content.as_bytes(), *at, b"</script"))
        .unwrap_or(content.len());
    let (content, after) = content.split_at_checked(end)?;
    Some((
        Script {
            attributes,
            content,
        },
        after,
    ))
}

/// Finds where a tag closes; a `>` in a quoted value does not close it.
fn close(tag: &str) -> Option<usize> {
    let bytes = tag.as_bytes();
    let plain = memchr(b'>', bytes)?;
    let mut quote = None;
    // A quote that is never closed would take the page with it.
    for (at, byte) in bytes.iter().enumerate().take(plain + 1_000) {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    Some(plain)
}

fn is_at(bytes: &[u8], at: usize, name: &[u8]) -> bool {
    bytes
        .get(at..at + name.len())
        .is_some_and(|found| found.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(page: &str) -> Vec<(&str, &str)> {
        scripts(page)
            .map(|script| (script.attributes.trim(), script.content))
            .collect()
    }

    #[test]
    fn scripts_are_found_in_any_spelling_and_none_twice() {
        assert_eq!(
            found(
                "<p>application/ld+json><script>a</script><SCRIPT type='x>y'\nid=b>c</Script ><scripted>no<script src=d/><script>"
            ),
            [("", "a"), ("type='x>y'\nid=b", "c"), ("src=d/", "<script>")]
        );
        assert_eq!(
            found("<script data-x='open>a</script>b"),
            [("data-x='open", "a")]
        );
        assert_eq!(found("<script>é"), [("", "é")]);
        for none in ["", "<script", "<script type=x", "</script>", "<scriptx>"] {
            assert!(found(none).is_empty(), "{none}");
        }
    }

    #[test]
    fn scripts_without_end_are_looked_at_once() {
        let page = "<script type=application/ld+json>{\"a\":[1,".repeat(50_000);
        assert_eq!(found(&page).len(), 1);
    }
}
