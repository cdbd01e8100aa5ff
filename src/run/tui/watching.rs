//! Whether the reader looks, as far as a terminal and its keys tell.

use std::time::Duration;

use tokio::time::Instant;

use crate::{app::Msg, fetch::Attention};

/// Who pressed a key within this looks.
const LOOKS: Duration = Duration::from_mins(5);

/// What was seen of the reader. A terminal that never tells of its focus counts as having it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Watching {
    focused: bool,
    /// The last key, or the start.
    touched: Instant,
}

impl Default for Watching {
    fn default() -> Self {
        Self {
            focused: true,
            touched: Instant::now(),
        }
    }
}

impl Watching {
    /// Takes notice of what came from the terminal; tells whether it was something of the reader's.
    pub(super) fn see(&mut self, msg: &Msg) -> bool {
        match msg {
            Msg::Focus(focused) => {
                self.focused = *focused;
                // Whoever turns to the window looks at it.
                if *focused {
                    self.touched = Instant::now();
                }
            }
            Msg::Key(_) | Msg::Mouse(_) | Msg::Paste(_) => {
                self.touched = Instant::now();
                // Keys go where the focus is, whatever the terminal told of it.
                self.focused = true;
            }
            _ => return false,
        }
        true
    }

    /// Says whether the reader looks now, and where they do not, whether they want to be alerted.
    pub(super) fn attention(&self, alerted: bool) -> Attention {
        if !self.focused && alerted {
            Attention::Alerted
        } else if !self.focused {
            Attention::Away
        } else if self.touched.elapsed() < LOOKS {
            Attention::Looking
        } else {
            Attention::InView
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_reader_looks_while_there_are_focus_and_keys() {
        let mut watching = Watching::default();
        let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
        assert_eq!(watching.attention(false), Attention::Looking);
        advance(minutes(5)).await;
        assert_eq!(watching.attention(false), Attention::InView, "no key");
        assert!(watching.see(&Msg::Paste(String::new())));
        assert_eq!(watching.attention(false), Attention::Looking);
        watching.see(&Msg::Focus(false));
        assert_eq!(watching.attention(false), Attention::Away);
        assert_eq!(watching.attention(true), Attention::Alerted);
        advance(minutes(60)).await;
        watching.see(&Msg::Focus(true));
        assert_eq!(watching.attention(true), Attention::Looking);
        assert!(!watching.see(&Msg::Resize(crate::layout::Size {
            width: 80,
            height: 24
        })));
    }

    #[tokio::test(start_paused = true)]
    async fn a_key_in_a_window_without_focus_says_that_it_has_it() {
        let mut watching = Watching::default();
        watching.see(&Msg::Focus(false));
        watching.see(&Msg::Paste(String::new()));
        assert_eq!(watching.attention(false), Attention::Looking);
    }
}
