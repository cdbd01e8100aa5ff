//! Where alerts wait until their reader may be told: grouped, not too often, not in quiet hours, and not at all once they
//! look themselves. A pure function of what happened and of the time that comes with it.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Alerting, BlogId, Notification, Raised, Target, When, words};
use crate::{app::clock, model::Zone};

/// The least between two notifications: what comes in between comes together in the next one.
const APART: TimeDelta = TimeDelta::seconds(30);
/// Who pressed no key for so long is taken to be away where the terminal never told of its focus.
const IDLE: TimeDelta = TimeDelta::minutes(5);
/// Most alerts that wait; who finds more has more to read than these.
const WAITING: usize = 1000;
/// Most notifications that can still be answered.
const ANSWERABLE: usize = 32;

/// Where alerts wait.
#[derive(Debug, Default)]
pub(in crate::app) struct AlertQueue {
    settings: Alerting,
    now: DateTime<Utc>,
    attention: Attention,
    waiting: Vec<Raised>,
    /// When the last notification went out.
    last: Option<DateTime<Utc>>,
    /// How many there were.
    count: u64,
    /// Where the last ones lead, by their numbers.
    targets: Vec<(u64, Target)>,
}

/// Whether the reader looks, as far as the terminal and their keys tell.
#[derive(Debug, Default)]
struct Attention {
    /// What the terminal told last of its focus; `None` where it never did.
    focused: Option<bool>,
    /// The last key, or the start.
    touched: Option<DateTime<Utc>>,
}

impl AlertQueue {
    /// Takes other settings.
    pub(in crate::app) fn apply(&mut self, settings: &Alerting) {
        self.settings.clone_from(settings);
    }

    /// Tells whether alerts are wanted at all.
    pub(in crate::app) fn is_on(&self) -> bool {
        !self.settings.off
    }

    /// Takes notice that the terminal gained or lost the focus.
    pub(in crate::app) fn focus(&mut self, focused: bool) {
        self.attention.focused = Some(focused);
        self.attention.touched = Some(self.now);
    }

    /// Takes notice of something that the reader did.
    pub(in crate::app) fn touch(&mut self) {
        self.attention.touched = Some(self.now);
        // Keys go where the focus is, whatever the terminal told of it.
        self.attention.focused = self.attention.focused.map(|_| true);
    }

    /// Tells whether the reader looks at the terminal.
    fn is_watched(&self) -> bool {
        let touched = self.attention.touched.unwrap_or(self.now);
        self.attention
            .focused
            .unwrap_or_else(|| self.now - touched < IDLE)
    }

    /// Takes alerts; those of the live blog on the screen are none while the reader looks at it.
    pub(in crate::app) fn take(&mut self, raised: Raised, shown: Option<BlogId>) {
        let seen = self.is_watched() && (raised.origin.id == shown && shown.is_some());
        let unwanted = self.is_watched() && self.settings.when == When::Unfocused;
        if self.settings.off || seen || unwanted || raised.alerts.is_empty() {
            return;
        }
        let waiting: usize = self.waiting.iter().map(|raised| raised.alerts.len()).sum();
        if waiting < WAITING {
            self.waiting.push(raised);
        }
    }

    /// Takes notice of the time; returns what the reader is to be told now.
    pub(in crate::app) fn tick(
        &mut self,
        now: DateTime<Utc>,
        shown: Option<BlogId>,
    ) -> Option<Notification> {
        self.now = now;
        self.attention.touched.get_or_insert(now);
        if self.is_watched() {
            let when = self.settings.when;
            self.waiting.retain(|raised| {
                when == When::Always && (shown.is_none() || raised.origin.id != shown)
            });
        }
        let time = clock::wall(Zone::Local, now).time();
        if self.waiting.is_empty() || self.settings.quiet.is_some_and(|quiet| quiet.holds(time)) {
            return None;
        }
        // A clock that was set back is no reason to wait for longer.
        let since = self.last.map(|last| now - last);
        if since.is_some_and(|since| (TimeDelta::zero()..APART).contains(&since)) {
            return None;
        }
        self.last = Some(now);
        Some(self.notify())
    }

    fn notify(&mut self) -> Notification {
        let raised = std::mem::take(&mut self.waiting);
        let (title, lines) = words::compose(&raised);
        self.count += 1;
        let all = raised.iter().flat_map(|raised| {
            let of = move |alert| (raised, alert);
            raised.alerts.iter().map(of)
        });
        let newest = all.max_by_key(|(_, alert)| alert.item.order);
        if let Some((raised, alert)) = newest {
            let target = Target {
                origin: raised.origin.clone(),
                entry: alert.item.entry.id.clone(),
            };
            self.targets.push((self.count, target));
            let over = self.targets.len().saturating_sub(ANSWERABLE);
            self.targets.drain(..over);
        }
        let mut alerts = raised.iter().flat_map(|raised| &raised.alerts);
        Notification {
            number: self.count,
            title,
            lines,
            is_breaking: alerts.any(|alert| alert.item.entry.marks.breaking),
            raised,
        }
    }

    /// Returns where a notification leads.
    pub(in crate::app) fn target(&self, number: u64) -> Option<&Target> {
        let mut targets = self.targets.iter();
        targets
            .find(|(known, _)| *known == number)
            .map(|(_, target)| target)
    }
}

#[cfg(test)]
mod tests;
