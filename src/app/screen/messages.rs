//! The messages: what was told so far, to be read again, the latest first.

use chrono::{DateTime, Utc};

use super::Outcome;
use crate::{
    app::{
        keys::{Action, Press},
        mouse::Mouse,
        notice::Message,
        picker::Scroller,
    },
    layout::{Area, wrap},
};

/// Columns of the time and of the space behind it.
const TIME: u16 = 10;
/// Columns left and right of it all.
const MARGIN: u16 = 4;

/// The messages while they are on the screen.
#[derive(Debug, Default)]
pub struct Messages {
    told: Vec<Message>,
    lines: Vec<MessageLine>,
    scroller: Scroller,
}

/// One row of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageLine {
    /// When it was told; on the first row only.
    pub at: Option<DateTime<Utc>>,
    /// The words of this row.
    pub words: String,
}

impl Messages {
    /// Returns the rows from the first on the screen on.
    pub fn shown(&self) -> &[MessageLine] {
        self.lines.get(self.extent().0..).unwrap_or_default()
    }

    /// Returns which row is the first on the screen, and how many there are.
    pub fn extent(&self) -> (usize, usize) {
        self.scroller.extent()
    }

    /// Returns the columns of the time, with the space behind it.
    pub fn time_columns() -> u16 {
        TIME
    }

    /// Takes what was told so far.
    pub(in crate::app) fn fill<'a>(&mut self, told: impl Iterator<Item = &'a Message>) {
        self.told = told.cloned().collect();
    }

    /// Breaks the messages into rows; the last one stands on the last row at most.
    pub(in crate::app) fn fit(&mut self, area: Area) {
        let columns = area.width.saturating_sub(TIME + MARGIN).max(1);
        self.lines.clear();
        for told in &self.told {
            let words = told.words.as_str();
            let lines = wrap::wrap(&[words], wrap::Columns::all(columns));
            let rows = lines.iter().enumerate().map(|(row, line)| MessageLine {
                at: (row == 0).then_some(told.at),
                words: words
                    .get(line.start..line.end)
                    .unwrap_or_default()
                    .to_owned(),
            });
            self.lines.extend(rows);
        }
        self.scroller.fit(self.lines.len(), area);
    }

    pub(super) fn press(&mut self, press: Press) -> Outcome {
        match press.action {
            Some(Action::Back) => return Outcome::close(),
            Some(action) => self.scroller.go(action),
            None => {}
        }
        Outcome::done()
    }

    pub(super) fn mouse(&mut self, mouse: Mouse) -> Outcome {
        if self.scroller.mouse(mouse) {
            return Outcome::close();
        }
        Outcome::done()
    }
}
