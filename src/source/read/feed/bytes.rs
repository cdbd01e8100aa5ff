//! Mends what keeps a strict parser from a feed that is readable.

use crate::source::json;

/// Returns the bytes with their mistakes repaired; `None` where there is nothing to repair.
///
/// Repaired are JSON with the mistakes of real pages, an encoding that nobody declared (taken for windows-1252, as
/// browsers do), an `rss` element without its version, and a feed that a template wrapped in a page.
pub(super) fn repaired(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        // A declared encoding was tried by the parser.
        Err(_) if declares_encoding(bytes) => return None,
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    };
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if text.starts_with('{') {
        return json::parse_lenient_capped(text, json::MAX_APP_STATE)
            .ok()
            .map(|json| json.to_string().into_bytes());
    }
    let root = ["<rss", "<feed", "<rdf:RDF", "<RDF"]
        .iter()
        .filter_map(|root| text.find(root))
        .min()?;
    let (_, feed) = text.split_at_checked(root)?;
    let end = ["</rss>", "</feed>", "</rdf:RDF>", "</RDF>"]
        .iter()
        .find_map(|close| feed.rfind(close).map(|at| at + close.len()))
        .unwrap_or(feed.len());
    let feed = feed.get(..end)?;
    let tag = feed.get(..feed.find('>')?)?;
    let versioned = match feed.strip_prefix("<rss") {
        Some(rest) if !tag.contains("version") => format!("<rss version=\"2.0\"{rest}"),
        _ => feed.to_owned(),
    };
    Some(versioned.into_bytes())
}

fn declares_encoding(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(200)).unwrap_or_default();
    memchr::memmem::find(head, b"encoding=").is_some()
}
