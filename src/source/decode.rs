//! Bytes to text: which characters the bytes stand for, and what kind of thing they are.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// How much of a page is searched for its own word on its encoding (the HTML standard's pre-scan).
const PRESCAN: usize = 1024;

/// What a text is, judged by how it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Html,
    Json,
    Xml,
    Plain,
    /// No text at all: a picture, an archive, a PDF.
    Binary,
    /// Nothing but white space.
    Empty,
}

/// Decodes a body: byte order mark, then header, then the page's own word, then UTF-8 where that is valid, else
/// windows-1252, which any bytes are.
pub(super) fn decode(bytes: &[u8], content_type: Option<&str>) -> String {
    let named = Encoding::for_bom(bytes)
        .map(|(encoding, _)| encoding)
        .or_else(|| content_type.and_then(|value| charset(value.as_bytes())))
        .or_else(|| charset(bytes.get(..PRESCAN).unwrap_or(bytes)));
    let valid = std::str::from_utf8(bytes).is_ok();
    let encoding = match named {
        // Pages that say windows-1252 or Latin-1 and are valid UTF-8 were converted without a word.
        Some(encoding) if encoding == WINDOWS_1252 && valid => UTF_8,
        Some(encoding) => encoding,
        None if valid => UTF_8,
        None => WINDOWS_1252,
    };
    encoding.decode(bytes).0.into_owned()
}

/// Finds `charset=…` or XML's `encoding="…"`.
fn charset(text: &[u8]) -> Option<&'static Encoding> {
    let text = text.to_ascii_lowercase();
    for name in [&b"charset"[..], b"encoding"] {
        let Some(start) = memchr::memmem::find(&text, name) else {
            continue;
        };
        let rest = text.get(start + name.len()..)?;
        let mut rest = rest.trim_ascii_start();
        rest = rest.strip_prefix(b"=").unwrap_or(rest).trim_ascii_start();
        rest = rest
            .strip_prefix(b"\"")
            .or_else(|| rest.strip_prefix(b"'"))
            .unwrap_or(rest);
        let end = rest
            .iter()
            .position(|b| !(b.is_ascii_alphanumeric() || b"-_:.".contains(b)))
            .unwrap_or(rest.len());
        if let Some(encoding) = Encoding::for_label(rest.get(..end)?) {
            return Some(encoding);
        }
    }
    None
}

/// Tells what bytes are, before they are decoded.
pub(super) fn sniff(bytes: &[u8], content_type: Option<&str>) -> Kind {
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
        b"\x00\x00\x00",
    ];
    // Film and sound come without their bytes.
    let is_media = |kind: &str| kind.starts_with("video/") || kind.starts_with("audio/");
    if bytes.is_empty() && content_type.is_some_and(is_media) {
        return Kind::Binary;
    }
    if MAGIC.iter().any(|magic| bytes.starts_with(magic)) {
        return Kind::Binary;
    }
    let head = bytes.get(..4096).unwrap_or(bytes);
    let is_wide = matches!(head, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    if !is_wide && memchr::memchr_iter(0, head).count() > 8 {
        return Kind::Binary;
    }
    let text = decode(head, content_type);
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if start.is_empty() {
        let rest = bytes.get(head.len()..).unwrap_or_default();
        return if rest.iter().all(u8::is_ascii_whitespace) {
            Kind::Empty
        } else {
            Kind::Plain
        };
    }
    let lower = start
        .chars()
        .take(2048)
        .collect::<String>()
        .to_ascii_lowercase();
    if lower.starts_with("<?xml")
        || ["<rss", "<feed", "<rdf:rdf"]
            .iter()
            .any(|t| lower.starts_with(t))
    {
        return if lower.contains("<html") {
            Kind::Html
        } else {
            Kind::Xml
        };
    }
    if start.starts_with(['{', '[']) {
        return Kind::Json;
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
        return Kind::Html;
    }
    Kind::Plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_found_wherever_it_is_named() {
        let latin = b"caf\xe9";
        assert_eq!(decode(latin, None), "café");
        assert_eq!(decode(b"\xbe", Some("text/html; charset=iso-8859-2")), "ž");
        assert_eq!(
            decode(b"<meta charset=\"windows-1250\">\x9e", None),
            "<meta charset=\"windows-1250\">ž"
        );
        assert_eq!(
            decode(b"\xef\xbb\xbfok", Some("text/html; charset=koi8-r")),
            "ok"
        );
        assert_eq!(
            decode("é".as_bytes(), Some("text/html; charset=iso-8859-1")),
            "é"
        );
        assert_eq!(decode(b"\xff\xfea\0b\0", None), "ab");
        assert_eq!(
            decode(b"<?xml version='1.0' encoding='koi8-r'?>\xc1", None)
                .chars()
                .last(),
            Some('а')
        );
    }

    #[test]
    fn kinds_are_told_by_how_they_begin() {
        for (bytes, kind) in [
            (&b""[..], Kind::Empty),
            (b" \n\t", Kind::Empty),
            (b"\xef\xbb\xbf", Kind::Empty),
            (b"\x89PNG\r\n", Kind::Binary),
            (b"  {\"version\": 1}", Kind::Json),
            (b"<!DOCTYPE html><title>x", Kind::Html),
            (b"<?xml version='1.0'?><rss>", Kind::Xml),
            (b"<?xml version='1.0'?><!DOCTYPE html><html>", Kind::Html),
            (b"Just some words.", Kind::Plain),
            (b"a\0b\0c\0d\0e\0f\0g\0h\0i\0", Kind::Binary),
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
