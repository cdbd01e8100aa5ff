//! One grammar a field of an update, used by every reader.

pub(in crate::source) mod body;
pub(in crate::source) mod byline;
pub(in crate::source) mod embed;
pub(in crate::source) mod headline;
pub(in crate::source) mod mark;
pub(in crate::source) mod picture;
pub(in crate::source) mod play;
mod poll;
mod running_time;
pub(in crate::source) mod time;
