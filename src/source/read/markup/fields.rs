//! What an update's element says besides its text: headline, time, byline, permalink, marks.

use std::cell::OnceCell;

use scraper::ElementRef;

use super::{comments, permalink, shapes, times};
use crate::{
    model::{Author, Clean, Marks, TimeBasis, WebUrl},
    source::{
        claim::{Account, Claim, Rule},
        dom::element::{self, Id, attr, each_name_word, has_name_word, is_heading},
        field::time::{self, TimeContext},
    },
    source::{
        dom::{
            links, noise,
            numbered::{IdMap, IdSet},
        },
        field::{body, byline, mark},
        vocabulary::{self, byline as words, members},
    },
};

/// The longest text of an element that is a headline by its name alone, in characters.
const TITLE: usize = 200;
/// What has more text is a heading that was never closed; its first line is all of it, in bytes.
const HEADING: usize = 2_000;
/// The longest byline, in bytes.
const NAME: usize = 100;
/// Elements that hold a label, and how long that is at most, in bytes.
const LABELS: &[&str] = &[
    "mark", "span", "small", "strong", "b", "div", "h4", "h5", "h6",
];
const LABEL: usize = 40;

/// Reads everything that an update's element says.
pub(in crate::source) fn read(
    block: ElementRef<'_>,
    base: Option<&WebUrl>,
    ctx: &TimeContext,
) -> Account {
    let mut skip: IdSet = IdSet::default();
    let headline = headline(block);
    skip.extend(headline.map(|h| h.id()));
    let kicker = headline.and_then(|headline| kicker(block, headline, ctx));
    skip.extend(kicker.as_ref().map(|(found, _)| found.id()));
    let inside = block.descendants().filter_map(ElementRef::wrap).skip(1);
    let answers = inside.filter(|e| comments::is_comment(*e, false));
    skip.extend(answers.map(|e| e.id()));
    let mut authors = authors(block, base, &mut skip);
    let (headline_text, glued) = headline.map(heading_text).unwrap_or_default();
    if authors.is_empty() {
        authors.extend(glued.into_iter().map(|name| Author { name, url: None }));
    }
    let times = times::read(block, ctx);
    skip.extend(times.beside);
    let folded = shapes::folded(block);
    skip.extend(
        folded
            .iter()
            .flat_map(|(teaser, whole)| [*teaser, whole.id()]),
    );
    let mut body = body::read(block, base, &skip);
    if let Some((_, whole)) = folded {
        body.blocks.extend(body::read(whole, base, &skip).blocks);
    }
    if body.is_empty() && headline.is_none() {
        // An update that is nothing but a pointer to another story is that pointer.
        body = body::read_pointers(block, base, &skip);
    }
    let id = own_id(block);
    let place = || {
        let anchor = id.filter(|id| id.is_anchor && !id.text.contains(char::is_whitespace))?;
        let url = base?.with_fragment(Some(anchor.text));
        Some(Claim::new(url, Rule::PLACE))
    };
    let mut candidate = Account {
        keys: id.map(|id| id.text.to_owned()).into_iter().collect(),
        permalink: permalink::read(block, own_id(block).map(|id| id.text), base, ctx)
            .map(|url| Claim::new(url, Rule::markup("link to itself")))
            .or_else(place),
        label: Claim::new(
            kicker.map(|(_, text)| text).unwrap_or_default(),
            Rule::markup("line before the headline, by its name"),
        ),
        headline: Claim::new(headline_text, Rule::markup("heading")),
        body: Claim::new(body, Rule::markup("element")),
        published: times.published.map(|stamp| {
            let rule = match stamp.basis {
                TimeBasis::Markup => "time attribute",
                _ => "shown time",
            };
            Claim::new(stamp, Rule::markup(rule))
        }),
        clock: times
            .clock
            .map(|shown| Claim::new(shown, Rule::markup("shown clock"))),
        authors: Claim::new(authors, Rule::markup("byline element")),
        marks: Claim::new(marks(block), Rule::markup("names of elements")),
        node: Some(block.id()),
        ..Account::default()
    };
    if let Some(line) = own_footer(block) {
        byline::hear_footer(&mut candidate, &line, ctx);
    }
    byline::take(&mut candidate, ctx);
    candidate
}

/// The line of an update's own footer; share bars have none.
fn own_footer(block: ElementRef<'_>) -> Option<String> {
    let mut inside = block.descendants().filter_map(ElementRef::wrap).skip(1);
    let footer = inside.find(|found| found.value().name() == "footer")?;
    let in_quote = |up: ElementRef<'_>| matches!(up.value().name(), "blockquote" | "figure");
    let around = footer.ancestors().filter_map(ElementRef::wrap);
    let is_own = !around.take_while(|up| up.id() != block.id()).any(in_quote);
    element::short_text(footer, NAME).filter(|_| is_own)
}

/// Tells whether an attribute may hold an update's id.
pub(in crate::source) fn is_id(attribute: &str) -> bool {
    members::ID_ATTRIBUTES.contains(&attribute)
}

/// An id in an attribute.
#[derive(Clone, Copy)]
struct OwnId<'a> {
    text: &'a str,
    /// Whether an address can lead to it.
    is_anchor: bool,
}

/// An element's id that has a number in it.
fn numbered(found: ElementRef<'_>) -> Option<OwnId<'_>> {
    let names = members::ID_ATTRIBUTES.iter();
    let mut ids = names.filter_map(|name| {
        Some(OwnId {
            text: attr(found, name)?,
            is_anchor: *name == "id" || *name == "name" && found.value().name() == "a",
        })
    });
    ids.find(|id| id.text.bytes().any(|b| b.is_ascii_digit()))
}

/// An id with a number under the name of a plugin: `data-elb-post-id`.
fn prefixed(found: ElementRef<'_>) -> Option<OwnId<'_>> {
    let is_id = |name: &str| {
        name.starts_with("data-") && members::ID_ENDINGS.iter().any(|end| name.ends_with(end))
    };
    let mut ids = element::attributes(found).filter(|(name, _)| is_id(name));
    ids.find(|(_, text)| text.bytes().any(|b| b.is_ascii_digit()))
        .map(|(_, text)| OwnId {
            text,
            is_anchor: false,
        })
}

/// The id that names the update: the element's own, or that of an anchor at its beginning. One with a number counts
/// more than one of words alone, which names a part of a template as often.
fn own_id(block: ElementRef<'_>) -> Option<OwnId<'_>> {
    let first = block.descendants().filter_map(ElementRef::wrap).take(6);
    let first: Vec<_> = first
        .filter(|e| {
            !matches!(
                e.value().name(),
                "img" | "iframe" | "script" | "meta" | "input"
            )
        })
        .collect();
    let id = numbered(block)
        .or_else(|| prefixed(block))
        .or_else(|| first.iter().find_map(|e| numbered(*e)));
    let of_words = || {
        let mut ids = first.iter().filter_map(|e| attr(*e, "id"));
        let text = attr(block, "id").or_else(|| ids.next())?;
        Some(OwnId {
            text,
            is_anchor: true,
        })
    };
    id.or_else(of_words)
}

/// The first heading, where it stands before the text: further down it heads a part of the update. An element that is
/// named as one stands for a heading where there is none.
pub(in crate::source) fn headline(block: ElementRef<'_>) -> Option<ElementRef<'_>> {
    let mut named = None;
    for found in block.descendants().filter_map(ElementRef::wrap) {
        let name = found.value().name();
        if (is_heading(name) || name == "summary" || attr(found, "role") == Some("heading"))
            && !noise::is_unseen(found)
            && element::short_text(found, LABEL)
                .is_none_or(|text| !text.is_empty() && mark::label(&text).is_none())
        {
            return Some(found);
        }
        if named.is_none() && is_named_headline(found, block) {
            named = Some(found);
        }
        if named.is_some_and(|named| named.id() == found.id()) {
            continue;
        }
        let is_text = matches!(name, "p" | "blockquote" | "ul" | "ol" | "table");
        if is_text && element::short_text(found, 40).is_none() {
            break;
        }
    }
    named
}

/// Tells whether an element is a headline by its name alone: a line of its own that is no part of something else.
fn is_named_headline(found: ElementRef<'_>, block: ElementRef<'_>) -> bool {
    let is_title = |word: &str| vocabulary::headline::NAMES.contains(word);
    if !matches!(found.value().name(), "p" | "div" | "span" | "strong" | "b")
        || !element::is_named(found, is_title)
        || found.descendants().any(|node| {
            node.value()
                .as_element()
                .is_some_and(|e| matches!(e.name(), "p" | "ul" | "ol" | "img" | "time" | "div"))
                && node.id() != found.id()
        })
    {
        return false;
    }
    let around = found.ancestors().filter_map(ElementRef::wrap);
    let is_other = |e: ElementRef<'_>| {
        matches!(e.value().name(), "figure" | "blockquote" | "aside" | "a") || noise::is_noise(e)
    };
    // In any script: a letter has at most four bytes.
    let text = element::short_text(found, 4 * TITLE);
    let is_line = text.is_some_and(|text| (4..=TITLE).contains(&text.chars().count()));
    is_line && !around.take_while(|e| e.id() != block.id()).any(is_other)
}

/// The line before an update's headline, where an element is named as one: "Analysis". What has a mark of its own, and a
/// time, is none.
fn kicker<'a>(
    block: ElementRef<'a>,
    headline: ElementRef<'a>,
    ctx: &TimeContext,
) -> Option<(ElementRef<'a>, String)> {
    let inside = block.descendants().filter_map(ElementRef::wrap).skip(1);
    let before = inside.take_while(|found| found.id() != headline.id());
    let within = headline.descendants().filter_map(ElementRef::wrap).skip(1);
    before.chain(within).find_map(|found| {
        let may_be = matches!(
            found.value().name(),
            "p" | "div" | "span" | "small" | "strong" | "a"
        );
        if !may_be {
            return None;
        }
        let text = element::short_text(found, LABEL).filter(|text| !text.is_empty())?;
        let marks = mark::label(&text);
        if marks.is_none() && !is_named_kicker(found) {
            return None;
        }
        // That news is breaking is a part of what its headline says.
        let unmarked = |marks: &Marks| {
            Marks::default()
                == Marks {
                    breaking: false,
                    ..*marks
                }
        };
        let is_marked = marks.is_some_and(|marks| !unmarked(&marks));
        (!is_marked && time::find(&text, ctx).is_none()).then_some((found, text))
    })
}

/// A heading's text without what is hidden from the eye, without the time that some print in it, and whom it names at
/// its end as who wrote this.
fn heading_text(heading: ElementRef<'_>) -> (String, Vec<Clean>) {
    if element::short_text(heading, HEADING).is_none() {
        return (heading_line(heading), Vec::new());
    }
    let text = shown_text(heading);
    let elements = heading.descendants().filter_map(ElementRef::wrap).skip(1);
    let inline =
        elements.filter(|e| matches!(e.value().name(), "span" | "small" | "em" | "i" | "a"));
    let glued = inline
        .map(element::text)
        .filter(|part| !part.is_empty())
        .last();
    let parted = glued.and_then(|part| {
        let before = text.strip_suffix(&part)?.trim_end();
        let title = before
            .strip_suffix([',', '|', '·', '–', '—', '-', ':'])?
            .trim_end();
        let names = byline::names(&part);
        let is_byline = !names.is_empty() && names.iter().all(|n| byline::is_full_name(n.as_str()));
        (is_byline && !title.is_empty()).then(|| (title.to_owned(), names))
    });
    parted.unwrap_or((text, Vec::new()))
}

/// All text of a heading; of one that was never closed its first line.
pub(super) fn heading_line(heading: ElementRef<'_>) -> String {
    element::short_text(heading, HEADING).unwrap_or_else(|| element::first_line(heading, HEADING))
}

fn is_named_kicker(found: ElementRef<'_>) -> bool {
    element::is_named(found, |word| vocabulary::headline::KICKERS.contains(word))
}

/// The text of a heading that people see.
fn shown_text(heading: ElementRef<'_>) -> String {
    let is_label = |e: ElementRef<'_>| {
        let text = element::short_text(e, LABEL);
        // A summary is headed by what it is called.
        text.and_then(|text| mark::label(&text))
            .is_some_and(|marks| !marks.summary)
    };
    let is_other = |e: &ElementRef<'_>| {
        let name = e.value().name();
        let marked = name == "span"
            && (noise::is_noise(*e)
                || times::shows_time(*e)
                || is_named_kicker(*e)
                || is_label(*e));
        // The sign that stands for the heading's own address.
        let is_sign = name == "a" && {
            let text = element::short_text(*e, LABEL);
            text.is_some_and(|text| matches!(text.as_str(), "#" | "¶" | "§" | "🔗" | "∞"))
        };
        times::is_time_element(name) || marked || is_sign
    };
    let others: IdSet = heading
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
    if !text.contains(char::is_alphabetic) {
        // Hours and minutes in boxes of their own are one time.
        return element::text(heading);
    }
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // What parted the headline from what was left out.
    let parts = |c: char| matches!(c, ' ' | '–' | '—' | '-' | '|' | '·' | '•' | ':' | ',');
    words
        .trim_start_matches(parts)
        .trim_end_matches(parts)
        .to_owned()
}

pub(in crate::source) fn authors(
    block: ElementRef<'_>,
    base: Option<&WebUrl>,
    skip: &mut IdSet,
) -> Vec<Author> {
    let mut authors: Vec<Author> = Vec::new();
    let mut seen = IdSet::default();
    let mut others = Others::of(block);
    // The update itself may be named for its author: it is no byline.
    for found in block.descendants().filter_map(ElementRef::wrap).skip(1) {
        let name = found.value().name();
        if name == "img"
            && authors.is_empty()
            && let Some((line, author)) = portrait(found, block)
        {
            seen.insert(line);
            skip.insert(line);
            authors.push(author);
        }
        if matches!(name, "img" | "meta" | "figure") || !is_byline(found) {
            continue;
        }
        if found.ancestors().any(|a| seen.contains(&a.id())) || others.hold(found) {
            continue;
        }
        // What holds the text is no byline, though one may stand in it.
        let most = if name == "p" { NAME } else { 2 * NAME };
        if element::short_text(found, most).is_none() {
            continue;
        }
        seen.insert(found.id());
        skip.insert(found.id());
        for author in named(found, base) {
            if !authors.iter().any(|known| known.name == author.name) {
                authors.push(author);
            }
        }
    }
    authors
}

/// How far above a portrait the box may be that holds a name, too.
const PORTRAIT: usize = 3;

/// Finds the box of a portrait and the name beside it, which describes the portrait as well.
fn portrait(img: ElementRef<'_>, block: ElementRef<'_>) -> Option<(Id, Author)> {
    let described = attr(img, "alt").filter(|alt| byline::is_full_name(alt))?;
    let around = img.ancestors().filter_map(ElementRef::wrap);
    let around = around.take_while(|a| a.id() != block.id()).take(PORTRAIT);
    // What has more text is the first that has any, too.
    let mut boxes = around.map(|line| (line, element::short_text(line, NAME)));
    let is_filled = |text: &Option<String>| text.as_ref().is_none_or(|text| !text.is_empty());
    let (line, text) = boxes.find(|(_, text)| is_filled(text))?;
    let name = byline::names(&text?).into_iter().next()?;
    let is_byline = element::letters(name.as_str()) == element::letters(described);
    is_byline.then(|| (line.id(), Author { name, url: None }))
}

/// Tells whether an element is there to say who wrote something.
fn is_byline(found: ElementRef<'_>) -> bool {
    attr(found, "rel") == Some("author")
        || attr(found, "itemprop").is_some_and(|p| p == "author")
        || found.value().name() == "mark"
            && element::parent(found).is_some_and(|p| p.value().name() != "p")
        || found.value().name() == "address"
        || is_authors_link(found)
        || element::is_named(found, |word| words::NAMES.contains(word))
}

/// Tells whether an element is a link to an author's page that stands apart from the text, and no more than a name.
fn is_authors_link(found: ElementRef<'_>) -> bool {
    found.value().name() == "a"
        && attr(found, "href").is_some_and(byline::leads_to_author)
        && element::parent(found).is_some_and(|up| !matches!(up.value().name(), "p" | "li"))
        && element::short_text(found, NAME).is_some_and(|text| byline::is_full_name(&text))
}

/// Who a byline names: whom its links lead to, else who stands in its first part; offices and places follow there.
fn named(byline: ElementRef<'_>, base: Option<&WebUrl>) -> Vec<Author> {
    let elements = || {
        let inside = byline.descendants().filter_map(ElementRef::wrap);
        std::iter::once(byline).chain(inside)
    };
    let linked = elements().filter(|e| e.value().name() == "a");
    let linked: Vec<Author> = linked
        .filter_map(|a| {
            let name = byline::name(&element::text(a))
                .filter(|name| byline::is_full_name(name.as_str()))?;
            let url = links::resolve(attr(a, "href")?, base);
            Some(Author { name, url })
        })
        .collect();
    if linked.len() > 1 {
        return linked;
    }
    let url = linked.into_iter().next().and_then(|author| author.url);
    let whole = element::text(byline);
    // "Jane Doe" and "Reporter" in boxes that the page's style alone parts.
    let first = parted_words(byline).unwrap_or_else(|| element::first_line(byline, 2 * NAME));
    let text = if byline::is_full_name(&first) {
        first
    } else {
        whole
    };
    let names = byline::names(&text).into_iter();
    names
        .map(|name| Author {
            name,
            url: url.clone(),
        })
        .collect()
}

/// The first words of an element where others of another box are glued to them, and begin with a capital.
fn parted_words(found: ElementRef<'_>) -> Option<String> {
    let mut pieces = found.text().filter(|piece| !piece.trim().is_empty());
    let first = pieces.next()?;
    let is_glued =
        first.ends_with(char::is_lowercase) && pieces.next()?.starts_with(char::is_uppercase);
    is_glued.then(|| first.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The parts of an update that are of others: what they are quoted with, what they asked, cards of other stories.
struct Others<'a> {
    block: ElementRef<'a>,
    /// Letters of the whole update, once they were asked for.
    letters: OnceCell<usize>,
    /// Whether an element is such a part, or stands in one; each is asked once.
    known: IdMap<bool>,
}

impl<'a> Others<'a> {
    fn of(block: ElementRef<'a>) -> Self {
        Self {
            block,
            letters: OnceCell::new(),
            known: IdMap::default(),
        }
    }

    /// Tells whether an element says who is quoted, who asked, or who wrote the other story that a card points to.
    fn hold(&mut self, found: ElementRef<'_>) -> bool {
        if is_outsider(found) {
            return true;
        }
        let around = found.ancestors().filter_map(ElementRef::wrap);
        let mut asked = Vec::new();
        let mut is_held = false;
        for up in around.take_while(|up| up.id() != self.block.id()) {
            if let Some(known) = self.known.get(&up.id()) {
                is_held = *known;
                break;
            }
            asked.push(up.id());
            if up.value().name() == "blockquote" || is_outsider(up) || self.is_card(up) {
                is_held = true;
                break;
            }
        }
        self.known.extend(asked.into_iter().map(|id| (id, is_held)));
        is_held
    }

    fn is_card(&self, found: ElementRef<'_>) -> bool {
        let name = found.value().name();
        let is_box = matches!(name, "article" | "aside" | "section") || noise::is_noise(found);
        let letters = || {
            *self
                .letters
                .get_or_init(|| element::letters_below(*self.block))
        };
        is_box && leads_away(found) && element::letters_below(*found) * 2 < letters()
    }
}

fn is_outsider(found: ElementRef<'_>) -> bool {
    has_name_word(found, |word| words::OUTSIDERS.contains(word))
}

/// Tells whether a box has a heading that is a link.
fn leads_away(found: ElementRef<'_>) -> bool {
    let mut anchors = found.descendants().filter_map(ElementRef::wrap);
    anchors.any(|e| e.value().name() == "a" && permalink::is_of_heading(e))
}

/// The words for a sign that is drawn: a star that is labelled "Key event".
fn drawn_label(found: ElementRef<'_>) -> Option<&str> {
    let is_drawn = matches!(found.value().name(), "svg" | "i" | "img" | "span");
    let mut names = ["aria-label", "title", "alt"].iter();
    names
        .find_map(|name| attr(found, name).filter(|_| is_drawn))
        .filter(|label| label.len() <= LABEL)
}

fn marks(block: ElementRef<'_>) -> Marks {
    let mut marks = Marks::default();
    let heads =
        std::iter::once(block).chain(block.descendants().filter_map(ElementRef::wrap).take(40));
    for found in heads {
        let mut after_key = false;
        for word in each_name_word(found) {
            match &*word {
                "keyevent" | "highlight" | "highlighted" => marks.key_event = true,
                "breaking" => (marks.key_event, marks.breaking) = (true, true),
                "event" | "moment" | "post" if after_key => marks.key_event = true,
                "pinned" | "sticky" => marks.pinned = true,
                "summary" if found.id() == block.id() => marks.summary = true,
                _ => {}
            }
            after_key = word == "key";
        }
    }
    let drawn = block.descendants().filter_map(ElementRef::wrap).take(40);
    for label in drawn.filter_map(drawn_label) {
        marks = marks.or(mark::label(label).unwrap_or_default());
    }
    let elements = block.descendants().filter_map(ElementRef::wrap).take(40);
    for label in elements.filter(|e| LABELS.contains(&e.value().name())) {
        let in_text = element::parent(label).is_some_and(|p| p.value().name() == "p");
        let text = element::short_text(label, LABEL).filter(|_| !in_text);
        let said = text.and_then(|text| mark::label(&text));
        marks = marks.or(said.unwrap_or_default());
    }
    marks
}
