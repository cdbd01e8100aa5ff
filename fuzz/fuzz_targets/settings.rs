//! Any text as the settings file: it is refused, or says the same when it is written again.

#![no_main]

#[path = "../checks.rs"]
#[expect(dead_code, reason = "each target holds one of them")]
mod checks;

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::settings(data));
