//! The signs that speak for a series of updates and against it, and what they add up to.
//!
//! No sign decides alone. "Live" in a title is evidence, not proof: diaries, deals and forums say it too; a series
//! that runs over weeks is none, unless the page's data calls it a live blog. Each sign has a name, which
//! `newswire check` prints with its weight.

use crate::model::PageKind;

/// A reason to take a series for a live blog's updates, or not to; `weight` is below zero where it speaks against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source) struct Sign {
    pub(in crate::source) name: &'static str,
    pub(in crate::source) weight: i32,
}

/// So much must speak for a series: what a title that says "live blog" weighs, and one thing more.
const ENOUGH: i32 = 5;

const fn sign(name: &'static str, weight: i32) -> Sign {
    Sign { name, weight }
}

// Proof, for itself enough.
pub(super) const DATA_SAYS_LIVE: Sign = sign("the page's data calls it a live blog", 6);
pub(super) const LIVE_LIST: Sign = sign("it stands in an amp-live-list", 6);
pub(super) const SETTINGS: Sign = sign("the page has a live blog platform's settings", 6);
// What the page calls itself.
pub(super) const TITLE_SAYS_LIVE: Sign = sign("the title says that it is followed live", 4);
pub(super) const TITLE_LABEL: Sign = sign("the title is labelled as live", 3);
pub(super) const TITLE_HINTS: Sign = sign("the title has a word of live blogs", 2);
pub(super) const TITLE_SAYS_BLOG: Sign = sign("the title calls it a blog", 1);
pub(super) const ADDRESS_SAYS_LIVE: Sign = sign("the address says that it is followed live", 2);
pub(super) const ADDRESS_HINTS: Sign = sign("the address has a word of live blogs", 1);
pub(super) const LINE_SAYS_LIVE: Sign = sign("a line of the page says that it is followed live", 2);
pub(super) const NAMED_LIVE: Sign = sign("its elements are named as a live blog's", 3);
// How the series is made.
pub(super) const WITHIN_HOURS: Sign = sign("its times lie within hours of each other", 2);
pub(super) const WITHIN_A_DAY: Sign = sign("its times lie within a day of each other", 1);
pub(super) const CLOCKS: Sign = sign("each begins with a clock", 2);
pub(super) const MINUTES: Sign = sign("each begins with a minute of play", 3);
pub(super) const NEWEST_FIRST: Sign = sign("the newest comes first", 1);
pub(super) const OWN_LINKS: Sign = sign("each has an address of its own on this page", 1);
pub(super) const SENTENCES: Sign = sign("each is a sentence", 1);
pub(super) const PARTED_BY_DAYS: Sign = sign("headings of days stand among them", 1);
// What speaks against it.
pub(super) const TITLE_SAYS_OTHER: Sign = sign("the title names something else", -3);
pub(super) const ADDRESS_SAYS_OTHER: Sign = sign("the address names something else", -2);
pub(super) const TYPE_SAYS_OTHER: Sign = sign("the page's data calls it something else", -4);
pub(super) const NAMED_OTHER: Sign = sign("its elements are named as those of something else", -4);
pub(super) const COMMENTS: Sign = sign("each can be answered, as readers' comments can", -8);
pub(super) const READERS: Sign = sign("each is signed as readers sign", -8);
pub(super) const LEADS_AWAY: Sign = sign("each leads to a page of its own", -8);
pub(super) const OVER_DAYS: Sign = sign("a day and more lies between them", -4);
pub(super) const OVER_WEEKS: Sign = sign("a week and more lies between them", -9);
pub(super) const AHEAD: Sign = sign("it is about days to come", -9);
pub(super) const VERSIONS: Sign = sign("its headlines are numbers of versions", -8);
pub(super) const TIMETABLE: Sign = sign("its clocks rise by round minutes, as a timetable's", -4);
pub(super) const PRICES: Sign = sign("it is marked up with prices or ratings", -5);
pub(super) const CODE: Sign = sign("each shows program code", -8);
pub(super) const ASIDE: Sign = sign("most of the page's text stands elsewhere", -4);
pub(super) const UNTIMED: Sign = sign("what is named as something else has no time in it", -3);
pub(super) const SHORT: Sign = sign("each is one short line", -2);
pub(super) const FIGURES: Sign = sign("each is mostly figures", -6);
pub(super) const ONE_HEADLINE: Sign = sign("all have the same headline", -4);

/// What speaks for a series and against it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::source) struct Judgement {
    pub(super) signs: Vec<Sign>,
}

impl Judgement {
    /// Tells whether the series is a live blog's.
    pub(in crate::source) fn is_live(&self) -> bool {
        self.score() >= ENOUGH
    }

    /// Tells whether no series was there to judge: a live blog that is announced may have no updates yet.
    pub(in crate::source) fn leaves_room(&self) -> bool {
        self.signs.is_empty()
    }

    /// Adds up what speaks for the series and against it.
    pub(in crate::source) fn score(&self) -> i32 {
        self.signs.iter().map(|sign| sign.weight).sum()
    }

    /// Adds what else speaks for the series or against it.
    pub(super) fn add(&mut self, signs: Vec<Sign>) {
        self.signs.extend(signs);
    }

    /// Says what the series is where it is no live blog's: what weighs most against it.
    pub(in crate::source) fn instead(&self) -> Option<(PageKind, &'static str)> {
        if self.is_live() {
            return None;
        }
        let sentences = [
            (
                &[COMMENTS, READERS, ONE_HEADLINE][..],
                PageKind::Readers,
                "These are readers' posts, not a live blog; give the address of a newsroom's own page.",
            ),
            (
                &[AHEAD],
                PageKind::Series,
                "This is a programme of coming events, not a live blog; give the live blog's own address once it runs.",
            ),
            (
                &[VERSIONS],
                PageKind::Series,
                "This is a list of releases, not a live blog; check the address.",
            ),
            (
                &[LEADS_AWAY],
                PageKind::Listing,
                "This is a list of stories, not a live blog; open the live blog from it and give that page's address.",
            ),
            (
                &[PRICES, CODE, NAMED_OTHER, TYPE_SAYS_OTHER],
                PageKind::Series,
                "This is a list of other things, not a live blog; check the address.",
            ),
            (
                &[OVER_WEEKS, OVER_DAYS],
                PageKind::Series,
                "Days and weeks lie between the parts of this page, so it is an archive or a diary, not a live blog; check the address.",
            ),
        ];
        let mut told = sentences.into_iter();
        told.find(|(signs, ..)| signs.iter().any(|sign| self.signs.contains(sign)))
            .map(|(_, kind, why)| (kind, why))
    }

    /// Writes the signs, a line each, and what they add up to; nothing where there was nothing to judge.
    pub(in crate::source) fn lines(&self) -> Vec<String> {
        if self.signs.is_empty() {
            return Vec::new();
        }
        let each = self.signs.iter();
        let mut lines: Vec<String> = each
            .map(|sign| format!("{:+}: {}", sign.weight, sign.name))
            .collect();
        lines.push(format!("{:+} in all, {ENOUGH:+} is enough", self.score()));
        lines
    }
}
