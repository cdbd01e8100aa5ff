//! Faults on demand, for the tests that show how the program survives them. Not part of release builds.

use crate::{
    fetch::Extract,
    model::NoLiveBlog,
    source::{Extraction, Page, Recipes},
};

/// Names the variable that asks for a fault.
const VARIABLE: &str = "NEWSWIRE_FAULT";

/// Panics where the reader is asked to.
pub(super) fn in_reader() {
    assert!(!asked("reader"), "a fault of the reader that was asked for");
}

/// Panics where the pollers are asked to.
pub(super) fn in_poller() {
    assert!(!asked("poller"), "a fault of a poller that was asked for");
}

/// Returns what reads pages instead of the real thing, where that is asked for.
pub(super) fn extract() -> Option<Extract> {
    asked("task").then_some(broken)
}

#[expect(clippy::panic, reason = "that is the fault")]
fn broken(_: &Page, _: &Recipes) -> Result<Extraction, NoLiveBlog> {
    panic!("a fault of a task that was asked for");
}

fn asked(fault: &str) -> bool {
    std::env::var(VARIABLE).is_ok_and(|value| value == fault)
}
