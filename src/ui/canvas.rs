//! The terminal as cells: what changed is written, and rows that only moved up are moved by the terminal itself.
//!
//! A step through the timeline moves most of its rows. A terminal moves rows of its whole width only, so both panes move
//! along; that is done where fewer cells are left to write than otherwise. A line feed at the end of a scroll region does
//! it everywhere; moving down would need more than the few sequences that a terminal is sent, so that is written. Rows with
//! pictures are never moved: what a terminal does to their pixels then is its own affair.

mod pen;

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, Write},
    ops::Range,
};

use ratatui::{
    buffer::{Buffer, CellDiffOption},
    layout::{Position, Rect},
};

use super::hyperlinks;

/// Fewer changed cells are written as they are.
const WORTH_MOVING: usize = 160;
/// Fewer rows that only moved are no sign of a move.
const LEAST_ROWS: usize = 3;
/// The cells that moving rows costs, about.
const COST: usize = 12;

/// A terminal that is drawn on.
#[derive(Debug)]
pub struct Canvas<W: Write> {
    out: W,
    /// What the terminal shows.
    shown: Buffer,
    /// What it is to show.
    next: Buffer,
}

impl<W: Write> Canvas<W> {
    /// Draws on a terminal of this size that shows nothing yet.
    pub fn new(out: W, width: u16, height: u16) -> Self {
        let area = Rect::new(0, 0, width, height);
        Self {
            out,
            shown: Buffer::empty(area),
            next: Buffer::empty(area),
        }
    }

    /// Returns what the terminal is written to by.
    pub fn out(&mut self) -> &mut impl Write {
        &mut self.out
    }

    /// Draws a frame; `panes` are the texts in it whose rows may move, each on its own.
    pub fn draw(&mut self, panes: &[Rect], view: impl FnOnce(&mut Buffer)) -> io::Result<()> {
        self.next.reset();
        view(&mut self.next);
        if self.shown.diff_iter(&self.next).nth(WORTH_MOVING).is_some() {
            for pane in panes {
                self.move_rows(*pane)?;
            }
        }
        let bytes = pen::bytes_between(&self.shown, &self.next)?;
        self.out.write_all(&bytes)?;
        std::mem::swap(&mut self.shown, &mut self.next);
        self.out.flush()
    }

    /// Lets the terminal move the rows of a pane up where that saves more than it costs.
    fn move_rows(&mut self, pane: Rect) -> io::Result<()> {
        let pane = pane.intersection(self.shown.area);
        let Some(by) = moved(&self.shown, &self.next, pane) else {
            return Ok(());
        };
        let rows = pane.top()..pane.bottom();
        if has_pictures(&self.shown, rows.clone()) || has_pictures(&self.next, rows.clone()) {
            return Ok(());
        }
        let as_moved = shifted(&self.shown, rows.clone(), by);
        let cells = |from: &Buffer| from.diff_iter(&self.next).count();
        if cells(&as_moved) + COST >= cells(&self.shown) {
            return Ok(());
        }
        let (first, last) = (rows.start + 1, rows.end);
        write!(self.out, "\x1b[{first};{last}r\x1b[{last};1H")?;
        (0..by).try_for_each(|_| self.out.write_all(b"\n"))?;
        self.out.write_all(b"\x1b[r")?;
        self.shown = as_moved;
        Ok(())
    }
}

/// Finds by how many rows most rows of a pane moved up.
fn moved(shown: &Buffer, next: &Buffer, pane: Rect) -> Option<u16> {
    let (before, after) = (rows_of(shown, pane), rows_of(next, pane));
    let score = |by: u16| {
        let moved = before.iter().skip(usize::from(by)).zip(&after);
        moved
            .filter(|(from, to)| from == to && to.is_some())
            .count()
    };
    let by = (0..pane.height).max_by_key(|by| (score(*by), *by == 0))?;
    (by != 0 && score(by) >= LEAST_ROWS).then_some(by)
}

/// Returns what tells the rows of a pane apart, their letters; nothing for those that are blank.
fn rows_of(buffer: &Buffer, pane: Rect) -> Vec<Option<u64>> {
    let row = |y| {
        let cells = (pane.left()..pane.right()).filter_map(|x| buffer.cell(Position::new(x, y)));
        let mut hasher = DefaultHasher::new();
        let mut blank = true;
        for cell in cells {
            blank &= cell.symbol() == " ";
            cell.symbol().hash(&mut hasher);
        }
        (!blank).then(|| hasher.finish())
    };
    (pane.top()..pane.bottom()).map(row).collect()
}

/// Returns a screen whose rows moved up as a terminal moves them; those that come in are blank.
fn shifted(buffer: &Buffer, rows: Range<u16>, by: u16) -> Buffer {
    let mut moved = buffer.clone();
    for y in rows.clone() {
        let from = y.checked_add(by).filter(|from| rows.contains(from));
        for x in buffer.area.left()..buffer.area.right() {
            let cell = from.and_then(|from| buffer.cell(Position::new(x, from)));
            if let Some(place) = moved.cell_mut(Position::new(x, y)) {
                *place = cell.cloned().unwrap_or_default();
            }
        }
    }
    moved
}

/// Tells whether rows hold what is drawn by other means than cells; links that the terminal opens are none of it.
fn has_pictures(buffer: &Buffer, rows: Range<u16>) -> bool {
    let area = buffer.area;
    let rows = Rect::new(area.x, rows.start, area.width, rows.end - rows.start);
    rows.positions().any(|at| {
        buffer.cell(at).is_some_and(|cell| {
            cell.diff_option != CellDiffOption::None && hyperlinks::parts(cell.symbol()).is_none()
        })
    })
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, rc::Rc};

    use proptest::prelude::*;
    use ratatui::style::{Color, Style};

    use super::*;

    const WIDTH: u16 = 60;
    const HEIGHT: u16 = 20;
    /// Two panes side by side under a header and over a footer.
    const PANES: [Rect; 2] = [Rect::new(0, 2, 29, 17), Rect::new(31, 2, 29, 17)];

    /// A terminal that counts what is written to it.
    #[derive(Clone)]
    struct Terminal(Rc<RefCell<(vt100::Parser, usize)>>);

    impl Terminal {
        fn new() -> Self {
            Self(Rc::new(RefCell::new((
                vt100::Parser::new(HEIGHT, WIDTH, 0),
                0,
            ))))
        }

        fn rows(&self) -> Vec<String> {
            let inner = self.0.borrow();
            let rows = inner.0.screen().rows(0, WIDTH);
            rows.map(|row| row.trim_end().to_owned()).collect()
        }

        fn take_bytes(&self) -> usize {
            std::mem::take(&mut self.0.borrow_mut().1)
        }
    }

    impl Write for Terminal {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let mut inner = self.0.borrow_mut();
            inner.0.process(bytes);
            inner.1 += bytes.len();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// Both panes as they are so many rows down their texts, the row of the selection with a ground of its own.
    fn view(left: u16, right: u16, selected: u16) -> impl Fn(&mut Buffer) {
        move |buffer| {
            buffer.set_string(0, 0, "header", Style::new());
            for y in 2..HEIGHT - 1 {
                let (at, other) = (left + y, right + y);
                if at % 5 != 0 {
                    let words = format!("{at}: the inspection goes on");
                    buffer.set_string(1, y, words, Style::new());
                }
                buffer.set_string(30, y, "│", Style::new());
                let words = format!("{other}: the pier is shut 橋");
                buffer.set_string(32, y, words, Style::new().fg(Color::Blue));
            }
            let ground = Rect::new(1, 2 + selected, 28, 1);
            buffer.set_style(ground, Style::new().bg(Color::Green));
            buffer.set_string(0, HEIGHT - 1, "footer", Style::new());
        }
    }

    fn expected(view: impl Fn(&mut Buffer)) -> Vec<String> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT));
        view(&mut buffer);
        let row = |y| {
            let mut row = String::new();
            let mut x = 0;
            while x < WIDTH {
                let symbol = buffer[(x, y)].symbol();
                row.push_str(symbol);
                x += crate::layout::width::grapheme(symbol).max(1);
            }
            row.trim_end().to_owned()
        };
        (0..HEIGHT).map(row).collect()
    }

    proptest! {
        #[test]
        fn the_terminal_shows_what_was_drawn_whatever_moved(
            frames in prop::collection::vec((0..60_u16, 0..60_u16, 0..17_u16), 1..12),
        ) {
            let terminal = Terminal::new();
            let mut canvas = Canvas::new(terminal.clone(), WIDTH, HEIGHT);
            for (left, right, selected) in frames {
                let view = view(left, right, selected);
                canvas.draw(&PANES, &view).unwrap();
                prop_assert_eq!(terminal.rows(), expected(&view));
            }
        }
    }

    #[test]
    fn rows_that_moved_are_not_written_again() {
        let terminal = Terminal::new();
        let mut canvas = Canvas::new(terminal.clone(), WIDTH, HEIGHT);
        canvas.draw(&PANES, view(0, 0, 3)).unwrap();
        let whole = terminal.take_bytes();
        for (left, selected) in [(3, 3), (6, 2), (9, 3)] {
            canvas
                .draw(&PANES[..1], view(left, left, selected))
                .unwrap();
            let moved = terminal.take_bytes();
            assert!(moved * 2 < whole, "{moved} of {whole} bytes");
        }
    }

    #[test]
    fn rows_with_pictures_stay_where_the_terminal_has_them() {
        let with_picture = |left| {
            move |buffer: &mut Buffer| {
                view(left, 0, 3)(buffer);
                buffer[(5, 5)].set_diff_option(CellDiffOption::Skip);
            }
        };
        let terminal = Terminal::new();
        let mut canvas = Canvas::new(terminal.clone(), WIDTH, HEIGHT);
        canvas.draw(&PANES, with_picture(0)).unwrap();
        canvas.move_rows(PANES[0]).unwrap();
        terminal.take_bytes();
        with_picture(4)(&mut canvas.next);
        canvas.move_rows(PANES[0]).unwrap();
        assert_eq!(terminal.take_bytes(), 0);
    }
}
