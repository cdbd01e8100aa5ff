//! Takes off a text what is said about it elsewhere: its headline, byline and date at the top, lists of links anywhere.

use crate::{
    model::{Block, Body, Clean, Inline, ListItem},
    source::{
        dom::element::letters,
        field::time::{self, TimeContext},
    },
};

/// How many links without other words make a menu of a paragraph or a list.
const MENU: usize = 3;
/// The longest byline, in bytes.
const BYLINE: usize = 120;

/// Trims a text by what is known of it.
pub(super) fn trim(mut body: Body, title: &Clean, byline: &Clean, ctx: &TimeContext) -> Body {
    body.blocks.retain(|block| !is_menu(block));
    let known = [letters(title.as_str()), letters(byline.as_str())];
    let said_already = |text: &str| {
        let own = letters(text);
        let is_byline = text.len() < BYLINE && known[1].len() > 3 && own.contains(&known[1]);
        own == known[0] || is_byline || time::is_whole(text, ctx)
    };
    let top = body.blocks.iter().take_while(|block| match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => said_already(&words(text)),
        _ => false,
    });
    let top = top.count();
    body.blocks.drain(..top);
    body
}

fn words(runs: &[Inline]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// Tells whether a block is nothing but links, and several.
fn is_menu(block: &Block) -> bool {
    match block {
        Block::Paragraph(runs) => is_only_links(runs) && count(runs) >= MENU,
        Block::List { items, .. } => items.len() >= MENU && items.iter().all(is_pointer),
        _ => false,
    }
}

fn is_pointer(item: &ListItem) -> bool {
    match item.blocks.as_slice() {
        [Block::Paragraph(runs)] => is_only_links(runs) && count(runs) > 0,
        _ => false,
    }
}

fn count(runs: &[Inline]) -> usize {
    runs.chunk_by(|a, b| a.link == b.link)
        .filter(|runs| runs[0].link.is_some())
        .count()
}

fn is_only_links(runs: &[Inline]) -> bool {
    let is_between = |run: &Inline| run.text.as_str().chars().all(|c| !c.is_alphanumeric());
    runs.iter().all(|run| run.link.is_some() || is_between(run))
}
