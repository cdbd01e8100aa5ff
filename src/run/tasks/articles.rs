//! What links lead to, on behalf of the reader: from the history where it is kept, else from the network, in tasks
//! that a key can end.

use tokio::sync::mpsc;

use super::{
    history::{self, History, Wanted},
    session::Session,
    supervisor::{Supervisor, Task, unless_broken},
};
use crate::{
    app::{LinkToRead, LinksToSave, Msg},
    fetch::{Limits, Links, PollerConfig, Source},
    model::{Clean, EntryId, Linked, WebUrl},
    run::event::{Event, Joining},
    store::Store,
};

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
struct ArticleStore {
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
        let article_store = ArticleStore::of(session.source(link.blog), link.entry, history);
        let from = session.any_source(link.blog).and_then(Source::address);
        let (from, session) = (from.cloned(), session.number());
        let (network, recipes) = (self.config.network.clone(), self.config.recipes);
        let number = link.number;
        let work = async move {
            let kept = article_store.take(&link.url).await.filter(|_| !link.anew);
            let read = if let Some(kept) = kept {
                Ok(kept)
            } else {
                let links = Links::from(&network, from.as_ref(), Limits::default(), recipes);
                article_store.fetch(&links, &link.url).await
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
        let article_store = ArticleStore::of(session.source(blog), entry, history);
        let from = session.any_source(blog).and_then(Source::address);
        let (from, session) = (from.cloned(), session.number());
        let (network, recipes) = (&self.config.network, self.config.recipes);
        let links = Links::from(network, from.as_ref(), Limits::default(), recipes);
        let sender = self.sender.clone();
        let work = async move {
            for url in urls {
                let save = async {
                    if article_store.take(&url).await.is_some() {
                        return true;
                    }
                    article_store.key.is_some()
                        && matches!(
                            article_store.fetch(&links, &url).await,
                            Ok(Linked::Article(_))
                        )
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
            let opened = history::open(&store, &source, wanted).await;
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

impl ArticleStore {
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
