//! Alerts, from the news that raised one to the notification that is shown: who is told, when, and in which words.
//!
//! The [rules](crate::model::alert) say what is worth an alert; here the reader's attention, quiet hours and a limit of
//! rate decide whether and when they are told. How a notification leaves the program is no business of this room.

mod alert_queue;
mod quiet;
mod words;

use std::sync::Arc;

use super::blog::exchange::BlogId;
use crate::model::{
    Clean, EntryId, LiveBlog, Timeline, WebUrl,
    alert::{Alert, Rule},
};
pub(super) use alert_queue::AlertQueue;
pub use quiet::{Quiet, QuietError};

/// What the settings say of alerts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alerting {
    /// Whether there are any.
    pub off: bool,
    /// When the reader is told.
    pub when: When,
    /// When they are not.
    pub quiet: Option<Quiet>,
    /// What they are told of, beside what they asked for in a live blog itself.
    pub rules: Vec<Rule>,
}

/// When a reader is told of alerts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum When {
    /// While the terminal does not have the focus.
    #[default]
    Unfocused,
    /// Always, except of what is on the screen before them.
    Always,
}

impl When {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Unfocused, Self::Always];

    /// Returns its name in the settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unfocused => "unfocused",
            Self::Always => "always",
        }
    }
}

/// The live blog that alerts come from.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    /// Its name among the open ones, where it is open.
    pub id: Option<BlogId>,
    /// Its page, where it has an address.
    pub address: Option<WebUrl>,
    /// What to call it.
    pub name: Clean,
    /// What it says of itself.
    pub blog: LiveBlog,
}

impl Origin {
    /// Tells of a live blog; one without a headline is called by its source.
    pub fn new(
        id: Option<BlogId>,
        source: Clean,
        address: Option<&WebUrl>,
        timeline: &Timeline,
    ) -> Self {
        let blog = timeline.blog.clone();
        let named = Some(&blog.headline).filter(|headline| !headline.is_empty());
        Self {
            id,
            address: address.cloned(),
            name: named.cloned().unwrap_or(source),
            blog,
        }
    }
}

/// Alerts of one live blog that nobody was told of before.
#[derive(Debug, Clone, PartialEq)]
pub struct Raised {
    /// The live blog.
    pub origin: Arc<Origin>,
    /// The alerts, newest first; at least one.
    pub alerts: Vec<Alert>,
}

/// What the reader is told, all at once.
#[derive(Debug, Clone, PartialEq)]
pub struct Notification {
    /// What it is known by when the reader answers it.
    pub number: u64,
    /// One line: the live blog, or how much is new.
    pub title: Clean,
    /// Lines below it: the headlines.
    pub lines: Vec<Clean>,
    /// Whether any of it is breaking news.
    pub is_breaking: bool,
    /// All that it stands for.
    pub raised: Vec<Raised>,
}

/// Where a notification leads.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Target {
    pub(super) origin: Arc<Origin>,
    pub(super) entry: EntryId,
}
