//! The library's last row: a question, a line that is being typed, or the keys that help.

use ratatui::buffer::Buffer;

use crate::{
    app::{Scene, library::Library, screen::Screen},
    layout::{Area, width},
    ui::{
        Theme,
        footer::{self, Shown},
        rect, text, told,
    },
};

/// Draws the footer; returns the keys that it names.
pub(super) fn draw(
    scene: &Scene<'_, Library>,
    theme: &Theme,
    buffer: &mut Buffer,
    area: Area,
) -> Vec<Shown> {
    let mut line = rect(area);
    line.x += 1;
    line.width = line.width.saturating_sub(2);
    let used = match (scene.top(), scene.notice()) {
        (Some(Screen::Address(input)), _) => {
            text::put_input(buffer, line, "Follow: ", input, theme);
            if let Some(notice) = scene.notice() {
                told::put_above(buffer, line, notice.as_str(), theme.failure, theme);
            }
            return Vec::new();
        }
        (Some(Screen::Tags(tags)), _) => {
            text::put_input(buffer, line, "Tags, a space between: ", tags.line(), theme);
            return Vec::new();
        }
        (Some(Screen::Confirm(blog)), _) => {
            let end = format!(" and its {}? y/N", super::counted(blog.total, "update"));
            let room = usize::from(line.width).saturating_sub(width::text(&end) + 7);
            let words = if room < 4 {
                "Forget it? y/N".to_owned()
            } else {
                let room = u16::try_from(room).unwrap_or(u16::MAX);
                format!("Forget {}{end}", text::cut(blog.name().as_str(), room))
            };
            text::put(buffer, line, 0, &words, theme.failure);
            return Vec::new();
        }
        (Some(Screen::Help(sheet)), _) => {
            return footer::draw_sheet(sheet, &scene.hints(), theme, buffer, line);
        }
        (Some(Screen::Link(number)), _) => {
            text::put(
                buffer,
                line,
                0,
                &format!("{}▏", number.typed()),
                theme.strong,
            );
            return Vec::new();
        }
        (_, Some(notice)) => told::put(buffer, line, notice.as_str(), theme.strong, theme),
        _ => 0,
    };
    footer::draw_hints(&scene.hints(), used, theme, buffer, line)
}
