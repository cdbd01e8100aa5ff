//! The reader as its user meets it: keys in, screens out, no terminal and no clock.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod about;
mod alerts;
mod anchoring;
mod articles;
mod blog_revisions;
mod briefing;
mod catch_up;
mod choosing;
mod contact;
mod edits;
mod filtering;
mod find;
mod graphics;
mod harness;
mod keys;
mod library;
mod links;
mod looks;
mod merged;
mod older;
mod overview;
mod pictures;
mod reference;
mod replaying;
mod restoring;
mod screens;
mod searching;
mod several;
mod since_left;
mod stack;
mod tables;
mod unread;
