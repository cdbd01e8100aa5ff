//! The poller: one task a source, which asks at its pace and on demand, one request at a time.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::{
    sync::mpsc,
    time::{Instant, sleep_until},
};

use super::{
    FetchError, Limits, Network, Source,
    cadence::{self, Attention, CadenceInput, Chance, Outcome},
    clocks::Clocks,
    handle::Commands,
    http,
    machine::now,
    older::{self, Older, Pagination},
    portal,
    read::{Extract, Reading, SourceReader},
    rhythm::Rhythm,
    until::Until,
};
use crate::{
    model::{
        Clean, OlderOutcome, OlderPage, Pace, Poll, PollOutcome, Refusal, Status, Trouble,
        Validators, Why,
    },
    source::{self, Recipes},
};

/// How often the clocks are compared, and a file is looked at: a slot of the second level but one of the wheel that holds
/// the runtime's timers (64 times 64 ms). One at the edge of a slot wakes the machine once, any other up to three times.
const LOOK: Duration = Duration::from_millis(4096);
/// How often a file is looked at that was written a moment ago: whoever writes it goes on.
const SOON_AGAIN: Duration = Duration::from_millis(2048);
/// What a moment is.
const MOMENT: Duration = Duration::from_mins(1);
/// A refresh that has to wait no longer than this is not refused, but made then.
const SOON: Duration = Duration::from_secs(2);
/// Who comes back to a source that fails does not ask sooner after the last try than this.
const FAILED_REST: Duration = Duration::from_mins(1);
/// A blog that ended is asked again when it is opened, where it was not asked for so long.
const REOPENED: Duration = Duration::from_hours(12);

/// How to poll.
#[derive(Debug, Clone)]
pub struct PollerConfig {
    /// What all sources share.
    pub network: Network,
    /// The reader's own interval.
    pub interval: Option<Duration>,
    /// How much and how long.
    pub limits: Limits,
    /// How bytes become a reading.
    pub extract: Extract,
    /// What is known of single publishers' pages.
    pub recipes: &'static Recipes,
    /// When the runtime began. All sources are looked at in the same moments from then on: several that wait wake the
    /// machine no more often than one.
    pub origin: Instant,
}

impl Default for PollerConfig {
    fn default() -> Self {
        Self {
            network: Network::default(),
            interval: None,
            limits: Limits::default(),
            extract: source::extract_with,
            recipes: Recipes::built_in(),
            origin: Instant::now(),
        }
    }
}

/// What is known of a source from earlier.
#[derive(Debug, Clone, Default)]
pub struct Start {
    /// What is kept of the last answer.
    pub validators: Validators,
    /// When it was last asked; `None` where it never was.
    pub last: Option<DateTime<Utc>>,
}

/// What a poller tells.
#[derive(Debug, Clone)]
pub struct Event {
    /// Which source.
    pub source: usize,
    /// What happened.
    pub kind: EventKind,
}

/// What happened to a source.
#[derive(Debug, Clone)]
pub enum EventKind {
    /// A request began.
    Started,
    /// A request ended.
    Done(Poll),
    /// An older page was asked for and is there, or is not.
    Older(OlderPage),
    /// The next request was put off, or drawn near; `None` where there is none.
    Planned(Option<DateTime<Utc>>),
    /// A request by hand was refused.
    Refused(Refusal),
}

/// Polls a source until nobody commands it or listens any more; `index` names it in the events.
pub async fn poll(
    index: usize,
    source: Source,
    config: PollerConfig,
    start: Start,
    commands: Commands,
    events: mpsc::Sender<Event>,
) {
    let on_web = matches!(source, Source::Web(_));
    let Pace {
        not_before,
        ended_polls,
        times,
    } = start.validators.pace.clone();
    let input = CadenceInput {
        interval: config.interval,
        loopback: source
            .address()
            .is_some_and(|url| http::is_loopback(url.as_url())),
        reached: start.validators.body_hash.is_some(),
        attention: *commands.attention.borrow(),
        ended_polls,
        ..CadenceInput::default()
    };
    let poller = Poller {
        index,
        on_web,
        source_reader: SourceReader::new(
            source.clone(),
            &config.network,
            config.limits,
            config.recipes,
        ),
        source,
        config,
        validators: start.validators,
        commands,
        pagination: Pagination::default(),
        events,
        input,
        chance: Chance::NONE,
        rhythm: Rhythm::of(times),
        last: start.last,
        asked: Instant::now(),
        rest: not_before
            .and_then(Until::at)
            .map(|until| (until, Why::Fresh)),
        by_hand: false,
        clocks: Clocks::now(),
    };
    poller.run().await;
}

struct Poller {
    index: usize,
    source: Source,
    on_web: bool,
    config: PollerConfig,
    source_reader: SourceReader,
    validators: Validators,
    commands: Commands,
    /// How far the older pages were walked.
    pagination: Pagination,
    events: mpsc::Sender<Event>,
    input: CadenceInput,
    /// Drawn anew for each poll.
    chance: Chance,
    rhythm: Rhythm,
    /// The time of the last poll; none is earlier, whatever the clock says.
    last: Option<DateTime<Utc>>,
    /// When that was, on the clock that is never set.
    asked: Instant,
    /// Before this the source is not asked, by hand neither.
    rest: Option<(Until, Why)>,
    /// The poll that comes was asked for by hand.
    by_hand: bool,
    clocks: Clocks,
}

impl Poller {
    /// Polls until the program ends.
    async fn run(mut self) {
        let mut due = self.first();
        let waits = due.is_none_or(|due| due > Instant::now() + SOON);
        let told = match self.promised() {
            Some(until) => Some(EventKind::Done(self.waiting(until, due))),
            None => waits.then(|| EventKind::Planned(wall(due))),
        };
        if let Some(told) = told
            && self.tell(told).await.is_err()
        {
            return;
        }
        loop {
            if !self.wait(due).await {
                return;
            }
            if self.tell(EventKind::Started).await.is_err() {
                return;
            }
            let poll = self.poll().await;
            due = poll.next.map(|next| Instant::now() + next);
            if self.tell(EventKind::Done(poll)).await.is_err() {
                return;
            }
        }
    }

    /// Says when the first poll is due: a source that was read a moment ago is not asked again at once, and one that
    /// ended was asked often enough at some time.
    fn first(&self) -> Option<Instant> {
        let now = Instant::now();
        let age = self.last.map(|last| self::now() - last);
        let age = age.map(|age| age.to_std().unwrap_or_default());
        let Some(age) = age.filter(|_| self.on_web) else {
            return Some(self.earliest());
        };
        let ended = self.input.interval.is_none() && self.input.ended_polls > 0;
        if ended && age < REOPENED {
            // Opening it is one of the few times that it is still asked.
            cadence::next_delay(&self.input, Chance::NONE)?;
        }
        let rest = cadence::floor(self.input.loopback);
        Some((now + rest.saturating_sub(age)).max(self.earliest()))
    }

    /// Makes the poll that is not made because the host asked to be left alone.
    fn waiting(&self, until: Until, due: Option<Instant>) -> Poll {
        let error = FetchError::Waits {
            host: self.source.title(),
            until: until.wall(),
            wait: until.remaining().unwrap_or_default(),
        };
        Poll {
            at: now(),
            outcome: PollOutcome::Failed {
                why: Clean::line(&error.to_string()),
                trouble: Trouble::Waits,
                no_live_blog: false,
                leads: Vec::new(),
            },
            next: due.map(|due| due.saturating_duration_since(Instant::now())),
            validators: self.validators.clone(),
        }
    }

    /// Returns when the source may be asked at the earliest.
    fn earliest(&self) -> Instant {
        let rest = self.rest.map(|(until, _)| until);
        let rests = [rest, self.promised()].into_iter().flatten();
        let wait = rests.filter_map(Until::remaining).max();
        Instant::now() + wait.unwrap_or_default()
    }

    /// Returns until when the source's host asked to be left alone.
    fn promised(&self) -> Option<Until> {
        let url = self.source.address().filter(|_| self.on_web)?;
        let asked = self.validators.moved.as_ref().unwrap_or(url);
        self.config.network.hosts().promised(asked)
    }

    async fn tell(&self, kind: EventKind) -> Result<(), ()> {
        let event = Event {
            source: self.index,
            kind,
        };
        self.events.send(event).await.map_err(|_| ())
    }

    /// Waits for the next poll: its time, a request by hand, a changed file. `false` where nobody listens.
    async fn wait(&mut self, mut due: Option<Instant>) -> bool {
        loop {
            let is_file = self.source_is_file();
            let look = if is_file && self.asked.elapsed() < MOMENT {
                SOON_AGAIN
            } else {
                LOOK
            };
            let before = due;
            let look = next_look(self.config.origin, look, Instant::now());
            tokio::select! {
                () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => return true,
                () = sleep_until(look), if is_file || due.is_some() => {
                    if is_file && self.source_reader.file_changed() {
                        return true;
                    }
                    if self.clocks.slept() {
                        due = due.map(|due| self.drawn_near(due));
                    }
                }
                () = self.commands.refresh.notified() => match self.refused() {
                    None => {
                        self.by_hand = true;
                        return true;
                    }
                    Some((wait, _)) if wait <= SOON => {
                        self.by_hand = true;
                        let soon = Instant::now() + wait;
                        due = Some(due.map_or(soon, |due| due.min(soon)));
                    }
                    Some((_, why)) => if self.tell(EventKind::Refused(why)).await.is_err() {
                        return false;
                    },
                },
                () = self.commands.older.notified() => {
                    let page = self.older_page().await;
                    if self.tell(EventKind::Older(page)).await.is_err() {
                        return false;
                    }
                    due = due.map(|due| due.max(self.earliest()));
                }
                changed = self.commands.attention.changed() => {
                    if changed.is_err() {
                        return false;
                    }
                    due = due.map(|due| self.attend(due));
                }
            }
            if due != before && self.tell(EventKind::Planned(wall(due))).await.is_err() {
                return false;
            }
        }
    }

    /// Takes notice of whether the reader looks; returns when the next poll is due then.
    fn attend(&mut self, due: Instant) -> Instant {
        let attention = *self.commands.attention.borrow_and_update();
        let before = std::mem::replace(&mut self.input.attention, attention);
        let is_away = |attention| matches!(attention, Attention::Away | Attention::Alerted);
        // Whoever comes back wants to see what is new, as soon as that is polite.
        if is_away(before) && !is_away(attention) {
            return self.drawn_near(due);
        }
        match cadence::next_delay(&self.input, self.chance) {
            Some(delay) => due.min((self.asked + delay).max(self.earliest())),
            None => due,
        }
    }

    /// Draws a poll as near as is polite. What ended or sends programs away is not asked because somebody looks, and
    /// where the host asked for a pause, those who return after it stay spread.
    fn drawn_near(&self, due: Instant) -> Instant {
        let CadenceInput {
            interval,
            ended_polls,
            outcome,
            failures,
            ..
        } = self.input;
        let is_left = interval.is_none() && ended_polls > 0;
        let may_pass = matches!(outcome, Outcome::Good | Outcome::Failed);
        if is_left || !may_pass || self.promised().is_some() {
            return due;
        }
        let mut earliest = self.earliest();
        if failures > 0 {
            earliest = earliest.max(self.asked + FAILED_REST);
        }
        due.min(earliest)
    }

    fn source_is_file(&self) -> bool {
        matches!(self.source, Source::File { .. })
    }

    /// Says why a request by hand has to wait, and for how long.
    fn refused(&self) -> Option<(Duration, Refusal)> {
        let (until, why) = match self.promised() {
            Some(until) => (until, Why::Asked),
            None => self.rest?,
        };
        let refusal = Refusal {
            host: self.source.title(),
            until: until.wall(),
            why,
        };
        Some((until.remaining()?, refusal))
    }

    /// Fetches the next older page.
    async fn older_page(&mut self) -> OlderPage {
        let outcome = match self.try_older_page().await {
            Ok(Some(Older { snapshot, at, more })) => {
                let snapshot = Box::new(snapshot);
                return OlderPage {
                    at,
                    outcome: OlderOutcome::Page { snapshot, more },
                };
            }
            Ok(None) => OlderOutcome::End,
            Err(error) => {
                tracing::warn!(source = %self.source.title(), "older page: {error}");
                // Of the newest page, the next poll will say so.
                if self.pagination.has_begun() && error.is_about_address() {
                    OlderOutcome::Missing
                } else {
                    OlderOutcome::Failed(Clean::line(&error.to_string()))
                }
            }
        };
        OlderPage { at: now(), outcome }
    }

    async fn try_older_page(&mut self) -> Result<Option<Older>, FetchError> {
        if !self.on_web {
            return Ok(None);
        }
        let extract = self.config.extract;
        if !self.pagination.has_begun() {
            // The history knew the newest page, and not where it leads.
            let newest = self
                .source_reader
                .read(&Validators::default(), extract)
                .await?;
            if let Some(newest) = newest.extraction {
                self.pagination.begin_at(&self.source, &newest.snapshot);
            }
        }
        older::step(&mut self.source_reader, &mut self.pagination, extract).await
    }

    async fn poll(&mut self) -> Poll {
        let read = self
            .source_reader
            .read(&self.validators, self.config.extract)
            .await;
        // What was asked for while this was under way has its answer.
        let _ = futures_util::FutureExt::now_or_never(self.commands.refresh.notified());
        let by_hand = std::mem::take(&mut self.by_hand);
        self.input.attention = *self.commands.attention.borrow();
        let at = self.in_order(read.as_ref().map_or_else(|_| now(), |reading| reading.at));
        let outcome = match read {
            Ok(reading) => self.good(reading, at),
            Err(error) => self.failed(&error, by_hand),
        };
        self.asked = Instant::now();
        self.chance = Chance {
            pace: fastrand::f64(),
            extra: fastrand::f64(),
        };
        self.input.gap = self.rhythm.gap(at);
        self.input.newest_age = self.rhythm.newest_age(at);
        let next = cadence::next_delay(&self.input, self.chance).filter(|_| self.on_web);
        Poll {
            at,
            outcome,
            next,
            validators: Validators {
                pace: self.rest(),
                ..self.validators.clone()
            },
        }
    }

    /// Lets the source rest as it asks for, and at least a little; returns what of its pace is to be kept.
    fn rest(&mut self) -> Pace {
        let promised = cadence::promised(&self.input);
        let floor = cadence::floor(self.input.loopback);
        let fresh = (promised > floor).then(|| Until::after(promised));
        self.rest = match fresh {
            _ if !self.on_web => None,
            Some(until) => Some((until, Why::Fresh)),
            None => Some((Until::after(floor), Why::JustAsked)),
        };
        Pace {
            not_before: fresh.filter(|_| self.on_web).map(Until::wall),
            ended_polls: self.input.ended_polls,
            times: self.rhythm.times().to_vec(),
        }
    }

    /// Puts a poll after the one before: a clock that was set back must not bring what arrives out of order.
    fn in_order(&mut self, at: DateTime<Utc>) -> DateTime<Utc> {
        let after = self.last.map(|last| last + TimeDelta::milliseconds(1));
        let back = after.filter(|after| *after > at && *after - at < TimeDelta::days(1));
        let at = back.unwrap_or(at);
        self.last = Some(at);
        at
    }

    fn good(&mut self, reading: Reading, at: DateTime<Utc>) -> PollOutcome {
        self.validators = reading.validators;
        self.input.outcome = Outcome::Good;
        self.input.failures = 0;
        self.input.reached = true;
        self.input.retry_after = None;
        self.input.fresh_for = reading.fresh_for;
        let Some(extraction) = reading.extraction else {
            self.count_ends(self.input.ended_polls > 0, at);
            return PollOutcome::Unchanged;
        };
        let snapshot = extraction.snapshot;
        if !reading.by_protocol {
            self.pagination.begin_at(&self.source, &snapshot);
        }
        self.rhythm.take(&snapshot, at);
        self.input.source_min = snapshot.min_interval.map(|s| Duration::from_secs(s.into()));
        self.count_ends(snapshot.blog.status.is_over(), at);
        PollOutcome::Fresh(Box::new(snapshot))
    }

    /// Counts the polls that found the blog ended, by its own words or by its age.
    fn count_ends(&mut self, says_so: bool, at: DateTime<Utc>) {
        let is_over = says_so || Status::Live.shown(self.rhythm.newest(), at).is_over();
        let polls = self.input.ended_polls;
        self.input.ended_polls = if is_over { polls.saturating_add(1) } else { 0 };
    }

    fn failed(&mut self, error: &FetchError, by_hand: bool) -> PollOutcome {
        self.input.retry_after = error.retry_after();
        self.input.fresh_for = None;
        let trouble = error.trouble(self.validators.body_hash.is_some());
        // Who was not asked did not fail.
        if !matches!(error, FetchError::Waits { .. }) {
            tracing::warn!(source = %self.source.title(), "{error}");
            self.input.reached |= !error.is_out_of_reach();
            self.input.failures = match self.input.failures {
                before @ 1.. if by_hand => before,
                before => before.saturating_add(1),
            };
            self.input.outcome = trouble.into();
        }
        let why = match trouble {
            Trouble::CaptivePortal => portal::suspicion(error),
            Trouble::Redesigned => format!(
                "{} no longer shows updates; what was read is kept, and a browser may show the page.",
                self.source.title()
            ),
            _ => error.to_string(),
        };
        PollOutcome::Failed {
            why: Clean::line(&why),
            trouble,
            no_live_blog: error.is_about_address(),
            leads: match error {
                FetchError::NoLiveBlog(page) => page.leads.clone(),
                _ => Vec::new(),
            },
        }
    }
}

/// Returns when to look next where that is done every so often since the origin.
fn next_look(origin: Instant, look: Duration, now: Instant) -> Instant {
    let passed = now.saturating_duration_since(origin);
    let looks = passed.as_millis() / look.as_millis() + 1;
    origin + look * u32::try_from(looks).unwrap_or(u32::MAX)
}

/// Returns the time of day of a time on the clock that is never set.
fn wall(due: Option<Instant>) -> Option<DateTime<Utc>> {
    let wait = due?.saturating_duration_since(Instant::now());
    now().checked_add_signed(TimeDelta::from_std(wait).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_sources_are_looked_at_in_the_same_moments() {
        let origin = Instant::now();
        let after = |millis| origin + Duration::from_millis(millis);
        for (now, next) in [
            (0, 4096),
            (1, 4096),
            (4095, 4096),
            (4096, 8192),
            (9000, 12_288),
        ] {
            assert_eq!(next_look(origin, LOOK, after(now)), after(next), "{now}");
        }
        let later = after(1000);
        assert_eq!(next_look(later, LOOK, origin), later + LOOK);
    }
}
