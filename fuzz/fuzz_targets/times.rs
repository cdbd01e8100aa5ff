//! Any text where a time is expected: in attributes, shown beside updates, before plain lines.

#![no_main]

use std::fmt::Write as _;

use chrono::DateTime;
use libfuzzer_sys::fuzz_target;
use newswire::source::{Page, extract};

fuzz_target!(|text: &str| {
    let mut page = String::from("<html lang=en><title>Live blog</title><h1>Live updates</h1>");
    let mut plain = String::new();
    for (n, time) in text.lines().cycle().take(5).enumerate() {
        let words = "The northern pier is closed until Sunday after a ship struck it early.";
        let _ = write!(
            page,
            "<article id=update-{n}><time datetime=\"{time}\">{time}</time><h2>{time}</h2><p>{time} {words}</p></article>"
        );
        let _ = writeln!(plain, "{time} {words}\n");
    }
    for (bytes, content_type) in [(&page, "text/html"), (&plain, "text/plain")] {
        let _ = extract(&Page {
            bytes: bytes.as_bytes(),
            content_type: Some(content_type),
            address: None,
            fetched_at: DateTime::from_timestamp(1_754_600_000, 0).unwrap_or_default(),
            saved: None,
            cancellation: None,
        });
    }
});
