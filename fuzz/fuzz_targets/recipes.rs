//! Any text as a recipe: it is refused with reasons, or read and tried on a page.

#![no_main]

#[path = "../checks.rs"]
#[expect(dead_code, reason = "each target holds one of them")]
mod checks;

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::recipes(data));
