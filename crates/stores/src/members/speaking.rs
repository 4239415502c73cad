//! Whom a member speaks for, and what those sites are called.
//!
//! Every site has one who speaks for it: a member for itself, and of several hubs that tell of
//! another site the one that told of it first, for as long as it does. So no member touches what
//! came through another. A site tells through whom it knows each of its sites: what leads through
//! ourselves is our own word coming back, and is not taken. So nobody lives on only because hubs
//! tell each other of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, PoisonError},
};

use finsam_client::Publisher;
use finsam_model::{Site, Slug};
use url::Url;

use super::Member;

/// The longest name of a site, and the longest address of its editor, in characters.
const MOST_NAME_CHARS: usize = 200;
/// The longest address of a site, in bytes.
const MOST_URL_BYTES: usize = 1000;
/// The longest tag of a language, in bytes.
const MOST_LANGUAGE_BYTES: usize = 35;
/// So many sites may lie between us and one we tell of.
const MOST_BETWEEN: usize = 8;

/// Which member speaks for which site.
#[derive(Debug)]
pub(super) struct Speakers(Mutex<BTreeMap<Slug, Slug>>);

/// Of which sites a member tells.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Those it speaks for, by their short names.
    pub(super) sites: Vec<Site>,
    /// Those it knows through us, or that we are.
    ours: BTreeSet<Slug>,
}

/// Whose a document is that a member sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// Of a site that the member speaks for.
    Its,
    /// Our own word, coming back: nothing new, and nothing wrong.
    Ours,
    /// Of a site that others speak for, or nobody.
    Others,
}

impl Speakers {
    /// Each of the members for itself.
    pub(super) fn of(members: &[Member]) -> Self {
        let own = members.iter().map(|member| (member.site.clone(), member.site.clone()));
        Self(Mutex::new(own.collect()))
    }

    /// Whether a member speaks for a site; from now on it does, if nobody did.
    pub(super) fn admits(&self, member: &Member, site: &Slug) -> bool {
        if *site == member.site {
            return true;
        }
        let mut speakers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        member.is_hub
            && *speakers.entry(site.clone()).or_insert_with(|| member.site.clone()) == member.site
    }

    /// Of which sites a member tells. Those it speaks for now are these and those that are `known`
    /// of it from before; for others somebody else may speak. Nobody speaks for `home`.
    pub(super) fn told(
        &self,
        member: &Member,
        home: &Slug,
        known: &[Site],
        publishers: &[Publisher],
    ) -> Told {
        self.release(member, known);
        let mut told = Told::default();
        for site in publishers.iter().filter_map(|publisher| site(publisher, &member.site)) {
            if site.slug == *home || site.via.contains(home) {
                // Only who is a hub has anything from us.
                told.ours.extend(member.is_hub.then_some(site.slug));
            } else if self.admits(member, &site.slug) {
                told.sites.push(site);
            }
        }
        told.sites.sort_by(|one, other| one.slug.cmp(&other.slug));
        told.sites.dedup_by(|one, other| one.slug == other.slug);
        told
    }

    /// Lets others speak for what a member spoke for, but for what is known of it.
    fn release(&self, member: &Member, known: &[Site]) {
        let is_known = |site: &Slug| known.iter().any(|one| one.slug == *site);
        let mut speakers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        speakers.retain(|site, speaker| {
            *speaker != member.site || *site == member.site || is_known(site)
        });
    }
}

impl Told {
    /// Whose a document of a site is.
    pub(super) fn whose(&self, site: &Slug) -> Whose {
        if self.sites.binary_search_by(|known| known.slug.cmp(site)).is_ok() {
            Whose::Its
        } else if self.ours.contains(site) {
            Whose::Ours
        } else {
            Whose::Others
        }
    }
}

/// A site as a member tells of it, as far as that can be shown. None without a short name, or when
/// nobody could have heard of it in the way it is told.
fn site(publisher: &Publisher, member: &Slug) -> Option<Site> {
    let Publisher { slug, name, url, language, editor, via } = publisher;
    let slug = Slug::new(slug).ok()?;
    let via = if slug == *member { Vec::new() } else { way(&slug, via, member)? };
    let name = line(name).unwrap_or_else(|| slug.to_string());
    let language = if is_language(language) { language.clone() } else { "sv".to_owned() };
    let editor = editor.as_deref().and_then(line).filter(|editor| editor.contains('@'));
    Some(Site { slug, name, language, url: web_address(url), editor, via })
}

/// The way to a site by a member that told of one of its own; none where that is too long or leads
/// in circles.
fn way(site: &Slug, via: &[String], member: &Slug) -> Option<Vec<Slug>> {
    if via.len() >= MOST_BETWEEN {
        return None;
    }
    let mut way = vec![member.clone()];
    for step in via {
        let step = Slug::new(step).ok()?;
        if step == *site || way.contains(&step) {
            return None;
        }
        way.push(step);
    }
    Some(way)
}

/// A text for one line; none where there is nothing to read or far too much.
fn line(text: &str) -> Option<String> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().nth(MOST_NAME_CHARS).is_none();
    (fits && !text.chars().any(is_invisible)).then(|| text.to_owned())
}

/// Whether a character is none to be seen, but changes how others are.
fn is_invisible(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn is_language(tag: &str) -> bool {
    tag.len() <= MOST_LANGUAGE_BYTES
        && tag.split('-').all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// The address of a site, to be gone on from: without what only a page has.
fn web_address(text: &str) -> Option<String> {
    if text.len() > MOST_URL_BYTES || text.chars().any(is_invisible) {
        return None;
    }
    let url = Url::parse(text).ok()?;
    let is_plain = matches!(url.scheme(), "http" | "https")
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    is_plain.then(|| url.as_str().trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_site_is_called_can_be_shown() {
        let check = |name: &str, url: &str, expected: (&str, Option<&str>)| {
            let publisher = Publisher {
                slug: "norr".to_owned(),
                name: name.to_owned(),
                url: url.to_owned(),
                language: "sv".to_owned(),
                editor: None,
                via: Vec::new(),
            };
            let site = site(&publisher, &Slug::new("norr").unwrap()).unwrap();
            assert_eq!((site.name.as_str(), site.url.as_deref()), expected);
        };
        check(" Norr ", "https://norr.test/", ("Norr", Some("https://norr.test")));
        check(
            "<b>Norr</b>",
            "https://norr.test/finsam",
            ("<b>Norr</b>", Some("https://norr.test/finsam")),
        );
        check("", "javascript:alert(1)", ("norr", None));
        check("\u{1b}[31mNorr", "http://norr.test/\n", ("norr", None));
        check("\u{202e}rroN", "https://name:word@norr.test", ("norr", None));
        check(&"N".repeat(201), "https://norr.test/?a=b", ("norr", None));
        check("Norr", &format!("https://norr.test/{}", "a".repeat(1000)), ("Norr", None));
    }

    fn slug(name: &str) -> Slug {
        Slug::new(name).unwrap()
    }

    fn member(site: &str, is_hub: bool) -> Member {
        let api = "https://exempel.test/graphql".parse().unwrap();
        Member { site: slug(site), api, key: None, is_hub }
    }

    fn publisher(site: &str, via: &[&str]) -> Publisher {
        Publisher {
            slug: site.to_owned(),
            name: site.to_owned(),
            url: String::new(),
            language: "sv".to_owned(),
            editor: None,
            via: via.iter().map(|site| (*site).to_owned()).collect(),
        }
    }

    #[test]
    fn every_site_has_one_who_speaks_for_it() {
        let members = [
            member("norr", false),
            member("syd", true),
            member("hub", true),
            member("other", true),
        ];
        let speakers = Speakers::of(&members);
        let check = |member: usize, site: &str, expected: bool| {
            let admitted = speakers.admits(&members[member], &slug(site));
            assert_eq!(admitted, expected, "{} for {site}", members[member].site);
        };
        check(0, "norr", true);
        check(0, "far", false);
        check(2, "norr", false);
        check(2, "syd", false);
        check(2, "far", true);
        check(3, "far", false);
        check(2, "far", true);
        // Who does not tell of a site any more, and has nothing of it, makes room for others.
        let told = |member: usize, known: &[Site]| {
            speakers.told(&members[member], &slug("hem"), known, &[publisher("hub", &[])])
        };
        let far = site(&publisher("far", &[]), &slug("hub")).unwrap();
        told(2, std::slice::from_ref(&far));
        check(3, "far", false);
        told(2, &[]);
        check(3, "far", true);
        check(2, "far", false);
        check(2, "hub", true);
    }

    #[test]
    fn what_leads_through_ourselves_is_our_own_word() {
        let check = |is_hub: bool, site: &str, via: &[&str], expected: Result<&str, Whose>| {
            let hub = member("hub", is_hub);
            let speakers = Speakers::of(std::slice::from_ref(&hub));
            let told = speakers.told(&hub, &slug("hem"), &[], &[publisher(site, via)]);
            let way = told
                .sites
                .first()
                .map(|site| site.via.iter().map(Slug::as_str).collect::<Vec<_>>().join(" "));
            let whose = told.whose(&slug(site));
            assert_eq!(way.as_deref().ok_or(whose), expected, "{site} via {via:?}");
            assert_eq!(way.is_some(), whose == Whose::Its);
        };
        check(true, "hub", &[], Ok(""));
        check(true, "hub", &["hem"], Ok(""));
        check(true, "far", &[], Ok("hub"));
        check(true, "far", &["a", "b"], Ok("hub a b"));
        check(true, "far", &["hem"], Err(Whose::Ours));
        check(true, "far", &["a", "hem", "b"], Err(Whose::Ours));
        check(true, "hem", &[], Err(Whose::Ours));
        check(true, "hem", &["a"], Err(Whose::Ours));
        check(false, "hem", &[], Err(Whose::Others));
        check(false, "far", &["hem"], Err(Whose::Others));
        check(false, "far", &[], Err(Whose::Others));
        // In circles, or farther than anybody goes.
        check(true, "far", &["a", "far"], Err(Whose::Others));
        check(true, "far", &["a", "hub"], Err(Whose::Others));
        check(true, "far", &["a", "a"], Err(Whose::Others));
        check(true, "far", &["../a"], Err(Whose::Others));
        check(true, "far", &["a", "b", "c", "d", "e", "f", "g"], Ok("hub a b c d e f g"));
        check(true, "far", &["a", "b", "c", "d", "e", "f", "g", "h"], Err(Whose::Others));
    }
}
