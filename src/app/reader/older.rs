//! Asking for older updates.

use super::Reader;
use crate::app::{blog::Followed, msg::Effect};

impl Reader {
    /// Asks for the next older page where the reader comes near the end of what is there.
    pub(in crate::app) fn ask_for_older(&mut self, by_hand: bool) -> Vec<Effect> {
        let (shown, view, now) = (self.active(), self.view(), self.now);
        let is_merged = self.merged().is_some();
        let blog = self.blogs.shown_mut();
        let may = is_merged || blog.feed.may_ask_for_older(by_hand, now);
        let asks = view.timeline_in_sight
            && may
            // A filter lets so little through that its end is always near: a page for each key is enough.
            && (by_hand || blog.window.active_filter().is_none())
            && blog.at(view).is_near_oldest();
        if !asks {
            return Vec::new();
        }
        let blogs = self.blogs.iter_mut();
        let asked = blogs.filter(|blog| {
            let is_meant = if is_merged {
                blog.id != shown
            } else {
                blog.id == shown
            };
            is_meant && blog.feed.may_ask_for_older(by_hand, now)
        });
        let ask = |blog: &mut Followed| {
            blog.feed.asks_for_older();
            Effect::FetchOlder(blog.id)
        };
        asked.map(ask).collect()
    }
}
