//! What a live blog is told, and what it tells: plain data.

use chrono::{DateTime, Utc};

use super::{filter::Filter, order::Order};
use crate::{
    layout::Density,
    model::{
        BlogRevision, Clean, EntryId, Gap, Item, LiveBlog, Timeline, Trouble, Validators, WebUrl,
        alert::Wish,
    },
};

/// Names an open live blog. No two have the same name while the program runs, so that what arrives for one that is
/// gone finds none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlogId(pub usize);

/// A live blog that is opened.
#[derive(Debug)]
pub struct Joined {
    /// Its name among the open ones.
    pub id: BlogId,
    /// What the reader asked for: an address or a path.
    pub source: Clean,
    /// The blog's own page, where the source is one.
    pub address: Option<WebUrl>,
    /// The reader paused it.
    pub paused: bool,
    /// What the reader wants to be alerted to in it.
    pub wishes: Vec<Wish>,
    /// What the history holds of it.
    pub restored: Option<Box<Restored>>,
}

/// What the history holds of a blog.
#[derive(Debug)]
pub struct Restored {
    /// The updates.
    pub timeline: Timeline,
    /// When it was last checked.
    pub checked: Option<DateTime<Utc>>,
    /// Where the reader left it.
    pub place: Option<Place>,
    /// When the reader left it.
    pub left: Option<DateTime<Utc>>,
    /// What of it is still to come by [`Msg::Rest`].
    pub not_loaded: Option<NotLoaded>,
    /// Spans without contact, oldest first.
    pub gaps: Vec<Gap>,
    /// How headline, standfirst and status changed, oldest first.
    pub blog_revisions: Vec<BlogRevision>,
}

/// What the history holds beyond the updates that are here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NotLoaded {
    /// How many updates.
    pub updates: usize,
    /// How many of them are unread.
    pub unread: usize,
}

/// What another instance of the program put into the history.
#[derive(Debug)]
pub struct ExternalUpdate {
    /// The blog as a whole.
    pub blog: LiveBlog,
    /// The updates that changed, each with its whole past.
    pub items: Vec<Item>,
    /// When the source was last polled.
    pub checked: Option<DateTime<Utc>>,
}

/// Where a reader is in a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The update that the first visible text belongs to.
    pub entry: EntryId,
    /// The byte in its text.
    pub byte: u32,
    /// How many rows above it are on the screen.
    pub lead: u16,
    /// The selected update.
    pub selected: Option<EntryId>,
    /// The byte in the selected update that the reading pane begins with.
    pub reading: u32,
    /// Which end is on top.
    pub order: Order,
    /// How much of each update is shown; nothing where that is not known.
    pub density: Option<Density>,
    /// What the timeline is limited to.
    pub filter: Filter,
}

/// What a poll brought that the history should hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// When the poll ended.
    pub at: DateTime<Utc>,
    /// The blog as a whole, where it changed.
    pub blog: Option<LiveBlog>,
    /// The updates that changed.
    pub items: Vec<Item>,
    /// What identifies the last good answer.
    pub validators: Validators,
    /// Why the source was not reached and what that looks like from outside, where it was not.
    pub failure: Option<(Clean, Trouble)>,
    /// Whether the answer says that no live blog is there.
    pub no_live_blog: bool,
}
