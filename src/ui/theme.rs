//! What the parts of the screen look like.

use ratatui::style::{Color, Modifier, Style};

use crate::layout::{Ink, Role};

/// Styles for every part. No state of an update is told by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    coloured: bool,
}

impl Theme {
    /// Uses the terminal's own sixteen colours.
    #[must_use]
    pub fn terminal() -> Self {
        Self { coloured: true }
    }

    /// Uses no colour: bold, underline and the like only.
    #[must_use]
    pub fn plain() -> Self {
        Self { coloured: false }
    }

    fn colour(self, colour: Color) -> Style {
        if self.coloured {
            Style::new().fg(colour)
        } else {
            Style::new()
        }
    }

    pub(super) fn ground(self) -> Style {
        Style::new()
    }

    pub(super) fn meta(self) -> Style {
        self.colour(Color::DarkGray)
    }

    pub(super) fn ornament(self) -> Style {
        self.colour(Color::DarkGray)
    }

    pub(super) fn live(self) -> Style {
        self.colour(Color::Red).add_modifier(Modifier::BOLD)
    }

    pub(super) fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    pub(super) fn waiting(self) -> Style {
        self.colour(Color::Yellow).add_modifier(Modifier::BOLD)
    }

    pub(super) fn failure(self) -> Style {
        self.colour(Color::Red)
    }

    pub(super) fn selection(self) -> Style {
        self.colour(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    pub(super) fn mark(self) -> Style {
        self.colour(Color::Yellow)
    }

    pub(super) fn key(self) -> Style {
        self.colour(Color::Cyan)
    }

    /// Returns the style of a run of an update's text.
    pub(super) fn ink(self, ink: Ink, is_link: bool) -> Style {
        let mut style = match ink.role {
            Role::Text => Style::new(),
            Role::Headline | Role::Heading => self.strong(),
            Role::Meta | Role::Ornament => self.meta(),
            Role::Quote => Style::new().add_modifier(Modifier::ITALIC),
            Role::Caption => self.colour(Color::DarkGray).add_modifier(Modifier::ITALIC),
            Role::Embed => Style::new(),
            Role::Code => self.colour(Color::Green),
            Role::LinkNumber => self.colour(Color::Blue),
        };
        if is_link && ink.role != Role::LinkNumber {
            style = style
                .patch(self.colour(Color::Blue))
                .add_modifier(Modifier::UNDERLINED);
        }
        for (set, modifier) in [
            (ink.emphasis.strong, Modifier::BOLD),
            (ink.emphasis.emphasis, Modifier::ITALIC),
            (ink.emphasis.struck, Modifier::CROSSED_OUT),
        ] {
            if set {
                style = style.add_modifier(modifier);
            }
        }
        if ink.emphasis.code {
            style.patch(self.colour(Color::Green))
        } else {
            style
        }
    }
}
