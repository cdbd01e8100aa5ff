//! A hostile web, disk and terminal, as lists of cases: bad inputs, faults of the network, things in the place of
//! files, calls that fail. Each list is a table (case, what was shown, bytes, time, memory): `target/tmp/hostile-*.txt`.
//!
//! The quick tier runs with all tests. `just hostile` runs the full one, with larger inputs and every call, holds the
//! bounds of time and memory, and writes its summary into SECURITY.md.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod escapes;
mod inputs;
mod nth;
mod opened;
mod program;
#[path = "../terminal/session.rs"]
#[expect(dead_code, reason = "shared with the tests of the terminal")]
mod session;
mod surroundings;
mod table;
mod wire;

use table::Table;

/// How much of the lists is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tier {
    /// Within two minutes, of a build that is not optimised.
    Quick,
    /// All, of a build that is.
    Full,
}

/// Runs a list in its quick tier, and writes its table under this name.
fn quick(name: &str, list: fn(Tier, &mut Table)) {
    let mut table = Table::default();
    list(Tier::Quick, &mut table);
    table.assert_passed(name);
}

#[test]
fn bad_inputs_are_survived() {
    quick("inputs", inputs::run);
}

#[test]
fn faults_of_the_network_are_told_in_a_sentence() {
    quick("wire", wire::run);
}

#[test]
fn what_surrounds_the_program_may_be_broken() {
    quick("surroundings", surroundings::run);
}

#[test]
fn any_call_of_the_system_may_fail() {
    quick("calls", nth::run);
}

#[test]
#[ignore = "takes long; a part of the full tier"]
fn every_call_of_the_system_may_fail() {
    let mut table = Table::default();
    nth::run(Tier::Full, &mut table);
    table.assert_passed("calls-full");
}

#[test]
#[ignore = "the full tier takes long; `just hostile` runs it"]
fn the_full_tier_passes_and_writes_its_summary() {
    let mut table = Table::default();
    inputs::run(Tier::Full, &mut table);
    table.hold_bounds();
    wire::run(Tier::Full, &mut table);
    surroundings::run(Tier::Full, &mut table);
    nth::run(Tier::Full, &mut table);
    table.write_summary();
    table.assert_passed("full");
}
