//! Typed elements: parts of an update whose type tells what they are, though their words do not.
//!
//! An element that shows something of another place and has no words is named by its address.

use serde_json::{Map, Value};

use super::{plain, text_of};
use crate::{
    model::{Block, Body, Clean, EmbedKind, WebUrl},
    source::{
        dom::{element::letters, links},
        field::embed,
    },
};

/// Words in the types of elements, and what they show.
const KINDS: &[(&str, EmbedKind)] = &[
    ("tweet", EmbedKind::Post),
    ("instagram", EmbedKind::Post),
    ("comment", EmbedKind::Post),
    ("youtube", EmbedKind::Video),
    ("vimeo", EmbedKind::Video),
    ("video", EmbedKind::Video),
    ("media", EmbedKind::Video),
    ("audio", EmbedKind::Audio),
    ("spotify", EmbedKind::Audio),
    ("soundcloud", EmbedKind::Audio),
    ("poll", EmbedKind::Poll),
    ("map", EmbedKind::Map),
    ("document", EmbedKind::Document),
];
/// Names of an element's address: first of where people would look at it, then of its player.
const ADDRESSES: &[&str] = &[
    "originalUrl",
    "url",
    "permalink",
    "href",
    "embedUrl",
    "trackUrl",
    "source",
    "src",
];
const TITLES: &[&str] = &["mediaTitle", "title", "caption", "text", "alt"];

/// Returns the type that an object gives itself, in lower case.
pub(super) fn kind(object: &Map<String, Value>) -> String {
    const NAMES: [&str; 5] = ["_type", "type", "item_type", "__typename", "kind"];
    // Most objects have few members: to look at their names takes less than to look five names up.
    let typed = object.iter().filter_map(|(name, value)| {
        let rank = NAMES.iter().position(|known| known == name)?;
        Some((rank, value.as_str()?))
    });
    let first = typed.min_by_key(|(rank, _)| *rank);
    first.map_or_else(String::new, |(_, kind)| kind.to_ascii_lowercase())
}

/// Gives what was read of an object the form that its type asks for.
pub(super) fn finish(
    object: &Map<String, Value>,
    own: Vec<Block>,
    base: Option<&WebUrl>,
) -> Vec<Block> {
    let kind = kind(object);
    if !kind.ends_with("element") {
        return own;
    }
    if kind.contains("richlink") {
        return pointer(object, EmbedKind::Article, base).map_or(own, |link| vec![link]);
    }
    if own.is_empty() {
        if kind.contains("divider") {
            return vec![Block::Rule];
        }
        let known = KINDS.iter().find(|(word, _)| kind.contains(word));
        let shows = known.map_or(EmbedKind::Other, |(_, shows)| *shows);
        return pointer(object, shows, base).into_iter().collect();
    }
    if kind.contains("subheading") {
        return own.into_iter().map(headed).collect();
    }
    let is_quote = |block: &Block| matches!(block, Block::Quote { .. } | Block::Embed(_));
    if (kind.contains("pullquote") || kind.contains("blockquote")) && !own.iter().any(is_quote) {
        let cite = object.get("attribution").and_then(plain);
        let cite = cite.map(|cite| Clean::line_capped(&cite, 200));
        return vec![Block::Quote { blocks: own, cite }];
    }
    own
}

fn headed(block: Block) -> Block {
    match block {
        Block::Paragraph(text) => Block::Heading { level: 2, text },
        other => other,
    }
}

/// Names what an element shows by its address.
fn pointer(object: &Map<String, Value>, shows: EmbedKind, base: Option<&WebUrl>) -> Option<Block> {
    let title = TITLES.iter().find_map(|name| plain(object.get(*name)?));
    let url = address(object, base)?;
    Some(Block::Embed(embed::pointer(
        &url,
        shows,
        &title.unwrap_or_default(),
    )))
}

fn address(object: &Map<String, Value>, base: Option<&WebUrl>) -> Option<WebUrl> {
    let of = |object: &Map<String, Value>| {
        let mut texts = ADDRESSES
            .iter()
            .filter_map(|name| object.get(*name)?.as_str());
        // A word such as the name of a service is no address.
        texts.find_map(|text| links::resolve(text, base).filter(|_| text.contains('/')))
    };
    let first_asset = || of(object.get("assets")?.as_array()?.first()?.as_object()?);
    of(object).or_else(|| watched(object)).or_else(first_asset)
}

/// The address of a video of which only the id is told.
fn watched(object: &Map<String, Value>) -> Option<WebUrl> {
    let id = text_of(object, &["assetId", "videoId", "youtubeId"])?;
    let is_id = id
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    (kind(object).contains("youtube") && is_id)
        .then(|| WebUrl::parse(&format!("https://www.youtube.com/watch?v={id}")).ok())?
}

/// Returns the letters of what blocks say.
pub(super) fn words(blocks: &[Block]) -> String {
    let body = Body {
        blocks: blocks.to_vec(),
    };
    letters(&body.text())
}

/// Tells whether blocks are mere text that was said already.
pub(super) fn repeats(blocks: &[Block], said: &str) -> bool {
    let is_text = |block: &Block| matches!(block, Block::Paragraph(_) | Block::Heading { .. });
    !said.is_empty() && blocks.iter().all(is_text) && said.contains(&words(blocks))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use serde_json::json;

    use super::*;
    use crate::{
        model::{Embed, Inline},
        source::{field::time::TimeContext, read::state},
    };

    /// What an update of these elements holds.
    fn body(elements: &Value) -> Vec<Block> {
        let object =
            json!({"id": "1", "blockFirstPublished": 1_754_540_000_000_i64, "elements": elements});
        let now = DateTime::from_timestamp(1_754_550_000, 0).unwrap();
        let read = state::update(object.as_object().unwrap(), None, &TimeContext::new(now));
        read.map_or_else(Vec::new, |update| update.body.into_value().blocks)
    }

    fn of_kind(kind: &str, mut element: Value) -> Value {
        element["_type"] = json!(format!("model.pages.elements.{kind}BlockElement"));
        element
    }

    fn one(kind: &str, element: Value) -> Block {
        let mut blocks = body(&json!([of_kind(kind, element)]));
        assert_eq!(blocks.len(), 1, "{kind}: {blocks:?}");
        blocks.remove(0)
    }

    fn embed(kind: &str, element: Value) -> Embed {
        match one(kind, element) {
            Block::Embed(embed) => embed,
            other => panic!("{kind} is {other:?}"),
        }
    }

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(vec![Inline::plain(text)])
    }

    #[test]
    fn text_keeps_its_form() {
        assert_eq!(
            one("Text", json!({"html": "<p>The pier is safe.</p>"})),
            paragraph("The pier is safe.")
        );
        for html in ["<h2>The pier</h2>", "The pier"] {
            let heading = one("Subheading", json!({"html": html}));
            let text = vec![Inline::plain("The pier")];
            assert_eq!(heading, Block::Heading { level: 2, text });
        }
        for html in [
            "<blockquote><p>It is safe.</p></blockquote>",
            "<p>It is safe.</p>",
        ] {
            let Block::Quote { blocks, .. } = one("Blockquote", json!({"html": html})) else {
                panic!("{html} is no quotation");
            };
            assert_eq!(blocks, [paragraph("It is safe.")]);
        }
        let Block::Quote { cite, .. } = one(
            "Pullquote",
            json!({"html": "<p>It is safe.</p>", "attribution": "Anna Roe"}),
        ) else {
            panic!("no quotation");
        };
        assert_eq!(cite.unwrap().as_str(), "Anna Roe");
        let Block::Table { rows, .. } = one(
            "Table",
            json!({"html": "<table><tr><th>Pier</th><th>State</th></tr><tr><td>North</td><td>Safe</td></tr></table>"}),
        ) else {
            panic!("no table");
        };
        assert_eq!(rows.len(), 2);
        assert_eq!(one("Divider", json!({"size": "full"})), Block::Rule);
    }

    #[test]
    fn pictures_have_caption_and_credit() {
        let Block::Image(image) = one(
            "Image",
            json!({
                "data": {"alt": "A pier", "caption": "The north <em>pier</em>", "credit": "Photograph: Jo Doe"},
                "media": {"allImages": [
                    {"url": "https://img.example/pier-140.jpg", "fields": {"width": "140"}},
                    {"url": "https://img.example/pier-2000.jpg", "fields": {"width": "2000"}}]}
            }),
        ) else {
            panic!("no picture");
        };
        assert_eq!(
            image.url().unwrap().as_str(),
            "https://img.example/pier-2000.jpg"
        );
        assert_eq!(image.alt.as_str(), "A pier");
        assert_eq!(image.caption.as_str(), "The north pier");
        assert_eq!(image.credit.as_str(), "Photograph: Jo Doe");
    }

    #[test]
    fn things_of_other_places_are_named_by_kind_title_and_address() {
        let tweet = embed(
            "Tweet",
            json!({"html": "<blockquote class='twitter-tweet'><p>Ship moves</p>— Port (@port) <a href='https://twitter.com/port/status/1'>7 Aug</a></blockquote>",
                   "url": "https://twitter.com/port/status/1", "id": "1"}),
        );
        assert_eq!(
            (tweet.kind, tweet.text.as_str()),
            (EmbedKind::Post, "Ship moves")
        );
        let bare = embed("Tweet", json!({"url": "https://twitter.com/port/status/1"}));
        assert_eq!((bare.kind, bare.provider.as_str()), (EmbedKind::Post, "X"));
        let video = embed(
            "Youtube",
            json!({"assetId": "a-B_9", "mediaTitle": "Tugs at work"}),
        );
        assert_eq!(
            (video.kind, video.text.as_str(), video.url.unwrap().as_str()),
            (
                EmbedKind::Video,
                "Tugs at work",
                "https://www.youtube.com/watch?v=a-B_9"
            )
        );
        let map = embed(
            "Map",
            json!({"source": "Maps", "embedUrl": "https://maps.example/embed?x=1", "title": "The harbour"}),
        );
        assert_eq!(
            (map.kind, map.text.as_str()),
            (EmbedKind::Map, "The harbour")
        );
        let article = embed(
            "RichLink",
            json!({"prefix": "Related: ", "text": "How the bridge was built", "url": "https://post.example/bridge"}),
        );
        assert_eq!(
            (article.kind, article.text.as_str()),
            (EmbedKind::Article, "How the bridge was built")
        );
        let frame = embed(
            "Embed",
            json!({"html": "<iframe src='https://charts.example/7'></iframe>"}),
        );
        assert_eq!(frame.url.unwrap().as_str(), "https://charts.example/7");
    }

    #[test]
    fn an_unknown_element_is_named_by_its_address_and_not_dropped() {
        let unknown = embed(
            "Hologram",
            json!({"url": "https://post.example/hologram", "alt": "The pier"}),
        );
        assert_eq!(
            (unknown.kind, unknown.text.as_str()),
            (EmbedKind::Other, "The pier")
        );
        for element in [
            json!({"url": "javascript:alert(1)"}),
            json!({"url": "file:///etc/passwd"}),
            json!({"assetId": "a&list=b"}),
            json!({}),
        ] {
            assert_eq!(body(&json!([of_kind("YoutubeAtom", element)])), []);
        }
    }

    #[test]
    fn a_text_that_is_said_whole_and_in_pieces_is_read_once() {
        let pieces = json!([
            {"type": "fragment", "model": {"text": "Tugs pull "}},
            {"type": "fragment", "model": {"text": "the ship away."}}]);
        let read = body(&json!([
            {"type": "paragraph", "model": {"text": "Tugs pull the ship away.", "blocks": pieces}},
            {"type": "paragraph", "model": {"text": "The pier is safe.", "blocks": []}}]));
        assert_eq!(
            read,
            [
                paragraph("Tugs pull the ship away."),
                paragraph("The pier is safe.")
            ]
        );
    }

    #[test]
    fn hostile_titles_are_clean() {
        let video = embed(
            "Youtube",
            json!({"assetId": "a", "mediaTitle": "\u{1b}]0;gone\u{7}Tugs\u{202e}"}),
        );
        assert_eq!(video.text.as_str(), "Tugs");
    }
}
