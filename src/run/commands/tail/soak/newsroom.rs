//! Newsrooms on the loopback interface: live blogs that go on for hours of simulated time, and a note of every request.

use std::{
    fmt::Write as _,
    fs,
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::{
    fetch::simulated,
    model::NoLiveBlog,
    source::{self, Extraction, Page, Recipes},
};

/// How many updates a page holds at most.
const ON_PAGE: usize = 40;
/// How long an update stands before it is edited or taken back, where it is.
const EDITED: TimeDelta = TimeDelta::minutes(20);
const RETRACTED: TimeDelta = TimeDelta::minutes(30);
/// The server is out of order for ten minutes in every five hours, and says so.
const STORM: (i64, i64) = (5 * 3600, 600);

/// What threads are called that read pages.
const WORK: &str = "work";

/// How many pages were sent, and how many of them were read.
static SENT: AtomicUsize = AtomicUsize::new(0);
static READ: AtomicUsize = AtomicUsize::new(0);

/// Reads a page, and counts it.
pub(super) fn read(page: &Page, recipes: &Recipes) -> Result<Extraction, NoLiveBlog> {
    let read = source::extract_with(page, recipes);
    READ.fetch_add(1, Ordering::SeqCst);
    read
}

/// One live blog and its server.
pub(super) struct Newsroom {
    pub(super) address: String,
    begun: DateTime<Utc>,
    /// When its updates are published, the oldest first.
    updates: Vec<DateTime<Utc>>,
    log: Mutex<Log>,
}

/// What the server saw.
#[derive(Default)]
pub(super) struct Log {
    /// When it was asked.
    pub(super) asked: Vec<DateTime<Utc>>,
    pub(super) unchanged: usize,
    /// How often it was asked while it had asked for a pause.
    pub(super) against: usize,
    /// How many requests it has not answered yet.
    under_way: usize,
    /// Until when it asked to be left alone.
    pause: Option<DateTime<Utc>>,
}

impl Newsroom {
    /// Begins a live blog with these seconds between two updates in the mean, and serves it.
    pub(super) async fn open(number: u64, mean: f64, length: TimeDelta) -> Arc<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let begun = simulated::now().unwrap();
        let mut chance = fastrand::Rng::with_seed(number);
        let mut at = begun - TimeDelta::hours(1);
        let mut updates = vec![at];
        while at < begun + length {
            let wait = Duration::from_secs_f64(1.0 - mean * (1.0 - chance.f64()).ln());
            at += TimeDelta::from_std(wait).unwrap();
            updates.push(at);
        }
        let newsroom = Arc::new(Self {
            address: format!("http://127.0.0.1:{port}/live/{number}"),
            begun,
            updates,
            log: Mutex::default(),
        });
        let serving = Arc::clone(&newsroom);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(Arc::clone(&serving).serve(stream));
            }
        });
        newsroom
    }

    async fn serve(self: Arc<Self>, mut stream: TcpStream) {
        let mut request = Vec::new();
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = stream.read(&mut bytes).await {
            request.extend_from_slice(&bytes[..count]);
            if !request.ends_with(b"\r\n\r\n") {
                continue;
            }
            self.log().under_way += 1;
            let head = String::from_utf8_lossy(&std::mem::take(&mut request)).to_lowercase();
            let answer = self.answer(&head, simulated::now().unwrap());
            let written = stream.write_all(answer.as_bytes()).await;
            self.log().under_way -= 1;
            if written.is_err() {
                return;
            }
        }
    }

    fn answer(&self, head: &str, now: DateTime<Utc>) -> String {
        let mut log = self.log();
        log.asked.push(now);
        if log.pause.is_some_and(|pause| now < pause) {
            log.against += 1;
        }
        let date = now.format("date: %a, %d %b %Y %H:%M:%S GMT");
        let since = (now - self.begun).num_seconds();
        let left = STORM.1 - (since % STORM.0);
        if since > STORM.0 && left > 0 {
            log.pause = Some(now + TimeDelta::seconds(left));
            return format!(
                "HTTP/1.1 503 Busy\r\n{date}\r\nretry-after: {left}\r\ncontent-length: 0\r\n\r\n"
            );
        }
        let (page, version) = self.page(now);
        if head.contains(&format!("if-none-match: \"{version}\"")) {
            log.unchanged += 1;
            return format!("HTTP/1.1 304 Same\r\n{date}\r\netag: \"{version}\"\r\n\r\n");
        }
        SENT.fetch_add(1, Ordering::SeqCst);
        format!(
            "HTTP/1.1 200 OK\r\n{date}\r\ncontent-type: text/html\r\netag: \"{version}\"\r\n\
             content-length: {}\r\n\r\n{page}",
            page.len()
        )
    }

    /// Returns the page and what tells it from others.
    fn page(&self, now: DateTime<Utc>) -> (String, usize) {
        let (mut page, mut version) = (String::new(), 0);
        let there = (0..self.updates.len()).filter(|number| self.updates[*number] <= now);
        for number in there.rev() {
            let at = self.updates[number];
            version += 1;
            if is_retracted(number) && at + RETRACTED <= now {
                version += 1;
                continue;
            }
            let edited = is_edited(number) && at + EDITED <= now;
            version += usize::from(edited);
            if page.matches("BlogPosting").count() >= ON_PAGE {
                continue;
            }
            let (headline, words) = (words(number, 4), words(number + 7919, 12));
            let first = if edited { "Seven" } else { "Two" };
            let time = at.to_rfc3339();
            let comma = if page.is_empty() { "" } else { "," };
            write!(
                page,
                r##"{comma}{{"@type": "BlogPosting", "@id": "#u{number}", "headline": "{headline}",
                    "datePublished": "{time}", "articleBody": "{first} {words}."}}"##
            )
            .unwrap();
        }
        let page = format!(
            r#"<script type="application/ld+json">{{"@context": "https://schema.org",
                "@type": "LiveBlogPosting", "headline": "Harbour bridge closure",
                "liveBlogUpdate": [{page}]}}</script><h1>Harbour bridge closure</h1>"#
        );
        (page, version)
    }

    pub(super) fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap()
    }

    /// Returns how many updates were published, edited and taken back until a time; what was taken back is seen to be
    /// so once a newer one stands above it.
    pub(super) fn happened(&self, until: DateTime<Utc>) -> [usize; 3] {
        let known = |at: DateTime<Utc>| at >= self.begun - TimeDelta::hours(1) && at <= until;
        let count = |chosen: &dyn Fn(usize) -> bool, wait: TimeDelta| {
            let all = 0..self.updates.len();
            let when = |number: usize| {
                let next = self.updates.get(number + 1).filter(|_| wait == RETRACTED);
                (self.updates[number] + wait).max(next.copied().unwrap_or(DateTime::<Utc>::MIN_UTC))
            };
            let fall = all.filter(|number| chosen(*number) && known(when(*number)));
            // What was edited or gone before it was first read changed for nobody.
            fall.filter(|n| wait.is_zero() || self.updates[*n] + wait > self.begun)
                .count()
        };
        [
            count(&|_| true, TimeDelta::zero()),
            count(&is_edited, EDITED),
            count(&is_retracted, RETRACTED),
        ]
    }
}

/// What newsrooms write of: no two updates are alike, or one that comes as another goes would be the other renamed.
const WORDS: [&str; 24] = [
    "harbour",
    "minister",
    "ferries",
    "granite",
    "weather",
    "council",
    "divers",
    "market",
    "railway",
    "election",
    "festival",
    "library",
    "volcano",
    "orchard",
    "satellite",
    "hospital",
    "theatre",
    "football",
    "glacier",
    "embassy",
    "vineyard",
    "telescope",
    "parliament",
    "lighthouse",
];

/// Returns so many words for a number.
fn words(number: usize, count: usize) -> String {
    let mut chance = fastrand::Rng::with_seed(u64::try_from(number).unwrap());
    let words = (0..count).map(|_| WORDS[chance.usize(0..WORDS.len())]);
    words.collect::<Vec<_>>().join(" ")
}

fn is_edited(number: usize) -> bool {
    number % 7 == 3 && !is_retracted(number)
}

fn is_retracted(number: usize) -> bool {
    number % 11 == 5
}

/// Tells whether anything is on its way between the newsrooms and their readers.
pub(super) fn is_busy(newsrooms: &[Arc<Newsroom>]) -> bool {
    SENT.load(Ordering::SeqCst) > READ.load(Ordering::SeqCst)
        || newsrooms
            .iter()
            .any(|newsroom| newsroom.log().under_way > 0)
}

/// Tells whether any thread still works on a page, or on what connects to one: its answer is on its way.
pub(super) fn is_at_work() -> bool {
    let threads = fs::read_dir("/proc/self/task").unwrap();
    let name = |thread: fs::DirEntry| fs::read_to_string(thread.path().join("comm"));
    let mut names = threads.flatten().filter_map(|thread| name(thread).ok());
    names.any(|name| name.trim() == WORK)
}
