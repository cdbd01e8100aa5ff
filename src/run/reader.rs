//! The reader: terminal, pollers and history around the model, in one loop.
//!
//! Input comes first, then signals, polls and the clock; what is ready is taken before anything is drawn, and
//! nothing is drawn where nothing changed. The loop never waits for network or disk: their answers are messages.

use std::{io, pin::pin, time::Duration};

use chrono::{DateTime, Utc};
use crossterm::event::EventStream;
use futures_util::{FutureExt, StreamExt};
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::mpsc,
    time::{Instant, MissedTickBehavior},
};

use super::{browser, terminal::{self, Screen}};
use crate::{
    app::{BlogIndex, Effect, Followed, Model, Msg, clock::Zone},
    fetch::{self, Handle, Source},
    model::Clean,
    ui::{self, Theme},
};

/// The shortest time between two frames.
const FRAME: Duration = Duration::from_millis(16);
/// How long the program may take to end once it was asked to, before it is made to.
const LAST_WORDS: Duration = Duration::from_millis(300);
/// Messages that may wait for the loop; whoever sends more waits.
const QUEUE: usize = 64;

/// Everything the reader is started with.
pub(super) struct Setup {
    pub(super) sources: Vec<Source>,
    pub(super) poller: fetch::PollerConfig,
    pub(super) zone: Zone,
    pub(super) theme: Theme,
    pub(super) browser: Option<Vec<String>>,
}

/// How the reader ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// The reader quit.
    Quit,
    /// A signal asked for the end; its number.
    Signal(u8),
}
