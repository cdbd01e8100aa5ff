//! Says that something is not known, and what may be meant: one sentence for settings, keys and themes.

use crate::model::Clean;

/// Says that there is no such thing: the nearest known name where one is near, else all of them.
pub(crate) fn unknown(kind: &str, name: &str, known: &[&str]) -> String {
    let shown = Clean::line(name);
    match nearest(name, known) {
        Some(nearest) => format!("unknown {kind} {shown} (did you mean {nearest}?)"),
        None => format!("unknown {kind} {shown}; known are {}", known.join(", ")),
    }
}

/// Returns the known name that is nearest to what was written, where one is near; capitals do not count.
pub(crate) fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let lower: Vec<String> = known.iter().map(|known| known.to_lowercase()).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    let near = similar::get_close_matches(name.to_lowercase().as_str(), &lower, 1, 0.6);
    let near = near.first()?;
    let index = lower.iter().position(|known| known == near)?;
    known.get(index).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested_or_all_are_listed() {
        let known = ["PgDn", "PgUp", "Down"];
        assert_eq!(nearest("pgdm", &known), Some("PgDn"));
        assert_eq!(nearest("xyzzy", &known), None);
        assert_eq!(
            unknown("key", "donw", &known),
            "unknown key donw (did you mean Down?)"
        );
        assert_eq!(
            unknown("key", "xyzzy", &known),
            "unknown key xyzzy; known are PgDn, PgUp, Down"
        );
    }
}
