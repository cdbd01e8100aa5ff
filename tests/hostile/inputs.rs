//! Bad inputs: texts that are no texts in every kind of page, and shapes that cost.

use std::{fs, path::Path};

use crate::{
    Tier, escapes,
    program::{self, Ended, newswire},
    table::Table,
};

/// Texts that strangers put where a text belongs.
fn texts() -> Vec<(&'static str, String)> {
    vec![
        ("window title", "\u{1b}]0;PWN1\u{7}".to_owned()),
        ("clipboard", "\u{1b}]52;c;UFdOMQ==\u{1b}\\".to_owned()),
        ("C1 controls", "\u{9d}0;PWN1\u{9c}\u{9b}31m".to_owned()),
        ("half a sequence", "\u{1b}[".to_owned()),
        ("cursor and clear", "\u{1b}[2J\u{1b}[H\u{8}\r".to_owned()),
        ("NUL", "a\0b".to_owned()),
        ("overrides", "\u{202e}gpj.exe\u{2066}x\u{2069}".to_owned()),
        ("no width", "\u{200b}\u{200d}\u{feff}".repeat(500)),
        ("marks on a letter", format!("a{}", "\u{301}".repeat(5_000))),
        ("families", "👩‍👩‍👧‍👦".repeat(500)),
        ("no characters", "\u{ffff}\u{1fffe}\u{fdd0}".to_owned()),
        ("tags", "\u{e0041}\u{e007f}".repeat(50)),
        ("private use", "\u{e000}\u{f8ff}\u{10fffd}".to_owned()),
        ("one long word", "x".repeat(60_000)),
        ("line breaks", "\u{2028}\u{2029}\u{85}\u{b}\u{c}".repeat(50)),
        (
            "references",
            "&#27;[31m&#x9b;1m&#0;&#x110000;&bogus;".to_owned(),
        ),
        ("from right to left", "مرحبا بالعالم ".repeat(200)),
        (
            "syllables in parts",
            "\u{1112}\u{1161}\u{11ab}".repeat(3_000),
        ),
    ]
}

/// What a page begins and ends with, and what is repeated between; `{n}` in that counts.
struct Shape {
    name: &'static str,
    begin: &'static str,
    again: &'static str,
    end: &'static str,
}

const DATA: &str = "<title>Live</title><script type=\"application/ld+json\">";

/// Shapes that cost a careless reader more than their length.
const SHAPES: &[Shape] = &[
    shape("nested blocks", "<title>Live</title>", "<div>", ""),
    shape("nested lists", "<title>Live</title>", "<ul><li>", ""),
    shape("open styles", "<title>Live</title>", "<b><i>", ""),
    shape("open tables", "<title>Live</title>", "<table><tr><td>", ""),
    shape("attributes", "<title>Live</title><p ", "a=1 ", ">"),
    shape("names", "<title>Live</title><p ", "a{n} ", ""),
    shape("names and strokes", "<title>Live</title><p ", "a{n}/", ""),
    shape(
        "names and values",
        "<title>Live</title><p ",
        "a{n}=\"\"",
        "",
    ),
    shape(
        "names after a sign in quotes",
        "<title>Live</title><p a=\"<\" ",
        "a{n} ",
        "",
    ),
    shape("names at an end", "<title>Live</title></p ", "a{n} ", ""),
    shape(
        "elements with many names",
        "<title>Live</title>",
        "<p a b c d e f g h i j k l m n o p q r s t u v w x y z>",
        "",
    ),
    shape(
        "styles that are opened again",
        "<title>Live</title><p><b a b c d e f g h i j k l m n o p q r s t u v w x y z><i a b c d e f g h i j k l>",
        "<p>x",
        "",
    ),
    shape(
        "names of the root",
        "<title>Live</title>",
        "<html a{n}>",
        "",
    ),
    shape(
        "names of the body",
        "<title>Live</title>",
        "<body a{n}>",
        "",
    ),
    shape("strokes", "<title>Live</title><p ", "/", ""),
    shape("NUL bytes in a tag", "<title>Live</title><p ", "\0", ""),
    shape("line breaks", "<title>Live</title><p>", "\n", ""),
    shape(
        "line breaks after the end",
        "<title>Live</title></body>",
        "\n",
        "",
    ),
    shape("open comment", "<title>Live</title><!--", "- -", ""),
    shape("quotes", "<title>Live</title><a href=\"", "\"\"", ""),
    shape("references", "<title>Live</title><p>", "&amp;", ""),
    shape(
        "open script",
        "<title>Live</title>",
        "<script type=\"application/ld+json\">{",
        "",
    ),
    shape(
        "data that is mentioned",
        "<title>Live</title><p>",
        "application/ld+json ",
        "",
    ),
    shape("arrays in data", DATA, "[", "</script>"),
    shape("objects in data", DATA, "{\"a\":", "</script>"),
    shape(
        "empty updates",
        "<title>Live</title><script type=\"application/ld+json\">{\"@type\":\"LiveBlogPosting\",\"headline\":\"x\",\"liveBlogUpdate\":[",
        "{},",
        "{}]}</script>",
    ),
    shape(
        "short updates",
        "<title>Live</title><script type=\"application/ld+json\">{\"@type\":\"LiveBlogPosting\",\"headline\":\"x\",\"liveBlogUpdate\":[",
        "{\"@type\":\"BlogPosting\",\"articleBody\":\"One.\",\"datePublished\":\"2025-08-07T04:49:00Z\"},",
        "{}]}</script>",
    ),
    shape("backslashes", DATA, "\\\\", "</script>"),
    shape(
        "state",
        "<title>Live</title><script>window.state={\"posts\":[",
        "{\"id\":1,\"body\":\"<p>Words.\"},",
        "]}</script>",
    ),
    shape(
        "clocks",
        "<title>Live</title><h1>Live</h1>",
        "<p>04:49 Words of news.</p>",
        "",
    ),
    shape(
        "times",
        "<title>Live</title><h1>Live</h1>",
        "<time>04:49</time>",
        "",
    ),
    shape(
        "articles",
        "<title>Live</title><h1>Live</h1>",
        "<article id=u><time>04:49</time><p>Words of news.</article>",
        "",
    ),
    shape(
        "items",
        "<rss version=\"2.0\"><channel><title>x</title>",
        "<item><title>a</title></item>",
        "</channel></rss>",
    ),
    shape(
        "open items",
        "<rss version=\"2.0\"><channel><title>x</title>",
        "<item>",
        "",
    ),
    shape(
        "entities of a feed",
        "<!DOCTYPE r [<!ENTITY a \"aaaa\">",
        "<!ENTITY b \"&a;&a;&a;\">",
        "]><rss version=\"2.0\"><channel><title>&b;</title></channel></rss>",
    ),
    shape(
        "entries",
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"x\",\"items\":[",
        "{\"id\":\"1\",\"content_text\":\"a\"},",
        "]}",
    ),
    shape("lines", "Live updates\n\n", "04:49 Words\nOf news.\n\n", ""),
    shape("blank lines", "Live updates\n\n04:49 Words\n", "\n", ""),
    shape("Thai", "<title>Live</title><p>", "สวัสดีชาวโลก", ""),
    shape(
        "addresses of a platform",
        "<title>Live</title><h1>Live</h1><p>",
        "client_blogs/",
        "",
    ),
    shape("NUL bytes", "<title>Live</title><p>", "\0", ""),
];

const fn shape(
    name: &'static str,
    begin: &'static str,
    again: &'static str,
    end: &'static str,
) -> Shape {
    Shape {
        name,
        begin,
        again,
        end,
    }
}

impl Shape {
    /// Repeats it up to so many bytes.
    fn repeated(&self, size: usize) -> String {
        if !self.again.contains("{n}") {
            return self.again.repeat(size / self.again.len());
        }
        let mut repeated = String::new();
        for n in 0.. {
            let again = self.again.replace("{n}", &n.to_string());
            if repeated.len() + again.len() > size {
                break;
            }
            repeated += &again;
        }
        repeated
    }
}

/// So many bytes a shape has in each tier; a build that is not optimised takes its time.
fn sizes(tier: Tier) -> &'static [usize] {
    match tier {
        Tier::Quick => &[60_000],
        Tier::Full => &[1_000_000, 4_000_000, 15_000_000],
    }
}

fn read(home: &Path, page: &[u8]) -> Ended {
    let path = home.join("page");
    fs::write(&path, page).unwrap();
    program::run(newswire(home).args(["print", "--format", "json"]).arg(path))
}

pub fn run(tier: Tier, table: &mut Table) {
    let home = tempfile::tempdir().unwrap();
    for (name, text) in texts() {
        for (kind, page) in escapes::carriers(&text) {
            let ended = read(home.path(), page.as_bytes());
            let mut faults = ended.faults(&[0, 1, 3]);
            let printed = String::from_utf8_lossy(&ended.stdout);
            for payload in ["PWN1", "UFdOMQ"] {
                if printed.contains(payload) {
                    faults.push(format!("{payload} came through"));
                }
            }
            table.add(format!("{name} in {kind}"), &ended, faults);
        }
    }
    for shape in SHAPES {
        for size in sizes(tier) {
            let page = [shape.begin, &shape.repeated(*size), shape.end].concat();
            let ended = read(home.path(), page.as_bytes());
            let faults = ended.faults(&[0, 1, 3]);
            table.add(
                format!("{}, {} kB", shape.name, size / 1_000),
                &ended,
                faults,
            );
        }
    }
}
