use chrono::{DateTime, Utc};

use super::*;
use crate::{
    model::{Clean, Entry, NoLiveBlog},
    source::{Extraction, Page, extract_with},
};

const PAGE: &str = include_str!("../../../../tests/fixtures/pages/recipe_only.html");
const ADDRESS: &str = "https://www.herald.example/harbour";

fn recipes(texts: &[(&str, &str)]) -> Recipes {
    let parsed = texts
        .iter()
        .map(|(name, text)| Recipe::parse(name, text).unwrap());
    parsed.collect()
}

fn extract(html: &str, address: &str, recipes: &Recipes) -> Result<Extraction, NoLiveBlog> {
    let now: DateTime<Utc> = "2025-08-07T12:00:00Z".parse().unwrap();
    let address = WebUrl::parse(address).unwrap();
    let page = Page {
        bytes: html.as_bytes(),
        content_type: Some("text/html; charset=utf-8"),
        address: Some(&address),
        fetched_at: now,
        saved: None,
        cancellation: None,
    };
    extract_with(&page, recipes)
}

/// What a recipe for every host reads in a page.
fn read(html: &str, recipe: &str) -> Vec<Entry> {
    let recipe = Recipe::parse("a.toml", recipe).unwrap().for_every_host();
    let recipes = [recipe].into_iter().collect();
    extract(html, ADDRESS, &recipes).unwrap().snapshot.entries
}

fn headlines(entries: &[Entry]) -> Vec<&str> {
    let headlines = entries.iter().map(|entry| entry.headline.as_ref());
    headlines
        .map(|headline| headline.map(Clean::as_str).unwrap_or_default())
        .collect()
}

#[test]
fn the_recipes_of_the_program_are_right() {
    for (name, text) in BUILT_IN {
        assert_eq!(Recipe::parse(name, text).err(), None, "{name}");
    }
    assert_eq!(Recipes::built_in().0.len(), BUILT_IN.len());
}

#[test]
fn a_page_that_the_general_rules_refuse_is_read_by_its_recipe() {
    assert!(extract(PAGE, ADDRESS, &Recipes::default()).is_err());
    let extraction = extract(PAGE, ADDRESS, Recipes::built_in()).unwrap();
    let snapshot = &extraction.snapshot;
    assert_eq!(snapshot.recognised_as.as_str(), "recipe");
    assert_eq!(extraction.evidence[0].as_str(), "recipe: 3 updates");
    assert!(snapshot.warnings.is_empty(), "{:?}", snapshot.warnings);
    assert_eq!(
        headlines(&snapshot.entries),
        [
            "Minister to speak at 11",
            "Ferries doubled until Sunday",
            "Ship strikes the north pier"
        ]
    );
    let first = &snapshot.entries[0];
    assert_eq!(first.id.to_string(), "k-3");
    assert_eq!(first.authors[0].name.as_str(), "Ada Brook");
    assert_eq!(
        first.body.text().trim(),
        "The transport minister will give a statement at 11, her office said."
    );
    // Lisbon is an hour ahead of UTC in August.
    let at = first.published.as_ref().unwrap().at.to_rfc3339();
    assert_eq!(at, "2025-08-07T10:49:00+01:00");
}

#[test]
fn a_recipe_is_for_its_hosts_and_those_below_them() {
    let recipe = Recipe::parse("b.example.toml", "entry = 'p'\nhosts = ['A.example']").unwrap();
    for (host, fits) in [
        ("a.example", true),
        ("www.a.example", true),
        ("nota.example", false),
        ("a.example.org", false),
        ("b.example", false),
    ] {
        assert_eq!(recipe.fits(Some(host)).is_some(), fits, "{host}");
    }
    assert!(recipe.fits(None).is_none());
    assert!(recipe.for_every_host().fits(None).is_some());
}

#[test]
fn the_name_of_the_file_is_the_host_where_none_is_named() {
    let recipe = Recipe::parse("News.example.toml", "entry = 'p'").unwrap();
    assert!(recipe.fits(Some("www.news.example")).is_some());
    assert!(recipe.fits(Some("example")).is_none());
}

#[test]
fn for_one_host_the_earlier_recipe_counts_and_a_closer_name_counts_more() {
    let own = recipes(&[
        (
            "mine.toml",
            "hosts = 'herald.example'\nentry = 'div.entry'\nheadline = '.who'",
        ),
        (
            "close.toml",
            "hosts = 'close.herald.example'\nentry = 'div.entry'\nheadline = '.title'",
        ),
    ]);
    let both = own.then(Recipes::built_in());
    let first = |address: &str| {
        let snapshot = extract(PAGE, address, &both).unwrap().snapshot;
        snapshot.entries[0].headline.clone().unwrap().to_string()
    };
    assert_eq!(first(ADDRESS), "Ada Brook");
    assert_eq!(
        first("https://close.herald.example/harbour"),
        "Minister to speak at 11"
    );
}

#[test]
fn where_a_recipe_finds_nothing_the_next_one_goes_on_and_then_the_general_rules() {
    let stale = recipes(&[("stale.toml", "hosts = 'herald.example'\nentry = 'div.old'")]);
    let warning = "The recipe stale.toml finds no update in the page.";
    let snapshot = extract(PAGE, ADDRESS, &stale.clone().then(Recipes::built_in()))
        .unwrap()
        .snapshot;
    assert_eq!(snapshot.entries.len(), 3);
    assert_eq!(snapshot.warnings[0].as_str(), warning);

    let structured = include_str!("../../../../tests/fixtures/pages/structured_minimal.html");
    let snapshot = extract(structured, ADDRESS, &stale).unwrap().snapshot;
    assert!(snapshot.recognised_as.as_str().starts_with("JSON-LD"));
    assert_eq!(snapshot.warnings[0].as_str(), warning);
}

#[test]
fn what_a_recipe_does_not_name_is_read_by_the_general_rules() {
    let page = "<div class=u id=post-1><h3>First</h3><span class=byline>By Ada Brook</span>
        <time datetime='2025-08-07T04:20:00Z'>05:20</time><p>The first words of an update.</p></div>";
    let entries = read(page, "entry = '.u'");
    let first = &entries[0];
    assert_eq!(headlines(&entries), ["First"]);
    assert_eq!(first.id.to_string(), "post-1");
    assert_eq!(first.authors[0].name.as_str(), "Ada Brook");
    assert_eq!(first.body.text().trim(), "The first words of an update.");
    let published = first.published.as_ref().unwrap();
    assert_eq!(published.at.to_rfc3339(), "2025-08-07T04:20:00+00:00");
}

#[test]
fn a_heading_that_is_not_the_named_headline_stays_in_the_text() {
    let page = "<div class=u><h3>Part one</h3><b class=t>Title</b><p>Words of an update.</p></div>";
    let entries = read(page, "entry = '.u'\nheadline = '.t'");
    assert_eq!(headlines(&entries), ["Title"]);
    assert!(entries[0].body.text().contains("Part one"));
    assert!(!entries[0].body.text().contains("Title"));
}

#[test]
fn attributes_say_ids_times_headlines_and_bylines() {
    let page = "<li data-n=Title data-by='Ada Brook' data-at=1754540400><a class=l href='#u7'>x</a>
        <p>Words of an update.</p></li>";
    let entries = read(
        page,
        "entry = 'li'
        headline = { attribute = 'data-n' }
        byline = { attribute = 'data-by' }
        time = { attribute = 'data-AT' }
        id = { selector = '.l', attribute = 'href' }
        drop = '.l'",
    );
    let first = &entries[0];
    assert_eq!(headlines(&entries), ["Title"]);
    assert_eq!(first.authors[0].name.as_str(), "Ada Brook");
    assert_eq!(first.id.to_string(), "u7");
    let permalink = first.permalink.as_ref().unwrap().to_string();
    assert_eq!(permalink, format!("{ADDRESS}#u7"));
    let published = first.published.as_ref().unwrap();
    assert_eq!(published.at.to_rfc3339(), "2025-08-07T04:20:00+00:00");
    assert_eq!(first.body.text().trim(), "Words of an update.");
}

#[test]
fn several_bodies_are_one_text_and_an_update_in_an_update_is_none() {
    let page = "<article><p class=w>One.</p><p>Between.</p><div class=w><p class=w>Two.</p></div>
        <article><p class=w>Three.</p></article></article>";
    let entries = read(page, "entry = 'article'\nbody = '.w'");
    assert_eq!(entries.len(), 1);
    let words: String = entries[0].body.text().split_whitespace().collect();
    assert_eq!(words, "One.Two.Three.");
}

#[test]
fn a_recipe_may_tell_no_more_than_the_zone_of_a_hosts_pages() {
    let recipes = recipes(&[("herald.example.toml", "zone = 'Europe/Lisbon'")]);
    assert_eq!(
        recipes.zone(Some("live.herald.example")),
        Some(chrono_tz::Tz::Europe__Lisbon)
    );
    assert_eq!(recipes.zone(Some("post.example")), None);
    assert_eq!(recipes.zone(None), None);
    let wrong = Recipe::parse("a.toml", "zone = 'Europe/Lisbon'\ntime = 'b'").unwrap_err();
    assert!(wrong[0].to_string().contains("entry is missing"));
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_the_nearest_key() {
    let list = "body, byline, drop, entry, headline, hosts, id, time, zone";
    for (text, expected) in [
        (
            "",
            "line 1: entry is missing, the CSS selector of an update",
        ),
        (
            "\nentry = 'p'\nentry = 'p'",
            "line 3: this is not TOML, duplicate key",
        ),
        (
            "entry = ",
            "line 1: this is not TOML, string values must be quoted, expected literal string",
        ),
        (
            "entry = 'p'\nheadlin = 'h2'",
            "line 2: unknown key headlin (did you mean headline?)",
        ),
        (
            "entry = 'p'\n\nqqq = 1",
            &format!("line 3: unknown key qqq; known are {list}"),
        ),
        (
            "entry = 'p'\n[time]\nselctor = 'b'",
            "line 3: unknown key selctor (did you mean selector?)",
        ),
        (
            "entry = 'p'\n[headline]\n",
            "line 2: headline must be a CSS selector in quotes, or a table of selector and attribute",
        ),
        (
            "entry = 3",
            "line 1: entry must be a CSS selector in quotes",
        ),
        (
            "entry = ' '",
            "line 1: entry must be a CSS selector in quotes",
        ),
        ("entry = 'div['", "line 1: entry is no CSS selector: div["),
        (
            "entry = 'p'\ndrop = ['a',\n'p::']",
            "line 3: drop is no CSS selector: p::",
        ),
        (
            "entry = 'p'\nid = { attribute = 'a b' }",
            "line 2: the attribute of id must be a name in quotes",
        ),
        (
            "entry = 'p'\nhosts = 'https://a.example/'",
            "line 2: hosts must be names such as \"news.example\", without https:// and path",
        ),
        (
            "entry = 'p'\nzone = 'Mars'",
            "line 2: zone must be a name of the IANA time zone database, such as \"Europe/London\"",
        ),
    ] {
        let problems = Recipe::parse("a.toml", text).unwrap_err();
        assert_eq!(
            problems[0].to_string(),
            format!("The recipe a.toml cannot be used, {expected}.")
        );
    }
}

#[test]
fn every_problem_is_told_in_the_order_of_the_lines() {
    let problems = Recipe::parse("a.toml", "zone = 1\nentry = 'div['\nboddy = 'p'").unwrap_err();
    let lines: Vec<_> = problems.iter().filter_map(|problem| problem.line).collect();
    assert_eq!(lines, [1, 2, 3]);
}

#[test]
fn of_problems_in_every_line_the_first_are_told_and_the_others_counted() {
    let lines: Vec<String> = (0..5_000).map(|n| format!("tme{n} = 1\n")).collect();
    let text = lines.concat();
    let problems = Recipe::parse("post.example", &text).unwrap_err();
    assert_eq!(problems.len(), 101);
    let words = |at: usize| problems[at].to_string();
    assert!(
        words(0).contains("line 1: unknown key tme0 (did you mean time?)"),
        "{}",
        words(0)
    );
    assert!(
        words(100).ends_with("4901 more things are wrong."),
        "{}",
        words(100)
    );
}

#[test]
fn hostile_recipes_are_refused_and_no_danger() {
    for text in [
        format!("entry = '{}'", "p ".repeat(1_000)),
        format!("entry = '{}'", ":not(".repeat(150)),
        format!("entry = 'p'\nhosts = [{}]", "'a',".repeat(101)),
        format!("x = {}", "[".repeat(60_000)),
        "entry = '\u{1b}]0;title\u{7}'".to_owned(),
    ] {
        for problem in Recipe::parse("a\u{1b}.toml", &text).unwrap_err() {
            assert!(!problem.to_string().contains('\u{1b}'), "{problem}");
        }
    }
}
