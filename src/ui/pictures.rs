//! Pictures on the screen: how the terminal shows them, those that are ready, and where they go.
//!
//! Making a picture ready is slow and needs nothing of the view, so that any thread may do it ([`Graphics::prepare`]);
//! drawing one that is ready copies cells.

use std::{collections::HashMap, fmt};

use image::{DynamicImage, RgbImage, imageops::FilterType};
use ratatui::{
    buffer::Buffer,
    layout::{Rect, Size},
    widgets::Widget,
};
use ratatui_image::{
    FontSize,
    picker::{Picker, ProtocolType},
    protocol::halfblocks::Halfblocks,
    sliced::{SignedPosition, SlicedImage, SlicedProtocol},
};

use super::{Theme, text, theme::colour};
use crate::{
    layout::{PictureRoom, PictureRow, wrap},
    model::{Clean, Image, Pixels, WebUrl},
};

/// The pixels of a cell where the terminal does not tell.
const USUAL_CELL: (u16, u16) = (10, 20);
/// The pixels that go into a cell of half-blocks, which shows two: a few more make them smoother, and a picture of so
/// many pixels is worth so many cells.
const BLOCK: (u16, u16) = (4, 8);
/// The most pictures that are held ready.
const HELD: usize = 96;

/// How a terminal shows pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// The protocol of kitty, with placeholders among the text
    /// (<https://sw.kovidgoyal.net/kitty/graphics-protocol/>).
    Kitty,
    /// Files inside of a sequence, as in iTerm2 (<https://iterm2.com/documentation-images.html>).
    Iterm2,
    /// Sixel graphics of the VT340.
    Sixel,
    /// Two pixels in each cell, drawn with `▀`.
    Blocks,
}

/// How pictures are made ready for one terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Graphics {
    protocol: Protocol,
    cell: (u16, u16),
    few_colours: bool,
}

impl Graphics {
    /// Shows pictures in one way; `cell` is the width and height of a cell in pixels, where the terminal tells it.
    #[must_use]
    pub fn new(protocol: Protocol, cell: Option<(u16, u16)>) -> Self {
        let cell = cell.filter(|(width, height)| *width > 0 && *height > 0);
        let cell = match protocol {
            Protocol::Blocks => BLOCK,
            _ => cell.unwrap_or(USUAL_CELL),
        };
        Self {
            protocol,
            cell,
            few_colours: false,
        }
    }

    /// Takes cells of another size, where the terminal tells it and pictures are drawn in pixels.
    #[must_use]
    pub fn with_cell(self, cell: Option<(u16, u16)>) -> Self {
        match self.protocol {
            Protocol::Blocks => self,
            _ => Self {
                cell: cell.unwrap_or(self.cell),
                ..self
            },
        }
    }

    /// Keeps to the 256 colours that the terminal has.
    #[must_use]
    pub fn in_256_colours(mut self) -> Self {
        self.few_colours = true;
        self
    }

    /// Returns the pixels of some cells, across and from top to bottom.
    #[must_use]
    pub fn pixels(self, frame: PictureRoom) -> (u32, u32) {
        (
            u32::from(frame.columns) * u32::from(self.cell.0),
            u32::from(frame.rows) * u32::from(self.cell.1),
        )
    }

    /// Makes a picture ready for some cells, slowly; one that is smaller keeps its size. `None` where the terminal's
    /// form of it could not be made.
    #[must_use]
    pub fn prepare(self, pixels: Pixels, frame: PictureRoom) -> Option<Ready> {
        let picture = RgbImage::from_raw(pixels.width(), pixels.height(), pixels.into_rgb())?;
        let (width, height) = self.pixels(frame);
        let picture = DynamicImage::ImageRgb8(picture);
        let picture = if picture.width() > width || picture.height() > height {
            picture.resize(width.max(1), height.max(1), FilterType::Triangle)
        } else {
            picture
        };
        let cells = |pixels: u32, cell: u16, most: u16| {
            let cells = pixels.div_ceil(u32::from(cell));
            u16::try_from(cells).unwrap_or(most).clamp(1, most.max(1))
        };
        let size = Size {
            width: cells(picture.width(), self.cell.0, frame.columns),
            height: cells(picture.height(), self.cell.1, frame.rows),
        };
        let rows = match self.protocol {
            Protocol::Blocks => SlicedProtocol::Halfblocks(Halfblocks::new(picture, size).ok()?),
            protocol => self.encode(protocol, picture, size)?,
        };
        Some(Ready {
            rows,
            few_colours: self.few_colours,
        })
    }

    fn encode(
        self,
        protocol: Protocol,
        picture: DynamicImage,
        size: Size,
    ) -> Option<SlicedProtocol> {
        let cell = FontSize::new(self.cell.0, self.cell.1);
        #[expect(
            deprecated,
            reason = "the ways in its place ask the terminal, which may never answer"
        )]
        let mut picker = Picker::from_fontsize(cell);
        picker.set_protocol_type(match protocol {
            Protocol::Kitty => ProtocolType::Kitty,
            Protocol::Iterm2 => ProtocolType::Iterm2,
            Protocol::Sixel => ProtocolType::Sixel,
            Protocol::Blocks => ProtocolType::Halfblocks,
        });
        SlicedProtocol::new(&picker, picture, Some(size)).ok()
    }
}

/// A picture in the terminal's own form, for some cells.
pub struct Ready {
    rows: SlicedProtocol,
    few_colours: bool,
}

impl Ready {
    /// Draws the rows from `skip` on into an area, as many as fit.
    fn draw(&self, buffer: &mut Buffer, area: Rect, skip: u16) {
        let above = i16::try_from(skip).unwrap_or(i16::MAX);
        let position = SignedPosition::from((0, -above));
        SlicedImage::new(&self.rows, position).render(area, buffer);
        if self.few_colours {
            for cell in area.positions() {
                let cell = &mut buffer[cell];
                (cell.fg, cell.bg) = (colour::reduced(cell.fg), colour::reduced(cell.bg));
            }
        }
    }
}

impl fmt::Debug for Ready {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ready({})", self.rows.size())
    }
}

/// What a picture is known by: its address and the cells that it is for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PictureKey {
    url: WebUrl,
    columns: u16,
    rows: u16,
}

impl PictureKey {
    /// Returns what a picture is known by; `None` for one without an address.
    #[must_use]
    pub fn of(image: &Image, frame: PictureRoom) -> Option<Self> {
        Some(Self {
            url: image.url()?.clone(),
            columns: frame.columns,
            rows: frame.rows,
        })
    }

    /// Returns the address that the picture is known by: its widest candidate's.
    #[must_use]
    pub fn url(&self) -> &WebUrl {
        &self.url
    }
}

/// The pictures that are ready, and those that cannot be shown.
#[derive(Debug, Default)]
pub struct Gallery {
    known: HashMap<PictureKey, (Result<Ready, Clean>, u64)>,
    /// Counts what was asked for, to tell what was not asked for lately.
    turn: u64,
}

impl Gallery {
    /// Tells whether it is known how a picture looks, or why it does not; what is asked for stays longest.
    pub fn has(&mut self, key: &PictureKey) -> bool {
        self.turn += 1;
        let turn = self.turn;
        let known = self.known.get_mut(key);
        known.map(|(_, used)| *used = turn).is_some()
    }

    /// Takes a picture in, or the words that say why there is none.
    pub fn take(&mut self, key: PictureKey, picture: Result<Ready, Clean>) {
        if self.known.len() >= HELD {
            let oldest = self.known.iter().min_by_key(|(_, (_, used))| *used);
            if let Some(key) = oldest.map(|(key, _)| key.clone()) {
                self.known.remove(&key);
            }
        }
        self.turn += 1;
        self.known.insert(key, (picture, self.turn));
    }

    /// Forgets what could not be had, so that it is asked for again.
    pub fn forget_failures(&mut self) {
        self.known.retain(|_, (picture, _)| picture.is_ok());
    }

    /// Forgets all, for a terminal that may have forgotten them, too.
    pub fn clear(&mut self) {
        self.known.clear();
    }

    fn find(&self, image: &Image, frame: PictureRoom) -> Option<&Result<Ready, Clean>> {
        let key = PictureKey::of(image, frame)?;
        self.known.get(&key).map(|(picture, _)| picture)
    }
}

/// A row of a text that is kept for a picture.
#[derive(Clone, Copy)]
pub(super) struct Kept<'a> {
    pub(super) row: PictureRow,
    pub(super) image: &'a Image,
}

/// Draws what is in sight of the pictures of a text: `rows` are its rows from the first in sight on.
pub(super) fn draw_rows<'a>(
    gallery: &Gallery,
    theme: &Theme,
    buffer: &mut Buffer,
    area: Rect,
    rows: impl Iterator<Item = Option<Kept<'a>>>,
) {
    let mut rows = (0..area.height).zip(rows).peekable();
    while let Some((y, kept)) = rows.next() {
        let Some(Kept { row: first, image }) = kept else {
            continue;
        };
        let mut height = 1;
        let goes_on = |row: &PictureRow, height| {
            row.picture == first.picture && row.row == first.row + height
        };
        while rows
            .next_if(|(_, kept)| kept.is_some_and(|kept| goes_on(&kept.row, height)))
            .is_some()
        {
            height += 1;
        }
        let place = Rect {
            x: area.x + first.left,
            y: area.y + y,
            width: first.frame.columns,
            height,
        };
        let place = place.intersection(area);
        let part = Part {
            image,
            frame: first.frame,
            skip: first.row,
            centred: false,
        };
        draw_one(gallery, theme, buffer, place, part);
    }
}

/// What is drawn of a picture.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) image: &'a Image,
    /// The cells that are kept for it.
    pub(super) frame: PictureRoom,
    /// How many of its rows are out of sight above.
    pub(super) skip: u16,
    /// One that is narrower than its frame stands in the middle.
    pub(super) centred: bool,
}

/// Draws the rows of a picture that are in sight, or what there is in its place.
pub(super) fn draw_one(
    gallery: &Gallery,
    theme: &Theme,
    buffer: &mut Buffer,
    place: Rect,
    part: Part,
) {
    let Part { frame, skip, .. } = part;
    let place = place.intersection(*buffer.area());
    if place.is_empty() {
        return;
    }
    match gallery.find(part.image, frame) {
        Some(Ok(ready)) => {
            let left = place.width.saturating_sub(ready.rows.size().width) / 2;
            let left = if part.centred { left } else { 0 };
            let place = Rect {
                x: place.x + left,
                width: place.width - left,
                ..place
            };
            ready.draw(buffer, place, skip);
        }
        Some(Err(why)) => {
            let words = [why.as_str()];
            let lines = wrap::wrap(&words, wrap::Columns::all(frame.columns.max(1)));
            for piece in wrap::pieces(&words, &lines) {
                let line = u16::try_from(piece.line).unwrap_or(u16::MAX);
                if let Some(row) = line.checked_sub(skip) {
                    text::put(buffer, place, row, piece.text, theme.meta);
                }
            }
        }
        // A frame's corners tell that something is to come, and how large.
        None => {
            let bottom = frame.rows.saturating_sub(skip + 1);
            for (row, left, right) in [(0, "┌", "┐"), (bottom, "└", "┘")] {
                if (row == 0 && skip > 0) || row >= place.height {
                    continue;
                }
                text::put(buffer, place, row, left, theme.ornament);
                let last = frame.columns.saturating_sub(1);
                text::put_at(buffer, place, last, row, right, theme.ornament);
            }
        }
    }
}
