//! The bar of a replay: the time of the story, how much of it is told, and where its key events are.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Theme, text};
use crate::{
    app::{Scene, clock, screen::Replay},
    layout::Area,
};

/// Says where in the story it is, where something else has the room of the bar: `7 Aug 04:49 · 12 of 40`.
pub(super) fn words(scene: &Scene<'_>, replay: &Replay) -> String {
    let player = replay.player();
    let (told, count) = player.extent();
    let at = clock::wall(scene.zone(), player.at());
    let at = clock::day_and_clock(at, at.date());
    format!("{at} · {told} of {count}")
}

/// Draws the bar into the footer; returns the cells taken of its line.
pub(super) fn draw(
    scene: &Scene<'_>,
    replay: &Replay,
    theme: &Theme,
    buffer: &mut Buffer,
    (footer, line): (Area, Rect),
) -> u16 {
    let player = replay.player();
    let at = clock::wall(scene.zone(), player.at());
    let at = if Replay::tells_year(footer) {
        at.format("%-d %b %Y %H:%M").to_string()
    } else {
        clock::day_and_clock(at, at.date())
    };
    let words = format!("{at}  ");
    let used = text::put(buffer, line, 0, &words, theme.strong);
    let bar = Replay::bar(footer);
    let (told, count) = player.extent();
    let last = usize::from(bar.width.saturating_sub(1));
    let column = |moment: usize| {
        let share = moment * last / count.saturating_sub(1).max(1);
        u16::try_from(share).unwrap_or(0)
    };
    let here = column(told.saturating_sub(1));
    let row = super::rect(bar);
    for x in 0..bar.width {
        let (glyph, style) = if x <= here {
            ("━", theme.live)
        } else {
            ("─", theme.ornament)
        };
        text::put_at(buffer, row, x, 0, glyph, style);
    }
    for moment in player.key_events() {
        text::put_at(buffer, row, column(moment), 0, "◆", theme.mark);
    }
    text::put_at(buffer, row, here, 0, "●", theme.strong);
    let count = format!("{told} of {count}");
    let after = bar.x + bar.width - line.x + 2;
    used.max(after + text::put_at(buffer, line, after, 0, &count, theme.meta))
}
