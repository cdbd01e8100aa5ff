//! The papers tell the truth about what the program can know of itself.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use newswire::app::keys;

const BEGIN: &str = "a test keeps it true -->\n";
const END: &str = "<!-- /keys -->";

/// Set to write the table instead of checking it.
const UPDATE: &str = "UPDATE_PAPERS";

#[test]
fn their_keys_are_those_of_the_key_table() {
    let path = root().join("docs/keys.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (written, after) = rest.split_once(END).unwrap();
    let table = keys::markdown();
    if std::env::var_os(UPDATE).is_some() {
        fs::write(&path, format!("{before}{BEGIN}{table}{END}{after}")).unwrap();
    } else {
        assert_eq!(written, table, "run the test once with {UPDATE}=1");
    }
}

#[test]
fn their_links_lead_to_files_that_are_there() {
    for page in pages() {
        let folder = page.parent().unwrap();
        for target in links(&fs::read_to_string(&page).unwrap()) {
            let file = folder.join(&target);
            assert!(file.exists(), "{}: {target}", page.display());
        }
    }
}

#[test]
fn the_code_they_name_is_there() {
    let mut gone = Vec::new();
    for page in pages()
        .iter()
        .filter(|page| !page.ends_with("CHANGELOG.md"))
    {
        let text = fs::read_to_string(page).unwrap();
        let named = text.split('`').skip(1).step_by(2);
        for name in named.filter(|name| !is_there(name)) {
            gone.push(format!("{}: {name}", page.display()));
        }
    }
    assert!(gone.is_empty(), "{gone:#?}");
}

/// Tells whether what stands between backticks, if it is a path of the repository or of a module, leads to something.
fn is_there(name: &str) -> bool {
    const FOLDERS: [&str; 6] = ["src", "tests", "assets", "benches", "docs", "packaging"];
    let is_word =
        |word: &str| !word.is_empty() && word.chars().all(|c| c.is_lowercase() || c == '_');
    let modules: Vec<_> = name.split("::").collect();
    if let [path @ .., item] = &*modules
        && !path.is_empty()
        && modules.iter().all(|word| is_word(word))
        && root().join("src").join(path[0]).is_dir()
    {
        let module = |path: &[&str]| {
            let place = root().join("src").join(path.join("/"));
            [place.with_extension("rs"), place.join("mod.rs")]
                .into_iter()
                .find(|file| file.exists())
        };
        let declared = |file: PathBuf| {
            let text = fs::read_to_string(file).unwrap();
            ["fn", "mod", "use"]
                .iter()
                .any(|kind| text.contains(&format!("{kind} {item}")))
        };
        return module(&modules).is_some() || module(path).is_some_and(declared);
    }
    let folder = name.split('/').next().unwrap_or_default();
    let is_path =
        name.contains('/') && !name.contains([' ', '*', '{', '<']) && FOLDERS.contains(&folder);
    !is_path || root().join(name).exists() || root().join(format!("{name}.rs")).exists()
}

#[test]
fn the_proofs_that_the_threat_model_names_are_there() {
    let page = fs::read_to_string(root().join("SECURITY.md")).unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| "));
    let proofs = rows.filter_map(|row| row.trim_end_matches('|').rsplit('|').next());
    let named: Vec<&str> = proofs
        .flat_map(|proofs| proofs.split('`').skip(1).step_by(2))
        .collect();
    assert!(named.len() > 20, "{named:?}");
    for name in named {
        let proof = if name.contains('/') {
            root().join(name)
        } else {
            root().join("src").join(name.replace("::", "/"))
        };
        let is_there = if name.contains('/') {
            proof.exists()
        } else {
            has_tests(&proof.with_extension("rs")) || has_tests(&proof)
        };
        assert!(is_there, "{name} shows nothing");
    }
}

/// Tells whether there are tests in a file, or in a folder's files.
fn has_tests(path: &Path) -> bool {
    if let Ok(files) = fs::read_dir(path) {
        return files.flatten().any(|file| has_tests(&file.path()));
    }
    let code = fs::read_to_string(path).unwrap_or_default();
    code.contains("#[test]") || code.contains("#[tokio::test]")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns every page for people: those beside the manifest, and those in `docs`.
fn pages() -> Vec<PathBuf> {
    let folders = [root().to_owned(), root().join("docs")];
    let files = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());
    let pages = files.map(|file| file.unwrap().path());
    pages
        .filter(|file| file.extension().is_some_and(|end| end == "md"))
        .collect()
}

/// Returns where a page's links and pictures lead within the repository, without the part after `#`.
fn links(page: &str) -> Vec<String> {
    let targets = page
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    let files = targets.map(|target| target.split('#').next().unwrap_or_default());
    files
        .filter(|target| !target.is_empty() && !target.contains("://"))
        .map(str::to_owned)
        .collect()
}
