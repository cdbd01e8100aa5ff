//! The network as a whole: the connections that all sources share, the turns at hosts, and what is promised to them.

use std::{sync::Arc, time::Duration};

use reqwest::redirect::Policy;
use tokio::sync::OnceCell;

use super::{
    FetchError,
    address::{self, Allowed, AsFirst, PublicOnly},
    hosts::{Hosts, Promise},
    machine::blocking,
};
use crate::model::{Clean, WebUrl};

/// Who to write to about the requests of a packaged program; the packager says it at build time.
const CONTACT: Option<&str> = option_env!("NEWSWIRE_CONTACT");
/// How many headers an answer may have.
const HEADERS: usize = 256;
/// Until a connection stands, the longest that any limit grants.
const CONNECT: Duration = Duration::from_secs(10);
/// How long an idle connection is kept: longer than the longest pace of a blog that runs.
const IDLE: Duration = Duration::from_mins(20);
/// How many idle connections to a host are kept: nobody has two at once.
const IDLE_AT_ONCE: usize = 1;

/// The network as all sources share it; cheap to clone. There is one while the program runs.
#[derive(Debug, Clone, Default)]
pub struct Network(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    hosts: Hosts,
    user_agent: UserAgent,
    /// By route; each is set up when it is first needed: loading the machine's certificates takes a while.
    clients: [OnceCell<reqwest::Client>; 3],
}

/// Who we say we are.
#[derive(Debug)]
struct UserAgent(String);

/// How an address is gone to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Route {
    /// To this machine: through no proxy.
    Near,
    /// To what the reader typed, wherever that leads.
    Typed,
    /// To the public internet and nowhere else.
    Public,
}

impl Route {
    fn of(url: &WebUrl, allowed: &Allowed) -> Self {
        if address::is_loopback(url.as_url()) {
            Self::Near
        } else if allowed.covers(url.as_url()) {
            Self::Typed
        } else {
            Self::Public
        }
    }
}

impl Network {
    /// Sets the network up. `contact` is who to write to about our requests, `promised` what hosts asked for earlier;
    /// `told` hears of every new promise.
    #[must_use]
    pub fn new(
        contact: Option<&str>,
        promised: Vec<Promise>,
        told: impl Fn(Promise) + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(Inner {
            hosts: Hosts::new(promised, told),
            user_agent: UserAgent::of(contact.or(CONTACT)),
            ..Inner::default()
        }))
    }

    /// Takes notice of what another instance of the program promised to hosts.
    pub fn hear(&self, promised: Vec<Promise>) {
        self.0.hosts.hear(promised);
    }

    pub(super) fn hosts(&self) -> &Hosts {
        &self.0.hosts
    }

    /// Returns the connections by which an address is asked.
    ///
    /// # Errors
    /// Fails where the machine has no CA certificates.
    pub(super) async fn client(
        &self,
        url: &WebUrl,
        allowed: &Allowed,
    ) -> Result<reqwest::Client, FetchError> {
        let route = Route::of(url, allowed);
        let [near, typed, public] = &self.0.clients;
        let slot = match route {
            Route::Near => near,
            Route::Typed => typed,
            Route::Public => public,
        };
        let client = slot.get_or_try_init(|| {
            let user_agent = self.0.user_agent.0.clone();
            blocking(move || build(route, &user_agent))
        });
        client.await.cloned()
    }
}

fn build(route: Route, user_agent: &str) -> Result<reqwest::Client, FetchError> {
    // It fails only where a provider stands already, which is this one from an earlier client.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let failed = |error: reqwest::Error| FetchError::Client(Clean::line(&error.to_string()));
    builder(route, user_agent).build().map_err(failed)
}

/// A proxy of the environment is used where one is set; then only the proxy is connected to.
fn builder(route: Route, user_agent: &str) -> reqwest::ClientBuilder {
    let builder = reqwest::Client::builder()
        .user_agent(user_agent)
        .referer(false)
        .redirect(Policy::none())
        .http1_max_headers(HEADERS)
        .connect_timeout(CONNECT)
        .pool_idle_timeout(IDLE)
        .pool_max_idle_per_host(IDLE_AT_ONCE);
    match route {
        Route::Near => builder.no_proxy(),
        Route::Typed => builder.dns_resolver(AsFirst::default()),
        Route::Public => builder.dns_resolver(PublicOnly),
    }
}

impl Default for UserAgent {
    fn default() -> Self {
        Self::of(CONTACT)
    }
}

impl UserAgent {
    /// Names the program and who to write to; of the latter only what a header may hold.
    fn of(contact: Option<&str>) -> Self {
        let version = env!("CARGO_PKG_VERSION");
        let allowed = |c: &char| matches!(c, ' '..='~') && !matches!(c, '(' | ')' | '\\');
        let contact: String = contact
            .unwrap_or_default()
            .chars()
            .filter(allowed)
            .collect();
        let contact = match contact.trim() {
            "" => String::new(),
            contact => format!("; {contact}"),
        };
        Self(format!(
            "newswire/{version} (live-blog reader for the terminal{contact})"
        ))
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;

    fn url(text: &str) -> WebUrl {
        WebUrl::parse(text).unwrap()
    }

    #[test]
    fn only_what_was_typed_goes_where_it_leads() {
        let typed = url("http://box.example:8080/live");
        let allowed = Allowed::typed(typed.as_url());
        for (address, route) in [
            ("http://box.example:8080/older", Route::Typed),
            ("http://box.example/live", Route::Public),
            ("https://post.example/", Route::Public),
            ("http://127.0.0.1:8080/", Route::Near),
            ("http://localhost/", Route::Near),
        ] {
            assert_eq!(Route::of(&url(address), &allowed), route, "{address}");
        }
        assert_eq!(Route::of(&typed, &Allowed::default()), Route::Public);
    }

    #[tokio::test]
    async fn the_public_way_refuses_a_name_that_leads_nearby() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        // Nothing listens at port 9: what is not refused fails to connect.
        let why = async |route| {
            let client = builder(route, "test").no_proxy().build().unwrap();
            let error = client.get("http://localhost:9/").send().await.unwrap_err();
            let mut cause = error.source();
            while let Some(inner) = cause {
                if inner.is::<address::PrivateNetwork>() {
                    return "refused";
                }
                cause = inner.source();
            }
            "asked"
        };
        assert_eq!(why(Route::Public).await, "refused");
        assert_eq!(why(Route::Typed).await, "asked");
        assert_eq!(why(Route::Near).await, "asked");
    }

    #[test]
    fn the_user_agent_names_a_contact_and_stays_one_header() {
        for (contact, end) in [
            (None, "(live-blog reader for the terminal)"),
            (Some(" "), "(live-blog reader for the terminal)"),
            (
                Some("+https://distro.example/newswire"),
                "terminal; +https://distro.example/newswire)",
            ),
            (Some("a\r\nX: (b)"), "terminal; aX: b)"),
        ] {
            assert!(UserAgent::of(contact).0.ends_with(end), "{contact:?}");
        }
    }
}
