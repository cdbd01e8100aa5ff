//! Any bytes under any content type: extraction ends, and what it finds stays within its bounds.

#![no_main]

use chrono::DateTime;
use libfuzzer_sys::fuzz_target;
use newswire::{model::WebUrl, source};

const TYPES: [Option<&str>; 8] = [
    None,
    Some("text/html"),
    Some("text/html; charset=iso-8859-2"),
    Some("text/html; charset=utf-16le"),
    Some("application/json"),
    Some("application/rss+xml"),
    Some("text/plain"),
    Some("image/png"),
];

fuzz_target!(|data: &[u8]| {
    // The last byte picks the type, so that saved pages are good seeds as they are.
    let pick = data.last().copied().unwrap_or_default();
    let address = WebUrl::parse("https://post.example/live/bridge").ok();
    let page = source::Page {
        bytes: data,
        content_type: TYPES[usize::from(pick) % TYPES.len()],
        address: address.as_ref().filter(|_| pick & 8 == 0),
        fetched_at: DateTime::from_timestamp(1_754_600_000, 0).unwrap_or_default(),
        saved: None,
        cancellation: None,
    };
    let _ = source::Fingerprint::of(data);
    if let Ok(found) = source::extract(&page) {
        assert!(found.snapshot.entries.len() <= 2_000);
    }
});
