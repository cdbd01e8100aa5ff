//! What stands between and inside updates and is none: adverts, share bars, related stories, forms.

use scraper::ElementRef;

use crate::source::element;

/// Words in class, id, role and test names that mark what is no text of the update, sorted.
const WORDS: &[&str] = &[
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
];

/// Words that mark pointers to other stories.
const POINTERS: &[&str] = &[
    "onward",
    "promo",
    "promobox",
    "readmore",
    "recirc",
    "recommended",
    "related",
    "relatedlinks",
    "teaser",
];

/// Words beside which a word above means something else.
const EXCUSES: &[&str] = &[
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
];

/// Lines that are furniture wherever they stand, in letters and digits alone.
const LINES: &[&str] = &[
    "advertisement",
    "advertising",
    "anzeige",
    "werbung",
    "publicite",
    "publicité",
    "publicidad",
    "pubblicità",
    "reklama",
    "share",
    "sharethis",
    "copylink",
    "linkcopied",
    "teilen",
    "partager",
    "compartir",
    "condividi",
    "viewimageinfullscreen",
    "readmore",
    "weiterlesen",
    "mehrlesen",
    "liressuite",
    "leermás",
    "leggianche",
    "signup",
    "subscribe",
    "like",
    "reply",
    "articlecontinuesbelow",
    "storycontinuesbelow",
    "storycontinues",
    "articlecontinuesbelowadvertisement",
    "skipadvertisement",
    "recommended",
    "updated",
    "loading",
    "playvideo",
    "keyevent",
    "permalink",
    "shareonfacebook",
    "shareontwitter",
    "shareviaemail",
];

/// Tells whether an element is no part of an update's text.
pub(in crate::source) fn is_noise(found: ElementRef<'_>) -> bool {
    is_named(found, |word| {
        WORDS.contains(&word) || POINTERS.contains(&word)
    })
}

/// Tells whether an element is no part of a text that may hold pointers to other stories.
pub(super) fn is_furnishing(found: ElementRef<'_>) -> bool {
    is_named(found, |word| WORDS.binary_search(&word).is_ok())
}

fn is_named(found: ElementRef<'_>, marks: impl Fn(&str) -> bool) -> bool {
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
    if element::is_hidden(found) {
        return true;
    }
    if matches!(
        name,
        "p" | "a"
            | "strong"
            | "b"
            | "em"
            | "i"
            | "li"
            | "figure"
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
        && !element::has_name_word(found, |word| EXCUSES.contains(&word))
}

/// Tells whether a paragraph is furniture.
pub(super) fn is_furniture(text: &str) -> bool {
    text.len() < 80 && LINES.contains(&element::letters(text).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_sorted() {
        assert!(WORDS.is_sorted());
    }
}
