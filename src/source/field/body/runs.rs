//! Runs of an open paragraph, and what they are once it is closed.

use crate::model::{Block, Body, Clean, Emphasis, Inline, WebUrl};

/// The emphasis and link that hold at a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct InlineStyle {
    pub(super) emphasis: Emphasis,
    pub(super) link: Option<WebUrl>,
}

/// A run of the open paragraph: clean pieces one after the other, and `\n` alone for a forced line break.
pub(super) struct Run {
    pub(super) text: String,
    pub(super) look: InlineStyle,
}

/// Takes white space off both ends of a sequence of runs and closes them.
pub(super) fn trimmed(mut runs: Vec<Run>) -> Vec<Inline> {
    let blank = [' ', '\n'];
    while let Some(last) = runs.last_mut() {
        let kept = last.text.trim_end_matches(blank).len();
        last.text.truncate(kept);
        if kept > 0 {
            break;
        }
        runs.pop();
    }
    let empty = runs
        .iter()
        .take_while(|run| run.text.trim_start_matches(blank).is_empty())
        .count();
    runs.drain(..empty);
    if let Some(first) = runs.first_mut() {
        let blanks = first.text.len() - first.text.trim_start_matches(blank).len();
        first.text.drain(..blanks);
    }
    runs.into_iter().map(Run::closed).collect()
}

impl Run {
    /// Makes the run final: its pieces are clean each, and whether they are so together shows only now.
    fn closed(self) -> Inline {
        let InlineStyle { emphasis, link } = self.look;
        let text = match self.text.as_str() {
            "\n" => Clean::line_break(),
            text => Clean::inline(text),
        };
        Inline {
            text,
            emphasis,
            link,
        }
    }
}

/// Makes runs of one paragraph of blocks.
pub(super) fn flattened(blocks: Vec<Block>) -> Vec<Inline> {
    let mut runs: Vec<Inline> = Vec::new();
    for block in blocks {
        let more = match block {
            Block::Paragraph(runs) | Block::Heading { text: runs, .. } => runs,
            other => vec![Inline::plain(
                &Body {
                    blocks: vec![other],
                }
                .text(),
            )],
        };
        if !runs.is_empty() && !more.is_empty() {
            runs.push(Inline::plain(" "));
        }
        runs.extend(more);
    }
    runs
}

/// Tells whether what an element holds is a part of the paragraph around it.
pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "abbr"
            | "acronym"
            | "bdi"
            | "bdo"
            | "cite"
            | "data"
            | "dfn"
            | "font"
            | "ins"
            | "label"
            | "mark"
            | "meter"
            | "output"
            | "progress"
            | "ruby"
            | "rb"
            | "rt"
            | "rp"
            | "small"
            | "span"
            | "sub"
            | "sup"
            | "time"
            | "u"
            | "var"
            | "wbr"
            | "big"
            | "center"
            | "amp-timeago"
    )
}
