//! What the fuzz targets hold of any input, one function each; `tests/it/mutations.rs` replays their corpora with the same.

use std::{fmt::Write as _, fs, sync::LazyLock};

use chrono::{DateTime, Utc};
use newswire::{
    cli::Global,
    config::{Config, Places},
    model::{Clean, WebUrl},
    source::{self, Page, Recipe, Recipes, extract, extract_with, subscriptions::addresses},
    store::Store,
};
use tempfile::TempDir;

/// A check with the name of its target.
pub type Check = (&'static str, fn(&[u8]));

/// All of them.
pub const CHECKS: [Check; 9] = [
    ("clean", clean),
    ("extraction", extraction),
    ("history", history),
    ("lenient_json", lenient_json),
    ("platforms", platforms),
    ("recipes", recipes),
    ("settings", settings),
    ("subscriptions", subscriptions),
    ("times", times),
];

/// The content types that any bytes are read under.
pub const TYPES: &[Option<&str>] = &[
    None,
    Some("text/html"),
    Some("text/html; charset=iso-8859-2"),
    Some("text/html; charset=utf-16le"),
    Some("application/json"),
    Some("application/rss+xml"),
    Some("text/plain"),
    Some("image/png"),
];

static ADDRESS: LazyLock<Option<WebUrl>> =
    LazyLock::new(|| WebUrl::parse("https://post.example/live/bridge").ok());

fn at() -> DateTime<Utc> {
    DateTime::from_timestamp(1_754_600_000, 0).unwrap_or_default()
}

fn page<'p>(
    bytes: &'p [u8],
    content_type: Option<&'p str>,
    address: Option<&'p WebUrl>,
) -> Page<'p> {
    Page {
        bytes,
        content_type,
        address,
        fetched_at: at(),
        saved: None,
        cancellation: None,
    }
}

/// Any text: what comes out as clean drives no terminal and is clean already.
pub fn clean(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else {
        return;
    };
    for clean in [Clean::line, Clean::inline, Clean::preformatted] {
        let once = clean(text);
        let driving = |c: char| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!once.as_str().contains(driving));
        assert_eq!(clean(once.as_str()), once);
    }
}

/// Any bytes under any content type: extraction ends, and what it finds stays within its bounds.
pub fn extraction(data: &[u8]) {
    // The last byte picks the type, so that saved pages are good seeds as they are.
    let pick = data.last().copied().unwrap_or_default();
    let address = ADDRESS.as_ref().filter(|_| pick & 8 == 0);
    let _ = source::Fingerprint::of(data);
    if let Ok(found) = extract(&page(data, TYPES[usize::from(pick) % TYPES.len()], address)) {
        assert!(found.snapshot.entries.len() <= 2_000);
    }
}

/// Any bytes as the file of the history: it is opened or set aside, and can be written to afterwards.
pub fn history(data: &[u8]) {
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("history.db"), data).expect("there is room");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("there are files").block_on(async {
        let (store, _) = Store::open(Some(folder.path()), at());
        for blog in store.list().await.unwrap_or_default() {
            let _ = store.export(&blog.key).await;
        }
        let key = "https://post.example/live/bridge";
        store
            .follow(key, key, at())
            .await
            .expect("it can be written to");
        let kept = store.load(key).await.expect("it can be read");
        assert!(kept.is_some());
        store.close().await.expect("it closes");
    });
}

/// Broken JSON in each place where it is read: JSON-LD, application state, a document.
pub fn lenient_json(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else {
        return;
    };
    let data = format!("<title>Live</title><script type=\"application/ld+json\">{text}</script>");
    let state = format!("<title>Live</title><script>window.state = {text};</script>");
    for (text, content_type) in [
        (text, "application/json"),
        (&data, "text/html"),
        (&state, "text/html"),
    ] {
        let _ = extract(&page(text.as_bytes(), Some(content_type), None));
    }
}

/// Any bytes as the answer of a platform: they are read within bounds, or refused.
pub fn platforms(data: &[u8]) {
    const BLOG: &str = "<!doctype html><title>Bridge: live</title><script>var liveblog_settings = {\"endpoint_url\":\
        \"https:\\/\\/post.example\\/wp-json\\/liveblog\\/v1\\/77\\/\",\"refresh_interval\":\"10\",\
        \"latest_entry_timestamp\":\"1754539901\",\"state\":\"enable\"};</script><h1>Bridge: live</h1>\
        <article id='1002'><time datetime='2025-08-07T04:02:00Z'></time><h3>Report</h3><p>The harbour office says that the pier \
        is safe.</p></article><article id='1001'><time datetime='2025-08-07T04:01:00Z'></time><h3>Report</h3><p>The harbour \
        office says that the pier is shut.</p></article>";
    let found = extract(&page(BLOG.as_bytes(), None, ADDRESS.as_ref()));
    let mut platform = found
        .expect("it is a live blog")
        .platform
        .expect("the page names its platform");
    if let Ok(answer) = platform.read(&page(data, None, ADDRESS.as_ref())) {
        let entries = answer.snapshot.map_or(0, |snapshot| snapshot.entries.len());
        assert!(entries <= 2_000);
    }
}

/// Any text as a recipe: it is refused with reasons, or read and tried on a page.
pub fn recipes(data: &[u8]) {
    const PAGE: &str = "<title>Live</title><h1>Live</h1><main><article id=u2><time datetime='2025-08-07T04:49:00Z'>06:49</time>\
        <h3>Bridge</h3><p class=text>The northern pier is closed until Sunday, says the harbour office.</p></article>\
        <article id=u1><time>06:41</time><h3>Ferries</h3><p>Ferries run twice as often as usual.</p></article></main>";
    let Ok(text) = str::from_utf8(data) else {
        return;
    };
    let recipe = match Recipe::parse("post.example", text) {
        Ok(recipe) => recipe,
        Err(problems) => return assert!(!problems.is_empty()),
    };
    let recipes: Recipes = [recipe].into_iter().collect();
    let page = page(PAGE.as_bytes(), Some("text/html"), ADDRESS.as_ref());
    let _ = extract_with(&page, &recipes);
}

/// Any text as the settings file: it is refused, or says the same when it is written again.
pub fn settings(data: &[u8]) {
    static FOLDER: LazyLock<TempDir> =
        LazyLock::new(|| tempfile::tempdir().expect("there is room"));
    let path = FOLDER.path().join("config.toml");
    let places = Places {
        config_file: Some(path.clone()),
        ..Places::default()
    };
    let load = |text: &[u8]| {
        fs::write(&path, text).expect("there is room");
        Config::load(&Global::default(), &|_| None, &places)
    };
    match load(data) {
        Ok(config) => assert_eq!(
            load(config.to_toml().as_bytes()).expect("it is ours"),
            config
        ),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Any text as a list to import: it is read or refused.
pub fn subscriptions(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else {
        return;
    };
    if let Ok(found) = addresses(text) {
        assert!(found.iter().map(String::len).sum::<usize>() <= text.len());
    }
}

/// Any text where a time is expected: in attributes, shown beside updates, before plain lines.
pub fn times(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else {
        return;
    };
    let mut marked = String::from("<html lang=en><title>Live blog</title><h1>Live updates</h1>");
    let mut plain = String::new();
    for (n, time) in text.lines().cycle().take(5).enumerate() {
        let words = "The northern pier is closed until Sunday after a ship struck it early.";
        let _ = write!(
            marked,
            "<article id=update-{n}><time datetime=\"{time}\">{time}</time><h2>{time}</h2><p>{time} {words}</p></article>"
        );
        let _ = writeln!(plain, "{time} {words}\n");
    }
    for (text, content_type) in [(&marked, "text/html"), (&plain, "text/plain")] {
        let _ = extract(&page(text.as_bytes(), Some(content_type), None));
    }
}
