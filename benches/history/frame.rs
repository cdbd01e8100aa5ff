//! From the question for a blog to its first frame, as the program does it.

use newswire::{
    app::{BlogId, Filter, Followed, Joined, Model, Order, Place, Reader, Restored},
    layout::Size,
    model::{Clean, Item, Zone},
    store::{self, Store},
    ui::{self, Theme},
};
use ratatui::{
    buffer::{Buffer, Cell},
    layout::Rect,
};

use super::{Outcome, story};

/// A usual terminal.
const SIZE: Size = Size {
    width: 120,
    height: 40,
};
/// What the program asks for on a screen of that height.
const WANTED: usize = 80;

/// The place of a reader who left in the middle of an update.
pub(super) fn place(item: &Item) -> store::Place {
    store::Place {
        entry: item.entry.id.clone(),
        byte: 20,
        lead: 2,
        oldest_first: false,
        selected: None,
        reading: 0,
        density: None,
        filter: store::PlaceFilter::default(),
        left: item.seen,
    }
}

/// Reads what the first frame needs and draws it.
pub(super) async fn first(store: &Store, key: &str) -> Outcome<Buffer> {
    let stored = store.load_around(key, None, WANTED).await?;
    let stored = stored.ok_or("the blog is not there")?;
    let place = stored.place.map(|place| Place {
        selected: Some(place.entry.clone()),
        entry: place.entry,
        byte: u32::try_from(place.byte).unwrap_or(0),
        lead: place.lead,
        reading: 0,
        order: Order::default(),
        density: None,
        filter: Filter::default(),
    });
    let now = story::at(200_000_000);
    let restored = Restored {
        left: None,
        timeline: stored.timeline,
        checked: stored.last_contact,
        place,
        not_loaded: None,
        gaps: stored.gaps,
        blog_revisions: stored.heads,
    };
    let blog = Followed::open(Joined {
        id: BlogId(0),
        source: Clean::line(key),
        address: None,
        paused: false,
        wishes: Vec::new(),
        restored: Some(Box::new(restored)),
    });
    let (model, _) = Model::reading(Reader::new(blog, Vec::new(), Zone::Utc, now, SIZE));
    let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.width, SIZE.height));
    ui::view(
        &model,
        &Theme::terminal(),
        &ui::Gallery::default(),
        &mut buffer,
    );
    Ok(buffer)
}

/// Makes sure that what is measured is a frame full of updates.
pub(super) fn assert_shows_the_place(frame: &Buffer) -> Outcome<()> {
    let text: String = frame.content().iter().map(Cell::symbol).collect();
    if text.contains("from the bridge") && text.contains("unread") {
        Ok(())
    } else {
        Err("the frame shows no updates".into())
    }
}
