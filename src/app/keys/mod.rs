//! The key table: dispatch, help, docs/keys.md and the reader's own bindings all come from it.

mod action;
mod common;
mod covering;
mod key;
mod keymap;
mod library;
mod press;
mod reader;
mod tables;

pub use action::{Action, Group};
pub use key::{Code, Key, UnknownKey};
pub use keymap::{Bindings, Keymap, Keys, Refusal};
pub(in crate::app) use press::Press;
pub use tables::{Scope, TABLES, Table};

/// One row of the table.
#[derive(Debug)]
pub struct Binding {
    /// What it does.
    pub action: Action,
    /// Its name in the configuration.
    pub name: &'static str,
    /// The keys, as they are written in the help and in the configuration; the first is the one to teach.
    pub keys: &'static [&'static str],
    /// What it does, for people.
    pub help: &'static str,
    /// Where it stands in the help.
    pub group: Group,
}

const fn row(
    group: Group,
    action: Action,
    name: &'static str,
    keys: &'static [&'static str],
    help: &'static str,
) -> Binding {
    Binding {
        action,
        name,
        keys,
        help,
        group,
    }
}

/// Returns the tables as Markdown, for docs/keys.md.
pub fn markdown() -> String {
    let row = |binding: &Binding| {
        let keys: Vec<String> = binding.keys.iter().map(|key| format!("`{key}`")).collect();
        format!("| {} | {} |\n", keys.join(" "), binding.help)
    };
    let table = |table: &Table| {
        let group = |group| table.rows.iter().filter(move |b| b.group == group).map(row);
        let rows: String = Group::ALL.into_iter().flat_map(group).collect();
        format!("| {} | what they do |\n|---|---|\n{rows}", table.title)
    };
    TABLES.iter().map(table).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_key_in_the_table_is_a_key_and_does_one_thing() {
        for table in TABLES.iter().map(|table| table.rows) {
            let mut seen = HashSet::new();
            for text in table.iter().flat_map(|binding| binding.keys) {
                let key: Key = text.parse().unwrap();
                assert_eq!(key.to_string(), *text, "a key is written as it is parsed");
                assert!(seen.insert(key), "{text} is bound twice");
            }
        }
    }

    #[test]
    fn every_action_stands_once_and_has_a_name_of_its_own() {
        for table in TABLES.iter().map(|table| table.rows) {
            let actions: HashSet<_> = table.iter().map(|b| b.action).collect();
            let names: HashSet<_> = table.iter().map(|b| b.name).collect();
            assert_eq!((actions.len(), names.len()), (table.len(), table.len()));
        }
    }

    #[test]
    fn no_section_of_the_settings_is_called_as_an_action_is() {
        let names: HashSet<_> = TABLES.iter().flat_map(|t| t.rows).map(|b| b.name).collect();
        for table in TABLES {
            assert!(!names.contains(table.section), "{}", table.section);
        }
    }

    #[test]
    fn escape_never_quits() {
        let esc: Key = "Esc".parse().unwrap();
        let keys = Keys::default();
        for table in TABLES {
            let action = keys.of(table.scope).action(esc);
            let action = action.or(keys.of(Scope::Line).action(esc).filter(|_| table.types));
            assert_eq!(action, Some(Action::Back), "{}", table.title);
        }
    }

    #[test]
    fn texts_that_name_no_key_are_refused() {
        for text in ["", "Ctrl-", "Enterr", "F0", "F99", "jj"] {
            assert!(text.parse::<Key>().is_err(), "{text:?}");
        }
    }
}
