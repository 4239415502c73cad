//! What became of documents from one snapshot to another.

use std::{cmp::Ordering, collections::BTreeMap, sync::Arc};

use finsam_model::{
    Document, Entry, Figure, Id, Initiative, Kind, NewsArticle, Organisation, Person, Seminar,
    Series, Slug, Source, Term, Venue,
};

use crate::{Shelved, Snapshot};

/// A document that was added, changed or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its id.
    pub id: Id,
    /// What it is.
    pub kind: Kind,
    /// Its slug; the last one it had when it is gone.
    pub slug: Slug,
    /// The hash of its text; none when it is gone.
    pub hash: Option<Arc<str>>,
}

/// What is different in `after`, by id.
pub(crate) fn difference(before: &Snapshot, after: &Snapshot) -> Vec<Difference> {
    let mut different = BTreeMap::new();
    of_kind::<Seminar>(before, after, &mut different);
    of_kind::<Series>(before, after, &mut different);
    of_kind::<Person>(before, after, &mut different);
    of_kind::<Organisation>(before, after, &mut different);
    of_kind::<Venue>(before, after, &mut different);
    of_kind::<NewsArticle>(before, after, &mut different);
    of_kind::<Initiative>(before, after, &mut different);
    of_kind::<Figure>(before, after, &mut different);
    of_kind::<Term>(before, after, &mut different);
    of_kind::<Source>(before, after, &mut different);
    different.into_values().collect()
}

/// Walks two shelves side by side. What both hold is the same in memory, so it is passed by
/// without a look at it.
fn of_kind<T: Shelved>(
    before: &Snapshot,
    after: &Snapshot,
    different: &mut BTreeMap<Id, Difference>,
) {
    let mut before = before.all::<T>().iter().peekable();
    let mut after = after.all::<T>().iter().peekable();
    let (mut gone, mut new): (Vec<&Entry<T>>, Vec<&Entry<T>>) = Default::default();
    loop {
        let order = match (before.peek(), after.peek()) {
            (Some(old), Some(new)) if Arc::ptr_eq(old, new) => {
                before.next();
                after.next();
                continue;
            }
            (Some(old), Some(new)) => T::place(old).cmp(&T::place(new)),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => break,
        };
        if order.is_le() {
            gone.extend(before.next().map(Arc::as_ref));
        }
        if order.is_ge() {
            new.extend(after.next().map(Arc::as_ref));
        }
    }
    let documents = |entries: &[&'_ Entry<T>]| -> BTreeMap<Id, Difference> {
        let documents = entries.iter().flat_map(|entry| entry.documents());
        let present = documents.map(|Document { id, slug, hash, .. }| {
            let (slug, hash) = (slug.clone(), Some(Arc::clone(hash)));
            (id.clone(), Difference { id: id.clone(), kind: T::KIND, slug, hash })
        });
        present.collect()
    };
    let (mut old, new) = (documents(&gone), documents(&new));
    for (id, present) in new {
        // What is only joined with something else now has not changed.
        if old.remove(&id).as_ref() != Some(&present) {
            different.insert(id, present);
        }
    }
    different.extend(old.into_iter().map(|(id, gone)| (id, Difference { hash: None, ..gone })));
}
