//! A list over the panes from which the reader chooses by typing: the actions, the key events, the
//! live blogs.
//!
//! Knows texts and what choosing one means, not where the texts come from.

mod alerts;
mod fuzzy;
mod limits;
mod outline;
mod palette;
mod switcher;

pub(super) use alerts::alerts;
use fuzzy::{Fuzzy, Worth};
pub(super) use limits::limits;
pub(super) use outline::outline;
pub(super) use palette::palette;
pub(super) use switcher::switcher;

use super::Outcome;
use crate::{
    app::{
        blog::filter::{Filter, Term},
        input::TextLine,
        keys::{Action, Press},
        mouse::{Mouse, MouseKind},
        msg::{Effect, Export},
        picker::Picker,
        reader::{Arrival, Reader},
    },
    layout::{Area, Density, Geometry},
    model::{Clean, EntryId, alert::Wish},
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
    /// Alerts of this, or does not any more.
    Alert(Wish),
    /// Shows so much of each update.
    Density(Density),
    /// Looks as this theme does.
    Theme(Clean),
    /// Writes the live blog into a file.
    Export(Export),
    /// Puts a live blog on the screen.
    Blog(Arrival),
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
    pub(in crate::app) fn new(title: &'static str, offers: Vec<Offer>, selected: usize) -> Self {
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

    /// Says what can be typed, while nothing is.
    pub fn placeholder(&self) -> &'static str {
        match (self.line.text(), self.free) {
            ("", Some(_)) => "type any words",
            ("", None) => "type to narrow the list",
            _ => "",
        }
    }

    /// Tells whether several of the offers can be set.
    pub fn has_ticks(&self) -> bool {
        self.offers.iter().any(|offer| offer.ticked.is_some())
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
        let mut fits: Vec<(Worth, Fit)> = fits
            .filter_map(|(offer, known)| {
                let grave = matches!(known.choice, Choice::Act(action) if action.is_grave());
                let (worth, found) = fuzzy.find(known)?;
                let fits = !grave || worth > Worth::Scattered(u32::MAX);
                fits.then_some((worth, Fit { offer, found }))
            })
            .collect();
        // The sort is stable: where nothing is typed, all stay as they were offered; else the shorter words come first.
        let length = |fit: &Fit| match self.line.text() {
            "" => 0,
            _ => self
                .offers
                .get(fit.offer)
                .map_or(0, |offer| offer.text.as_str().len()),
        };
        fits.sort_by_key(|(worth, fit)| (std::cmp::Reverse(*worth), length(fit)));
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
    pub(in crate::app) fn fit(&mut self, geometry: &Geometry) {
        let seen = self.area(geometry).height.saturating_sub(FRAME);
        self.picker.reveal(self.fits.len(), usize::from(seen));
    }
}

impl Chooser {
    pub(super) fn press(&mut self, press: Press, reader: &mut Reader) -> Outcome {
        let seen = reader.geometry().map_or(0, |all| all.main().height);
        let seen = usize::from(seen.saturating_sub(FRAME));
        let count = self.count();
        match press.action {
            Some(Action::Accept) => return self.choose(false, reader),
            Some(Action::Tick) => return self.choose(true, reader),
            Some(Action::Back) => return Outcome::close(),
            Some(Action::DeleteBack) if self.line.text().is_empty() => return Outcome::close(),
            Some(action) if self.picker.go(action, count, seen) => {}
            _ => {
                if self.line.press(press) {
                    self.look();
                }
            }
        }
        Outcome::done()
    }

    /// Takes a paste as typed.
    pub(super) fn paste(&mut self, text: &str) {
        if self.line.insert(text) {
            self.look();
        }
    }

    /// A click chooses, one outside closes; the wheel turns the list.
    pub(super) fn mouse(&mut self, mouse: Mouse, reader: &mut Reader) -> Outcome {
        let Some(geometry) = reader.geometry() else {
            return Outcome::done();
        };
        let area = self.area(&geometry);
        let count = self.count();
        if let Some(rows) = mouse.kind.turned() {
            let to = self.picker.selected.saturating_add_signed(rows);
            self.picker.selected = to.min(count.saturating_sub(1));
        }
        if mouse.kind != MouseKind::Click {
            return Outcome::done();
        }
        if !area.contains(mouse.x, mouse.y) {
            return Outcome::close();
        }
        let row = usize::from(mouse.y - area.y);
        let clicked = row.checked_sub(usize::from(FRAME) - 1);
        let clicked = clicked.map(|row| self.picker.top + row);
        match clicked.filter(|clicked| *clicked < count) {
            Some(clicked) => {
                self.picker.selected = clicked;
                self.choose(false, reader)
            }
            None => Outcome::done(),
        }
    }

    /// Does what is selected; the list stays open where it is something to tick and `stay`.
    fn choose(&mut self, stay: bool, reader: &mut Reader) -> Outcome {
        let Some(choice) = self.selected().map(|offer| offer.choice.clone()) else {
            return Outcome::done();
        };
        match choice {
            Choice::Act(action) => return Outcome::Do(action),
            Choice::Update(id) => return Outcome::Close(reader.go_to(id)),
            Choice::NoLimit => reader.set_filter(Filter::default()),
            Choice::Density(density) => reader.set_density(density),
            Choice::Theme(name) => return Outcome::Close(vec![Effect::Theme(name)]),
            Choice::Export(form) => {
                return Outcome::Close(vec![Effect::Export(reader.active(), form)]);
            }
            Choice::Blog(way) => return Outcome::Close(reader.show_blog(way)),
            Choice::Alert(wish) => {
                let effects = reader.toggle_wish(wish);
                if stay {
                    self.offer_again(alerts::offers(reader));
                    return Outcome::Handled(effects);
                }
                return Outcome::Close(effects);
            }
            Choice::Limit(term) => {
                let mut filter = reader.blog().window.filter();
                filter.toggle(term);
                reader.set_filter(filter);
                if stay {
                    self.offer_again(limits::offers(reader.blog()));
                    return Outcome::done();
                }
            }
        }
        Outcome::close()
    }
}
