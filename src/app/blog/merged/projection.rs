//! An update as the merged timeline shows it: after its publisher's name, and with those named who tell the same.

use crate::{
    app::clock,
    model::{Block, Clean, Emphasis, Entry, EntryId, Inline, Item, WebUrl, Zone},
};

/// Stands between a publisher's name and the update.
const BETWEEN: &str = " · ";

/// Somebody else who tells the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Also {
    /// Who, and when: `Example Post 04:43`.
    words: Clean,
    address: Option<WebUrl>,
}

impl Also {
    /// Names an update that tells the same as another one, and says so where it was the first to.
    pub(super) fn new(name: &Clean, item: &Item, beside: &Item, zone: Zone) -> Self {
        let clock = clock::clock(zone, item.time());
        let first = if item.time() < beside.time() {
            " (first)"
        } else {
            ""
        };
        Self {
            words: Clean::line(&format!("{name} {clock}{first}")),
            address: item.entry.permalink.clone(),
        }
    }
}

/// Makes the update of the merged timeline.
pub(super) fn entry(own: &Entry, id: EntryId, name: &Clean, also: &[Also]) -> Entry {
    let mut entry = Entry { id, ..own.clone() };
    let titled = own.titled().map(|title| format!("{name}{BETWEEN}{title}"));
    entry.label = None;
    match (titled, entry.body.blocks.first_mut()) {
        (Some(title), _) => entry.headline = Some(Clean::line(&title)),
        (None, Some(Block::Paragraph(runs))) => runs.insert(0, leading(name)),
        (None, _) => entry.headline = Some(name.clone()),
    }
    if !also.is_empty() {
        // Near the top, where it is seen however little of the text is shown.
        let below = usize::from(entry.headline.is_none()).min(entry.body.blocks.len());
        entry
            .body
            .blocks
            .insert(below, Block::Paragraph(named(also)));
    }
    entry
}

fn leading(name: &Clean) -> Inline {
    Inline {
        emphasis: Emphasis {
            strong: true,
            ..Emphasis::default()
        },
        ..Inline::plain(&format!("{name}{BETWEEN}"))
    }
}

/// Names those who tell the same; each leads to its own update.
fn named(also: &[Also]) -> Vec<Inline> {
    let mut runs = Vec::with_capacity(also.len() * 2);
    for (index, other) in also.iter().enumerate() {
        let before = if index == 0 { "also " } else { ", " };
        runs.push(Inline::plain(before));
        runs.push(Inline {
            link: other.address.clone(),
            ..Inline::plain(other.words.as_str())
        });
    }
    runs
}
