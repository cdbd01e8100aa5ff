//! The settings as a file that explains them: the documented default file with what counts filled in.

use toml::{Table, Value};

/// The documented default file.
const DEFAULT_FILE: &str = include_str!("../../assets/config.toml");

/// Writes settings in place of the examples of the default file; what has no value stays an example.
pub(super) fn fill(settings: &Table) -> String {
    let mut text = String::new();
    let mut section = Section::new(settings, "");
    for line in DEFAULT_FILE.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            text.push_str(&section.rest());
            section = Section::new(settings, name);
            text.push_str(line);
        } else if let Some((name, remark)) = example(line) {
            match section.take(name) {
                Some(value) => text.push_str(&format!("{name} = {value}{remark}")),
                None => text.push_str(&format!("# {}", line.trim_start_matches("# "))),
            }
        } else {
            text.push_str(line);
        }
        text.push('\n');
    }
    text.push_str(&section.rest());
    text
}

/// Returns the name of a setting and the remark behind it, where a line sets one or shows how to.
fn example(line: &str) -> Option<(&str, &str)> {
    let line = line.strip_prefix("# ").unwrap_or(line);
    let (name, value) = line.split_once(" = ")?;
    let is_name = |c: char| c.is_ascii_lowercase() || matches!(c, '-' | '_');
    let remark = value.find("  # ").and_then(|at| value.get(at..));
    name.chars()
        .all(is_name)
        .then_some((name, remark.unwrap_or_default()))
}

/// The settings of one section that are still to be written.
struct Section(Table);

impl Section {
    fn new(settings: &Table, name: &str) -> Self {
        let parts = name.split('.').filter(|part| !part.is_empty());
        let table = parts.fold(Some(settings), |table, part| table?.get(part)?.as_table());
        let values = table.cloned().unwrap_or_default().into_iter();
        // Sections within it have headings of their own.
        Self(values.filter(|(_, value)| !value.is_table()).collect())
    }

    fn take(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name)
    }

    /// Writes what has no example.
    fn rest(&self) -> String {
        self.0.to_string()
    }
}
