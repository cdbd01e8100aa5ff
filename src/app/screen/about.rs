//! The live blog as a whole, in place of the selected update.

use super::Outcome;
use crate::app::{
    keys::{Action, Press},
    reader::Reader,
};

/// Goes back to the update; shows an edit in its own place, where one is asked for.
pub(super) fn press(press: Press, reader: &mut Reader) -> Outcome {
    match press.action {
        Some(Action::Back) => {
            reader.close_instead();
            Outcome::close()
        }
        _ => Outcome::FallThrough,
    }
}
