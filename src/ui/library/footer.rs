//! The library's last row: a question, a line that is being typed, or the keys that help.

use ratatui::buffer::Buffer;

use crate::{
    app::{
        keys::Action,
        library::{Library, Mode},
    },
    layout::{Area, width},
    ui::{Theme, footer, rect, text},
};

/// Draws the footer.
pub(super) fn draw(library: &Library, theme: &Theme, buffer: &mut Buffer, area: Area) {
    let mut line = rect(area);
    line.x += 1;
    line.width = line.width.saturating_sub(2);
    let used = match (library.mode(), library.notice()) {
        (Mode::Address(input), _) => {
            text::put_input(buffer, line, "Follow: ", input, theme);
            return;
        }
        (Mode::Forget(blog), _) => {
            let end = format!(" and its {}? y/N", super::counted(blog.total, "update"));
            let room = usize::from(line.width).saturating_sub(width::text(&end) + 7);
            let words = if room < 4 {
                "Forget it? y/N".to_owned()
            } else {
                let room = u16::try_from(room).unwrap_or(u16::MAX);
                format!("Forget {}{end}", text::cut(blog.name().as_str(), room))
            };
            text::put(buffer, line, 0, &words, theme.failure);
            return;
        }
        (Mode::Help(sheet), _) => {
            footer::draw_sheet(sheet, theme, buffer, line);
            return;
        }
        (_, Some(notice)) => text::put_cut(buffer, line, 0, notice.as_str(), theme.strong),
        _ => 0,
    };
    let hints: Vec<_> = hints(library)
        .iter()
        .map(|(action, word)| (library.keymap().taught(*action), *word))
        .collect();
    footer::draw_hints(hints, used, theme, buffer, line);
}

/// The keys that help now, the least needed first.
fn hints(library: &Library) -> &'static [(Action, &'static str)] {
    match library.mode() {
        Mode::Help(_) => &[],
        Mode::Search(_) => &[(Action::Back, "back"), (Action::Read, "open")],
        _ if library.blogs().is_some_and(<[_]>::is_empty) => {
            &[(Action::Quit, "quit"), (Action::Help, "help")]
        }
        _ => &[
            (Action::Refresh, "reload"),
            (Action::Forget, "forget"),
            (Action::Archive, "archive"),
            (Action::Pause, "pause"),
            (Action::Find, "search"),
            (Action::Follow, "follow"),
            (Action::Read, "open"),
            (Action::Quit, "quit"),
            (Action::Help, "help"),
        ],
    }
}
