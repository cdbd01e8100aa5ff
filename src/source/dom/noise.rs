//! What stands between and inside updates and is none: adverts, share bars, related stories, forms.

use std::{collections::HashSet, sync::LazyLock};

use scraper::ElementRef;

use crate::source::{
    dom::element,
    vocabulary::{self, Names, furniture as words},
};

/// Words in class, id, role and test names that mark what is no text of the update.
static WORDS: Names = Names::of(&[
    "ad",
    "ads",
    "adslot",
    "adunit",
    "advert",
    "advertisement",
    "advertising",
    "adwrapper",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "commentcount",
    "compartilhar",
    "condividi",
    "consent",
    "cookie",
    "delen",
    "dfp",
    "donation",
    "feedback",
    "gpt",
    "inarticlead",
    "modal",
    "mpu",
    "newsletter",
    "noscript",
    "outbrain",
    "partage",
    "paylasim",
    "paywall",
    "screenreader",
    "share",
    "sharebar",
    "sharing",
    "signup",
    "skyscraper",
    "socialshare",
    "sponsor",
    "sponsored",
    "sr",
    "sronly",
    "subscribe",
    "subscription",
    "taboola",
    "teads",
    "teilen",
    "toolbar",
    "tooltip",
    "udostepnij",
    "vh",
    "visually",
    "visuallyhidden",
]);

/// Words that mark pointers to other stories.
static POINTERS: Names = Names::of(&[
    "onward",
    "promo",
    "promobox",
    "readmore",
    "recirc",
    "recommended",
    "related",
    "relatedlinks",
    "teaser",
]);

/// Words beside which a word above means something else.
static EXCUSES: Names = Names::of(&[
    "embed",
    "tweet",
    "twitter",
    "instagram",
    "video",
    "post",
    "entry",
    "body",
    "content",
    "text",
]);

/// Lines that are furniture wherever they stand.
static LINES: LazyLock<HashSet<String>> = LazyLock::new(|| vocabulary::in_letters(words::LINES));

/// Texts of links that lead to the whole of a story.
static MORE: LazyLock<HashSet<String>> = LazyLock::new(|| vocabulary::in_letters(words::MORE));

/// Texts of buttons that unfold the rest of a text.
static UNFOLD: LazyLock<HashSet<String>> = LazyLock::new(|| vocabulary::in_letters(words::UNFOLD));

/// The longest text of a button that unfolds something, in bytes.
const BUTTON: usize = 60;

/// Tells whether an element is a text that is hidden until the button beside it is pressed: "Show more", "Read more".
pub(in crate::source) fn is_folded(found: ElementRef<'_>) -> bool {
    let mut inside = found.descendants().filter_map(ElementRef::wrap);
    is_merely_hidden(found)
        && inside.any(|e| e.value().name() == "p")
        && beside(found).any(|button| {
            let name = button.value().name();
            matches!(name, "button" | "a" | "label" | "span" | "p" | "div")
                && element::short_text(button, BUTTON).is_some_and(|text| {
                    let letters = element::letters(&text);
                    UNFOLD.contains(&letters) || MORE.contains(&letters)
                })
        })
}

/// The element before one, and the one behind it.
fn beside(found: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    let before = found.prev_siblings().find_map(ElementRef::wrap);
    let behind = found.next_siblings().find_map(ElementRef::wrap);
    before.into_iter().chain(behind)
}

/// Tells whether a text says that a story goes on elsewhere, and nothing else: "Read more".
pub(in crate::source) fn leads_on(text: &str) -> bool {
    text.len() < 60 && MORE.contains(&element::letters(text))
}

/// Tells whether an element is no part of an update's text.
pub(in crate::source) fn is_noise(found: ElementRef<'_>) -> bool {
    is_named(found, |word| {
        WORDS.contains(word) || POINTERS.contains(word)
    })
}

/// Tells whether an element is no part of a text that may hold pointers to other stories.
pub(in crate::source) fn is_furnishing(found: ElementRef<'_>) -> bool {
    is_named(found, |word| WORDS.contains(word))
}

/// Tells whether an element only points to other stories.
pub(in crate::source) fn is_pointer(found: ElementRef<'_>) -> bool {
    is_noise(found) && !is_furnishing(found)
}

/// Tells whether nothing but being hidden keeps an element from being text.
pub(in crate::source) fn is_merely_hidden(found: ElementRef<'_>) -> bool {
    let is_noise = |word: &str| WORDS.contains(word) || POINTERS.contains(word);
    element::is_hidden(found) && !is_named_shown(found, is_noise)
}

fn is_named(found: ElementRef<'_>, marks: impl Fn(&str) -> bool) -> bool {
    is_named_shown(found, marks) || element::is_hidden(found)
}

/// Tells whether an element that is shown is no text.
fn is_named_shown(found: ElementRef<'_>, marks: impl Fn(&str) -> bool) -> bool {
    let name = found.value().name();
    if element::is_silent(name)
        || matches!(
            name,
            "button" | "form" | "input" | "nav" | "dialog" | "footer" | "amp-ad" | "ins"
        )
    {
        // `ins` marks inserted text in good prose and advert slots elsewhere.
        return name != "ins" || element::attr(found, "data-ad-client").is_some();
    }
    if element::is_heading(name) && is_unseen(found) {
        return true;
    }
    if name == "figure" {
        return element::has_name_word(found, |word| {
            matches!(word, "newsletter" | "signup" | "subscribe" | "subscription")
        });
    }
    if matches!(
        name,
        "p" | "a"
            | "strong"
            | "b"
            | "em"
            | "i"
            | "li"
            | "img"
            | "picture"
            | "body"
            | "html"
            | "main"
            | "h1"
            | "h2"
            | "h3"
    ) {
        return false;
    }
    element::has_name_word(found, marks)
        && !element::has_name_word(found, |word| EXCUSES.contains(word))
}

/// Tells whether a paragraph is furniture.
pub(in crate::source) fn is_furniture(text: &str) -> bool {
    let text = text.trim();
    if text.len() >= 120 {
        return false;
    }
    let letters = element::letters(text);
    let is_sign = || text.len() <= 3 && text.bytes().all(|b| b.is_ascii_punctuation());
    let is_notice = || text.starts_with('©') && letters.len() < 60;
    let is_share =
        || letters.len() < 60 && words::SHARES.iter().any(|start| letters.starts_with(start));
    LINES.contains(&letters)
        || letters.contains("enablejavascript")
        || is_share()
        || is_sign()
        || is_notice()
}

/// Words that hide an element from the eye, and leave it to those who are read to.
static UNSEEN: Names = Names::of(&["screenreader", "sronly", "vh", "visuallyhidden", "visually"]);

/// Tells whether an element is there for the ear alone.
pub(in crate::source) fn is_unseen(found: ElementRef<'_>) -> bool {
    element::has_name_word(found, |word| UNSEEN.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn share_bars_and_pointers_are_furniture_in_the_languages_of_news() {
        for line in [
            "Read more",
            "Weiterlesen",
            "Lire la suite",
            "Seguir leyendo",
            "Leggi anche",
            "Lees meer",
            "Czytaj więcej",
            "Читать далее",
            "اقرأ المزيد",
            "और पढ़ें",
            "続きを読む",
            "Share on Facebook",
            "Teilen auf X",
            "© 2025 The Post",
        ] {
            assert!(is_furniture(line), "{line}");
        }
        for line in [
            "Shares fell by a third.",
            "Read more of what she said in our report",
            "2",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }
}
