//! Plain text for people, pipes and screen readers: linear, one paragraph a line, no drawing.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use chrono::{DateTime, FixedOffset};

use super::{Change, Document, plain, words};
use crate::model::{self, Gap, Item, WebUrl, Zone};

/// Writes a document: the blog, then its updates from the newest to the oldest.
///
/// # Errors
/// Those of the writer.
pub fn write(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", document.title())?;
    if !document.blog.standfirst.is_empty() {
        writeln!(out, "{}", document.blog.standfirst)?;
    }
    writeln!(out)?;
    writeln!(out, "{}", facts(document))?;
    if let Some(home) = document.home() {
        writeln!(out, "{home}")?;
    }
    if !document.blog.summary.is_empty() {
        writeln!(out, "\nSummary\n")?;
        body(&document.blog.summary, out)?;
    }
    for item in document.items {
        writeln!(out, "\n")?;
        update(item, document.zone, out)?;
    }
    Ok(())
}

/// Returns one change of a followed live blog as lines that may be set to any width: who publishes it, the clock and the
/// headline in the first, then what became of it, the text and its addresses.
#[must_use]
pub fn change(change: Change, document: &Document, item: &Item) -> Vec<String> {
    let publisher = words(&document.blog.publisher).unwrap_or(document.title());
    let headline = item.entry.titled();
    let mut head = vec![publisher.to_owned(), clock(item, document)];
    head.extend(headline.map(|headline| headline.to_string()));
    let happened = match change {
        Change::Added | Change::Retracted => "",
        Change::Revised => "revised",
    };
    let mut notes = vec![happened.to_owned(), notes(item)];
    notes.retain(|note| !note.is_empty());
    let mut lines = vec![head.join(" · ")];
    if !notes.is_empty() {
        lines.push(notes.join(" · "));
    }
    let body = &item.entry.body;
    // What was taken back is named, and not published again.
    if change != Change::Retracted {
        lines.extend(plain::lines(body, plain::Links::Numbered));
        let links = (1..).zip(body.links());
        lines.extend(links.map(|(number, link)| format!("[{number}]\u{a0}{}", link.url)));
    }
    lines.extend(item.entry.permalink.as_ref().map(WebUrl::to_string));
    lines
}

/// Returns the time that an update is shown under: the clock, and the day where it is another than that of the reading.
fn clock(item: &Item, document: &Document) -> String {
    let zone = document.zone;
    let at = match &item.entry.published {
        Some(stamp) => zone.stamp(stamp),
        None => zone.instant(item.first_seen()),
    };
    let today = document.fetched_at.with_timezone(at.offset()).date_naive();
    let clock = at.format(if at.date_naive() == today {
        "%H:%M"
    } else {
        "%Y-%m-%d %H:%M"
    });
    match zone {
        Zone::Local => clock.to_string(),
        Zone::Utc => format!("{clock} UTC"),
        Zone::Publisher => format!("{clock} {}", at.offset()),
    }
}

/// Says in one line who publishes the blog, whether it runs, and what was read when.
pub(super) fn facts(document: &Document) -> String {
    let count = match (document.items.len(), document.total) {
        (1, 1) => "1 update".to_owned(),
        (count, total) if count < total => format!("{count} of {total} updates"),
        (count, _) => format!("{count} updates"),
    };
    let read = document.zone.instant(document.fetched_at);
    let mut facts = vec![document.blog.publisher.to_string()];
    facts.push(document.status.label().to_owned());
    let writers = byline(&document.blog.authors);
    let published = document.blog.published.as_ref();
    let published = published.map(|stamp| {
        format!(
            "published {}",
            time(document.zone.stamp(stamp), document.zone)
        )
    });
    facts.extend([
        writers,
        published.unwrap_or_default(),
        count,
        format!("read {}", time(read, document.zone)),
        clocks(document),
    ]);
    facts.retain(|fact| !fact.is_empty());
    facts.join(" · ")
}

/// Says once which zone the reader's own clock is in; other clocks stand with their times.
fn clocks(document: &Document) -> String {
    if document.zone != Zone::Local {
        return String::new();
    }
    let stamps = document
        .items
        .iter()
        .map(|item| match &item.entry.published {
            Some(stamp) => document.zone.stamp(stamp),
            None => document.zone.instant(item.first_seen()),
        });
    // Summer time: one and the same clock has two.
    let offsets: BTreeSet<i32> = stamps.map(|at| at.offset().local_minus_utc()).collect();
    if offsets.is_empty() {
        return String::new();
    }
    let zones: Vec<String> = offsets.into_iter().map(offset).collect();
    format!("times are {}", zones.join(" or "))
}

/// Names an offset of so many seconds: "UTC", "UTC+1", "UTC+5:30".
fn offset(seconds: i32) -> String {
    let (hours, minutes) = (seconds.abs() / 3600, seconds.abs() / 60 % 60);
    let sign = if seconds < 0 { '-' } else { '+' };
    match (hours, minutes) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

/// Says in one line how an update is marked, who wrote it and what became of it; empty where there is nothing to say.
pub(super) fn notes(item: &Item) -> String {
    let marks = item.entry.marks;
    let mut notes: Vec<String> = [
        (marks.pinned, "pinned"),
        (marks.key_event, "key event"),
        (marks.summary, "summary"),
        (item.is_retracted(), "retracted by the publisher"),
    ]
    .iter()
    .filter(|(set, _)| *set)
    .map(|(_, note)| (*note).to_owned())
    .collect();
    notes.push(byline(&item.entry.authors));
    if item.revision() > 1 {
        notes.push(format!("revision {}", item.revision()));
    }
    notes.retain(|note| !note.is_empty());
    notes.join(" · ")
}

/// Returns the time that an update is shown under: the publisher's, else when it was first seen; that is said, and so is
/// that a time was guessed.
pub(super) fn update_time(item: &Item, zone: Zone) -> String {
    match &item.entry.published {
        Some(stamp) if stamp.guessed => format!("about {}", time(zone.stamp(stamp), zone)),
        Some(stamp) => time(zone.stamp(stamp), zone),
        None => format!("seen {}", time(zone.instant(item.first_seen()), zone)),
    }
}

/// Writes one update: its time and headline, its notes and byline, its text with links, its permalink.
///
/// # Errors
/// Those of the writer.
pub fn update(item: &Item, zone: Zone, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{}", update_time(item, zone))?;
    if let Some(headline) = item.entry.titled() {
        write!(out, "  {headline}")?;
    }
    writeln!(out)?;
    let notes = notes(item);
    if !notes.is_empty() {
        writeln!(out, "{notes}")?;
    }
    if !item.entry.body.is_empty() {
        writeln!(out)?;
        body(&item.entry.body, out)?;
    }
    if let Some(permalink) = &item.entry.permalink {
        writeln!(out, "\n{permalink}")?;
    }
    Ok(())
}

fn body(body: &model::Body, out: &mut dyn Write) -> io::Result<()> {
    for line in plain::lines(body, plain::Links::Numbered) {
        writeln!(out, "{line}")?;
    }
    let links = body.links();
    if !links.is_empty() {
        writeln!(out)?;
    }
    for (number, link) in (1..).zip(&links) {
        writeln!(out, "[{number}] {}", link.url)?;
    }
    Ok(())
}

fn byline(authors: &[model::Author]) -> String {
    let names: Vec<&str> = authors
        .iter()
        .map(|author| author.name.as_str())
        .filter(|name| !name.is_empty())
        .collect();
    names.join(", ")
}

/// What the list of spans without contact is called.
pub(super) const GAPS: &str =
    "Without contact; what was published and taken back in the meantime is not here";

/// Names a span without contact.
pub(super) fn gap(gap: &Gap, zone: Zone) -> String {
    let [since, until] = [gap.since, gap.until].map(|at| time(zone.instant(at), zone));
    format!("{since} to {until}")
}

/// Writes a time so that it sorts and can be searched; a clock that is not the reader's own is named.
pub(super) fn time(at: DateTime<FixedOffset>, zone: Zone) -> String {
    let clock = at.format("%Y-%m-%d %H:%M");
    match zone {
        Zone::Local => clock.to_string(),
        Zone::Utc => format!("{clock} UTC"),
        Zone::Publisher => format!("{clock} {}", at.offset()),
    }
}

#[cfg(test)]
mod tests;
