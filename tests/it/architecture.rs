//! Who may import whom, read from the source itself.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Each room and the rooms that it may use.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("source", &["model"]),
    ("layout", &["model"]),
    ("store", &["model", "own_file"]),
    ("report", &["model"]),
    ("fetch", &["model", "source"]),
    ("app", &["model", "layout"]),
    ("ui", &["app", "layout", "model", "suggestion"]),
    (
        "config",
        &[
            "app",
            "cli",
            "duration",
            "layout",
            "model",
            "suggestion",
            "ui",
        ],
    ),
    ("cli", &["duration", "model"]),
    ("duration", &[]),
    ("suggestion", &["model"]),
    ("own_file", &[]),
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
        let folder = root.join(room);
        let inside = if folder.is_dir() {
            files(&folder)
        } else {
            Vec::new()
        };
        let own = root.join(format!("{room}.rs"));
        let own = Some(own).filter(|own| own.is_file());
        for path in inside.into_iter().chain(own).filter(|p| !is_test(p)) {
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

/// What panics where the system refuses something, and what tells instead. Tests may.
const PANICS: &[(&str, &str)] = &[
    ("thread::spawn(", "thread::Builder"),
    (".output()", "run::desktop::child"),
];

#[test]
fn what_the_system_refuses_is_an_error() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in files(&root).into_iter().filter(|p| !is_test(p)) {
        for (panics, tells) in PANICS {
            let panics = code(&path).contains(panics);
            assert!(!panics, "{}: {tells} tells", path.display());
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

/// The modules of the program by their names, as `app::blog::place`, each with the paths that it uses.
type Modules = BTreeMap<String, Vec<Vec<String>>>;

fn modules() -> Modules {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let inside = files(&root).into_iter().filter(|path| !is_test(path));
    let named = inside.map(|path| {
        let name = path.strip_prefix(&root).unwrap().with_extension("");
        let parts = name.iter().map(|part| part.to_str().unwrap());
        let name: Vec<&str> = parts.filter(|part| *part != "mod").collect();
        (name.join("::"), used(&code(&path)))
    });
    named.collect()
}

/// Returns the paths that a file uses, each spelled out: the module that it begins in, and its parts.
fn used(code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for statement in code.split(';') {
        let words: Vec<&str> = statement.split_whitespace().collect();
        let statement = words.join(" ");
        let before = |at: usize| statement[..at].ends_with(['\n', ' ', '}', ']']) || at == 0;
        if let Some(at) = statement.find("use ").filter(|at| before(*at)) {
            spell_out(&statement[at + 4..], &[], &mut found);
        }
    }
    found
}

/// Spells out `a::{b, c::{d, e}}`.
fn spell_out(tree: &str, before: &[String], found: &mut Vec<Vec<String>>) {
    let tree = tree.trim();
    if let Some(inner) = tree.strip_prefix('{').and_then(|t| t.strip_suffix('}')) {
        let (mut depth, mut start) = (0, 0);
        for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    spell_out(&inner[start..at], before, found);
                    start = at + 1;
                }
                _ => {}
            }
        }
    } else if let Some((first, rest)) = tree.split_once("::") {
        let path = [before, &[first.trim().to_owned()]].concat();
        spell_out(rest, &path, found);
    } else if let Some(name) = tree.split_whitespace().next() {
        found.push([before, &[name.to_owned()]].concat());
    }
}

/// Returns the module that holds what a path names, seen from a module.
fn holder(modules: &Modules, from: &str, path: &[String], depth: usize) -> Option<String> {
    let mut at: Vec<&str> = from.split("::").filter(|part| !part.is_empty()).collect();
    let mut rest = path;
    match rest.first()?.as_str() {
        "crate" => at.clear(),
        "self" => {}
        "super" => {
            while rest.first().is_some_and(|part| part == "super") {
                at.pop();
                rest = &rest[1..];
            }
            return descend(modules, at, rest, depth);
        }
        child => {
            let name = [at.clone(), vec![child]].concat().join("::");
            modules.get(&name)?;
            return descend(modules, at, rest, depth);
        }
    }
    descend(modules, at, &rest[1..], depth)
}

/// Goes down from a module as far as there are modules, and on to where a name is passed on from.
fn descend<'a>(
    modules: &Modules,
    mut at: Vec<&'a str>,
    mut rest: &'a [String],
    depth: usize,
) -> Option<String> {
    while let Some(next) = rest.first() {
        let name = [at.clone(), vec![next.as_str()]].concat().join("::");
        if !modules.contains_key(&name) {
            break;
        }
        at.push(next);
        rest = &rest[1..];
    }
    let module = at.join("::");
    let Some(name) = rest.first() else {
        // A module is named as a whole.
        return Some(module);
    };
    let passed_on = modules
        .get(&module)?
        .iter()
        .find(|path| path.last() == Some(name));
    match passed_on.filter(|_| depth < 5) {
        Some(path) => holder(modules, &module, path, depth + 1).or(Some(module)),
        None => Some(module),
    }
}

/// Finds the modules that use each other in a circle, each circle once. A module and what lies in its folder are one
/// house: what speaks of the house as a whole from inside makes no circle.
fn circles() -> Vec<BTreeSet<String>> {
    let modules = modules();
    let arrows: BTreeMap<&str, BTreeSet<String>> = modules
        .iter()
        .map(|(name, paths)| {
            let to = paths
                .iter()
                .filter_map(|path| holder(&modules, name, path, 0));
            let to = to.filter(|to| to != name && !name.starts_with(&format!("{to}::")));
            (name.as_str(), to.collect())
        })
        .collect();
    let reach = |from: &str| {
        let (mut seen, mut left) = (BTreeSet::new(), vec![from.to_owned()]);
        while let Some(at) = left.pop() {
            for to in arrows.get(at.as_str()).into_iter().flatten() {
                if seen.insert(to.clone()) {
                    left.push(to.clone());
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&str, BTreeSet<String>> =
        arrows.keys().map(|name| (*name, reach(name))).collect();
    let mut found: Vec<BTreeSet<String>> = Vec::new();
    for (name, to) in &reached {
        let back = to.iter().filter(|to| reached[to.as_str()].contains(*name));
        let circle: BTreeSet<String> = back.cloned().collect();
        if !circle.is_empty() && !found.contains(&circle) {
            found.push(circle);
        }
    }
    found
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let circles = circles();
    assert!(circles.is_empty(), "{circles:#?}");
}
