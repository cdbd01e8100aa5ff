//! What stands between and inside updates and is none: adverts, share bars, related stories, forms.

use scraper::ElementRef;

use crate::source::element;

/// Words in class, id, role and test names that mark what is no text of the update.
const WORDS: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "adslot",
    "adunit",
    "adwrapper",
    "advertising",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "commentcount",
    "consent",
    "cookie",
    "dfp",
    "gpt",
    "inarticlead",
    "mpu",
    "newsletter",
    "outbrain",
    "paywall",
    "promo",
    "promobox",
    "recirc",
    "recommended",
    "related",
    "relatedlinks",
    "share",
    "sharebar",
    "sharing",
    "signup",
    "skyscraper",
    "socialshare",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "teads",
    "toolbar",
    "tooltip",
    "visually",
    "sr",
    "modal",
    "onward",
    "readmore",
    "teaser",
    "donation",
    "feedback",
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
pub(super) fn is_noise(found: ElementRef<'_>) -> bool {
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
    element::has_name_word(found, |word| WORDS.contains(&word))
        && !element::has_name_word(found, |word| EXCUSES.contains(&word))
}

/// Tells whether a paragraph is furniture.
pub(super) fn is_furniture(text: &str) -> bool {
    text.len() < 80 && LINES.contains(&element::letters(text).as_str())
}
