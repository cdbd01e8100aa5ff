//! Reads a page as `newswire print --format json` does, at a moment that is given.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use newswire::{
    model::{Timeline, WebUrl, Zone},
    report::{Document, jsonfeed},
    source::{self, Page},
};
use serde_json::Value;

/// What is read.
pub struct Case<'a> {
    pub bytes: &'a [u8],
    /// The address that the page was saved from.
    pub base: &'a str,
    /// The moment of reading, in UTC.
    pub now: &'a str,
}

/// What a reader gets.
pub enum Outcome {
    /// A JSON Feed.
    Read(Value),
    /// The sentence that says what the page is instead.
    Refused(String),
}

impl Outcome {
    pub fn of(case: &Case) -> Self {
        let base = WebUrl::parse(case.base).unwrap();
        let at = moment(case.now);
        let page = Page {
            bytes: case.bytes,
            content_type: None,
            address: Some(&base),
            fetched_at: at,
            saved: None,
            cancellation: None,
        };
        let extraction = match source::extract(&page) {
            Ok(extraction) => extraction,
            Err(none) => return Self::Refused(none.to_string()),
        };
        let snapshot = &extraction.snapshot;
        let mut timeline = Timeline::default();
        timeline.merge(snapshot, at);
        let document = Document {
            blog: &timeline.blog,
            status: timeline.status(at),
            items: timeline.items(),
            total: timeline.items().len(),
            address: Some(&base),
            recognised_as: &snapshot.recognised_as,
            warnings: &snapshot.warnings,
            fetched_at: at,
            zone: Zone::Utc,
        };
        let mut json = Vec::new();
        jsonfeed::write(&document, &mut json).unwrap();
        Self::Read(serde_json::from_slice(&json).unwrap())
    }

    pub fn items(&self) -> &[Value] {
        match self {
            Self::Read(feed) => feed["items"].as_array().map_or(&[], Vec::as_slice),
            Self::Refused(_) => &[],
        }
    }

    /// Everything that was said, as one text.
    pub fn said(&self) -> String {
        match self {
            Self::Read(feed) => feed.to_string(),
            Self::Refused(why) => why.clone(),
        }
    }

    fn titled(&self, headline: &str) -> Option<&Value> {
        self.items().iter().find(|item| item["title"] == headline)
    }

    pub fn time_of(&self, headline: &str) -> Option<String> {
        time(self.titled(headline)?)
    }

    pub fn text_of(&self, headline: &str) -> Option<&str> {
        self.titled(headline)?["content_text"].as_str()
    }
}

/// Returns when an item was published, to the minute in UTC.
pub fn time(item: &Value) -> Option<String> {
    let at = DateTime::parse_from_rfc3339(item["date_published"].as_str()?).ok()?;
    Some(at.to_utc().format("%Y-%m-%dT%H:%M").to_string())
}

/// Reads a minute as the tables write it.
pub fn minute(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap()
}

fn moment(text: &str) -> DateTime<Utc> {
    let naive = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").unwrap();
    naive.and_utc()
}

/// Takes two readings of one page into a timeline; returns what the later one changes, as `tail` tells it.
pub fn changes((first, later): (&[u8], &[u8]), now: &str, minutes: i64) -> Vec<String> {
    let mut timeline = Timeline::default();
    let mut told = Vec::new();
    for (bytes, at) in [
        (first, moment(now)),
        (later, moment(now) + TimeDelta::minutes(minutes)),
    ] {
        let page = Page {
            bytes,
            content_type: None,
            address: None,
            fetched_at: at,
            saved: None,
            cancellation: None,
        };
        let snapshot = source::extract(&page).unwrap().snapshot;
        let changes = timeline.merge(&snapshot, at);
        let kinds = [
            ("added", changes.added.len()),
            ("revised", changes.revised.len()),
            ("retracted", changes.retracted.len()),
        ];
        told = kinds
            .iter()
            .flat_map(|(kind, count)| std::iter::repeat_n((*kind).to_owned(), *count))
            .collect();
    }
    told
}
