//! What an update's element says besides its text: headline, time, byline, permalink, marks.

use std::collections::HashSet;

use scraper::ElementRef;

use super::{body, credits, links, noise};
use crate::{
    model::{Author, Clean, Marks, Stamp, TimeBasis, WebUrl},
    source::{
        candidate::{Candidate, Shown},
        element::{self, Id, attr, each_name_word, has_name_word, is_heading},
        times::{self, TimeContext},
    },
};

/// Attributes that hold an update's time, best first.
pub(super) const TIMES: &[&str] = &[
    "datetime",
    "data-published",
    "data-publish-time",
    "data-post-time",
    "data-time",
    "data-timestamp",
    "data-sort-time",
    "data-date",
    "data-utime",
    "data-epoch",
];
/// Words that mark a byline.
const BYLINES: &[&str] = &[
    "author",
    "authors",
    "byline",
    "contributor",
    "contributors",
    "writer",
    "reporter",
    "autor",
    "autore",
    "auteur",
];
/// The longest byline, in bytes.
const NAME: usize = 100;

/// Reads everything that an update's element says.
pub(in crate::source) fn read(
    block: ElementRef<'_>,
    base: Option<&WebUrl>,
    ctx: &TimeContext,
) -> Candidate {
    let mut skip: HashSet<Id> = HashSet::new();
    let headline = headline(block);
    skip.extend(headline.map(|h| h.id()));
    let authors = authors(block, base, &mut skip);
    skip_times(block, ctx, &mut skip);
    let (published, clock) = time(block, ctx);
    let mut body = body::read(block, base, &skip);
    if body.is_empty() && headline.is_none() {
        // An update that is nothing but a pointer to another story is that pointer.
        body = body::read_pointers(block, base, &skip);
    }
    let mut candidate = Candidate {
        keys: own_id(block).into_iter().collect(),
        permalink: permalink(block, base),
        headline: headline.map(heading_text).unwrap_or_default(),
        body,
        published,
        clock,
        authors,
        marks: marks(block),
        node: Some(block.id()),
        ..Candidate::default()
    };
    credits::take(&mut candidate, ctx);
    candidate
}

/// The id that names the update: the element's own, or that of an anchor at its beginning.
fn own_id(block: ElementRef<'_>) -> Option<String> {
    let named = |e: ElementRef<'_>| {
        let id = attr(e, "id").or_else(|| attr(e, "data-id"))?;
        id.bytes()
            .any(|b| b.is_ascii_digit())
            .then(|| id.to_owned())
    };
    let first = block.descendants().filter_map(ElementRef::wrap).take(6);
    named(block).or_else(|| {
        first
            .filter(|e| !matches!(e.value().name(), "img" | "iframe" | "script"))
            .find_map(named)
    })
}

/// The first heading, where it stands before the text: further down it heads a part of the update.
pub(in crate::source) fn headline(block: ElementRef<'_>) -> Option<ElementRef<'_>> {
    for found in block.descendants().filter_map(ElementRef::wrap) {
        let name = found.value().name();
        if is_heading(name) {
            let text = element::text(found);
            if !text.is_empty() {
                return Some(found);
            }
        }
        let is_text = matches!(name, "p" | "blockquote" | "ul" | "ol" | "table");
        if is_text && element::text(found).len() > 40 {
            return None;
        }
    }
    None
}

/// A heading's text without what is hidden from the eye, and without the time that some print in it.
fn heading_text(heading: ElementRef<'_>) -> String {
    let is_other = |e: &ElementRef<'_>| {
        let name = e.value().name();
        let marked = name == "span" && (noise::is_noise(*e) || shows_time(*e));
        matches!(name, "time" | "amp-timeago") || marked
    };
    let others: HashSet<Id> = heading
        .descendants()
        .filter_map(ElementRef::wrap)
        .filter(|e| e.id() != heading.id() && is_other(e))
        .map(|e| e.id())
        .collect();
    if others.is_empty() {
        return element::text(heading);
    }
    let words = heading.descendants().filter_map(|node| {
        let text = node.value().as_text()?;
        let left_out = node.ancestors().any(|a| others.contains(&a.id()));
        (!left_out).then(|| text.to_string())
    });
    let text: String = words.collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The best machine-readable time, else what the page shows; what is shown may be a clock without a date. What
/// stands in a quotation or a figure is another's.
pub(in crate::source) fn time(
    block: ElementRef<'_>,
    ctx: &TimeContext,
) -> (Option<Stamp>, Option<Shown>) {
    let mut best: Option<(usize, Stamp)> = None;
    let mut shown = String::new();
    for found in std::iter::once(block).chain(block.descendants().filter_map(ElementRef::wrap)) {
        let shows = shown.is_empty() && shows_time(found);
        let better = best.as_ref().map_or(TIMES.len(), |(rank, _)| *rank);
        let mut ranked = TIMES.iter().enumerate().take(better);
        let stamp = ranked.find_map(|(rank, name)| {
            let stamp = times::parse_machine(attr(found, name)?, TimeBasis::Markup, ctx)?;
            Some((rank, stamp))
        });
        if !shows && stamp.is_none() {
            continue;
        }
        let mut around = found
            .ancestors()
            .filter_map(ElementRef::wrap)
            .take_while(|a| a.id() != block.id());
        if around.any(|a| matches!(a.value().name(), "blockquote" | "figure")) {
            continue;
        }
        if shows {
            shown = element::text(found);
        }
        best = stamp.or(best);
    }
    let raw = Clean::line_capped(&shown, 100);
    if let Some((_, stamp)) = best {
        return (Some(Stamp { raw, ..stamp }), None);
    }
    match times::find(&shown, ctx).map(|found| found.reading) {
        Some(times::Reading::Stamp(stamp)) => (Some(Stamp { raw, ..stamp }), None),
        Some(reading) => (None, Some(Shown { reading, raw })),
        None => (None, None),
    }
}

/// Tells whether an element is there to show a time: by its name, or by its class and a short text.
fn shows_time(found: ElementRef<'_>) -> bool {
    if matches!(found.value().name(), "time" | "amp-timeago") {
        return true;
    }
    let named = |word: &str| {
        matches!(
            word,
            "time" | "timestamp" | "date" | "datetime" | "clock" | "pubdate" | "published" | "ago"
        )
    };
    matches!(
        found.value().name(),
        "span" | "div" | "p" | "small" | "em" | "a" | "strong" | "b"
    ) && has_name_word(found, named)
        && (4..60).contains(&element::text(found).len())
}

/// Times are shown beside the text, not in it.
pub(in crate::source) fn skip_times(
    block: ElementRef<'_>,
    ctx: &TimeContext,
    skip: &mut HashSet<Id>,
) {
    for found in block.descendants().filter_map(ElementRef::wrap) {
        let is_time = matches!(found.value().name(), "time" | "amp-timeago")
            || (shows_time(found) && times::is_whole(&element::text(found), ctx));
        if is_time {
            let in_text = element::parent(found)
                .is_some_and(|p| p.value().name() == "p" && element::text(p).len() > 60);
            if !in_text {
                // A link around a time is the update's own address.
                let link = element::parent(found).filter(|p| p.value().name() == "a");
                skip.insert(link.unwrap_or(found).id());
            }
        }
    }
}

pub(in crate::source) fn authors(
    block: ElementRef<'_>,
    base: Option<&WebUrl>,
    skip: &mut HashSet<Id>,
) -> Vec<Author> {
    let mut authors: Vec<Author> = Vec::new();
    let mut seen: Vec<Id> = Vec::new();
    for found in block.descendants().filter_map(ElementRef::wrap) {
        let name = found.value().name();
        let is_prose = name == "p" && element::text(found).len() > NAME;
        if is_prose || matches!(name, "img" | "meta" | "figure") || is_quoted(found, block) {
            continue;
        }
        let marked = attr(found, "rel") == Some("author")
            || attr(found, "itemprop").is_some_and(|p| p == "author")
            || matches!(found.value().name(), "mark" if element::parent(found).is_some_and(|p| p.value().name() != "p"))
            || has_name_word(found, |word| BYLINES.contains(&word));
        if !marked || found.ancestors().any(|a| seen.contains(&a.id())) {
            continue;
        }
        seen.push(found.id());
        let text = element::text(found);
        let url = std::iter::once(found)
            .chain(found.descendants().filter_map(ElementRef::wrap))
            .find(|e| e.value().name() == "a")
            .and_then(|a| links::resolve(attr(a, "href")?, base));
        if text.len() <= 2 * NAME {
            skip.insert(found.id());
        }
        if let Some(name) = credits::name(&text)
            && !authors.iter().any(|a| a.name == name)
        {
            authors.push(Author { name, url });
        }
    }
    authors
}

/// Tells whether an element stands in a quotation: what it names is another's.
fn is_quoted(found: ElementRef<'_>, block: ElementRef<'_>) -> bool {
    let around = found.ancestors().filter_map(ElementRef::wrap);
    around
        .take_while(|a| a.id() != block.id())
        .any(|a| a.value().name() == "blockquote")
}

/// Tells whether a link stands in a heading, or holds one.
fn is_of_heading(anchor: ElementRef<'_>) -> bool {
    let around = anchor.ancestors().filter_map(ElementRef::wrap).take(2);
    let inside = anchor.descendants().filter_map(ElementRef::wrap);
    around.chain(inside).any(|e| is_heading(e.value().name()))
}

/// A link of the update to itself: by its relation, around its time, or to a fragment that is its id.
fn permalink(block: ElementRef<'_>, base: Option<&WebUrl>) -> Option<WebUrl> {
    let anchors = block
        .descendants()
        .filter_map(ElementRef::wrap)
        .filter(|e| e.value().name() == "a");
    for anchor in anchors {
        let Some(href) = attr(anchor, "href") else {
            continue;
        };
        let of_time = anchor
            .descendants()
            .filter_map(ElementRef::wrap)
            .any(|e| matches!(e.value().name(), "time" | "amp-timeago"));
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
        if of_time || marked || own_fragment || (is_of_heading(anchor) && below().is_some()) {
            return links::resolve(href, base).or_else(|| base?.join(href).ok());
        }
    }
    None
}

fn marks(block: ElementRef<'_>) -> Marks {
    let mut marks = Marks::default();
    let heads =
        std::iter::once(block).chain(block.descendants().filter_map(ElementRef::wrap).take(40));
    for found in heads {
        let mut after_key = false;
        for word in each_name_word(found) {
            match &*word {
                "keyevent" | "highlight" | "highlighted" | "breaking" => marks.key_event = true,
                "event" | "moment" | "post" if after_key => marks.key_event = true,
                "pinned" | "sticky" => marks.pinned = true,
                "summary" if found.id() == block.id() => marks.summary = true,
                _ => {}
            }
            after_key = word == "key";
        }
    }
    if let Some(label) = block
        .descendants()
        .filter_map(ElementRef::wrap)
        .find(|e| matches!(e.value().name(), "mark" | "span"))
    {
        marks.key_event |= element::letters(&element::text(label)) == "keyevent";
    }
    marks
}
