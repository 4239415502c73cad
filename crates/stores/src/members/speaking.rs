//! Whom a member speaks for, and what those sites are called.
//!
//! Every site has one who speaks for it: a member for itself, and of several hubs that tell of
//! another site the one that told of it first. So no member touches what came through another.

use std::{
    collections::BTreeMap,
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

/// Which member speaks for which site.
#[derive(Debug)]
pub(super) struct Speakers(Mutex<BTreeMap<Slug, Slug>>);

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
}

/// A site as it tells of itself, as far as that can be shown. None without a short name.
pub(super) fn site(publisher: &Publisher) -> Option<Site> {
    let Publisher { slug, name, url, language, editor } = publisher;
    let slug = Slug::new(slug).ok()?;
    let name = line(name).unwrap_or_else(|| slug.to_string());
    let language = if is_language(language) { language.clone() } else { "sv".to_owned() };
    let editor = editor.as_deref().and_then(line).filter(|editor| editor.contains('@'));
    Some(Site { slug, name, language, url: web_address(url), editor })
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
            };
            let site = site(&publisher).unwrap();
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

    #[test]
    fn every_site_has_one_who_speaks_for_it() {
        let member = |site: &str, is_hub: bool| Member {
            site: Slug::new(site).unwrap(),
            api: "https://exempel.test/graphql".parse().unwrap(),
            key: None,
            is_hub,
        };
        let (norr, syd, hub, other) = (
            member("norr", false),
            member("syd", true),
            member("hub", true),
            member("other", true),
        );
        let members = [norr, syd, hub, other];
        let speakers = Speakers::of(&members);
        let check = |member: usize, site: &str, expected: bool| {
            let admitted = speakers.admits(&members[member], &Slug::new(site).unwrap());
            assert_eq!(admitted, expected, "{} for {site}", members[member].site);
        };
        check(0, "norr", true);
        check(0, "far", false);
        check(2, "norr", false);
        check(2, "syd", false);
        check(2, "far", true);
        check(3, "far", false);
        check(2, "far", true);
    }
}
