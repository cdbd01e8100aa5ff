//! Asks for the followed live blogs that are not open, one after the other as they fall due.
//!
//! Nothing of them is held here but when to come back: what is known for a request is read from the history before it,
//! and their updates only while an answer is taken in. So a library of a hundred live blogs costs no more
//! memory than one of two. The right to ask is taken for one request at a time: whoever opens the live blog in another
//! instance of the program gets it within seconds.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use tokio::{
    sync::{mpsc, watch},
    task::{AbortHandle, JoinSet},
    time::{Instant, sleep_until},
};

use super::{
    alerts,
    supervisor::{Service, Supervisor, Task, unless_broken},
};
use crate::{
    app::{
        Msg,
        alert::{Alerting, Raised},
        library::LibraryMsg,
    },
    fetch::{PollerConfig, Source, Start, unwatched},
    model::{ChangeSet, Poll, PollOutcome, Presence, alert::Subject},
    run::{event::Event, now},
    store::{PollRecord, Store, StoreError, ToAsk},
};

/// How long after the start the first ones are asked: what is open comes first.
const CALM: Duration = Duration::from_secs(3);
/// How many are asked at once.
const AT_ONCE: usize = 3;
/// How often the list is read anew where nothing falls due: other instances may change it.
const LOOK: Duration = Duration::from_mins(5);
/// The least between two requests for one that fails, doubled with each failure; and the most.
const FAILED: (Duration, Duration) = (Duration::from_mins(5), Duration::from_hours(1));
/// The least between two requests for one that is answered.
const ANSWERED: Duration = Duration::from_mins(1);
/// How long one is left alone that another instance asks for.
const ELSEWHERE: Duration = Duration::from_mins(1);

/// The rounds; dropping them ends them.
pub(in crate::run) struct Rounds {
    open: watch::Sender<HashSet<String>>,
    /// What the reader is alerted to in all of them.
    alerting: watch::Sender<Alerting>,
    _task: Task,
}

impl Rounds {
    /// Begins the rounds; `open` are those that are asked elsewhere, by their names in the history.
    pub(in crate::run) fn start(
        supervisor: &Supervisor,
        store: Store,
        config: PollerConfig,
        (open, alerting): (HashSet<String>, Alerting),
        sender: mpsc::Sender<Event>,
    ) -> Self {
        let service = Service {
            name: "Asking for the live blogs that are not open".to_owned(),
            remedy: "Open one to ask for it.",
        };
        let (open, watched) = watch::channel(open);
        let (alerting, rules) = watch::channel(alerting);
        let task = supervisor.keep(service, move || {
            let round = Round {
                store: store.clone(),
                config: config.clone(),
                sender: sender.clone(),
                open: watched.clone(),
                alerting: rules.clone(),
                rests: HashMap::new(),
                asking: JoinSet::new(),
                under_way: HashMap::new(),
            };
            round.run()
        });
        Self {
            open,
            alerting,
            _task: task,
        }
    }

    /// Alerts by other rules.
    pub(in crate::run) fn change(&self, alerting: Alerting) {
        self.alerting.send_replace(alerting);
    }

    /// Leaves those alone that are open, for they are asked elsewhere, and looks at the list anew.
    pub(in crate::run) fn leave_out(&self, open: HashSet<String>) {
        self.open.send_replace(open);
    }
}

/// How long one is left alone, whatever the history says, and how many of its last requests failed.
#[derive(Debug, Clone, Copy)]
struct Rest {
    until: Instant,
    failures: u32,
}

/// What came of asking for one.
enum Asked {
    /// Another instance asks for it, or it may not be asked yet.
    Not,
    /// It was asked: what is to be told of it, and until when it rests.
    Done {
        told: LibraryMsg,
        raised: Option<Box<Raised>>,
        failed: bool,
        next: Option<Duration>,
    },
}

struct Round {
    store: Store,
    config: PollerConfig,
    sender: mpsc::Sender<Event>,
    /// Those that are asked elsewhere.
    open: watch::Receiver<HashSet<String>>,
    alerting: watch::Receiver<Alerting>,
    rests: HashMap<String, Rest>,
    asking: JoinSet<(String, Option<Asked>)>,
    under_way: HashMap<String, AbortHandle>,
}

impl Round {
    async fn run(mut self) {
        let mut next = Instant::now() + CALM;
        loop {
            tokio::select! {
                () = sleep_until(next) => {}
                changed = self.open.changed() => {
                    if changed.is_err() {
                        return;
                    }
                    // Who leaves a live blog is not to find it asked again in the same second.
                    if self.give_up_opened() {
                        next = next.max(Instant::now() + CALM);
                        continue;
                    }
                }
                Some(done) = self.asking.join_next(), if !self.asking.is_empty() => {
                    if let Ok((key, asked)) = done
                        && !self.heard(key, asked).await
                    {
                        return;
                    }
                }
            }
            next = self.ask_for_due().await;
        }
    }

    /// Gives up the requests for what is open now; tells whether there were any.
    fn give_up_opened(&mut self) -> bool {
        let open = self.open.borrow_and_update();
        let before = self.under_way.len();
        self.under_way.retain(|key, request| {
            let goes_on = !open.contains(key);
            if !goes_on {
                request.abort();
            }
            goes_on
        });
        self.under_way.len() < before
    }

    /// Takes what came of a request; `false` where nobody listens.
    async fn heard(&mut self, key: String, asked: Option<Asked>) -> bool {
        if self.under_way.remove(&key).is_none() {
            return true;
        }
        let failures = self.rests.get(&key).map_or(0, |rest| rest.failures);
        let (wait, failures, told) = match asked {
            Some(Asked::Not) => (ELSEWHERE, failures, None),
            Some(Asked::Done {
                told,
                raised,
                failed,
                next,
            }) => {
                if let Some(raised) = raised {
                    let event = Event::Told(Msg::Raised(raised));
                    let _nobody_listens = self.sender.send(event).await;
                }
                let failures = if failed {
                    failures.saturating_add(1)
                } else {
                    0
                };
                (rest(next, failures), failures, Some(told))
            }
            None => (FAILED.1, failures, None),
        };
        let until = Instant::now() + wait;
        self.rests.insert(key, Rest { until, failures });
        match told {
            Some(told) => {
                let event = Event::Told(Msg::Library(told));
                self.sender.send(event).await.is_ok()
            }
            None => true,
        }
    }

    /// Begins to ask for those that are due, no more than a few at once; returns when to look again.
    async fn ask_for_due(&mut self) -> Instant {
        let mut next = Instant::now() + LOOK;
        let list = self.store.to_ask().await.unwrap_or_else(|error| {
            tracing::warn!("history: {error}");
            Vec::new()
        });
        for to_ask in list {
            let is_open = self.open.borrow().contains(&to_ask.key);
            if is_open || self.under_way.contains_key(&to_ask.key) {
                continue;
            }
            let Ok(source @ Source::Web(_)) = Source::parse(to_ask.address.as_str(), None) else {
                continue;
            };
            let start = start_of(&to_ask);
            let Some(due) = unwatched::due(&start, self.config.interval, now()) else {
                continue;
            };
            let wait = (due - now()).to_std().unwrap_or_default();
            let rest = self.rests.get(&to_ask.key).map(|rest| rest.until);
            let due = rest.max(Some(Instant::now() + wait)).unwrap_or(next);
            if due > Instant::now() {
                next = next.min(due);
            } else if self.under_way.len() < AT_ONCE {
                self.ask(to_ask.key, source);
            }
        }
        next
    }

    fn ask(&mut self, key: String, source: Source) {
        let (store, config, name) = (self.store.clone(), self.config.clone(), key.clone());
        let alerting = self.alerting.borrow().clone();
        let request = self.asking.spawn(async move {
            let asked = unless_broken("asking for a followed blog", async {
                ask(&store, config, &alerting, &name, source).await
            });
            let asked = Box::pin(asked).await;
            (name, asked)
        });
        self.under_way.insert(key, request);
    }
}

/// Says how long one rests after a request; the history says the rest.
fn rest(next: Option<Duration>, failures: u32) -> Duration {
    let Some(next) = next else {
        return FAILED.1;
    };
    match failures.checked_sub(1) {
        None => next.max(ANSWERED),
        Some(before) => {
            let doubled = FAILED.0.saturating_mul(2u32.saturating_pow(before.min(16)));
            next.max(doubled.min(FAILED.1))
        }
    }
}

fn start_of(to_ask: &ToAsk) -> Start {
    Start {
        validators: to_ask.validators.clone(),
        last: to_ask.last_poll,
    }
}

/// Asks for one and keeps what came of it.
async fn ask(
    store: &Store,
    config: PollerConfig,
    alerting: &Alerting,
    key: &str,
    source: Source,
) -> Asked {
    // What another instance saw since the list was read counts.
    let Ok(Some(_lease)) = store.try_lead(key).await else {
        return Asked::Not;
    };
    let Ok(Some(known)) = store.load_around(key, None, 1).await else {
        return Asked::Not;
    };
    let start = Start {
        validators: known.validators,
        last: known.last_poll,
    };
    let Some(poll) = unwatched::ask(source.clone(), config, start).await else {
        return Asked::Not;
    };
    let (failed, next) = (
        matches!(poll.outcome, PollOutcome::Failed { .. }),
        poll.next,
    );
    let kept = keep(store, alerting, (key, &source), poll).await;
    let (updates, raised) = kept.unwrap_or_else(|error| {
        tracing::warn!("history: {error}");
        (0, None)
    });
    Asked::Done {
        told: LibraryMsg::Arrived {
            key: key.to_owned(),
            updates,
        },
        raised: raised.map(Box::new),
        failed,
        next,
    }
}

/// Keeps what a poll brought; returns how many updates are new, and what the reader is to be alerted to.
async fn keep(
    store: &Store,
    alerting: &Alerting,
    (key, source): (&str, &Source),
    poll: Poll,
) -> Result<(usize, Option<Raised>), StoreError> {
    // All updates are read only where an answer may change one.
    let changes_updates = match poll.outcome {
        PollOutcome::Fresh(_) => true,
        PollOutcome::Unchanged => store.has_missing(key).await?,
        PollOutcome::Failed { .. } => false,
    };
    let stored = if changes_updates {
        store.load(key).await?
    } else {
        store.load_around(key, None, 1).await?
    };
    let Some(stored) = stored else {
        // Who was forgotten meanwhile stays forgotten.
        return Ok((0, None));
    };
    let mut timeline = stored.timeline;
    let before = timeline.blog.clone();
    let (changes, failure) = match poll.outcome {
        PollOutcome::Fresh(snapshot) => (timeline.merge(&snapshot, poll.at), None),
        // What was missing from the last reading still is: it may be retracted by now.
        PollOutcome::Unchanged => (timeline.confirm(poll.at), None),
        PollOutcome::Failed { why, trouble, .. } => (ChangeSet::default(), Some((why, trouble))),
    };
    let blog = (before != timeline.blog).then(|| timeline.blog.clone());
    let items = changes.ids().filter_map(|id| timeline.get(id));
    let brought = (blog, items.cloned().collect());
    let record = PollRecord::new(poll.at, poll.validators, false, brought, failure);
    store.save_poll(key, record).await?;
    // What is read for the first time is no news.
    let new = changes.added.iter().filter_map(|id| timeline.get(id));
    let new = new.filter(|item| item.presence == Presence::OnPage && !item.read);
    let arrived = stored.last_contact.map_or(0, |_| new.count());
    let tags = store.tags(key).await.unwrap_or_default();
    let subject = Subject {
        timeline: &timeline,
        address: source.address(),
        tags: &tags,
        since: stored.last_contact,
    };
    let raised = alerts::of_unopened(store, (key, source), alerting, (subject, &changes)).await;
    Ok((arrived, raised))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;
    use crate::{
        model::{
            Validators,
            alert::{On, Rule, Scope, Wish},
        },
        run::commands::sample::reading,
    };

    /// A live blog on the loopback interface with these headlines, newest first, for one request.
    async fn publish(headlines: &[&str]) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let update = |(number, headline): (usize, &&str)| {
            format!(
                r##"{{"@type": "BlogPosting", "@id": "#u{number}", "headline": "{headline}",
                    "datePublished": "2025-08-07T04:{number:02}:00Z", "articleBody": "{headline}."}}"##
            )
        };
        let updates: Vec<String> = headlines.iter().rev().enumerate().map(update).collect();
        let page = format!(
            r#"<script type="application/ld+json">{{"@context": "https://schema.org",
                "@type": "LiveBlogPosting", "headline": "Harbour bridge closure",
                "liveBlogUpdate": [{}]}}</script><h1>Harbour bridge closure</h1>"#,
            updates.join(",")
        );
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let _request = stream.read(&mut [0; 4096]).await;
            let head = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n";
            let answer = format!("{head}content-length: {}\r\n\r\n{page}", page.len());
            let _gone = stream.write_all(answer.as_bytes()).await;
        });
        format!("http://127.0.0.1:{port}/live/bridge")
    }

    async fn asked(store: &Store, address: &str) -> Asked {
        let source = Source::parse(address, None).unwrap();
        ask(store, PollerConfig::default(), &anything(), address, source).await
    }

    /// Rules that alert of all that happens.
    fn anything() -> Alerting {
        let wish = Wish {
            on: On::Any,
            ..Wish::default()
        };
        Alerting {
            rules: Rule::new(wish, Scope::All).into_iter().collect(),
            ..Alerting::default()
        }
    }

    /// Returns the titles that the reader is alerted to.
    fn alerted(asked: &Asked) -> Vec<String> {
        let Asked::Done { raised, .. } = asked else {
            return Vec::new();
        };
        let alerts = raised.iter().flat_map(|raised| &raised.alerts);
        let titles = alerts.map(|alert| alert.item.entry.titled().unwrap().to_string());
        titles.collect()
    }

    fn arrived(asked: &Asked) -> Option<usize> {
        match asked {
            Asked::Done {
                told: LibraryMsg::Arrived { updates, .. },
                ..
            } => Some(*updates),
            _ => None,
        }
    }

    #[tokio::test]
    async fn what_arrives_in_a_followed_blog_is_kept_and_told() {
        let (store, _) = Store::open(None, DateTime::UNIX_EPOCH);
        let address = publish(&["Minister to speak", "Ferries doubled"]).await;
        store
            .follow(&address, &address, DateTime::UNIX_EPOCH)
            .await
            .unwrap();
        let nothing = (None, Vec::new());
        let at = DateTime::UNIX_EPOCH;
        let reached = PollRecord::new(at, Validators::default(), false, nothing, None);
        store.save_poll(&address, reached).await.unwrap();
        let asked = asked(&store, &address).await;
        assert_eq!(arrived(&asked), Some(2));
        assert_eq!(alerted(&asked), ["Minister to speak", "Ferries doubled"]);
        let stored = store.load(&address).await.unwrap().unwrap();
        assert_eq!((stored.total, stored.unread), (2, 2));
    }

    #[tokio::test]
    async fn what_is_read_for_the_first_time_is_no_news() {
        let (store, _) = Store::open(None, DateTime::UNIX_EPOCH);
        let address = publish(&["Ferries doubled"]).await;
        store
            .follow(&address, &address, DateTime::UNIX_EPOCH)
            .await
            .unwrap();
        let asked = asked(&store, &address).await;
        assert_eq!(arrived(&asked), Some(0));
        assert_eq!(alerted(&asked), Vec::<String>::new());
        let stored = store.load(&address).await.unwrap().unwrap();
        assert_eq!(stored.total, 1);
    }

    #[tokio::test]
    async fn what_is_missing_from_a_page_that_does_not_change_is_retracted() {
        let (store, _) = Store::open(None, DateTime::UNIX_EPOCH);
        let source = Source::parse("https://post.example/live", None).unwrap();
        let key = source.key();
        store
            .follow(&key, &key, DateTime::UNIX_EPOCH)
            .await
            .unwrap();
        let (a, b, c) = (("a", 1, "One."), ("b", 2, "Two."), ("c", 3, "Three."));
        let mut retracted = Vec::new();
        for (minute, updates) in [(10, Some(&[c, b, a][..])), (11, Some(&[c, a])), (12, None)] {
            let reading = reading(minute, updates.unwrap_or_default());
            let outcome = updates.map_or(PollOutcome::Unchanged, |_| {
                PollOutcome::Fresh(Box::new(reading.extraction.snapshot))
            });
            let poll = Poll {
                at: reading.at,
                outcome,
                next: None,
                validators: Validators::default(),
            };
            keep(&store, &anything(), (&key, &source), poll)
                .await
                .unwrap();
            let stored = store.load(&key).await.unwrap().unwrap();
            let items = stored.timeline.items().iter();
            let gone = items.filter(|item| matches!(item.presence, Presence::Retracted { .. }));
            retracted.push(gone.count());
        }
        assert_eq!(retracted, [0, 0, 1]);
    }

    #[tokio::test]
    async fn what_was_forgotten_is_not_asked_for_and_stays_forgotten() {
        let (store, _) = Store::open(None, DateTime::UNIX_EPOCH);
        let address = "http://127.0.0.1:9/live/bridge";
        assert!(matches!(asked(&store, address).await, Asked::Not));
        assert!(store.list().await.unwrap().is_empty());
    }

    #[test]
    fn one_that_fails_is_asked_less_and_less_often() {
        let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
        let soon = Some(Duration::from_secs(30));
        let rests: Vec<Duration> = (0..6).map(|failures| rest(soon, failures)).collect();
        assert_eq!(rests, [1, 5, 10, 20, 40, 60].map(minutes));
        assert_eq!(rest(Some(minutes(15)), 1), minutes(15));
        assert_eq!(rest(None, 0), minutes(60));
    }
}
