//! A live blog played again from its start: what happened when, and a player that says what is due.
//!
//! An update appears when it was published, or when it was first seen where that was earlier; an edit and a retraction
//! happen when they were seen. What the player hands out is what changed, each update with its past, as a history holds it.
//! Time comes in as a value, and no more of it passes than a reader will wait: silences are skipped.

mod schedule;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

pub use schedule::Schedule;

use super::{Item, LiveBlog};

/// The speeds that a key leads to, in seconds of the story a second.
const SPEEDS: [u16; 9] = [1, 2, 5, 10, 30, 60, 120, 300, 600];
/// The fastest.
pub const FASTEST: u16 = 600;
/// No silence takes longer than this.
const SILENCE: Duration = Duration::from_secs(3);

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replayed {
    /// The blog as a whole.
    pub blog: LiveBlog,
    /// The updates that changed, each with its whole past.
    pub items: Vec<Item>,
}

/// What a live blog looks like from a moment on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// This changed.
    Change(Box<Replayed>),
    /// It is told again from its start: this is all of it.
    Anew(Box<Replayed>),
}

/// Plays a live blog.
#[derive(Debug, Clone)]
pub struct Player {
    schedule: Schedule,
    /// How much of the schedule was told.
    told: usize,
    /// The time of the story.
    at: DateTime<Utc>,
    speed: u16,
    paused: bool,
}

impl Player {
    /// Starts at the first moment; nothing is told yet.
    #[must_use]
    pub fn new(schedule: Schedule, speed: u16) -> Self {
        Self {
            at: schedule.start(),
            schedule,
            told: 0,
            speed: speed.clamp(1, FASTEST),
            paused: false,
        }
    }

    /// Returns the time of the story.
    #[must_use]
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }

    /// Returns how many seconds of the story pass in one.
    #[must_use]
    pub fn speed(&self) -> u16 {
        self.speed
    }

    /// Tells whether it stands still because the reader wants it to.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.paused
    }

    /// Tells whether all is told.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.told == self.schedule.len()
    }

    /// Returns how many moments were told, and how many there are.
    #[must_use]
    pub fn extent(&self) -> (usize, usize) {
        (self.told, self.schedule.len())
    }

    /// Returns the moments, counted from 0, at which the newsroom marked a key event.
    pub fn key_events(&self) -> impl Iterator<Item = usize> {
        self.schedule.key_events()
    }

    /// Lets it stand still, or go on.
    pub fn pause(&mut self) {
        self.paused = !self.paused;
    }

    /// Goes faster or slower by a step.
    pub fn change_speed(&mut self, faster: bool) {
        let next = if faster {
            SPEEDS.into_iter().find(|speed| *speed > self.speed)
        } else {
            SPEEDS.into_iter().rfind(|speed| *speed < self.speed)
        };
        self.speed = next.unwrap_or(self.speed);
    }

    /// Lets time pass; returns what is due by then.
    pub fn advance(&mut self, passed: Duration) -> Option<Due> {
        if self.paused {
            return None;
        }
        let next = self.schedule.time(self.told)?;
        let speed = i32::from(self.speed);
        let longest = TimeDelta::from_std(SILENCE).unwrap_or_default() * speed;
        self.at = self.at.max(next - longest);
        self.at += TimeDelta::from_std(passed).unwrap_or_default() * speed;
        let due = self.schedule.until(self.at);
        // The story ends where nothing more happens in it.
        if due == self.schedule.len() {
            self.at = self.schedule.end();
        }
        self.tell(due)
    }

    /// Goes on to the next moment, and stands still there.
    pub fn step(&mut self) -> Option<Due> {
        self.paused = true;
        self.at = self.schedule.time(self.told)?;
        let due = self.schedule.until(self.at);
        self.tell(due)
    }

    /// Goes back by a moment, and stands still there.
    pub fn step_back(&mut self) -> Option<Due> {
        self.paused = true;
        let last = self.schedule.time(self.told.checked_sub(1)?)?;
        let before = self.schedule.before(last).checked_sub(1)?;
        self.seek(self.schedule.time(before)?)
    }

    /// Goes to a time of the story; the first and the last moment are as far as it goes.
    pub fn seek(&mut self, to: DateTime<Utc>) -> Option<Due> {
        self.at = to.clamp(self.schedule.start(), self.schedule.end());
        let due = self.schedule.until(self.at);
        if due >= self.told {
            return self.tell(due);
        }
        self.told = due;
        Some(Due::Anew(Box::new(self.schedule.told(0, due))))
    }

    /// Goes to where so much of the story is told, from 0 to 1000.
    pub fn seek_to_share(&mut self, thousandths: usize) -> Option<Due> {
        let last = self.schedule.len().checked_sub(1)?;
        let moment = last * thousandths.min(1000) / 1000;
        self.seek(self.schedule.time(moment)?)
    }

    fn tell(&mut self, due: usize) -> Option<Due> {
        let from = self.told;
        self.told = due.max(from);
        (due > from).then(|| Due::Change(Box::new(self.schedule.told(from, due))))
    }
}

#[cfg(test)]
mod tests;
