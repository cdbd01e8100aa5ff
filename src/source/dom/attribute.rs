//! Attributes of elements, and the words of the names that templates give elements.

use std::borrow::Cow;

use scraper::ElementRef;

use crate::source::vocabulary::byline::SWITCHES;

/// Returns an attribute that is there and not empty.
pub(in crate::source) fn attr<'a>(element: ElementRef<'a>, name: &str) -> Option<&'a str> {
    value(element, name)
        .map(str::trim)
        .filter(|value| !value.is_empty())
}

/// Returns an attribute as it stands.
///
/// The tree's own look-up first interns the name, behind a lock, which costs many times what looking at the few
/// attributes of an element does.
pub(super) fn value<'a>(element: ElementRef<'a>, name: &str) -> Option<&'a str> {
    attributes(element).find_map(|(known, value)| (known == name).then_some(value))
}

/// Returns an element's attributes, names with values.
pub(in crate::source) fn attributes(
    element: ElementRef<'_>,
) -> impl Iterator<Item = (&str, &str)> + use<'_> {
    let attributes = element.value().attrs.iter();
    attributes.map(|(name, value)| (&*name.local, &**value))
}

/// Tells whether templates name elements with an attribute.
fn is_name(attribute: &str) -> bool {
    matches!(
        attribute,
        "class" | "id" | "role" | "data-component" | "data-testid" | "data-module" | "data-type"
    )
}

/// Returns the words of an element's class, id and test names, lower case: `liveBlog__share-bar` is
/// `live`, `blog`, `share`, `bar`.
pub(in crate::source) fn name_words(element: ElementRef<'_>) -> Vec<String> {
    each_name_word(element).map(Cow::into_owned).collect()
}

/// Returns an element's [`name_words`] one after the other.
pub(in crate::source) fn each_name_word(
    element: ElementRef<'_>,
) -> impl Iterator<Item = Cow<'_, str>> + use<'_> {
    let names = attributes(element).filter(|(name, _)| is_name(name));
    names.flat_map(|(_, value)| small_words(value))
}

/// Returns the words of one name, lower case, one after the other.
pub(in crate::source) fn small_words(name: &str) -> impl Iterator<Item = Cow<'_, str>> {
    words(name).map(|(word, is_small)| {
        // Nearly all names are lower case already.
        if is_small {
            Cow::Borrowed(word)
        } else {
            Cow::Owned(word.to_lowercase())
        }
    })
}

/// Tells whether any of an element's [`name_words`] is such a word.
pub(in crate::source) fn has_name_word(
    element: ElementRef<'_>,
    is_such: impl Fn(&str) -> bool,
) -> bool {
    each_name_word(element).any(|word| is_such(&word))
}

/// Tells whether such a word is what an element is named for; names that begin with a switch (`show-author-avatar`) say
/// what it has.
pub(in crate::source) fn is_named(element: ElementRef<'_>, is_such: impl Fn(&str) -> bool) -> bool {
    let names = attributes(element).filter(|(name, _)| is_name(name));
    let mut tokens = names.flat_map(|(_, value)| value.split_ascii_whitespace());
    tokens.any(|token| {
        let mut words = small_words(token).peekable();
        let is_switch = words.peek().is_some_and(|first| SWITCHES.contains(first));
        !is_switch && words.any(|word| is_such(&word))
    })
}

/// Tells whether any of an element's [`name_words`], or two of them in a row written as one, is such a word.
pub(in crate::source) fn has_joined_name(
    element: ElementRef<'_>,
    is_such: impl Fn(&str) -> bool,
) -> bool {
    let mut before = String::new();
    each_name_word(element).any(|word| {
        before.push_str(&word);
        let found = is_such(&word) || is_such(&before);
        before.clear();
        before.push_str(&word);
        found
    })
}

/// What a byte of a name is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ByteKind {
    Sign,
    Capital,
    /// A small letter or a digit.
    Small,
    /// A part of a letter that is not ASCII; it counts as a small one.
    Other,
}

/// Every byte of every name of a page is asked several times.
const KINDS: [ByteKind; 256] = {
    let mut kinds = [ByteKind::Other; 256];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte as usize] = match byte {
            b'A'..=b'Z' => ByteKind::Capital,
            b'a'..=b'z' | b'0'..=b'9' => ByteKind::Small,
            _ => ByteKind::Sign,
        };
        byte += 1;
    }
    kinds
};

/// Parts a name at its signs and humps; tells of each part whether it is small letters and digits alone.
fn words(name: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = name;
    std::iter::from_fn(move || {
        let kind = |byte: &u8| KINDS[usize::from(*byte)];
        let start = rest
            .bytes()
            .position(|byte| kind(&byte) != ByteKind::Sign)?;
        let (mut is_small, mut small_before) = (true, false);
        let ends = |byte: &u8| {
            let kind = kind(byte);
            let ends = kind == ByteKind::Sign || small_before && kind == ByteKind::Capital;
            small_before = kind != ByteKind::Capital;
            is_small &= ends || kind == ByteKind::Small;
            ends
        };
        let begun = rest.get(start..)?;
        let end = begun.as_bytes().iter().position(ends);
        let (word, after) = begun.split_at(end.unwrap_or(begun.len()));
        rest = after;
        Some((word, is_small))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::dom::bounded_html;

    #[test]
    fn words_of_names_are_parted_at_signs_and_humps() {
        let html = bounded_html::parse("<div class='liveBlog__share-bar ad2' id='Post_7'>").html;
        let div = html
            .tree
            .nodes()
            .filter_map(ElementRef::wrap)
            .find(|e| e.value().name() == "div");
        assert_eq!(
            name_words(div.unwrap()),
            ["live", "blog", "share", "bar", "ad2", "post", "7"]
        );
        assert!(words("").chain(words("--")).next().is_none());
        assert_eq!(
            words("ÉdgeÉdge2Go-id7").collect::<Vec<_>>(),
            [("ÉdgeÉdge2", false), ("Go", false), ("id7", true)]
        );
    }
}
