//! Years and days of the calendars that pages write: Gregorian, Buddhist, Persian.

use chrono::{Datelike, NaiveDate, TimeDelta};

/// What the Buddhist calendar of Thailand is ahead, in years.
const BUDDHIST: u32 = 543;
/// What the calendar of Taiwan is behind, in years.
pub(super) const MINGUO: u32 = 1911;
/// The years in which live blogs exist, and those that pages announce.
const YEARS: std::ops::Range<u32> = 1990..2100;

/// Tells whether a number of four digits is a year of news in one of the calendars.
pub(super) fn is_year(year: u32) -> bool {
    YEARS.contains(&year) || is_buddhist(year) || is_persian(year)
}

fn is_buddhist(year: u32) -> bool {
    year.checked_sub(BUDDHIST)
        .is_some_and(|year| YEARS.contains(&year))
}

/// Tells whether a year is one of the Persian calendar: 1369 began in 1990.
pub(super) fn is_persian(year: u32) -> bool {
    (1369..1479).contains(&year)
}

/// Makes a day of its parts, in the calendar that the year belongs to.
pub(super) fn day(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    if is_persian(year) {
        return persian(year, month, day);
    }
    let year = if is_buddhist(year) {
        year - BUDDHIST
    } else {
        year
    };
    let year = Some(year).filter(|year| YEARS.contains(year))?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// Returns the Persian year that a day lies in.
pub(super) fn persian_year(day: NaiveDate) -> Option<u32> {
    let year = u32::try_from(day.year()).ok()?.checked_sub(621)?;
    let begins = new_year(year)?;
    Some(if day < begins { year - 1 } else { year })
}

/// Makes a day of the Persian calendar: six months of 31 days, then months of 30.
fn persian(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let length = if month <= 6 { 31 } else { 30 };
    if !(1..=12).contains(&month) || !(1..=length).contains(&day) {
        return None;
    }
    let before = (month - 1) * 31 - month.saturating_sub(7);
    new_year(year)?.checked_add_signed(TimeDelta::days(i64::from(before + day - 1)))
}

/// Returns the day on which a Persian year begins: the cycle of 33 years with eight leap years holds for our age.
fn new_year(year: u32) -> Option<NaiveDate> {
    let is_leap = |year: u32| matches!(year % 33, 1 | 5 | 9 | 13 | 17 | 22 | 26 | 30);
    // 1 Farvardin 1369 was 21 March 1990.
    let first = NaiveDate::from_ymd_opt(1990, 3, 21)?;
    let past = (1369..year).fold(0_i64, |days, year| {
        days + if is_leap(year) { 366 } else { 365 }
    });
    first.checked_add_signed(TimeDelta::days(past))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_other_calendars_are_those_of_ours() {
        for (parts, expected) in [
            ((2025, 8, 7), "2025-08-07"),
            ((2568, 8, 7), "2025-08-07"),
            ((1404, 5, 16), "2025-08-07"),
            ((1404, 1, 1), "2025-03-21"),
            ((1403, 12, 30), "2025-03-20"),
            ((1399, 1, 1), "2020-03-20"),
            ((1402, 7, 1), "2023-09-23"),
        ] {
            let (year, month, of_month) = parts;
            assert_eq!(
                day(year, month, of_month).map(|d| d.to_string()).as_deref(),
                Some(expected)
            );
        }
        assert_eq!(day(2025, 2, 30), None);
        assert_eq!(day(1404, 7, 31), None);
        assert_eq!(day(1789, 7, 14), None);
        assert_eq!(
            persian_year(NaiveDate::from_ymd_opt(2025, 3, 20).unwrap()),
            Some(1403)
        );
        assert_eq!(
            persian_year(NaiveDate::from_ymd_opt(2025, 8, 7).unwrap()),
            Some(1404)
        );
    }
}
