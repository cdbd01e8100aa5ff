//! `newswire discover`: the live blogs that a front page, a section page or a feed leads to.

use std::{collections::HashSet, io::Write};

use serde::Serialize;

use super::reading::{self, Asking};
use crate::{
    app::clock,
    cli::{Discover, ListFormat},
    config::Config,
    fetch,
    model::{Clean, Lead, NoLiveBlog, PageKind, Zone},
    run::{failure::Failure, now},
    source::discover::Leads,
};

/// How many of a page's feeds are asked, too.
const FEEDS: usize = 2;

/// Lists live blogs, the newest first.
pub(super) fn discover(
    arguments: &Discover,
    config: &Config,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let source = reading::source(&arguments.source, None)?;
    let asking = Asking::new(config);
    let mut leads = asking.leads(&source)?;
    let mut told = HashSet::new();
    for feed in leads.feeds.iter().take(FEEDS).cloned().collect::<Vec<_>>() {
        // A feed that fails takes nothing from what the page said.
        match asking.leads(&fetch::Source::Web(feed)) {
            Ok(more) => leads.join(more),
            Err(failure) => {
                // Several feeds of one host often fail alike.
                let why = failure.to_string();
                if !told.contains(&why) {
                    super::tell(&format!("A feed of the page was left out: {why}"));
                    told.insert(why);
                }
            }
        }
    }
    if leads.blogs.is_empty() {
        let why = "No links to live blogs were found; try a section page, or the page of a story.";
        return Err(Failure::NoLiveBlog {
            name: source.title().to_string(),
            none: NoLiveBlog::new(PageKind::Listing, why),
        });
    }
    write(&leads, arguments.format, config.zone, out)
}

fn write(
    leads: &Leads,
    format: ListFormat,
    zone: Zone,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    match format {
        ListFormat::Text => {
            for line in lines(&leads.blogs, zone) {
                writeln!(out, "{line}")?;
            }
        }
        ListFormat::Json => {
            let blogs = leads.blogs.iter().map(FoundBlog::new).collect();
            let found = Discovered { blogs };
            serde_json::to_writer_pretty(&mut *out, &found).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(())
}

/// Writes live blogs, two lines each: when and what, and where.
pub(super) fn lines(leads: &[Lead], zone: Zone) -> Vec<Clean> {
    let line = |lead: &Lead| {
        let time = lead.time.map(|at| clock::moment(zone, at, now()));
        let time = time.map(|time| format!("{time}  ")).unwrap_or_default();
        [
            Clean::line(&format!("{time}{}", lead.title)),
            Clean::line(lead.url.as_str()),
        ]
    };
    leads.iter().flat_map(line).collect()
}

/// What was discovered, as JSON.
#[derive(Serialize)]
struct Discovered<'l> {
    blogs: Vec<FoundBlog<'l>>,
}

/// A live blog that a page leads to, as JSON.
#[derive(Serialize)]
struct FoundBlog<'l> {
    url: &'l str,
    title: &'l str,
    time: Option<String>,
}

impl<'l> FoundBlog<'l> {
    fn new(lead: &'l Lead) -> Self {
        Self {
            url: lead.url.as_str(),
            title: lead.title.as_str(),
            time: lead.time.map(|at| at.to_rfc3339()),
        }
    }
}
