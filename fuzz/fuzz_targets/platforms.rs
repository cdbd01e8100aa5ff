//! Any bytes as the answer of a platform: they are read within bounds, or refused.

#![no_main]

use std::sync::LazyLock;

use chrono::DateTime;
use libfuzzer_sys::fuzz_target;
use newswire::{
    model::WebUrl,
    source::{Page, extract},
};

const BLOG: &str = "<!doctype html><title>Bridge: live</title><script>var liveblog_settings = {\"endpoint_url\":\
    \"https:\\/\\/post.example\\/wp-json\\/liveblog\\/v1\\/77\\/\",\"refresh_interval\":\"10\",\
    \"latest_entry_timestamp\":\"1754539901\",\"state\":\"enable\"};</script><h1>Bridge: live</h1>\
    <article id='1002'><time datetime='2025-08-07T04:02:00Z'></time><h3>Report</h3><p>The harbour office says that the pier \
    is safe.</p></article><article id='1001'><time datetime='2025-08-07T04:01:00Z'></time><h3>Report</h3><p>The harbour \
    office says that the pier is shut.</p></article>";

static ADDRESS: LazyLock<Option<WebUrl>> =
    LazyLock::new(|| WebUrl::parse("https://post.example/live/bridge").ok());

fn page(bytes: &[u8]) -> Page<'_> {
    Page {
        bytes,
        content_type: None,
        address: ADDRESS.as_ref(),
        fetched_at: DateTime::from_timestamp(1_754_540_000, 0).unwrap_or_default(),
        saved: None,
        cancellation: None,
    }
}

fuzz_target!(|data: &[u8]| {
    let found = extract(&page(BLOG.as_bytes())).expect("it is a live blog");
    let mut platform = found.platform.expect("the page names its platform");
    if let Ok(answer) = platform.read(&page(data)) {
        assert!(answer.snapshot.is_none_or(|snapshot| snapshot.entries.len() <= 2_000));
    }
});
