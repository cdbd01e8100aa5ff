//! `newswire import` and `newswire export --opml`: the addresses of live blogs to and from other programs.

use std::io::{self, Read, Write};

use super::library::{self, Library};
use crate::{
    cli::Import,
    config::Config,
    fetch::Source,
    model::Clean,
    run::{failure::Failure, now, tasks::history},
    source::subscriptions,
};

/// The longest list that is read, in bytes.
const LONGEST: u64 = 8 * 1024 * 1024;

/// Follows what a file names; asks none of it for anything yet.
pub(super) fn import(
    arguments: &Import,
    config: &Config,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let name = Clean::line(&arguments.file.to_string_lossy());
    let text = read(arguments).map_err(|why| {
        let why = format!("Cannot read {name}: {why}.");
        Failure::Unknown(why)
    })?;
    let addresses = subscriptions::addresses(&text).map_err(|why| {
        Failure::Unknown(format!(
            "Cannot read {name}: not a valid OPML file ({}).",
            Clean::line(&why)
        ))
    })?;
    let library = Library::open(config)?;
    let known = library.list()?;
    let (mut followed, mut known_already) = (Vec::new(), 0);
    for address in addresses {
        let source = match Source::of_key(&address) {
            Ok(source) => source,
            Err(error) => {
                super::tell(&error.to_string());
                continue;
            }
        };
        let Some(key) = history::key(&source) else {
            continue;
        };
        if known.iter().any(|blog| blog.key == key) || followed.contains(&key) {
            known_already += 1;
        } else {
            followed.push(key);
        }
    }
    library.change(async |store| {
        for key in &followed {
            store.follow(key, key, now()).await?;
        }
        Ok(())
    })?;
    library.close()?;
    let already = match known_already {
        0 => String::new(),
        count => format!("; {count} were already followed"),
    };
    if followed.is_empty() && known_already == 0 {
        return Err(Failure::Unknown(format!(
            "{name} holds no addresses; import reads OPML, or a list with one address per line."
        )));
    }
    let blogs = match followed.len() {
        1 => "1 more live blog".to_owned(),
        count => format!("{count} more live blogs"),
    };
    Ok(writeln!(out, "Now following {blogs}{already}.")?)
}

fn read(arguments: &Import) -> io::Result<String> {
    let mut bytes = Vec::new();
    if arguments.file.as_os_str() == "-" {
        io::stdin().lock().take(LONGEST).read_to_end(&mut bytes)?;
    } else {
        let file = std::fs::File::open(&arguments.file)?;
        file.take(LONGEST).read_to_end(&mut bytes)?;
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.trim_start_matches('\u{feff}').trim().to_owned())
}

/// Writes the addresses of all followed blogs as OPML.
pub(super) fn export(config: &Config, out: &mut dyn Write) -> Result<(), Failure> {
    let library = Library::open(config)?;
    let blogs = library.list()?;
    library.close()?;
    if blogs.is_empty() {
        let why = "You follow no live blogs yet; newswire follow URL adds one.";
        return Err(Failure::Unknown(why.to_owned()));
    }
    let named: Vec<_> = blogs
        .iter()
        .map(|blog| (library::name(blog), &blog.address))
        .collect();
    let links = named
        .iter()
        .map(|(name, address)| (name.as_str(), address.as_str()));
    let text = subscriptions::opml("Live blogs followed with newswire", links);
    Ok(writeln!(out, "{text}")?)
}
