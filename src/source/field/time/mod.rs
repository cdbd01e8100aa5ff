//! Reads every way in which a page writes a time, and says what the result rests on.
//!
//! Machine formats (RFC 3339, RFC 2822, epochs and what publishers send instead) go through [`parse_machine`],
//! visible text in the languages of news through [`read`] and [`find`]: the `grammar` recognises, with the words of the
//! `lexicon`, and `resolve` completes. A clock without a date stays a [`ClockTime`] until [`date_clocks`] sees its
//! neighbours. Knows no HTML and reads no clock: the moment of reading, the publisher's zone and the page's date come in
//! as a [`TimeContext`].

mod answers;
mod calendar;
mod context;
mod grammar;
pub(in crate::source) mod leading;
mod learning;
mod lexicon;
mod line;
mod machine;
mod places;
mod reading;
mod resolve;
mod said;
mod sequence;
mod stated;
mod tokens;
mod zones;

#[cfg(test)]
mod tests;

pub use context::TimeContext;
pub use lexicon::Tongue;
pub use machine::parse_machine;
pub use places::Hints;
pub use reading::{find, is_whole, read, read_day};
pub use resolve::{dated, is_coarse, local_as_utc};
pub use said::{ClockTime, Found, Reading, ZoneMark};
pub use sequence::date_clocks;
pub(in crate::source) use stated::{LONG_PAST, Stated};
