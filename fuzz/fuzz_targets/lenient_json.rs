//! Broken JSON in each place where it is read: JSON-LD, application state, a document.

#![no_main]

use chrono::DateTime;
use libfuzzer_sys::fuzz_target;
use newswire::source::{Page, extract};

fuzz_target!(|text: &str| {
    let read = |bytes: &str, content_type| {
        let _ = extract(&Page {
            bytes: bytes.as_bytes(),
            content_type: Some(content_type),
            address: None,
            fetched_at: DateTime::from_timestamp(1_754_600_000, 0).unwrap_or_default(),
            saved: None,
            cancellation: None,
        });
    };
    read(text, "application/json");
    read(
        &format!("<title>Live</title><script type=\"application/ld+json\">{text}</script>"),
        "text/html",
    );
    read(
        &format!("<title>Live</title><script>window.state = {text};</script>"),
        "text/html",
    );
});
