//! What a request spends while it is answered, so that no asker takes the machine from the others.
//!
//! [`super::limits`] decides beforehand what can be decided by looking at the query. This is the
//! second line, for what depends on the archive: how much a filter reads, how long the lists are.
//! The answer is paid for while it is made, and the larger the query, the dearer a document.

use std::sync::atomic::{AtomicUsize, Ordering};

/// What a request can spend, in resolved fields: a second or two of one core's time.
const FUNDS: usize = 4_000_000;

/// What a question or a search costs, in resolved fields.
pub(super) const COST_OF_A_QUESTION: usize = 5_000;

/// What looking for words in one document costs, in resolved fields.
pub(super) const COST_OF_READING: usize = 50;

/// What a request has left to spend.
#[derive(Debug)]
pub(super) struct Budget {
    per_document: usize,
    left: AtomicUsize,
}

impl Budget {
    /// The budget of a request with this many selections, any of which may be asked of every
    /// document.
    pub(super) fn new(selections: usize) -> Self {
        Self { per_document: selections.max(1), left: AtomicUsize::new(FUNDS) }
    }

    /// Pays for one document; whether there was enough.
    pub(super) fn pay_for_document(&self) -> bool {
        self.pay(self.per_document)
    }

    /// Pays; whether there was enough. Once there is not, nothing can be paid for any more.
    pub(super) fn pay(&self, cost: usize) -> bool {
        let pay = |left: usize| Some(left.saturating_sub(cost));
        let before = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay);
        before.is_ok_and(|left| left > cost)
    }

    /// Whether something could not be paid for, so that the answer is not whole.
    pub(super) fn is_spent(&self) -> bool {
        self.left.load(Ordering::Relaxed) == 0
    }
}

/// The refusal of a request whose answer could not be paid for.
pub(super) const ANSWER_TOO_LARGE: &str =
    "the answer is too large for one request; ask for less, or page by page";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_runs_out_once_and_for_all() {
        let budget = Budget::new(1_000_000);
        assert!((0..3).all(|_| budget.pay_for_document()) && !budget.is_spent());
        assert!(!budget.pay_for_document() && budget.is_spent());
        assert!(!budget.pay(1));
    }
}
