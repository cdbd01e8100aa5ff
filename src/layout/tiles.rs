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
    /// Divides an area among so many pictures: as large as all of them fit, and not smaller than is worth looking at.
    #[must_use]
    pub fn of(area: Area, count: usize) -> Self {
        let most = (area.width / COLUMNS).clamp(1, MOST);
        let across = (1..most).find(|across| {
            let tiles = Self::side_by_side(area, *across);
            usize::from(tiles.across) * usize::from(tiles.down) >= count
        });
        Self::side_by_side(area, across.unwrap_or(most)).filling(count)
    }

    fn side_by_side(area: Area, across: u16) -> Self {
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

    /// Gives the rows that would stay free to the pictures, as far as they are of use to a picture of that width.
    fn filling(mut self, count: usize) -> Self {
        let needed = count.div_ceil(usize::from(self.across));
        let down = self
            .down
            .min(u16::try_from(needed).unwrap_or(u16::MAX))
            .max(1);
        let free = (self.area.height / down).saturating_sub(TILE_WORDS);
        let most = self.frame.rows.max(self.frame.columns / 2);
        self.frame.rows = free.clamp(self.frame.rows, most);
        self.down = (self.area.height / (self.frame.rows + TILE_WORDS)).max(1);
        self
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
                for count in [1, 2, 5, 30, 200] {
                    check(&Tiles::of(area, count));
                }
            }
        }
    }

    fn check(tiles: &Tiles) {
        let area = tiles.area;
        let seen = usize::from(tiles.across * tiles.down);
        assert_eq!(tiles.place(seen), None);
        let places: Vec<Area> = (0..seen).filter_map(|tile| tiles.place(tile)).collect();
        assert_eq!(places.len(), seen);
        for (index, place) in places.iter().enumerate() {
            assert!(place.x + place.width <= area.width, "{tiles:?}");
            let words = if area.height > TILE_WORDS {
                TILE_WORDS
            } else {
                0
            };
            assert!(
                place.y + place.height + words <= area.y + area.height,
                "{tiles:?}"
            );
            if let Some(next) = places.get(index + 1) {
                assert!(
                    next.y > place.y || next.x >= place.x + place.width,
                    "{tiles:?}"
                );
            }
        }
    }

    #[test]
    fn few_pictures_have_the_whole_sheet() {
        let area = Area {
            x: 0,
            y: 2,
            width: 200,
            height: 47,
        };
        let tiles = |count| Tiles::of(area, count);
        assert_eq!((tiles(1).across, tiles(1).down), (1, 1));
        assert_eq!((tiles(2).across, tiles(2).down), (2, 1));
        for count in [1, 2, 3, 4, 6, 9] {
            let tiles = tiles(count);
            assert!(usize::from(tiles.across * tiles.down) >= count, "{tiles:?}");
            let rows = count.div_ceil(usize::from(tiles.across));
            let used = u16::try_from(rows).unwrap() * (tiles.frame.rows + TILE_WORDS);
            assert!(used * 3 >= area.height * 2, "{count}: {tiles:?}");
        }
        assert_eq!(tiles(500).across, 7);
    }
}
