//! The way to older updates: the address of the next older page, where a page leads to one.
//!
//! Only pages of the same live blog count: same host, same path but for a page's number. Which of their links leads
//! back in time is told by what it says (`rel`, words, names) and by its number, never by which site it is.

mod labels;
mod paging;

use scraper::{ElementRef, Html};
use serde_json::Value;

use crate::{
    model::WebUrl,
    source::dom::{
        element::{self, attr, name_words},
        links,
    },
};
use labels::Label;
use paging::Paging;

/// How far above a link the list of pages that it belongs to may begin.
const CONTAINER_DEPTH: usize = 4;

/// How well a link says that it leads to the next older page; greater is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Witness {
    /// It has the next number in a list of pages.
    Number,
    /// Its class or id is named so.
    Name,
    /// It says "next".
    Next,
    /// It says "load more".
    More,
    /// Its `rel` is `next` (HTML, 4.6.7.11).
    Rel,
    /// It says "older".
    Older,
}

/// Finds the address of the next older page in a page's markup; `page` is the page's own address.
pub(super) fn in_markup(html: &Html, page: Option<&WebUrl>) -> Option<WebUrl> {
    let page = page?;
    let mut best: Option<(Witness, WebUrl)> = None;
    for link in html.tree.nodes().filter_map(ElementRef::wrap) {
        if let Some(found) = judge(link, page)
            && best.as_ref().is_none_or(|(witness, _)| *witness < found.0)
        {
            best = Some(found);
        }
    }
    best.map(|(_, url)| url)
}

/// Finds the address of the next older page in a document of data: the `older` of its `pagination`.
pub(super) fn in_data(document: &Value, page: Option<&WebUrl>) -> Option<WebUrl> {
    let page = page?;
    let pagination = document.get("pagination")?;
    ["older", "next", "nextPage"]
        .iter()
        .filter_map(|name| pagination.get(name)?.as_str())
        .find_map(|reference| {
            let url = resolve(reference, page)?;
            let paging = Paging::of(&url, page)?;
            (!paging.goes_back_to_newer()).then_some(url)
        })
}

fn resolve(reference: &str, page: &WebUrl) -> Option<WebUrl> {
    links::resolve(reference, Some(page)).map(|url| url.without_fragment())
}

/// Tells where an element leads and how well it says that this is the next older page.
fn judge(link: ElementRef<'_>, page: &WebUrl) -> Option<(Witness, WebUrl)> {
    let name = link.value().name();
    if !matches!(name, "a" | "link") || attr(link, "aria-disabled") == Some("true") {
        return None;
    }
    let url = resolve(attr(link, "href")?, page)?;
    let paging = Paging::of(&url, page)?;
    let witness = witness(link, &paging)?;
    // Some count their pages from nought: only a link that says "older" may lead to a page 1.
    let newer = paging.goes_back_to_newer();
    let counted_from_nought = witness == Witness::Older && paging.is_first_of_unnumbered();
    (!newer || counted_from_nought).then_some((witness, url))
}

fn witness(link: ElementRef<'_>, paging: &Paging) -> Option<Witness> {
    let is_anchor = link.value().name() == "a";
    let label = if is_anchor {
        labels::read(link)
    } else {
        Label::Nothing
    };
    match label {
        Label::Elsewhere => return None,
        Label::Older => return Some(Witness::Older),
        _ => {}
    }
    let rel = attr(link, "rel").unwrap_or_default();
    if rel
        .split_ascii_whitespace()
        .any(|word| word.eq_ignore_ascii_case("next"))
    {
        return Some(Witness::Rel);
    }
    if !is_anchor {
        return None;
    }
    match label {
        Label::More => return Some(Witness::More),
        Label::Next => return Some(Witness::Next),
        _ => {}
    }
    let names = name_words(link);
    let named = |word: &str| names.iter().any(|name| name == word);
    let listed = in_list_of_pages(link);
    if named("older") || named("loadmore") || (named("load") && named("more")) {
        return Some(Witness::Name);
    }
    if named("next") && (listed || named("page")) {
        return Some(Witness::Name);
    }
    let text = element::text(link);
    let says_number = text.parse().ok() == paging.number() && paging.number().is_some();
    (paging.is_following() && (says_number || (text.is_empty() && listed)))
        .then_some(Witness::Number)
}

/// Tells whether a link stands in a list of pages: the slot of a live list (AMP), or what is named so.
fn in_list_of_pages(link: ElementRef<'_>) -> bool {
    link.ancestors()
        .filter_map(ElementRef::wrap)
        .take(CONTAINER_DEPTH)
        .any(|above| {
            above.value().attr("pagination").is_some()
                || name_words(above).iter().any(|word| {
                    matches!(
                        word.as_str(),
                        "pagination" | "paginator" | "pager" | "paging"
                    )
                })
        })
}

#[cfg(test)]
mod tests;
