//! Which sources are open: those of the command line, one from the library, one that a link led to.

use super::{Ended, Running};
use crate::{
    app::{Followed, Model, Msg},
    fetch::Source,
    layout::Size,
    model::Zone,
    run::{
        articles::Joining,
        demo,
        history::{History, Opened},
        librarian::Ready,
        now,
        session::{Session, ToOpen},
    },
};

pub(super) fn to_open(source: Source, opened: Opened) -> ToOpen {
    ToOpen {
        source,
        start: opened.start,
        paused: opened.paused,
        partial: opened.partial,
    }
}

/// The reader on some sources, with what the history holds of them.
pub(super) fn model(sources: Vec<(&Source, &mut Opened)>, zone: Zone, size: Size) -> Model {
    let blogs = sources.iter().map(|(source, opened)| {
        let mut blog = Followed::new(source.title(), source.address().cloned());
        blog.freshness.paused = opened.paused;
        blog
    });
    let mut model = Model::new(blogs.collect(), zone, now(), size);
    for (index, (_, opened)) in sources.into_iter().enumerate() {
        if let Some(restored) = opened.restored.take() {
            model.update(Msg::Restored(index, Box::new(restored)));
        }
    }
    model
}

impl Running {
    /// Puts the reader over the library.
    pub(super) fn open(&mut self, ready: Ready) -> Option<Ended> {
        let Ready {
            source,
            mut opened,
            demo,
        } = ready;
        // Whoever opened something else in the meantime, or left, is not called away.
        self.desk.library()?;
        let reader = model(
            vec![(&source, &mut opened)],
            self.changeable.settings.zone,
            self.screen.size(),
        );
        let mut config = self.poller;
        if demo.is_some() {
            config.interval = config.interval.or(Some(demo::POLL_INTERVAL));
        }
        let history = self.history.as_ref().filter(|_| demo.is_none());
        if let Some(history) = history {
            history.follow(&source, now());
        }
        self.session = Session::start(
            self.session.next_number(),
            vec![to_open(source, opened)],
            config,
            history.map(History::store),
            self.sender.clone(),
        );
        self.demo = demo;
        self.changed = true;
        let effects = self.desk.open(reader);
        self.carry_out_all(effects)
    }

    /// Puts one more source beside those that are open.
    pub(super) fn join(&mut self, joining: Joining) -> Option<Ended> {
        let Joining {
            session,
            source,
            mut opened,
        } = joining;
        // Whoever left in the meantime is not called back.
        if !self.session.is(session) || self.desk.reader().is_none() {
            return None;
        }
        let mut blog = Followed::new(source.title(), source.address().cloned());
        blog.freshness.paused = opened.paused;
        let restored = opened.restored.take().map(Box::new);
        self.session.add(to_open(source, opened));
        self.take(Msg::Joined(Box::new(blog), restored))
    }

    /// Goes back to the library.
    pub(super) fn leave(&mut self) -> Option<Ended> {
        self.articles.stop_reading();
        self.articles.stop_saving();
        let number = self.session.next_number();
        let sender = self.sender.clone();
        self.session = Session::start(number, Vec::new(), self.poller, None, sender);
        self.demo = None;
        let effects = self.desk.close();
        self.carry_out_all(effects)
    }
}
