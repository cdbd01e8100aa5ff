//! `newswire check --explain`: who claimed what for each field, and which rule won.

use std::io::{self, Write};

use crate::{
    model::{Clean, Entry, EntryId, WebUrl},
    run::failure::Failure,
    source::{Extraction, Statement},
};

/// How far a claim stands from the edge.
const INDENT: &str = "  ";

/// Writes every claim of the blog and of its updates, or of the one that is asked for.
pub(super) fn tell(
    extraction: &Extraction,
    wanted: Option<&str>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let explanation = &extraction.explanation;
    let Some(wanted) = wanted else {
        writeln!(out, "\nThe blog")?;
        statements(&explanation.blog, out)?;
        for (id, said) in &explanation.updates {
            writeln!(out, "\nUpdate {id}")?;
            statements(said, out)?;
        }
        return Ok(());
    };
    let entries = &extraction.snapshot.entries;
    let Some(entry) = entries.iter().find(|entry| is_named(entry, wanted)) else {
        let wanted = Clean::line(wanted);
        let why = format!("The source has no update {wanted}; --explain alone tells of all.");
        return Err(Failure::Usage(why));
    };
    writeln!(out, "\nUpdate {}", entry.id)?;
    let of = |(id, _): &&(EntryId, Vec<Statement>)| *id == entry.id;
    let said = explanation.updates.iter().find(of);
    Ok(statements(said.map_or(&[], |(_, said)| said), out)?)
}

/// Tells whether an id or a fragment, with `#` or without, is that of an update.
fn is_named(entry: &Entry, wanted: &str) -> bool {
    let wanted = wanted.trim_start_matches('#');
    let fragment = entry.permalink.as_ref().and_then(WebUrl::fragment);
    entry.id.as_str() == wanted || fragment == Some(wanted)
}

/// Writes the claims of each field, the one that holds first, in columns.
fn statements(said: &[Statement], out: &mut dyn Write) -> io::Result<()> {
    let widest = |of: fn(&Statement) -> &str| {
        let widths = said.iter().map(|claim| of(claim).chars().count());
        widths.max().unwrap_or(0)
    };
    let fields = widest(|claim| claim.field);
    let rules = widest(|claim| &claim.rule);
    let mut above = "";
    for claim in in_order(said) {
        let field = if claim.field == above {
            ""
        } else {
            claim.field
        };
        above = claim.field;
        let against = claim.against.map(|why| format!(" ({why})"));
        writeln!(
            out,
            "{INDENT}{field:fields$}  {:rules$}  {}{}",
            claim.rule,
            claim.value,
            against.unwrap_or_default()
        )?;
    }
    Ok(())
}

/// The claims field by field as they were heard, of each field first the one that holds.
fn in_order(said: &[Statement]) -> impl Iterator<Item = &Statement> {
    let mut fields: Vec<&str> = Vec::new();
    for claim in said {
        if !fields.contains(&claim.field) {
            fields.push(claim.field);
        }
    }
    fields.into_iter().flat_map(move |field| {
        let mut claims: Vec<_> = said.iter().filter(|claim| claim.field == field).collect();
        claims.sort_by_key(|claim| claim.against.is_some());
        claims
    })
}
