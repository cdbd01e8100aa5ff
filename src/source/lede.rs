//! What stands between the headline and the first update, and where a blog says that it goes on.

use std::sync::LazyLock;

use scraper::{ElementRef, Html};

use crate::{
    model::{Block, Body, WebUrl},
    source::{
        dom::{
            element::{self, Id, attr, letters},
            links, noise,
            numbered::IdSet,
        },
        field::{
            body,
            time::{self, TimeContext},
        },
        vocabulary::{Phrases, closed},
    },
};

/// The most blocks of a lede.
const BLOCKS: usize = 12;
/// Fewer bytes of letters are a label.
const LETTERS: usize = 16;

/// The longest line that tells where a blog goes on, in bytes.
const LINE: usize = 299;
/// What has more nodes is no line.
const NODES: usize = 24;

static MOVED: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(closed::MOVED));

/// Reads the lede: the paragraphs and key points between the page's headline and its first update.
pub(super) fn read(
    html: &Html,
    first: Id,
    pointing: &IdSet,
    standfirst: &str,
    base: Option<&WebUrl>,
    times: &TimeContext,
) -> Body {
    let mut lede = Lede {
        first,
        pointing,
        standfirst: letters(standfirst),
        base,
        times,
        begun: false,
        ended: false,
        blocks: Vec::new(),
    };
    lede.walk(html.root_element());
    // Without an update behind it, what was read is the whole page.
    if !lede.ended {
        lede.blocks.clear();
    }
    Body {
        blocks: lede.blocks,
    }
}

struct Lede<'a> {
    /// The element of the first update.
    first: Id,
    /// What points out updates, which are marked instead.
    pointing: &'a IdSet,
    standfirst: String,
    base: Option<&'a WebUrl>,
    times: &'a TimeContext,
    /// Whether the headline was met.
    begun: bool,
    /// Whether the first update was met.
    ended: bool,
    blocks: Vec<Block>,
}

impl Lede<'_> {
    fn walk(&mut self, root: ElementRef<'_>) {
        for child in root.children().filter_map(ElementRef::wrap) {
            if self.ended || child.id() == self.first {
                self.ended = true;
                return;
            }
            match child.value().name() {
                "h1" => {
                    self.begun = true;
                    self.blocks.clear();
                }
                _ if self.pointing.contains(&child.id()) => {}
                name @ ("p" | "ul" | "ol") if self.begun && !self.holds_first(child) => {
                    self.take(child, name == "p");
                }
                "nav" | "form" | "figure" | "footer" | "button" => {}
                _ if noise::is_noise(child) && !self.holds_first(child) => {}
                _ => self.walk(child),
            }
        }
    }

    fn holds_first(&self, found: ElementRef<'_>) -> bool {
        found.descendants().any(|d| d.id() == self.first)
    }

    fn take(&mut self, found: ElementRef<'_>, is_paragraph: bool) {
        let text = element::text(found);
        let words = letters(&text);
        let repeats = !self.standfirst.is_empty() && words == self.standfirst;
        // Points lead to updates of this page; lists that lead elsewhere are menus and related stories.
        let points = is_paragraph || is_of_points(found);
        // A date has digits and few letters.
        let alphabetic = words.chars().filter(|c| c.is_alphabetic());
        let length: usize = alphabetic.map(char::len_utf8).sum();
        let is_dateline = time::read(&text, self.times).is_some();
        if length >= LETTERS && !is_dateline && !repeats && points && self.blocks.len() < BLOCKS {
            self.blocks
                .extend(body::read_whole(found, self.base).blocks);
        }
    }
}

fn is_of_points(list: ElementRef<'_>) -> bool {
    let mut hrefs = list
        .descendants()
        .filter_map(ElementRef::wrap)
        .filter_map(|e| attr(e, "href"));
    hrefs.all(|href| href.contains('#'))
}

/// Finds the address that a closing line of the page leads to: "This blog has moved to …".
pub(super) fn moved_to(html: &Html, base: Option<&WebUrl>) -> Option<WebUrl> {
    let anchors = html.tree.nodes().filter_map(ElementRef::wrap);
    let anchors = anchors.filter(|e| e.value().name() == "a");
    anchors
        .filter(|a| line_around(*a).is_some_and(says_moved))
        .find_map(|anchor| {
            let url = links::resolve(attr(anchor, "href")?, base)?;
            let elsewhere = base.is_none_or(|base| {
                url.site() == base.site() && url.as_url().path() != base.as_url().path()
            });
            elsewhere.then_some(url)
        })
}

/// The line of text that a link stands in, where it is no longer than a line.
fn line_around(anchor: ElementRef<'_>) -> Option<ElementRef<'_>> {
    let mut around = std::iter::once(anchor).chain(anchor.ancestors().filter_map(ElementRef::wrap));
    let line = around.find(|e| matches!(e.value().name(), "p" | "h2" | "h3" | "li"))?;
    (line.descendants().take(NODES + 1).count() <= NODES).then_some(line)
}

fn says_moved(line: ElementRef<'_>) -> bool {
    element::short_text(line, LINE).is_some_and(|text| MOVED.are_in(&text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::dom::bounded_html;

    fn lede(page: &str, standfirst: &str) -> String {
        let html = bounded_html::parse(page).html;
        let mut elements = html.tree.nodes().filter_map(ElementRef::wrap);
        let first = elements
            .find(|e| attr(*e, "id") == Some("first"))
            .unwrap()
            .id();
        let times = TimeContext::new("2025-08-07T12:00:00Z".parse().unwrap());
        read(&html, first, &IdSet::default(), standfirst, None, &times).text()
    }

    #[test]
    fn the_lede_stands_between_headline_and_first_update() {
        let page = "<nav><ul><li>Politics and all the rest of it</ul></nav>\
            <h1>Bridge closed: live</h1><p>The bridge is shut until Sunday at least.</p>\
            <p>Updated20:49, 5 Aug 2024</p>\
            <p>Last updated Monday 23 November 2026 18:03 GMT</p><p>Ferries run twice as often as they did before the closure.</p>\
            <ul><li><a href='#post-1'>Minister to speak at eleven</a></ul>\
            <ul><li><a href='/other'>Another story about something else entirely</a></ul>\
            <div><article id=first><p>Ten o’clock: the minister has arrived at the pier.</article></div>";
        let text = lede(page, "The bridge is shut until Sunday at least.");
        assert!(text.starts_with("Ferries run twice"), "{text}");
        assert!(text.contains("Minister to speak"), "{text}");
        assert!(
            !text.contains("Another story") && !text.contains("Ten o’clock"),
            "{text}"
        );
    }

    #[test]
    fn a_blog_that_moved_says_where_to() {
        let base = WebUrl::parse("https://post.example/live/monday").unwrap();
        let page = "<p><a href='/news'>News</a></p><p>This blog has moved. \
            <a href='/live/tuesday'>Follow our new live blog here</a>.</p>";
        let moved = moved_to(&bounded_html::parse(page).html, Some(&base)).unwrap();
        assert_eq!(moved.as_str(), "https://post.example/live/tuesday");
        let stays = "<p>This blog has moved me. <a href='https://else.example/'>Else</a></p>";
        assert_eq!(
            moved_to(&bounded_html::parse(stays).html, Some(&base)),
            None
        );
    }
}
