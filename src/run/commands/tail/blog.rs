//! One live blog that is followed without a screen: its timeline, what of it is kept, and who polls it.

use std::{collections::HashSet, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    app::{clock, words},
    fetch::{Source, Start},
    model::{
        ChangeSet, Clean, Item, Poll, PollOutcome, Timeline, Trouble, Validators,
        alert::{Rule, Scope},
    },
    run::{
        now,
        tasks::{history, polling::Polling},
    },
    store::{Changed, Lease, PollRecord, Store, StoreError},
};

/// Who polls it.
pub(super) enum Stage {
    /// Another instance, or nobody yet.
    Waiting,
    /// This one.
    Polled {
        _polling: Polling,
        _lease: Option<Lease>,
    },
    /// Nobody: nothing can change any more, or it was given up.
    Finished,
    /// Nobody: the library does not follow it any more.
    Left,
}

/// A followed live blog.
pub(super) struct Blog {
    pub(super) source: Source,
    pub(super) key: String,
    pub(super) store: Store,
    pub(super) stage: Stage,
    pub(super) timeline: Timeline,
    pub(super) recognised_as: Clean,
    pub(super) warnings: Vec<Clean>,
    /// When the source last answered.
    pub(super) checked: DateTime<Utc>,
    /// Whether it was ever read.
    pub(super) is_known: bool,
    /// Up to where it was told, whatever the disk says.
    pub(super) told: i64,
    /// What the reader wants to be alerted to in it.
    pub(super) wishes: Vec<Rule>,
    /// The words that the reader sorts it by, which rules may name.
    pub(super) tags: Vec<Clean>,
    /// The exit status where it was never read.
    pub(super) failed: Option<u8>,
    validators: Validators,
    last_poll: Option<DateTime<Utc>>,
    /// Whether it was polled since the start.
    was_polled: bool,
    /// The last failure that was told.
    complaint: Option<Clean>,
}

impl Blog {
    /// Takes up what the history holds of a source.
    pub(super) async fn load(source: Source, store: Store) -> Result<Self, StoreError> {
        let mut blog = Self {
            key: source.key(),
            source,
            store,
            stage: Stage::Waiting,
            timeline: Timeline::default(),
            recognised_as: Clean::line("the history"),
            warnings: Vec::new(),
            checked: now(),
            is_known: false,
            told: 0,
            wishes: Vec::new(),
            tags: Vec::new(),
            failed: None,
            validators: Validators::default(),
            last_poll: None,
            was_polled: false,
            complaint: None,
        };
        blog.reload().await?;
        let wishes = blog.store.wishes(&blog.key).await?.into_iter();
        let rule = |wish| Rule::new(wish, Scope::All).ok();
        blog.wishes = wishes.filter_map(rule).collect();
        blog.tags = blog.store.tags(&blog.key).await?;
        Ok(blog)
    }

    /// Takes up what another instance of the program saved in the meantime.
    pub(super) async fn reload(&mut self) -> Result<(), StoreError> {
        if let Some(stored) = self.store.load(&self.key).await? {
            self.is_known = stored.last_contact.is_some();
            self.checked = stored.last_contact.unwrap_or(self.checked);
            self.timeline = stored.timeline;
            self.validators = stored.validators;
            self.last_poll = stored.last_poll;
        }
        Ok(())
    }

    /// Takes the right to poll it.
    pub(super) async fn try_lead(&self) -> Option<Option<Lease>> {
        match self.store.try_lead(&self.key).await {
            Ok(lease) => lease.map(Some),
            // Without a history there is nobody to share with.
            Err(_) => Some(None),
        }
    }

    /// Returns what polling it goes on from.
    pub(super) fn start(&self) -> Start {
        Start {
            validators: self.validators.clone(),
            last: self.last_poll,
        }
    }

    pub(super) fn is_on_web(&self) -> bool {
        matches!(self.source, Source::Web(_))
    }

    /// Tells whether its state now is known: it was asked, or nobody asks any more.
    pub(super) fn is_settled(&self) -> bool {
        self.is_known && (self.was_polled || matches!(self.stage, Stage::Finished))
    }

    /// Tells whether it ended, as far as is known now.
    pub(super) fn is_ended(&self, now: DateTime<Utc>) -> bool {
        self.is_settled() && self.timeline.status(now).is_over()
    }

    /// Takes the result of a poll and keeps it; returns a sentence for the reader where there is one.
    pub(super) async fn take(&mut self, poll: Poll) -> Option<String> {
        let before = self.timeline.blog.clone();
        let at = poll.at;
        let (changes, failure) = match poll.outcome {
            PollOutcome::Fresh(snapshot) => {
                let changes = self.timeline.merge(&snapshot, at);
                self.recognised_as = snapshot.recognised_as;
                self.warnings = snapshot.warnings;
                (changes, None)
            }
            PollOutcome::Unchanged => (self.timeline.confirm(at), None),
            PollOutcome::Failed {
                why,
                trouble,
                no_live_blog,
                ..
            } => (ChangeSet::default(), Some((why, trouble, no_live_blog))),
        };
        self.validators = poll.validators;
        self.last_poll = Some(at);
        // A file is looked at again and again, standard input never; what ended is not asked any more.
        let is_last = match &self.source {
            Source::Web(_) => poll.next.is_none(),
            Source::File { .. } => false,
            Source::Stdin { .. } => true,
        };
        let mut complaint = None;
        if let Some((why, trouble, no_live_blog)) = &failure {
            complaint = self.fail(why, *trouble, *no_live_blog, poll.next);
        } else {
            self.complaint = None;
            self.failed = None;
            self.is_known = true;
            self.was_polled = true;
            self.checked = at;
        }
        if is_last {
            self.stage = Stage::Finished;
        }
        if !self.is_known {
            // What was never read is not followed.
            return complaint;
        }
        let blog = &self.timeline.blog;
        let blog = (before != *blog).then(|| blog.clone());
        let record = PollRecord::new(
            at,
            self.validators.clone(),
            matches!(self.source, Source::File { .. }),
            (blog, self.changed(&changes)),
            failure.map(|(why, trouble, _)| (why, trouble)),
        );
        let saved = self.store.save_poll(&self.key, record).await;
        complaint.or_else(|| Some(history::told(&saved.err()?).to_string()))
    }

    /// Takes what another instance of the program changed.
    pub(super) fn hear(&mut self, changed: Changed) {
        self.is_known |= changed.last_contact.is_some();
        self.checked = changed.last_contact.unwrap_or(self.checked);
        self.timeline.blog = changed.blog;
    }

    /// Takes notice of a failure, and gives up what is no live blog; returns the sentence, once, with the wait for the
    /// next try.
    fn fail(
        &mut self,
        why: &Clean,
        trouble: Trouble,
        no_live_blog: bool,
        next: Option<Duration>,
    ) -> Option<String> {
        // A page that is not there yet may come, and a wall may fall.
        let is_hopeless = no_live_blog && trouble != Trouble::Missing && !self.is_known;
        let is_no_page = matches!(trouble, Trouble::Missing | Trouble::Gone);
        self.failed = Some(if no_live_blog && !is_no_page { 3 } else { 1 });
        if is_hopeless {
            self.stage = Stage::Finished;
        }
        if self.complaint.as_ref() == Some(why) {
            return None;
        }
        self.complaint = Some(why.clone());
        let words = if no_live_blog && !is_no_page {
            format!("{}: {why}", self.source.title())
        } else {
            why.to_string()
        };
        let next = next.filter(|_| !is_hopeless && matches!(self.source, Source::Web(_)));
        let wait = next.and_then(|wait| TimeDelta::from_std(wait).ok());
        Some(match wait {
            Some(wait) => words::failed_until(&words, &clock::span(wait)),
            None => words,
        })
    }

    fn changed(&self, changes: &ChangeSet) -> Vec<Item> {
        let ids: HashSet<_> = changes.ids().collect();
        let items = ids.into_iter().filter_map(|id| self.timeline.get(id));
        items.cloned().collect()
    }
}
