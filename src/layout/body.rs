//! Rich text to rows.

use super::{
    picture::{self, PictureRow, Pictures},
    row::{Role, Row, Span},
    runs::{Text, numbered, span},
    table, width,
};
use crate::model::{Block, Body, Clean, Embed, Image, Inline, ListItem};

/// Lays out blocks one under another and remembers where in the text it is.
#[derive(Debug)]
pub(super) struct Flow<'a> {
    width: u16,
    rows: Vec<Row>,
    /// The byte in the update's text that the next block starts at.
    at: u32,
    /// The number of the last link.
    links: u16,
    /// What stands before the text: bars of quotations, indents and bullets of lists.
    margins: Vec<Margin>,
    /// Stop laying out once this many rows are there; one more tells the caller that there is more.
    limit: usize,
    pictures: Pictures<'a>,
    /// How many pictures came so far.
    came: u16,
    /// Tables that are too wide for the text keep their columns.
    wide_tables: bool,
}

/// What stands before every row of a block.
#[derive(Debug, Clone)]
struct Margin {
    /// Before the next row.
    next: Box<str>,
    /// Before all rows after it.
    rest: &'static str,
    width: u16,
}

impl<'a> Flow<'a> {
    pub(super) fn new(width: u16, limit: usize) -> Self {
        Self {
            width: width.max(1),
            rows: Vec::new(),
            at: 0,
            links: 0,
            margins: Vec::new(),
            limit,
            pictures: Pictures::default(),
            came: 0,
            wide_tables: false,
        }
    }

    /// Keeps room for pictures.
    pub(super) fn with_pictures(mut self, pictures: Pictures<'a>) -> Self {
        self.pictures = pictures;
        self
    }

    /// Lets tables be wider than the text where their columns would be too narrow to read.
    pub(super) fn with_wide_tables(mut self) -> Self {
        self.wide_tables = true;
        self
    }

    pub(super) fn into_rows(self) -> Vec<Row> {
        self.rows
    }

    pub(super) fn is_full(&self) -> bool {
        self.rows.len() > self.limit
    }

    /// Lays out a whole body, a blank row between its blocks.
    pub(super) fn body(&mut self, body: &Body, spaced: bool) {
        self.blocks(&body.blocks, Role::Text, spaced);
    }

    fn blocks(&mut self, blocks: &[Block], role: Role, spaced: bool) {
        for (index, block) in blocks.iter().enumerate() {
            if self.is_full() {
                return;
            }
            if spaced && index > 0 {
                self.blank();
            }
            self.block(block, role, spaced);
        }
    }

    fn block(&mut self, block: &Block, role: Role, spaced: bool) {
        match block {
            Block::Paragraph(runs) => self.inlines(runs, role),
            Block::Heading { text, .. } => self.inlines(text, Role::Heading),
            Block::Quote { blocks, cite } => self.quote(blocks, cite.as_ref(), spaced),
            Block::List { start, items } => self.list(*start, items, role),
            Block::Table { rows, caption } => {
                let available = self.available();
                let mut links = self.links;
                let (laid, wide) = table::lay_out(rows, available, &mut links, self.wide_tables);
                self.links = links;
                for (spans, len) in laid {
                    self.push(spans, 0);
                    if let Some(row) = self.rows.last_mut().filter(|_| wide) {
                        row.wide = Some(0);
                    }
                    self.at = self.at.saturating_add(len);
                }
                self.plain(caption, Role::Caption);
            }
            Block::Preformatted(text) => self.preformatted(text),
            Block::Rule => self.push(vec![span("────────", Role::Ornament, None)], 0),
            Block::Image(image) => self.image(image),
            Block::Embed(embed) => self.embed(embed),
        }
    }

    /// Lays out something behind a margin: `first` stands before its first row, `rest` before the others.
    pub(super) fn indented(
        &mut self,
        first: &str,
        rest: &'static str,
        content: impl FnOnce(&mut Self),
    ) {
        self.margins.push(Margin {
            next: first.into(),
            rest,
            width: u16::try_from(width::text(rest)).unwrap_or(0),
        });
        content(self);
        self.margins.pop();
    }

    fn quote(&mut self, blocks: &[Block], cite: Option<&Clean>, spaced: bool) {
        self.indented("│ ", "│ ", |flow| {
            flow.blocks(blocks, Role::Quote, spaced);
            if let Some(cite) = cite.filter(|c| !c.is_empty()) {
                let mut text = Text::default();
                text.push("— ", Role::Ornament, None);
                text.push(cite.as_str(), Role::Meta, None);
                flow.text(&text, cite.as_str().len());
            }
        });
    }

    fn list(&mut self, start: Option<u32>, items: &[ListItem], role: Role) {
        const INDENTS: [&str; 7] = ["", " ", "  ", "   ", "    ", "     ", "      "];
        let last = start.map(|s| s.saturating_add(u32::try_from(items.len()).unwrap_or(0)));
        let digits = last.map_or(0, |n| n.to_string().len()).min(4);
        for (index, item) in (0u32..).zip(items) {
            if self.is_full() {
                return;
            }
            let bullet = match start {
                Some(first) => format!("{:>digits$}. ", first.saturating_add(index)),
                None => "• ".to_owned(),
            };
            let cells = width::text(&bullet).min(INDENTS.len() - 1);
            self.indented(&bullet, INDENTS[cells], |flow| {
                flow.blocks(&item.blocks, role, false);
            });
        }
    }

    fn preformatted(&mut self, text: &Clean) {
        for line in text.as_str().split('\n') {
            let mut code = Text::default();
            code.push(line, Role::Code, None);
            if line.is_empty() {
                self.push(Vec::new(), 0);
                self.at = self.at.saturating_add(1);
            } else {
                self.text(&code, line.len());
            }
            if self.is_full() {
                return;
            }
        }
    }

    fn image(&mut self, image: &Image) {
        self.frame(image);
        let mut text = Text::default();
        text.push("▣ ", Role::Ornament, None);
        text.push("picture", Role::Caption, None);
        if !image.words().is_empty() {
            text.push(": ", Role::Caption, None);
            text.push(image.words().as_str(), Role::Caption, None);
        }
        if !image.credit.is_empty() {
            text.push(&format!(" ({})", image.credit), Role::Caption, None);
        }
        if let Some(why) = self.pictures.why_missing(image)
            && self.pictures.says_why
        {
            text.push(&format!(" {why}"), Role::Meta, None);
        }
        self.text(
            &text,
            image.words().as_str().len() + image.credit.as_str().len(),
        );
    }

    /// Keeps the rows of a picture above its words.
    fn frame(&mut self, image: &Image) {
        let picture = self.came;
        self.came = self.came.saturating_add(1);
        let left: u16 = self.margins.iter().map(|m| m.width).sum();
        if let Some(frame) = self.pictures.frame(image, self.available()) {
            for row in 0..frame.rows {
                self.push(Vec::new(), u32::from(row));
                if let Some(last) = self.rows.last_mut() {
                    last.picture = Some(PictureRow {
                        picture,
                        row,
                        left,
                        frame,
                    });
                }
                if self.is_full() {
                    break;
                }
            }
        }
        self.at = self.at.saturating_add(picture::BYTES);
    }

    fn embed(&mut self, embed: &Embed) {
        let inner: Vec<u16> = embed.links.iter().map(|_| self.next_link()).collect();
        let number = embed.url.as_ref().map(|_| self.next_link());
        let mut text = Text::default();
        text.push("▸ ", Role::Ornament, None);
        let label = if embed.provider.is_empty() {
            embed.kind.word().to_owned()
        } else {
            format!("{} on {}", embed.kind.word(), embed.provider)
        };
        text.push(&label, Role::Meta, number);
        push_number(&mut text, number);
        let mut len = 0;
        for part in [&embed.author, &embed.text]
            .into_iter()
            .filter(|p| !p.is_empty())
        {
            text.push(": ", Role::Embed, None);
            text.push(part.as_str(), Role::Embed, None);
            len += part.as_str().len();
        }
        inner
            .into_iter()
            .for_each(|number| push_number(&mut text, Some(number)));
        if embed.text.is_empty()
            && let Some(url) = &embed.url
        {
            text.push(" ", Role::Embed, None);
            text.push(&url.short(), Role::Embed, number);
        }
        self.text(&text, len);
    }

    fn inlines(&mut self, runs: &[Inline], role: Role) {
        let text = numbered(runs, role, &mut self.links);
        let len = runs.iter().map(|r| r.text.as_str().len()).sum();
        self.text(&text, len);
    }

    pub(super) fn plain(&mut self, text: &Clean, role: Role) {
        if !text.is_empty() {
            let mut whole = Text::default();
            whole.push(text.as_str(), role, None);
            self.text(&whole, text.as_str().len());
        }
    }

    /// Breaks a text into rows. `len` is how many bytes of the update's own text it stands for.
    pub(super) fn text(&mut self, text: &Text, len: usize) {
        for (start, spans) in text.broken(self.available()) {
            let offset = u32::try_from(start.min(len)).unwrap_or(u32::MAX);
            self.push(spans, offset);
            if self.is_full() {
                break;
            }
        }
        // One more than the text, so that the next block starts at a byte of its own.
        self.at = self
            .at
            .saturating_add(u32::try_from(len + 1).unwrap_or(u32::MAX));
    }

    /// Adds an empty row between two blocks; it belongs to the block above.
    pub(super) fn blank(&mut self) {
        let at = self.at.saturating_sub(1);
        let spans = self
            .margins
            .iter()
            .map(|m| span(m.rest.trim_end(), Role::Ornament, None));
        let spans = spans.filter(|s| s.width > 0).collect();
        self.rows.push(Row {
            spans,
            at,
            picture: None,
            wide: None,
        });
    }

    fn push(&mut self, spans: Vec<Span>, offset: u32) {
        let mut all = Vec::with_capacity(self.margins.len() + spans.len());
        for margin in &mut self.margins {
            let before = std::mem::replace(&mut margin.next, margin.rest.into());
            all.push(span(&before, Role::Ornament, None));
        }
        all.extend(spans);
        self.rows.push(Row {
            spans: all,
            at: self.at.saturating_add(offset),
            picture: None,
            wide: None,
        });
    }

    fn available(&self) -> u16 {
        let margins: u16 = self.margins.iter().map(|m| m.width).sum();
        self.width.saturating_sub(margins).max(1)
    }

    fn next_link(&mut self) -> u16 {
        self.links = self.links.saturating_add(1);
        self.links
    }
}

/// Adds a link's number; a no-break space keeps it with the word before it.
fn push_number(text: &mut Text, number: Option<u16>) {
    if let Some(number) = number {
        text.push(&format!("\u{a0}[{number}]"), Role::LinkNumber, Some(number));
    }
}
