//! Any bytes as the answer of a platform: they are read within bounds, or refused.

#![no_main]

#[path = "../checks.rs"]
#[expect(dead_code, reason = "each target holds one of them")]
mod checks;

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::platforms(data));
