//! The merged timeline: all open live blogs as one, and how what is done there comes to the live blogs in it.

use super::Reader;
use crate::{
    app::{
        Filter,
        blog::{
            Followed,
            exchange::{BlogId, Place},
            merged::{MERGED, Origin},
        },
        keys::Action,
        msg::{Effect, Taken},
        words,
    },
    layout::Focus,
    model::{Clean, EntryId, Item},
};

impl Reader {
    /// Returns how many live blogs the timeline on the screen is merged of; `None` where it is one live blog's own.
    pub fn merged(&self) -> Option<usize> {
        Some(self.blogs.merged()?.count())
    }

    /// Returns the short name of an update's publisher, and which of the merged live blogs it is.
    pub fn publisher_of(&self, id: &EntryId) -> Option<(usize, &Clean)> {
        self.blogs.merged()?.publisher(id)
    }

    /// Returns the live blog that the selected update is of.
    pub fn own_blog(&self) -> &Followed {
        let own = || {
            let merged = self.blogs.merged()?;
            let origin = merged.origin(merged.view.selected()?)?;
            self.blogs.iter().find(|blog| blog.id == origin.blog)
        };
        own().unwrap_or_else(|| self.blog())
    }

    /// Merges the open live blogs; goes to the update that was selected.
    pub fn merge(&mut self) {
        let selected = self.blog().selected().map(|id| Origin {
            blog: self.active(),
            id: id.clone(),
        });
        let density = self.blog().window.density();
        self.blogs.merge(!self.arrangement.still);
        self.focus = Focus::Timeline;
        self.renew_merged();
        self.viewport().set_density(density);
        let merged = self.blogs.merged();
        if let Some(id) = merged.zip(selected).map(|(m, origin)| m.shown_for(&origin)) {
            self.viewport().select(id);
        }
    }

    /// Merges the open live blogs for a reader who comes back: at the update that they selected last.
    pub fn merge_again(&mut self) {
        let left = self
            .blogs
            .iter()
            .filter_map(|blog| Some((blog.feed.left_at()?, blog.id)));
        if let Some((_, last)) = left.max_by_key(|(at, _)| *at) {
            self.blogs.show(last);
        }
        self.merge();
    }

    /// Returns the place in the merged timeline as one in the live blog of the selected update: the merged one is made
    /// anew each time, and found there again.
    pub(super) fn place_in_own(&self) -> Option<(BlogId, Place)> {
        let merged = self.blogs.merged()?;
        let there = merged.view.place()?;
        let Origin { blog, id } = merged.origin(there.selected.as_ref()?)?.clone();
        let own = self.blogs.iter().find(|known| known.id == blog)?.place();
        let place = Place {
            entry: id.clone(),
            byte: 0,
            lead: 0,
            selected: Some(id),
            reading: there.reading,
            order: own.as_ref().map_or(there.order, |own| own.order),
            density: own.as_ref().map_or(there.density, |own| own.density),
            filter: own.map_or_else(Filter::default, |own| own.filter),
        };
        Some((blog, place))
    }

    /// Merges the open live blogs, or goes from the merged timeline to the selected update in its own live blog.
    pub(in crate::app) fn turn_merged(&mut self) -> Vec<Effect> {
        if let Some(merged) = self.blogs.merged() {
            let selected = merged.view.selected();
            let origin = selected.and_then(|id| merged.origin(id)).cloned();
            self.blogs.part();
            let Some(origin) = origin else {
                return Vec::new();
            };
            self.blogs.show(origin.blog);
            return self.go_to(origin.id);
        }
        if self.blogs.number().1 == 1 {
            let key = self.keymap().taught(Action::SwitchBlog);
            self.tell(Clean::line(&words::nothing_to_merge(&key)));
            return Vec::new();
        }
        let effects = self.leave(Vec::new());
        self.merge();
        effects
    }

    /// Shows what is folded under the selected update, or folds it again.
    pub(in crate::app) fn turn_fold(&mut self) {
        if self.merged().is_none() {
            let key = self.keymap().taught(Action::Merge);
            self.tell(Clean::line(&words::folds_only_merged(&key)));
            return;
        }
        let selected = self.blog().selected().cloned();
        let merged = self.blogs.merged_mut();
        let head = merged.zip(selected).and_then(|(m, id)| m.turn_fold(&id));
        let Some(head) = head else {
            self.tell(Clean::line(words::NOTHING_FOLDED));
            return;
        };
        // The selection stands where it stays, whatever goes.
        self.viewport().select(head.clone());
        self.renew_merged();
        self.viewport().show_new();
        self.viewport().select(head);
    }

    /// Takes into the merged timeline what happened to the live blogs in it.
    pub(super) fn renew_merged(&mut self) {
        let (view, looks, now) = (self.view(), self.focused && !self.above.led, self.now);
        self.blogs.renew_merged(looks, view, now);
    }

    /// Hands what was done in the merged timeline on to the live blogs that its updates are of.
    pub(in crate::app) fn of_origins(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        let each = effects.into_iter();
        each.flat_map(|effect| self.of_origin(effect)).collect()
    }

    fn of_origin(&mut self, effect: Effect) -> Vec<Effect> {
        match effect {
            Effect::KeepRead(MERGED, marks) => self.keep_read(&marks),
            Effect::KeepBookmark(MERGED, id, kept) => {
                let Some(Origin { blog, id }) = self.origin(&id) else {
                    return Vec::new();
                };
                if let Some(own) = self.blogs.get_mut(blog) {
                    own.feed.set_bookmarked(&id, kept);
                }
                vec![Effect::KeepBookmark(blog, id, kept)]
            }
            Effect::Refresh(MERGED) => {
                let blogs = self.blogs.iter().map(|blog| Effect::Refresh(blog.id));
                blogs.collect()
            }
            Effect::ReadLink(mut link) if link.blog == MERGED => {
                let Some(origin) = self.origin(&link.entry) else {
                    return Vec::new();
                };
                (link.blog, link.entry) = (origin.blog, origin.id);
                vec![Effect::ReadLink(link)]
            }
            Effect::SaveLinks(mut links) if links.blog == MERGED => {
                let Some(origin) = self.origin(&links.entry) else {
                    return Vec::new();
                };
                (links.blog, links.entry) = (origin.blog, origin.id);
                vec![Effect::SaveLinks(links)]
            }
            Effect::Copy(Taken::Update(item)) => {
                let own = self.own_item(*item);
                vec![Effect::Copy(Taken::Update(Box::new(own)))]
            }
            Effect::Pipe(number, item) => {
                let own = self.own_item(*item);
                vec![Effect::Pipe(number, Box::new(own))]
            }
            Effect::Export(MERGED, form) => {
                let blogs = self.blogs.iter().map(|blog| Effect::Export(blog.id, form));
                blogs.collect()
            }
            effect => vec![effect],
        }
    }

    /// Marks the updates that one stands for: who read it has read what says the same.
    fn keep_read(&mut self, marks: &[(EntryId, bool)]) -> Vec<Effect> {
        let mut of: Vec<(BlogId, Vec<(EntryId, bool)>)> = Vec::new();
        for (id, read) in marks {
            let merged = self.blogs.merged();
            let origins = merged.map_or_else(Vec::new, |merged| merged.stands_for(id));
            for Origin { blog, id } in origins {
                if let Some(own) = self.blogs.get_mut(blog) {
                    own.feed.set_read(&id, *read);
                }
                match of.iter_mut().find(|(known, _)| *known == blog) {
                    Some((_, marks)) => marks.push((id, *read)),
                    None => of.push((blog, vec![(id, *read)])),
                }
            }
        }
        let keep = |(blog, marks)| Effect::KeepRead(blog, marks);
        of.into_iter().map(keep).collect()
    }

    fn origin(&self, id: &EntryId) -> Option<Origin> {
        self.blogs.merged()?.origin(id).cloned()
    }

    /// Returns the update that one of the merged timeline was made from; one of another timeline is its own.
    fn own_item(&self, item: Item) -> Item {
        let own = || {
            let Origin { blog, id } = self.origin(&item.entry.id)?;
            let blog = self.blogs.iter().find(|known| known.id == blog)?;
            blog.timeline().get(&id).cloned()
        };
        own().unwrap_or(item)
    }
}
