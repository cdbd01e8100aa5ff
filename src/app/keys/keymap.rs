//! Which key does what on a screen: the keys of its table, and the reader's own in their place.

use std::collections::HashMap;

use super::{Action, Binding, Code, Key, TABLE};

/// Keys that the reader gave to actions by name; what is not named keeps the keys of its table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bindings {
    /// For every screen that has the action.
    pub everywhere: Vec<(&'static str, Vec<Key>)>,
    /// For the library alone; counts more there.
    pub library: Vec<(&'static str, Vec<Key>)>,
}

/// Which key does what on one screen.
#[derive(Debug, Clone)]
pub struct Keymap {
    table: &'static [Binding],
    /// The keys of each row of the table.
    keys: Vec<Vec<Key>>,
    actions: HashMap<Key, Action>,
}

/// Why a key may not be given to an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Escape closes what is open and does nothing else: the first byte of many keys is the same.
    Escape,
    /// In the reader, digits are the numbers of links.
    Digit,
}

impl Default for Keymap {
    fn default() -> Self {
        Self::new(TABLE, &[])
    }
}

impl Keymap {
    /// Takes the keys of a table, but the reader's `own` where there are any: these take keys away from others.
    pub fn new(table: &'static [Binding], own: &[(&'static str, Vec<Key>)]) -> Self {
        let own_keys = |name| own.iter().find(|(named, _)| *named == name);
        let taken: Vec<Key> = table
            .iter()
            .filter_map(|binding| own_keys(binding.name))
            .flat_map(|(_, keys)| keys.iter().copied())
            .collect();
        let keys: Vec<Vec<Key>> = table
            .iter()
            .map(|binding| match own_keys(binding.name) {
                Some((_, keys)) => keys.clone(),
                None => binding
                    .default_keys()
                    .filter(|key| !taken.contains(key))
                    .collect(),
            })
            .collect();
        let actions = table
            .iter()
            .zip(&keys)
            .flat_map(|(binding, keys)| keys.iter().map(|key| (*key, binding.action)))
            .collect();
        Self {
            table,
            keys,
            actions,
        }
    }

    /// Returns what a key does.
    pub fn action(&self, key: Key) -> Option<Action> {
        self.actions.get(&key).copied()
    }

    /// Tells whether a key works while text is typed, too: it types nothing itself, and what it does is for the
    /// program as a whole.
    pub fn works_always(&self, key: Key) -> bool {
        let action = self.action(key).filter(|_| !key.is_text());
        matches!(action, Some(Action::End | Action::Suspend | Action::Redraw))
    }

    /// Returns the key to teach for an action; nothing where it has none.
    pub fn taught(&self, action: Action) -> String {
        let row = self.rows().find(|(binding, _)| binding.action == action);
        row.and_then(|(_, keys)| keys.first())
            .map_or_else(String::new, Key::to_string)
    }

    /// Returns the rows of the table, each with its keys.
    pub fn rows(&self) -> impl Iterator<Item = (&'static Binding, &[Key])> {
        let keys = self.keys.iter().map(Vec::as_slice);
        self.table.iter().zip(keys)
    }
}

impl Bindings {
    /// Returns what counts in the library.
    pub fn of_library(&self) -> Vec<(&'static str, Vec<Key>)> {
        self.library
            .iter()
            .chain(&self.everywhere)
            .cloned()
            .collect()
    }
}

impl Binding {
    /// Returns the keys of the table.
    pub fn default_keys(&self) -> impl Iterator<Item = Key> {
        self.keys.iter().filter_map(|key| key.parse().ok())
    }

    /// Tells why a key may not be given to this action.
    pub fn refuses(&self, key: Key, in_reader: bool) -> Option<Refusal> {
        let bare = !key.ctrl && !key.alt;
        match key.code {
            Code::Esc if self.action != Action::Back => Some(Refusal::Escape),
            Code::Char('1'..='9') if bare && in_reader => Some(Refusal::Digit),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Key {
        text.parse().unwrap()
    }

    #[test]
    fn own_keys_stand_in_place_of_the_tables_and_take_them_from_others() {
        let own = [("next", vec![key("n"), key("k")]), ("help", Vec::new())];
        let keymap = Keymap::new(TABLE, &own);
        assert_eq!(keymap.action(key("n")), Some(Action::Down));
        assert_eq!(keymap.action(key("k")), Some(Action::Down));
        assert_eq!(keymap.action(key("j")), None);
        assert_eq!(keymap.action(key("Up")), Some(Action::Up));
        assert_eq!(keymap.taught(Action::Up), "Up");
        assert_eq!(keymap.taught(Action::Down), "n");
        assert_eq!(keymap.taught(Action::Help), "");
    }

    #[test]
    fn the_librarys_own_keys_count_more_there() {
        let bindings = Bindings {
            everywhere: vec![("next", vec![key("n")])],
            library: vec![("next", vec![key("w")])],
        };
        let keymap = Keymap::new(super::super::LIBRARY, &bindings.of_library());
        assert_eq!(keymap.action(key("w")), Some(Action::Down));
        assert_eq!(keymap.action(key("n")), None);
    }
}
