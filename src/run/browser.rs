//! The one door to the browser: a parsed web address, an argument vector, never a shell.

use std::{
    ffi::OsString,
    io,
    os::unix::process::CommandExt,
    process::{Command, Stdio},
    time::Duration,
};

use crate::model::{Clean, WebUrl};

/// How long an opener has to fail; one that still runs after that is the browser itself.
const PATIENCE: Duration = Duration::from_secs(3);

/// Opens an address; says what was done, or what to do where nothing could be.
pub(super) async fn open(url: WebUrl, configured: Option<Vec<String>>) -> Clean {
    let mut commands = Vec::new();
    if let Some(words) = configured {
        commands.extend(command(&words, &url));
    } else if let Some(browsers) = std::env::var_os("BROWSER") {
        commands.extend(from_environment(&browsers, &url));
    }
    if commands.is_empty() {
        if over_ssh() {
            return Clean::line(&format!("No browser on this side of ssh: {url}"));
        }
        commands = open::commands(url.as_str());
    }
    let opened =
        tokio::task::spawn_blocking(move || commands.into_iter().any(|c| start(c).is_ok()));
    match opened.await {
        Ok(true) => Clean::line(&format!("Opened {}.", url.host())),
        _ => Clean::line(&format!(
            "No browser could be started; the address is {url}"
        )),
    }
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
