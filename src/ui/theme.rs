//! What the parts of the screen look like.

use ratatui::style::{Color, Modifier, Style};

use crate::layout::{Ink, Role};

/// A style for every part. No state of an update is told by colour alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    pub(super) ground: Style,
    pub(super) strong: Style,
    pub(super) meta: Style,
    pub(super) ornament: Style,
    pub(super) live: Style,
    pub(super) waiting: Style,
    pub(super) failure: Style,
    pub(super) selection: Style,
    pub(super) mark: Style,
    pub(super) key: Style,
    pub(super) quote: Style,
    pub(super) caption: Style,
    pub(super) code: Style,
    pub(super) link: Style,
    pub(super) link_number: Style,
    /// The link that the cursor is on.
    pub(super) picked: Style,
    /// The letters that pick a link.
    pub(super) hint: Style,
    /// What was searched for; without colours it is also set in brackets where that moves nothing.
    pub(super) found: Style,
    pub(super) removed: Style,
    pub(super) added: Style,
    /// The terminal opens links itself.
    pub(super) hyperlinks: bool,
}

impl Theme {
    /// Uses no colour: bold, underline and the like only.
    #[must_use]
    pub fn plain() -> Self {
        let none = Style::new();
        let bold = none.add_modifier(Modifier::BOLD);
        let italic = none.add_modifier(Modifier::ITALIC);
        Self {
            ground: none,
            strong: bold,
            meta: none,
            ornament: none.add_modifier(Modifier::DIM),
            live: bold,
            waiting: none.add_modifier(Modifier::BOLD | Modifier::REVERSED),
            failure: bold,
            selection: bold,
            mark: bold,
            key: bold,
            quote: italic,
            caption: italic,
            code: none,
            link: none.add_modifier(Modifier::UNDERLINED),
            link_number: none,
            picked: none.add_modifier(Modifier::REVERSED),
            hint: bold.add_modifier(Modifier::REVERSED),
            found: none.add_modifier(Modifier::REVERSED),
            removed: none.add_modifier(Modifier::CROSSED_OUT),
            added: none.add_modifier(Modifier::UNDERLINED),
            hyperlinks: false,
        }
    }

    /// Says that the terminal opens links itself, told by OSC 8.
    #[must_use]
    pub fn with_hyperlinks(mut self, known: bool) -> Self {
        self.hyperlinks = known;
        self
    }

    /// Uses the terminal's own sixteen colours, so that it fits whatever palette the reader chose.
    #[must_use]
    pub fn terminal() -> Self {
        let plain = Self::plain();
        Self {
            meta: plain.meta.fg(Color::DarkGray),
            ornament: Style::new().fg(Color::DarkGray),
            live: plain.live.fg(Color::Red),
            waiting: plain.strong.fg(Color::Yellow),
            failure: Style::new().fg(Color::Red),
            selection: plain.selection.fg(Color::Cyan),
            mark: plain.mark.fg(Color::Yellow),
            key: Style::new().fg(Color::Cyan),
            caption: plain.caption.fg(Color::DarkGray),
            code: plain.code.fg(Color::Green),
            link: plain.link.fg(Color::Blue),
            link_number: plain.link_number.fg(Color::Blue),
            hint: plain.hint.fg(Color::Yellow),
            found: plain.found.fg(Color::Yellow),
            removed: plain.removed.fg(Color::Red),
            added: plain.added.fg(Color::Green),
            ..plain
        }
    }

    /// Returns the style of a run of an update's text.
    pub(super) fn ink(&self, ink: Ink, is_link: bool) -> Style {
        let mut style = match ink.role {
            Role::Text | Role::Embed => self.ground,
            Role::Headline | Role::Heading => self.strong,
            Role::Meta => self.meta,
            Role::Ornament => self.ornament,
            Role::Quote => self.quote,
            Role::Caption => self.caption,
            Role::Code => self.code,
            Role::LinkNumber => self.link_number,
            Role::Removed => self.removed,
            Role::Added => self.added,
        };
        if ink.emphasis.code {
            style = style.patch(self.code);
        }
        if is_link && ink.role != Role::LinkNumber {
            style = style.patch(self.link);
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
        style
    }
}
