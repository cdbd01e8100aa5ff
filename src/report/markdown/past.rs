//! What updates and headlines were before, as numbered lists.

use std::io::{self, Write};

use super::{body, escape};
use crate::{
    model::{BlogRevision, Gap, Item},
    report::{Archive, archive::Revision, plain::prefixed, text},
};

/// Writes what the blog's headline was, and when nobody looked.
pub(super) fn of_blog(archive: &Archive, out: &mut dyn Write) -> io::Result<()> {
    let past = archive.past.unwrap_or_default();
    headlines(archive, past.headlines(), out)?;
    gaps(archive, past.gaps, out)
}

fn headlines(archive: &Archive, headlines: &[BlogRevision], out: &mut dyn Write) -> io::Result<()> {
    if headlines.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nWhat was said of the blog:\n")?;
    for (number, one) in (1_usize..).zip(headlines) {
        let seen = text::time(
            archive.document.zone.instant(one.seen),
            archive.document.zone,
        );
        let said = [
            one.headline.as_str(),
            one.standfirst.as_str(),
            one.status.word(),
        ];
        let said: Vec<&str> = said.into_iter().filter(|words| !words.is_empty()).collect();
        writeln!(out, "{number}. {seen}: {}", escape::text(&said.join(" · ")))?;
    }
    Ok(())
}

fn gaps(archive: &Archive, gaps: &[Gap], out: &mut dyn Write) -> io::Result<()> {
    if gaps.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}:\n", text::GAPS)?;
    for gap in gaps {
        writeln!(out, "- {}", text::gap(gap, archive.document.zone))?;
    }
    Ok(())
}

/// Writes every revision of an update that was edited, whole, but for the newest, which stands above.
pub(super) fn revisions(archive: &Archive, item: &Item, out: &mut dyn Write) -> io::Result<()> {
    if archive.past.is_none() || item.revision() < 2 {
        return Ok(());
    }
    let document = &archive.document;
    writeln!(out, "\nRevisions:\n")?;
    for revision in Revision::all(item) {
        let seen = text::time(document.zone.instant(revision.seen), document.zone);
        let mut first = match revision.diff(&document.blog.language) {
            None => format!("first seen {seen}"),
            Some(diff) => format!("edited {seen}, {}", diff.edit.words()),
        };
        let mut lines = Vec::new();
        if revision.number == item.revision() {
            first.push_str("; it stands above");
        } else {
            if let Some(headline) = revision.entry.titled() {
                first.push_str(": ");
                first.push_str(&escape::text(headline.as_str()));
            }
            let text = body(&revision.entry.body);
            if !text.is_empty() {
                lines.push(String::new());
                lines.extend(text.lines().map(str::to_owned));
            }
        }
        lines.insert(0, first);
        let mark = format!("{}. ", revision.number);
        let indent = " ".repeat(mark.len());
        for line in prefixed(lines, &mark, &indent) {
            writeln!(out, "{line}")?;
        }
        if revision.number < item.revision() {
            writeln!(out)?;
        }
    }
    Ok(())
}
