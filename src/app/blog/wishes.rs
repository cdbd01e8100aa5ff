//! What the reader wants to be alerted to in one live blog, asked for while they read it.

use crate::model::{
    WebUrl,
    alert::{Rule, Wish},
};

/// What the reader wants to be alerted to, in the order in which they asked for it.
#[derive(Debug, Default)]
pub(super) struct Wishes(Vec<Rule>);

impl Wishes {
    /// Takes what was kept; what makes no rule any more is left out.
    pub(super) fn new(wishes: Vec<Wish>, page: Option<&WebUrl>) -> Self {
        let rules = wishes.into_iter();
        Self(rules.filter_map(|wish| Rule::of_blog(wish, page)).collect())
    }

    pub(super) fn rules(&self) -> &[Rule] {
        &self.0
    }

    /// Adds a wish, or takes it away where it is there; `None` where it makes no rule, else whether it is there now.
    pub(super) fn toggle(&mut self, wish: Wish, page: Option<&WebUrl>) -> Option<bool> {
        let before = self.0.len();
        self.0.retain(|rule| *rule.wish() != wish);
        if self.0.len() < before {
            return Some(false);
        }
        self.0.push(Rule::of_blog(wish, page)?);
        Some(true)
    }
}
