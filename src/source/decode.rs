//! Bytes to text: which characters the bytes stand for, and what kind of thing they are.
//!
//! Headers lie by default, pages by copying, bytes never. So what is well-formed UTF-8 is UTF-8 whatever it is called,
//! a name counts where the bytes are what it says, and where nothing is left a detector guesses.

mod label;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use url::Host;

use super::{Page, json};

/// How much of a page is searched for its own word on its encoding; standard browsers stop at 1 KiB, and templates
/// write scripts before it.
const PRESCAN: usize = 256 * 1024;
/// How much of a text the detector gets.
const DETECTED: usize = 2 * 1024 * 1024;
/// So many characters beyond ASCII are never well-formed UTF-8 by chance, whatever encoding they are in.
const NO_CHANCE: usize = 3;

/// What a text is, judged by how it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ContentKind {
    Html,
    Json,
    Xml,
    Plain,
    /// No text at all: a picture, an archive, a PDF.
    Binary,
    /// Nothing but white space.
    Empty,
}

/// Decodes a body; characters NUL, which no text has and some templates leave, are taken out.
pub(super) fn decode<'a>(page: &Page<'a>) -> Cow<'a, str> {
    let country = page
        .address
        .and_then(|address| match address.as_url().host() {
            Some(Host::Domain(name)) => name.rsplit('.').next(),
            _ => None,
        });
    text(page.bytes, page.content_type, country)
}

fn text<'a>(bytes: &'a [u8], content_type: Option<&str>, country: Option<&str>) -> Cow<'a, str> {
    let text = encoding(bytes, content_type, country).decode(bytes).0;
    if memchr::memchr(0, text.as_bytes()).is_some() {
        text.replace('\0', "").into()
    } else {
        text
    }
}

/// Finds the encoding of bytes: their byte order mark, else UTF-8 where they are that, else what they are called if
/// they can be that, else what a detector makes of them with the top-level domain of their address.
fn encoding(bytes: &[u8], content_type: Option<&str>, country: Option<&str>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(wide) = wide(bytes) {
        return wide;
    }
    let header = content_type.and_then(label::in_header);
    let own = label::in_page(bytes.get(..PRESCAN).unwrap_or(bytes));
    // Servers call everything Latin-1 where nobody told them otherwise.
    let named = match (header, own) {
        (Some(header), Some(own)) if header == WINDOWS_1252 => [Some(own), Some(header)],
        names => [names.0, names.1],
    };
    let mut named = named.into_iter().flatten().filter(|encoding| {
        // What names itself in ASCII is not wide.
        ![REPLACEMENT, UTF_16LE, UTF_16BE].contains(encoding)
    });
    match Utf8::of(bytes) {
        Utf8::Damaged => UTF_8,
        Utf8::Ascii if memchr::memmem::find(bytes, b"\x1b$").is_some() => ISO_2022_JP,
        Utf8::Ascii => named.next().unwrap_or(UTF_8),
        Utf8::Whole(characters) => named
            .next()
            .filter(|encoding| !encoding.is_single_byte() && characters < NO_CHANCE)
            .unwrap_or(UTF_8),
        Utf8::Not => named
            .find(|encoding| *encoding != UTF_8 && is(encoding, bytes))
            .unwrap_or_else(|| detect(bytes, country)),
    }
}

/// How far bytes are UTF-8.
enum Utf8 {
    /// Nothing beyond ASCII.
    Ascii,
    /// Well-formed, with so many characters beyond ASCII; counted as far as it matters.
    Whole(usize),
    /// Mostly, with other bytes in between: a cut character, a comment pasted from elsewhere.
    Damaged,
    Not,
}

impl Utf8 {
    fn of(bytes: &[u8]) -> Self {
        if bytes.is_ascii() {
            return Self::Ascii;
        }
        if std::str::from_utf8(bytes).is_ok() {
            let beyond = bytes.iter().filter(|byte| **byte >= 0xc0);
            return Self::Whole(beyond.take(NO_CHANCE).count());
        }
        let (mut good, mut bad) = (0usize, 0usize);
        for chunk in bytes.utf8_chunks() {
            let beyond = chunk.valid().bytes().filter(|byte| *byte >= 0xc0);
            good += beyond.count();
            bad += usize::from(!chunk.invalid().is_empty());
        }
        match (good, bad) {
            _ if good > bad * 4 => Self::Damaged,
            _ => Self::Not,
        }
    }
}

/// Tells whether bytes can be what an encoding's name says: next to all of them have a meaning in it.
fn is(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    if encoding.is_single_byte() {
        return true;
    }
    let beyond = bytes.iter().filter(|byte| **byte >= 0x80).count();
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    text.matches('\u{fffd}').count() * 50 <= beyond
}

fn detect(bytes: &[u8], country: Option<&str>) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes.get(..DETECTED).unwrap_or(bytes), true);
    // The detector insists on it.
    let country = country.filter(|name| {
        !name.is_empty()
            && name
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    });
    detector.guess(country.map(str::as_bytes), Utf8Detection::Deny)
}

/// Tells the byte order of UTF-16 without a mark: the markup in it is ASCII, every other byte of it NUL.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let pairs = head.len() / 2;
    let at = |side: usize| {
        head.iter()
            .skip(side)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (at(0), at(1));
    let is_most = |nuls: usize, others: usize| nuls * 4 > pairs && others * 16 < pairs.max(1);
    let encoding = match (is_most(odd, even), is_most(even, odd)) {
        (true, false) => UTF_16LE,
        (false, true) => UTF_16BE,
        _ => return None,
    };
    // Programs and archives have as many NULs.
    let (text, _) = encoding.decode_without_bom_handling(head);
    text.trim_start()
        .starts_with(['<', '{', '['])
        .then_some(encoding)
}

/// Tells what bytes are, before they are decoded.
pub(super) fn sniff(bytes: &[u8], content_type: Option<&str>) -> ContentKind {
    const MAGIC: &[&[u8]] = &[
        b"\x89PNG",
        b"GIF8",
        b"\xff\xd8\xff",
        b"%PDF",
        b"PK\x03\x04",
        b"\x1f\x8b",
        b"RIFF",
        b"\x7fELF",
        b"OggS",
        b"BZh",
        b"\xfd7zXZ",
        b"\x28\xb5\x2f\xfd",
    ];
    // Film and sound come without their bytes.
    let is_media = |kind: &str| kind.starts_with("video/") || kind.starts_with("audio/");
    if bytes.is_empty() && content_type.is_some_and(is_media) {
        return ContentKind::Binary;
    }
    // ISO media files say so behind a length.
    let is_film = bytes.get(4..8) == Some(b"ftyp");
    if is_film || MAGIC.iter().any(|magic| bytes.starts_with(magic)) {
        return ContentKind::Binary;
    }
    let head = bytes.get(..4096).unwrap_or(bytes);
    let is_wide = Encoding::for_bom(bytes).is_some() || wide(bytes).is_some();
    let text = text(head, content_type, None);
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || "\u{feff}\0".contains(c));
    // Of text that a template filled up with NULs the rest still is text; numbers have other small bytes beside them.
    let small = |b: &u8| matches!(b, 1..=6 | 14..=26);
    let nuls = memchr::memchr_iter(0, head).count();
    let has_nuls = nuls > 8 || nuls > 0 && head.iter().any(small);
    if has_nuls && !is_wide && !start.starts_with(['<', '{', '[']) {
        return ContentKind::Binary;
    }
    if start.is_empty() {
        let rest = bytes.get(head.len()..).unwrap_or_default();
        return if rest.iter().all(u8::is_ascii_whitespace) {
            ContentKind::Empty
        } else {
            ContentKind::Plain
        };
    }
    let lower = start.to_ascii_lowercase();
    if is_feed(&lower) {
        return ContentKind::Xml;
    }
    if json::begins(start) {
        return ContentKind::Json;
    }
    let has_tags = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<div",
        "<article",
        "<p>",
        "<p ",
        "<script",
    ];
    let says_html = content_type.is_some_and(|c| c.to_ascii_lowercase().contains("html"));
    if says_html || has_tags.iter().any(|tag| lower.contains(tag)) || start.starts_with('<') {
        return ContentKind::Html;
    }
    ContentKind::Plain
}

/// Tells whether a text in lower case begins a feed, or XML that is no page; before a feed a server may have complained.
fn is_feed(text: &str) -> bool {
    let root = |name: &&str| {
        let at = text.find(*name)?;
        let behind = text.get(at + name.len()..)?;
        behind
            .starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace())
            .then_some(at)
    };
    let page = ["<html", "<!doctype html", "<body"]
        .iter()
        .filter_map(root)
        .min();
    let feed = ["<rss", "<feed", "<rdf:rdf", "<rdf"]
        .iter()
        .filter_map(root)
        .chain(prefixed_feed(text))
        .min();
    match (feed, page) {
        (Some(feed), page) => page.is_none_or(|page| feed < page),
        (None, page) => text.starts_with("<?xml") && page.is_none(),
    }
}

/// Finds Atom's root under a prefix of its own: `<a:feed xmlns:a="http://www.w3.org/2005/Atom">`.
fn prefixed_feed(text: &str) -> Option<usize> {
    let at = text
        .find(":feed ")
        .filter(|_| text.contains("www.w3.org/2005/atom"))?;
    let start = text.get(..at)?.rfind('<')?;
    let prefix = text.get(start + 1..at)?;
    let is_name = prefix.bytes().all(|b| b.is_ascii_alphanumeric());
    (is_name && !prefix.is_empty()).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], content_type: Option<&str>) -> String {
        text(bytes, content_type, None).into_owned()
    }

    #[test]
    fn the_encoding_is_found_wherever_it_is_named() {
        let latin = b"caf\xe9";
        assert_eq!(read(latin, None), "café");
        assert_eq!(read(b"\xbe", Some("text/html; charset=iso-8859-2")), "ž");
        assert_eq!(
            read(b"<meta charset=\"windows-1250\">\x9e", None),
            "<meta charset=\"windows-1250\">ž"
        );
        assert_eq!(
            read(b"\xef\xbb\xbfok", Some("text/html; charset=koi8-r")),
            "ok"
        );
        assert_eq!(
            read("é".as_bytes(), Some("text/html; charset=iso-8859-1")),
            "é"
        );
        assert_eq!(read(b"\xff\xfea\0b\0", None), "ab");
        assert_eq!(
            read(b"<?xml version='1.0' encoding='koi8-r'?>\xc1", None)
                .chars()
                .last(),
            Some('а')
        );
    }

    #[test]
    fn bytes_count_more_than_what_they_are_called() {
        let story = "Паром снова ходит через залив, школы закрыты. ".repeat(4);
        let encoded = |encoding: &'static Encoding| encoding.encode(&story).0.into_owned();
        let cyrillic = encoded(encoding_rs::WINDOWS_1251);
        let html = |charset: &str, bytes: &[u8]| {
            [format!("<meta charset={charset}>").as_bytes(), bytes].concat()
        };
        for (bytes, header) in [
            // What is UTF-8 is that, whatever it is called.
            (html("windows-1251", story.as_bytes()), None),
            (html("utf-16", story.as_bytes()), None),
            (
                html("gbk", story.as_bytes()),
                Some("text/html; charset=iso-8859-1"),
            ),
            (
                html("utf-8", &[story.as_bytes(), b"\xe9"].concat()),
                Some("text/html; charset=koi8-r"),
            ),
            // What is not, is not.
            (html("utf-8", &cyrillic), None),
            (
                html("utf-8", &cyrillic),
                Some("text/html; charset=windows-1251"),
            ),
            (
                html("windows-1251", &cyrillic),
                Some("text/html; charset=utf-8"),
            ),
            // A server's default counts less than the page's own word.
            (
                html("windows-1251", &cyrillic),
                Some("text/html; charset=ISO-8859-1"),
            ),
            (html("iso-2022-kr", &cyrillic), None),
            (html("none", &encoded(encoding_rs::KOI8_R)), None),
            (html("none", &encoded(encoding_rs::ISO_8859_5)), None),
        ] {
            let read = read(&bytes, header);
            assert!(read.contains(story.trim()), "{header:?} {read}");
        }
    }

    #[test]
    fn a_detector_reads_what_nobody_named() {
        let story = "フェリーが運航を再開。技術者が二番目の橋脚を調査している。";
        for encoding in [
            encoding_rs::SHIFT_JIS,
            encoding_rs::EUC_JP,
            encoding_rs::ISO_2022_JP,
        ] {
            let bytes = encoding.encode(story).0;
            assert_eq!(read(&bytes, None), story, "{}", encoding.name());
            assert_eq!(text(&bytes, None, Some("jp")), story, "{}", encoding.name());
        }
    }

    #[test]
    fn wide_characters_and_stray_nuls_hide_no_page() {
        let page = "<!doctype html><html><p>Мост закрыт</p>";
        let little: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = page.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let strewn = page.replace('>', ">\0\0\0\0");
        for bytes in [little, big, strewn.into_bytes()] {
            assert_eq!(sniff(&bytes, None), ContentKind::Html);
            assert_eq!(read(&bytes, None), page);
        }
    }

    #[test]
    fn a_feed_is_told_behind_what_a_server_complained_of() {
        for (text, kind) in [
            (
                "<br />\n<b>Warning</b>: oops in <b>/a.php</b><br />\n<?xml version='1.0'?><rss version='2.0'>",
                ContentKind::Xml,
            ),
            ("\u{feff}\n\n<?xml version='1.0'?><feed>", ContentKind::Xml),
            ("Notice: x\n<rdf:RDF xmlns='x'>", ContentKind::Xml),
            ("<!doctype html><body><code><rss></code>", ContentKind::Html),
            ("<p>Give us <feedback>", ContentKind::Html),
            (
                "<a:feed xmlns:a='http://www.w3.org/2005/Atom'>",
                ContentKind::Xml,
            ),
            (
                "<?xml version='1.0'?><!DOCTYPE html><html>",
                ContentKind::Html,
            ),
        ] {
            assert_eq!(sniff(text.as_bytes(), None), kind, "{text}");
        }
    }

    #[test]
    fn kinds_are_told_by_how_they_begin() {
        for (bytes, kind) in [
            (&b""[..], ContentKind::Empty),
            (b" \n\t", ContentKind::Empty),
            (b"\xef\xbb\xbf", ContentKind::Empty),
            (b"\x89PNG\r\n", ContentKind::Binary),
            (b"  {\"version\": 1}", ContentKind::Json),
            (b")]}'\n{\"version\": 1}", ContentKind::Json),
            (b"callback({\"version\": 1});", ContentKind::Json),
            (b"Well (he said) no.", ContentKind::Plain),
            (b"<!--[if IE]><html><![endif]--><p>x", ContentKind::Html),
            (b"<!DOCTYPE html><title>x", ContentKind::Html),
            (b"<?xml version='1.0'?><rss>", ContentKind::Xml),
            (
                b"<?xml version='1.0'?><!DOCTYPE html><html>",
                ContentKind::Html,
            ),
            (b"Just some words.", ContentKind::Plain),
            (
                b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\0",
                ContentKind::Binary,
            ),
            (
                b"\0\0\0\0\0\0\0\0\0\0\0\0<!doctype html><title>x",
                ContentKind::Html,
            ),
            (b"a\0b\0c\0d\0e\0f\0g\0h\0i\0", ContentKind::Binary),
        ] {
            assert_eq!(
                sniff(bytes, None),
                kind,
                "{}",
                String::from_utf8_lossy(bytes)
            );
        }
    }
}
