//! What is said where something shown is of a site that the API did not hear of lately.

use finsam_client::{Stale, StaleSite};

use super::lines::named;
use crate::{moments, texts::Language};

/// How many sites are named.
const NAMED: usize = 3;

/// As of when things are, in a line or so; none where all is as of now.
pub(crate) fn remark(stale: &Stale, language: Language) -> Option<String> {
    let talk = language.talk();
    let told = |StaleSite { name, heard_at, .. }: &StaleSite| {
        let name = named(name);
        match heard_at {
            Some(at) => (talk.as_of)(&name, &moments::told(*at, language)),
            None => (talk.never_heard)(&name),
        }
    };
    let mut told: Vec<_> = stale.sites.iter().take(NAMED).map(told).collect();
    let more = stale.count.saturating_sub(told.len());
    if told.is_empty() {
        return None;
    }
    if more > 0 {
        told.push((talk.as_of_more)(more));
    }
    Some(told.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_of_when_things_are() {
        let site = |name: &str, heard_at: Option<&str>| StaleSite {
            site: name.to_lowercase(),
            name: name.to_owned(),
            heard_at: heard_at.map(|at| at.parse().unwrap()),
        };
        let check = |sites: &[StaleSite], count: usize, language: Language, expected: &str| {
            let stale = Stale { sites: sites.to_vec(), count };
            assert_eq!(remark(&stale, language).unwrap_or_default(), expected);
        };
        let heard = site("Prov *Norr*", Some("2031-07-05T08:00:00+02:00"));
        let never = site("Provsyd", None);
        check(&[], 0, Language::Swedish, "");
        check(
            std::slice::from_ref(&heard),
            1,
            Language::Swedish,
            "Det från Prov \\*Norr\\* är som det var lördag 5 juli 2031 kl. 8.00, svensk tid \
             (<t:1940997600:R>).",
        );
        check(
            std::slice::from_ref(&heard),
            1,
            Language::English,
            "What is from Prov \\*Norr\\* is as of Saturday 5 July 2031 at 8:00, Swedish time \
             (<t:1940997600:R>).",
        );
        check(
            std::slice::from_ref(&never),
            1,
            Language::Swedish,
            "Från Provsyd har jag inga uppgifter ännu.",
        );
        let never = |n: usize| site(&format!("P{n}"), None);
        check(
            &[never(1), never(2), never(3), never(4)],
            30,
            Language::Swedish,
            "Från P1 har jag inga uppgifter ännu. Från P2 har jag inga uppgifter ännu. \
             Från P3 har jag inga uppgifter ännu. Också det från 27 till är gammalt.",
        );
        check(
            &[never(1)],
            2,
            Language::English,
            "From P1 I have nothing yet. That of 1 more is old, too.",
        );
    }
}
