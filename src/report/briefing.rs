//! What happened since a moment, for people and for other programs: a page of text, of Markdown, or a JSON Feed of the
//! updates that it is about.

use std::io::{self, Write};

use super::{Document, jsonfeed, markdown, text};
use crate::model::{
    self, Clean, Since, Timeline, WebUrl, Zone,
    briefing::{Line, Stretch},
};
use chrono::{NaiveDateTime, TimeDelta};

/// A briefing with what it is of.
#[derive(Debug, Clone, Copy)]
pub struct Briefing<'a> {
    /// The live blog; its updates are those that the briefing is about.
    pub document: Document<'a>,
    /// All updates.
    pub timeline: &'a Timeline,
    /// What happened.
    pub briefing: &'a model::Briefing,
}

/// A heading and what stands under it.
struct Section<'a> {
    heading: String,
    lines: Vec<BriefLine<'a>>,
    more: usize,
}

/// An update in one line.
struct BriefLine<'a> {
    time: String,
    words: &'a Clean,
    note: String,
    permalink: Option<&'a WebUrl>,
}

impl<'a> Briefing<'a> {
    /// Says what is told, and since when.
    fn title(&self) -> String {
        let zone = self.document.zone;
        let when = |at| text::time(zone.instant(at), zone);
        let since = match self.briefing.since {
            Since::Beginning => "So far".to_owned(),
            Since::Left(at) => format!("Since you left, {}", when(at)),
            Since::Time(at) => format!("Since {}", when(at)),
        };
        format!("{since}: {}", self.briefing.totals())
    }

    fn sections(&self) -> Vec<Section<'a>> {
        let briefing = self.briefing;
        let zone = self.document.zone;
        let mut sections = vec![self.section("Key events", &briefing.key_events)];
        sections.extend(briefing.stretches.iter().map(|stretch| Section {
            heading: title(stretch, zone),
            lines: stretch.lines.iter().map(|line| self.told(line)).collect(),
            more: stretch.more.as_ref().map_or(0, |(_, count)| *count),
        }));
        sections.push(self.section("Changed since you read it", &briefing.changed));
        sections.push(self.section("Retracted since you read it", &briefing.retracted));
        sections.retain(|section| !section.lines.is_empty());
        sections
    }

    fn section(&self, heading: &str, lines: &'a [Line]) -> Section<'a> {
        Section {
            heading: heading.to_owned(),
            lines: lines.iter().map(|line| self.told(line)).collect(),
            more: 0,
        }
    }

    fn told(&self, line: &'a Line) -> BriefLine<'a> {
        let item = self.timeline.get(&line.id);
        BriefLine {
            time: clock(line.at, self.document.zone),
            words: &line.words,
            note: line.edit.map(model::diff::Edit::words).unwrap_or_default(),
            permalink: item.and_then(|item| item.entry.permalink.as_ref()),
        }
    }
}

fn clock(at: NaiveDateTime, zone: Zone) -> String {
    let clock = at.format("%Y-%m-%d %H:%M").to_string();
    if zone == Zone::Utc {
        clock + " UTC"
    } else {
        clock
    }
}

/// Names a stretch of time: `2025-08-07`, `2025-08-07 04:00`, `2025-08-07 06:00 to 12:00`.
fn title(stretch: &Stretch, zone: Zone) -> String {
    let hours = stretch.length.num_hours();
    if hours >= 24 {
        return stretch.from.format("%Y-%m-%d").to_string();
    }
    let from = clock(stretch.from, zone);
    if hours == 1 {
        return from;
    }
    let until = stretch.from + TimeDelta::hours(hours);
    format!("{from} to {}", until.format("%H:%M"))
}

/// Writes a briefing as plain text, an update a line with its permalink under it.
///
/// # Errors
/// Those of the writer.
pub fn write_text(briefing: &Briefing, out: &mut dyn Write) -> io::Result<()> {
    let document = &briefing.document;
    writeln!(out, "{}\n", document.title())?;
    writeln!(out, "{}", text::facts(document))?;
    if let Some(home) = document.home() {
        writeln!(out, "{home}")?;
    }
    writeln!(out, "\n{}", briefing.title())?;
    for section in briefing.sections() {
        writeln!(out, "\n\n{}\n", section.heading)?;
        for told in section.lines {
            writeln!(out, "{}  {}", told.time, told.words)?;
            for under in [Some(told.note.as_str()), told.permalink.map(WebUrl::as_str)] {
                if let Some(under) = under.filter(|under| !under.is_empty()) {
                    writeln!(out, "    {under}")?;
                }
            }
        }
        if section.more > 0 {
            writeln!(out, "and {} more", section.more)?;
        }
    }
    Ok(())
}

/// Writes a briefing as Markdown, an update an item of a list that links to it.
///
/// # Errors
/// Those of the writer.
pub fn write_markdown(briefing: &Briefing, out: &mut dyn Write) -> io::Result<()> {
    let document = &briefing.document;
    writeln!(out, "# {}", markdown::heading(document.title()))?;
    writeln!(out, "\n{}", markdown::paragraph_of(&text::facts(document)))?;
    if let Some(home) = document.home() {
        writeln!(out, "\n<{home}>")?;
    }
    writeln!(out, "\n{}", markdown::paragraph_of(&briefing.title()))?;
    for section in briefing.sections() {
        writeln!(out, "\n## {}\n", markdown::heading(&section.heading))?;
        for told in section.lines {
            let words = markdown::words(told.words.as_str());
            write!(out, "- {} ", told.time)?;
            match told.permalink {
                Some(url) => write!(out, "[{words}](<{url}>)")?,
                None => write!(out, "{words}")?,
            }
            if !told.note.is_empty() {
                write!(out, " ({})", told.note)?;
            }
            writeln!(out)?;
        }
        if section.more > 0 {
            writeln!(out, "- and {} more", section.more)?;
        }
    }
    Ok(())
}

/// Writes a briefing as one JSON Feed of the updates that it is about; `_newswire.briefing` tells why each is there.
///
/// # Errors
/// Those of the writer.
pub fn write_json(briefing: &Briefing, out: &mut dyn Write) -> io::Result<()> {
    jsonfeed::write_briefing(&briefing.document, briefing.briefing, out)
}
