//! Maps and sets by the nodes of a page. The tree numbers its nodes itself, so no page can choose them, and a number
//! needs no more than to be spread.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasherDefault, Hasher},
};

use super::element::Id;

/// A map by nodes.
pub(in crate::source) type IdMap<T> = HashMap<Id, T, BuildHasherDefault<Spread>>;
/// A set of nodes.
pub(in crate::source) type IdSet = HashSet<Id, BuildHasherDefault<Spread>>;

/// Spreads numbers over all bits (Knuth's multiplicative hashing: 2^64 divided by the golden ratio).
#[derive(Debug, Default)]
pub(in crate::source) struct Spread(u64);

impl Spread {
    fn add(&mut self, number: u64) {
        self.0 = (self.0 ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

impl Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.add(u64::from(*byte)));
    }

    fn write_usize(&mut self, number: usize) {
        self.add(number as u64);
    }

    fn finish(&self) -> u64 {
        // Tables take the low bits, and multiplying carries upwards.
        self.0.rotate_left(26)
    }
}
