//! What an edit changed, in place of the text that it made.

use super::Outcome;
use crate::app::{
    keys::{Action, Press},
    reader::Reader,
};

/// Goes from edit to edit, or back to the text.
pub(super) fn press(press: Press, reader: &mut Reader) -> Outcome {
    let Some(action) = press.action else {
        return Outcome::FallThrough;
    };
    match action {
        Action::NextEdit => reader.step_edits(true),
        Action::PreviousEdit => reader.step_edits(false),
        Action::Back => reader.close_instead(),
        Action::Read => reader.read_edited(),
        // The same key closes it; the other one shows the other edits in its place.
        Action::ShowEdits | Action::ShowHeadEdits => {
            return Outcome::Handled(reader.turn_edits(action));
        }
        _ => return Outcome::FallThrough,
    }
    Outcome::done()
}
