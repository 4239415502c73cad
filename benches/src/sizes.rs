//! How big the trees are that are measured.

use std::{env, num::ParseIntError};

/// Numbers of seminars: what `FINSAM_BENCH_SEMINARS` says, parted by commas, or a thousand and ten
/// thousand.
///
/// # Errors
/// When it says something that is no number.
pub fn sizes() -> Result<Vec<usize>, ParseIntError> {
    let sizes = env::var("FINSAM_BENCH_SEMINARS").unwrap_or_else(|_| "1000,10000".to_owned());
    sizes.split(',').map(|size| size.trim().parse()).collect()
}
