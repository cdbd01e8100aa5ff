//! The older pages of a live blog, one after the other: which comes next, and when the walk is over.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::{
    FetchError, Limits, Network, Source,
    read::{Extract, SourceReader},
};
use crate::{
    model::{EntryId, Snapshot, WebUrl, Window},
    source::{self, Extraction, Recipes},
};

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
pub(super) struct Pagination {
    next: Option<WebUrl>,
    asked: HashSet<WebUrl>,
    ids: HashSet<EntryId>,
    pages: usize,
    /// Whether the newest page was seen.
    begun: bool,
}

impl Pagination {
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
    source_reader: &mut SourceReader,
    pagination: &mut Pagination,
    extract: Extract,
) -> Result<Option<Older>, FetchError> {
    let Some(url) = pagination.next.clone() else {
        return Ok(None);
    };
    let counted = source_reader.is_counted(&url);
    let (extraction, at) = source_reader.page(&url, extract).await?;
    let mut snapshot = extraction.snapshot;
    snapshot.window = Window::Part;
    if !pagination.take(&url, &snapshot, counted) {
        return Ok(None);
    }
    let more = pagination.next.is_some();
    Ok(Some(Older { snapshot, at, more }))
}

/// Walks all older pages of a source whose newest page was just read, and gives each to `each`.
///
/// # Errors
/// Says what failed; what was given before that stands.
pub async fn walk(
    source: &Source,
    network: &Network,
    limits: Limits,
    recipes: &'static Recipes,
    newest: &Extraction,
    mut each: impl FnMut(Older),
) -> Result<(), FetchError> {
    let mut source_reader = SourceReader::after(source.clone(), network, limits, recipes, newest);
    let mut pagination = Pagination::default();
    pagination.begin_at(source, &newest.snapshot);
    while let Some(older) = step(&mut source_reader, &mut pagination, source::extract_with).await? {
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
        let mut pagination = Pagination::default();
        pagination.begin_at(&source, &leading_to(Some("http://127.0.0.1/live?from=9")));
        pagination.begin_at(&source, &leading_to(Some("http://127.0.0.1/live?from=10")));
        let first = pagination.next.clone().unwrap();
        assert_eq!(first, url("http://127.0.0.1/live?from=10"));
        pagination.ids.clear();
        pagination.pages = 1;
        pagination.lead_to(Some(&url("http://127.0.0.1/live?from=5")));
        pagination.begin_at(&source, &leading_to(Some("http://127.0.0.1/live?from=11")));
        assert_eq!(pagination.next, Some(url("http://127.0.0.1/live?from=5")));
    }

    #[test]
    fn a_walk_has_an_end() {
        let source = Source::Web(url("http://127.0.0.1/live"));
        let mut pagination = Pagination::default();
        pagination.begin_at(&source, &leading_to(Some("http://127.0.0.1/live#more")));
        assert_eq!(pagination.next, None, "the page itself is no older page");
        pagination.pages = MOST;
        pagination.lead_to(Some(&url("http://127.0.0.1/live?page=202")));
        assert_eq!(pagination.next, None);
    }

    #[test]
    fn only_a_page_of_the_web_has_older_ones_to_fetch() {
        let source = Source::Stdin {
            base: Some(url("https://post.example/live")),
        };
        let mut pagination = Pagination::default();
        pagination.begin_at(
            &source,
            &leading_to(Some("https://post.example/live?page=2")),
        );
        assert_eq!(pagination.next, None);
    }
}
