//! Maps and sets by the nodes of a page. The tree numbers its nodes itself, so no page can choose them, and a number
//! needs no more than to be spread.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasherDefault, Hasher},
};

use super::element::Id;

/// A map by nodes.
pub(in crate::source) type IdMap<T> = HashMap<Id, T, BuildHasherDefault<Number>>;
/// A set of nodes.
pub(in crate::source) type IdSet = HashSet<Id, BuildHasherDefault<Number>>;

/// 2^64 divided by the golden ratio, with which Knuth's multiplicative hashing spreads numbers over all bits.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// Keeps a number as it is, so that what stands side by side in a page lies side by side in a table, and is in the
/// processor's cache when it is asked for. The highest bits, by which tables tell neighbours apart, are spread.
#[derive(Debug, Default)]
pub(in crate::source) struct Number(u64);

impl Hasher for Number {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_usize(&mut self, number: usize) {
        self.0 = number as u64;
    }

    fn finish(&self) -> u64 {
        const HIGHEST: u64 = !(u64::MAX >> 7);
        self.0 & !HIGHEST | self.0.wrapping_mul(GOLDEN) & HIGHEST
    }
}

/// Spreads what is no run of numbers over all bits.
#[derive(Debug, Default)]
pub(in crate::source) struct Spread(u64);

impl Spread {
    fn add(&mut self, number: u64) {
        self.0 = (self.0 ^ number).wrapping_mul(GOLDEN);
    }
}

impl Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.add(u64::from(*byte)));
    }

    fn finish(&self) -> u64 {
        // Tables take the low bits, and multiplying carries upwards.
        self.0.rotate_left(26)
    }
}
