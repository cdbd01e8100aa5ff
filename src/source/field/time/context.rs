//! What is known of a page before its times are read.

use chrono::{DateTime, FixedOffset, NaiveDate, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::{
    Tongue,
    answers::Answers,
    places::{self, Hints},
};

/// How far ahead of the reader a publisher's clock may run before a time is not believed, in minutes.
pub(super) const SKEW_MINUTES: i64 = 10;

/// The moment of reading, the publisher's zone and the page's date: what an incomplete time is completed from.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent facts about a page"
)]
pub struct TimeContext {
    /// The moment of reading.
    pub now: DateTime<Utc>,
    /// When the page was saved, as its file tells; `None` where it was fetched just now.
    pub(in crate::source) saved: Option<DateTime<Utc>>,
    /// The moment as of which a saved page is read, where it states one.
    pub(in crate::source) as_of: Option<DateTime<Utc>>,
    /// Whether it states no more of that moment than the day.
    pub(in crate::source) as_of_day: bool,
    /// The publisher's zone; `None` where nothing tells, and then UTC stands in.
    pub zone: Option<Tz>,
    /// The day of the page's newest update in the publisher's zone; `None` where nothing tells.
    pub page_date: Option<NaiveDate>,
    /// Whether the zone is no more than what the page's language makes likely.
    pub(in crate::source) guessed: bool,
    /// Whether the publisher writes the month before the day in numeric dates.
    pub month_first: bool,
    /// Whether the publisher writes the month before the day where the year is left out, as East Asia does.
    pub(in crate::source) month_before_day: bool,
    /// The language that the page's words of time are read in first.
    pub(in crate::source) tongue: Tongue,
    /// When the page says that it was published: its updates are no older.
    pub(in crate::source) begun: Option<DateTime<Utc>>,
    /// What texts that are times as a whole were found to say, and texts with a time in them.
    pub(in crate::source) whole: Answers,
    pub(in crate::source) found: Answers,
}

impl TimeContext {
    /// Makes a context that knows nothing but the moment of reading.
    #[must_use]
    pub fn new(now: DateTime<Utc>) -> Self {
        Self {
            now,
            saved: None,
            as_of: None,
            as_of_day: false,
            zone: None,
            guessed: false,
            page_date: None,
            month_first: false,
            month_before_day: false,
            tongue: Tongue::default(),
            begun: None,
            whole: Answers::default(),
            found: Answers::default(),
        }
    }

    /// Keeps what is found in texts from now on, as nothing will change any more of how they are read.
    pub(in crate::source) fn settle(&mut self) {
        self.whole = Answers::kept();
        self.found = Answers::kept();
    }

    /// Makes the context of a page; the host's country is asked first, then the region of its locale, then its
    /// language.
    #[must_use]
    pub fn for_page(now: DateTime<Utc>, hints: &Hints) -> Self {
        let told = places::zone_of_country(hints);
        let home = told.or_else(|| places::zone_of_language(hints));
        let tag = hints.language.or(hints.locale).unwrap_or_default();
        Self {
            zone: home.map(|home| home.zone),
            guessed: told.is_none_or(|home| home.has_others),
            month_first: places::writes_month_first(hints),
            month_before_day: places::writes_year_first(tag),
            tongue: Tongue::of(tag),
            ..Self::new(now)
        }
    }

    /// Tells whether the zone is unknown, or no more than likely.
    pub(in crate::source) fn is_zone_guessed(&self) -> bool {
        self.guessed || self.zone.is_none()
    }

    /// Takes the zone that the page itself tells.
    pub(in crate::source) fn set_zone(&mut self, zone: Tz) {
        self.zone = Some(zone);
        self.guessed = false;
    }

    /// Returns the publisher's zone, or UTC where nothing tells.
    #[must_use]
    pub fn zone_or_utc(&self) -> Tz {
        self.zone.unwrap_or(Tz::UTC)
    }

    /// Returns how many minutes the publisher's clocks are ahead of UTC at a moment.
    pub(in crate::source) fn offset_minutes(&self, at: DateTime<Utc>) -> i64 {
        let local = in_zone(at, self.zone_or_utc());
        i64::from(local.offset().local_minus_utc()) / 60
    }

    /// Returns the day as of which the page is read, in the publisher's zone.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.day_of(self.moment())
    }

    /// Returns the day of reading in the publisher's zone: no update is of a later one.
    pub(in crate::source) fn last_day(&self) -> NaiveDate {
        self.day_of(self.now)
    }

    fn day_of(&self, at: DateTime<Utc>) -> NaiveDate {
        // Neither comes from the page's text unless it is past: both are far from the ends of the calendar.
        in_zone(at, self.zone_or_utc()).date_naive()
    }
}

/// Returns an instant with the offset of a zone; UTC where the result would leave the calendar.
pub(super) fn in_zone(at: DateTime<Utc>, zone: Tz) -> DateTime<FixedOffset> {
    let offset = zone.offset_from_utc_datetime(&at.naive_utc()).fix();
    let local = TimeDelta::seconds(offset.local_minus_utc().into());
    let fits = at.naive_utc().checked_add_signed(local).is_some();
    at.with_timezone(&if fits { offset } else { Utc.fix() })
}
