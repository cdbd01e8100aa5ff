//! The reader as its user meets it: keys in, screens out, no terminal and no clock.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod anchoring;
mod articles;
mod edits;
mod find;
mod harness;
mod keys;
mod library;
mod links;
mod older;
mod screens;
mod searching;
