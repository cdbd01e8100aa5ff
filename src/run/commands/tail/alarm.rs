//! Which changes the reader wants to be alerted to, where nothing else is to be told.

use chrono::{DateTime, Utc};

use super::blog::Blog;
use crate::{
    model::{
        ChangeSet, Timeline,
        alert::{self, On, Rule, Scope, Subject, Wish},
    },
    store::{Happened, Happening},
};

/// Rules that choose among what happened.
pub(super) struct Alarm {
    /// Those of the settings.
    rules: Vec<Rule>,
    /// What counts where there are no rules at all: what newsrooms mark.
    marked: Vec<Rule>,
}

impl Alarm {
    pub(super) fn new(rules: &[Rule]) -> Self {
        let wish = |on| Wish {
            on,
            ..Wish::default()
        };
        let marked = [On::KeyEvent, On::Breaking];
        let rule = |on| Rule::new(wish(on), Scope::All).ok();
        Self {
            rules: rules.to_vec(),
            marked: marked.into_iter().filter_map(rule).collect(),
        }
    }

    /// Tells whether a change is one that the reader wants to be alerted to.
    pub(super) fn rings(&self, happening: &Happening, blog: &Blog) -> bool {
        let mut changes = ChangeSet::default();
        let ids = match happening.what {
            Happened::Added => &mut changes.added,
            Happened::Revised => &mut changes.revised,
            Happened::Retracted => &mut changes.retracted,
        };
        ids.push(happening.item.entry.id.clone());
        let about = blog.timeline.blog.clone();
        let timeline = Timeline::restore(about, vec![happening.item.clone()]);
        let subject = Subject {
            timeline: &timeline,
            address: blog.source.address(),
            tags: &blog.tags,
            // That it is news the history says.
            since: Some(DateTime::<Utc>::UNIX_EPOCH),
        };
        let mut rules: Vec<&Rule> = self.rules.iter().chain(&blog.wishes).collect();
        if rules.is_empty() {
            rules.extend(&self.marked);
        }
        !alert::raised(rules, &subject, &changes).is_empty()
    }
}
