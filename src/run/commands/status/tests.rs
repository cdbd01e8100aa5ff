use std::sync::Arc;

use chrono::DateTime;

use super::*;
use crate::model::{Body, Entry, EntryId, Marks, OrderKey, Presence, Provenance, Status as Runs};

fn blog(key: &str, unread: usize) -> BlogSummary {
    BlogSummary {
        key: key.to_owned(),
        address: Clean::line(key),
        headline: Clean::line("Harbour <bridge> closure"),
        publisher: Clean::line("The Example Post"),
        status: Runs::Live,
        last_update: None,
        unread,
        changed_since_read: 0,
        total: 9,
        last_poll: None,
        trouble: None,
        paused: false,
        archived: false,
        tags: Vec::new(),
        size: 0,
    }
}

fn item(headline: &str) -> Item {
    Item {
        entry: Arc::new(Entry {
            id: EntryId::new("u1"),
            label: None,
            headline: Some(Clean::line(headline)),
            body: Body::default(),
            published: None,
            modified: None,
            authors: Vec::new(),
            permalink: None,
            marks: Marks::default(),
            provenance: Provenance::default(),
        }),
        seen: DateTime::UNIX_EPOCH,
        earlier: Vec::new(),
        order: OrderKey {
            at: 0,
            poll: 1,
            rank: 0,
        },
        presence: Presence::OnPage,
        read: false,
        read_as: None,
        changed_since_read: false,
        bookmarked: false,
        memory: crate::model::WitnessMemory::default(),
    }
}

fn glance(unread: &[usize], headline: &str) -> Glance {
    let blogs = unread.iter().enumerate();
    Glance {
        blogs: blogs
            .map(|(place, unread)| blog(&place.to_string(), *unread))
            .collect(),
        newest: Some(("0".to_owned(), item(headline))),
    }
}

#[test]
fn a_line_counts_and_names_the_newest() {
    for (unread, line) in [
        (&[3, 0][..], "3 unread · Harbour <bridge> closure: Safe"),
        (
            &[3, 4],
            "7 unread in 2 live blogs · Harbour <bridge> closure: Safe",
        ),
        (&[0], "nothing unread · Harbour <bridge> closure: Safe"),
    ] {
        assert_eq!(Standing::of(&glance(unread, "Safe")).text(), line);
    }
    assert_eq!(
        Standing::of(&Glance::default()).text(),
        "no live blogs followed"
    );
}

#[test]
fn what_is_put_away_does_not_count() {
    let mut glance = glance(&[3, 4], "Safe");
    glance.blogs[1].archived = true;
    assert_eq!(Standing::of(&glance).unread, 3);
}

#[test]
fn a_headline_drives_neither_tmux_nor_waybar() {
    let hostile = glance(&[2], "#[bg=red]#(touch x) <b>&");
    let standing = Standing::of(&hostile);
    assert_eq!(standing.tmux(), "2 ##[bg=red]##(touch x) <b>&");
    let waybar = standing.waybar();
    assert_eq!((waybar.text.as_str(), waybar.class), ("2", "unread"));
    assert_eq!(
        waybar.tooltip,
        "#[bg=red]#(touch x) &lt;b&gt;&amp;\n2 unread · Harbour &lt;bridge&gt; closure"
    );
}

#[test]
fn a_status_line_is_short_and_empty_where_nothing_is_unread() {
    let long = glance(&[2], &"long ".repeat(40));
    assert!(width::text(&Standing::of(&long).tmux()) <= usize::from(TMUX) + 3);
    let read = glance(&[0], "Safe");
    assert_eq!(Standing::of(&read).tmux(), "");
    assert_eq!(Standing::of(&read).waybar().text, "");
}
