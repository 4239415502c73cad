//! Which of the people on a programme are asked for: those from somewhere, or with a title.

use finsam_content::Shelved;
use finsam_model::{Kind, Seminar, Slug};
use finsam_swedish::{stem, words::words};

use super::is_or_is_part;
use crate::{
    question::{Origin, Part},
    reply::Case,
    words::same_meaning,
};

/// So many occasions are looked at to find a title on their programmes.
const LOOKED_AT: usize = 60;
/// A title that ends another has so many letters at least.
const SHORTEST_PART: usize = 5;
/// So many compounds with a title are looked at.
const COMPOUNDS: usize = 30;

/// Which of the people are asked for.
#[derive(Default)]
pub(super) struct Only {
    organisations: Vec<Slug>,
    initiatives: Vec<Slug>,
    /// Stems of titles: "generaldirektörer".
    titles: Vec<String>,
}

impl Only {
    /// Whoever the question tells of.
    pub(super) fn of(case: &Case<'_>) -> Self {
        let from_there = case.question.has_word(&["darifran", "there"]);
        let named = |kind: Kind| -> Vec<Slug> {
            case.subjects(kind)
                .filter(|subject| from_there || subject.origin != Origin::Remembered)
                .filter_map(|subject| subject.of(kind))
                .map(|node| node.slug().clone())
                .collect()
        };
        // The words of an organisation's name are no title.
        let of_a_name = |at: usize| {
            let mut subjects = case.question.subjects.iter();
            subjects.any(|one| one.tokens.contains(&at) && one.of(Kind::Term).is_none())
        };
        let tokens = case.question.tokens.iter().enumerate();
        let titles = tokens
            .filter(|(at, _)| !of_a_name(*at))
            .map(|(_, token)| token)
            // Nor is what tells which occasion is meant.
            .filter(|token| !matches!(token.part, Part::Occasion | Part::Time))
            .filter(|token| !token.number && token.folded.chars().count() >= 5)
            .flat_map(|token| {
                let others = same_meaning(&token.folded, case.language());
                // "vilka jurister": a "förbundsjurist" is one.
                let compounds = case.snapshot.compounds(&token.stem, SHORTEST_PART, COMPOUNDS);
                let ending = compounds.into_iter().filter(|word| word.ends_with(&token.stem));
                std::iter::once(token.stem.clone()).chain(others).chain(ending).collect::<Vec<_>>()
            })
            .filter(|stem| stem.chars().count() >= 5 && is_on_a_programme(case, stem))
            .collect();
        let initiatives = named(Kind::Initiative);
        let comes_for = |slug: &&Slug| {
            let seminars = case.snapshot.seminars_of(Kind::Initiative, slug);
            seminars
                .flat_map(|one| &one.appearances)
                .any(|one| one.initiative.as_ref() == Some(slug))
        };
        Self {
            organisations: named(Kind::Organisation),
            initiatives: initiatives.iter().filter(comes_for).cloned().collect(),
            titles,
        }
    }

    /// Whether all are.
    pub(super) fn is_empty(&self) -> bool {
        self.organisations.is_empty() && self.initiatives.is_empty() && self.titles.is_empty()
    }

    /// Whether somebody on a programme is.
    pub(super) fn fits(&self, case: &Case<'_>, appearance: &finsam_model::Appearance) -> bool {
        let from =
            |slug: &Slug| self.organisations.iter().any(|one| is_or_is_part(case, slug, one));
        let organisation =
            self.organisations.is_empty() || appearance.organisation.as_ref().is_some_and(from);
        let initiative = self.initiatives.is_empty()
            || appearance.initiative.as_ref().is_some_and(|slug| self.initiatives.contains(slug));
        let title = self.titles.is_empty()
            || appearance
                .title
                .iter()
                .flat_map(|title| words(title))
                .any(|word| self.titles.contains(&stem(word.text)));
        organisation && initiative && title
    }
}

/// Whether a word, given as its stem, is one of a title that somebody has on a programme.
fn is_on_a_programme(case: &Case<'_>, wanted: &str) -> bool {
    let candidates = case.snapshot.candidates(&[Kind::Seminar], &[(wanted, 1.0)], LOOKED_AT);
    candidates
        .iter()
        .filter_map(|(node, _)| Seminar::of(node))
        .flat_map(|seminar| &seminar.appearances)
        .flat_map(|appearance| &appearance.title)
        .flat_map(|title| words(title))
        .any(|word| word.stem() == wanted)
}
