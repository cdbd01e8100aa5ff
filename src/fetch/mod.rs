//! Getting at sources: HTTP within limits and an address policy, files, cadence, and the poller task.

mod address;
pub mod cadence;
mod clocks;
mod coding;
mod cookies;
mod ending;
mod error;
mod fingerprints;
mod handle;
mod headers;
mod hosts;
mod http;
mod linked;
mod local;
mod machine;
mod network;
mod older;
mod picture;
mod platform_session;
mod poller;
mod portal;
mod read;
mod rhythm;
mod source;
mod until;
pub mod unwatched;

pub use cadence::Attention;
pub use error::FetchError;
pub use handle::{Commands, Handle};
pub use hosts::Promise;
pub use http::{Client, Fetched, Limits, Page, Reply};
pub use linked::Links;
pub use network::Network;
pub use older::{Older, walk};
pub use picture::PictureFiles;
pub use poller::{Event, EventKind, PollerConfig, Start, poll};
pub use read::{Extract, Reading, leads, once};
pub use source::{Source, SourceError};

#[cfg(test)]
pub(crate) use machine::simulated;
