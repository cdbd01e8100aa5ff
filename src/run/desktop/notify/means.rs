//! By what the reader is told here: what the settings say, else what terminal and desktop are known for.

use super::osc::Osc;
use crate::{
    config::AlertChannel,
    run::{settings, tui::abilities},
};

/// A way to tell somebody who looks elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::run) enum Means {
    /// The terminal shows a notification.
    Terminal(Osc),
    /// The desktop's service shows one.
    Desktop,
    /// The terminal rings.
    Bell,
}

/// What is known of where the program runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::run) struct Surroundings {
    /// What the terminal is known to take.
    pub(in crate::run) osc: Option<Osc>,
    /// The terminal is tmux.
    pub(in crate::run) tmux: bool,
    /// The reader is at the other end of ssh: a desktop on this machine is not theirs.
    pub(in crate::run) ssh: bool,
    /// There is a session bus.
    pub(in crate::run) bus: bool,
}

impl Surroundings {
    /// Looks around.
    pub(in crate::run) fn here() -> Self {
        let variable = |name: &str| {
            let value = settings::variable(name).unwrap_or_default();
            value.into_string().unwrap_or_default()
        };
        Self {
            osc: notifies(variable),
            tmux: !variable("TMUX").is_empty(),
            ssh: !variable("SSH_CONNECTION").is_empty(),
            bus: super::bus::is_there(),
        }
    }
}

/// Returns the sequence by which the terminal is known to show notifications; others show nothing, or its text.
fn notifies(variable: impl Fn(&str) -> String) -> Option<Osc> {
    let (term, program) = (variable("TERM"), variable("TERM_PROGRAM"));
    if term == "dumb" || abilities::is_inside_another(&variable) {
        return None;
    }
    let is = |name: &str| program == name || term.contains(name);
    if is("kitty") || !variable("KITTY_WINDOW_ID").is_empty() {
        Some(Osc::Kitty)
    } else if ["ghostty", "WezTerm", "foot", "contour"]
        .into_iter()
        .any(is)
        || !variable("WEZTERM_PANE").is_empty()
    {
        Some(Osc::Urxvt)
    } else if program == "iTerm.app" {
        Some(Osc::Iterm2)
    } else {
        None
    }
}

/// Chooses by what the reader is told; `None` where they want no alerts.
pub(in crate::run) fn choose(way: AlertChannel, around: Surroundings) -> Option<Means> {
    Some(match way {
        AlertChannel::Off => return None,
        AlertChannel::Bell => Means::Bell,
        AlertChannel::Desktop => Means::Desktop,
        AlertChannel::Osc99 => Means::Terminal(Osc::Kitty),
        AlertChannel::Osc777 => Means::Terminal(Osc::Urxvt),
        AlertChannel::Osc9 => Means::Terminal(Osc::Iterm2),
        AlertChannel::Auto => match around.osc {
            Some(osc) => Means::Terminal(osc),
            None if around.bus && !around.ssh => Means::Desktop,
            None => Means::Bell,
        },
    })
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
    fn only_terminals_that_are_known_to_show_notifications_get_them() {
        for (variables, expected) in [
            (&[("TERM", "xterm-kitty")][..], Some(Osc::Kitty)),
            (&[("TERM", "foot")], Some(Osc::Urxvt)),
            (
                &[("TERM_PROGRAM", "ghostty"), ("TERM", "xterm-ghostty")],
                Some(Osc::Urxvt),
            ),
            (&[("TERM_PROGRAM", "iTerm.app")], Some(Osc::Iterm2)),
            (&[("TERM", "xterm-kitty"), ("TMUX", "/tmp/t")], None),
            (&[("TERM", "xterm-256color"), ("VTE_VERSION", "7600")], None),
            (&[("TERM", "dumb")], None),
        ] {
            assert_eq!(notifies(environment(variables)), expected, "{variables:?}");
        }
    }

    #[test]
    fn what_the_terminal_shows_comes_first_and_a_bell_last() {
        let here = Surroundings::default();
        let bus = Surroundings { bus: true, ..here };
        let far = Surroundings { ssh: true, ..bus };
        let kitty = Surroundings {
            osc: Some(Osc::Kitty),
            ..far
        };
        for (way, around, expected) in [
            (AlertChannel::Auto, here, Some(Means::Bell)),
            (AlertChannel::Auto, bus, Some(Means::Desktop)),
            (AlertChannel::Auto, far, Some(Means::Bell)),
            (AlertChannel::Auto, kitty, Some(Means::Terminal(Osc::Kitty))),
            (AlertChannel::Desktop, kitty, Some(Means::Desktop)),
            (AlertChannel::Osc9, bus, Some(Means::Terminal(Osc::Iterm2))),
            (AlertChannel::Bell, kitty, Some(Means::Bell)),
            (AlertChannel::Off, kitty, None),
        ] {
            assert_eq!(choose(way, around), expected, "{way:?} {around:?}");
        }
    }
}
