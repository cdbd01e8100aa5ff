//! The row on top, which says what this is, and the rule, which says what waits.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Theme, overview, rect, text};
use crate::{
    app::{Order, Scene, Standing, keys::Action, screen::Replay, words::updates},
    layout::{Area, GUTTER, Geometry, width},
};

/// Draws state, headline, publisher and counts; what has no room goes, the counts last.
pub(super) fn draw(scene: &Scene<'_>, theme: &Theme, buffer: &mut Buffer, area: Area) {
    let blog = scene.blog();
    let mut line = rect(area);
    line.x += 1;
    line.width = line.width.saturating_sub(2);
    let standing = blog.feed.standing(scene.now());
    let style = match standing {
        Standing::Troubled(_) => theme.failure,
        _ if standing.is_live() => theme.live,
        _ => theme.meta,
    };
    let state = match standing.label() {
        "" => "●".to_owned(),
        label => format!("{} {}", standing.mark(), label.to_uppercase()),
    };
    let (state, style) = match scene.replay() {
        None => (state, style),
        Some(replay) => (played(replay), theme.waiting),
    };
    let mut used = text::put(buffer, line, 0, &state, style) + 2;
    let place = match (scene.merged(), scene.blog_number()) {
        (Some(count), _) => format!("{count} merged"),
        (None, (_, 1)) => String::new(),
        (None, (number, count)) => format!("{number}/{count}"),
    };
    if !place.is_empty() {
        used += text::put_at(buffer, line, used, 0, &place, theme.meta) + 2;
    }
    if let Some(news) = news_elsewhere(scene, line.width.saturating_sub(used)) {
        let cells = text::put_right(buffer, line, 0, &news, theme.waiting);
        line.width = line.width.saturating_sub(cells + 2);
    }
    let headline = blog.name();
    let room = line.width.saturating_sub(used);
    let (_, wanted) = width::prefix(headline.as_str(), room);
    let right = counts(
        scene,
        usize::from(room.saturating_sub(wanted.min(room / 2) + 2)),
    );
    let right_cells = text::put_right(buffer, line, 0, &right, theme.meta);
    line.width = line.width.saturating_sub(right_cells + 2);
    let headline = text::cut(headline.as_str(), line.width.saturating_sub(used));
    text::put_at(buffer, line, used, 0, &headline, theme.strong);
}

/// Says what arrived in other live blogs, in the words that half of the room is enough for.
fn news_elsewhere(scene: &Scene<'_>, room: u16) -> Option<String> {
    let (blogs, updates) = scene.news_elsewhere();
    let s = if blogs == 1 { "" } else { "s" };
    let words = [
        format!("{blogs} other blog{s} · {updates} new"),
        format!("+{updates} new"),
    ];
    let fits = |words: &String| width::text(words) <= usize::from(room / 2);
    words.into_iter().filter(|_| updates > 0).find(fits)
}

/// Says how a live blog is played again.
fn played(replay: &Replay) -> String {
    let player = replay.player();
    let mark = if replay.is_playing() { "▶" } else { "‖" };
    let state = if player.is_over() {
        "REPLAY, END"
    } else {
        "REPLAY"
    };
    format!("{mark} {state} x{}", player.speed())
}

/// Slots of ten minutes that the header shows: two hours.
const SLOTS: usize = 12;
/// From few updates to many.
const BARS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// How busy the last two hours were, a bar for every ten minutes; empty where they brought nothing.
fn activity(scene: &Scene<'_>) -> String {
    let Some(slots) = scene.blog().feed.activity::<SLOTS>(scene.now()) else {
        return String::new();
    };
    let most = slots.iter().copied().max().unwrap_or(0).max(BARS.len() / 2);
    let bar = |count: &usize| match count {
        0 => " ",
        count => BARS
            .get(count * BARS.len() / (most + 1))
            .copied()
            .unwrap_or("█"),
    };
    slots.iter().map(bar).collect()
}

/// The words on the right, as many as there is room for.
fn counts(scene: &Scene<'_>, room: usize) -> String {
    let blog = scene.blog();
    let updates = updates(blog.feed.count());
    let unread = format!("{} unread", blog.unread());
    let publisher = blog.timeline().blog.publisher.to_string();
    let changed = match blog.timeline().changed_since_read().len() {
        0 => String::new(),
        count => format!("{count} changed since read"),
    };
    let mut parts = vec![activity(scene), publisher, updates, changed, unread];
    parts.retain(|part| !part.is_empty());
    while parts.len() > 1 && width::text(&parts.join(" · ")) > room {
        parts.remove(0);
    }
    let words = parts.join(" · ");
    if width::text(&words) > room {
        String::new()
    } else {
        words
    }
}

/// Draws the rule at the end where new updates come, and on it what waits.
pub(super) fn draw_rule(
    scene: &Scene<'_>,
    theme: &Theme,
    buffer: &mut Buffer,
    geometry: &Geometry,
) {
    let area = rect(geometry.rule);
    text::put(
        buffer,
        area,
        0,
        &"─".repeat(usize::from(area.width)),
        theme.ornament,
    );
    if geometry.is_wide() && scene.panes_are_in_sight() {
        let joint = if geometry.has_rule_below() {
            "┴"
        } else {
            "┬"
        };
        text::put_at(buffer, area, geometry.divider.x, 0, joint, theme.ornament);
    }
    let blog = scene.blog();
    let (updates, edits) = (blog.window.waiting(), blog.window.waiting_edits());
    let mut parts = Vec::new();
    match updates {
        0 => {}
        1 => parts.push("1 new update".to_owned()),
        count => parts.push(format!("{count} new updates")),
    }
    match edits {
        0 => {}
        1 => parts.push("1 edit".to_owned()),
        count => parts.push(format!("{count} edits")),
    }
    let mut used = GUTTER;
    if !parts.is_empty() {
        let key = scene.keymap().taught(Action::ShowNew);
        let side = match blog.window.order() {
            Order::NewestFirst => '▲',
            Order::OldestFirst => '▼',
        };
        let words = format!(" {side} {} · {key} shows ", parts.join(", "));
        used += text::put_at(buffer, area, GUTTER, 0, &words, theme.waiting) + 1;
    }
    let room_behind = |used: u16| Rect {
        x: area.x + used,
        width: area.width.saturating_sub(used + 1),
        ..area
    };
    let room = room_behind(used);
    if let Some((filter, count)) = blog.window.active_filter() {
        let key = scene.keymap().taught(Action::Back);
        let words = format!(" only {count}: {} · {key} shows all ", filter.describe());
        // On a narrow screen the way back is worth more than where the words begin.
        let fits = width::text(&words) <= usize::from(room.width);
        let room = if fits || !parts.is_empty() {
            room
        } else {
            room_behind(1)
        };
        text::put_cut(buffer, room, 0, &words, theme.mark);
    } else {
        let words = tidings(scene, geometry).into_iter();
        let mut words = words.map(|words| format!(" {words} "));
        if let Some(words) = words.find(|words| width::text(words) <= usize::from(room.width)) {
            text::put_right(buffer, room, 0, &words, theme.meta);
        }
    }
}

/// Says what a closed overview holds and what the blog last changed of what it says of itself; the longest first.
fn tidings(scene: &Scene<'_>, geometry: &Geometry) -> Vec<String> {
    let overview = Some(scene).filter(|_| geometry.timeline.width > 0);
    let overview = overview.and_then(overview::words);
    let Some(changed) = scene.blog().feed.head_words(scene.zone(), scene.now()) else {
        return overview.into_iter().collect();
    };
    let key = scene.keymap().taught(Action::ShowHeadEdits);
    let taught = format!("{changed} · {key} shows");
    let both = overview.map(|words| format!("{words} · {taught}"));
    both.into_iter().chain([taught, changed]).collect()
}
