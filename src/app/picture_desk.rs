//! The picture desk: all pictures of the live blog, or of a page, side by side or one at a time.

use chrono::{DateTime, Utc};

use super::{
    Action, Effect, Model, Mouse, MouseKind, Order, Overlay,
    keys::{Code, Key},
    pictures::{NO_PICTURES, PictureNear},
};
use crate::{
    layout::{Front, Geometry, PictureRoom, Tiles},
    model::{Clean, EntryId, Image},
};

/// Rows of words under a picture that has the screen for itself.
pub const WORDS: u16 = 3;

/// Pictures to look at; they stay as they were when it was opened, so that nothing moves.
#[derive(Debug)]
pub struct PictureDesk {
    leaves: Vec<Leaf>,
    at: usize,
    /// One picture has the screen for itself.
    alone: bool,
    /// Closing that picture goes back to all of them.
    over_sheet: bool,
    /// The first row of tiles in sight.
    top: usize,
}

/// A picture and where it comes from.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// The picture.
    pub image: Image,
    /// The headline of what it stands in; empty where there is none.
    pub headline: Clean,
    /// The update that it stands in, and when that was published; `None` for a page that a link led to.
    pub update: Option<(EntryId, DateTime<Utc>)>,
}

impl PictureDesk {
    /// Returns all pictures.
    pub fn leaves(&self) -> &[Leaf] {
        &self.leaves
    }

    /// Returns which one is selected.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Returns the selected one.
    pub fn leaf(&self) -> Option<&Leaf> {
        self.leaves.get(self.at)
    }

    /// Tells whether the selected picture has the screen for itself.
    pub fn is_alone(&self) -> bool {
        self.alone
    }

    /// Returns the pictures in sight with their places in the list.
    pub fn in_sight(&self, tiles: &Tiles) -> impl Iterator<Item = (usize, &Leaf)> {
        let first = self.top * usize::from(tiles.across);
        let count = usize::from(tiles.across * tiles.down);
        self.leaves.iter().enumerate().skip(first).take(count)
    }

    /// Returns the first picture in sight.
    pub fn first(&self, tiles: &Tiles) -> usize {
        self.top * usize::from(tiles.across)
    }

    /// Returns the cells of a picture that has the screen for itself.
    pub fn whole(geometry: &Geometry) -> PictureRoom {
        let area = geometry.main();
        PictureRoom {
            columns: area.width,
            rows: area.height.saturating_sub(WORDS).max(1),
        }
    }

    /// Returns what is on the screen, and the neighbours of what is there alone.
    pub(super) fn near(&self, geometry: &Geometry) -> Vec<PictureNear<'_>> {
        if self.alone {
            let frame = Self::whole(geometry);
            // The next one in the direction that most go comes first.
            let near = [
                Some(self.at),
                self.at.checked_add(1),
                self.at.checked_sub(1),
            ];
            let leaves = near
                .into_iter()
                .flatten()
                .filter_map(|at| self.leaves.get(at));
            return leaves.map(|leaf| near_of(leaf, frame)).collect();
        }
        let tiles = Tiles::of(geometry.main());
        self.in_sight(&tiles)
            .map(|(_, leaf)| near_of(leaf, tiles.frame))
            .collect()
    }

    /// Moves by some pictures; stays within the list.
    fn go(&mut self, by: isize) {
        let last = self.leaves.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
    }

    /// The wheel turns the sheet; a click selects a picture, and on the selected one looks at it alone.
    pub(super) fn mouse(&mut self, mouse: Mouse, geometry: &Geometry) {
        let tiles = Tiles::of(geometry.main());
        let across = isize::try_from(tiles.across).unwrap_or(1);
        if let Some(rows) = mouse.kind.turned() {
            self.go(rows.signum() * if self.alone { 1 } else { across });
        } else if mouse.kind == MouseKind::Click && !self.alone {
            let first = self.first(&tiles);
            let mut seen = (0..).map_while(|tile| Some((tile, tiles.place(tile)?)));
            let clicked = seen.find(|(_, place)| place.contains(mouse.x, mouse.y));
            let clicked = clicked.map(|(tile, _)| first + tile);
            if let Some(at) = clicked.filter(|at| *at < self.leaves.len()) {
                self.alone = self.at == at;
                self.at = at;
            }
        }
    }

    /// Keeps the selected picture in sight.
    pub(super) fn fit(&mut self, geometry: &Geometry) {
        let tiles = Tiles::of(geometry.main());
        let row = self.at / usize::from(tiles.across);
        let down = usize::from(tiles.down);
        self.top = self.top.clamp((row + 1).saturating_sub(down), row);
    }
}

fn near_of(leaf: &Leaf, frame: PictureRoom) -> PictureNear<'_> {
    PictureNear {
        image: &leaf.image,
        frame,
    }
}

impl Model {
    /// Gives the screen to a picture of the text that is read, counted as its rows count them; else to the first one in
    /// sight there, else to the first of the selected update.
    pub(super) fn open_picture(&mut self, wanted: Option<u16>) {
        let leaves = self.leaves();
        let blog = self.blog();
        let selected = blog.selected().filter(|_| blog.linked_page().is_none());
        let of_selected = |leaf: &Leaf| match &leaf.update {
            Some((id, _)) => Some(id) == selected,
            None => true,
        };
        let begin = leaves.iter().position(of_selected);
        let in_sight = match self.front {
            Front::Reading => blog.reading_rows().iter().find_map(|row| row.picture),
            Front::Timeline => None,
        };
        let wanted = wanted.or(in_sight.map(|kept| kept.picture));
        let seen = usize::from(wanted.unwrap_or(0));
        let shown = blog.reading_body().map_or(0, |body| {
            let images = body.images().into_iter().take(seen);
            images.filter(|image| image.is_worth_showing()).count()
        });
        match begin {
            Some(begin) => self.show_pictures(leaves, begin + shown, true),
            None if self.pictures.possible => {
                let desk = self.keymap.taught(Action::PictureDesk);
                let words = format!("No picture here; {desk} shows those of the live blog.");
                self.tell(Clean::line(&words));
            }
            None => self.tell(Clean::line(NO_PICTURES)),
        }
    }

    /// Shows all pictures side by side.
    pub(super) fn open_picture_desk(&mut self) {
        let leaves = self.leaves();
        let selected = self.blog().selected();
        let at = leaves
            .iter()
            .position(|leaf| leaf.update.as_ref().map(|(id, _)| id) == selected);
        if leaves.is_empty() && self.pictures.possible {
            self.tell(Clean::line("There are no pictures yet."));
        } else {
            self.show_pictures(leaves, at.unwrap_or(0), false);
        }
    }

    fn show_pictures(&mut self, leaves: Vec<Leaf>, at: usize, alone: bool) {
        if !self.pictures.possible {
            self.tell(Clean::line(NO_PICTURES));
            return;
        }
        let at = at.min(leaves.len().saturating_sub(1));
        self.overlay = Some(Overlay::Pictures(Box::new(PictureDesk {
            leaves,
            at,
            alone,
            over_sheet: !alone,
            top: 0,
        })));
    }

    /// Lists the pictures of the page that is read, else of all updates that are shown, in their order.
    fn leaves(&self) -> Vec<Leaf> {
        let blog = self.blog();
        let of =
            |images: Vec<&Image>, headline: &Clean, update: Option<(EntryId, DateTime<Utc>)>| {
                let images = images.into_iter().filter(|image| image.is_worth_showing());
                let leaf = |image: &Image| Leaf {
                    image: image.clone(),
                    headline: headline.clone(),
                    update: update.clone(),
                };
                images.map(leaf).collect::<Vec<_>>()
            };
        if let Some(page) = blog.linked_page() {
            return of(page.body.images(), &page.headline, None);
        }
        let of_update = |id: &EntryId| {
            let item = blog.timeline().get(id)?;
            let headline = item.entry.headline.clone().unwrap_or_default();
            let update = Some((id.clone(), item.time()));
            Some(of(item.entry.body.images(), &headline, update))
        };
        let mut updates: Vec<&EntryId> = blog.shown().map(|(id, _)| id).collect();
        if blog.order() == Order::OldestFirst {
            updates.reverse();
        }
        updates
            .into_iter()
            .filter_map(of_update)
            .flatten()
            .collect()
    }

    pub(super) fn key_in_pictures(&mut self, key: Key) -> Vec<Effect> {
        let geometry = self.geometry();
        let action = self.keymap.action(key);
        let Some(Overlay::Pictures(desk)) = &mut self.overlay else {
            return Vec::new();
        };
        let tiles = geometry.map(|geometry| Tiles::of(geometry.main()));
        let across = tiles.map_or(1, |tiles| isize::try_from(tiles.across).unwrap_or(1));
        let page = tiles.map_or(1, |tiles| across * isize::try_from(tiles.down).unwrap_or(1));
        let (row, page) = if desk.alone { (1, 1) } else { (across, page) };
        match (key.code, action) {
            (Code::Left | Code::Char('h'), _) => desk.go(-1),
            (Code::Right | Code::Char('l'), _) => desk.go(1),
            (_, Some(Action::Up)) => desk.go(-row),
            (_, Some(Action::Down)) => desk.go(row),
            (_, Some(Action::PageUp | Action::HalfPageUp)) => desk.go(-page),
            (_, Some(Action::PageDown | Action::HalfPageDown)) => desk.go(page),
            (_, Some(Action::Top)) => desk.at = 0,
            (_, Some(Action::Bottom)) => desk.go(isize::MAX),
            (_, Some(Action::Read)) if desk.alone => return self.go_to_update_of_picture(),
            (_, Some(Action::Read)) => desk.alone = true,
            (_, Some(Action::ShowPicture)) if !desk.alone => desk.alone = true,
            (_, Some(Action::PictureDesk)) if desk.alone => {
                desk.alone = false;
                desk.over_sheet = true;
            }
            (_, Some(Action::Back | Action::Quit | Action::ShowPicture | Action::PictureDesk)) => {
                if desk.alone && desk.over_sheet {
                    desk.alone = false;
                } else {
                    self.overlay = None;
                }
            }
            (_, Some(Action::BrowseLink)) => {
                let file = desk.leaf().and_then(|leaf| leaf.image.url().cloned());
                return self.open(file, "This picture has no address.");
            }
            (_, Some(Action::CopyAddress)) => {
                let file = desk.leaf().and_then(|leaf| leaf.image.url().cloned());
                let taken = file.map(super::Taken::Address);
                return taken.map(Effect::Copy).into_iter().collect();
            }
            _ => {}
        }
        Vec::new()
    }

    /// Closes the desk and reads what the selected picture stands in.
    fn go_to_update_of_picture(&mut self) -> Vec<Effect> {
        let Some(Overlay::Pictures(desk)) = self.overlay.take() else {
            return Vec::new();
        };
        let id = desk.leaf().and_then(|leaf| leaf.update.clone());
        let Some((id, _)) = id else { return Vec::new() };
        let view = self.view();
        self.blogs.shown_mut().select(id, view);
        self.front = Front::Reading;
        self.mark_read()
    }
}
