//! The history: every update that was ever seen, every revision of it, and what the reader did with it.
//!
//! One SQLite file; one thread owns its connection, so that neither the screen nor the poller ever waits for a disk.
//! Every change is one transaction, acknowledged once it is safe against a kill. Knows the model, and nothing of
//! HTTP, HTML or terminals; it reads no clock: times come with what is saved.
//!
//! * Opening never fails ([`Store::open`]): what cannot be used is set aside, and at worst the session is kept in
//!   memory; the reader is told in a sentence.
//! * A change that the disk refuses for now (full, locked) waits and is written with the next one.
//! * Several instances of the program share one file; each blog is polled by who holds its [`Lease`], and
//!   [`Store::news`] tells the others what came of it.

mod alerts;
mod articles;
mod changes;
mod error;
mod files;
mod glance;
mod history;
mod hosts;
mod items;
mod lease;
mod marks;
mod mend;
mod open;
mod past;
mod poll;
mod read;
mod records;
mod retain;
mod rows;
mod salvage;
mod schema;
mod search;
mod worker;

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

pub use error::StoreError;
pub use glance::{Glance, Remembered, glance, remembered};
pub use lease::Lease;
pub use records::{
    BlogSummary, Changed, Export, ExternalChanges, Happened, Happening, Place, PlaceFilter,
    PollRecord, Since, Stored, ToAsk,
};
pub use retain::Dropped;
pub use search::{Fragment, Hit};

use crate::model::{Article, Clean, EntryId, Item, WebUrl, alert::Wish};
use history::Change;
use worker::{Request, Safety, Worker};

/// A handle on the history; cheap to clone. The file is closed when the last one is dropped.
#[derive(Clone, Debug)]
pub struct Store {
    requests: mpsc::Sender<Request>,
    has_file: bool,
}

impl Store {
    /// Opens the history in a directory, or one in memory where there is none; `at` is the time of day, for the
    /// names of files that have to be set aside.
    ///
    /// Never fails; the notes say, a sentence each, what the reader should know of it. Takes a millisecond as a rule,
    /// two seconds where another program keeps the file locked, and longer where a large one has to be brought to
    /// this version or salvaged.
    #[must_use]
    pub fn open(dir: Option<&Path>, at: DateTime<Utc>) -> (Self, Vec<Clean>) {
        if let Some(mut history) = open::open(dir, at) {
            let notes = std::mem::take(&mut history.notes);
            let has_file = history.home.is_some();
            let requests = worker::spawn(history);
            (Self { requests, has_file }, notes)
        } else {
            let (requests, _) = mpsc::channel(1);
            let note = "No memory left for the history: nothing of this session is saved.";
            let has_file = false;
            (Self { requests, has_file }, vec![Clean::line(note)])
        }
    }

    /// Tells whether there is a file for the history: else it ends with the program.
    #[must_use]
    pub fn has_file(&self) -> bool {
        self.has_file
    }

    /// Reads all that is kept of a blog; `None` where it was never followed.
    pub async fn load(&self, key: &str) -> Result<Option<Stored>, StoreError> {
        let key = key.to_owned();
        self.read(move |conn| read::load(conn, &key, read::Extent::Whole))
            .await
    }

    /// Tells whether updates of a blog were missing from its page when that was last read, and not long enough to be
    /// sure that they were removed.
    pub async fn has_missing(&self, key: &str) -> Result<bool, StoreError> {
        let key = key.to_owned();
        self.read(move |conn| read::has_missing(conn, &key)).await
    }

    /// Reads a blog with no more than `limit` updates around one, or around the reader's place, or the newest where
    /// there is neither: what the first frame needs, at a cost that does not grow with the history.
    pub async fn load_around(
        &self,
        key: &str,
        at: Option<EntryId>,
        limit: usize,
    ) -> Result<Option<Stored>, StoreError> {
        let key = key.to_owned();
        self.read(move |conn| {
            let at = at.as_ref();
            read::load(conn, &key, read::Extent::Around { at, limit })
        })
        .await
    }

    /// Begins to follow a blog; `address` is what opens it again. Does nothing where it is followed already.
    pub async fn follow(
        &self,
        key: &str,
        address: &str,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let (key, address) = (key.to_owned(), address.to_owned());
        self.write(Safety::Full, move |change| {
            poll::follow(change, &key, &address, at)
        })
        .await
    }

    /// Saves the result of a poll in one transaction; saving it again changes nothing.
    ///
    /// What the reader marked stays as it is; a revision is added where it is not held yet.
    pub async fn save_poll(&self, key: &str, record: PollRecord) -> Result<(), StoreError> {
        let key = key.to_owned();
        self.write(Safety::Normal, move |change| {
            poll::save(change, &key, &record)
        })
        .await
    }

    /// Saves updates that no poll brought, of a blog that is followed; does nothing where it is not.
    ///
    /// What the reader marked stays as it is; a revision is added where it is not held yet.
    pub async fn save_items(&self, key: &str, items: Vec<Item>) -> Result<(), StoreError> {
        let key = key.to_owned();
        self.write(Safety::Normal, move |change| {
            poll::save_items(change, &key, &items)
        })
        .await
    }

    /// Keeps what a link of an update led to; does nothing where the update is not kept.
    pub async fn save_article(
        &self,
        key: &str,
        entry: EntryId,
        asked: WebUrl,
        article: Article,
    ) -> Result<(), StoreError> {
        let key = key.to_owned();
        self.write(Safety::Full, move |change| {
            articles::save(change, &key, &entry, &asked, &article)
        })
        .await
    }

    /// Reads what a link of a blog led to, where that is kept.
    pub async fn article(&self, key: &str, asked: &WebUrl) -> Result<Option<Article>, StoreError> {
        let (key, asked) = (key.to_owned(), asked.clone());
        self.read(move |conn| articles::load(conn, &key, &asked))
            .await
    }

    /// Marks updates as read (`true`) or unread.
    pub async fn mark_read(
        &self,
        key: &str,
        marks: Vec<(EntryId, bool)>,
    ) -> Result<(), StoreError> {
        let key = key.to_owned();
        self.write(Safety::Full, move |change| {
            marks::read(change, &key, &marks)
        })
        .await
    }

    /// Bookmarks an update or lets it go.
    pub async fn bookmark(&self, key: &str, entry: EntryId, kept: bool) -> Result<(), StoreError> {
        let key = key.to_owned();
        self.write(Safety::Full, move |change| {
            marks::bookmark(change, &key, &entry, kept)
        })
        .await
    }

    /// Gives a follower without a screen a place in a blog that is followed; one that it has already, it keeps.
    pub async fn begin_telling(
        &self,
        follower: &str,
        key: &str,
        since: Since,
    ) -> Result<(), StoreError> {
        let (follower, key) = (follower.to_owned(), key.to_owned());
        self.write(Safety::Normal, move |change| {
            changes::begin(change, &follower, &key, since)
        })
        .await
    }

    /// Returns what tells a follower's place in a blog from any other that had its name, for [`Lease::note`]; `None` where
    /// it has no place.
    pub async fn place_token(&self, follower: &str, key: &str) -> Result<Option<i64>, StoreError> {
        let (follower, key) = (follower.to_owned(), key.to_owned());
        self.read(move |conn| changes::token(conn, &follower, &key))
            .await
    }

    /// Reads what happened in a blog after a follower's place, and after a number, oldest first and no more than `limit`;
    /// nothing where it has no place there.
    pub async fn untold(
        &self,
        follower: &str,
        key: &str,
        after: i64,
        limit: usize,
    ) -> Result<Vec<Happening>, StoreError> {
        let (follower, key) = (follower.to_owned(), key.to_owned());
        self.read(move |conn| changes::untold(conn, (&follower, &key), after, limit))
            .await
    }

    /// Keeps a follower's place: what happened up to this number was told.
    pub async fn told(&self, follower: &str, key: &str, number: i64) -> Result<(), StoreError> {
        let (follower, key) = (follower.to_owned(), key.to_owned());
        self.write(Safety::Normal, move |change| {
            changes::told(change, &follower, &key, number)
        })
        .await
    }

    /// Keeps where a followed blog moved for good; does nothing where it is not followed.
    pub async fn moved(&self, key: &str, to: WebUrl) -> Result<(), StoreError> {
        let key = key.to_owned();
        self.write(Safety::Normal, move |change| poll::moved(change, &key, &to))
            .await
    }

    /// Keeps what the reader wants to be alerted to in a blog, in place of what was kept.
    pub async fn save_wishes(&self, key: &str, wishes: Vec<Wish>) -> Result<(), StoreError> {
        let key = key.to_owned();
        self.write(Safety::Full, move |change| {
            alerts::keep_wishes(change, &key, &wishes)
        })
        .await
    }

    /// Returns what the reader wants to be alerted to in a blog.
    pub async fn wishes(&self, key: &str) -> Result<Vec<Wish>, StoreError> {
        let key = key.to_owned();
        self.read(move |conn| alerts::wishes(conn, &key)).await
    }

    /// Returns the reader's tags of a blog.
    pub async fn tags(&self, key: &str) -> Result<Vec<Clean>, StoreError> {
        let key = key.to_owned();
        self.read(move |conn| alerts::tags(conn, &key)).await
    }

    /// Returns what the reader wants to be alerted to in all blogs, each with what opens its blog.
    pub async fn all_wishes(&self) -> Result<Vec<(Clean, Wish)>, StoreError> {
        self.read(alerts::all_wishes).await
    }

    /// Notes that the reader is alerted to occasions in a blog, each an update and what happened to it; returns the
    /// indices of those that nobody was alerted to before, here or in another instance.
    pub async fn claim_alerts(
        &self,
        key: &str,
        occasions: Vec<(EntryId, String)>,
    ) -> Result<Vec<usize>, StoreError> {
        let key = key.to_owned();
        let claimed = Arc::new(Mutex::new(Vec::new()));
        let found = Arc::clone(&claimed);
        self.write(Safety::Normal, move |change| {
            let new = alerts::claim(change, &key, &occasions)?;
            *found.lock().unwrap_or_else(PoisonError::into_inner) = new;
            Ok(())
        })
        .await?;
        let mut claimed = claimed.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(std::mem::take(&mut claimed))
    }

    /// Keeps what was promised to a host: to leave it alone until then. A longer promise stands.
    pub async fn promise(&self, host: &str, until: DateTime<Utc>) -> Result<(), StoreError> {
        let host = host.to_owned();
        self.write(Safety::Full, move |change| {
            hosts::promise(change, &host, until)
        })
        .await
    }

    /// Returns what was promised to hosts and is not over yet.
    pub async fn promises(
        &self,
        at: DateTime<Utc>,
    ) -> Result<Vec<(String, DateTime<Utc>)>, StoreError> {
        self.read(move |conn| read::promises(conn, at)).await
    }

    /// Drops what was promised to hosts and is over.
    pub async fn forget_past_promises(&self, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.write(Safety::Normal, move |change| hosts::forget_past(change, at))
            .await
    }

    /// Keeps the place where the reader left off.
    pub async fn save_place(&self, key: &str, place: Place) -> Result<(), StoreError> {
        let key = key.to_owned();
        self.write(Safety::Full, move |change| {
            marks::place(change, &key, &place)
        })
        .await
    }

    /// Pauses a blog or lets it go on.
    pub async fn pause(&self, key: &str, paused: bool) -> Result<(), StoreError> {
        let key = key.to_owned();
        self.write(Safety::Full, move |change| {
            marks::pause(change, &key, paused)
        })
        .await
    }

    /// Keeps the words that the reader sorts a blog by, in place of those before.
    pub async fn tag(&self, key: &str, tags: Vec<Clean>) -> Result<(), StoreError> {
        let key = key.to_owned();
        self.write(Safety::Full, move |change| marks::tags(change, &key, &tags))
            .await
    }

    /// Puts a blog away or takes it out again.
    pub async fn archive(&self, key: &str, archived: bool) -> Result<(), StoreError> {
        let key = key.to_owned();
        self.write(Safety::Full, move |change| {
            marks::archive(change, &key, archived)
        })
        .await
    }

    /// Removes a blog with everything that is kept of it, bookmarks included.
    pub async fn forget(&self, key: &str) -> Result<(), StoreError> {
        let key = key.to_owned();
        self.write(Safety::Full, move |change| marks::forget(change, &key))
            .await
    }

    /// Lists the library: the blogs with the newest updates first.
    pub async fn list(&self) -> Result<Vec<BlogSummary>, StoreError> {
        self.read(read::list).await
    }

    /// Lists the blogs that are to be asked for news: those that are neither paused nor put away.
    pub async fn to_ask(&self) -> Result<Vec<ToAsk>, StoreError> {
        self.read(read::to_ask).await
    }

    /// Reads everything that is known of a blog, all revisions and the poll log included.
    pub async fn export(&self, key: &str) -> Result<Option<Export>, StoreError> {
        let key = key.to_owned();
        self.read(move |conn| read::export(conn, &key)).await
    }

    /// Finds updates in all blogs and all their revisions, the latest first.
    ///
    /// All words must be there, accents and case do not count; words in double quotes are a phrase; a word that
    /// ends in `*`, and the last one while it is being typed, matches what begins like it.
    pub async fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>, StoreError> {
        let query = query.to_owned();
        self.ask(move |worker, answer| {
            // What came in this very moment is to be found, too.
            while worker.history.feed_search(1024).unwrap_or(false) {}
            let found = worker.read(|conn| search::find(conn, &query, limit));
            let _nobody_waits = answer.send(found);
        })
        .await
    }

    /// Drops updates older than `before`, then the oldest until the file is no larger than `max_bytes`; never a
    /// bookmarked one. Works in small pieces between other requests and answers at the end.
    pub async fn retain(
        &self,
        before: Option<DateTime<Utc>>,
        max_bytes: Option<u64>,
    ) -> Result<Dropped, StoreError> {
        self.ask(move |worker, answer| {
            worker.retain(retain::Retention::new(before, max_bytes, answer));
        })
        .await
    }

    /// Returns the size of the history's file in bytes.
    pub async fn size(&self) -> Result<u64, StoreError> {
        self.read(retain::file_size).await
    }

    /// Takes the right to poll a blog; `None` where another instance has it.
    pub async fn try_lead(&self, key: &str) -> Result<Option<Lease>, StoreError> {
        let key = key.to_owned();
        self.ask(move |worker, answer| {
            let dir = worker.history.home.as_ref().map(files::Home::dir);
            let _nobody_waits = answer.send(Ok(Lease::take(dir, &key)));
        })
        .await
    }

    /// Returns what other instances changed, and what happened to the file, since this was last asked; cheap where
    /// nothing did. Also tries again what waits for the disk.
    pub async fn news(&self) -> Result<ExternalChanges, StoreError> {
        self.ask(|worker, answer| {
            let _nobody_waits = answer.send(worker.news());
        })
        .await
    }

    /// Writes what waits and closes the file, however long the disk takes; who cannot wait may stop waiting, for what
    /// was acknowledged is safe without it.
    pub async fn close(self) -> Result<(), StoreError> {
        let (answer, answered) = oneshot::channel();
        self.requests
            .send(Request::Close(answer))
            .await
            .map_err(|_| StoreError::Closed)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }

    async fn read<T: Send + 'static>(
        &self,
        work: impl Fn(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.ask(move |worker, answer| {
            let _nobody_waits = answer.send(worker.read(work));
        })
        .await
    }

    async fn write(
        &self,
        safety: Safety,
        work: impl FnMut(&Change<'_>) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<(), StoreError> {
        self.ask(move |worker, answer| {
            let _nobody_waits = answer.send(worker.write(safety, Box::new(work)));
        })
        .await
    }

    async fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Worker, oneshot::Sender<Result<T, StoreError>>) + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, answered) = oneshot::channel();
        let request = Request::Do(Box::new(move |worker| work(worker, answer)));
        self.requests
            .send(request)
            .await
            .map_err(|_| StoreError::Closed)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }
}
