//! The clipboard: offered to the terminal by OSC 52, and given to the system's own tool where there is one.
//!
//! A terminal does not say whether it took what it was offered, so the notice tells the two apart.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};

use super::child;
use crate::model::Clean;

/// How long a tool may take to read what it is given.
const PATIENCE: Duration = Duration::from_secs(2);
/// The longest sequence that is sent: xterm takes no more, and others take less at their own risk.
const LONGEST: usize = 100_000;

/// The tools, each with the variable that says that it can work here.
const TOOLS: &[(&[&str], Option<&str>)] = &[
    (&["wl-copy"], Some("WAYLAND_DISPLAY")),
    (&["xclip", "-selection", "clipboard"], Some("DISPLAY")),
    (&["xsel", "--clipboard", "--input"], Some("DISPLAY")),
    (&["pbcopy"], None),
];

/// Returns what offers a text to the terminal's clipboard; `None` where it is too long for that.
pub(super) fn sequence(text: &str) -> Option<String> {
    let encoded = STANDARD.encode(text);
    (encoded.len() <= LONGEST).then(|| format!("\x1b]52;c;{encoded}\x1b\\"))
}

/// Gives a text to the first tool that takes it; returns that tool's name.
pub(super) fn give(text: &str, is_set: impl Fn(&str) -> bool) -> Option<&'static str> {
    TOOLS
        .iter()
        .filter(|(_, variable)| variable.is_none_or(&is_set))
        .find_map(|(tool, _)| {
            let words: Vec<String> = tool.iter().map(|word| (*word).to_owned()).collect();
            child::feed(&words, text.as_bytes(), PATIENCE).ok()?;
            tool.first().copied()
        })
}

/// Says what became of a copy: what was copied, whether it was offered to the terminal, and which tool took it.
pub(super) fn words(what: &str, offered: bool, tool: Option<&str>) -> Clean {
    let words = match (tool, offered) {
        (Some(tool), true) => {
            format!("Copied {what} with {tool}, and offered it to the terminal (OSC 52).")
        }
        (Some(tool), false) => format!("Copied {what} with {tool}."),
        (None, true) => format!("Offered {what} to the terminal's clipboard (OSC 52)."),
        (None, false) => {
            format!("Could not copy {what}: too long for the terminal, and no clipboard tool.")
        }
    };
    Clean::line(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_offered_to_the_terminal_is_nothing_but_base64() {
        let sequence = sequence("a\x1b]0;x\x07 \u{2019}").unwrap();
        let inner = sequence
            .strip_prefix("\x1b]52;c;")
            .and_then(|rest| rest.strip_suffix("\x1b\\"))
            .unwrap();
        assert!(
            inner
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b))
        );
    }

    #[test]
    fn what_no_terminal_takes_is_not_sent() {
        assert_eq!(sequence(&"x".repeat(80_000)), None);
    }

    #[test]
    fn the_notice_says_which_way_worked() {
        let says = |offered, tool| words("the address", offered, tool).as_str().to_owned();
        assert!(says(true, Some("xclip")).contains("with xclip"));
        assert!(says(true, None).starts_with("Offered the address"));
        assert!(says(false, None).starts_with("Could not copy"));
    }
}
