//! What the headers of an answer say of time: how long it is fresh, and when its server may be asked again.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use reqwest::header::{self, HeaderMap, HeaderName};

use super::until::LONGEST;

/// Returns a header that is plain text.
pub(super) fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned)
}

/// Returns how long an answer is fresh from its origin on: `max-age`, whichever line of `Cache-Control` holds it, else
/// what `Expires` lies behind `Date` (RFC 9111, 4.2.1). `None` where it says nothing.
pub(super) fn lifetime(headers: &HeaderMap) -> Option<u32> {
    let lines = headers.get_all(header::CACHE_CONTROL).into_iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    let directives = lines.flat_map(|line| line.split(','));
    let (mut said, mut revalidates) = (None, false);
    for directive in directives {
        let directive = directive.trim().to_ascii_lowercase();
        revalidates |= matches!(directive.as_str(), "no-cache" | "no-store");
        let age = directive.strip_prefix("max-age=");
        said = said.max(age.and_then(|age| seconds(age.trim_matches('"'))));
    }
    if revalidates {
        return Some(0);
    }
    said.or_else(|| expires(headers))
}

fn expires(headers: &HeaderMap) -> Option<u32> {
    let said = text(headers, &header::EXPIRES)?;
    // What is no date, `0` above all, is past (RFC 9111, 5.3).
    let seconds = httpdate::parse_http_date(said.trim()).map_or(0, |until| {
        let wait = until.duration_since(sent(headers));
        wait.unwrap_or_default().as_secs()
    });
    Some(u32::try_from(seconds).unwrap_or(u32::MAX))
}

/// Returns how much of a lifetime is left: an answer may have lain in caches for a part of it.
pub(super) fn fresh_for(lifetime: u32, headers: &HeaderMap) -> Duration {
    Duration::from_secs(lifetime.saturating_sub(age(headers)).into())
}

/// Returns how many seconds an answer lay in caches.
fn age(headers: &HeaderMap) -> u32 {
    let said = text(headers, &header::AGE);
    said.and_then(|age| seconds(&age)).unwrap_or(0)
}

/// Returns what the server's clock shows: `Date` and what passed since (`Age`; RFC 9111, 4.2.3).
pub(super) fn server_time(headers: &HeaderMap) -> Option<DateTime<Utc>> {
    let passed = Duration::from_secs(age(headers).into());
    date(headers, &header::DATE)?
        .checked_add(passed)
        .map(DateTime::from)
}

/// Reads `Retry-After` in both forms (RFC 9110, 10.2.3), cut to a day.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let said = text(headers, &header::RETRY_AFTER)?;
    let wait = if let Some(seconds) = seconds(&said) {
        Duration::from_secs(seconds.into())
    } else {
        let until = httpdate::parse_http_date(said.trim()).ok()?;
        until.duration_since(sent(headers)).unwrap_or_default()
    };
    Some(wait.min(LONGEST))
}

/// Returns when an answer was sent, which the dates in it count from.
#[expect(
    clippy::disallowed_methods,
    reason = "an HTTP date without the server's own clock beside it"
)]
fn sent(headers: &HeaderMap) -> SystemTime {
    date(headers, &header::DATE).unwrap_or_else(SystemTime::now)
}

fn date(headers: &HeaderMap, name: &HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(text(headers, name)?.trim()).ok()
}

/// Reads a number of seconds; one that is too large is the largest (RFC 9111, 1.2.2).
fn seconds(said: &str) -> Option<u32> {
    let digits = said.trim();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn freshness_is_found_wherever_it_is_said() {
        const DATE: (&str, &str) = ("date", "Thu, 07 Aug 2025 04:00:00 GMT");
        const EXPIRES: (&str, &str) = ("expires", "Thu, 07 Aug 2025 04:02:00 GMT");
        for (lines, expected) in [
            (vec![], None),
            (vec![("cache-control", "public, max-age=60")], Some(60)),
            (
                vec![("cache-control", "Max-Age=\"60\""), ("age", "45")],
                Some(15),
            ),
            (
                vec![("cache-control", "max-age=60"), ("age", "90")],
                Some(0),
            ),
            (
                vec![("cache-control", "public"), ("cache-control", "max-age=60")],
                Some(60),
            ),
            (
                vec![("cache-control", "max-age=99999999999999999999")],
                Some(u64::from(u32::MAX)),
            ),
            (vec![("cache-control", "max-age=soon")], None),
            (vec![("cache-control", "max-age=60, no-cache")], Some(0)),
            (vec![("cache-control", "no-store"), EXPIRES, DATE], Some(0)),
            (vec![EXPIRES, DATE], Some(120)),
            (vec![EXPIRES, DATE, ("cache-control", "max-age=5")], Some(5)),
            (vec![EXPIRES, DATE, ("age", "20")], Some(100)),
            (vec![("expires", "0"), DATE], Some(0)),
            (
                vec![EXPIRES, ("date", "Thu, 07 Aug 2025 05:00:00 GMT")],
                Some(0),
            ),
        ] {
            let headers = headers(&lines);
            let left = lifetime(&headers).map(|lifetime| fresh_for(lifetime, &headers).as_secs());
            assert_eq!(left, expected, "{lines:?}");
        }
    }

    #[test]
    fn a_wait_that_is_asked_for_is_never_longer_than_a_day() {
        const DAY: u64 = 24 * 3600;
        for (said, expected) in [
            ("120", Some(120)),
            (" 0", Some(0)),
            ("18446744073709551615", Some(DAY)),
            ("18446744073709551616", Some(DAY)),
            ("1000000000000", Some(DAY)),
            ("Thu, 07 Aug 2025 04:01:00 GMT", Some(60)),
            ("Fri, 31 Dec 9999 23:59:59 GMT", Some(DAY)),
            ("Thu, 07 Aug 2025 03:00:00 GMT", Some(0)),
            ("-5", None),
            ("soon", None),
        ] {
            let date = ("date", "Thu, 07 Aug 2025 04:00:00 GMT");
            let mut headers = headers(&[date]);
            headers.append("retry-after", said.parse().unwrap());
            assert_eq!(
                retry_after(&headers).map(|wait| wait.as_secs()),
                expected,
                "{said}"
            );
        }
    }
}
