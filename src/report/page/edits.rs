//! The past of an update, and of the blog's headline, in a page.

use super::{close, element, escape, html, link, paragraph, quiet, text, time};
use crate::{
    model::{
        BlogRevision, Gap, Image, Link,
        diff::{Block, Change, Diff, Part},
    },
    report::{Archive, archive::Revision, plain},
};

/// Writes the revisions of an update: the first as it was, of each other what it changed.
pub(super) fn revisions(archive: &Archive, revisions: &[Revision], html: &mut String) {
    html.push_str("<details>\n<summary>");
    escape(&format!("{} revisions", revisions.len()), html);
    html.push_str("</summary>\n<ol>\n");
    for revision in revisions {
        html.push_str("<li>");
        let seen = archive.document.zone.instant(revision.seen);
        let words = text::time(seen, archive.document.zone);
        match revision.diff(&archive.document.blog.language) {
            None => {
                element("p", html, |html| {
                    escape("First seen ", html);
                    time(seen, &words, html);
                });
                if let Some(headline) = revision.entry.titled() {
                    element("h3", html, |html| escape(headline.as_str(), html));
                }
                html.push_str("<div dir=\"auto\">");
                html.push_str(&html::body(&quiet(&revision.entry.body, 3)));
                html.push_str("</div>");
            }
            Some(diff) => {
                element("p", html, |html| {
                    escape("Edited ", html);
                    time(seen, &words, html);
                    escape(&format!(": {}", diff.edit.words()), html);
                });
                difference(&diff, html);
            }
        }
        html.push_str("</li>\n");
    }
    html.push_str("</ol>\n</details>\n");
}

fn difference(diff: &Diff, html: &mut String) {
    html.push_str("<div dir=\"auto\">");
    for stretch in diff
        .blocks
        .chunk_by(|one, next| (one.part, next.part) == (Part::Item, Part::Item))
    {
        match stretch {
            [one] if one.part != Part::Item => {
                let tags: &[&str] = match one.part {
                    Part::Headline => &["h3"],
                    Part::Heading => &["h4"],
                    Part::Quote | Part::Embed => &["blockquote", "p"],
                    Part::Code => &["pre"],
                    Part::Text | Part::Item | Part::Row | Part::Picture => &["p"],
                };
                tags.iter().for_each(|tag| html::open(tag, html));
                runs(one, html);
                tags.iter().rev().for_each(|tag| close(tag, html));
            }
            items => element("ul", html, |html| {
                for item in items {
                    element("li", html, |html| runs(item, html));
                }
            }),
        }
    }
    for (word, tag, links, pictures) in [
        (
            "removed",
            "del",
            &diff.links_removed,
            &diff.pictures_removed,
        ),
        ("added", "ins", &diff.links_added, &diff.pictures_added),
    ] {
        for one in links {
            changed(&format!("Link {word}: "), tag, html, |html| {
                address(one, html);
            });
        }
        for one in pictures {
            changed(&format!("Picture {word}: "), tag, html, |html| {
                image(one, html);
            });
        }
    }
    html.push_str("</div>");
}

fn changed(label: &str, tag: &str, html: &mut String, content: impl FnOnce(&mut String)) {
    element("p", html, |html| {
        escape(label, html);
        element(tag, html, content);
    });
}

fn address(one: &Link, html: &mut String) {
    let words = if one.text.is_empty() {
        one.url.as_str()
    } else {
        one.text.as_str()
    };
    link(one.url.as_str(), html, |html| escape(words, html));
}

fn image(one: &Image, html: &mut String) {
    let words = plain::picture(one);
    match one.url() {
        Some(url) => link(url.as_str(), html, |html| escape(&words, html)),
        None => escape(&words, html),
    }
}

/// Writes the text of a paragraph; white space around changed words stays outside of their marks.
fn runs(block: &Block, html: &mut String) {
    for run in &block.runs {
        let tag = match run.change {
            Change::Same => {
                lines(&run.text, block.part, html);
                continue;
            }
            Change::Removed => "del",
            Change::Added => "ins",
        };
        let (before, rest) = run
            .text
            .split_at(run.text.len() - run.text.trim_start().len());
        let (words, after) = rest.split_at(rest.trim_end().len());
        escape(before, html);
        if !words.is_empty() {
            element(tag, html, |html| lines(words, block.part, html));
        }
        escape(after, html);
    }
}

/// Writes text in which line feeds are forced line breaks, but for preformatted text, where they are themselves.
fn lines(text: &str, part: Part, html: &mut String) {
    if part == Part::Code {
        return escape(text, html);
    }
    for (place, line) in text.split('\n').enumerate() {
        if place > 0 {
            html.push_str("<br>");
        }
        escape(line, html);
    }
}

/// Writes what the blog's headline was, and when nobody looked.
pub(super) fn of_blog(archive: &Archive, html: &mut String) {
    let past = archive.past.unwrap_or_default();
    headlines(archive, past.headlines(), html);
    gaps(archive, past.gaps, html);
}

fn gaps(archive: &Archive, gaps: &[Gap], html: &mut String) {
    if gaps.is_empty() {
        return;
    }
    html.push_str("<details>\n<summary>");
    escape(text::GAPS, html);
    html.push_str("</summary>\n<ul>\n");
    for gap in gaps {
        element("li", html, |html| {
            escape(&text::gap(gap, archive.document.zone), html);
        });
        html.push('\n');
    }
    html.push_str("</ul>\n</details>\n");
}

fn headlines(archive: &Archive, headlines: &[BlogRevision], html: &mut String) {
    if headlines.is_empty() {
        return;
    }
    html.push_str("<details>\n<summary>What was said of the blog</summary>\n<ol>\n");
    for one in headlines {
        html.push_str("<li>");
        let seen = archive.document.zone.instant(one.seen);
        time(seen, &text::time(seen, archive.document.zone), html);
        paragraph(one.headline.as_str(), html);
        paragraph(one.standfirst.as_str(), html);
        paragraph(one.status.word(), html);
        html.push_str("</li>\n");
    }
    html.push_str("</ol>\n</details>\n");
}
