//! A replay: the live blog on the screen is not asked, but played again from its start.
//!
//! It lies over the reader and lets its keys through, for it is the reader that the story is told to. What a key asks
//! for is kept until the [model](crate::app::Model) can tell the reader what comes of it.

use std::{collections::VecDeque, time::Duration};

use chrono::{DateTime, Utc};

use super::{Outcome, Screen};
use crate::{
    app::{
        input::TextLine,
        keys::{Action, Press},
        mouse::{Mouse, MouseKind},
    },
    layout::Area,
    model::replay::{Due, Player},
};

/// The replay while it is on.
#[derive(Debug)]
pub struct Replay {
    player: Player,
    /// When time passed last, on the clock of the world.
    ticked: Option<DateTime<Utc>>,
    /// What the reader asked for, in order; a number before a step asks for several.
    wishes: VecDeque<Wish>,
}

/// Something that the reader asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Step,
    StepBack,
    Time(DateTime<Utc>),
    Share(usize),
}

/// Columns before the bar: one, the time as in `24 Aug 12:49`, and two more.
const TIME: u16 = 15;
/// Columns of a year and of the space before it.
const YEAR: u16 = 5;
/// From this width on, there is room for the year.
const WIDE: u16 = 60;
/// Most columns of the bar.
const BAR: u16 = 60;

/// Longest time that passes at once: a machine that slept does not run away with the story.
const LONGEST: Duration = Duration::from_secs(2);

impl Replay {
    /// Begins to play.
    pub fn new(player: Player) -> Self {
        Self {
            player,
            ticked: None,
            wishes: VecDeque::new(),
        }
    }

    /// Returns what is played, and how far that is.
    pub fn player(&self) -> &Player {
        &self.player
    }

    /// Tells whether the time of the story is told with its year.
    pub fn tells_year(footer: Area) -> bool {
        footer.width >= WIDE
    }

    /// Returns where the bar stands in the footer, behind the time.
    pub fn bar(footer: Area) -> Area {
        let time = TIME + if Self::tells_year(footer) { YEAR } else { 0 };
        Area {
            x: footer.x + time.min(footer.width),
            width: footer
                .width
                .saturating_sub(time)
                .min(BAR.min(footer.width / 3)),
            ..footer
        }
    }

    /// Tells whether the story goes on by itself.
    pub fn is_playing(&self) -> bool {
        !self.player.is_paused() && !self.player.is_over()
    }

    /// Takes the time of the world; returns what is due by then.
    pub(in crate::app) fn tick(&mut self, now: DateTime<Utc>) -> Option<Due> {
        let passed = self.ticked.replace(now).map(|before| now - before);
        // The clock may be set back.
        let passed = passed.and_then(|passed| passed.to_std().ok());
        self.player.advance(passed.unwrap_or_default().min(LONGEST))
    }

    /// Tells whether the reader asked for something.
    pub(in crate::app) fn has_wish(&self) -> bool {
        !self.wishes.is_empty()
    }

    /// Does what the reader asked for next; returns what is due by it.
    pub(in crate::app) fn grant(&mut self) -> Option<Due> {
        match self.wishes.pop_front()? {
            Wish::Step => self.player.step(),
            Wish::StepBack => self.player.step_back(),
            Wish::Time(to) => self.player.seek(to),
            Wish::Share(thousandths) => self.player.seek_to_share(thousandths),
        }
    }

    /// Wants to be at a time of the story.
    pub(super) fn go_to(&mut self, to: DateTime<Utc>) {
        self.wishes.push_back(Wish::Time(to));
    }

    pub(super) fn press(&mut self, press: Press) -> Outcome {
        match press.action {
            Some(Action::Pause) if self.player.is_over() => self.wishes.push_back(Wish::Share(0)),
            Some(Action::Pause) => self.player.pause(),
            Some(Action::Faster) => self.player.change_speed(true),
            Some(Action::Slower) => self.player.change_speed(false),
            Some(Action::Step) => self.wishes.push_back(Wish::Step),
            Some(Action::StepBack) => self.wishes.push_back(Wish::StepBack),
            Some(Action::GoToTime) => {
                return Outcome::open(Screen::Time(TextLine::default()));
            }
            _ => return Outcome::FallThrough,
        }
        Outcome::done()
    }

    /// A click on the bar goes there.
    pub(super) fn mouse(&mut self, mouse: Mouse, footer: Area) -> Outcome {
        let bar = Self::bar(footer);
        if mouse.kind != MouseKind::Click || !bar.contains(mouse.x, mouse.y) {
            return Outcome::FallThrough;
        }
        let last = usize::from(bar.width.saturating_sub(1)).max(1);
        self.wishes
            .push_back(Wish::Share(usize::from(mouse.x - bar.x) * 1000 / last));
        Outcome::done()
    }
}
