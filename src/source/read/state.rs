//! Application state: the data that a page's own scripts draw it from, found by its shape.
//!
//! Wherever a page keeps its updates as data, they are a group of objects of which each has an id, a time and a
//! text. Nothing here knows a framework: scripts, assignments and encoded strings are read as JSON, and every group
//! of objects in them is looked at.

mod attributes;
mod content;
mod elements;
mod groups;
mod header;
mod references;
mod rich;

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::{
    model::{Author, Block, Body, Clean, LiveBlog, Marks, Stamp, TimeBasis, WebUrl, Witness},
    source::{
        budget::Budget,
        claim::{Account, Claim, Rule, Testimony},
        dom::{entities, links},
        field::{
            body, byline,
            time::{self, TimeContext},
        },
        json,
        read::{jsonld::length, values},
        vocabulary::members,
    },
};

use groups::{GROUP, Group, Named, collect};

/// How deep state is searched.
const DEPTH: usize = 24;
/// How deep an update is searched for its text.
const TEXT_DEPTH: usize = 12;
/// Fewer say nothing by their order.
const ORDERED: usize = 3;
/// A shorter string holds no updates.
const ENCODED: usize = 1_000;
/// A shorter script holds no updates, but it may hold a piece of a stream of them.
const SCRIPT: usize = 250;
const PIECE: &str = ".push([1,";
/// Letters that an update of state has at least, in the middle of its group.
const LETTERS: usize = 60;

/// Reads a JSON document, such as the answer of a publisher's interface.
pub(in crate::source) fn from_document(
    value: &Value,
    base: Option<&WebUrl>,
    ctx: &TimeContext,
    budget: &Budget,
) -> Option<Testimony> {
    let testimony = read(&[value], base, 1, ctx, budget)?;
    let blog = held_page(value, HOLDERS).unwrap_or_default();
    Some(Testimony { blog, ..testimony })
}

/// How deep a document may hold what it says of the blog.
const HOLDERS: usize = 3;
/// An object with more members is a map of many things.
const MEMBERS: usize = 200;

/// What a document says of the blog, in a member that is named as a blog is where not by itself.
fn held_page(value: &Value, depth: usize) -> Option<LiveBlog> {
    page(value).or_else(|| {
        let depth = depth.checked_sub(1)?;
        let object = value.as_object().filter(|object| object.len() <= MEMBERS)?;
        let rank = |name: &str| members::PAGES.iter().position(|known| *known == name);
        let holders = object.iter().filter(|(_, member)| member.is_object());
        let holders =
            holders.filter_map(|(name, member)| Some((rank(&members::bare(name))?, member)));
        let mut holders: Vec<_> = holders.collect();
        holders.sort_by_key(|(rank, _)| *rank);
        holders
            .into_iter()
            .find_map(|(_, member)| held_page(member, depth))
    })
}

/// Finds the markup that a document carries in one of its texts, as those do that fill a page further down.
pub(in crate::source) fn markup(value: &Value) -> Option<&str> {
    let mut longest = "";
    let mut rest = vec![value];
    while let Some(value) = rest.pop() {
        match value {
            Value::String(text) if text.len() > longest.len() && text.contains("</") => {
                longest = text;
            }
            Value::Array(list) => rest.extend(list),
            Value::Object(object) => rest.extend(object.values()),
            _ => {}
        }
    }
    (!longest.is_empty()).then_some(longest)
}

/// Reads the state that a page's scripts carry.
pub(in crate::source) fn from_page(
    page: &str,
    base: Option<&WebUrl>,
    ctx: &TimeContext,
    budget: &Budget,
) -> Option<Testimony> {
    let mut values = scripts(page, budget.room());
    values.extend(attributes::values(page, budget.room()));
    let rows = json::streamed(&mut values, budget.room());
    let values = values.into_iter().chain(rows).map(json::unpacked);
    let values: Vec<Value> = values.map(references::resolved).collect();
    read(
        &values.iter().collect::<Vec<_>>(),
        base,
        LETTERS,
        ctx,
        budget,
    )
}

fn read(
    values: &[&Value],
    base: Option<&WebUrl>,
    letters_needed: usize,
    ctx: &TimeContext,
    budget: &Budget,
) -> Option<Testimony> {
    let groups = collect(values, DEPTH);
    let mut read: Vec<(usize, &Group<'_>, Vec<Account>)> = Vec::new();
    for group in &groups {
        let dated = group.objects.iter();
        let dated: Vec<_> = dated.filter(|(_, object)| may_be_dated(object)).collect();
        let fits = |(_, object): &&&Named<'_>| {
            let sizes = object.values().map(values::size);
            budget.record(sizes.sum())
        };
        let fitting = dated.iter().take_while(fits).count();
        let fitting = dated.get(..fitting).unwrap_or_default();
        let accounts: Vec<Account> = fitting
            .iter()
            .filter_map(|object| named_update(**object, base, ctx))
            .collect();
        let asked = group.objects.len() * fitting.len() / dated.len().max(1);
        let mut lengths: Vec<usize> = accounts.iter().map(|a| length(&a.body)).collect();
        lengths.sort_unstable();
        let middle = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
        let says_enough = middle >= letters_needed || group.live && in_order(&accounts);
        if accounts.len() >= GROUP && accounts.len() * 3 >= asked && says_enough {
            read.push((lengths.iter().sum(), group, accounts));
        }
    }
    // Of equal ones the first.
    let best = (0..read.len()).rev().max_by_key(|at| read[*at].0)?;
    let (_, group, mut accounts) = read.swap_remove(best);
    for (_, other, more) in read {
        if other.is_like(group) {
            join(&mut accounts, more, other);
        }
    }
    let blog = values
        .iter()
        .find_map(|value| page(value))
        .unwrap_or_default();
    Some(Testimony {
        by: Witness::State,
        accounts,
        blog,
        warnings: Vec::new(),
    })
}

/// Tells whether updates follow one another in time, each at a moment of its own.
fn in_order(accounts: &[Account]) -> bool {
    let times = accounts.iter().filter_map(|a| a.published.as_ref());
    let times: Vec<_> = times.map(|stamp| stamp.at).collect();
    times.len() >= ORDERED && (times.is_sorted_by(|a, b| a < b) || times.is_sorted_by(|a, b| a > b))
}

/// Adds what another group says: of the same updates how they are marked, and others that lie between them. What is
/// older stands on another page.
fn join(accounts: &mut Vec<Account>, more: Vec<Account>, group: &Group<'_>) {
    let name = members::bare(group.name);
    let (key_event, pinned) = (name.contains("keyevent"), name.contains("pinned"));
    let at = |account: &Account| account.published.as_ref().map(|stamp| stamp.at);
    let oldest = accounts.iter().filter_map(at).min();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (at, account) in accounts.iter().enumerate() {
        known.extend(account.keys.iter().map(|key| (key.clone(), at)));
    }
    for mut account in more {
        account.marks.key_event |= key_event;
        account.marks.pinned |= pinned;
        let same = account.keys.iter().find_map(|key| known.get(key));
        match same.and_then(|at| accounts.get_mut(*at)) {
            Some(same) => {
                let marks = Marks::or(*same.marks, *account.marks);
                same.marks = Claim::new(marks, rule("marks"));
            }
            None if at(&account) >= oldest => accounts.push(account),
            None => {}
        }
    }
}

/// What a document says of the blog beside its updates.
fn page(value: &Value) -> Option<LiveBlog> {
    let object = value.as_object()?;
    let line = |names: &[&str]| names.iter().find_map(|name| object.get(*name)?.as_str());
    let headline = line(&["headline", "webTitle", "title", "name"])?;
    Some(LiveBlog {
        headline: Clean::line_capped(headline, 500),
        standfirst: Clean::line_capped(
            &body::from_text_or_html(
                line(&["standfirst", "description", "trailText"]).unwrap_or_default(),
                None,
            )
            .text(),
            1000,
        ),
        ..LiveBlog::default()
    })
}

/// An object's members by their bare names, its own before those of what only holds others.
struct Members<'a>(Vec<(String, &'a Value)>);

impl<'a> Members<'a> {
    fn of(object: &'a Map<String, Value>) -> Self {
        let named = |(name, value): (&'a String, &'a Value)| (members::bare(name), value);
        let mut all: Vec<_> = object.iter().map(named).collect();
        let held = all
            .iter()
            .filter(|(name, _)| members::HOLDERS.contains(&name.as_str()));
        let held: Vec<_> = held.filter_map(|(_, value)| value.as_object()).collect();
        all.extend(held.into_iter().flatten().map(named));
        Self(all)
    }

    /// Finds the members of a role, best first.
    fn of_role(
        &self,
        role: &'static [&'static str],
    ) -> impl Iterator<Item = (&'static str, &'a Value)> {
        role.iter().flat_map(|name| {
            let members = self.0.iter().filter(move |(known, _)| known == name);
            members.map(move |(_, value)| (*name, *value))
        })
    }

    fn text(&self, role: &'static [&'static str]) -> Option<String> {
        self.of_role(role).find_map(|(_, value)| scalar(value))
    }

    fn is(&self, role: &'static [&'static str]) -> bool {
        self.of_role(role)
            .any(|(_, value)| value.as_bool() == Some(true))
    }

    fn stamp(&self, role: &'static [&'static str], ctx: &TimeContext) -> Option<Claim<Stamp>> {
        self.of_role(role).find_map(|(name, value)| {
            let mut text = scalar(value).or_else(|| moment(value))?;
            // WordPress names the zone in the member alone.
            if name.ends_with("gmt") && !text.ends_with('Z') {
                text.push('Z');
            }
            let stamp = time::parse_machine(&text, TimeBasis::Platform, ctx)?;
            let raw = Clean::default();
            Some(Claim::new(Stamp { raw, ..stamp }, rule(name)))
        })
    }
}

const fn rule(member: &'static str) -> Rule {
    Rule::of(Witness::State, member)
}

/// Reads an object as an update; `None` where it has no id, no time or no text.
pub(in crate::source) fn update(
    object: &Map<String, Value>,
    base: Option<&WebUrl>,
    ctx: &TimeContext,
) -> Option<Account> {
    named_update((None, object), base, ctx)
}

fn named_update(
    (name, object): Named<'_>,
    base: Option<&WebUrl>,
    ctx: &TimeContext,
) -> Option<Account> {
    let members = Members::of(object);
    let status = members
        .text(members::STATUS)
        .map(|status| members::bare(&status));
    if status.is_some_and(|status| members::UNPUBLISHED.contains(&status.as_str())) {
        return None;
    }
    let id = members
        .text(members::IDS)
        .or_else(|| name.map(str::to_owned))?;
    let published = members.stamp(members::PUBLISHED, ctx)?;
    let headline = members
        .of_role(members::HEADLINES)
        .find_map(|(name, value)| {
            let text = plain(value)?;
            Some(Claim::new(entities::unescaped(&text), rule(name)))
        });
    let header = object.get("header").filter(|header| !header.is_string());
    let headline =
        headline.or_else(|| Some(Claim::new(header::headline(header?)?, rule("header"))));
    let headline = headline.unwrap_or_default();
    let mut body = Claim::<Body>::default();
    for (name, value) in members.of_role(members::BODIES) {
        body = Claim::new(Body::default(), rule(name));
        content::append(value, base, TEXT_DEPTH, &mut body.blocks);
        if !body.is_empty() {
            break;
        }
    }
    if body.is_empty() && headline.is_empty() {
        return None;
    }
    let has_picture = body
        .blocks
        .iter()
        .any(|block| matches!(block, Block::Image(_)));
    if !has_picture {
        let mut own = members.of_role(members::PICTURES);
        let picture = own.find_map(|(_, value)| content::lead(value, base));
        body.blocks.extend(picture.map(Block::Image));
    }
    let marks = Marks {
        key_event: members.is(members::KEY_EVENT),
        pinned: members.is(members::PINNED),
        summary: members.is(members::SUMMARY),
        breaking: members.is(members::BREAKING),
    };
    let link = members
        .of_role(members::ADDRESSES)
        .find_map(|(name, value)| {
            let url = links::resolve(value.as_str()?, base)?;
            Some(Claim::new(url, rule(name)))
        });
    let is_own = |url: &WebUrl| base.is_some_and(|base| links::is_below(url, base) && url != base);
    Some(Account {
        permalink: link.filter(|url| is_own(url)),
        keys: vec![id],
        headline,
        body,
        published: Some(published),
        modified: members.stamp(members::MODIFIED, ctx),
        authors: authors(&members, header),
        marks: Claim::new(marks, rule("marks")),
        removed: members.is(members::DELETED),
        ..Account::default()
    })
}

/// Tells whether a member may be a time, by its name alone: most objects of a page's state have none.
fn may_be_dated(object: &Map<String, Value>) -> bool {
    const PARTS: [&[u8]; 9] = [
        b"date", b"time", b"publi", b"creat", b"posted", b"datum", b"fecha", b"zeit", b"tijd",
    ];
    let names_time = |name: &String| {
        PARTS.iter().any(|part| {
            let mut windows = name.as_bytes().windows(part.len());
            windows.any(|window| window.eq_ignore_ascii_case(part))
        })
    };
    object.iter().any(|(name, value)| {
        let inner = value.as_object();
        names_time(name) || inner.is_some_and(|inner| inner.keys().any(names_time))
    })
}

/// Returns the time that an object holds: `{"iso": "…"}`, `{"$date": "…"}`, `{"_seconds": 1754580720}`.
fn moment(value: &Value) -> Option<String> {
    let object = value.as_object()?;
    let mut held = object
        .iter()
        .map(|(name, value)| (members::bare(name), value));
    held.find_map(|(name, value)| {
        let is_moment = members::MOMENTS.contains(&name.as_str());
        is_moment.then(|| scalar(value)).flatten()
    })
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

pub(in crate::source) fn text_of(object: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| scalar(object.get(*name)?))
}

/// Reads when an object was published, and when it was changed where it says so.
pub(in crate::source) fn stamps(
    object: &Map<String, Value>,
    ctx: &TimeContext,
) -> Option<(Claim<Stamp>, Option<Claim<Stamp>>)> {
    let members = Members::of(object);
    let published = members.stamp(members::PUBLISHED, ctx)?;
    Some((published, members.stamp(members::MODIFIED, ctx)))
}

/// Returns a headline: a text, or the first text inside.
pub(in crate::source) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => {
            Some(body::from_text_or_html(text, None).text()).filter(|t| !t.is_empty())
        }
        Value::Object(object) => {
            let names = [
                "text",
                "plaintext",
                "rendered",
                "basic",
                "html",
                "value",
                "json",
                "model",
                "blocks",
            ];
            names.iter().find_map(|name| plain(object.get(*name)?))
        }
        Value::Array(list) => list.first().and_then(plain),
        _ => None,
    }
}

fn authors(members: &Members<'_>, header: Option<&Value>) -> Claim<Vec<Author>> {
    for (role, value) in members.of_role(members::AUTHORS) {
        let mut authors: Vec<Author> = Vec::new();
        for person in people(value) {
            let name = match person {
                Value::String(text) => Some(text.clone()),
                Value::Object(object) => called(object).or_else(|| plain(person)),
                _ => None,
            };
            for name in name.map(|line| byline::names(&line)).unwrap_or_default() {
                if !authors.iter().any(|author| author.name == name) {
                    authors.push(Author { name, url: None });
                }
            }
        }
        if !authors.is_empty() {
            return Claim::new(authors, rule(role));
        }
    }
    let written = header.and_then(header::writer);
    let names = written.map(|line| byline::names(&line)).unwrap_or_default();
    if names.is_empty() {
        return Claim::default();
    }
    let authors = names.into_iter().map(|name| Author { name, url: None });
    Claim::new(authors.collect(), rule("header"))
}

/// Returns what a person is called: a name, or one in its parts.
fn called(person: &Map<String, Value>) -> Option<String> {
    let members = Members::of(person);
    let in_parts = || {
        let parts = members::NAME_PARTS.iter();
        let parts = parts
            .map(|part| members.text(part))
            .collect::<Option<Vec<_>>>()?;
        Some(parts.join(" "))
    };
    members.text(members::NAMES).or_else(in_parts)
}

/// Lists the people that a value names: one, several, or those under the part that they had (`{"by": […]}`).
fn people(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(list) => list.iter().collect(),
        Value::Object(parts) => match parts.get("by") {
            Some(by) => people(by),
            None => vec![value],
        },
        other => vec![other],
    }
}

/// Reads the JSON that scripts carry: whole scripts of data, assigned objects, encoded strings.
fn scripts(page: &str, room: &json::Room) -> Vec<Value> {
    json::scripts(page)
        .filter(|script| !script.attributes.contains("ld+json"))
        .filter(|script| script.content.len() >= SCRIPT || script.content.contains(PIECE))
        .flat_map(|script| {
            json::assignments(script.content, room, may_count)
                .into_iter()
                .chain(encoded(script.content, room))
                .chain(quoted(script.content, room))
        })
        .collect()
}

/// A smaller value holds no two updates, each with an id, a time and a text; as [`values::size`] counts.
const SMALL: usize = 12;

/// Tells whether a value may hold updates, name the blog, or be a piece of a stream.
fn may_count(value: &Value) -> bool {
    let is_piece = || {
        matches!(
            value.as_array().map(Vec::as_slice),
            Some([_, Value::String(_)])
        )
    };
    values::size(value) >= SMALL || is_piece() || page(value).is_some()
}

/// Reads JSON that scripts assign as a string: `window.data = "{\"a\":…}"`.
fn quoted<'s>(script: &'s str, room: &'s json::Room) -> impl Iterator<Item = Value> + 's {
    let starts = memchr::memmem::find_iter(script.as_bytes(), "\"{\\\"");
    let assigned = starts.filter(|at| script[..*at].trim_end().ends_with('='));
    assigned.filter_map(|at| {
        let mut strings = serde_json::Deserializer::from_str(script.get(at..)?).into_iter();
        let text: String = strings.next()?.ok()?;
        (text.len() > ENCODED).then(|| json::parse_within(&text, json::MAX_APP_STATE, room).ok())?
    })
}

/// Reads JSON that scripts keep in base64: quoted strings of nothing else, long enough for updates.
fn encoded<'s>(script: &'s str, room: &'s json::Room) -> impl Iterator<Item = Value> + 's {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let strings = script
        .split('"')
        .filter(|text| text.len() > ENCODED && text.bytes().all(is_base64));
    strings.filter_map(|text| {
        let decoded = STANDARD.decode(text).ok()?;
        let text = std::str::from_utf8(&decoded).ok()?;
        json::parse_within(text, json::MAX_APP_STATE, room).ok()
    })
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_values_of_programs_are_not_kept() {
        let small = "var a = {b: [1, 2, {c: 'x'}]};".repeat(1_000);
        let two = r#"{"a":{"id":1,"date":1754540000,"text":"Storm"},"b":{"id":2,"date":1754540060,"text":"Calm"}}"#;
        let piece = "self.__next_f.push([1,\"4:{}\"])";
        let named = r#"var page = {"title":"Storm"}"#;
        let page = format!("<script>{small};state={two};{piece};{named}</script>");
        assert_eq!(scripts(&page, &json::Room::default()).len(), 3);
    }

    #[test]
    fn what_is_said_of_the_blog_may_stand_one_level_down() {
        for document in [
            r#"{"headline": "Storm: live"}"#,
            r#"{"updates": [], "liveBlog": {"id": 9, "title": "Storm: live"}}"#,
            r#"{"page": {"title": "Post"}, "data": {"x": 1}, "live_blog": {"title": "Storm: live"}}"#,
            r#"{"data": {"attributes": {"title": "Storm: live"}}}"#,
        ] {
            let value: Value = serde_json::from_str(document).unwrap();
            let blog = held_page(&value, HOLDERS).unwrap();
            assert_eq!(blog.headline.as_str(), "Storm: live", "{document}");
        }
        let stranger: Value = serde_json::from_str(r#"{"menu": {"title": "Home"}}"#).unwrap();
        assert!(held_page(&stranger, HOLDERS).is_none());
    }
}
