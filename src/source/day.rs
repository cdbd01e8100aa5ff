//! What completes the times of a page: its publisher's zone, its language, and the day that it was last changed.
//!
//! A page's own datelines, offsets and settings tell its zone before its country does. Its day is, in this order: the
//! newest that its head, its data or the line beside its headline gives for a change; one in its title; one in its
//! address; the day of publication, where that is long past.

mod moment;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use scraper::{ElementRef, Html};
use serde_json::Value;

use super::{
    Page, blog,
    dom::element::{self, attr},
    field::time::{self, Hints, LONG_PAST, Reading, Stated, TimeContext},
    read::{markup, values},
    vocabulary,
};
use crate::model::{Stamp, TimeBasis, WebUrl};

/// Where pages say when they were last changed.
const CHANGED: &[&str] = &[
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "article:modified",
    "lastmod",
    "last-modified",
    "last-updated",
    "date.modified",
    "dc.date.modified",
    "dcterms.modified",
    "datemodified",
    "revised",
];
/// Where pages say when they were published.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "og:pubdate",
    "pubdate",
    "publishdate",
    "publish-date",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
];
/// How deep the descriptions of a page are nested in its data.
const DEPTH: usize = 4;
/// How many elements around the headline may hold the page's own time.
const AROUND: usize = 60;

/// Makes the context of a page's times; `told` is the zone that a recipe names for the page's host.
pub(super) fn times(
    page: &Page,
    html: &Html,
    facts: &blog::Facts,
    scripts: &[Value],
    told: Option<Tz>,
) -> TimeContext {
    let locale = facts.meta(&["og:locale"]);
    let hints = Hints {
        host: page.address.map(WebUrl::host),
        language: facts.language.as_deref(),
        locale: locale.as_deref(),
    };
    let mut ctx = super::times(page, &hints);
    if let Some(zone) = told {
        ctx.set_zone(zone);
    }
    let datelines: Vec<String> = markup::times::datelines(html).collect();
    ctx.learn_order(datelines.iter());
    ctx.learn_zone(datelines.iter());
    let said = Said::of(html, facts, scripts, &ctx);
    let unsure = ctx.is_zone_guessed();
    let told = setting(html, unsure);
    if let Some(zone) = told.or_else(|| said.zone(ctx.zone).filter(|_| unsure)) {
        ctx.set_zone(zone);
    }
    let zone = ctx.zone_or_utc();
    let local = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
    let title = || {
        facts
            .title
            .as_deref()
            .and_then(|title| named_day(title, &ctx))
    };
    let address = || page.address.and_then(address_day);
    let begun = said.published.map(local).or(said.shown_publication);
    let long_past = |day: &NaiveDate| local(page.fetched_at) - *day > TimeDelta::days(LONG_PAST);
    let last = ctx.last_day();
    ctx.page_date = said
        .changed
        .map(local)
        .or(said.shown_change)
        .or_else(title)
        .or_else(address)
        .or_else(|| begun.filter(long_past))
        .filter(|day| *day <= last);
    ctx.begun = said.published;
    moment::tell(&said, html, scripts, &mut ctx);
    ctx
}

/// What a page says of its own times.
#[derive(Default)]
struct Said {
    changed: Option<DateTime<Utc>>,
    published: Option<DateTime<Utc>>,
    /// The newest day that the head shows for a change, and for the publication.
    shown_change: Option<NaiveDate>,
    shown_publication: Option<NaiveDate>,
    /// The newest date of a change, to the day where no more is told.
    newest_change: Stated,
    /// The newest date of publication, likewise.
    newest_publication: Stated,
    /// The offsets east of UTC with which it says so, in seconds; UTC, which says nothing, is left out.
    offsets: Vec<(DateTime<Utc>, i32)>,
}

impl Said {
    fn of(html: &Html, facts: &blog::Facts, scripts: &[Value], ctx: &TimeContext) -> Self {
        let mut said = Self::default();
        for (names, is_change) in [(CHANGED, true), (PUBLISHED, false)] {
            for text in names.iter().filter_map(|name| facts.meta(&[name])) {
                said.hear(&text, is_change, ctx);
            }
        }
        for script in scripts {
            said.hear_data(script, DEPTH, ctx);
        }
        for found in beside_headline(html) {
            let is_time = found.value().name() == "time";
            match attr(found, "datetime").filter(|_| is_time) {
                Some(text) => said.hear(text, true, ctx),
                None => said.see(shown_day(found, ctx)),
            }
        }
        said
    }

    fn hear(&mut self, text: &str, is_change: bool, ctx: &TimeContext) {
        let Some(stamp) = past(text, ctx) else {
            return;
        };
        let offset = stamp.at.offset().local_minus_utc();
        if offset != 0 && !text.trim_end().ends_with(['Z', 'z']) {
            self.offsets.push((stamp.utc(), offset));
        }
        if is_change {
            self.newest_change.hear(&stamp);
            self.changed = self.changed.max(Some(stamp.utc()));
            return;
        }
        self.newest_publication.hear(&stamp);
        if !time::is_coarse(&stamp) {
            self.published = self.published.max(Some(stamp.utc()));
        }
    }

    /// Takes notice of a day that the page shows in its head.
    fn see(&mut self, shown: Option<(NaiveDate, bool)>) {
        let Some((day, is_change)) = shown else {
            return;
        };
        if is_change {
            self.shown_change = self.shown_change.max(Some(day));
            self.newest_change.hear_day(day);
        } else {
            self.shown_publication = self.shown_publication.max(Some(day));
            self.newest_publication.hear_day(day);
        }
    }

    /// Hears what JSON-LD says of the page; what it says of updates is theirs.
    fn hear_data(&mut self, value: &Value, depth: usize, ctx: &TimeContext) {
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        match value {
            Value::Array(items) => items
                .iter()
                .for_each(|item| self.hear_data(item, depth, ctx)),
            Value::Object(members) => {
                let of_page = ["Article", "Posting", "WebPage", "Report", "Event"];
                let kind = values::member(value, "@type").unwrap_or_default();
                if of_page.iter().any(|name| kind.contains(name)) {
                    for (key, is_change) in [("dateModified", true), ("datePublished", false)] {
                        if let Some(text) = values::member(value, key) {
                            self.hear(&text, is_change, ctx);
                        }
                    }
                }
                for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    if let Some(inner) = members.get(key) {
                        self.hear_data(inner, depth, ctx);
                    }
                }
            }
            _ => {}
        }
    }

    /// Returns a zone that has the offsets of the page's own times, where the guessed one has not.
    fn zone(&self, guess: Option<Tz>) -> Option<Tz> {
        let agrees = |zone: Tz| {
            use chrono::{Offset, TimeZone};
            self.offsets.iter().all(|(at, offset)| {
                let own = zone.offset_from_utc_datetime(&at.naive_utc()).fix();
                own.local_minus_utc() == *offset
            })
        };
        let (_, offset) = *self.offsets.first()?;
        if guess.is_some_and(agrees) {
            return guess;
        }
        // POSIX counts these westward.
        let whole =
            (offset % 3_600 == 0).then(|| format!("Etc/GMT{:+}", -offset / 3_600).parse().ok());
        whole.flatten().filter(|zone| agrees(*zone))
    }
}

/// Reads a machine-readable date; what lies ahead is no change that has come.
fn past(text: &str, ctx: &TimeContext) -> Option<Stamp> {
    let stamp = time::parse_machine(text, TimeBasis::Markup, ctx)?;
    (stamp.utc() <= ctx.now + TimeDelta::minutes(10)).then_some(stamp)
}

/// Reads the zone that site software keeps in its settings: `"timezone_string":"Europe/London"`. Names that other
/// programs use as well are believed where nothing else tells the zone.
fn setting(html: &Html, unsure: bool) -> Option<Tz> {
    const NAMES: &[&str] = &["timezone_string", "timezoneString"];
    const OTHERS: &[&str] = &["timeZone", "timezone", "time_zone"];
    let names = || NAMES.iter().chain(OTHERS.iter().filter(|_| unsure));
    let scripts = html.tree.nodes().filter_map(ElementRef::wrap);
    let scripts = scripts.filter(|e| e.value().name() == "script");
    let texts = scripts.flat_map(|script| script.text().collect::<Vec<_>>());
    let after = |text: &str, name: &str| {
        let at = text.find(name)?;
        let rest = text.get(at + name.len()..)?;
        let rest = rest.trim_start_matches(['"', '\'', ':', ' ', '\\', '=']);
        let end = rest.find(['"', '\'', ',', '\\'])?;
        let zone = rest
            .get(..end)
            .filter(|zone| zone.contains('/') && zone.len() < 40)?;
        zone.parse().ok()
    };
    texts
        .into_iter()
        .find_map(|text| names().find_map(|name| after(text, name)))
}

/// Lists the elements around the page's headline, before its first update.
fn beside_headline(html: &Html) -> Vec<ElementRef<'_>> {
    let mut elements = html.tree.nodes().filter_map(ElementRef::wrap);
    let Some(heading) = elements.find(|e| e.value().name() == "h1") else {
        return Vec::new();
    };
    let head = element::parent(heading).into_iter().chain(
        element::parent(heading)
            .and_then(element::parent)
            .filter(|e| e.value().name() == "header"),
    );
    let Some(head) = head.last() else {
        return Vec::new();
    };
    let inside = head.descendants().filter_map(ElementRef::wrap).take(AROUND);
    // An update ends the head.
    let before = inside.take_while(|e| !matches!(e.value().name(), "article" | "li" | "h2" | "h3"));
    before.collect()
}

/// The longest line that is a date, in bytes.
const DATE: usize = 80;

/// Reads the day that an element shows and nothing else, with its year: "Julkaistu 3.3.2026"; and whether it is said
/// to be that of a change.
fn shown_day(found: ElementRef<'_>, ctx: &TimeContext) -> Option<(NaiveDate, bool)> {
    let text = element::short_text(found, DATE)?;
    let day = match ctx.whole(&text)? {
        Reading::Day(day) => day,
        Reading::Stamp(stamp) => stamp.at.date_naive(),
        Reading::Clock(_) => return None,
    };
    let mut words = text.split(|c: char| !c.is_alphabetic());
    let is_change = words.any(|word| {
        let word = word.to_lowercase();
        vocabulary::all(vocabulary::text::CHANGED).any(|known| known == word)
    });
    (day <= ctx.last_day()).then_some((day, is_change))
}

/// Reads the day that a title names, with its year: "Bridge closed: 7 August 2025 as it happened".
fn named_day(title: &str, ctx: &TimeContext) -> Option<NaiveDate> {
    let day = match time::find(title, ctx)?.reading {
        Reading::Day(day) => day,
        Reading::Stamp(stamp) if stamp.basis == TimeBasis::Text => stamp.at.date_naive(),
        Reading::Stamp(_) | Reading::Clock(_) => return None,
    };
    title.contains(&day.year().to_string()).then_some(day)
}

/// Reads the day in an address: `/2025/08/07/`, `/2025/aug/07/`, `-2025-08-07-`, `-20250807`.
fn address_day(address: &WebUrl) -> Option<NaiveDate> {
    let path = address.as_url().path();
    let parts: Vec<&str> = path.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let three = parts.windows(3).find_map(|parts| {
        let [year, month, day] = parts else {
            return None;
        };
        let is_number =
            |part: &str, digits| part.len() <= digits && part.bytes().all(|b| b.is_ascii_digit());
        if year.len() != 4 || !is_number(year, 4) || day.is_empty() || !is_number(day, 2) {
            return None;
        }
        let month = if is_number(month, 2) {
            month.parse().ok()?
        } else {
            month_of(month)?
        };
        news_day(year.parse().ok()?, month, day.parse().ok()?)
    });
    three.or_else(|| {
        parts.iter().find_map(|part| {
            let digits = part.len() == 8 && part.bytes().all(|b| b.is_ascii_digit());
            let (year, rest) = part.split_at_checked(4).filter(|_| digits)?;
            let (month, day) = rest.split_at_checked(2)?;
            news_day(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        })
    })
}

fn news_day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).filter(|day| (1995..2100).contains(&day.year()))
}

/// Returns the number of an English month in an address.
fn month_of(name: &str) -> Option<u32> {
    let month: chrono::Month = name.parse().ok()?;
    Some(month.number_from_month())
}

#[cfg(test)]
mod tests;
