//! The links of a page, each with what its card says of it: title, label, time.

use std::collections::HashMap;

use scraper::{ElementRef, Html};

use super::judge::{self, Candidate};
use crate::{
    model::{Clean, Stamp, TimeBasis, WebUrl},
    source::{
        dom::{
            element::{self, attr},
            links,
            numbered::IdMap,
        },
        field::time::{self, TimeContext},
        vocabulary::live,
    },
};

/// The most links that are looked at.
const LINKS: usize = 5_000;
/// How many links to one address are looked at: picture, headline, button.
const AGAIN: usize = 4;
/// How far up from a link its card may begin.
const UP: usize = 5;
/// The most nodes of a card.
const NODES: usize = 300;
/// The longest title, in bytes.
const TITLE: usize = 400;
/// The longest label, in bytes.
const LABEL: usize = 40;

/// Lists the links of a page, in its order, one for each address.
pub(super) fn of(html: &Html, page: Option<&WebUrl>, ctx: &TimeContext) -> Vec<Candidate> {
    let mut found: Vec<(Candidate, usize)> = Vec::new();
    let mut places: HashMap<WebUrl, usize> = HashMap::new();
    let mut targets = Targets {
        page,
        known: IdMap::default(),
    };
    let elements = html.tree.nodes().filter_map(ElementRef::wrap);
    for link in elements
        .filter(|element| element.value().name() == "a")
        .take(LINKS)
    {
        let Some(url) = targets.of(link).cloned() else {
            continue;
        };
        let place = *places.entry(url.clone()).or_insert_with(|| {
            let candidate = Candidate {
                url: url.clone(),
                title: Clean::default(),
                time: None,
                is_labelled: false,
            };
            found.push((candidate, 0));
            found.len() - 1
        });
        if let Some((candidate, seen)) = found.get_mut(place)
            && *seen < AGAIN
        {
            *seen += 1;
            look(link, candidate, &mut targets, ctx);
        }
    }
    found.into_iter().map(|(candidate, _)| candidate).collect()
}

/// Where links lead; each is asked for again by every link that may share a card with it.
struct Targets<'p> {
    page: Option<&'p WebUrl>,
    known: IdMap<Option<WebUrl>>,
}

impl Targets<'_> {
    fn of(&mut self, link: ElementRef<'_>) -> Option<&WebUrl> {
        let target = || {
            let url = links::resolve(attr(link, "href")?, self.page)?;
            Some(url.without_fragment())
        };
        let known = self.known.entry(link.id());
        known.or_insert_with(target).as_ref()
    }
}

/// Takes what a link and its card say.
fn look(
    link: ElementRef<'_>,
    candidate: &mut Candidate,
    targets: &mut Targets<'_>,
    ctx: &TimeContext,
) {
    let title = title(link).unwrap_or_default();
    let is_better = title.as_str().len() > candidate.title.as_str().len();
    if is_better && !judge::is_label(title.as_str()) {
        candidate.title = title;
    }
    for part in card(link, &candidate.url, targets) {
        candidate.is_labelled |= is_label(part);
        if part.value().name() == "time"
            && let Some(stamp) = attr(part, "datetime")
                .and_then(|text| time::parse_machine(text, TimeBasis::Markup, ctx))
        {
            candidate.time = candidate.time.max(Some(Stamp::utc(&stamp)));
        }
    }
}

/// Returns what a link is called: the heading in it, else its text, else what is read out in its place.
fn title(link: ElementRef<'_>) -> Option<Clean> {
    let below = || link.descendants().filter_map(ElementRef::wrap);
    let heading = below().find(|e| element::is_heading(e.value().name()));
    let text = |e| element::short_text(e, TITLE).filter(|text| !text.trim().is_empty());
    let read_out = || {
        let said = attr(link, "aria-label").or_else(|| attr(link, "title"));
        said.map(str::to_owned)
    };
    let words = heading.and_then(text).or_else(|| text(link));
    words
        .or_else(read_out)
        .map(|words| Clean::line(&words))
        .filter(|title| !title.is_empty())
}

/// Lists the elements of the largest card around a link that holds no link to anywhere else, the link's own included.
fn card<'h>(link: ElementRef<'h>, url: &WebUrl, targets: &mut Targets<'_>) -> Vec<ElementRef<'h>> {
    let mut parts = |of: ElementRef<'h>| -> Option<Vec<ElementRef<'h>>> {
        let mut parts = Vec::new();
        for (count, node) in of.descendants().enumerate() {
            if count > NODES {
                return None;
            }
            let Some(part) = ElementRef::wrap(node) else {
                continue;
            };
            if part.value().name() == "a" && targets.of(part).is_some_and(|other| other != url) {
                return None;
            }
            parts.push(part);
        }
        Some(parts)
    };
    let mut card = parts(link).unwrap_or_default();
    for around in link.ancestors().filter_map(ElementRef::wrap).take(UP) {
        match parts(around) {
            Some(parts) if !matches!(around.value().name(), "body" | "html" | "main") => {
                card = parts;
            }
            _ => break,
        }
    }
    card
}

/// Tells whether an element is the label of a live blog, by its words or its name.
fn is_label(part: ElementRef<'_>) -> bool {
    if element::is_hidden(part) || element::is_silent(part.value().name()) {
        return false;
    }
    let said = || {
        let words = element::short_text(part, LABEL)?;
        judge::is_label(&words).then_some(())
    };
    let is_leaf = part
        .children()
        .all(|child| ElementRef::wrap(child).is_none());
    (is_leaf && said().is_some())
        || element::has_joined_name(part, |word| live::NAMES.contains(word))
}
