//! The library from scripts: what is followed, and forgetting it.

use std::io::Write;

use chrono::{DateTime, Utc};
use tokio::runtime::{self, Runtime};

use crate::{
    app::clock,
    config::Config,
    fetch::Source,
    model::{Clean, alert::Wish},
    run::{failure::Failure, now},
    store::{BlogSummary, Export, Store, Stored},
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
    fn list(&self) -> Result<Vec<BlogSummary>, Failure> {
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

    /// Reads what the reader wants to be alerted of, each with what opens its blog.
    pub(super) fn wishes(&self) -> Result<Vec<(Clean, Wish)>, Failure> {
        Ok(self.runtime.block_on(self.store.all_wishes())?)
    }

    fn forget(self, key: &str) -> Result<(), Failure> {
        self.runtime.block_on(async {
            self.store.forget(key).await?;
            self.store.close().await
        })?;
        Ok(())
    }
}

/// Prints the followed blogs, one a line.
pub(super) fn list(config: &Config, out: &mut dyn Write) -> Result<(), Failure> {
    let library = Library::open(config)?;
    let blogs = library.list()?;
    library.close()?;
    if blogs.is_empty() {
        super::tell("Nothing is followed yet: newswire URL follows a live blog.");
    }
    for blog in blogs {
        writeln!(out, "{}\n     {}", line(&blog, now()), blog.address)?;
    }
    Ok(())
}

/// Removes a blog and all that is kept of it.
pub(super) fn forget(source: &str, config: &Config, out: &mut dyn Write) -> Result<(), Failure> {
    let library = Library::open(config)?;
    let Some(blog) = library.find(source)? else {
        let why = format!("{source} is not followed; newswire list shows what is.");
        return Err(Failure::Unknown(why));
    };
    let words = format!("Forgot {} with {} updates.", blog.address, blog.total);
    library.forget(&blog.key)?;
    Ok(writeln!(out, "{words}")?)
}

/// One line of the library: state, headline, publisher, counts, the newest update.
fn line(blog: &BlogSummary, now: DateTime<Utc>) -> String {
    let name = if blog.headline.is_empty() {
        &blog.address
    } else {
        &blog.headline
    };
    let mut parts = vec![name.to_string()];
    if !blog.publisher.is_empty() {
        parts.push(blog.publisher.to_string());
    }
    parts.push(format!("{} unread of {}", blog.unread, blog.total));
    parts.extend(
        blog.last_update
            .map(|at| format!("last update {} ago", clock::span(now - at))),
    );
    format!("[{}] {}", blog.status.word(), parts.join(" · "))
}
