//! The program on a real (pseudo) terminal: it always gives it back.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod alerts;
mod links;
mod pictures;
mod portal;
mod replay;
mod session;
mod several;
mod site;

use std::sync::Arc;

use session::Session;

#[test]
fn quitting_gives_the_terminal_back() {
    let mut session = Session::start(&["demo"], &[]);
    session.wait_for_text("LIVE");
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
    session.assert_restored();
}

#[test]
fn a_burst_of_keys_is_read_to_its_end() {
    let mut session = Session::start(&["demo"], &[]);
    session.wait_for_text("LIVE");
    // The terminal library leaves what is longer than a kibibyte until something new comes.
    session.write(&[&[b'j'; 3_000][..], b"q"].concat());
    assert_eq!(session.wait_for_end(), 0);
    session.assert_restored();
}

#[test]
fn where_no_key_is_heard_ctrl_c_is_a_signal_and_nothing_else() {
    use rustix::termios::{LocalModes, tcgetattr};
    let mut session = Session::start(&["demo"], &[]);
    session.wait_for_text("LIVE");
    session.write(b"\x1b[200~a paste that never ends");
    let name = session.master.tty_name().unwrap();
    session.wait_for("signals of the terminal", |session| {
        // What comes right after something that was heard counts as heard with it.
        session.write(b"x");
        let terminal = std::fs::File::open(&name).unwrap();
        let modes = tcgetattr(&terminal).unwrap().local_modes;
        modes.contains(LocalModes::ISIG)
    });
    session.write(b"\x1c\x1a\x03");
    assert_eq!(session.wait_for_end(), 130);
    session.assert_restored();
}

#[test]
fn signals_end_the_program_with_their_number_and_a_whole_terminal() {
    use rustix::process::Signal;
    for (signal, number) in [
        (Signal::TERM, 15),
        (Signal::INT, 2),
        (Signal::HUP, 1),
        (Signal::QUIT, 3),
    ] {
        let mut session = Session::start(&["demo"], &[]);
        session.wait_for_text("LIVE");
        session.signal(signal);
        assert_eq!(session.wait_for_end(), 128 + number);
        session.assert_restored();
    }
}

#[test]
fn a_panic_of_the_reader_gives_the_terminal_back_and_says_so() {
    let mut session = Session::start(&["demo"], &[("NEWSWIRE_FAULT", "reader")]);
    assert_eq!(session.wait_for_end(), 101);
    session.assert_restored();
    session.wait_for_text("panic");
}

#[test]
fn a_panic_of_a_task_is_an_error_on_the_screen_and_nothing_more() {
    let mut session = Session::start(&["demo"], &[("NEWSWIRE_FAULT", "task")]);
    session.wait_for_text("could not be");
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
    session.assert_restored();
}

#[test]
fn a_poller_that_panics_is_told_of_and_the_reader_goes_on() {
    let mut session = Session::start(&["demo"], &[("NEWSWIRE_FAULT", "poller")]);
    // Where the first frame is late, only the later of both sentences is on it, and that is too long for one line.
    session.wait_for("what is told of it", |s| {
        let contents = s.contents();
        contents.contains("Asking 127.0.0.1") && contents.contains("stopped")
    });
    session.type_keys("?");
    session.wait_for_text("Moving about");
    session.type_keys("\x1b");
    session.wait_for("the reader", |s| !s.contents().contains("Moving about"));
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
    session.assert_restored();
}

/// A live blog with one update.
const PAGE: &str = r#"<!doctype html><title>Pier</title><script type="application/ld+json">
    {"@type": "LiveBlogPosting", "headline": "The pier: latest", "liveBlogUpdate": [{"@type": "BlogPosting",
    "@id": "u1", "headline": "Pier shut", "datePublished": "2025-08-07T04:00:00Z", "articleBody": "Until noon."}]}
    </script>"#;

#[test]
fn a_page_comes_in_by_standard_input_and_keys_from_the_terminal() {
    let mut session = Session::shell(r#"cat "$page" | "$newswire" -"#, PAGE);
    session.wait_for_text("Pier shut");
    session.type_keys("?");
    session.wait_for_text("Moving about");
    session.type_keys("q");
    session.wait_for_text("Pier shut");
    // Asked again, it says what it said: standard input can be read once.
    session.type_keys("r");
    session.wait_for("what came of it", |s| s.contents().contains("checked"));
    assert!(
        session.contents().contains("Pier shut"),
        "{}",
        session.contents()
    );
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
    session.assert_restored();
}

#[test]
fn the_end_of_a_pipe_that_feeds_a_page_ends_nothing_else() {
    let line = r#"{ cat "$page"; } | "$newswire" - https://127.0.0.1:9/"#;
    let mut session = Session::shell(line, PAGE);
    session.wait_for_text("Pier shut");
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
}

#[test]
fn without_any_terminal_for_keys_the_reader_says_so() {
    let line = r#"setsid --wait "$newswire" - < "$page"; echo "status $?""#;
    let mut session = Session::shell(line, PAGE);
    session.wait_for_text("status 2");
    assert!(
        session
            .contents()
            .contains("needs a terminal to read keys from")
    );
}

#[test]
fn a_terminal_is_no_page() {
    let mut session = Session::start(&["-"], &[]);
    session.wait_for_text("cat page | newswire -");
    assert_eq!(session.wait_for_end(), 2);
}

#[test]
fn a_vanished_terminal_ends_the_program() {
    let mut session = Session::start(&["demo"], &[]);
    session.wait_for_text("LIVE");
    session.hang_up();
}

#[test]
fn suspending_leaves_a_usable_terminal_and_continuing_draws_again() {
    let mut session = Session::start(&["demo"], &[]);
    session.wait_for_text("LIVE");
    session.type_keys("\x1a");
    session.assert_restored();
    session.wait_for("stop", |session| {
        let id = session.child.process_id().unwrap();
        std::fs::read_to_string(format!("/proc/{id}/stat"))
            .unwrap()
            .contains(") T ")
    });
    session.signal(rustix::process::Signal::CONT);
    session.wait_for("the reader again", |session| {
        let screen = session.screen.lock().unwrap();
        screen.screen().alternate_screen() && screen.screen().contents().contains("LIVE")
    });
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
}

#[test]
fn settings_that_change_count_at_once_and_wrong_ones_leave_what_counted() {
    let mut session = Session::start(&["demo"], &[]);
    session.wait_for_text("? help");
    let folder = session.home.path().join("newswire");
    std::fs::create_dir_all(&folder).unwrap();
    let settings = folder.join("config.toml");
    std::fs::write(&settings, "[keys]\nhelp = [\"Ctrl-x\"]\n").unwrap();
    session.wait_for_text("Ctrl-x help");
    std::fs::write(&settings, "[keys]\nhelp = [\"Ctrl-xx\"]\n").unwrap();
    session.wait_for_text("Cannot use the settings");
    session.wait_for_text("Ctrl-x help");
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
}

#[test]
fn a_terminal_that_is_resized_while_the_program_starts_is_drawn_at_its_size() {
    let mut session = Session::start(&["demo"], &[]);
    let size = portable_pty::PtySize {
        rows: 20,
        cols: 60,
        pixel_width: 0,
        pixel_height: 0,
    };
    session.master.resize(size).unwrap();
    session.screen.lock().unwrap().screen_mut().set_size(20, 60);
    session.wait_for("end of the footer", |session| {
        let contents = session.contents();
        contents
            .lines()
            .last()
            .is_some_and(|line| line.ends_with("? help"))
    });
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
}

#[test]
fn where_only_ascii_can_be_shown_nothing_else_is_written() {
    let mut session = Session::start(&["demo"], &[("LC_ALL", "C")]);
    session.wait_for_text("? help");
    session.type_keys("?");
    session.wait_for_text("Moving about");
    session.type_keys("\x1b");
    session.wait_for_text("? help");
    let written = session.written.lock().unwrap().clone();
    let cells = written
        .split(|byte| *byte == 0x1b)
        .filter(|piece| !piece.starts_with(b"]"));
    assert!(cells.flatten().all(u8::is_ascii));
}

#[test]
fn the_library_the_reader_and_the_library_again_are_one_terminal_session() {
    let mut session = Session::start(&[], &[]);
    session.wait_for_text("newswire follows news live blogs");
    session.type_keys("d");
    session.wait_for_text("LIVE");
    session.type_keys("q");
    session.wait_for_text("newswire follows news live blogs");
    assert_eq!(session.count_written(b"\x1b[?1049h"), 1);
    assert_eq!(session.count_written(b"\x1b[?1049l"), 0);
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
    session.assert_restored();
}

#[test]
fn what_is_not_followed_is_told_leads_on_and_is_not_kept() {
    let port = site::start(|mut stream, path| {
        let live = r#"<script type="application/ld+json">{"@context": "https://schema.org",
            "@type": "LiveBlogPosting", "headline": "Harbour bridge closure", "liveBlogUpdate": [
            {"@type": "BlogPosting", "@id": "\#u1", "headline": "Ferries doubled",
             "datePublished": "2025-08-07T04:00:00Z", "articleBody": "Until Sunday."}]}</script>"#;
        let live = live.replace('\\', "");
        let front = "<title>Post</title><h1>The Post</h1><ul>\
            <li><a href='/news/live/harbour-bridge-closure-2025'><span>Live</span> Harbour bridge closure: latest</a></li></ul>";
        let page = if path == "/" { front } else { &live };
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n";
        let length = page.len();
        let answer = format!("{head}Content-Length: {length}\r\n\r\n{page}");
        let _gone = std::io::Write::write_all(&mut stream, answer.as_bytes());
    });
    let mut session = Session::start(&[], &[]);
    session.wait_for_text("newswire follows");
    session.type_keys(&format!("\x1b[200~http://127.0.0.1:{port}/\x1b[201~"));
    session.wait_for_text("Follow: ");
    session.type_keys("\r");
    session.wait_for_text("B shows the live blog that the page leads to.");
    session.type_keys("B");
    session.wait_for_text("linked there");
    session.type_keys("\r");
    session.wait_for_text("Ferries doubled");
    session.type_keys("q");
    session.wait_for_text("1 live blog ·");
}

#[test]
fn a_pasted_source_is_followed_found_again_searched_and_forgotten() {
    let page = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/pages/structured_minimal.html"
    );
    let headline = "Harbour bridge closure: latest";
    let mut session = Session::start(&[], &[]);
    session.wait_for_text("newswire follows");
    session.type_keys(&format!("\x1b[200~{page}\x1b[201~"));
    session.wait_for_text("Follow: ");
    session.type_keys("\r");
    session.wait_for_text("Minister to speak at 11");
    session.type_keys("q");
    session.wait_for_text("live blog ·");
    session.wait_for_text(headline);
    session.type_keys("p");
    session.wait_for_text("– paused");
    session.type_keys("\r");
    session.wait_for_text("r resumes");
    session.wait_for_text("Ferries doubled until Sunday");
    session.type_keys("r");
    session.wait_until_gone("r resumes");
    session.type_keys("\x1b");
    session.wait_for_text("live blog ·");
    session.wait_until_gone("– paused");
    // Accents do not count, in what is typed either.
    session.type_keys("/férr");
    session.wait_for_text("1 of 1");
    session.wait_for_text("Twice as many ferries");
    session.type_keys("\r");
    session.wait_until_gone("Search: ");
    session.type_keys("/minister");
    session.wait_for_text("Find: minister");
    session.wait_for_text("1 of 1");
    session.wait_for_text("Minister to speak at 11");
    session.type_keys("\rqq");
    session.wait_for_text("Search: ");
    session.type_keys("\x1b");
    session.wait_until_gone("Search: ");
    session.type_keys("x");
    session.wait_for_text("updates? y/N");
    session.type_keys("y");
    session.wait_for_text("newswire follows");
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
    session.assert_restored();
}

/// A page with so many updates, the newest first.
fn page(count: usize) -> String {
    let update = |n| {
        format!(
            r##"{{"@type":"BlogPosting","@id":"#u{n}","headline":"Update {n}","articleBody":"Text {n}.",
                "datePublished":"2025-08-07T04:{n:02}:00Z"}}"##
        )
    };
    let updates: Vec<String> = (0..count).rev().map(update).collect();
    format!(
        r#"<!doctype html><title>Bridge</title><script type="application/ld+json">
        {{"@context":"https://schema.org","@type":"LiveBlogPosting","headline":"Bridge live",
          "coverageStartTime":"2025-08-07T04:00:00Z","liveBlogUpdate":[{}]}}</script>"#,
        updates.join(",")
    )
}

#[test]
fn where_the_reader_left_and_what_is_read_outlive_the_program() {
    let mut session = Session::start(&[], &[]);
    let file = session.home.path().join("bridge.html");
    std::fs::write(&file, page(3)).unwrap();
    session.wait_for_text("newswire follows");
    session.type_keys(&format!("\x1b[200~{}\x1b[201~\r", file.display()));
    session.wait_for_text("3 unread");
    session.type_keys("n");
    session.wait_for_text("2 unread");
    // Ended from outside, the place is kept all the same.
    session.signal(rustix::process::Signal::TERM);
    session.wait_for_end();

    let mut session = Session::start_at(Arc::clone(&session.home), &[], &[]);
    session.wait_for_text("2 unread");
    session.type_keys("\r");
    session.wait_for_text("3 updates · 2 unread");
    std::fs::write(&file, page(5)).unwrap();
    session.wait_for_text("since you left, ");
    session.wait_for_text("2 new");
    session.wait_for_text("4 unread");
    session.type_keys("c");
    session.wait_for_text("catching up · 1 of 4");
    session.type_keys("  q");
    session.wait_for_text("1 unread");
    session.type_keys("A");
    session.wait_for_text("Marked 1 update as read · U undoes it");
    session.type_keys("q");
    session.wait_for_text("1 live blog · 0 unread");
    session.type_keys("\r");
    session.wait_for_text("5 updates · 0 unread");
    assert!(!session.contents().contains("since you left"));
    session.type_keys("u");
    session.wait_for_text("1 unread");
    session.type_keys("q");
    session.wait_for_text("1 live blog · 1 unread");
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
    session.assert_restored();
}

#[test]
fn the_terminals_answer_decides_between_light_and_dark_and_eats_no_key() {
    let light = "\x1b]11;rgb:fafa/fafa/fafa\x1b\\";
    let environment = [
        ("TERM", "foot"),
        ("COLORTERM", "truecolor"),
        ("COLORFGBG", ""),
        ("NO_COLOR", ""),
        ("TMUX", ""),
        ("STY", ""),
    ];
    let mut session = Session::start(&["demo", "--speed", "60"], &environment);
    session.wait_for("the question", |session| {
        session.count_written(b"\x1b]11;?\x1b\\") == 1
    });
    session.wait_for_text("LIVE");
    let ground = |session: &Session| {
        let parser = session.screen.lock().unwrap();
        parser.screen().cell(0, 0).map(vt100::Cell::bgcolor)
    };
    assert_eq!(ground(&session), Some(vt100::Color::Default));
    // A key before, a key after, and what looks like the beginning of an answer.
    session.type_keys(&format!("?/qu{light}it"));
    session.wait_for_text("Keys: quit");
    session.wait_for(
        "the light ground",
        |session| matches!(ground(session), Some(vt100::Color::Rgb(r, ..)) if r > 200),
    );
    session.type_keys("\x1b");
    session.wait_until_gone("Keys: ");
    session.type_keys("\x1b");
    session.wait_for_text("checked");
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
    session.assert_restored();
}

#[test]
fn a_terminal_that_is_not_known_to_answer_is_not_asked() {
    let mut session = Session::start(&["demo"], &[("TERM", "xterm-256color")]);
    session.wait_for_text("LIVE");
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
    assert_eq!(session.count_written(b"\x1b]11;?"), 0);
}
