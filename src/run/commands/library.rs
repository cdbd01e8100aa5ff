//! The library from scripts: what is followed, and what is done with it.

use std::io::Write;

use chrono::{DateTime, Utc};
use serde::Serialize;
use tokio::runtime::{self, Runtime};

use super::reading::{self, Asking, OneReading};
use crate::{
    app::clock,
    cli::{Follow, ListFormat, Shelve},
    config::Config,
    fetch::Source,
    model::{Clean, Timeline, alert::Wish},
    run::{failure::Failure, now, tasks::history},
    store::{BlogSummary, Export, PollRecord, Store, StoreError, Stored},
};

/// The history, opened for one question.
pub(super) struct Library {
    store: Store,
    runtime: Runtime,
}

impl Library {
    /// Opens the history where the settings keep it.
    pub(super) fn open(config: &Config) -> Result<Self, Failure> {
        let runtime = runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(Failure::Start)?;
        let dir = config.data_dir.as_deref().filter(|_| config.history);
        let (store, notes) = Store::open(dir, now());
        notes.iter().for_each(|note| super::tell(note.as_str()));
        Ok(Self { store, runtime })
    }

    /// Lists the followed blogs.
    pub(super) fn list(&self) -> Result<Vec<BlogSummary>, Failure> {
        Ok(self.runtime.block_on(self.store.list())?)
    }

    /// Closes the history: the next one to open it finds it whole.
    pub(super) fn close(self) -> Result<(), Failure> {
        Ok(self.runtime.block_on(self.store.close())?)
    }

    /// Finds a followed blog by what was typed: its source, or the address that the list shows.
    pub(super) fn find(&self, source: &str) -> Result<Option<BlogSummary>, Failure> {
        // What was typed once may not be a source any more: a file that is gone.
        let key = Source::parse(source, None)
            .map(|s| s.key())
            .unwrap_or_default();
        let mut known = self.list()?.into_iter();
        Ok(known.find(|b| b.key == key || b.address.as_str() == source))
    }

    /// Reads what is needed to read a blog on; `None` where it was never followed.
    pub(super) fn load(&self, key: &str) -> Result<Option<Stored>, Failure> {
        Ok(self.runtime.block_on(self.store.load(key))?)
    }

    /// Reads everything that is known of a blog.
    pub(super) fn export(&self, key: &str) -> Result<Option<Export>, Failure> {
        Ok(self.runtime.block_on(self.store.export(key))?)
    }

    /// Reads what the reader wants to be alerted to, each with what opens its blog.
    pub(super) fn wishes(&self) -> Result<Vec<(Clean, Wish)>, Failure> {
        Ok(self.runtime.block_on(self.store.all_wishes())?)
    }

    /// Changes the history, where there is a file for it: what nobody finds again is not said to be done.
    pub(super) fn change<T>(
        &self,
        work: impl AsyncFnOnce(&Store) -> Result<T, StoreError>,
    ) -> Result<T, Failure> {
        if !self.store.has_file() {
            return Err(StoreError::NoFile.into());
        }
        Ok(self.runtime.block_on(work(&self.store))?)
    }

    /// Finds a followed blog, or says how to find what is.
    fn followed(&self, source: &str) -> Result<BlogSummary, Failure> {
        self.find(source)?.ok_or_else(|| {
            let why = format!("{source} is not followed; newswire list shows what is.");
            Failure::Unknown(why)
        })
    }
}

/// Prints the followed blogs.
pub(super) fn list(
    format: ListFormat,
    config: &Config,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let library = Library::open(config)?;
    let blogs = library.list()?;
    library.close()?;
    if format == ListFormat::Json {
        let blogs = blogs.iter().map(Listed::new).collect();
        serde_json::to_writer_pretty(&mut *out, &Listing { blogs })
            .map_err(std::io::Error::from)?;
        return Ok(writeln!(out)?);
    }
    if blogs.is_empty() {
        super::tell("Nothing is followed yet: newswire URL follows a live blog.");
    }
    for blog in blogs {
        writeln!(out, "{}\n     {}", line(&blog, now()), blog.address)?;
    }
    Ok(())
}

/// Follows sources, each of which has to be a live blog; those that are paused or put away are taken up again.
pub(super) fn follow(
    arguments: &Follow,
    config: &Config,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let asking = Asking::new(config);
    each(&arguments.sources, |argument| {
        let source = reading::source(argument, None)?;
        let Some(key) = history::key(&source) else {
            let why = "Standard input cannot be followed; name an address or a file.";
            return Err(Failure::Usage(why.to_owned()));
        };
        let library = Library::open(config)?;
        if let Some(known) = library.find(argument)? {
            library.change(async |store| {
                store.pause(&known.key, false).await?;
                store.archive(&known.key, false).await
            })?;
            // One of which nothing was read yet is read now: what stood in the way may be gone.
            if known.last_poll.is_some() {
                library.close()?;
                return Ok(writeln!(out, "Already following {}.", known.address)?);
            }
        }
        library.close()?;
        let reading = asking.once(&source)?;
        let record = record(&source, reading);
        let headline = record.blog.as_ref().map(|blog| blog.headline.clone());
        let library = Library::open(config)?;
        library.change(async |store| {
            store.follow(&key, &key, record.at).await?;
            store.save_poll(&key, record).await
        })?;
        library.close()?;
        let name = headline.filter(|headline| !headline.is_empty());
        let name = name.unwrap_or_else(|| source.title());
        Ok(writeln!(out, "Now following {name}: {key}")?)
    })
}

/// Pauses sources, or lets them go on.
pub(super) fn pause(
    arguments: &Shelve,
    config: &Config,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let done = if arguments.undo { "Resumed" } else { "Paused" };
    let change = async |store: &Store, key: &str, on| store.pause(key, on).await;
    shelve(arguments, config, (done, out), &change)
}

/// Puts sources away, or takes them out again.
pub(super) fn archive(
    arguments: &Shelve,
    config: &Config,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let done = if arguments.undo {
        "Restored"
    } else {
        "Archived"
    };
    let change = async |store: &Store, key: &str, on| store.archive(key, on).await;
    shelve(arguments, config, (done, out), &change)
}

fn shelve(
    arguments: &Shelve,
    config: &Config,
    (done, out): (&str, &mut dyn Write),
    change: &impl AsyncFn(&Store, &str, bool) -> Result<(), StoreError>,
) -> Result<(), Failure> {
    each(&arguments.sources, |source| {
        let library = Library::open(config)?;
        let blog = library.followed(source)?;
        let on = !arguments.undo;
        library.change(async |store| change(store, &blog.key, on).await)?;
        library.close()?;
        Ok(writeln!(out, "{done} {}.", blog.address)?)
    })
}

/// Does the same with each of several; one that fails leaves the others be, and the last failure is that of all.
fn each(
    sources: &[String],
    mut work: impl FnMut(&str) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut failed: Option<Failure> = None;
    for source in sources {
        if let Err(failure) = work(source) {
            if matches!(failure, Failure::Output(_)) {
                return Err(failure);
            }
            if let Some(before) = failed.replace(failure) {
                super::tell(&before.to_string());
            }
        }
    }
    failed.map_or(Ok(()), Err)
}

/// Removes a blog and all that is kept of it.
pub(super) fn forget(source: &str, config: &Config, out: &mut dyn Write) -> Result<(), Failure> {
    let library = Library::open(config)?;
    let blog = library.followed(source)?;
    library.change(async |store| store.forget(&blog.key).await)?;
    library.close()?;
    Ok(writeln!(
        out,
        "Forgot {} with {} updates.",
        blog.address, blog.total
    )?)
}

/// Makes of a first reading what the history keeps.
fn record(source: &Source, reading: OneReading) -> PollRecord {
    let mut timeline = Timeline::default();
    timeline.merge(&reading.extraction.snapshot, reading.at);
    let watched = matches!(source, Source::File { .. });
    let items = timeline.items().to_vec();
    let brought = (Some(timeline.blog), items);
    PollRecord::new(reading.at, reading.validators, watched, brought, None)
}

/// The library as JSON.
#[derive(Serialize)]
struct Listing<'b> {
    blogs: Vec<Listed<'b>>,
}

/// A followed blog as JSON.
#[derive(Serialize)]
pub(super) struct Listed<'b> {
    address: &'b str,
    title: &'b str,
    publisher: Option<&'b str>,
    status: &'static str,
    unread: usize,
    changed_since_read: usize,
    total: usize,
    last_update: Option<String>,
    last_poll: Option<String>,
    paused: bool,
    archived: bool,
    /// What stood in the way when it was last asked.
    trouble: Option<&'static str>,
}

impl<'b> Listed<'b> {
    pub(super) fn new(blog: &'b BlogSummary) -> Self {
        let time = |at: Option<DateTime<Utc>>| at.map(|at| at.to_rfc3339());
        Self {
            address: blog.address.as_str(),
            title: name(blog).as_str(),
            publisher: Some(blog.publisher.as_str()).filter(|name| !name.is_empty()),
            status: blog.status.shown(blog.last_update, now()).word(),
            unread: blog.unread,
            changed_since_read: blog.changed_since_read,
            total: blog.total,
            last_update: time(blog.last_update),
            last_poll: time(blog.last_poll),
            paused: blog.paused,
            archived: blog.archived,
            trouble: blog.trouble.map(crate::model::Trouble::word),
        }
    }
}

/// Returns what a blog is called: its headline, else its address.
pub(super) fn name(blog: &BlogSummary) -> &Clean {
    if blog.headline.is_empty() {
        &blog.address
    } else {
        &blog.headline
    }
}

/// One line of the library: state, headline, publisher, counts, the newest update.
fn line(blog: &BlogSummary, now: DateTime<Utc>) -> String {
    let mut parts = vec![name(blog).to_string()];
    if !blog.publisher.is_empty() {
        parts.push(blog.publisher.to_string());
    }
    parts.push(format!("{} unread of {}", blog.unread, blog.total));
    parts.extend(
        blog.last_update
            .map(|at| format!("last update {} ago", clock::span(now - at))),
    );
    let shelves = [(blog.paused, "paused"), (blog.archived, "archived")];
    let shelves = shelves.iter().filter(|(is, _)| *is);
    parts.extend(shelves.map(|(_, word)| (*word).to_owned()));
    parts.extend(blog.trouble.map(|trouble| trouble.label().to_owned()));
    let status = blog.status.shown(blog.last_update, now);
    format!("[{}] {}", status.word(), parts.join(" · "))
}
