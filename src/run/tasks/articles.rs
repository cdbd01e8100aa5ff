//! What links lead to, on behalf of the reader: from the history where it is kept, else from the network, in tasks
//! that a key can end.

use std::time::Duration;

use tokio::{sync::mpsc, time::sleep};

use super::{
    history::{self, History, Wanted},
    session::Session,
    supervisor::{Supervisor, Task, unless_broken},
};
use crate::{
    app::{LinkToRead, LinksToSave, Msg},
    fetch::{Limits, Links, PollerConfig, Source},
    model::{Clean, EntryId, Linked, WebUrl},
    run::{
        event::{Event, Joining},
        now,
    },
    store::Store,
};

/// The pause between two links that are saved for later: nobody waits for them.
const PAUSE: Duration = Duration::from_secs(2);

/// What a fault of saving is told of by.
const SAVING: &str = "Saving the links";

/// The reader's hands for links; dropping it gives up what they hold.
pub(in crate::run) struct Articles {
    sender: mpsc::Sender<Event>,
    supervisor: Supervisor,
    config: PollerConfig,
    reading: Option<Task>,
    saving: Option<Task>,
}

/// Where what links lead to is kept: the history and the key of the blog there.
struct Shelf {
    store: Store,
    key: Option<String>,
    entry: EntryId,
}

impl Articles {
    pub(in crate::run) fn new(
        sender: mpsc::Sender<Event>,
        supervisor: Supervisor,
        config: PollerConfig,
    ) -> Self {
        Self {
            sender,
            supervisor,
            config,
            reading: None,
            saving: None,
        }
    }

    /// Reads what a link of an open source leads to.
    pub(in crate::run) fn read(&mut self, link: LinkToRead, session: &Session, history: &History) {
        self.stop_reading();
        let shelf = Shelf::of(session.source(link.blog), link.entry, history);
        let from = session.any_source(link.blog).and_then(Source::address);
        let (from, session) = (from.cloned(), session.number());
        let (recipes, number) = (self.config.recipes, link.number);
        let work = async move {
            let read = match shelf.take(&link.url).await.filter(|_| !link.anew) {
                Some(kept) => Ok(kept),
                None => match Links::from(from, Limits::default(), recipes).await {
                    Ok(links) => shelf.fetch(&links, &link.url).await,
                    Err(why) => Err(why),
                },
            };
            Event::Reported(session, Msg::LinkRead(number, read))
        };
        let broken = move |why| Event::Reported(session, Msg::LinkRead(number, Err(why)));
        let task = self
            .supervisor
            .answer("Reading the link", self.sender.clone(), work, broken);
        self.reading = Some(task);
    }

    pub(in crate::run) fn stop_reading(&mut self) {
        self.reading = None;
    }

    /// Reads and keeps what links of an update lead to, one after the other and not all at once.
    pub(in crate::run) fn save(
        &mut self,
        links: LinksToSave,
        session: &Session,
        history: &History,
    ) {
        self.stop_saving();
        let LinksToSave {
            number,
            blog,
            entry,
            urls,
        } = links;
        let shelf = Shelf::of(session.source(blog), entry, history);
        let from = session.any_source(blog).and_then(Source::address);
        let (from, session) = (from.cloned(), session.number());
        let (recipes, sender) = (self.config.recipes, self.sender.clone());
        let work = async move {
            let links = Links::from(from, Limits::default(), recipes).await;
            let mut asked = false;
            for url in urls {
                let save = async {
                    if shelf.take(&url).await.is_some() {
                        return true;
                    }
                    let (Ok(links), Some(_)) = (&links, &shelf.key) else {
                        return false;
                    };
                    if std::mem::replace(&mut asked, true) {
                        sleep(PAUSE).await;
                    }
                    matches!(shelf.fetch(links, &url).await, Ok(Linked::Article(_)))
                };
                // One that cannot be read must not keep the others from being saved.
                let saved = unless_broken(SAVING, save).await.unwrap_or(false);
                let told = Msg::LinkSaved(number, saved);
                if sender.send(Event::Reported(session, told)).await.is_err() {
                    return;
                }
            }
        };
        self.saving = Some(self.supervisor.run(SAVING, work));
    }

    pub(in crate::run) fn stop_saving(&mut self) {
        self.saving = None;
    }

    /// Opens one more live blog beside those that are open.
    pub(in crate::run) fn follow(&self, url: WebUrl, session: u64, rows: u16, history: &History) {
        let (store, settled) = (history.store(), history.settled());
        let work = async move {
            let source = Source::Web(url);
            let wanted = Wanted { at: None, rows };
            let _ = settled.await;
            let opened = history::open(&store, &source, wanted, now()).await;
            let joining = Joining {
                session,
                source,
                opened,
            };
            Event::Joining(Box::new(joining))
        };
        let broken = |why| Event::Told(Msg::Notice(why));
        self.supervisor
            .answer("Opening the live blog", self.sender.clone(), work, broken)
            .detach();
    }
}

impl Shelf {
    fn of(kept: Option<&Source>, entry: EntryId, history: &History) -> Self {
        Self {
            store: history.store(),
            key: kept.and_then(history::key),
            entry,
        }
    }

    async fn take(&self, url: &WebUrl) -> Option<Linked> {
        let key = self.key.as_deref()?;
        let kept = self.store.article(key, &url.without_fragment()).await;
        kept.unwrap_or_else(|error| {
            tracing::warn!("history: {error}");
            None
        })
        .map(|article| Linked::Article(Box::new(article)))
    }

    /// Fetches what a link leads to; keeps what is a text.
    async fn fetch(&self, links: &Links, url: &WebUrl) -> Result<Linked, Clean> {
        let read = links.read(url).await?;
        if let (Linked::Article(article), Some(key)) = (&read, &self.key) {
            let (entry, asked) = (self.entry.clone(), url.without_fragment());
            let saved = self
                .store
                .save_article(key, entry, asked, (**article).clone());
            if let Err(error) = saved.await {
                tracing::warn!("history: {error}");
            }
        }
        Ok(read)
    }
}
