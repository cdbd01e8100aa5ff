//! What runs beside the loop: pollers, the rounds for what is not open, the history, articles, pictures, the library's questions, the settings' files.
//! Each answers with an event; none touches the screen. All run under `supervisor`.

pub(super) mod alerts;
pub(super) mod articles;
pub(super) mod history;
pub(super) mod library;
pub(super) mod pictures;
mod place;
pub(super) mod poll_lease;
pub(super) mod polling;
pub(super) mod reload;
pub(super) mod retention;
pub(super) mod rounds;
pub(super) mod session;
pub(super) mod supervisor;
