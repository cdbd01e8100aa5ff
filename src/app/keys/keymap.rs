//! Which key does what on a screen: the keys of its table, and the reader's own in their place.

use std::collections::HashMap;

use super::{
    Action, Binding, Code, Key, Scope,
    tables::{TABLES, Table},
};

/// An action's name with the keys that the reader gave it.
pub type Own = (&'static str, Vec<Key>);

/// Keys that the reader gave to actions by name; what is not named keeps the keys of its table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bindings {
    /// For every screen that has the action and where characters are no text.
    pub everywhere: Vec<Own>,
    /// For one screen; counts more there.
    pub on: Vec<(Scope, Vec<Own>)>,
}

/// Which key does what, on every screen.
#[derive(Debug)]
pub struct Keys {
    reader: Keymap,
    others: Vec<(Scope, Keymap)>,
}

impl Default for Keys {
    fn default() -> Self {
        Self::new(&Bindings::default())
    }
}

impl Keys {
    /// Takes the keys of the tables, but the reader's own where there are any.
    pub fn new(own: &Bindings) -> Self {
        let keymap = |table: &'static Table| Keymap::new(table.rows, &own.of(table));
        let maps = TABLES.iter().map(|table| (table.scope, keymap(table)));
        let (mut reader, others): (Vec<_>, _) =
            maps.partition(|(scope, _)| *scope == Scope::Reader);
        Self {
            reader: reader
                .pop()
                .map_or_else(|| Keymap::new(&[], &[]), |(_, map)| map),
            others,
        }
    }

    /// Returns which key does what on a screen.
    pub fn of(&self, scope: Scope) -> &Keymap {
        let other = self.others.iter().find(|(other, _)| *other == scope);
        other.map_or(&self.reader, |(_, map)| map)
    }

    /// Returns what a key does whatever is on the screen: it types nothing itself, and what it does is for the program
    /// as a whole.
    pub fn always(&self, key: Key) -> Option<Action> {
        let action = self.reader.action(key).filter(|_| !key.is_text());
        action.filter(|action| matches!(action, Action::End | Action::Suspend | Action::Redraw))
    }
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

    /// Returns the key to teach for an action; nothing where it has none.
    pub fn taught(&self, action: Action) -> String {
        let first = self.keys(action).first();
        first.map_or_else(String::new, Key::to_string)
    }

    /// Returns the keys of an action, the one to teach first.
    pub fn keys(&self, action: Action) -> &[Key] {
        let row = self.rows().find(|(binding, _)| binding.action == action);
        row.map_or(&[], |(_, keys)| keys)
    }

    /// Returns the rows of the table, each with its keys.
    pub fn rows(&self) -> impl Iterator<Item = (&'static Binding, &[Key])> {
        let keys = self.keys.iter().map(Vec::as_slice);
        self.table.iter().zip(keys)
    }
}

impl Bindings {
    /// Returns what counts on the screen of a table.
    pub fn of(&self, table: &Table) -> Vec<Own> {
        let on = self.on.iter().filter(|(scope, _)| *scope == table.scope);
        let everywhere = self.everywhere.iter().filter(|_| !table.types);
        on.flat_map(|(_, own)| own)
            .chain(everywhere)
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

    fn keys(everywhere: Vec<Own>, on: Vec<(Scope, Vec<Own>)>) -> Keys {
        Keys::new(&Bindings { everywhere, on })
    }

    #[test]
    fn own_keys_stand_in_place_of_the_tables_and_take_them_from_others() {
        let own = vec![("next", vec![key("n"), key("k")]), ("help", Vec::new())];
        let keys = keys(own, Vec::new());
        let keymap = keys.of(Scope::Reader);
        assert_eq!(keymap.action(key("n")), Some(Action::Down));
        assert_eq!(keymap.action(key("k")), Some(Action::Down));
        assert_eq!(keymap.action(key("j")), None);
        assert_eq!(keymap.action(key("Up")), Some(Action::Up));
        assert_eq!(keymap.taught(Action::Up), "Up");
        assert_eq!(keymap.taught(Action::Down), "n");
        assert_eq!(keymap.taught(Action::Help), "");
    }

    #[test]
    fn the_own_keys_of_a_screen_count_more_there() {
        let keys = keys(
            vec![("next", vec![key("n")])],
            vec![(Scope::Library, vec![("next", vec![key("w")])])],
        );
        assert_eq!(keys.of(Scope::Library).action(key("w")), Some(Action::Down));
        assert_eq!(keys.of(Scope::Library).action(key("n")), None);
        assert_eq!(keys.of(Scope::Reader).action(key("n")), Some(Action::Down));
    }

    #[test]
    fn where_characters_are_text_the_keys_of_every_screen_do_not_count() {
        let keys = keys(vec![("next", vec![key("n")])], Vec::new());
        assert_eq!(keys.of(Scope::Chooser).action(key("n")), None);
        assert_eq!(
            keys.of(Scope::Chooser).action(key("Down")),
            Some(Action::Down)
        );
    }
}
