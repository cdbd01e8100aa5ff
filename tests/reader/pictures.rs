//! The pictures of the papers: what the program draws, as SVG. `UPDATE_PAPERS=1` draws them anew.

use std::{fmt::Write, fs, path::Path};

use newswire::{
    app::{Effect, Msg},
    layout::width,
    model::{Article, Block, Body, Clean, Entry, Image, Inline, Linked, WebUrl, Window},
    ui::{
        Theme,
        pictures::{Graphics, Protocol},
    },
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
        draw_halves(&mut svg, buffer, y);
        let mut x = 0;
        while x < buffer.area.width {
            if halves(&buffer[(x, y)]).is_some() {
                x += 1;
                continue;
            }
            let begin = x;
            let run = look(&buffer[(x, y)], ground);
            let mut text = String::new();
            while x < buffer.area.width
                && halves(&buffer[(x, y)]).is_none()
                && look(&buffer[(x, y)], ground) == run
            {
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

/// Returns the colours of the upper and the lower half of a cell that is a part of a picture.
fn halves(cell: &Cell) -> Option<[Color; 2]> {
    match cell.symbol() {
        "▀" => Some([cell.fg, cell.bg]),
        "▄" => Some([cell.bg, cell.fg]),
        _ => None,
    }
}

/// Draws the half-blocks of a row, those of one colour together.
fn draw_halves(svg: &mut String, buffer: &Buffer, y: u16) {
    for half in 0..2 {
        let colour = |x: u16| halves(&buffer[(x, y)]).map(|halves| halves[half]);
        let mut x = 0;
        while x < buffer.area.width {
            let (begin, first) = (x, colour(x));
            while x < buffer.area.width && colour(x) == first {
                x += 1;
            }
            let Some(Color::Rgb(r, g, b)) = first else {
                continue;
            };
            let top = MARGIN + f32::from(y) * CELL.1 + if half == 0 { 0.0 } else { CELL.1 / 2.0 };
            let _ = writeln!(
                svg,
                "<rect x=\"{:.1}\" y=\"{top}\" width=\"{:.1}\" height=\"{}\" fill=\"#{r:02x}{g:02x}{b:02x}\" \
                 shape-rendering=\"crispEdges\"/>",
                MARGIN + f32::from(begin) * CELL.0,
                // A little more than its width: what comes next covers it, and no seam shows.
                f32::from(x - begin) * CELL.0 + 0.6,
                CELL.1 / 2.0
            );
        }
    }
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

/// Compares a picture with the one in the papers.
fn is(name: &str, label: &str, buffer: &Buffer) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("assets/screens")
        .join(format!("{name}.svg"));
    let drawn = svg(buffer, label);
    if std::env::var_os("UPDATE_PAPERS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, drawn).unwrap();
        return;
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == drawn,
        "{name} looks otherwise: run the test once with UPDATE_PAPERS=1"
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

/// Puts a picture of the demo under the text of an update.
fn illustrate(entry: &mut Entry, name: &str, caption: &str) {
    let url = WebUrl::parse(&format!("https://post.example/img/{name}.png")).unwrap();
    entry.body.blocks.push(Block::Image(Image {
        candidates: vec![(url, 640)],
        caption: Clean::line(caption),
        credit: Clean::line("Illustration: The Example Post"),
        ..Image::default()
    }));
}

fn bring_illustrations(reader: &mut Reader) {
    let load = |url: &str| {
        let name = url.rsplit('/').next().unwrap();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/img");
        let bytes = fs::read(folder.join(name)).unwrap();
        newswire::source::read_picture(&bytes, 640, 640).unwrap()
    };
    reader.bring_pictures(Graphics::new(Protocol::Blocks, None), load);
}

fn illustrated(width: u16, height: u16) -> Reader {
    let mut entries = evening();
    let pictures = [
        ("bridge", "The harbour bridge on a better day."),
        ("ferry", "A ferry gives way to nobody."),
        (
            "rescue",
            "The fire brigade fetches the bridge keeper’s cat.",
        ),
        ("pier", "The ship against the north pier."),
        ("map", "The bridge, the ship and the ferries."),
        ("cat", "The cat on its ledge, seen from the quay."),
    ];
    for (entry, (name, caption)) in entries.iter_mut().zip(pictures) {
        illustrate(entry, name, caption);
    }
    let mut reader = Reader::with(width, height, entries);
    reader.show_pictures();
    reader
}

#[test]
fn a_picture_in_half_blocks() {
    let mut reader = illustrated(120, 36);
    reader.keys("jv");
    bring_illustrations(&mut reader);
    is(
        "picture",
        "Pictures in half-blocks, in the timeline and in the reading pane",
        &reader.themed(&dark()),
    );
}

#[test]
fn the_picture_desk() {
    let mut reader = illustrated(120, 30);
    reader.keys("P<Right>");
    bring_illustrations(&mut reader);
    is(
        "pictures",
        "The picture desk: all pictures of the live blog",
        &reader.themed(&dark()),
    );
}

#[test]
fn a_linked_article() {
    let mut reader = reader(120, 30);
    reader.keys("<PgDn>g1<Enter>");
    let asked = reader.takes().into_iter().find_map(|effect| match effect {
        Effect::ReadLink(link) => Some(link),
        _ => None,
    });
    let at = "2025-08-07T11:20:00Z".parse().unwrap();
    let text = "The transport minister will speak at eleven, in the old customs house, and answer questions.\n\n\
                Until then her office asks everybody to stay off the quays. Ferries run every ten minutes from both \
                piers, and tickets for the bridge are taken on board.\n\n\
                What was said of a second ship is not true: there was one, and it is moored.";
    let mut body = Body::from_plain(text);
    let link = Inline {
        link: WebUrl::parse("https://ferries.example/times").ok(),
        ..Inline::plain("the timetable of the ferries")
    };
    let more = vec![Inline::plain("See also "), link, Inline::plain(".")];
    body.blocks.push(Block::Paragraph(more));
    let article = Article {
        address: WebUrl::parse("https://transport.example/statement").unwrap(),
        title: Clean::line("Statement on the closure of the harbour bridge"),
        site: Clean::line("Ministry of Transport"),
        byline: Clean::line("Press office"),
        published: Some(at),
        body,
        fetched_at: at,
    };
    let number = asked.unwrap().number;
    reader.send(Msg::LinkRead(
        number,
        Ok(Linked::Article(Box::new(article))),
    ));
    is(
        "article",
        "What a link leads to, read beside the timeline",
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
