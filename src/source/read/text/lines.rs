//! Lines of a text and what each looks like by itself.

use crate::{
    model::Clean,
    source::{
        field::byline,
        vocabulary::{self, Words, text as words},
    },
};

/// A line that is not blank.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// The text without white space around it.
    pub text: &'t str,
    /// Whether a blank line, or the beginning, is above.
    pub apart: bool,
    /// Whether a blank line, or the end, is below.
    pub ends: bool,
}

/// Cuts a text into lines; blank ones live on in their neighbours.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found: Vec<Line> = Vec::new();
    let mut apart = true;
    for text in text.lines().map(str::trim) {
        if text.is_empty() {
            apart = true;
            if let Some(last) = found.last_mut() {
                last.ends = true;
            }
            continue;
        }
        found.push(Line {
            text,
            apart,
            ends: false,
        });
        apart = false;
    }
    if let Some(last) = found.last_mut() {
        last.ends = true;
    }
    found
}

impl Line<'_> {
    /// Tells whether the line reads like a headline: short, several words, no full stop at its end, no credit.
    pub fn is_heading(&self) -> bool {
        let length = self.text.chars().count();
        let ends = self.text.trim_end_matches(['"', '\'', '”', '’', '»']);
        (8..=160).contains(&length)
            && self.text.split_whitespace().nth(1).is_some()
            && !ends.ends_with(['.', ':', ';', ','])
            && !self.text.starts_with(char::is_lowercase)
            && self.credit().is_none()
            && !self.is_noise()
    }

    /// Returns caption and credit of a line such as "The pier (Getty Images)".
    pub fn credit(&self) -> Option<(&str, &str)> {
        let (caption, credit) = self.text.strip_suffix(')')?.rsplit_once('(')?;
        let caption = caption.trim_end();
        let few = credit.split_whitespace().count() <= 8;
        let mut said = credit.split(|c: char| !c.is_alphanumeric());
        let known = said.any(|word| is_one_of(&word.to_lowercase(), words::AGENCIES));
        // A sentence with a source in brackets is text.
        (few && known && !caption.ends_with(['.', ',', '"', '”'])).then_some((caption, credit))
    }

    /// Tells whether the line is a badge or a button that a page's text drags along.
    pub fn is_noise(&self) -> bool {
        let text = self.text.to_lowercase();
        let bare = text.trim_end_matches(['.', ':', '!', '…', '›', '>', '→']);
        // Counters, and the epochs that templates leave behind.
        let figures = text.bytes().all(|b| b.is_ascii_digit());
        figures
            || is_one_of(bare, words::BUTTONS)
            || self.is_badge()
            || (text.chars().count() <= 120
                && vocabulary::all(words::OFFERS).any(|offer| text.contains(offer)))
    }

    /// Tells whether the line says when its update was changed, so that its time is not the update's.
    pub fn is_change(&self) -> bool {
        let first = self
            .text
            .split(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or_default();
        is_one_of(&first.to_lowercase(), words::CHANGED)
    }

    /// Tells whether the line is a "Live" badge, with whatever was glued to it.
    pub fn is_badge(&self) -> bool {
        let letters: String = self
            .text
            .chars()
            .filter(|c| c.is_alphabetic())
            .flat_map(char::to_lowercase)
            .collect();
        is_one_of(&letters, words::BADGES)
    }
}

fn is_one_of(text: &str, words: Words) -> bool {
    vocabulary::all(words).any(|word| word == text)
}

/// Tells whether a text can be a byline.
pub(super) fn is_names(text: &str) -> bool {
    text.chars().count() <= 80 && byline::are_names(text)
}

/// Returns a byline's names without the word before them: "By Jane Doe", "Von Jana Doe".
pub(super) fn names(text: &str) -> &str {
    let bare = text.trim_matches(|c: char| !(c.is_alphanumeric() || ".)".contains(c)));
    byline::opened(bare).unwrap_or(bare)
}

/// Finds the publisher: what the page's own lines call it.
pub(super) fn publisher(lines: &[Line]) -> Clean {
    let said = lines.iter().filter(|line| line.text.len() <= LONGEST_OFFER);
    let named = said.filter_map(|line| {
        let small = line.text.to_lowercase();
        let lead = vocabulary::all(words::PUBLISHER)
            .find_map(|lead| small.find(lead).map(|at| at + lead.len()));
        let behind = line.text.get(lead?..)?.trim();
        let behind =
            behind.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '–'));
        let end = behind
            .find(['.', ',', '|', ':', '!', '?', '·'])
            .unwrap_or(behind.len());
        let name = behind.get(..end)?.trim();
        let is_name = name.starts_with(char::is_uppercase) && name.split_whitespace().count() <= 5;
        is_name.then(|| Clean::line(name))
    });
    named.into_iter().next().unwrap_or_default()
}

/// The longest line that offers something or says who owns the page, in bytes.
const LONGEST_OFFER: usize = 120;
