//! The lines of one update to its headline and body.

use std::collections::{HashMap, HashSet};

use super::{
    layout::UpdatePlace,
    lines::{Line, is_names, names},
};
use crate::{
    model::{Author, Block, Body, Clean, Entry, EntryId, Image, Inline, Marks, Stamp},
    source::field::byline,
};

/// An update without its id.
pub(super) struct Draft {
    pub headline: Option<Clean>,
    pub body: Body,
    pub authors: Vec<Author>,
    pub published: Option<Stamp>,
}

impl Draft {
    /// Tells whether the text has a sentence, as no list of headlines has.
    pub fn has_sentence(&self) -> bool {
        let sentence = |line: &str| {
            let bare = line.trim_end_matches(['"', '\'', '”', '’', '»', ')']);
            line.split_whitespace().nth(2).is_some() && bare.ends_with(['.', '!', '?', '…'])
        };
        self.body.text().lines().any(sentence)
    }

    pub fn entry(self, id: EntryId) -> Entry {
        Entry {
            id,
            label: None,
            headline: self.headline,
            body: self.body,
            published: self.published,
            modified: None,
            authors: self.authors,
            permalink: None,
            marks: Marks::default(),
            provenance: crate::model::Provenance::default(),
        }
    }
}

/// Finds the names that stand alone at either end of several updates: bylines, though nothing says so.
pub(super) fn repeated_names<'t>(lines: &[Line<'t>], updates: &[UpdatePlace]) -> HashSet<&'t str> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for place in updates {
        let ends = [place.lines.first(), place.lines.last()]
            .into_iter()
            .flatten();
        let texts: HashSet<&str> = ends
            .filter_map(|at| lines.get(*at))
            .map(|line| line.text)
            .collect();
        for text in texts {
            if is_names(text) && (2..=5).contains(&text.split_whitespace().count()) {
                *seen.entry(text).or_default() += 1;
            }
        }
    }
    seen.into_iter()
        .filter(|(_, times)| *times > 1)
        .map(|(text, _)| text)
        .collect()
}

/// Reads the lines of one update; `bylines` are lines that are known to be names.
pub(super) fn read(lines: &[Line], place: &UpdatePlace, bylines: &HashSet<&str>) -> Draft {
    let mut own: Vec<Line> = place
        .lines
        .iter()
        .filter_map(|at| lines.get(*at))
        .copied()
        .collect();
    if !place.time.text.is_empty() {
        own.insert(
            0,
            Line {
                text: place.time.text,
                apart: true,
                ends: true,
            },
        );
    }
    own.retain(|line| !line.is_noise());
    let mut byline = place.time.names;
    if byline.is_empty()
        && let Some(at) = own
            .iter()
            .position(|line| is_byline(line) || bylines.contains(line.text))
    {
        byline = names(own.remove(at).text);
    }
    // A headline has text under it; a single line is the update itself.
    let headline = match own.as_slice() {
        [first, _, ..] if first.is_heading() => Some(Clean::line(own.remove(0).text)),
        _ => None,
    };
    Draft {
        headline,
        body: body(&own),
        authors: authors(byline),
        published: None,
    }
}

/// Makes paragraphs and captions of lines; lines in a row are paragraphs of their own, as saved pages have them.
pub(super) fn body(lines: &[Line]) -> Body {
    let mut blocks = Vec::new();
    let mut rest = lines.iter().peekable();
    while let Some(line) = rest.next() {
        // The text alternative, and behind it the caption that says the same and names the photographer.
        let caption = rest
            .peek()
            .and_then(|next| next.credit())
            .filter(|(caption, _)| *caption == line.text);
        if caption.is_some() {
            continue;
        }
        blocks.push(match line.credit() {
            Some((caption, credit)) => Block::Image(Image {
                caption: Clean::line(caption),
                credit: Clean::line(credit),
                ..Image::default()
            }),
            None => Block::Paragraph(vec![Inline::plain(Clean::line(line.text).as_str())]),
        });
    }
    Body { blocks }
}

/// Tells whether a line is a byline by its first word.
pub(super) fn is_byline(line: &Line) -> bool {
    let names = names(line.text);
    names.len() < line.text.len()
        && is_names(names)
        && line.text.split_whitespace().count() <= 10
        && line.text.split_whitespace().count() > 1
}

/// Makes authors of a byline: "Jane Doe and John Roe".
pub(super) fn authors(line: &str) -> Vec<Author> {
    let names = byline::names(line).into_iter();
    names.map(|name| Author { name, url: None }).collect()
}
