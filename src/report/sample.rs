//! A live blog whose updates hold every kind of block, and hostile text, for the tests of all formats.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset, Utc};

use super::Document;
use crate::model::{
    Author, Block, Body, Clean, Embed, EmbedKind, Emphasis, Entry, EntryId, Image, Inline, Item,
    ListItem, LiveBlog, Marks, OrderKey, Presence, Revision, Stamp, Status, TableRow, TimeBasis,
    WebUrl, Zone,
};

/// What a report needs to lend to its document.
pub(super) struct Sample {
    pub(super) blog: LiveBlog,
    pub(super) items: Vec<Item>,
    address: WebUrl,
    recognised_as: Clean,
    warnings: Vec<Clean>,
}

impl Sample {
    /// Two updates: one with all blocks and marks, revised once; one with nothing but words.
    pub(super) fn new() -> Self {
        Self {
            blog: blog(),
            items: vec![rich_item(), bare_item()],
            address: url("https://post.example/live/bridge?page=1"),
            recognised_as: Clean::line("JSON-LD LiveBlogPosting"),
            warnings: vec![Clean::line("One update has no time.")],
        }
    }

    pub(super) fn document(&self) -> Document<'_> {
        Document {
            blog: &self.blog,
            status: self.blog.status,
            items: &self.items,
            total: self.items.len(),
            address: Some(&self.address),
            recognised_as: &self.recognised_as,
            warnings: &self.warnings,
            fetched_at: instant("2025-08-07T03:00:00Z"),
            zone: Zone::Publisher,
        }
    }
}

pub(super) fn url(text: &str) -> WebUrl {
    WebUrl::parse(text).unwrap()
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn stamp(text: &str, raw: &str) -> Stamp {
    Stamp {
        raw: Clean::line(raw),
        ..Stamp::new(
            DateTime::<FixedOffset>::parse_from_rfc3339(text).unwrap(),
            TimeBasis::StructuredData,
        )
    }
}

fn blog() -> LiveBlog {
    LiveBlog {
        headline: Clean::line("Harbour bridge closure: latest"),
        standfirst: Clean::line("A ship struck the north pier."),
        summary: Body::from_plain("The bridge stays closed."),
        publisher: Clean::line("The Example Post"),
        authors: vec![Author {
            name: Clean::line("Ada Brook"),
            url: Some(url("https://post.example/by/ada")),
        }],
        language: Clean::line("en-GB"),
        status: Status::Live,
        canonical: Some(url("https://post.example/live/bridge")),
        feed: Some(url("https://post.example/live/bridge.rss")),
        ..LiveBlog::default()
    }
}

fn rich_item() -> Item {
    let entry = |body| Entry {
        id: EntryId::new("update-7"),
        label: None,
        headline: Some(Clean::line("Minister to speak at 11 <script>")),
        body,
        published: Some(stamp("2025-08-07T04:49:00+02:00", "04:49 CEST")),
        modified: None,
        authors: vec![Author {
            name: Clean::line("Transport desk"),
            url: None,
        }],
        permalink: Some(url("https://post.example/live/bridge#update-7")),
        marks: Marks {
            key_event: true,
            ..Marks::default()
        },
        provenance: crate::model::Provenance::default(),
    };
    Item {
        entry: Arc::new(entry(every_block())),
        seen: instant("2025-08-07T02:52:00Z"),
        earlier: vec![Revision {
            number: 1,
            entry: Arc::new(entry(Body::from_plain("The minister will speak."))),
            seen: instant("2025-08-07T02:50:00Z"),
        }],
        order: order(1),
        presence: Presence::OnPage,
        read: false,
        read_as: None,
        changed_since_read: false,
        bookmarked: false,
        memory: crate::model::WitnessMemory::default(),
    }
}

fn bare_item() -> Item {
    Item {
        entry: Arc::new(Entry {
            id: EntryId::new("update-6"),
            label: None,
            headline: None,
            body: Body::from_plain("First figures withdrawn."),
            published: None,
            modified: None,
            authors: Vec::new(),
            permalink: None,
            marks: Marks::default(),
            provenance: crate::model::Provenance::default(),
        }),
        seen: instant("2025-08-07T02:20:00Z"),
        earlier: Vec::new(),
        order: order(0),
        presence: Presence::Retracted {
            since: instant("2025-08-07T02:30:00Z"),
        },
        read: false,
        read_as: None,
        changed_since_read: false,
        bookmarked: false,
        memory: crate::model::WitnessMemory::default(),
    }
}

fn order(at: i64) -> OrderKey {
    OrderKey {
        at,
        poll: 1,
        rank: 0,
    }
}

fn run(text: &str, emphasis: Emphasis, link: Option<&str>) -> Inline {
    Inline {
        text: Clean::preformatted(text),
        emphasis,
        link: link.map(url),
    }
}

fn plain(text: &str) -> Vec<Inline> {
    vec![Inline::plain(text)]
}

/// One of every kind of block, each with text that some format must escape.
pub(super) fn every_block() -> Body {
    let none = Emphasis::default();
    let strong = Emphasis {
        strong: true,
        ..none
    };
    let statement = Some("https://transport.example/statement?a=1&b=2");
    Body {
        blocks: vec![
            Block::Paragraph(vec![
                run("The minister said ", none, None),
                run("in a ", none, statement),
                run("statement ", strong, statement),
                run(
                    "that <b>2 * 3 * 4</b> ferries_run_daily & on.\nMore later.",
                    none,
                    None,
                ),
            ]),
            Block::Heading {
                level: 2,
                text: plain("What # we know"),
            },
            Block::Quote {
                blocks: vec![Block::Paragraph(plain("We > all \u{201c}hope\u{201d}."))],
                cite: Some(Clean::line("Harbour master")),
            },
            Block::List {
                start: None,
                items: vec![
                    item(vec![Block::Paragraph(plain("North pier"))]),
                    item(vec![
                        Block::Paragraph(plain("South pier")),
                        Block::List {
                            start: Some(3),
                            items: vec![item(vec![Block::Paragraph(plain("East step"))])],
                        },
                    ]),
                ],
            },
            Block::Table {
                rows: vec![
                    row(true, &["Ferry", "Leaves"]),
                    row(false, &["Åland | 2", "9:00"]),
                ],
                caption: Clean::line("Thursday"),
            },
            Block::Preformatted(Clean::preformatted("a  b\n```\n<i>c</i>")),
            Block::Rule,
            Block::Image(Image {
                candidates: vec![
                    (url("https://img.example/pier.jpg?w=300"), 300),
                    (url("https://img.example/pier.jpg?w=900"), 900),
                ],
                alt: Clean::line("A pier \"bent\""),
                caption: Clean::line("The north pier [sic]"),
                credit: Clean::line("Reuters"),
            }),
            Block::Embed(Embed {
                kind: EmbedKind::Post,
                provider: Clean::line("X"),
                author: Clean::line("Harbour Office (@harbour)"),
                text: Clean::line("Bridge <closed> until *Sunday*"),
                links: Vec::new(),
                url: Some(url("https://social.example/harbour/1")),
            }),
        ],
    }
}

fn item(blocks: Vec<Block>) -> ListItem {
    ListItem { blocks }
}

fn row(header: bool, cells: &[&str]) -> TableRow {
    TableRow {
        header,
        cells: cells.iter().map(|cell| plain(cell)).collect(),
    }
}
