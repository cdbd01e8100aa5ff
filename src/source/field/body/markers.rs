//! Marks that a publisher's editor leaves where something goes that the text does not hold: `[[gallery:1234]]`.
//!
//! They are no text: a reader would see a number, and an edit of it would look like a figure that changed.

use crate::model::{Block, Body, Clean, Embed, EmbedKind, Inline};

/// What WordPress and its like call such things in single brackets.
const SHORTCODES: &[&str] = &[
    "audio",
    "caption",
    "embed",
    "facebook",
    "gallery",
    "iframe",
    "instagram",
    "playlist",
    "soundcloud",
    "tweet",
    "twitter",
    "video",
    "vimeo",
    "wpvideo",
    "youtube",
];
/// The longest mark, in bytes.
const LONGEST: usize = 2_000;

/// Parts a text at its first mark: what stands before it, the mark without its brackets, what stands behind it.
pub(super) fn first(text: &str) -> Option<(&str, &str, &str)> {
    for (at, bracket) in text.match_indices(['[', '{']) {
        let rest = &text[at..];
        let marker = match bracket {
            "[" => double(rest, "[[", "]]").or_else(|| shortcode(rest)),
            _ => double(rest, "{{", "}}"),
        };
        if let Some((marker, after)) = marker {
            return Some((&text[..at], marker, after));
        }
    }
    None
}

/// Reads a mark between double brackets: a word, a colon and a value without spaces, or an object of JSON.
fn double<'t>(text: &'t str, opens: &str, closes: &str) -> Option<(&'t str, &'t str)> {
    let (marker, after) = within(text, opens, closes)?;
    if marker.starts_with('{') && opens == "[[" {
        return marker.ends_with('}').then_some((marker, after));
    }
    let (word, value) = marker.split_once([':', '=', '|'])?;
    let is_word = !word.trim().is_empty()
        && word
            .trim()
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let value = value.trim();
    let is_value = !value.is_empty() && value.len() <= 120 && !value.contains(char::is_whitespace);
    (is_word && is_value).then_some((marker, after))
}

/// Reads a shortcode: `[gallery ids="1,2"]`, `[/caption]`.
fn shortcode(text: &str) -> Option<(&str, &str)> {
    let (marker, after) = within(text, "[", "]")?;
    let word = marker.trim_start_matches('/');
    let word = word.split([' ', '=']).next().unwrap_or_default();
    SHORTCODES.contains(&word).then_some((marker, after))
}

/// Parts a text that begins with an opening bracket at the closing one. It is looked for no further than a mark may
/// reach: a text may open any number of brackets and close none.
fn within<'t>(text: &'t str, opens: &str, closes: &str) -> Option<(&'t str, &'t str)> {
    let inside = text.strip_prefix(opens)?;
    let bytes = inside.as_bytes();
    let near = bytes.get(..LONGEST + closes.len()).unwrap_or(bytes);
    let end = memchr::memmem::find(near, closes.as_bytes())?;
    Some((inside.get(..end)?, inside.get(end + closes.len()..)?))
}

/// Makes what stands for something that is not here.
pub(super) fn stub(marker: &str) -> Embed {
    let word = marker
        .split(|c: char| !c.is_alphabetic())
        .find(|word| !word.is_empty());
    let kind = match word.unwrap_or_default().to_lowercase().as_str() {
        "video" | "youtube" | "vimeo" | "wpvideo" | "jwplayer" | "player" => EmbedKind::Video,
        "audio" | "podcast" | "soundcloud" | "playlist" => EmbedKind::Audio,
        "tweet" | "twitter" | "instagram" | "facebook" | "post" => EmbedKind::Post,
        _ => EmbedKind::Other,
    };
    Embed {
        kind,
        provider: Clean::default(),
        author: Clean::default(),
        text: Clean::default(),
        links: Vec::new(),
        url: None,
    }
}

/// Takes the marks out of a plain text; one that is a paragraph stands for what is not here.
pub(super) fn taken_out(body: Body) -> Body {
    let blocks = body.blocks.into_iter().filter_map(|block| match block {
        Block::Paragraph(runs) => paragraph(runs),
        other => Some(other),
    });
    Body {
        blocks: blocks.collect(),
    }
}

fn paragraph(mut runs: Vec<Inline>) -> Option<Block> {
    let mut taken = None;
    for run in &mut runs {
        let mut text = run.text.as_str();
        let mut kept = String::new();
        while let Some((before, marker, after)) = first(text) {
            kept.push_str(before);
            taken = taken.or_else(|| Some(stub(marker)));
            text = after;
        }
        if taken.is_some() {
            kept.push_str(text);
            run.text = Clean::inline(&kept);
        }
    }
    let is_empty = runs.iter().all(|run| run.text.as_str().trim().is_empty());
    match taken {
        Some(stub) if is_empty => Some(Block::Embed(stub)),
        _ => (!is_empty).then_some(Block::Paragraph(runs)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::from_text_or_html;
    use super::*;

    #[test]
    fn an_editors_marks_are_no_text() {
        for text in [
            "[[gallery:1234]]",
            "[[nid:536447]]",
            "[[ image : 12 ]]",
            "[[{\"fid\":\"12\",\"view_mode\":\"default\"}]]",
            "{{video:abc-12}}",
            "[gallery ids=\"1,2\"]",
            "[caption id=\"attachment_12\"][/caption]",
        ] {
            for page in [
                format!("{text}\n\nText."),
                format!("<p>{text}</p><p>Text.</p>"),
            ] {
                let body = from_text_or_html(&page, None);
                let kinds: Vec<bool> = body
                    .blocks
                    .iter()
                    .map(|b| matches!(b, Block::Embed(_)))
                    .collect();
                assert_eq!(kinds.last(), Some(&false), "{page}");
                assert!(kinds.len() > 1 && kinds[0], "{page} {:?}", body.blocks);
                assert!(!body.text().contains("12"), "{page}");
            }
        }
        let inside = from_text_or_html("<p>The boat [[nid:12]] has left.</p>", None);
        assert_eq!(inside.text(), "The boat has left.");
    }

    #[test]
    fn words_in_brackets_stay() {
        for text in [
            "He said [the mayor] would come.",
            "[[sic]] he wrote",
            "[[Note: this is a sentence]] he wrote",
            "{{title}} of a template",
            "[Update 12:40] The bridge is open.",
            "a[[0]] = b[1]",
        ] {
            assert_eq!(from_text_or_html(text, None).text(), text);
        }
    }

    #[test]
    fn escaped_html_is_read() {
        for text in [
            "&lt;p&gt;Boats &amp;amp; bridges&lt;/p&gt;",
            "&amp;lt;p&amp;gt;Boats &amp;amp; bridges&amp;lt;/p&amp;gt;",
        ] {
            assert_eq!(
                from_text_or_html(text, None).text(),
                "Boats & bridges",
                "{text}"
            );
        }
    }
}
