//! What the screen looks like: the theme and the glyphs that fit the settings and the terminal.
//!
//! What the terminal says of itself in the environment is enough for the first frame, and the theme `terminal` fits any
//! palette; what it answers when it is asked for its background comes later, or never.

use std::ffi::OsString;

use super::abilities;
use crate::{
    config::{Charset, Config, ConfigError, Environment, Places, themes},
    model::Clean,
    ui::{Glyphs, Theme, background::Background, pictures::Graphics},
};

/// Finds the theme.
///
/// # Errors
/// Says that there is no theme of the name, or what is wrong with the reader's own.
pub(in crate::run) fn theme(
    config: &Config,
    environment: Environment,
    places: &Places,
    background: Option<Background>,
) -> Result<Theme, ConfigError> {
    let word = |name: &str| text(environment(name));
    let name = if has_no_colours(environment) {
        "plain"
    } else if let Some(name) = &config.theme {
        name
    } else {
        match background {
            Some(Background::Dark) => "dark",
            Some(Background::Light) => "light",
            None => by_background(&word("COLORFGBG")),
        }
    };
    let theme = themes::load(name, places)?;
    let theme = match word("COLORTERM").as_str() {
        "truecolor" | "24bit" => theme,
        _ => theme.in_256_colours(),
    };
    let hyperlinks = abilities::opens_links(word);
    let glyphs = glyphs(config, environment);
    Ok(theme.with(glyphs).with_hyperlinks(hyperlinks))
}

/// Tells whether there are to be no colours: `NO_COLOR` that is set and not empty wins over any theme (no-color.org).
fn has_no_colours(environment: Environment) -> bool {
    let word = |name: &str| text(environment(name));
    word("TERM") == "dumb" || !word("NO_COLOR").is_empty()
}

/// Names the themes that can be chosen.
pub(in crate::run) fn themes(environment: Environment, places: &Places) -> Vec<Clean> {
    if has_no_colours(environment) {
        return Vec::new();
    }
    let names = themes::names(places).into_iter();
    names.map(|name| Clean::line(&name)).collect()
}

/// Finds how pictures are shown, if at all; `cell` is the size of a cell in pixels, where the terminal tells it.
pub(in crate::run) fn graphics(
    config: &Config,
    environment: Environment,
    cell: Option<(u16, u16)>,
) -> Option<Graphics> {
    let only_ascii = glyphs(config, environment) == Glyphs::Ascii;
    let word = |name: &str| text(environment(name));
    abilities::graphics(config.pictures, only_ascii, cell, word)
}

/// Chooses by the settings, else by the locale.
fn glyphs(config: &Config, environment: Environment) -> Glyphs {
    let word = |name: &str| text(environment(name));
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].map(word);
    let locale = locale.iter().find(|value| !value.is_empty());
    let only_ascii = match config.glyphs {
        Charset::Unicode => false,
        Charset::Ascii => true,
        Charset::Auto => word("TERM") == "dumb" || locale.is_some_and(|locale| !is_utf8(locale)),
    };
    if only_ascii {
        Glyphs::Ascii
    } else {
        Glyphs::Unicode
    }
}

/// Tells whether the terminal is to be asked for its background: where that decides anything, and it is known to answer.
pub(in crate::run) fn asks_for_background(config: &Config, environment: Environment) -> bool {
    let word = |name: &str| text(environment(name));
    let decides = config.theme.is_none()
        && word("NO_COLOR").is_empty()
        && by_background(&word("COLORFGBG")) == "terminal";
    decides && abilities::tells_background(word)
}

/// Chooses by the background that some terminals tell as `COLORFGBG`, as in `15;0`: the palette's number of it comes
/// last.
fn by_background(colours: &str) -> &'static str {
    match colours.rsplit(';').next().map(str::parse::<u8>) {
        Some(Ok(7 | 9..=15)) => "light",
        Some(Ok(0..=6 | 8)) => "dark",
        _ => "terminal",
    }
}

fn is_utf8(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

fn text(value: Option<OsString>) -> String {
    value.map_or_else(String::new, |value| value.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(config: &Config, variables: &[(&str, &str)]) -> Theme {
        let environment = |name: &str| {
            let set = variables.iter().find(|(key, _)| *key == name);
            set.map(|(_, value)| OsString::from(value))
        };
        theme(config, &environment, &Places::default(), None).unwrap()
    }

    fn config(theme: Option<&str>, glyphs: Charset) -> Config {
        Config {
            theme: theme.map(str::to_owned),
            glyphs,
            ..Config::defaults(&Places::default())
        }
    }

    fn built_in(name: &str) -> Theme {
        Theme::built_in(name).unwrap()
    }

    #[test]
    fn the_theme_fits_what_the_environment_tells_of_the_terminal() {
        let auto = config(None, Charset::Auto);
        let rich = ("COLORTERM", "truecolor");
        for (variables, name) in [
            (&[rich][..], "terminal"),
            (&[rich, ("COLORFGBG", "15;0")], "dark"),
            (&[rich, ("COLORFGBG", "0;default;15")], "light"),
            (&[rich, ("COLORFGBG", "nonsense")], "terminal"),
            (&[rich, ("COLORFGBG", "15;0"), ("NO_COLOR", "1")], "plain"),
            (&[rich, ("NO_COLOR", "")], "terminal"),
        ] {
            assert_eq!(found(&auto, variables), built_in(name), "{variables:?}");
        }
        let light = config(Some("light"), Charset::Auto);
        assert_eq!(
            found(&light, &[rich, ("COLORFGBG", "15;0")]),
            built_in("light")
        );
        assert_eq!(found(&light, &[]), built_in("light").in_256_colours());
    }

    #[test]
    fn only_a_locale_that_is_not_utf_8_is_drawn_in_ascii() {
        let auto = config(Some("plain"), Charset::Auto);
        for (variables, glyphs) in [
            (&[][..], Glyphs::Unicode),
            (&[("LANG", "de_DE.UTF-8")], Glyphs::Unicode),
            (&[("LANG", "C.utf8")], Glyphs::Unicode),
            (&[("LANG", "de_DE.UTF-8"), ("LC_ALL", "C")], Glyphs::Ascii),
            (&[("LC_CTYPE", "en_GB.ISO8859-1")], Glyphs::Ascii),
            (&[("TERM", "dumb")], Glyphs::Ascii),
        ] {
            let expected = built_in("plain").with(glyphs);
            assert_eq!(found(&auto, variables), expected, "{variables:?}");
        }
        let own = config(Some("plain"), Charset::Unicode);
        let expected = built_in("plain").with(Glyphs::Unicode);
        assert_eq!(found(&own, &[("LANG", "C")]), expected);
    }
}
