//! What every list can be narrowed by, and how a list is made.

use std::{borrow::Cow, collections::BTreeSet, ops::Range};

use async_graphql::InputObject;
use finsam_content::{Shelved, Snapshot};
use finsam_model::{Entry, Slug};
use finsam_swedish::words::words;

use super::{budget::COST_OF_READING, connection::List, node::Document, scope::Scope};

/// Det som alla listor kan begränsas med.
#[derive(Clone, Debug, Default, InputObject)]
pub(super) struct DocumentFilter {
    /// Bara dokument med något av dessa kortnamn, nya eller gamla.
    slug: Option<Vec<String>>,
    /// Bara dokument där alla orden förekommer i namn eller löptext.
    text: Option<String>,
    /// Bara dokument från dessa webbplatser (kortnamn).
    site: Option<Vec<String>>,
}

/// A filter over one noun.
pub(super) trait Filter<T>: Send + Sync + 'static {
    /// What every list can be narrowed by.
    fn document(&self) -> &DocumentFilter;

    /// Whether documents of a site can pass at all, as far as that is said.
    fn asks(&self, site: &str) -> bool {
        self.document().asks(site)
    }

    /// Whether a document passes the noun's own conditions.
    fn fits(&self, entry: &Entry<T>, scope: &Scope) -> bool;

    /// Where on the shelf documents that pass can stand; all others are not looked at.
    fn places(&self, scope: &Scope) -> Range<usize>
    where
        T: Shelved,
    {
        0..scope.snapshot.all::<T>().len()
    }

    /// Whether a document passes all conditions.
    fn passes(&self, entry: &Entry<T>, scope: &Scope) -> bool
    where
        T: Shelved,
    {
        self.document().passes(entry, scope) && self.fits(entry, scope)
    }
}

impl DocumentFilter {
    /// What holding it against one document costs: every condition can be made long, and there
    /// can be very many filters in one.
    fn cost(&self) -> usize {
        let slugs = self.slug.iter().chain(&self.site).map(Vec::len).sum::<usize>();
        let text = self.text.as_ref().map_or(0, |_| COST_OF_READING);
        1 + slugs + text
    }

    /// Whether a site is among those asked.
    pub(super) fn asks(&self, site: &str) -> bool {
        self.site.as_ref().is_none_or(|sites| sites.iter().any(|asked| asked == site))
    }

    /// Whether a site that is asked has a document, or a part in it.
    fn is_of<T>(&self, entry: &Entry<T>, scope: &Scope) -> bool {
        let slugs = entry.counterparts.iter().map(|one| &one.slug).chain([&entry.slug]);
        slugs.map(|slug| scope.snapshot.site_of(slug)).any(|site| self.asks(site.slug.as_str()))
    }

    fn passes<T: Shelved>(&self, entry: &Entry<T>, scope: &Scope) -> bool {
        if !scope.budget.pay(self.cost()) {
            return false;
        }
        self.site.as_ref().is_none_or(|_| self.is_of(entry, scope))
            && self
                .slug
                .as_ref()
                .is_none_or(|slugs| slugs.iter().any(|asked| goes_by(entry, asked)))
            && self.text.as_ref().is_none_or(|text| text_fits(entry, text))
    }
}

/// Whether a relation as written leads to the document that is asked for; present and former
/// slugs are the same.
pub(super) fn names<T: Shelved>(snapshot: &Snapshot, written: &Slug, asked: &str) -> bool {
    snapshot.get::<T>(written).is_some_and(|entry| goes_by(entry, asked))
}

/// Whether a short name is a document's, now or before.
fn goes_by<T>(entry: &Entry<T>, asked: &str) -> bool {
    entry.slugs().any(|slug| slug.as_str() == asked)
}

/// Whether an optional condition on relations holds: nothing is asked, or one of them leads to
/// the document that is.
pub(super) fn any_names<'a, T: Shelved>(
    snapshot: &Snapshot,
    asked: Option<&String>,
    written: impl IntoIterator<Item = &'a Slug>,
) -> bool {
    asked.is_none_or(|asked| written.into_iter().any(|slug| names::<T>(snapshot, slug, asked)))
}

/// Whether every word of `text` begins a word of the document's names or body, however it is
/// inflected or written.
pub(super) fn text_fits<T: Shelved>(entry: &Entry<T>, text: &str) -> bool {
    let names = entry.other_names().into_iter().chain([entry.label(), entry.body.text()]);
    let present: Vec<String> = names.flat_map(words).map(|word| word.folded).collect();
    words(text).iter().all(|asked| {
        let stem = asked.stem();
        present.iter().any(|word| word.starts_with(&asked.folded) || word.starts_with(&stem))
    })
}

/// All documents of a kind that pass a filter, in the kind's natural order.
pub(super) fn list<'a, T: Shelved + Send + Sync>(
    name: &'static str,
    filter: Option<impl Filter<T>>,
    scope: &'a Scope,
) -> List<'a, Document<'a, T>> {
    let shelf: &[_] = scope.snapshot.all::<T>();
    let at = move |place: usize| shelf.get(place).map(|entry| Document::candidate(scope, entry));
    let asks = |site: &str| filter.as_ref().is_none_or(|filter| filter.asks(site));
    scope.rests.on_all(asks);
    let Some(filter) = filter else { return List::new(name, shelf.len(), at) };
    let within = filter.places(scope);
    let list = match &filter.document().site {
        None => List::new(name, shelf.len(), at).within(within),
        Some(sites) => {
            let row = row::<T>(sites, &within, &scope.snapshot);
            List::new(name, row.len(), move |nth| at(*row.get(nth)?))
        }
    };
    list.only(move |document| filter.passes(document.0.entry, scope))
}

/// The places of what some sites have, in order, among those at which it is worth looking.
fn row<'a, T: Shelved>(
    sites: &[String],
    within: &Range<usize>,
    snapshot: &'a Snapshot,
) -> Cow<'a, [usize]> {
    let of_site = |site: &String| {
        let places = snapshot.places_of::<T>(site);
        let start = places.partition_point(|place| *place < within.start);
        let end = places.partition_point(|place| *place < within.end).max(start);
        places.get(start..end).unwrap_or_default()
    };
    match sites {
        [site] => Cow::Borrowed(of_site(site)),
        sites => {
            // Somebody may name one site very often.
            let sites: BTreeSet<&String> = sites.iter().collect();
            let mut places: Vec<usize> = sites.into_iter().flat_map(of_site).copied().collect();
            places.sort_unstable();
            // What they have together stands at one place.
            places.dedup();
            Cow::Owned(places)
        }
    }
}
