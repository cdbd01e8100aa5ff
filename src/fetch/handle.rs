//! What a poller is commanded by: refreshes, older pages, and how closely the reader looks.

use std::sync::Arc;

use tokio::sync::{Notify, watch};

use super::cadence::Attention;

/// Commands a poller; once it is dropped the poller ends with what it is about.
#[derive(Debug)]
pub struct Handle {
    refresh: Arc<Notify>,
    older: Arc<Notify>,
    attention: watch::Sender<Attention>,
}

/// What a handle commands a poller by.
#[derive(Debug, Clone)]
pub struct Commands {
    pub(super) refresh: Arc<Notify>,
    pub(super) older: Arc<Notify>,
    pub(super) attention: watch::Receiver<Attention>,
}

impl Handle {
    /// Makes a handle, and what it commands by.
    #[must_use]
    pub fn new() -> (Self, Commands) {
        let (attention, watched) = watch::channel(Attention::default());
        let commands = Commands {
            refresh: Arc::default(),
            older: Arc::default(),
            attention: watched,
        };
        let handle = Self {
            refresh: Arc::clone(&commands.refresh),
            older: Arc::clone(&commands.older),
            attention,
        };
        (handle, commands)
    }

    /// Asks now. While a request is under way, that one is the answer.
    pub fn refresh(&self) {
        self.refresh.notify_one();
    }

    /// Asks for the next older page; how far that went is kept here. Answered by one [`EventKind::Older`].
    pub fn older(&self) {
        self.older.notify_one();
    }

    /// Tells whether the reader looks.
    pub fn attend(&self, attention: Attention) {
        let news = |before: &mut Attention| std::mem::replace(before, attention) != attention;
        self.attention.send_if_modified(news);
    }
}
