use ratatui::style::Color;

use super::*;

fn themes() -> impl Iterator<Item = (&'static str, Theme)> {
    let named = |name| (name, Theme::built_in(name).unwrap());
    Theme::names().into_iter().map(named)
}

fn looks(theme: &Theme) -> Vec<(&'static str, Style)> {
    let mut theme = theme.clone();
    let look = |(name, role): &(&'static str, Slot)| (*name, *role(&mut theme));
    ROLES.iter().map(look).collect()
}

#[test]
fn the_built_in_themes_are_right_and_name_every_role_themselves() {
    for (name, text) in BUILT_IN {
        let table: toml::Table = text.parse().unwrap();
        let mut names: Vec<&str> = table.keys().map(String::as_str).collect();
        let mut roles = ROLES.map(|(role, _)| role);
        names.sort_unstable();
        roles.sort_unstable();
        assert_eq!(names, roles, "{name}");
        assert_eq!(Theme::parse(text), Ok(Theme::built_in(name).unwrap()));
    }
}

#[test]
fn only_the_plain_theme_is_without_colours_and_it_is_wholly_so() {
    for (name, theme) in themes() {
        let coloured = |(_, style): &(_, Style)| style.fg.is_some() || style.bg.is_some();
        let any = looks(&theme).iter().any(coloured);
        assert_eq!(any, name != "plain", "{name}");
    }
}

#[test]
fn the_terminal_theme_keeps_to_the_terminals_own_colours() {
    for (role, style) in looks(&Theme::terminal()) {
        for colour in style.fg.into_iter().chain(style.bg) {
            assert!(
                !matches!(colour, Color::Rgb(..) | Color::Indexed(_)),
                "{role}"
            );
        }
    }
}

/// Relative luminance (WCAG 2.2).
fn luminance(colour: Color) -> f64 {
    let Color::Rgb(red, green, blue) = colour else {
        panic!("{colour} has no known luminance");
    };
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

#[test]
fn letters_stand_out_from_their_ground_as_accessibility_asks() {
    // 4.5 for text, 7 for the enhanced level, 2.5 for lines that are no words.
    for (name, least) in [("dark", 4.5), ("light", 4.5), ("high-contrast", 7.0)] {
        let theme = Theme::built_in(name).unwrap();
        for (role, style) in looks(&theme) {
            let letters = style.fg.or(theme.ground.fg).map(luminance).unwrap();
            let ground = style.bg.or(theme.ground.bg).map(luminance).unwrap();
            let ratio = (letters.max(ground) + 0.05) / (letters.min(ground) + 0.05);
            let least = if role == "faint" { least - 2.5 } else { least };
            assert!(ratio >= least, "{name}, {role}: {ratio:.2}");
        }
    }
}

#[test]
fn states_that_may_stand_side_by_side_differ_in_their_looks() {
    for (name, theme) in themes() {
        let states = [
            ("selected", theme.selection),
            ("new", theme.fresh),
            ("retracted", theme.retracted),
            ("text", theme.ground),
        ];
        for (index, (state, style)) in states.iter().enumerate() {
            for (other, look) in states.iter().skip(index + 1) {
                // Without colours the bar and the marks tell what is selected and what is new.
                let by_marks = name == "plain" && (*state, *other) == ("selected", "new");
                assert!(by_marks || style != look, "{name}: {state} and {other}");
            }
        }
    }
}

#[test]
fn reduced_themes_have_no_colours_of_sixteen_million() {
    for (name, theme) in themes() {
        let reduced = theme.in_256_colours();
        for (role, style) in looks(&reduced) {
            for colour in style.fg.into_iter().chain(style.bg) {
                assert!(!matches!(colour, Color::Rgb(..)), "{name}, {role}");
            }
        }
    }
}
