//! Relay connections: the one shape of every list that grows with the archive.
//!
//! A [`List`] is asked for its items one by one, so that a page costs what is on it, however long
//! the list is; only what asks about all of it, such as `totalCount`, looks at all of it.

use std::{borrow::Cow, ops::Range};

use async_graphql::{Object, OutputType, Result, SimpleObject, TypeName};

use super::{cursor::Cursor, error::bad_user_input, scope::Scope};

/// The largest page.
const MAX_PAGE: usize = 100;

/// The page when nothing else is asked for.
pub(super) const DEFAULT_PAGE: usize = 20;

/// Something that stands in a list.
pub(super) trait Listed: Clone + Send + Sync {
    /// What tells it from everything else in the same list.
    fn key(&self) -> Cow<'_, str>;

    /// Takes note that it stands on a page that is handed out.
    fn is_handed_out(&self) {}
}

/// A list: a row of places, and which of the items that stand there belong to it.
pub(super) struct List<'a, T> {
    name: &'static str,
    places: Range<usize>,
    item: Box<At<'a, T>>,
    belongs: Option<Box<Belongs<'a, T>>>,
}

/// The item that stands at a place.
type At<'a, T> = dyn Fn(usize) -> Option<T> + Send + Sync + 'a;

/// Whether an item that stands somewhere is in the list.
type Belongs<'a, T> = dyn Fn(&T) -> bool + Send + Sync + 'a;

impl<'a, T: Listed + 'a> List<'a, T> {
    /// A list of as many places, with the item that stands at each. Its name tells its cursors
    /// from those of other lists.
    pub(super) fn new(
        name: &'static str,
        places: usize,
        item: impl Fn(usize) -> Option<T> + Send + Sync + 'a,
    ) -> Self {
        Self { name, places: 0..places, item: Box::new(item), belongs: None }
    }

    /// A list of just these items.
    pub(super) fn of(name: &'static str, items: Vec<T>) -> Self {
        Self::new(name, items.len(), move |place| items.get(place).cloned())
    }

    /// Only these places; no item that belongs to it stands elsewhere.
    pub(super) fn within(self, places: Range<usize>) -> Self {
        let start = places.start.max(self.places.start);
        let end = places.end.min(self.places.end).max(start);
        Self { places: start..end, ..self }
    }

    /// Only the items that belong to it. They are asked one by one, and may be asked again.
    pub(super) fn only(self, belongs: impl Fn(&T) -> bool + Send + Sync + 'a) -> Self {
        Self { belongs: Some(Box::new(belongs)), ..self }
    }

    /// The same list from its end.
    pub(super) fn backwards(self) -> Self {
        let Range { start, end } = self.places;
        let item = self.item;
        // A place may be any number: cursors come from outside.
        let mirrored = move |place| start.saturating_add(end).checked_sub(place)?.checked_sub(1);
        Self { item: Box::new(move |place| item(mirrored(place)?)), ..self }
    }

    /// Its items in the order of a key, which is made once for each.
    pub(super) fn sorted<K: Ord>(&self, key: impl FnMut(&T) -> K) -> Self {
        let mut items: Vec<T> = self.among(self.places.clone()).map(|(_, item)| item).collect();
        items.sort_by_cached_key(key);
        Self::of(self.name, items)
    }
}

impl<T: Listed> List<'_, T> {
    /// Its items at some of its places, each with its place.
    fn among(&self, places: Range<usize>) -> impl DoubleEndedIterator<Item = (usize, T)> {
        let at = |place| Some((place, (self.item)(place)?));
        let belongs = |item: &T| self.belongs.as_ref().is_none_or(|belongs| belongs(item));
        places.filter_map(at).filter(move |(_, item)| belongs(item))
    }

    fn count(&self) -> usize {
        match self.belongs {
            Some(_) => self.among(self.places.clone()).count(),
            None => self.places.len(),
        }
    }

    /// The places before and after the item that a cursor names. When it is gone, those after
    /// begin where it stood: what came next has moved up.
    fn around(&self, cursor: &str) -> Result<(Range<usize>, Range<usize>)> {
        let Cursor { place, key, .. } = Cursor::read(self.name, cursor)?;
        let stands_at = |place: &usize| (self.item)(*place).is_some_and(|item| item.key() == key);
        let Range { start, end } = self.places;
        let found = Some(place).filter(stands_at).or_else(|| self.places.clone().find(stands_at));
        let (before, after) = match found {
            Some(place) => (place, place.saturating_add(1)),
            None => (place, place),
        };
        Ok((start..before.clamp(start, end), after.clamp(start, end)..end))
    }
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

    /// Of a list that is only read forwards and has no items at hand: from which place on it takes
    /// its items to be, so that the one its cursor names is among them, and how many the page holds.
    ///
    /// # Errors
    /// As for every page, with the code `BAD_USER_INPUT`.
    pub(super) fn forward_from(&self, list: &str) -> Result<(usize, usize)> {
        let after = self.after.as_deref().map(|cursor| Cursor::read(list, cursor)).transpose()?;
        Ok((after.map_or(0, |cursor| cursor.place), size_or_default("first", self.first)?))
    }

    /// The page of a list that is asked for, paid for by the request.
    ///
    /// # Errors
    /// When the page is none that anybody can mean, with the code `BAD_USER_INPUT`.
    pub(super) fn of<'a, T: Listed + 'a>(
        &self,
        list: List<'a, T>,
        scope: &Scope,
    ) -> Result<Connection<'a, T>> {
        let after = self.after.as_deref().map(|cursor| list.around(cursor)).transpose()?;
        let before = self.before.as_deref().map(|cursor| list.around(cursor)).transpose()?;
        let start = after.map_or(list.places.start, |(_, after)| after.start);
        let end = before.map_or(list.places.end, |(before, _)| before.end).max(start);
        let paid = |_: &(usize, T)| scope.budget.pay_for_document();
        let asked = list.among(start..end);
        let (items, span) = match (self.first, self.last) {
            (Some(_), Some(_)) => {
                return Err(bad_user_input("ask for either `first` or `last`, not both"));
            }
            (None, Some(last)) => {
                let mut items: Vec<_> =
                    asked.rev().take(size("last", last)?).take_while(paid).collect();
                items.reverse();
                let first = items.first().map_or(end, |(place, _)| *place);
                (items, first..end)
            }
            (first, None) => {
                let size = first.map_or(Ok(DEFAULT_PAGE), |first| size("first", first))?;
                let items: Vec<_> = asked.take(size).take_while(paid).collect();
                let after_last = items.last().map_or(start, |(place, _)| place.saturating_add(1));
                (items, start..after_last)
            }
        };
        items.iter().for_each(|(_, item)| item.is_handed_out());
        let (places, nodes) = items.into_iter().unzip();
        Ok(Connection { list: list.name, places, nodes, rest: Box::new(Around { list, span }) })
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

/// A page: some of a list's items, and where in the list they stand.
pub(super) struct Connection<'a, T> {
    list: &'static str,
    places: Vec<usize>,
    nodes: Vec<T>,
    rest: Box<dyn Rest + 'a>,
}

/// What a page does not show of its list, looked at when it is asked for.
trait Rest: Send + Sync {
    fn has_next(&self) -> bool;
    fn has_previous(&self) -> bool;
    fn total_count(&self) -> usize;
}

/// A list around the part of it that a page is: what belongs to the list is on the page, before
/// the span or after it.
struct Around<'a, T> {
    list: List<'a, T>,
    span: Range<usize>,
}

impl<T: Listed> Rest for Around<'_, T> {
    fn has_next(&self) -> bool {
        self.list.among(self.span.end..self.list.places.end).next().is_some()
    }

    fn has_previous(&self) -> bool {
        self.list.among(self.list.places.start..self.span.start).next_back().is_some()
    }

    fn total_count(&self) -> usize {
        self.list.count()
    }
}

impl<T: Listed> Connection<'_, T> {
    fn cursor(&self, place: &usize, node: &T) -> String {
        Cursor::write(self.list, *place, &node.key())
    }
}

/// En sida av en lista, enligt Relay.
#[Object(name_type)]
impl<'a, T: Listed + OutputType> Connection<'a, T> {
    /// Sidans poster.
    pub(super) async fn nodes(&self) -> &[T] {
        &self.nodes
    }

    /// Sidans poster med sina markörer.
    pub(super) async fn edges(&self) -> Vec<Edge<T>> {
        let edge = |(place, node)| Edge { node: T::clone(node), cursor: self.cursor(place, node) };
        self.places.iter().zip(&self.nodes).map(edge).collect()
    }

    /// Var i listan sidan ligger.
    pub(super) fn page_info(&self) -> PageInfo<'_> {
        let cursor = |(place, node)| self.cursor(place, node);
        PageInfo {
            rest: &*self.rest,
            start_cursor: self.places.first().zip(self.nodes.first()).map(cursor),
            end_cursor: self.places.last().zip(self.nodes.last()).map(cursor),
        }
    }

    /// Hur många poster hela listan har.
    fn total_count(&self) -> usize {
        self.rest.total_count()
    }
}

impl<T: Listed + OutputType> TypeName for Connection<'_, T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", T::type_name()).into()
    }
}

/// En post med sin markör.
#[derive(SimpleObject)]
#[graphql(name_type)]
pub(super) struct Edge<T: OutputType> {
    /// Posten.
    node: T,
    /// Postens plats i listan, att skicka som `after` eller `before`.
    cursor: String,
}

impl<T: OutputType> TypeName for Edge<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", T::type_name()).into()
    }
}

pub(super) struct PageInfo<'c> {
    rest: &'c dyn Rest,
    start_cursor: Option<String>,
    end_cursor: Option<String>,
}

/// Var i listan en sida ligger.
// Relay's own: other graphs have the same.
#[Object(shareable)]
impl PageInfo<'_> {
    /// Om det finns fler poster efter sidan.
    fn has_next_page(&self) -> bool {
        self.rest.has_next()
    }

    /// Om det finns fler poster före sidan.
    fn has_previous_page(&self) -> bool {
        self.rest.has_previous()
    }

    /// Den första postens markör.
    fn start_cursor(&self) -> Option<&str> {
        self.start_cursor.as_deref()
    }

    /// Den sista postens markör.
    fn end_cursor(&self) -> Option<&str> {
        self.end_cursor.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use std::{
        cmp::Reverse,
        sync::{
            Arc,
            atomic::{AtomicUsize, Ordering::Relaxed},
        },
    };

    use finsam_content::Archive;

    use super::*;

    #[derive(Clone, Debug, PartialEq)]
    struct Number(usize);

    impl Listed for Number {
        fn key(&self) -> Cow<'_, str> {
            self.0.to_string().into()
        }
    }

    fn scope() -> Scope {
        let now = "2031-07-01T12:00:00+02:00[Europe/Stockholm]".parse().unwrap();
        Scope::new(Arc::new(Archive::default().publish(&now)), now, "https://exempel.test".into())
    }

    /// The numbers on a page of a million, and how many were looked at for it, for whether there
    /// are more on either side, and for how many there are.
    fn check(page: &Page, only: Option<fn(&Number) -> bool>, expected: &[usize], cost: [usize; 3]) {
        let (looks, scope) = (AtomicUsize::new(0), scope());
        let list = List::new("numbers", 1_000_000, |place| {
            looks.fetch_add(1, Relaxed);
            Some(Number(place))
        });
        let list = if let Some(only) = only { list.only(only) } else { list };
        let connection = page.of(list, &scope).unwrap();
        let on_page = looks.swap(0, Relaxed);
        let nodes: Vec<usize> = connection.nodes.iter().map(|number| number.0).collect();
        assert_eq!(nodes, expected, "{page:?}");
        let (_, _) = (connection.rest.has_next(), connection.rest.has_previous());
        let beside = looks.swap(0, Relaxed);
        connection.rest.total_count();
        assert_eq!([on_page, beside, looks.load(Relaxed)], cost, "{page:?}");
    }

    #[test]
    fn a_page_costs_what_is_on_it() {
        let even: Option<fn(&Number) -> bool> = Some(|number| number.0 % 2 == 0);
        let first = |first, after: Option<usize>| Page {
            first: Some(first),
            after: after.map(|place| Cursor::write("numbers", place, &place.to_string())),
            ..Page::default()
        };
        check(&first(3, None), None, &[0, 1, 2], [3, 1, 0]);
        check(&first(3, None), even, &[0, 2, 4], [5, 2, 1_000_000]);
        check(&first(3, Some(500_000)), None, &[500_001, 500_002, 500_003], [4, 2, 0]);
        check(&first(2, Some(500_000)), even, &[500_002, 500_004], [5, 3, 1_000_000]);
        let last = Page { last: Some(2), ..Page::default() };
        check(&last, None, &[999_998, 999_999], [2, 1, 0]);
        check(&last, even, &[999_996, 999_998], [4, 2, 1_000_000]);
    }

    #[test]
    fn a_list_read_backwards_or_in_part_is_the_same_list() {
        let list = || List::new("numbers", 10, |place| Some(Number(place)));
        let numbers = |list: List<'_, Number>| -> Vec<usize> {
            list.among(list.places.clone()).map(|(_, number)| number.0).collect()
        };
        assert_eq!(numbers(list().within(2..5)), [2, 3, 4]);
        assert_eq!(numbers(list().within(8..50)), [8, 9]);
        assert_eq!(numbers(list().within(50..60)), [0_usize; 0]);
        assert_eq!(numbers(list().within(2..5).backwards()), [4, 3, 2]);
        assert_eq!(numbers(list().backwards().only(|number| number.0 > 7)), [9, 8]);
        assert_eq!(numbers(list().within(2..5).sorted(|number| Reverse(number.0))), [4, 3, 2]);
    }
}
