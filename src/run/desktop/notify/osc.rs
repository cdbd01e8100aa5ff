//! Notifications that a terminal shows: kitty's OSC 99, urxvt's OSC 777, iTerm2's OSC 9.

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{app::alert::Notification, model::Clean};

/// Most bytes of a text: kitty takes no more than 2048 at once.
const LONGEST: usize = 1000;
/// What ends a sequence.
const END: &str = "\x1b\\";

/// A sequence for notifications.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::run) enum Osc {
    /// kitty's, <https://sw.kovidgoyal.net/kitty/desktop-notifications>.
    Kitty,
    /// urxvt's, which many took over.
    Urxvt,
    /// iTerm2's.
    Iterm2,
}

impl Osc {
    /// Returns its number.
    pub(in crate::run) fn number(self) -> u16 {
        match self {
            Self::Kitty => 99,
            Self::Urxvt => 777,
            Self::Iterm2 => 9,
        }
    }

    /// Tells whether the terminal reports that a notification was answered; tmux lets no report through.
    pub(super) fn reports(self, through_tmux: bool) -> bool {
        self == Self::Kitty && !through_tmux
    }

    /// Takes a notification off the screen, where it could be reported on.
    pub(super) fn closing(number: u64) -> String {
        format!("\x1b]99;i=newswire-{number}:p=close;{END}")
    }

    /// Writes a notification that the terminal reports on, where it does so and somebody listens.
    pub(super) fn answerable(self, told: &Notification, through_tmux: bool) -> String {
        Self::passed_on(self.plain(told, self.reports(through_tmux)), through_tmux)
    }

    /// Writes a notification that nobody answers.
    pub(in crate::run) fn sequence(self, told: &Notification, through_tmux: bool) -> String {
        Self::passed_on(self.plain(told, false), through_tmux)
    }

    /// Wraps a sequence up for tmux, where it is to pass through that.
    fn passed_on(sequence: String, through_tmux: bool) -> String {
        if through_tmux {
            let doubled = sequence.replace('\x1b', "\x1b\x1b");
            format!("\x1bPtmux;{doubled}{END}")
        } else {
            sequence
        }
    }

    fn plain(self, told: &Notification, reports: bool) -> String {
        let (title, lines) = (told.title.as_str(), &told.lines);
        let body = |between: &str| {
            let lines: Vec<&str> = lines.iter().map(Clean::as_str).collect();
            cut(&lines.join(between)).to_owned()
        };
        match self {
            Self::Kitty => {
                let (id, urgency) = (told.number, if told.is_breaking { 2 } else { 1 });
                let answers = if reports { ":a=report" } else { "" };
                // Encoded, so that nothing of it is taken for a part of the sequence.
                let title = STANDARD.encode(cut(title));
                let body = STANDARD.encode(body("\n"));
                format!(
                    "\x1b]99;i=newswire-{id}:d=0:e=1:p=title:u={urgency}{answers};{title}{END}\
                     \x1b]99;i=newswire-{id}:d=1:e=1:p=body;{body}{END}"
                )
            }
            Self::Urxvt => {
                let field = |text: &str| text.replace(';', ",");
                let (title, body) = (field(cut(title)), field(&body(" · ")));
                format!("\x1b]777;notify;{title};{body}{END}")
            }
            // What begins with a number is another command to some terminals: progress, or a program to run.
            Self::Iterm2 => format!("\x1b]9;“{}” {}{END}", cut(title), body(" · ")),
        }
    }
}

/// Cuts a text to what terminals take.
fn cut(text: &str) -> &str {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let end = ends.take_while(|end| *end <= LONGEST).last().unwrap_or(0);
    text.get(..end).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(title: &str, lines: &[&str]) -> Notification {
        Notification {
            number: 7,
            title: Clean::line(title),
            lines: lines.iter().map(|line| Clean::line(line)).collect(),
            is_breaking: false,
            raised: Vec::new(),
        }
    }

    #[test]
    fn a_notification_is_written_as_the_terminal_knows_it() {
        let told = told("The bridge", &["Pier shut", "Ferries doubled"]);
        let written = |osc: Osc| osc.answerable(&told, false);
        assert_eq!(
            written(Osc::Urxvt),
            "\x1b]777;notify;The bridge;Pier shut · Ferries doubled\x1b\\"
        );
        assert_eq!(
            written(Osc::Iterm2),
            "\x1b]9;“The bridge” Pier shut · Ferries doubled\x1b\\"
        );
        let kitty = written(Osc::Kitty);
        assert!(kitty.starts_with(
            "\x1b]99;i=newswire-7:d=0:e=1:p=title:u=1:a=report;VGhlIGJyaWRnZQ==\x1b\\"
        ));
        assert_eq!(kitty.matches("\x1b]99;").count(), 2);
    }

    #[test]
    fn no_headline_is_taken_for_a_part_of_the_sequence() {
        let hostile = "4;1;50;a\x1b]52;c;aWQ=\x07b\x1b\\\u{9c}\u{202e}; notify;x";
        let told = told(hostile, &[hostile, &"x".repeat(5000)]);
        for osc in [Osc::Kitty, Osc::Urxvt, Osc::Iterm2] {
            let sequence = osc.sequence(&told, false);
            let begin = format!("\x1b]{};", osc.number());
            let parts = if osc == Osc::Kitty { 2 } else { 1 };
            assert_eq!(sequence.matches(&begin).count(), parts);
            assert_eq!(sequence.matches('\x1b').count(), 2 * parts, "{sequence:?}");
            let inner = sequence.replace(&begin, "").replace(END, "");
            assert!(!inner.contains(char::is_control), "{sequence:?}");
            assert!(sequence.len() < 4000);
        }
        assert!(!Osc::Iterm2.plain(&told, false).starts_with("\x1b]9;4"));
        assert_eq!(Osc::Urxvt.plain(&told, false).matches(';').count(), 3);
    }

    #[test]
    fn a_sequence_passes_through_tmux_whole() {
        let told = told("The bridge", &["Pier shut"]);
        let wrapped = Osc::Iterm2.sequence(&told, true);
        let inner = wrapped
            .strip_prefix("\x1bPtmux;")
            .and_then(|rest| rest.strip_suffix(END))
            .unwrap();
        assert_eq!(
            inner.replace("\x1b\x1b", "\x1b"),
            Osc::Iterm2.sequence(&told, false)
        );
    }
}
