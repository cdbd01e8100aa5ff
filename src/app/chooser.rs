//! A list over the panes from which the reader chooses by typing: the actions, the key events.
//!
//! Knows texts and what choosing one means, not where the texts come from.

mod fuzzy;
mod limits;
mod outline;
mod palette;

use fuzzy::Fuzzy;

use super::{
    Effect, Model, Mouse, MouseKind, Overlay,
    filter::{Filter, Term},
    input::TextLine,
    keys::{Action, Code, Key},
    picker::Picker,
};
use crate::{
    layout::{Area, Geometry},
    model::{Clean, EntryId},
};

/// Most columns of the list, its frame included.
const WIDTH: u16 = 84;
/// Rows of the frame and of what is typed.
const FRAME: u16 = 3;

/// What choosing means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Does an action.
    Act(Action),
    /// Goes to an update.
    Update(EntryId),
    /// Sets a condition of the filter, or takes it away.
    Limit(Term),
    /// Shows all updates again.
    NoLimit,
}

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What it is, for people; what is typed is looked for in it first.
    pub text: Clean,
    /// What stands beside it on the right: a key, a time.
    pub note: Clean,
    /// Other words that find it.
    pub also: Clean,
    /// Whether it is set, where it is something that can be.
    pub ticked: Option<bool>,
    /// What choosing it means.
    pub choice: Choice,
}

/// An offer that fits what is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    offer: usize,
    /// The graphemes of its text that what is typed was found in, counted from 0, in order.
    pub found: Vec<u32>,
}

/// The list while it is on the screen.
#[derive(Debug, Clone)]
pub struct Chooser {
    title: &'static str,
    line: TextLine,
    offers: Vec<Offer>,
    /// Makes an offer of what is typed itself.
    free: Option<fn(&str) -> Offer>,
    /// That offer; its place is behind all others.
    typed: Option<Offer>,
    fits: Vec<Fit>,
    picker: Picker,
}

impl Chooser {
    /// Offers something, with the offer at `selected` chosen first.
    pub(super) fn new(title: &'static str, offers: Vec<Offer>, selected: usize) -> Self {
        let mut chooser = Self {
            title,
            line: TextLine::default(),
            offers,
            free: None,
            typed: None,
            fits: Vec::new(),
            picker: Picker::default(),
        };
        chooser.look();
        chooser.picker.selected = selected;
        chooser
    }

    /// Offers what is typed, too, after all that fits it.
    fn free(mut self, offer: fn(&str) -> Offer) -> Self {
        self.free = Some(offer);
        self
    }

    /// Offers the same in another state; the selection stays on its row.
    fn offer_again(&mut self, offers: Vec<Offer>) {
        let kept = self.selected().map(|offer| offer.choice.clone());
        let top = self.picker.top;
        self.offers = offers;
        self.look();
        let again = |fit: &Fit| self.offer(fit).map(|offer| &offer.choice) == kept.as_ref();
        self.picker.selected = self.fits.iter().position(again).unwrap_or(0);
        self.picker.top = top;
    }

    /// Returns what is to be chosen.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// Returns what is typed.
    pub fn line(&self) -> &TextLine {
        &self.line
    }

    /// Returns the offers that fit what is typed, the best first, from the first on the screen on.
    pub fn shown(&self) -> impl Iterator<Item = (&Offer, &Fit)> {
        let fits = self.fits.iter().skip(self.picker.top);
        fits.filter_map(|fit| Some((self.offer(fit)?, fit)))
    }

    /// Returns which offer is selected and which is the first on the screen, both among those that fit.
    pub fn place(&self) -> (usize, usize) {
        (self.picker.selected, self.picker.top)
    }

    /// Returns how many offers fit what is typed.
    pub fn count(&self) -> usize {
        self.fits.len()
    }

    /// Returns where the list stands, its frame included.
    pub fn area(&self, geometry: &Geometry) -> Area {
        let main = geometry.main();
        let width = main.width.min(WIDTH);
        let wanted = u16::try_from(self.offers.len()).unwrap_or(u16::MAX);
        Area {
            x: main.x + (main.width - width) / 2,
            width,
            height: wanted.saturating_add(FRAME).min(main.height),
            ..main
        }
    }

    fn selected(&self) -> Option<&Offer> {
        self.offer(self.fits.get(self.picker.selected)?)
    }

    fn offer(&self, fit: &Fit) -> Option<&Offer> {
        self.offers.get(fit.offer).or(self.typed.as_ref())
    }

    /// Takes up what is typed now.
    fn look(&mut self) {
        self.picker = Picker::default();
        let mut fuzzy = Fuzzy::new(self.line.text());
        let fits = self.offers.iter().enumerate();
        let mut fits: Vec<(u32, Fit)> = fits
            .filter_map(|(offer, known)| {
                let (score, found) = fuzzy.find(known)?;
                Some((score, Fit { offer, found }))
            })
            .collect();
        // The sort is stable: equals stay as they were offered.
        fits.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        self.fits = fits.into_iter().map(|(_, fit)| fit).collect();
        let typed = Some(self.line.text()).filter(|typed| !typed.trim().is_empty());
        self.typed = self.free.zip(typed).map(|(offer, typed)| offer(typed));
        if self.typed.is_some() {
            self.fits.push(Fit {
                offer: self.offers.len(),
                found: Vec::new(),
            });
        }
    }

    /// Keeps the selection in sight.
    pub(super) fn fit(&mut self, geometry: &Geometry) {
        let seen = self.area(geometry).height.saturating_sub(FRAME);
        self.picker.reveal(self.fits.len(), usize::from(seen));
    }
}

impl Model {
    /// Gives a key to the list.
    pub(super) fn key_in_chooser(&mut self, key: Key) -> Vec<Effect> {
        let Some(Overlay::Choose(chooser)) = &mut self.overlay else {
            return Vec::new();
        };
        // Characters are text here: of the keys that move, those count that type nothing.
        let moves = match (key.code, key.ctrl) {
            (Code::Up, _) | (Code::Char('p'), true) => Some(Action::Up),
            (Code::Down, _) | (Code::Char('n'), true) => Some(Action::Down),
            (Code::PageUp, _) => Some(Action::PageUp),
            (Code::PageDown, _) => Some(Action::PageDown),
            _ => None,
        };
        if let Some(moves) = moves {
            let seen = self.geometry().map_or(0, |geometry| geometry.main().height);
            let Some(Overlay::Choose(chooser)) = &mut self.overlay else {
                return Vec::new();
            };
            let count = chooser.count();
            let seen = usize::from(seen.saturating_sub(FRAME));
            chooser.picker.go(moves, count, seen);
            return Vec::new();
        }
        match key.code {
            Code::Enter => return self.choose(false),
            Code::Tab => return self.choose(true),
            Code::Esc => self.overlay = None,
            Code::Backspace if chooser.line.text().is_empty() => self.overlay = None,
            _ => {
                if chooser.line.key(key) {
                    chooser.look();
                }
            }
        }
        Vec::new()
    }

    /// Takes a paste as typed.
    pub(super) fn paste_in_chooser(&mut self, text: &str) {
        if let Some(Overlay::Choose(chooser)) = &mut self.overlay
            && chooser.line.insert(text)
        {
            chooser.look();
        }
    }

    /// A click chooses, one outside closes; the wheel turns the list.
    pub(super) fn mouse_in_chooser(&mut self, mouse: Mouse) -> Vec<Effect> {
        let geometry = self.geometry();
        let (Some(Overlay::Choose(chooser)), Some(geometry)) = (&mut self.overlay, geometry) else {
            return Vec::new();
        };
        let area = chooser.area(&geometry);
        let count = chooser.count();
        if let Some(rows) = mouse.kind.turned() {
            let to = chooser.picker.selected.saturating_add_signed(rows);
            chooser.picker.selected = to.min(count.saturating_sub(1));
        }
        if mouse.kind != MouseKind::Click {
            return Vec::new();
        }
        if !area.contains(mouse.x, mouse.y) {
            self.overlay = None;
            return Vec::new();
        }
        let row = usize::from(mouse.y - area.y);
        let clicked = row.checked_sub(usize::from(FRAME) - 1);
        let clicked = clicked.map(|row| chooser.picker.top + row);
        match clicked.filter(|clicked| *clicked < count) {
            Some(clicked) => {
                chooser.picker.selected = clicked;
                self.choose(false)
            }
            None => Vec::new(),
        }
    }

    /// Does what is selected; the list stays open where it is something to tick and `stay`.
    fn choose(&mut self, stay: bool) -> Vec<Effect> {
        let Some(Overlay::Choose(chooser)) = &self.overlay else {
            return Vec::new();
        };
        let Some(choice) = chooser.selected().map(|offer| offer.choice.clone()) else {
            return Vec::new();
        };
        if !stay || !matches!(choice, Choice::Limit(_)) {
            self.overlay = None;
        }
        match choice {
            Choice::NoLimit => self.set_filter(Filter::default()),
            Choice::Act(action) => return self.act(action),
            Choice::Update(id) => {
                let view = self.view();
                self.blogs.shown_mut().select(id, view);
                return self.mark_read();
            }
            Choice::Limit(term) => self.toggle_limit(term),
        }
        Vec::new()
    }
}
