//! Lines of an update that are no text of it: its time, its byline, its signature.
//!
//! Pages print them before the text or after it, alone or glued together, and structured data copies them.

mod names;

use std::sync::LazyLock;

pub(in crate::source) use self::names::{
    NAME, are_names, authors, is_agency, is_full_name, is_role, name, names, opened,
};
use self::names::{WORDS, is_one_name};
use super::{headline, mark};
use crate::{
    model::{Author, Block, Clean, Inline, Stamp, WebUrl},
    source::{
        claim::{Account, Claim, Rule, Shown},
        dom::element::letters,
        field::time::{self, Reading, TimeContext},
        vocabulary::{self, byline as words},
    },
};

/// The longest line of several names, in bytes.
const LINE: usize = 160;

/// The longest label before a byline, in bytes.
const LABEL: usize = 24;
/// What labels have none of.
const ENDS: [char; 5] = ['.', ',', '!', '?', ':'];

/// Parts of addresses that lead to authors' pages.
const AUTHORS: &[&str] = &[
    "by",
    "author",
    "authors",
    "autor",
    "autoren",
    "autores",
    "auteur",
    "auteurs",
    "autore",
    "autori",
    "byline",
    "people",
    "person",
    "profile",
    "profiles",
    "staff",
    "correspondent",
    "reporter",
    "journalist",
    "journaliste",
    "redakteur",
];
/// Takes those lines off a text and keeps what they say where the update does not know it yet.
pub(in crate::source) fn take(candidate: &mut Account, ctx: &TimeContext) {
    let unsigned = candidate.authors.is_empty();
    take_labels(candidate);
    take_leading_time(candidate, ctx);
    take_portrait(candidate);
    take_byline(candidate);
    take_linked_author(candidate);
    take_footer(candidate, ctx);
    take_closing_byline(candidate);
    take_signature(candidate);
    take_contributor(candidate);
    if unsigned {
        let by = candidate.body.rule().by;
        let found = std::mem::take(&mut *candidate.authors);
        candidate.authors = Claim::new(found, Rule::of(by, "byline around the text"));
    }
    headline::take(candidate);
}

pub(in crate::source) fn text_of(runs: &[Inline]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// The text of a block that is a paragraph.
fn paragraph(block: Option<&Block>) -> Option<String> {
    match block? {
        Block::Paragraph(runs) => Some(line_of(runs)),
        _ => None,
    }
}

/// The words of a line; what only looks part stands apart: "Anna Roe" in bold and "Reporter" glued to it.
pub(in crate::source) fn line_of(runs: &[Inline]) -> String {
    let mut line = String::new();
    let mut before: Option<&Inline> = None;
    for run in runs {
        let is_glued =
            line.ends_with(char::is_lowercase) && run.text.as_str().starts_with(char::is_uppercase);
        if is_glued && before.is_some_and(|before| before.emphasis != run.emphasis) {
            line.push_str(" | ");
        }
        line.push_str(run.text.as_str());
        before = Some(run);
    }
    line
}

/// Takes off a first line that only says what kind of update this is.
fn take_labels(candidate: &mut Account) {
    let first = paragraph(candidate.body.blocks.first()).filter(|text| text.len() < NAME);
    if let Some(marks) = first.and_then(|text| mark::label(&text)) {
        *candidate.marks = candidate.marks.or(marks);
        candidate.body.blocks.remove(0);
    }
    let first = paragraph(candidate.body.blocks.first());
    if first.is_some_and(|text| is_ordinal(&text)) && candidate.body.blocks.len() > 1 {
        candidate.body.blocks.remove(0);
    }
}

/// Tells whether a line is nothing but the number of an update: "#40".
fn is_ordinal(text: &str) -> bool {
    let digits = text.trim().strip_prefix('#').unwrap_or_default();
    (1..=5).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Takes off a first line that is nothing but a time, or who wrote this and when.
fn take_leading_time(candidate: &mut Account, ctx: &TimeContext) {
    let Some(text) = paragraph(candidate.body.blocks.first()).filter(|t| t.len() < NAME) else {
        return;
    };
    let Some(line) = Line::read(&text, ctx) else {
        return;
    };
    let is_alone = candidate.body.blocks.len() == 1;
    if line.byline.is_empty() || !is_alone && are_names(line.byline) {
        if !line.byline.is_empty() {
            sign(candidate, line.byline);
        }
        keep_time(candidate, line.time, line.reading);
        candidate.body.blocks.remove(0);
    }
}

/// A line that holds a time, and maybe who wrote something then.
struct Line<'t> {
    time: &'t str,
    reading: Reading,
    /// What else it says, without the words that lead to a time; empty where it is nothing but the time.
    byline: &'t str,
    /// Whether byline and time stand glued together.
    glued: bool,
}

impl<'t> Line<'t> {
    /// Reads a line; `None` where no time begins or ends it.
    fn read(text: &'t str, ctx: &TimeContext) -> Option<Self> {
        let found = time::find(text, ctx)?;
        let (before, after) = (&text[..found.range.start], &text[found.range.end..]);
        let byline = match (letters(before).is_empty(), letters(after).is_empty()) {
            (_, true) => names::before_time(before),
            (true, false) => after.trim(),
            (false, false) => names::between(before, after)?,
        };
        Some(Self {
            time: &text[found.range.clone()],
            reading: found.reading,
            byline: if letters(byline).is_empty() {
                ""
            } else {
                byline
            },
            glued: !before.is_empty() && !before.ends_with(char::is_whitespace),
        })
    }
}

fn keep_time(candidate: &mut Account, raw: &str, reading: Reading) {
    if candidate.is_timed() {
        return;
    }
    let raw = Clean::line_capped(raw, 100);
    let rule = Rule::of(candidate.body.rule().by, "line around the text");
    match reading {
        Reading::Stamp(stamp) => {
            candidate.published = Some(Claim::new(Stamp { raw, ..stamp }, rule));
        }
        reading => candidate.clock = Some(Claim::new(Shown { reading, raw }, rule)),
    }
}

/// Takes off the author's portrait and name before the text: a picture that is described by a name alone, and that
/// name as a line.
fn take_portrait(candidate: &mut Account) {
    let blocks = &candidate.body.blocks;
    let described = match blocks.first() {
        Some(Block::Image(image)) if image.caption.is_empty() => image.alt.to_string(),
        _ => String::new(),
    };
    let known: Vec<String> = candidate
        .authors
        .iter()
        .map(|a| letters(a.name.as_str()))
        .collect();
    let is_author = |text: &str| text.len() <= NAME && known.contains(&letters(text));
    let behind = paragraph(blocks.get(1)).unwrap_or_default();
    let portrait = is_full_name(&described)
        && (is_author(&described) || letters(&described) == letters(&behind));
    let line = paragraph(blocks.get(usize::from(portrait))).unwrap_or_default();
    let named = is_author(&line) || (portrait && letters(&described) == letters(&line));
    let taken = usize::from(portrait) + usize::from(named);
    // There must be a text that they stand before.
    if taken > 0 && blocks.len() > taken {
        candidate.body.blocks.drain(..taken);
        sign(candidate, if portrait { &described } else { line.trim() });
    }
}

/// Takes off a first line that says in so many words who wrote this: "From our correspondent Anna Roe in Oslo".
fn take_byline(candidate: &mut Account) {
    let blocks = &candidate.body.blocks;
    let line = |at: usize| paragraph(blocks.get(at)).filter(|text| text.len() <= LINE);
    let is_byline = |text: &String| opened(text.trim()).is_some() && are_names(text);
    // What kind of update this is may stand before it: "Analysis".
    let is_label = || line(0).is_some_and(|text| text.len() <= LABEL && !text.contains(ENDS));
    let at = usize::from(!line(0).as_ref().is_some_and(is_byline) && is_label());
    let Some(text) = line(at).filter(is_byline) else {
        return;
    };
    // There must be a text that it is the byline of.
    if candidate.body.blocks.len() > at + 1 {
        sign(candidate, &text);
        candidate.body.blocks.remove(at);
    }
}

/// Takes off a first line that is nothing but a link to an author's page, and a line under it that says where the
/// author is.
fn take_linked_author(candidate: &mut Account) {
    let Some(Block::Paragraph(runs)) = candidate.body.blocks.first() else {
        return;
    };
    let text = text_of(runs);
    let page = runs.first().and_then(|run| run.link.clone());
    let is_all = runs.iter().all(|run| run.link == page);
    let Some(page) = page.filter(|page| is_all && is_authors_page(page)) else {
        return;
    };
    if !is_full_name(text.trim()) || candidate.body.blocks.len() < 2 {
        return;
    }
    if candidate.authors.is_empty() {
        let name = name(&text).map(|name| Author {
            name,
            url: Some(page),
        });
        candidate.authors.extend(name);
    }
    candidate.body.blocks.remove(0);
    let place = paragraph(candidate.body.blocks.first()).unwrap_or_default();
    let is_place = place.len() <= NAME && place.to_lowercase().starts_with("reporting from ");
    if is_place && !place.ends_with('.') && candidate.body.blocks.len() > 1 {
        candidate.body.blocks.remove(0);
    }
}

/// Takes off a last line that says who wrote this and nothing else: "Posted by Anna Roe", "(Anna Roe)", a link to an
/// author's page.
fn take_closing_byline(candidate: &mut Account) {
    let Some(Block::Paragraph(runs)) = candidate.body.blocks.last() else {
        return;
    };
    let text = text_of(runs);
    let line = text.trim();
    if line.len() > LINE || candidate.body.blocks.len() < 2 {
        return;
    }
    let said = opened(line).is_some() && are_names(line);
    let inner = line
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let bracketed = inner.is_some_and(is_full_name);
    let page = runs.first().and_then(|run| run.link.as_ref());
    let linked = page.is_some_and(is_authors_page)
        && runs.iter().all(|run| run.link.as_ref() == page)
        && is_full_name(line);
    if said || bracketed || linked {
        sign(candidate, inner.filter(|_| bracketed).unwrap_or(line));
        candidate.body.blocks.pop();
    }
}

/// Tells whether a reference leads to an author's page.
pub(in crate::source) fn leads_to_author(reference: &str) -> bool {
    let path = reference.split(['?', '#']).next().unwrap_or_default();
    path.split('/').any(|segment| AUTHORS.contains(&segment))
}

/// Tells whether an address is that of an author's page, as sites commonly name them.
fn is_authors_page(page: &WebUrl) -> bool {
    leads_to_author(page.as_url().path())
}

fn sign(candidate: &mut Account, line: &str) {
    if candidate.authors.is_empty() {
        let authors = names(line).into_iter();
        candidate
            .authors
            .extend(authors.map(|name| Author { name, url: None }));
    }
}

/// Takes off a last line that is nothing but byline and time, glued together as some pages print them.
fn take_footer(candidate: &mut Account, ctx: &TimeContext) {
    let last = paragraph(candidate.body.blocks.last());
    let Some(text) = last.filter(|text| text.len() < 2 * NAME) else {
        return;
    };
    let Some(line) = Line::read(&text, ctx) else {
        return;
    };
    let byline = line.byline;
    let known = candidate
        .authors
        .iter()
        .any(|a| letters(a.name.as_str()) == letters(byline));
    // There must be a text that it stands behind.
    let is_all = candidate.body.blocks.len() == 1 && candidate.headline.is_empty();
    if is_all || byline.split_whitespace().count() > WORDS + 1 {
        return;
    }
    if !(known || byline.is_empty() || line.glued || are_names(byline)) {
        return;
    }
    if !byline.is_empty() {
        sign(candidate, byline);
    }
    keep_time(candidate, line.time, line.reading);
    candidate.body.blocks.pop();
}

/// Learns who wrote an update, and when, from a line that stands outside of its text, in its own footer.
pub(in crate::source) fn hear_footer(candidate: &mut Account, text: &str, ctx: &TimeContext) {
    let line = Line::read(text, ctx).filter(|line| are_names(line.byline));
    if let Some(line) = line {
        sign(candidate, line.byline);
        keep_time(candidate, line.time, line.reading);
    }
}

/// Takes an author's signature off the end of the text.
fn take_signature(candidate: &mut Account) {
    if candidate.authors.is_empty() {
        take_signed_line(candidate);
    }
    if candidate.authors.is_empty() {
        take_signed_end(candidate);
    }
}

/// What people write through who are no journalists, longest first.
static THROUGH: LazyLock<Vec<&str>> = LazyLock::new(|| vocabulary::all(words::THROUGH).collect());

/// Learns who wrote an update that is nothing but what an outsider sent in, which its first words say: "Gary, Market
/// Harborough via text: “…”". They stay in the text.
fn take_contributor(candidate: &mut Account) {
    let [Block::Paragraph(runs)] = candidate.body.blocks.as_slice() else {
        return;
    };
    let text = text_of(runs);
    let Some((who, said)) = text.split_once(':') else {
        return;
    };
    let quotes = ['"', '“', '”', '„', '«', '»', '‘', '’'];
    let is_quote = said.trim_start().starts_with(quotes) && said.trim_end().ends_with(quotes);
    let small = who.to_lowercase();
    let through = THROUGH
        .iter()
        .find_map(|way| small.strip_suffix(way)?.ends_with(' ').then_some(way.len()));
    if let Some(way) = through.filter(|_| is_quote && who.len() <= NAME)
        && candidate.authors.is_empty()
    {
        let who = who.get(..who.len().saturating_sub(way)).unwrap_or_default();
        let name = name(who).map(|name| Author { name, url: None });
        candidate.authors.extend(name);
    }
}

/// How many of the last blocks a signature may stand in: captions follow it.
pub(in crate::source) const SIGNED: usize = 6;

/// A name behind a dash at the end of a paragraph: "… he said. — Anna Roe".
fn take_signed_end(candidate: &mut Account) {
    for block in candidate.body.blocks.iter_mut().rev().take(SIGNED) {
        let Block::Paragraph(runs) = block else {
            continue;
        };
        let text = text_of(runs);
        let Some((before, signed)) = text.trim_end().rsplit_once(['—', '–']) else {
            continue;
        };
        let (before, signed) = (before.trim_end(), signed.trim());
        let ends = before.ends_with(['.', '!', '?', '"', '”', '’', '»', ')']);
        if ends && (is_full_name(signed) || is_one_name(signed)) {
            let signed = names(signed).into_iter();
            let authors: Vec<Author> = signed.map(|name| Author { name, url: None }).collect();
            truncate(runs, before.len());
            candidate.authors.extend(authors);
            return;
        }
    }
}

/// Keeps the first bytes of a paragraph.
pub(in crate::source) fn truncate(runs: &mut Vec<Inline>, mut keep: usize) {
    for run in runs.iter_mut() {
        let len = run.text.as_str().len();
        if len > keep {
            run.text = Clean::inline(run.text.as_str().get(..keep).unwrap_or_default());
        }
        keep = keep.saturating_sub(len);
    }
    runs.retain(|run| !run.text.is_empty());
}

/// A dash and a name in a line of their own, or in italics.
fn take_signed_line(candidate: &mut Account) {
    let is_text = |block: &Block| !matches!(block, Block::Image(_) | Block::Embed(_) | Block::Rule);
    let Some(at) = candidate.body.blocks.iter().rposition(is_text) else {
        return;
    };
    let Some(Block::Paragraph(runs)) = candidate.body.blocks.get_mut(at) else {
        return;
    };
    let Some(last) = runs.last() else { return };
    let text = last.text.as_str().trim();
    let signed = text
        .strip_prefix(['-', '–', '—', '―'])
        .map(str::trim)
        .unwrap_or_default();
    let words = signed.split_whitespace().count();
    let listed = signed.contains(',') && are_names(signed);
    let is_name = ((1..=WORDS).contains(&words) || listed)
        && signed.len() < NAME
        && !signed.ends_with('.')
        && signed.starts_with(char::is_uppercase);
    // In a line of its own a dash may begin the last point of a list; a name has two words at least.
    let alone = runs.len() == 1 && words >= 2 && at > 0;
    if !is_name || !(last.emphasis.emphasis || alone) || !candidate.authors.is_empty() {
        return;
    }
    let signed = names(signed).into_iter();
    let authors: Vec<Author> = signed.map(|name| Author { name, url: None }).collect();
    if !authors.is_empty() {
        candidate.authors.extend(authors);
        runs.pop();
        if runs.is_empty() {
            candidate.body.blocks.remove(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::Body, source::field::time::Hints};

    fn taken(text: &str) -> (String, Vec<String>, Option<String>) {
        let at = chrono::DateTime::from_timestamp(1_754_600_000, 0).unwrap();
        let ctx = TimeContext::for_page(at, &Hints::default());
        let mut candidate = Account {
            body: Claim::new(Body::from_plain(text), Rule::markup("test")),
            ..Account::default()
        };
        take(&mut candidate, &ctx);
        let raw = candidate.clock.map(|shown| shown.raw.to_string());
        let raw = raw.or(candidate.published.map(|stamp| stamp.raw.to_string()));
        let names = candidate.authors.iter().map(|a| a.name.to_string());
        (candidate.body.text(), names.collect(), raw)
    }

    #[test]
    fn bylines_and_times_before_the_text_are_no_text() {
        let (text, names, raw) =
            taken("12 min ago\n\nFrom The Post’s Anna Roe in Oslo\n\nThe bridge is open.");
        assert_eq!(text, "The bridge is open.");
        assert_eq!(names, ["Anna Roe"]);
        assert_eq!(raw.as_deref(), Some("12 min ago"));
    }

    #[test]
    fn byline_and_time_behind_the_text_are_no_text() {
        let (text, names, raw) = taken("The bridge is open.\n\nAnna Roe 7 August 2025 04:49");
        assert_eq!(text, "The bridge is open.");
        assert_eq!(names, ["Anna Roe"]);
        assert_eq!(raw.as_deref(), Some("7 August 2025 04:49"));
    }

    #[test]
    fn a_time_between_its_writer_and_something_else_is_a_footer() {
        for line in [
            "Anna Roe · 16:32 · Transport",
            "Transport | 16:32 | Anna Roe",
        ] {
            let (text, names, raw) = taken(&format!("The bridge is open.\n\n{line}"));
            assert_eq!(text, "The bridge is open.", "{line}");
            assert_eq!(
                (names, raw.as_deref()),
                (vec!["Anna Roe".to_owned()], Some("16:32"))
            );
        }
        for line in ["Ferry · 16:32 · Pier", "Anna Roe waited 16:32 minutes"] {
            assert_eq!(
                taken(&format!("The bridge is open.\n\n{line}")).2,
                None,
                "{line}"
            );
        }
    }

    #[test]
    fn a_portrait_with_its_name_is_a_byline() {
        let portrait = crate::model::Image {
            alt: Clean::line("Anna Roe"),
            ..crate::model::Image::default()
        };
        let mut blocks = vec![Block::Image(portrait)];
        blocks.extend(Body::from_plain("Anna Roe\n\nThe bridge is open.").blocks);
        let mut candidate = Account {
            body: Claim::new(Body { blocks }, Rule::markup("test")),
            ..Account::default()
        };
        take_portrait(&mut candidate);
        assert_eq!(candidate.body.text(), "The bridge is open.");
        assert_eq!(candidate.authors[0].name.as_str(), "Anna Roe");
    }

    #[test]
    fn a_line_behind_the_text_that_only_names_its_writer_is_no_text() {
        for line in ["Posted by Anna Roe", "(Anna Roe)", "Von Anna Roe"] {
            let (text, names, _) = taken(&format!("The bridge is open.\n\n{line}"));
            assert_eq!(
                (text.as_str(), names.len()),
                ("The bridge is open.", 1),
                "{line}"
            );
            assert_eq!(names, ["Anna Roe"]);
        }
    }

    #[test]
    fn signatures_are_names() {
        let (text, names, _) = taken("The bridge is open.\n\n— Anna Roe");
        assert_eq!(
            (text.as_str(), names),
            ("The bridge is open.", vec!["Anna Roe".to_owned()])
        );
    }

    #[test]
    fn signatures_end_paragraphs() {
        let (text, names, _) =
            taken("The bridge is open, “at last.” — Anna Roe\n\nA picture’s caption.");
        assert_eq!(
            text,
            "The bridge is open, “at last.”\n\nA picture’s caption."
        );
        assert_eq!(names, ["Anna Roe"]);
    }

    #[test]
    fn sentences_stay() {
        for text in [
            "From Monday on the Harbour Bridge is open again.\n\nMore soon.",
            "By the River Tor\n\n",
            "First point.\n\n– second",
            "Ships leave at 10:30 tomorrow.",
            "From now on\n\nships wait.",
            "The bridge is open. — at last",
        ] {
            let (left, names, _) = taken(text);
            assert_eq!(left, Body::from_plain(text).text());
            assert!(names.is_empty(), "{names:?}");
        }
    }
}
