//! What is the matter with words that a reader wrote, and what may be meant: one sentence for settings, keys and
//! themes.

use std::{fmt, rc::Rc};

use crate::model::Clean;

/// How many problems with one text are told in full. Looking for what may be meant costs far more than reading.
const MOST_TOLD: usize = 100;

/// What is the matter, without a full stop. What may be meant is looked for only when it is told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Complaint {
    /// These words.
    Said(String),
    /// There is no such thing.
    Unknown {
        /// What it should be one of, in the singular.
        kind: &'static str,
        /// What was written.
        name: String,
        /// What there is.
        known: Rc<[&'static str]>,
        /// What to say where nothing that is known is near; `None` names all of it.
        otherwise: Option<&'static str>,
    },
}

/// Says that there is no such thing: the nearest known name where one is near, else all of them.
pub(crate) fn unknown(
    kind: &'static str,
    name: &str,
    known: impl Into<Rc<[&'static str]>>,
) -> Complaint {
    Complaint::Unknown {
        kind,
        name: name.to_owned(),
        known: known.into(),
        otherwise: None,
    }
}

/// Says of one of several names that are not known in advance that there is no such thing.
pub(crate) fn of_names(kind: &str, name: &str, known: &[String]) -> String {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    sentence(kind, name, &known, None)
}

fn sentence(kind: &str, name: &str, known: &[&str], otherwise: Option<&str>) -> String {
    let shown = Clean::line(name);
    match (nearest(name, known), otherwise) {
        (Some(nearest), _) => format!("unknown {kind} {shown} (did you mean {nearest}?)"),
        (None, Some(otherwise)) => format!("unknown {kind} {shown}; {otherwise}"),
        (None, None) => format!("unknown {kind} {shown}; known are {}", known.join(", ")),
    }
}

/// Returns the first problems of a text, each with its byte, in the order of the text, and how many more there are.
pub(crate) fn first<P>(mut problems: Vec<(usize, P)>) -> (Vec<(usize, P)>, usize) {
    problems.sort_by_key(|(byte, _)| *byte);
    let more = problems.len().saturating_sub(MOST_TOLD);
    problems.truncate(MOST_TOLD);
    (problems, more)
}

impl From<String> for Complaint {
    fn from(words: String) -> Self {
        Self::Said(words)
    }
}

impl From<&str> for Complaint {
    fn from(words: &str) -> Self {
        Self::Said(words.to_owned())
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Said(words) => f.write_str(words),
            Self::Unknown {
                kind,
                name,
                known,
                otherwise,
            } => f.write_str(&sentence(kind, name, known, *otherwise)),
        }
    }
}

/// Returns the known name that is nearest to what was written, where one is near; capitals do not count.
fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let lower: Vec<String> = known.iter().map(|known| known.to_lowercase()).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    let near = similar::get_close_matches(name.to_lowercase().as_str(), &lower, 1, 0.6);
    let near = near.first()?;
    let index = lower.iter().position(|known| known == near)?;
    known.get(index).copied().filter(|known| *known != name)
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
            unknown("key", "donw", known).to_string(),
            "unknown key donw (did you mean Down?)"
        );
        assert_eq!(
            unknown("key", "xyzzy", known).to_string(),
            "unknown key xyzzy; known are PgDn, PgUp, Down"
        );
    }

    #[test]
    fn of_many_problems_the_first_are_told_and_the_others_counted() {
        let problems = (0..250).rev().map(|byte| (byte, ())).collect();
        let (told, more) = first(problems);
        assert_eq!((told.len(), more), (100, 150));
        assert_eq!((told[0].0, told[99].0), (0, 99));
    }
}
