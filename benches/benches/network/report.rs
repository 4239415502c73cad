//! Two ways of serving the same, side by side.

use std::{fmt, time::Duration};

use finsam_benches::Spread;

/// What one operation cost alone and split, in turn.
pub(super) struct Beside {
    name: String,
    bytes: Vec<usize>,
    /// Microseconds each, alone and split in turn.
    micros: Vec<f64>,
}

impl Beside {
    pub(super) const HEADING: &str = "                                                   alone               split     split : alone      bytes";

    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), bytes: Vec::new(), micros: Vec::new() }
    }

    /// How long an answer is.
    pub(super) fn bytes(&mut self, bytes: usize) {
        self.bytes.push(bytes);
    }

    /// What so many requests cost.
    pub(super) fn add(&mut self, cost: Duration, requests: u64) {
        let requests = f64::from(u32::try_from(requests).unwrap_or(u32::MAX));
        self.micros.push(cost.as_secs_f64() * 1e6 / requests);
    }
}

impl fmt::Display for Beside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs = || self.micros.chunks_exact(2).filter_map(|pair| pair.first().zip(pair.last()));
        let alone = Spread::of(pairs().map(|(alone, _)| *alone));
        let split = Spread::of(pairs().map(|(_, split)| *split));
        let ratio = Spread::of(pairs().map(|(alone, split)| split / alone));
        let Self { name, bytes, .. } = self;
        write!(f, "{name:38} {alone:.0} {split:.0}  {ratio:.2}  {bytes:?}")
    }
}

/// How many times one number of MiB goes into the other.
pub(super) fn ratio(one: u64, other: u64) -> f64 {
    let number = |n: u64| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    number(one) / number(other).max(1.0)
}
