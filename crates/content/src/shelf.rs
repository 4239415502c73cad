//! All documents of one kind, found by slug.

use std::{cmp::Ordering, collections::HashMap, ops::Deref, sync::Arc};

use finsam_model::{
    Entry, Figure, Initiative, NewsArticle, Noun, Organisation, Person, Seminar, Series, Slug,
    Source, Term, Venue,
};
use finsam_swedish::letters;

use crate::{Node, Snapshot};

/// All documents of one kind, in the kind's natural order.
#[derive(Clone, Debug)]
pub struct Shelf<T> {
    entries: Vec<Arc<Entry<T>>>,
    /// Present and former slugs alike.
    by_slug: HashMap<Slug, usize>,
}

impl<T: Shelved> Shelf<T> {
    pub(crate) fn new(mut entries: Vec<Arc<Entry<T>>>) -> Self {
        entries.sort_by(|a, b| T::order(a, b).then_with(|| a.slug.cmp(&b.slug)));
        let mut by_slug = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            for former in &entry.formerly {
                by_slug.entry(former.clone()).or_insert(at);
            }
        }
        // A present slug wins over somebody's former one.
        by_slug.extend(entries.iter().enumerate().map(|(at, entry)| (entry.slug.clone(), at)));
        Self { entries, by_slug }
    }

    /// The document with this slug, present or former.
    #[must_use]
    pub fn get(&self, slug: &str) -> Option<&Arc<Entry<T>>> {
        self.entries.get(*self.by_slug.get(slug)?)
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

    /// The natural order: what one expects of a list nobody has sorted.
    fn order(a: &Entry<Self>, b: &Entry<Self>) -> Ordering {
        letters::alphabetical(a.label()).cmp(&letters::alphabetical(b.label()))
    }
}

macro_rules! shelved {
    ($($noun:ident: $field:ident $(, $order:expr)?;)*) => {$(
        impl Shelved for $noun {
            fn shelf(snapshot: &Snapshot) -> &Shelf<Self> {
                &snapshot.$field
            }

            fn node(entry: Arc<Entry<Self>>) -> Node {
                Node::$noun(entry)
            }

            $(fn order(a: &Entry<Self>, b: &Entry<Self>) -> Ordering {
                let order: fn(&Entry<Self>, &Entry<Self>) -> Ordering = $order;
                order(a, b)
            })?
        }
    )*};
}

shelved! {
    // By time.
    Seminar: seminars, |a, b| a.span().from.cmp(&b.span().from);
    Series: series;
    Person: people;
    Organisation: organisations;
    Venue: venues;
    // The latest first.
    NewsArticle: news, |a, b| b.published_on.cmp(&a.published_on);
    Initiative: initiatives;
    Figure: figures, |a, b| b.year.cmp(&a.year);
    Term: terms;
    Source: sources;
}
