//! `newswire check`: how a source was recognised, what was found where, and how often it will be asked.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::Path,
};

use super::{
    discover,
    reading::{self, Asking, OneReading},
    recipes,
};
use crate::{
    cli::Check,
    config::Config,
    duration,
    model::{Clean, Entry, Snapshot, Status, TimeBasis, Timeline, WebUrl, Window, Zone},
    run::failure::Failure,
    source::{self, Platform, Problem, Recipes},
};

/// Reads a source once and tells what came of it.
pub(super) fn check(
    arguments: &Check,
    config: &Config,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let source = reading::source(&arguments.source, arguments.base_url.as_ref())?;
    let (recipes, mut warnings) = match &arguments.recipe {
        Some(file) => (trial(file, out)?, Vec::new()),
        None => (&recipes::known().recipes, own_problems()),
    };
    let extract = match arguments.explain {
        Some(_) => source::extract_explained,
        None => source::extract_with,
    };
    let asked = Asking::new(config).once_with(&source, recipes, extract);
    let mut reading = match asked {
        Ok(reading) => reading,
        Err(failure) => {
            if let Failure::NoLiveBlog { none, .. } = &failure {
                if let Some(file) = &arguments.recipe {
                    let name = file.to_string_lossy();
                    let warning = format!("The recipe {name} finds no update in the page.");
                    warnings.push(Clean::line(&warning));
                }
                if !none.signs.is_empty() {
                    list("Evidence", &none.signs, out)?;
                }
                if !none.leads.is_empty() {
                    list(
                        "Live blogs",
                        &discover::lines(&none.leads, config.zone),
                        out,
                    )?;
                }
            }
            // What is wrong with a recipe may be why nothing was found.
            if !warnings.is_empty() {
                list("Warnings", &warnings, out)?;
            }
            return Err(failure);
        }
    };
    reading.extraction.snapshot.warnings.extend(warnings);
    let mut explained = Vec::new();
    if let Some(update) = &arguments.explain {
        explain::tell(&reading.extraction, update.as_deref(), &mut explained)?;
    }
    tell(&reading, config, out)?;
    Ok(out.write_all(&explained)?)
}

/// Reads the recipe that is tried; what is wrong with it is written, a line each.
fn trial(file: &Path, out: &mut dyn Write) -> Result<&'static Recipes, Failure> {
    match recipes::read(file) {
        // It is needed as long as the program runs.
        Ok(recipe) => Ok(Box::leak(Box::new(
            [recipe.for_every_host()].into_iter().collect(),
        ))),
        Err(problems) => {
            for problem in &problems {
                writeln!(out, "{problem}")?;
            }
            let name = Clean::line(&file.to_string_lossy());
            let why = format!("There is something wrong with the recipe {name}.");
            Err(Failure::Usage(why))
        }
    }
}

/// Says why some of the reader's own recipes were left out.
fn own_problems() -> Vec<Clean> {
    let problems = recipes::known().problems.iter();
    problems
        .map(|problem: &Problem| Clean::line(&problem.to_string()))
        .collect()
}

fn tell(reading: &OneReading, config: &Config, out: &mut dyn Write) -> io::Result<()> {
    let snapshot = &reading.extraction.snapshot;
    let blog = &snapshot.blog;
    let address = |url: &Option<WebUrl>| url.as_ref().map(WebUrl::to_string).unwrap_or_default();
    let facts = [
        ("Source", Clean::line(&reading.name).to_string()),
        ("Recognised as", snapshot.recognised_as.to_string()),
        ("Headline", blog.headline.to_string()),
        ("Publisher", blog.publisher.to_string()),
        ("Status", status(reading).to_owned()),
        ("Language", blog.language.to_string()),
        ("Address", address(&blog.canonical)),
        ("Feed", address(&blog.feed)),
        ("Goes on at", address(&blog.moved_to)),
        ("Updates", span(snapshot, config.zone)),
        (
            "Headlines",
            share(snapshot, |entry| entry.headline.is_some()),
        ),
        ("Times", times(&snapshot.entries)),
        (
            "Bylines",
            share(snapshot, |entry| !entry.authors.is_empty()),
        ),
        (
            "Permalinks",
            share(snapshot, |entry| entry.permalink.is_some()),
        ),
        (
            "Key events",
            count(snapshot, |entry| usize::from(entry.marks.key_event)),
        ),
        ("Links", count(snapshot, |entry| entry.body.links().len())),
        (
            "Pictures",
            count(snapshot, |entry| entry.body.images().len()),
        ),
        ("Window", window(&snapshot.window).to_owned()),
        ("Older page", address(&snapshot.older)),
        ("Platform", platform(reading.extraction.platform.as_ref())),
        ("Polling", plan(snapshot, config)),
    ];
    for (name, fact) in facts {
        let fact = if fact.is_empty() { "none found" } else { &fact };
        writeln!(out, "{name:<14} {fact}")?;
    }
    list("Evidence", &reading.extraction.evidence, out)?;
    list("Warnings", &snapshot.warnings, out)
}

/// Says how the live blog stands, as the reader would.
fn status(reading: &OneReading) -> &'static str {
    let mut timeline = Timeline::default();
    timeline.merge(&reading.extraction.snapshot, reading.at);
    match timeline.status(reading.at) {
        Status::Unknown => "unknown",
        status => status.label(),
    }
}

fn list(title: &str, lines: &[Clean], out: &mut dyn Write) -> io::Result<()> {
    if lines.is_empty() {
        return writeln!(out, "{title:<14} none");
    }
    writeln!(out, "{title}")?;
    lines.iter().try_for_each(|line| writeln!(out, "  {line}"))
}

/// Says which platform is polled in the page's place, what it tells, and how often the page is read beside it.
fn platform(platform: Option<&Platform>) -> String {
    let Some(platform) = platform else {
        return String::new();
    };
    let told = platform.capabilities();
    let answers = [
        (told.incremental, "only what is new"),
        (told.full_window, "all of the newest updates"),
        (told.reports_edits, "edits"),
        (told.reports_deletions, "removals"),
    ];
    let told: Vec<&str> = answers
        .iter()
        .filter(|(is, _)| *is)
        .map(|(_, name)| *name)
        .collect();
    format!(
        "{}, which tells {}; asked every {} s at most, the page itself every {} min",
        platform.name(),
        told.join(", "),
        platform.min_interval().as_secs(),
        platform.sweep().as_secs() / 60
    )
}

fn span(snapshot: &Snapshot, zone: Zone) -> String {
    let stamps = || {
        snapshot
            .entries
            .iter()
            .filter_map(|entry| entry.published.as_ref())
    };
    let clock = |stamp| zone.stamp(stamp).format("%Y-%m-%d %H:%M %:z");
    let count = snapshot.entries.len();
    let ends = stamps()
        .min_by_key(|stamp| stamp.at)
        .zip(stamps().max_by_key(|stamp| stamp.at));
    match ends {
        Some((first, last)) => format!("{count}, from {} to {}", clock(first), clock(last)),
        None => count.to_string(),
    }
}

fn share(snapshot: &Snapshot, has: impl Fn(&Entry) -> bool) -> String {
    let entries = &snapshot.entries;
    let count = entries.iter().filter(|entry| has(entry)).count();
    format!("{count} of {}", entries.len())
}

fn count(snapshot: &Snapshot, number: impl Fn(&Entry) -> usize) -> String {
    snapshot
        .entries
        .iter()
        .map(number)
        .sum::<usize>()
        .to_string()
}

fn times(entries: &[Entry]) -> String {
    let mut bases: BTreeMap<TimeBasis, usize> = BTreeMap::new();
    for stamp in entries.iter().filter_map(|entry| entry.published.as_ref()) {
        *bases.entry(stamp.basis).or_default() += 1;
    }
    let found: usize = bases.values().sum();
    let parts = bases
        .iter()
        .map(|(basis, count)| format!("{count} from {}", words(*basis)));
    let parts: Vec<String> = parts.collect();
    match parts.as_slice() {
        [] => format!("0 of {}", entries.len()),
        parts => format!("{found} of {}: {}", entries.len(), parts.join(", ")),
    }
}

fn words(basis: TimeBasis) -> &'static str {
    match basis {
        TimeBasis::Platform => "the platform's data",
        TimeBasis::Markup => "machine-readable markup",
        TimeBasis::StructuredData => "structured data",
        TimeBasis::Feed => "a feed",
        TimeBasis::Text => "visible text",
        TimeBasis::Clock => "a visible clock without a date",
        TimeBasis::Relative => "a relative time",
    }
}

fn window(window: &Window) -> &'static str {
    match window {
        Window::Full => "the newest updates without a gap: one that goes missing was removed",
        Window::Part => "a part of the updates: one that goes missing may be elsewhere",
        Window::Delta { .. } => "changes only: the source names what it removed",
    }
}

fn plan(snapshot: &Snapshot, config: &Config) -> String {
    let chosen = match config.interval {
        Some(interval) => format!("every {}, as you set it", duration::format(interval)),
        None => "at the blog's pace, about every 30s while it runs".to_owned(),
    };
    match snapshot.min_interval {
        Some(seconds) => format!("{chosen}; the source asks for {seconds}s or more"),
        None => chosen,
    }
}

mod explain;

#[cfg(test)]
mod tests;
