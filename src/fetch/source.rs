//! What a reader can follow: an address, a file, standard input.

use std::path::{Path, PathBuf};

use crate::model::{Clean, WebUrl, WebUrlError};

/// What names a file in the history, where web addresses name themselves.
const FILE: &str = "file:";
/// Most graphemes of what was typed that an error repeats.
const SHOWN: usize = 120;

/// Something to follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A page on the web.
    Web(WebUrl),
    /// A saved page, read again when it changes.
    File {
        /// Where it lies.
        path: PathBuf,
        /// The address that it was saved from.
        base: Option<WebUrl>,
    },
    /// Standard input, read once.
    Stdin {
        /// The address that its text was saved from.
        base: Option<WebUrl>,
    },
}

/// An argument that names no source.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// The address cannot be used.
    #[error("Cannot read {address}: {reason}.")]
    Address {
        /// What was typed.
        address: Clean,
        /// Which rule it breaks.
        reason: WebUrlError,
    },
    /// The address has a scheme that is not read here.
    #[error(
        "Cannot read {0}: a source is an http or https address, a file, or - for standard input."
    )]
    Scheme(Clean),
    /// There is no such file, and it does not look like an address.
    #[error("There is no such file: {0}; a web address begins with https://.")]
    NoSuchFile(Clean),
    /// The path is a folder.
    #[error("This is a directory: {0}; name a file or a web address.")]
    Folder(Clean),
    /// The argument is empty.
    #[error("The source is empty: name an http or https address, a file, or - for standard input.")]
    Empty,
}

/// Returns what was typed without the user name and password that it may hold: errors stay in logs and on screens.
fn without_credentials(typed: &str) -> Clean {
    let from = typed.find("//").map_or(0, |slashes| slashes + 2);
    let (before, rest) = typed.split_at(from);
    let end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
    let credentials = rest.get(..end).and_then(|host| host.rfind('@'));
    let is_told = |at: &usize| from > 0 || rest.get(..*at).is_some_and(|name| name.contains(':'));
    match credentials.filter(is_told) {
        Some(at) => {
            let host = rest.get(at..).unwrap_or_default();
            Clean::line_capped(&format!("{before}…{host}"), SHOWN)
        }
        None => Clean::line_capped(typed, SHOWN),
    }
}

impl Source {
    /// Understands an argument. `base` is the address that a file or standard input was saved from.
    ///
    /// # Errors
    /// Says in one sentence why the argument names no source.
    pub fn parse(argument: &str, base: Option<&WebUrl>) -> Result<Self, SourceError> {
        let argument = argument.trim();
        let shown = || without_credentials(argument);
        if argument.is_empty() {
            return Err(SourceError::Empty);
        }
        if argument == "-" {
            return Ok(Self::Stdin {
                base: base.cloned(),
            });
        }
        let path = Path::new(argument);
        if path.is_dir() {
            return Err(SourceError::Folder(shown()));
        }
        if path.exists() {
            return Ok(Self::File {
                path: path.to_owned(),
                base: base.cloned(),
            });
        }
        match WebUrl::parse(argument) {
            Ok(url) => Ok(Self::Web(url.without_fragment())),
            Err(WebUrlError::Malformed) if looks_like_a_host(argument) => {
                let typed = format!("https://{argument}");
                let url = WebUrl::parse(&typed);
                url.map(|url| Self::Web(url.without_fragment()))
                    .map_err(|reason| SourceError::Address {
                        address: shown(),
                        reason,
                    })
            }
            Err(WebUrlError::Malformed) => Err(SourceError::NoSuchFile(shown())),
            Err(WebUrlError::Scheme(scheme)) if scheme.contains('.') => {
                // `host.example:8080/page` reads as a scheme.
                let url = WebUrl::parse(&format!("https://{argument}"));
                url.map(Self::Web).map_err(|reason| SourceError::Address {
                    address: shown(),
                    reason,
                })
            }
            Err(WebUrlError::Scheme(_)) => Err(SourceError::Scheme(shown())),
            Err(reason) => Err(SourceError::Address {
                address: shown(),
                reason,
            }),
        }
    }

    /// Understands what [`Source::key`] returned; a file that is gone may come back.
    ///
    /// # Errors
    /// Says in one sentence why it names no source.
    pub fn of_key(key: &str) -> Result<Self, SourceError> {
        match key.strip_prefix(FILE) {
            Some(path) if Path::new(path).is_absolute() => Ok(Self::File {
                path: PathBuf::from(path),
                base: None,
            }),
            _ => Self::parse(key, None),
        }
    }

    /// Returns the name of the source in the history: its address, or its path made absolute.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Web(url) => url.to_string(),
            Self::File { path, .. } => {
                let whole = path.canonicalize().unwrap_or_else(|_| path.clone());
                format!("{FILE}{}", whole.display())
            }
            Self::Stdin { .. } => "stdin:".to_owned(),
        }
    }

    /// Tells whether it is a page on the web, and not a copy of one.
    pub(super) fn is_web(&self) -> bool {
        matches!(self, Self::Web(_))
    }

    /// Returns what to call the source until its headline is known.
    #[must_use]
    pub fn title(&self) -> Clean {
        match self {
            Self::Web(url) => Clean::line(&url.short()),
            Self::File { path, .. } => Clean::line(&path.display().to_string()),
            Self::Stdin { .. } => Clean::line("standard input"),
        }
    }

    /// Returns the page's address, where it is known.
    #[must_use]
    pub fn address(&self) -> Option<&WebUrl> {
        match self {
            Self::Web(url) => Some(url),
            Self::File { base, .. } | Self::Stdin { base } => base.as_ref(),
        }
    }
}

/// Tells whether a text without a scheme begins like a host name: `news.example/live`.
fn looks_like_a_host(text: &str) -> bool {
    let host = text.split(['/', ':', '?', '#']).next().unwrap_or_default();
    let label = |l: &str| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-');
    let path = text.starts_with(['.', '/', '~']) || has_page_ending(host);
    !path && (host == "localhost" || host.contains('.')) && host.split('.').all(label)
}

/// Tells whether a name ends as saved pages do, so that a missing file is not taken for a host.
fn has_page_ending(name: &str) -> bool {
    let endings = [
        "html", "htm", "json", "txt", "xml", "rss", "atom", "pdf", "png", "jpg",
    ];
    Path::new(name)
        .extension()
        .is_some_and(|e| endings.iter().any(|known| e.eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(argument: &str) -> Result<Source, SourceError> {
        Source::parse(argument, None)
    }

    #[test]
    fn addresses_are_recognised_with_and_without_a_scheme() {
        for (typed, address) in [
            (
                "https://news.example/live#update-7",
                "https://news.example/live",
            ),
            ("news.example/live", "https://news.example/live"),
            ("news.example:8080/live", "https://news.example:8080/live"),
            ("http://127.0.0.1:4000/live", "http://127.0.0.1:4000/live"),
        ] {
            let Ok(Source::Web(url)) = parse(typed) else {
                panic!("{typed}")
            };
            assert_eq!(url.as_str(), address);
        }
    }

    #[test]
    fn no_error_repeats_a_password() {
        for typed in [
            "https://reader:secret@news.example/live",
            "https://secret@news.example/live",
            "ht!tp://reader:secret@news.example/live",
            "reader:secret@news.example/live",
            "ftp://reader:se@cret@news.example?x",
            "http://reader:secret@",
        ] {
            let told = parse(typed).unwrap_err().to_string();
            assert!(
                !told.contains("secret") && !told.contains("cret@"),
                "{told}"
            );
        }
        let told = parse("ftp://news.example/@name").unwrap_err().to_string();
        assert!(told.contains("news.example/@name"), "{told}");
    }

    #[test]
    fn what_is_no_source_is_named() {
        for (typed, words) in [
            ("ftp://news.example/live", "a source is an http or https"),
            ("file:///etc/passwd", "a source is an http or https"),
            ("javascript:alert(1)", "a source is an http or https"),
            ("https://me:secret@news.example/", "user name or password"),
            ("missing-page.html", "no such file"),
            ("./missing", "no such file"),
            ("/", "is a directory"),
            ("", "is empty"),
        ] {
            let sentence = parse(typed).unwrap_err().to_string();
            assert!(sentence.contains(words), "{typed}: {sentence}");
        }
    }

    #[test]
    fn what_the_history_calls_a_source_is_that_source() {
        let page = parse("https://post.example/live").unwrap();
        assert_eq!(Source::of_key(&page.key()), Ok(page));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap().join("page.html");
        std::fs::write(&path, "Words.").unwrap();
        let file = parse(path.to_str().unwrap()).unwrap();
        let key = file.key();
        assert_eq!(Source::of_key(&key), Ok(file.clone()));
        std::fs::remove_file(&path).unwrap();
        assert_eq!(Source::of_key(&key), Ok(file), "it may come back");
        assert!(Source::of_key("file:page.html").is_err());
    }

    #[test]
    fn a_dash_is_standard_input() {
        assert_eq!(parse("-"), Ok(Source::Stdin { base: None }));
    }
}
