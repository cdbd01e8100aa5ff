//! The address of an update's own: a link to itself, or what its attributes give for sharing it.

use scraper::ElementRef;

use super::times;
use crate::{
    model::WebUrl,
    source::{
        dom::{
            element::{self, attr, has_name_word, is_heading},
            links,
        },
        field::time::{self, TimeContext},
    },
};

/// The longest text of a link that is a time, in bytes.
const CLOCK: usize = 40;

/// Tells whether a link stands in a heading, or holds one.
pub(super) fn is_of_heading(anchor: ElementRef<'_>) -> bool {
    let around = anchor.ancestors().filter_map(ElementRef::wrap).take(2);
    let inside = anchor.descendants().filter_map(ElementRef::wrap);
    around.chain(inside).any(|e| is_heading(e.value().name()))
}

/// Finds a link of the update to itself; `own` is its id: by its relation, around its time or in it, or to a fragment that is its id.
pub(super) fn read(
    block: ElementRef<'_>,
    own: Option<&str>,
    base: Option<&WebUrl>,
    ctx: &TimeContext,
) -> Option<WebUrl> {
    let anchors = block
        .descendants()
        .filter_map(ElementRef::wrap)
        .filter(|e| e.value().name() == "a");
    for anchor in anchors {
        let Some(href) = attr(anchor, "href") else {
            continue;
        };
        let is_time = |e: ElementRef<'_>| times::is_time_element(e.value().name());
        let mut inside = anchor.descendants().filter_map(ElementRef::wrap);
        let around = anchor.ancestors().filter_map(ElementRef::wrap);
        let mut around = around.take_while(|e| e.id() != block.id());
        let of_time = inside.any(is_time) || around.any(is_time);
        let marked = attr(anchor, "rel").is_some_and(|r| r.contains("bookmark"))
            || has_name_word(anchor, |word| word == "permalink");
        let own_fragment = href.split_once('#').is_some_and(|(_, fragment)| {
            !fragment.is_empty()
                && attr(block, "id").is_some_and(|id| id.eq_ignore_ascii_case(fragment))
        });
        let below = || {
            let url = links::resolve(href, base)?;
            let base = base.filter(|base| links::is_below(&url, base))?;
            (url.as_url().path() != base.as_url().path()).then_some(())
        };
        let own_query = || {
            let (url, base) = (links::resolve(href, base)?, base?);
            let own = own?;
            let is_own = url.host() == base.host()
                && url.as_url().path() == base.as_url().path()
                && url.as_url().query_pairs().any(|(_, value)| value == own);
            is_own.then_some(())
        };
        let shows_time = || {
            let text = element::short_text(anchor, CLOCK);
            text.is_some_and(|text| time::is_whole(&text, ctx))
                && links::resolve(href, base).is_some_and(|url| is_own_place(&url, base))
        };
        if of_time
            || marked
            || shows_time()
            || own_fragment
            || (is_of_heading(anchor) && below().is_some())
            || (href.contains('?') && own_query().is_some())
        {
            return links::resolve(href, base).or_else(|| base?.join(href).ok());
        }
    }
    shared(block, base)
}

/// Attributes that hold the address at which an update is shared.
const SHARED: [&str; 4] = [
    "data-share-url",
    "data-permalink",
    "data-share-link",
    "data-url",
];

/// The address that an update's own attributes give for sharing it.
fn shared(block: ElementRef<'_>, base: Option<&WebUrl>) -> Option<WebUrl> {
    let given = SHARED.iter().find_map(|name| attr(block, name))?;
    links::resolve(given, base).filter(|url| is_own_place(url, base))
}

/// Tells whether an address leads to a place within the live blog, or to a page of its own below it.
fn is_own_place(url: &WebUrl, base: Option<&WebUrl>) -> bool {
    base.is_some_and(|base| links::is_below(url, base) && url.host() == base.host() && url != base)
}
