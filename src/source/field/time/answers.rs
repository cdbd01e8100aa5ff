//! What short texts were found to say of time. The lines that a template puts around every update are asked by many
//! readers, and again for each series that an update may belong to.

use std::{cell::RefCell, collections::HashMap, hash::BuildHasherDefault};

use super::said::Found;
use crate::source::dom::numbered::Spread;

/// Longer texts are an update's own, and asked once or twice, in bytes.
const LONGEST: usize = 80;
/// So many texts are kept: pages have a few thousand, and hostile ones any number.
const MOST: usize = 10_000;

/// The times that were found in texts, by the texts.
type Times = HashMap<String, Option<Found>, BuildHasherDefault<Spread>>;

/// What was answered of texts. It is a part of what answers them and no part of what that is: copies begin without it,
/// as they may be changed, and two that differ in nothing else are equal.
#[derive(Debug, Default)]
pub(in crate::source) struct Answers {
    /// Whether answers are kept: not while what they depend on may still change.
    are_kept: bool,
    times: RefCell<Times>,
}

impl Answers {
    /// Answers that are kept from now on.
    pub(super) fn kept() -> Self {
        Self {
            are_kept: true,
            ..Self::default()
        }
    }

    /// Returns what is known of a text, else what is found now.
    pub(super) fn of(&self, text: &str, find: impl FnOnce() -> Option<Found>) -> Option<Found> {
        if !self.are_kept || text.len() > LONGEST {
            return find();
        }
        if let Some(known) = self.times.borrow().get(text) {
            return known.clone();
        }
        let found = find();
        let mut times = self.times.borrow_mut();
        if times.len() < MOST {
            times.insert(text.to_owned(), found.clone());
        }
        found
    }
}

impl Clone for Answers {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Answers {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Answers {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::field::time::{Reading, TimeContext, find};

    #[test]
    fn what_is_kept_is_what_would_be_found_again() {
        let mut ctx = TimeContext::new("2025-08-07T12:00:00Z".parse().unwrap());
        let texts = [
            "16:32",
            "16:32 Anna Roe",
            "an hour ago",
            "Anna Roe",
            "7 August 2025",
        ];
        let fresh = texts.map(|text| find(text, &ctx));
        ctx.settle();
        for _ in 0..2 {
            assert_eq!(texts.map(|text| find(text, &ctx)), fresh);
        }
        assert_eq!(ctx.found.times.borrow().len(), texts.len());
        assert!(ctx.whole.times.borrow().is_empty());
    }

    #[test]
    fn a_copy_may_be_changed_and_answers_anew() {
        let mut ctx = TimeContext::new("2025-08-07T12:00:00Z".parse().unwrap());
        ctx.settle();
        let day = |ctx: &TimeContext| match find("yesterday at 16:32", ctx).unwrap().reading {
            Reading::Stamp(stamp) => stamp.at.date_naive().to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(day(&ctx), "2025-08-06");
        let later = TimeContext {
            now: "2025-08-09T12:00:00Z".parse().unwrap(),
            ..ctx.clone()
        };
        assert_eq!(day(&later), "2025-08-08");
        assert_eq!(
            later,
            TimeContext {
                now: later.now,
                ..ctx
            }
        );
    }

    #[test]
    fn no_page_fills_the_memory_with_texts() {
        let mut ctx = TimeContext::new("2025-08-07T12:00:00Z".parse().unwrap());
        ctx.settle();
        for number in 0..2 * MOST {
            let _ = find(&format!("No. {number}"), &ctx);
        }
        let _ = find(&"16:32 ".repeat(40), &ctx);
        assert_eq!(ctx.found.times.borrow().len(), MOST);
    }
}
