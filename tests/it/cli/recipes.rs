//! Recipes: tried with `check`, and the reader's own in the folder beside the settings.

use std::{fs, path::Path};

use serde_json::Value;

use super::{fixture, newswire, outcome};

const BY_PERSON: &str = "hosts = \"herald.example\"\nentry = \"div.entry\"\nheadline = \".who\"\n";

/// A home whose reader has these recipes.
fn home(recipes: &[(&str, &str)]) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".config/newswire/sites");
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in recipes {
        fs::write(folder.join(name), text).unwrap();
    }
    home
}

/// The headline of a page's newest update.
fn headline(home: &Path, page: &str) -> String {
    let (status, stdout, stderr) =
        outcome(newswire(home).args(["print", "--format", "json", page]));
    assert_eq!((status, stderr.as_str()), (0, ""));
    let feed: Value = serde_json::from_str(&stdout).unwrap();
    feed["items"][0]["title"].as_str().unwrap().to_owned()
}

#[test]
fn a_readers_own_recipe_counts_more_than_that_of_the_program() {
    let page = fixture("pages/recipe_only.html");
    assert_eq!(headline(home(&[]).path(), &page), "Minister to speak at 11");
    let own = home(&[("mine.toml", BY_PERSON)]);
    assert_eq!(headline(own.path(), &page), "Ada Brook");
}

#[test]
fn a_recipe_that_is_wrong_is_a_warning_of_check_and_ends_nothing() {
    let page = fixture("pages/recipe_only.html");
    let home = home(&[("mine.toml", "entry = \"p\"\nheadlin = \"h2\"\n")]);
    assert_eq!(headline(home.path(), &page), "Minister to speak at 11");
    let sentence = "The recipe mine.toml cannot be used, line 2: \
                    unknown key headlin (did you mean headline?).";

    let (status, stdout, stderr) = outcome(newswire(home.path()).args(["check", &page]));
    assert_eq!((status, stderr.as_str()), (0, ""));
    assert!(stdout.contains("Recognised as  recipe\n"), "{stdout}");
    assert!(
        stdout.contains(&format!("Warnings\n  {sentence}\n")),
        "{stdout}"
    );

    // It may be why nothing was found.
    fs::write(home.path().join("a.html"), "<p>Nothing to be followed.</p>").unwrap();
    let (status, stdout, _) = outcome(newswire(home.path()).args(["check", "a.html"]));
    assert_eq!((status, stdout), (3, format!("Warnings\n  {sentence}\n")));

    outcome(newswire(home.path()).args(["-v", "--data-dir", "data", "print", &page]));
    let log = fs::read_to_string(home.path().join("data/newswire.log")).unwrap();
    assert!(log.contains(sentence), "{log}");
}

#[test]
fn check_tries_a_recipe_whatever_hosts_it_names() {
    let home = home(&[]);
    let page = fixture("pages/recipe_only.html");
    let try_out = |text: &str| {
        fs::write(home.path().join("my.toml"), text).unwrap();
        outcome(newswire(home.path()).args(["check", "--recipe", "my.toml", &page]))
    };
    let (status, stdout, _) =
        try_out("hosts = \"other.example\"\nentry = \".entry\"\nid = \".title\"");
    assert_eq!(status, 0);
    assert!(
        stdout.contains("Evidence\n  recipe: 3 updates\n"),
        "{stdout}"
    );

    let (status, stdout, _) = try_out("entry = \".update\"");
    assert_eq!(status, 3);
    assert_eq!(
        stdout,
        "Warnings\n  The recipe my.toml finds no update in the page.\n"
    );

    let (status, stdout, stderr) = try_out("entry = \"div[\"\nzone = \"Mars\"");
    assert_eq!(status, 2);
    assert!(
        stdout.starts_with("The recipe my.toml cannot be used, line 1: entry is no CSS selector"),
        "{stdout}"
    );
    assert_eq!(stdout.lines().count(), 2);
    assert_eq!(
        stderr,
        "newswire: There is something wrong with the recipe my.toml.\n"
    );
}
