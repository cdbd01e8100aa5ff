//! Which parts of a page are the words of its readers: comments, answers, posts of a forum.

use std::{collections::HashSet, hash::BuildHasherDefault, sync::LazyLock};

use scraper::ElementRef;

use crate::source::{
    dom::{
        element::{self, attr, attributes},
        numbered::Spread,
    },
    vocabulary::{self, comment, other},
};

/// The names of places for comments; no page adds to them, so they need no hashing that nobody can foresee.
static AREAS: LazyLock<HashSet<&'static str, BuildHasherDefault<Spread>>> = LazyLock::new(|| {
    let areas = comment::AREAS.iter().flat_map(|(_, names)| names.iter());
    areas.copied().collect()
});

/// The longest text of a link that answers a comment, in bytes.
const REPLY: usize = 40;

/// Tells whether an element is a comment, or the place for comments; a wrapper of article and comments has the page's
/// title.
pub(super) fn is_comment(found: ElementRef<'_>, holds_title: bool) -> bool {
    let name = found.value().name();
    let is_part = matches!(
        name,
        "div"
            | "section"
            | "article"
            | "aside"
            | "ol"
            | "ul"
            | "li"
            | "dl"
            | "table"
            | "tr"
            | "details"
    ) || name.contains('-');
    if !is_part {
        return false;
    }
    let mut named = false;
    let mut typed = false;
    for (name, value) in attributes(found) {
        match name {
            "itemtype" | "typeof" => typed |= is_comment_type(value),
            "itemprop" | "property" => typed |= value.split_whitespace().any(|v| v == "comment"),
            "role" => typed |= value == "comment",
            "id" if is_comment_id(value) => return true,
            "id" | "class" => named |= value.split_whitespace().any(is_area_name),
            _ => {}
        }
    }
    // Some platforms type the updates of a live blog as comments on it, but name them as what they are.
    (typed && !is_named_update(found)) || (named && !holds_title)
}

fn is_named_update(found: ElementRef<'_>) -> bool {
    element::has_name_word(found, |word| {
        word.ends_with("update") || word.ends_with("updates") || word.starts_with("live")
    })
}

fn is_comment_type(value: &str) -> bool {
    value.split_whitespace().any(|kind| {
        matches!(
            kind.rsplit(['/', ':']).next(),
            Some("Comment" | "UserComments")
        )
    })
}

/// Tells whether an id is one that comments are numbered with: `comment-500`, `li-comment-7`, `div-comment-7`.
fn is_comment_id(id: &str) -> bool {
    let id = id.to_ascii_lowercase();
    let number = id.trim_end_matches(|c: char| c.is_ascii_digit());
    number.len() < id.len()
        && matches!(
            number,
            "comment-"
                | "comment_"
                | "comment"
                | "li-comment-"
                | "div-comment-"
                | "reply-"
                | "idc-c"
        )
}

/// Tells whether one name of a class or an id names a place for comments.
fn is_area_name(name: &str) -> bool {
    let words = || element::small_words(name);
    let is_area = words().any(|word| AREAS.contains(&*word))
        || words().nth(1).is_some() && AREAS.contains(words().collect::<String>().as_str());
    is_area && !words().any(|word| comment::POINTERS.contains(&word))
}

/// Tells whether a block has a link or a button that answers it.
pub(super) fn can_be_answered(block: ElementRef<'_>) -> bool {
    let below = block.descendants().filter_map(ElementRef::wrap);
    below
        .filter(|e| matches!(e.value().name(), "a" | "button"))
        .any(|link| {
            let leads = attr(link, "href").is_some_and(|href| href.contains("replytocom="));
            leads || {
                let text = element::text(link);
                text.len() <= REPLY && vocabulary::is(&vocabulary::spaced(&text), comment::REPLY)
            }
        })
}

/// Tells whether a block is signed as readers' words are: with a name that they chose, their picture, their score.
pub(super) fn is_signed_by_reader(block: ElementRef<'_>) -> bool {
    let mut parts = block.descendants().filter_map(ElementRef::wrap);
    parts.any(|part| element::has_joined_name(part, |word| other::READERS.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::dom::bounded_html;

    fn is_comment_at(page: &str) -> bool {
        let html = bounded_html::parse(page).html;
        let mut elements = html.tree.nodes().filter_map(ElementRef::wrap);
        let found = elements.find(|e| attr(*e, "data-this").is_some()).unwrap();
        let mut below = found.descendants().filter_map(ElementRef::wrap);
        is_comment(found, below.any(|e| e.value().name() == "h1"))
    }

    #[test]
    fn comments_are_known_by_type_id_and_place() {
        for page in [
            "<ol data-this=1 class='comment-list'><li>Well said",
            "<div data-this=1 id=comments class='comments-area'><p>Well said",
            "<div data-this=1 id=disqus_thread>",
            "<li data-this=1 id=comment-500 class='even depth-1'>Well said",
            "<div data-this=1 itemscope itemtype='https://schema.org/Comment'>Well said",
            "<section data-this=1 class='article__kommentare'>Well said",
        ] {
            assert!(is_comment_at(page), "{page}");
        }
    }

    #[test]
    fn what_points_to_comments_or_holds_the_article_too_is_no_comment() {
        for page in [
            "<div data-this=1 class='has-comments'><p>The minister speaks",
            "<div data-this=1 class='comments-open post'><p>The minister speaks",
            "<div data-this=1 class='live-comments'><p>A goal",
            "<div data-this=1 class='commentary'><p>A goal",
            "<div data-this=1 class='post-comments'><h1>Bridge shut</h1><p>The minister speaks",
            "<p data-this=1 class='comments'>Seven comments",
            "<article data-this=1 class=microupdate itemprop=comment itemtype='http://schema.org/Comment'>A goal",
        ] {
            assert!(!is_comment_at(page), "{page}");
        }
    }
}
