//! A hub and its members: small sites that have organisations, people, places and seminars in
//! common, and say so.
//!
//! `network/names` what they are called · `network/nouns` what their documents say ·
//! `network/seminars` what is on, around today.

mod names;
mod nouns;
mod seminars;

use std::{fs, io, path::Path};

use fastrand::Rng;
use jiff::civil::Date;

use self::nouns::slug;
use crate::Document;

/// So many members are in the same region.
const IN_A_REGION: usize = 8;

/// Made-up sites. The same seed and day give the same bytes, and a member is the same whatever
/// others there are: it refers only to those before it, and to the hub.
#[derive(Clone, Copy, Debug)]
pub struct Network {
    seed: u64,
    today: Date,
}

/// A site, as its editors would have written it.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its short name.
    pub slug: String,
    /// What it is called.
    pub name: String,
    /// The path of each document in the site's folder, and its text.
    pub documents: Vec<(String, String)>,
}

impl Site {
    fn new(slug: &str, name: &str, about: &str) -> Self {
        let site = Document::with("slug", slug).text("name", name).text("language", "sv");
        let documents = vec![("site.md".to_owned(), site.body(about))];
        Self { slug: slug.to_owned(), name: name.to_owned(), documents }
    }

    /// The same site before anything was written in it, or after everything was lost.
    #[must_use]
    pub fn emptied(mut self) -> Self {
        self.documents.truncate(1);
        self
    }

    /// Writes every document below `folder`, which is made if it is not there.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        for (path, text) in &self.documents {
            let path = folder.join(path);
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(path, text)?;
        }
        Ok(())
    }

    fn add(&mut self, folder: &str, slug: &str, text: String) {
        self.documents.push((format!("{folder}/{slug}.md"), text));
    }
}

impl Network {
    /// Sites where something is on today and in the weeks around. Another seed gives other
    /// programmes.
    #[must_use]
    pub fn new(seed: u64, today: Date) -> Self {
        Self { seed, today }
    }

    /// The hub's own site: what all members have in common.
    #[must_use]
    pub fn hub(&self) -> Site {
        let about = "Ett påhittat nav för påhittade webbplatser, att prova med.";
        let mut site = Site::new(names::HUB, "Exempelnavet", about);
        for name in names::EVERYWHERE {
            site.add("organisations", &slug(name), nouns::authority(name, None));
        }
        site.add("sources", "exempelbladet", nouns::source("Exempelnavet", self.today));
        let (path, text) = seminars::of_hub(self);
        site.add("seminars", &path, text);
        site
    }

    /// Member `n`, counted from 0.
    #[must_use]
    pub fn member(&self, n: usize) -> Site {
        let place = names::place(n);
        let about = "En påhittad webbplats, att prova ett nätverk med.";
        let mut site = Site::new(&slug(&place), &names::association(n), about);
        nouns::add_organisations(&mut site, n);
        nouns::add_people(&mut site, n, &mut self.chance(n, 0));
        nouns::add_venues(&mut site, n);
        nouns::add_terms(&mut site, n, &mut self.chance(n, 1));
        nouns::add_initiative(&mut site, n, self.today, &mut self.chance(n, 2));
        site.add("sources", "exempelbladet", nouns::source(&place, self.today));
        seminars::add(&mut site, self, n);
        nouns::add_news(&mut site, n, self, &mut self.chance(n, 3));
        site
    }

    /// What chance is to one matter of member `n`: its own, so that nothing else moves it.
    fn chance(&self, n: usize, matter: u64) -> Rng {
        let place = u64::try_from(n).unwrap_or_default() << 8 ^ matter;
        // Neighbouring seeds give alike beginnings; a big odd factor drives them apart.
        Rng::with_seed((self.seed ^ place << 16).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn day(&self, offset: i64) -> Date {
        self.today.saturating_add(jiff::Span::new().days(offset))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use finsam_content::{Archive, Change};
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_site_is_sound_by_itself() {
        let network = Network::new(7, date(2031, 6, 30));
        for site in (0..200).map(|n| network.member(n)).chain([network.hub()]) {
            let changes = site.documents.iter().map(|(path, text)| Change {
                path: path.clone(),
                bytes: Some(text.clone().into()),
            });
            let archive = Archive::default().update(changes.collect());
            assert_eq!(archive.problems(), [], "{}", site.slug);
        }
    }

    #[test]
    fn members_are_alike_and_nobody_is_twice() {
        let network = Network::new(7, date(2031, 6, 30));
        let members: Vec<Site> = (0..200).map(|n| network.member(n)).collect();
        let slugs: BTreeSet<&str> = members.iter().map(|site| site.slug.as_str()).collect();
        assert_eq!(slugs.len(), members.len());
        for site in &members {
            let paths: BTreeSet<&str> =
                site.documents.iter().map(|(path, _)| path.as_str()).collect();
            assert_eq!(paths.len(), site.documents.len(), "{}", site.slug);
            assert!((28..=32).contains(&paths.len()), "{}: {}", site.slug, paths.len());
        }
    }

    #[test]
    fn whatever_is_the_same_as_something_names_what_there_is() {
        let network = Network::new(7, date(2031, 6, 30));
        let sites: Vec<Site> = (0..40).map(|n| network.member(n)).chain([network.hub()]).collect();
        let has = |site: &Site, folder: &str, slug: &str| {
            site.documents.iter().any(|(path, _)| *path == format!("{folder}/{slug}.md"))
        };
        let mut named = 0;
        for (path, text) in sites.iter().flat_map(|site| &site.documents) {
            let Some(line) = text.lines().find_map(|line| line.strip_prefix("sameAs = \"")) else {
                continue;
            };
            let (site, slug) = line.trim_end_matches('"').split_once('/').unwrap();
            let (folder, _) = path.split_once('/').unwrap();
            let site = sites.iter().find(|one| one.slug == site).unwrap();
            assert!(has(site, folder, slug), "{path} names {slug} of {}", site.slug);
            named += 1;
        }
        assert!(named > 200, "{named}");
    }

    #[test]
    fn the_same_numbers_give_the_same_bytes() {
        let of = |seed, n| Network::new(seed, date(2031, 6, 30)).member(n).documents;
        assert_eq!(of(7, 3), of(7, 3));
        assert_ne!(of(7, 3), of(8, 3));
    }
}
