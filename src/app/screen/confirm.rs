//! The question whether a live blog is really to be forgotten.

use super::Outcome;
use crate::app::{
    keys::{Action, Press},
    library::{Blog, Library},
};

/// Forgets the live blog where the answer is yes; every other key is no.
pub(super) fn press(blog: &Blog, press: Press, library: Option<&mut Library>) -> Outcome {
    match (press.action, library) {
        (Some(Action::Confirm), Some(library)) => Outcome::Close(library.forget(blog)),
        _ => Outcome::close(),
    }
}
