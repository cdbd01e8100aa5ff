//! What was tried and what came of it.

use std::{fmt::Write as _, fs, time::Duration};

use crate::program::Ended;

/// The most time of the processor, and the most memory, that any input may take in the full tier.
const TIME: Duration = Duration::from_secs(1);
const MEMORY: u64 = 150 << 20;

/// Between these lines of SECURITY.md stands what the full tier measured.
const BEGIN: &str = "<!-- hostile: begin -->\n";
const END: &str = "<!-- hostile: end -->";

#[derive(Debug)]
struct Row {
    case: String,
    shown: String,
    bytes: usize,
    time: Duration,
    memory: u64,
    faults: Vec<String>,
}

/// The rows of one or more lists.
#[derive(Debug, Default)]
pub struct Table {
    rows: Vec<Row>,
}

impl Table {
    /// Adds a case, with what is wrong about its end.
    pub fn add(&mut self, case: impl Into<String>, ended: &Ended, faults: Vec<String>) {
        self.rows.push(Row {
            case: case.into(),
            shown: ended.shown(),
            bytes: ended.stdout.len() + ended.stderr.len(),
            time: ended.processor,
            memory: ended.memory,
            faults,
        });
    }

    /// Adds the rows of another table.
    pub fn append(&mut self, mut other: Self) {
        self.rows.append(&mut other.rows);
    }

    /// Adds a case that passed on a terminal.
    pub fn tell(&mut self, case: impl Into<String>, shown: &str) {
        self.check(case, shown, Vec::new());
    }

    /// Adds a case on a terminal, with what is wrong about it.
    pub fn check(&mut self, case: impl Into<String>, shown: &str, faults: Vec<String>) {
        self.rows.push(Row {
            case: case.into(),
            shown: shown.to_owned(),
            bytes: 0,
            time: Duration::ZERO,
            memory: 0,
            faults,
        });
    }

    /// Writes the table to a file of this name beside the tests' own; panics where a case failed.
    pub fn assert_passed(&self, name: &str) {
        let mut text = String::new();
        for row in &self.rows {
            let verdict = if row.faults.is_empty() {
                "ok"
            } else {
                "FAILED"
            };
            let _ = writeln!(
                text,
                "{verdict:6} {:60.60} {:9} B {:6} ms {:4} MB  {:.80}",
                row.case,
                row.bytes,
                row.time.as_millis(),
                row.memory >> 20,
                row.shown,
            );
            for fault in &row.faults {
                let _ = writeln!(text, "       - {fault}");
            }
        }
        let path = format!("{}/hostile-{name}.txt", env!("CARGO_TARGET_TMPDIR"));
        fs::write(path, text).unwrap();
        let failed: Vec<&Row> = self.rows.iter().filter(|r| !r.faults.is_empty()).collect();
        assert!(failed.is_empty(), "{failed:#?}");
        assert!(!self.rows.is_empty(), "nothing was tried");
    }

    /// Counts as failed what took more than any input may.
    pub fn hold_bounds(&mut self) {
        for row in &mut self.rows {
            if row.time > TIME || row.memory > MEMORY {
                row.faults.push("more than any input may take".to_owned());
            }
        }
    }

    /// Writes how many cases there were, and the worst of them, into SECURITY.md.
    pub fn write_summary(&self) {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/SECURITY.md");
        let paper = fs::read_to_string(path).unwrap();
        let (before, rest) = paper.split_once(BEGIN).unwrap();
        let (_, after) = rest.split_once(END).unwrap();
        let slowest = self.rows.iter().max_by_key(|row| row.time).unwrap();
        let largest = self.rows.iter().max_by_key(|row| row.memory).unwrap();
        let passed = self.rows.iter().filter(|r| r.faults.is_empty()).count();
        let summary = format!(
            "{passed} of {} cases passed. The slowest took {} ms of processor time ({}), the largest {} MB of memory ({}).\n",
            self.rows.len(),
            slowest.time.as_millis(),
            slowest.case,
            largest.memory >> 20,
            largest.case,
        );
        fs::write(path, format!("{before}{BEGIN}{summary}{END}{after}")).unwrap();
    }
}
