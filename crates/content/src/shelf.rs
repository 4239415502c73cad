//! All documents of one kind, found by slug.

use std::{
    cmp::Reverse,
    collections::BTreeMap,
    ops::Deref,
    sync::{Arc, OnceLock},
};

use finsam_model::{
    Entry, Figure, Id, Initiative, NewsArticle, Noun, Organisation, Person, Seminar, Series, Slug,
    Source, Term, Venue,
};
use finsam_swedish::letters;
use jiff::{Timestamp, civil::Date};

use crate::{Node, Snapshot, shared_map::SharedMap, splice::Splice};

/// All documents of one kind, in the kind's natural order.
#[derive(Clone, Debug)]
pub struct Shelf<T> {
    entries: Arc<Vec<Arc<Entry<T>>>>,
    /// Present and former slugs alike. No slug leads to two: an archive sees to that.
    by_slug: SharedMap<Slug, Arc<Entry<T>>>,
    by_site: Arc<OnceLock<BySite>>,
}

/// Where on a shelf the documents stand that each site has a part in, in order; home has no name.
type BySite = BTreeMap<String, Vec<usize>>;

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { entries: Arc::default(), by_slug: SharedMap::default(), by_site: Arc::default() }
    }
}

impl<T: Shelved> Shelf<T> {
    /// The shelf after some documents left it and others came, both in natural order; and how its
    /// list changed.
    pub(crate) fn with(&self, gone: &[&Arc<Entry<T>>], come: &[&Arc<Entry<T>>]) -> (Self, Splice) {
        let places = |entries: &[&Arc<Entry<T>>]| -> Vec<_> {
            entries.iter().map(|entry| T::place(entry)).collect()
        };
        let list = self.entries.as_slice();
        let change = Splice::new(list, |entry| T::place(entry), &places(gone), &places(come));
        let entries = Arc::new(change.apply(list, come.iter().map(|entry| Arc::clone(entry))));
        let mut by_slug = self.by_slug.clone();
        for entry in gone {
            entry.slugs().for_each(|slug| {
                by_slug.remove_mut(slug);
            });
        }
        for entry in come {
            entry.slugs().for_each(|slug| by_slug.insert_mut(slug.clone(), Arc::clone(*entry)));
        }
        (Self { entries, by_slug, by_site: Arc::default() }, change)
    }

    /// Where the documents stand that another site, or the one that serves, has a part in, in order. They are
    /// looked for the first time somebody asks: an edit then costs nothing for it.
    pub(crate) fn places_of(&self, site: Option<&str>) -> &[usize] {
        let by_site = self.by_site.get_or_init(|| {
            let mut places = BySite::new();
            let mut put = |site: Option<&str>, place: usize| {
                let site = site.unwrap_or_default();
                match places.get_mut(site) {
                    // What a site has twice in a document it has once.
                    Some(of_site) if of_site.last() == Some(&place) => {}
                    Some(of_site) => of_site.push(place),
                    None => drop(places.insert(site.to_owned(), vec![place])),
                }
            };
            for (place, entry) in self.entries.iter().enumerate() {
                put(entry.slug.site(), place);
                entry.counterparts.iter().for_each(|one| put(one.slug.site(), place));
            }
            places
        });
        by_site.get(site.unwrap_or_default()).map_or(&[], Vec::as_slice)
    }

    /// The document with this slug, present or former.
    #[must_use]
    pub fn get(&self, slug: &Slug) -> Option<&Arc<Entry<T>>> {
        self.by_slug.get(slug)
    }
}

/// The documents, in the kind's natural order.
impl<T> Deref for Shelf<T> {
    type Target = [Arc<Entry<T>>];

    fn deref(&self) -> &Self::Target {
        &self.entries
    }
}

/// A noun that has a shelf of its own in a [`Snapshot`].
pub trait Shelved: Noun + Sized + 'static {
    /// Its shelf.
    fn shelf(snapshot: &Snapshot) -> &Shelf<Self>;

    /// An entry of it as a node.
    fn node(entry: Arc<Entry<Self>>) -> Node;

    /// The entry of it that a node is, if it is one.
    fn of(node: &Node) -> Option<&Arc<Entry<Self>>>;

    /// What tells its place in the natural order: what one expects of a list nobody has sorted.
    fn rank(noun: &Self) -> Rank {
        Rank::Name(letters::alphabetical(noun.label()))
    }

    /// The place of a document on its shelf. No two have the same: equals stand in the order of
    /// their ids, which stay when one is renamed.
    fn place(entry: &Entry<Self>) -> (Rank, Id) {
        (Self::rank(&entry.noun), entry.id.clone())
    }
}

/// What documents of a kind are ordered by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// By time.
    Time(Timestamp),
    /// By day, the latest first.
    Day(Reverse<Date>),
    /// By year, the latest first.
    Year(Reverse<i16>),
    /// By name, in Swedish alphabetical order.
    Name(String),
}

macro_rules! shelved {
    ($($noun:ident: $field:ident $(, $rank:expr)?;)*) => {$(
        impl Shelved for $noun {
            fn shelf(snapshot: &Snapshot) -> &Shelf<Self> {
                &snapshot.$field
            }

            fn node(entry: Arc<Entry<Self>>) -> Node {
                Node::$noun(entry)
            }

            fn of(node: &Node) -> Option<&Arc<Entry<Self>>> {
                match node {
                    Node::$noun(entry) => Some(entry),
                    _ => None,
                }
            }

            $(fn rank(noun: &Self) -> Rank {
                let rank: fn(&Self) -> Rank = $rank;
                rank(noun)
            })?
        }
    )*};
}

shelved! {
    Seminar: seminars, |seminar| Rank::Time(seminar.span().from.timestamp());
    Series: series;
    Person: people;
    Organisation: organisations;
    Venue: venues;
    NewsArticle: news, |article| Rank::Day(Reverse(article.published_on));
    Initiative: initiatives;
    Figure: figures, |figure| Rank::Year(Reverse(figure.year));
    Term: terms;
    Source: sources;
}
