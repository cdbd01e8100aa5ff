//! The command palette: every action of the reader with its keys.

use super::{Choice, Chooser, Offer};
use crate::{
    app::{
        Model, Overlay,
        keys::{Action, Key},
    },
    model::Clean,
};

impl Model {
    /// Offers every action.
    pub(in crate::app) fn open_palette(&mut self) {
        let rows = self.keymap.rows();
        let rows = rows.filter(|(row, _)| row.action != Action::Palette);
        let names = |keys: &[Key]| keys.iter().map(Key::to_string).collect::<Vec<_>>();
        let offers = rows.map(|(row, keys)| Offer {
            text: Clean::line(row.help),
            note: Clean::line(&names(keys).join(" ")),
            also: Clean::line(row.name),
            ticked: None,
            choice: Choice::Act(row.action),
        });
        let chooser = Chooser::new("All actions", offers.collect(), 0);
        self.overlay = Some(Overlay::Choose(Box::new(chooser)));
    }
}
