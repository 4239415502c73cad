//! How much a search may do: whatever is asked, it ends soon.

/// Postings that may be read for each document there is, …
const POSTINGS_PER_DOCUMENT: usize = 3;
/// … and for a search through few documents.
const POSTINGS_AT_LEAST: usize = 20_000;
/// Pairs of letters of misspelt and other words that may be compared.
const LETTERS: usize = 250_000;

/// What a search has left to spend. It is counted in steps, not in time, so that a search finds the
/// same on a slow machine.
#[derive(Clone, Copy, Debug)]
pub(super) struct Work {
    pub(super) postings: usize,
    pub(super) letters: usize,
}

impl Work {
    /// What a search through so many documents may cost.
    pub(super) fn through(documents: usize) -> Self {
        let postings = documents.saturating_mul(POSTINGS_PER_DOCUMENT).max(POSTINGS_AT_LEAST);
        Self { postings, letters: LETTERS }
    }

    /// Pays for reading postings, if there is enough left.
    pub(super) fn read(&mut self, postings: usize) -> bool {
        let left = self.postings.checked_sub(postings);
        self.postings = left.unwrap_or(self.postings);
        left.is_some()
    }

    /// Pays for comparing a letter with so many, if there is enough left.
    pub(super) fn compare(&mut self, letters: usize) -> bool {
        let left = self.letters.checked_sub(letters);
        self.letters = left.unwrap_or(0);
        left.is_some()
    }
}
