//! The `[keys]` section: keys for actions by name, and for one screen alone in its own section, as in `[keys.library]`.

use std::{collections::BTreeSet, rc::Rc};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{
    app::keys::{Action, Binding, Bindings, Key, Keymap, Refusal, Scope, TABLES, Table},
    suggestion::{self, Complaint},
};

/// Most keys of one action.
const KEYS: usize = 100;

/// What is wrong, with the byte at which it stands.
type Wrong = (usize, Complaint);

/// The actions that a section may name, each once.
struct Actions {
    /// The screen that the section is for; `None` for every one.
    screen: Option<&'static Table>,
    names: Rc<[&'static str]>,
}

impl Actions {
    fn of(screen: Option<&'static Table>) -> Self {
        let names: BTreeSet<&str> = rows(screen).map(|binding| binding.name).collect();
        Self {
            screen,
            names: names.into_iter().collect(),
        }
    }
}

/// Returns the rows that a section may name actions of.
fn rows(screen: Option<&'static Table>) -> impl Iterator<Item = &'static Binding> {
    let here = TABLES.iter().filter(move |table| match screen {
        Some(screen) => screen.scope == table.scope,
        None => !table.types,
    });
    here.flat_map(|table| table.rows)
}

/// An action's keys, each with the byte at which it stands.
struct Given {
    name: &'static str,
    keys: Vec<(Key, usize)>,
}

/// Reads the section.
///
/// # Errors
/// Names all that is wrong with it: no such action or key, a key given twice, one that an action must keep.
pub(super) fn take(value: &Spanned<DeValue>) -> Result<Bindings, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let Some(table) = value.get_ref().as_table() else {
        let what = "keys must be a section of actions, as in next = [\"j\", \"Down\"]";
        return Err(vec![(value.span().start, what.into())]);
    };
    let actions = Actions::of(None);
    let mut everywhere = Vec::new();
    let mut on: Vec<(&'static Table, Vec<Given>)> = Vec::new();
    for (key, value) in table {
        let section = |table: &&Table| table.section == key.get_ref().as_ref();
        if let Some(screen) = TABLES.iter().find(section) {
            match value.get_ref().as_table() {
                Some(rows) if rows.is_empty() => {}
                Some(rows) => on.push((screen, given_all(screen, rows, &mut wrong))),
                None => {
                    let what = format!("{} must be a section", screen.section);
                    wrong.push((value.span().start, what.into()));
                }
            }
        } else {
            everywhere.extend(given(key, value, &actions, &mut wrong));
        }
    }
    for screen in TABLES {
        let own = on.iter().filter(|(other, _)| other.scope == screen.scope);
        let own: Vec<&Given> = own.flat_map(|(_, given)| given).collect();
        let over = everywhere.iter().filter(|given: &&Given| {
            let again = |own: &&Given| own.name == given.name;
            !screen.types && !own.iter().any(again)
        });
        let here: Vec<&Given> = own.iter().copied().chain(over).collect();
        conflicts(screen.rows, &here, &mut wrong);
    }
    if !wrong.is_empty() {
        // A key that is wrong on several screens is one problem.
        wrong.sort();
        wrong.dedup();
        return Err(wrong);
    }
    let plain = |given: Vec<Given>| given.into_iter().map(|given| given.plain()).collect();
    let on = on.into_iter();
    Ok(Bindings {
        everywhere: plain(everywhere),
        on: on
            .map(|(screen, given)| (screen.scope, plain(given)))
            .collect(),
    })
}

impl Given {
    fn plain(&self) -> (&'static str, Vec<Key>) {
        (self.name, self.keys.iter().map(|(key, _)| *key).collect())
    }
}

/// Writes keys as the section that sets them.
pub(super) fn table(bindings: &Bindings) -> toml::Table {
    let section = |rows: &[(&'static str, Vec<Key>)]| -> toml::Table {
        let keys = |keys: &[Key]| keys.iter().map(Key::to_string).collect::<Vec<_>>();
        let rows = rows.iter();
        rows.map(|(name, own)| ((*name).to_owned(), keys(own).into()))
            .collect()
    };
    let mut table = section(&bindings.everywhere);
    for screen in TABLES.iter().filter(|screen| !screen.section.is_empty()) {
        let own = bindings
            .on
            .iter()
            .filter(|(scope, _)| *scope == screen.scope);
        let own: Vec<_> = own.flat_map(|(_, own)| own).cloned().collect();
        table.insert(screen.section.to_owned(), section(&own).into());
    }
    table
}

/// Writes every action of a key table with its keys: those that are set, and the others as remarks.
pub(super) fn document(own: &toml::Table, table: &'static [Binding]) -> String {
    let line = |binding: &Binding| {
        let name = binding.name;
        if let Some(keys) = own.get(name) {
            return format!("{name} = {keys}\n");
        }
        let keys: Vec<String> = binding.keys.iter().map(|key| (*key).to_owned()).collect();
        let keys = toml::Value::from(keys);
        format!("# {name} = {keys}  # {}\n", binding.help)
    };
    // What is set here for actions of the other screen alone counts, too.
    let mut rest = own.clone();
    rest.retain(|name, value| !value.is_table() && table.iter().all(|row| row.name != name));
    let lines: String = table.iter().map(line).collect();
    lines + &rest.to_string()
}

/// Reads the own section of a screen.
fn given_all(screen: &'static Table, table: &DeTable, wrong: &mut Vec<Wrong>) -> Vec<Given> {
    let actions = Actions::of(Some(screen));
    let rows = table.iter();
    rows.filter_map(|(key, value)| given(key, value, &actions, wrong))
        .collect()
}

/// Reads an action's keys, for one screen or for every one; what is wrong is added to `wrong`.
fn given(
    name: &Spanned<std::borrow::Cow<'_, str>>,
    value: &Spanned<DeValue>,
    actions: &Actions,
    wrong: &mut Vec<Wrong>,
) -> Option<Given> {
    let is_meant = |binding: &&Binding| binding.name == name.get_ref().as_ref();
    let Some(binding) = rows(actions.screen).find(is_meant) else {
        let what = suggestion::unknown("action", name.get_ref(), Rc::clone(&actions.names));
        wrong.push((name.span().start, what));
        return None;
    };
    let expected = format!(
        "{} must be keys in quotes, as in [\"j\", \"Down\"]",
        binding.name
    );
    // One key needs no list.
    let one = [(value.get_ref(), value.span().start)];
    let list: Vec<(&DeValue, usize)> = match value.get_ref().as_array() {
        Some(array) => array
            .iter()
            .map(|v| (v.get_ref(), v.span().start))
            .collect(),
        None => one.to_vec(),
    };
    if list.len() > KEYS {
        let what = format!("{} has more than {KEYS} keys", binding.name);
        wrong.push((value.span().start, what.into()));
        return None;
    }
    // On other screens, digits are keys as any other.
    let reader = TABLES.iter().filter(|table| table.scope == Scope::Reader);
    let mut reader = reader.flat_map(|table| table.rows);
    let in_reader = actions.screen.is_none() && reader.any(|b| b.name == binding.name);
    let mut keys: Vec<(Key, usize)> = Vec::new();
    for (value, at) in list {
        match value.as_str().map(str::parse::<Key>) {
            None => wrong.push((at, expected.clone().into())),
            Some(Err(_)) => wrong.push((at, no_key(value.as_str().unwrap_or_default()))),
            Some(Ok(key)) => match binding.refuses(key, in_reader) {
                Some(refusal) => wrong.push((at, refused(key, &refusal).into())),
                None if keys.iter().any(|(other, _)| *other == key) => {
                    wrong.push((at, format!("{key} is listed twice").into()));
                }
                None => keys.push((key, at)),
            },
        }
    }
    if keys.is_empty() && binding.action == Action::End {
        wrong.push((value.span().start, "end must keep a key".into()));
    }
    Some(Given {
        name: binding.name,
        keys,
    })
}

fn no_key(text: &str) -> Complaint {
    Complaint::Unknown {
        kind: "key",
        name: text.to_owned(),
        known: Key::names().into(),
        otherwise: Some("write a character, Ctrl-x, Alt-x, Enter, Tab, Up, PgDn or F1"),
    }
}

fn refused(key: Key, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Escape => {
            format!("{key} always closes what is open and cannot be bound to anything else")
        }
        Refusal::Digit => format!("{key} always opens a link and cannot be bound to anything else"),
    }
}

/// Finds keys that would do two things on a screen, and actions that would lose their only key.
fn conflicts(table: &'static [Binding], own: &[&Given], wrong: &mut Vec<Wrong>) {
    let here = |given: &&&Given| table.iter().any(|binding| binding.name == given.name);
    let own: Vec<&Given> = own.iter().filter(here).copied().collect();
    for (index, given) in own.iter().enumerate() {
        for (key, at) in &given.keys {
            let holds = |other: &&&Given| other.keys.iter().any(|(k, _)| k == key);
            if let Some(other) = own.iter().skip(index + 1).find(holds) {
                let (first, at) = match other.keys.iter().find(|(k, _)| k == key) {
                    Some((_, later)) if later > at => (given.name, *later),
                    _ => (other.name, *at),
                };
                wrong.push((at, format!("{key} is bound to {first} already").into()));
            }
        }
    }
    let plain: Vec<_> = own.iter().map(|given| given.plain()).collect();
    let keymap = Keymap::new(table, &plain);
    for (binding, keys) in keymap.rows() {
        let named = own.iter().any(|given| given.name == binding.name);
        if !keys.is_empty() || named {
            continue;
        }
        let mut lost = own.iter().flat_map(|given| &given.keys);
        let lost = lost.find(|(key, _)| binding.default_keys().any(|own| own == *key));
        if let Some((key, at)) = lost {
            let name = binding.name;
            let what = format!("{key} is the only key of {name}; give {name} another one as well");
            wrong.push((*at, what.into()));
        }
    }
}
