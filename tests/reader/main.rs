//! The reader as its user meets it: keys in, screens out, no terminal and no clock.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod anchoring;
mod contact;
mod edits;
mod find;
mod harness;
mod heads;
mod keys;
mod library;
mod older;
mod restoring;
mod screens;
mod searching;
