//! Pages in the structures of publishers that no rule was written for, and the reading that a person makes of each.
//!
//! A fixture is `tests/fixtures/liveblogs/NAME.html` with `NAME.toml` beside it ([`expected`]). Every fixture is read
//! as the page says it is, or stands in [`known::KNOWN`] with what is still wrong; that list can only shrink.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod compare;
mod expected;
mod known;

use std::{collections::BTreeSet, fmt::Write, fs, path::PathBuf};

use expected::Expected;
use known::KNOWN;
use newswire::{
    model::WebUrl,
    source::{Page, extract},
};

fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/liveblogs")
}

/// The names of the files that end so, in order.
fn names(extension: &str) -> BTreeSet<String> {
    let paths = fs::read_dir(directory())
        .unwrap()
        .map(|file| file.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|e| e == extension))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect()
}

fn file(name: &str, extension: &str) -> PathBuf {
    directory().join(name).with_extension(extension)
}

fn expected(name: &str) -> Expected {
    toml::from_str(&fs::read_to_string(file(name, "toml")).unwrap()).unwrap()
}

/// Reads a fixture and says, a line each, where the reading differs from what is expected.
fn differences(name: &str) -> Vec<String> {
    let expected = expected(name);
    let bytes = fs::read(file(name, "html")).unwrap();
    let address = WebUrl::parse(&expected.address).unwrap();
    let reading = extract(&Page {
        bytes: &bytes,
        content_type: Some("text/html; charset=utf-8"),
        address: Some(&address),
        fetched_at: expected.fetched_at.to_utc(),
        saved: None,
        cancellation: None,
    });
    compare::differences(&expected, reading.as_ref().map(|read| &read.snapshot))
}

#[test]
fn every_page_has_an_expected_reading_and_every_reading_a_page() {
    assert_eq!(names("html"), names("toml"));
    for name in names("toml") {
        let expected = expected(&name);
        let negative = expected.refused_as.is_some();
        assert_eq!(negative, name.starts_with("no-"), "{name}");
        assert_eq!(negative, expected.updates.is_empty(), "{name}");
    }
    for (name, ..) in KNOWN {
        assert!(
            names("html").contains(*name),
            "KNOWN names {name}, which is no page"
        );
    }
}

#[test]
fn pages_are_read_as_a_person_reads_them() {
    let mut report = String::new();
    let mut read = 0;
    for name in names("html") {
        let found = differences(&name);
        let known = KNOWN.iter().find(|(known, ..)| *known == name);
        let allowed = known.map_or(0, |(_, allowed, _)| *allowed);
        let verdict = match (known, found.len()) {
            (Some(_), 0) => "is read right now: take it off KNOWN",
            (Some(_), count) if count > allowed => "is read worse than KNOWN says",
            (None, 1..) => "is read wrong",
            (Some(_), _) => continue,
            (None, 0) => {
                read += 1;
                continue;
            }
        };
        writeln!(report, "\n{name} {verdict} ({} differences)", found.len()).unwrap();
        for line in found {
            writeln!(report, "  {line}").unwrap();
        }
    }
    assert!(
        report.is_empty(),
        "{read} pages are read right, {} are known to be wrong; but:\n{report}",
        KNOWN.len()
    );
}
