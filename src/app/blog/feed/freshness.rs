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

    /// Says how fresh the timeline is: in as few words as can be, then more of it where there is room.
    /// `resume` is the key that lets a paused live blog go on.
    pub fn words(&self, now: DateTime<Utc>, resume: &str) -> FreshnessWords {
        let next = self.next.map(|next| clock::span(next - now));
        let checked = self.checked.map(|at| clock::span(now - at));
        if let Some(failure) = &self.failure {
            let then = match next {
                _ if self.checking => " · trying again …".to_owned(),
                Some(next) => format!(" · next try in {next}"),
                None => String::new(),
            };
            let age = checked.map_or_else(String::new, |ago| format!(" · as of {ago} ago"));
            return FreshnessWords {
                short: "failed".to_owned(),
                then,
                more: format!("{age} · {failure}"),
            };
        }
        let known = checked.map(|ago| format!("checked {ago} ago"));
        let (short, then) = if self.paused {
            let checked = known.map_or_else(String::new, |known| format!(" · {known}"));
            (format!("paused · {resume} resumes"), checked)
        } else if self.elsewhere {
            let checked = known.map_or_else(String::new, |known| format!(" · {known}"));
            ("another newswire is polling it".to_owned(), checked)
        } else {
            match (known, self.checking, next) {
                (Some(known), true, _) => (known, " · checking …".to_owned()),
                (Some(known), false, Some(next)) => (known, format!(" · next in {next}")),
                (Some(known), false, None) => (known, String::new()),
                (None, true, _) => ("fetching …".to_owned(), String::new()),
                (None, false, _) => ("not checked yet".to_owned(), String::new()),
            }
        };
        FreshnessWords {
            short,
            then,
            more: String::new(),
        }
    }
}

/// How fresh the timeline is, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FreshnessWords {
    /// What has to be said.
    pub short: String,
    /// What is said behind it where there is room for all of it.
    pub then: String,
    /// What is said behind both as far as there is room.
    pub more: String,
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
