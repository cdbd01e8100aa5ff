use super::*;
use crate::{
    model::{BlogRevision, Clean, Emphasis, Gap, Status},
    report::{
        Past,
        sample::{Sample, every_block, url},
    },
};

#[test]
fn a_document_is_headings_and_escaped_text() {
    let mut bytes = Vec::new();
    write(&Sample::new().document(), &mut bytes).unwrap();
    insta::assert_snapshot!(String::from_utf8(bytes).unwrap());
}

#[test]
fn no_markup_of_a_page_is_left_to_a_markdown_reader() {
    let text = body(&every_block());
    // Inside the fence of preformatted text nothing needs an escape.
    let (outside, _) = text.split_once("````").unwrap();
    assert!(outside.contains("\\<b>2 \\* 3 \\* 4\\</b>"));
    assert!(!outside.replace("\\<", "").replace("(<", "").contains('<'));
}

fn paragraph_of(text: &str) -> String {
    body(&Body {
        blocks: vec![Block::Paragraph(broken(text))],
    })
}

/// Runs of text parted by forced breaks.
fn broken(text: &str) -> Vec<Inline> {
    let mut runs = Vec::new();
    for line in text.split('\n') {
        if !runs.is_empty() {
            let text = Clean::line_break();
            runs.push(Inline {
                text,
                ..Inline::plain("")
            });
        }
        runs.push(Inline::plain(line));
    }
    runs
}

#[test]
fn what_means_something_at_a_lines_start_is_escaped_there() {
    for (raw, escaped) in [
        ("# one", "\\# one"),
        ("- one", "\\- one"),
        ("+ one", "\\+ one"),
        ("> one", "\\> one"),
        ("=== one", "\\=== one"),
        ("--- | ---", "\\--- \\| ---"),
        ("12. one", "12\\. one"),
        ("12) one", "12\\) one"),
        (
            "12.30 is fine - # mid-line, too",
            "12\\.30 is fine - # mid-line, too",
        ),
        ("```rust", "\\`\\`\\`rust"),
        ("[a]: https://x.example/", "\\[a\\]: https://x.example/"),
        ("one\n# two", "one\\\n\\# two"),
        ("    indented", "indented"),
        ("&copy; & more; &#60;", "\\&copy; & more; \\&#60;"),
    ] {
        assert_eq!(paragraph_of(raw), escaped);
    }
}

#[test]
fn a_headings_last_number_sign_is_no_decoration() {
    let heading = Block::Heading {
        level: 6,
        text: vec![Inline::plain("In C #")],
    };
    assert_eq!(block(&heading), ["###### In C \\#"]);
}

#[test]
fn an_address_cannot_end_its_link_or_its_cell() {
    for (address, written) in [
        ("https://a.example/x_(y)", "<https://a.example/x_(y)>"),
        (
            "https://a.example/?a=1&copy;=2&b",
            "<https://a.example/?a=1\\&copy;=2&b>",
        ),
        (
            "https://a.example/?a|b\\c",
            "<https://a.example/?a%7Cb%5Cc>",
        ),
        (
            "https://a.example/?a>b#c>d",
            "<https://a.example/?a%3Eb#c%3Ed>",
        ),
    ] {
        assert_eq!(escape::destination(&url(address)), written);
    }
}

fn run(text: &str, emphasis: Emphasis) -> Inline {
    Inline {
        text: Clean::inline(text),
        emphasis,
        link: None,
    }
}

#[test]
fn marks_stand_at_the_words_and_never_show_as_asterisks() {
    let none = Emphasis::default();
    let strong = Emphasis {
        strong: true,
        ..none
    };
    let both = Emphasis {
        emphasis: true,
        ..strong
    };
    let struck = Emphasis {
        struck: true,
        ..strong
    };
    let code = Emphasis { code: true, ..none };
    for (runs, written) in [
        (vec![run(" bold ", strong), run("on", none)], "**bold** on"),
        (
            vec![run("Update:", strong), run(" more", none)],
            "**Update:** more",
        ),
        (
            vec![run("a", none), run("\"b\"", strong), run("c", none)],
            "a\"b\"c",
        ),
        (
            vec![run("a", none), run("b", strong), run("c", none)],
            "a**b**c",
        ),
        (vec![run("all", both)], "***all***"),
        (vec![run("gone", struck)], "**~~gone~~**"),
        (vec![run("a`*b", code)], "`` a`*b ``"),
        (vec![run("a*b", strong)], "**a\\*b**"),
        (vec![run("one", strong), run("two", both)], "**one**two"),
        (vec![run("one*", none), run("two", strong)], "one\\***two**"),
    ] {
        assert_eq!(one_line(&runs), written);
    }
}

#[test]
fn an_exclamation_mark_before_a_link_makes_no_picture_of_it() {
    let link = Inline {
        link: Some(url("https://a.example/")),
        ..run("here", Emphasis::default())
    };
    let runs = [run("Look!", Emphasis::default()), link];
    assert_eq!(one_line(&runs), "Look\\![here](<https://a.example/>)");
}

#[test]
fn lists_in_a_row_stay_two() {
    let list = |start| Block::List {
        start,
        items: vec![ListItem {
            blocks: vec![Block::Paragraph(vec![Inline::plain("one")])],
        }],
    };
    let lines = blocks(&[list(Some(u32::MAX)), list(None)]);
    assert_eq!(lines, ["999999999. one", "", "<!-- -->", "", "- one"]);
}

#[test]
fn an_archive_has_the_past_under_each_update() {
    let sample = Sample::new();
    let headline = |seen: &str, words: &str| BlogRevision {
        seen: seen.parse().unwrap(),
        headline: Clean::line(words),
        standfirst: Clean::default(),
        status: Status::Live,
    };
    let headlines = [
        headline("2025-08-07T02:00:00Z", "Ship *strikes* bridge"),
        headline("2025-08-07T02:30:00Z", "Bridge closed"),
    ];
    let gaps = [Gap {
        since: "2025-08-07T02:31:00Z".parse().unwrap(),
        until: "2025-08-07T04:02:00Z".parse().unwrap(),
    }];
    let archive = Archive {
        document: sample.document(),
        past: Some(Past {
            headlines: &headlines,
            gaps: &gaps,
            polls: &[],
        }),
    };
    let mut bytes = Vec::new();
    write_archive(&archive, &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        text.contains(
            "What was said of the blog:\n\n\
         1. 2025-08-07 02:00 +00:00: Ship \\*strikes\\* bridge · live\n\
         2. 2025-08-07 02:30 +00:00: Bridge closed · live\n"
        ),
        "{text}"
    );
    assert!(
        text.contains("not here:\n\n- 2025-08-07 02:31 +00:00 to 2025-08-07 04:02 +00:00\n"),
        "{text}"
    );
    assert!(
        text.contains(
            "Revisions:\n\n\
         1. first seen 2025-08-07 02:50 +00:00: Minister to speak at 11 \\<script>\n\n   \
         The minister will speak.\n\n\
         2. edited 2025-08-07 02:52 +00:00, significant: figures, names; it stands above\n"
        ),
        "{text}"
    );
    assert_eq!(
        text.matches("Revisions:").count(),
        1,
        "one update was edited"
    );
}
