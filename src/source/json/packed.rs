//! Data that programs pack to send it, known by its shape: values that stand once and are named by their places, values
//! with a number of their kind before them, and a stream of rows that is handed over in pieces.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::Room;

/// How deep packed data is searched for, and how deep what was packed may nest.
const OUTER: usize = 4;
const DEPTH: usize = 64;
/// How many values one packed list may become: one that names itself many times would never end.
const VALUES: usize = 400_000;
/// So many bytes of text count as one value: a long text that is named many times would fill the memory.
const BYTES: usize = 64;
/// Fewer values are no packed list.
const LEAST: usize = 6;
/// The highest number of a kind.
const KINDS: u64 = 11;

/// Unpacks what is packed in a value; anything else stays as it is.
pub fn unpacked(mut value: Value) -> Value {
    open(&mut value, OUTER);
    value
}

fn open(value: &mut Value, depth: usize) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    match value {
        Value::Array(list) if is_places(list) => {
            let mut left = VALUES;
            *value = at(list, 0, DEPTH, &mut left);
        }
        Value::Object(object) if is_kinds(object) => *value = of_kinds(value.take()),
        Value::Array(list) => list.iter_mut().for_each(|value| open(value, depth)),
        Value::Object(object) => object.values_mut().for_each(|value| open(value, depth)),
        _ => {}
    }
}

/// Tells whether the first value of a list consists of places in it, and texts stand in the list itself.
fn is_places(list: &[Value]) -> bool {
    let is_place = |value: &Value| {
        let place = value.as_i64();
        place.is_some_and(|place| usize::try_from(place).map_or(place > -8, |at| at < list.len()))
    };
    let first = match list.first() {
        Some(Value::Object(object)) => !object.is_empty() && object.values().all(is_place),
        Some(Value::Array(inner)) => match inner.as_slice() {
            [Value::String(_), place] => is_place(place),
            inner => !inner.is_empty() && inner.iter().all(is_place),
        },
        _ => false,
    };
    first && list.len() >= LEAST && list.iter().any(Value::is_string)
}

/// Returns the value at a place, with those that it names in their turn.
fn at(list: &[Value], place: usize, depth: usize, left: &mut usize) -> Value {
    let (Some(value), Some(depth)) = (list.get(place), depth.checked_sub(1)) else {
        return Value::Null;
    };
    let Some(fewer) = left.checked_sub(1 + own_bytes(value) / BYTES) else {
        return Value::Null;
    };
    *left = fewer;
    let mut named = |value: &Value| {
        let place = value.as_u64().and_then(|place| usize::try_from(place).ok());
        place.map_or(Value::Null, |place| at(list, place, depth, left))
    };
    match value {
        Value::Array(inner) => match inner.as_slice() {
            // A value of a kind that JSON does not know: `["Date", "2025-08-07T…"]`, `["Reactive", 3]`.
            [Value::String(_), said] if said.is_string() => said.clone(),
            [Value::String(_), said] => named(said),
            inner => inner.iter().map(named).collect(),
        },
        Value::Object(object) => {
            let members = object.iter();
            Value::Object(members.map(|(name, v)| (name.clone(), named(v))).collect())
        }
        other => other.clone(),
    }
}

/// Counts the bytes of text that a value holds itself, and in no other that it names.
fn own_bytes(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(inner) => match inner.as_slice() {
            [_, Value::String(said)] => said.len(),
            _ => 0,
        },
        Value::Object(object) => object.keys().map(String::len).sum(),
        _ => 0,
    }
}

/// Tells whether every member of an object is a value behind the number of its kind.
fn is_kinds(object: &Map<String, Value>) -> bool {
    !object.is_empty() && object.values().all(|value| kind(value).is_some())
}

/// The number of a value's kind, where it stands behind one.
fn kind(value: &Value) -> Option<u64> {
    match value.as_array()?.as_slice() {
        [kind, _] => kind.as_u64().filter(|kind| *kind <= KINDS),
        _ => None,
    }
}

/// Takes the number of its kind off a value, where it has one.
fn without_kind(value: Value) -> Value {
    match (kind(&value), value) {
        (Some(_), Value::Array(mut pair)) => pair.pop().unwrap_or_default(),
        (_, value) => value,
    }
}

/// Takes the numbers of kinds off all that is in a value.
fn of_kinds(value: Value) -> Value {
    let bare = |value: Value| match (kind(&value), without_kind(value)) {
        // A list, each of its values with its own kind.
        (Some(1), Value::Array(list)) => list.into_iter().map(without_kind).map(of_kinds).collect(),
        (Some(_), inner) => of_kinds(inner),
        (None, value) => value,
    };
    match value {
        Value::Object(object) if is_kinds(&object) => {
            let members = object.into_iter();
            Value::Object(members.map(|(name, v)| (name, bare(v))).collect())
        }
        other => other,
    }
}

/// Reads the rows of a stream that scripts push piece by piece (`push([1,"4:{…}\n"])`), and takes the pieces out.
///
/// A row is `4:` and JSON, with letters before it that tell what it is for; or `4:T2f,` and as many bytes of text, which
/// others name `"$4"`. They are read as far as there is room.
pub fn streamed(values: &mut Vec<Value>, room: &Room) -> Vec<Value> {
    let mut stream = String::new();
    values.retain(|value| match value.as_array().map(Vec::as_slice) {
        Some([Value::Number(_), Value::String(piece)]) => {
            stream.push_str(piece);
            false
        }
        _ => true,
    });
    let (mut rows, mut texts) = (Vec::new(), HashMap::new());
    let mut rest = stream.as_str();
    while let Some((id, row)) = rest.split_once(':') {
        let id = id.trim_start();
        if let Some((length, text)) = row.strip_prefix('T').and_then(|row| row.split_once(','))
            && let Ok(length) = usize::from_str_radix(length, 16)
            && let Some((text, behind)) = text.split_at_checked(length)
        {
            texts.insert(id, text);
            rest = behind;
            continue;
        }
        let (row, behind) = row.split_once('\n').unwrap_or((row, ""));
        let json = row.trim_start_matches(|c: char| c.is_ascii_uppercase());
        if json.starts_with(['{', '[']) {
            rows.extend(room.read(json));
        }
        rest = behind;
    }
    let mut left = VALUES * BYTES;
    for row in &mut rows {
        name_texts(row, &texts, &mut left);
    }
    rows
}

/// Puts texts in the places that name them, and takes marks off that tell what a text is; no more than so many bytes.
fn name_texts(value: &mut Value, texts: &HashMap<&str, &str>, left: &mut usize) {
    match value {
        Value::String(text) => {
            let Some(said) = text.strip_prefix('$') else {
                return;
            };
            let plain = texts.get(said).copied().or_else(|| said.strip_prefix('D'));
            // A dollar of its own is doubled.
            let plain = plain.or_else(|| said.starts_with('$').then_some(said));
            if let Some(plain) = plain.filter(|plain| plain.len() <= *left) {
                *left -= plain.len();
                *text = plain.to_owned();
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|v| name_texts(v, texts, left)),
        Value::Object(object) => object.values_mut().for_each(|v| name_texts(v, texts, left)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_that_are_named_by_their_places_stand_where_they_are_named() {
        let packed = json!([
            {"posts": 1, "by": 4}, [2, 2], {"title": 3, "at": 5, "none": -1},
            "Ferry sails", ["Reactive", 3], ["Date", "2025-08-07T15:32:00Z"]
        ]);
        let post = json!({"title": "Ferry sails", "at": "2025-08-07T15:32:00Z", "none": null});
        assert_eq!(
            unpacked(json!({"nodes": [{"data": packed}]})),
            json!({"nodes": [{"data": {"posts": [post, post], "by": "Ferry sails"}}]})
        );
        for plain in [
            json!([{"a": 1}, {"a": 2}, {"a": 3}, {"a": 4}, {"a": 5}, {"a": 6}]),
            json!([[1, 2], [3, 4], "a", "b"]),
            json!({"range": [3, 14]}),
        ] {
            if plain.is_array() {
                assert_eq!(unpacked(plain.clone()), plain);
            }
        }
    }

    #[test]
    fn a_long_text_that_is_named_many_times_is_not_copied_without_end() {
        let long = "x".repeat(BYTES * 1_000);
        let mut list = vec![json!(vec![1; VALUES]), json!(long)];
        list.extend((0..8).map(|_| json!("x")));
        let read = unpacked(Value::Array(list.clone()));
        let texts = read
            .as_array()
            .unwrap()
            .iter()
            .filter(|text| text.is_string());
        assert!((100..=400).contains(&texts.count()));
        let dates: Vec<Value> = (0..VALUES / 100).map(|_| json!(1)).collect();
        list[0] = json!(dates);
        list[1] = json!(["Date", long]);
        let read = unpacked(Value::Array(list));
        let texts = read
            .as_array()
            .unwrap()
            .iter()
            .filter(|text| text.is_string());
        assert!((100..=400).contains(&texts.count()));
    }

    #[test]
    fn a_long_text_of_a_stream_is_put_where_it_is_named_as_often_as_there_is_room() {
        let long = "x".repeat(VALUES * BYTES / 100);
        let named = vec!["$2"; 1_000];
        let stream = format!("2:T{:x},{long}3:{}\n", long.len(), json!(named));
        let rows = streamed(&mut vec![json!([1, stream])], &Room::default());
        let texts = rows[0].as_array().unwrap().iter();
        assert_eq!(texts.filter(|text| **text == json!(long)).count(), 100);
        // What stands in a stream takes room as all values do.
        let small = format!("4:[{}1]\n", "{\"a\":1},".repeat(400_000));
        let room = Room::default();
        streamed(&mut vec![json!([1, small])], &room);
        assert!(room.is_spent());
    }

    #[test]
    fn what_names_itself_ends() {
        let mut list = vec![json!([1, 1, 1, 1, 1, 1]), json!([0, 0, 0, 0, 0, 0])];
        list.extend((0..8).map(|_| json!("x")));
        assert!(unpacked(Value::Array(list)).is_array());
    }

    #[test]
    fn numbers_of_kinds_are_taken_off() {
        let packed = json!({"posts": [1, [[0, {"id": [0, "a"], "at": [3, "2025"]}]]], "n": [0, 7]});
        assert_eq!(
            unpacked(packed),
            json!({"posts": [{"id": "a", "at": "2025"}], "n": 7})
        );
    }

    #[test]
    fn a_stream_is_read_over_its_pieces() {
        let mut values = vec![
            json!([
                1,
                "1:I[7,[]]\n4:{\"a\":\"$5\",\"b\":\"$$3\",\"at\":\"$D2025-08-07"
            ]),
            json!({"other": 1}),
            json!([1, "\"}\n5:T6,a:\nb\u{e9}6:[1]\n"]),
        ];
        let rows = streamed(&mut values, &Room::default());
        assert_eq!(values, [json!({"other": 1})]);
        assert_eq!(
            rows,
            [
                json!([7, []]),
                json!({"a": "a:\nb\u{e9}", "b": "$3", "at": "2025-08-07"}),
                json!([1])
            ]
        );
    }
}
