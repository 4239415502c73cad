//! A whole tree: how many documents of each kind, and where they are.

use std::{fs, io, path::Path};

use fastrand::Rng;
use finsam_content::Change;
use finsam_model::Kind;

use crate::{document::Document, nouns};

/// A made-up content tree, in which every document is sound.
///
/// A thousand seminars come with about 150 people, 60 news and sources, 40 venues, 30
/// organisations and figures, 20 series, terms and initiatives; other sizes in proportion. The
/// seminars are spread evenly over 2015-2045, but three in ten fall in the weeks of the series, so
/// that some weeks are full and most days are empty. Every 200th seminar is published only 90 days
/// before it starts; nothing else has a time of publication.
///
/// Document `n` of a kind is the same whatever else there is, but for the seminars' dates.
#[derive(Clone, Copy, Debug)]
pub struct Tree {
    seminars: usize,
    seed: u64,
}

impl Tree {
    /// A tree of so many seminars and what belongs to them. Another seed gives another tree.
    #[must_use]
    pub fn new(seminars: usize, seed: u64) -> Self {
        Self { seminars, seed }
    }

    /// How many documents of a kind there are; at least one.
    #[must_use]
    pub fn count(&self, kind: Kind) -> usize {
        let per_thousand = match kind {
            Kind::Seminar => 1000,
            Kind::Person => 150,
            Kind::NewsArticle | Kind::Source => 60,
            Kind::Venue => 40,
            Kind::Organisation | Kind::Figure => 30,
            Kind::Series | Kind::Initiative | Kind::Term => 20,
        };
        (self.seminars * per_thousand).div_ceil(1000).max(1)
    }

    /// The slug of document `n` of a kind, counted from 0.
    #[must_use]
    pub fn slug(&self, kind: Kind, n: usize) -> String {
        nouns::slug(self, kind, n)
    }

    /// Where document `n` of a kind is.
    #[must_use]
    pub fn path(&self, kind: Kind, n: usize) -> String {
        format!("{}/{}.md", kind.folder(), self.slug(kind, n))
    }

    /// The text of document `n` of a kind.
    #[must_use]
    pub fn text(&self, kind: Kind, n: usize) -> String {
        nouns::text(self, kind, n)
    }

    /// Every document in memory, `site.md` first, as a store hands them over.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        self.documents().map(|(path, text)| Change { path, bytes: Some(text.into()) }).collect()
    }

    /// Writes every document below `folder`, which is made if it is not there. How many there are.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn write(&self, folder: &Path) -> io::Result<usize> {
        for kind in Kind::ALL {
            fs::create_dir_all(folder.join(kind.folder()))?;
        }
        let mut written = 0;
        for (path, text) in self.documents() {
            fs::write(folder.join(path), text)?;
            written += 1;
        }
        Ok(written)
    }

    /// The path and text of every document.
    fn documents(&self) -> impl Iterator<Item = (String, String)> {
        let of_kind = move |kind| {
            (0..self.count(kind)).map(move |n| (self.path(kind, n), self.text(kind, n)))
        };
        std::iter::once(("site.md".to_owned(), site()))
            .chain(Kind::ALL.into_iter().flat_map(of_kind))
    }

    /// What chance is to document `n` of a kind: its own, so that no other document moves it.
    pub(crate) fn chance(&self, kind: Kind, n: usize) -> Rng {
        let place = (kind as u64) << 48 ^ u64::try_from(n).unwrap_or_default();
        // Neighbouring seeds give alike beginnings; a big odd factor drives them apart.
        Rng::with_seed((self.seed ^ place).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// The slugs of up to `most` documents of a kind, no one twice.
    pub(crate) fn some(&self, kind: Kind, most: usize, rng: &mut Rng) -> Vec<String> {
        let mut numbers: Vec<usize> = Vec::new();
        for _ in 0..most {
            let n = rng.usize(..self.count(kind));
            if !numbers.contains(&n) {
                numbers.push(n);
            }
        }
        numbers.into_iter().map(|n| self.slug(kind, n)).collect()
    }

    /// The slug of any document of a kind.
    pub(crate) fn any(&self, kind: Kind, rng: &mut Rng) -> String {
        self.slug(kind, rng.usize(..self.count(kind)))
    }
}

fn site() -> String {
    Document::with("slug", "exempel")
        .text("name", "Samordning i Exempelköping")
        .text("language", "sv")
        .text("editor", "redaktionen@exempel.se")
        .body("En påhittad webbplats med många dokument.")
}
