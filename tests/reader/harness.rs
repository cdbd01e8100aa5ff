//! A reader in a box: blogs are given, keys are typed, the screen is read.

use chrono::{DateTime, TimeDelta, Utc};
use newswire::{
    app::{
        BlogId, Effect, Followed, Joined, Model, Mouse, MouseKind, Msg, Restored, Settings,
        keys::Key, screen::Screen,
    },
    layout::Size,
    model::{
        Author, Block, Body, Clean, Emphasis, Entry, EntryId, Image, Inline, LiveBlog, Marks,
        Pixels, Poll, PollOutcome, Snapshot, Stamp, Status, TimeBasis, Validators, WebUrl, Window,
        Zone,
    },
    ui::{
        self, Gallery, Theme,
        pictures::{Graphics, PictureKey},
    },
};
use ratatui::{buffer::Buffer, layout::Rect};

/// The moment at which every story here is told.
pub fn now() -> DateTime<Utc> {
    "2025-08-07T12:00:00Z".parse().unwrap()
}

pub struct Reader {
    pub model: Model,
    pub effects: Vec<Effect>,
    pub now: DateTime<Utc>,
    /// How long it is from one poll to the next; `None` where there is none.
    pub next: Option<std::time::Duration>,
    pub size: Size,
    pub gallery: Gallery,
}

impl Reader {
    /// Starts a reader of the given size on a blog that was not read yet.
    pub fn new(width: u16, height: u16) -> Self {
        let size = Size { width, height };
        let address = WebUrl::parse("https://post.example/live/bridge").ok();
        let blog = Followed::new(BlogId(0), Clean::line("post.example/live/bridge"), address);
        let (model, _) = Model::reading(newswire::app::Reader::new(
            blog,
            Vec::new(),
            Zone::Utc,
            now(),
            size,
        ));
        Self {
            model,
            effects: Vec::new(),
            now: now(),
            next: Some(std::time::Duration::from_secs(30)),
            size,
            gallery: Gallery::default(),
        }
    }

    /// Starts a reader of the given size on a blog that the history holds.
    pub fn restored(width: u16, height: u16, restored: Restored) -> Self {
        let mut reader = Self::new(width, height);
        let joined = Joined {
            id: BlogId(0),
            source: Clean::line("post.example/live/bridge"),
            address: WebUrl::parse("https://post.example/live/bridge").ok(),
            wishes: Vec::new(),
            paused: false,
            restored: Some(Box::new(restored)),
        };
        let blog = Followed::open(joined);
        reader.start(blog);
        reader
    }

    /// Starts a reader of the given size on a file that was not read yet.
    pub fn of_file(width: u16, height: u16) -> Self {
        let mut reader = Self::new(width, height);
        let blog = Followed::new(BlogId(0), Clean::line("saved/bridge.html"), None);
        reader.start(blog);
        reader
    }

    /// Starts a reader on a blog with some updates.
    pub fn with(width: u16, height: u16, entries: Vec<Entry>) -> Self {
        let mut reader = Self::new(width, height);
        reader.poll(entries);
        reader
    }

    /// Starts anew on a blog.
    pub fn start(&mut self, blog: Followed) {
        let size = self.size;
        let reader = newswire::app::Reader::new(blog, Vec::new(), Zone::Utc, now(), size);
        (self.model, _) = Model::reading(reader);
    }

    /// What stands on top of the reader.
    pub fn top(&self) -> Option<&Screen> {
        self.model.scene().unwrap().top()
    }

    pub fn send(&mut self, msg: Msg) {
        self.effects.extend(self.model.update(msg));
    }

    /// Types keys: characters stand for themselves, others are written `<PgDn>`, `<Ctrl-d>`,
    /// and `<` is `<lt>`.
    pub fn keys(&mut self, keys: &str) {
        let mut rest = keys;
        while let Some(first) = rest.chars().next() {
            let (name, after) = match rest.strip_prefix('<').and_then(|r| r.split_once('>')) {
                Some(("lt", after)) => ("<", after),
                Some((name, after)) => (name, after),
                None => rest.split_at(first.len_utf8()),
            };
            let key: Key = name.parse().unwrap();
            self.send(Msg::Key(key));
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

    /// Lets a poll end that found these updates, newest first.
    pub fn poll(&mut self, entries: Vec<Entry>) {
        self.poll_window(entries, Window::Full);
    }

    pub fn poll_window(&mut self, entries: Vec<Entry>, window: Window) {
        self.now += TimeDelta::seconds(30);
        let snapshot = snapshot(entries, window);
        self.finish(PollOutcome::Fresh(Box::new(snapshot)));
    }

    pub fn finish(&mut self, outcome: PollOutcome) {
        let poll = Poll {
            at: self.now,
            outcome,
            next: self.next,
            validators: Validators::default(),
        };
        self.send(Msg::PollStarted(BlogId(0)));
        self.send(Msg::Polled(BlogId(0), poll));
        self.send(Msg::Tick(self.now));
    }

    pub fn buffer(&self) -> Buffer {
        self.themed(&Theme::terminal())
    }

    pub fn themed(&self, theme: &Theme) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.width, self.size.height));
        ui::view(&self.model, theme, &self.gallery, &mut buffer);
        buffer
    }

    /// Returns the screen's rows without trailing blanks.
    pub fn rows(&self) -> Vec<String> {
        let buffer = self.buffer();
        let row = |y| {
            let cells = (0..self.size.width).map(|x| buffer[(x, y)].symbol());
            cells.collect::<String>().trim_end().to_owned()
        };
        (0..self.size.height).map(row).collect()
    }

    pub fn screen(&self) -> String {
        self.rows().join("\n")
    }

    /// Returns the words of the timeline, row by row, without gutter and scrollbar: what must not move.
    pub fn text(&self) -> Vec<String> {
        let geometry = self.model.reader().unwrap().geometry().unwrap();
        let buffer = self.buffer();
        let area = geometry.timeline;
        let row = |y| {
            let cells = (area.x + 9..area.x + area.width - 1).map(|x| buffer[(x, y)].symbol());
            cells.collect::<String>().trim_end().to_owned()
        };
        (area.y..area.y + area.height).map(row).collect()
    }

    /// Returns the rows of the overview as they are on the screen, the rule under them included.
    pub fn overview(&self) -> Vec<String> {
        let area = self.model.reader().unwrap().geometry().unwrap().overview;
        let rows = self.rows().into_iter().skip(usize::from(area.y));
        let width = usize::from(area.width);
        let cut = |row: String| row.chars().take(width).collect();
        rows.take(usize::from(area.height)).map(cut).collect()
    }

    pub fn selected(&self) -> String {
        self.model
            .reader()
            .unwrap()
            .blog()
            .selected()
            .map_or_else(String::new, ToString::to_string)
    }

    /// Lets the terminal be one that shows pictures.
    pub fn show_pictures(&mut self) {
        let settings = Settings {
            pictures: true,
            ..Settings::default()
        };
        self.send(Msg::Settings(Box::new(settings)));
    }

    /// Brings the pictures that the screen asks for, as `draw` makes them from their addresses; returns how many.
    pub fn bring_pictures(&mut self, graphics: Graphics, draw: impl Fn(&str) -> Pixels) -> usize {
        let near = self.model.scene().unwrap().pictures_near();
        let wanted = near.iter().map(|near| {
            let key = PictureKey::of(near.image, near.frame).unwrap();
            let url = near.image.url().unwrap().as_str().to_owned();
            (key, url, near.frame)
        });
        let wanted: Vec<_> = wanted.collect();
        let missing = wanted
            .into_iter()
            .filter(|(key, ..)| !self.gallery.has(key));
        let missing: Vec<_> = missing.collect();
        let count = missing.len();
        for (key, url, frame) in missing {
            let ready = graphics.prepare(draw(&url), frame).unwrap();
            self.gallery.take(key, Ok(ready));
        }
        count
    }

    pub fn takes(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }
}

pub fn snapshot(entries: Vec<Entry>, window: Window) -> Snapshot {
    Snapshot {
        blog: LiveBlog {
            headline: Clean::line("Harbour bridge closure: latest"),
            publisher: Clean::line("The Example Post"),
            status: Status::Live,
            ..LiveBlog::default()
        },
        entries,
        window,
        recognised_as: Clean::line("a test"),
        warnings: Vec::new(),
        older: None,
        min_interval: None,
    }
}

/// An update with a headline and one paragraph, `minutes` before the story's now.
pub fn entry(id: &str, minutes: i64, headline: &str, text: &str) -> Entry {
    Entry {
        id: EntryId::new(id),
        label: None,
        headline: (!headline.is_empty()).then(|| Clean::line(headline)),
        body: Body::from_plain(text),
        published: Some(Stamp::new(
            (now() - TimeDelta::minutes(minutes)).fixed_offset(),
            TimeBasis::Markup,
        )),
        modified: None,
        authors: vec![Author {
            name: Clean::line("Transport desk"),
            url: None,
        }],
        permalink: WebUrl::parse(&format!("https://post.example/live/bridge#{id}")).ok(),
        marks: Marks::default(),
        provenance: newswire::model::Provenance::default(),
    }
}

/// So many updates, newest first, every one of several rows, one every ten minutes.
pub fn story(count: usize) -> Vec<Entry> {
    let text = "The harbour authority said that the inspection of the northern pier goes on and that \
                ferries run every ten minutes until the bridge is open again for people on foot.";
    (0..count)
        .map(|n| {
            let minutes = i64::try_from(n * 10).unwrap();
            entry(
                &format!("u{n}"),
                minutes,
                &format!("Update number {n}"),
                &format!("{n}: {text}"),
            )
        })
        .collect()
}

/// A picture that lies somewhere.
pub fn picture(name: &str) -> Block {
    let url = WebUrl::parse(&format!("https://img.example/{name}.jpg")).unwrap();
    Block::Image(Image {
        candidates: vec![(url, 0)],
        caption: Clean::line(&format!("What {name} looks like.")),
        credit: Clean::line("Reuters"),
        ..Image::default()
    })
}

/// An update with one of everything.
pub fn rich(id: &str, minutes: i64) -> Entry {
    let link = |text: &str, url: &str| Inline {
        link: WebUrl::parse(url).ok(),
        ..Inline::plain(text)
    };
    let strong = Inline {
        emphasis: Emphasis {
            strong: true,
            ..Emphasis::default()
        },
        ..Inline::plain("11")
    };
    let body = Body {
        blocks: vec![
            Block::Paragraph(vec![
                Inline::plain("The transport minister will give a statement at "),
                strong,
                Inline::plain(", "),
                link("her office said", "https://transport.example/statement"),
                Inline::plain(". The "),
                link("ferry company", "https://ferries.example/times"),
                Inline::plain(" has doubled its crossings."),
            ]),
            Block::Image(Image {
                caption: Clean::line("The north pier on Thursday."),
                credit: Clean::line("Reuters"),
                ..Image::default()
            }),
        ],
    };
    Entry {
        body,
        ..entry(id, minutes, "Minister to speak at 11", "")
    }
}
