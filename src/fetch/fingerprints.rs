//! What is remembered of the last reading in full, and how long it may stand for a page that says the same.
//!
//! A fingerprint does not see everything ([`Fingerprint`] says what). So it spares readings only for a while: after
//! three minutes or six polls, whichever comes first, and where a page grows or shrinks a lot, it is read in full.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::source::Fingerprint;

/// How long a reading may stand for later bytes.
const TRUSTED: Duration = Duration::from_mins(3);
/// For how many polls it may.
const POLLS: u32 = 6;
/// A page that differs by more than one part in so many of its length is read in full.
const GROWTH: usize = 4;

/// The last reading in full.
#[derive(Debug)]
pub(super) struct FingerprintCache {
    print: Fingerprint,
    at: DateTime<Utc>,
    bytes: usize,
    spared: u32,
}

impl FingerprintCache {
    /// Remembers a page that was just read; `None` where its bytes have no fingerprint.
    pub(super) fn of(page: &[u8], at: DateTime<Utc>) -> Option<Self> {
        Some(Self {
            print: Fingerprint::of(page)?,
            at,
            bytes: page.len(),
            spared: 0,
        })
    }

    /// Tells whether a page says what was read last, so that it need not be read; counts how often that was so.
    pub(super) fn stands_for(&mut self, page: &[u8], at: DateTime<Utc>) -> bool {
        // A clock that was set back tells nothing of the reading's age.
        let recent = (at - self.at).to_std().is_ok_and(|age| age < TRUSTED);
        let alike = page.len().abs_diff(self.bytes) <= self.bytes / GROWTH;
        let stands =
            recent && alike && self.spared + 1 < POLLS && Fingerprint::of(page) == Some(self.print);
        self.spared += u32::from(stands);
        stands
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn page(token: &str, words: &str) -> Vec<u8> {
        format!(
            "<meta content={token}><script type=application/ld+json>{{\"liveBlogUpdate\":[]}}</script><p>{words}"
        )
        .into_bytes()
    }

    fn start() -> DateTime<Utc> {
        DateTime::from_timestamp(1_754_538_540, 0).unwrap()
    }

    #[test]
    fn a_reading_stands_for_the_same_words_and_no_others() {
        let mut fingerprints =
            FingerprintCache::of(&page("a", "The pier is safe"), start()).unwrap();
        let later = start() + TimeDelta::seconds(30);
        assert!(fingerprints.stands_for(&page("b", "The pier is safe"), later));
        assert!(!fingerprints.stands_for(&page("b", "The pier is shut"), later));
        let long = "c".repeat(400);
        assert!(!fingerprints.stands_for(&page(&long, "The pier is safe"), later));
        assert!(FingerprintCache::of(b"<p>The pier is safe", start()).is_none());
    }

    #[test]
    fn one_poll_in_six_is_read_in_full() {
        let same = page("a", "The pier is safe");
        let mut fingerprints = FingerprintCache::of(&same, start()).unwrap();
        let spared = (1..=9).filter(|n| {
            let at = start() + TimeDelta::seconds(*n);
            fingerprints.stands_for(&same, at)
        });
        assert_eq!(spared.count(), 5);
    }

    #[test]
    fn three_minutes_are_the_longest_that_a_reading_stands() {
        let same = page("a", "The pier is safe");
        for (seconds, stands) in [(0, true), (179, true), (180, false), (-1, false)] {
            let mut fingerprints = FingerprintCache::of(&same, start()).unwrap();
            let at = start() + TimeDelta::seconds(seconds);
            assert_eq!(fingerprints.stands_for(&same, at), stands, "{seconds} s");
        }
    }
}
