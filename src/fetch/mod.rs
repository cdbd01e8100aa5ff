//! Getting at sources: HTTP within limits and an address policy, files, cadence, and the poller task.

mod address;
pub mod cadence;
mod clocks;
mod coding;
mod cookies;
mod course;
mod ending;
mod error;
mod handle;
mod headers;
mod hosts;
mod http;
mod linked;
mod machine;
mod memory;
mod network;
mod older;
mod picture;
mod poller;
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
