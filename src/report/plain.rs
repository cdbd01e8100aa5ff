//! Bodies as plain text: one paragraph a line, a blank line between blocks, nothing that needs a screen.

use unicode_width::UnicodeWidthStr;

use crate::model::{Block, Body, Embed, Image, Inline, ListItem, TableRow};

/// Widest table that is drawn in columns; a wider one would break into a jumble on most screens.
const TABLE_WIDTH: usize = 100;

/// Whether links leave their number behind them, as a list of addresses below refers to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Links {
    /// Words alone.
    Silent,
    /// `[1]` after the words, counted as in [`Body::links`].
    Numbered,
}

/// Returns a body as lines of text; no line holds a line feed.
pub(super) fn lines(body: &Body, links: Links) -> Vec<String> {
    let mut writer = Writer { links, count: 0 };
    writer.blocks(&body.blocks)
}

/// Returns what an embed is, from where and by whom: "X post by Harbour Office (@harbour)".
pub(super) fn embed_label(embed: &Embed) -> String {
    let kind = embed.kind.word();
    let mut label = match embed.provider.as_str() {
        "" => kind.get(..1).unwrap_or_default().to_uppercase() + kind.get(1..).unwrap_or_default(),
        provider => format!("{provider} {kind}"),
    };
    if !embed.author.is_empty() {
        label.push_str(" by ");
        label.push_str(embed.author.as_str());
    }
    label
}

/// Returns the words of a picture: its caption or alternative, then its credit in parentheses.
pub(super) fn picture(image: &Image) -> String {
    let (words, credit) = (image.words(), &image.credit);
    match (words.is_empty(), credit.is_empty()) {
        (true, true) => "Picture".to_owned(),
        (true, false) => format!("Picture ({credit})"),
        (false, true) => format!("Picture: {words}"),
        (false, false) => format!("Picture: {words} ({credit})"),
    }
}

struct Writer {
    links: Links,
    count: usize,
}

impl Writer {
    fn blocks(&mut self, blocks: &[Block]) -> Vec<String> {
        let mut lines = Vec::new();
        for block in blocks {
            let mut part = self.block(block);
            while part.last().is_some_and(|line| line.trim().is_empty()) {
                part.pop();
            }
            if part.is_empty() {
                continue;
            }
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.append(&mut part);
        }
        lines
    }

    /// Writes a list's item, of which a list inside follows without a blank line.
    fn item(&mut self, item: &ListItem) -> Vec<String> {
        let lists = |block: &Block| matches!(block, Block::List { .. });
        let parts = item.blocks.chunk_by(|_, next| !lists(next));
        parts.flat_map(|part| self.blocks(part)).collect()
    }

    fn block(&mut self, block: &Block) -> Vec<String> {
        match block {
            Block::Paragraph(runs) | Block::Heading { text: runs, .. } => self.paragraph(runs),
            Block::Quote { blocks, cite } => {
                let mut lines = self.blocks(blocks);
                if let Some(cite) = cite.as_ref().filter(|cite| !cite.is_empty()) {
                    lines.push(format!("— {cite}"));
                }
                prefixed(lines, "> ", "> ")
            }
            Block::List { start, items } => self.list(*start, items),
            Block::Table { rows, caption } => {
                let mut lines = self.table(rows);
                if !caption.is_empty() {
                    lines.push(caption.to_string());
                }
                lines
            }
            Block::Preformatted(text) => text.as_str().lines().map(str::to_owned).collect(),
            Block::Rule => vec!["* * *".to_owned()],
            Block::Image(image) => vec![picture(image)],
            Block::Embed(embed) => vec![self.embed(embed)],
        }
    }

    fn paragraph(&mut self, runs: &[Inline]) -> Vec<String> {
        let text = self.inlines(runs);
        text.split('\n')
            .map(|line| line.trim().to_owned())
            .collect()
    }

    fn inlines(&mut self, runs: &[Inline]) -> String {
        let mut text = String::new();
        for linked in runs.chunk_by(|a, b| a.link == b.link) {
            for run in linked {
                text.push_str(run.text.as_str());
            }
            if linked.first().is_some_and(|run| run.link.is_some()) {
                self.number(&mut text);
            }
        }
        text
    }

    /// Puts the next link's number behind its words, before the space that may end them.
    fn number(&mut self, text: &mut String) {
        self.count += 1;
        if self.links == Links::Numbered {
            let end = text.trim_end().len();
            text.insert_str(end, &format!(" [{}]", self.count));
        }
    }

    fn list(&mut self, start: Option<u32>, items: &[ListItem]) -> Vec<String> {
        let mut lines = Vec::new();
        for (place, item) in (0_u64..).zip(items) {
            let mark = start.map_or("- ".to_owned(), |first| {
                format!("{}. ", u64::from(first) + place)
            });
            let indent = " ".repeat(mark.len());
            let mut part = self.item(item);
            if part.is_empty() {
                part.push(String::new());
            }
            lines.extend(prefixed(part, &mark, &indent));
        }
        lines
    }

    fn table(&mut self, rows: &[TableRow]) -> Vec<String> {
        let rows: Vec<Vec<String>> = rows
            .iter()
            .map(|row| {
                row.cells
                    .iter()
                    .map(|c| self.inlines(c).replace('\n', " "))
                    .collect()
            })
            .collect();
        let mut widths: Vec<usize> = Vec::new();
        for row in &rows {
            for (column, cell) in row.iter().enumerate() {
                match widths.get_mut(column) {
                    Some(width) => *width = cell.width().max(*width),
                    None => widths.push(cell.width()),
                }
            }
        }
        if widths.iter().map(|width| width + 2).sum::<usize>() > TABLE_WIDTH {
            return rows.iter().map(|row| row.join(" | ")).collect();
        }
        rows.iter().map(|row| aligned(row, &widths)).collect()
    }

    fn embed(&mut self, embed: &Embed) -> String {
        let mut line = embed_label(embed);
        if !embed.text.is_empty() {
            line.push_str(": ");
            line.push_str(&embed.text.as_str().replace('\n', " "));
        }
        if embed.url.is_some() {
            self.number(&mut line);
        }
        line
    }
}

fn aligned(row: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, width) in row.iter().zip(widths) {
        line.push_str(cell);
        line.push_str(&" ".repeat(width.saturating_sub(cell.width()) + 2));
    }
    line.truncate(line.trim_end().len());
    line
}

/// Puts a mark before the first line and another before each that follows.
pub(super) fn prefixed(lines: Vec<String>, first: &str, rest: &str) -> Vec<String> {
    let mark = |place: usize| if place == 0 { first } else { rest };
    let join = |(place, line): (usize, String)| {
        let line = format!("{}{line}", mark(place));
        line.trim_end().to_owned()
    };
    lines.into_iter().enumerate().map(join).collect()
}
