//! Broken JSON in each place where it is read: JSON-LD, application state, a document.

#![no_main]

#[path = "../checks.rs"]
#[expect(dead_code, reason = "each target holds one of them")]
mod checks;

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::lenient_json(data));
