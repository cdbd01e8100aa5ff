//! A page saved as text to [`Snapshot`]: updates are told by the lines that hold their times.
//!
//! Knows nothing of HTML; works on lines, blank lines and times alone. A time line may open an update, stand under its
//! headline or close it; which of the three is inferred from the lines around all of them.

mod head;
mod layout;
mod lines;
mod marks;
mod update;

use std::collections::HashSet;

use crate::{
    model::{
        Clean, Entry, EntryId, NoLiveBlog, PageKind, Snapshot, Stamp, WebUrl, Window, hash128,
    },
    source::field::time::{Reading, TimeContext, date_clocks},
};

/// Most updates that are kept, the newest.
const MAX_UPDATES: usize = 2_000;

/// Longest text that is read, in bytes and in lines; what lies behind is left out.
const MAX_TEXT: usize = 2 * 1024 * 1024;
const MAX_LINES: usize = 30_000;

/// Reads a live blog out of plain text.
///
/// # Errors
/// Says what the text is where fewer than two lines carry an update's time.
pub fn read(
    text: &str,
    address: Option<&WebUrl>,
    ctx: &TimeContext,
) -> Result<Snapshot, NoLiveBlog> {
    let mut warnings = Vec::new();
    let end = (0..=MAX_TEXT.min(text.len()))
        .rev()
        .find(|end| text.is_char_boundary(*end))
        .unwrap_or(0);
    let plain = marks::without(text.get(..end).unwrap_or_default());
    let mut lines = lines::lines(&plain);
    if end < text.len() || lines.len() > MAX_LINES {
        warnings.push(Clean::line("The text is very long; its end was left out."));
        lines.truncate(MAX_LINES);
    }
    let mut ctx = ctx.clone();
    let plan = layout::plan(&lines, &mut ctx).ok_or_else(|| refusal(text))?;
    let head = head::read(&lines, &plan, address, &ctx);
    let bylines = update::repeated_names(&lines, &plan.updates);
    let mut drafts: Vec<update::Draft> = plan
        .updates
        .iter()
        .map(|place| update::read(&lines, place, &bylines))
        .collect();
    date(&mut drafts, &plan, &ctx);
    drafts.retain(|draft| draft.headline.is_some() || !draft.body.is_empty());
    // Lists of stories have times, too, but no sentences.
    let told = drafts.iter().filter(|draft| draft.has_sentence()).count();
    if drafts.len() < 2 || told < 2 || told * 3 <= drafts.len() {
        return Err(refusal(text));
    }
    if drafts.iter().all(|draft| draft.published.is_some()) {
        drafts.sort_by_key(|draft| std::cmp::Reverse(draft.published.as_ref().map(Stamp::utc)));
    }
    if drafts.len() > MAX_UPDATES {
        warnings.push(Clean::line(&format!(
            "Older updates that were left out: {}.",
            drafts.len() - MAX_UPDATES
        )));
        drafts.truncate(MAX_UPDATES);
    }
    Ok(Snapshot {
        blog: head,
        entries: with_ids(drafts),
        window: Window::Full,
        recognised_as: Clean::line("plain text"),
        warnings,
        older: None,
        min_interval: None,
    })
}

fn refusal(text: &str) -> NoLiveBlog {
    if text.trim().is_empty() {
        return NoLiveBlog::new(PageKind::Empty, "There is no text to read.");
    }
    NoLiveBlog::new(
        PageKind::Article,
        "The text has no two updates with times of their own, so it is not a live blog; save the whole page and try that.",
    )
}

/// Dates the updates, with the day headings that stand between them.
fn date(drafts: &mut [update::Draft], plan: &layout::Plan, ctx: &TimeContext) {
    let mut marks: Vec<(usize, Option<usize>, Reading)> = plan
        .days
        .iter()
        .map(|(line, day)| (*line, None, Reading::Day(*day)))
        .collect();
    marks.extend(
        plan.updates
            .iter()
            .zip(0..)
            .map(|(place, at)| (place.time.line, Some(at), place.time.reading.clone())),
    );
    marks.sort_by_key(|(line, ..)| *line);
    let readings: Vec<Option<Reading>> = marks
        .iter()
        .map(|(.., reading)| Some(reading.clone()))
        .collect();
    for ((_, at, _), stamp) in marks.iter().zip(date_clocks(&readings, ctx)) {
        if let Some(draft) = at.and_then(|at| drafts.get_mut(at)) {
            draft.published = stamp;
        }
    }
}

/// Names updates by their time and first words: a text has no ids.
fn with_ids(drafts: Vec<update::Draft>) -> Vec<Entry> {
    let mut seen = HashSet::new();
    let mut entries = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let words: String = match &draft.headline {
            Some(headline) => headline.as_str().chars().take(64).collect(),
            None => draft.body.text().chars().take(64).collect(),
        };
        // A relative time is another at every reading.
        let fixed = draft
            .published
            .as_ref()
            .filter(|stamp| stamp.basis != crate::model::TimeBasis::Relative);
        let time = fixed.map_or(0, |stamp| stamp.utc().timestamp());
        let mut id = EntryId::new(&format!(
            "text-{:032x}",
            hash128(format!("{time} {words}").as_bytes())
        ));
        let mut copy = 2;
        while !seen.insert(id.clone()) {
            id = EntryId::new(&format!(
                "text-{:032x}-{copy}",
                hash128(format!("{time} {words}").as_bytes())
            ));
            copy += 1;
        }
        entries.push(draft.entry(id));
    }
    entries
}

#[cfg(test)]
mod tests;
