//! Any text: what comes out as clean drives no terminal and is clean already.

#![no_main]

use libfuzzer_sys::fuzz_target;
use newswire::model::Clean;

fuzz_target!(|text: &str| {
    for clean in [Clean::line, Clean::inline, Clean::preformatted] {
        let once = clean(text);
        let driving = |c: char| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!once.as_str().contains(driving));
        assert_eq!(clean(once.as_str()), once);
    }
});
