//! The trail from an update through what its links lead to: on, back, forth, and where each page was left.

use std::sync::Arc;

use super::{Followed, Pane};
use crate::{
    app::{
        clock,
        keys::{Action, Keymap},
        words,
    },
    layout::{Focus, Role},
    model::{Block, Body, Clean, EntryId, Inline, Link, Linked, WebUrl, Zone},
};

/// The pages that were opened from one update, each from the one before.
#[derive(Debug)]
pub(super) struct PageHistory {
    entry: EntryId,
    leaves: Vec<PageEntry>,
    /// How many of them lead to what is shown; 0 shows the update itself.
    at: usize,
}

/// A page of the trail and how the reader left it.
#[derive(Debug)]
pub(super) struct PageEntry {
    page: Arc<Page>,
    /// The byte that the pane begins with.
    pub(super) top: u32,
    cursor: Option<u16>,
}

/// A page as the reading pane shows it.
#[derive(Debug)]
pub(in crate::app) struct Page {
    /// Where it is; what a command answered is nowhere.
    pub(in crate::app) address: Option<WebUrl>,
    pub(in crate::app) headline: Clean,
    pub(in crate::app) about: Vec<(Role, Clean)>,
    pub(in crate::app) body: Body,
    /// It is a live blog that can be followed.
    pub(in crate::app) is_live_blog: bool,
}

impl Page {
    /// Makes a page of what a link led to; `is_open` where that is a live blog which is open already.
    pub(in crate::app) fn of(
        linked: Linked,
        asked: &WebUrl,
        is_open: bool,
        zone: Zone,
        keymap: &Keymap,
    ) -> Self {
        match linked {
            Linked::Article(article) => {
                let date = article.published.map(|at| {
                    let at = clock::wall(zone, at);
                    at.format("%H:%M, %-d %B %Y").to_string()
                });
                let known = [article.site.as_str(), article.byline.as_str()]
                    .map(str::to_owned)
                    .into_iter()
                    .chain(date)
                    .filter(|part| !part.is_empty());
                let known = known.collect::<Vec<_>>().join(" · ");
                let read = clock::wall(zone, article.fetched_at);
                let read = format!(
                    "{} · read {}",
                    article.address.short(),
                    read.format("%H:%M, %-d %B %Y")
                );
                let lines = [known, read].into_iter().filter(|line| !line.is_empty());
                Self {
                    about: lines.map(|line| (Role::Meta, Clean::line(&line))).collect(),
                    address: Some(article.address),
                    headline: article.title,
                    body: article.body,
                    is_live_blog: false,
                }
            }
            Linked::LiveBlog { address, headline } => {
                let key = keymap.taught(Action::Read);
                let said = if is_open {
                    words::open_blog_behind_link(&key)
                } else {
                    words::live_blog_behind_link(&key)
                };
                Self {
                    is_live_blog: true,
                    ..Self::note(address, headline, &said, keymap)
                }
            }
            Linked::Obstacle(obstacle) => {
                Self::note(asked.clone(), Clean::default(), obstacle.sentence(), keymap)
            }
        }
    }

    /// Makes a page that says why there is nothing to read.
    pub(in crate::app) fn note(
        address: WebUrl,
        headline: Clean,
        said: &str,
        keymap: &Keymap,
    ) -> Self {
        let headline = if headline.is_empty() {
            Clean::line(&address.short())
        } else {
            headline
        };
        let ways = words::page_goes_on(
            &keymap.taught(Action::BrowseLink),
            &keymap.taught(Action::Back),
        );
        let paragraph = |text: &str| Block::Paragraph(vec![Inline::plain(text)]);
        Self {
            about: vec![(Role::Meta, Clean::line(address.as_str()))],
            address: Some(address),
            headline,
            body: Body {
                blocks: vec![paragraph(said), paragraph(&ways)],
            },
            is_live_blog: false,
        }
    }

    /// Makes a page of what a command answered.
    pub(in crate::app) fn answer(command: &Clean, text: &Clean) -> Self {
        Self {
            address: None,
            headline: command.clone(),
            about: Vec::new(),
            body: Body {
                blocks: vec![Block::Preformatted(text.clone())],
            },
            is_live_blog: false,
        }
    }
}

impl Page {
    /// Returns all of it as text: headline, what is said about it, the text, the address.
    pub(in crate::app) fn to_text(&self) -> Clean {
        let mut parts = vec![self.headline.as_str().to_owned()];
        let about: Vec<&str> = self.about.iter().map(|(_, line)| line.as_str()).collect();
        parts.push(about.join("\n"));
        parts.push(self.body.text());
        parts.extend(self.address.as_ref().map(ToString::to_string));
        parts.retain(|part| !part.is_empty());
        Clean::preformatted(&parts.join("\n\n"))
    }
}

impl Pane {
    /// Returns the page of the trail that stands in a selected update's place.
    pub(super) fn leaf(&self, selected: Option<&EntryId>) -> Option<&PageEntry> {
        let page_history = self.page_history.as_ref()?;
        if self.instead.is_some() || selected != Some(&page_history.entry) {
            return None;
        }
        page_history.leaves.get(page_history.at.checked_sub(1)?)
    }

    pub(super) fn leaf_mut(&mut self, selected: Option<&EntryId>) -> Option<&mut PageEntry> {
        self.leaf(selected)?;
        let page_history = self.page_history.as_mut()?;
        page_history.leaves.get_mut(page_history.at.checked_sub(1)?)
    }
}

impl PageHistory {
    /// Finds a page among those of the trail.
    fn find(&self, page: &Arc<Page>) -> Option<usize> {
        let is_it = |leaf: &PageEntry| Arc::ptr_eq(&leaf.page, page);
        self.leaves.iter().position(is_it)
    }
}

impl Followed {
    /// Returns the page of the trail that stands in the update's place.
    pub(in crate::app) fn linked_page(&self) -> Option<&Arc<Page>> {
        Some(&self.pane.leaf(self.window.selected())?.page)
    }

    /// Jumps to a page behind what is read; what lay ahead of that is dropped. `focus` is the pane to go back to.
    pub(in crate::app) fn go_on_to(&mut self, page: Page, focus: Focus) {
        self.begin_jump(focus);
        self.window.place_selection();
        self.close_instead();
        self.put_page(Arc::new(page));
    }

    fn put_page(&mut self, page: Arc<Page>) {
        let Some(entry) = self.selected().cloned() else {
            return;
        };
        let page_history = self
            .pane
            .page_history
            .take()
            .filter(|page_history| page_history.entry == entry);
        let mut page_history = page_history.unwrap_or(PageHistory {
            entry,
            leaves: Vec::new(),
            at: 0,
        });
        page_history.leaves.truncate(page_history.at);
        page_history.leaves.push(PageEntry {
            page,
            top: 0,
            cursor: None,
        });
        page_history.at = page_history.leaves.len();
        self.pane.page_history = Some(page_history);
    }

    /// Shows a page behind the selected update again, or its own text.
    pub(in crate::app::blog) fn show_page(&mut self, page: Option<Arc<Page>>) {
        self.show_text_again();
        let Some(page) = page else { return };
        let selected = self.window.selected();
        let page_history = self.pane.page_history.as_mut();
        let page_history =
            page_history.filter(|page_history| selected == Some(&page_history.entry));
        match page_history.and_then(|page_history| Some((page_history.find(&page)?, page_history)))
        {
            Some((at, page_history)) => page_history.at = at + 1,
            None => self.put_page(page),
        }
    }

    /// Puts another reading of the shown page in its place.
    pub(in crate::app) fn replace_page(&mut self, page: Page) {
        if let Some(leaf) = self.pane.leaf_mut(self.window.selected()) {
            leaf.page = Arc::new(page);
            leaf.cursor = None;
        }
    }

    /// Goes a page back; the pages stay ahead.
    pub(in crate::app) fn go_back(&mut self) {
        let is_page = self.linked_page().is_some();
        if let (true, Some(page_history)) = (is_page, &mut self.pane.page_history) {
            page_history.at -= 1;
        }
    }

    /// Goes a page on again, to any or to the one of this address; `false` where there is none. `focus` is the pane to
    /// go back to.
    pub(in crate::app) fn go_forth(&mut self, to: Option<&WebUrl>, focus: Focus) -> bool {
        let page_history = self.pane.page_history.as_ref();
        let page_history =
            page_history.filter(|page_history| self.selected() == Some(&page_history.entry));
        let ahead = page_history.and_then(|page_history| page_history.leaves.get(page_history.at));
        let goes = ahead.is_some_and(|leaf| to.is_none() || to == leaf.page.address.as_ref());
        if goes {
            self.begin_jump(focus);
            if let Some(page_history) = &mut self.pane.page_history {
                page_history.at += 1;
            }
        }
        goes
    }

    /// Shows the update itself again; the pages stay ahead.
    pub(in crate::app) fn leave_pages(&mut self) {
        if let Some(page_history) = &mut self.pane.page_history {
            page_history.at = 0;
        }
    }

    /// Returns the links of what the reading pane shows.
    pub fn links(&self) -> Vec<Link> {
        if self.pane.instead.is_some() {
            return Vec::new();
        }
        match self.linked_page() {
            Some(page) => page.body.links(),
            None => self
                .selected_entry()
                .map(|entry| entry.body.links())
                .unwrap_or_default(),
        }
    }

    /// Returns the number of the link that the cursor is on.
    pub fn cursor(&self) -> Option<u16> {
        let selected = self.window.selected();
        if self.pane.instead.is_some() {
            return None;
        }
        if let Some(leaf) = self.pane.leaf(selected) {
            return leaf.cursor;
        }
        let (entry, number) = self.pane.cursor.as_ref()?;
        (selected == Some(entry)).then_some(*number)
    }

    /// Puts the cursor on a link, or on none.
    pub(in crate::app) fn set_cursor(&mut self, number: Option<u16>) {
        let selected = self.window.selected();
        if let Some(leaf) = self.pane.leaf_mut(selected) {
            leaf.cursor = number;
        } else {
            self.pane.cursor = selected.cloned().zip(number);
        }
    }

    /// Tells whether the cursor or the letters of links belong to the selected update's own text, which the timeline
    /// shows as well.
    pub fn links_are_of_update(&self) -> bool {
        self.pane.leaf(self.window.selected()).is_none()
    }
}
