//! Any text as the settings file: it is refused, or says the same when it is written again.

#![no_main]

use std::{fs, sync::LazyLock};

use libfuzzer_sys::fuzz_target;
use newswire::{
    cli::Global,
    config::{Config, Places},
};
use tempfile::TempDir;

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().expect("there is room"));

fuzz_target!(|text: &str| {
    let path = FOLDER.path().join("config.toml");
    let places = Places {
        config_file: Some(path.clone()),
        ..Places::default()
    };
    let load = |text: &str| {
        fs::write(&path, text).expect("there is room");
        Config::load(&Global::default(), &|_| None, &places)
    };
    match load(text) {
        Ok(config) => assert_eq!(load(&config.to_toml()).expect("it is ours"), config),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
