//! A poller under supervision: one that panics asks again later, and keeps its distance to what it asked before.

use std::time::Duration;

use tokio::sync::mpsc;

use super::supervisor::{Service, Supervisor, Task};
use crate::fetch::{self, Event, Handle, PollerConfig, Source, Start};

/// A source that is polled; dropping it ends that.
pub(in crate::run) struct Polling {
    /// Commands the poller.
    pub(in crate::run) handle: Handle,
    /// Is over where the poller stays off after a fault.
    pub(in crate::run) task: Task,
}

/// Starts to poll a source; `index` names it in the events, `remedy` says what to do where it stays off.
pub(in crate::run) fn start(
    supervisor: &Supervisor,
    (index, source): (usize, Source),
    config: PollerConfig,
    mut start: Start,
    events: mpsc::Sender<Event>,
    remedy: &'static str,
) -> Polling {
    let service = Service {
        name: format!("Asking {}", source.title()),
        remedy,
    };
    let (handle, commands) = Handle::new();
    let task = supervisor.keep(service, move || {
        let (source, commands, events) = (source.clone(), commands.clone(), events.clone());
        let poll = fetch::poll(index, source, config, start.clone(), commands, events);
        start.age = Some(Duration::ZERO);
        async move {
            #[cfg(debug_assertions)]
            crate::run::faults::in_poller();
            poll.await;
        }
    });
    Polling { handle, task }
}
