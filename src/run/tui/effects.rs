//! What the reader asks for is done here: each effect by whom it belongs to.

use std::io;

use super::{Ended, event_loop::Running, signals, terminal};
use crate::{
    app::{BlogId, Effect, Export, Kept, Msg, alert::Raised},
    fetch::Source,
    model::Clean,
    run::{
        desktop::export,
        event::Event,
        now,
        tasks::{
            alerts,
            history::{self, History},
        },
    },
};

impl Running {
    pub(super) fn carry_out_all(&mut self, effects: Vec<Effect>) -> Option<Ended> {
        effects
            .into_iter()
            .find_map(|effect| self.carry_out(effect))
    }

    pub(super) fn carry_out(&mut self, effect: Effect) -> Option<Ended> {
        match effect {
            Effect::Quit => return Some(Ended::Quit),
            Effect::Leave => return self.leave(),
            Effect::Library(effect) => {
                if let Some(history) = &self.history {
                    self.library.rows = self.screen.size().height;
                    self.library.carry_out(effect, history);
                }
            }
            Effect::Refresh(blog) => {
                self.pictures.retry();
                if let (Some(resumed), Some(history)) = (self.session.refresh(blog), &self.history)
                {
                    history.resume(resumed);
                }
            }
            Effect::FetchOlder(blog) => {
                return self
                    .session
                    .older(blog, now())
                    .and_then(|refused| self.take(refused));
            }
            Effect::ReadLink(link) => {
                if let Some(history) = &self.history {
                    self.articles.read(link, &self.session, history);
                }
            }
            Effect::StopReading => self.articles.stop_reading(),
            Effect::SaveLinks(links) => {
                if let Some(history) = &self.history {
                    self.articles.save(links, &self.session, history);
                }
            }
            Effect::StopSaving => self.articles.stop_saving(),
            Effect::Follow(url) => {
                if let Some(history) = &self.history {
                    let rows = self.screen.size().height;
                    self.articles
                        .follow(url, self.session.number(), rows, history);
                }
            }
            Effect::Theme(name) => {
                self.global.theme = Some(name.to_string());
                self.look_anew();
            }
            Effect::Export(blog, form) => {
                return self
                    .export(blog, form)
                    .and_then(|refused| self.take(refused));
            }
            Effect::Open(url) => self.desktop.open(url),
            Effect::Copy(taken) => self.desktop.copy(&taken, &mut self.screen),
            Effect::Pipe(number, item) => {
                self.desktop.pipe(number, &item, self.session.number());
            }
            Effect::Keep(blog, kept) => self.keep_poll(blog, *kept),
            Effect::KeepOlder(blog, items) => {
                self.keep(blog, |history, source| history.keep_older(source, items));
            }
            Effect::KeepRead(blog, marks) => {
                self.keep(blog, |history, source| history.keep_read(source, marks));
            }
            Effect::KeepBookmark(blog, id, kept) => {
                self.keep(blog, |history, source| {
                    history.keep_bookmark(source, id, kept);
                });
            }
            Effect::KeepPlace(blog, place) => {
                self.keep(blog, |history, source| {
                    history.keep_place(source, place, now());
                });
            }
            Effect::KeepWishes(blog, wishes) => {
                self.keep(blog, |history, source| history.keep_wishes(source, wishes));
            }
            Effect::Raise(blog, raised) => return self.raise(blog, *raised),
            Effect::Notify(told) => {
                let zone = self.changeable.settings.zone;
                self.notifier.tell(&told, zone, &mut self.screen);
                if self.notifier.awaits_reports() {
                    self.answer.expect_reports();
                }
            }
            // A terminal that takes no title is no reason to stop; one that is gone is found out elsewhere.
            Effect::Title(title) => drop(self.screen.set_title(&title)),
            Effect::Redraw => drop(self.reset()),
            Effect::Suspend => self.suspending = true,
        }
        None
    }

    /// Keeps what a poll brought. What is tried for the first time and is no live blog is not kept at all.
    fn keep_poll(&mut self, blog: BlogId, kept: Kept) {
        if self.tried.contains(&blog) && kept.no_live_blog {
            self.keep(blog, |history, source| {
                if let Some(key) = history::key(source) {
                    history.forget(key);
                }
            });
            return;
        }
        let proved = kept.failure.is_none() && self.tried.remove(&blog);
        self.keep(blog, |history, source| {
            if proved {
                history.follow(source, now());
            }
            history.keep(source, kept);
        });
    }

    /// Finds out which alerts nobody was told of yet; all of them where nothing is kept of the blog.
    fn raise(&mut self, blog: BlogId, raised: Raised) -> Option<Ended> {
        let kept = self.history.as_ref().zip(self.session.source(blog));
        let Some((history, source)) = kept else {
            return self.take(Msg::Raised(Box::new(raised)));
        };
        let sender = self.sender.clone();
        let new = alerts::only_new(history, source, raised);
        let work = async move {
            if let Some(raised) = new.await {
                let event = Event::Told(Msg::Raised(Box::new(raised)));
                let _ = sender.send(event).await;
            }
        };
        self.supervisor.run("Alerting", work).detach();
        None
    }

    /// Writes a live blog into a file; says so at once where nothing is kept of it.
    fn export(&self, blog: BlogId, form: Export) -> Option<Msg> {
        let kept = self.session.source(blog).and_then(history::key);
        let Some((key, history)) = kept.zip(self.history.as_ref()) else {
            return Some(Msg::Notice(Clean::line(export::NOTHING)));
        };
        let (store, settled, sender) = (history.store(), history.settled(), self.sender.clone());
        let zone = self.changeable.settings.zone;
        let work = async move {
            let _ = settled.await;
            let told = export::into_file(store, key, form, zone).await;
            let _ = sender.send(Event::Told(Msg::Notice(told))).await;
        };
        self.supervisor.run("The export", work).detach();
        None
    }

    pub(super) fn keep(&self, blog: BlogId, keep: impl FnOnce(&History, &Source)) {
        if let (Some(history), Some(source)) = (&self.history, self.session.source(blog)) {
            keep(history, source);
        }
    }

    pub(super) fn reset(&mut self) -> io::Result<()> {
        let size = terminal::size()?;
        self.screen.reset(size)?;
        self.pictures.begin_anew(terminal::cell());
        self.changed = true;
        Ok(())
    }

    /// Hands the terminal to the shell until `fg`.
    pub(super) fn suspend(&mut self) -> io::Result<Option<Ended>> {
        self.notifier.close(&mut self.screen);
        terminal::restore();
        signals::stop()?;
        let size = terminal::size()?;
        self.screen.resume(size)?;
        self.pictures.begin_anew(terminal::cell());
        self.take(Msg::Tick(now()));
        Ok(self.take(Msg::Resize(size)))
    }
}
