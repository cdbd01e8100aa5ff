//! A theme's text: TOML, one line a role, as in `link = "underline blue"`.

use std::rc::Rc;

use ratatui::style::{Modifier, Style};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{ROLES, Theme, colour};
use crate::{
    model::Clean,
    suggestion::{self, Complaint},
};

/// One thing that is wrong with a theme's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The byte at which it stands.
    pub at: usize,
    /// What is the matter.
    pub what: Complaint,
}

/// The key that names the theme whose looks count where the text says nothing.
const BASE: &str = "base";

/// What letters can be beside coloured.
const MODIFIERS: [(&str, Modifier); 6] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
    ("strike", Modifier::CROSSED_OUT),
];

/// Reads a theme; what it does not name is left as `theme` has it, or the base that it names, found by `base`.
pub(super) fn parse(
    text: &str,
    mut theme: Theme,
    base: impl Fn(&str) -> Option<Theme>,
) -> Result<Theme, Vec<Fault>> {
    let table = DeTable::parse(text).map_err(|error| {
        let what = format!("this is not TOML, {}", Clean::line(error.message()));
        let at = error.span().map_or(0, |span| span.start);
        let what = what.into();
        vec![Fault { at, what }]
    })?;
    let roles: Rc<[&str]> = ROLES.iter().map(|(role, _)| *role).collect();
    let mut faults = Vec::new();
    if let Some(value) = table.get_ref().get(BASE) {
        match named(value.get_ref(), &base) {
            Ok(found) => theme = found,
            Err(what) => faults.push(fault(value, what)),
        }
    }
    for (key, value) in table.get_ref() {
        let name = key.get_ref().as_ref();
        if name == BASE {
            continue;
        }
        let Some((_, role)) = ROLES.iter().find(|(role, _)| *role == name) else {
            let what = suggestion::unknown("role", name, Rc::clone(&roles));
            faults.push(Fault {
                at: key.span().start,
                what,
            });
            continue;
        };
        let expected = || format!("{name} must be words in quotes, as in \"bold cyan\"").into();
        let style = value.get_ref().as_str().ok_or_else(expected).and_then(look);
        match style {
            Ok(style) => *role(&mut theme) = style,
            Err(what) => faults.push(fault(value, what)),
        }
    }
    faults.sort_by_key(|fault| fault.at);
    if faults.is_empty() {
        Ok(theme)
    } else {
        Err(faults)
    }
}

fn fault(value: &Spanned<DeValue>, what: Complaint) -> Fault {
    let at = value.span().start;
    Fault { at, what }
}

fn named(value: &DeValue, base: impl Fn(&str) -> Option<Theme>) -> Result<Theme, Complaint> {
    let name = value.as_str();
    let name = name.ok_or("base must be a theme's name in quotes")?;
    base(name).ok_or_else(|| suggestion::unknown("built-in theme", name, Theme::names()))
}

/// Reads a look: modifiers, a colour, and after `on` the colour behind the letters.
fn look(text: &str) -> Result<Style, Complaint> {
    let mut style = Style::new();
    let mut behind = false;
    for word in text.split_whitespace() {
        if let Some((_, modifier)) = MODIFIERS.iter().find(|(name, _)| *name == word) {
            style = style.add_modifier(*modifier);
        } else if word == "on" && !behind {
            behind = true;
            continue;
        } else if let Some(colour) = colour::parse(word) {
            let taken = if behind { style.bg } else { style.fg };
            if taken.is_some() {
                return Err(format!("{} is a colour too many", Clean::line(word)).into());
            }
            style = if behind {
                style.bg(colour)
            } else {
                style.fg(colour)
            };
        } else {
            let modifiers = MODIFIERS.iter().map(|(name, _)| *name);
            let names = colour::NAMES.iter().map(|(name, _)| *name);
            let known: Rc<[&str]> = modifiers.chain(names).chain(["on"]).collect();
            let unknown = suggestion::unknown("colour or style", word, known);
            return Err(format!("{unknown}; a colour may also be 0 to 255 or #rrggbb").into());
        }
        if behind && style.bg.is_none() {
            return Err("a colour must follow on".into());
        }
    }
    if behind && style.bg.is_none() {
        return Err("a colour must follow on".into());
    }
    Ok(style)
}

#[cfg(test)]
mod tests {
    use ratatui::style::Color;

    use super::*;

    fn faults(text: &str) -> Vec<(usize, String)> {
        let faults = Theme::parse(text).unwrap_err();
        faults
            .into_iter()
            .map(|f| (f.at, f.what.to_string()))
            .collect()
    }

    #[test]
    fn a_look_is_modifiers_and_colours() {
        let style = look("bold cyan  underline on #102030").unwrap();
        let expected = Style::new().fg(Color::Cyan).bg(Color::Rgb(16, 32, 48));
        let expected = expected.add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
        assert_eq!(style, expected);
        assert_eq!(look(""), Ok(Style::new()));
    }

    #[test]
    fn a_theme_changes_what_it_names_of_its_base() {
        let theme = Theme::parse("base = \"dark\"\nlink = \"208\"\n").unwrap();
        let dark = Theme::built_in("dark").unwrap();
        assert_eq!(theme.link, Style::new().fg(Color::Indexed(208)));
        assert_eq!(
            Theme {
                link: dark.link,
                ..theme
            },
            dark
        );
    }

    #[test]
    fn what_is_wrong_is_named_where_it_stands() {
        let told = faults("lnk = \"red\"\ntext = 3\nlink = \"bould\"\nquote = \"red on\"\n");
        let places: Vec<usize> = told.iter().map(|(at, _)| *at).collect();
        assert_eq!(places, [0, 19, 28, 44]);
        assert_eq!(told[0].1, "unknown role lnk (did you mean link?)");
        assert!(told[1].1.starts_with("text must be words in quotes"));
        assert!(told[2].1.contains("did you mean bold?"), "{}", told[2].1);
        assert_eq!(told[3].1, "a colour must follow on");
        assert_eq!(
            faults("base = \"drak\"")[0].1,
            "unknown built-in theme drak (did you mean dark?)"
        );
        assert!(faults("link = \"red blue\"")[0].1.contains("too many"));
        assert!(faults("= 1")[0].1.starts_with("this is not TOML"));
    }
}
