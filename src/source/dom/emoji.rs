//! Pictures that are letters: emoji that a page draws itself, so that every browser shows the same.

use scraper::ElementRef;
use unicode_properties::emoji::{EmojiStatus, UnicodeEmoji};

use super::attribute::{attr, has_name_word};
use crate::source::vocabulary::picture::EMOJI;

/// The longest description that is an emoji, in characters: families and flags are sequences.
const LONGEST: usize = 12;

/// Returns the letters that a picture stands for; `None` where it is a picture.
pub(in crate::source) fn letters(img: ElementRef<'_>) -> Option<String> {
    let alt = attr(img, "alt")
        .or_else(|| attr(img, "data-emoji"))
        .unwrap_or_default();
    if is_emoji(alt) {
        return Some(alt.to_owned());
    }
    let source = attr(img, "src")
        .or_else(|| attr(img, "data-src"))
        .unwrap_or_default();
    let path = source.split(['?', '#']).next().unwrap_or_default();
    if !has_name_word(img, |word| EMOJI.contains(word)) && !is_named_emoji(path) {
        return None;
    }
    let is_short = alt.chars().count() <= 4 && !alt.is_empty();
    let drawn = path.rsplit('/').next().and_then(code_points);
    // ":-)" is what the picture was made of; what has neither is left out.
    Some(drawn.unwrap_or_else(|| {
        if is_short {
            alt.to_owned()
        } else {
            String::new()
        }
    }))
}

/// Tells whether a word of a path names emoji.
fn is_named_emoji(path: &str) -> bool {
    let is_one = |word: &[u8]| {
        let mut known = EMOJI.iter();
        known.any(|known| known.as_bytes().eq_ignore_ascii_case(word))
    };
    // Letters that are not ASCII are escaped in addresses; where they are not, they belong to a word.
    let mut words = path
        .as_bytes()
        .split(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric());
    words.any(is_one)
}

/// Tells whether a text is one emoji or a few, and nothing else.
fn is_emoji(text: &str) -> bool {
    let is_drawn = |c: char| {
        matches!(
            c.emoji_status(),
            EmojiStatus::EmojiPresentation
                | EmojiStatus::EmojiPresentationAndModifierBase
                | EmojiStatus::EmojiPresentationAndEmojiComponent
                | EmojiStatus::EmojiPresentationAndModifierAndEmojiComponent
                | EmojiStatus::EmojiModifierBase
                | EmojiStatus::EmojiOther
        )
    };
    let is_part = |c: char| {
        is_drawn(c)
            || matches!(
                c,
                '\u{200D}' | '\u{FE0F}' | '\u{20E3}' | '\u{E0020}'..='\u{E007F}'
            )
    };
    let keycap = text.contains('\u{20E3}');
    text.chars().count() <= LONGEST
        && text
            .chars()
            .any(|c| is_drawn(c) && !c.is_ascii() || c == '\u{20E3}')
        && text
            .chars()
            .all(|c| is_part(c) || keycap && (c.is_ascii_digit() || matches!(c, '#' | '*')))
}

/// Reads the code points that such pictures are named by: `1f389.svg`, `1f1ec-1f1e7.png`, `emoji_u1f600.png`.
fn code_points(file: &str) -> Option<String> {
    let (stem, _) = file.split_once('.')?;
    let stem = stem
        .trim_start_matches("emoji_")
        .trim_start_matches(['u', 'U', '+']);
    let points = stem.split(['-', '_']).map(|point| {
        let is_point = (2..=5).contains(&point.len());
        let code = u32::from_str_radix(point.trim_start_matches(['u', 'U']), 16).ok();
        code.filter(|_| is_point).and_then(char::from_u32)
    });
    let text: String = points.collect::<Option<String>>()?;
    // A heart alone is drawn in black; its picture was red.
    let mut chars = text.chars();
    let needs_selector = chars
        .next()
        .is_some_and(|c| c.emoji_status() == EmojiStatus::EmojiOther)
        && chars.next().is_none();
    let text = if needs_selector {
        format!("{text}\u{FE0F}")
    } else {
        text
    };
    is_emoji(&text).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::dom::bounded_html;

    #[test]
    fn drawn_emoji_are_letters() {
        for (img, expected) in [
            ("<img class=emoji src=/e/1f389.svg alt=🎉>", Some("🎉")),
            (
                "<img class=emoji src=/e/1f389.svg alt='party popper'>",
                Some("🎉"),
            ),
            (
                "<img class=wp-smiley src=/smilies/icon_smile.gif alt=':-)'>",
                Some(":-)"),
            ),
            (
                "<img src=https://a.example/twemoji/1f1ec-1f1e7.png>",
                Some("🇬🇧"),
            ),
            ("<img class=emoji src=/e/2764.png>", Some("❤\u{FE0F}")),
            ("<img class=emoji src=/e/emoji_u1f600.png>", Some("😀")),
            ("<img src=/boat.jpg alt=⚽>", Some("⚽")),
            (
                "<img src=/x.png alt='\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}'>",
                Some("\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}"),
            ),
            ("<img class=emoji src=/e/unknown.png>", Some("")),
            ("<img src=/boat.jpg alt='A boat'>", None),
            ("<img src=/2024.jpg alt=1>", None),
            ("<img src=/1f389.jpg>", None),
        ] {
            let html = bounded_html::parse(img).html;
            let mut all = html.tree.nodes().filter_map(ElementRef::wrap);
            let found = all.find(|e| e.value().name() == "img").unwrap();
            assert_eq!(letters(found).as_deref(), expected, "{img}");
        }
    }
}
