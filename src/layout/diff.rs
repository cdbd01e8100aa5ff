//! The difference of two revisions to rows: what was removed and what was added is marked in the text itself, so
//! that no style is needed to tell them apart.

use super::{body::Flow, entry::EntryLayout, row::Role, runs::Text};
use crate::model::{
    Clean, Image, Link,
    diff::{Block, Change, Diff, Part, Run},
};

/// What stands around removed words, as `wdiff` writes it.
const REMOVED: (&str, &str) = ("[-", "-]");
/// What stands around added words.
const ADDED: (&str, &str) = ("{+", "+}");

/// Lays out a difference: lines about it, the text of both revisions, the links and pictures that came and went.
#[must_use]
pub fn lay_out_diff(diff: &Diff, about: &[(Role, Clean)], width: u16) -> EntryLayout {
    let mut flow = Flow::new(width, usize::MAX - 1);
    for (role, line) in about {
        flow.plain(line, *role);
    }
    let mut before = None;
    for block in &diff.blocks {
        let listed = matches!(block.part, Part::Item | Part::Row);
        if !(listed && before == Some(block.part)) {
            flow.blank();
        }
        before = Some(block.part);
        lay_out_block(&mut flow, block);
    }
    let gone_and_come = [
        (Change::Removed, &diff.links_removed, &diff.pictures_removed),
        (Change::Added, &diff.links_added, &diff.pictures_added),
    ];
    for (change, links, pictures) in gone_and_come {
        let links = links.iter().map(link);
        for (what, words) in links.chain(pictures.iter().map(picture)) {
            flow.blank();
            let word = if change == Change::Added {
                "added"
            } else {
                "removed"
            };
            let mut text = Text::default();
            text.push(&format!("{what} {word}: "), Role::Meta, None);
            push_marked(&mut text, change, &words, Role::Text);
            flow.text(&text, words.len());
        }
    }
    EntryLayout {
        rows: flow.into_rows(),
    }
}

fn lay_out_block(flow: &mut Flow, block: &Block) {
    let role = match block.part {
        Part::Headline => Role::Headline,
        Part::Heading => Role::Heading,
        Part::Quote => Role::Quote,
        Part::Code => Role::Code,
        Part::Picture => Role::Caption,
        Part::Embed => Role::Embed,
        Part::Text | Part::Item | Part::Row => Role::Text,
    };
    let mut text = Text::default();
    match block.part {
        Part::Picture => text.push("▣ picture: ", Role::Ornament, None),
        Part::Embed => text.push("▸ ", Role::Ornament, None),
        _ => {}
    }
    for run in &block.runs {
        push_run(&mut text, run, role);
    }
    let len = block.runs.iter().map(|run| run.text.len()).sum();
    match block.part {
        Part::Quote => flow.indented("│ ", "│ ", |flow| flow.text(&text, len)),
        Part::Item => flow.indented("• ", "  ", |flow| flow.text(&text, len)),
        _ => flow.text(&text, len),
    }
}

/// Adds a run; the white space around changed words stays outside of their marks.
fn push_run(text: &mut Text, run: &Run, role: Role) {
    let words = run.text.trim();
    let start = run.text.len() - run.text.trim_start().len();
    let (before, rest) = run.text.split_at(start);
    let after = rest.get(words.len()..).unwrap_or_default();
    text.push(before, role, None);
    push_marked(text, run.change, words, role);
    text.push(after, role, None);
}

fn push_marked(text: &mut Text, change: Change, words: &str, role: Role) {
    let ((open, close), look) = match change {
        Change::Same => (("", ""), role),
        Change::Removed => (REMOVED, Role::Removed),
        Change::Added => (ADDED, Role::Added),
    };
    if words.is_empty() {
        return;
    }
    // One run, or styles would part the marks from their words.
    text.push(&format!("{open}{words}{close}"), look, None);
}

fn link(link: &Link) -> (&'static str, String) {
    let address = link.url.short();
    if link.text.is_empty() {
        ("link", address)
    } else {
        ("link", format!("{} ({address})", link.text))
    }
}

fn picture(image: &Image) -> (&'static str, String) {
    let address = image.url().map(crate::model::WebUrl::short);
    let words = image.words().as_str();
    let words = match address {
        Some(address) if words.is_empty() => address,
        Some(address) => format!("{words} ({address})"),
        None => words.to_owned(),
    };
    ("picture", words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Block as BodyBlock, Body, Entry, EntryId, Inline, Marks, WebUrl, diff::compare,
    };

    fn entry(text: &str, link: &str) -> Entry {
        let mut body = Body::from_plain(text);
        body.blocks.push(BodyBlock::Paragraph(vec![Inline {
            link: WebUrl::parse(link).ok(),
            ..Inline::plain("statement")
        }]));
        Entry {
            id: EntryId::new("u1"),
            label: None,
            headline: Some(Clean::line("Minister to speak")),
            body,
            published: None,
            modified: None,
            authors: Vec::new(),
            permalink: None,
            marks: Marks::default(),
            provenance: crate::model::Provenance::default(),
        }
    }

    fn rows(width: u16) -> Vec<super::super::Row> {
        let old = entry("Three people were hurt on the pier.", "https://a.example/1");
        let new = entry("Four people were hurt on a pier.", "https://a.example/2");
        let about = [(Role::Meta, Clean::line("revision 2 of 2"))];
        lay_out_diff(&compare(&old, &new, "en"), &about, width).rows
    }

    #[test]
    fn changes_are_marked_in_the_text_and_white_space_is_outside_of_the_marks() {
        let text: Vec<String> = rows(76).iter().map(super::super::Row::text).collect();
        assert_eq!(
            text,
            [
                "revision 2 of 2",
                "",
                "Minister to speak",
                "",
                "[-Three-] {+Four+} people were hurt on [-the-] {+a+} pier.",
                "",
                "statement",
                "",
                "link removed: [-statement (a.example/1)-]",
                "",
                "link added: {+statement (a.example/2)+}",
            ]
        );
    }

    #[test]
    fn changes_have_roles_of_their_own() {
        let rows = rows(76);
        let roles: Vec<Role> = rows[4].spans.iter().map(|span| span.ink.role).collect();
        assert!(roles.contains(&Role::Removed) && roles.contains(&Role::Added));
    }

    #[test]
    fn no_row_is_wider_than_the_pane_and_each_has_a_place_of_its_own() {
        for width in [1, 7, 20, 40] {
            let rows = rows(width);
            assert!(rows.iter().all(|row| row.width() <= width), "{width}");
            assert!(rows.is_sorted_by_key(|row| row.at), "{width}");
        }
    }
}
