//! Any text as a list to import: it is read or refused.

#![no_main]

#[path = "../checks.rs"]
#[expect(dead_code, reason = "each target holds one of them")]
mod checks;

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::subscriptions(data));
