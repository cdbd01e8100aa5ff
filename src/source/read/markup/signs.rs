//! What speaks for a series of updates, and against it: signs that add up.
//!
//! No sign decides alone. "Live" in a title is evidence, not proof: diaries, deals and forums say it too; a series
//! that runs over weeks is none, unless the page's data calls it a live blog. Each sign has a name, which
//! `newswire check` prints with its weight.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use scraper::{ElementRef, Html};

use super::{
    comments,
    live::{self, Names},
    pointers,
    survey::Survey,
    times,
};
use crate::{
    model::{PageKind, WebUrl},
    source::{
        blog::Facts,
        claim::Account,
        dom::element::{self, Id, attr, attributes, letter_count, letters},
        field::{play, time::TimeContext},
        vocabulary::other,
    },
};

/// A reason to take a series for a live blog's updates, or not to; `weight` is below zero where it speaks against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source) struct Sign {
    pub(in crate::source) name: &'static str,
    pub(in crate::source) weight: i32,
}

/// So much must speak for a series: what a title that says "live blog" weighs, and one thing more.
const ENOUGH: i32 = 5;

/// The announcement of a live blog has fewer letters than this.
const ANNOUNCEMENT: usize = 2_500;

const fn sign(name: &'static str, weight: i32) -> Sign {
    Sign { name, weight }
}

// Proof, for itself enough.
const DATA_SAYS_LIVE: Sign = sign("the page's data calls it a live blog", 6);
const LIVE_LIST: Sign = sign("it stands in an amp-live-list", 6);
const SETTINGS: Sign = sign("the page has a live blog platform's settings", 6);
// What the page calls itself.
pub(super) const TITLE_SAYS_LIVE: Sign = sign("the title says that it is followed live", 4);
pub(super) const TITLE_LABEL: Sign = sign("the title is labelled as live", 3);
pub(super) const TITLE_HINTS: Sign = sign("the title has a word of live blogs", 2);
pub(super) const TITLE_SAYS_BLOG: Sign = sign("the title calls it a blog", 1);
pub(super) const ADDRESS_SAYS_LIVE: Sign = sign("the address says that it is followed live", 2);
pub(super) const ADDRESS_HINTS: Sign = sign("the address has a word of live blogs", 1);
pub(super) const LINE_SAYS_LIVE: Sign = sign("a line of the page says that it is followed live", 2);
const NAMED_LIVE: Sign = sign("its elements are named as a live blog's", 3);
// How the series is made.
const WITHIN_HOURS: Sign = sign("its times lie within hours of each other", 2);
const CLOCKS: Sign = sign("each begins with a clock", 2);
const MINUTES: Sign = sign("each begins with a minute of play", 3);
const NEWEST_FIRST: Sign = sign("the newest comes first", 1);
const OWN_LINKS: Sign = sign("each has an address of its own on this page", 1);
// What speaks against it.
pub(super) const TITLE_SAYS_OTHER: Sign = sign("the title names something else", -3);
const TYPE_SAYS_OTHER: Sign = sign("the page's data calls it something else", -4);
const NAMED_OTHER: Sign = sign("its elements are named as those of something else", -4);
const COMMENTS: Sign = sign("each can be answered, as readers' comments can", -8);
const READERS: Sign = sign("each is signed as readers sign", -8);
const LEADS_AWAY: Sign = sign("each leads to a page of its own", -8);
const OVER_DAYS: Sign = sign("a day and more lies between them", -4);
const OVER_WEEKS: Sign = sign("a week and more lies between them", -9);
const AHEAD: Sign = sign("it is about days to come", -9);
const VERSIONS: Sign = sign("its headlines are numbers of versions", -8);
const TIMETABLE: Sign = sign("its clocks rise by round minutes, as a timetable's", -4);
const PRICES: Sign = sign("it is marked up with prices or ratings", -5);
const ASIDE: Sign = sign("most of the page's text stands elsewhere", -4);
const ONE_HEADLINE: Sign = sign("all have the same headline", -4);

/// What speaks for a series and against it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::source) struct Judgement {
    signs: Vec<Sign>,
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

    /// Says what the series is where it is no live blog's: what weighs most against it.
    pub(in crate::source) fn instead(&self) -> Option<(PageKind, &'static str)> {
        if self.is_live() {
            return None;
        }
        let sentences = [
            (
                &[COMMENTS, READERS, ONE_HEADLINE][..],
                PageKind::Readers,
                "These are posts of readers and no live blog; give the address of a newsroom's own page.",
            ),
            (
                &[AHEAD],
                PageKind::Series,
                "This is a programme of what is to come and no live blog; give the live blog's own address once it runs.",
            ),
            (
                &[VERSIONS],
                PageKind::Series,
                "This is a list of releases and no live blog; check the address.",
            ),
            (
                &[LEADS_AWAY],
                PageKind::Listing,
                "This is a list of stories and no live blog; open the live blog from it and give that page's address.",
            ),
            (
                &[PRICES, NAMED_OTHER, TYPE_SAYS_OTHER],
                PageKind::Series,
                "This is a list of other things than news and no live blog; check the address.",
            ),
            (
                &[OVER_WEEKS, OVER_DAYS],
                PageKind::Series,
                "Days and weeks lie between the parts of this page, so it is an archive or a diary and no live blog; check the address.",
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

/// What a page says of all its series.
pub(in crate::source) struct PageSigns {
    names: Names,
    signs: Vec<Sign>,
    /// Letters of the page's paragraphs that are no comments.
    text: usize,
    /// Whether the page calls itself one article.
    is_article: bool,
}

impl PageSigns {
    /// Reads a page; `types` are the schema.org types that its data names.
    pub(in crate::source) fn of(
        survey: &Survey<'_>,
        facts: &Facts,
        base: Option<&WebUrl>,
        types: &[String],
    ) -> Self {
        let html = survey.html;
        let names = Names::of(html, facts, base);
        let mut signs = names.signs();
        if types.iter().any(|name| name == "LiveBlogPosting") {
            signs.push(DATA_SAYS_LIVE);
        }
        let own = types.iter().map(String::as_str);
        if own
            .chain(page_types(html))
            .any(|name| other::TYPES.contains(&name))
        {
            signs.push(TYPE_SAYS_OTHER);
        }
        if has_settings(html) {
            signs.push(SETTINGS);
        }
        Self {
            names,
            signs,
            text: survey.page().told,
            is_article: facts
                .meta(&["og:type"])
                .is_some_and(|kind| kind == "article")
                || types.iter().any(|name| name.ends_with("Article")),
        }
    }

    /// Tells whether the page has no more text than the announcement of something.
    pub(in crate::source) fn says_little(&self) -> bool {
        self.text < ANNOUNCEMENT
    }

    pub(in crate::source) fn names(&self) -> &Names {
        &self.names
    }

    /// Tells whether the page proves, before anything is found in it, that it is a live blog.
    pub(in crate::source) fn proves_live(&self) -> bool {
        let proofs = [DATA_SAYS_LIVE, SETTINGS];
        proofs.iter().any(|proof| self.signs.contains(proof))
    }

    /// Judges a series.
    pub(in crate::source) fn judge(
        &self,
        survey: &Survey<'_>,
        series: &[Account],
        base: Option<&WebUrl>,
        ctx: &TimeContext,
    ) -> Judgement {
        let mut judgement = Judgement {
            signs: self.signs.clone(),
        };
        let signs = &mut judgement.signs;
        let html = survey.html;
        let nodes: Vec<Id> = series.iter().filter_map(|c| c.node).collect();
        let blocks: Vec<ElementRef<'_>> = nodes
            .iter()
            .filter_map(|id| element::element(html, *id))
            .collect();
        let most = |count: usize| count * 10 > series.len() * 6;
        let blocks_that =
            |is: &dyn Fn(ElementRef<'_>) -> bool| blocks.iter().filter(|block| is(**block)).count();
        if live::names_itself_live(html, &nodes) {
            signs.push(NAMED_LIVE);
        }
        if blocks
            .first()
            .is_some_and(|block| stands_in(*block, "amp-live-list"))
        {
            signs.push(LIVE_LIST);
        }
        if live::names_other(html, &nodes) {
            signs.push(NAMED_OTHER);
        }
        signs.extend(when(series, ctx));
        if most(series.iter().filter(|c| is_on_page(c, base)).count()) {
            signs.push(OWN_LINKS);
        }
        if most(blocks_that(&comments::can_be_answered)) {
            signs.push(COMMENTS);
        }
        if most(blocks_that(&comments::is_signed_by_reader)) {
            signs.push(READERS);
        }
        let away = series
            .iter()
            .filter(|c| pointers::leads_away(html, c, base));
        if away.count() * 2 > series.len() {
            signs.push(LEADS_AWAY);
        }
        if most(blocks_that(&|block| is_ahead(block, ctx.now))) && !signs.contains(&AHEAD) {
            signs.push(AHEAD);
        }
        if most(series.iter().filter(|c| is_version(&c.headline)).count()) {
            signs.push(VERSIONS);
        }
        if most(blocks_that(&has_price)) {
            signs.push(PRICES);
        }
        if has_one_headline(series) {
            signs.push(ONE_HEADLINE);
        }
        let own: usize = nodes.iter().map(|id| survey.below(*id).told).sum();
        let told: usize = series.iter().map(|c| letter_count(&c.body.text())).sum();
        if self.is_article && self.text > own.max(told) * 3 {
            signs.push(ASIDE);
        }
        judgement
    }
}

/// The types that the page's own elements give the page as a whole.
fn page_types(html: &Html) -> impl Iterator<Item = &str> {
    let elements = html.tree.nodes().filter_map(ElementRef::wrap);
    elements
        .filter(|e| matches!(e.value().name(), "html" | "body" | "main"))
        .filter_map(|e| attr(e, "itemtype"))
        .filter_map(|kind| kind.rsplit('/').next())
}

/// Names of settings that live blog platforms leave in a page's scripts.
const PLATFORMS: &[&str] = &["liveblog_settings", "easy_liveblogs", "elb_options"];

fn has_settings(html: &Html) -> bool {
    let elements = html.tree.nodes().filter_map(ElementRef::wrap);
    elements
        .filter(|e| e.value().name() == "script")
        .flat_map(|script| script.children())
        .filter_map(|child| child.value().as_text())
        .any(|program| PLATFORMS.iter().any(|name| program.contains(name)))
}

fn stands_in(found: ElementRef<'_>, name: &str) -> bool {
    let mut around = found.ancestors().filter_map(ElementRef::wrap);
    around.any(|up| up.value().name() == name)
}

/// With fewer times nothing is known of their distance.
const TIMES: usize = 3;
/// Updates follow each other closer than this.
const HOURS: TimeDelta = TimeDelta::hours(3);
/// A live blog does not sleep longer than this between two updates, and so on through all of it.
const DAY: TimeDelta = TimeDelta::hours(23);
const WEEK: TimeDelta = TimeDelta::days(6);

/// What the times of a series say.
fn when(series: &[Account], ctx: &TimeContext) -> Vec<Sign> {
    let mut signs = Vec::new();
    let stamps = series.iter().filter_map(|c| c.published.as_ref());
    let times: Vec<DateTime<Utc>> = stamps.map(|stamp| stamp.utc()).collect();
    let clocks = series.iter().filter(|c| c.clock.is_some()).count();
    let minutes = series
        .iter()
        .filter(|c| play::minute(&c.headline).is_some());
    if minutes.count() * 10 > series.len() * 6 {
        signs.push(MINUTES);
    } else if clocks >= TIMES.min(series.len()) && clocks * 10 > series.len() * 6 {
        signs.push(CLOCKS);
    } else if times.len() >= TIMES {
        signs.extend(distance(&times));
    }
    if is_timetable(series) {
        signs.push(TIMETABLE);
    }
    let falls = times.is_sorted_by(|newer, older| newer >= older);
    if times.len() >= TIMES && falls && times.first() > times.last() {
        signs.push(NEWEST_FIRST);
    }
    let soon = ctx.now + TimeDelta::minutes(30);
    if times.iter().filter(|at| **at > soon).count() * 5 > series.len() {
        signs.push(AHEAD);
    }
    signs
}

/// Fewer clocks may be round by chance.
const ROUND: usize = 4;

/// Tells whether the clocks of a series rise, and all by steps of five minutes.
fn is_timetable(series: &[Account]) -> bool {
    let clocks: Vec<(u32, u32)> = series
        .iter()
        .filter_map(|c| clock_of(c.clock.as_ref()?.raw.as_str()))
        .collect();
    clocks.len() >= ROUND
        && clocks.len() == series.len()
        && clocks.is_sorted()
        && clocks.first() < clocks.last()
        && clocks.iter().all(|(_, minute)| minute % 5 == 0)
}

/// Reads hour and minute of a clock as a page shows it.
fn clock_of(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|number| !number.is_empty());
    let hour = numbers.next()?.parse().ok()?;
    let minute = numbers.next()?.parse().ok()?;
    Some((hour, minute))
}

/// What lies between dated updates. Live blogs rest, for nights and for days; but a quarter of their updates, at
/// least, follow each other closely.
fn distance(times: &[DateTime<Utc>]) -> Option<Sign> {
    let gaps = times.windows(2).map(|two| (two[1] - two[0]).abs());
    let mut gaps: Vec<TimeDelta> = gaps.collect();
    gaps.sort_unstable();
    let (close, middle) = (gaps[gaps.len() / 4], gaps[gaps.len() / 2]);
    if close >= WEEK {
        Some(OVER_WEEKS)
    } else if close >= DAY {
        Some(OVER_DAYS)
    } else {
        (middle < HOURS).then_some(WITHIN_HOURS)
    }
}

/// Tells whether an update's address is a place on this page.
fn is_on_page(candidate: &Account, base: Option<&WebUrl>) -> bool {
    let Some(own) = candidate.permalink.as_ref() else {
        return false;
    };
    let page = base.map(WebUrl::without_fragment);
    own.as_url().fragment().is_some() && page.is_none_or(|page| own.without_fragment() == page)
}

/// How much of a block is asked for a year to come, in bytes.
const DATELINE: usize = 80;

/// Tells whether a block is dated in the future: with a machine's date, or with a year that is still to come.
fn is_ahead(block: ElementRef<'_>, now: DateTime<Utc>) -> bool {
    let after = (now + TimeDelta::days(1)).format("%Y-%m-%d").to_string();
    let parts = block.descendants().filter_map(ElementRef::wrap);
    let dated = parts
        .flat_map(attributes)
        .filter(|(name, _)| *name == "content" || times::may_hold_time(name))
        .any(|(_, value)| {
            let day = value.trim().get(..10);
            day.is_some_and(|day| is_date(day) && day > after.as_str())
        });
    dated || {
        let line = element::first_line(block, DATELINE);
        let mut numbers = line.split(|c: char| !c.is_ascii_digit());
        let this: i32 = now.format("%Y").to_string().parse().unwrap_or(i32::MAX);
        numbers.any(|number| {
            let year = number.parse().unwrap_or(0);
            number.len() == 4 && (this + 1..this + 4).contains(&year)
        })
    }
}

fn is_date(text: &str) -> bool {
    let mut bytes = text.bytes().enumerate();
    bytes.all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    })
}

/// Tells whether a headline is the number of a version: "v2.9.0", "Release 1.4", "Version 12.1 (beta)".
fn is_version(headline: &str) -> bool {
    let mut words = headline.split_whitespace().take(4);
    let is_number = |word: &str| {
        let number = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        let number = number.strip_prefix(['v', 'V']).unwrap_or(number);
        let mut parts = number.split('.');
        let first = parts.next().unwrap_or_default();
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let rest: Vec<&str> = parts.collect();
        is_digits(first)
            && !rest.is_empty()
            && rest
                .iter()
                .all(|part| part.starts_with(|c: char| c.is_ascii_digit()))
            && (rest.len() >= 2 || word.starts_with(['v', 'V']))
    };
    let is_name = |word: &str| matches!(word.to_ascii_lowercase().as_str(), "version" | "release");
    match (words.next(), words.next()) {
        (Some(first), _) if is_number(first) => true,
        (Some(first), Some(second)) if is_name(first) => {
            second.starts_with(|c: char| c.is_ascii_digit())
        }
        (Some(_), Some(second)) => is_number(second),
        _ => false,
    }
}

/// Tells whether a block is marked up with a price or a rating.
fn has_price(block: ElementRef<'_>) -> bool {
    let mut parts = block.descendants().filter_map(ElementRef::wrap);
    parts.any(|part| {
        let marked = |value: &str| {
            matches!(
                value,
                "price" | "offers" | "ratingValue" | "reviewRating" | "aggregateRating"
            )
        };
        attr(part, "itemprop").is_some_and(marked)
            || element::has_name_word(part, |word| matches!(word, "price" | "prices" | "rating"))
    })
}

/// Tells whether all updates have one headline, as the answers of a forum have.
fn has_one_headline(series: &[Account]) -> bool {
    let headlines: Vec<String> = series.iter().map(|c| letters(&c.headline)).collect();
    let told = headlines.iter().filter(|text| !text.is_empty()).count();
    let different: HashSet<&str> = headlines
        .iter()
        .map(|text| text.strip_prefix("re").unwrap_or(text))
        .filter(|text| !text.is_empty())
        .collect();
    told >= TIMES && told == series.len() && different.len() == 1
}

#[cfg(test)]
mod tests;
