//! The overview over the timeline: opening it, laying it out, going where it points.

use super::Reader;
use crate::{
    app::{
        blog::overview::{Overview, Point},
        msg::Effect,
        words,
    },
    layout::Focus,
    model::Clean,
};

impl Reader {
    /// Opens the overview or closes it.
    pub(in crate::app) fn toggle_overview(&mut self) {
        let covered = self.geometry().is_some_and(|all| all.timeline.width == 0);
        if covered {
            self.focus = Focus::Timeline;
        }
        let opens = covered || !self.blog().window.overview.is_open();
        if !self.viewport().open_overview(opens) && opens {
            self.tell(Clean::line(words::NO_OVERVIEW));
        }
    }

    /// Lays the overview out for the screen.
    pub(in crate::app) fn fit_overview(&mut self) {
        let Some(geometry) = self.geometry() else {
            return;
        };
        self.overview().lay_out(geometry.timeline_text());
        let Some(geometry) = self.geometry() else {
            return;
        };
        let height = usize::from(geometry.overview_rows());
        self.overview().scroll(0, height);
    }

    fn overview(&mut self) -> &mut Overview {
        &mut self.blogs.shown_mut().window.overview
    }

    /// Scrolls the overview.
    pub(in crate::app) fn scroll_overview(&mut self, rows: isize, height: u16) {
        self.overview().scroll(rows, usize::from(height));
    }

    /// Goes to the update that a row of the overview is about.
    pub(in crate::app) fn click_overview(&mut self, row: usize) -> Vec<Effect> {
        let point = self.blog().window.overview.point_at(row);
        let Some(id) = point
            .and_then(Point::update)
            .map(|update| update.id.clone())
        else {
            return Vec::new();
        };
        if !self.blog().shows(&id) {
            self.tell(Clean::line(words::HIDDEN_BY_FILTER));
            return Vec::new();
        }
        self.go_to(id)
    }
}
