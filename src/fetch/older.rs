//! The older pages of a live blog, one after the other: which comes next, and when the walk is over.

use std::{collections::HashSet, time::Duration};

use chrono::{DateTime, Utc};
use tokio::time::{Instant, sleep_until};

use super::{
    FetchError, Limits, Source, http,
    read::{Extract, Gate},
};
use crate::{
    model::{EntryId, Snapshot, WebUrl, Window},
    source::{self, Extraction, Recipes},
};

/// The least between two requests of a walk to another machine.
const SPACING: Duration = Duration::from_secs(2);
/// How many older pages are walked at most.
const MOST: usize = 200;

/// A page of older updates.
#[derive(Debug, Clone)]
pub struct Older {
    /// What it holds; its window is a part.
    pub snapshot: Snapshot,
    /// When its bytes were there.
    pub at: DateTime<Utc>,
    /// Whether it leads to a still older page.
    pub more: bool,
}

/// How far the older pages of a source were walked.
///
/// The walk begins at the newest page and is over at an address that was asked before, at a page that adds no update
/// to those of the walk, and after 200 pages. A page that failed is the next one again.
#[derive(Debug, Default)]
pub(super) struct Chain {
    next: Option<WebUrl>,
    asked: HashSet<WebUrl>,
    ids: HashSet<EntryId>,
    pages: usize,
    /// Whether the newest page was seen.
    begun: bool,
    /// Before this nothing is asked.
    rest_until: Option<Instant>,
}

impl Chain {
    /// Takes notice of the newest page, which moves the walk's beginning and never a walk that is under way.
    pub(super) fn begin_at(&mut self, source: &Source, newest: &Snapshot) {
        if self.pages > 0 {
            return;
        }
        self.begun = true;
        self.asked = source
            .address()
            .map(WebUrl::without_fragment)
            .into_iter()
            .collect();
        self.ids = newest.entries.iter().map(|e| e.id.clone()).collect();
        self.lead_to(newest.older.as_ref());
        if !matches!(source, Source::Web(_)) {
            self.next = None;
        }
    }

    /// Tells whether the newest page was seen, so that the walk has a beginning.
    pub(super) fn has_begun(&self) -> bool {
        self.begun
    }

    /// Keeps a distance to the request that was just made.
    pub(super) fn rest(&mut self, source: &Source) {
        let near = source
            .address()
            .is_some_and(|url| http::is_loopback(url.as_url()));
        self.rest_until = (!near).then(|| Instant::now() + SPACING);
    }

    /// Returns when the next request may be made; `None` where at once.
    pub(super) fn rests_until(&self) -> Option<Instant> {
        self.rest_until
    }

    /// Takes a page that was read; tells whether it added anything. A platform counts its pages: one that only holds
    /// what the publisher's page held as well still has older ones behind it.
    fn take(&mut self, url: &WebUrl, page: &Snapshot, counted: bool) -> bool {
        self.pages += 1;
        self.asked.insert(url.clone());
        let before = self.ids.len();
        self.ids.extend(page.entries.iter().map(|e| e.id.clone()));
        let added = self.ids.len() > before || (counted && page.older.is_some());
        self.lead_to(page.older.as_ref().filter(|_| added));
        added
    }

    fn lead_to(&mut self, older: Option<&WebUrl>) {
        let older = older.map(WebUrl::without_fragment);
        self.next = older.filter(|url| self.pages < MOST && !self.asked.contains(url));
    }
}

/// Fetches the next older page; `None` where the walk is over.
///
/// # Errors
/// Says what failed; the page is then still the next one.
pub(super) async fn step(
    source: &Source,
    gate: &mut Gate,
    chain: &mut Chain,
    extract: Extract,
) -> Result<Option<Older>, FetchError> {
    let Some(url) = chain.next.clone() else {
        return Ok(None);
    };
    if let Some(until) = chain.rests_until() {
        sleep_until(until).await;
    }
    let counted = gate.is_counted(&url);
    let read = gate.page(&url, extract).await;
    chain.rest(source);
    let (extraction, at) = read?;
    let mut snapshot = extraction.snapshot;
    snapshot.window = Window::Part;
    if !chain.take(&url, &snapshot, counted) {
        return Ok(None);
    }
    let more = chain.next.is_some();
    Ok(Some(Older { snapshot, at, more }))
}

/// Walks all older pages of a source whose newest page was just read, and gives each to `each`.
///
/// # Errors
/// Says what failed; what was given before that stands.
pub async fn walk(
    source: &Source,
    limits: Limits,
    recipes: &'static Recipes,
    newest: &Extraction,
    mut each: impl FnMut(Older),
) -> Result<(), FetchError> {
    let mut gate = Gate::after(source.clone(), limits, recipes, newest);
    let mut chain = Chain::default();
    chain.begin_at(source, &newest.snapshot);
    chain.rest(source);
    while let Some(older) = step(source, &mut gate, &mut chain, source::extract_with).await? {
        each(older);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Clean, LiveBlog};

    fn url(text: &str) -> WebUrl {
        WebUrl::parse(text).unwrap()
    }

    fn leading_to(older: Option<&str>) -> Snapshot {
        Snapshot {
            blog: LiveBlog::default(),
            entries: Vec::new(),
            window: Window::Full,
            recognised_as: Clean::default(),
            warnings: Vec::new(),
            older: older.map(url),
            min_interval: None,
        }
    }

    #[test]
    fn polls_move_the_beginning_and_not_a_walk_under_way() {
        let source = Source::Web(url("http://127.0.0.1/live"));
        let mut chain = Chain::default();
        chain.begin_at(&source, &leading_to(Some("http://127.0.0.1/live?from=9")));
        chain.begin_at(&source, &leading_to(Some("http://127.0.0.1/live?from=10")));
        let first = chain.next.clone().unwrap();
        assert_eq!(first, url("http://127.0.0.1/live?from=10"));
        chain.ids.clear();
        chain.pages = 1;
        chain.lead_to(Some(&url("http://127.0.0.1/live?from=5")));
        chain.begin_at(&source, &leading_to(Some("http://127.0.0.1/live?from=11")));
        assert_eq!(chain.next, Some(url("http://127.0.0.1/live?from=5")));
    }

    #[test]
    fn a_walk_has_an_end() {
        let source = Source::Web(url("http://127.0.0.1/live"));
        let mut chain = Chain::default();
        chain.begin_at(&source, &leading_to(Some("http://127.0.0.1/live#more")));
        assert_eq!(chain.next, None, "the page itself is no older page");
        chain.pages = MOST;
        chain.lead_to(Some(&url("http://127.0.0.1/live?page=202")));
        assert_eq!(chain.next, None);
    }

    #[test]
    fn only_a_page_of_the_web_has_older_ones_to_fetch() {
        let source = Source::Stdin {
            base: Some(url("https://post.example/live")),
        };
        let mut chain = Chain::default();
        chain.begin_at(
            &source,
            &leading_to(Some("https://post.example/live?page=2")),
        );
        assert_eq!(chain.next, None);
    }

    #[tokio::test]
    async fn other_machines_are_given_time_and_this_one_is_not() {
        let mut chain = Chain::default();
        chain.rest(&Source::Web(url("https://post.example/live")));
        assert!(chain.rests_until().is_some());
        chain.rest(&Source::Web(url("http://[::1]:8080/live")));
        assert_eq!(chain.rests_until(), None);
    }
}
