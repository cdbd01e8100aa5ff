//! Looks for what speaks for a series of updates, and against it.

use std::collections::HashSet;

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use scraper::{ElementRef, Html};

use super::{
    comments,
    judgement::{
        ADDRESS_SAYS_OTHER, AHEAD, ASIDE, CLOCKS, CODE, COMMENTS, DATA_SAYS_LIVE, Judgement,
        LEADS_AWAY, LIVE_LIST, MINUTES, NAMED_LIVE, NAMED_OTHER, NEWEST_FIRST, ONE_HEADLINE,
        OVER_DAYS, OVER_WEEKS, OWN_LINKS, PRICES, READERS, SETTINGS, Sign, TIMETABLE,
        TITLE_SAYS_OTHER, TYPE_SAYS_OTHER, UNTIMED, VERSIONS, WITHIN_A_DAY, WITHIN_HOURS,
    },
    live::{self, Names},
    pointers,
    survey::Survey,
    times,
};
use crate::{
    model::WebUrl,
    source::{
        blog::Facts,
        claim::Account,
        dom::element::{self, Id, attr, attributes, letters},
        field::{play, time::TimeContext},
        read::jsonld::length,
        vocabulary::other,
    },
};

/// The announcement of a live blog has fewer letters than this.
const ANNOUNCEMENT: usize = 2_500;

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
            text: survey.page().told(),
            is_article: facts
                .meta(&["og:type"])
                .is_some_and(|kind| kind == "article")
                || types.iter().any(|name| name.ends_with("Article")),
        }
    }

    /// Writes what the page says of itself, a line each, where no series of it was judged; nothing where it says nothing.
    pub(in crate::source) fn lines(&self) -> Vec<String> {
        if self.signs.is_empty() {
            return Vec::new();
        }
        let judgement = Judgement {
            signs: self.signs.clone(),
        };
        let mut lines = vec!["nothing in it is repeated as updates are".to_owned()];
        lines.extend(judgement.lines());
        lines
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
        let most = series.len() * 6 / 10 + 1;
        let most_blocks =
            |is: &dyn Fn(ElementRef<'_>) -> bool| at_least(most, &blocks, |block| is(*block));
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
        // Live blogs without times are rare, and so are those named for what they are not.
        let others = [TITLE_SAYS_OTHER, ADDRESS_SAYS_OTHER, NAMED_OTHER];
        if others.iter().any(|other| signs.contains(other)) && !series.iter().any(is_timed) {
            signs.push(UNTIMED);
        }
        if at_least(most, series, |c| is_on_page(c, base)) {
            signs.push(OWN_LINKS);
        }
        if most_blocks(&comments::can_be_answered) {
            signs.push(COMMENTS);
        }
        if most_blocks(&comments::is_signed_by_reader) {
            signs.push(READERS);
        }
        let away = |c: &Account| pointers::leads_away(html, c, base);
        let begun = |c: &Account| pointers::goes_on_elsewhere(html, c, base);
        let nearly_all = (series.len() * 9).div_ceil(10);
        if at_least(series.len() / 2 + 1, series, away) || at_least(nearly_all, series, begun) {
            signs.push(LEADS_AWAY);
        }
        let ahead = Ahead::of(ctx.now);
        if !signs.contains(&AHEAD) && most_blocks(&|block| ahead.dates(block)) {
            signs.push(AHEAD);
        }
        if at_least(most, series, |c| is_version(&c.headline)) {
            signs.push(VERSIONS);
        }
        if most_blocks(&has_price) {
            signs.push(PRICES);
        }
        if most_blocks(&|block| holds_named(block, "code")) {
            signs.push(CODE);
        }
        if has_one_headline(series) {
            signs.push(ONE_HEADLINE);
        }
        let own: usize = nodes.iter().map(|id| survey.below(*id).told()).sum();
        let told: usize = series.iter().map(|c| length(&c.body)).sum();
        if self.is_article && self.text > own.max(told) * 3 {
            signs.push(ASIDE);
        }
        judgement
    }
}

/// Tells whether so many are such; asks no more of them than it takes to know.
fn at_least<T>(needed: usize, of: &[T], is: impl Fn(&T) -> bool) -> bool {
    let mut missing = needed;
    for (at, one) in of.iter().enumerate() {
        if missing == 0 || missing > of.len() - at {
            break;
        }
        missing -= usize::from(is(one));
    }
    missing == 0
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
        .any(|program| PLATFORMS.iter().any(|name| holds(program, name)))
}

/// Searches a program, which may be most of a page, quickly.
fn holds(program: &str, name: &str) -> bool {
    memchr::memmem::find(program.as_bytes(), name.as_bytes()).is_some()
}

fn stands_in(found: ElementRef<'_>, name: &str) -> bool {
    let mut around = found.ancestors().filter_map(ElementRef::wrap);
    around.any(|up| up.value().name() == name)
}

/// With fewer times nothing is known of their distance.
const TIMES: usize = 3;
/// Updates follow each other closer than this.
const HOURS: TimeDelta = TimeDelta::hours(3);
/// Or than this, where little happens.
const HALF_DAY: TimeDelta = TimeDelta::hours(12);
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
        .filter(|c| play::is_label(&c.label) || play::minute(&c.headline).is_some());
    let are_minutes = play::are_labels(series.iter().map(|c| c.label.as_str()));
    if minutes.count() * 10 > series.len() * 6 && are_minutes {
        signs.push(MINUTES);
    } else if clocks >= TIMES.min(series.len()) && clocks * 10 > series.len() * 6 {
        signs.push(CLOCKS);
        // Clocks that stand beside their days can lie far apart: "21.04.2024 | 3:18" is how long a film is.
        if times.len() >= TIMES {
            signs.extend(distance(&times).filter(|sign| sign.weight < 0));
        }
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
    } else if middle < HOURS {
        Some(WITHIN_HOURS)
    } else {
        (middle < HALF_DAY).then_some(WITHIN_A_DAY)
    }
}

/// Tells whether an update says when it was published, or at which minute of play.
fn is_timed(update: &Account) -> bool {
    update.is_timed() || !update.label.is_empty()
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

/// What lies ahead of a moment, as blocks write it.
struct Ahead {
    /// The last day that does not, by ISO 8601.
    last: String,
    years: std::ops::Range<i32>,
}

impl Ahead {
    fn of(now: DateTime<Utc>) -> Self {
        let last = now + TimeDelta::days(1);
        Self {
            last: last.format("%Y-%m-%d").to_string(),
            years: now.year() + 1..now.year() + 4,
        }
    }

    /// Tells whether a block is dated ahead: with a machine's date, or with a year that is still to come.
    fn dates(&self, block: ElementRef<'_>) -> bool {
        let parts = block.descendants().filter_map(ElementRef::wrap);
        let dated = parts.flat_map(attributes).any(|(name, value)| {
            let day = value.trim().get(..10);
            day.is_some_and(|day| is_date(day) && day > self.last.as_str())
                && (name == "content" || times::may_hold_time(name))
        });
        dated || {
            let line = element::first_line(block, DATELINE);
            let mut numbers = line.split(|c: char| !c.is_ascii_digit());
            numbers.any(|number| {
                number.len() == 4 && number.parse().is_ok_and(|year| self.years.contains(&year))
            })
        }
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

/// Tells whether an element of that name stands in a block.
fn holds_named(block: ElementRef<'_>, name: &str) -> bool {
    let mut inside = block.descendants().filter_map(ElementRef::wrap);
    inside.any(|found| found.value().name() == name)
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
