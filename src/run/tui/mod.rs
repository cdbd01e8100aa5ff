//! The screens: terminal, pollers and history around the library and the reader, in one loop.
//!
//! `start` puts everything together, `event_loop` waits and takes in, `effects` and `sources` do what the reader asks
//! for; `watching` says whether the reader looks. What the screen looks like is in `appearance` and `abilities`;
//! `changeable` is what the settings may change of it; `clock` says when to look at the time, `input` reads the keys,
//! `unheard` lets Ctrl-C through where no key is heard any more.

pub(super) mod abilities;
pub(super) mod appearance;
pub(super) mod changeable;
mod clock;
mod effects;
mod event_loop;
mod input;
mod signals;
mod sources;
mod start;
pub(super) mod terminal;
mod unheard;
mod watching;

use std::path::PathBuf;

use self::changeable::Changeable;
pub(super) use self::start::run;
use crate::{
    cli::Global,
    fetch::{PollerConfig, Source},
    model::{Clean, replay::Player},
    run::tasks::retention::Retention,
};

/// Everything the reader is started with.
pub(in crate::run) struct Setup {
    /// What to read; the library where there is nothing.
    pub(in crate::run) sources: Vec<Source>,
    /// Whether they are read in one timeline.
    pub(in crate::run) merged: bool,
    /// What is read as well: the followed live blogs with this tag.
    pub(in crate::run) tag: Option<Clean>,
    /// A live blog that is played again in place of sources.
    pub(in crate::run) replay: Option<Replayed>,
    pub(in crate::run) poller: PollerConfig,
    /// Who to write to about our requests.
    pub(in crate::run) contact: Option<String>,
    /// Where the history lies; `None` keeps it in memory.
    pub(in crate::run) data_dir: Option<PathBuf>,
    /// Where files that can be fetched again are kept; `None` keeps none.
    pub(in crate::run) cache_dir: Option<PathBuf>,
    /// How much of the history is kept.
    pub(in crate::run) retention: Retention,
    /// What the settings may change while the reader is open.
    pub(in crate::run) changeable: Changeable,
    /// What was said on the command line, to read the settings again.
    pub(in crate::run) global: Global,
    /// Whether the terminal is asked for its background.
    pub(in crate::run) asks_for_background: bool,
}

/// A live blog that is played again.
pub(in crate::run) struct Replayed {
    /// What the reader asked for.
    pub(in crate::run) source: Clean,
    /// What plays it.
    pub(in crate::run) player: Player,
}

/// How the reader ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::run) enum Ended {
    /// By a key.
    Quit,
    /// By a signal; its number.
    Signal(i32),
}
