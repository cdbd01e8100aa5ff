//! Polls that stand in the page itself: what they ask, and what may be chosen.
//!
//! A form is no text of an update, but what a newsroom asks in it is.

use scraper::ElementRef;

use crate::{
    model::{Block, Body, Clean, ListItem},
    source::dom::element::{self, attr},
};

/// With fewer choices nothing is asked.
const LEAST: usize = 2;
/// More choices are a list of countries, or of newsletters.
const MOST: usize = 20;
/// The longest question and the longest answer, in bytes.
const LINE: usize = 300;

/// Reads a form whose fields are choices alone; `None` where it asks for words, or for nothing.
pub(super) fn read(form: ElementRef<'_>) -> Option<Vec<Block>> {
    let inside = || form.descendants().filter_map(ElementRef::wrap).skip(1);
    if form.value().name() != "form" || inside().any(asks_for_words) {
        return None;
    }
    let choices: Vec<ElementRef<'_>> = inside().filter(|e| is_choice(*e)).take(MOST + 1).collect();
    let answers: Vec<String> = choices.iter().filter_map(|c| answer(form, *c)).collect();
    let is_poll = (LEAST..=MOST).contains(&choices.len()) && answers.len() == choices.len();
    if !is_poll {
        return None;
    }
    let line = |text: &str| Body::from_plain(Clean::line_capped(text, LINE).as_str()).blocks;
    let mut blocks = line(&question(form, &answers));
    let items = answers.iter().map(|text| ListItem { blocks: line(text) });
    blocks.push(Block::List {
        start: None,
        items: items.collect(),
    });
    Some(blocks)
}

fn asks_for_words(found: ElementRef<'_>) -> bool {
    match found.value().name() {
        "input" => matches!(
            attr(found, "type").unwrap_or("text"),
            "text" | "email" | "search" | "password" | "tel" | "url"
        ),
        "textarea" | "select" => true,
        _ => false,
    }
}

/// Tells whether a field is one answer of several: a round button, or a button that sends a value.
fn is_choice(found: ElementRef<'_>) -> bool {
    match found.value().name() {
        "input" => attr(found, "type") == Some("radio"),
        "button" => attr(found, "name").is_some() && attr(found, "value").is_some(),
        _ => false,
    }
}

/// What is chosen: the words on a button, or those of the label around a field or for it.
fn answer(form: ElementRef<'_>, choice: ElementRef<'_>) -> Option<String> {
    let words = |found| element::short_text(found, LINE).filter(|text| !text.is_empty());
    if choice.value().name() == "button" {
        return words(choice);
    }
    let mut around = choice.ancestors().filter_map(ElementRef::wrap);
    let label = around.find(|e| e.value().name() == "label");
    label.and_then(words).or_else(|| {
        let id = attr(choice, "id")?;
        let mut inside = form.descendants().filter_map(ElementRef::wrap);
        let label = inside.find(|e| e.value().name() == "label" && attr(*e, "for") == Some(id))?;
        words(label)
    })
}

/// What is asked: the words of the form before its first answer.
fn question(form: ElementRef<'_>, answers: &[String]) -> String {
    let whole = element::text(form);
    let end = answers.first().and_then(|first| whole.find(first.as_str()));
    whole[..end.unwrap_or(0)].trim().to_owned()
}

#[cfg(test)]
mod tests {
    use crate::source::field::body;

    fn text(html: &str) -> String {
        body::from_html(html, None).text()
    }

    #[test]
    fn what_a_poll_asks_and_what_may_be_chosen_is_text() {
        let buttons = "<p>Vote:</p><form><span>Will they win?</span>\
            <button name='a' value='1' type='submit'>Yes</button>\
            <button name='a' value='2' type='submit'>No</button><p>Vote to see the result</p></form>";
        assert_eq!(text(buttons), "Vote:\n\nWill they win?\n\nYes\n\nNo");
        let fields = "<form><fieldset><legend>Who scores next?</legend>\
            <input type=radio name=q id=a1><label for=a1>Okafor</label>\
            <label><input type=radio name=q> Nobody</label></fieldset><button>Vote</button></form>";
        assert_eq!(text(fields), "Who scores next?\n\nOkafor\n\nNobody");
    }

    #[test]
    fn other_forms_are_no_text() {
        for html in [
            "<form><p>Your inbox at six</p><input type=email><button>Sign up</button></form>",
            "<form><p>How often?</p><label><input type=radio> Daily</label><label><input type=radio> Weekly</label><input type=email></form>",
            "<form><button name=share value=x>Share</button></form>",
            "<form>Search <input></form>",
        ] {
            assert_eq!(text(html), "", "{html}");
        }
    }
}
