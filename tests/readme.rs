//! The README tells the truth about what a program can know of itself.

use std::{fs, path::Path};

use newswire::app::keys;

const BEGIN: &str = "a test keeps it true -->\n";
const END: &str = "<!-- /keys -->";

/// Set to write the table instead of checking it.
const UPDATE: &str = "UPDATE_README";

#[test]
fn its_keys_are_those_of_the_key_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(BEGIN).unwrap();
    let (written, after) = rest.split_once(END).unwrap();
    let table = keys::markdown();
    if std::env::var_os(UPDATE).is_some() {
        fs::write(&path, format!("{before}{BEGIN}{table}{END}{after}")).unwrap();
    } else {
        assert_eq!(written, table, "run the test once with {UPDATE}=1");
    }
}
