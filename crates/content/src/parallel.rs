//! Much work of the same sort, on all cores.

use std::{num::NonZero, panic, thread};

/// Fewer things than this are done sooner than a thread is started.
const FEW: usize = 64;

/// What `work` makes of each stretch of `items`, in their order. However many stretches there are,
/// together they are all items.
pub(crate) fn in_stretches<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&[T]) -> R + Sync,
) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let stretch = items.len().div_ceil(cores).max(FEW);
    if items.len() <= stretch {
        return vec![work(items)];
    }
    let work = &work;
    thread::scope(|scope| {
        let threads: Vec<_> =
            items.chunks(stretch).map(|items| scope.spawn(move || work(items))).collect();
        let results = threads.into_iter().map(thread::ScopedJoinHandle::join);
        results.map(|result| result.unwrap_or_else(|panic| panic::resume_unwind(panic))).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_is_worked_on_once_and_in_order() {
        for length in [0, 1, FEW, FEW + 1, 1000] {
            let items: Vec<usize> = (0..length).collect();
            assert_eq!(in_stretches(&items, <[usize]>::to_vec).concat(), items);
        }
    }
}
