//! Getting at sources: HTTP within limits and an address policy, files, cadence, and the poller task.

mod address;
pub mod cadence;
mod coding;
mod cookies;
mod course;
mod error;
mod http;
mod linked;
mod machine;
mod memory;
mod older;
mod picture;
mod poller;
mod read;
mod source;

pub use error::FetchError;
pub use http::{Client, Fetched, Limits, Page, Reply};
pub use linked::Links;
pub use older::{Older, walk};
pub use picture::PictureFiles;
pub use poller::{Commands, Event, EventKind, Handle, PollerConfig, Start, poll};
pub use read::{Extract, Reading, once};
pub use source::{Source, SourceError};
