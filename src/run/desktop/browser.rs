//! The one door to the browser: a parsed web address, an argument vector, never a shell.

use std::{
    ffi::OsString,
    io,
    os::unix::process::CommandExt,
    process::{Command, Stdio},
    time::Duration,
};

use super::programs::Programs;
use crate::{
    config::Opener,
    model::{Clean, WebUrl},
};

/// How long an opener has to fail; one that still runs after that is the browser itself.
const PATIENCE: Duration = Duration::from_secs(3);

/// Opens an address; says what was done, or what to do where nothing could be. `None` where the reader is at the
/// other end of ssh and no program was named: a browser on this machine would open for nobody.
pub(super) async fn open(url: WebUrl, programs: Programs) -> Option<Clean> {
    let mut commands = Vec::new();
    let opener = opener(&programs.openers, &url);
    if let Some(words) = opener.or(programs.browser.as_deref()) {
        commands.extend(command(words, &url));
    } else if let Some(browsers) = std::env::var_os("BROWSER") {
        commands.extend(from_environment(&browsers, &url));
    }
    if commands.is_empty() {
        if over_ssh() {
            return None;
        }
        commands = open::commands(url.as_str());
    }
    let opened =
        tokio::task::spawn_blocking(move || commands.into_iter().any(|c| start(c).is_ok()));
    let said = match (opened.await, opener) {
        (Ok(true), _) => format!("Opened {}.", url.host()),
        (_, Some(words)) => {
            let program = words.first().map_or("", String::as_str);
            format!("{program} could not be started or failed; the address is {url}")
        }
        (_, None) => format!("No browser could be started; the address is {url}"),
    };
    Some(Clean::line(&said))
}

/// Finds the program for an address: by its host, the longest name first, else by the ending of its path.
fn opener<'o>(openers: &'o [Opener], url: &WebUrl) -> Option<&'o [String]> {
    let host = url.host();
    let is_of = |opener: &&Opener| {
        let what = opener.what.as_str();
        let above = host.strip_suffix(what);
        what.contains('.') && above.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    let by_host = openers
        .iter()
        .filter(is_of)
        .max_by_key(|opener| opener.what.len());
    let by_ending = || {
        let file = url.as_url().path().rsplit('/').next()?;
        let (_, ending) = file.rsplit_once('.')?;
        openers
            .iter()
            .find(|opener| opener.what.eq_ignore_ascii_case(ending))
    };
    by_host.or_else(by_ending).map(|o| o.command.as_slice())
}

fn over_ssh() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    is_set("SSH_CONNECTION") && !is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY")
}

/// Reads `$BROWSER`: commands parted by colons, `%s` where the address goes, else at the end.
fn from_environment(browsers: &OsString, url: &WebUrl) -> Vec<Command> {
    let Some(browsers) = browsers.to_str() else {
        return Vec::new();
    };
    let one = |text: &str| {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        command(&words, url)
    };
    browsers.split(':').filter_map(one).collect()
}

/// Makes a command of words. The address replaces whole words `%s` only, after the words were parted, so that it
/// stays one argument whatever it holds.
fn command(words: &[String], url: &WebUrl) -> Option<Command> {
    let (program, arguments) = words.split_first()?;
    let mut command = Command::new(program);
    let mut placed = false;
    for argument in arguments {
        if argument == "%s" {
            command.arg(url.as_str());
            placed = true;
        } else {
            command.arg(argument);
        }
    }
    if !placed {
        command.arg(url.as_str());
    }
    Some(command)
}

/// Starts a command off our terminal, and waits a moment for it to fail.
fn start(mut command: Command) -> io::Result<()> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0);
    let mut child = command.spawn()?;
    let (sender, receiver) = std::sync::mpsc::channel();
    // The waiting thread reaps the browser whenever it ends.
    std::thread::Builder::new()
        .name("browser".to_owned())
        .spawn(move || {
            let _ = sender.send(child.wait());
        })?;
    match receiver.recv_timeout(PATIENCE) {
        Ok(Ok(status)) if !status.success() => Err(io::Error::other("the opener failed")),
        Ok(Err(error)) => Err(error),
        Ok(Ok(_)) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn argv(browser: &str, url: &str) -> Vec<Vec<String>> {
        let url = WebUrl::parse(url).unwrap();
        let text = |c: &Command| {
            std::iter::once(c.get_program())
                .chain(c.get_args())
                .map(|word| word.to_str().unwrap().to_owned())
                .collect()
        };
        from_environment(&OsString::from(browser), &url)
            .iter()
            .map(text)
            .collect()
    }

    #[test]
    fn the_address_is_one_argument_whatever_it_holds() {
        for address in [
            "https://a.example/$(id)`x`;&|'\"",
            "https://a.example/%20--x=1",
        ] {
            let serialised = WebUrl::parse(address).unwrap().to_string();
            assert_eq!(argv("fx --new %s", address), [["fx", "--new", &serialised]]);
            assert_eq!(argv("fx", address), [["fx", &serialised]]);
        }
    }

    #[test]
    fn hosts_and_endings_have_programs_of_their_own() {
        let opener = |what: &str| Opener {
            what: what.to_owned(),
            command: vec![what.to_owned()],
        };
        let openers = ["videos.example", "old.videos.example", "pdf"].map(opener);
        let program = |url: &str| {
            let found = super::opener(&openers, &WebUrl::parse(url).unwrap());
            found.map_or("", |words| &words[0]).to_owned()
        };
        for (url, expected) in [
            ("https://videos.example/watch?v=1", "videos.example"),
            ("https://www.videos.example/", "videos.example"),
            ("https://old.videos.example/a.pdf", "old.videos.example"),
            ("https://evilvideos.example/", ""),
            ("https://post.example/plans/Pier.PDF?page=2", "pdf"),
            ("https://post.example/pdf", ""),
        ] {
            assert_eq!(program(url), expected, "{url}");
        }
    }

    #[test]
    fn the_list_is_parted_by_colons() {
        let url = "https://a.example/";
        assert_eq!(
            argv("one:two -x:", url),
            [vec!["one", url], vec!["two", "-x", url]]
        );
    }

    #[test]
    fn a_placeholder_inside_a_word_is_left_alone() {
        let url = "https://a.example/";
        assert_eq!(argv("fx --url=%s", url), [["fx", "--url=%s", url]]);
    }
}
