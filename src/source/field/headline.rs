//! Headlines of updates that have no heading: a bold first line, a line between plus signs.
//!
//! A headline stands above its text and is no part of a sentence of it.

use crate::{
    model::{Block, Body, Clean, Inline, letters},
    source::claim::{Account, Claim, Rule},
};

/// The shortest and the longest headline, in characters.
const LENGTH: std::ops::RangeInclusive<usize> = 4..=160;
/// Signs that tickers put around headlines.
const SIGNS: [&str; 4] = ["+++", "***", "---", "###"];
/// Fewer letters of a headline also begin a text by chance.
const START: usize = 20;

/// Takes the headline off the text where it stands in it, and drops one that is nothing but the text's beginning.
pub(super) fn take(candidate: &mut Account) {
    if let Some(bare) = unsigned(&candidate.headline) {
        *candidate.headline = bare.to_owned();
    }
    if is_start_of_text(&candidate.headline, &candidate.body) {
        candidate.headline.clear();
        return;
    }
    if candidate.headline.is_empty()
        && let Some(headline) = of_first_line(&mut candidate.body)
    {
        let by = candidate.body.rule().by;
        candidate.headline = Claim::new(headline, Rule::of(by, "first line of the text"));
    }
}

/// Takes plus signs and their like off both ends of a line; `None` where there are none.
pub(in crate::source) fn unsigned(line: &str) -> Option<&str> {
    let mut bare = line.trim();
    for sign in SIGNS {
        let edge = sign.chars().next().unwrap_or_default();
        if bare.starts_with(sign) || bare.ends_with(sign) {
            bare = bare.trim_matches(edge).trim();
        }
    }
    (bare.len() < line.trim().len()).then_some(bare)
}

/// Tells whether a headline is only how the text begins, cut off: the text goes on in the same sentence.
pub(in crate::source) fn is_start_of_text(headline: &str, body: &Body) -> bool {
    let cut = headline.trim().trim_end_matches(['…', '.', ' ']);
    let is_cut = ["…", "..."]
        .iter()
        .any(|dots| headline.trim().ends_with(dots));
    let start = letters(cut);
    if start.chars().count() < START {
        return false;
    }
    let Some(Block::Paragraph(runs)) = body.blocks.first() else {
        return false;
    };
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    // The text behind as many letters as the headline has.
    let mut left = start.chars().count();
    let mut rest = text.char_indices();
    let behind = loop {
        if left == 0 {
            break rest.next().map_or("", |(at, _)| &text[at..]);
        }
        match rest.next() {
            Some((_, c)) if c.is_alphanumeric() => {
                left = left.saturating_sub(c.to_lowercase().count());
            }
            Some(_) => {}
            None => break "",
        }
    };
    let begins = letters(&text).starts_with(&start);
    let goes_on = behind
        .trim_start_matches(['"', '”', '’', '»', ')'])
        .chars()
        .find(|c| !matches!(c, ' '))
        .is_some_and(|c| c.is_lowercase() || c == ',' || c.is_numeric());
    // Half a word is no end either.
    let in_word = behind.starts_with(char::is_alphanumeric);
    begins && (goes_on || in_word || is_cut && !letters(behind).is_empty())
}

/// Takes a headline off the beginning of a text: what is bold up to a break or the paragraph's end, or what plus signs
/// close.
fn of_first_line(body: &mut Body) -> Option<String> {
    let follows = body.blocks.len() > 1;
    let Some(Block::Paragraph(runs)) = body.blocks.first_mut() else {
        return None;
    };
    let breaks = runs.iter().position(|run| run.text.as_str() == "\n");
    let line: String = runs
        .iter()
        .take(breaks.unwrap_or(runs.len()))
        .map(|run| run.text.as_str())
        .collect();
    let signed = unsigned(&line).filter(|_| breaks.is_some() || follows);
    let bold = runs.iter().take(breaks.unwrap_or(runs.len())).all(|run| {
        run.emphasis.strong && run.link.is_none() || run.text.as_str().trim().is_empty()
    });
    let headline = match signed {
        Some(bare) => bare,
        None if bold && (breaks.is_some() || follows) && is_title(&line) => line.trim(),
        None => return inside_of_signs(runs),
    };
    if !LENGTH.contains(&headline.chars().count()) {
        return None;
    }
    let headline = headline.to_owned();
    match breaks {
        Some(at) => {
            let rest = runs.split_off(at);
            *runs = rest
                .into_iter()
                .skip_while(|run| run.text.as_str().trim().is_empty())
                .collect();
        }
        None => {
            body.blocks.remove(0);
        }
    }
    Some(headline)
}

/// Takes off what plus signs close in the middle of a run: "+++ Bay road open +++ The road along the bay …".
fn inside_of_signs(runs: &mut Vec<Inline>) -> Option<String> {
    let alone = runs.len() < 2;
    let first = runs.first_mut()?;
    let text = first.text.as_str().trim_start();
    let sign = SIGNS.iter().find(|sign| text.contains(**sign))?;
    let opened = text.strip_prefix(sign).unwrap_or(text);
    let (headline, rest) = opened.split_once(sign)?;
    let headline = headline.trim().to_owned();
    let rest = rest.trim_start_matches([' ', '+', '*', '-', '#']);
    if !LENGTH.contains(&headline.chars().count()) || rest.is_empty() && alone {
        return None;
    }
    first.text = Clean::inline(rest);
    if first.text.is_empty() {
        runs.remove(0);
    }
    Some(headline)
}

/// Tells whether a bold line reads like a headline: several words and no end of a sentence.
fn is_title(line: &str) -> bool {
    let line = line.trim();
    let is_cased = line.chars().any(char::is_lowercase) || line.chars().any(char::is_uppercase);
    !line.ends_with(['.', ':', ',', ';', '。', '।', '؛', '：'])
        && !line.starts_with(['"', '“', '„', '«'])
        && (line.split_whitespace().nth(1).is_some() || !is_cased)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::field::body;

    fn taken(headline: &str, html: &str) -> (String, String) {
        let mut candidate = Account {
            headline: Claim::new(headline.to_owned(), Rule::markup("heading")),
            body: Claim::new(body::from_html(html, None), Rule::markup("element")),
            ..Account::default()
        };
        take(&mut candidate);
        (candidate.headline.to_string(), candidate.body.text())
    }

    #[test]
    fn a_bold_first_line_and_one_between_signs_are_headlines() {
        for html in [
            "<p><b>First boat leaves</b></p><p>It has left the quay.</p>",
            "<p><strong>First boat leaves</strong><br>It has left the quay.</p>",
            "<p><b>+++ First boat leaves +++</b><br>It has left the quay.</p>",
            "<p><b>First boat leaves +++</b><br>It has left the quay.</p>",
            "<p>+++ First boat leaves +++</p><p>It has left the quay.</p>",
            "<p>+++ First boat leaves +++ It has left the quay.</p>",
            "<p>*** First boat leaves *** It has left the quay.</p>",
        ] {
            let expected = (
                "First boat leaves".to_owned(),
                "It has left the quay.".to_owned(),
            );
            assert_eq!(taken("", html), expected, "{html}");
        }
        assert_eq!(
            taken("+++ First boat leaves +++", "<p>Text.").0,
            "First boat leaves"
        );
    }

    #[test]
    fn text_is_no_headline() {
        for html in [
            "<p><b>First boat leaves</b></p>",
            "<p><b>The first boat has left.</b></p><p>It has left the quay.</p>",
            "<p><b>Tolvan:</b> the boat has left.</p><p>It has left the quay.</p>",
            "<p><b>Anna</b></p><p>It has left the quay.</p>",
            "<p><a href='https://a.example/'><b>First boat leaves</b></a></p><p>Text.</p>",
            "<p>1 + 1 = 2</p><p>Text.</p>",
        ] {
            assert_eq!(taken("", html).0, "", "{html}");
        }
    }

    #[test]
    fn the_beginning_of_the_text_is_no_headline() {
        let text =
            "<p>The first boat has left the quay, and everybody is aboard it. More soon.</p>";
        for (headline, stays) in [
            ("The first boat has left the quay", false),
            ("The first boat has left the quay, and every…", false),
            ("The first boat has left the quay, and everyb", false),
            (
                "The first boat has left the quay, and everybody is aboard it...",
                false,
            ),
            (
                "The first boat has left the quay, and everybody is aboard it.",
                true,
            ),
            ("First boat leaves", true),
        ] {
            assert_eq!(!taken(headline, text).0.is_empty(), stays, "{headline}");
        }
    }
}
