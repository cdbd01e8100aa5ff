//! A page behind a link, in place of the update that leads to it.

use super::Outcome;
use crate::app::{
    keys::{Action, Press},
    reader::Reader,
};

/// Goes a page back, or back to the update; gives up first what is being fetched.
pub(super) fn press(press: Press, reader: &mut Reader) -> Outcome {
    match press.action {
        Some(Action::Back) => {
            if let Some(effects) = reader.stop_fetching() {
                return Outcome::Handled(effects);
            }
            reader.go_back();
            Outcome::done()
        }
        Some(Action::Quit) => {
            reader.leave_pages();
            Outcome::close()
        }
        _ => Outcome::FallThrough,
    }
}
