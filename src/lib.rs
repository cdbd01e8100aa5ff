//! newswire follows news live blogs in the terminal.

pub mod app;
pub mod cli;
pub mod config;
mod duration;
pub mod fetch;
pub mod layout;
pub mod model;
pub mod report;
pub mod run;
pub mod source;
pub mod store;
pub mod ui;
