//! The settings as a file that explains them: the documented default file with what counts filled in.

use toml::{Table, Value};

use super::keys;
use crate::app::keys::{Binding, TABLES};

/// The documented default file.
const DEFAULT_FILE: &str = include_str!("../../assets/config.toml");

/// Writes settings in place of the examples of the default file; what has no value stays an example.
pub(super) fn fill(settings: &Table) -> String {
    let mut text = String::new();
    let mut section = Section::new(settings, "");
    let mut begun = 0;
    let end = |section: &Section| match section.keys {
        Some(table) => keys::document(&section.values, table),
        None => section.values.to_string(),
    };
    for line in DEFAULT_FILE.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            // The remark on a section stands above its heading and stays there.
            let remark = text.rfind("\n\n").map_or(begun, |at| at + 1).max(begun);
            text.insert_str(remark, &end(&section));
            section = Section::new(settings, name);
            text.push_str(line);
            begun = text.len() + 1;
        } else if let Some((name, remark)) = example(line) {
            match section.take(name) {
                Some(value) => text.extend([name, " = ", &value.to_string(), remark]),
                None => text.extend(["# ", line.trim_start_matches("# ")]),
            }
        } else {
            text.push_str(line);
        }
        text.push('\n');
    }
    text.push_str(&end(&section));
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
struct Section {
    values: Table,
    /// The key table, where the section is about one.
    keys: Option<&'static [Binding]>,
}

impl Section {
    fn new(settings: &Table, name: &str) -> Self {
        let mut parts = name.split('.').filter(|part| !part.is_empty());
        let table = parts.try_fold(settings, |table, part| table.get(part)?.as_table());
        let values = table.cloned().unwrap_or_default().into_iter();
        // Sections within it have headings of their own.
        Self {
            values: values.filter(|(_, value)| !value.is_table()).collect(),
            keys: name.strip_prefix("keys").and_then(|screen| {
                let screen = screen.strip_prefix('.').unwrap_or(screen);
                let mut tables = TABLES.iter().filter(|table| table.section == screen);
                Some(tables.next()?.rows)
            }),
        }
    }

    fn take(&mut self, name: &str) -> Option<Value> {
        self.values.remove(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_remark_on_a_section_stands_above_its_own_heading() {
        let text = fill(&Table::new());
        let above = |lines: &str, heading: &str| {
            let (before, _) = lines.split_once(&format!("\n{heading}\n")).unwrap();
            before.lines().last().unwrap_or_default().to_owned()
        };
        let headings = DEFAULT_FILE.lines().filter(|line| line.starts_with('['));
        for heading in headings {
            let wanted = above(DEFAULT_FILE, heading);
            if wanted.starts_with('#') {
                assert_eq!(above(&text, heading), wanted, "{heading}");
            }
        }
    }
}
