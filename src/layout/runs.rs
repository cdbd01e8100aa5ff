//! Runs of text that are broken as one, links with their numbers.

use super::{
    row::{Ink, Role, Span},
    width, wrap,
};
use crate::model::{Inline, WebUrl, named_elsewhere};

/// Stands beside the number of a link whose words name another host than it leads to.
pub(super) const MISLEADING: &str = "!";

/// Runs of text that are broken as one.
#[derive(Debug, Default)]
pub(super) struct Text {
    runs: Vec<(String, Ink, Option<u16>)>,
}

impl Text {
    pub(super) fn push(&mut self, text: &str, look: impl Into<Ink>, link: Option<u16>) {
        if !text.is_empty() {
            self.runs.push((text.to_owned(), look.into(), link));
        }
    }

    /// Takes the white space off the end.
    fn take_space(&mut self) -> String {
        let mut space = String::new();
        while let Some((text, ..)) = self.runs.last_mut() {
            let end = text.trim_end().len();
            space.insert_str(0, &text.split_off(end));
            if end > 0 {
                break;
            }
            self.runs.pop();
        }
        space
    }

    /// Returns the bytes of all runs.
    pub(super) fn len(&self) -> usize {
        self.runs.iter().map(|(text, ..)| text.len()).sum()
    }

    /// Returns the cells of all runs on one line.
    pub(super) fn width(&self) -> usize {
        self.runs.iter().map(|(text, ..)| width::text(text)).sum()
    }

    /// Breaks the runs into lines; each comes with the byte that it starts at.
    pub(super) fn broken(&self, cells: u16) -> Vec<(usize, Vec<Span>)> {
        let texts: Vec<&str> = self.runs.iter().map(|(text, ..)| text.as_str()).collect();
        let lines = wrap::wrap(&texts, wrap::Columns::all(cells));
        let mut broken: Vec<(usize, Vec<Span>)> =
            lines.iter().map(|line| (line.start, Vec::new())).collect();
        for piece in wrap::pieces(&texts, &lines) {
            let (_, ink, link) = &self.runs[piece.run];
            broken[piece.line].1.push(span(piece.text, *ink, *link));
        }
        broken
    }
}

/// Makes a span and measures it.
pub(super) fn span(text: &str, look: impl Into<Ink>, link: Option<u16>) -> Span {
    let cells = u16::try_from(width::text(text)).unwrap_or(u16::MAX);
    Span {
        text: text.into(),
        width: cells,
        ink: look.into(),
        link,
    }
}

/// Adds the number of a link of some words, with a mark where they name another host than it leads to.
fn push_link_number(text: &mut Text, words: &str, url: &WebUrl, number: u16) {
    let mark = if named_elsewhere(words, url).is_some() {
        MISLEADING
    } else {
        ""
    };
    // White space that was linked along parts the number from what follows, not from its words.
    let space = text.take_space();
    let label = format!("\u{a0}[{number}{mark}]");
    text.push(&label, Role::LinkNumber, Some(number));
    text.push(&space, Role::Text, None);
}

/// Joins runs to one text, each link followed by its number.
pub(super) fn numbered(runs: &[Inline], role: Role, links: &mut u16) -> Text {
    let mut text = Text::default();
    let mut open: Option<(&WebUrl, u16)> = None;
    let mut words = String::new();
    for run in runs {
        if let Some((url, number)) = open
            && run.link.as_ref() != Some(url)
        {
            push_link_number(&mut text, &words, url, number);
            open = None;
        }
        if let (Some(url), None) = (&run.link, open) {
            *links = links.saturating_add(1);
            open = Some((url, *links));
            words.clear();
        }
        if open.is_some() {
            words.push_str(run.text.as_str());
        }
        let ink = Ink {
            role,
            emphasis: run.emphasis,
        };
        text.push(run.text.as_str(), ink, open.map(|(_, number)| number));
    }
    if let Some((url, number)) = open {
        push_link_number(&mut text, &words, url, number);
    }
    text
}
