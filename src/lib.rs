//! newswire follows news live blogs in the terminal.
//!
//! # Architecture
//!
//! Data flows one way. A poller ([`fetch`]) brings bytes, [`source`] reads a [`model::Snapshot`] out of them, the
//! [`app`] merges it into a [`model::Timeline`] and knows which rows are on the screen, [`ui`] writes cells. Whatever
//! has to happen outside (a request, a write, a browser) leaves the application as an effect, as data, and `run`
//! carries it out.
//!
//! | room | what it is | what it must not know |
//! |---|---|---|
//! | [`model`] | the domain: bodies, entries, snapshots, the timeline that merges them, clean text, web addresses | HTTP, HTML, files, terminals, clocks |
//! | [`source`] | bytes to a snapshot, pure: readers claim, one table decides; one grammar a field; words by language | network, files, sites by name |
//! | [`fetch`] | HTTP within limits, address policy, cadence, pollers | the screen, the history |
//! | [`store`] | the history in SQLite, on a thread of its own | HTML, terminals |
//! | [`layout`] | text to rows: the only line breaker, entry rows, geometry | colours, ratatui |
//! | [`app`] | the state machine: messages in, effects out; the window on the timeline; the key table | I/O, clocks, terminal types |
//! | [`ui`] | the model as cells, themes, terminal events as messages | everything but what it draws |
//! | [`report`] | text, Markdown, JSON Feed, NDJSON, a page of HTML | screens |
//! | [`run`] | the composition root: terminal, event loop, commands, the demo's server | nothing; and nobody imports it |
//!
//! Invariants, each held by a test or a type:
//!
//! * All text from outside is [`model::Clean`], all addresses are [`model::WebUrl`].
//! * State changes in [`app::Model::update`] only: what is open is a stack of screens, asked from the top down.
//! * The window hangs on a byte of an update's text: inserting, editing and resizing leave the first visible text.
//! * Merging is idempotent and drops nothing; absence is no retraction by itself, and a change of witness no edit.
//! * One door to the HTML parser (`source::dom::door`), one to the network (`fetch::http`), one to the browser
//!   (`run::desktop::browser`).
//! * Time enters as a value; `run` and `fetch` read the clock, each in one small function.

pub mod app;
pub mod cli;
pub mod config;
mod duration;
pub mod fetch;
pub mod layout;
pub mod model;
mod own_file;
pub mod report;
pub mod run;
pub mod source;
pub mod store;
mod suggestion;
pub mod ui;
