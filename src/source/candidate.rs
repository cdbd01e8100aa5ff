//! The former names of claims, until every reader uses the new ones.

pub(super) use super::claim::{Account as Candidate, Claim, Rule, Shown, Testimony as Reading};
pub(super) use crate::model::Witness;
