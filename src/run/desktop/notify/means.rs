//! By what the reader is told here: what the settings say, else what terminal and desktop are known for.

use super::osc::Osc;
use crate::{
    config::Way,
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
            osc: abilities::notifies(variable),
            tmux: !variable("TMUX").is_empty(),
            ssh: !variable("SSH_CONNECTION").is_empty(),
            bus: super::bus::is_there(),
        }
    }
}

/// Chooses by what the reader is told; `None` where they want no alerts.
pub(in crate::run) fn choose(way: Way, around: &Surroundings) -> Option<Means> {
    Some(match way {
        Way::Off => return None,
        Way::Bell => Means::Bell,
        Way::Desktop => Means::Desktop,
        Way::Osc99 => Means::Terminal(Osc::Kitty),
        Way::Osc777 => Means::Terminal(Osc::Urxvt),
        Way::Osc9 => Means::Terminal(Osc::Iterm2),
        Way::Auto => match around.osc {
            Some(osc) => Means::Terminal(osc),
            None if around.bus && !around.ssh => Means::Desktop,
            None => Means::Bell,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
            (Way::Auto, here, Some(Means::Bell)),
            (Way::Auto, bus, Some(Means::Desktop)),
            (Way::Auto, far, Some(Means::Bell)),
            (Way::Auto, kitty, Some(Means::Terminal(Osc::Kitty))),
            (Way::Desktop, kitty, Some(Means::Desktop)),
            (Way::Osc9, bus, Some(Means::Terminal(Osc::Iterm2))),
            (Way::Bell, kitty, Some(Means::Bell)),
            (Way::Off, kitty, None),
        ] {
            assert_eq!(choose(way, &around), expected, "{way:?} {around:?}");
        }
    }
}
