//! The view: reads the [`Model`], writes cells. Keeps no state and learns nothing while drawing.

pub mod background;
mod briefing;
pub mod canvas;
mod chooser;
mod footer;
mod glyphs;
mod header;
mod help;
mod hyperlinks;
mod input;
mod library;
mod messages;
mod overview;
mod picture_desk;
pub mod pictures;
mod reading;
mod replay;
mod text;
mod theme;
mod timeline;
mod told;

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Modifier, Style},
};

pub use glyphs::{Glyphs, in_ascii};
pub use input::message;
pub use pictures::Gallery;
pub use theme::{Fault, Theme};

use crate::{
    app::{Model, Mouse, MouseKind, Scene, keys::Key, screen::Screen},
    layout::{Area, Focus, Geometry},
};

/// Draws what is open: the reader or the library, and what stands above.
pub fn view(model: &Model, theme: &Theme, gallery: &Gallery, buffer: &mut Buffer) {
    if let Some(scene) = model.scene() {
        draw(&scene, theme, gallery, buffer);
    } else if let Some(scene) = model.library_scene() {
        library::draw(&scene, theme, buffer);
    }
    finish(theme, buffer);
}

/// Returns the texts on the screen whose rows may move while the rest stays; without what stands beside them and goes
/// with the selection or the place.
#[must_use]
pub fn panes(model: &Model) -> Vec<Rect> {
    let (scene, library) = (model.scene(), model.library_scene());
    let geometry = match (&scene, &library) {
        (Some(scene), _) => scene.geometry(),
        (None, Some(library)) => library.geometry(),
        (None, None) => None,
    };
    let Some(geometry) = geometry else {
        return Vec::new();
    };
    let panes: Vec<Rect> = if scene.is_some_and(|scene| scene.panes_are_in_sight()) {
        let timeline = timeline::text_of(rect(geometry.timeline));
        let reading = Some(rect(geometry.reading_text())).filter(|_| geometry.reading.width > 0);
        reading.into_iter().chain([timeline]).collect()
    } else {
        vec![rect(geometry.main())]
    };
    panes.into_iter().filter(|pane| pane.width > 0).collect()
}

/// Returns the key that the footer names where the mouse clicked; for whoever clicks it is pressed.
///
/// Nothing is learnt while drawing: the footer is drawn anew, aside.
#[must_use]
pub fn key_at(model: &Model, theme: &Theme, mouse: Mouse) -> Option<Key> {
    let library = model.library_scene();
    let geometry = match model.scene() {
        Some(scene) => scene.geometry(),
        None => library.as_ref().and_then(|library| library.geometry()),
    };
    let footer = geometry?.footer;
    if mouse.kind != MouseKind::Click || mouse.y != footer.y {
        return None;
    }
    let mut aside = Buffer::empty(Rect::new(0, 0, footer.width, footer.y + footer.height));
    let shown = match (model.scene(), library) {
        (Some(scene), _) => footer::draw(&scene, theme, &mut aside, footer),
        (None, Some(library)) => library::keys(&library, theme, &mut aside),
        (None, None) => Vec::new(),
    };
    let clicked = shown
        .into_iter()
        .find(|(columns, _)| columns.contains(&mouse.x));
    clicked.map(|(_, key)| key)
}

fn finish(theme: &Theme, buffer: &mut Buffer) {
    if theme.glyphs == Glyphs::Ascii {
        glyphs::to_ascii(buffer);
    }
}

fn draw(scene: &Scene<'_>, theme: &Theme, gallery: &Gallery, buffer: &mut Buffer) {
    let whole = *buffer.area();
    buffer.set_style(whole, theme.ground);
    let Some(geometry) = scene.geometry() else {
        text::put(buffer, whole, 0, "too small", theme.meta);
        return;
    };
    header::draw(scene, theme, buffer, geometry.header);
    header::draw_rule(scene, theme, buffer, &geometry);
    match scene.cover() {
        Some(Screen::Help(sheet)) => {
            help::draw(sheet, scene.keys(), theme, buffer, geometry.main());
        }
        Some(Screen::Pictures(desk)) => {
            picture_desk::draw(desk, scene, theme, gallery, buffer, &geometry);
        }
        Some(Screen::Briefing(brief)) => briefing::draw(brief, theme, buffer, geometry.main()),
        Some(Screen::Messages(shown)) => {
            messages::draw(shown, scene.zone(), theme, buffer, geometry.main());
        }
        _ => draw_panes(scene, theme, gallery, buffer, &geometry),
    }
    if let Some(list) = scene.chooser() {
        chooser::draw(list, theme, buffer, list.area(&geometry));
    }
    footer::draw(scene, theme, buffer, geometry.footer);
}

fn draw_panes(
    scene: &Scene<'_>,
    theme: &Theme,
    gallery: &Gallery,
    buffer: &mut Buffer,
    geometry: &Geometry,
) {
    overview::draw(scene, theme, buffer, geometry);
    timeline::draw(scene, theme, buffer, geometry.timeline);
    reading::draw(scene, theme, buffer, geometry);
    // Whatever is drawn over a picture would have to be drawn by its protocol.
    if scene.chooser().is_none() {
        let above = geometry.without_last(footer::covered(scene, geometry.footer));
        timeline::draw_pictures(scene, theme, gallery, buffer, above.timeline);
        reading::draw_pictures(scene, theme, gallery, buffer, &above);
    }
    let divider = if scene.focus() == Focus::Reading {
        "┃"
    } else {
        "│"
    };
    for y in 0..geometry.divider.height {
        text::put(buffer, rect(geometry.divider), y, divider, theme.ornament);
    }
    if theme.hyperlinks {
        hyperlinks::draw(scene, buffer, geometry);
    }
}

/// Turns the layout's area into the terminal library's.
fn rect(area: Area) -> Rect {
    Rect::new(area.x, area.y, area.width, area.height)
}

/// Adds the mark of something that does not count any more: dim, in any theme.
fn dimmed(style: Style) -> Style {
    style.add_modifier(Modifier::DIM)
}
