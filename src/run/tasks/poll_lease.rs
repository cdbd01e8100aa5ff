//! Whose turn it is to poll: one instance of the program for each live blog, and another once that one ends.

use std::time::Duration;

use tokio::{sync::mpsc, time::sleep};

use crate::{
    app::{BlogId, ExternalUpdate, Msg},
    run::event::{Event, PollLease},
    store::{Changed, Store},
};

/// How often the turn is asked for while another instance has it: a lock that the system gives back costs nothing to
/// try, and nobody should look at a dead blog for long.
const ASK_AGAIN: Duration = Duration::from_secs(2);

/// One open blog on its way to being polled.
#[derive(Clone)]
pub(in crate::run) struct Waiting {
    pub(in crate::run) store: Store,
    pub(in crate::run) key: String,
    /// The session and the blog.
    pub(in crate::run) session: u64,
    pub(in crate::run) id: BlogId,
    pub(in crate::run) sender: mpsc::Sender<Event>,
}

impl Waiting {
    /// Reads all that the history holds; the reader has the part for the first frame.
    pub(in crate::run) async fn read_rest(&self) {
        let stored = self.store.load(&self.key).await.unwrap_or_else(|error| {
            tracing::warn!("history: {error}");
            None
        });
        // Where there is no more to be had, the part is the whole.
        let rest = stored.map(|stored| stored.timeline).unwrap_or_default();
        self.tell(Msg::Rest(self.id, Box::new(rest))).await;
    }

    /// Waits until no other instance polls the blog, and takes over knowing what it saw.
    pub(in crate::run) async fn take_turn(self) {
        let mut elsewhere = false;
        let lease = loop {
            match self.store.try_lead(&self.key).await {
                Ok(Some(lease)) => break Some(lease),
                // Without a history there is nobody to share with.
                Err(_) => break None,
                Ok(None) => {}
            }
            if !elsewhere {
                elsewhere = true;
                self.tell(Msg::Elsewhere(self.id)).await;
                // What the other saved since the reader's part was read is no news any more.
                self.read_rest().await;
            }
            sleep(ASK_AGAIN).await;
        };
        if elsewhere && let Ok(news) = self.store.news().await {
            let _ = self.sender.send(Event::External(news)).await;
        }
        let poll_lease = PollLease {
            session: self.session,
            id: self.id,
            lease,
        };
        let _ = self.sender.send(Event::PollLease(poll_lease)).await;
    }

    async fn tell(&self, msg: Msg) {
        let _ = self.sender.send(Event::Reported(self.session, msg)).await;
    }
}

/// Says to the reader what another instance changed.
pub(in crate::run) fn heard(id: BlogId, changed: Changed) -> Msg {
    let heard = ExternalUpdate {
        blog: changed.blog,
        items: changed.items,
        checked: changed.last_contact,
    };
    Msg::ExternalUpdate(id, Box::new(heard))
}
