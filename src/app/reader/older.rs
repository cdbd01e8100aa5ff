//! Asking for older updates.

use super::Reader;
use crate::app::msg::Effect;

impl Reader {
    /// Asks for the next older page where the reader comes near the end of what is there.
    pub(in crate::app) fn ask_for_older(&mut self, by_hand: bool) -> Option<Effect> {
        let (index, view, now) = (self.active(), self.view(), self.now);
        let blog = self.blogs.get_mut(index)?;
        let asks = view.timeline_in_sight
            && blog.feed.may_ask_for_older(by_hand, now)
            // A filter lets so little through that its end is always near: a page for each key is enough.
            && (by_hand || blog.window.limit().is_none())
            && blog.at(view).is_near_oldest();
        asks.then(|| {
            blog.feed.asks_for_older();
            Effect::FetchOlder(index)
        })
    }
}
