//! The command palette: every action of the reader with its keys.

use super::{Choice, Chooser, Offer};
use crate::{
    app::{
        keys::{Action, Key},
        reader::Reader,
    },
    model::Clean,
};

/// Offers every action.
pub(in crate::app::screen) fn palette(reader: &Reader) -> Chooser {
    let rows = reader.keymap().rows();
    let rows = rows.filter(|(row, _)| row.action != Action::Palette);
    let names = |keys: &[Key]| keys.iter().map(Key::to_string).collect::<Vec<_>>();
    let offers = rows.map(|(row, keys)| Offer {
        text: Clean::line(row.help),
        note: Clean::line(&names(keys).join(" ")),
        also: Clean::line(row.name),
        ticked: None,
        choice: Choice::Act(row.action),
    });
    Chooser::new("All actions", offers.collect(), 0)
}
