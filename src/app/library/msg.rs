//! What the library is told, and what it asks for.

use chrono::{DateTime, Utc};

use crate::model::{Clean, EntryId, Status, Trouble};

/// A followed live blog, as the library shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Blog {
    /// Its name in the history.
    pub key: String,
    /// What opens it.
    pub address: Clean,
    /// Its headline; empty where it was never read.
    pub headline: Clean,
    /// Who publishes it; empty where unknown.
    pub publisher: Clean,
    /// Whether it still runs.
    pub status: Status,
    /// The time of its newest update.
    pub last_update: Option<DateTime<Utc>>,
    /// How many updates are unread.
    pub unread: usize,
    /// How many read updates were changed significantly since.
    pub changed_since_read: usize,
    /// How many updates are kept.
    pub total: usize,
    /// What stood in the way when it was last asked.
    pub trouble: Option<Trouble>,
    /// Whether the reader paused it.
    pub paused: bool,
    /// Whether the reader put it away.
    pub archived: bool,
    /// The words that the reader sorts it by.
    pub tags: Vec<Clean>,
    /// How many updates arrived while the program runs and it was not open.
    pub arrived: usize,
}

impl Blog {
    /// Returns what to call it: the headline, the address where there is none yet.
    pub fn name(&self) -> &Clean {
        if self.headline.is_empty() {
            &self.address
        } else {
            &self.headline
        }
    }
}

/// An update that holds what was searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The live blog's name in the history.
    pub key: String,
    /// The update.
    pub entry: EntryId,
    /// When the update was published.
    pub at: DateTime<Utc>,
    /// The number of the revision that holds the words, where the update was revised since.
    pub earlier: Option<usize>,
    /// The headline; empty where it has none.
    pub headline: Vec<Fragment>,
    /// The words in their context.
    pub snippet: Vec<Fragment>,
}

/// A piece of a text that was searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// The text.
    pub text: Clean,
    /// Whether it is what was searched for.
    pub found: bool,
}

/// Something that happened to the library.
#[derive(Debug)]
pub enum LibraryMsg {
    /// The list was read.
    Listed {
        /// All followed live blogs, in any order.
        blogs: Vec<Blog>,
        /// The size of the history in bytes.
        size: u64,
    },
    /// A search ended.
    Found {
        /// The search's number.
        number: u64,
        /// The updates, the latest first.
        hits: Vec<Hit>,
    },
    /// What was to be opened cannot be; the sentence says why.
    NotOpened(Clean),
    /// A followed live blog that is not open was asked.
    Arrived {
        /// Its name in the history.
        key: String,
        /// How many updates are new.
        updates: usize,
    },
}

/// Something that the library wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LibraryEffect {
    /// Reads the list.
    List,
    /// Opens a followed live blog.
    Open {
        /// What opens it.
        address: Clean,
        /// The update to go to; `None` for where the reader left.
        at: Option<EntryId>,
    },
    /// Follows what was typed or pasted, and opens it.
    Follow(String),
    /// Opens the built-in live blog.
    Demo,
    /// Pauses a live blog (`true`) or lets it go on; by its name in the history.
    Pause(String, bool),
    /// Puts a live blog away (`true`) or takes it out again.
    Archive(String, bool),
    /// Keeps the words that a live blog is sorted by; by its name in the history.
    Tag(String, Vec<Clean>),
    /// Removes a live blog and all that is kept of it.
    Forget(String),
    /// Searches all that is kept; only the answer to the latest is of interest.
    Search {
        /// The search's number, which the answer names.
        number: u64,
        /// What was typed.
        query: String,
    },
}
