//! The view: reads the [`Model`], writes cells. Keeps no state and learns nothing while drawing.

pub mod background;
mod chooser;
mod footer;
mod glyphs;
mod header;
mod help;
mod hyperlinks;
mod input;
mod library;
mod overview;
mod picture_desk;
pub mod pictures;
mod reading;
mod text;
mod theme;
mod timeline;

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
    app::{Model, Scene, screen::Screen},
    layout::{Area, Front, Geometry},
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
        timeline::draw_pictures(scene, theme, gallery, buffer, geometry.timeline);
        reading::draw_pictures(scene, theme, gallery, buffer, geometry);
    }
    let divider = if scene.front() == Front::Reading {
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
