//! Why a source could not be fetched or read, in sentences for readers.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::cadence::Outcome;
use crate::model::{Clean, NoLiveBlog, PageKind, Trouble};

/// Where a redirect leads that is not followed. A network that wants a sign-in redirects like this.
pub(super) const TO_PRIVATE: &str = "into a private network";
/// As [`TO_PRIVATE`].
pub(super) const TO_HTTP: &str = "from https to http";

/// Why a source could not be fetched or read. Its words are one sentence: what failed, where, what to do; they never
/// hold a query or credentials. Whether and when it is tried again, only whoever asked knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// The host's name has no address.
    #[error("{host} cannot be found; check the address and the network.")]
    UnknownHost {
        /// The host.
        host: Clean,
    },
    /// No connection could be made.
    #[error("{host} cannot be reached; check the network, or whether the site is up.")]
    Unreachable {
        /// The host.
        host: Clean,
    },
    /// The proxy of the environment does not answer.
    #[error(
        "the proxy {proxy} cannot be reached, so {host} was not asked; check the proxy, or the variables that name it."
    )]
    Proxy {
        /// The proxy's host and port.
        proxy: Clean,
        /// The host.
        host: Clean,
    },
    /// The certificate or the handshake was refused.
    #[error("{host} has no valid certificate, so nothing was read from it.")]
    Certificate {
        /// The host.
        host: Clean,
    },
    /// It took too long.
    #[error("{host} did not answer in time.")]
    TimedOut {
        /// The host.
        host: Clean,
    },
    /// The answer was broken off or malformed.
    #[error("the answer from {host} was cut off or malformed.")]
    Broken {
        /// The host.
        host: Clean,
    },
    /// The body is larger than we take.
    #[error(
        "Cannot read {what}: it is longer than {limit_mib} MiB, which is more than any live blog needs."
    )]
    TooLarge {
        /// What is too large.
        what: Clean,
        /// The limit in MiB.
        limit_mib: usize,
    },
    /// The publisher refused with a status.
    #[error("{host} answered {status}{meaning}.")]
    Status {
        /// The host.
        host: Clean,
        /// The HTTP status.
        status: u16,
        /// What that means and what to do.
        meaning: &'static str,
        /// How long the publisher asks us to wait.
        retry_after: Option<Duration>,
    },
    /// The host asked to be left alone, so it was not asked.
    #[error("{host} asked to wait another {}.", in_words(*wait))]
    Waits {
        /// The host.
        host: Clean,
        /// Until when.
        until: DateTime<Utc>,
        /// How long that is.
        wait: Duration,
    },
    /// A redirect that is not followed.
    #[error("{host} redirects {why}, so nothing was read.")]
    Redirect {
        /// The host.
        host: Clean,
        /// What is wrong with it.
        why: &'static str,
    },
    /// Another site than the one that was asked answered that it has no such page.
    #[error("{host} answered {status} in place of {asked}.")]
    Elsewhere {
        /// The host that answered.
        host: Clean,
        /// The status.
        status: u16,
        /// The host that was asked.
        asked: Clean,
    },
    /// The address belongs to a private network.
    #[error("{host} leads into a private network, so it was not contacted.")]
    Private {
        /// The host.
        host: Clean,
    },
    /// The HTTP client could not be set up.
    #[error("no secure connection is possible on this machine: {0}; install its CA certificates.")]
    Client(Clean),
    /// A file could not be read.
    #[error("A file cannot be read, {why}: {path}.")]
    File {
        /// The path.
        path: Clean,
        /// What the system says.
        why: Clean,
    },
    /// The page was read, and no live blog is in it.
    #[error(transparent)]
    NoLiveBlog(#[from] NoLiveBlog),
    /// The reading of the page went wrong in a way that is our fault.
    #[error("the page of {0} could not be read; earlier updates stay.")]
    Internal(Clean),
}

impl FetchError {
    /// Makes the error of a refusing status.
    pub(crate) fn status(host: Clean, status: u16, retry_after: Option<Duration>) -> Self {
        let meaning = match status {
            401 | 407 => ": it asks for a login, which is not supported",
            402 => ": it asks for payment",
            403 | 451 => {
                ": it blocks automated clients or this region; open the page in the browser"
            }
            404 => ": there is no such page; check the address",
            410 => ": the page is gone for good",
            511 => ": the network asks to sign in first; do that in the browser",
            429 => ": too many requests",
            500..=599 => ": a server error",
            _ => ", which is not a page",
        };
        Self::Status {
            host,
            status,
            meaning,
            retry_after,
        }
    }

    /// Returns the HTTP status that refused, if one did.
    #[must_use]
    pub fn http_status(&self) -> Option<u16> {
        match self {
            Self::Status { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// Returns how long the publisher asks us to wait.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            Self::Waits { wait, .. } => Some(*wait),
            _ => None,
        }
    }

    /// Says what this looks like from outside; `known` where the source was read earlier.
    #[must_use]
    pub fn trouble(&self, known: bool) -> Trouble {
        match self {
            Self::UnknownHost { .. } | Self::Unreachable { .. } | Self::Proxy { .. } => {
                Trouble::Offline
            }
            // A network that wants a sign-in answers for every host: with a certificate of its own, or an address.
            Self::Certificate { .. } | Self::Private { .. } | Self::Elsewhere { .. } if known => {
                Trouble::CaptivePortal
            }
            Self::Redirect { why, .. } if known && [TO_HTTP, TO_PRIVATE].contains(why) => {
                Trouble::CaptivePortal
            }
            Self::Waits { .. } => Trouble::Waits,
            Self::Status {
                status,
                retry_after,
                ..
            } => match status {
                511 => Trouble::CaptivePortal,
                401 | 407 => Trouble::Login,
                402 => Trouble::Paywall,
                404 => Trouble::Missing,
                410 => Trouble::Gone,
                451 => Trouble::Region,
                429 | 503 if retry_after.is_some() => Trouble::Waits,
                403 => Trouble::BotWall,
                _ => Trouble::Failing,
            },
            Self::NoLiveBlog(page) => match page.kind {
                PageKind::ConsentWall => Trouble::Consent,
                PageKind::BotWall => Trouble::BotWall,
                PageKind::Login => Trouble::Login,
                PageKind::CaptivePortal => Trouble::CaptivePortal,
                PageKind::Paywall => Trouble::Paywall,
                PageKind::NotFound => Trouble::Missing,
                // A file, or nothing, in place of the page is a mishap and no new design.
                PageKind::NotText | PageKind::Empty => Trouble::Failing,
                _ if known => Trouble::Redesigned,
                _ => Trouble::Failing,
            },
            _ => Trouble::Failing,
        }
    }

    /// Tells whether nothing at all was heard of the host.
    #[must_use]
    pub fn is_out_of_reach(&self) -> bool {
        matches!(
            self,
            Self::UnknownHost { .. } | Self::Unreachable { .. } | Self::Proxy { .. }
        )
    }

    /// Tells whether no live blog is at the address: there is no page, or another one than that of a live blog.
    #[must_use]
    pub fn is_about_address(&self) -> bool {
        match self {
            Self::NoLiveBlog(page) => !self.is_wall() && page.kind != PageKind::CaptivePortal,
            _ => matches!(self.http_status(), Some(404 | 410)),
        }
    }

    /// Tells whether the same request may succeed later by itself.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::TimedOut { .. } | Self::Broken { .. } | Self::Elsewhere { .. } => true,
            Self::Status { .. } => {
                matches!(self.trouble(false), Trouble::Failing | Trouble::Waits)
            }
            _ => false,
        }
    }

    /// Tells whether a person is needed: asking often would be rude and useless.
    #[must_use]
    pub fn is_wall(&self) -> bool {
        Outcome::from(self.trouble(false)) == Outcome::Wall
    }
}

/// Says how long a wait is, rounded up.
pub(super) fn in_words(wait: Duration) -> String {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    match seconds {
        ..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds.div_ceil(60)),
        _ => format!("{} h", seconds.div_ceil(3600)),
    }
}
