//! What the reader is alerted to in the open live blogs: asking for it, finding it in what changes, and going there.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::Reader;
use crate::{
    app::{
        alert::{Origin, Raised, Target},
        blog::{exchange::BlogId, filter::Filter},
        keys::Action,
        msg::Effect,
        words,
    },
    layout::Focus,
    model::{
        ChangeSet, Clean, WebUrl,
        alert::{self, Subject, Wish},
    },
};

impl Reader {
    /// Tells whether the reader asked to be alerted to anything in one of the open live blogs.
    pub(in crate::app) fn has_wishes(&self) -> bool {
        self.blogs.iter().any(|blog| !blog.rules().is_empty())
    }

    /// Returns the live blog on the screen, where nothing covers it.
    pub(in crate::app) fn in_sight(&self) -> Option<BlogId> {
        (!self.above.covered).then(|| self.active())
    }

    /// Finds what the rules say of a change; `since` is when the source had answered before it.
    pub(super) fn raise(
        &self,
        id: BlogId,
        since: Option<DateTime<Utc>>,
        changes: &ChangeSet,
    ) -> Option<Effect> {
        let blog = self.blogs.iter().find(|blog| blog.id == id)?;
        if self.alerting.off {
            return None;
        }
        let page = blog.address.as_ref().map(WebUrl::without_fragment);
        let mut followed = self.followed.iter();
        let known = followed.find(|other| Some(other.address.without_fragment()) == page);
        let subject = Subject {
            timeline: blog.timeline(),
            address: blog.address.as_ref(),
            tags: known.map_or(&[][..], |other| &other.tags),
            since,
        };
        let rules = self.alerting.rules.iter().chain(blog.rules());
        let alerts = alert::raised(rules, &subject, changes);
        if alerts.is_empty() {
            return None;
        }
        let source = blog.source.clone();
        let origin = Origin::new(Some(id), source, blog.address.as_ref(), blog.timeline());
        let origin = Arc::new(origin);
        Some(Effect::Raise(id, Box::new(Raised { origin, alerts })))
    }

    /// Adds a wish to be alerted in the live blog on the screen, or takes it away where it is there.
    pub(in crate::app) fn toggle_wish(&mut self, wish: Wish) -> Vec<Effect> {
        if self.merged().is_some() {
            let key = self.keymap().taught(Action::Merge);
            self.tell(Clean::line(&words::alerts_of_one_blog(&key)));
            return Vec::new();
        }
        let rule = wish.describe();
        let Some(wanted) = self.blogs.shown_mut().toggle_wish(wish) else {
            self.tell(Clean::line(&words::alert_finds_nothing(&rule)));
            return Vec::new();
        };
        let told = match wanted {
            true if self.alerting.off => words::alert_kept(&rule),
            true => words::alerted(&rule),
            false => words::alerted_no_more(&rule),
        };
        self.tell(Clean::line(&told));
        let kept = self.blog().rules().iter().map(|rule| rule.wish().clone());
        vec![Effect::KeepWishes(self.active(), kept.collect())]
    }

    /// Goes to the update that a notification was about; asks for its live blog where that is not open.
    pub(in crate::app) fn go_to_alert(&mut self, target: &Target) -> Vec<Effect> {
        let mut effects = self.leave(Vec::new());
        let is_there = target.origin.id.is_some_and(|id| self.blogs.show(id));
        if !is_there {
            effects.extend(target.origin.address.clone().map(Effect::Follow));
            return effects;
        }
        self.leave_pages();
        self.focus = Focus::Timeline;
        let hidden = |reader: &Self| !reader.blog().shows(&target.entry);
        if hidden(self) {
            self.viewport().show_new();
        }
        if hidden(self) {
            self.set_filter(Filter::default());
        }
        effects.extend(self.go_to(target.entry.clone()));
        effects
    }
}
