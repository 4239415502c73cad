//! A page of a list that grows with the archive.

use crate::{schema, stale::Stale};

/// The most items the API gives in a page.
pub const MAX_PAGE: usize = 100;

/// Some of a list's items, in the list's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The items of this page.
    pub items: Vec<T>,
    /// How many the whole list has.
    pub total: usize,
    /// What to give as `after` for the next page; none on the last.
    pub next: Option<String>,
    /// What it rests on that may be old; nothing as a rule.
    pub stale: Stale,
}

impl<T> Page<T> {
    pub(crate) fn new(items: Vec<T>, total_count: i32, page_info: PageInfo, stale: Stale) -> Self {
        let total = usize::try_from(total_count).unwrap_or_default();
        let next = page_info.end_cursor.filter(|_| page_info.has_next_page);
        Self { items, total, next, stale }
    }
}

#[derive(cynic::QueryFragment)]
pub(crate) struct PageInfo {
    pub(crate) has_next_page: bool,
    pub(crate) end_cursor: Option<String>,
}

/// How many to ask for, as the API takes it.
pub(crate) fn page_size(first: usize) -> i32 {
    i32::try_from(first.min(MAX_PAGE)).unwrap_or(i32::MAX)
}
