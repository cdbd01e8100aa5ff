//! A terminal of somebody else's making shows, from the bytes that are really written, the cells that were meant.

use std::{
    cell::RefCell,
    io::{self, Write},
    rc::Rc,
};

use newswire::ui::{self, Theme};
use ratatui::{
    Terminal, TerminalOptions, Viewport,
    backend::CrosstermBackend,
    buffer::Buffer,
    layout::Rect,
    style::{Color, Modifier},
};

use crate::harness::{Reader, entry, rich, story};

/// A terminal that reads what is written to it.
#[derive(Clone)]
struct Reference(Rc<RefCell<vt100::Parser>>);

impl Reference {
    fn new(width: u16, height: u16) -> Self {
        Self(Rc::new(RefCell::new(vt100::Parser::new(height, width, 0))))
    }
}

impl Write for Reference {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().process(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn colour(meant: Color) -> vt100::Color {
    match meant {
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        Color::Indexed(number) => vt100::Color::Idx(number),
        _ => vt100::Color::Default,
    }
}

/// Compares every cell: what stands in it, its colours, bold, italic, underlined and reversed.
fn compare(meant: &Buffer, shown: &vt100::Screen, after: &str) {
    for position in meant.area.positions() {
        let cell = &meant[position];
        let there = shown.cell(position.y, position.x).unwrap();
        if there.is_wide_continuation() {
            continue;
        }
        let place = format!("at column {}, row {} after {after}", position.x, position.y);
        let contents = Some(there.contents()).filter(|text| !text.is_empty());
        assert_eq!(
            contents.unwrap_or(" "),
            cell.symbol(),
            "{place}\n{}",
            shown.contents()
        );
        // This terminal knows one intensity; what is bold and dim is dim to it.
        let dim = cell.modifier.contains(Modifier::DIM);
        let bold = cell.modifier.contains(Modifier::BOLD) && !dim;
        assert_eq!((there.bold(), there.dim()), (bold, dim), "weight {place}");
        assert_eq!(
            there.italic(),
            cell.modifier.contains(Modifier::ITALIC),
            "italic {place}"
        );
        let underlined = cell.modifier.contains(Modifier::UNDERLINED);
        assert_eq!(there.underline(), underlined, "underlined {place}");
        assert_eq!(
            there.inverse(),
            cell.modifier.contains(Modifier::REVERSED),
            "{place}"
        );
        assert_eq!(there.fgcolor(), colour(cell.fg), "letters {place}");
        assert_eq!(
            there.bgcolor(),
            colour(cell.bg),
            "behind the letters {place}"
        );
    }
}

#[test]
fn after_every_key_the_terminal_shows_what_was_meant() {
    let (width, height) = (120, 30);
    let mut entries = story(40);
    entries[1] = rich("u1", 10);
    entries[2] = entry(
        "u2",
        20,
        "橋が閉鎖された",
        "港の橋は閉鎖されている。 Überfahrt nach Ålesund, café à la crème.",
    );
    entries[5].marks.key_event = true;
    let mut reader = Reader::with(width, height, entries);
    let reference = Reference::new(width, height);
    let viewport = Viewport::Fixed(Rect::new(0, 0, width, height));
    let backend = CrosstermBackend::new(reference.clone());
    let mut terminal = Terminal::with_options(backend, TerminalOptions { viewport }).unwrap();
    let theme = Theme::built_in("dark").unwrap();
    let walk = "j j <PgDn> k <Enter> j <Esc> G g v v v s ? j <Esc> <Esc> : o <Esc> F <Tab> <Esc> <Esc> \
                / p i e r <Enter> n N <Esc> K <Down> <Enter> z > < <Esc> <Esc> t 1 1 <Enter> b u A U c n q <PgDn>";
    for key in walk.split_whitespace() {
        reader.keys(if key == "<" { "<lt>" } else { key });
        terminal
            .draw(|frame| {
                let none = ui::Gallery::default();
                ui::view(&reader.model, &theme, &none, frame.buffer_mut());
            })
            .unwrap();
        compare(&reader.themed(&theme), reference.0.borrow().screen(), key);
    }
}
