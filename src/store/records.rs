//! What goes into the history and what comes out of it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::model::{
    BlogRevision, Clean, EntryId, Gap, Item, LiveBlog, Status, Timeline, Trouble, Validators,
};

/// The result of one poll, as the history keeps it.
#[derive(Debug, Clone)]
pub struct PollRecord {
    /// When the answer was there.
    pub at: DateTime<Utc>,
    /// Whether the source answered at all, be it only that nothing changed.
    pub reached: bool,
    /// What stood in the way, where it could not be read.
    pub trouble: Option<Trouble>,
    /// Whether any change would have been noticed since the last poll, as with a file on this machine: time without
    /// a poll is no [`Gap`] then.
    pub watched: bool,
    /// The blog as a whole, where the poll read it.
    pub blog: Option<LiveBlog>,
    /// Every update that the poll changed, with its whole past.
    pub items: Vec<Item>,
    /// What to send along next time.
    pub validators: Validators,
    /// One sentence for the poll log.
    pub outcome: Clean,
}

impl PollRecord {
    /// Makes a record of what a poll brought: the blog where it changed and the updates that did, or why it failed and
    /// what that looks like from outside.
    #[must_use]
    pub fn new(
        at: DateTime<Utc>,
        validators: Validators,
        watched: bool,
        (blog, items): (Option<LiveBlog>, Vec<Item>),
        failure: Option<(Clean, Trouble)>,
    ) -> Self {
        let brought = if items.is_empty() {
            "unchanged"
        } else {
            "changed"
        };
        let (why, trouble) = failure.unzip();
        Self {
            at,
            reached: trouble.is_none(),
            trouble,
            watched,
            blog,
            items,
            validators,
            outcome: why.unwrap_or_else(|| Clean::line(brought)),
        }
    }
}

/// All that is kept of one live blog and needed to read on.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The updates with their revisions, as far as they were asked for.
    pub timeline: Timeline,
    /// Whether `timeline` holds every update of the history.
    pub complete: bool,
    /// How many updates the history holds.
    pub total: usize,
    /// How many of them are unread.
    pub unread: usize,
    /// How many updates could not be read from the file and are left out.
    pub unreadable: usize,
    /// What opens the source again.
    pub address: Clean,
    /// What to send along with the next request.
    pub validators: Validators,
    /// When the source was last polled, with whatever outcome.
    pub last_poll: Option<DateTime<Utc>>,
    /// When the source last answered.
    pub last_contact: Option<DateTime<Utc>>,
    /// Where the reader left off.
    pub place: Option<Place>,
    /// Since when the reader follows the blog.
    pub followed_since: DateTime<Utc>,
    /// Whether the reader paused it: it is not polled.
    pub paused: bool,
    /// Whether the reader put it away.
    pub archived: bool,
    /// Spans without contact, oldest first.
    pub gaps: Vec<Gap>,
    /// How headline, standfirst and status changed, oldest first; no more than the last hundred changes.
    pub heads: Vec<BlogRevision>,
}

/// Where the reader left off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The update at the top of the screen.
    pub entry: EntryId,
    /// The byte of its text at which the first visible line starts.
    #[serde(default)]
    pub byte: usize,
    /// How many rows stand above that line on the screen.
    #[serde(default)]
    pub lead: u16,
    /// Whether the timeline was read oldest first.
    #[serde(default)]
    pub oldest_first: bool,
    /// The selected update; an older version did not keep it.
    #[serde(default)]
    pub selected: Option<EntryId>,
    /// The byte of the selected update at which the reading pane starts.
    #[serde(default)]
    pub reading: u32,
    /// How much of each update was shown, by its name.
    #[serde(default)]
    pub density: Option<String>,
    /// What the timeline was limited to.
    #[serde(default)]
    pub filter: PlaceFilter,
    /// When the reader left: what arrived later is new.
    pub left: DateTime<Utc>,
}

/// What a timeline was limited to when it was left.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceFilter {
    /// The kinds of updates, by their names.
    pub kinds: Vec<String>,
    /// The authors, one of whom wrote the update.
    pub authors: Vec<Clean>,
    /// The words in it.
    pub words: Clean,
}

/// One line of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlogSummary {
    /// The source's key.
    pub key: String,
    /// What opens the source again.
    pub address: Clean,
    /// The headline; empty where it was never read.
    pub headline: Clean,
    /// Who publishes it.
    pub publisher: Clean,
    /// Whether it still runs.
    pub status: Status,
    /// The time of its newest update.
    pub last_update: Option<DateTime<Utc>>,
    /// How many updates are unread.
    pub unread: usize,
    /// How many read updates were changed significantly since.
    pub changed_since_read: usize,
    /// How many updates the history holds.
    pub total: usize,
    /// When it was last polled.
    pub last_poll: Option<DateTime<Utc>>,
    /// What stood in the way when it was last polled.
    pub trouble: Option<Trouble>,
    /// Whether the reader paused it.
    pub paused: bool,
    /// Whether the reader put it away.
    pub archived: bool,
    /// The words that the reader sorts it by.
    pub tags: Vec<Clean>,
    /// How many bytes its revisions take, the search index not counted.
    pub size: u64,
}

/// A live blog that is to be asked for news, and what is known for it.
#[derive(Debug, Clone)]
pub struct ToAsk {
    /// The source's key.
    pub key: String,
    /// What opens the source.
    pub address: Clean,
    /// What to send along with the next request.
    pub validators: Validators,
    /// When the source was last polled, with whatever outcome.
    pub last_poll: Option<DateTime<Utc>>,
}

/// Everything that the history knows of one live blog.
#[derive(Debug, Clone)]
pub struct Export {
    /// The blog and all its updates with all revisions.
    pub stored: Stored,
    /// How headline, standfirst and status changed, oldest first.
    pub headlines: Vec<BlogRevision>,
    /// The polls that are still in the log, oldest first: when, and what came of it.
    pub polls: Vec<(DateTime<Utc>, Clean)>,
}

/// What can happen to an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    /// It is on the page and was not before.
    Added,
    /// Its content is another.
    Revised,
    /// The publisher removed it.
    Retracted,
}

impl Happened {
    /// Returns the word that the tables hold.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Revised => "revised",
            Self::Retracted => "retracted",
        }
    }

    /// Reads the word that the tables hold.
    pub(super) fn from_word(word: &str) -> Self {
        match word {
            "revised" => Self::Revised,
            "retracted" => Self::Retracted,
            _ => Self::Added,
        }
    }
}

/// What happened to an update, and how it was then.
#[derive(Debug, Clone)]
pub struct Happening {
    /// Its place in the order of all that happened.
    pub number: i64,
    /// What it was.
    pub what: Happened,
    /// The number of the revision that it happened to.
    pub revision: usize,
    /// How often the same has happened to the same revision, this time included.
    pub times: usize,
    /// The update as it was then.
    pub item: Item,
}

/// From when on a follower without a screen wants to hear of a blog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// What happens from now on.
    Now,
    /// Of what is held, the updates since this time too.
    Time(DateTime<Utc>),
    /// Everything that is held, too.
    Always,
}

/// What another instance of the program changed in one live blog.
#[derive(Debug, Clone)]
pub struct Changed {
    /// The source's key.
    pub key: String,
    /// The blog as a whole.
    pub blog: LiveBlog,
    /// The updates that changed, each with its whole past.
    pub items: Vec<Item>,
    /// When the source was last polled.
    pub last_poll: Option<DateTime<Utc>>,
    /// When the source last answered.
    pub last_contact: Option<DateTime<Utc>>,
    /// What to send along with the next request.
    pub validators: Validators,
}

/// What happened to the history behind our back.
#[derive(Debug, Clone, Default)]
pub struct ExternalChanges {
    /// Live blogs that another instance changed.
    pub changed: Vec<Changed>,
    /// What hosts asked for, where anything was changed: to be left alone until then.
    pub promises: Vec<(String, DateTime<Utc>)>,
    /// Sentences for the reader: damage found and set aside, a file that was removed.
    pub notes: Vec<Clean>,
}
