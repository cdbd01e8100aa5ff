//! The pictures of the README: what the program draws, as SVG. `UPDATE_README=1` draws them anew.

use std::{fmt::Write, fs, path::Path};

use newswire::{
    layout::width,
    model::{Entry, Window},
    ui::Theme,
};
use ratatui::{
    buffer::{Buffer, Cell},
    style::{Color, Modifier},
};

use crate::{
    harness::{Reader, entry, rich},
    library,
};

/// Pixels of a cell.
const CELL: (f32, f32) = (8.4, 18.0);
/// Pixels around the screen.
const MARGIN: f32 = 12.0;

/// What a run of cells has in common.
#[derive(PartialEq)]
struct Look {
    letters: String,
    behind: Option<String>,
    modifier: Modifier,
}

fn look(cell: &Cell, ground: Color) -> Look {
    let hex = |colour: Color| match colour {
        Color::Rgb(r, g, b) => Some(format!("#{r:02x}{g:02x}{b:02x}")),
        _ => None,
    };
    let (mut letters, mut behind) = (hex(cell.fg), hex(cell.bg));
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut letters, &mut behind);
    }
    Look {
        letters: letters.unwrap_or_else(|| "#888888".to_owned()),
        behind: behind.filter(|_| cell.bg != ground || cell.modifier.contains(Modifier::REVERSED)),
        modifier: cell.modifier,
    }
}

/// Draws a screen.
fn svg(buffer: &Buffer, label: &str) -> String {
    let (columns, rows) = (f32::from(buffer.area.width), f32::from(buffer.area.height));
    let size = (
        columns * CELL.0 + 2.0 * MARGIN,
        rows * CELL.1 + 2.0 * MARGIN,
    );
    let ground = buffer[(0, 0)].bg;
    let Color::Rgb(r, g, b) = ground else {
        unreachable!("a picture needs a theme with a ground of its own");
    };
    let mut svg = String::new();
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0} {:.0}\" font-family=\"ui-monospace, Menlo, \
         Consolas, DejaVu Sans Mono, monospace\" font-size=\"14\" role=\"img\" aria-label=\"{label}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#{r:02x}{g:02x}{b:02x}\"/>\n",
        size.0, size.1
    );
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let begin = x;
            let run = look(&buffer[(x, y)], ground);
            let mut text = String::new();
            while x < buffer.area.width && look(&buffer[(x, y)], ground) == run {
                let symbol = buffer[(x, y)].symbol();
                text.push_str(symbol);
                // The second cell of a wide character holds nothing of its own.
                x += u16::try_from(width::text(symbol)).unwrap_or(1).max(1);
            }
            draw(&mut svg, &run, &text, begin, x, y);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

fn draw(svg: &mut String, run: &Look, text: &str, begin: u16, end: u16, y: u16) {
    let left = MARGIN + f32::from(begin) * CELL.0;
    let top = MARGIN + f32::from(y) * CELL.1;
    let wide = f32::from(end - begin) * CELL.0;
    if let Some(behind) = &run.behind {
        let _ = writeln!(
            svg,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{}\" fill=\"{behind}\"/>",
            CELL.1
        );
    }
    if text.trim().is_empty() {
        return;
    }
    let mut style = String::new();
    for (modifier, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        (Modifier::CROSSED_OUT, " text-decoration=\"line-through\""),
        (Modifier::DIM, " opacity=\"0.65\""),
    ] {
        if run.modifier.contains(modifier) {
            style.push_str(attribute);
        }
    }
    let words = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let _ = writeln!(
        svg,
        "<text x=\"{left:.1}\" y=\"{:.1}\" fill=\"{}\"{style} textLength=\"{wide:.1}\" \
         lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\">{words}</text>",
        top + 13.5,
        run.letters
    );
}

/// Compares a picture with the one in the README.
fn is(name: &str, label: &str, buffer: &Buffer) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("assets/screens")
        .join(format!("{name}.svg"));
    let drawn = svg(buffer, label);
    if std::env::var_os("UPDATE_README").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, drawn).unwrap();
        return;
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == drawn,
        "{name} looks otherwise: run the test once with UPDATE_README=1"
    );
}

fn dark() -> Theme {
    Theme::built_in("dark").unwrap()
}

/// An evening on the bridge.
fn evening() -> Vec<Entry> {
    let mut entries = vec![
        rich("minister", 3),
        entry(
            "ferries",
            11,
            "Ferries doubled until Sunday",
            "The ferry company runs every ten minutes from both piers.",
        ),
        entry(
            "hurt",
            24,
            "Nine people were hurt",
            "Nine people were hurt when the ship struck the pier, the rescue service said. None of them is in danger.",
        ),
        entry(
            "withdrawn",
            41,
            "First figures withdrawn",
            "An earlier update spoke of twelve.",
        ),
    ];
    entries[0].marks.key_event = true;
    let mut first = entry(
        "first",
        96,
        "Ship strikes the northern pier",
        "The bridge is closed.",
    );
    first.marks.key_event = true;
    entries.push(entry(
        "divers",
        62,
        "Divers look at the pier",
        "Four divers of the harbour authority are looking at the northern pier. Their report is expected this evening.",
    ));
    entries.push(first);
    entries
}

/// A reader who was away for an hour and has an edit, a removal and news to see.
fn reader(width: u16, height: u16) -> Reader {
    let mut entries = evening();
    let mut reader = Reader::with(width, height, entries.clone());
    entries[2] = entry(
        "hurt",
        24,
        "Seven people were hurt",
        "Seven people were hurt when the ship struck the pier, the rescue service said. Two of them are in danger.",
    );
    entries.remove(3);
    for _ in 0..2 {
        reader.poll_window(entries.clone(), Window::Full);
    }
    reader
}

#[test]
fn the_timeline_with_the_reading_pane() {
    let mut reader = reader(120, 30);
    reader.keys("<PgDn>g");
    is(
        "timeline",
        "The timeline on the left, the selected update on the right",
        &reader.themed(&dark()),
    );
}

#[test]
fn the_same_in_the_light_theme() {
    let mut reader = reader(120, 30);
    reader.keys("<PgDn>g");
    let light = Theme::built_in("light").unwrap();
    is(
        "light",
        "The timeline in the light theme",
        &reader.themed(&light),
    );
}

#[test]
fn what_an_edit_changed() {
    let mut reader = reader(120, 20);
    reader.keys("jjd");
    is(
        "diff",
        "What an edit changed, word by word",
        &reader.themed(&dark()),
    );
}

#[test]
fn the_list_of_conditions() {
    let mut reader = reader(120, 24);
    reader.keys("F");
    is(
        "filter",
        "What the timeline can be limited to",
        &reader.themed(&dark()),
    );
}

#[test]
fn the_library_with_unread_counts() {
    let mut shelf = library::Shelf::with(120, 14, library::some());
    shelf.theme = dark();
    is(
        "library",
        "The followed live blogs with unread counts",
        &shelf.buffer(),
    );
}
