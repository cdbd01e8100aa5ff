//! An update as a list of paragraphs.

use super::Part;
use crate::model::{Block, Clean, Embed, Entry, Image, Inline};

/// Between two cells of a row.
const CELLS: &str = " | ";

/// A paragraph of an update; its text is never blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) part: Part,
    pub(super) text: String,
}

/// Lists the paragraphs of an update in reading order.
pub(super) fn paragraphs(entry: &Entry) -> Vec<Paragraph> {
    let mut flat = Flat(Vec::new());
    if let Some(headline) = entry.titled() {
        flat.push(Part::Headline, headline.as_str());
    }
    flat.blocks(&entry.body.blocks, Part::Text);
    flat.0
}

struct Flat(Vec<Paragraph>);

impl Flat {
    fn push(&mut self, part: Part, text: &str) {
        if !text.trim().is_empty() {
            self.0.push(Paragraph {
                part,
                text: text.to_owned(),
            });
        }
    }

    /// Takes blocks in; `part` is what running text is called here.
    fn blocks(&mut self, blocks: &[Block], part: Part) {
        for block in blocks {
            self.block(block, part);
        }
    }

    fn block(&mut self, block: &Block, part: Part) {
        match block {
            Block::Paragraph(runs) => self.push(part, &joined(runs)),
            Block::Heading { text, .. } => self.push(Part::Heading, &joined(text)),
            Block::Quote { blocks, cite } => {
                self.blocks(blocks, Part::Quote);
                self.push(Part::Quote, cite.as_ref().map_or("", Clean::as_str));
            }
            Block::List { items, .. } => {
                for item in items {
                    self.blocks(&item.blocks, Part::Item);
                }
            }
            Block::Table { rows, caption } => {
                for row in rows {
                    let cells: Vec<String> = row.cells.iter().map(|cell| joined(cell)).collect();
                    if cells.iter().any(|cell| !cell.trim().is_empty()) {
                        self.push(Part::Row, &cells.join(CELLS));
                    }
                }
                self.push(Part::Row, caption.as_str());
            }
            Block::Preformatted(text) => self.push(Part::Code, text.as_str()),
            Block::Rule => {}
            Block::Image(image) => self.push(Part::Picture, &picture(image)),
            Block::Embed(embed) => self.push(Part::Embed, &post(embed)),
        }
    }
}

fn joined(runs: &[Inline]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

fn picture(image: &Image) -> String {
    match (image.words(), &image.credit) {
        (words, credit) if credit.is_empty() => words.to_string(),
        (words, credit) if words.is_empty() => credit.to_string(),
        (words, credit) => format!("{words} ({credit})"),
    }
}

fn post(embed: &Embed) -> String {
    let parts = [embed.author.as_str(), embed.text.as_str()];
    let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    said.join(": ")
}
