//! How the polls of a source go, as data and in words.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    app::clock,
    model::{Clean, Lead, Poll, PollOutcome, Refusal, Trouble, Why, Zone},
};

/// How the polls of a source go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Freshness {
    /// A request is under way.
    pub checking: bool,
    /// The last good answer.
    pub checked: Option<DateTime<Utc>>,
    /// When the next request is due; `None` where polling stopped.
    pub next: Option<DateTime<Utc>>,
    /// What the last request failed with.
    pub failure: Option<Clean>,
    /// What that looks like from outside.
    pub trouble: Option<Trouble>,
    /// The live blogs that the page leads to, where it is none itself.
    pub leads: Vec<Lead>,
    /// The reader paused the live blog: nobody asks for it.
    pub paused: bool,
    /// Another instance of the program asks for it; what that finds is shown here.
    pub elsewhere: bool,
}

impl Freshness {
    /// Takes notice of a request that begins here.
    pub(in crate::app) fn begin(&mut self) {
        self.checking = true;
        self.paused = false;
        self.elsewhere = false;
    }

    /// Takes notice of a request that ended.
    pub(in crate::app::blog) fn polled(&mut self, poll: &Poll) {
        self.checking = false;
        self.next = poll.next.and_then(|wait| {
            let wait = TimeDelta::from_std(wait).ok()?;
            poll.at.checked_add_signed(wait)
        });
        (self.failure, self.trouble, self.leads) = match &poll.outcome {
            PollOutcome::Failed {
                why,
                trouble,
                leads,
                ..
            } => (Some(why.clone()), Some(*trouble), leads.clone()),
            PollOutcome::Unchanged | PollOutcome::Fresh(_) => (None, None, Vec::new()),
        };
    }

    /// Takes notice that another instance of the program asks.
    pub(in crate::app) fn begin_elsewhere(&mut self) {
        self.elsewhere = true;
        self.checking = false;
    }

    /// Says how fresh the timeline is, and more of it where there is room.
    /// `resume` is the key that lets a paused live blog go on.
    pub fn words(&self, now: DateTime<Utc>, resume: &str) -> (String, String) {
        let next = self.next.map(|next| clock::span(next - now));
        let checked = self.checked.map(|at| clock::span(now - at));
        if let Some(failure) = &self.failure {
            let then = match next {
                _ if self.checking => "failed · trying again …".to_owned(),
                Some(next) => format!("failed · next try in {next}"),
                None => "failed".to_owned(),
            };
            let age = checked.map_or_else(String::new, |ago| format!(" · as of {ago} ago"));
            return (then, format!("{age} · {failure}"));
        }
        if self.paused {
            let checked = checked.map_or_else(String::new, |ago| format!(" · checked {ago} ago"));
            return (format!("paused{checked} · {resume} resumes"), String::new());
        }
        if self.elsewhere {
            let checked = checked.map_or_else(String::new, |ago| format!("checked {ago} ago · "));
            return (
                format!("{checked}another newswire is polling it"),
                String::new(),
            );
        }
        let words = match (checked, self.checking, next) {
            (Some(checked), true, _) => format!("checked {checked} ago · checking …"),
            (Some(checked), false, Some(next)) => format!("checked {checked} ago · next in {next}"),
            (Some(checked), false, None) => format!("checked {checked} ago"),
            (None, true, _) => "fetching …".to_owned(),
            (None, false, _) => "not checked yet".to_owned(),
        };
        (words, String::new())
    }
}

/// Says why a request by hand was not made, and until when.
pub(in crate::app) fn refusal_words(refusal: &Refusal, zone: Zone, now: DateTime<Utc>) -> String {
    let Refusal { host, until, why } = refusal;
    let clock = clock::clock(zone, *until);
    match why {
        Why::Asked => format!("{host} asked to wait until {clock}."),
        Why::Fresh => format!("{host} says there is nothing newer until {clock}."),
        Why::JustAsked => {
            let wait = clock::span((*until - now).max(TimeDelta::seconds(1)));
            format!("{host} was checked moments ago; try again in {wait}.")
        }
    }
}
