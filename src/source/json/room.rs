//! How much is held of what is read: a text that is nothing but small values takes forty times its length as a tree.

use std::{cell::Cell, fmt};

use serde_json::{Map, Number, Value};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// So many bytes the values of a page may take. The largest sound pages hold a third of it.
const ROOM: usize = 64 << 20;
/// What an allocation takes beside what was asked for.
const ALLOCATION: usize = 16;
/// What an object takes beside its members, if it has some: its table, and places for more of them.
const OBJECT: usize = 300;
/// What a member takes beside its value: its name, and what the name is found by.
const MEMBER: usize = 64;

/// The room that is left for values. What comes first is read; the rest is looked at and not kept.
#[derive(Debug, Clone)]
pub struct Room {
    left: Cell<usize>,
    is_spent: Cell<bool>,
}

/// What of a room was taken at some moment.
pub(super) struct Taken(Room);

impl Default for Room {
    fn default() -> Self {
        Self {
            left: Cell::new(ROOM),
            is_spent: Cell::new(false),
        }
    }
}

impl Room {
    /// Tells whether anything was left out.
    pub fn is_spent(&self) -> bool {
        self.is_spent.get()
    }

    /// Reads JSON that is one value and nothing else; what fails takes no room.
    pub(super) fn read(&self, text: &str) -> serde_json::Result<Value> {
        let before = self.taken();
        let mut json = serde_json::Deserializer::from_str(text);
        let read = Held(self).deserialize(&mut json);
        let read = read.and_then(|value| json.end().map(|()| value));
        if read.is_err() {
            self.give_back(before);
        }
        read
    }

    /// Remembers what is taken.
    pub(super) fn taken(&self) -> Taken {
        Taken(self.clone())
    }

    /// Gives back what was taken since, by values that nobody holds any more.
    pub(super) fn give_back(&self, Taken(before): Taken) {
        self.left.set(before.left.get());
        self.is_spent.set(before.is_spent.get());
    }

    fn take(&self, bytes: usize) {
        self.left.set(self.left.get().saturating_sub(bytes));
    }

    fn is_full(&self) -> bool {
        self.left.get() == 0
    }
}

/// Reads a value as `serde_json` does, as long as there is room.
#[derive(Clone, Copy)]
struct Held<'r>(&'r Room);

impl Held<'_> {
    fn held(self, value: impl Into<Value>) -> Value {
        self.0.take(size_of::<Value>());
        value.into()
    }
}

impl<'de> DeserializeSeed<'de> for Held<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Held<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(self.held(()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(self.held(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(self.held(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(self.held(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(self.held(Number::from_f64(value).map_or(Value::Null, Value::Number)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        self.0.take(ALLOCATION + text.len());
        Ok(self.held(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut read = Vec::new();
        while !self.0.is_full() {
            let Some(value) = list.next_element_seed(self)? else {
                return Ok(self.held(read));
            };
            read.push(value);
        }
        while list.next_element::<IgnoredAny>()?.is_some() {
            self.0.is_spent.set(true);
        }
        Ok(self.held(read))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut read = Map::new();
        while !self.0.is_full() {
            let Some(name) = object.next_key::<String>()? else {
                return Ok(self.held(read));
            };
            if read.is_empty() {
                self.0.take(OBJECT);
            }
            self.0.take(MEMBER + name.len());
            read.insert(name, object.next_value_seed(self)?);
        }
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
            self.0.is_spent.set(true);
        }
        Ok(self.held(read))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::source::json::{MAX_APP_STATE, assignments, parse_within};

    #[test]
    fn values_are_read_as_they_are_elsewhere() {
        let text = r#"{"a":[null,true,-1,18446744073709551615,1.5,"é\n\ud83d\ude00",[],{}],"b":1,"a":"last"}"#;
        let room = Room::default();
        assert_eq!(
            room.read(text).unwrap(),
            serde_json::from_str::<Value>(text).unwrap()
        );
        assert!(!room.is_spent());
        for bad in ["[1", "[1] 2", "\"\\ud83d\"", "1e999", &"[".repeat(1_000)] {
            let left = room.left.get();
            assert!(room.read(bad).is_err(), "{bad}");
            assert_eq!(room.left.get(), left, "{bad}");
        }
    }

    #[test]
    fn what_has_no_room_is_left_out_from_the_end() {
        let room = Room {
            left: Cell::new(5_000),
            ..Room::default()
        };
        let posts = (0..100).map(|id| json!({"id": id, "text": "Words."}));
        let document = json!({"posts": posts.collect::<Vec<_>>(), "more": 1});
        let read = room.read(&document.to_string()).unwrap();
        assert!(room.is_spent());
        let kept = read["posts"].as_array().unwrap();
        assert!((5..20).contains(&kept.len()), "{}", kept.len());
        assert_eq!(kept[3], document["posts"][3]);
        assert_eq!(read.get("more"), None);
        // Nothing more of the same page.
        assert_eq!(room.read("[1,2]").unwrap(), json!([]));
    }

    #[test]
    fn what_is_not_wanted_takes_no_room() {
        let script = "a = {\"b\":[1,2,3]};".repeat(100);
        let room = Room::default();
        let before = room.left.get();
        assert!(assignments(&script, &room, |_| false).is_empty());
        assert_eq!(room.left.get(), before);
        assert_eq!(assignments(&script, &room, |_| true).len(), 100);
        assert!(room.left.get() < before);
    }

    #[test]
    fn small_values_are_bounded_whether_sound_or_repaired_or_in_a_script() {
        let list = |end: &str| format!("[{}{end}", "{\"a\":1},".repeat(400_000));
        let count = |value: &Value| value.as_array().unwrap().len();
        for text in [list("{}]"), list("]"), list("")] {
            let room = Room::default();
            let read = parse_within(&text, MAX_APP_STATE, &room).unwrap();
            assert!(room.is_spent() && (50_000..200_000).contains(&count(&read)));
            let room = Room::default();
            let read = assignments(&format!("a = {text}"), &room, |_| true);
            assert!(room.is_spent() && (50_000..200_000).contains(&count(&read[0])));
        }
    }
}
