//! Text to rows: the only place that breaks lines, measures widths and divides the screen.
//!
//! Everything here is a pure function of its arguments. What a row looks like (colours, borders) is for the view;
//! rows only say what each run of text *is*.

mod body;
mod diff;
mod entry;
mod geometry;
mod picture;
mod row;
mod runs;
mod table;
mod tiles;
pub mod width;
pub mod wrap;

pub use diff::lay_out_diff;
pub use entry::{Cache, Density, EntryLayout, gutter_label, lay_out_entry, lay_out_reading};
pub use geometry::{Area, Focus, GUTTER, Geometry, MEASURE, Panes, SCROLLBAR, Size};
pub use picture::{PictureRoom, PictureRow, Pictures};
pub use row::{Ink, Role, Row, Span};
pub use tiles::{TILE_WORDS, Tiles};
