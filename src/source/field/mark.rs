//! What the page itself says of its updates outside of them: a list of key events, a copy of the one that is pinned.
//!
//! Newsrooms put both before the first update or beside them. The list is an index and no text, and the copy is
//! no more than the update: what they lead to is marked, and they are no part of what the blog says of itself.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ego_tree::iter::Edge;
use scraper::{ElementRef, Html};

use crate::{
    model::{Marks, letters},
    source::{
        claim::Account,
        dom::{
            element::{self, Id, attr},
            numbered::IdSet,
        },
        vocabulary::{self, mark as words},
    },
};

/// What labels say, by their letters; those of new updates say nothing that is kept.
static LABELS: LazyLock<HashMap<String, Marks>> = LazyLock::new(|| {
    let none = Marks::default();
    let key_event = Marks {
        key_event: true,
        ..none
    };
    let pinned = Marks {
        pinned: true,
        ..none
    };
    let summary = Marks {
        summary: true,
        ..none
    };
    let breaking = Marks {
        breaking: true,
        ..none
    };
    let mut labels: HashMap<String, Marks> = HashMap::new();
    for (words, marks) in [
        (words::KEY_EVENTS, key_event),
        (words::PINNED, pinned),
        (words::SUMMARIES, summary),
        (words::BREAKING, breaking),
        (words::FRESH, none),
    ] {
        for label in vocabulary::in_letters(words) {
            let known = labels.entry(label).or_default();
            *known = known.or(marks);
        }
    }
    labels
});

/// Shorter numbers are counts.
const NUMBER: usize = 5;
/// Fewer links are no list.
const FEWEST: usize = 2;
/// More are no list of key events.
const MOST: usize = 500;

/// Marks the updates that the page points out; returns the elements that do so.
pub(in crate::source) fn mark(html: &Html, candidates: &mut [Account]) -> IdSet {
    let updates: IdSet = candidates.iter().filter_map(|c| c.node).collect();
    let mut around: IdSet = IdSet::default();
    for update in updates.iter().filter_map(|id| html.tree.get(*id)) {
        around.extend(update.ancestors().map(|above| above.id()));
    }
    let mut places = Places::default();
    for (place, candidate) in candidates.iter().enumerate() {
        for key in &candidate.keys {
            places.0.entry(key).or_insert(place);
            places.0.entry(number(key)).or_insert(place);
        }
    }
    let mut pointing = IdSet::default();
    let (mut key_events, mut pinned) = (HashSet::new(), HashSet::new());
    // All links of the page, and the lists and copies that are open with the place of their first.
    let (mut anchors, mut open): (Vec<ElementRef<'_>>, Vec<(Id, usize)>) = <_>::default();
    let mut within_updates = 0usize;
    for edge in html.tree.root().traverse() {
        let (Edge::Open(node) | Edge::Close(node)) = edge;
        let Some(found) = ElementRef::wrap(node) else {
            continue;
        };
        let is_update = updates.contains(&found.id());
        let is_list = matches!(found.value().name(), "ul" | "ol");
        if matches!(edge, Edge::Open(_)) {
            within_updates += usize::from(is_update);
            let points = (is_list || is_pinned(found)) && !around.contains(&found.id());
            if points && within_updates == 0 {
                open.push((found.id(), anchors.len()));
            }
            if found.value().name() == "a" {
                anchors.push(found);
            }
            continue;
        }
        within_updates -= usize::from(is_update);
        let Some((_, first)) = open.pop_if(|(id, _)| *id == found.id()) else {
            continue;
        };
        let anchors = anchors.get(first..).unwrap_or_default();
        let led_to = if is_list {
            places.of_list(anchors)
        } else {
            places.of_copy(anchors).into_iter().collect()
        };
        // What leads to most of the updates is a table of contents, or a pager.
        if led_to.is_empty() || led_to.len() * 2 > candidates.len() {
            continue;
        }
        pointing.insert(found.id());
        if is_list {
            key_events.extend(led_to);
        } else {
            pinned.extend(led_to);
        }
    }
    for (place, candidate) in candidates.iter_mut().enumerate() {
        candidate.marks.key_event |= key_events.contains(&place);
        candidate.marks.pinned |= pinned.contains(&place);
    }
    pointing
}

/// Reads a label, a line that only says what kind of update this is; `None` where it says something else.
pub(in crate::source) fn label(text: &str) -> Option<Marks> {
    LABELS.get(&letters(text)).copied()
}

fn is_pinned(found: ElementRef<'_>) -> bool {
    let mut named = element::attributes(found).filter(|(name, _)| matches!(*name, "id" | "class"));
    // Taking every name of a page apart costs more than the rest of this.
    named.any(|(_, value)| value.contains("pinned"))
        && element::has_name_word(found, |word| word == "pinned")
}

/// The updates by all their ids.
#[derive(Default)]
struct Places<'c>(HashMap<&'c str, usize>);

impl Places<'_> {
    /// Returns which updates a list leads to; none where it leads elsewhere, too.
    fn of_list(&self, anchors: &[ElementRef<'_>]) -> HashSet<usize> {
        let mut found = HashSet::new();
        if !(FEWEST..=MOST).contains(&anchors.len()) {
            return found;
        }
        for anchor in anchors {
            let Some(target) = target(*anchor) else {
                return HashSet::new();
            };
            // An update that stands on an older page is not known here.
            found.extend(self.find(target));
        }
        found
    }

    /// Returns which update a copy is of: the first that it leads to.
    fn of_copy(&self, anchors: &[ElementRef<'_>]) -> Option<usize> {
        anchors
            .iter()
            .take(MOST)
            .filter_map(|anchor| target(*anchor))
            .find_map(|to| self.find(to))
    }

    fn find(&self, target: &str) -> Option<usize> {
        let bare = target.split_once('-').map_or(target, |(_, bare)| bare);
        let names = [target, bare, number(target)];
        names.iter().find_map(|name| self.0.get(name)).copied()
    }
}

/// Returns the number that an id ends with, which all witnesses share; the id itself where that is short.
fn number(id: &str) -> &str {
    let number = id.trim_start_matches(|c: char| !c.is_ascii_digit());
    let is_number = number.len() >= NUMBER && number.bytes().all(|b| b.is_ascii_digit());
    if is_number { number } else { id }
}

/// Returns the id of what a link leads to on its own page.
fn target(anchor: ElementRef<'_>) -> Option<&str> {
    let Some(href) = attr(anchor, "href") else {
        // Scripts follow an attribute of their own.
        let mut own = element::attributes(anchor).filter(|(name, _)| name.starts_with("data-"));
        return own.find_map(|(name, value)| name.ends_with("id").then_some(value));
    };
    let (_, fragment) = href.split_once('#')?;
    (!fragment.is_empty()).then_some(fragment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::dom::bounded_html;

    const UPDATES: &str = "<article id=post-1><ul><li><a href='#post-2'>2</a><li><a href='#post-3'>3</a></ul></article>\
         <article id=post-2>Two</article><article id=post-3 class=pinned>Three <a href='#post-3'>12:00</a></article>\
         <article id=post-4>Four</article><article id=post-5>Five</article><article id=post-6>Six</article>";

    /// Reads a page of six updates with something before them; returns which of them are key events, which are
    /// pinned, and how many elements say so.
    fn marked(before: &str) -> (Vec<usize>, Vec<usize>, usize) {
        let html = bounded_html::parse(&format!("<h1>Live</h1>{before}<div>{UPDATES}</div>")).html;
        let articles = html.tree.nodes().filter_map(ElementRef::wrap);
        let articles = articles.filter(|e| e.value().name() == "article");
        let articles = articles.filter_map(|article| Some((article, attr(article, "id")?)));
        let mut candidates: Vec<Account> = articles
            .map(|(article, id)| Account {
                keys: vec![id.to_owned(), id.replace("post-", "liveblogPost7000")],
                node: Some(article.id()),
                ..Account::default()
            })
            .collect();
        let pointing = mark(&html, &mut candidates).len();
        let those = |is: fn(&Account) -> bool| {
            let numbered = (1..).zip(&candidates);
            numbered.filter(|(_, c)| is(c)).map(|(n, _)| n).collect()
        };
        (
            those(|c| c.marks.key_event),
            those(|c| c.marks.pinned),
            pointing,
        )
    }

    #[test]
    fn labels_are_known_in_the_languages_of_news() {
        let marks = |text| label(text).map(|m| (m.key_event, m.pinned, m.summary));
        for text in [
            "Key event",
            "KEY EVENT",
            "Momento clave",
            "Événement clé",
            "Wichtig",
            "Важно",
        ] {
            assert_eq!(marks(text), Some((true, false, false)), "{text}");
        }
        for text in ["Pinned post", "Épinglé", "Angepinnt", "Закреплено", "置顶"] {
            assert_eq!(marks(text), Some((false, true, false)), "{text}");
        }
        for text in [
            "Summary",
            "Zusammenfassung",
            "Résumé",
            "Resumen",
            "まとめ",
            "요약",
        ] {
            assert_eq!(marks(text), Some((false, false, true)), "{text}");
        }
        for text in [
            "Breaking news",
            "Eilmeldung",
            "Última hora",
            "Срочно",
            "速報",
            "Just in",
        ] {
            assert_eq!(marks(text), Some((false, false, false)), "{text}");
            let is_breaking = label(text).is_some_and(|marks| marks.breaking);
            assert_eq!(is_breaking, text != "Just in", "{text}");
        }
        for text in ["Key events in Tolvan", "The summary", ""] {
            assert_eq!(marks(text), None, "{text}");
        }
    }

    #[test]
    fn what_a_list_outside_of_the_updates_leads_to_are_key_events() {
        for before in [
            "<ul><li><a href='#post-2'>Two</a><li><a href='#post-5'>Five</a></ul>",
            "<aside><ol><li><a href='/live?#post-2'>Two</a><li><a href='/live?#post-5'>Five</a></ol></aside>",
            "<ul><li><a href='?page=with:block-post-2#block-post-2'>Two</a>\
             <li><a href='#block-post-5'>Five</a><li><a href='#block-post-99'>On an older page</a></ul>",
            "<ul><li><a href='#update-70002'>Two</a><li><a href='/live?#post-5'>Five</a></ul>",
            "<ul><li><a data-id='post-2'>Two</a><li><a data-id='post-5'>Five</a></ul>",
        ] {
            assert_eq!(marked(before), (vec![2, 5], vec![], 1), "{before}");
        }
    }

    #[test]
    fn an_update_of_which_a_copy_is_pinned_is_pinned() {
        let before = "<div id=pinned-post><article><a href='/live?page=2#block-post-4'>12:05</a>\
            <h2>Four</h2><p>Said <a href='#post-5'>earlier</a>.</article></div>";
        assert_eq!(marked(before), (vec![], vec![4], 1));
        let of_older =
            "<div id=pinned-post><article><a href='#block-post-99'>9:05</a></article></div>";
        assert_eq!(marked(of_older), (vec![], vec![], 0));
    }

    #[test]
    fn other_lists_mark_nothing() {
        for before in [
            "",
            // All of them: a table of contents.
            "<ul><li><a href='#post-1'>1</a><li><a href='#post-2'>2</a><li><a href='#post-3'>3</a>\
             <li><a href='#post-4'>4</a></ul>",
            // One of them: a button.
            "<ul><li><a href='#post-1'>Newest</a></ul>",
            // A menu with one such link.
            "<ul><li><a href='/'>Home</a><li><a href='/live'>Live</a><li><a href='#post-1'>Newest</a></ul>",
            "<ul><li><a href='#top'>Top</a><li><a href='#comments'>Comments</a></ul>",
        ] {
            assert_eq!(marked(before), (vec![], vec![], 0), "{before}");
        }
    }
}
