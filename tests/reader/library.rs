//! The library as its user meets it: followed live blogs, an address to follow, forgetting.

use chrono::{DateTime, TimeDelta, Utc};
use newswire::{
    app::{
        self, BlogId, Effect, Followed, Joined, Model, Mouse, MouseKind, Msg,
        keys::Key,
        library::{Blog, Library, LibraryEffect, LibraryMsg},
    },
    layout::Size,
    model::{Clean, Status, WebUrl, Zone},
    ui::{self, Theme},
};
use ratatui::{buffer::Buffer, layout::Rect};

use crate::harness::now;

/// A library in a box.
pub struct Shelf {
    pub model: Model,
    pub effects: Vec<Effect>,
    pub theme: Theme,
    size: Size,
}

impl Shelf {
    /// Starts a library whose list was not read yet.
    pub fn unread(width: u16, height: u16) -> Self {
        let size = Size { width, height };
        let (model, effects) = Model::browsing(Library::new(Zone::Utc, now(), size));
        Self {
            model,
            effects,
            theme: Theme::terminal(),
            size,
        }
    }

    /// Starts a library with some live blogs.
    pub fn with(width: u16, height: u16, blogs: Vec<Blog>) -> Self {
        let mut shelf = Self::unread(width, height);
        shelf.list(blogs);
        shelf.effects.clear();
        shelf
    }

    pub fn list(&mut self, blogs: Vec<Blog>) {
        let size = 18_250_000;
        self.send(Msg::Library(LibraryMsg::Listed { blogs, size }));
    }

    pub fn send(&mut self, msg: Msg) {
        self.effects.extend(self.model.update(msg));
    }

    /// Types keys: characters stand for themselves, others are written `<PgDn>`, `<Ctrl-d>`.
    pub fn keys(&mut self, keys: &str) {
        let mut rest = keys;
        while let Some(first) = rest.chars().next() {
            let (name, after) = match rest.strip_prefix('<').and_then(|r| r.split_once('>')) {
                Some((name, after)) => (name, after),
                None => rest.split_at(first.len_utf8()),
            };
            self.send(Msg::Key(name.parse::<Key>().unwrap()));
            rest = after;
        }
    }

    pub fn mouse(&mut self, x: u16, y: u16, kind: MouseKind) {
        self.send(Msg::Mouse(Mouse { x, y, kind }));
    }

    pub fn resize(&mut self, width: u16, height: u16) {
        self.size = Size { width, height };
        self.send(Msg::Resize(self.size));
    }

    pub fn buffer(&self) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.width, self.size.height));
        ui::view(
            &self.model,
            &self.theme,
            &ui::Gallery::default(),
            &mut buffer,
        );
        buffer
    }

    pub fn screen(&self) -> String {
        let buffer = self.buffer();
        let row = |y| {
            let cells = (0..self.size.width).map(|x| buffer[(x, y)].symbol());
            cells.collect::<String>().trim_end().to_owned()
        };
        (0..self.size.height)
            .map(row)
            .collect::<Vec<_>>()
            .join("\n")
    }

    pub fn selected(&self) -> String {
        let library = self.model.library().unwrap();
        let (selected, _) = library.place();
        library.blogs().unwrap()[selected].key.clone()
    }

    /// Takes what the library asked for since this was last called.
    pub fn asked(&mut self) -> Vec<LibraryEffect> {
        let library = |effect| match effect {
            Effect::Library(effect) => Some(effect),
            _ => None,
        };
        std::mem::take(&mut self.effects)
            .into_iter()
            .filter_map(library)
            .collect()
    }

    fn asks_to_quit(&self) -> bool {
        self.effects.contains(&Effect::Quit)
    }
}

pub fn blog(name: &str, headline: &str, minutes: i64, unread: usize) -> Blog {
    let last: DateTime<Utc> = now() - TimeDelta::minutes(minutes);
    Blog {
        key: format!("https://post.example/live/{name}"),
        address: Clean::line(&format!("https://post.example/live/{name}")),
        headline: Clean::line(headline),
        publisher: Clean::line("The Example Post"),
        status: Status::Live,
        last_update: Some(last),
        unread,
        changed_since_read: 0,
        total: 412,
        trouble: None,
        paused: false,
        archived: false,
        tags: Vec::new(),
        arrived: 0,
    }
}

pub fn some() -> Vec<Blog> {
    let mut blogs = vec![
        blog("bridge", "Harbour bridge closure: latest", 3, 12),
        blog(
            "budget",
            "Budget day: reaction to the chancellor’s statement as it happens",
            50,
            0,
        ),
        blog("storm", "Storm warning for the coast", 60 * 26, 1204),
        blog("final", "Cup final, minute by minute", 60 * 24 * 9, 0),
        blog("vote", "The vote: how it went", 60 * 24 * 400, 3),
        blog("new", "", 0, 0),
    ];
    blogs[1].paused = true;
    blogs[3].status = Status::Ended;
    blogs[4].archived = true;
    blogs[5].status = Status::Unknown;
    blogs[5].last_update = None;
    blogs[5].publisher = Clean::default();
    blogs[5].total = 0;
    blogs
}

fn many() -> Vec<Blog> {
    (0..30)
        .map(|n| {
            let name = format!("b{n:02}");
            blog(&name, &format!("Live blog number {n}"), n * 7, 0)
        })
        .collect()
}

#[test]
fn list_on_a_usual_screen() {
    insta::assert_snapshot!(Shelf::with(80, 24, some()).screen());
}

#[test]
fn list_on_a_small_screen() {
    let mut shelf = Shelf::with(40, 12, some());
    shelf.keys("j");
    insta::assert_snapshot!(shelf.screen());
}

#[test]
fn list_on_a_large_screen() {
    let mut shelf = Shelf::with(120, 40, some());
    shelf.keys("AG");
    insta::assert_snapshot!(shelf.screen());
}

#[test]
fn nothing_followed_yet() {
    insta::assert_snapshot!(Shelf::with(80, 24, Vec::new()).screen());
}

#[test]
fn nothing_followed_yet_on_the_smallest_screen() {
    let screen = Shelf::with(20, 5, Vec::new()).screen();
    assert!(
        screen.contains("u  follow") && screen.contains("d  the demo"),
        "{screen}"
    );
}

#[test]
fn more_than_the_screen_holds() {
    let mut shelf = Shelf::with(80, 24, many());
    shelf.keys("<PgDn>jj");
    insta::assert_snapshot!(shelf.screen());
    shelf.keys("G");
    assert_eq!(shelf.selected(), "https://post.example/live/b29");
    assert!(shelf.screen().contains("Live blog number 29"));
}

#[test]
fn help_of_the_library() {
    let mut shelf = Shelf::with(80, 40, some());
    shelf.keys("?");
    insta::assert_snapshot!(shelf.screen());
    shelf.keys("<Esc>");
    assert!(shelf.screen().contains("Harbour bridge"));
    assert!(!shelf.asks_to_quit());
}

#[test]
fn every_size_draws_every_mode_and_keeps_the_selection_in_sight() {
    for (width, height) in [
        (1, 1),
        (19, 5),
        (20, 5),
        (21, 6),
        (71, 9),
        (72, 9),
        (200, 60),
    ] {
        for keys in [
            "",
            "?",
            "u",
            "x",
            "/",
            "G",
            "uhttps://post.example/a/long/address",
        ] {
            let mut shelf = Shelf::with(80, 24, many());
            shelf.keys(keys);
            shelf.resize(width, height);
            let screen = shelf.screen();
            if keys == "G" && (width, height) >= (20, 5) {
                assert!(screen.contains('▌'), "{width}x{height}\n{screen}");
            }
        }
    }
}

#[test]
fn what_was_changed_since_it_was_read_is_counted() {
    let mut blogs = some();
    blogs[1].changed_since_read = 2;
    for (width, words) in [(120, "±2 Budget day"), (60, "±2 changed since read")] {
        let screen = Shelf::with(width, 24, blogs.clone()).screen();
        assert!(screen.contains(words), "{screen}");
        assert!(screen.contains("2 changed since read"), "{screen}");
    }
    blogs[1].archived = true;
    let screen = Shelf::with(120, 24, blogs).screen();
    assert!(!screen.contains("changed since read"), "{screen}");
}

#[test]
fn unread_ones_stand_first_then_the_latest_and_what_was_put_away_is_hidden() {
    let shelf = Shelf::with(80, 24, some());
    let library = shelf.model.library().unwrap();
    let names: Vec<&str> = library
        .blogs()
        .unwrap()
        .iter()
        .map(|b| b.key.rsplit('/').next().unwrap())
        .collect();
    assert_eq!(names, ["bridge", "storm", "budget", "final", "new"]);
}

#[test]
fn enter_opens_the_selected_live_blog_once() {
    let mut shelf = Shelf::with(80, 24, some());
    shelf.keys("j<Enter><Enter>");
    let address = Clean::line("https://post.example/live/storm");
    assert_eq!(shelf.asked(), [LibraryEffect::Open { address, at: None }]);
    let why = Clean::line("Cannot read it.");
    shelf.send(Msg::Library(LibraryMsg::NotOpened(why)));
    assert!(shelf.screen().contains("Cannot read it."));
    shelf.keys("<Enter>");
    assert_eq!(
        shelf.asked().len(),
        1,
        "after a failure it can be tried again"
    );
}

#[test]
fn leaving_the_reader_leads_back_to_the_library_as_it_was() {
    for leave in ["q", "<Esc>", "<Enter><Esc>q", "<Enter>q"] {
        let mut shelf = Shelf::with(80, 24, some());
        shelf.keys("jj");
        let before = shelf.selected();
        let address = WebUrl::parse("https://post.example/live/budget").ok();
        let blog = Followed::new(BlogId(0), Clean::line("post.example/live/budget"), address);
        let size = Size {
            width: 80,
            height: 24,
        };
        let reader = app::Reader::new(blog, Vec::new(), Zone::Utc, now(), size);
        let effects = shelf.model.open(reader);
        assert!(matches!(effects[..], [Effect::Title(_)]));
        assert!(shelf.model.library().is_none());
        assert!(shelf.screen().contains("q library"), "{}", shelf.screen());
        shelf.keys(leave);
        assert!(shelf.effects.contains(&Effect::Leave), "{leave}");
        assert!(!shelf.asks_to_quit());
        let effects = shelf.model.close();
        assert_eq!(effects[0], Effect::Library(LibraryEffect::List));
        assert!(matches!(effects[1], Effect::Title(_)));
        assert_eq!(shelf.selected(), before);
        shelf.keys("q");
        assert!(shelf.asks_to_quit());
    }
}

#[test]
fn a_paused_live_blog_says_so_until_it_is_asked_for() {
    let mut reader = crate::harness::Reader::new(80, 24);
    reader.start(Followed::open(Joined {
        id: BlogId(0),
        source: Clean::line("post.example/live/bridge"),
        address: None,
        wishes: Vec::new(),
        paused: true,
        restored: None,
    }));
    let screen = reader.screen();
    assert!(screen.contains("This live blog is paused."), "{screen}");
    assert!(screen.contains("paused · r resumes"), "{screen}");
    reader.keys("r");
    assert!(reader.takes().contains(&Effect::Refresh(BlogId(0))));
    reader.send(Msg::PollStarted(BlogId(0)));
    assert!(!reader.screen().contains("paused"));
}

#[test]
fn control_c_ends_the_program_from_the_library_and_from_a_live_blog() {
    for keys in [
        "<Ctrl-c>",
        "u<Ctrl-c>",
        "/abc<Ctrl-c>",
        "x<Ctrl-c>",
        "?<Ctrl-c>",
    ] {
        let mut shelf = Shelf::with(80, 24, some());
        shelf.keys(keys);
        assert!(shelf.asks_to_quit(), "{keys}");
    }
    let mut shelf = Shelf::with(80, 24, some());
    let blog = Followed::new(BlogId(0), Clean::line("somewhere"), None);
    let size = Size {
        width: 80,
        height: 24,
    };
    shelf
        .model
        .open(app::Reader::new(blog, Vec::new(), Zone::Utc, now(), size));
    shelf.keys("<Ctrl-c>");
    assert!(shelf.asks_to_quit());
}

#[test]
fn an_address_that_is_refused_stays_to_be_mended_and_earlier_ones_come_back() {
    let mut shelf = Shelf::with(80, 24, some());
    let refuse = |shelf: &mut Shelf| {
        let why = Clean::line("There is no such file: pier.htlm.");
        shelf.send(Msg::Library(LibraryMsg::NotOpened(why)));
    };
    shelf.keys("upier.htlm<Enter>");
    assert_eq!(
        shelf.asked(),
        [LibraryEffect::Follow("pier.htlm".to_owned())]
    );
    refuse(&mut shelf);
    let screen = shelf.screen();
    assert!(screen.contains("Follow: pier.htlm"), "{screen}");
    assert!(screen.contains("There is no such file"), "{screen}");
    shelf.keys("<Backspace><Backspace>ml<Enter>");
    assert_eq!(
        shelf.asked(),
        [LibraryEffect::Follow("pier.html".to_owned())]
    );
    refuse(&mut shelf);
    shelf.keys("<Esc>uother");
    for (key, shown) in [
        ("<Up>", "Follow: pier.html"),
        ("<Up>", "Follow: pier.htlm"),
        ("<Down>", "Follow: pier.html"),
        ("<Down>", "Follow: other"),
    ] {
        shelf.keys(key);
        assert!(shelf.screen().contains(shown), "{}", shelf.screen());
    }
}

#[test]
fn a_number_before_a_step_counts_in_the_list() {
    let mut shelf = Shelf::with(80, 24, many());
    shelf.keys("12");
    assert!(shelf.screen().contains(" 12▏"), "{}", shelf.screen());
    shelf.keys("j");
    assert_eq!(shelf.selected(), "https://post.example/live/b12");
    shelf.keys("2k3<Esc>k");
    assert_eq!(shelf.selected(), "https://post.example/live/b09");
}

#[test]
fn scrollbar_and_hints_can_be_clicked() {
    let mut shelf = Shelf::with(80, 24, many());
    shelf.mouse(79, 22, MouseKind::Click);
    assert!(shelf.screen().contains("Live blog number 29"));
    shelf.mouse(79, 2, MouseKind::Drag);
    assert!(shelf.screen().contains("Live blog number 0 "));
    let screen = shelf.screen();
    let footer = screen.lines().last().unwrap();
    for word in ["? help", "u follow"] {
        let at = footer.find(word).unwrap();
        let mouse = Mouse {
            x: u16::try_from(footer[..at].chars().count()).unwrap(),
            y: 23,
            kind: MouseKind::Click,
        };
        let key = ui::key_at(&shelf.model, &shelf.theme, mouse);
        assert_eq!(key.map(|key| key.to_string()).as_deref(), word.get(..1));
    }
    let mouse = Mouse {
        x: 0,
        y: 23,
        kind: MouseKind::Click,
    };
    assert_eq!(ui::key_at(&shelf.model, &shelf.theme, mouse), None);
}

#[test]
fn escape_never_quits_the_library() {
    let mut shelf = Shelf::with(80, 24, some());
    shelf.keys("<Esc><Esc>/<Esc>u<Esc>x<Esc>?<Esc><Esc>");
    assert!(!shelf.asks_to_quit());
}

#[test]
fn pausing_and_putting_away_show_at_once_and_are_kept() {
    let mut shelf = Shelf::with(80, 24, some());
    let key = "https://post.example/live/bridge".to_owned();
    shelf.keys("p");
    assert!(
        shelf.screen().contains("– paused   Harbour bridge"),
        "{}",
        shelf.screen()
    );
    let footer = |shelf: &Shelf| shelf.screen().lines().last().unwrap().to_owned();
    assert!(footer(&shelf).contains("p resume"), "{}", footer(&shelf));
    shelf.keys("p");
    assert!(footer(&shelf).contains("p pause"), "{}", footer(&shelf));
    let pauses = [true, false].map(|paused| LibraryEffect::Pause(key.clone(), paused));
    assert_eq!(shelf.asked(), pauses);
    shelf.keys("a");
    assert!(!shelf.screen().contains("Harbour bridge"));
    assert_eq!(shelf.asked(), [LibraryEffect::Archive(key.clone(), true)]);
    shelf.keys(".");
    assert!(
        shelf.screen().contains("□ archived Harbour bridge"),
        "{}",
        shelf.screen()
    );
    shelf.keys("Gk");
    assert!(footer(&shelf).contains("a restore"), "{}", footer(&shelf));
    shelf.keys("a");
    let shown = shelf.asked();
    assert_eq!(shown, [LibraryEffect::Archive(key, false)]);
    shelf.keys("A");
    assert!(shelf.screen().contains("Harbour bridge"));
}

#[test]
fn forgetting_asks_first_and_anything_but_yes_is_no() {
    for no in ["n", "<Enter>", "<Esc>", "x", "q", "<Ctrl-y>"] {
        let mut shelf = Shelf::with(80, 24, some());
        shelf.keys("x");
        let screen = shelf.screen();
        let question = "Forget Harbour bridge closure: latest and its 412 updates? y/N";
        assert!(screen.contains(question), "{screen}");
        shelf.keys(no);
        assert_eq!(shelf.asked(), [], "{no}");
        assert!(!shelf.asks_to_quit());
        assert!(!shelf.screen().contains("Forget "));
    }
    let mut shelf = Shelf::with(80, 24, some());
    shelf.keys("<Del>y");
    let key = "https://post.example/live/bridge".to_owned();
    assert_eq!(
        shelf.asked(),
        [LibraryEffect::Forget(key), LibraryEffect::List]
    );
    let screen = shelf.screen();
    assert!(
        !screen.contains("● LIVE     Harbour") && screen.contains("Forgot"),
        "{screen}"
    );
}

#[test]
fn the_question_names_the_number_of_updates_however_long_the_headline_is() {
    for width in [20, 40, 60] {
        let mut blogs = some();
        blogs[0].headline = Clean::line(&"A very long headline ".repeat(20));
        let mut shelf = Shelf::with(width, 12, blogs);
        shelf.keys("x");
        let screen = shelf.screen();
        assert!(screen.contains("y/N"), "{screen}");
        assert!(width < 40 || screen.contains("412 updates"), "{screen}");
    }
}

#[test]
fn an_address_can_be_typed() {
    let mut shelf = Shelf::with(80, 24, some());
    shelf.keys("upost.example/x<Backspace>live<Enter>");
    let followed = LibraryEffect::Follow("post.example/live".to_owned());
    assert_eq!(shelf.asked(), [followed]);
    let mut shelf = Shelf::with(80, 24, some());
    shelf.keys("i<Space><Enter>");
    assert_eq!(shelf.asked(), [], "an empty address is none");
}

#[test]
fn a_pasted_address_waits_for_enter_and_no_key_in_it_counts() {
    for before in ["", "u", "x"] {
        let mut shelf = Shelf::with(80, 24, some());
        shelf.keys(before);
        let pasted = " https://post.example/live/q\u{1b}[31mxyd\r\n";
        shelf.send(Msg::Paste(pasted.to_owned()));
        assert_eq!(shelf.asked(), []);
        assert!(
            shelf
                .screen()
                .contains("Follow: https://post.example/live/q")
        );
        shelf.keys("<Enter>");
        let [LibraryEffect::Follow(address)] = &shelf.asked()[..] else {
            panic!("{before}: nothing is followed");
        };
        assert!(!address.contains(char::is_control), "{address:?}");
        assert!(address.starts_with("https://post.example/live/q"));
    }
}

#[test]
fn the_demo_is_one_key_away() {
    let mut shelf = Shelf::with(80, 24, Vec::new());
    shelf.keys("d");
    assert_eq!(shelf.asked(), [LibraryEffect::Demo]);
}

#[test]
fn a_list_read_anew_leaves_the_selection_where_it_is() {
    let mut shelf = Shelf::with(80, 24, many());
    shelf.keys("<PgDn>jj");
    let (selected, screen) = (shelf.selected(), shelf.screen());
    let row = screen.lines().position(|line| line.starts_with('▌'));
    let mut blogs = many();
    blogs[29].unread = 5;
    shelf.list(blogs);
    assert_eq!(shelf.selected(), selected);
    let screen = shelf.screen();
    assert_eq!(
        screen.lines().position(|line| line.starts_with('▌')),
        row,
        "{screen}"
    );
}

#[test]
fn the_mouse_selects_opens_and_scrolls() {
    let mut shelf = Shelf::with(80, 24, many());
    shelf.mouse(30, 5, MouseKind::Click);
    assert_eq!(shelf.selected(), "https://post.example/live/b03");
    assert_eq!(shelf.asked(), []);
    shelf.mouse(30, 5, MouseKind::Click);
    assert!(matches!(shelf.asked()[..], [LibraryEffect::Open { .. }]));
    shelf.mouse(30, 5, MouseKind::WheelDown);
    assert!(!shelf.screen().contains("Live blog number 2\u{20}"));
    assert_eq!(shelf.selected(), "https://post.example/live/b03");
    shelf.mouse(30, 0, MouseKind::Click);
    shelf.mouse(200, 200, MouseKind::Click);
    assert_eq!(shelf.asked(), []);
}

#[test]
fn the_list_is_asked_for_at_the_start_by_key_and_now_and_then() {
    let mut shelf = Shelf::unread(80, 24);
    assert_eq!(shelf.asked(), [LibraryEffect::List]);
    shelf.keys("r");
    assert_eq!(shelf.asked(), [LibraryEffect::List]);
    shelf.send(Msg::Tick(now() + TimeDelta::seconds(29)));
    assert_eq!(shelf.asked(), []);
    shelf.send(Msg::Tick(now() + TimeDelta::seconds(31)));
    assert_eq!(shelf.asked(), [LibraryEffect::List]);
}
