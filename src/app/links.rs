//! Reaching a link: by its number, by the letters beside it, or from one to the next; then opening it.
//!
//! A link is picked first and opened by a second key, so that the footer can name its host before anything happens.

use super::{
    Effect, Model, Msg, Overlay,
    followed::Followed,
    keys::{Action, Code, Key},
    msg::{BlogIndex, LinkToRead},
    trail::Page,
};
use crate::{
    layout::Front,
    model::{Clean, EntryId, Link, Linked, WebUrl},
};

/// The letters of hints, the easiest to reach first.
const LETTERS: &[u8] = b"asdfghjklqwertyuiopzxcvbnm";

/// A page that is being fetched.
#[derive(Debug)]
pub(super) struct Fetching {
    number: u64,
    blog: BlogIndex,
    entry: EntryId,
    url: WebUrl,
    /// It comes in the place of the page that is shown.
    again: bool,
}

/// Links that are being saved for later.
#[derive(Debug)]
pub(super) struct Saving {
    number: u64,
    done: usize,
    failed: usize,
    of: usize,
}

/// Returns the letters of a link, counted from 1, among so many; `None` for the last of a great many.
#[must_use]
pub fn hint(number: u16, count: usize) -> Option<String> {
    let index = usize::from(number).checked_sub(1)?;
    let letter = |at: usize| LETTERS.get(at).copied().map(char::from);
    if count <= LETTERS.len() {
        return letter(index).map(String::from);
    }
    let (first, second) = (index / LETTERS.len(), index % LETTERS.len());
    Some(String::from_iter([letter(first)?, letter(second)?]))
}

impl Model {
    /// Returns the links of what the reading pane shows.
    pub fn links(&self) -> Vec<Link> {
        self.blog().links()
    }

    /// Returns how many links there are of what the reading pane shows.
    pub fn link_count(&self) -> usize {
        self.links().len()
    }

    /// Returns the link that the footer names: the one whose number is being typed, else that under the cursor.
    pub fn picked(&self) -> Option<(u16, Link)> {
        let number = match &self.overlay {
            Some(Overlay::Link { typed }) => typed.parse().ok()?,
            _ => self.blog().cursor()?,
        };
        let link = self
            .links()
            .into_iter()
            .nth(usize::from(number).checked_sub(1)?)?;
        Some((number, link))
    }

    /// Says what is being done about links.
    pub fn errand(&self) -> Option<String> {
        if let Some(fetching) = &self.fetching {
            return Some(format!("fetching {}… Esc cancels", fetching.url.host()));
        }
        let saving = self.saving.as_ref()?;
        Some(format!(
            "saving links: {} of {}… D stops",
            saving.done, saving.of
        ))
    }

    /// Takes the digits of a link's number; picks the link as soon as no longer number could be meant.
    pub(super) fn type_link(&mut self, typed: &str) {
        let count = self.links().len();
        let number: usize = typed.parse().unwrap_or(0);
        if number > count || number * 10 > count {
            self.overlay = None;
            self.pick(number);
        } else {
            self.overlay = Some(Overlay::Link {
                typed: typed.to_owned(),
            });
        }
    }

    /// Gives a key to the picking of a link; `None` where it is for the panes after all.
    pub(super) fn key_in_links(&mut self, key: Key) -> Option<Vec<Effect>> {
        let plain = !key.ctrl && !key.alt;
        match self.overlay.as_mut()? {
            Overlay::Link { typed } => match key.code {
                Code::Char(digit @ '0'..='9') if plain => {
                    let typed = format!("{typed}{digit}");
                    self.type_link(&typed);
                }
                Code::Backspace => {
                    typed.pop();
                    if typed.is_empty() {
                        self.overlay = None;
                    }
                }
                Code::Esc => self.overlay = None,
                _ => {
                    // Whatever comes next is about the link that the footer names.
                    let number = typed.parse().unwrap_or(0);
                    self.overlay = None;
                    if !self.pick(number) {
                        return Some(Vec::new());
                    }
                    return None;
                }
            },
            Overlay::Hints { typed } => match key.code {
                Code::Char(letter) if plain && letter.is_ascii_lowercase() => {
                    let typed = format!("{typed}{letter}");
                    self.type_hint(typed);
                }
                Code::Char('0'..='9') if plain => {
                    self.overlay = None;
                    return None;
                }
                Code::Backspace if typed.pop().is_some() => {}
                _ => self.overlay = None,
            },
            _ => return None,
        }
        Some(Vec::new())
    }

    fn type_hint(&mut self, typed: String) {
        let count = self.links().len();
        let numbers = 1..=u16::try_from(count).unwrap_or(u16::MAX);
        let mut fitting = numbers.filter(|number| {
            hint(*number, count).is_some_and(|letters| letters.starts_with(&typed))
        });
        match (fitting.next(), fitting.next()) {
            (Some(number), None) => {
                self.overlay = None;
                self.pick(usize::from(number));
            }
            (Some(_), Some(_)) => self.overlay = Some(Overlay::Hints { typed }),
            (None, _) => {
                self.overlay = None;
                self.tell(Clean::line("No link has these letters."));
            }
        }
    }

    /// Puts the cursor on a link and brings it in sight; says what there is where there is no such link.
    pub(super) fn pick(&mut self, number: usize) -> bool {
        let count = self.links().len();
        let view = self.view(self.active);
        if (1..=count).contains(&number) {
            let number = u16::try_from(number).ok();
            let blog = &mut self.blogs[self.active];
            blog.set_cursor(number);
            blog.show_cursor(view);
            return true;
        }
        let words = match count {
            0 => "There are no links here.".to_owned(),
            1 => "There is one link here: 1.".to_owned(),
            count => format!("There are links 1 to {count} here."),
        };
        self.tell(Clean::line(&words));
        false
    }

    /// Shows letters beside the links; picks the only one at once.
    pub(super) fn ask_for_link(&mut self) {
        if self.links().len() > 1 {
            self.overlay = Some(Overlay::Hints {
                typed: String::new(),
            });
        } else {
            self.pick(1);
        }
    }

    /// Goes from link to link; before the first and after the last one to the timeline.
    pub(super) fn walk_links(&mut self, forth: bool) {
        let count = self.links().len();
        let at = self.blog().cursor().map(usize::from);
        let to = match (self.front, at, forth) {
            (Front::Timeline, _, true) => {
                self.front = Front::Reading;
                return;
            }
            (Front::Timeline, None, false) => count,
            (Front::Timeline | Front::Reading, Some(at), false) => at - 1,
            (Front::Reading, None, false) => 0,
            (Front::Reading, at, true) => at.unwrap_or(0) + 1,
        };
        if (1..=count).contains(&to) {
            self.front = Front::Reading;
            self.pick(to);
        } else {
            self.blogs[self.active].set_cursor(None);
            self.front = Front::Timeline;
        }
    }

    /// Does what an action means to links and the pages behind them; `None` where it means nothing to them.
    pub(super) fn act_on_links(&mut self, action: Action) -> Option<Vec<Effect>> {
        match action {
            Action::OpenLink => self.ask_for_link(),
            Action::PreviousLink => self.walk_links(false),
            Action::SwitchPane => {
                self.walk_links(true);
                if self.front == Front::Reading {
                    return Some(self.mark_read());
                }
            }
            Action::BrowseLink => return Some(self.browse_link()),
            Action::Read => return self.read_link(),
            Action::Back => return self.go_back(),
            Action::Forward => self.go_forth(),
            Action::Refresh => return self.fetch_again(),
            Action::SaveLinks => return Some(self.save_links()),
            _ => return None,
        }
        Some(Vec::new())
    }

    /// Picks the clicked link; a click on the picked one reads it.
    pub(super) fn click_link(&mut self, number: u16) -> Vec<Effect> {
        if self.blog().cursor() == Some(number) {
            return self.read_link().unwrap_or_default();
        }
        self.pick(usize::from(number));
        Vec::new()
    }

    fn browse_link(&mut self) -> Vec<Effect> {
        let page = self
            .blog()
            .linked_page()
            .and_then(|page| page.address.clone());
        let link = self.picked().map(|(_, link)| link.url).or(page);
        self.open(
            link,
            "Pick a link first: by its number, with f, or with Tab.",
        )
    }

    /// Fetches what the picked link leads to, or follows the live blog that it led to.
    fn read_link(&mut self) -> Option<Vec<Effect>> {
        if let Some((_, link)) = self.picked() {
            if self.blogs[self.active].go_forth(Some(&link.url)) {
                self.front = Front::Reading;
                return Some(Vec::new());
            }
            return Some(self.fetch(link.url, false));
        }
        let page = self.blog().linked_page().filter(|page| page.is_live_blog)?;
        let address = page.address.clone()?;
        self.blogs[self.active].go_back();
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
        self.errands += 1;
        let link = LinkToRead {
            number: self.errands,
            blog: self.active,
            entry: entry.clone(),
            url: url.clone(),
            anew: again,
        };
        self.fetching = Some(Fetching {
            number: self.errands,
            blog: self.active,
            entry,
            url,
            again,
        });
        vec![Effect::ReadLink(link)]
    }

    fn fetch_again(&mut self) -> Option<Vec<Effect>> {
        if self.front != Front::Reading {
            return None;
        }
        let address = self.blog().linked_page()?.address.clone()?;
        Some(self.fetch(address, true))
    }

    /// Stops what is being fetched, else goes a page back, else lets go of the picked link.
    fn go_back(&mut self) -> Option<Vec<Effect>> {
        if self.fetching.take().is_some() {
            return Some(vec![Effect::StopReading]);
        }
        let (front, blog) = (self.front, &mut self.blogs[self.active]);
        if front == Front::Reading && blog.go_back() {
            return Some(Vec::new());
        }
        let held = blog.cursor().is_some();
        blog.set_cursor(None);
        (held && front == Front::Timeline).then(Vec::new)
    }

    fn go_forth(&mut self) {
        if self.blogs[self.active].go_forth(None) {
            self.front = Front::Reading;
        } else {
            self.tell(Clean::line("There is no page to go on to."));
        }
    }

    /// Takes what a link led to.
    pub(super) fn link_read(&mut self, number: u64, read: Result<Linked, Clean>) {
        let Some(fetching) = self.fetching.take_if(|f| f.number == number) else {
            return;
        };
        let zone = self.zone;
        let in_sight = fetching.blog == self.active;
        let Some(blog) = self.blogs.get_mut(fetching.blog) else {
            return;
        };
        // Whoever went to another update in the meantime is not called away.
        if blog.selected() != Some(&fetching.entry) || blog.edits.is_some() {
            return;
        }
        let page = match read {
            Ok(linked) => Page::of(linked, &fetching.url, zone, &self.keymap),
            Err(why) if fetching.again => return self.tell(why),
            Err(why) => Page::note(fetching.url, Clean::default(), why.as_str(), &self.keymap),
        };
        if fetching.again {
            blog.replace_page(page);
        } else {
            blog.go_on_to(fetching.entry, page);
        }
        if in_sight {
            self.front = Front::Reading;
        }
    }

    /// Fetches all links of the update for later; the same key stops that.
    fn save_links(&mut self) -> Vec<Effect> {
        if self.saving.take().is_some() {
            self.tell(Clean::line("Stopped saving links."));
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
            self.tell(Clean::line("This update has no links."));
            return Vec::new();
        }
        self.errands += 1;
        self.saving = Some(Saving {
            number: self.errands,
            done: 0,
            failed: 0,
            of: urls.len(),
        });
        vec![Effect::SaveLinks {
            number: self.errands,
            blog: self.active,
            entry: id,
            urls,
        }]
    }

    /// Takes notice of a link that was saved, or was not.
    pub(super) fn link_saved(&mut self, number: u64, saved: bool) {
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
        let links = if of == 1 { "link" } else { "links" };
        let words = match failed {
            0 => format!("Saved {of} {links} for reading offline."),
            failed => format!(
                "Saved {} of {of} {links}; {failed} had no text to keep.",
                of - failed
            ),
        };
        self.tell(Clean::line(&words));
    }

    /// Goes to a live blog that is open already, else asks for it.
    fn follow(&mut self, address: WebUrl) -> Vec<Effect> {
        let page = address.without_fragment();
        let open = self.blogs.iter().position(|blog| {
            blog.address.as_ref().map(WebUrl::without_fragment) == Some(page.clone())
        });
        let effects = self.leave(Vec::new());
        match open {
            Some(open) => {
                self.active = open;
                self.front = Front::Timeline;
                effects
            }
            None => effects
                .into_iter()
                .chain([Effect::Follow(address)])
                .collect(),
        }
    }

    /// Puts one more live blog beside those that are open and goes to it.
    pub(super) fn join(&mut self, blog: Followed) {
        self.blogs.push(blog);
        self.active = self.blogs.len() - 1;
        self.front = Front::Timeline;
        self.find = None;
    }

    /// Takes a message about links.
    pub(super) fn update_links(&mut self, msg: Msg) {
        match msg {
            Msg::LinkRead(number, read) => self.link_read(number, read),
            Msg::Piped(number, command, answer) => self.piped(number, &command, answer),
            Msg::LinkSaved(number, saved) => self.link_saved(number, saved),
            Msg::Joined(blog, restored) => {
                let mut blog = *blog;
                if let Some(restored) = restored {
                    blog.restore(*restored);
                }
                self.join(blog);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_are_one_letter_while_the_alphabet_lasts_and_tell_links_apart() {
        for count in [1usize, 26, 27, 200] {
            let hints: std::collections::HashSet<_> = (1..=u16::try_from(count).unwrap())
                .map(|number| hint(number, count).unwrap())
                .collect();
            assert_eq!(hints.len(), count);
            let length = if count <= 26 { 1 } else { 2 };
            assert!(hints.iter().all(|hint| hint.len() == length));
        }
        assert_eq!(hint(0, 3), None);
        assert_eq!(hint(700, 700), None);
    }
}
