//! A recipe's text: TOML, every problem named with its line.

use chrono_tz::Tz;
use scraper::Selector;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{Hosts, Problem, Recipe, Selection};
use crate::model::{Clean, Positions};

/// The keys of a recipe.
const KEYS: [&str; 9] = [
    "body", "byline", "drop", "entry", "headline", "hosts", "id", "time", "zone",
];
/// The keys of a place in an update.
const PLACE_KEYS: [&str; 2] = ["attribute", "selector"];
/// Most bytes of one selector: matching costs its length at every element.
const SELECTOR: usize = 1_000;
/// Most selectors and hosts in one list.
const LIST: usize = 100;

/// How many problems are told in full. Looking for the key that may be meant costs far more than reading.
const MOST_TOLD: usize = 100;

/// A problem at a byte of the text.
type Flaw = (usize, String);

/// Parses a recipe.
///
/// # Errors
/// Names all that is wrong, in the order of the lines.
pub(super) fn recipe(name: &str, text: &str) -> Result<Recipe, Vec<Problem>> {
    let mut flaws = Vec::new();
    let recipe = match DeTable::parse(text) {
        Ok(table) => Some(read(name, table.get_ref(), &mut flaws)),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            flaws.push((at, format!("this is not TOML, {}", error.message())));
            None
        }
    };
    if let Some(recipe) = recipe.filter(|_| flaws.is_empty()) {
        return Ok(recipe);
    }
    flaws.sort_by_key(|(at, _)| *at);
    let more = flaws.len().saturating_sub(MOST_TOLD);
    let mut positions = Positions::of(text);
    let problem = |line, what: &str| Problem {
        file: Clean::line(name),
        line,
        what: Clean::line(what),
    };
    let told = flaws.iter().take(MOST_TOLD);
    let told = told.map(|(at, what)| problem(Some(positions.at(*at).line), what));
    let mut problems: Vec<Problem> = told.collect();
    if more > 0 {
        problems.push(problem(None, &format!("{more} more things are wrong")));
    }
    Err(problems)
}

fn read(name: &str, table: &DeTable, flaws: &mut Vec<Flaw>) -> Recipe {
    let mut entry = None;
    let mut hosts = None;
    let (mut id, mut time, mut headline, mut byline) = (None, None, None, None);
    let (mut body, mut drop, mut zone) = (None, None, None);
    let mut lines: Vec<_> = table.iter().collect();
    lines.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in lines {
        let read = match key.get_ref().as_ref() {
            "entry" => selector("entry", value).map(|read| entry = Some(read)),
            "hosts" => list("hosts", value, host).map(|read| hosts = Some(read)),
            "id" => place("id", value).map(|read| id = Some(read)),
            "time" => place("time", value).map(|read| time = Some(read)),
            "headline" => place("headline", value).map(|read| headline = Some(read)),
            "byline" => place("byline", value).map(|read| byline = Some(read)),
            "body" => selector("body", value).map(|read| body = Some(read)),
            "drop" => list("drop", value, selector).map(|read| drop = Some(read)),
            "zone" => time_zone(value).map(|read| zone = Some(read)),
            unknown if flaws.len() < MOST_TOLD => {
                Err((key.span().start, no_such_key(unknown, &KEYS)))
            }
            unknown => Err((key.span().start, format!("unknown key {unknown}"))),
        };
        flaws.extend(read.err());
    }
    let parts = |key: &str| !matches!(key, "hosts" | "zone");
    let has = |name: &str| table.keys().any(|key| key.get_ref().as_ref() == name);
    // A zone is told of pages that the rules for any page read right; everything else is a part of an update.
    let tells_zone = has("zone") && !table.keys().any(|key| parts(key.get_ref().as_ref()));
    if !has("entry") && !tells_zone {
        let what = "entry is missing, the CSS selector of an update".to_owned();
        flaws.push((0, what));
    }
    let own = || vec![name.trim_end_matches(".toml").to_ascii_lowercase()];
    Recipe {
        name: Clean::line(name),
        hosts: Hosts::Named(hosts.unwrap_or_else(own)),
        entry,
        id,
        time,
        headline,
        byline,
        body,
        drop: drop.unwrap_or_default(),
        zone,
    }
}

/// Reads a place: a selector in quotes, or a table with a selector, an attribute, or both.
fn place(key: &str, value: &Spanned<DeValue>) -> Result<Selection, Flaw> {
    let table = match value.get_ref() {
        DeValue::String(_) => {
            return Ok(Selection {
                selector: Some(selector(key, value)?),
                attribute: None,
            });
        }
        DeValue::Table(table) if !table.is_empty() => table,
        _ => {
            let what = format!(
                "{key} must be a CSS selector in quotes, or a table of selector and attribute"
            );
            return Err((value.span().start, what));
        }
    };
    let mut place = Selection::default();
    for (name, value) in table {
        match name.get_ref().as_ref() {
            "selector" => place.selector = Some(selector(key, value)?),
            "attribute" => place.attribute = Some(attribute(key, value)?),
            unknown => return Err((name.span().start, no_such_key(unknown, &PLACE_KEYS))),
        }
    }
    Ok(place)
}

fn selector(key: &str, value: &Spanned<DeValue>) -> Result<Selector, Flaw> {
    let at = value.span().start;
    let text = value.get_ref().as_str().unwrap_or_default();
    if text.trim().is_empty() {
        return Err((at, format!("{key} must be a CSS selector in quotes")));
    }
    if text.len() > SELECTOR {
        let what = format!("the selector of {key} is longer than {SELECTOR} bytes");
        return Err((at, what));
    }
    // The parser's own words speak to its authors.
    Selector::parse(text).map_err(|_| (at, format!("{key} is no CSS selector: {text}")))
}

fn attribute(key: &str, value: &Spanned<DeValue>) -> Result<String, Flaw> {
    let text = value.get_ref().as_str().map(str::trim).unwrap_or_default();
    if text.is_empty() || text.contains(|c: char| c.is_whitespace() || "\"'<>/=".contains(c)) {
        let what = format!("the attribute of {key} must be a name in quotes");
        return Err((value.span().start, what));
    }
    // The parser of pages makes names lower case (HTML standard, 13.2.5.33).
    Ok(text.to_ascii_lowercase())
}

fn host(key: &str, value: &Spanned<DeValue>) -> Result<String, Flaw> {
    let text = value.get_ref().as_str().map(str::trim).unwrap_or_default();
    let is_host = !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
    if !is_host {
        let what =
            format!("{key} must be names such as \"news.example\", without https:// and path");
        return Err((value.span().start, what));
    }
    Ok(text.to_ascii_lowercase())
}

/// Reads one value, or a list of them.
fn list<T>(
    key: &str,
    value: &Spanned<DeValue>,
    one: impl Fn(&str, &Spanned<DeValue>) -> Result<T, Flaw>,
) -> Result<Vec<T>, Flaw> {
    match value.get_ref() {
        DeValue::Array(values) if values.len() > LIST => {
            let what = format!("{key} has more than {LIST} parts");
            Err((value.span().start, what))
        }
        DeValue::Array(values) => values.iter().map(|value| one(key, value)).collect(),
        _ => one(key, value).map(|one| vec![one]),
    }
}

fn time_zone(value: &Spanned<DeValue>) -> Result<Tz, Flaw> {
    let text = value.get_ref().as_str().unwrap_or_default();
    text.parse().map_err(|_| {
        let what = "zone must be a name of the IANA time zone database, such as \"Europe/London\"";
        (value.span().start, what.to_owned())
    })
}

fn no_such_key(name: &str, keys: &[&str]) -> String {
    match similar::get_close_matches(name, keys, 1, 0.6).first() {
        Some(nearest) => format!("unknown key {name} (did you mean {nearest}?)"),
        None => format!("unknown key {name}; known are {}", keys.join(", ")),
    }
}
