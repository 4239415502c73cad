//! A tree split over sites: each part is a site of its own, and has the documents that it shares with
//! the one before, too, declared to be the same.

use finsam_content::Change;
use finsam_made_up::{Document, words};
use finsam_model::{Kind, Site, Slug};

use crate::{
    Tree,
    nouns::{self, seminar},
};

/// Whether two sites publish document `n` of a kind: a seventh of people, organisations and venues,
/// some seminars.
pub(crate) const fn is_shared(kind: Kind, n: usize) -> bool {
    match kind {
        Kind::Person | Kind::Organisation | Kind::Venue => n.is_multiple_of(7),
        Kind::Seminar => n.is_multiple_of(19),
        _ => false,
    }
}

impl Tree {
    /// The site that a part is, counted from 0.
    #[must_use]
    #[expect(clippy::expect_used, reason = "the made-up slugs are slugs")]
    fn site(&self, part: usize) -> Site {
        let slug = format!("exempel-{}", part + 1);
        Site {
            slug: Slug::new(&slug).expect("a slug"),
            name: format!("Samordning i {}", words::town(part)),
            language: "sv".to_owned(),
            url: Some(format!("https://{slug}.se")),
            editor: None,
            via: Vec::new(),
        }
    }

    /// The site that has document `n` of any kind.
    #[must_use]
    pub fn site_of(&self, n: usize) -> Site {
        self.site(n % self.parts())
    }

    /// The sites that a tree in parts is split over, with their documents as a store hands them
    /// over. Together they have what the tree has, under the same slugs.
    #[must_use]
    pub fn members(&self) -> Vec<(Site, Vec<Change>)> {
        let member = |part| {
            let own = |kind| {
                let numbers = (part..self.count(kind)).step_by(self.parts());
                numbers.map(move |n| (self.path(kind, n), self.text(kind, n)))
            };
            let guests = |kind| {
                self.guests(kind, part).map(move |n| (self.path(kind, n), self.guest(kind, n)))
            };
            let documents = Kind::ALL.into_iter().flat_map(|kind| own(kind).chain(guests(kind)));
            let change = |(path, text): (_, String)| Change { path, bytes: Some(text.into()) };
            (self.site(part), documents.map(change).collect())
        };
        (0..self.parts()).map(member).collect()
    }

    /// Document `n` of a kind, as the site that has it from the other tells of it.
    fn guest(&self, kind: Kind, n: usize) -> String {
        let same_as = format!("{}/{}", self.site_of(n).slug, self.slug(kind, n));
        let named = |name: &str| Document::with("name", name).text("sameAs", &same_as);
        match kind {
            Kind::Seminar => seminar::told_elsewhere(&self.beside(n), n, &same_as),
            Kind::Organisation => {
                let (name, kind) = nouns::organisation_name(n);
                named(&name).text("kind", kind).body("")
            }
            Kind::Venue => named(&words::venue(n)).body(""),
            _ => named(&words::person(n)).body(""),
        }
    }
}
