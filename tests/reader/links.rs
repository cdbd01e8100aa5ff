//! Reaching a link: picked by one key, opened by the next, its host named in between.

use std::collections::HashMap;

use newswire::{
    app::{Effect, MouseKind, Msg, Taken, screen::Screen},
    layout::Focus,
    model::{Block, Body, Clean, Inline, WebUrl},
    ui::{self, Theme},
};
use ratatui::{buffer::Buffer, layout::Rect};

use super::harness::{Reader, entry, picture, rich, story};

fn browsed(reader: &mut Reader) -> Option<String> {
    reader.takes().into_iter().find_map(|effect| match effect {
        Effect::Open(url) => Some(url.to_string()),
        _ => None,
    })
}

fn read(reader: &mut Reader) -> Option<String> {
    reader.takes().into_iter().find_map(|effect| match effect {
        Effect::ReadLink(link) => Some(link.url.to_string()),
        _ => None,
    })
}

fn footer(reader: &Reader) -> String {
    reader.rows().pop().unwrap()
}

#[test]
fn a_number_picks_a_link_and_the_footer_names_its_host_before_anything_opens() {
    let mut reader = Reader::with(80, 24, vec![rich("a", 1)]);
    reader.takes();
    reader.keys("2");
    assert!(reader.takes().is_empty(), "picking opens nothing");
    assert!(footer(&reader).contains("[2] ferries.example/times"));
    reader.keys("e");
    assert_eq!(
        browsed(&mut reader).as_deref(),
        Some("https://ferries.example/times")
    );
    reader.keys("1<Enter>");
    assert!(read(&mut reader).is_some_and(|url| url.contains("transport.example")));
}

#[test]
fn a_number_that_no_link_has_says_which_there_are() {
    let mut reader = Reader::with(80, 24, vec![rich("a", 1)]);
    reader.takes();
    reader.keys("7");
    assert!(reader.takes().is_empty());
    assert!(footer(&reader).contains("links 1 to 2"));
}

#[test]
fn long_link_lists_wait_for_the_second_digit_and_name_what_is_typed() {
    let mut many = rich("a", 1);
    let paragraph = many.body.blocks[0].clone();
    many.body.blocks = vec![paragraph; 10];
    let mut reader = Reader::with(80, 24, vec![many]);
    reader.takes();
    reader.keys("1");
    let overlay = reader.top();
    assert!(matches!(overlay, Some(Screen::Link(number)) if number.typed() == "1"));
    assert!(footer(&reader).contains("[1] transport.example"));
    reader.keys("2");
    assert_eq!(reader.model.reader().unwrap().blog().cursor(), Some(12));
    reader.keys("1<Enter>");
    assert!(read(&mut reader).is_some_and(|url| url.contains("transport.example")));
    reader.keys("<Esc>1<Esc>");
    assert!(reader.top().is_none());
    reader.keys("3");
    assert_eq!(
        reader.model.reader().unwrap().blog().cursor(),
        Some(3),
        "no number begins so"
    );
}

#[test]
fn a_number_before_a_step_says_how_many() {
    let mut entries = story(40);
    entries.push(rich("a", 1));
    let mut reader = Reader::with(80, 24, entries);
    // With links as without: what is meant shows in the key behind the number.
    reader.keys("g");
    let walk = |keys: &str, reader: &mut Reader| {
        reader.keys(keys);
        reader.selected()
    };
    let one_by_one = walk("jjjjjjjjjjjj", &mut reader);
    assert_eq!(walk("g12j", &mut reader), one_by_one);
    assert!(reader.top().is_none());
    let one_by_one = walk("kkk", &mut reader);
    assert_eq!(walk("3j3k", &mut reader), one_by_one);
    let one_by_one = walk("g<PgDn><PgDn>", &mut reader);
    assert_eq!(walk("g2<PgDn>", &mut reader), one_by_one);
    assert_eq!(walk("G999k", &mut reader), walk("g", &mut reader));
    // In a find its keys are meant.
    let one_by_one = walk("/number<Enter>nnn", &mut reader);
    assert_eq!(walk("<Esc>g/number<Enter>3n", &mut reader), one_by_one);
    let mut reader = Reader::with(80, 24, vec![rich("a", 1)]);
    reader.keys("<Enter>2j");
    let blog = reader.model.reader().unwrap().blog();
    assert_eq!(blog.cursor(), None, "no link was meant");
    reader.keys("2<Esc>");
    let blog = reader.model.reader().unwrap().blog();
    assert_eq!(blog.cursor(), None, "Esc picks none");
}

#[test]
fn a_number_that_no_link_has_says_so_at_once_and_still_counts_steps() {
    let mut reader = Reader::with(80, 24, vec![rich("a", 1), entry("b", 2, "", "b")]);
    reader.keys("14");
    assert!(footer(&reader).contains("There are links 1 to 2 here."));
    reader.keys("j");
    assert_eq!(reader.selected(), "b");
    assert!(!footer(&reader).contains("links"), "{}", footer(&reader));
    reader.keys("M");
    assert!(!reader.screen().contains("There are links"));
    reader.keys("<Esc>k14e");
    assert!(footer(&reader).contains("Pick a link first"));
    assert!(
        reader
            .takes()
            .iter()
            .all(|effect| !matches!(effect, Effect::Open(_)))
    );
    reader.keys("12<Backspace>");
    assert_eq!(reader.model.reader().unwrap().blog().cursor(), Some(1));
}

#[test]
fn the_footer_names_links_only_where_there_are_some() {
    for (entry, some) in [(rich("a", 1), true), (entry("b", 1, "", "No link."), false)] {
        let mut reader = Reader::with(120, 24, vec![entry]);
        assert_eq!(footer(&reader).contains("f links"), some);
        reader.keys("<Enter>");
        assert_eq!(footer(&reader).contains("f links"), some);
    }
}

#[test]
fn keys_that_open_a_link_are_named_only_where_a_number_is_one() {
    let with = |entry| Reader::with(120, 24, vec![entry]);
    for (mut reader, keys, opens) in [
        (with(rich("a", 1)), "2", true),
        (with(rich("a", 1)), "9", false),
        (with(entry("b", 2, "", "No link.")), "3", false),
        (with(entry("b", 2, "", "No link.")), "W3", false),
    ] {
        reader.keys(keys);
        let footer = footer(&reader);
        assert!(footer.contains("Esc cancel"), "{keys}: {footer}");
        assert_eq!(
            footer.contains("e browser  Enter read"),
            opens,
            "{keys}: {footer}"
        );
    }
}

#[test]
fn a_key_that_means_nothing_over_the_panes_says_so() {
    let mut pictures = entry("p", 1, "", "p");
    pictures.body.blocks = ["a", "b"].map(picture).to_vec();
    for keys in ["PI", "iI", "i<Tab>", "W<Tab>"] {
        let mut reader = Reader::with(80, 24, vec![pictures.clone()]);
        reader.show_pictures();
        reader.keys(keys);
        let words = "That key does nothing here; ? shows the keys.";
        assert!(
            reader.screen().contains(words),
            "{keys}\n{}",
            reader.screen()
        );
    }
}

#[test]
fn lists_that_have_no_links_count_steps_too() {
    let top = |reader: &Reader| match reader.top() {
        Some(Screen::Help(sheet)) => sheet.top(),
        Some(Screen::Pictures(desk)) => desk.at(),
        _ => usize::MAX,
    };
    let mut reader = Reader::with(80, 24, vec![rich("a", 1)]);
    reader.keys("?12");
    assert!(footer(&reader).contains("12▏"), "{}", footer(&reader));
    reader.keys("j");
    assert_eq!(top(&reader), 12);
    let mut pictures = entry("p", 1, "", "p");
    pictures.body.blocks = ["a", "b", "c", "d", "e"].map(picture).to_vec();
    let mut reader = Reader::with(80, 24, vec![pictures]);
    reader.show_pictures();
    reader.keys("P3l");
    assert_eq!(top(&reader), 3);
}

#[test]
fn letters_stand_beside_the_links_and_pick_them() {
    let mut reader = Reader::with(160, 24, vec![rich("a", 1)]);
    assert!(reader.screen().contains("[2] ferries.example"));
    reader.keys("f");
    let screen = reader.screen();
    assert!(screen.contains(" s  ferries.example"), "{screen}");
    reader.keys("s");
    assert_eq!(reader.model.reader().unwrap().blog().cursor(), Some(2));
    assert!(reader.screen().contains("[2] ferries.example"));
    reader.keys("fz");
    assert!(footer(&reader).contains("No link has these letters"));
    reader.keys("f<Esc>");
    assert!(reader.top().is_none());
}

#[test]
fn many_links_have_two_letters_each() {
    let mut many = rich("a", 1);
    let paragraph = many.body.blocks[0].clone();
    many.body.blocks = vec![paragraph; 20];
    let mut reader = Reader::with(160, 24, vec![many]);
    reader.keys("fs");
    assert!(matches!(reader.top(), Some(Screen::Hints(_))));
    reader.keys("d");
    assert_eq!(reader.model.reader().unwrap().blog().cursor(), Some(29));
}

#[test]
fn tab_goes_from_link_to_link_and_back_to_the_timeline() {
    let mut reader = Reader::with(80, 24, vec![rich("a", 1)]);
    let mut seen = Vec::new();
    for _ in 0..4 {
        reader.keys("<Tab>");
        seen.push((
            reader.model.reader().unwrap().focus(),
            reader.model.reader().unwrap().blog().cursor(),
        ));
    }
    let reading = |cursor| (Focus::Reading, cursor);
    assert_eq!(
        seen,
        [
            reading(None),
            reading(Some(1)),
            reading(Some(2)),
            (Focus::Timeline, None)
        ]
    );
    reader.keys("<Shift-Tab>");
    assert_eq!(reader.model.reader().unwrap().blog().cursor(), Some(2));
    reader.keys("<Shift-Tab><Shift-Tab>");
    assert_eq!(reader.model.reader().unwrap().focus(), Focus::Timeline);
}

#[test]
fn a_picked_link_out_of_sight_is_brought_in_sight() {
    let mut long = entry("a", 1, "Long", &"word ".repeat(2_000));
    let link = rich("b", 1).body.blocks[0].clone();
    long.body.blocks.push(link);
    let mut reader = Reader::with(80, 24, vec![long]);
    reader.keys("<Enter>2");
    assert!(reader.screen().contains("[2]"), "{}", reader.screen());
}

#[test]
fn a_click_picks_a_link_and_another_reads_it() {
    let mut reader = Reader::with(160, 24, vec![rich("a", 1)]);
    let rows = reader.rows();
    let y = rows
        .iter()
        .position(|row| row.contains("[2] ferries.example"))
        .unwrap();
    let x = rows[y].chars().position(|c| c == '[').unwrap();
    reader.takes();
    let (x, y) = (u16::try_from(x + 6).unwrap(), u16::try_from(y).unwrap());
    reader.mouse(x, y, MouseKind::Click);
    assert!(reader.takes().is_empty());
    assert_eq!(reader.model.reader().unwrap().blog().cursor(), Some(2));
    reader.mouse(x, y, MouseKind::Click);
    assert_eq!(
        read(&mut reader).as_deref(),
        Some("https://ferries.example/times")
    );
}

#[test]
fn a_number_stands_at_its_words_whatever_space_was_linked_along() {
    for linked in ["the statement ", "the statement\u{a0} ", " the statement"] {
        let mut entry = rich("u0", 0);
        let link = Inline {
            link: WebUrl::parse("https://transport.example/statement").ok(),
            ..Inline::plain(linked)
        };
        let runs = vec![Inline::plain("Read "), link, Inline::plain(" now.")];
        entry.body = Body {
            blocks: vec![Block::Paragraph(runs)],
        };
        let reader = Reader::with(80, 24, vec![entry]);
        let screen = reader.screen().replace('\u{a0}', " ");
        assert!(
            screen.contains("the statement [1] "),
            "{linked:?}: {screen}"
        );
    }
}

#[test]
fn a_link_whose_words_name_another_host_is_marked() {
    let mut trap = entry("a", 1, "Trap", "Log in at ");
    trap.body.blocks.push(Block::Paragraph(vec![Inline {
        text: Clean::inline("bank.example"),
        emphasis: newswire::model::Emphasis::default(),
        link: Some(WebUrl::parse("https://b\u{430}nk.example/login").unwrap()),
    }]));
    let mut reader = Reader::with(160, 24, vec![trap]);
    assert!(reader.screen().contains("[1!]"), "{}", reader.screen());
    reader.keys("1");
    let footer = footer(&reader);
    assert!(
        footer.contains("[1!] xn--") && footer.contains("and not bank.example"),
        "{footer}"
    );
}

#[test]
fn a_terminal_that_opens_links_gets_each_cell_of_them_whole() {
    let reader = Reader::with(160, 24, vec![rich("a", 1)]);
    let size = reader.size;
    let draw = |theme: Theme| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, size.width, size.height));
        ui::view(&reader.model, &theme, &ui::Gallery::default(), &mut buffer);
        buffer
    };
    let (plain, linked) = (
        draw(Theme::terminal()),
        draw(Theme::terminal().with_hyperlinks(true)),
    );
    let mut enclosed: HashMap<String, (&str, usize)> = HashMap::new();
    for (before, after) in plain.content.iter().zip(&linked.content) {
        if before.symbol() == after.symbol() {
            continue;
        }
        let inner = after
            .symbol()
            .strip_prefix("\x1b]8;id=nw")
            .and_then(|rest| rest.strip_suffix("\x1b]8;;\x1b\\"))
            .and_then(|rest| rest.split_once("\x1b\\"));
        let (address, symbol) = inner.unwrap();
        let (id, address) = address.split_once(';').unwrap();
        assert!(address.starts_with("https://") && symbol == before.symbol());
        let links = enclosed.entry(id.to_owned()).or_insert((address, 0));
        assert_eq!(links.0, address, "one id, one address");
        links.1 += 1;
    }
    // Two links in either pane, those of the reading pane with their addresses under the text.
    assert_eq!(enclosed.len(), 4, "{enclosed:?}");
    assert!(
        enclosed.values().all(|(_, cells)| *cells > 10),
        "{enclosed:?}"
    );
}

#[test]
fn what_is_copied_is_the_nearest_address_and_the_update_as_it_is_shown() {
    let mut update = rich("a", 1);
    update.permalink = Some(WebUrl::parse("https://post.example/live/bridge#a").unwrap());
    let mut reader = Reader::with(80, 24, vec![update]);
    reader.takes();
    let mut copied = |keys: &str| {
        reader.keys(keys);
        reader.takes().into_iter().find_map(|effect| match effect {
            Effect::Copy(Taken::Address(url)) => Some(url.to_string()),
            Effect::Copy(Taken::Update(item)) => Some(item.entry.id.to_string()),
            _ => None,
        })
    };
    assert_eq!(
        copied("y").as_deref(),
        Some("https://post.example/live/bridge#a")
    );
    assert_eq!(
        copied("2y").as_deref(),
        Some("https://ferries.example/times")
    );
    assert_eq!(copied("Y").as_deref(), Some("a"));
}

#[test]
fn a_program_answers_in_the_pane_and_an_answer_to_something_else_is_dropped() {
    let mut reader = Reader::with(80, 24, vec![rich("a", 1)]);
    reader.takes();
    reader.keys("p");
    let takes = reader.takes();
    let [Effect::Pipe(number, item)] = &takes[..] else {
        panic!("{takes:?}")
    };
    assert_eq!(item.entry.id.as_str(), "a");
    let answer = |text: &str| Ok(Clean::preformatted(text));
    let name = || Clean::line("wc");
    reader.send(Msg::Piped(number + 1, name(), answer("not mine")));
    assert!(!reader.screen().contains("not mine"));
    reader.send(Msg::Piped(*number, name(), answer("two\nlines")));
    assert_eq!(reader.model.reader().unwrap().focus(), Focus::Reading);
    let screen = reader.screen();
    assert!(
        screen.contains(" wc\n") && screen.contains(" two\n lines"),
        "{screen}"
    );
    reader.keys("p");
    let takes = reader.takes();
    let [Effect::Pipe(number, _)] = &takes[..] else {
        panic!("{takes:?}")
    };
    reader.send(Msg::Piped(
        *number,
        name(),
        Err(Clean::line("wc failed: no.")),
    ));
    assert!(footer(&reader).contains("wc failed: no."));
}

#[test]
fn an_answer_of_a_program_is_seen_by_whoever_went_on() {
    let mut reader = Reader::with(80, 24, vec![rich("a", 1), rich("b", 2)]);
    reader.takes();
    reader.keys("p");
    let takes = reader.takes();
    let [Effect::Pipe(number, _)] = &takes[..] else {
        panic!("{takes:?}")
    };
    reader.keys("j");
    let answer = Ok(Clean::preformatted("forty-two words"));
    reader.send(Msg::Piped(*number, Clean::line("wc"), answer));
    assert!(
        reader.screen().contains("forty-two words"),
        "{}",
        reader.screen()
    );
}
