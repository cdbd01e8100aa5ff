use super::*;
use crate::model::{
    Author, Body, Entry, LiveBlog, Marks, Provenance, Snapshot, Stamp, TimeBasis, Window,
};

fn at(minutes: i64) -> DateTime<Utc> {
    "2025-08-07T12:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::minutes(minutes)
}

fn entry(id: &str, minutes: i64, text: &str) -> Entry {
    Entry {
        id: EntryId::new(id),
        label: None,
        headline: Some(Clean::line(&format!("About {id}"))),
        body: Body::from_plain(text),
        published: Some(Stamp::new(at(minutes).fixed_offset(), TimeBasis::Markup)),
        modified: None,
        authors: vec![Author {
            name: Clean::line("Kim Roe"),
            url: None,
        }],
        permalink: None,
        marks: Marks::default(),
        provenance: Provenance::default(),
    }
}

fn marked(entry: Entry, mark: fn(&mut Marks)) -> Entry {
    let mut entry = entry;
    mark(&mut entry.marks);
    entry
}

/// A live blog that is read again and again.
struct Blog {
    timeline: Timeline,
    contact: Option<DateTime<Utc>>,
    rules: Vec<Rule>,
}

impl Blog {
    fn new(wishes: &[Wish]) -> Self {
        let rule = |wish: &Wish| Rule::new(wish.clone(), Scope::All).unwrap();
        Self {
            timeline: Timeline::default(),
            contact: None,
            rules: wishes.iter().map(rule).collect(),
        }
    }

    /// A blog with two updates that are known already.
    fn known(wishes: &[Wish]) -> Self {
        let mut blog = Self::new(wishes);
        blog.read(0, vec![entry("b", -10, "old"), entry("a", -20, "old")]);
        blog
    }

    /// Takes a reading; returns what it raises.
    fn read(&mut self, minutes: i64, entries: Vec<Entry>) -> Vec<(String, Cause)> {
        let snapshot = Snapshot {
            blog: LiveBlog::default(),
            entries,
            window: Window::Full,
            recognised_as: Clean::default(),
            warnings: Vec::new(),
            older: None,
            min_interval: None,
        };
        let changes = self.timeline.merge(&snapshot, at(minutes));
        self.raise(minutes, &changes)
    }

    fn raise(&mut self, minutes: i64, changes: &ChangeSet) -> Vec<(String, Cause)> {
        let subject = Subject {
            timeline: &self.timeline,
            address: None,
            tags: &[],
            since: self.contact.replace(at(minutes)),
        };
        let alerts = raised(&self.rules, &subject, changes).into_iter();
        let told = alerts.map(|alert| (alert.item.entry.id.to_string(), alert.cause));
        told.collect()
    }
}

fn on(on: On) -> Wish {
    Wish {
        on,
        ..Wish::default()
    }
}

fn with(words: &[&str]) -> Wish {
    Wish {
        words: words.iter().map(|words| Clean::line(words)).collect(),
        ..Wish::default()
    }
}

fn raised_as(id: &str, cause: Cause) -> Vec<(String, Cause)> {
    vec![(id.to_owned(), cause)]
}

#[test]
fn the_first_reading_of_a_blog_alerts_of_nothing() {
    let mut blog = Blog::new(&[on(On::Any)]);
    assert_eq!(blog.read(0, vec![entry("a", 0, "news")]), []);
    let second = vec![entry("b", 1, "news"), entry("a", 0, "news")];
    assert_eq!(blog.read(2, second), raised_as("b", Cause::New));
}

#[test]
fn every_kind_of_wish_finds_what_it_is_about() {
    let new = |text: &str| entry("new", 1, text);
    let pattern = |regex: &str| Wish {
        regex: Some(regex.to_owned()),
        ..Wish::default()
    };
    let author = |name: &str| Wish {
        author: Some(Clean::line(name)),
        ..Wish::default()
    };
    let breaking = |entry| marked(entry, |marks| marks.breaking = true);
    let key = |entry| marked(entry, |marks| marks.key_event = true);
    for (wish, entry, cause) in [
        (on(On::New), new("x"), Some(Cause::New)),
        (on(On::Any), new("x"), Some(Cause::New)),
        (on(On::KeyEvent), new("x"), None),
        (on(On::KeyEvent), key(new("x")), Some(Cause::KeyEvent)),
        (on(On::Breaking), key(new("x")), None),
        (
            on(On::Breaking),
            breaking(key(new("x"))),
            Some(Cause::Breaking),
        ),
        (on(On::Any), breaking(key(new("x"))), Some(Cause::Breaking)),
        (
            with(&["ferry", "bridge"]),
            new("The BRIDGE is shut"),
            Some(Cause::New),
        ),
        (with(&["bridge"]), new("The bridges are shut"), None),
        (with(&["about new"]), new("x"), Some(Cause::New)),
        (
            pattern(r"\b\d{3} dead"),
            new("at least 120 dead"),
            Some(Cause::New),
        ),
        (pattern(r"(?i)DEAD$"), new("at least 120 dead\nsaid"), None),
        (author("roe"), new("x"), Some(Cause::New)),
        (author("Ki"), new("x"), None),
    ] {
        let mut blog = Blog::known(std::slice::from_ref(&wish));
        let read = vec![entry, super::tests::entry("b", -10, "old")];
        let raised = blog.read(2, read);
        let raised = raised.first().map(|(_, cause)| *cause);
        assert_eq!(raised, cause, "{}", wish.describe());
    }
}

#[test]
fn all_that_a_wish_says_must_hold() {
    let wish = Wish {
        on: On::KeyEvent,
        author: Some(Clean::line("Kim Roe")),
        ..with(&["bridge"])
    };
    let mut blog = Blog::known(&[wish]);
    let key = |id, text| marked(entry(id, 1, text), |marks| marks.key_event = true);
    let read = vec![
        entry("plain", 1, "bridge"),
        key("other", "ferry"),
        key("both", "bridge"),
    ];
    assert_eq!(blog.read(2, read), raised_as("both", Cause::KeyEvent));
}

#[test]
fn old_updates_that_appear_late_alert_of_nothing() {
    let mut blog = Blog::known(&[on(On::New)]);
    let read = vec![
        entry("b", -10, "old"),
        entry("slow", -15, "published a while after its time"),
        entry("a", -20, "old"),
        entry("ancient", -300, "from an older page"),
    ];
    assert_eq!(blog.read(2, read), raised_as("slow", Cause::New));
    let snapshot = Snapshot {
        window: Window::Part,
        ..Snapshot {
            blog: LiveBlog::default(),
            entries: vec![entry("page 2", -400, "old")],
            window: Window::Full,
            recognised_as: Clean::default(),
            warnings: Vec::new(),
            older: None,
            min_interval: None,
        }
    };
    let changes = blog.timeline.merge_older(&snapshot, at(3));
    assert_eq!(blog.raise(3, &changes), []);
}

#[test]
fn what_the_reader_read_elsewhere_alerts_of_nothing() {
    let mut blog = Blog::known(&[on(On::Any)]);
    let mut other = Blog::known(&[]);
    let news = ["new", "read"].map(|id| entry(id, 1, "x"));
    let known = [entry("b", -10, "old"), entry("a", -20, "old")];
    other.read(2, [news, known].concat());
    other.timeline.set_read(&EntryId::new("read"), true);
    let changes = blog.timeline.absorb(other.timeline.items().to_vec());
    assert_eq!(blog.raise(3, &changes), raised_as("new", Cause::New));
}

#[test]
fn words_that_an_edit_brings_alert_of_nothing_but_a_significant_edit_does() {
    let mut blog = Blog::known(&[with(&["bridge"])]);
    let edited = |text| vec![entry("b", -10, text), entry("a", -20, "old")];
    assert_eq!(blog.read(2, edited("the bridge is shut")), []);
    blog.rules = vec![Rule::new(on(On::Edit), Scope::All).unwrap()];
    assert_eq!(blog.read(3, edited("the bridge is closed")), []);
    let raised = blog.read(4, edited("the bridge is closed, 120 hurt"));
    assert_eq!(raised, raised_as("b", Cause::Edited));
}

#[test]
fn only_what_was_read_alerts_when_it_is_retracted() {
    let mut blog = Blog::new(&[on(On::Retraction)]);
    let page = |ids: &[&str]| {
        let minutes = |id: &str| -i64::from(id.as_bytes()[0]);
        let entries = ids.iter().map(|id| entry(id, minutes(id), "text"));
        entries.collect::<Vec<_>>()
    };
    blog.read(0, page(&["a", "b", "c", "d", "e"]));
    blog.timeline.set_read(&EntryId::new("b"), true);
    let mut raised = Vec::new();
    for minutes in 1..5 {
        raised.extend(blog.read(minutes, page(&["a", "d", "e"])));
    }
    assert_eq!(raised, raised_as("b", Cause::Retracted));
    // It comes back, which is no news.
    blog.rules = vec![Rule::new(on(On::Any), Scope::All).unwrap()];
    assert_eq!(blog.read(6, page(&["a", "b", "c", "d", "e"])), []);
}

#[test]
fn a_recent_update_that_becomes_a_key_event_alerts_and_an_old_one_does_not() {
    let mut blog = Blog::known(&[on(On::KeyEvent)]);
    let page = |key: &[&str]| {
        let entries = [("c", 1), ("b", -10), ("z", -500)];
        let entries = entries.map(|(id, minutes)| {
            let entry = entry(id, minutes, "old");
            if key.contains(&id) {
                marked(entry, |marks| marks.key_event = true)
            } else {
                entry
            }
        });
        entries.to_vec()
    };
    assert_eq!(blog.read(2, page(&[])), []);
    let raised = blog.read(3, page(&["c", "z"]));
    assert_eq!(raised, raised_as("c", Cause::KeyEvent));
    assert_eq!(blog.read(4, page(&["c", "z"])), []);
}

#[test]
fn rules_are_for_all_blogs_for_one_or_for_those_with_a_tag() {
    let url = |text| WebUrl::parse(text).unwrap();
    let page = url("https://post.example/live/bridge#latest");
    let tags = [Clean::line("Harbour")];
    for (scope, covered) in [
        (Scope::All, true),
        (Scope::Blog(url("https://post.example/live/bridge")), true),
        (Scope::Blog(url("https://post.example/live/storm")), false),
        (Scope::Tag(Clean::line("harbour")), true),
        (Scope::Tag(Clean::line("storm")), false),
    ] {
        let rule = Rule::new(on(On::Any), scope).unwrap();
        assert_eq!(rule.covers(Some(&page), &tags), covered, "{rule:?}");
    }
}

#[test]
fn patterns_are_bounded() {
    let rule = |regex: &str| {
        let wish = Wish {
            regex: Some(regex.to_owned()),
            ..Wish::default()
        };
        Rule::new(wish, Scope::All).map(|_| ())
    };
    assert_eq!(rule("(a+)+$"), Ok(()));
    for regex in [r"\w{100}{100}", "(", "x(?=y)"] {
        assert!(matches!(rule(regex), Err(RuleError::Pattern(_))), "{regex}");
    }
    assert_eq!(rule(&"x".repeat(501)), Err(RuleError::TooLong));
    let told = rule("(").unwrap_err().to_string();
    assert_eq!(
        told,
        "the regular expression cannot be used: unclosed group"
    );
    assert_eq!(Rule::new(with(&["…"]), Scope::All), Err(RuleError::NoWords));
}

#[test]
fn a_wish_is_kept_as_it_was_said() {
    let wish = Wish {
        on: On::KeyEvent,
        regex: Some("a  b".to_owned()),
        author: Some(Clean::line("Kim")),
        ..with(&["bridge", "ferry"])
    };
    let kept = serde_json::to_string(&wish).unwrap();
    assert_eq!(serde_json::from_str::<Wish>(&kept).unwrap(), wish);
    assert_eq!(
        wish.describe(),
        "key events with “bridge” or “ferry” that match a b by Kim"
    );
}
