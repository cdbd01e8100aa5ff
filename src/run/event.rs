//! What comes in from tasks and threads.

use super::{demo::Demo, tasks::history::Opened, tui::changeable::Changeable};
use crate::{
    app::{BlogId, Msg},
    fetch::Source,
    model::{Clean, WebUrl},
    store::{ExternalChanges, Lease},
    ui::pictures::{self, PictureKey},
};

/// What comes in from tasks and threads.
pub(super) enum Event {
    /// Something for the screen.
    Told(Msg),
    /// Something from the pollers of a session; its number.
    Reported(u64, Msg),
    /// A source that the library asked for is ready.
    Ready(Box<Ready>),
    /// The settings changed; one sentence where they cannot be used.
    Changed(Result<Box<Changeable>, Clean>),
    /// A source is to be polled from here.
    PollLease(PollLease),
    /// What other instances of the program changed in the history.
    External(ExternalChanges),
    /// A source that the reader asked for beside the open ones is ready.
    Joining(Box<Joining>),
    /// A picture is ready, or is known not to be shown.
    Picture(Box<Arrived>),
    /// An address is to be opened where no browser can be seen: the reader is at the other end of ssh.
    NoBrowser(WebUrl),
    /// The desktop did not show a notification; why, without a full stop.
    NotShown(Clean),
    /// The terminal is gone.
    HungUp,
}

/// A source that is ready for the reader.
pub(super) struct Ready {
    pub(super) source: Source,
    pub(super) opened: Opened,
    /// The built-in live blog, which plays as long as this lives.
    pub(super) demo: Option<Demo>,
}

/// A source that was asked for beside those that are open.
pub(super) struct Joining {
    /// The session that asked for it.
    pub(super) session: u64,
    pub(super) source: Source,
    pub(super) opened: Opened,
}

/// The turn to poll a blog.
pub(super) struct PollLease {
    pub(super) session: u64,
    pub(super) id: BlogId,
    /// `None` where there is nobody to take turns with.
    pub(super) lease: Option<Lease>,
}

/// A picture that is ready, or the words that say why there is none.
pub(super) struct Arrived {
    pub(super) round: u64,
    pub(super) key: PictureKey,
    pub(super) picture: Result<pictures::Ready, Clean>,
}
