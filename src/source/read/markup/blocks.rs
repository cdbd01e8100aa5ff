//! Which element of the page is which update.

use std::collections::HashMap;

use scraper::{ElementRef, Html};

use super::survey::Survey;
use crate::source::{
    dom::{
        element::{self, Id, is_heading, letters},
        numbered::{IdMap, IdSet},
    },
    vocabulary::members::ID_ATTRIBUTES,
};

/// How many letters of a text find it.
const START: usize = 48;
/// Fewer letters are no evidence.
const EVIDENCE: usize = 12;

/// By what an update is searched for.
#[derive(Debug, Clone, Default)]
pub(in crate::source) struct Sought<'a> {
    /// Its ids, best first.
    pub(in crate::source) keys: Vec<&'a str>,
    pub(in crate::source) headline: &'a str,
    /// How its text begins, in letters alone.
    pub(in crate::source) start: &'a str,
}

/// Finds the element of each update, as far as the page has one: by the update's ids, else by its headline, else by
/// how its text begins. An element serves one update only.
pub(in crate::source) fn locate(survey: &Survey<'_>, updates: &[Sought<'_>]) -> Vec<Option<Id>> {
    let html = survey.html;
    let index = Index::of(html);
    let mut used: IdSet = IdSet::default();
    let mut anchors: Vec<Option<Id>> = updates
        .iter()
        .map(|update| {
            update
                .keys
                .iter()
                .find_map(|key| index.by_key(key))
                .filter(|id| used.insert(*id))
        })
        .collect();
    if anchors.contains(&None) {
        let words = Words::of(html);
        // What stands in the element that an id leads to is that update's, whatever another one's words are.
        let named: IdSet = used.clone();
        let is_anothers = |id: Id| {
            let node = html.tree.get(id);
            node.is_some_and(|node| node.ancestors().any(|up| named.contains(&up.id())))
        };
        for (update, anchor) in updates.iter().zip(&mut anchors) {
            if anchor.is_none() {
                let found = words.find(update, html).filter(|id| !is_anothers(*id));
                *anchor = found.filter(|id| used.insert(*id));
            }
        }
    }
    let blocks = grow(survey, &anchors);
    anchors
        .iter()
        .map(|anchor| anchor.and_then(|id| blocks.get(&id).copied()))
        .collect()
}

/// The page's elements by their ids.
struct Index {
    ids: HashMap<String, Id>,
    /// Looser forms of ids; `None` where two elements share one.
    forms: HashMap<String, Option<Id>>,
}

impl Index {
    fn of(html: &Html) -> Self {
        let mut index = Self {
            ids: HashMap::new(),
            forms: HashMap::new(),
        };
        for found in html.tree.nodes().filter_map(ElementRef::wrap) {
            let name = found.value().name();
            let is_named = !matches!(
                name,
                "meta" | "script" | "input" | "iframe" | "style" | "link"
            );
            for (attribute, value) in element::attributes(found) {
                let value = value.trim();
                if is_named && ID_ATTRIBUTES.contains(&attribute) && !value.is_empty() {
                    index.add_id(value, found.id(), attribute == "id");
                }
            }
        }
        index
    }

    fn add_id(&mut self, value: &str, id: Id, real: bool) {
        let value = value.to_ascii_lowercase();
        for form in forms(&value) {
            self.forms
                .entry(form)
                .and_modify(|known| *known = known.filter(|k| *k == id))
                .or_insert(Some(id));
        }
        // Tables of contents point with attributes of their own at what has the id.
        if real {
            self.ids.insert(value, id);
        } else {
            self.ids.entry(value).or_insert(id);
        }
    }

    fn by_key(&self, key: &str) -> Option<Id> {
        let key = key.to_ascii_lowercase();
        let loose = || {
            forms(&key)
                .into_iter()
                .find_map(|form| self.forms.get(&form).copied().flatten())
        };
        self.ids
            .get(&key)
            .copied()
            .or_else(|| self.forms.get(&key).copied().flatten())
            .or_else(loose)
    }
}

/// The page's elements by their words, for updates that no id leads to.
struct Words {
    headings: HashMap<String, Vec<Id>>,
    starts: HashMap<String, Vec<Id>>,
}

impl Words {
    fn of(html: &Html) -> Self {
        let mut index = Self {
            headings: HashMap::new(),
            starts: HashMap::new(),
        };
        for found in html.tree.nodes().filter_map(ElementRef::wrap) {
            let name = found.value().name();
            if is_heading(name) {
                let words = letters(&element::text(found));
                if words.len() >= 4 {
                    index.headings.entry(words).or_default().push(found.id());
                }
            } else if matches!(name, "p" | "div" | "li" | "span") && found.first_child().is_some() {
                // Only elements that begin with text of their own: wrappers would repeat what they hold.
                let own = found
                    .children()
                    .find(|c| !c.value().as_text().is_some_and(|t| t.trim().is_empty()));
                let begins = own.is_some_and(|c| {
                    c.value().is_text()
                        || c.value().as_element().is_some_and(|e| {
                            !matches!(e.name(), "p" | "div" | "ul" | "section" | "article")
                        })
                });
                if begins {
                    let words = element::first_letters(found, START);
                    if words.len() >= EVIDENCE {
                        index.starts.entry(words).or_default().push(found.id());
                    }
                }
            }
        }
        index
    }

    /// Finds an update by its words. Tables of contents repeat headlines, so of several the one with the update's
    /// text behind it is taken.
    fn find(&self, update: &Sought<'_>, html: &Html) -> Option<Id> {
        let start: String = update.start.chars().take(START).collect();
        if let Some(found) = self.headings.get(&letters(update.headline)) {
            let short: String = start.chars().take(24).collect();
            let near = |id: &Id| Some((distance(html, *id, &short)?, *id));
            let best = found
                .iter()
                .filter_map(near)
                .min_by_key(|(levels, _)| *levels);
            match (best, found.as_slice()) {
                (Some((_, best)), _) => return Some(best),
                (None, [only]) => return Some(*only),
                _ => {}
            }
        }
        if start.len() < EVIDENCE {
            return None;
        }
        match self.starts.get(&start)?.as_slice() {
            [only] => Some(*only),
            // Nested elements that begin alike: the innermost comes last.
            several => several.last().copied(),
        }
    }
}

/// Says how many levels up from a heading a text stands right behind it; `None` where it does not.
fn distance(html: &Html, heading: Id, start: &str) -> Option<usize> {
    let mut at = element::element(html, heading)?;
    for level in 0..4 {
        let next = at.next_siblings().filter_map(ElementRef::wrap).take(4);
        let after: String = next.map(element::text).collect();
        if !start.is_empty() && letters(&after).contains(start) {
            return Some(level);
        }
        at = element::parent(at)?;
    }
    None
}

/// Lists an id and its looser forms, the exact one first: ids that share one (`post-15500` and `liveblogPost15500`)
/// name the same.
pub(in crate::source) fn spellings(id: &str) -> Vec<String> {
    let id = id.to_ascii_lowercase();
    let mut forms = forms(&id);
    forms.insert(0, id);
    forms
}

/// Looser forms of an id: what follows its last separator, and the number that it ends with.
fn forms(value: &str) -> Vec<String> {
    let mut forms = Vec::new();
    let tail = value
        .rsplit(['-', '_', ':', '/', '.'])
        .next()
        .unwrap_or(value);
    let has_digit = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
    if tail.len() >= 4 && tail.len() < value.len() && has_digit(tail) {
        forms.push(tail.to_owned());
    }
    let digits = value.len() - value.bytes().rev().take_while(u8::is_ascii_digit).count();
    let number = &value[digits..];
    if number.len() >= 4 && number.len() < value.len() {
        forms.push(number.to_owned());
    }
    forms
}

/// Grows each anchor to the largest element that holds no other update's anchor.
pub(in crate::source) fn grow(survey: &Survey<'_>, anchors: &[Option<Id>]) -> IdMap<Id> {
    let found: Vec<Id> = anchors.iter().flatten().copied().collect();
    let places = survey.places(found.iter().copied());
    found
        .iter()
        .filter_map(|id| {
            let mut block = element::element(survey.html, *id)?;
            while let Some(up) = element::parent(block) {
                let alone = places.within(survey.below(up.id())) == 1;
                let lone_page = found.len() == 1 && holds_text(block);
                if !alone || lone_page || matches!(up.value().name(), "body" | "html") {
                    break;
                }
                block = up;
            }
            Some((*id, block.id()))
        })
        .collect()
}

/// Tells whether an element holds more than a heading or an empty anchor.
fn holds_text(found: ElementRef<'_>) -> bool {
    !is_heading(found.value().name()) && element::short_text(found, 60).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::dom::bounded_html;

    fn found(page: &str, updates: &[(&str, &str, &str)]) -> Vec<Option<String>> {
        let starts: Vec<String> = updates.iter().map(|(.., text)| letters(text)).collect();
        let sought = updates.iter().zip(&starts);
        let sought = sought.map(|((key, headline, _), start)| Sought {
            keys: Some(*key)
                .filter(|key| !key.is_empty())
                .into_iter()
                .collect(),
            headline,
            start,
        });
        let updates: Vec<Sought<'_>> = sought.collect();
        let html = bounded_html::parse(page).html;
        let name = |id| element::attr(element::element(&html, id)?, "class").map(str::to_owned);
        locate(&Survey::of(&html), &updates)
            .into_iter()
            .map(|id| id.and_then(name))
            .collect()
    }

    #[test]
    fn ids_are_found_in_their_spellings() {
        let page = "<div><div class=a id=post-15500><p>One</div><div class=b><a id=1709414836021></a><p>Two</div><div class=c id=BLOCK-6462199a><p>Three</div></div>";
        let updates = ["liveblogPost15500", "1709414836021", "6462199a"].map(|key| (key, "", ""));
        assert_eq!(
            found(page, &updates),
            ["a", "b", "c"].map(|c| Some(c.to_owned()))
        );
    }

    #[test]
    fn a_table_of_contents_is_no_update() {
        let page = "<ul><li><h3>Bridge opens</h3></li><li><h3>Ship moves</h3></li></ul>\
                    <div><section class=a><h3>Bridge opens</h3><p>The northern pier is safe.</section><section class=b><h3>Ship moves</h3><p>Tugs pull the vessel away.</section></div>";
        let updates = [
            ("", "Bridge opens", "The northern pier is safe."),
            ("", "Ship moves", "Tugs pull the vessel away."),
        ];
        assert_eq!(
            found(page, &updates),
            ["a", "b"].map(|c| Some(c.to_owned()))
        );
    }

    #[test]
    fn a_beginning_finds_an_update_without_headline() {
        let page = "<div><div class=a><b>10:00</b><p>The northern pier is <i>safe</i> again, says the harbour.</div><div class=b><p>Tugs pull the vessel away from the pier.</div></div>";
        let updates = [
            ("", "", "The northern pier is safe again, says the harbour."),
            ("", "", "Tugs pull the vessel away from the pier."),
        ];
        assert_eq!(
            found(page, &updates),
            ["a", "b"].map(|c| Some(c.to_owned()))
        );
    }

    #[test]
    fn words_do_not_lead_into_the_element_of_another_update() {
        let page = "<div><div class=a id=p2><h3>How you can help the harbour</h3><p>Communities have been left picking up the pieces, says the mayor.</div></div>";
        let updates = [
            (
                "p2",
                "How you can help the harbour",
                "Communities have been left picking up the pieces, says the mayor.",
            ),
            (
                "p1",
                "How you can help",
                "Communities have been left picking up the pieces, says the mayor.",
            ),
        ];
        assert_eq!(found(page, &updates), [Some("a".to_owned()), None]);
    }
}
