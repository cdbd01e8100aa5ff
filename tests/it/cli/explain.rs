//! `check --explain`: who claimed what, and which rule won.

use super::{fails, fixture, newswire, outcome};

const PAGE: &str = "liveblogs/structured-headlines-text-in-markup.html";

fn explained(arguments: &[&str]) -> String {
    let home = tempfile::tempdir().unwrap();
    let page = fixture(PAGE);
    let mut all = vec!["check", page.as_str(), "--explain"];
    all.extend(arguments);
    let (status, stdout, stderr) = outcome(newswire(home.path()).args(all));
    assert_eq!((status, stderr.as_str()), (0, ""));
    stdout
}

#[test]
fn every_claim_of_an_update_stands_under_its_field_the_one_that_holds_first() {
    for name in ["lb70", "#lb70"] {
        let told = explained(&[name]);
        let update = told.split("\nUpdate lb70\n").nth(1).unwrap();
        let lines: Vec<&str> = update.lines().collect();
        for line in [
            "  text       markup: element         109 characters: Four of nine gates of the upper dam were opened this evening",
            "             JSON-LD: articleBody    16 characters: Dam gates opened (less exact)",
            "  headline   markup: heading         Dam gates opened",
            "             JSON-LD: headline       Dam gates opened (says the same)",
            "  authors    JSON-LD: author         Timespaper (names the publisher)",
        ] {
            assert!(lines.contains(&line), "{line:?} is not in\n{update}");
        }
        assert!(!told.contains("lb71"), "{told}");
    }
}

#[test]
fn without_an_id_the_blog_and_all_of_its_updates_are_explained() {
    let told = explained(&[]);
    let (_, blog) = told.split_once("\nThe blog\n").unwrap();
    for line in [
        "  publisher   markup: meta og:site_name",
        "  headline    JSON-LD: headline",
        "              markup: title                      Monsoon live: Schools to stay closed | Timespaper (counts less)",
        "  language    markup: html[lang]                 en",
        "\nUpdate lb71\n",
        "\nUpdate lb68\n",
    ] {
        assert!(blog.contains(line), "{line:?} is not in\n{blog}");
    }
}

#[test]
fn an_update_that_is_not_there_is_named() {
    let home = tempfile::tempdir().unwrap();
    fails(
        newswire(home.path()).args(["check", &fixture(PAGE), "--explain", "lb99"]),
        2,
        "The source has no update lb99; --explain alone tells of all.",
    );
}
