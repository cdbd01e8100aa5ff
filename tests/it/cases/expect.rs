//! What a table expects of a page.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::read::{self, Outcome};

/// What a reader should get; what is not said is not asked.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Expected {
    /// The page holds no live blog.
    refused: bool,
    /// Words of all that is said, in lower case.
    said: Words,
    /// Words of the whole output.
    whole: Words,
    count: Option<usize>,
    count_min: usize,
    /// Each update's time in UTC, newest first.
    times: Option<Vec<Option<String>>>,
    /// The times of some updates by their places.
    time: BTreeMap<usize, String>,
    /// The first day that an update may be of.
    none_before: Option<String>,
    /// Updates by their headlines, with their times.
    by_title: Vec<(String, Option<String>)>,
    titles: Option<Vec<String>>,
    titles_begin: Vec<String>,
    titles_sorted: Option<Vec<String>>,
    titles_lack: Vec<String>,
    title_starts: BTreeMap<usize, String>,
    text: BTreeMap<usize, Words>,
    /// Words of all that is said of an update.
    item: BTreeMap<usize, Words>,
    url: BTreeMap<usize, String>,
    url_starts: BTreeMap<usize, String>,
    /// Who wrote each update, newest first.
    authors: Option<Vec<Vec<String>>>,
    /// What no author's name holds.
    authors_lack: Vec<String>,
    /// How many pictures updates have.
    pictures: BTreeMap<usize, usize>,
}

/// What a text holds.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Words {
    starts: String,
    has: Vec<String>,
    has_one: Vec<String>,
    any: Vec<String>,
    lacks: Vec<String>,
    without: Vec<String>,
    once: Option<String>,
    at_most_once: Option<String>,
}

impl Words {
    fn wrong_in(&self, text: &str) -> Option<String> {
        let one_of = |words: &[String]| words.is_empty() || words.iter().any(|w| text.contains(w));
        let count =
            |words: &Option<String>| words.as_ref().map(|words| text.matches(words).count());
        let right = text.starts_with(&self.starts)
            && self.has.iter().all(|words| text.contains(words))
            && one_of(&self.has_one)
            && one_of(&self.any)
            && !self.lacks.iter().any(|words| text.contains(words))
            && !text
                .split_whitespace()
                .any(|word| self.without.iter().any(|other| other == word))
            && count(&self.once).is_none_or(|count| count == 1)
            && count(&self.at_most_once).is_none_or(|count| count <= 1);
        (!right).then(|| format!("{self:?} does not hold of {text:?}"))
    }
}

impl Expected {
    /// Tells what is wrong, if anything is.
    pub fn wrong_in(&self, got: &Outcome) -> Option<String> {
        let items = got.items();
        if self.refused != matches!(got, Outcome::Refused(_)) {
            return Some(format!("said: {}", first(&got.said())));
        }
        let said = got.said();
        self.said
            .wrong_in(&said.to_lowercase())
            .or_else(|| self.whole.wrong_in(&said))
            .or_else(|| self.wrong_times(items))
            .or_else(|| self.wrong_titles(items))
            .or_else(|| self.wrong_authors(items))
            .or_else(|| self.wrong_contents(items))
    }

    fn wrong_authors(&self, items: &[Value]) -> Option<String> {
        let authors: Vec<Vec<&str>> = items.iter().map(authors).collect();
        let right = self
            .authors
            .as_ref()
            .is_none_or(|expected| *expected == authors)
            && !authors
                .iter()
                .flatten()
                .any(|name| self.authors_lack.iter().any(|words| name.contains(words)));
        (!right).then(|| format!("authors {authors:?}"))
    }

    fn wrong_times(&self, items: &[Value]) -> Option<String> {
        let times: Vec<Option<String>> = items.iter().map(read::time).collect();
        let titles = titles(items);
        let of = |title: &String| {
            let place = titles.iter().position(|other| *other == title)?;
            times.get(place).cloned().flatten()
        };
        let right = self
            .times
            .as_ref()
            .is_none_or(|expected| *expected == times)
            && self
                .time
                .iter()
                .all(|(place, at)| times.get(*place).cloned().flatten().as_ref() == Some(at))
            && self.by_title.iter().all(|(title, at)| of(title) == *at)
            && self.none_before.as_ref().is_none_or(|day| {
                times
                    .iter()
                    .all(|at| at.as_ref().is_some_and(|at| at >= day))
            });
        (!right).then(|| format!("times {times:?} of {titles:?}"))
    }

    fn wrong_titles(&self, items: &[Value]) -> Option<String> {
        let titles = titles(items);
        let mut sorted = titles.clone();
        sorted.sort_unstable();
        let right = self.count.is_none_or(|count| items.len() == count)
            && items.len() >= self.count_min
            && self
                .titles
                .as_ref()
                .is_none_or(|expected| *expected == titles)
            && self
                .titles_sorted
                .as_ref()
                .is_none_or(|expected| *expected == sorted)
            && titles.len() >= self.titles_begin.len()
            && self
                .titles_begin
                .iter()
                .zip(&titles)
                .all(|(expected, title)| expected == title)
            && !self
                .titles_lack
                .iter()
                .any(|words| titles.iter().any(|t| t.contains(words)))
            && self.title_starts.iter().all(|(place, words)| {
                titles
                    .get(*place)
                    .is_some_and(|title| title.starts_with(words))
            });
        (!right).then(|| format!("headlines {titles:?}"))
    }

    fn wrong_contents(&self, items: &[Value]) -> Option<String> {
        let nothing = Value::Null;
        let item = |place: &usize| items.get(*place).unwrap_or(&nothing);
        let text = |place: &usize| item(place)["content_text"].as_str().unwrap_or_default();
        let url = |place: &usize| item(place)["url"].as_str().unwrap_or_default();
        let pictures = |place: &usize| item(place)["_newswire"]["images"].as_array().map(Vec::len);
        let texts = self
            .text
            .iter()
            .find_map(|(place, words)| words.wrong_in(text(place)));
        let whole = self
            .item
            .iter()
            .find_map(|(place, words)| words.wrong_in(&item(place).to_string()));
        let urls = self
            .url
            .iter()
            .find(|(place, expected)| url(place) != **expected);
        let starts = self
            .url_starts
            .iter()
            .find(|(place, start)| !url(place).starts_with(*start));
        let seen = self
            .pictures
            .iter()
            .find(|(place, count)| pictures(place) != Some(**count));
        texts
            .or(whole)
            .or_else(|| {
                urls.or(starts)
                    .map(|(place, _)| format!("address {}", url(place)))
            })
            .or_else(|| seen.map(|(place, _)| format!("pictures of {}", item(place))))
    }
}

fn titles(items: &[Value]) -> Vec<&str> {
    let titles = items.iter().map(|item| item["title"].as_str());
    titles.map(Option::unwrap_or_default).collect()
}

fn authors(item: &Value) -> Vec<&str> {
    let authors = item["authors"].as_array();
    let names = authors
        .into_iter()
        .flatten()
        .map(|one| one["name"].as_str());
    names.map(Option::unwrap_or_default).collect()
}

fn first(text: &str) -> String {
    text.chars().take(300).collect()
}
