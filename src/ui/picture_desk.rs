//! The picture desk: pictures side by side with their words, or one as large as the screen allows.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    Gallery, Theme,
    pictures::{self, Part},
    rect, text,
};
use crate::{
    app::{
        Scene, clock,
        screen::{DeskPicture, PictureDesk},
    },
    layout::{Geometry, wrap},
    model::Image,
};

/// Draws the picture that has the screen for itself, or those in sight.
pub(super) fn draw(
    desk: &PictureDesk,
    scene: &Scene<'_>,
    theme: &Theme,
    gallery: &Gallery,
    buffer: &mut Buffer,
    geometry: &Geometry,
) {
    if desk.is_alone() {
        draw_alone(desk, scene, theme, gallery, buffer, geometry);
        return;
    }
    let tiles = desk.tiles(geometry);
    let first = desk.first(&tiles);
    for (index, leaf) in desk.in_sight(&tiles) {
        let Some(place) = tiles.place(index - first) else {
            break;
        };
        let place = rect(place);
        let part = Part {
            image: &leaf.image,
            frame: tiles.frame,
            skip: 0,
            centred: false,
        };
        pictures::draw_one(gallery, theme, buffer, place, part);
        let words = Rect {
            y: place.bottom(),
            height: 2,
            ..place
        };
        let selected = index == desk.at();
        let (mark, style) = if selected {
            ("▌", theme.bar())
        } else {
            (" ", theme.meta)
        };
        for row in 0..2 {
            text::put(buffer, words, row, mark, style);
        }
        let words = Rect {
            x: words.x + 1,
            width: words.width.saturating_sub(1),
            ..words
        };
        let strong = if selected { theme.strong } else { theme.meta };
        text::put_cut(buffer, words, 0, &about(leaf, scene), strong);
        text::put_cut(buffer, words, 1, &caption(&leaf.image), theme.caption);
    }
}

fn draw_alone(
    desk: &PictureDesk,
    scene: &Scene<'_>,
    theme: &Theme,
    gallery: &Gallery,
    buffer: &mut Buffer,
    geometry: &Geometry,
) {
    let Some(leaf) = desk.leaf() else { return };
    let (area, frame) = (rect(geometry.main()), PictureDesk::whole(geometry));
    let place = Rect {
        height: frame.rows.min(area.height),
        ..area
    };
    let part = Part {
        image: &leaf.image,
        frame,
        skip: 0,
        centred: true,
    };
    pictures::draw_one(gallery, theme, buffer, place, part);
    let words = Rect {
        x: area.x + 1,
        y: place.bottom(),
        width: area.width.saturating_sub(2),
        height: area.height - place.height,
    };
    let caption = caption(&leaf.image);
    let lines = wrap::wrap(&[&caption], wrap::Columns::all(words.width.max(1)));
    // The last row is for what it stands in.
    let room = words.height.saturating_sub(1);
    let texts = [caption.as_str()];
    for piece in wrap::pieces(&texts, &lines) {
        let Some(line) = u16::try_from(piece.line).ok().filter(|line| *line < room) else {
            break;
        };
        text::put(buffer, words, line, piece.text, theme.caption);
    }
    let about = about(leaf, scene);
    text::put_cut(buffer, words, room, &about, theme.meta);
}

/// When and under which headline it stands.
fn about(leaf: &DeskPicture, scene: &Scene<'_>) -> String {
    let headline = leaf.headline.as_str();
    let Some((_, published)) = &leaf.update else {
        return headline.to_owned();
    };
    let (zone, now) = (scene.zone(), scene.now());
    let time = clock::short_moment(clock::wall(zone, *published), clock::day(zone, now));
    if headline.is_empty() {
        time
    } else {
        format!("{time} · {headline}")
    }
}

fn caption(image: &Image) -> String {
    match (image.words().as_str(), image.credit.as_str()) {
        (words, "") => words.to_owned(),
        ("", credit) => format!("({credit})"),
        (words, credit) => format!("{words} ({credit})"),
    }
}
