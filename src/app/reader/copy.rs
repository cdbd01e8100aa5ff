//! Taking something along: to the clipboard, or through a program of the reader's own.

use std::sync::Arc;

use super::Reader;
use crate::{
    app::{
        blog::Page,
        msg::{Effect, Taken},
        words,
    },
    layout::Focus,
    model::{Clean, Item},
};

impl Reader {
    /// The address of the picked link, else of the page that is read, else of the update, else of the live blog.
    pub(in crate::app) fn copy_address(&mut self) -> Vec<Effect> {
        let blog = self.blog();
        let link = self.picked().map(|(_, link)| link.url);
        let page = || blog.linked_page().and_then(|page| page.address.clone());
        let update = || blog.selected_entry()?.permalink.clone();
        let own = self.own_blog();
        let whole = || {
            own.timeline()
                .blog
                .canonical
                .clone()
                .or(own.address.clone())
        };
        if let Some(url) = link.or_else(page).or_else(update).or_else(whole) {
            return vec![Effect::Copy(Taken::Address(url))];
        }
        self.tell(Clean::line(words::NO_ADDRESS));
        Vec::new()
    }

    pub(in crate::app) fn copy_text(&mut self) -> Vec<Effect> {
        if let Some(page) = self.blog().linked_page() {
            return vec![Effect::Copy(Taken::Text(page.to_text()))];
        }
        self.shown_item().map_or_else(Vec::new, |item| {
            vec![Effect::Copy(Taken::Update(Box::new(item)))]
        })
    }

    pub(in crate::app) fn pipe(&mut self) -> Vec<Effect> {
        let Some(item) = self.shown_item() else {
            return Vec::new();
        };
        self.link_tasks += 1;
        self.piping = Some((self.link_tasks, self.active(), item.entry.id.clone()));
        vec![Effect::Pipe(self.link_tasks, Box::new(item))]
    }

    /// Returns the selected update as it is shown, which may be an earlier revision than the newest.
    fn shown_item(&self) -> Option<Item> {
        let blog = self.blog();
        let entry = blog.selected_entry()?;
        let mut item = blog.timeline().get(&entry.id)?.clone();
        item.entry = Arc::clone(entry);
        Some(item)
    }

    /// Shows what the reader's own program answered, behind the update that it was given.
    pub(in crate::app) fn piped(
        &mut self,
        number: u64,
        command: &Clean,
        answer: Result<Clean, Clean>,
    ) {
        let Some((_, blog, entry)) = self.piping.take_if(|piping| piping.0 == number) else {
            return;
        };
        let shown = self.active();
        let text = match answer {
            Ok(text) if text.is_empty() => {
                return self.tell(Clean::line(&words::no_output(command)));
            }
            Ok(text) => text,
            Err(why) => return self.tell(why),
        };
        // Whoever went on meanwhile sees the answer where they are.
        let blog = match self.blogs.get_mut(blog) {
            Some(blog) if blog.id == shown && blog.selected() == Some(&entry) => blog,
            _ => self.blogs.shown_mut(),
        };
        if blog.selected().is_none() {
            return;
        }
        blog.go_on_to(Page::answer(command, &text), self.focus);
        self.focus = Focus::Reading;
    }
}
