//! `newswire status`: unread counts and the newest headline, from the history alone, for status lines and prompts.

use std::io::Write;

use serde::Serialize;

use super::library::{Library, Listed, name};
use crate::{
    cli::{Status, StatusFormat},
    config::Config,
    layout::width,
    model::{Clean, Item, WebUrl},
    run::failure::Failure,
    store::{self, BlogSummary, Glance},
};

/// The most cells of a headline in a status line of tmux.
const TMUX: u16 = 50;
/// How many blogs a tooltip lists.
const LISTED: usize = 10;

/// Tells what is unread.
pub(super) fn status(
    arguments: Status,
    config: &Config,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let glance = glance(config)?;
    let standing = Standing::of(&glance);
    match arguments.format {
        StatusFormat::Text => writeln!(out, "{}", standing.text())?,
        StatusFormat::Json => json(&standing.json(), out)?,
        StatusFormat::Waybar => json(&standing.waybar(), out)?,
        StatusFormat::Tmux => writeln!(out, "{}", standing.tmux())?,
    }
    Ok(())
}

fn json(value: &impl Serialize, out: &mut dyn Write) -> std::io::Result<()> {
    // Bars read a line at a time.
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}

/// Looks into the history; one of an older version is brought to this one first.
fn glance(config: &Config) -> Result<Glance, Failure> {
    let Some(dir) = config.data_dir.as_deref().filter(|_| config.history) else {
        return Ok(Glance::default());
    };
    if let Ok(Some(glance)) = store::glance(dir) {
        return Ok(glance);
    }
    Library::open(config)?.close()?;
    Ok(store::glance(dir)?.unwrap_or_default())
}

/// What there is to tell.
struct Standing<'g> {
    /// Those that are not put away.
    blogs: Vec<&'g BlogSummary>,
    unread: usize,
    newest: Option<Newest<'g>>,
}

/// The newest update.
struct Newest<'g> {
    blog: &'g BlogSummary,
    item: &'g Item,
    title: Clean,
}

impl<'g> Standing<'g> {
    fn of(glance: &'g Glance) -> Self {
        let shown = |blog: &&BlogSummary| !blog.archived;
        let blogs: Vec<&BlogSummary> = glance.blogs.iter().filter(shown).collect();
        let newest = glance.newest.as_ref().and_then(|(key, item)| {
            let blog = blogs.iter().find(|blog| blog.key == *key)?;
            Some(Newest {
                blog,
                item,
                title: title(item),
            })
        });
        Self {
            unread: blogs.iter().map(|blog| blog.unread).sum(),
            blogs,
            newest,
        }
    }

    /// Says how many updates are unread, and in how many blogs.
    fn count(&self) -> String {
        let blogs = self.blogs.iter().filter(|blog| blog.unread > 0).count();
        match (self.blogs.len(), self.unread, blogs) {
            (0, ..) => "no live blogs followed".to_owned(),
            (_, 0, _) => "nothing unread".to_owned(),
            (_, unread, 1) => format!("{unread} unread"),
            (_, unread, blogs) => format!("{unread} unread in {blogs} live blogs"),
        }
    }

    /// One line: the count, and the newest update's blog and headline.
    fn text(&self) -> String {
        let count = self.count();
        match &self.newest {
            Some(newest) => format!("{count} · {}: {}", name(newest.blog), newest.title),
            None => count,
        }
    }

    /// A count and a headline that fit in a status line; nothing where nothing is unread. tmux takes what follows a `#`
    /// for a command of its own.
    fn tmux(&self) -> String {
        match &self.newest {
            Some(newest) if self.unread > 0 => {
                let title = shortened(newest.title.as_str(), TMUX);
                format!("{} {title}", self.unread).replace('#', "##")
            }
            _ => String::new(),
        }
    }

    fn waybar(&self) -> Waybar {
        let state = match (self.blogs.len(), self.unread) {
            (0, _) => "none",
            (_, 0) => "read",
            _ => "unread",
        };
        let text = match self.unread {
            0 => String::new(),
            unread => unread.to_string(),
        };
        let mut lines: Vec<String> = self
            .newest
            .iter()
            .map(|newest| markup(newest.title.as_str()))
            .collect();
        let unread = self.blogs.iter().filter(|blog| blog.unread > 0);
        lines.extend(
            unread
                .take(LISTED)
                .map(|blog| format!("{} unread · {}", blog.unread, markup(name(blog).as_str()))),
        );
        Waybar {
            text,
            alt: state,
            tooltip: lines.join("\n"),
            class: state,
        }
    }

    fn json(&self) -> Json<'_> {
        Json {
            unread: self.unread,
            newest: self.newest.as_ref().map(|newest| NewestJson {
                blog: newest.blog.address.as_str(),
                id: newest.item.entry.id.as_str(),
                title: newest.title.as_str(),
                url: newest.item.entry.permalink.as_ref().map(WebUrl::as_str),
                time: newest.item.time().to_rfc3339(),
                read: newest.item.read,
            }),
            blogs: self.blogs.iter().map(|blog| Listed::new(blog)).collect(),
        }
    }
}

/// What waybar reads (waybar-custom(5)); text and tooltip are Pango markup.
#[derive(Debug, Serialize)]
struct Waybar {
    text: String,
    alt: &'static str,
    tooltip: String,
    class: &'static str,
}

#[derive(Serialize)]
struct Json<'g> {
    unread: usize,
    newest: Option<NewestJson<'g>>,
    blogs: Vec<Listed<'g>>,
}

#[derive(Serialize)]
struct NewestJson<'g> {
    blog: &'g str,
    id: &'g str,
    title: &'g str,
    url: Option<&'g str>,
    time: String,
    read: bool,
}

/// Returns what an update is called where there is room for a line: its headline, else the beginning of its text.
fn title(item: &Item) -> Clean {
    match item.entry.titled() {
        Some(title) => title.into_owned(),
        None => Clean::line_capped(&item.entry.body.text(), 200),
    }
}

/// Shortens a text at its end.
fn shortened(text: &str, cells: u16) -> String {
    if width::text(text) <= usize::from(cells) {
        return text.to_owned();
    }
    let (beginning, _) = width::prefix(text, cells - 1);
    format!("{}…", beginning.trim_end())
}

/// Writes a text as Pango markup.
fn markup(text: &str) -> String {
    let text = text.replace('&', "&amp;");
    text.replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests;
