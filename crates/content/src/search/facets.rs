//! What a search can be narrowed by, and how many documents each choice would leave.

use finsam_model::Kind;

use super::{
    Search,
    documents::{Documents, Extent, Facts, Together},
};

/// No document spans more years than this; one that does is counted where it begins.
const MOST_YEARS: i16 = 200;

/// Counts the documents that fit. A choice does not narrow its own facet: who has chosen a kind
/// still sees how many there are of the others.
pub(super) struct Facets<'s> {
    search: &'s Search<'s>,
    /// By kind, in the order of [`Kind::ALL`]: whether it is wanted, and how many fit.
    kinds: [(bool, usize); Kind::ALL.len()],
    /// By the number of the sites that have it together: whether the site that is wanted is one of
    /// them, and how many fit.
    sites: Vec<(bool, usize)>,
    /// By year, from the first.
    years: Vec<usize>,
    first_year: i16,
    pub(super) total: usize,
}

impl<'s> Facets<'s> {
    /// Facets of a search through documents; of a site, if one is given, where none is home.
    pub(super) fn new(
        search: &'s Search<'s>,
        site: Option<Option<&str>>,
        documents: &Documents,
    ) -> Self {
        let kinds =
            Kind::ALL.map(|kind| (search.kinds.is_empty() || search.kinds.contains(&kind), 0));
        let Extent { first_year, last_year, .. } = documents.extent();
        let wanted = |together: &Together| {
            let is_wanted =
                site.is_none_or(|site| together.iter().any(|one| one.as_deref() == site));
            (is_wanted, 0)
        };
        let years = usize::try_from(i32::from(last_year) - i32::from(first_year) + 1);
        Self {
            search,
            kinds,
            sites: documents.sites().iter().map(wanted).collect(),
            years: vec![0; years.unwrap_or(0)],
            first_year,
            total: 0,
        }
    }

    /// Counts a document that fits the words, and tells whether it fits the choices.
    pub(super) fn take(&mut self, facts: Facts) -> bool {
        let years = facts.years();
        let is_of_years = self.search.years.as_ref().is_none_or(|asked| {
            !years.is_empty() && years.start() <= asked.end() && asked.start() <= years.end()
        });
        let together = usize::from(facts.sites);
        let is_of_site = self.sites.get(together).is_some_and(|(wanted, _)| *wanted);
        let mut is_of_kind = false;
        if let Some((wanted, count)) = self.kinds.get_mut(facts.kind as usize) {
            is_of_kind = *wanted;
            *count += usize::from(is_of_years && is_of_site);
        }
        if let Some((_, count)) = self.sites.get_mut(together) {
            *count += usize::from(is_of_kind && is_of_years);
        }
        if is_of_kind && is_of_site {
            let last = (*years.end()).min(years.start().saturating_add(MOST_YEARS));
            for year in *years.start()..=last {
                let place = usize::try_from(i32::from(year) - i32::from(self.first_year));
                if let Some(count) = place.ok().and_then(|place| self.years.get_mut(place)) {
                    *count += 1;
                }
            }
        }
        let fits = is_of_kind && is_of_years && is_of_site;
        self.total += usize::from(fits);
        fits
    }

    /// By the number of the sites that have them together.
    pub(super) fn sites(&self) -> impl Iterator<Item = usize> {
        self.sites.iter().map(|(_, count)| *count)
    }

    pub(super) fn kinds(&self) -> Vec<(Kind, usize)> {
        let counted = Kind::ALL.into_iter().zip(self.kinds).filter(|(_, (_, count))| *count > 0);
        counted.map(|(kind, (_, count))| (kind, count)).collect()
    }

    pub(super) fn years(&self) -> Vec<(i16, usize)> {
        let years = (self.first_year..).zip(self.years.iter().copied());
        let mut counted: Vec<(i16, usize)> = years.filter(|(_, count)| *count > 0).collect();
        counted.reverse();
        counted
    }
}
