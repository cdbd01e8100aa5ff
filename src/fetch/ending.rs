//! Whether a page has its end: servers, proxies and scripts break off in the middle, and not every cut is a failure of
//! the connection.

/// How a page ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// With what its form ends with.
    Whole,
    /// In the middle of something.
    Cut,
    /// Without the end that pages of HTML have, and may leave out.
    Missing,
    /// Somewhere; nothing is known of its form.
    Open,
}

/// How far from its last byte a page's end is looked for.
const TAIL: usize = 2048;
/// How far from its first byte a page says what it is.
const HEAD: usize = 1024;

impl Ending {
    /// Tells whether something may be missing behind it.
    pub(super) fn lacks_end(self) -> bool {
        matches!(self, Self::Cut | Self::Missing)
    }

    /// Says how a page ends, by its first and last bytes.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let start = bytes.trim_ascii_start();
        let end = bytes.trim_ascii_end();
        match (start.first(), end.last()) {
            (Some(b'{'), last) => closed(last == Some(&b'}')),
            (Some(b'['), last) => closed(last == Some(&b']')),
            (Some(b'<'), _) => of_markup(start, end),
            _ => Self::Open,
        }
    }
}

fn closed(is_closed: bool) -> Ending {
    if is_closed {
        Ending::Whole
    } else {
        Ending::Cut
    }
}

fn of_markup(start: &[u8], end: &[u8]) -> Ending {
    let head = start.get(..HEAD).unwrap_or(start).to_ascii_lowercase();
    let tail = end.get(end.len().saturating_sub(TAIL)..).unwrap_or(end);
    let tail = tail.to_ascii_lowercase();
    let begins = |tag: &str| memchr::memmem::find(&head, tag.as_bytes()).is_some();
    let ends = |tag: &str| memchr::memmem::find(&tail, tag.as_bytes()).is_some();
    // A page says what it is before all else: HTML may hold an element of any name.
    if begins("<html") || begins("<!doctype html") {
        return if ends("</html") {
            Ending::Whole
        } else if is_inside(&tail) {
            Ending::Cut
        } else {
            Ending::Missing
        };
    }
    let feeds = [
        ("<rss", "</rss"),
        ("<feed", "</feed"),
        ("<rdf:rdf", "</rdf:rdf"),
    ];
    let feed = feeds.into_iter().find(|(root, _)| begins(root));
    match feed {
        Some((_, root)) => closed(ends(root)),
        None => Ending::Open,
    }
}

/// Tells whether markup breaks off inside of a tag, a comment or a script.
fn is_inside(tail: &[u8]) -> bool {
    let last = |what: &str| memchr::memmem::rfind(tail, what.as_bytes());
    [("<", ">"), ("<!--", "-->"), ("<script", "</script")]
        .into_iter()
        .any(|(opens, closes)| last(opens).is_some() && last(opens) > last(closes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_as_its_form_does_is_whole() {
        for page in [
            "<!doctype html><html><body>Words</body></html>\n",
            "<HTML><p>Words</HTML >",
            "<?xml version=\"1.0\"?>\n<rss><channel></channel></rss>",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"></feed>",
            "<rdf:RDF></rdf:RDF>",
            " {\"items\": []} ",
            "[1, 2]",
        ] {
            assert_eq!(Ending::of(page.as_bytes()), Ending::Whole, "{page}");
        }
    }

    #[test]
    fn what_breaks_off_in_the_middle_is_cut() {
        for page in [
            "<!doctype html><html><body><p>Words</p><div class=\"up",
            "<html><p>Words<script type=\"application/ld+json\">{\"a\": ",
            "<html><p>Words<!-- a comment > and ",
            "<rss><channel><item><title>Words</title>",
            "<?xml version=\"1.0\"?><feed><entry>",
            "{\"items\": [{\"id\": 1}, {\"id\"",
            "[{\"id\": 1},",
        ] {
            assert_eq!(Ending::of(page.as_bytes()), Ending::Cut, "{page}");
        }
    }

    #[test]
    fn html_may_leave_its_end_out_and_of_other_things_nothing_is_known() {
        for (page, ending) in [
            ("<!doctype html><html><p>Words", Ending::Missing),
            (
                "<html><script>if (a < b) go();</script><p>Words",
                Ending::Missing,
            ),
            ("<div><p>Words", Ending::Open),
            ("Words", Ending::Open),
            ("", Ending::Open),
        ] {
            assert_eq!(Ending::of(page.as_bytes()), ending, "{page}");
        }
    }
}
