//! Any text as a list to import: it is read or refused.

#![no_main]

use libfuzzer_sys::fuzz_target;
use newswire::source::subscriptions::addresses;

fuzz_target!(|text: &str| {
    if let Ok(found) = addresses(text) {
        assert!(found.iter().map(String::len).sum::<usize>() <= text.len());
    }
});
