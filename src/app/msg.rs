//! What can happen, and what the program then does about it.

use chrono::{DateTime, Utc};

use super::{
    Settings,
    alert::{Notification, Raised},
    blog::exchange::{BlogId, ExternalUpdate, Joined, Kept, Place},
    keys::Key,
    library::msg::{LibraryEffect, LibraryMsg},
    mouse::Mouse,
};
use crate::{
    layout::Size,
    model::{
        Clean, EntryId, Item, Linked, OlderPage, Poll, Refusal, Timeline, WebUrl, alert::Wish,
    },
};

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
    ExternalUpdate(BlogId, Box<ExternalUpdate>),
    /// A poll began.
    PollStarted(BlogId),
    /// A poll ended.
    Polled(BlogId, Poll),
    /// An older page was asked for; this came of it.
    Older(BlogId, OlderPage),
    /// The next poll was put off, or drawn near; `None` where there is none.
    PollPlanned(BlogId, Option<DateTime<Utc>>),
    /// A refresh was refused.
    RefreshRefused(BlogId, Refusal),
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
    /// A picture of the blog that is read is known not to come, by its widest candidate's address; the sentence says
    /// why.
    NoPicture(WebUrl, Clean),
    /// One more live blog is open.
    Joined(Box<Joined>),
    /// Alerts of a live blog, open or not, that nobody was told of before.
    Raised(Box<Raised>),
    /// The reader answered the notification of this number.
    Answered(u64),
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
    /// Keeps what the reader wants to be alerted to in a live blog.
    KeepWishes(BlogId, Vec<Wish>),
    /// Finds out which of these alerts nobody was told of yet; they come back as [`Msg::Raised`].
    Raise(BlogId, Box<Raised>),
    /// Tells the reader, who looks elsewhere.
    Notify(Box<Notification>),
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
    /// Looks as the theme of this name does, until the program ends.
    Theme(Clean),
    /// Writes a live blog with all that is kept of it into a file in the working directory.
    Export(BlogId, Export),
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

/// The forms that a live blog is exported in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// Markdown.
    Markdown,
    /// JSON Feed.
    Json,
    /// A page of HTML.
    Html,
}

impl Export {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Markdown, Self::Json, Self::Html];

    /// Returns its name.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown",
            Self::Json => "JSON Feed",
            Self::Html => "HTML",
        }
    }
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
