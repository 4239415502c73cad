//! Relay connections: the one shape of every list that grows with the archive.

use std::borrow::Cow;

use async_graphql::{Object, OutputType, Result, SimpleObject, TypeName};
use data_encoding::BASE64URL_NOPAD;

use super::{error::bad_user_input, scope::Scope};

/// The largest page.
const MAX_PAGE: usize = 100;

/// The page when nothing else is asked for.
const DEFAULT_PAGE: usize = 20;

/// A page: some of a list's items, and where in the list they stand.
pub(super) struct Connection<T> {
    nodes: Vec<T>,
    start: usize,
    total_count: usize,
}

/// En sida av en lista, enligt Relay.
#[Object(name_type)]
impl<T: Listed> Connection<T> {
    /// Sidans poster.
    async fn nodes(&self) -> &[T] {
        &self.nodes
    }

    /// Sidans poster med sina markörer.
    async fn edges(&self) -> Vec<Edge<T>> {
        let edge = |(node, at): (&T, usize)| Edge { node: node.clone(), cursor: cursor(at, node) };
        self.nodes.iter().zip(self.start..).map(edge).collect()
    }

    /// Var i listan sidan ligger.
    async fn page_info(&self) -> PageInfo {
        let end = self.start + self.nodes.len();
        PageInfo {
            has_next_page: end < self.total_count,
            has_previous_page: self.start > 0,
            start_cursor: self.nodes.first().map(|node| cursor(self.start, node)),
            end_cursor: self.nodes.last().map(|node| cursor(end.saturating_sub(1), node)),
        }
    }

    /// Hur många poster hela listan har.
    async fn total_count(&self) -> usize {
        self.total_count
    }
}

/// En post med sin markör.
#[derive(SimpleObject)]
#[graphql(name_type)]
struct Edge<T: OutputType> {
    /// Posten.
    node: T,
    /// Postens plats i listan, att skicka som `after` eller `before`.
    cursor: String,
}

/// Var i listan en sida ligger.
#[derive(SimpleObject)]
struct PageInfo {
    /// Om det finns fler poster efter sidan.
    has_next_page: bool,
    /// Om det finns fler poster före sidan.
    has_previous_page: bool,
    /// Den första postens markör.
    start_cursor: Option<String>,
    /// Den sista postens markör.
    end_cursor: Option<String>,
}

impl<T: Listed> TypeName for Connection<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", T::type_name()).into()
    }
}

impl<T: OutputType> TypeName for Edge<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", T::type_name()).into()
    }
}

/// Something that stands in a list.
pub(super) trait Listed: OutputType + Clone {
    /// What tells it from everything else in the same list.
    fn key(&self) -> String;
}

/// Which page is asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) first: Option<i32>,
    pub(super) after: Option<String>,
    pub(super) last: Option<i32>,
    pub(super) before: Option<String>,
}

impl Page {
    /// A page of a list that is only read forwards.
    pub(super) fn forward(first: Option<i32>, after: Option<String>) -> Self {
        Self { first, after, ..Self::default() }
    }

    /// The page of `items` that is asked for, paid for by the request.
    ///
    /// # Errors
    /// When the page is none that anybody can mean, with the code `BAD_USER_INPUT`.
    pub(super) fn of<T: Listed>(&self, items: Vec<T>, scope: &Scope) -> Result<Connection<T>> {
        let after = self.after.as_deref().map(|cursor| position(cursor, &items)).transpose()?;
        let before = self.before.as_deref().map(|cursor| position(cursor, &items)).transpose()?;
        let from = after.map_or(0, |at| at.saturating_add(1)).min(items.len());
        let until = before.unwrap_or(items.len()).clamp(from, items.len());
        let (start, end) = match (self.first, self.last) {
            (Some(_), Some(_)) => {
                return Err(bad_user_input("ask for either `first` or `last`, not both"));
            }
            (None, Some(last)) => (until.saturating_sub(size("last", last)?).max(from), until),
            (None, None) => (from, until.min(from.saturating_add(DEFAULT_PAGE))),
            (Some(first), None) => (from, until.min(from.saturating_add(size("first", first)?))),
        };
        let total_count = items.len();
        let page = items.into_iter().skip(start).take(end - start);
        let nodes = page.take_while(|_| scope.budget.pay_for_document()).collect();
        Ok(Connection { nodes, start, total_count })
    }
}

/// The size of a page that is only read forwards.
///
/// # Errors
/// As for every page, with the code `BAD_USER_INPUT`.
pub(super) fn size_or_default(argument: &str, asked: Option<i32>) -> Result<usize> {
    asked.map_or(Ok(DEFAULT_PAGE), |asked| size(argument, asked))
}

/// A page's size, refused when nobody can mean it.
fn size(argument: &str, asked: i32) -> Result<usize> {
    usize::try_from(asked).ok().filter(|size| *size <= MAX_PAGE).ok_or_else(|| {
        bad_user_input(format!(
            "`{argument}` is {asked}, but a page holds 0 to {MAX_PAGE}; page on with `after`"
        ))
    })
}

/// A cursor names the item and where it stood, so that it still finds its place when the item
/// is gone in the next snapshot.
fn cursor<T: Listed>(at: usize, item: &T) -> String {
    BASE64URL_NOPAD.encode(format!("{at} {}", item.key()).as_bytes())
}

fn position<T: Listed>(cursor: &str, items: &[T]) -> Result<usize> {
    let foreign = || bad_user_input("the cursor is not one of ours; take it from `pageInfo`");
    let bytes = BASE64URL_NOPAD.decode(cursor.as_bytes()).map_err(|_| foreign())?;
    let text = String::from_utf8(bytes).map_err(|_| foreign())?;
    let (at, key) = text.split_once(' ').ok_or_else(foreign)?;
    let at: usize = at.parse().map_err(|_| foreign())?;
    let unmoved = items.get(at).is_some_and(|item| item.key() == key);
    Ok(if unmoved { at } else { items.iter().position(|item| item.key() == key).unwrap_or(at) })
}
