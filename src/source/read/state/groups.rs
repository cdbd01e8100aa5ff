//! Objects that stand side by side in state: the members of lists, of maps by id, of pages that were loaded one by one.

use std::collections::{BTreeMap, HashSet};

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
pub(super) struct Holder<'a> {
    name: &'a str,
    live: bool,
}

impl<'a> Holder<'a> {
    fn member(self, name: &'a str) -> Self {
        let bare = members::bare(name);
        let has = |words: &[&str]| words.iter().any(|word| bare.contains(word));
        let live = (self.live || has(members::LIVE)) && !has(members::OTHERS);
        Self { name, live }
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
pub(super) fn collect<'a>(
    holder: Holder<'a>,
    value: &'a Value,
    depth: usize,
    groups: &mut Vec<Group<'a>>,
) {
    if depth == 0 {
        return;
    }
    let mut group = |objects: Vec<Named<'a>>| {
        if objects.len() >= GROUP {
            let Holder { name, live } = holder;
            groups.push(Group {
                name,
                live,
                objects,
            });
        }
    };
    match value {
        Value::Array(list) => {
            if members::bare(holder.name) == PAGES {
                group(leaves(list));
            }
            let objects = list.iter().filter_map(Value::as_object);
            group(objects.map(|object| (None, unwrapped(object))).collect());
            list.iter()
                .for_each(|v| collect(holder, v, depth - 1, groups));
        }
        Value::Object(map) => {
            let kind = elements::kind(map);
            let live = holder.live || members::LIVE.iter().any(|word| kind.contains(word));
            let holder = Holder { live, ..holder };
            // A cache of objects: `Post:17`, `Post:18`.
            let mut kinds: BTreeMap<&str, Vec<Named<'_>>> = BTreeMap::new();
            for (key, member) in map {
                if let (Some((kind, _)), Some(object)) = (key.split_once(':'), member.as_object()) {
                    kinds.entry(kind).or_default().push((None, object));
                }
            }
            kinds.into_values().for_each(&mut group);
            by_id(map).into_iter().for_each(&mut group);
            map.iter()
                .for_each(|(name, v)| collect(holder.member(name), v, depth - 1, groups));
        }
        _ => {}
    }
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
