//! What the history tells while a blog is read.

use super::Reader;
use crate::app::msg::Msg;

impl Reader {
    /// Takes what the history tells.
    pub(in crate::app) fn hear_history(&mut self, msg: Msg) {
        let (Msg::Rest(index, _) | Msg::Heard(index, _) | Msg::Elsewhere(index)) = &msg else {
            return;
        };
        let index = *index;
        let (view, focused) = (self.view_of(index), self.focused && !self.above.led);
        let Some(blog) = self.blogs.get_mut(index) else {
            return;
        };
        match msg {
            Msg::Rest(_, whole) => blog.complete(*whole, view),
            Msg::Heard(_, heard) => blog.hear(*heard, focused, view),
            _ => blog.feed.polled_elsewhere(),
        }
    }
}
