//! The live blog as a whole, in the reading pane: standfirst, summary, who makes it, its pinned updates and key
//! events.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::{Followed, What};
use crate::{
    app::{
        Standing,
        blog::overview::{Marked, Point},
        clock,
    },
    layout::Focus,
    model::{Block, Body, Entry, EntryId, Inline, ListItem, LiveBlog, Marks, Zone},
};

impl Followed {
    /// Shows what is said of the blog in place of the selected update.
    pub(in crate::app) fn show_about(&mut self, zone: Zone, now: DateTime<Utc>, focus: Focus) {
        let about = Arc::new(self.as_update(zone, now));
        self.show_instead(What::About(about), focus);
    }

    /// Says anew what was said of the blog, where that is on the screen.
    pub(in crate::app::blog) fn renew_about(&mut self, zone: Zone, now: DateTime<Utc>) {
        let Some(entry) = self.pane.about().map(|_| self.as_update(zone, now)) else {
            return;
        };
        if let Some(What::About(about)) = self.pane.instead.as_mut().map(|open| &mut open.what)
            && **about != entry
        {
            *about = Arc::new(entry);
        }
    }

    /// Returns the blog in the form of an update.
    fn as_update(&self, zone: Zone, now: DateTime<Utc>) -> Entry {
        let blog = &self.timeline().blog;
        let makers = makers(blog, self.feed.standing(now));
        let mut blocks: Vec<Block> = [blog.standfirst.as_str(), &makers]
            .into_iter()
            .filter(|words| !words.is_empty())
            .map(paragraph)
            .collect();
        let mut recap = Vec::new();
        let mut pinned = Vec::new();
        let mut key_events = Vec::new();
        let today = clock::day(zone, now);
        let list_item = |update: &Marked| list_item(update, zone, today);
        // Without links: the numbers of links belong to the selected update.
        for point in self.window.put_first(&self.feed) {
            match point {
                Point::Summary(words) => blocks.push(paragraph(words.as_str())),
                // The newest says it all.
                Point::Recap(update) if recap.is_empty() => recap.push(list_item(&update)),
                Point::Recap(_) => {}
                Point::Pinned(update) => pinned.push(list_item(&update)),
                Point::KeyEvent(update) => key_events.push(list_item(&update)),
            }
        }
        for (name, marked) in [
            ("Summary", recap),
            ("Pinned", pinned),
            ("Key events", key_events),
        ] {
            if !marked.is_empty() {
                blocks.push(Block::Heading {
                    level: 3,
                    text: vec![Inline::plain(name)],
                });
                blocks.push(Block::List {
                    start: None,
                    items: marked,
                });
            }
        }
        Entry {
            id: EntryId::new("the live blog"),
            label: None,
            headline: Some(blog.headline.clone()).filter(|headline| !headline.is_empty()),
            body: Body { blocks },
            published: None,
            modified: None,
            authors: Vec::new(),
            permalink: None,
            marks: Marks::default(),
            provenance: crate::model::Provenance::default(),
        }
    }
}

fn paragraph(words: &str) -> Block {
    Block::Paragraph(vec![Inline::plain(words)])
}

/// Says who makes it, how it stands, as the header does, and where it goes on.
fn makers(blog: &LiveBlog, standing: Standing) -> String {
    let publisher = blog.publisher.as_str();
    let names = blog.authors.iter().map(|author| author.name.as_str());
    let names: Vec<&str> = names.filter(|name| !same_name(name, publisher)).collect();
    let mut parts = vec![blog.publisher.to_string(), names.join(", ")];
    parts.push(standing.label().to_owned());
    parts.extend(
        blog.moved_to
            .as_ref()
            .map(|moved| format!("goes on at {moved}")),
    );
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// Tells whether two names are the same, however they are written.
fn same_name(one: &str, other: &str) -> bool {
    let letters = |name: &str| {
        let letters = name.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    let bare = |name: &str| {
        let letters = letters(name);
        letters
            .strip_prefix("the")
            .map(str::to_owned)
            .unwrap_or(letters)
    };
    bare(one) == bare(other)
}

fn list_item(update: &Marked, zone: Zone, today: NaiveDate) -> ListItem {
    let when = clock::short_moment(clock::wall(zone, update.at), today);
    ListItem {
        blocks: vec![paragraph(&format!("{when} {}", update.line))],
    }
}
