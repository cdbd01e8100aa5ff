#![expect(
    clippy::disallowed_methods,
    reason = "these pages are ours, and are read as a browser reads them"
)]

use std::{cell::RefCell, sync::Arc};

use html5ever::{
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
    },
};
use scraper::{Html, Selector};

use super::write;
use crate::{
    model::{Author, BlogRevision, Body, Clean, Entry, Gap, Status},
    report::{Archive, Past, sample::Sample},
};

const HOSTILE: &str = "\"'><script>alert(1)</script><img src=x onerror=y></title></style>&lt;!--";

fn headlines() -> Vec<BlogRevision> {
    let headline = |seen: &str, words: &str| BlogRevision {
        seen: seen.parse().unwrap(),
        headline: Clean::line(words),
        standfirst: Clean::default(),
        status: Status::Live,
    };
    vec![
        headline("2025-08-07T02:00:00Z", "Ship strikes bridge"),
        headline("2025-08-07T02:30:00Z", HOSTILE),
    ]
}

fn page(sample: &Sample, revisions: bool) -> String {
    let headlines = headlines();
    let gaps = [Gap {
        since: "2025-08-07T02:31:00Z".parse().unwrap(),
        until: "2025-08-07T04:02:00Z".parse().unwrap(),
    }];
    let archive = Archive {
        document: sample.document(),
        past: revisions.then_some(Past {
            headlines: &headlines,
            gaps: &gaps,
            ..Past::default()
        }),
    };
    let mut bytes = Vec::new();
    write(&archive, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// A sample in which every text that a page gives is hostile.
fn hostile() -> Sample {
    let mut sample = Sample::new();
    let words = Clean::line(HOSTILE);
    sample.blog.headline = words.clone();
    sample.blog.standfirst = words.clone();
    sample.blog.publisher = words.clone();
    sample.blog.language = words.clone();
    sample.blog.summary = Body::from_plain(HOSTILE);
    for item in &mut sample.items {
        let spoil = |entry: &Entry| Entry {
            headline: Some(words.clone()),
            authors: vec![Author {
                name: words.clone(),
                url: None,
            }],
            body: Body::from_plain(&format!("{HOSTILE}\n\n{}", entry.body.text())),
            ..entry.clone()
        };
        item.entry = Arc::new(spoil(&item.entry));
        for revision in &mut item.earlier {
            revision.entry = Arc::new(spoil(&revision.entry));
        }
    }
    sample
}

/// Holds a page to well-formedness: each element that is opened is closed, in its turn.
#[derive(Default)]
struct Tags {
    open: RefCell<Vec<String>>,
    faults: RefCell<Vec<String>>,
}

impl TokenSink for Tags {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        const VOID: [&str; 4] = ["meta", "br", "hr", "img"];
        match token {
            Token::ParseError(what) => self.faults.borrow_mut().push(what.into_owned()),
            Token::TagToken(tag) if VOID.contains(&&*tag.name) => {}
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                self.open.borrow_mut().push(tag.name.to_string());
            }
            Token::TagToken(tag) => {
                let open = self.open.borrow_mut().pop();
                if open.as_deref() != Some(&*tag.name) {
                    let fault = format!("{} ends {open:?}", tag.name);
                    self.faults.borrow_mut().push(fault);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn count(html: &str, selector: &str) -> usize {
    let parsed = Html::parse_document(html);
    parsed.select(&Selector::parse(selector).unwrap()).count()
}

#[test]
fn a_page_holds_every_update_under_a_heading_with_its_time() {
    insta::assert_snapshot!(page(&Sample::new(), false));
}

#[test]
fn a_page_with_revisions_marks_what_each_edit_changed() {
    let html = page(&Sample::new(), true);
    let from = html.find("<details>").unwrap();
    insta::assert_snapshot!(&html[from..]);
}

#[test]
fn no_parser_finds_anything_to_mend() {
    for sample in [Sample::new(), hostile()] {
        for revisions in [false, true] {
            let html = page(&sample, revisions);
            let tags = Tags::default();
            let input = BufferQueue::default();
            input.push_back(StrTendril::from(html.as_str()));
            let tokenizer = Tokenizer::new(tags, TokenizerOpts::default());
            let _ = tokenizer.feed(&input);
            tokenizer.end();
            assert_eq!(*tokenizer.sink.faults.borrow(), Vec::<String>::new());
            assert_eq!(*tokenizer.sink.open.borrow(), Vec::<String>::new());
        }
    }
}

#[test]
fn a_page_runs_nothing_and_loads_nothing() {
    for sample in [Sample::new(), hostile()] {
        let html = page(&sample, true);
        for selector in [
            "script",
            "img",
            "iframe",
            "object",
            "embed",
            "link",
            "base",
            "form",
            "svg",
            "[src]",
            "[style]",
            "[srcset]",
            "[onerror]",
            "[onclick]",
        ] {
            assert_eq!(count(&html, selector), 0, "{selector}");
        }
        assert_eq!(count(&html, "style"), 1);
        assert!(!html.contains("url("), "the style loads nothing");
        let policy = "meta[http-equiv=Content-Security-Policy][content^=\"default-src 'none'\"]";
        assert_eq!(count(&html, policy), 1);
    }
}

#[test]
fn hostile_text_is_text() {
    let html = page(&hostile(), true);
    let parsed = Html::parse_document(&html);
    let heading = Selector::parse("h1, title, html").unwrap();
    let mut texts = 0;
    for element in parsed.select(&heading) {
        let text: String = element.text().collect();
        texts += usize::from(text.contains(HOSTILE));
    }
    assert_eq!(texts, 3, "{html}");
    assert_eq!(count(&html, "article"), 2);
    assert_eq!(
        parsed.root_element().value().attr("lang"),
        Some(HOSTILE),
        "an attribute is not left"
    );
}

#[test]
fn headings_go_down_level_by_level() {
    let parsed = Html::parse_document(&page(&Sample::new(), true));
    let headings = Selector::parse("h1, h2, h3, h4, h5, h6").unwrap();
    let names: Vec<&str> = parsed
        .select(&headings)
        .map(|heading| heading.value().name())
        .collect();
    assert_eq!(names, ["h1", "h2", "h3", "h3", "h3", "h4", "h2"]);
}

#[test]
fn pictures_are_links_and_keep_their_alternative() {
    let html = page(&Sample::new(), false);
    assert!(html.contains("<a href=\"https://img.example/pier.jpg?w=900\">"));
    assert!(html.contains("A pier &quot;bent&quot;"));
}

#[test]
fn without_the_past_nothing_is_said_of_it() {
    let html = page(&Sample::new(), false);
    assert_eq!(count(&html, "details, ins, del"), 0);
}
