//! The words of figures and of what they refer to, and the figures that hold some.

use std::sync::Arc;

use finsam_content::{Node, Shelved};
use finsam_model::{Entry, Figure, Initiative, Kind, Organisation, Person, Seminar, Slug, Term};

use crate::{
    passages::{Parts, SHORTEST_PART, is_compound, parts},
    reply::Case,
};

/// No more figures than these are read.
const READ: usize = 60;
/// Figures that refer to so many documents with the words asked for are read, too.
const FOLLOWED: usize = 12;
/// What figures refer to by name.
const NAMED: [Kind; 4] = [Kind::Term, Kind::Initiative, Kind::Organisation, Kind::Seminar];
/// So many compounds of each sort stand for a word.
const COMPOUNDS: usize = 20;

/// One thing a figure should be about.
pub(super) struct Key {
    pub(super) stems: Vec<String>,
    pub(super) term: Vec<Slug>,
}

/// The words of a figure and of what it refers to.
pub(super) struct Held {
    own: Arc<Parts>,
    /// What it refers to, and how close that is.
    named: Vec<(Arc<Parts>, f64)>,
}

impl Held {
    pub(super) fn of(case: &Case<'_>, figure: &Arc<Entry<Figure>>) -> Self {
        let snapshot = case.snapshot;
        let named = snapshot
            .named::<Term>(&figure.terms)
            .cloned()
            .map(Node::Term)
            .chain(snapshot.named::<Initiative>(&figure.initiatives).cloned().map(Node::Initiative))
            .chain(
                snapshot
                    .named::<Organisation>(&figure.organisations)
                    .cloned()
                    .map(Node::Organisation),
            )
            .chain(snapshot.named::<Seminar>(&figure.seminars).cloned().map(Node::Seminar))
            .chain(snapshot.named::<Person>(&figure.person).cloned().map(Node::Person))
            .map(|node| (parts(&node), if node.kind() == Kind::Seminar { 0.5 } else { 0.8 }))
            .collect();
        Self { own: parts(&Node::Figure(Arc::clone(figure))), named }
    }

    /// How close the best of some stems is, of which the first is the very word asked with.
    pub(super) fn best_hit(&self, stems: &[String]) -> f64 {
        let known = |stem: &String| {
            let own = self.own.said().get(stem).copied();
            let named = self.named.iter().filter(|(parts, _)| parts.names().contains(stem));
            named.map(|(_, closeness)| *closeness).chain(own).fold(0.0, f64::max)
        };
        let direct = stems.iter().enumerate().map(|(at, stem)| {
            let closeness = known(stem);
            if at == 0 { closeness } else { 0.9 * closeness }
        });
        let compound =
            self.all().filter(|(word, _)| stems.iter().any(|stem| is_compound(stem, word)));
        direct.chain(compound.map(|(_, closeness)| 0.7 * closeness)).fold(0.0, f64::max)
    }

    fn all(&self) -> impl Iterator<Item = (&String, f64)> {
        let named = self.named.iter();
        let named = named.flat_map(|(parts, near)| parts.names().iter().map(|stem| (stem, *near)));
        self.own.said().iter().map(|(stem, near)| (stem, *near)).chain(named)
    }
}

/// The figures that may be about what is asked: in which the words stand, or which refer to what is
/// called so.
pub(super) fn likely(case: &Case<'_>, keys: &[Key]) -> Vec<Arc<Entry<Figure>>> {
    let snapshot = case.snapshot;
    let mut words: Vec<String> = Vec::new();
    for stem in keys.iter().flat_map(|key| &key.stems) {
        // A name of several words is asked for word by word.
        words.extend(stem.split(' ').map(str::to_owned));
        words.extend(snapshot.compounds(stem, SHORTEST_PART, COMPOUNDS));
    }
    let stems: Vec<(&str, f64)> = words.iter().map(|word| (word.as_str(), 1.0)).collect();
    let mut figures = with_stems(case, &stems);
    let terms = keys.iter().flat_map(|key| &key.term).map(|slug| (Kind::Term, slug));
    let named = snapshot.candidates(&NAMED, &stems, FOLLOWED);
    let named = named.iter().map(|(node, _)| (node.kind(), node.slug()));
    for (kind, slug) in terms.chain(named) {
        let referring = snapshot.referring_to(kind, slug).iter();
        figures.extend(referring.filter_map(Figure::of).take(READ).cloned());
    }
    in_order(figures)
}

/// The figures in which such stems stand, best first.
pub(super) fn with_stems(case: &Case<'_>, stems: &[(&str, f64)]) -> Vec<Arc<Entry<Figure>>> {
    let found = case.snapshot.candidates(&[Kind::Figure], stems, READ);
    found.iter().filter_map(|(node, _)| Figure::of(node).cloned()).collect()
}

/// Figures in the order of all, each once.
pub(super) fn in_order(mut figures: Vec<Arc<Entry<Figure>>>) -> Vec<Arc<Entry<Figure>>> {
    figures.sort_by_cached_key(|figure| Figure::place(figure));
    figures.dedup_by(|a, b| a.id == b.id);
    figures
}
