//! `newswire replay`: a live blog from its start, out of the history, or of a page where the history has nothing.

use super::{
    interactive,
    library::Library,
    print,
    reading::{self, Asking},
};
use crate::{
    cli::{self, Global},
    config::Config,
    fetch::Source,
    model::{
        BlogRevision, Timeline,
        replay::{Player, Schedule},
    },
    run::{failure::Failure, tasks::history, tui::Replayed},
};

/// Plays a source again on the screen.
pub(super) fn replay(
    arguments: &cli::Replay,
    config: &Config,
    global: &Global,
) -> Result<(), Failure> {
    let source = reading::source(&arguments.source, arguments.base_url.as_ref())?;
    let (mut timeline, heads) = match kept(&source, config)? {
        Some(kept) => kept,
        None => (read(&source, config)?, Vec::new()),
    };
    // The browser goes there.
    let canonical = &mut timeline.blog.canonical;
    *canonical = canonical.take().or_else(|| source.address().cloned());
    let Some(schedule) = Schedule::new(&timeline, heads) else {
        let why = format!(
            "{} has no updates yet that could be played.",
            source.title()
        );
        return Err(Failure::Unknown(why));
    };
    let replayed = Replayed {
        source: source.title(),
        player: Player::new(schedule, arguments.speed),
    };
    interactive::replay(replayed, config, global)
}

/// Returns what the history holds of a source, where it holds updates.
fn kept(
    source: &Source,
    config: &Config,
) -> Result<Option<(Timeline, Vec<BlogRevision>)>, Failure> {
    let Some(key) = history::key(source) else {
        return Ok(None);
    };
    let library = Library::open(config)?;
    let kept = library.export(&key);
    library.close()?;
    let kept = kept?.map(|export| (export.stored.timeline, export.headlines));
    Ok(kept.filter(|(timeline, _)| !timeline.items().is_empty()))
}

/// Reads a page with its older pages, as far as they can be fetched.
fn read(source: &Source, config: &Config) -> Result<Timeline, Failure> {
    let asking = Asking::new(config);
    let reading = asking.once(source)?;
    let mut timeline = Timeline::default();
    timeline.merge(&reading.extraction.snapshot, reading.at);
    print::walk(source, &reading, asking.network(), &mut timeline)?;
    Ok(timeline)
}
