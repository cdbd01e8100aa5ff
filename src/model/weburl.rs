//! Web addresses that are safe to fetch, show and hand to a browser.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};
use url::{Host, Url};

/// Longest address that is accepted, in bytes of its serialised form.
const MAX_LEN: usize = 2048;

/// An absolute http or https address with a host and without credentials.
///
/// Its text is the serialised form of the WHATWG URL standard: ASCII, no controls, at most 2,048 bytes, the host
/// in punycode. Cheap to clone.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct WebUrl(Arc<Url>);

/// Why an address was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WebUrlError {
    /// The text is no absolute address.
    #[error("not a web address")]
    Malformed,
    /// The address has another scheme than http or https.
    #[error("only http and https addresses can be used, not {0}:")]
    Scheme(String),
    /// The address has no host.
    #[error("the address names no host")]
    NoHost,
    /// The address carries a user name or password.
    #[error("addresses with a user name or password are not supported")]
    Credentials,
    /// The address is longer than 2,048 bytes.
    #[error("the address is too long")]
    TooLong,
}

impl WebUrl {
    /// Parses an absolute address.
    ///
    /// # Errors
    /// Says which rule of the type the text breaks.
    pub fn parse(text: &str) -> Result<Self, WebUrlError> {
        Self::accept(Url::parse(text.trim()).map_err(|_| WebUrlError::Malformed)?)
    }

    /// Resolves a reference, as an `href` holds it, against this address.
    ///
    /// # Errors
    /// Says which rule of the type the result breaks.
    pub fn join(&self, reference: &str) -> Result<Self, WebUrlError> {
        Self::accept(
            self.0
                .join(reference.trim())
                .map_err(|_| WebUrlError::Malformed)?,
        )
    }

    fn accept(url: Url) -> Result<Self, WebUrlError> {
        match url.scheme() {
            "http" | "https" => {}
            other => return Err(WebUrlError::Scheme(other.chars().take(20).collect())),
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(WebUrlError::NoHost);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(WebUrlError::Credentials);
        }
        if url.as_str().len() > MAX_LEN {
            return Err(WebUrlError::TooLong);
        }
        Ok(Self(Arc::new(url)))
    }

    /// Returns the serialised address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Returns the parsed address, for the HTTP client and the address policy.
    #[must_use]
    pub fn as_url(&self) -> &Url {
        &self.0
    }

    /// Returns the host as it goes on the wire: lower case, punycode.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Returns the part of the host that one house has to itself, by the public suffix list: `post.co.uk` of
    /// `www.post.co.uk`. A host that is an address, or a public suffix itself, is returned whole.
    #[must_use]
    pub fn site(&self) -> &str {
        let host = self.host().trim_end_matches('.');
        let name = matches!(self.0.host(), Some(Host::Domain(_)));
        psl::domain_str(host).filter(|_| name).unwrap_or(host)
    }

    /// Returns the fragment without its `#`; `None` where it is missing or empty.
    #[must_use]
    pub fn fragment(&self) -> Option<&str> {
        self.0.fragment().filter(|f| !f.is_empty())
    }

    /// Returns the same address without its fragment.
    #[must_use]
    pub fn without_fragment(&self) -> Self {
        self.with_fragment(None)
    }

    /// Returns the same address with another fragment, or with none.
    #[must_use]
    pub fn with_fragment(&self, fragment: Option<&str>) -> Self {
        let mut url = (*self.0).clone();
        url.set_fragment(fragment);
        Self(Arc::new(url))
    }

    /// Returns host and path for people: no scheme, no `www.`, no query, no fragment.
    #[must_use]
    pub fn short(&self) -> String {
        let host = self.host().strip_prefix("www.").unwrap_or(self.host());
        let path = self.0.path().trim_end_matches('/');
        format!("{host}{path}")
    }
}

impl TryFrom<String> for WebUrl {
    type Error = WebUrlError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<WebUrl> for String {
    fn from(url: WebUrl) -> Self {
        url.as_str().to_owned()
    }
}

impl fmt::Display for WebUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for WebUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WebUrl({})", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_web_addresses_are_accepted() {
        for refused in [
            "javascript:alert(1)",
            "java\tscript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "ftp://example.org/",
            "mailto:a@example.org",
            "https://user:pw@example.org/",
            "https://good.example@evil.example/",
            "/relative",
            "https://",
            "",
        ] {
            assert!(WebUrl::parse(refused).is_err(), "{refused:?} was accepted");
        }
        let long = format!("https://example.org/{}", "a".repeat(3000));
        assert_eq!(WebUrl::parse(&long), Err(WebUrlError::TooLong));
    }

    #[test]
    fn a_site_is_what_one_house_has_to_itself() {
        for (address, site) in [
            ("https://www.post.example/a", "post.example"),
            ("https://a.b.post.co.uk/", "post.co.uk"),
            ("https://post.co.uk/", "post.co.uk"),
            ("https://one.github.io/", "one.github.io"),
            ("https://news.abc.net.au/", "abc.net.au"),
            ("https://co.uk/", "co.uk"),
            ("https://a.b.city.kawasaki.jp/", "city.kawasaki.jp"),
            ("https://a.b.post.kawasaki.jp/", "b.post.kawasaki.jp"),
            ("https://www.新闻.公司.cn/", "xn--efvy88h.xn--55qx5d.cn"),
            ("https://www.zeitung-köln.de/", "xn--zeitung-kln-zfb.de"),
            ("https://www.post.nowhere/", "post.nowhere"),
            ("https://www.post.example./", "post.example"),
            ("http://127.0.0.1:80/", "127.0.0.1"),
            ("http://[::1]/", "[::1]"),
            ("http://localhost/", "localhost"),
        ] {
            assert_eq!(WebUrl::parse(address).unwrap().site(), site, "{address}");
        }
    }

    #[test]
    fn look_alike_hosts_are_shown_in_punycode() {
        let url = WebUrl::parse("https://ex\u{430}mple.org/").unwrap();
        assert!(url.host().starts_with("xn--"));
        assert!(url.as_str().is_ascii());
    }

    #[test]
    fn references_resolve_and_fragments_can_be_replaced() {
        let page = WebUrl::parse("https://www.example.org/live/story?page=2").unwrap();
        let update = page.join("#block-7").unwrap();
        assert_eq!(update.fragment(), Some("block-7"));
        assert_eq!(update.without_fragment(), page);
        assert_eq!(update.short(), "example.org/live/story");
        assert!(page.join("javascript:void(0)").is_err());
    }
}
