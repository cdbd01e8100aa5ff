//! In which languages a form of times is not read right yet.

pub const DATED: &[&str] = &[
    "hu", "uk", "ar", "he", "hi", "bn", "th", "vi", "ja", "ko", "zh-CN",
];
pub const UNDER_HEADINGS: &[&str] = &[
    "en-GB", "en-US", "de", "fr", "es", "it", "pt-BR", "pt", "nl", "sv", "da", "nb", "fi", "pl",
    "cs", "sk", "hu", "ro", "hr", "sr-Latn", "sl", "bg", "ru", "uk", "el", "tr", "ar", "he", "hi",
    "bn", "th", "vi", "id", "ja", "ko", "zh-CN",
];
pub const CLOCKS: &[&str] = &["bn"];
pub const NAMED_DAYS: &[&str] = &["bn", "vi"];
pub const AGO: &[&str] = &[
    "hu", "sl", "bg", "el", "ar", "he", "hi", "bn", "th", "vi", "id",
];
pub const FLAT: &[&str] = &["bn", "ja", "ko"];
pub const SHORT_MONTHS: &[&str] = &[
    "hu", "hr", "bg", "uk", "tr", "ar", "he", "hi", "bn", "th", "vi",
];
pub const FIGURES: &[&str] = &["bn"];
pub const ONE_AGO: &[&str] = &[
    "it", "nb", "fi", "pl", "cs", "sk", "hu", "ro", "sl", "bg", "ru", "uk", "el", "ar", "he", "hi",
    "bn", "th", "vi", "id",
];
