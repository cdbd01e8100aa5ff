//! Where a link says that it leads, and where it does.

use super::{Link, WebUrl};

/// Endings that look like top-level domains and name files or programs far more often.
const FILE_ENDINGS: &[&str] = &[
    "asp", "aspx", "csv", "doc", "docx", "exe", "gif", "htm", "html", "jpeg", "jpg", "js", "json",
    "mp", "mp3", "mp4", "pdf", "php", "png", "ppt", "txt", "xls", "xlsx", "xml", "zip",
];

/// Sites of one network each, which have the same pages under the same paths: a network that was renamed, and the short
/// addresses that it makes of what is posted there, as `t.co/AbC` of `pic.twitter.com/AbC`.
const NETWORKS: &[&[&str]] = &[
    &["twitter.com", "x.com", "t.co"],
    &["threads.net", "threads.com"],
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
        .filter_map(Named::read);
    let first = named.next()?;
    let honest = first.is_of(url) || named.any(|other| other.is_of(url));
    (!honest).then(|| bare(first.host.host()).to_owned())
}

/// An address or a bare host name among words.
struct Named<'w> {
    /// The host's own address, in punycode as that of a link is.
    host: WebUrl,
    /// What stands behind the host, without the slash.
    path: &'w str,
}

fn bare(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

impl<'w> Named<'w> {
    /// Reads a word as an address or a bare host name.
    fn read(word: &'w str) -> Option<Self> {
        let word = word.trim_end_matches(['.', ':', '…', '!', '?']);
        let (rest, is_address) = match word.split_once("://") {
            Some((_, rest)) => (rest, true),
            None => (word, word.starts_with("www.")),
        };
        let (rest, path) = match rest.find(['/', '?', '#']) {
            Some(end) => rest.split_at(end),
            None => (rest, ""),
        };
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
        Some(Self {
            host: WebUrl::parse(&format!("https://{name}/")).ok()?,
            path: path.trim_matches('/'),
        })
    }

    /// Tells whether an address is of the site that is named, or is the same page of the same network.
    fn is_of(&self, url: &WebUrl) -> bool {
        let (named, linked) = (self.host.site(), url.site());
        let is_network = |sites: &&&[&str]| sites.contains(&named) && sites.contains(&linked);
        named == linked
            || NETWORKS.iter().any(|sites| is_network(&sites))
                && url.as_url().path().trim_matches('/') == self.path
    }
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
    fn a_networks_own_short_address_is_what_its_words_name() {
        for (words, url) in [
            ("pic.twitter.com/AbC12", "https://t.co/AbC12"),
            ("pic.x.com/AbC12", "https://t.co/AbC12"),
            ("twitter.com/kim/status/1", "https://x.com/kim/status/1"),
        ] {
            assert_eq!(misleads(words, url), None, "{words}");
        }
        for (words, url, named) in [
            (
                "pic.twitter.com/AbC12",
                "https://t.co/Other",
                "pic.twitter.com",
            ),
            (
                "pic.twitter.com/AbC12",
                "https://evil.test/AbC12",
                "pic.twitter.com",
            ),
            ("bank.example/AbC12", "https://t.co/AbC12", "bank.example"),
            ("twitter.com/login", "https://t.co/AbC12", "twitter.com"),
        ] {
            assert_eq!(misleads(words, url).as_deref(), Some(named), "{words}");
        }
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
