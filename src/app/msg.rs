//! What can happen, and what the program then does about it.

use chrono::{DateTime, Utc};

use super::{
    Settings,
    blog::place::Order,
    keys::Key,
    library::{LibraryEffect, LibraryMsg},
};
use crate::{
    layout::Size,
    model::{
        BlogRevision, Clean, EntryId, Gap, Item, Linked, LiveBlog, OlderPage, Poll, Timeline,
        Validators, WebUrl,
    },
};

/// Names an open live blog. No two have the same name while the program runs, so that what arrives for one that is
/// gone finds none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlogId(pub usize);

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something.
    Mouse(Mouse),
    /// Text was pasted, as the terminal sent it.
    Paste(String),
    /// The terminal has another size.
    Resize(Size),
    /// The terminal gained or lost the focus.
    Focus(bool),
    /// Time went on.
    Tick(DateTime<Utc>),
    /// The history was read to its end: all that it holds of this blog.
    Rest(BlogId, Box<Timeline>),
    /// Another instance of the program polls this blog.
    Elsewhere(BlogId),
    /// Another instance changed what the history holds of this blog.
    Heard(BlogId, Box<Heard>),
    /// A poll began.
    PollStarted(BlogId),
    /// A poll ended.
    Polled(BlogId, Poll),
    /// An older page was asked for; this came of it.
    Older(BlogId, OlderPage),
    /// A refresh was refused; the sentence says why.
    RefreshRefused(BlogId, Clean),
    /// Something to tell the reader.
    Notice(Clean),
    /// Something for the library.
    Library(LibraryMsg),
    /// The settings are others now.
    Settings(Box<Settings>),
    /// What a link led to, by the number of the [`LinkToRead`], or one sentence on what failed.
    LinkRead(u64, Result<Linked, Clean>),
    /// A link of [`Effect::SaveLinks`] was saved, or could not be.
    LinkSaved(u64, bool),
    /// What the reader's own program answered, or one sentence on what failed: the number, its name, its answer.
    Piped(u64, Clean, Result<Clean, Clean>),
    /// A picture of the blog that is read is known not to come, by its widest candidate's address.
    NoPicture(WebUrl),
    /// One more live blog is open.
    Joined(Box<Joined>),
}

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
    pub beyond: Option<Beyond>,
    /// Spans without contact, oldest first.
    pub gaps: Vec<Gap>,
    /// How headline, standfirst and status changed, oldest first.
    pub heads: Vec<BlogRevision>,
}

/// What the history holds beyond the updates that are here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Beyond {
    /// How many updates.
    pub updates: usize,
    /// How many of them are unread.
    pub unread: usize,
}

/// What another instance of the program put into the history.
#[derive(Debug)]
pub struct Heard {
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
    /// Which end is on top.
    pub order: Order,
}

/// What the mouse did, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// The column.
    pub x: u16,
    /// The row.
    pub y: u16,
    /// What it did.
    pub kind: MouseKind,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button went down.
    Click,
    /// It moved while the left button was down.
    Drag,
    /// The wheel turned up.
    WheelUp,
    /// The wheel turned down.
    WheelDown,
}

/// How many rows the wheel turns.
const WHEEL: isize = 3;

impl MouseKind {
    /// Returns how many rows the wheel turned, down where positive; `None` where it was not the wheel.
    pub(super) fn turned(self) -> Option<isize> {
        match self {
            Self::WheelDown => Some(WHEEL),
            Self::WheelUp => Some(-WHEEL),
            Self::Click | Self::Drag => None,
        }
    }
}

/// Something to do outside of the model.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Polls a source now.
    Refresh(BlogId),
    /// Fetches the next older page of a source.
    FetchOlder(BlogId),
    /// Opens an address in the browser.
    Open(WebUrl),
    /// Keeps what a poll brought.
    Keep(BlogId, Box<Kept>),
    /// Keeps what an older page brought.
    KeepOlder(BlogId, Vec<Item>),
    /// Keeps read marks.
    KeepRead(BlogId, Vec<(EntryId, bool)>),
    /// Keeps a bookmark, or that there is none any more.
    KeepBookmark(BlogId, EntryId, bool),
    /// Keeps the reader's place.
    KeepPlace(BlogId, Place),
    /// Names the terminal's window.
    Title(Clean),
    /// Draws every cell anew.
    Redraw,
    /// Hands the terminal back to the shell.
    Suspend,
    /// Goes back to the library.
    Leave,
    /// Reads what a link leads to.
    ReadLink(LinkToRead),
    /// Gives up what a link leads to.
    StopReading,
    /// Reads and keeps what these links of an update lead to, one after the other.
    SaveLinks(LinksToSave),
    /// Saves no more links.
    StopSaving,
    /// Follows one more live blog.
    Follow(WebUrl),
    /// Puts something in the clipboard.
    Copy(Taken),
    /// Pipes an update to the reader's own program; the number is what the answer is known by.
    Pipe(u64, Box<Item>),
    /// Something that the library wants done.
    Library(LibraryEffect),
    /// Ends the program.
    Quit,
}

/// A link to read in the reading pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkToRead {
    /// What the answer is known by.
    pub number: u64,
    /// The blog.
    pub blog: BlogId,
    /// The update that the way to the link began with.
    pub entry: EntryId,
    /// Where it leads.
    pub url: WebUrl,
    /// Ask the network, whatever is kept.
    pub anew: bool,
}

/// Links of an update to fetch and keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinksToSave {
    /// What the answers are known by.
    pub number: u64,
    /// The blog.
    pub blog: BlogId,
    /// The update.
    pub entry: EntryId,
    /// The links, each once.
    pub urls: Vec<WebUrl>,
}

/// What the reader takes along.
#[derive(Debug, Clone, PartialEq)]
pub enum Taken {
    /// An address.
    Address(WebUrl),
    /// An update with its headline, byline, time, text and permalink.
    Update(Box<Item>),
    /// The text of a page.
    Text(Clean),
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
    /// Why the source was not reached, where it was not.
    pub failure: Option<Clean>,
}
