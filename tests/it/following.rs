//! A live blog of WordPress, read through its page, the data in it and its protocol, in any order: what a follower is
//! told, and what not.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use chrono::{DateTime, TimeDelta, Utc};
use newswire::{
    model::{ChangeSet, Item, Snapshot, Status, Timeline, WebUrl, Window},
    source::{self, Page, Platform},
};
use serde_json::{Value, json};

const ADDRESS: &str = "https://post.example/2025/08/07/bridge/";

fn at(minutes: i64) -> DateTime<Utc> {
    "2025-08-07T12:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::minutes(minutes)
}

/// An update as the newsroom wrote it.
#[derive(Clone)]
struct Update {
    id: i64,
    headline: &'static str,
    text: &'static str,
    changed: i64,
}

impl Update {
    fn published(&self) -> DateTime<Utc> {
        at(self.id - 1010)
    }

    /// The text as editors see it, with a link; that of a picture alone is its caption.
    fn html(&self) -> String {
        let picture = "<figure><img src='https://post.example/pier.jpg' width='1200' height='800' \
                       alt='The north pier'><figcaption>The north pier at noon</figcaption></figure>";
        match self.text {
            "" => picture.to_owned(),
            text => format!(
                "<p>{text} <a href='https://transport.example/statement'>The statement</a></p>"
            ),
        }
    }

    fn element(&self) -> String {
        let Self { id, headline, .. } = self;
        let time = self.published();
        format!(
            "<article id='{id}' class='liveblog-entry'><time datetime='{}'>{}</time>\
             <h3>{headline}</h3>{}</article>",
            time.to_rfc3339(),
            time.format("%H:%M"),
            self.html()
        )
    }

    /// What the page's data say: the beginning of the text, and nothing of pictures.
    fn data(&self) -> Option<Value> {
        let cut: String = self.text.chars().take(140).collect();
        (!cut.is_empty()).then(|| {
            json!({
                "@type": "BlogPosting",
                "url": format!("{ADDRESS}#{}", self.id),
                "headline": self.headline,
                "datePublished": self.published().to_rfc3339(),
                "articleBody": format!("{cut}…"),
            })
        })
    }

    fn event(&self) -> Value {
        json!({
            "id": self.id,
            "type": "new",
            "content": format!("<h3>{}</h3>{}", self.headline, self.html()),
            "render": format!("<h3>{}</h3>{}", self.headline, self.html()),
            "timestamp": at(self.changed).timestamp(),
            "entry_time": self.published().timestamp(),
        })
    }
}

fn story() -> Vec<Update> {
    let texts = [
        (
            "Ferry service resumes",
            "The harbour office says that the first ferry left the north pier at noon with about \
             forty passengers on board, and that two more crossings are planned before the evening.",
        ),
        ("The pier", ""),
        (
            "Engineers inspect the pillar",
            "A team of six engineers has gone down to the second pillar of the bridge and is now \
             measuring the crack that divers found during the night, the harbour office says.",
        ),
        (
            "Schools stay closed",
            "The council of the island has told parents that all three schools stay closed until \
             the road across the bridge can be used by the buses of the island again.",
        ),
    ];
    let all = texts.into_iter().zip((1001..=1004).rev());
    all.map(|((headline, text), id)| Update {
        id,
        headline,
        text,
        changed: id - 1010,
    })
    .collect()
}

/// What the page is made of this time.
#[derive(Clone, Copy)]
enum Made {
    Whole,
    /// The elements of the updates come from scripts.
    OfData,
}

fn html(updates: &[Update], made: Made) -> String {
    let data = json!({
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": "Bridge closed: live",
        "url": ADDRESS,
        "liveBlogUpdate": updates.iter().filter_map(Update::data).collect::<Vec<_>>(),
    });
    let elements: String = match made {
        Made::Whole => updates.iter().map(Update::element).collect(),
        Made::OfData => String::new(),
    };
    format!(
        "<!doctype html><html lang='en'><title>Bridge closed: live</title>\
         <script>var liveblog_settings = {{\"endpoint_url\":\
         \"https://post.example/wp-json/liveblog/v1/7/\",\"refresh_interval\":10,\
         \"latest_entry_timestamp\":1754540000,\"state\":\"enable\"}};</script>\
         <script type='application/ld+json'>{data}</script>\
         <h1>Bridge closed: live</h1><div class='liveblog'>{elements}</div>"
    )
}

/// A follower of the blog.
#[derive(Default)]
struct Follower {
    timeline: Timeline,
    platform: Option<Platform>,
    minute: i64,
}

impl Follower {
    fn merge(&mut self, snapshot: &Snapshot) -> String {
        let changes = self.timeline.merge(snapshot, at(self.minute));
        // Every restart remembers what was said.
        let kept = self.timeline.items().to_vec();
        self.timeline = Timeline::restore(self.timeline.blog.clone(), kept);
        told(&changes)
    }

    /// Reads the page; says what a follower hears of it.
    fn page(&mut self, updates: &[Update], made: Made) -> String {
        self.minute += 1;
        let address = WebUrl::parse(ADDRESS).unwrap();
        let page = html(updates, made);
        let extraction = source::extract(&Page {
            bytes: page.as_bytes(),
            content_type: Some("text/html; charset=utf-8"),
            address: Some(&address),
            fetched_at: at(self.minute),
            saved: None,
            cancellation: None,
        });
        let extraction = extraction.unwrap();
        self.platform = extraction.platform;
        self.merge(&extraction.snapshot)
    }

    /// Takes an answer of the protocol; says what a follower hears of it.
    fn answer(&mut self, events: &[Value]) -> String {
        self.minute += 1;
        let answer = json!({
            "entries": events,
            "latest_timestamp": at(self.minute).timestamp(),
            "refresh_interval": 10,
        });
        let platform = self.platform.as_mut().unwrap();
        let answer = platform.read(&Page {
            bytes: answer.to_string().as_bytes(),
            content_type: Some("application/json"),
            address: None,
            fetched_at: at(self.minute),
            saved: None,
            cancellation: None,
        });
        let snapshot = answer.unwrap().snapshot;
        snapshot.map_or_else(String::new, |snapshot| self.merge(&snapshot))
    }

    fn item(&self, id: i64) -> &Item {
        let mut items = self.timeline.items().iter();
        items
            .find(|item| item.entry.id.as_str() == id.to_string())
            .unwrap()
    }
}

fn told(changes: &ChangeSet) -> String {
    let lists = [
        ("added", &changes.added),
        ("revised", &changes.revised),
        ("retracted", &changes.retracted),
        ("restored", &changes.restored),
    ];
    let told = lists.into_iter().filter(|(_, ids)| !ids.is_empty());
    let told = told.map(|(word, ids)| {
        let ids = ids.iter().map(|id| format!(" {id}"));
        format!("{word}{}", ids.collect::<String>())
    });
    told.collect::<Vec<_>>().join(", ")
}

fn events(updates: &[Update]) -> Vec<Value> {
    updates.iter().map(Update::event).collect()
}

#[test]
fn an_unedited_blog_has_no_revisions_whoever_tells_it() {
    let story = story();
    let mut follower = Follower::default();
    // The page's data skip the picture, which its elements show between the others.
    assert_eq!(
        follower.page(&story, Made::Whole),
        "added 1004 1003 1002 1001"
    );
    assert_eq!(follower.answer(&events(&story)), "");
    for _ in 0..3 {
        assert_eq!(follower.answer(&events(&story)), "");
        assert_eq!(follower.page(&story, Made::OfData), "");
        assert_eq!(follower.answer(&[]), "");
        assert_eq!(follower.page(&story, Made::Whole), "");
    }
    for update in &story {
        let item = follower.item(update.id);
        assert_eq!(item.revision(), 1);
        let body = &item.entry.body;
        assert_eq!(body.links().is_empty(), update.text.is_empty(), "{body:?}");
        assert_eq!(
            body.images().is_empty(),
            !update.text.is_empty(),
            "{body:?}"
        );
    }
}

#[test]
fn data_first_and_the_protocol_later_is_no_edit() {
    let story = story();
    let mut follower = Follower::default();
    assert_eq!(follower.page(&story, Made::OfData), "added 1004 1002 1001");
    assert_eq!(follower.answer(&events(&story)), "added 1003");
    assert_eq!(follower.page(&story, Made::OfData), "");
    assert_eq!(follower.page(&story, Made::OfData), "");
    assert_eq!(follower.page(&story, Made::Whole), "");
    assert!(!follower.item(1004).entry.body.links().is_empty());
}

#[test]
fn an_edit_is_told_once_and_a_stale_page_takes_it_not_back() {
    let story = story();
    let mut edited = story.clone();
    edited[0].text = "The harbour office says that the first ferry left the north pier at noon with \
                      about fifty passengers on board, and that three more crossings are planned.";
    edited[0].changed = 3;
    let mut follower = Follower::default();
    follower.page(&story, Made::Whole);
    follower.answer(&events(&story));
    assert_eq!(follower.answer(&events(&edited[..1])), "revised 1004");
    assert_eq!(follower.page(&story, Made::Whole), "");
    assert_eq!(follower.page(&edited, Made::Whole), "");
    assert_eq!(follower.page(&edited, Made::OfData), "");
    assert_eq!(follower.answer(&events(&edited)), "");
    // The other way round: the page is swept before the protocol is asked.
    let mut follower = Follower::default();
    follower.page(&story, Made::Whole);
    follower.answer(&events(&story));
    assert_eq!(follower.page(&edited, Made::Whole), "revised 1004");
    assert_eq!(follower.answer(&events(&edited[..1])), "");
    assert_eq!(follower.page(&edited, Made::Whole), "");
    assert_eq!(follower.item(1004).revision(), 2);
}

#[test]
fn what_the_protocol_removed_a_cached_page_does_not_bring_back() {
    let story = story();
    let mut follower = Follower::default();
    follower.page(&story, Made::Whole);
    follower.answer(&events(&story));
    let removed =
        json!({"id": 1002, "type": "delete", "content": "", "timestamp": at(4).timestamp()});
    assert_eq!(follower.answer(&[removed]), "retracted 1002");
    for made in [Made::Whole, Made::OfData, Made::Whole] {
        assert_eq!(follower.page(&story, made), "");
    }
}

#[test]
fn a_page_that_is_read_in_part_takes_no_update_away() {
    let story = story();
    let sound = html(&story, Made::Whole);
    assert_eq!(extracted(&sound).window, Window::Full);
    let deeper_than_is_read = format!("{sound}{}", "<div>".repeat(600));
    assert_eq!(extracted(&deeper_than_is_read).window, Window::Part);
}

#[test]
fn a_page_that_is_read_in_part_is_not_said_to_have_no_updates_yet() {
    let announced = r#"<title>Harbour: live</title><script type="application/ld+json">
        {"@type":"LiveBlogPosting","headline":"Harbour: live","liveBlogUpdate":[]}</script>"#;
    let says_so = |snapshot: &Snapshot| {
        let mut warnings = snapshot.warnings.iter();
        warnings.any(|warning| warning.as_str().contains("has not begun"))
    };
    let sound = extracted(announced);
    assert_eq!(sound.blog.status, Status::NotBegun);
    assert!(says_so(&sound));
    let deeper_than_is_read = format!("{announced}{}", "<div>".repeat(600));
    let cut = extracted(&deeper_than_is_read);
    assert_eq!(cut.blog.status, Status::Unknown);
    assert!(
        !says_so(&cut) && cut.warnings.len() == 1,
        "{:?}",
        cut.warnings
    );
}

fn extracted(page: &str) -> Snapshot {
    let page = Page {
        bytes: page.as_bytes(),
        content_type: Some("text/html"),
        address: None,
        fetched_at: at(0),
        saved: None,
        cancellation: None,
    };
    source::extract(&page).unwrap().snapshot
}
