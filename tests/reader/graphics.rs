//! Pictures among the text and on the picture desk, and what the terminal is sent for them.

use base64::{Engine, engine::general_purpose::STANDARD};
use newswire::{
    app::{Effect, MouseKind, Msg, Taken},
    model::{Clean, Entry, Pixels, WebUrl},
    ui::pictures::{Graphics, PictureKey, Protocol},
};
use proptest::prelude::*;
use ratatui::style::Color;

use crate::harness::{Reader, picture, rich, story};

/// Pixels that all differ: red grows to the right, green to the bottom.
fn gradient(width: u32, height: u32) -> Pixels {
    let part = |at: u32, of: u32| u8::try_from(at * 255 / of.max(1)).unwrap();
    let rgb = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let rgb = rgb.flat_map(|(x, y)| [part(x, width), part(y, height), 40]);
    Pixels::new(width, height, rgb.collect()).unwrap()
}

fn plain(width: u32, height: u32) -> Pixels {
    let bytes = usize::try_from(width * height * 3).unwrap();
    Pixels::new(width, height, vec![90; bytes]).unwrap()
}

fn blocks() -> Graphics {
    Graphics::new(Protocol::Blocks, None)
}

/// Updates with a picture each, between two paragraphs.
fn illustrated(count: usize) -> Vec<Entry> {
    let mut entries = story(count);
    for (n, entry) in entries.iter_mut().enumerate() {
        entry.body.blocks.insert(0, picture(&format!("p{n}")));
        entry
            .body
            .blocks
            .insert(0, story(1)[0].body.blocks[0].clone());
    }
    entries
}

fn reader(width: u16, height: u16, count: usize) -> Reader {
    let mut reader = Reader::with(width, height, illustrated(count));
    reader.show_pictures();
    reader
}

#[test]
fn room_is_kept_before_a_picture_comes_and_its_words_stay() {
    let mut reader = reader(80, 30, 3);
    reader.keys("<Enter>");
    let before = reader.rows();
    assert!(before.iter().any(|row| row.contains('┌')), "{before:?}");
    assert!(
        before
            .iter()
            .any(|row| row.contains("What p0 looks like. (Reuters)"))
    );
    assert!(reader.bring_pictures(blocks(), |_| gradient(600, 400)) > 0);
    let after = reader.rows();
    let words = |rows: &[String]| -> Vec<(usize, String)> {
        let rows = rows.iter().cloned().enumerate();
        rows.filter(|(_, row)| row.chars().any(char::is_alphabetic))
            .collect()
    };
    assert_eq!(words(&before), words(&after));
    assert!(
        after
            .iter()
            .any(|row| row.contains('▄') || row.contains('▀'))
    );
}

#[test]
fn a_terminal_without_pictures_gets_their_words_only() {
    let mut reader = Reader::with(80, 24, illustrated(3));
    reader.keys("<Enter>");
    assert!(!reader.screen().contains('┌'));
    assert!(
        reader
            .screen()
            .contains("▣ picture: What p0 looks like. (Reuters)")
    );
    assert!(reader.model.scene().unwrap().pictures_near().is_empty());
    for key in ["I", "P", "i"] {
        reader.keys(key);
        assert!(reader.screen().contains("No pictures here"), "{key}");
        assert!(reader.top().is_none());
    }
}

#[test]
fn half_blocks_are_the_picture_pixel_by_pixel() {
    let mut reader = reader(44, 24, 1);
    reader.keys("v");
    let near = reader.model.scene().unwrap().pictures_near();
    let frame = near.first().unwrap().frame;
    assert!(frame.columns >= 20, "{frame:?}");
    let pixels = gradient(u32::from(frame.columns), u32::from(frame.rows) * 2);
    let expected = pixels.clone().into_rgb();
    // A block is worth four by eight pixels, of which it shows two.
    reader.bring_pictures(blocks(), |_| enlarge(&pixels, 4));
    let buffer = reader.buffer();
    let first = (0..24u16)
        .find(|y| buffer[(9, *y)].bg != Color::Reset)
        .unwrap();
    for row in 0..frame.rows {
        for column in 0..frame.columns {
            let cell = &buffer[(9 + column, first + row)];
            let (upper, lower) = match cell.symbol() {
                "▀" => (cell.fg, cell.bg),
                "▄" => (cell.bg, cell.fg),
                " " => (cell.bg, cell.bg),
                other => panic!("{other:?}"),
            };
            for (half, shown) in [(0, upper), (1, lower)] {
                let at =
                    usize::from(row * 2 + half) * usize::from(frame.columns) + usize::from(column);
                let wanted = &expected[at * 3..at * 3 + 3];
                let Color::Rgb(r, g, b) = shown else {
                    panic!("{shown:?}");
                };
                // Neighbours differ by seven or more, and smoothing takes a little of them at the edges.
                let near = [r, g, b]
                    .iter()
                    .zip(wanted)
                    .all(|(a, b)| a.abs_diff(*b) < 4);
                assert!(near, "{column}, {row}, {half}: {shown:?}, {wanted:?}");
            }
        }
    }
}

/// Makes each pixel a square of them.
fn enlarge(pixels: &Pixels, times: u32) -> Pixels {
    let (width, rgb) = (pixels.width(), pixels.clone().into_rgb());
    let at = |x: u32, y: u32| {
        let first = usize::try_from((y / times * width + x / times) * 3).unwrap();
        [rgb[first], rgb[first + 1], rgb[first + 2]]
    };
    let (across, down) = (width * times, pixels.height() * times);
    let all = (0..down).flat_map(|y| (0..across).map(move |x| (x, y)));
    Pixels::new(across, down, all.flat_map(|(x, y)| at(x, y)).collect()).unwrap()
}

/// Returns the symbols of all cells, and the picture that was sent, which is 120 by 80 pixels.
fn sent(protocol: Protocol) -> (String, Vec<u8>) {
    let mut reader = reader(80, 24, 1);
    reader.keys("<Enter>");
    let picture = gradient(120, 80);
    let graphics = Graphics::new(protocol, Some((8, 16)));
    assert_eq!(reader.bring_pictures(graphics, |_| picture.clone()), 1);
    let buffer = reader.buffer();
    let symbols = buffer.content().iter().map(ratatui::buffer::Cell::symbol);
    (symbols.collect(), picture.into_rgb())
}

fn rgb_of(rgba: &[u8]) -> Vec<u8> {
    rgba.chunks(4)
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
        .collect()
}

/// Takes the rows of a picture that is wider than another, which it begins with.
fn cropped(rgb: &[u8], from: usize, to: usize, rows: usize) -> Vec<u8> {
    let rows = rgb.chunks(from * 3).take(rows);
    rows.flat_map(|row| row[..to * 3].to_vec()).collect()
}

#[test]
fn kitty_is_sent_the_pixels() {
    let (symbols, picture) = sent(Protocol::Kitty);
    let chunks = symbols.split("\x1b_G").skip(1);
    let mut rgba = Vec::new();
    let mut size = (0, 0);
    for chunk in chunks {
        let (command, _) = chunk.split_once("\x1b\\").unwrap();
        let (keys, data) = command.split_once(';').unwrap();
        for key in keys.split(',') {
            match key.split_once('=').unwrap() {
                ("s", width) => size.0 = width.parse().unwrap(),
                ("v", height) => size.1 = height.parse().unwrap(),
                ("f", format) => assert_eq!(format, "32"),
                _ => {}
            }
        }
        rgba.extend(STANDARD.decode(data).unwrap());
    }
    assert_eq!(rgba.len(), size.0 * size.1 * 4);
    assert_eq!(cropped(&rgb_of(&rgba), size.0, 120, 80), picture);
    assert!(symbols.contains('\u{10EEEE}'), "no placeholders");
}

#[test]
fn iterm2_is_sent_files_of_the_pixels() {
    let (symbols, picture) = sent(Protocol::Iterm2);
    let mut rgb = Vec::new();
    for part in symbols.split("\x1b]1337;File=").skip(1) {
        let (_, data) = part.split_once(':').unwrap();
        let (data, _) = data.split_once('\x07').unwrap();
        let file = STANDARD.decode(data).unwrap();
        let decoded = image::load_from_memory(&file).unwrap().into_rgb8();
        let width = usize::try_from(decoded.width()).unwrap();
        let height = usize::try_from(decoded.height()).unwrap();
        rgb.extend(cropped(decoded.as_raw(), width, 120, height));
    }
    assert_eq!(rgb, picture);
}

#[test]
fn sixel_is_sent_the_pixels_in_fewer_colours() {
    let (symbols, picture) = sent(Protocol::Sixel);
    let begin = symbols.find("\x1bP").unwrap();
    let end = symbols[begin..].find("\x1b\\").unwrap() + begin + 2;
    let decoded = icy_sixel::SixelImage::decode(&symbols.as_bytes()[begin..end]).unwrap();
    let (width, height) = decoded.dimensions();
    // What is left under the last whole band of six rows is not sent.
    assert!(width >= 120 && height >= 78, "{width} × {height}");
    let rgb = cropped(&rgb_of(&decoded.pixels), width, 120, 80);
    let apart = rgb
        .iter()
        .zip(&picture)
        .map(|(a, b)| u64::from(a.abs_diff(*b)));
    let mean = apart.sum::<u64>() / u64::try_from(picture.len()).unwrap();
    assert!(mean < 12, "{mean}");
}

#[test]
fn the_first_visible_text_stays_while_twenty_pictures_of_unknown_size_arrive() {
    let mut reader = reader(100, 40, 20);
    reader.keys("v<PgDn><PgDn>");
    let sizes = [(30, 900), (1600, 200), (640, 400), (8, 8), (400, 401)];
    let mut arrived = 0;
    // Each page asks for those that are on it.
    for _ in 0..12 {
        let words = |reader: &Reader| -> Vec<String> {
            let rows = reader.text().into_iter();
            rows.map(|row| row.chars().filter(|c| c.is_alphanumeric()).collect())
                .collect()
        };
        let before = words(&reader);
        arrived += reader.bring_pictures(blocks(), |url| {
            let (width, height) = sizes[url.len() * 7 % sizes.len()];
            plain(width, height)
        });
        assert_eq!(words(&reader), before);
        reader.keys("<PgDn>");
    }
    assert!(arrived >= 15, "{arrived}");
}

#[test]
fn every_key_is_answered_by_the_next_draw_while_pictures_come_and_a_page_is_on_its_way() {
    let mut entries = illustrated(12);
    entries[0]
        .body
        .blocks
        .insert(0, rich("", 0).body.blocks.remove(0));
    let mut reader = Reader::with(200, 60, entries);
    reader.show_pictures();
    reader.keys("1<Enter><Esc>1<Enter>");
    let waits = |reader: &Reader| reader.rows().pop().unwrap().contains("fetching");
    assert!(waits(&reader), "{}", reader.screen());
    let (mut arrived, mut selected) = (0, 0);
    while selected < 11 {
        reader.keys("j");
        selected += 1;
        assert_eq!(reader.selected(), format!("u{selected}"));
        let row = reader.rows().into_iter().find(|row| row.starts_with('▌'));
        let headline = format!("Update number {selected}");
        assert!(row.unwrap().contains(&headline), "{}", reader.screen());
        assert!(waits(&reader), "{}", reader.screen());
        arrived += reader.bring_pictures(blocks(), |_| plain(300, 200));
    }
    assert!(arrived >= 10, "{arrived}");
}

#[test]
fn what_cannot_be_shown_says_so_in_its_room() {
    let mut reader = reader(80, 30, 1);
    reader.keys("<Enter>");
    let before = reader.rows();
    let near = reader.model.scene().unwrap().pictures_near();
    let key = PictureKey::of(near[0].image, near[0].frame).unwrap();
    let why = Clean::line("This picture is not shown: the file is damaged.");
    reader.gallery.take(key, Err(why));
    let after = reader.rows();
    assert_eq!(before.len(), after.len());
    assert!(reader.screen().contains("the file is damaged"));
    assert!(reader.screen().contains("What p0 looks like."));
    reader.gallery.forget_failures();
    assert_eq!(reader.rows(), before);
}

#[test]
fn a_picture_that_does_not_come_folds_to_its_words() {
    let mut reader = reader(80, 30, 3);
    reader.keys("<Enter>");
    let before = reader.rows();
    let near = reader.model.scene().unwrap().pictures_near();
    let url = near[0].image.url().unwrap().clone();
    let why = Clean::line("This picture is not shown: the file is damaged.");
    reader.send(Msg::NoPicture(url, why));
    let after = reader.rows();
    assert_eq!(after[..9], before[..9], "what stands above it stays");
    assert!(after[9].contains("▣ picture"), "{}", after[9]);
    assert!(
        reader
            .screen()
            .contains("▣ picture: What p0 looks like. (Reuters)")
    );
    assert!(!reader.screen().contains('┌'), "{}", reader.screen());
    // The next one is asked for all the same, and all are after a refresh.
    reader.keys(">");
    assert!(reader.screen().contains('┌'));
    reader.keys("r<lt>");
    assert!(reader.screen().contains('┌'));
}

#[test]
fn pictures_are_switched_off_and_on_and_what_is_read_stays() {
    let mut reader = reader(80, 24, 12);
    reader.keys("vjjjj");
    let top = |reader: &Reader| {
        let selected = reader.selected();
        let rows = reader.model.reader().unwrap().blog().window.rows();
        rows.iter().position(|row| row.id.as_str() == selected)
    };
    let (before, place) = (reader.rows(), top(&reader));
    reader.keys("I");
    assert!(reader.screen().contains("Pictures are off."));
    assert!(!reader.screen().contains('┌'));
    assert!(reader.model.scene().unwrap().pictures_near().is_empty());
    assert_eq!(top(&reader), place);
    reader.keys("I");
    assert_eq!(reader.rows()[..22], before[..22]);
}

#[test]
fn the_picture_desk_walks_through_all_pictures_and_leads_to_their_updates() {
    let mut reader = reader(80, 24, 9);
    reader.keys("P");
    assert!(
        reader.screen().contains("picture 1 of 9"),
        "{}",
        reader.screen()
    );
    assert!(reader.screen().contains("What p0 looks"));
    reader.keys("<Right><Down>");
    assert!(
        reader.screen().contains("picture 5 of 9"),
        "{}",
        reader.screen()
    );
    reader.keys("G");
    assert!(reader.screen().contains("picture 9 of 9"));
    assert!(reader.screen().contains("What p8 looks"));
    reader.keys("<Left><Enter>");
    let screen = reader.screen();
    assert!(screen.contains("What p7 looks like. (Reuters)"), "{screen}");
    assert!(screen.contains("Update number 7"), "{screen}");
    reader.keys("e");
    let opened = reader.takes();
    let file = WebUrl::parse("https://img.example/p7.jpg").unwrap();
    assert!(opened.contains(&Effect::Open(file.clone())), "{opened:?}");
    reader.keys("y");
    assert!(reader.takes().contains(&Effect::Copy(Taken::Address(file))));
    reader.keys("<Enter>");
    assert_eq!(reader.selected(), "u7");
    assert!(reader.top().is_none());
}

#[test]
fn one_picture_takes_the_screen_and_escape_gives_it_back() {
    let mut reader = reader(80, 24, 4);
    reader.keys("ji");
    assert!(
        reader.screen().contains("picture 2 of 4"),
        "{}",
        reader.screen()
    );
    let near = reader.model.scene().unwrap().pictures_near();
    assert_eq!(near.len(), 3, "the neighbours are asked for as well");
    reader.bring_pictures(blocks(), |_| gradient(640, 400));
    let buffer = reader.buffer();
    let coloured = (0..80).filter(|x| matches!(buffer[(*x, 10)].bg, Color::Rgb(..)));
    let columns: Vec<u16> = coloured.collect();
    let (left, right) = (columns[0], 79 - columns[columns.len() - 1]);
    assert!(
        left.abs_diff(right) <= 1 && columns.len() > 40,
        "{left} {right}"
    );
    reader.keys("P");
    assert!(reader.screen().contains("What p3 looks"), "all of them");
    reader.keys("<Enter><Esc>");
    assert!(reader.top().is_some(), "back to all of them");
    reader.keys("<Esc>");
    assert!(reader.top().is_none());
    assert_eq!(reader.selected(), "u1");
}

#[test]
fn a_click_on_a_picture_looks_at_it() {
    let mut entries = illustrated(2);
    entries[0].body.blocks.push(picture("second"));
    let mut reader = Reader::with(120, 60, entries);
    reader.show_pictures();
    let second = |row: &String| row.contains("What second looks");
    let below = reader.rows().iter().position(second).unwrap();
    reader.mouse(70, u16::try_from(below).unwrap() - 3, MouseKind::Click);
    assert!(
        reader.screen().contains("picture 2 of 3"),
        "{}",
        reader.screen()
    );
    assert!(reader.screen().contains("What second looks like."));
}

#[test]
fn the_mouse_picks_pictures_of_the_desk() {
    let mut reader = reader(80, 24, 9);
    reader.keys("P");
    reader.mouse(30, 5, MouseKind::Click);
    assert!(reader.screen().contains("picture 2 of 9"));
    reader.mouse(30, 5, MouseKind::WheelDown);
    assert!(reader.screen().contains("picture 5 of 9"));
    reader.mouse(30, 5, MouseKind::WheelUp);
    reader.mouse(30, 5, MouseKind::Click);
    assert!(reader.screen().contains("What p1 looks like. (Reuters)"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_size_and_no_picture_breaks_the_screen(
        (width, height) in (20u16..140, 5u16..50),
        (across, down) in (1u32..900, 1u32..900),
        keys in prop::sample::select(vec!["", "v", "<Enter>", "P", "i", "P<Enter>", "vv<PgDn>", "<Enter>jjj"]),
        protocol in prop::sample::select(vec![Protocol::Blocks, Protocol::Kitty]),
    ) {
        let mut reader = reader(width, height, 6);
        reader.keys(keys);
        let graphics = Graphics::new(protocol, Some((9, 19))).in_256_colours();
        reader.bring_pictures(graphics, |_| plain(across, down));
        let buffer = reader.buffer();
        prop_assert_eq!(buffer.area.width, width);
        reader.keys("jj<PgDn>");
        reader.bring_pictures(graphics, |_| plain(across, down));
        reader.resize(height.max(20), width.min(60));
        reader.bring_pictures(graphics, |_| plain(across, down));
        let _ = reader.buffer();
    }
}
