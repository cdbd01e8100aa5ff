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
    app::{Desk, Model, Overlay},
    layout::{Area, Front},
};

/// Draws what is on the desk: the library, or the reader.
pub fn screen(desk: &Desk, theme: &Theme, gallery: &Gallery, buffer: &mut Buffer) {
    if let Some(library) = desk.library() {
        library::draw(library, theme, buffer);
        finish(theme, buffer);
    } else if let Some(reader) = desk.reader() {
        view(reader, theme, gallery, buffer);
    }
}

/// Draws the reader.
pub fn view(model: &Model, theme: &Theme, gallery: &Gallery, buffer: &mut Buffer) {
    draw(model, theme, gallery, buffer);
    finish(theme, buffer);
}

fn finish(theme: &Theme, buffer: &mut Buffer) {
    if theme.glyphs == Glyphs::Ascii {
        glyphs::to_ascii(buffer);
    }
}

fn draw(model: &Model, theme: &Theme, gallery: &Gallery, buffer: &mut Buffer) {
    let whole = *buffer.area();
    buffer.set_style(whole, theme.ground);
    let Some(geometry) = model.geometry() else {
        text::put(buffer, whole, 0, "too small", theme.meta);
        return;
    };
    header::draw(model, theme, buffer, geometry.header);
    header::draw_rule(model, theme, buffer, &geometry);
    if let Some(Overlay::Help(sheet)) = model.overlay() {
        help::draw(sheet, model.keymap(), theme, buffer, geometry.main());
    } else if let Some(Overlay::Pictures(desk)) = model.overlay() {
        picture_desk::draw(desk, model, theme, gallery, buffer, &geometry);
    } else {
        overview::draw(model, theme, buffer, &geometry);
        timeline::draw(model, theme, buffer, geometry.timeline);
        reading::draw(model, theme, buffer, &geometry);
        // Whatever is drawn over a picture would have to be drawn by its protocol.
        if !matches!(model.overlay(), Some(Overlay::Choose(_))) {
            timeline::draw_pictures(model, theme, gallery, buffer, geometry.timeline);
            reading::draw_pictures(model, theme, gallery, buffer, &geometry);
        }
        let divider = if model.front() == Front::Reading {
            "┃"
        } else {
            "│"
        };
        for y in 0..geometry.divider.height {
            text::put(buffer, rect(geometry.divider), y, divider, theme.ornament);
        }
        if theme.hyperlinks {
            hyperlinks::draw(model, buffer, &geometry);
        }
    }
    if let Some(Overlay::Choose(list)) = model.overlay() {
        chooser::draw(list, theme, buffer, list.area(&geometry));
    }
    footer::draw(model, theme, buffer, geometry.footer);
}

/// Turns the layout's area into the terminal library's.
fn rect(area: Area) -> Rect {
    Rect::new(area.x, area.y, area.width, area.height)
}

/// Adds the mark of something that does not count any more: dim, in any theme.
fn dimmed(style: Style) -> Style {
    style.add_modifier(Modifier::DIM)
}
