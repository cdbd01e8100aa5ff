//! The trail from an update through what its links lead to: on, back, forth, and where each page was left.

use std::sync::Arc;

use super::Followed;
use crate::{
    app::{
        clock,
        keys::{Action, Keymap},
    },
    layout::Role,
    model::{Block, Body, Clean, EntryId, Inline, Link, Linked, WebUrl, Zone},
};

/// The pages that were opened from one update, each from the one before.
#[derive(Debug)]
pub(in crate::app) struct Trail {
    entry: EntryId,
    leaves: Vec<Leaf>,
    /// How many of them lead to what is shown; 0 shows the update itself.
    at: usize,
}

/// A page of the trail and how the reader left it.
#[derive(Debug)]
struct Leaf {
    page: Arc<Page>,
    /// The byte that the pane begins with.
    top: u32,
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
    /// Makes a page of what a link led to.
    pub(in crate::app) fn of(linked: Linked, asked: &WebUrl, zone: Zone, keymap: &Keymap) -> Self {
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
                let follow = keymap.taught(Action::Read);
                let said = format!("This is a live blog: {follow} follows it here.");
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
        let ways = format!(
            "{} opens it in the browser, {} goes back.",
            keymap.taught(Action::BrowseLink),
            keymap.taught(Action::Back)
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

impl Followed {
    /// Returns the page of the trail that stands in the update's place.
    pub(in crate::app) fn linked_page(&self) -> Option<&Arc<Page>> {
        Some(&self.leaf()?.page)
    }

    fn leaf(&self) -> Option<&Leaf> {
        let trail = self.trail.as_ref()?;
        if self.edits.is_some()
            || self.about.is_some()
            || self.selected.as_ref() != Some(&trail.entry)
        {
            return None;
        }
        trail.leaves.get(trail.at.checked_sub(1)?)
    }

    fn leaf_mut(&mut self) -> Option<&mut Leaf> {
        self.leaf()?;
        let trail = self.trail.as_mut()?;
        trail.leaves.get_mut(trail.at.checked_sub(1)?)
    }

    /// Returns the byte that the page begins with.
    pub(in crate::app) fn page_top(&self) -> u32 {
        self.leaf().map_or(0, |leaf| leaf.top)
    }

    /// Lets the page begin with another byte.
    pub(in crate::app) fn begin_page_at(&mut self, byte: u32) {
        if let Some(leaf) = self.leaf_mut() {
            leaf.top = byte;
        }
    }

    /// Puts a page behind the one that is shown; what lay ahead of that is dropped.
    pub(in crate::app) fn go_on_to(&mut self, entry: EntryId, page: Page) {
        let trail = self.trail.take().filter(|trail| trail.entry == entry);
        let mut trail = trail.unwrap_or(Trail {
            entry,
            leaves: Vec::new(),
            at: 0,
        });
        trail.leaves.truncate(trail.at);
        trail.leaves.push(Leaf {
            page: Arc::new(page),
            top: 0,
            cursor: None,
        });
        trail.at = trail.leaves.len();
        self.trail = Some(trail);
    }

    /// Puts another reading of the shown page in its place.
    pub(in crate::app) fn replace_page(&mut self, page: Page) {
        if let Some(leaf) = self.leaf_mut() {
            leaf.page = Arc::new(page);
            leaf.cursor = None;
        }
    }

    /// Goes a page back; `false` where the update itself is shown.
    pub(in crate::app) fn go_back(&mut self) -> bool {
        let is_page = self.leaf().is_some();
        if let (true, Some(trail)) = (is_page, &mut self.trail) {
            trail.at -= 1;
        }
        is_page
    }

    /// Goes a page on again, to any or to the one of this address; `false` where there is none.
    pub(in crate::app) fn go_forth(&mut self, to: Option<&WebUrl>) -> bool {
        let selected = self.selected.clone();
        let Some(trail) = self.trail.as_mut() else {
            return false;
        };
        let ahead = trail.leaves.get(trail.at);
        let fits = ahead.is_some_and(|leaf| to.is_none() || to == leaf.page.address.as_ref());
        let goes = selected.as_ref() == Some(&trail.entry) && fits;
        trail.at += usize::from(goes);
        goes
    }

    /// Shows the update itself again; the pages stay ahead.
    pub(in crate::app) fn leave_pages(&mut self) {
        if let Some(trail) = &mut self.trail {
            trail.at = 0;
        }
    }

    /// Returns the links of what the reading pane shows.
    pub fn links(&self) -> Vec<Link> {
        if self.edits.is_some() || self.about.is_some() {
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
        if self.edits.is_some() || self.about.is_some() {
            return None;
        }
        match self.leaf() {
            Some(leaf) => leaf.cursor,
            None => self
                .cursor
                .as_ref()
                .filter(|(entry, _)| self.selected.as_ref() == Some(entry))
                .map(|(_, number)| *number),
        }
    }

    /// Puts the cursor on a link, or on none.
    pub(in crate::app) fn set_cursor(&mut self, number: Option<u16>) {
        if let Some(leaf) = self.leaf_mut() {
            leaf.cursor = number;
        } else {
            self.cursor = self.selected.clone().zip(number);
        }
    }

    /// Tells whether the cursor or the letters of links belong to the selected update's own text, which the timeline
    /// shows as well.
    pub fn links_are_of_update(&self) -> bool {
        self.leaf().is_none()
    }
}
