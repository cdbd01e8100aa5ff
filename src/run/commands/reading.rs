//! One reading of a source for the commands without a screen.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use chrono::{DateTime, Utc};
use tokio::runtime;

use super::recipes;
use crate::{
    app::clock,
    config::Config,
    fetch::{self, FetchError, Limits, Network, Promise, Source},
    model::{Validators, WebUrl},
    run::{failure::Failure, now, tasks::history},
    source::{self, Extraction, Recipes, discover::Leads},
    store::{self, Store, StoreError},
};

/// What a source held at one moment.
pub(in crate::run) struct OneReading {
    /// The source, as it may be shown.
    pub(in crate::run) name: String,
    /// The address that its relative addresses were resolved against.
    pub(in crate::run) address: Option<WebUrl>,
    /// When it was read.
    pub(in crate::run) at: DateTime<Utc>,
    /// What was found.
    pub(in crate::run) extraction: Extraction,
    /// What to send along next time.
    pub(in crate::run) validators: Validators,
}

/// Understands a source argument; `base` is the address that a file or standard input was saved from.
pub(super) fn source(argument: &str, base: Option<&WebUrl>) -> Result<Source, Failure> {
    let source = Source::parse(argument, base).map_err(Failure::from)?;
    if base.is_some() && matches!(source, Source::Web(_)) {
        let why =
            "--base-url is for files and standard input; a page on the web has its own address.";
        return Err(Failure::Usage(why.to_owned()));
    }
    Ok(source)
}

/// Waits for something of the network or the disk.
pub(super) fn wait<T>(work: impl Future<Output = T>) -> Result<T, Failure> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Failure::Start)?;
    let done = runtime.block_on(work);
    // A file that hangs must not hold the end up.
    runtime.shutdown_timeout(Duration::from_millis(50));
    Ok(done)
}

/// The way to sources for a command that asks and ends: by what hosts asked for earlier, and by where sources moved.
pub(super) struct Asking<'c> {
    config: &'c Config,
    /// Where the history is kept, if it is.
    dir: Option<&'c Path>,
    network: Network,
    learnt: Arc<Mutex<Vec<Promise>>>,
}

impl<'c> Asking<'c> {
    /// Takes up what earlier commands and readers promised; touches nothing.
    pub(super) fn new(config: &'c Config) -> Self {
        let dir = config.data_dir.as_deref().filter(|_| config.history);
        let known = dir.map(|dir| store::remembered(dir, "", now()));
        let promises = known.map(|known| known.promises).unwrap_or_default();
        let learnt: Arc<Mutex<Vec<Promise>>> = Arc::default();
        let keep = Arc::clone(&learnt);
        let told = move |promise| {
            keep.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(promise);
        };
        let promised = history::promised(promises);
        Self {
            config,
            dir,
            network: Network::new(config.contact.as_deref(), promised, told),
            learnt,
        }
    }

    pub(super) fn network(&self) -> &Network {
        &self.network
    }

    /// Reads a source once.
    pub(super) fn once(&self, source: &Source) -> Result<OneReading, Failure> {
        self.once_with(source, &recipes::known().recipes, source::extract_with)
    }

    /// Finds the live blogs that a source leads to.
    pub(super) fn leads(&self, source: &Source) -> Result<Leads, Failure> {
        let read = wait(fetch::leads(source, &self.network, Limits::default()))?;
        read.map_err(|error| self.failure(source, error))
    }

    /// Reads a source once, with these recipes, and takes of its page what `extract` makes of it.
    pub(super) fn once_with(
        &self,
        source: &Source,
        recipes: &'static Recipes,
        extract: fetch::Extract,
    ) -> Result<OneReading, Failure> {
        let dir = self.dir.filter(|_| matches!(source, Source::Web(_)));
        let moved = dir.and_then(|dir| store::remembered(dir, &source.key(), now()).moved);
        let read = wait(async {
            let network = (&self.network, moved.clone());
            fetch::once(source, network, Limits::default(), recipes, extract).await
        })?;
        let reading = read.map_err(|error| self.failure(source, error))?;
        let now_moved = &reading.validators.moved;
        if let (Some(dir), Some(to)) = (dir, now_moved.as_ref().filter(|_| *now_moved != moved)) {
            let (key, to) = (source.key(), to.clone());
            write(dir, async move |store| store.moved(&key, to).await);
        }
        let Some(extraction) = reading.extraction else {
            // A first reading has nothing that it could be the same as.
            return Err(FetchError::Internal(source.title()).into());
        };
        Ok(OneReading {
            name: source.title().to_string(),
            address: source.address().cloned(),
            at: reading.at,
            extraction,
            validators: reading.validators,
        })
    }

    /// Says what failed; unlike a reader, nobody asks again.
    fn failure(&self, source: &Source, error: FetchError) -> Failure {
        match error {
            FetchError::NoLiveBlog(none) => Failure::NoLiveBlog {
                name: source.title().to_string(),
                none,
            },
            FetchError::Waits { host, until, .. } => Failure::Waits {
                host,
                until: clock::moment(self.config.zone, until, now()),
            },
            error => error.into(),
        }
    }
}

impl Drop for Asking<'_> {
    /// Keeps what was promised in the meantime.
    fn drop(&mut self) {
        let learnt =
            std::mem::take(&mut *self.learnt.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some(dir) = self.dir.filter(|_| !learnt.is_empty()) {
            write(dir, async move |store| {
                for Promise { host, until } in learnt {
                    store.promise(&host, until).await?;
                }
                Ok(())
            });
        }
    }
}

/// Writes to a history that is there.
fn write(dir: &Path, work: impl AsyncFnOnce(&Store) -> Result<(), StoreError>) {
    let done = wait(async {
        let (store, _) = Store::open(Some(dir), now());
        work(&store).await?;
        store.close().await
    });
    if let Ok(Err(error)) = done {
        tracing::warn!("history: {error}");
    }
}
