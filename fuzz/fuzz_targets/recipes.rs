//! Any text as a recipe: it is refused with reasons, or read and tried on a page.

#![no_main]

use chrono::DateTime;
use libfuzzer_sys::fuzz_target;
use newswire::{
    model::WebUrl,
    source::{Page, Recipe, Recipes, extract_with},
};

const PAGE: &str = "<title>Live</title><h1>Live</h1><main><article id=u2><time datetime='2025-08-07T04:49:00Z'>06:49</time>\
    <h3>Bridge</h3><p class=text>The northern pier is closed until Sunday, says the harbour office.</p></article>\
    <article id=u1><time>06:41</time><h3>Ferries</h3><p>Ferries run twice as often as usual.</p></article></main>";

fuzz_target!(|text: &str| {
    let recipe = match Recipe::parse("post.example", text) {
        Ok(recipe) => recipe,
        Err(problems) => return assert!(!problems.is_empty()),
    };
    let recipes: Recipes = [recipe].into_iter().collect();
    let address = WebUrl::parse("https://post.example/live/bridge").ok();
    let _ = extract_with(
        &Page {
            bytes: PAGE.as_bytes(),
            content_type: Some("text/html"),
            address: address.as_ref(),
            fetched_at: DateTime::from_timestamp(1_754_600_000, 0).unwrap_or_default(),
            saved: None,
            cancellation: None,
        },
        &recipes,
    );
});
