//! Sorted lists that change a little: what leaves them and what comes, by place.

/// What leaves a list and what comes to it. Made once from the list's order, it can be applied
/// to every list that stands beside it.
#[derive(Debug)]
pub(crate) struct Splice {
    /// The places that are left, from first to last.
    gone: Vec<usize>,
    /// For each newcomer, in order, the old place it comes before.
    come: Vec<usize>,
}

impl Splice {
    /// What becomes of a sorted list when some items leave it and others come, all known by their
    /// keys, which are in order too.
    pub(crate) fn new<T, K: Ord>(
        list: &[T],
        key: impl Fn(&T) -> K,
        gone: &[K],
        come: &[K],
    ) -> Self {
        let first_not_before = |sought: &K| list.partition_point(|item| key(item) < *sought);
        let mut places: Vec<usize> = Vec::with_capacity(gone.len());
        for sought in gone {
            // Of several equal items, each that leaves has a place of its own.
            let free = places.last().map_or(0, |last| last + 1);
            let place = first_not_before(sought).max(free);
            if list.get(place).is_some_and(|item| key(item) == *sought) {
                places.push(place);
            }
        }
        Self { gone: places, come: come.iter().map(first_not_before).collect() }
    }

    /// The list afterwards, with the newcomers in their order.
    pub(crate) fn apply<T: Clone>(&self, list: &[T], come: impl IntoIterator<Item = T>) -> Vec<T> {
        let mut next =
            Vec::with_capacity((list.len() + self.come.len()).saturating_sub(self.gone.len()));
        let mut gone = self.gone.iter().copied().peekable();
        let mut taken = 0;
        let mut take_until = |next: &mut Vec<T>, until: usize| {
            while let Some(left) = gone.next_if(|left| *left < until) {
                next.extend_from_slice(list.get(taken..left).unwrap_or_default());
                taken = left + 1;
            }
            next.extend_from_slice(list.get(taken..until).unwrap_or_default());
            taken = taken.max(until);
        };
        for (before, newcomer) in self.come.iter().zip(come) {
            take_until(&mut next, *before);
            next.push(newcomer);
        }
        take_until(&mut next, list.len());
        next
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_list_beside_another_changes_alike() {
        let (numbers, words) = ([1, 3, 3, 5], ["a", "b", "c", "d"]);
        let splice = Splice::new(&numbers, |number| *number, &[1, 3, 4], &[0, 4, 9]);
        assert_eq!(splice.apply(&numbers, [0, 4, 9]), [0, 3, 4, 5, 9]);
        assert_eq!(splice.apply(&words, ["x", "y", "z"]), ["x", "c", "y", "d", "z"]);
    }

    proptest! {
        #[test]
        fn a_list_stays_sorted(
            mut list in prop::collection::vec(0..20_u8, 0..20),
            picks in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
            mut come in prop::collection::vec(0..20_u8, 0..20),
        ) {
            list.sort_unstable();
            come.sort_unstable();
            let mut expected = list.clone();
            let mut gone = Vec::new();
            for pick in picks.iter().filter(|_| !list.is_empty()) {
                if !expected.is_empty() {
                    gone.push(expected.remove(pick.index(expected.len())));
                }
            }
            gone.sort_unstable();
            expected.extend(&come);
            expected.sort_unstable();
            let splice = Splice::new(&list, |number| *number, &gone, &come);
            prop_assert_eq!(splice.apply(&list, come), expected);
        }
    }
}
