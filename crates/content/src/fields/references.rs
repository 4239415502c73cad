//! Slugs: relations to other documents, and a document's own.

use std::{cell::RefCell, collections::HashMap, fmt};

use finsam_model::{Id, Kind, Slug};
use finsam_swedish::letters;
use toml::{Spanned, de::DeValue};

use super::Fields;
use crate::{document::Position, shared_map::RandomState};

/// A relation from a document to another, with the place where it is written. There are many of
/// them, so they are kept small.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reference {
    /// The field it is written in.
    pub(crate) field: FieldName,
    /// The kind of the other document.
    pub(crate) kind: Kind,
    /// The other document's slug as written, present or former.
    pub(crate) slug: Slug,
    /// Where it is written.
    pub(crate) at: Position,
}

/// The name of a field, such as `appearances.person`: parts hold no parts of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FieldName {
    pub(super) part: Option<&'static str>,
    pub(super) field: &'static str,
}

impl FieldName {
    /// Whether it is this field of the whole document.
    pub(crate) fn is(self, field: &str) -> bool {
        self.of_whole() == Some(field)
    }

    /// The field, if it is one of the whole document.
    pub(crate) fn of_whole(self) -> Option<&'static str> {
        self.part.is_none().then_some(self.field)
    }
}

impl fmt::Display for FieldName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part {
            Some(part) => write!(f, "{part}.{}", self.field),
            None => f.write_str(self.field),
        }
    }
}

/// The slugs met so far. Many documents refer to the same few others, so one copy of each is enough.
#[derive(Debug, Default)]
pub(crate) struct Slugs {
    /// The other site they are of; none at home.
    site: Option<Slug>,
    met: RefCell<HashMap<Box<str>, Slug, RandomState>>,
}

impl Slugs {
    /// None met yet, of a site or at home.
    pub(crate) fn within(site: Option<Slug>) -> Self {
        Self { site, ..Self::default() }
    }

    /// Reads a slug, as [`Slug::new`] does.
    pub(crate) fn read(&self, written: &str) -> Option<Slug> {
        let mut met = self.met.borrow_mut();
        if let Some(slug) = met.get(written) {
            return Some(slug.clone());
        }
        let slug = Slug::new(written).ok()?.within(self.site.as_ref().map(Slug::as_str));
        met.insert(written.into(), slug.clone());
        Some(slug)
    }
}

impl Fields<'_> {
    /// A relation to another document.
    pub(crate) fn reference(&mut self, field: &'static str, kind: Kind) -> Option<Slug> {
        let value = self.value(field)?;
        self.as_reference(field, kind, value)
    }

    /// A relation to another document that must be there.
    pub(crate) fn required_reference(&mut self, field: &'static str, kind: Kind) -> Option<Slug> {
        self.require(field);
        self.reference(field, kind)
    }

    /// Relations to other documents.
    pub(crate) fn references(&mut self, field: &'static str, kind: Kind) -> Vec<Slug> {
        let values = self.list(field, "[\"kortnamn\"]");
        let slugs: Vec<_> = values
            .iter()
            .filter_map(|value| Some((self.as_reference(field, kind, value)?, value.span())))
            .collect();
        self.each_once(slugs)
    }

    fn as_reference(
        &mut self,
        field: &'static str,
        kind: Kind,
        value: &Spanned<DeValue<'_>>,
    ) -> Option<Slug> {
        let slug = self.as_slug(value)?;
        let reference = Reference {
            field: FieldName { part: self.part, field },
            kind,
            slug: slug.clone(),
            at: self.document.position(value.span().start),
        };
        self.found.references.push(reference);
        Some(slug)
    }

    /// A document's own slugs.
    pub(crate) fn slugs(&mut self, field: &'static str) -> Vec<Slug> {
        let values = self.list(field, "[\"kortnamn\"]");
        let slugs: Vec<_> =
            values.iter().filter_map(|value| Some((self.as_slug(value)?, value.span()))).collect();
        self.each_once(slugs)
    }

    /// A slug that must be there.
    pub(crate) fn required_slug(&mut self, field: &'static str) -> Option<Slug> {
        self.require(field);
        let value = self.value(field)?;
        self.as_slug(value)
    }

    /// A document of another site, written `site/slug` or by its id.
    pub(crate) fn other_site(&mut self, field: &'static str) -> Option<Slug> {
        let value = self.value(field)?;
        let written = self.as_text(value)?;
        let by_name = || {
            let (site, slug) = written.split_once('/')?;
            Some(Slug::new(slug).ok()?.within(Some(Slug::new(site).ok()?.as_str())))
        };
        let by_id = || Id::parse(&written).map(|id| id.born.within(Some(id.site.as_str())));
        let slug = by_name().or_else(by_id);
        if slug.is_none() {
            self.problem_at(
                "bad-same-as",
                &value.span(),
                format!("”{written}” pekar inte ut något dokument på en annan webbplats."),
                "Skriv webbplatsens kortnamn, ett snedstreck och dokumentets kortnamn: \"exempel/kort-namn\".",
            );
        }
        slug
    }

    fn as_slug(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Slug> {
        let written = self.as_text(value)?;
        let slug = self.slugs.read(&written);
        if slug.is_none() {
            let near = letters::slug(written.trim_end_matches(".md"));
            let meant =
                if near.is_empty() { String::new() } else { format!("Menade du \"{near}\"? ") };
            self.problem_at(
                "bad-slug",
                &value.span(),
                format!("”{written}” är inget kortnamn."),
                format!("{meant}Ett kortnamn är filnamnet utan mapp och .md: små bokstäver a–z, siffror och bindestreck."),
            );
        }
        slug
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_that_was_met_is_not_made_again() {
        let slugs = Slugs::default();
        let [first, again] = [(); 2].map(|()| slugs.read("lisa").unwrap());
        assert!(std::ptr::eq(first.as_str(), again.as_str()));
        assert_eq!(slugs.read("annan").unwrap().as_str(), "annan");
        assert_eq!(slugs.read("Lisa"), None);
    }
}
