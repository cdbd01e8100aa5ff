//! What comes from the history while a blog is read: the rest of it, and what another instance of the program saw.

use super::{Followed, View, exchange::Heard};
use crate::model::Timeline;

impl Followed {
    /// Takes all that the history holds in place of the part that the first frame needed. Nothing on the screen moves:
    /// the window hangs on its text, and what was done to that part in the meantime stays done.
    pub(in crate::app) fn complete(&mut self, mut whole: Timeline) {
        let part = std::mem::take(&mut self.timeline);
        whole.blog = part.blog.clone();
        let _known_already = whole.absorb(part.items().to_vec());
        self.timeline = whole;
        self.refit_all();
        self.renew_overview_unseen();
        self.look_where_left();
        self.beyond = None;
        self.changes += 1;
    }

    /// Takes what another instance put into the history, as if it were a poll.
    pub(in crate::app) fn hear(&mut self, heard: Heard, focused: bool, view: View) {
        let _ = self.change(focused, view, |timeline| {
            timeline.blog = heard.blog;
            timeline.absorb(heard.items)
        });
        if let Some(at) = heard.checked {
            self.reach(at);
            self.heads.see(&self.timeline.blog, at);
        }
    }
}
