//! Whose content it is: our own site's, and that of other sites it is together with.

use std::{collections::BTreeMap, sync::Arc};

use finsam_model::{Site, Slug};

/// The site that serves, and the others whose content it serves too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sites {
    home: Site,
    /// By their short names.
    others: Arc<BTreeMap<String, Site>>,
}

impl From<Site> for Sites {
    fn from(home: Site) -> Self {
        Self { home, others: Arc::default() }
    }
}

impl Sites {
    /// A site together with others.
    pub(crate) fn new(home: Site, others: impl IntoIterator<Item = Site>) -> Self {
        let others = others.into_iter().map(|site| (site.slug.to_string(), site)).collect();
        Self { home, others: Arc::new(others) }
    }

    /// The site that serves.
    pub(crate) const fn home(&self) -> &Site {
        &self.home
    }

    /// All of them, the one that serves first, the others by their short names.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Site> {
        std::iter::once(&self.home).chain(self.others.values())
    }

    /// The site whose document has a slug.
    pub(crate) fn of(&self, slug: &Slug) -> &Site {
        slug.site().and_then(|site| self.others.get(site)).unwrap_or(&self.home)
    }

    /// The slug that a short name is in a site; none if the site is not among them.
    pub(crate) fn slug(&self, name: &Slug, site: &str) -> Option<Slug> {
        if site == self.home.slug.as_str() {
            Some(name.within(None))
        } else {
            self.others.contains_key(site).then(|| name.within(Some(site)))
        }
    }

    /// The slugs that a short name is in each of the sites.
    pub(crate) fn slugs(&self, name: &Slug) -> impl Iterator<Item = Slug> {
        let others = self.others.keys().map(|site| name.within(Some(site)));
        std::iter::once(name.within(None)).chain(others)
    }
}
