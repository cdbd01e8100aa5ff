//! The domain: what a live blog is, what one reading of it yields, and how readings become a timeline.
//!
//! Knows nothing of HTTP, HTML, files, terminals or clocks: time comes in as a value, text comes in as
//! [`Clean`], addresses come in as [`WebUrl`].

pub mod alert;
mod alike;
mod article;
mod blog;
mod body;
pub mod briefing;
mod clean;
pub mod diff;
mod entry;
pub(crate) mod fold;
mod gap;
mod lead;
mod letters;
mod link;
mod pixels;
mod poll;
mod position;
mod provenance;
pub mod replay;
mod snapshot;
mod stamp;
mod timeline;
mod trouble;
mod weburl;
mod zone;

pub use alike::Gist;
pub use article::{Article, Linked, Obstacle};
pub use blog::{BlogRevision, LiveBlog, Status};
pub use body::{
    Block, Body, Embed, EmbedKind, Emphasis, Image, Inline, Link, ListItem, MAX_DEPTH, TableRow,
    Visitor,
};
pub use briefing::{Briefing, Since};
pub use clean::Clean;
pub use entry::{Author, Entry, EntryId, Marks, hash128};
pub use gap::Gap;
pub use lead::Lead;
pub(crate) use letters::letters;
pub(crate) use link::named_elsewhere;
pub use pixels::Pixels;
pub use poll::{OlderOutcome, OlderPage, Pace, Poll, PollOutcome, Refusal, Validators, Why};
pub(crate) use position::{Position, Positions};
pub use provenance::{Provenance, Voice, Witness};
pub use snapshot::{NoLiveBlog, PageKind, Snapshot, Window};
pub use stamp::{Precision, Stamp, TimeBasis};
pub use timeline::{ChangeSet, Item, OrderKey, Presence, Revision, Timeline, WitnessMemory};
pub use trouble::Trouble;
pub use weburl::{WebUrl, WebUrlError};
pub use zone::Zone;
