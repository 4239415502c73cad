//! By what two documents are compared, and how much that says.

use std::collections::{BTreeMap, BTreeSet};

use finsam_model::{Kind, Organisation, Person, Seminar, Venue};
use finsam_swedish::letters;

use crate::{Node, Snapshot};

/// Something that two documents can have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// A web address.
    Address,
    /// A name or title, however it is written.
    Name,
    /// When a seminar starts, to the minute.
    Start,
    /// The day of a seminar.
    Day,
    /// Where a seminar is held.
    Venue,
    /// A town or the like.
    Place,
    /// Street and number.
    Street,
    /// Where a person works or did.
    Organisation,
}

/// What speaks for two documents to be about the same thing, or against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Both have the same.
    Same(Sign),
    /// Each has another.
    Other(Sign),
}

/// If two documents of a kind have all these signs in common, they are so likely the same, in
/// hundredths; but not where each says something else of the last.
type Rule = (Kind, &'static [Sign], u8, Option<Sign>);

/// The highest of those that hold counts.
const RULES: &[Rule] = &[
    (Kind::Organisation, &[Sign::Address, Sign::Name], 95, None),
    (Kind::Organisation, &[Sign::Name, Sign::Place], 90, None),
    // Several may share a page, as the units of a municipality do.
    (Kind::Organisation, &[Sign::Address], 70, None),
    (Kind::Organisation, &[Sign::Name], 60, Some(Sign::Place)),
    (Kind::Person, &[Sign::Name, Sign::Organisation], 90, None),
    // People share names.
    (Kind::Person, &[Sign::Name], 50, Some(Sign::Organisation)),
    (Kind::Person, &[Sign::Name], 30, None),
    (Kind::Venue, &[Sign::Address, Sign::Name], 95, None),
    (Kind::Venue, &[Sign::Name, Sign::Place], 90, None),
    (Kind::Venue, &[Sign::Street, Sign::Place], 70, None),
    (Kind::Venue, &[Sign::Address], 60, Some(Sign::Street)),
    // Every house has a big hall.
    (Kind::Venue, &[Sign::Name], 40, Some(Sign::Place)),
    (Kind::Seminar, &[Sign::Start, Sign::Name], 95, None),
    (Kind::Seminar, &[Sign::Start, Sign::Address], 95, None),
    (Kind::Seminar, &[Sign::Start, Sign::Venue], 80, None),
    (Kind::Seminar, &[Sign::Day, Sign::Name], 70, Some(Sign::Venue)),
];

/// So many values of a sign count: nobody has more names, but for those who want to be found by all.
const MOST_VALUES: usize = 8;

/// What a document has of each sign, in a form in which equal means equal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs(BTreeMap<Sign, BTreeSet<String>>);

impl Signs {
    pub(super) fn of(node: &Node, snapshot: &Snapshot) -> Self {
        let mut signs = Self::default();
        match node {
            Node::Organisation(entry) => signs.of_organisation(entry),
            Node::Person(entry) => signs.of_person(entry, snapshot),
            Node::Venue(entry) => signs.of_venue(entry),
            Node::Seminar(entry) => signs.of_seminar(entry, snapshot),
            _ => {}
        }
        signs
    }

    fn of_organisation(&mut self, organisation: &Organisation) {
        let Organisation { name, other_names, place, url, names, .. } = organisation;
        // Abbreviations are left out: many have the same.
        let at_other_times = names.iter().map(|name| &name.name);
        self.words(Sign::Name, std::iter::once(name).chain(other_names).chain(at_other_times));
        self.words(Sign::Place, place);
        self.addresses(url);
    }

    fn of_person(&mut self, person: &Person, snapshot: &Snapshot) {
        self.words(Sign::Name, std::iter::once(&person.name).chain(&person.other_names));
        let slugs = person.affiliations.iter().filter_map(|one| one.organisation.as_ref());
        for organisation in snapshot.named::<Organisation>(slugs) {
            self.add(Sign::Organisation, organisation.id.to_string());
            self.words(Sign::Organisation, [&organisation.name]);
        }
    }

    fn of_venue(&mut self, venue: &Venue) {
        let Venue { name, other_names, street, city, url, .. } = venue;
        self.words(Sign::Name, std::iter::once(name).chain(other_names));
        self.words(Sign::Street, street);
        self.words(Sign::Place, city);
        self.addresses(url);
    }

    fn of_seminar(&mut self, seminar: &Seminar, snapshot: &Snapshot) {
        self.words(Sign::Name, [&seminar.title]);
        self.add(Sign::Day, seminar.date().to_string());
        if let Some(at) = seminar.starts_at() {
            self.add(Sign::Start, at.timestamp().to_string());
        }
        let registration = seminar.registration.iter().filter_map(|one| one.url.as_ref());
        self.addresses(registration.chain(&seminar.recording));
        if let Some(venue) = seminar.venue.as_ref().and_then(|slug| snapshot.get::<Venue>(slug)) {
            self.add(Sign::Venue, venue.id.to_string());
            let city = venue.city.as_deref().unwrap_or_default();
            self.words(Sign::Venue, [&format!("{} {city}", venue.name)]);
        }
    }

    fn add(&mut self, sign: Sign, value: String) {
        let values = self.0.entry(sign).or_default();
        if !value.is_empty() && values.len() < MOST_VALUES {
            values.insert(value);
        }
    }

    /// Texts, of which only the letters and digits count.
    fn words<'t>(&mut self, sign: Sign, texts: impl IntoIterator<Item = &'t String>) {
        texts.into_iter().for_each(|text| self.add(sign, letters::slug(text)));
    }

    /// Addresses without what makes no difference to where they lead.
    fn addresses<'t>(&mut self, urls: impl IntoIterator<Item = &'t String>) {
        for url in urls {
            let url = url.split('#').next().unwrap_or_default();
            let url = url.split_once("://").map_or(url, |(_, rest)| rest);
            let url = url.strip_prefix("www.").unwrap_or(url).trim_end_matches('/');
            self.add(Sign::Address, url.to_lowercase());
        }
    }

    fn values(&self, sign: Sign) -> impl Iterator<Item = &String> {
        self.0.get(&sign).into_iter().flatten()
    }

    fn share(&self, other: &Self, sign: Sign) -> bool {
        self.values(sign).any(|value| other.values(sign).any(|theirs| theirs == value))
    }

    /// Whether both have something of a sign, and nothing in common.
    fn differ(&self, other: &Self, sign: Sign) -> bool {
        let has = |signs: &Self| signs.values(sign).next().is_some();
        has(self) && has(other) && !self.share(other, sign)
    }
}

fn rules(kind: Kind) -> impl Iterator<Item = &'static Rule> {
    RULES.iter().filter(move |rule| rule.0 == kind)
}

/// How likely two documents of a kind are about the same thing, in hundredths; none if nothing says so.
pub(super) fn score(kind: Kind, one: &Signs, other: &Signs) -> Option<u8> {
    let holds = |(_, signs, _, unless): &&Rule| {
        signs.iter().all(|sign| one.share(other, *sign))
            && unless.is_none_or(|sign| !one.differ(other, sign))
    };
    rules(kind).filter(holds).map(|(_, _, score, _)| *score).max()
}

/// What speaks for it and against it, of all that is compared.
pub(super) fn why(kind: Kind, one: &Signs, other: &Signs) -> Vec<Reason> {
    let compared: BTreeSet<Sign> = rules(kind)
        .flat_map(|(_, signs, _, unless)| signs.iter().copied().chain(*unless))
        .collect();
    let reason = |sign: &Sign| match sign {
        // The start tells the day.
        Sign::Day if one.share(other, Sign::Start) => None,
        sign if one.share(other, *sign) => Some(Reason::Same(*sign)),
        sign if one.differ(other, *sign) => Some(Reason::Other(*sign)),
        _ => None,
    };
    compared.iter().filter_map(reason).collect()
}

/// The keys of a document: two of which a rule holds have one in common.
pub(super) fn keys(kind: Kind, signs: &Signs) -> BTreeSet<String> {
    let of_rule = |(_, compared, ..): &Rule| {
        let mut keys = vec![String::new()];
        for sign in *compared {
            let with = |key: &String| -> Vec<String> {
                signs.values(*sign).map(|value| format!("{key}{sign:?} {value}\n")).collect()
            };
            keys = keys.iter().flat_map(with).collect();
        }
        keys
    };
    rules(kind).flat_map(of_rule).collect()
}

#[cfg(test)]
mod tests {
    use Reason::{Other, Same};
    use Sign::{Address, Day, Name, Organisation, Place, Start, Street, Venue};

    use super::*;
    use crate::{Archive, Change, Network};

    /// Two sites, each with the same other documents and one of these; how likely these are the same,
    /// and why.
    fn check(kind: Kind, one: &str, other: &str, expected: Option<(u8, &[Reason])>) {
        let change = |path: String, front: &str| Change {
            path,
            bytes: Some(format!("+++\n{front}\n+++\n").into_bytes()),
        };
        let home = change("site.md".to_owned(), "slug = \"hem\"\nname = \"Hem\"");
        let mut network = Network::from(Archive::default().update(vec![home]));
        let folder = kind.folder();
        for (site, front) in [("norr", one), ("syd", other)] {
            let site = finsam_model::Site {
                slug: finsam_model::Slug::new(site).unwrap(),
                name: site.to_owned(),
                language: "sv".to_owned(),
                url: None,
                editor: None,
                via: Vec::new(),
            };
            let about = |name: &str| format!("name = \"{name}\"\nkind = \"unit\"");
            let changes = vec![
                change(format!("{folder}/a-{}.md", site.slug), front),
                change("organisations/ost.md".to_owned(), &about("Enhet Öst")),
                change("organisations/vast.md".to_owned(), &about("Enhet Väst")),
                change("venues/salen.md".to_owned(), "name = \"Salen\"\ncity = \"Provby\""),
                change("sources/k.md".to_owned(), "title = \"K\"\npublisher = \"K\""),
            ];
            network.update(&site, changes);
            let problems = network.problems_of(&site.slug);
            let errors = problems.iter().filter(|one| one.severity == crate::Severity::Error);
            assert_eq!(errors.collect::<Vec<_>>(), Vec::<&crate::Problem>::new(), "{front}");
        }
        let now = "2031-07-01T12:00[Europe/Stockholm]".parse().unwrap();
        let snapshot = network.publish(&now);
        let told = snapshot.identity_suggestions().iter().find(|one| {
            one.ids().iter().all(|id| id.kind == kind && id.born.as_str().starts_with("a-"))
        });
        let told = told.map(|told| (told.score, told.reasons.as_slice()));
        assert_eq!(told, expected, "{one}\n{other}");
    }

    #[test]
    fn organisations() {
        let check = |one: &str, other: &str, expected: Option<(u8, &[Reason])>| {
            let front = |text: &str| format!("kind = \"unit\"\nname = {text}");
            check(Kind::Organisation, &front(one), &front(other), expected);
        };
        check(r#""Provenheten""#, r#""Provenheten""#, Some((60, &[Same(Name)])));
        check(r#""Provenheten""#, r#""Prov-enheten""#, None);
        check(r#""Region Prov""#, r#""REGION  PROV""#, Some((60, &[Same(Name)])));
        check(
            "\"Prov\"\nplace = \"Provby\"",
            "\"Prov\"\nplace = \"PROVBY\"",
            Some((90, &[Same(Name), Same(Place)])),
        );
        check("\"Prov\"\nplace = \"Provby\"", "\"Prov\"\nplace = \"Testby\"", None);
        check(
            "\"Prov\"\nurl = \"https://www.prov.test/\"",
            "\"Prov AB\"\notherNames = [\"Prov\"]\nurl = \"http://prov.test\"",
            Some((95, &[Same(Address), Same(Name)])),
        );
        check(
            "\"Prov\"\nurl = \"https://prov.test\"",
            "\"Test\"\nurl = \"https://prov.test\"",
            Some((70, &[Same(Address), Other(Name)])),
        );
        // An abbreviation is too short to say anything.
        check("\"Prov\"\nabbreviation = \"P\"", "\"Pils\"\nabbreviation = \"P\"", None);
    }

    #[test]
    fn people() {
        let check = |one: &str, other: &str, expected: Option<(u8, &[Reason])>| {
            let front = |text: &str| {
                let (name, at) = text.split_once('@').unwrap_or((text, ""));
                let at = match at {
                    "" => String::new(),
                    at => format!(
                        "[[affiliations]]\norganisation = \"{at}\"\ntitle = \"T\"\nsource = \"k\""
                    ),
                };
                format!("name = \"{name}\"\n{at}")
            };
            check(Kind::Person, &front(one), &front(other), expected);
        };
        check("Testa Testsson", "Testa Testsson", Some((50, &[Same(Name)])));
        check("Testa Testsson", "Testo Testsson", None);
        check(
            "Testa Testsson@ost",
            "Testa Testsson@ost",
            Some((90, &[Same(Name), Same(Organisation)])),
        );
        check(
            "Testa Testsson@ost",
            "Testa Testsson@vast",
            Some((30, &[Same(Name), Other(Organisation)])),
        );
        check("Testa Testsson@ost", "Testa Testsson", Some((50, &[Same(Name)])));
        check("Testa Testsson@ost", "Testo Testsson@ost", None);
    }

    #[test]
    fn venues() {
        let check = |one: &str, other: &str, expected: Option<(u8, &[Reason])>| {
            check(Kind::Venue, one, other, expected);
        };
        let hall = "name = \"Stora salen\"";
        let hall_in = |city: &str| format!("{hall}\ncity = \"{city}\"");
        check(hall, hall, Some((40, &[Same(Name)])));
        check(&hall_in("Testby"), &hall_in("Testby"), Some((90, &[Same(Name), Same(Place)])));
        check(&hall_in("Testby"), &hall_in("Skissby"), None);
        let street = "\nstreet = \"Provgatan 1\"\ncity = \"Testby\"";
        check(
            &format!("name = \"Huset\"{street}"),
            &format!("name = \"Provhuset\"{street}"),
            Some((70, &[Other(Name), Same(Place), Same(Street)])),
        );
    }

    #[test]
    fn seminars() {
        let check = |one: &str, other: &str, expected: Option<(u8, &[Reason])>| {
            let front = |text: &str| format!("format = \"lunch\"\nstartsAt = {text}");
            check(Kind::Seminar, &front(one), &front(other), expected);
        };
        let prov = "\ntitle = \"Provlunch\"";
        let test = "\ntitle = \"Testlunch\"";
        let hall = "\nvenue = \"salen\"";
        check(
            &format!("2031-07-02T12:00{prov}"),
            &format!("2031-07-02T12:00{prov}"),
            Some((95, &[Same(Name), Same(Start)])),
        );
        check(&format!("2031-07-02T12:00{prov}"), &format!("2031-07-03T12:00{prov}"), None);
        check(&format!("2031-07-02T12:00{prov}"), &format!("2031-07-02T12:00{test}"), None);
        check(
            &format!("2031-07-02T12:00{prov}{hall}"),
            &format!("2031-07-02T12:00{test}{hall}"),
            Some((80, &[Other(Name), Same(Start), Same(Venue)])),
        );
        check(
            &format!("2031-07-02T12:00{prov}"),
            &format!("2031-07-02{prov}"),
            Some((70, &[Same(Name), Same(Day)])),
        );
        let register = "\n[registration]\nurl = \"https://prov.test/anmalan?nr=7\"";
        check(
            &format!("2031-07-02T12:00{prov}{register}"),
            &format!("2031-07-02T12:00{test}{register}"),
            Some((95, &[Same(Address), Other(Name), Same(Start)])),
        );
    }
}
