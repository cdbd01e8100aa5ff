//! The reader as its user meets it: keys in, screens out, no terminal and no clock.

mod anchoring;
mod harness;
mod keys;
mod screens;
