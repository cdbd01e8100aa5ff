//! What the terminal is able to do beyond text, told by its environment.
//!
//! Nothing is asked of the terminal: some never answer, and a late answer would be taken for keys. A terminal that is not known
//! gets what every terminal can show.

/// Tells whether the terminal opens links told by OSC 8; others might show the addresses as text.
pub(super) fn opens_links(variable: impl Fn(&str) -> String) -> bool {
    // What these let through depends on their version, which cannot be seen from inside.
    if variable("TERM") == "dumb" || is_inside_another(&variable) {
        return false;
    }
    let has = |name: &str, known: &[&str]| {
        let value = variable(name);
        known.iter().any(|word| value.contains(word))
    };
    let set = [
        "KITTY_WINDOW_ID",
        "WEZTERM_PANE",
        "WT_SESSION",
        "KONSOLE_VERSION",
    ];
    set.iter().any(|name| !variable(name).is_empty())
        // Earlier ones than 0.50 have no hyperlinks, and the first of them crash.
        || variable("VTE_VERSION").parse().is_ok_and(|version: u32| version >= 5002)
        || has("TERM_PROGRAM", &["iTerm.app", "WezTerm", "ghostty", "vscode"])
        || has("TERM", &["kitty", "foot", "ghostty", "alacritty", "contour"])
}

/// Tells whether the terminal is shown by another program: tmux or screen.
fn is_inside_another(variable: &impl Fn(&str) -> String) -> bool {
    ["TMUX", "STY"]
        .iter()
        .any(|name| !variable(name).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment<'a>(variables: &'a [(&str, &str)]) -> impl Fn(&str) -> String + 'a {
        |name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map_or_else(String::new, |(_, value)| (*value).to_owned())
        }
    }

    #[test]
    fn only_terminals_that_are_known_to_open_links_get_them() {
        for known in [
            &[("TERM", "xterm-kitty")][..],
            &[("VTE_VERSION", "7600")],
            &[("TERM_PROGRAM", "WezTerm")],
            &[("WT_SESSION", "1")],
        ] {
            assert!(opens_links(environment(known)), "{known:?}");
        }
        for unknown in [
            &[("VTE_VERSION", "4000")][..],
            &[("TERM", "xterm-256color")],
            &[("TERM", "foot"), ("TMUX", "/tmp/tmux")],
            &[("TERM", "dumb"), ("WT_SESSION", "1")],
            &[("KITTY_WINDOW_ID", "")],
        ] {
            assert!(!opens_links(environment(unknown)), "{unknown:?}");
        }
    }
}
