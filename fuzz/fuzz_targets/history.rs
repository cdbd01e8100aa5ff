//! Any bytes as the file of the history: it is opened or set aside, and can be written to afterwards.

#![no_main]

#[path = "../checks.rs"]
#[expect(dead_code, reason = "each target holds one of them")]
mod checks;

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::history(data));
