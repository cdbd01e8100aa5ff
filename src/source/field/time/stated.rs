//! As of when a saved page is read: the newest date that it states, else when its file was written.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};

use super::{Reading, TimeContext, is_coarse};
use crate::model::Stamp;

/// No file of news was written before; some archives write nothing but such a time, in seconds since 1970.
const FIRST_FILES: i64 = 788_918_400;
/// A page that was saved so soon after its newest change is read as of its saving, in hours.
const SOON: i64 = 12;
/// A blog that was published longer ago than this, and says of no change, is no longer written, in days.
pub(in crate::source) const LONG_PAST: i64 = 14;

/// The newest of the dates that a page states.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::source) struct Stated {
    instant: Option<DateTime<Utc>>,
    /// Days without a clock.
    day: Option<NaiveDate>,
}

impl Stated {
    /// Takes notice of a date.
    pub(in crate::source) fn hear(&mut self, stamp: &Stamp) {
        if is_coarse(stamp) {
            self.hear_day(stamp.at.date_naive());
        } else {
            self.instant = self.instant.max(Some(stamp.utc()));
        }
    }

    /// Takes notice of a date without a clock.
    pub(in crate::source) fn hear_day(&mut self, day: NaiveDate) {
        self.day = self.day.max(Some(day));
    }

    /// Takes notice of the dates that lines show, where they are whole: "Thursday 07 August 2025 04:49 BST". One that
    /// another day of reading would make another ("yesterday 14:05") states nothing.
    pub(in crate::source) fn hear_lines<L: AsRef<str>>(
        &mut self,
        lines: impl Iterator<Item = L>,
        ctx: &TimeContext,
    ) {
        let years_later = ctx.years_later();
        for line in lines {
            let read = |ctx| Some(super::find(line.as_ref(), ctx)?.reading);
            let reading = read(ctx).filter(|reading| read(&years_later).as_ref() == Some(reading));
            match reading {
                Some(Reading::Stamp(stamp)) if stamp.utc() <= ctx.now => self.hear(&stamp),
                Some(Reading::Day(day)) if day <= ctx.last_day() => self.hear_day(day),
                _ => {}
            }
        }
    }

    /// Takes notice of what else the page states.
    pub(in crate::source) fn join(&mut self, other: &Self) {
        self.instant = self.instant.max(other.instant);
        self.day = self.day.max(other.day);
    }

    pub(in crate::source) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns the newest date: from when at the earliest to when at the latest it may be.
    fn newest(&self, ctx: &TimeContext) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let zone = ctx.zone_or_utc();
        let last = self.instant.map(|at| at.with_timezone(&zone).date_naive());
        match self.day {
            Some(day) if Some(day) > last => {
                let begins = zone.from_local_datetime(&day.and_time(NaiveTime::MIN));
                let begins = begins.earliest()?.to_utc();
                Some((begins, begins + TimeDelta::days(1) - TimeDelta::minutes(1)))
            }
            _ => self.instant.map(|at| (at, at)),
        }
    }
}

impl TimeContext {
    /// Reads a line that is a time and nothing else, where another day of reading would not make another of it.
    pub(in crate::source) fn whole(&self, line: &str) -> Option<Reading> {
        let reading = super::read(line, self)?;
        let later = super::read(line, &self.years_later());
        Some(reading).filter(|reading| later.as_ref() == Some(reading))
    }

    /// Returns the context of the same page, read years later.
    fn years_later(&self) -> Self {
        Self {
            now: self.now + TimeDelta::days(1_000),
            saved: None,
            as_of: None,
            as_of_day: false,
            ..self.clone()
        }
    }

    /// Takes notice that the page is a copy, written at a time that its file tells; later than now it cannot be.
    pub(in crate::source) fn set_saved(&mut self, written: DateTime<Utc>) {
        let is_told = written.timestamp() >= FIRST_FILES;
        self.saved = Some(if is_told {
            written.min(self.now)
        } else {
            self.now
        });
    }

    /// Reads a saved page as of its newest change.
    pub(in crate::source) fn read_as_of_change(&mut self, stated: &Stated) {
        self.read_as_of(stated, TimeDelta::hours(SOON));
    }

    /// Reads a saved page as of its publication, where that is long past: until then a blog runs on.
    pub(in crate::source) fn read_as_of_publication(&mut self, stated: &Stated) {
        self.read_as_of(stated, TimeDelta::days(LONG_PAST));
    }

    /// Takes the newest date that a page states for the moment as of which its copy is read. A copy that was written
    /// within `soon` of it is read as of its writing; one that says it was written before is not believed.
    fn read_as_of(&mut self, stated: &Stated, soon: TimeDelta) {
        let (Some(saved), Some((from, to))) = (self.saved, stated.newest(self)) else {
            return;
        };
        let newest = to.min(saved).max(from).min(self.now);
        let saved = saved.max(newest);
        self.saved = Some(saved);
        self.as_of_day = from != to && newest == to;
        self.as_of = Some(if saved - newest <= soon {
            saved
        } else {
            newest
        });
    }

    /// Tells whether the page is a copy.
    pub(in crate::source) fn is_saved(&self) -> bool {
        self.saved.is_some()
    }

    /// Returns the latest moment that the page can be of.
    fn last(&self) -> DateTime<Utc> {
        self.saved.unwrap_or(self.now)
    }

    /// Returns the moment from which the page's "5 minutes ago" counts back.
    pub(in crate::source) fn moment(&self) -> DateTime<Utc> {
        self.as_of.unwrap_or_else(|| self.last())
    }

    /// Tells whether the page itself says of when it is.
    pub(in crate::source) fn states_moment(&self) -> bool {
        self.as_of.is_some()
    }

    /// Returns the latest moment that a clock of the page may mean, by a publisher's clock that runs ahead.
    pub(super) fn latest(&self) -> DateTime<Utc> {
        let last = self.last();
        last.checked_add_signed(TimeDelta::minutes(super::context::SKEW_MINUTES))
            .unwrap_or(last)
    }
}
