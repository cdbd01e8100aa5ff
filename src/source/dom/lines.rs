//! Lines that only line breaks part: `<br>` between updates, a `<pre>` that holds them all.
//!
//! Each line that begins an update becomes an element of its own, with the lines that follow it, so that the readers of
//! elements find it. What begins one is for the caller to say.

use ego_tree::NodeId;
use html5ever::{LocalName, QualName, ns, tendril::StrTendril};
use scraper::{
    ElementRef, Html, Node,
    node::{Element, Text},
};

/// Fewer lines that begin an update are a text that names times.
const LEAST: usize = 3;
/// More lines of one element are not looked at.
const MOST: usize = 8_000;
/// So much of a line is asked whether it begins an update, in bytes.
const START: usize = 80;

/// Puts the lines of the page that begin an update into paragraphs.
pub(in crate::source) fn part(html: &mut Html, begins: impl Fn(&str) -> bool) {
    let elements = || html.tree.nodes().filter_map(ElementRef::wrap);
    let plain: Vec<NodeId> = elements()
        .filter(|e| e.value().name() == "pre")
        .filter(|pre| {
            let text: String = pre.text().collect();
            text.split('\n').filter(|line| begins(line)).count() >= LEAST
        })
        .map(|pre| pre.id())
        .collect();
    for id in plain {
        break_lines(html, id);
    }
    let broken = elements_with_breaks(html);
    for id in broken {
        part_children(html, id, &begins);
    }
}

fn name_of(local: &str) -> QualName {
    QualName::new(None, ns!(html), LocalName::from(local))
}

/// Writes the line feeds of a preformatted text as line breaks.
fn break_lines(html: &mut Html, pre: NodeId) {
    let Some(found) = html.tree.get(pre) else {
        return;
    };
    let texts = found.descendants().filter_map(|node| {
        let text = node.value().as_text()?;
        text.contains('\n').then(|| (node.id(), text.to_string()))
    });
    let texts: Vec<(NodeId, String)> = texts.collect();
    for (id, text) in texts {
        let Some(mut node) = html.tree.get_mut(id) else {
            continue;
        };
        for (place, line) in text.split('\n').enumerate() {
            if place > 0 {
                node.insert_before(Node::Element(Element::new(name_of("br"), Vec::new())));
            }
            let text = StrTendril::from(line);
            node.insert_before(Node::Text(Text { text }));
        }
        node.detach();
    }
    if let Some(mut node) = html.tree.get_mut(pre)
        && let Node::Element(element) = node.value()
    {
        element.name = name_of("div");
    }
}

/// Lists the elements that have several line breaks among their children.
fn elements_with_breaks(html: &Html) -> Vec<NodeId> {
    let mut found: Vec<(NodeId, usize)> = Vec::new();
    for node in html.tree.nodes().filter_map(ElementRef::wrap) {
        if node.value().name() != "br" {
            continue;
        }
        let Some(parent) = node.parent().map(|parent| parent.id()) else {
            continue;
        };
        match found.iter_mut().rev().take(4).find(|(id, _)| *id == parent) {
            Some((_, breaks)) => *breaks += 1,
            None => found.push((parent, 1)),
        }
    }
    let several = found.into_iter().filter(|(_, breaks)| *breaks + 1 >= LEAST);
    several.map(|(id, _)| id).collect()
}

/// Puts the lines below an element that begin an update into paragraphs, with what follows each.
fn part_children(html: &mut Html, id: NodeId, begins: &impl Fn(&str) -> bool) {
    let Some(found) = html.tree.get(id) else {
        return;
    };
    // The first node of each line, and the line.
    let mut lines: Vec<(NodeId, String)> = Vec::new();
    let mut opens = true;
    // Where what is left as it is begins.
    let mut behind = None;
    for child in found.children() {
        if child.value().as_element().is_some_and(|e| e.name() == "br") {
            opens = true;
            continue;
        }
        let text: String = match ElementRef::wrap(child) {
            Some(element) => element.text().collect(),
            None => child
                .value()
                .as_text()
                .map(|t| t.to_string())
                .unwrap_or_default(),
        };
        if opens && !text.trim().is_empty() {
            if lines.len() == MOST {
                behind = Some(child.id());
                break;
            }
            lines.push((child.id(), String::new()));
            opens = false;
        }
        if let Some((_, line)) = lines
            .last_mut()
            .filter(|(_, line)| !opens && line.len() < START)
        {
            line.push_str(&text);
        }
    }
    lines.retain(|(_, line)| begins(line.trim_start()));
    if lines.len() < LEAST {
        return;
    }
    let mut open: Option<NodeId> = None;
    let children = found.children().map(|child| child.id());
    let children: Vec<NodeId> = children
        .take_while(|child| Some(*child) != behind)
        .collect();
    let mut starts = lines.into_iter().map(|(id, _)| id).peekable();
    for child in children {
        let Some(mut node) = html.tree.get_mut(child) else {
            continue;
        };
        if starts.next_if_eq(&child).is_some() {
            let paragraph =
                node.insert_before(Node::Element(Element::new(name_of("p"), Vec::new())));
            open = Some(paragraph.id());
        }
        if let Some(mut paragraph) = open.and_then(|id| html.tree.get_mut(id)) {
            paragraph.append_id(child);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::dom::{bounded_html, element};

    fn paragraphs(page: &str) -> Vec<String> {
        let mut html = bounded_html::parse(page).html;
        part(&mut html, |line| {
            line.starts_with(|c: char| c.is_ascii_digit())
        });
        let elements = html.tree.nodes().filter_map(ElementRef::wrap);
        let paragraphs = elements.filter(|e| e.value().name() == "p");
        paragraphs.map(element::text).collect()
    }

    #[test]
    fn lines_that_begin_an_update_become_paragraphs_with_what_follows() {
        let expected = ["10:30 Three", "10:20 Two", "10:10 One and more"];
        for page in [
            "<div>Before<br><b>10:30</b> Three<br><br>10:20 <i>Two</i><br>10:10 One<br> and more</div>",
            "<pre>Before\n10:30 Three\n\n10:20 <i>Two</i>\n10:10 One\n and more</pre>",
        ] {
            assert_eq!(paragraphs(page), expected, "{page}");
        }
    }

    #[test]
    fn other_lines_stay_as_they_are() {
        for page in [
            "<div>10:30 Three<br>10:20 Two<br>and one</div>",
            "<pre>10:30 Three\n10:20 Two</pre>",
        ] {
            assert_eq!(paragraphs(page), Vec::<String>::new(), "{page}");
        }
    }
}
