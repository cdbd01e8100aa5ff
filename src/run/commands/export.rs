//! `newswire export`: what the history holds of a live blog, or the addresses of all, on standard output.

use std::io::Write;

use super::{exchange, library::Library};
use crate::{
    cli::Export,
    config::Config,
    run::{desktop::export, failure::Failure},
};

/// Writes all updates of a source that is in the history; a reader may have the history open.
pub(super) fn export(
    arguments: &Export,
    config: &Config,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let Some(source) = arguments.source.as_deref() else {
        return exchange::export(config, out);
    };
    let library = Library::open(config)?;
    let known = library.find(source)?;
    let kept = known.map_or(Ok(None), |blog| library.export(&blog.key));
    library.close()?;
    let Some(kept) = kept? else {
        let why = format!("{source} is not in the history; newswire list shows what is.");
        return Err(Failure::Unknown(why));
    };
    export::write(
        &kept,
        arguments.revisions,
        arguments.format,
        config.zone,
        out,
    )?;
    Ok(())
}
