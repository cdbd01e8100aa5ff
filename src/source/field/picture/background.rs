//! Pictures that an element has as its background: what covers its box can be cropped, so templates like them.

use scraper::ElementRef;

use super::{is_sign, sources::Sources};
use crate::source::{
    dom::element::{self, attr},
    vocabulary::picture::BOX_NAMES,
};

/// Attributes that lazy loaders keep a background's address in.
const LAZY: [&str; 4] = [
    "data-bg",
    "data-background",
    "data-background-image",
    "data-bgset",
];

/// Takes the address of an element's background, if it has one.
pub(super) fn take(found: ElementRef<'_>, sources: &mut Sources<'_>) {
    if let Some(reference) = reference(found).filter(|_| !is_sign(found)) {
        sources.take_address(reference);
    }
}

/// Tells whether an element is there to show its background, outside of any figure: it says that it is a picture, by its
/// role or its name, and has no words in it.
pub(super) fn is_picture(found: ElementRef<'_>) -> bool {
    reference(found).is_some()
        && !is_sign(found)
        && (attr(found, "role") == Some("img")
            || element::has_name_word(found, |word| BOX_NAMES.contains(word)))
        && element::short_text(found, 1).is_some_and(|text| text.is_empty())
}

/// The words for an element that shows a background.
pub(super) fn description(found: ElementRef<'_>) -> Option<&str> {
    attr(found, "aria-label").or_else(|| attr(found, "title"))
}

fn reference(found: ElementRef<'_>) -> Option<&str> {
    let styled = attr(found, "style").and_then(of_style);
    let lazy = || {
        let mut kept = LAZY.iter().filter_map(|name| attr(found, name));
        kept.find_map(|value| of_style(value).or(Some(value.trim())))
    };
    styled.or_else(lazy).filter(|found| !found.is_empty())
}

/// The first address of a background in a list of declarations (CSS, `url()`).
fn of_style(style: &str) -> Option<&str> {
    let lower = style.to_ascii_lowercase();
    let from = match lower.find("background") {
        Some(at) => at,
        None if lower.starts_with("url(") => 0,
        None => return None,
    };
    let open = from + lower.get(from..)?.find("url(")? + "url(".len();
    let rest = style.get(open..)?.trim_start();
    let (end, rest) = match rest.chars().next()? {
        quote @ ('"' | '\'') => (quote, rest.get(1..)?),
        _ => (')', rest),
    };
    rest.split(end).next().map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_background_is_read_in_its_spellings() {
        for (style, address) in [
            ("background-image:url(/a.jpg)", Some("/a.jpg")),
            (
                "background-image: url('/a b.jpg');height:2px",
                Some("/a b.jpg"),
            ),
            (
                "color:red; BACKGROUND: #eee URL( \"/a(1).jpg\" ) center",
                Some("/a(1).jpg"),
            ),
            ("url(/a.jpg)", Some("/a.jpg")),
            ("background:#eee", None),
            ("cursor:url(/hand.png)", None),
            ("background:url(", None),
        ] {
            let found = of_style(style).filter(|found| !found.is_empty());
            assert_eq!(found, address, "{style}");
        }
    }
}
