//! What picked links are opened for: to be read, to be kept, to be followed; what is under way, and what came of it.

use super::Reader;
use crate::{
    app::{
        blog::exchange::{BlogId, Joined},
        blog::{Followed, Page},
        keys::Action,
        msg::{Effect, LinkToRead, LinksToSave},
        words,
    },
    layout::Focus,
    model::{Clean, EntryId, Linked, WebUrl},
};

/// A page that is being fetched.
#[derive(Debug)]
pub(in crate::app) struct Fetching {
    number: u64,
    blog: BlogId,
    entry: EntryId,
    url: WebUrl,
    /// It comes in the place of the page that is shown.
    again: bool,
}

/// Links that are being saved for later.
#[derive(Debug)]
pub(in crate::app) struct Saving {
    number: u64,
    done: usize,
    failed: usize,
    of: usize,
}

impl Reader {
    /// Says what is being done about links.
    pub fn errand(&self) -> Option<String> {
        if let Some(fetching) = &self.fetching {
            return Some(words::fetching(fetching.url.host()));
        }
        let saving = self.saving.as_ref()?;
        let key = self.keymap().taught(Action::SaveLinks);
        Some(words::saving_links(saving.done, saving.of, &key))
    }

    pub(in crate::app) fn browse_link(&mut self) -> Vec<Effect> {
        let page = self
            .blog()
            .linked_page()
            .and_then(|page| page.address.clone());
        let link = self.picked().map(|(_, link)| link.url).or(page);
        let key = |action| self.keymap().taught(action);
        let otherwise = words::pick_a_link(&key(Action::OpenLink), &key(Action::SwitchPane));
        self.open_address(link, &otherwise)
    }

    /// Fetches what the picked link leads to, or follows the live blog that it led to.
    pub(in crate::app) fn read_link(&mut self) -> Option<Vec<Effect>> {
        if let Some((_, link)) = self.picked() {
            if self.blogs.shown_mut().go_forth(Some(&link.url), self.focus) {
                self.focus = Focus::Reading;
                return Some(Vec::new());
            }
            return Some(self.fetch(link.url, false));
        }
        let page = self.blog().linked_page().filter(|page| page.is_live_blog)?;
        let address = page.address.clone()?;
        self.blogs.shown_mut().go_back();
        Some(self.follow(address))
    }

    fn fetch(&mut self, url: WebUrl, again: bool) -> Vec<Effect> {
        let Some(entry) = self.blog().selected().cloned() else {
            return Vec::new();
        };
        // One at a time; asking again for what is on its way changes nothing.
        if self.fetching.as_ref().is_some_and(|f| f.url == url) {
            return Vec::new();
        }
        self.link_tasks += 1;
        let link = LinkToRead {
            number: self.link_tasks,
            blog: self.active(),
            entry: entry.clone(),
            url: url.clone(),
            anew: again,
        };
        self.fetching = Some(Fetching {
            number: self.link_tasks,
            blog: self.active(),
            entry,
            url,
            again,
        });
        vec![Effect::ReadLink(link)]
    }

    pub(in crate::app) fn fetch_again(&mut self) -> Option<Vec<Effect>> {
        if self.focus != Focus::Reading {
            return None;
        }
        let address = self.blog().linked_page()?.address.clone()?;
        Some(self.fetch(address, true))
    }

    /// Stops what is being fetched; `None` where nothing is.
    pub(in crate::app) fn stop_fetching(&mut self) -> Option<Vec<Effect>> {
        self.fetching.take().map(|_| vec![Effect::StopReading])
    }

    /// Lets go of the picked link; tells whether that is all that going back means.
    pub(in crate::app) fn let_go_of_link(&mut self) -> bool {
        let blog = self.blogs.shown_mut();
        let held = blog.cursor().is_some();
        blog.set_cursor(None);
        held && self.focus == Focus::Timeline
    }

    pub(in crate::app) fn go_forth(&mut self) {
        if self.blogs.shown_mut().go_forth(None, self.focus) {
            self.focus = Focus::Reading;
        } else {
            self.tell(Clean::line(words::NO_PAGE_FORWARD));
        }
    }

    /// Takes what a link led to.
    pub(in crate::app) fn link_read(&mut self, number: u64, read: Result<Linked, Clean>) {
        let Some(fetching) = self.fetching.take_if(|f| f.number == number) else {
            return;
        };
        let (zone, keys) = (self.zone, std::sync::Arc::clone(&self.keys));
        let keymap = keys.of(crate::app::keys::Scope::Reader);
        let in_sight = fetching.blog == self.active();
        let is_open = match &read {
            Ok(Linked::LiveBlog { address, .. }) => self.blogs.is_open(address),
            _ => false,
        };
        let Some(blog) = self.blogs.get_mut(fetching.blog) else {
            return;
        };
        // Whoever went to another update in the meantime is not called away.
        if blog.selected() != Some(&fetching.entry) || blog.shows_edit() {
            return;
        }
        let page = match read {
            Ok(linked) => Page::of(linked, &fetching.url, is_open, zone, keymap),
            Err(why) if fetching.again => return self.tell(why),
            Err(why) => Page::note(fetching.url, Clean::default(), why.as_str(), keymap),
        };
        if fetching.again {
            blog.replace_page(page);
        } else {
            blog.go_on_to(page, self.focus);
        }
        if in_sight {
            self.focus = Focus::Reading;
        }
    }

    /// Fetches all links of the update for later; the same key stops that.
    pub(in crate::app) fn save_links(&mut self) -> Vec<Effect> {
        if self.saving.take().is_some() {
            self.tell(Clean::line(words::STOPPED_SAVING));
            return vec![Effect::StopSaving];
        }
        let Some(entry) = self.blog().selected_entry() else {
            return Vec::new();
        };
        let id = entry.id.clone();
        let mut urls: Vec<WebUrl> = Vec::new();
        for link in entry.body.links() {
            let url = link.url.without_fragment();
            if !urls.contains(&url) {
                urls.push(url);
            }
        }
        if urls.is_empty() {
            self.tell(Clean::line(words::NO_LINKS));
            return Vec::new();
        }
        self.link_tasks += 1;
        self.saving = Some(Saving {
            number: self.link_tasks,
            done: 0,
            failed: 0,
            of: urls.len(),
        });
        vec![Effect::SaveLinks(LinksToSave {
            number: self.link_tasks,
            blog: self.active(),
            entry: id,
            urls,
        })]
    }

    /// Takes notice of a link that was saved, or was not.
    pub(in crate::app) fn link_saved(&mut self, number: u64, saved: bool) {
        let Some(saving) = self.saving.as_mut().filter(|s| s.number == number) else {
            return;
        };
        saving.done += 1;
        saving.failed += usize::from(!saved);
        if saving.done < saving.of {
            return;
        }
        let (of, failed) = (saving.of, saving.failed);
        self.saving = None;
        let words = words::saved_links(of, failed);
        self.tell(Clean::line(&words));
    }

    /// Goes to a live blog that is open already, else asks for it.
    pub(in crate::app) fn follow(&mut self, address: WebUrl) -> Vec<Effect> {
        let effects = self.leave(Vec::new());
        if self.blogs.go_to(&address) {
            self.focus = Focus::Timeline;
            return effects;
        }
        effects
            .into_iter()
            .chain([Effect::Follow(address)])
            .collect()
    }

    /// Puts one more live blog beside those that are open and goes to it.
    pub(in crate::app) fn join(&mut self, joined: Joined) {
        let mut blog = Followed::open(joined);
        blog.window.highlights.allow(!self.arrangement.still);
        self.blogs.join(blog);
        self.focus = Focus::Timeline;
    }
}
