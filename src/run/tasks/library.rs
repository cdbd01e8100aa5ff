//! Carries out what the library asks for: lists, opens, searches. Everything that waits does so in a task of its own.

use std::time::Duration;

use tokio::{sync::mpsc, time::sleep};

use super::{
    history::{self, History, Opened, Wanted},
    supervisor::{Supervisor, Task},
};
use crate::{
    app::{
        Msg,
        library::{Blog, Fragment, Hit, LibraryEffect, LibraryMsg},
    },
    fetch::Source,
    model::{Clean, EntryId},
    run::{
        demo,
        event::{Event, Ready},
        now,
    },
    store::{self, Store, StoreError},
};

/// How long typing rests before a search begins.
const DEBOUNCE: Duration = Duration::from_millis(60);
/// Most results of a search; whoever needs more types another word.
const MOST_HITS: usize = 200;

/// The library's hands.
pub(in crate::run) struct LibraryTasks {
    sender: mpsc::Sender<Event>,
    supervisor: Supervisor,
    search: Option<Task>,
    /// How many rows the screen has.
    pub(in crate::run) rows: u16,
}

impl LibraryTasks {
    pub(in crate::run) fn new(
        sender: mpsc::Sender<Event>,
        supervisor: Supervisor,
        rows: u16,
    ) -> Self {
        Self {
            sender,
            supervisor,
            search: None,
            rows,
        }
    }

    /// Begins what was asked for; what comes of it is an event.
    pub(in crate::run) fn carry_out(&mut self, effect: LibraryEffect, history: &History) {
        match effect {
            LibraryEffect::List => self.list(history),
            LibraryEffect::Open { address, at } => self.open(reopened(&address), at, history),
            LibraryEffect::Follow(typed) => {
                let source = Source::parse(&typed, None);
                let source = source.map_err(|why| Clean::line(&why.to_string()));
                let source = source.and_then(followable);
                if let Ok(source) = &source {
                    // Whoever asks for it by its address wants to see it in the list.
                    history.archive(source.key(), false);
                }
                self.open(source, None, history);
            }
            LibraryEffect::Demo => self.play(),
            LibraryEffect::Pause(key, paused) => history.pause(key, paused),
            LibraryEffect::Archive(key, archived) => history.archive(key, archived),
            LibraryEffect::Tag(key, tags) => history.tag(key, tags),
            LibraryEffect::Forget(key) => history.forget(key),
            LibraryEffect::Search { number, query } => self.search(number, query, history),
        }
    }

    fn list(&self, history: &History) {
        let (store, settled) = (history.store(), history.settled());
        let work = async move {
            // Where nothing is written any more, what is there is the list all the same.
            let _ = settled.await;
            Event::Told(match listed(&store).await {
                Ok(listed) => Msg::Library(listed),
                Err(error) => Msg::Notice(Clean::line(&error.to_string())),
            })
        };
        self.answer("Listing the live blogs", work, notice);
    }

    fn open(&self, source: Result<Source, Clean>, at: Option<EntryId>, history: &History) {
        let (store, settled) = (history.store(), history.settled());
        let wanted = Wanted {
            at,
            rows: self.rows,
        };
        let work = async move {
            match source {
                Ok(source) => {
                    let _ = settled.await;
                    let opened = history::open(&store, &source, wanted).await;
                    Event::Ready(Box::new(Ready {
                        source,
                        opened,
                        demo: None,
                    }))
                }
                Err(why) => not_opened(why),
            }
        };
        self.answer("Opening the live blog", work, not_opened);
    }

    fn play(&self) {
        let work = async {
            match demo::start(1.0, now()).await {
                Ok(demo) => Event::Ready(Box::new(Ready {
                    source: Source::Web(demo.address.clone()),
                    opened: Opened::default(),
                    demo: Some(demo),
                })),
                Err(error) => {
                    let why = format!("The demo could not be started: {error}.");
                    not_opened(Clean::line(&why))
                }
            }
        };
        self.answer("Starting the demo", work, not_opened);
    }

    /// Searches once typing rests; a search that is still waiting is dropped for the next.
    fn search(&mut self, number: u64, query: String, history: &History) {
        self.search = None;
        let store = history.store();
        let work = async move {
            sleep(DEBOUNCE).await;
            Event::Told(match store.search(&query, MOST_HITS).await {
                Ok(hits) => Msg::Library(LibraryMsg::Found {
                    number,
                    hits: hits.into_iter().map(hit).collect(),
                }),
                Err(error) => Msg::Notice(Clean::line(&error.to_string())),
            })
        };
        let sender = self.sender.clone();
        let task = self.supervisor.answer("The search", sender, work, notice);
        self.search = Some(task);
    }

    /// Does what somebody waits for, to its end.
    fn answer(
        &self,
        name: &'static str,
        work: impl Future<Output = Event> + Send + 'static,
        broken: impl FnOnce(Clean) -> Event + Send + 'static,
    ) {
        let sender = self.sender.clone();
        self.supervisor.answer(name, sender, work, broken).detach();
    }
}

/// Returns the followed live blogs that have a tag and were not put away.
pub(in crate::run) async fn tagged(store: &Store, tag: &Clean) -> Vec<Source> {
    let list = store.list().await.unwrap_or_else(|error| {
        tracing::warn!("history: {error}");
        Vec::new()
    });
    let tagged = list
        .into_iter()
        .filter(|blog| !blog.archived && blog.tags.contains(tag));
    tagged
        .filter_map(|blog| reopened(&blog.address).ok())
        .collect()
}

fn notice(words: Clean) -> Event {
    Event::Told(Msg::Notice(words))
}

fn not_opened(why: Clean) -> Event {
    Event::Told(Msg::Library(LibraryMsg::NotOpened(why)))
}

/// Understands what the history says that a live blog is opened by.
fn reopened(address: &Clean) -> Result<Source, Clean> {
    Source::of_key(address.as_str()).map_err(|why| Clean::line(&why.to_string()))
}

/// A page comes in by standard input where the program was started with it, and only then.
fn followable(source: Source) -> Result<Source, Clean> {
    match source {
        Source::Stdin { .. } => Err(Clean::line(
            "Standard input cannot be followed from here; name a web address or a file.",
        )),
        source => Ok(source),
    }
}

async fn listed(store: &Store) -> Result<LibraryMsg, StoreError> {
    let blogs = store.list().await?.into_iter().map(blog).collect();
    let size = store.size().await?;
    Ok(LibraryMsg::Listed { blogs, size })
}

fn blog(summary: store::BlogSummary) -> Blog {
    Blog {
        key: summary.key,
        address: summary.address,
        headline: summary.headline,
        publisher: summary.publisher,
        status: summary.status,
        last_update: summary.last_update,
        unread: summary.unread,
        changed_since_read: summary.changed_since_read,
        total: summary.total,
        trouble: summary.trouble,
        paused: summary.paused,
        archived: summary.archived,
        tags: summary.tags,
        arrived: 0,
    }
}

fn hit(found: store::Hit) -> Hit {
    let fragments = |fragments: Vec<store::Fragment>| {
        let fragment = |fragment: store::Fragment| Fragment {
            text: fragment.text,
            found: fragment.found,
        };
        fragments.into_iter().map(fragment).collect()
    };
    Hit {
        key: found.key,
        entry: found.entry,
        at: found.at,
        earlier: found.superseded.then_some(found.revision),
        headline: fragments(found.headline),
        snippet: fragments(found.snippet),
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    #[tokio::test]
    async fn those_with_a_tag_are_found_but_not_those_that_were_put_away() {
        let (store, _) = Store::open(None, DateTime::UNIX_EPOCH);
        let flood = Clean::line("flood");
        for name in ["a", "b", "c"] {
            let key = format!("https://post.example/live/{name}");
            let followed = store.follow(&key, &key, DateTime::UNIX_EPOCH).await;
            followed.unwrap();
            let tags = if name == "b" {
                Vec::new()
            } else {
                vec![flood.clone()]
            };
            store.tag(&key, tags).await.unwrap();
        }
        let away = store.archive("https://post.example/live/c", true).await;
        away.unwrap();
        let found = tagged(&store, &flood).await;
        let found: Vec<String> = found.iter().map(Source::key).collect();
        assert_eq!(found, ["https://post.example/live/a"]);
    }
}
