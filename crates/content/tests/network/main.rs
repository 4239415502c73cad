//! Several sites as one: what is told apart, what is joined, and (`order`) that nothing depends on the
//! order in which it came.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod order;

use finsam_content::{Archive, Change, Network, Node, Search, Snapshot};
use finsam_model::{Id, Kind, Organisation, Person, Seminar, Site, Slug, Venue};
use jiff::Zoned;

fn now() -> Zoned {
    "2031-07-01T12:00[Europe/Stockholm]".parse().unwrap()
}

fn slug(name: &str) -> Slug {
    Slug::new(name).unwrap()
}

fn site(name: &str) -> Site {
    Site {
        slug: slug(name),
        name: name.to_uppercase(),
        language: "sv".to_owned(),
        url: None,
        editor: None,
        via: Vec::new(),
    }
}

fn id(site: &str, kind: Kind, born: &str) -> Id {
    Id { site: slug(site), kind, born: slug(born) }
}

fn change(path: &str, front: &str) -> Change {
    let bytes = (!front.is_empty()).then(|| format!("+++\n{front}\n+++\n").into_bytes());
    Change { path: path.to_owned(), bytes }
}

fn home() -> Archive {
    let site = change("site.md", "slug = \"hem\"\nname = \"Hemma\"");
    Archive::default().update(vec![site])
}

/// Our own site with these documents, and others with theirs, by path.
fn network(sites: &[(&str, &[(&str, &str)])]) -> Network {
    let mut network = Network::from(home());
    for (name, documents) in sites {
        let changes = documents.iter().map(|(path, front)| change(path, front)).collect();
        if *name == "hem" {
            network.set_home(network.home().update(changes));
        } else {
            network.update(&site(name), changes);
        }
    }
    network
}

/// Everything there is, as it would be shown.
fn nodes(snapshot: &Snapshot) -> Vec<Node> {
    snapshot.nodes().collect()
}

fn rules(network: &Network, site: &str) -> Vec<&'static str> {
    network.problems_of(&slug(site)).iter().map(|problem| problem.rule).collect()
}

const SEMINAR: &str =
    "title = \"Provlunch\"\nformat = \"lunch\"\nstartsAt = 2031-07-02T12:00\nvenue = \"salen\"";

#[test]
fn the_same_slug_in_two_sites_is_two_documents() {
    let mut network = network(&[
        ("hem", &[("venues/salen.md", "name = \"Hemsalen\"")]),
        ("norr", &[("venues/salen.md", "name = \"Norrsalen\""), ("seminars/lunch.md", SEMINAR)]),
        ("syd", &[("venues/salen.md", "name = \"Sydsalen\""), ("seminars/lunch.md", SEMINAR)]),
    ]);
    let snapshot = network.publish(&now());
    let sites: Vec<_> = snapshot.sites().map(|site| site.slug.as_str()).collect();
    assert_eq!(sites, ["hem", "norr", "syd"]);
    let venue = |seminar: &Seminar| {
        snapshot.get::<Venue>(seminar.venue.as_ref().unwrap()).unwrap().name.clone()
    };
    let seminars: Vec<_> = snapshot.all::<Seminar>().iter().map(|one| venue(one)).collect();
    assert_eq!(seminars, ["Norrsalen", "Sydsalen"], "in the order of their ids");
    assert_eq!(snapshot.called::<Venue>("salen", None).len(), 3);
    let of = |site| snapshot.called::<Venue>("salen", Some(site)).first().map(|one| &one.name);
    assert_eq!(of("hem").unwrap(), "Hemsalen");
    assert_eq!(of("syd").unwrap(), "Sydsalen");
    assert_eq!(of("okand"), None);
    let north = snapshot.by_id(&id("norr", Kind::Venue, "salen")).unwrap();
    assert_eq!(
        (north.label(), snapshot.site_of(north.slug()).name.as_str()),
        ("Norrsalen", "NORR")
    );
    assert_eq!(snapshot.referring_to(Kind::Venue, north.slug()).len(), 1);
    // A dead reference in one site is not mended by another's document.
    network.update(&site("syd"), vec![change("venues/salen.md", "")]);
    assert_eq!(rules(&network, "syd"), ["dead-reference"]);
    assert_eq!(rules(&network, "norr"), Vec::<&str>::new());
}

#[test]
fn a_person_of_two_sites_is_one() {
    let mut network = network(&[
        ("norr", &[("people/testa.md", "name = \"Testa Testsson\"")]),
        (
            "syd",
            &[
                (
                    "people/t-testsson.md",
                    "name = \"T. Testsson\"\nparty = \"P\"\nsameAs = \"norr/testa\"\nformerly = [\"tt\"]",
                ),
                (
                    "seminars/lunch.md",
                    "title = \"Provlunch\"\nformat = \"lunch\"\nstartsAt = 2031-07-02\n\
                     [[appearances]]\nperson = \"tt\"\nrole = \"speaker\"",
                ),
            ],
        ),
    ]);
    let snapshot = network.publish(&now());
    let [person] = &snapshot.all::<Person>()[..] else { panic!("one person") };
    assert_eq!(
        (&person.name, person.other_names.as_slice()),
        (&"Testa Testsson".to_owned(), ["T. Testsson".to_owned()].as_slice(),)
    );
    let claims: Vec<_> = person
        .claims
        .iter()
        .map(|claim| {
            let site = claim.site.as_ref().map(Slug::as_str);
            (claim.field.as_str(), claim.value.as_str(), claim.followed, site)
        })
        .collect();
    assert_eq!(
        claims,
        [("name", "T. Testsson", false, Some("syd")), ("party", "P", true, Some("syd")),]
    );
    assert_eq!(person.id, id("norr", Kind::Person, "testa"));
    for other in [id("norr", Kind::Person, "testa"), id("syd", Kind::Person, "tt")] {
        assert_eq!(snapshot.by_id(&other).unwrap().id(), &person.id);
    }
    assert_eq!(snapshot.by_id(&id("syd", Kind::Person, "testa")), None);
    assert_eq!(snapshot.appearances_of(person).count(), 1);
    let found = snapshot.search(&Search { text: "testsson", limit: 5, ..Search::default() });
    let people = found.hits.iter().filter(|hit| hit.node.kind() == Kind::Person);
    assert_eq!(people.count(), 1);
}

#[test]
fn who_is_named_keeps_the_id_also_when_gone() {
    let same = "name = \"T. Testsson\"\nsameAs = \"norr/testa\"";
    let mut network = network(&[
        ("norr", &[("people/testa.md", "name = \"Testa Testsson\"")]),
        ("syd", &[("people/t.md", same)]),
        ("vast", &[("people/t.md", same)]),
    ]);
    let before = network.publish(&now());
    network.update(&site("norr"), vec![change("people/testa.md", "")]);
    let after = network.publish(&now());
    let [person] = &after.all::<Person>()[..] else { panic!("one person") };
    assert_eq!(
        (person.name.as_str(), &person.id),
        ("T. Testsson", &id("norr", Kind::Person, "testa"))
    );
    for site in ["norr", "syd", "vast"] {
        let born = if site == "norr" { "testa" } else { "t" };
        assert!(after.by_id(&id(site, Kind::Person, born)).is_some(), "{site}");
    }
    // Only the document that went is told of.
    let told = after.difference(&before);
    let told: Vec<_> = told.iter().map(|one| (one.id.site.as_str(), one.hash.is_some())).collect();
    assert_eq!(told, [("norr", false)]);
    // A network that only was told of it says the same.
    let mut new =
        self::network(&[("syd", &[("people/t.md", same)]), ("vast", &[("people/t.md", same)])]);
    new.update(&site("norr"), Vec::new());
    assert_eq!(new.publish(&now()).all::<Person>().len(), 2);
    assert_eq!(rules(&new, "syd"), ["same-as-unknown"]);
    new.remember_gone(&id("norr", Kind::Person, "testa"), &slug("testa"));
    let same = new.publish(&now());
    assert_eq!(nodes(&same), nodes(&after));
    assert_eq!(same.version(), after.version());
    assert_eq!(rules(&new, "syd"), Vec::<&str>::new());
}

#[test]
fn of_two_that_had_one_id_every_slug_leads_on() {
    let person = |extra: &str| format!("name = \"B\"\n{extra}");
    let mut network = network(&[("norr", &[("people/b-ny.md", &person("formerly = [\"b\"]"))])]);
    network.publish(&now());
    network.update(&site("norr"), vec![change("people/b.md", &person(""))]);
    network.publish(&now());
    let both = ["people/b.md", "people/b-ny.md"].map(|path| change(path, ""));
    network.update(&site("norr"), both.into());
    network.update(&site("syd"), vec![change("people/c.md", &person("sameAs = \"norr/b\""))]);
    let snapshot = network.publish(&now());
    for name in ["b", "b-ny"] {
        let found = snapshot.find(Kind::Person, &slug(name).within(Some("norr"))).unwrap();
        assert_eq!(found.id(), &id("norr", Kind::Person, "b"), "{name}");
    }
}

#[test]
fn what_is_not_public_yet_is_nobody() {
    let mut network = network(&[
        ("norr", &[("people/testa.md", "name = \"Testa\"\npublishAt = 2031-07-02T00:00")]),
        ("syd", &[("people/t.md", "name = \"T\"\nsameAs = \"norr/testa\"")]),
    ]);
    let later: Zoned = "2031-07-03T12:00[Europe/Stockholm]".parse().unwrap();
    network.publish(&now());
    assert_eq!(network.clone().publish(&later).all::<Person>()[0].name, "Testa");
    let snapshot = network.publish(&now());
    let [person] = &snapshot.all::<Person>()[..] else { panic!("one person") };
    assert_eq!(person.id, id("syd", Kind::Person, "t"));
    assert_eq!(rules(&network, "syd"), ["same-as-unknown"]);
}

#[test]
fn what_leads_nowhere_or_back_stands_alone() {
    let organisation = |same_as: &str| {
        format!("name = \"Förbundet\"\nkind = \"association\"\nsameAs = \"{same_as}\"")
    };
    let [a, b, c] = ["norr/b", "hem/a", "syd/borta"].map(organisation);
    let mut network = network(&[
        ("hem", &[("organisations/a.md", &a)]),
        ("norr", &[("organisations/b.md", &b)]),
        ("syd", &[("organisations/c.md", &c.replace("syd/", "vast/"))]),
    ]);
    let snapshot = network.publish(&now());
    assert_eq!(snapshot.all::<Organisation>().len(), 3);
    assert_eq!(rules(&network, "hem"), ["same-as-circle"]);
    assert_eq!(rules(&network, "norr"), ["same-as-circle"]);
    assert_eq!(rules(&network, "syd"), ["same-as-unknown"]);
}

#[test]
fn a_site_says_one_thing_of_a_node() {
    let same = |name: &str, place: &str| format!("name = \"{name}\"\nsameAs = \"{place}\"");
    let (first, second, third) = (same("B", "hem/a"), same("C", "hem/a"), same("D", "norr/c"));
    let speaks = "title = \"Lunch\"\nformat = \"lunch\"\nstartsAt = 2031-07-02\n\
                  [[appearances]]\nperson = \"c\"\nrole = \"speaker\"";
    let mut network = network(&[
        ("hem", &[("people/a.md", "name = \"A\"")]),
        ("norr", &[("people/c.md", &second), ("people/b.md", &first), ("seminars/s.md", speaks)]),
        ("syd", &[("people/d.md", &third)]),
    ]);
    let snapshot = network.publish(&now());
    let names: Vec<_> = snapshot.all::<Person>().iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["A", "C"]);
    let a = snapshot.by_id(&id("hem", Kind::Person, "a")).unwrap();
    let sites: Vec<_> = a.counterparts().iter().map(|one| one.id.site.as_str()).collect();
    assert_eq!(sites, ["norr", "syd"]);
    assert_eq!(rules(&network, "norr"), ["same-as-twice"]);
    assert_eq!(network.problems_of(&slug("norr"))[0].path, "people/c.md");
    assert_eq!(rules(&network, "syd"), Vec::<&str>::new());
    let c = snapshot.by_id(&id("norr", Kind::Person, "c")).unwrap();
    assert_eq!(snapshot.referring_to(Kind::Person, c.slug()).len(), 1);
    // The first one gone, the second is the one.
    network.update(&site("norr"), vec![change("people/b.md", "")]);
    assert_eq!(network.publish(&now()).all::<Person>().len(), 1);
    assert_eq!(rules(&network, "norr"), Vec::<&str>::new());
}

#[test]
fn of_two_of_a_site_the_one_that_names_it_directly_stays() {
    let same = |name: &str, place: &str| format!("name = \"{name}\"\nsameAs = \"{place}\"");
    let (around, direct, other) = (same("B", "syd/d"), same("C", "hem/a"), same("D", "hem/a"));
    let mut network = network(&[
        ("hem", &[("people/a.md", "name = \"A\"")]),
        ("norr", &[("people/b.md", &around), ("people/c.md", &direct)]),
        ("syd", &[("people/d.md", &other)]),
    ]);
    let snapshot = network.publish(&now());
    let names: Vec<_> = snapshot.all::<Person>().iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["A", "B"]);
    assert_eq!(network.problems_of(&slug("norr"))[0].path, "people/b.md");
}

#[test]
fn a_seminar_of_two_sites_has_what_both_say() {
    let ours =
        "title = \"Provlunch\"\nformat = \"lunch\"\nstartsAt = 2031-07-02\nvenue = \"salen\"";
    let theirs = "title = \"Provlunch\"\nformat = \"lunch\"\nstartsAt = 2031-07-02T12:00\n\
                  endsAt = 2031-07-02T13:00\nvenue = \"stora-salen\"\nstatus = \"cancelled\"\n\
                  statusNote = \"Sjuk.\"\nsameAs = \"hem/lunch\"\n\
                  [contact]\nemail = \"a@exempel.test\"";
    let venue = ("venues/salen.md", "name = \"Salen\"");
    let mut network = network(&[
        ("hem", &[("seminars/lunch.md", ours), venue]),
        (
            "norr",
            &[
                ("seminars/l.md", theirs),
                ("venues/stora-salen.md", "name = \"Stora salen\"\nsameAs = \"hem/salen\""),
            ],
        ),
    ]);
    let snapshot = network.publish(&now());
    let [seminar] = &snapshot.all::<Seminar>()[..] else { panic!("one seminar") };
    let claims: Vec<_> = seminar
        .claims
        .iter()
        .map(|claim| (claim.field.as_str(), claim.value.as_str(), claim.followed))
        .collect();
    assert_eq!(
        claims,
        [
            ("startsAt", "2031-07-02T12:00", true),
            ("endsAt", "2031-07-02T13:00", true),
            ("status", "cancelled", false),
            ("statusNote", "Sjuk.", true),
            ("contact", "a@exempel.test", true),
        ]
    );
    assert_eq!(seminar.starts_at().unwrap().hour(), 12);
    // The two venues are one, so nobody contradicts anybody.
    let [venue] = &snapshot.all::<Venue>()[..] else { panic!("one venue") };
    assert_eq!(snapshot.referring_to(Kind::Venue, &venue.slug).len(), 1);
}

#[test]
fn what_is_joined_follows_what_it_refers_to() {
    let speaks = |who: &str, same_as: &str| {
        format!(
            "title = \"Lunch\"\nformat = \"lunch\"\nstartsAt = 2031-07-02T12:00\n{same_as}\n\
             [[appearances]]\nperson = \"{who}\"\nrole = \"speaker\""
        )
    };
    let mut network = network(&[
        ("hem", &[("people/a.md", "name = \"A\""), ("seminars/s.md", &speaks("a", ""))]),
        ("norr", &[("people/b.md", "name = \"A\"")]),
        (
            "syd",
            &[
                ("people/c.md", "name = \"A\"\nsameAs = \"norr/b\""),
                ("seminars/s.md", &speaks("c", "sameAs = \"hem/s\"")),
            ],
        ),
    ]);
    let speakers = |network: &mut Network| {
        network.publish(&now()).all::<Seminar>().iter().map(|one| one.appearances.len()).sum()
    };
    let count: usize = speakers(&mut network);
    assert_eq!(count, 2);
    // Neither the seminar nor its speakers are touched: the one in between says whom it is.
    let says = vec![change("people/b.md", "name = \"A\"\nsameAs = \"hem/a\"")];
    network.update(&site("norr"), says);
    assert_eq!(speakers(&mut network), 1);
}

#[test]
fn who_leaves_takes_everything_along() {
    let mut network = network(&[
        ("hem", &[("venues/salen.md", "name = \"Salen\"")]),
        ("norr", &[("venues/salen.md", "name = \"Salen\"\nsameAs = \"hem/salen\"\ncity = \"N\"")]),
    ]);
    let alone = home().update(vec![change("venues/salen.md", "name = \"Salen\"")]).publish(&now());
    let together = network.publish(&now());
    assert_eq!(together.all::<Venue>()[0].city.as_deref(), Some("N"));
    network.leave(&slug("norr"));
    let after = network.publish(&now());
    assert_eq!(nodes(&after), nodes(&alone));
    assert_eq!(after.version(), alone.version());
}
