//! Cookies for as long as one chain of redirects lasts (RFC 6265).
//!
//! Sites set a cookie, send the client in a circle and wait for it. It is brought along until the page is there, and
//! forgotten then: nobody is known again. What another origin set is never sent to one, unless it is of the same site
//! and its cookie says so.

use reqwest::header::{self, HeaderMap, HeaderValue};

use crate::model::WebUrl;

/// How many cookies a chain may set.
const COOKIES: usize = 32;
/// How many bytes of cookies a request may have.
const BYTES: usize = 8 * 1024;

/// The cookies of one chain.
#[derive(Debug, Default)]
pub(super) struct Jar(Vec<Cookie>);

#[derive(Debug)]
struct Cookie {
    name: String,
    value: String,
    scope: Scope,
    path: String,
    secure: bool,
}

/// Whom a cookie is for.
#[derive(Debug, PartialEq, Eq)]
enum Scope {
    /// The host and port that set it.
    Origin(String, Option<u16>),
    /// A domain and all below it.
    Domain(String),
}

impl Jar {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keeps what an answer sets; what it lets expire goes.
    pub(super) fn keep(&mut self, from: &WebUrl, headers: &HeaderMap) {
        for value in headers.get_all(header::SET_COOKIE) {
            let said = String::from_utf8_lossy(value.as_bytes());
            let Some((cookie, expired)) = parse(&said, from) else {
                continue;
            };
            self.0.retain(|known| {
                (&known.name, &known.scope, &known.path)
                    != (&cookie.name, &cookie.scope, &cookie.path)
            });
            if !expired && self.0.len() < COOKIES {
                self.0.push(cookie);
            }
        }
    }

    /// Returns the header for a request; `None` where no cookie is for it.
    pub(super) fn header(&self, to: &WebUrl) -> Option<HeaderValue> {
        let mut line = String::new();
        for cookie in self.0.iter().filter(|cookie| cookie.is_for(to)) {
            let pair = format!("{}={}", cookie.name, cookie.value);
            if line.len() + pair.len() + 2 > BYTES {
                break;
            }
            if !line.is_empty() {
                line.push_str("; ");
            }
            line.push_str(&pair);
        }
        let mut value = HeaderValue::from_str(&line)
            .ok()
            .filter(|_| !line.is_empty())?;
        value.set_sensitive(true);
        Some(value)
    }
}

impl Cookie {
    fn is_for(&self, url: &WebUrl) -> bool {
        let of_scope = match &self.scope {
            Scope::Origin(host, port) => {
                url.host() == host && url.as_url().port_or_known_default() == *port
            }
            Scope::Domain(domain) => is_within(url.host(), domain),
        };
        let path = url.as_url().path();
        let of_path = path.strip_prefix(self.path.as_str()).is_some_and(|rest| {
            rest.is_empty() || self.path.ends_with('/') || rest.starts_with('/')
        });
        of_scope && of_path && (!self.secure || url.as_url().scheme() == "https")
    }
}

fn is_within(host: &str, domain: &str) -> bool {
    let rest = host.strip_suffix(domain);
    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Reads a `Set-Cookie` header's value; tells also whether it expires a cookie. `None` for what must not be set.
fn parse(said: &str, from: &WebUrl) -> Option<(Cookie, bool)> {
    let mut parts = said.split(';').map(str::trim);
    let (name, value) = parts.next()?.split_once('=')?;
    let (name, value) = (name.trim(), value.trim());
    if name.is_empty() {
        return None;
    }
    let path = from.as_url().path();
    let folder = path.rfind('/').filter(|at| *at > 0);
    let port = from.as_url().port_or_known_default();
    let mut cookie = Cookie {
        name: name.to_owned(),
        value: value.to_owned(),
        scope: Scope::Origin(from.host().to_owned(), port),
        path: folder
            .and_then(|at| path.get(..at))
            .unwrap_or("/")
            .to_owned(),
        secure: false,
    };
    let mut expired = false;
    for part in parts {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        match (key.trim().to_ascii_lowercase().as_str(), value.trim()) {
            ("path", path) if path.starts_with('/') => path.clone_into(&mut cookie.path),
            ("secure", _) => cookie.secure = true,
            ("max-age", seconds) => expired = seconds.starts_with('-') || seconds == "0",
            // Sites take a cookie back with a date long ago.
            ("expires", date) => expired |= date.contains("1970") || date.contains("1969"),
            ("domain", domain) if !domain.is_empty() => {
                let domain = domain.trim_start_matches('.').to_ascii_lowercase();
                // Of its own site, never of all sites below a public suffix.
                let is_own = is_within(from.host(), &domain) && is_within(&domain, from.site());
                if !is_own {
                    return None;
                }
                if domain != from.host() || from.as_url().port().is_none() {
                    cookie.scope = Scope::Domain(domain);
                }
            }
            _ => {}
        }
    }
    Some((cookie, expired))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> WebUrl {
        WebUrl::parse(text).unwrap()
    }

    fn jar(from: &str, cookies: &[&str]) -> Jar {
        let mut headers = HeaderMap::new();
        for cookie in cookies {
            headers.append(header::SET_COOKIE, cookie.parse().unwrap());
        }
        let mut jar = Jar::default();
        jar.keep(&url(from), &headers);
        jar
    }

    fn sent(jar: &Jar, to: &str) -> String {
        let header = jar.header(&url(to));
        header.map_or_else(String::new, |value| value.to_str().unwrap().to_owned())
    }

    #[test]
    fn cookies_go_where_they_belong_and_nowhere_else() {
        let from = "https://news.post.co.uk/live/story";
        for (cookie, to, goes) in [
            ("a=1", "https://news.post.co.uk/live/other", true),
            ("a=1", "https://news.post.co.uk/", false),
            ("a=1; Path=/", "https://news.post.co.uk/", true),
            ("a=1; path=/li", "https://news.post.co.uk/live", false),
            ("a=1; Path=/", "https://www.post.co.uk/", false),
            ("a=1; Path=/", "https://news.post.co.uk:8443/", false),
            (
                "a=1; Path=/; Domain=.post.co.uk",
                "https://www.post.co.uk/",
                true,
            ),
            (
                "a=1; Path=/; Domain=post.co.uk",
                "https://post.co.uk/",
                true,
            ),
            (
                "a=1; Path=/; Domain=post.co.uk",
                "https://outpost.co.uk/",
                false,
            ),
            ("a=1; Path=/; Domain=co.uk", "https://other.co.uk/", false),
            (
                "a=1; Path=/; Domain=other.example",
                "https://other.example/",
                false,
            ),
            ("a=1; Path=/; Secure", "http://news.post.co.uk/", false),
            ("a=1; Path=/; Max-Age=0", "https://news.post.co.uk/", false),
            (
                "a=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                "https://news.post.co.uk/",
                false,
            ),
            ("=1; Path=/", "https://news.post.co.uk/", false),
        ] {
            let sent = sent(&jar(from, &[cookie]), to);
            assert_eq!(sent == "a=1", goes, "{cookie} to {to}: {sent:?}");
        }
    }

    #[test]
    fn the_last_value_counts_and_a_flood_is_held() {
        let both = jar("https://a.example/", &["a=1", "b=2", "a=3"]);
        assert_eq!(sent(&both, "https://a.example/"), "b=2; a=3");
        let large = "x".repeat(3_000);
        let flood: Vec<String> = (0..80).map(|n| format!("c{n}={large}")).collect();
        let flood: Vec<&str> = flood.iter().map(String::as_str).collect();
        let sent = sent(&jar("https://a.example/", &flood), "https://a.example/");
        assert!(!sent.is_empty() && sent.len() <= BYTES);
    }
}
