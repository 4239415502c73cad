//! The made-up twin of our content in `tests/twin/`: sound, of another site and another year.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod trees;

use finsam_content::{Archive, Node, Snapshot};
use finsam_model::{
    Attendance, Id, Kind, NewsArticle, Person, Seminar, SeminarStatus, Slug, Venue, day,
};
use jiff::{Zoned, civil::date};

fn archive() -> Archive {
    Archive::default().update(trees::tree("tests/twin"))
}

fn slug_of(name: &str) -> Slug {
    Slug::new(name).unwrap()
}

fn at(text: &str) -> Zoned {
    format!("{text}[Europe/Stockholm]").parse().unwrap()
}

fn published() -> Snapshot {
    archive().publish(&at("2031-07-01T07:45"))
}

fn slugs<'a>(nodes: impl IntoIterator<Item = &'a Node>) -> Vec<&'a str> {
    nodes.into_iter().map(|node| node.slug().as_str()).collect()
}

#[test]
fn nothing_is_wrong_with_it() {
    let archive = archive();
    assert_eq!(archive.problems(), []);
    assert_eq!(archive.len(), 179);
    assert_eq!(archive.publish(&at("2031-07-01T07:45")).site().slug.as_str(), "exempel");
}

#[test]
fn it_has_every_kind_and_every_status_a_visitor_must_hear_of() {
    let snapshot = published();
    for kind in Kind::ALL {
        assert!(snapshot.nodes().any(|node| node.kind() == kind), "no {kind}");
    }
    let check = |slug: &str, status, attendance| {
        let seminar = snapshot.get::<Seminar>(&slug_of(slug)).unwrap();
        assert_eq!((seminar.status, seminar.attendance), (status, attendance), "{slug}");
    };
    check("provfrukost-2031", SeminarStatus::Planned, Attendance::Mixed);
    check("testlunch-2031", SeminarStatus::Cancelled, Attendance::Onsite);
    check("flyttad-forelasning-2031", SeminarStatus::Moved, Attendance::Onsite);
    check("provsandning-2031", SeminarStatus::MovedOnline, Attendance::Online);
    check("provprat-2031", SeminarStatus::Held, Attendance::Online);
}

#[test]
fn lists_are_in_their_natural_order() {
    let snapshot = published();
    let seminars = snapshot.all::<Seminar>();
    assert!(seminars.is_sorted_by_key(|seminar| seminar.span().from));
    let in_2031 = seminars.iter().filter(|seminar| seminar.date().year() == 2031);
    let seminars: Vec<_> = in_2031.map(|seminar| seminar.slug.as_str()).collect();
    assert_eq!(
        seminars,
        [
            "provprat-2031",
            "provfrukost-2031",
            "testlunch-2031",
            "provsandning-2031",
            "flyttad-forelasning-2031",
            "nattprov-2031",
            "heldag-2031",
            "vintertid-2031",
        ]
    );
    let news: Vec<_> = snapshot.all::<NewsArticle>().iter().map(|n| n.slug.as_str()).collect();
    let (newest, oldest) = (news.first().unwrap(), news.last_chunk().unwrap());
    assert_eq!(newest, &"mandag-blir-tisdag");
    assert_eq!(oldest, &["provlinjen-forlangs", "landstinget-blir-region", "ny-ordforande"]);
    let people: Vec<_> = snapshot.all::<Person>().iter().map(|p| p.name.as_str()).collect();
    insta::assert_snapshot!(people.join("\n"), @r"
    Ann-Sofi Låtsas-Lind
    Anna Attrapp
    Anna Attrapp
    Bo Attrapp
    Bo Ek
    Exempla de Exempel
    Fiffi von Platzhållare
    Karin Kopia
    Karin Skiss
    Kristofer Kopia
    Love de la Mall
    Molly Mall
    Måns Mall
    Nils Notis
    Per-Olof Utkast
    Pröva Provberg
    Rut Referat
    Testa Testsson
    Testo Testsson
    Åsa Ås
    Örjan Ö
    ");
}

#[test]
fn times_are_stockholms() {
    let snapshot = published();
    let starts = |slug: &str| snapshot.get::<Seminar>(&slug_of(slug)).unwrap().span();
    assert_eq!(starts("provfrukost-2031").from, at("2031-07-01T08:00:00+02:00"));
    assert_eq!(starts("heldag-2031"), day(date(2031, 9, 15)));
    let twice = starts("vintertid-2031");
    assert_eq!(twice.from.duration_until(&twice.until).as_hours(), 1);
    let minutes = |slug: &str| starts(slug).from.duration_until(&starts(slug).until).as_mins();
    assert_eq!(minutes("timmen-som-inte-finns-2032"), 60);
    assert_eq!(minutes("vintervaka-i-vantsalen-2032"), 6 * 60);
    assert_eq!(minutes("den-andra-halv-tre-2032"), 45);
    let night = starts("nattprov-2031");
    assert!(night.overlaps(&day(date(2031, 8, 15))) && night.overlaps(&day(date(2031, 8, 16))));
}

#[test]
fn a_document_answers_to_every_slug_it_has_had() {
    let snapshot = published();
    for slug in ["provprat-2031", "provprat", "pratprov"] {
        let seminar = snapshot.get::<Seminar>(&slug_of(slug)).unwrap();
        assert_eq!(seminar.slug.as_str(), "provprat-2031");
        assert_eq!(seminar.id.born.as_str(), "pratprov");
        assert_eq!(snapshot.find(Kind::Seminar, &slug_of(slug)).unwrap().id(), &seminar.id);
    }
    assert!(snapshot.get::<Person>(&slug_of("provprat")).is_none());
}

#[test]
fn every_id_leads_to_its_document() {
    let snapshot = published();
    for node in snapshot.nodes() {
        let id = Id::parse(&node.id().to_string()).unwrap();
        assert_eq!(snapshot.by_id(&id), Some(node.clone()));
        let elsewhere = Id { site: Slug::new("finsam").unwrap(), ..id };
        assert_eq!(snapshot.by_id(&elsewhere), None);
    }
}

#[test]
fn relations_are_known_from_both_ends() {
    let snapshot = published();
    // Written with a former slug, known by the present one.
    let to_provprat = snapshot.referring_to(Kind::Seminar, &slug_of("provprat-2031"));
    assert_eq!(slugs(to_provprat), ["provlinjen-forlangs", "provlinjens-kostnad"]);
    let at_testsalen: Vec<_> =
        snapshot.seminars_of(Kind::Venue, &slug_of("testsalen")).map(|s| s.slug.as_str()).collect();
    assert_eq!(at_testsalen, ["provfrukost-2031", "testlunch-2031", "vintertid-2031"]);
    let testa = snapshot.get::<Person>(&slug_of("testa-testsson")).unwrap();
    let appearances: Vec<_> = snapshot
        .appearances_of(testa)
        .map(|(seminar, appearance)| (seminar.slug.as_str(), appearance.role.speaks()))
        .collect();
    assert_eq!(appearances, [("provfrukost-2031", true), ("testlunch-2031", true)]);
    let testo = snapshot.get::<Person>(&slug_of("testo-testsson")).unwrap();
    let said: Vec<_> = snapshot.statements_of(testo).map(|(_, said)| said.text.as_str()).collect();
    assert_eq!(said, ["Nollkoll är också ett slags koll."]);
    let provlinjen = slug_of("provlinjen");
    let about = snapshot.statements_about(Kind::Initiative, &provlinjen);
    let about: Vec<_> = about.map(|(node, _)| node.slug().as_str()).collect();
    assert_eq!(about, ["provprat-2031", "provlinjen-forlangs"]);
}

#[test]
fn what_is_not_public_is_nowhere() {
    let snapshot = published();
    for (kind, hidden) in [
        (Kind::Person, "hemlig-hemligsson"),
        (Kind::Seminar, "hemligt-mote-2031"),
        (Kind::Seminar, "hostprov-2031"),
    ] {
        let slug = slug_of(hidden);
        assert_eq!(snapshot.find(kind, &slug), None);
        assert_eq!(slugs(snapshot.referring_to(kind, &slug)), Vec::<&str>::new());
        let referring = snapshot.nodes().filter(|node| {
            let targets = [Kind::Venue, Kind::Person].into_iter();
            targets
                .flat_map(|kind| snapshot.referring_to(kind, node.slug()))
                .any(|n| n.slug() == &slug)
        });
        assert_eq!(referring.count(), 0, "{hidden} refers to something");
    }
    // The breakfast names a draft among its speakers: that relation leads nowhere.
    let breakfast = snapshot.get::<Seminar>(&slug_of("provfrukost-2031")).unwrap();
    let on_programme = breakfast.appearances.iter().map(|appearance| &appearance.person);
    let people: Vec<_> = snapshot.named::<Person>(on_programme).map(|p| p.name.as_str()).collect();
    assert_eq!(people, ["Testa Testsson", "Pröva Provberg", "Exempla de Exempel"]);
}

#[test]
fn documents_come_and_go_by_the_clock() {
    let archive = archive();
    let here =
        |now: &str| archive.publish(&at(now)).get::<Seminar>(&slug_of("hostprov-2031")).is_some();
    assert!(!here("2031-08-01T08:59:59"));
    assert!(here("2031-08-01T09:00:00"));
    assert!(here("2031-11-30T23:59:59"));
    assert!(!here("2031-12-01T00:00:00"));
    let next = |now: &str| archive.next_publication(&at(now));
    assert_eq!(next("2031-07-01T00:00"), Some(at("2031-08-01T09:00")));
    assert_eq!(next("2031-08-01T09:00"), Some(at("2031-12-01T00:00")));
    assert_eq!(next("2031-12-01T00:00"), Some(at("2032-05-01T08:00")));
    assert_eq!(next("2032-11-15T08:00"), None);
    let version = |now: &str| archive.publish(&at(now)).version().to_owned();
    assert_ne!(version("2031-07-01T00:00"), version("2031-08-01T09:00"));
    assert_eq!(version("2031-07-01T00:00"), version("2031-12-01T00:00"));
}

#[test]
fn running_text_comes_in_three_forms() {
    let snapshot = published();
    let body = &snapshot.get::<Seminar>(&slug_of("provfrukost-2031")).unwrap().body;
    assert!(body.markdown().starts_with("Vi provar **provlinjen**"));
    assert!(body.html().contains("<strong>provlinjen</strong>") && body.html().contains("<h2>"));
    insta::assert_snapshot!(body.text(), @r"
    Vi provar provlinjen i en timme, med smörgås.

    Vad

    - Först en fråga.
    - Sedan ett svar.

    Tid | Vad
    8.00 | Frågan
    8.30 | Svaret
    ");
    assert!(snapshot.get::<Venue>(&slug_of("testsalen")).unwrap().body.html().is_empty());
}
