//! What the readers of one page say together.

use crate::{
    model::{Entry, WebUrl, Witness},
    source::{Page, extract},
};

const TEXTS: [&str; 4] = [
    "The first boat has left the quay, and everybody who had waited since dawn is aboard it.",
    "A second boat follows within the hour, says the harbour master, if the wind does not turn.",
    "The road along the bay is open again between the mill and the old customs house.",
    "Nobody was hurt when the crane came down, the foreman says, but the shed is gone.",
];

fn read(page: &str) -> Vec<Entry> {
    let address = WebUrl::parse("https://news.example/live/boats").unwrap();
    let read = extract(&Page {
        bytes: page.as_bytes(),
        content_type: Some("text/html; charset=utf-8"),
        address: Some(&address),
        fetched_at: "2025-09-18T21:00:00Z".parse().unwrap(),
        saved: None,
        cancellation: None,
    });
    read.unwrap().snapshot.entries
}

/// A page with a script of data and a section for each text.
fn page(data: &str, section: impl Fn(usize, &str) -> String) -> String {
    let sections = TEXTS.iter().enumerate().map(|(n, text)| section(n, text));
    let sections: String = sections.collect();
    format!(
        "<title>Boats leave the harbour: live updates</title>{data}<main><h1>Boats leave the harbour: live updates</h1>{sections}</main>"
    )
}

fn shown(n: usize, text: &str) -> String {
    format!(
        "<section class=liveblog-post id=boat_K5XQ{n}><time datetime='2025-09-18T1{}:40:00-03:00'>1{}:40</time>\
         <h2>Headline {n}</h2><p>{text}</p><p>Its horn {n} was heard as far as the mill.</p></section>",
        7 - n,
        7 - n
    )
}

fn json_ld(updates: &[String]) -> String {
    format!(
        "<script type='Application/LD+JSON; charset=utf-8'>{{\"@type\": \"LiveBlogPosting\", \"liveBlogUpdate\": [{}]}}</script>",
        updates.join(",")
    )
}

#[test]
fn data_that_makes_an_update_of_every_paragraph_counts_less_than_what_the_page_shows() {
    let paragraphs = TEXTS.iter().enumerate().flat_map(|(n, text)| {
        [
            (*text).to_owned(),
            format!("Its horn {n} was heard as far as the mill."),
        ]
    });
    let updates = paragraphs.enumerate().map(|(n, text)| {
        format!(
            "{{\"@id\": \"#p_{n}\", \"datePublished\": \"2025-09-18T{:02}:00:00-03:00\", \"articleBody\": \"{text}\"}}",
            17 - n
        )
    });
    let updates: Vec<String> = updates.collect();
    let entries = read(&page(&json_ld(&updates), shown));
    let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(
        ids,
        ["boat_K5XQ0", "boat_K5XQ1", "boat_K5XQ2", "boat_K5XQ3"]
    );
}

#[test]
fn every_field_remembers_who_said_it() {
    let updates = TEXTS.iter().enumerate().map(|(n, text)| {
        format!(
            "{{\"@id\": \"#boat_K5XQ{n}\", \"headline\": \"Headline {n}\", \"author\": {{\"name\": \"Anna Roe\"}}, \
             \"datePublished\": \"2025-09-18T1{}:40:00-03:00\", \"articleBody\": \"{text}\"}}",
            7 - n
        )
    });
    let updates: Vec<String> = updates.collect();
    let entries = read(&page(&json_ld(&updates), shown));
    assert_eq!(entries.len(), 4);
    let told = entries[0].provenance;
    assert_eq!(told.body.by, Witness::Markup);
    assert_eq!(told.headline.by, Witness::Markup);
    assert_eq!(told.authors.by, Witness::JsonLd);
    assert_eq!(told.modified.rank, 0);
    assert!(told.body.rank > told.authors.rank.min(1));
}

#[test]
fn rdfa_is_read_as_microdata_is() {
    let rdfa = |n: usize, text: &str| {
        format!(
            "<article property='schema:liveBlogUpdate' typeof='schema:BlogPosting'><h2 property='schema:headline'>Headline {n}</h2>\
             <span property='schema:datePublished' content='2025-09-18T1{}:40:00-03:00'></span>\
             <div property='schema:articleBody'><p>{text}</p></div></article>",
            7 - n
        )
    };
    let entries = read(&page("", rdfa));
    assert_eq!(entries.len(), 4);
    let first = &entries[0];
    assert_eq!(first.headline.as_ref().unwrap().as_str(), "Headline 0");
    assert_eq!(
        first.published.as_ref().unwrap().at.to_rfc3339(),
        "2025-09-18T17:40:00-03:00"
    );
    assert_eq!(first.provenance.published.by, Witness::Microdata);
}

#[test]
fn groups_of_one_kind_in_state_are_joined_by_id() {
    let object = |n: usize| {
        format!(
            "{{\"id\": \"b{}\", \"publishedAt\": \"2025-09-18T1{}:40:00-03:00\", \"title\": \"Headline {n}\", \"body\": \"<p>{}</p>\"}}",
            70 - 9 * n,
            7 - n,
            TEXTS[n]
        )
    };
    let state = format!(
        "<script>window.__STATE__ = {{\"blocks\": [{}, {}, {}], \"keyEvents\": [{}, {}]}};</script>",
        object(0),
        object(2),
        object(3),
        object(1),
        object(2)
    );
    let entries = read(&page(&state, |_, _| String::new()));
    let marked = entries
        .iter()
        .map(|entry| (entry.id.as_str(), entry.marks.key_event));
    let marked: Vec<_> = marked.collect();
    assert_eq!(
        marked,
        [("b70", false), ("b61", true), ("b52", true), ("b43", false)]
    );
}

#[test]
fn a_picture_or_a_line_between_updates_that_data_knows_is_one_that_data_leaves_out() {
    let left_out = [
        "<section class=liveblog-post id=boat_K5XQ8><time datetime='2025-09-18T16:50:00-03:00'>16:50</time>\
         <figure><img src=/quay.jpg width=1200 height=800 alt='The quay'></figure></section>",
        "<section class=liveblog-post id=boat_K5XQ9><time datetime='2025-09-18T17:20:00-03:00'>17:20</time>\
         <p>The ferry is full.</p></section>",
    ];
    let others = [
        "<section class=liveblog-post><p>Advertisement: boats for all of you</p></section>",
        "<section class=liveblog-post><time datetime='2025-09-18T09:50:00-03:00'>09:50</time>\
         <h2><a href='https://news.example/other/story'>Mill for sale</a></h2></section>",
        "<section class=liveblog-post><time datetime='2025-09-18T16:30:00-03:00'>16:30</time></section>",
    ];
    let updates = TEXTS.iter().enumerate().map(|(n, text)| {
        format!(
            "{{\"@id\": \"#boat_K5XQ{n}\", \"datePublished\": \"2025-09-18T1{}:40:00-03:00\", \"articleBody\": \"{text}\"}}",
            7 - n
        )
    });
    let data = json_ld(&updates.collect::<Vec<_>>());
    let read_with = |more: &str| {
        let entries = read(&page(&data, |n, text| {
            let before = if n == 1 { more } else { "" };
            format!("{before}{}", shown(n, text))
        }));
        let ids = entries.iter().map(|entry| entry.id.to_string());
        ids.collect::<Vec<_>>()
    };
    let known = ["boat_K5XQ0", "boat_K5XQ1", "boat_K5XQ2", "boat_K5XQ3"];
    assert_eq!(read_with(&others.concat()), known);
    for one in left_out {
        let ids = read_with(one);
        assert_eq!(ids.len(), 5, "{one}");
        assert!(!known.contains(&ids[1].as_str()), "{one}");
    }
}
