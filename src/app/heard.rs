//! What comes from the history while a blog is read: the rest of it, and what another instance of the program saw.

use super::{Followed, Heard, Model, Msg, followed::View};
use crate::model::Timeline;

impl Model {
    /// Takes what the history tells.
    pub(super) fn hear(&mut self, msg: Msg) {
        let (Msg::Rest(index, _) | Msg::Heard(index, _) | Msg::Elsewhere(index)) = &msg else {
            return;
        };
        let index = *index;
        let (view, focused) = (self.view_of(index), self.focused);
        let Some(blog) = self.blogs.get_mut(index) else {
            return;
        };
        let changed = match msg {
            Msg::Rest(_, whole) => blog.complete(*whole),
            Msg::Heard(_, heard) => blog.hear(*heard, focused, view),
            _ => {
                blog.freshness.elsewhere = true;
                blog.freshness.checking = false;
                false
            }
        };
        if changed && index == self.active() {
            self.find_again();
        }
    }
}

impl Followed {
    /// Takes all that the history holds in place of the part that the first frame needed. Nothing on the screen moves:
    /// the window hangs on its text, and what was done to that part in the meantime stays done.
    fn complete(&mut self, mut whole: Timeline) -> bool {
        let part = std::mem::take(&mut self.timeline);
        whole.blog = part.blog.clone();
        let _known_already = whole.absorb(part.items().to_vec());
        self.timeline = whole;
        self.refit_all();
        self.renew_overview_unseen();
        self.look_where_left();
        self.beyond.take().is_some()
    }

    /// Takes what another instance put into the history, as if it were a poll.
    fn hear(&mut self, heard: Heard, focused: bool, view: View) -> bool {
        let changes = self.change(focused, view, |timeline| {
            timeline.blog = heard.blog;
            timeline.absorb(heard.items)
        });
        if let Some(at) = heard.checked {
            self.reach(at);
            self.heads.see(&self.timeline.blog, at);
        }
        !changes.is_empty()
    }
}
