//! Which sources are open: those of the command line, one from the library, one that a link led to.

use super::{Ended, event_loop::Running};
use crate::{
    app::{BlogId, Followed, Joined, Msg, Reader},
    fetch::Source,
    run::{
        demo,
        event::{Joining, Ready},
        now,
        tasks::{
            history::{History, Opened},
            session::{Session, ToOpen},
        },
    },
};

/// Divides what is opened: what the session polls, and what the reader is told of it.
pub(super) fn to_open(id: BlogId, source: Source, opened: Opened) -> (ToOpen, Joined) {
    let joined = Joined {
        id,
        source: source.title(),
        address: source.address().cloned(),
        paused: opened.paused,
        wishes: opened.wishes,
        restored: opened.restored.map(Box::new),
    };
    let to_open = ToOpen {
        id,
        source,
        start: opened.start,
        paused: opened.paused,
        partial: opened.partial,
    };
    (to_open, joined)
}

impl Running {
    /// Puts the reader over the library.
    pub(super) fn open(&mut self, ready: Ready) -> Option<Ended> {
        let Ready {
            source,
            opened,
            demo,
        } = ready;
        // Whoever opened something else in the meantime, or left, is not called away.
        self.model.library()?;
        let id = self.next_id();
        let mut config = self.poller.clone();
        if demo.is_some() {
            config.interval = config.interval.or(Some(demo::POLL_INTERVAL));
        }
        let history = self.history.as_ref().filter(|_| demo.is_none());
        if let Some(history) = history {
            history.follow(&source, now());
        }
        if opened.restored.is_none() {
            self.tried.insert(id);
        }
        let (to_open, joined) = to_open(id, source, opened);
        self.session = Session::start(
            self.session.next_number(),
            vec![to_open],
            (config, self.watching.attention(self.model.wants_alerts())),
            history.map(History::store),
            self.sender.clone(),
            self.supervisor.clone(),
        );
        self.rounds.leave_out(self.session.keys());
        self.demo = demo;
        self.changed = true;
        let (zone, size) = (self.changeable.settings.zone, self.screen.size());
        let reader = Reader::new(Followed::open(joined), Vec::new(), zone, now(), size);
        let effects = self.model.open(reader);
        self.carry_out_all(effects)
    }

    /// Puts one more source beside those that are open.
    pub(super) fn join(&mut self, joining: Joining) -> Option<Ended> {
        let Joining {
            session,
            source,
            opened,
        } = joining;
        // Whoever left in the meantime is not called back.
        if !self.session.is(session) || self.model.reader().is_none() {
            return None;
        }
        let (to_open, joined) = to_open(self.next_id(), source, opened);
        self.session.add(to_open);
        self.rounds.leave_out(self.session.keys());
        self.take(Msg::Joined(Box::new(joined)))
    }

    fn next_id(&mut self) -> BlogId {
        let id = BlogId(self.ids);
        self.ids += 1;
        id
    }

    /// Goes back to the library.
    pub(super) fn leave(&mut self) -> Option<Ended> {
        self.articles.stop_reading();
        self.articles.stop_saving();
        let number = self.session.next_number();
        let (sender, supervisor) = (self.sender.clone(), self.supervisor.clone());
        let config = (
            self.poller.clone(),
            self.watching.attention(self.model.wants_alerts()),
        );
        self.session = Session::start(number, Vec::new(), config, None, sender, supervisor);
        self.rounds.leave_out(self.session.keys());
        self.demo = None;
        let effects = self.model.close();
        self.carry_out_all(effects)
    }
}
