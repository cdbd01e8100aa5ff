//! The picture desk: all pictures of the live blog, or of a page, side by side or one at a time.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use super::{Outcome, Screen};
use crate::{
    app::{
        blog::order::Order,
        keys::{Action, Press},
        mouse::{Mouse, MouseKind},
        msg::{Effect, Taken},
        reader::{PictureNear, Reader},
        words,
    },
    layout::{Focus, Geometry, PictureRoom, Tiles},
    model::{Clean, EntryId, Image},
};

/// Rows of words under a picture that has the screen for itself.
pub const WORDS: u16 = 3;

/// Pictures to look at; they stay as they were when it was opened, so that nothing moves.
#[derive(Debug)]
pub struct PictureDesk {
    leaves: Vec<DeskPicture>,
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
pub struct DeskPicture {
    /// The picture.
    pub image: Image,
    /// The headline of what it stands in; empty where there is none.
    pub headline: Clean,
    /// The update that it stands in, and when that was published; `None` for a page that a link led to.
    pub update: Option<(EntryId, DateTime<Utc>)>,
}

impl PictureDesk {
    /// Returns all pictures.
    pub fn leaves(&self) -> &[DeskPicture] {
        &self.leaves
    }

    /// Returns which one is selected.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Returns the selected one.
    pub fn leaf(&self) -> Option<&DeskPicture> {
        self.leaves.get(self.at)
    }

    /// Tells whether the selected picture has the screen for itself.
    pub fn is_alone(&self) -> bool {
        self.alone
    }

    /// Returns the pictures in sight with their places in the list.
    pub fn in_sight(&self, tiles: &Tiles) -> impl Iterator<Item = (usize, &DeskPicture)> {
        let first = self.top * usize::from(tiles.across);
        let count = usize::from(tiles.across * tiles.down);
        self.leaves.iter().enumerate().skip(first).take(count)
    }

    /// Returns the first picture in sight.
    pub fn first(&self, tiles: &Tiles) -> usize {
        self.top * usize::from(tiles.across)
    }

    /// Returns how the screen is divided among the pictures.
    pub fn tiles(&self, geometry: &Geometry) -> Tiles {
        Tiles::of(geometry.main(), self.leaves.len())
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
    pub(in crate::app) fn near(&self, geometry: &Geometry) -> Vec<PictureNear<'_>> {
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
        let tiles = self.tiles(geometry);
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
    pub(super) fn mouse(&mut self, mouse: Mouse, geometry: &Geometry) -> Outcome {
        let tiles = self.tiles(geometry);
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
        Outcome::done()
    }

    /// Keeps the selected picture in sight.
    pub(in crate::app) fn fit(&mut self, geometry: &Geometry) {
        let tiles = self.tiles(geometry);
        let row = self.at / usize::from(tiles.across);
        let down = usize::from(tiles.down);
        self.top = self.top.clamp((row + 1).saturating_sub(down), row);
    }
}

fn near_of(leaf: &DeskPicture, frame: PictureRoom) -> PictureNear<'_> {
    PictureNear {
        image: &leaf.image,
        frame,
    }
}

/// Gives the screen to a picture of the text that is read, counted as its rows count them; else to the first one in
/// sight there, else to the first of the selected update.
pub(super) fn open_picture(reader: &mut Reader, wanted: Option<u16>) -> Outcome {
    let leaves = leaves(reader);
    let blog = reader.blog();
    let selected = blog.selected().filter(|_| blog.linked_page().is_none());
    let of_selected = |leaf: &DeskPicture| match &leaf.update {
        Some((id, _)) => Some(id) == selected,
        None => true,
    };
    let begin = leaves.iter().position(of_selected);
    let in_sight = match reader.focus() {
        Focus::Reading => blog.reading_rows().iter().find_map(|row| row.picture),
        Focus::Timeline => None,
    };
    let wanted = wanted.or(in_sight.map(|kept| kept.picture));
    let seen = usize::from(wanted.unwrap_or(0));
    let shown = blog.reading_body().map_or(0, |body| {
        let images = body.images().into_iter().take(seen);
        images.filter(|image| image.is_worth_showing()).count()
    });
    if !reader.can_show_pictures() {
        return Outcome::done();
    }
    let Some(begin) = begin else {
        let desk = reader.keymap().taught(Action::PictureDesk);
        reader.tell(Clean::line(&words::no_picture_here(&desk)));
        return Outcome::done();
    };
    show(leaves, begin + shown, true)
}

/// Shows all pictures side by side.
pub(super) fn open_desk(reader: &mut Reader) -> Outcome {
    let leaves = leaves(reader);
    let selected = reader.blog().selected();
    let at = leaves
        .iter()
        .position(|leaf| leaf.update.as_ref().map(|(id, _)| id) == selected);
    if !reader.can_show_pictures() {
        return Outcome::done();
    }
    if leaves.is_empty() {
        reader.tell(Clean::line(words::NO_PICTURES_YET));
        return Outcome::done();
    }
    show(leaves, at.unwrap_or(0), false)
}

fn show(leaves: Vec<DeskPicture>, at: usize, alone: bool) -> Outcome {
    let at = at.min(leaves.len().saturating_sub(1));
    Outcome::open(Screen::Pictures(Box::new(PictureDesk {
        leaves,
        at,
        alone,
        over_sheet: !alone,
        top: 0,
    })))
}

/// Lists the pictures of the page that is read, else of all updates that are shown, in their order.
fn leaves(reader: &Reader) -> Vec<DeskPicture> {
    let blog = reader.blog();
    let of = |images: Vec<&Image>, headline: &Clean, update: Option<(EntryId, DateTime<Utc>)>| {
        let images = images.into_iter().filter(|image| image.is_worth_showing());
        let leaf = |image: &Image| DeskPicture {
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
        let headline = item.entry.titled().map(Cow::into_owned).unwrap_or_default();
        let update = Some((id.clone(), item.time()));
        Some(of(item.entry.body.images(), &headline, update))
    };
    let mut updates: Vec<&EntryId> = blog.shown().map(|(id, _)| id).collect();
    if blog.window.order() == Order::OldestFirst {
        updates.reverse();
    }
    updates
        .into_iter()
        .filter_map(of_update)
        .flatten()
        .collect()
}

impl PictureDesk {
    pub(super) fn press(&mut self, press: Press, reader: &mut Reader) -> Outcome {
        let tiles = reader.geometry().map(|all| self.tiles(&all));
        let across = tiles.map_or(1, |tiles| isize::try_from(tiles.across).unwrap_or(1));
        let page = tiles.map_or(1, |tiles| across * isize::try_from(tiles.down).unwrap_or(1));
        let (row, page) = if self.alone { (1, 1) } else { (across, page) };
        match press.action {
            Some(Action::PreviousPicture) => self.go(-1),
            Some(Action::NextPicture) => self.go(1),
            Some(Action::Up) => self.go(-row),
            Some(Action::Down) => self.go(row),
            Some(Action::PageUp | Action::HalfPageUp) => self.go(-page),
            Some(Action::PageDown | Action::HalfPageDown) => self.go(page),
            Some(Action::Top) => self.at = 0,
            Some(Action::Bottom) => self.go(isize::MAX),
            Some(Action::Read) if self.alone => return self.go_to_update(reader),
            Some(Action::Read) => self.alone = true,
            Some(Action::ShowPicture) if !self.alone => self.alone = true,
            Some(Action::PictureDesk) if self.alone => {
                self.alone = false;
                self.over_sheet = true;
            }
            Some(Action::Back | Action::ShowPicture | Action::PictureDesk) => {
                if !(self.alone && self.over_sheet) {
                    return Outcome::close();
                }
                self.alone = false;
            }
            Some(Action::BrowseLink) => {
                let file = self.leaf().and_then(|leaf| leaf.image.url().cloned());
                let effects = reader.open_address(file, words::PICTURE_WITHOUT_ADDRESS);
                return Outcome::Handled(effects);
            }
            Some(Action::CopyAddress) => {
                let file = self.leaf().and_then(|leaf| leaf.image.url().cloned());
                let taken = file.map(|url| Effect::Copy(Taken::Address(url)));
                return Outcome::Handled(taken.into_iter().collect());
            }
            _ => reader.know_no_key(),
        }
        Outcome::done()
    }

    /// Closes the desk and reads what the selected picture stands in.
    fn go_to_update(&self, reader: &mut Reader) -> Outcome {
        let id = self.leaf().and_then(|leaf| leaf.update.clone());
        let Some((id, _)) = id else {
            return Outcome::close();
        };
        let effects = reader.go_to(id);
        reader.bring_to_front(Focus::Reading);
        Outcome::Close(effects)
    }
}
