//! A whole tree: how many documents of each kind, and where they are.

use std::{fs, io, path::Path};

use fastrand::Rng;
use finsam_content::Change;
use finsam_made_up::Document;
use finsam_model::Kind;

use crate::{nouns, split};

/// A made-up content tree, in which every document is sound.
///
/// A thousand seminars come with about 150 people, 60 news and sources, 40 venues, 30
/// organisations and figures, 20 series, terms and initiatives; other sizes in proportion. The
/// seminars are spread evenly over 2015-2045, but three in ten fall in the weeks of the series, so
/// that some weeks are full and most days are empty. Every 200th seminar is published only 90 days
/// before it starts; nothing else has a time of publication.
///
/// Document `n` of a kind is the same whatever else there is, but for the seminars' dates.
///
/// A tree [in parts](Self::in_parts) can also be [split](Self::members) over as many sites.
#[derive(Clone, Copy, Debug)]
pub struct Tree {
    seminars: usize,
    seed: u64,
    /// Document `n` of a kind is of part `n % parts`.
    parts: usize,
    /// The part of the document that is being written.
    part: usize,
}

impl Tree {
    /// A tree of so many seminars and what belongs to them. Another seed gives another tree.
    #[must_use]
    pub fn new(seminars: usize, seed: u64) -> Self {
        Self { seminars, seed, parts: 1, part: 0 }
    }

    /// The same in which documents refer only to those of their own part, and to those that the
    /// part before shares with it. There is something of each kind in every part.
    #[must_use]
    pub fn in_parts(self, parts: usize) -> Self {
        Self { parts: parts.max(1), ..self }
    }

    /// How many documents of a kind there are; at least one in each part.
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
        (self.seminars * per_thousand).div_ceil(1000).max(self.parts)
    }

    /// The slug of document `n` of a kind, counted from 0.
    #[must_use]
    pub fn slug(&self, kind: Kind, n: usize) -> String {
        nouns::slug(&self.beside(n), kind, n)
    }

    /// Where document `n` of a kind is.
    #[must_use]
    pub fn path(&self, kind: Kind, n: usize) -> String {
        format!("{}/{}.md", kind.folder(), self.slug(kind, n))
    }

    /// The text of document `n` of a kind.
    #[must_use]
    pub fn text(&self, kind: Kind, n: usize) -> String {
        nouns::text(&self.beside(n), kind, n)
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
            let n = self.number(kind, rng);
            if !numbers.contains(&n) {
                numbers.push(n);
            }
        }
        numbers.into_iter().map(|n| self.slug(kind, n)).collect()
    }

    /// The slug of any document of a kind.
    pub(crate) fn any(&self, kind: Kind, rng: &mut Rng) -> String {
        self.slug(kind, self.number(kind, rng))
    }

    /// The number of any document of a kind that one in this part can refer to.
    pub(crate) fn number(&self, kind: Kind, rng: &mut Rng) -> usize {
        let own = self.count(kind).saturating_sub(self.part).div_ceil(self.parts);
        let guests: Vec<usize> = self.guests(kind, self.part).collect();
        let chosen = rng.usize(..own + guests.len());
        match chosen.checked_sub(own) {
            None => self.part + self.parts * chosen,
            Some(guest) => guests.get(guest).copied().unwrap_or(self.part),
        }
    }

    /// Whether two documents are in the same part.
    pub(crate) const fn are_together(&self, one: usize, other: usize) -> bool {
        one % self.parts == other % self.parts
    }

    /// The documents of the part before this one that are in both.
    pub(crate) fn guests(&self, kind: Kind, part: usize) -> impl Iterator<Item = usize> + use<> {
        let before = (part + self.parts - 1) % self.parts;
        let is_split = self.parts > 1;
        let all = (before..self.count(kind)).step_by(self.parts);
        all.filter(move |n| is_split && split::is_shared(kind, *n))
    }

    pub(crate) const fn parts(&self) -> usize {
        self.parts
    }

    /// The tree while document `n` of a kind is written.
    pub(crate) fn beside(&self, n: usize) -> Self {
        Self { part: n % self.parts, ..*self }
    }
}

fn site() -> String {
    Document::with("slug", "exempel")
        .text("name", "Samordning i Exempelköping")
        .text("language", "sv")
        .text("editor", "redaktionen@exempel.se")
        .body("En påhittad webbplats med många dokument.")
}
