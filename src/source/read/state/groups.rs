//! Objects that stand side by side in state: the members of lists, of maps by id, of pages that were loaded one by one.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value};

use super::elements;
use crate::source::vocabulary::members;

/// Fewer are no group.
pub(super) const GROUP: usize = 2;

/// A group's object, under the name that a map gives it.
pub(super) type Named<'a> = (Option<&'a str>, &'a Map<String, Value>);

/// Objects that stand side by side.
pub(super) struct Group<'a> {
    /// The member that holds them; empty where there is none.
    pub(super) name: &'a str,
    /// Whether what holds them is named as a live blog is.
    pub(super) live: bool,
    pub(super) objects: Vec<Named<'a>>,
}

/// What holds a value: its member's name, and whether something around it is named as a live blog is.
#[derive(Clone, Copy, Default)]
struct Holder<'a> {
    name: &'a str,
    live: bool,
}

/// What a name says of what it names.
#[derive(Clone, Copy)]
struct Said {
    live: bool,
    other: bool,
}

impl Said {
    fn of(name: &str) -> Self {
        let bare = members::bare(name);
        let has = |words: &[&str]| words.iter().any(|word| bare.contains(word));
        Self {
            live: has(members::LIVE),
            other: has(members::OTHERS),
        }
    }
}

impl Group<'_> {
    /// Tells whether two groups are of one kind: their objects have the same members.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let names = |group: &Self| -> HashSet<String> {
            let first = group
                .objects
                .first()
                .map(|(_, object)| object.keys().cloned());
            first.into_iter().flatten().collect()
        };
        let (own, others) = (names(self), names(other));
        let shared = own.intersection(&others).count();
        shared * 10 >= own.union(&others).count() * 8
    }
}

/// Lists every group of objects: the members of lists, and of maps whose keys are not names of fields.
pub(super) fn collect<'a>(values: &[&'a Value], depth: usize) -> Vec<Group<'a>> {
    let mut collector = Collector::default();
    for value in values {
        collector.collect(Holder::default(), value, depth);
    }
    collector.groups
}

/// A walk through values. A page's state has few names, and each of them a thousand times.
#[derive(Default)]
struct Collector<'a> {
    groups: Vec<Group<'a>>,
    said: HashMap<&'a str, Said>,
}

impl<'a> Collector<'a> {
    fn collect(&mut self, holder: Holder<'a>, value: &'a Value, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        match value {
            Value::Array(list) => {
                if members::bare(holder.name) == PAGES {
                    self.group(holder, leaves(list));
                }
                let objects = list.iter().filter_map(Value::as_object);
                let objects = objects.map(|object| (None, unwrapped(object))).collect();
                self.group(holder, objects);
                for value in list.iter().filter(|value| holds_values(value)) {
                    self.collect(holder, value, depth);
                }
            }
            Value::Object(map) => {
                let kind = elements::kind(map);
                let live = holder.live || members::LIVE.iter().any(|word| kind.contains(word));
                let holder = Holder { live, ..holder };
                // A cache of objects: `Post:17`, `Post:18`.
                let mut kinds: BTreeMap<&str, Vec<Named<'_>>> = BTreeMap::new();
                for (key, member) in map {
                    if let (Some(object), Some((kind, _))) =
                        (member.as_object(), key.split_once(':'))
                    {
                        kinds.entry(kind).or_default().push((None, object));
                    }
                }
                for objects in kinds.into_values().chain(by_id(map)) {
                    self.group(holder, objects);
                }
                for (name, value) in map.iter().filter(|(_, value)| holds_values(value)) {
                    let said = *self.said.entry(name).or_insert_with(|| Said::of(name));
                    let live = (holder.live || said.live) && !said.other;
                    self.collect(Holder { name, live }, value, depth);
                }
            }
            _ => {}
        }
    }

    fn group(&mut self, Holder { name, live }: Holder<'a>, objects: Vec<Named<'a>>) {
        if objects.len() >= GROUP {
            self.groups.push(Group {
                name,
                live,
                objects,
            });
        }
    }
}

fn holds_values(value: &Value) -> bool {
    value.is_array() || value.is_object()
}

/// What holds the pages that a list was loaded in.
const PAGES: &str = "pages";

/// Lists the objects of pages that each hold a part of one list.
fn leaves(pages: &[Value]) -> Vec<Named<'_>> {
    let lists = pages.iter().filter_map(|page| match page {
        Value::Object(page) => page.values().find_map(Value::as_array),
        page => page.as_array(),
    });
    let objects = lists.flatten().filter_map(Value::as_object);
    objects.map(|object| (None, unwrapped(object))).collect()
}

/// A map of objects by their ids, or by their places in a list with holes.
fn by_id(map: &Map<String, Value>) -> Option<Vec<Named<'_>>> {
    let is_id = |key: &String| key.bytes().any(|b| b.is_ascii_digit()) && !key.contains(':');
    if map.len() < GROUP
        || !map
            .iter()
            .all(|(key, value)| is_id(key) && value.is_object())
    {
        return None;
    }
    let members = map.iter().filter_map(|(key, value)| {
        let object = unwrapped(value.as_object()?);
        Some((Some(key.as_str()), object))
    });
    Some(members.collect())
}

/// Some wrap every update in an object of one member (`{"node": {…}}`).
fn unwrapped(object: &Map<String, Value>) -> &Map<String, Value> {
    let mut members = object.values();
    match (members.next(), members.next()) {
        (Some(Value::Object(inner)), None) => inner,
        _ => match object.get("node") {
            Some(Value::Object(inner)) => inner,
            _ => object,
        },
    }
}
