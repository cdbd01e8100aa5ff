//! Every call of the system that may fail fails in turn, once and for ever, while a live blog is opened, polled, read,
//! saved, exported and left: no panic, the terminal restored, what was kept or said to be saved still there.
//!
//! `strace` makes the calls fail; where it is missing or may not trace, nothing is tried and that is said. It counts the
//! calls of each thread for itself, so a run without failures tells how far there is to count.

mod scenario;
mod tracing;

use std::{
    collections::HashMap,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

pub use self::tracing::can_trace;
use self::{
    scenario::{Followed, SCENARIOS, Scenario},
    tracing::{Fault, Injection, On},
};
use crate::{Tier, table::Table};

const fn fault(calls: &'static str, error: &'static str) -> Fault {
    let on = On::Anything;
    Fault { calls, error, on }
}

const fn outside(calls: &'static str, error: &'static str) -> Fault {
    let on = On::Outside;
    Fault { calls, error, on }
}

/// Calls, with what they fail with.
///
/// The runtime wakes its threads by `write` and `read`, and everything maps memory: none fails in earnest, so that these
/// fail where they go to the terminal or to files. The clock is read without a call. Waiting (`epoll_wait`, `futex`)
/// fails for no reason but our own mistakes.
const FAULTS: &[Fault] = &[
    fault("openat", "EIO"),
    fault("openat", "EMFILE"),
    fault("openat", "EACCES"),
    outside("read", "EIO"),
    outside("write", "EIO"),
    outside("write", "ENOSPC"),
    outside("mmap", "ENOMEM"),
    fault("pread64", "EIO"),
    fault("pwrite64", "ENOSPC"),
    fault("pwrite64", "EIO"),
    fault("fsync,fdatasync", "EIO"),
    fault("ftruncate", "EIO"),
    fault("unlink,rename", "EACCES"),
    fault("mkdir", "EACCES"),
    fault("fcntl", "ENOLCK"),
    fault("flock", "EAGAIN"),
    fault("fchown,fchmod,chmod", "EPERM"),
    fault("statx,newfstatat,fstat", "EIO"),
    fault("readlink,getcwd", "ENOENT"),
    fault("socket,socketpair", "EMFILE"),
    fault("connect", "ECONNREFUSED"),
    fault("sendto,writev,recvfrom", "ECONNRESET"),
    fault("setsockopt,getsockopt,getsockname,getpeername", "ENOBUFS"),
    fault("ioctl", "ENOTTY"),
    fault("ioctl", "EIO"),
    fault("poll,ppoll", "ENOMEM"),
    fault("epoll_ctl", "ENOMEM"),
    fault("eventfd2,epoll_create1,pipe2", "EMFILE"),
    fault("inotify_init1,inotify_add_watch", "ENOSPC"),
    fault("clone3,clone,vfork", "EAGAIN"),
    fault("execve", "EACCES"),
    fault("wait4,waitid", "ECHILD"),
];

/// One call that fails in one scenario.
struct Case<'a> {
    scenario: &'a Scenario,
    injection: Injection<'a>,
}

pub fn run(tier: Tier, table: &mut Table) {
    if !can_trace() {
        table.tell(
            "strace is missing or may not trace",
            "no call was made to fail",
        );
        return;
    }
    let followed = Followed::new();
    let mut cases = Vec::new();
    for (nth, scenario) in SCENARIOS.iter().enumerate() {
        let counts = scenario.count(&followed, FAULTS);
        cases.extend(match tier {
            Tier::Full => every(scenario, &counts),
            Tier::Quick => sample(scenario, nth, &counts),
        });
    }
    let next = AtomicUsize::new(0);
    // Most of a case is waiting.
    let workers = thread::available_parallelism().map_or(1, usize::from) * 2;
    let parts: Vec<Table> = thread::scope(|scope| {
        let walk = || {
            let mut table = Table::default();
            let followed = Followed::new();
            while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                case.scenario.fail(&followed, &case.injection, &mut table);
            }
            table
        };
        let handles: Vec<_> = (0..workers).map(|_| scope.spawn(walk)).collect();
        let tables = handles.into_iter().map(|handle| handle.join().unwrap());
        tables.collect()
    });
    for part in parts {
        table.append(part);
    }
}

/// Every call of a scenario, once and for ever.
fn every<'a>(scenario: &'a Scenario, counts: &HashMap<&'a Fault, usize>) -> Vec<Case<'a>> {
    let mut cases = Vec::new();
    for fault in FAULTS {
        let turns = 1..=counts.get(fault).copied().unwrap_or(0);
        cases.extend(turns.flat_map(|turn| {
            [false, true].map(|for_ever| Case {
                scenario,
                injection: Injection {
                    fault,
                    turn,
                    for_ever,
                },
            })
        }));
    }
    cases
}

/// For each kind of call one that fails, each scenario at another place; a screen, which takes long, tries every third
/// kind.
fn sample<'a>(
    scenario: &'a Scenario,
    nth: usize,
    counts: &HashMap<&'a Fault, usize>,
) -> Vec<Case<'a>> {
    let step = if scenario.is_screen() { 3 } else { 1 };
    let kinds = FAULTS.iter().enumerate().skip(nth % step).step_by(step);
    let called = kinds.filter_map(|(kind, fault)| Some((kind, fault, *counts.get(fault)?)));
    let case = |(kind, fault, count): (usize, &'a Fault, usize)| Case {
        scenario,
        injection: Injection {
            fault,
            turn: 1 + (kind + 2 * nth + 3) * count / (FAULTS.len() + 2 * SCENARIOS.len()) % count,
            for_ever: (kind + nth).is_multiple_of(2),
        },
    };
    called.map(case).collect()
}
