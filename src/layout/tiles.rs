//! Pictures side by side: how many fit, and how large each may be.

use super::{Area, picture::PictureRoom};

/// A sheet of equal tiles, each a picture with rows of words under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tiles {
    /// The whole sheet.
    pub area: Area,
    /// How many stand side by side; at least one.
    pub across: u16,
    /// How many rows of them are in sight; at least one.
    pub down: u16,
    /// The cells of each picture.
    pub frame: PictureRoom,
}

/// Rows of words under a picture.
pub const TILE_WORDS: u16 = 2;
/// Columns of a tile, about.
const COLUMNS: u16 = 26;
/// More tiles side by side are too many to look at.
const MOST: u16 = 8;

impl Tiles {
    /// Divides an area.
    #[must_use]
    pub fn of(area: Area) -> Self {
        let across = (area.width / COLUMNS).clamp(1, MOST);
        // A column parts each from the next.
        let columns = (area.width / across).saturating_sub(1).max(1);
        let most = area.height.saturating_sub(TILE_WORDS).max(1);
        let rows = (columns / 3).clamp(1, most);
        Self {
            area,
            across,
            down: (area.height / (rows + TILE_WORDS)).max(1),
            frame: PictureRoom { columns, rows },
        }
    }

    /// Returns where the picture of a tile stands, counted from the first in sight; `None` where it is out of sight.
    #[must_use]
    pub fn place(&self, tile: usize) -> Option<Area> {
        let tile = u16::try_from(tile).ok()?;
        let (row, column) = (tile / self.across, tile % self.across);
        (row < self.down).then(|| Area {
            x: self.area.x + column * (self.area.width / self.across),
            y: self.area.y + row * (self.frame.rows + TILE_WORDS),
            width: self.frame.columns,
            height: self.frame.rows,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_lie_inside_and_apart_at_any_size() {
        for width in 1..250 {
            for height in 1..80 {
                let area = Area {
                    x: 0,
                    y: 2,
                    width,
                    height,
                };
                let tiles = Tiles::of(area);
                let seen = usize::from(tiles.across * tiles.down);
                assert_eq!(tiles.place(seen), None);
                let places: Vec<Area> = (0..seen).filter_map(|tile| tiles.place(tile)).collect();
                assert_eq!(places.len(), seen);
                for (index, place) in places.iter().enumerate() {
                    assert!(place.x + place.width <= width, "{tiles:?}");
                    let words = if height > TILE_WORDS { TILE_WORDS } else { 0 };
                    assert!(place.y + place.height + words <= 2 + height, "{tiles:?}");
                    if let Some(next) = places.get(index + 1) {
                        assert!(
                            next.y > place.y || next.x >= place.x + place.width,
                            "{tiles:?}"
                        );
                    }
                }
            }
        }
    }
}
