//! Any bytes under any content type: extraction ends, and what it finds stays within its bounds.

#![no_main]

#[path = "../checks.rs"]
#[expect(dead_code, reason = "each target holds one of them")]
mod checks;

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::extraction(data));
