//! The command palette: every action of the reader with its keys.

use super::{Choice, Chooser, Offer};
use crate::{
    app::{
        Model, Overlay,
        keys::{Action, TABLE},
    },
    model::Clean,
};

impl Model {
    /// Offers every action.
    pub(in crate::app) fn open_palette(&mut self) {
        let rows = TABLE.iter().filter(|row| row.action != Action::Palette);
        let offers = rows.map(|row| Offer {
            text: Clean::line(row.help),
            note: Clean::line(&row.keys.join(" ")),
            also: Clean::line(row.name),
            ticked: None,
            choice: Choice::Act(row.action),
        });
        let chooser = Chooser::new("All actions", offers.collect(), 0);
        self.overlay = Some(Overlay::Choose(Box::new(chooser)));
    }
}
