//! Turns at hosts: one request at a time, a distance between two, and nothing at all while a host asked to be left
//! alone. Whoever makes a request passes through here, whatever it is for.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use chrono::{DateTime, Utc};
use tokio::{
    sync::OwnedMutexGuard,
    time::{Instant, sleep_until},
};

use super::{FetchError, address::is_loopback, until::Until};
use crate::model::{Clean, WebUrl};

/// The least between the starts of two requests to another machine.
const SPACING: Duration = Duration::from_secs(2);

/// What a host asked for: to be left alone until then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The host, with its port where that is not the usual one.
    pub host: String,
    /// When it may be asked again.
    pub until: DateTime<Utc>,
}

/// What is told of each new promise, so that it can be kept.
type OnPromise = dyn Fn(Promise) + Send + Sync;

/// The hosts that were asked, and what was promised to them.
#[derive(Default)]
pub(super) struct Hosts {
    known: Mutex<HashMap<String, Arc<Host>>>,
    told: Option<Box<OnPromise>>,
}

#[derive(Debug, Default)]
struct Host {
    /// Who holds it has the turn; when the next one may begin.
    slot: Arc<tokio::sync::Mutex<Option<Instant>>>,
    promised: Mutex<Option<Until>>,
}

/// The turn to ask a host; over when dropped.
#[derive(Debug)]
pub(super) struct Slot {
    name: String,
    _turn: OwnedMutexGuard<Option<Instant>>,
}

impl fmt::Debug for Hosts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Hosts").finish_non_exhaustive()
    }
}

impl Hosts {
    /// Goes on from what was promised earlier; `told` hears of every new promise.
    pub(super) fn new(
        promised: Vec<Promise>,
        told: impl Fn(Promise) + Send + Sync + 'static,
    ) -> Self {
        let hosts = Self {
            known: Mutex::default(),
            told: Some(Box::new(told)),
        };
        hosts.hear(promised);
        hosts
    }

    fn host(&self, name: String) -> Arc<Host> {
        Arc::clone(held(&self.known).entry(name).or_default())
    }

    /// Waits for the turn to ask a host.
    ///
    /// # Errors
    /// Fails at once where the host asked to be left alone.
    pub(super) async fn slot(&self, url: &WebUrl) -> Result<Slot, FetchError> {
        let name = name(url);
        let host = self.host(name.clone());
        host.is_free(url)?;
        let mut slot = Arc::clone(&host.slot).lock_owned().await;
        if let Some(next) = *slot {
            sleep_until(next).await;
        }
        // Whoever had the turn before may have been asked to go.
        host.is_free(url)?;
        *slot = (!is_loopback(url.as_url())).then(|| Instant::now() + SPACING);
        Ok(Slot { name, _turn: slot })
    }

    /// Takes notice of what another instance of the program promised; a longer promise stands.
    pub(super) fn hear(&self, promised: Vec<Promise>) {
        for Promise { host, until } in promised {
            let Some(until) = Until::at(until) else {
                continue;
            };
            let host = self.host(host);
            let mut promised = held(&host.promised);
            *promised = Some(promised.map_or(until, |before| before.max(until)));
        }
    }

    /// Promises to leave a host alone; a longer promise stands.
    pub(super) fn promise(&self, url: &WebUrl, wait: Duration) {
        let name = name(url);
        let host = self.host(name.clone());
        let until = {
            let mut promised = held(&host.promised);
            let until = Until::after(wait);
            let until = promised.map_or(until, |before| before.max(until));
            *promised = Some(until);
            until.wall()
        };
        if let Some(told) = &self.told {
            told(Promise { host: name, until });
        }
    }

    /// Returns until when a host asked to be left alone.
    pub(super) fn promised(&self, url: &WebUrl) -> Option<Until> {
        let host = held(&self.known).get(&name(url)).cloned()?;
        let promised = *held(&host.promised);
        promised.filter(|until| until.remaining().is_some())
    }
}

impl Host {
    fn is_free(&self, url: &WebUrl) -> Result<(), FetchError> {
        let Some((until, wait)) = held(&self.promised).and_then(|u| Some((u, u.remaining()?)))
        else {
            return Ok(());
        };
        Err(FetchError::Waits {
            host: Clean::line(url.host()),
            until: until.wall(),
            wait,
        })
    }
}

impl Slot {
    /// Tells whether it is one at the host of another address as well.
    pub(super) fn is_at(&self, url: &WebUrl) -> bool {
        self.name == name(url)
    }
}

/// Returns what a host is known by: two servers on one machine are two.
fn name(url: &WebUrl) -> String {
    match url.as_url().port() {
        Some(port) => format!("{}:{port}", url.host()),
        None => url.host().to_owned(),
    }
}

/// Locks what no thread holds while it can panic.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::fetch::machine::now;

    fn url(text: &str) -> WebUrl {
        WebUrl::parse(text).unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn ten_who_ask_one_host_take_turns_two_seconds_apart() {
        let (hosts, at_once) = (Arc::new(Hosts::default()), Arc::new(AtomicUsize::new(0)));
        let begun = Instant::now();
        let mut asking = tokio::task::JoinSet::new();
        for number in 0..10 {
            let (hosts, at_once) = (Arc::clone(&hosts), Arc::clone(&at_once));
            asking.spawn(async move {
                let blog = url(&format!("https://post.example/live/{number}"));
                let _turn = hosts.slot(&blog).await.unwrap();
                assert_eq!(at_once.fetch_add(1, Ordering::SeqCst), 0);
                tokio::time::sleep(Duration::from_millis(300)).await;
                at_once.fetch_sub(1, Ordering::SeqCst);
                begun.elapsed().as_secs()
            });
        }
        let mut starts = asking.join_all().await;
        starts.sort_unstable();
        assert_eq!(starts, [0, 2, 4, 6, 8, 10, 12, 14, 16, 18]);
    }

    #[tokio::test(start_paused = true)]
    async fn this_machine_needs_no_distance_and_other_hosts_do_not_wait() {
        let hosts = Hosts::default();
        let begun = Instant::now();
        for address in [
            "http://127.0.0.1:4000/",
            "http://127.0.0.1:4000/",
            "https://a.example/",
        ] {
            drop(hosts.slot(&url(address)).await.unwrap());
        }
        let _held = hosts.slot(&url("https://b.example/")).await.unwrap();
        assert!(begun.elapsed().is_zero());
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_for_a_turn_hears_what_the_one_before_was_asked_for() {
        let hosts = Arc::new(Hosts::default());
        let blog = url("https://post.example/live");
        let first = hosts.slot(&blog).await.unwrap();
        let second = tokio::spawn({
            let (hosts, blog) = (Arc::clone(&hosts), blog.clone());
            async move { hosts.slot(&blog).await.map(drop) }
        });
        tokio::task::yield_now().await;
        hosts.promise(&blog, Duration::from_mins(10));
        drop(first);
        assert!(matches!(
            second.await.unwrap(),
            Err(FetchError::Waits { .. })
        ));
    }

    #[tokio::test(start_paused = true)]
    async fn a_promise_is_told_kept_and_binds_a_later_run() {
        let told: Arc<Mutex<Vec<Promise>>> = Arc::default();
        let keep = Arc::clone(&told);
        let hosts = Hosts::new(Vec::new(), move |promise| {
            keep.lock().unwrap().push(promise);
        });
        let picture = url("https://post.example/picture.jpg");
        hosts.promise(&picture, Duration::from_mins(10));
        hosts.promise(&picture, Duration::from_secs(30));
        let kept = told.lock().unwrap().clone();
        assert_eq!(kept[0], kept[1], "the longer one stands");
        let later = Hosts::new(kept, |_| ());
        let blog = url("https://post.example/live");
        assert!(matches!(
            later.slot(&blog).await,
            Err(FetchError::Waits { .. })
        ));
        assert!(
            later
                .slot(&url("https://post.example:8443/live"))
                .await
                .is_ok()
        );
        tokio::time::advance(Duration::from_secs(601)).await;
        assert!(later.slot(&blog).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn what_another_instance_promised_binds_from_the_moment_that_it_is_heard() {
        let told: Arc<Mutex<Vec<Promise>>> = Arc::default();
        let keep = Arc::clone(&told);
        let hosts = Hosts::new(Vec::new(), move |promise| {
            keep.lock().unwrap().push(promise);
        });
        let blog = url("https://post.example/live");
        drop(hosts.slot(&blog).await.unwrap());
        let promise = |seconds| Promise {
            host: "post.example".to_owned(),
            until: now() + chrono::TimeDelta::seconds(seconds),
        };
        hosts.hear(vec![promise(600)]);
        hosts.hear(vec![promise(30), promise(-30)]);
        tokio::time::advance(Duration::from_mins(1)).await;
        assert!(matches!(
            hosts.slot(&blog).await,
            Err(FetchError::Waits { .. })
        ));
        assert!(told.lock().unwrap().is_empty(), "it is kept already");
    }
}
