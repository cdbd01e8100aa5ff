//! The overview over the timeline: opening it, laying it out, going where it points.

use super::Reader;
use crate::{
    app::{blog::overview::Point, msg::Effect},
    layout::Front,
    model::Clean,
};

impl Reader {
    /// Opens the overview or closes it.
    pub(in crate::app) fn toggle_overview(&mut self) {
        let covered = self.geometry().is_some_and(|all| all.timeline.width == 0);
        if covered {
            self.front = Front::Timeline;
        }
        let blog = self.blogs.shown_mut();
        let opens = covered || !blog.overview.is_open;
        blog.overview.is_open = opens;
        blog.renew_overview();
        if opens && !blog.overview.is_open {
            let words = "This live blog has no summary, no pinned updates and no key events yet.";
            self.tell(Clean::line(words));
        }
    }

    /// Lays the overview out for the screen.
    pub(in crate::app) fn fit_overview(&mut self) {
        let Some(geometry) = self.geometry() else {
            return;
        };
        let overview = &mut self.blogs.shown_mut().overview;
        overview.lay_out(geometry.timeline_text());
        let Some(geometry) = self.geometry() else {
            return;
        };
        let height = usize::from(geometry.overview_rows());
        self.blogs.shown_mut().overview.scroll(0, height);
    }

    /// Scrolls the overview.
    pub(in crate::app) fn scroll_overview(&mut self, rows: isize, height: u16) {
        let overview = &mut self.blogs.shown_mut().overview;
        overview.scroll(rows, usize::from(height));
    }

    /// Goes to the update that a row of the overview is about.
    pub(in crate::app) fn click_overview(&mut self, row: usize) -> Vec<Effect> {
        let view = self.view();
        let blog = self.blogs.shown_mut();
        let point = blog.overview.point_at(row);
        let Some(id) = point
            .and_then(Point::update)
            .map(|update| update.id.clone())
        else {
            return Vec::new();
        };
        if blog.listing(view).position(&id).is_none() {
            self.tell(Clean::line("The filter hides this update."));
            return Vec::new();
        }
        blog.select(id, view);
        self.mark_read()
    }
}
