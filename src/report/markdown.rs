//! Markdown, in which every character of a page means itself.
//!
//! The syntax is that of <https://spec.commonmark.org/0.31.2/>, with the tables and the strikethrough of
//! <https://github.github.com/gfm/>.

mod escape;
mod past;

use std::io::{self, Write};

use super::{
    Archive, Document,
    plain::{self, prefixed},
    text,
};
use crate::model::{Block, Body, Embed, Image, Inline, Item, ListItem, TableRow};

/// Greatest number that may begin an ordered list (section 5.2).
const MAX_NUMBER: u32 = 999_999_999;

/// Writes a document: the blog under a heading of level 1, each update under one of level 2, newest first.
///
/// # Errors
/// Those of the writer.
pub fn write(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    head(document, out)?;
    document
        .items
        .iter()
        .try_for_each(|item| update(document, item, out))
}

/// Writes an archive as [`write`] does, the past of the blog and of each update under it as numbered lists.
///
/// # Errors
/// Those of the writer.
pub fn write_archive(archive: &Archive, out: &mut dyn Write) -> io::Result<()> {
    let document = &archive.document;
    head(document, out)?;
    past::of_blog(archive, out)?;
    for item in document.items {
        update(document, item, out)?;
        past::revisions(archive, item, out)?;
    }
    Ok(())
}

fn head(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}", heading(document.title()))?;
    if !document.blog.standfirst.is_empty() {
        let standfirst = document.blog.standfirst.as_str();
        writeln!(out, "\n{}", paragraph_of(standfirst))?;
    }
    writeln!(out, "\n{}", paragraph_of(&text::facts(document)))?;
    if let Some(home) = document.home() {
        writeln!(out, "\n<{home}>")?;
    }
    if !document.blog.summary.is_empty() {
        writeln!(out, "\n{}", body(&document.blog.summary))?;
    }
    Ok(())
}

fn update(document: &Document, item: &Item, out: &mut dyn Write) -> io::Result<()> {
    let time = text::update_time(item, document.zone);
    let headline = item.entry.titled();
    let headline = headline.map(|words| escape::text(words.as_str()));
    match headline {
        Some(headline) => writeln!(out, "\n## {time}: {headline}")?,
        None => writeln!(out, "\n## {time}")?,
    }
    let notes = text::notes(item);
    if !notes.is_empty() {
        writeln!(out, "\n{}", paragraph_of(&notes))?;
    }
    if !item.entry.body.is_empty() {
        writeln!(out, "\n{}", body(&item.entry.body))?;
    }
    if let Some(permalink) = &item.entry.permalink {
        writeln!(out, "\n<{permalink}>")?;
    }
    Ok(())
}

/// Returns words as a paragraph of Markdown.
pub(super) fn paragraph_of(words: &str) -> String {
    escape::line_start(&escape::text(words))
}

/// Returns words as Markdown inside of a line.
pub(super) fn words(words: &str) -> String {
    escape::text(words)
}

pub(super) fn heading(text: &str) -> String {
    escape::heading(&escape::text(text))
}

/// Returns a body as Markdown without a line feed at its end.
fn body(body: &Body) -> String {
    blocks(&body.blocks).join("\n")
}

fn blocks(blocks: &[Block]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut after_list = false;
    for one in blocks {
        let part = block(one);
        if part.iter().all(String::is_empty) {
            continue;
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let list = matches!(one, Block::List { .. });
        if list && after_list {
            // Two lists in a row would become one (section 5.3).
            lines.extend(["<!-- -->".to_owned(), String::new()]);
        }
        after_list = list;
        lines.extend(part);
    }
    lines
}

fn block(block: &Block) -> Vec<String> {
    match block {
        Block::Paragraph(runs) => paragraph(runs),
        Block::Heading { level, text } => {
            // The blog and the update have the levels above.
            let marks = "#".repeat(usize::from(level.saturating_add(1).clamp(3, 6)));
            match one_line(text).as_str() {
                "" => Vec::new(),
                text => vec![format!("{marks} {}", escape::heading(text))],
            }
        }
        Block::Quote {
            blocks: quoted,
            cite,
        } => {
            let mut lines = blocks(quoted);
            if let Some(cite) = cite.as_ref().filter(|cite| !cite.is_empty()) {
                lines.extend([String::new(), format!("— {}", escape::text(cite.as_str()))]);
            }
            prefixed(lines, "> ", "> ")
        }
        Block::List { start, items } => list(*start, items),
        Block::Table { rows, caption } => {
            let mut lines = table(rows);
            if !caption.is_empty() {
                let caption = escape::text(caption.as_str());
                lines.extend([String::new(), escape::line_start(&caption)]);
            }
            lines
        }
        Block::Preformatted(text) => {
            let fence = escape::fence(text.as_str(), 3);
            let mut lines = vec![fence.clone()];
            lines.extend(text.as_str().lines().map(str::to_owned));
            lines.push(fence);
            lines
        }
        Block::Rule => vec!["* * *".to_owned()],
        Block::Image(one) => image(one),
        Block::Embed(one) => embed(one),
    }
}

fn paragraph(runs: &[Inline]) -> Vec<String> {
    let text = inlines(runs);
    let mut lines: Vec<String> = text
        .trim_matches(['\n', ' '])
        .split('\n')
        .map(|line| escape::line_start(line.trim()))
        .filter(|line| !line.is_empty())
        .collect();
    if let Some((_, all_but_last)) = lines.split_last_mut() {
        // A backslash at a line's end is a forced line break.
        for line in all_but_last {
            line.push('\\');
        }
    }
    lines
}

/// Writes runs for a place that knows no line breaks: a heading, a cell.
fn one_line(runs: &[Inline]) -> String {
    inlines(runs)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn inlines(runs: &[Inline]) -> String {
    let mut text = String::new();
    let mut rest = runs;
    for linked in runs.chunk_by(|a, b| a.link == b.link) {
        rest = rest.get(linked.len()..).unwrap_or_default();
        match linked.first().and_then(|run| run.link.as_ref()) {
            Some(url) => {
                let words = marked(linked, Some('['), Some(']'));
                text.push_str(&escape::around_words(&words, |words| {
                    format!("[{words}]({})", escape::destination(url))
                }));
            }
            // What follows begins with the bracket of a link.
            None => text.push_str(&marked(
                linked,
                text.chars().next_back(),
                rest.first().map(|_| '['),
            )),
        }
    }
    text
}

/// Writes runs of one link, or of none, between these characters.
fn marked(runs: &[Inline], before: Option<char>, after: Option<char>) -> String {
    let mut text = String::new();
    let mut rest = runs;
    while let Some((run, following)) = rest.split_first() {
        let next = following
            .first()
            .and_then(|run| run.text.as_str().chars().next());
        let sides = escape::Sides {
            before: text.chars().next_back().or(before),
            after: next.or(after),
        };
        // The marks of two runs that touch would be read as one row of asterisks.
        let touches = escape::ends_in_mark(&text);
        if touches {
            text.push_str(&escape::text(run.text.as_str()));
        } else {
            text.push_str(&escape::emphasised(run, sides));
        }
        rest = following;
    }
    text
}

fn list(start: Option<u32>, items: &[ListItem]) -> Vec<String> {
    let mut lines = Vec::new();
    for (place, item) in (0..).zip(items) {
        let mark = match start {
            Some(first) => format!("{}. ", first.saturating_add(place).min(MAX_NUMBER)),
            None => "- ".to_owned(),
        };
        let mut part = blocks(&item.blocks);
        if part.is_empty() {
            part.push(String::new());
        }
        let indent = " ".repeat(mark.len());
        lines.extend(prefixed(part, &mark, &indent));
    }
    lines
}

fn table(rows: &[TableRow]) -> Vec<String> {
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    if columns == 0 {
        return Vec::new();
    }
    let line = |row: &TableRow| {
        let cells = row.cells.iter().map(|cell| escape::pipes(&one_line(cell)));
        let cells = cells.chain(std::iter::repeat(String::new()));
        format!(
            "| {} |",
            cells.take(columns).collect::<Vec<_>>().join(" | ")
        )
    };
    // The format knows tables with one heading row only.
    let (heading, rest) = match rows.split_first() {
        Some((first, rest)) if first.header => (line(first), rest),
        _ => (format!("|{}", "  |".repeat(columns)), rows),
    };
    let mut lines = vec![heading, format!("|{}", " --- |".repeat(columns))];
    lines.extend(rest.iter().map(line));
    lines
}

fn image(image: &Image) -> Vec<String> {
    let Some(url) = image.url() else {
        return vec![escape::text(&plain::picture(image))];
    };
    let alt = escape::text(image.alt.as_str());
    let mut lines = vec![format!("![{alt}]({})", escape::destination(url))];
    if !image.caption.is_empty() || !image.credit.is_empty() {
        lines.extend([String::new(), escape::text(&plain::picture(image))]);
    }
    lines
}

fn embed(embed: &Embed) -> Vec<String> {
    let label = escape::text(&plain::embed_label(embed));
    let mut lines = vec![match &embed.url {
        Some(url) => format!("[{label}]({})", escape::destination(url)),
        None => label,
    }];
    if !embed.text.is_empty() {
        lines.push(String::new());
        lines.extend(paragraph(&[Inline::plain(embed.text.as_str())]));
    }
    prefixed(lines, "> ", "> ")
}

#[cfg(test)]
mod tests;
