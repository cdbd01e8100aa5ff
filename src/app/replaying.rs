//! The model while a live blog is played again: the story's time is the reader's, and nothing of it leaves the program.
//!
//! The reader is the one that reads live blogs: it is told of the story as of what another instance of the program saw.
//! What it would ask the network for or keep in the history is not done here, so that a replay marks nothing read in the
//! live blog itself.

use chrono::{DateTime, Utc};

use super::{
    ExternalUpdate, Model,
    msg::{Effect, Msg},
    reader::Reader,
    screen::{Replay, Screen},
};
use crate::app::words;
use crate::model::{
    Clean,
    replay::{Due, Replayed},
};

impl Model {
    /// Starts with a reader that a live blog is played to; the effects are its first.
    pub fn replaying(reader: Reader, replay: Replay) -> (Self, Vec<Effect>) {
        let (mut model, effects) = Self::reading(reader);
        model.screens.push(Screen::Replay(Box::new(replay)));
        (model, effects)
    }

    /// Returns the replay, where there is one.
    pub fn replay(&self) -> Option<&Replay> {
        self.screens.iter().find_map(|screen| match screen {
            Screen::Replay(replay) => Some(&**replay),
            _ => None,
        })
    }

    fn replay_mut(&mut self) -> Option<&mut Replay> {
        self.screens.iter_mut().find_map(|screen| match screen {
            Screen::Replay(replay) => Some(&mut **replay),
            _ => None,
        })
    }

    /// Lets the time of the world pass; `false` where no live blog is played.
    pub(super) fn play(&mut self, now: DateTime<Utc>) -> bool {
        let Some(due) = self.replay_mut().map(|replay| replay.tick(now)) else {
            return false;
        };
        self.tell_due(due);
        true
    }

    /// Does what the reader asked of the replay.
    pub(super) fn grant_wishes(&mut self) {
        while self.replay().is_some_and(Replay::has_wish) {
            let due = self.replay_mut().and_then(Replay::grant);
            self.tell_due(due);
            if let Some(reader) = self.reader_mut() {
                reader.show_new();
            }
        }
    }

    /// Tells the reader what is due, and what time it is in the story.
    fn tell_due(&mut self, due: Option<Due>) {
        let Some(at) = self.replay().map(|replay| replay.player().at()) else {
            return;
        };
        let Some(reader) = self.reader_mut() else {
            return;
        };
        let id = reader.active();
        if let Some(Due::Anew(_)) = due {
            reader.read_anew(at);
        }
        if let Some(Due::Change(told) | Due::Anew(told)) = due {
            let Replayed { blog, items } = *told;
            let heard = ExternalUpdate {
                blog,
                items,
                checked: Some(at),
            };
            reader.hear(Msg::ExternalUpdate(id, Box::new(heard)));
        }
        reader.hear(Msg::Tick(at));
    }

    /// Returns what may be done outside while a live blog is played.
    pub(super) fn permit(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        let (mut permitted, mut refused) = (Vec::new(), Vec::new());
        for effect in effects {
            let list = if is_harmless(&effect) {
                &mut permitted
            } else {
                &mut refused
            };
            list.push(effect);
        }
        let Some(reader) = self.reader_mut() else {
            return permitted;
        };
        for effect in refused {
            match effect {
                Effect::Refresh(_) => {
                    reader.tell(Clean::line(words::REPLAY_REFRESHES_NOTHING));
                }
                Effect::ReadLink(link) => {
                    let why = Clean::line(words::REPLAY_FETCHES_NOTHING);
                    reader.hear(Msg::LinkRead(link.number, Err(why)));
                }
                Effect::SaveLinks(links) => {
                    for _ in &links.urls {
                        reader.hear(Msg::LinkSaved(links.number, false));
                    }
                    reader.tell(Clean::line(words::REPLAY_FETCHES_NOTHING));
                }
                Effect::Follow(_) => reader.tell(Clean::line(words::REPLAY_FETCHES_NOTHING)),
                Effect::Export(..) => {
                    reader.tell(Clean::line(words::REPLAY_EXPORTS_NOTHING));
                }
                _ => {}
            }
        }
        permitted
    }
}

/// Tells whether an effect neither asks the network nor keeps anything.
fn is_harmless(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::Open(_)
            | Effect::Title(_)
            | Effect::Redraw
            | Effect::Suspend
            | Effect::Leave
            | Effect::Copy(_)
            | Effect::Pipe(..)
            | Effect::Theme(_)
            | Effect::Quit
    )
}
