//! Clocks whose minutes stand above the line, as print sets them: `16<sup>32</sup>`.
//!
//! A colon is put between the two, so that whoever reads texts reads a clock. Powers and notes stay what they are: the
//! hour begins its line, nothing but a word of hours stands beside the minutes, and a page has several of them.

use ego_tree::NodeId;
use html5ever::tendril::StrTendril;
use scraper::{ElementRef, Html, Node, node::Text};

use super::element;

/// Fewer are no habit of the page.
const LEAST: usize = 2;
/// More letters behind the minutes are no word of hours.
const UNIT: usize = 6;

/// Writes raised minutes as clocks are written.
pub(in crate::source) fn lower(html: &mut Html) {
    let elements = html.tree.nodes().filter_map(ElementRef::wrap);
    let minutes: Vec<NodeId> = elements
        .filter(|found| matches!(found.value().name(), "sup" | "sub" | "small" | "u"))
        .filter(|found| is_minutes(*found))
        .map(|found| found.id())
        .collect();
    if minutes.len() < LEAST {
        return;
    }
    for id in minutes {
        if let Some(mut node) = html.tree.get_mut(id) {
            let text = StrTendril::from(":");
            node.insert_before(Node::Text(Text { text }));
        }
    }
}

/// Tells whether an element holds the minutes of the hour that stands before it.
fn is_minutes(found: ElementRef<'_>) -> bool {
    let is_of = |number: &str, digits: std::ops::RangeInclusive<usize>, below: u8| {
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
        digits.contains(&number.len())
            && is_number
            && number.parse().is_ok_and(|value: u8| value < below)
    };
    let own = element::short_text(found, 2);
    if !own.is_some_and(|minutes| is_of(&minutes, 2..=2, 60)) {
        return false;
    }
    // The hour is all that stands before them: in the same element, or in one beside.
    let hour = found
        .prev_sibling()
        .and_then(|before| match before.value() {
            Node::Text(text) => Some(text.trim_start().to_owned()),
            _ => element::short_text(ElementRef::wrap(before)?, 2),
        });
    let begins = found.prev_siblings().skip(1).all(|before| {
        before
            .value()
            .as_text()
            .is_some_and(|text| text.trim().is_empty())
    });
    let after: String = found
        .next_siblings()
        .map_while(|next| next.value().as_text())
        .flat_map(|text| text.chars())
        .take_while(|c| !c.is_whitespace())
        .collect();
    let stands_alone = after.chars().count() <= UNIT && !after.contains(|c: char| c.is_numeric());
    begins && stands_alone && hour.is_some_and(|hour| is_of(&hour, 1..=2, 25))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::dom::bounded_html;

    fn lowered(page: &str) -> String {
        let mut html = bounded_html::parse(page).html;
        lower(&mut html);
        element::text(html.root_element())
    }

    #[test]
    fn raised_minutes_become_clocks() {
        for (page, text) in [
            (
                "<p>16<sup>32</sup> Open.<p>9<sup>05</sup> Shut.",
                "16:32 Open. 9:05 Shut.",
            ),
            (
                "<b>16<sup><u>32</u></sup></b> Open.<br><b>09<sup>05</sup>h</b> Shut.",
                "16:32 Open. 09:05h Shut.",
            ),
            (
                "<p><span>16</span><sup>32</sup> Uhr<p><span>9</span><sup>05</sup> Uhr",
                "16:32 Uhr 9:05 Uhr",
            ),
        ] {
            assert_eq!(lowered(page), text, "{page}");
        }
    }

    #[test]
    fn powers_notes_and_single_ones_stay() {
        for page in [
            "<p>About 10<sup>12</sup> of them.<p>About 10<sup>13</sup> of them.",
            "<p>10<sup>6</sup> are many.<p>10<sup>9</sup> are more.",
            "<p>Closed in 2025<sup>12</sup>.<p>Open in 2024<sup>13</sup>.",
            "<p>16<sup>32</sup> Open.",
            "<p>30<sup>12</sup> x<p>40<sup>75</sup> x",
        ] {
            assert!(!lowered(page).contains(':'), "{page}");
        }
    }
}
