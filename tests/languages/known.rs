//! In which languages a form of times is not read right yet.

pub const DATED: &[&str] = &[];
pub const UNDER_HEADINGS: &[&str] = &[];
pub const CLOCKS: &[&str] = &[];
pub const NAMED_DAYS: &[&str] = &[];
pub const AGO: &[&str] = &[];
pub const FLAT: &[&str] = &[];
pub const SHORT_MONTHS: &[&str] = &[];
pub const FIGURES: &[&str] = &[];
pub const ONE_AGO: &[&str] = &[];
