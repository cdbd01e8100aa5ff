//! One JSON object a line for every change, for programs that follow a live blog.

use std::io::{self, Write};

use serde::Serialize;

use super::{
    Change, Document,
    jsonfeed::{Head, item::Item},
};
use crate::model;

/// Names a record: the same change has the same name whenever and wherever it is told. `source` is what the live blog is
/// known by, `revision` counts from 1, and `times` says how often that revision met this change.
#[must_use]
pub fn id(
    source: &str,
    update: &model::EntryId,
    revision: usize,
    change: Change,
    times: usize,
) -> String {
    let (blog, word) = (model::hash128(source.as_bytes()), change.word());
    match times {
        ..=1 => format!("{blog:032x}/{update}/{revision}/{word}"),
        // It was taken back and came again.
        times => format!("{blog:032x}/{update}/{revision}/{word}/{times}"),
    }
}

/// Writes one record, `{"id", "change", "blog", "item"}`, and a line feed; the document's own items do not matter. `id`
/// names the record: a change that is told twice has one name.
///
/// # Errors
/// Those of the writer.
pub fn write(
    change: Change,
    id: &str,
    document: &Document,
    item: &model::Item,
    out: &mut dyn Write,
) -> io::Result<()> {
    let record = Record {
        id,
        change: change.word(),
        blog: Head::new(document),
        item: Item::new(item),
    };
    serde_json::to_writer(&mut *out, &record)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    change: &'static str,
    blog: Head<'a>,
    item: Item<'a>,
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::report::{jsonfeed, sample::Sample};

    #[test]
    fn a_record_is_one_line_and_holds_the_item_of_the_feed() {
        let sample = Sample::new();
        let document = sample.document();
        let (mut line, mut feed) = (Vec::new(), Vec::new());
        let change = Change::Revised;
        write(
            change,
            "blog/7/2/revised",
            &document,
            &sample.items[0],
            &mut line,
        )
        .unwrap();
        jsonfeed::write(&document, &mut feed).unwrap();

        let line = String::from_utf8(line).unwrap();
        assert_eq!(line.lines().count(), 1);
        assert!(line.ends_with("}\n"));
        let record: Value = serde_json::from_str(&line).unwrap();
        let feed: Value = serde_json::from_slice(&feed).unwrap();
        let keys: Vec<&String> = record.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["id", "change", "blog", "item"]);
        assert_eq!(record["id"], "blog/7/2/revised");
        assert_eq!(record["change"], "revised");
        assert_eq!(record["item"], feed["items"][0]);
        assert_eq!(record["blog"]["title"], feed["title"]);
        assert_eq!(record["blog"]["_newswire"], feed["_newswire"]);
    }
}
