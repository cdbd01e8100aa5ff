//! Who may import whom, read from the source itself.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Each room and the rooms that it may use.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("source", &["model"]),
    ("layout", &["model"]),
    ("store", &["model"]),
    ("report", &["model"]),
    ("fetch", &["model", "source"]),
    ("app", &["model", "layout"]),
    ("ui", &["app", "layout", "model"]),
];

/// Crates that may be named in some rooms only.
const CRATES: &[(&str, &[&str])] = &[
    ("ratatui", &["ui", "run"]),
    ("crossterm", &["ui", "run"]),
    ("reqwest", &["fetch"]),
    ("rusqlite", &["store"]),
    ("scraper", &["source"]),
    ("html5ever", &["source"]),
    ("dom_smoothie", &["source"]),
    ("image", &["source", "ui"]),
    ("ratatui_image", &["ui"]),
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}

/// Returns the code of a file that is no test and no comment.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn is_test(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem == "tests")
        || path.components().any(|c| c.as_os_str() == "tests")
}

/// Returns the rooms that a file names, in `use crate::{…}` and in paths.
fn rooms_named(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for after in code.split("crate::").skip(1) {
        let list = after.strip_prefix('{').map_or(after, |list| list);
        let mut depth = 0;
        let mut word = String::new();
        let mut fresh = true;
        for c in list.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ';' | '(' | ')' | '<' | '>' => break,
                ',' if depth == 0 => fresh = true,
                _ if c.is_alphanumeric() || c == '_' => {
                    if fresh && depth == 0 {
                        word.push(c);
                    }
                    continue;
                }
                _ => {}
            }
            if !word.is_empty() {
                found.push(std::mem::take(&mut word));
                fresh = false;
            }
            if c == ',' && depth == 0 {
                fresh = true;
            }
            if !after.starts_with('{') {
                break;
            }
        }
        found.extend((!word.is_empty()).then_some(word));
    }
    found
}

#[test]
fn rooms_use_only_the_rooms_they_may() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut looked_at = 0;
    for (room, allowed) in ROOMS {
        for path in files(&root.join(room)).into_iter().filter(|p| !is_test(p)) {
            looked_at += 1;
            for named in rooms_named(&code(&path)) {
                let is_room = named == "run" || ROOMS.iter().any(|(other, _)| *other == named);
                let fine = !is_room || named == *room || allowed.contains(&named.as_str());
                assert!(
                    fine,
                    "{} uses {named}, which {room} must not",
                    path.display()
                );
            }
        }
    }
    assert!(looked_at > 30, "the rooms are empty");
}

#[test]
fn crates_stay_in_their_rooms() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in files(&root).into_iter().filter(|p| !is_test(p)) {
        let inside = path.strip_prefix(&root).unwrap();
        let room = inside
            .iter()
            .next()
            .unwrap()
            .to_str()
            .unwrap()
            .trim_end_matches(".rs");
        let code = code(&path);
        for (name, rooms) in CRATES {
            let named =
                code.contains(&format!("{name}::")) || code.contains(&format!("use {name}"));
            assert!(
                !named || rooms.contains(&room),
                "{} names {name}",
                path.display()
            );
        }
    }
}

#[test]
fn the_reader_of_imports_sees_what_is_there() {
    let named = rooms_named(
        "use crate::{\n app::{Model, keys}, layout::Area,\n model::Clean};\nfn f(x: crate::store::Store) {}",
    );
    assert_eq!(named, ["app", "layout", "model", "store"]);
}
