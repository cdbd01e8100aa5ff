//! Bodies as HTML: rebuilt from the parsed tree with everything escaped, never passed through.
//!
//! The only elements are those written here, the only attributes are `href`, `src`, `alt` and `start`, and every
//! address has been through [`WebUrl`](crate::model::WebUrl).

use crate::model::{Block, Body, Clean, Embed, Image, Inline, ListItem, TableRow};

/// Returns a body as HTML; empty for an empty body.
pub(super) fn body(body: &Body) -> String {
    let mut html = String::new();
    blocks(&body.blocks, &mut html);
    html
}

fn blocks(blocks: &[Block], html: &mut String) {
    for one in blocks {
        block(one, html);
    }
}

fn block(block: &Block, html: &mut String) {
    match block {
        Block::Paragraph(runs) => element("p", html, |html| inlines(runs, html)),
        Block::Heading { level, text } => {
            let tag = match level {
                0 | 1 => "h1",
                2 => "h2",
                3 => "h3",
                4 => "h4",
                5 => "h5",
                _ => "h6",
            };
            element(tag, html, |html| inlines(text, html));
        }
        Block::Quote {
            blocks: quoted,
            cite,
        } => element("blockquote", html, |html| {
            blocks(quoted, html);
            if let Some(cite) = cite {
                element("footer", html, |html| escape(cite.as_str(), html));
            }
        }),
        Block::List { start, items } => list(*start, items, html),
        Block::Table { rows, caption } => table(rows, caption, html),
        Block::Preformatted(text) => element("pre", html, |html| escape(text.as_str(), html)),
        Block::Rule => html.push_str("<hr>"),
        Block::Image(one) => image(one, html),
        Block::Embed(one) => embed(one, html),
    }
}

fn list(start: Option<u32>, items: &[ListItem], html: &mut String) {
    let tag = if start.is_some() { "ol" } else { "ul" };
    match start {
        Some(first) if first != 1 => {
            html.push_str("<ol start=\"");
            html.push_str(&first.to_string());
            html.push_str("\">");
        }
        _ => open(tag, html),
    }
    for item in items {
        element("li", html, |html| match item.blocks.as_slice() {
            // A tight list: one paragraph an item needs no paragraph of its own.
            [Block::Paragraph(runs)] => inlines(runs, html),
            many => blocks(many, html),
        });
    }
    close(tag, html);
}

fn table(rows: &[TableRow], caption: &Clean, html: &mut String) {
    element("table", html, |html| {
        if !caption.is_empty() {
            element("caption", html, |html| escape(caption.as_str(), html));
        }
        for row in rows {
            let tag = if row.header { "th" } else { "td" };
            element("tr", html, |html| {
                for cell in &row.cells {
                    element(tag, html, |html| inlines(cell, html));
                }
            });
        }
    });
}

fn image(image: &Image, html: &mut String) {
    element("figure", html, |html| {
        if let Some(url) = image.url() {
            html.push_str("<img src=\"");
            escape(url.as_str(), html);
            html.push_str("\" alt=\"");
            escape(image.alt.as_str(), html);
            html.push_str("\">");
        }
        let words = match (&image.caption, &image.credit) {
            (caption, credit) if credit.is_empty() => caption.as_str().to_owned(),
            (caption, credit) if caption.is_empty() => credit.as_str().to_owned(),
            (caption, credit) => format!("{caption} ({credit})"),
        };
        if !words.is_empty() {
            element("figcaption", html, |html| escape(&words, html));
        }
    });
}

fn embed(embed: &Embed, html: &mut String) {
    element("blockquote", html, |html| {
        if !embed.text.is_empty() {
            element("p", html, |html| escape(embed.text.as_str(), html));
        }
        element("footer", html, |html| {
            let label = super::plain::embed_label(embed);
            match &embed.url {
                Some(url) => link(url.as_str(), html, |html| escape(&label, html)),
                None => escape(&label, html),
            }
        });
    });
}

fn inlines(runs: &[Inline], html: &mut String) {
    // Neighbouring runs of one target are one link.
    for linked in runs.chunk_by(|a, b| a.link == b.link) {
        match linked.first().and_then(|run| run.link.as_ref()) {
            Some(url) => link(url.as_str(), html, |html| unlinked(linked, html)),
            None => unlinked(linked, html),
        }
    }
}

fn unlinked(runs: &[Inline], html: &mut String) {
    for one in runs {
        run(one, html);
    }
}

fn run(run: &Inline, html: &mut String) {
    let marks = [
        (run.emphasis.strong, "strong"),
        (run.emphasis.emphasis, "em"),
        (run.emphasis.struck, "s"),
        (run.emphasis.code, "code"),
    ];
    let marks = || marks.iter().filter(|(set, _)| *set).map(|(_, tag)| *tag);
    for tag in marks() {
        open(tag, html);
    }
    for (place, line) in run.text.as_str().split('\n').enumerate() {
        if place > 0 {
            html.push_str("<br>");
        }
        escape(line, html);
    }
    for tag in marks().rev() {
        close(tag, html);
    }
}

pub(super) fn link(href: &str, html: &mut String, content: impl FnOnce(&mut String)) {
    html.push_str("<a href=\"");
    escape(href, html);
    html.push_str("\">");
    content(html);
    close("a", html);
}

pub(super) fn element(tag: &str, html: &mut String, content: impl FnOnce(&mut String)) {
    open(tag, html);
    content(html);
    close(tag, html);
}

pub(super) fn open(tag: &str, html: &mut String) {
    html.push('<');
    html.push_str(tag);
    html.push('>');
}

pub(super) fn close(tag: &str, html: &mut String) {
    html.push_str("</");
    html.push_str(tag);
    html.push('>');
}

/// Appends text that means itself in content and in quoted attributes.
pub(super) fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::every_block;

    #[test]
    fn every_block_becomes_its_element() {
        insta::assert_snapshot!(body(&every_block()));
    }

    #[test]
    fn text_cannot_open_an_element_or_leave_an_attribute() {
        let hostile = "\"><script>alert('1')</script>&lt;";
        let html = body(&Body {
            blocks: vec![
                Block::Paragraph(vec![Inline::plain(hostile)]),
                Block::Image(Image {
                    candidates: vec![(crate::report::sample::url("https://a.example/'x"), 0)],
                    alt: Clean::line(hostile),
                    caption: Clean::line(hostile),
                    credit: Clean::line(hostile),
                }),
                Block::Preformatted(Clean::line(hostile)),
            ],
        });
        assert!(!html.contains("<script"));
        assert!(html.contains("&amp;lt;"), "what was escaped twice stays so");
        assert!(html.contains("alt=\"&quot;&gt;&lt;script&gt;"));
        assert!(html.contains("a.example/&#39;x"));
    }

    #[test]
    fn neighbouring_runs_of_one_target_are_one_link() {
        assert_eq!(body(&every_block()).matches("<a href").count(), 2);
    }
}
