//! What each format says of made-up documents: whole outputs, to be looked at.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use finsam_content::{Archive, Change, Node, Snapshot, WrittenAt};
use finsam_model::Kind;
use finsam_outlets::{
    calendar::{self, Options},
    feeds::Feed,
    linked_data,
};
use jiff::Timestamp;

const URL: &str = "https://exempel.test";

const DOCUMENTS: &[(&str, &str)] = &[
    ("site.md", "slug = \"exempel\"\nname = \"Exempel & Co\""),
    ("venues/salen.md", "name = \"Salen\"\nstreet = \"Provgatan 1\"\ncity = \"Provköping\""),
    ("people/ada.md", "name = \"Ada Prov\"\notherNames = [\"A. Prov\"]"),
    ("organisations/verket.md", "name = \"Provverket\"\nkind = \"authority\""),
    ("terms/prov.md", "name = \"prov\"\ndefinition = \"Något påhittat, <inte> sant.\""),
    (
        "seminars/hel.md",
        "title = \"Hela; och, allt\\\\\"\nsubtitle = \"Med <tecken> & annat\"\nstartsAt = 2031-08-01T08:00\n\
         endsAt = 2031-08-01T09:00\nservingFrom = 2031-08-01T07:30\nformat = \"breakfast\"\nvenue = \"salen\"\n\
         organisers = [\"verket\"]\nterms = [\"prov\"]\n[[appearances]]\nperson = \"ada\"\nrole = \"opener\"\n\
         organisation = \"verket\"",
    ),
    ("seminars/dag.md", "title = \"Bara en dag\"\nstartsAt = 2031-08-02\nformat = \"seminar\""),
    (
        "seminars/installd.md",
        "title = \"Blev inte av\"\nstartsAt = 2031-08-03T08:00\nformat = \"lecture\"\nstatus = \"cancelled\"\n\
         statusNote = \"Ingen kom.\"",
    ),
    (
        "seminars/flyttad.md",
        "title = \"Flyttad till webben\"\nstartsAt = 2031-08-04T08:00\nmovedFrom = 2031-08-03T08:00\n\
         format = \"lecture\"\nstatus = \"moved-online\"",
    ),
    (
        "seminars/sen.md",
        "title = \"Över natten\"\nstartsAt = 2031-08-05T22:00\nendsAt = 2031-08-06T02:00\nformat = \"conference\"",
    ),
    (
        "news/nytt.md",
        "headline = \"Nytt \\u0007& gammalt\"\npublishedOn = 2031-07-01\nterms = [\"prov\"]\npeople = [\"ada\"]",
    ),
];

fn snapshot() -> Snapshot {
    let changes = DOCUMENTS.iter().map(|(path, front)| Change {
        path: (*path).to_owned(),
        bytes: Some(
            format!(
                "+++\n{front}\n+++\n\nText *om* något. Se [här](https://exempel.test/a?b&c).\n"
            )
            .into_bytes(),
        ),
    });
    let written = Timestamp::from_second(1_577_836_800 + 60).unwrap();
    let written_at: WrittenAt =
        DOCUMENTS.iter().map(|(path, _)| ((*path).to_owned(), written)).collect();
    let archive = Archive::default().update_written(changes.collect(), &written_at);
    let errors: Vec<_> = archive
        .problems()
        .iter()
        .filter(|problem| problem.severity == finsam_content::Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    archive.publish(&"2031-07-15T12:00:00+02:00[Europe/Stockholm]".parse().unwrap())
}

fn seminars(snapshot: &Snapshot) -> Vec<Node> {
    snapshot.of_kind(Kind::Seminar).collect()
}

#[test]
fn a_calendar_says_when_where_who_and_what_became_of_it() {
    let snapshot = snapshot();
    let options = Options { alarms_s: vec![900, 7_200, 172_800], all_day: false };
    let url = format!("{URL}/q/calendar.ics");
    let bytes = calendar::of(&snapshot, &seminars(&snapshot), "Prov", &url, URL, &options);
    insta::assert_snapshot!(String::from_utf8(bytes).unwrap().replace("\r\n", "\n"));
}

#[test]
fn whole_days_end_the_day_after() {
    let snapshot = snapshot();
    let options = Options { alarms_s: Vec::new(), all_day: true };
    let bytes = calendar::of(&snapshot, &seminars(&snapshot), "Prov", URL, URL, &options);
    let text = String::from_utf8(bytes).unwrap();
    let times: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("DT") && !line.starts_with("DTSTAMP"))
        .collect();
    insta::assert_snapshot!(times.join("\n"));
}

#[test]
fn feeds_say_the_same_in_three_ways() {
    let snapshot = snapshot();
    let mut nodes: Vec<Node> = snapshot.of_kind(Kind::NewsArticle).collect();
    nodes.extend(seminars(&snapshot).into_iter().take(1));
    let (url, next) = (format!("{URL}/q/news?a&b"), format!("{URL}/q/news?after=c"));
    let feed = Feed {
        snapshot: &snapshot,
        nodes: &nodes,
        name: "Prov & så",
        url: &url,
        next_url: Some(&next),
        public_url: URL,
    };
    let all = [feed.rss(), feed.atom(), feed.json()].map(|bytes| String::from_utf8(bytes).unwrap());
    insta::assert_snapshot!(all.join("\n\n"));
}

#[test]
fn every_kind_is_a_thing() {
    let snapshot = snapshot();
    let things = snapshot.nodes().map(|node| linked_data::of(&snapshot, &node, URL));
    let things: Vec<String> = things.map(|thing| format!("{thing:#}")).collect();
    insta::assert_snapshot!(things.join("\n"));
}
