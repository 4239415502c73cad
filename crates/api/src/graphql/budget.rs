//! What a request spends while it is answered, so that no asker takes the machine from the others.
//!
//! [`super::limits`] decides beforehand what can be decided by looking at the query. This is the
//! second line, for what depends on the archive: how much a filter reads, how long the lists are.
//! The answer is paid for while it is made, and the larger the query, the dearer a document. It is
//! made without a pause, so that no timer around it would ever strike: the time it may take is looked
//! after here, too.

use std::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    time::{Duration, Instant},
};

/// What a request can spend, in resolved fields: a second or two of one core's time.
const FUNDS: usize = 4_000_000;

/// What a question or a search costs, in resolved fields.
pub(super) const COST_OF_A_QUESTION: usize = 5_000;

/// What looking for words in one document costs, in resolved fields.
pub(super) const COST_OF_READING: usize = 50;

/// How often the time is looked at, in resolved fields: every tenth of a millisecond or so.
const FIELDS_PER_LOOK: usize = 1_000;

/// What a request has left to spend.
#[derive(Debug)]
pub(super) struct Budget {
    per_document: usize,
    left: AtomicUsize,
    /// When it is too late for an answer; never, if not said.
    deadline: Option<Instant>,
    is_late: AtomicBool,
}

impl Budget {
    /// The budget of a request with this many selections, any of which may be asked of every
    /// document.
    pub(super) fn new(selections: usize) -> Self {
        Self {
            per_document: selections.max(1),
            left: AtomicUsize::new(FUNDS),
            deadline: None,
            is_late: AtomicBool::new(false),
        }
    }

    /// The same, to be spent within a time from now on.
    pub(super) fn within(self, time: Duration) -> Self {
        Self { deadline: Instant::now().checked_add(time), ..self }
    }

    /// Pays for one document; whether there was enough.
    pub(super) fn pay_for_document(&self) -> bool {
        self.pay(self.per_document)
    }

    /// Pays; whether there was enough. Once there is not, nothing can be paid for any more.
    pub(super) fn pay(&self, cost: usize) -> bool {
        let pay = |left: usize| Some(left.saturating_sub(cost));
        let before = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay);
        let before = before.unwrap_or_default();
        let left = before.saturating_sub(cost);
        let is_time_to_look = left / FIELDS_PER_LOOK != before / FIELDS_PER_LOOK;
        if is_time_to_look && self.deadline.is_some_and(|deadline| deadline <= Instant::now()) {
            self.is_late.store(true, Ordering::Relaxed);
            self.left.store(0, Ordering::Relaxed);
            return false;
        }
        left > 0
    }

    /// Whether something could not be paid for, so that the answer is not whole.
    pub(super) fn is_spent(&self) -> bool {
        self.left.load(Ordering::Relaxed) == 0
    }

    /// Whether that was for want of time.
    pub(super) fn is_late(&self) -> bool {
        self.is_late.load(Ordering::Relaxed)
    }
}

/// The refusal of a request whose answer could not be paid for.
pub(super) const ANSWER_TOO_LARGE: &str =
    "the answer is too large for one request; ask for less, or page by page";

/// The refusal of a request whose answer was not made in time.
pub(crate) const ANSWER_TOO_LATE: &str =
    "the answer was not made in time; ask for less, or again later";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_runs_out_once_and_for_all() {
        let budget = Budget::new(1_000_000);
        assert!((0..3).all(|_| budget.pay_for_document()) && !budget.is_spent());
        assert!(!budget.pay_for_document() && budget.is_spent());
        assert!(!budget.pay(1) && !budget.is_late());
    }

    #[test]
    fn nothing_is_paid_for_when_it_is_too_late() {
        let budget = Budget::new(1).within(Duration::from_secs(60));
        assert!((0..5_000).all(|_| budget.pay_for_document()) && !budget.is_late());
        let budget = Budget::new(1).within(Duration::ZERO);
        assert!((0..5_000).any(|_| !budget.pay_for_document()));
        assert!(budget.is_late() && budget.is_spent() && !budget.pay(1));
    }
}
