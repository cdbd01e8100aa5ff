//! Any bytes as the file of the history: it is opened or set aside, and can be written to afterwards.

#![no_main]

use std::fs;

use chrono::DateTime;
use libfuzzer_sys::fuzz_target;
use newswire::store::Store;

fuzz_target!(|data: &[u8]| {
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("history.db"), data).expect("there is room");
    let at = DateTime::from_timestamp(1_754_540_000, 0).unwrap_or_default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("there are files").block_on(async {
        let (store, _) = Store::open(Some(folder.path()), at);
        for blog in store.list().await.unwrap_or_default() {
            let _ = store.export(&blog.key).await;
        }
        let key = "https://post.example/live/bridge";
        store.follow(key, key, at).await.expect("it can be written to");
        let kept = store.load(key).await.expect("it can be read");
        assert!(kept.is_some());
        store.close().await.expect("it closes");
    });
});
