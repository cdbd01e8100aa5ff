//! `newswire export`: what the history holds of a live blog, on standard output.

use std::io::Write;

use super::library::Library;
use crate::{
    cli::{Export, ExportFormat},
    config::Config,
    model::{Clean, WebUrl},
    report::{self, Archive, Document, Past},
    run::failure::Failure,
};

/// Writes all updates of a source that is in the history; a reader may have the history open.
pub(super) fn export(
    arguments: &Export,
    config: &Config,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let source = arguments.source.as_str();
    let library = Library::open(config)?;
    let known = library.find(source)?;
    let kept = known.map_or(Ok(None), |blog| library.export(&blog.key));
    library.close()?;
    let Some(kept) = kept? else {
        let why = format!("{source} is not in the history; newswire list shows what is.");
        return Err(Failure::Unknown(why));
    };
    let stored = &kept.stored;
    let warnings: Vec<Clean> = match stored.unreadable {
        0 => Vec::new(),
        1 => vec![Clean::line(
            "One update of the history cannot be read and is left out.",
        )],
        count => {
            let why = format!("{count} updates of the history cannot be read and are left out.");
            vec![Clean::line(&why)]
        }
    };
    let past = Past {
        headlines: &kept.headlines,
        gaps: &stored.gaps,
        polls: &kept.polls,
    };
    let address = WebUrl::parse(stored.address.as_str()).ok();
    let archive = Archive {
        document: Document {
            blog: &stored.timeline.blog,
            items: stored.timeline.items(),
            address: address.as_ref(),
            recognised_as: &Clean::line("the history"),
            warnings: &warnings,
            fetched_at: stored.last_contact.unwrap_or(stored.followed_since),
            zone: config.zone,
        },
        past: arguments.revisions.then_some(past),
    };
    match arguments.format {
        ExportFormat::Markdown => report::markdown::write_archive(&archive, out)?,
        ExportFormat::Json => report::jsonfeed::write_archive(&archive, out)?,
        ExportFormat::Html => report::page::write(&archive, out)?,
    }
    Ok(())
}
