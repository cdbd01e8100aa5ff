//! What the terminal is able to do beyond text, told by its environment.
//!
//! Nothing is asked of the terminal here: some never answer. A terminal that is not known
//! gets what every terminal can show.

use crate::{
    config::PictureChoice,
    ui::pictures::{Graphics, Protocol},
};

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

/// Tells whether the terminal answers when it is asked for its background (OSC 11).
pub(super) fn tells_background(variable: impl Fn(&str) -> String) -> bool {
    let is_xterm = !variable("XTERM_VERSION").is_empty();
    // Those that open links are of an age to know this question, too.
    is_xterm && !is_inside_another(&variable) || opens_links(&variable)
}

/// Finds how pictures are shown; `cell` is the size of a cell in pixels, where the terminal tells it. `None` where they
/// are not shown: by choice, or because their words are all that the terminal has room for.
pub(super) fn graphics(
    choice: PictureChoice,
    only_ascii: bool,
    cell: Option<(u16, u16)>,
    variable: impl Fn(&str) -> String,
) -> Option<Graphics> {
    if choice == PictureChoice::Off || only_ascii || variable("TERM") == "dumb" {
        return None;
    }
    let wanted = match choice {
        // What another program draws through knows nothing of pictures.
        _ if is_inside_another(&variable) => Protocol::Blocks,
        PictureChoice::Kitty => Protocol::Kitty,
        PictureChoice::Iterm2 => Protocol::Iterm2,
        PictureChoice::Sixel => Protocol::Sixel,
        PictureChoice::Blocks => Protocol::Blocks,
        PictureChoice::Auto | PictureChoice::Off => known(&variable),
    };
    // These two are drawn in pixels, and so many of them as a cell has.
    let blind = cell.is_none() && matches!(wanted, Protocol::Iterm2 | Protocol::Sixel);
    if wanted != Protocol::Blocks && !blind {
        return Some(Graphics::new(wanted, cell));
    }
    let blocks = Graphics::new(Protocol::Blocks, None);
    match variable("COLORTERM").as_str() {
        _ if !variable("NO_COLOR").is_empty() => None,
        "truecolor" | "24bit" => Some(blocks),
        _ if variable("TERM").contains("256color") => Some(blocks.in_256_colours()),
        _ if choice == PictureChoice::Blocks => Some(blocks.in_256_colours()),
        _ => None,
    }
}

/// Returns the graphics that a terminal is known to have.
fn known(variable: &impl Fn(&str) -> String) -> Protocol {
    let (term, program) = (variable("TERM"), variable("TERM_PROGRAM"));
    let is_kitty = ["kitty", "ghostty"].iter().any(|word| term.contains(word));
    if is_kitty || program == "ghostty" || !variable("KITTY_WINDOW_ID").is_empty() {
        Protocol::Kitty
    } else if ["iTerm.app", "WezTerm", "mintty"].contains(&program.as_str()) {
        Protocol::Iterm2
    } else if ["foot", "mlterm", "contour"]
        .iter()
        .any(|word| term.starts_with(word))
    {
        Protocol::Sixel
    } else {
        Protocol::Blocks
    }
}

/// Tells whether the terminal is shown by another program: tmux or screen.
pub(in crate::run) fn is_inside_another(variable: &impl Fn(&str) -> String) -> bool {
    let set = ["TMUX", "STY"]
        .iter()
        .any(|name| !variable(name).is_empty());
    let term = variable("TERM");
    set || variable("TERM_PROGRAM") == "tmux"
        || ["tmux", "screen"].iter().any(|word| term.starts_with(word))
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

    #[test]
    fn pictures_are_shown_as_the_terminal_is_known_to() {
        let cell = Some((9, 18));
        let auto = |variables: &[(&str, &str)], cell| {
            graphics(PictureChoice::Auto, false, cell, environment(variables))
        };
        let blocks = Graphics::new(Protocol::Blocks, None);
        let rich = ("COLORTERM", "truecolor");
        for (variables, protocol) in [
            (&[("TERM", "xterm-kitty")][..], Protocol::Kitty),
            (&[("TERM", "xterm-ghostty"), rich], Protocol::Kitty),
            (&[("TERM_PROGRAM", "WezTerm"), rich], Protocol::Iterm2),
            (&[("TERM", "foot"), rich], Protocol::Sixel),
        ] {
            let expected = Some(Graphics::new(protocol, cell));
            assert_eq!(auto(variables, cell), expected, "{variables:?}");
        }
        for (variables, expected) in [
            (&[("TERM", "xterm-256color"), rich][..], Some(blocks)),
            (&[("TERM", "xterm-256color")], Some(blocks.in_256_colours())),
            (&[("TERM", "foot"), rich, ("TMUX", "/tmp/t")], Some(blocks)),
            (&[("TERM", "tmux-256color"), rich], Some(blocks)),
            (&[("TERM", "linux")], None),
            (&[("TERM", "dumb"), rich], None),
            (&[("TERM", "xterm-256color"), rich, ("NO_COLOR", "1")], None),
        ] {
            assert_eq!(auto(variables, cell), expected, "{variables:?}");
        }
        // Sixel graphics need the size of a cell.
        assert_eq!(auto(&[("TERM", "foot"), rich], None), Some(blocks));
        let kitty = environment(&[("TERM", "xterm-kitty")]);
        assert_eq!(graphics(PictureChoice::Off, false, cell, &kitty), None);
        assert_eq!(graphics(PictureChoice::Auto, true, cell, &kitty), None);
        let foot = [("TERM", "foot"), ("TMUX", "/tmp/t"), rich];
        let forced = graphics(PictureChoice::Sixel, false, cell, environment(&foot));
        assert_eq!(forced, Some(blocks));
    }
}
