//! How far samples lie apart.

use std::fmt;

/// The median of some samples, with the least and the most of them.
#[derive(Clone, Copy, Debug)]
pub struct Spread {
    least: f64,
    median: f64,
    most: f64,
}

impl Spread {
    /// The spread of these.
    #[must_use]
    pub fn of(samples: impl Iterator<Item = f64>) -> Self {
        let mut samples: Vec<f64> = samples.collect();
        samples.sort_by(f64::total_cmp);
        let at = |n: usize| samples.get(n).copied().unwrap_or_default();
        let last = samples.len().saturating_sub(1);
        Self { least: at(0), median: at(samples.len() / 2), most: at(last) }
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { least, median, most } = self;
        let digits = f.precision().unwrap_or(1);
        let spread = format!("({least:.digits$}-{most:.digits$})");
        write!(f, "{median:8.digits$} {spread:13}")
    }
}
