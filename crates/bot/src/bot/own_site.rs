//! Whose programme somebody wants: that of a site of their own, or everybody's.

use finsam_client::{Error, Site};
use finsam_swedish::fold;

use super::{Bot, Choice, Reply, lookup::repeated};
use crate::{asker::Asker, markdown::escape, texts::Language};

/// What stands for all sites, as a choice.
const ALL: &str = "*";

impl Bot {
    /// The site somebody chose, by its short name; none where all is to show.
    pub(super) async fn own_site(&self, asker: &Asker) -> Option<String> {
        match self.state.own_site(asker.person).await {
            Ok(site) => site,
            Err(why) => {
                tracing::error!("the state cannot be used: {why}");
                None
            }
        }
    }

    /// Chooses, or tells what is chosen.
    pub(super) async fn choose_site(&self, typed: Option<&str>, asker: &Asker) -> Reply {
        let (language, texts) = (asker.language, asker.language.personal());
        let sites = match self.api.sites().await {
            Ok(sites) => sites,
            Err(why) => return self.unavailable(&why, language),
        };
        let Some(typed) = typed.map(str::trim).filter(|typed| !typed.is_empty()) else {
            let chosen = self.own_site(asker).await;
            let chosen = chosen.and_then(|slug| sites.into_iter().find(|site| site.slug == slug));
            return Reply::plain(match chosen {
                Some(site) => (texts.only_of)(&escape(&site.name)),
                None => texts.of_all_sites.to_owned(),
            });
        };
        let site = match chosen(typed, &sites, language) {
            Some(site) => site,
            None => return Reply::plain((texts.no_such_site)(&repeated(typed))),
        };
        let slug = site.map(|site| site.slug.as_str());
        match self.state.keep_own_site(asker.person, slug).await {
            Ok(()) => Reply::plain(match site {
                Some(site) => (texts.only_of)(&escape(&site.name)),
                None => texts.of_all_sites.to_owned(),
            }),
            Err(why) => self.broken(&why, language),
        }
    }

    /// What can be chosen.
    pub(super) async fn sites_to_choose(
        &self,
        typed: &str,
        language: Language,
    ) -> Result<Vec<Choice>, Error> {
        let sites = self.api.sites().await?.into_iter();
        let sites = sites.map(|site| Choice { label: site.name, value: site.slug });
        let all = language.personal().all_sites.to_owned();
        let all = std::iter::once(Choice { label: all, value: ALL.to_owned() });
        let fits = |choice: &Choice| fold(&choice.label).contains(&fold(typed));
        Ok(all.chain(sites).filter(fits).collect())
    }

    /// That only one site's programme is shown, where it is so.
    pub(super) async fn only_of(&self, site: Option<&str>, language: Language) -> Option<String> {
        let site = site?;
        let sites = self.api.sites().await.unwrap_or_default();
        let name = sites.iter().find(|one| one.slug == site).map_or(site, |site| &site.name);
        Some((language.personal().shown_of)(&escape(name)))
    }
}

/// The site that is meant, by its short name or its name, or all of them; none where it is unclear.
fn chosen<'s>(typed: &str, sites: &'s [Site], language: Language) -> Option<Option<&'s Site>> {
    if typed == ALL || fold(typed) == fold(language.personal().all_sites) {
        return Some(None);
    }
    if let Some(site) = sites.iter().find(|site| site.slug == typed) {
        return Some(Some(site));
    }
    let mut named = sites.iter().filter(|site| fold(&site.name).contains(&fold(typed)));
    match (named.next(), named.next()) {
        (Some(only), None) => Some(Some(only)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_site_is_meant() {
        let site = |slug: &str, name: &str| Site {
            slug: slug.to_owned(),
            name: name.to_owned(),
            editor: None,
        };
        let sites = [site("norr", "Finsam Norr"), site("syd", "Finsam Syd"), site("alla", "Annat")];
        let check = |typed: &str, expected: Option<Option<&str>>| {
            let chosen = chosen(typed, &sites, Language::Swedish);
            let chosen = chosen.map(|site| site.map(|site| site.slug.as_str()));
            assert_eq!(chosen, expected, "{typed}");
        };
        check("norr", Some(Some("norr")));
        check("finsam syd", Some(Some("syd")));
        check("Norr", Some(Some("norr")));
        check("finsam", None);
        check("väst", None);
        check("*", Some(None));
        check("Alla", Some(None));
    }
}
