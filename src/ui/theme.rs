//! What the parts of the screen look like.
//!
//! A theme names roles, not widgets: what a thing is to the reader decides how it looks, wherever it stands. All
//! themes are texts of the same form, the built-in ones in `assets/themes`.

pub(super) mod colour;
mod parse;

use ratatui::style::{Modifier, Style};

pub use parse::Fault;

use super::glyphs::Glyphs;
use crate::layout::{Ink, Role};

/// A style for every role. No state of an update is told by colour alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Theme {
    pub(super) ground: Style,
    pub(super) strong: Style,
    pub(super) meta: Style,
    pub(super) ornament: Style,
    pub(super) live: Style,
    pub(super) waiting: Style,
    pub(super) failure: Style,
    pub(super) selection: Style,
    /// What lies behind what is selected.
    pub(super) selected_row: Style,
    pub(super) unread: Style,
    /// What lies on an update while it is lit.
    pub(super) fresh: Style,
    pub(super) edited: Style,
    pub(super) retracted: Style,
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
    /// What marks and lines are drawn with.
    pub(super) glyphs: Glyphs,
    /// The terminal opens links itself.
    pub(super) hyperlinks: bool,
}

type Slot = fn(&mut Theme) -> &mut Style;

/// What each role is called in the text of a theme.
const ROLES: [(&str, Slot); 25] = [
    ("text", |theme| &mut theme.ground),
    ("heading", |theme| &mut theme.strong),
    ("muted", |theme| &mut theme.meta),
    ("faint", |theme| &mut theme.ornament),
    ("accent", |theme| &mut theme.key),
    ("mark", |theme| &mut theme.mark),
    ("selected", |theme| &mut theme.selection),
    ("selected-row", |theme| &mut theme.selected_row),
    ("unread", |theme| &mut theme.unread),
    ("new", |theme| &mut theme.fresh),
    ("edited", |theme| &mut theme.edited),
    ("retracted", |theme| &mut theme.retracted),
    ("live", |theme| &mut theme.live),
    ("waiting", |theme| &mut theme.waiting),
    ("failure", |theme| &mut theme.failure),
    ("link", |theme| &mut theme.link),
    ("link-number", |theme| &mut theme.link_number),
    ("quote", |theme| &mut theme.quote),
    ("caption", |theme| &mut theme.caption),
    ("code", |theme| &mut theme.code),
    ("picked", |theme| &mut theme.picked),
    ("hint", |theme| &mut theme.hint),
    ("found", |theme| &mut theme.found),
    ("removed", |theme| &mut theme.removed),
    ("added", |theme| &mut theme.added),
];

/// The built-in themes with their texts.
const BUILT_IN: [(&str, &str); 5] = [
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    (
        "high-contrast",
        include_str!("../../assets/themes/high-contrast.toml"),
    ),
    (
        "terminal",
        include_str!("../../assets/themes/terminal.toml"),
    ),
    ("plain", include_str!("../../assets/themes/plain.toml")),
];

impl Theme {
    /// Returns the names of the built-in themes.
    pub fn names() -> [&'static str; 5] {
        BUILT_IN.map(|(name, _)| name)
    }

    /// Returns the style of a publisher's name in a merged timeline, by its number among the live blogs. There are a
    /// few colours, which come again; the name itself tells who it is.
    pub(super) fn publisher(&self, number: usize) -> Style {
        let styles = [
            self.link,
            self.mark,
            self.live,
            self.edited,
            self.unread,
            self.key,
        ];
        let style = styles
            .get(number % styles.len())
            .copied()
            .unwrap_or_default();
        Style {
            fg: style.fg,
            ..Style::default()
        }
        .add_modifier(Modifier::BOLD)
    }

    /// Returns a built-in theme.
    pub fn built_in(name: &str) -> Option<Self> {
        let (_, text) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
        // None of them has a base; a test holds them to that and to being right.
        parse::parse(text, Self::default(), |_| None).ok()
    }

    /// Reads a theme of the reader's own.
    ///
    /// # Errors
    /// Names all that is wrong with it, in the order of the text.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        // What a text without a base leaves out looks as it does in the terminal's own colours.
        parse::parse(text, Self::terminal(), Self::built_in)
    }

    /// Uses no colour: bold, underline and the like only.
    #[must_use]
    pub fn plain() -> Self {
        Self::built_in("plain").unwrap_or_default()
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
        Self::built_in("terminal").unwrap_or_default()
    }

    /// Replaces colours of the form `#rrggbb` by the nearest that a terminal of 256 colours has.
    #[must_use]
    pub fn in_256_colours(mut self) -> Self {
        for (_, role) in ROLES {
            let style = role(&mut self);
            style.fg = style.fg.map(colour::reduced);
            style.bg = style.bg.map(colour::reduced);
        }
        self
    }

    /// Draws with these glyphs.
    #[must_use]
    pub fn with(mut self, glyphs: Glyphs) -> Self {
        self.glyphs = glyphs;
        self
    }

    /// Returns the style of the bar beside what is selected: half a cell, which stays on its side.
    pub(super) fn bar(&self) -> Style {
        self.selection.remove_modifier(Modifier::REVERSED)
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

#[cfg(test)]
mod tests;
