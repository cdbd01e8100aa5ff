//! Where a link says that it leads, and where it does.

use super::{Link, WebUrl};

/// Endings that look like top-level domains and name files or programs far more often.
const FILE_ENDINGS: &[&str] = &[
    "asp", "aspx", "csv", "doc", "docx", "exe", "gif", "htm", "html", "jpeg", "jpg", "js", "json",
    "mp", "mp3", "mp4", "pdf", "php", "png", "ppt", "txt", "xls", "xlsx", "xml", "zip",
];

impl Link {
    /// Returns the host that the link's words name, where the link leads to another one.
    ///
    /// Hosts of one site are the same house: `www.example.org` and `example.org`.
    #[must_use]
    pub fn misleading_host(&self) -> Option<String> {
        named_elsewhere(self.text.as_str(), &self.url)
    }

    /// Tells whether the link leads to a host, as [`misleading_host`](Self::misleading_host) names it.
    pub(crate) fn leads_to(&self, host: &str) -> bool {
        bare(self.url.host()) == host
    }
}

/// Returns the first host that words name, where `url` leads to none that they name.
pub(crate) fn named_elsewhere(words: &str, url: &WebUrl) -> Option<String> {
    if !words.contains('.') {
        return None;
    }
    let mut named = words
        .split(|c: char| c.is_whitespace() || "()[]{}<>\"'“”‘’«»,;".contains(c))
        .filter_map(host);
    let first = named.next()?;
    let is_same = |named: &WebUrl| named.site() == url.site();
    let honest = is_same(&first) || named.any(|other| is_same(&other));
    (!honest).then(|| bare(first.host()).to_owned())
}

fn bare(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// Reads a word as an address or a bare host name.
fn host(word: &str) -> Option<WebUrl> {
    let word = word.trim_end_matches(['.', ':', '…', '!', '?']);
    let (rest, is_address) = match word.split_once("://") {
        Some((_, rest)) => (rest, true),
        None => (word, word.starts_with("www.")),
    };
    let rest = rest.split(['/', '?', '#']).next()?;
    // What stands before an at sign is no host; a bare mail address names none that a link should lead to.
    let rest = match rest.rsplit_once('@') {
        Some((_, host)) if is_address => host,
        Some(_) => return None,
        None => rest,
    };
    let name = rest.split(':').next()?.to_lowercase();
    let ending = name.rsplit('.').next()?;
    let labels = name.split('.').count();
    let is_host = labels >= 2
        && name.split('.').all(|label| {
            !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
        && ending.chars().count() >= 2
        && ending.chars().all(char::is_alphabetic)
        && (is_address || !FILE_ENDINGS.contains(&ending));
    if !is_host {
        return None;
    }
    // In punycode, as the other host is.
    WebUrl::parse(&format!("https://{name}/")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn misleads(words: &str, url: &str) -> Option<String> {
        named_elsewhere(words, &WebUrl::parse(url).unwrap())
    }

    #[test]
    fn words_that_name_another_host_are_found_out() {
        for words in [
            "bank.example",
            "https://bank.example/login",
            "Log in at www.bank.example.",
            "BANK.EXAMPLE",
            "(bank.example)",
            "https://evil.test@bank.example/",
        ] {
            let found = misleads(words, "https://evil.test/login");
            assert_eq!(found.as_deref(), Some("bank.example"), "{words}");
        }
        let look_alike = misleads("b\u{430}nk.example", "https://bank.example/");
        assert!(look_alike.is_some_and(|host| host.starts_with("xn--")));
    }

    #[test]
    fn words_that_name_the_host_or_none_are_left_alone() {
        for words in [
            "bank.example",
            "www.bank.example/a",
            "news.bank.example",
            "the U.S. rate rose 3.5 per cent",
            "see report.pdf",
            "desk@other.example",
            "a bridge...and a ferry",
            "at 11.30",
        ] {
            assert_eq!(
                misleads(words, "https://www.bank.example/x"),
                None,
                "{words}"
            );
        }
    }
}
