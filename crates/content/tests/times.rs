//! When answers change, which seminars a stretch of time meets, and what differs between two
//! snapshots: each held against the slow and plain way to find out.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use finsam_content::{Archive, Change, Snapshot};
use finsam_model::{Id, Kind, Seminar, Slug, stockholm};
use jiff::{SignedDuration, Zoned, civil::DateTime};
use proptest::prelude::*;

fn written(path: &str, front: &str) -> Change {
    Change { path: path.to_owned(), bytes: Some(format!("+++\n{front}\n+++\n").into_bytes()) }
}

fn archive(seminars: &[(String, String)]) -> Archive {
    let site = written("site.md", "slug = \"exempel\"\nname = \"Exempel\"");
    let seminars = seminars.iter().map(|(slug, times)| {
        let front = format!("title = \"{slug}\"\nformat = \"lunch\"\n{times}");
        written(&format!("seminars/{slug}.md"), &front)
    });
    let archive = Archive::default().update([site].into_iter().chain(seminars).collect());
    assert_eq!(archive.problems(), []);
    archive
}

fn snapshot(seminars: &[(String, String)]) -> Snapshot {
    archive(seminars).publish(&at("2031-01-01T00:00"))
}

/// An instant as a Swedish clock shows it, or with its offset.
fn at(text: &str) -> Zoned {
    format!("{text}[Europe/Stockholm]").parse().unwrap()
}

#[test]
fn answers_change_at_midnights_starts_ends_and_servings() {
    let seminar = |slug: &str, times: &str| (slug.to_owned(), times.to_owned());
    let snapshot = snapshot(&[
        seminar(
            "frukost",
            "startsAt = 2031-07-01T08:00\nservingFrom = 2031-07-01T07:30\nendsAt = 2031-07-01T08:45:30",
        ),
        seminar("oppen", "startsAt = 2031-07-01T13:00"),
        seminar("heldag", "startsAt = 2031-07-03"),
        // Across the night when clocks are put back, and one that is served the evening before.
        seminar("natt", "startsAt = 2031-10-25T22:00\nendsAt = 2031-10-26T02:30:00+01:00"),
        seminar(
            "tidig",
            "startsAt = 2031-08-02T00:30\nservingFrom = 2031-08-01T23:30\nendsAt = 2031-08-02T01:00",
        ),
    ]);
    // The same moment up to just before `next`, which begins another.
    let check = |now: &str, next: &str| {
        let (now, next) = (at(now), at(next));
        let just_before = next.checked_sub(SignedDuration::from_nanos(1)).unwrap();
        assert_eq!(snapshot.moment(&now), snapshot.moment(&just_before), "{now} to {next}");
        assert!(snapshot.moment(&now) < snapshot.moment(&next), "{now} and {next}");
        assert_eq!(snapshot.next_moment(&now), next);
        assert_eq!(snapshot.next_moment(&just_before), next);
    };
    check("2031-06-30T00:00", "2031-07-01T00:00");
    check("2031-07-01T00:00", "2031-07-01T07:30");
    check("2031-07-01T07:30", "2031-07-01T08:00");
    check("2031-07-01T08:00", "2031-07-01T08:45:30");
    check("2031-07-01T08:45:30", "2031-07-01T13:00");
    check("2031-07-01T13:00", "2031-07-02T00:00");
    check("2031-07-02T00:00", "2031-07-03T00:00");
    check("2031-07-03T12:00", "2031-07-04T00:00");
    check("2031-08-01T00:00", "2031-08-01T23:30");
    check("2031-08-01T23:30", "2031-08-02T00:00");
    check("2031-08-02T00:00", "2031-08-02T00:30");
    // Days of 23 and 25 hours.
    check("2031-03-30T00:00", "2031-03-31T00:00");
    check("2031-10-25T22:00", "2031-10-26T00:00");
    check("2031-10-26T02:30:00+02:00", "2031-10-26T02:30:00+01:00");
    check("2031-10-26T02:30:00+01:00", "2031-10-27T00:00");
    // A clock in another zone shows another day, but it is the same instant.
    let elsewhere = at("2031-07-01T00:30").with_time_zone(jiff::tz::TimeZone::UTC);
    assert_eq!(snapshot.moment(&elsewhere), snapshot.moment(&at("2031-07-01T00:30")));
    assert_eq!(snapshot.next_moment(&elsewhere), at("2031-07-01T07:30"));
}

#[test]
fn a_seminar_that_is_gone_changes_nothing_when_it_would_have_begun() {
    let times = |start: &str| format!("startsAt = {start}\nendsAt = 2031-07-01T09:00");
    let one = |slug: &str| (slug.to_owned(), times("2031-07-01T08:00"));
    let archive = archive(&[one("ett"), one("tva")]);
    let gone = |slug: &str| Change { path: format!("seminars/{slug}.md"), bytes: None };
    let now = at("2031-07-01T07:00");
    assert_eq!(archive.publish(&now).next_moment(&now), at("2031-07-01T08:00"));
    let archive = archive.update(vec![gone("ett")]);
    assert_eq!(archive.publish(&now).next_moment(&now), at("2031-07-01T08:00"));
    let archive = archive.update(vec![gone("tva")]);
    assert_eq!(archive.publish(&now).next_moment(&now), at("2031-07-02T00:00"));
}

/// An hour of the summer of 2031, counted from its beginning.
fn hour(hours: u16) -> DateTime {
    at("2031-06-01T00:00").datetime().checked_add(SignedDuration::from_hours(hours.into())).unwrap()
}

/// Times of seminars that start within some days and last from an hour to almost a month, or have
/// no known end or time of day.
fn seminars() -> impl Strategy<Value = Vec<(String, String)>> {
    let times = (0..300_u16, prop::option::of(prop_oneof![8 => 1..6_u16, 1 => 6..700_u16]));
    prop::collection::vec((times, any::<prop::sample::Index>()), 0..25).prop_map(|all| {
        let front = |((start, length), kind): ((u16, Option<u16>), prop::sample::Index)| {
            if kind.index(6) == 0 {
                return format!("startsAt = {}", hour(start).date());
            }
            let end = length.map(|length| format!("\nendsAt = {}", hour(start + length)));
            format!("startsAt = {}{}", hour(start), end.unwrap_or_default())
        };
        all.into_iter().enumerate().map(|(n, times)| (format!("s-{n}"), front(times))).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_stretch_of_time_meets_is_what_a_look_at_all_finds(
        seminars in seminars(),
        from in prop::option::of(0..1000_u16),
        until in prop::option::of(0..1000_u16),
    ) {
        let snapshot = snapshot(&seminars);
        let instant = |hours: u16| hour(hours).to_zoned(stockholm()).unwrap();
        let (from, until) = (from.map(instant), until.map(instant));
        let meets = |seminar: &&std::sync::Arc<finsam_model::Entry<Seminar>>| {
            let span = seminar.span();
            from.as_ref().is_none_or(|from| span.until > *from)
                && until.as_ref().is_none_or(|until| span.from < *until)
        };
        let slug = |seminar: &std::sync::Arc<finsam_model::Entry<Seminar>>| seminar.slug.clone();
        let expected: Vec<Slug> = snapshot.all::<Seminar>().iter().filter(meets).map(slug).collect();
        let found = || snapshot.seminars_within(from.as_ref(), until.as_ref());
        let backwards: Vec<Slug> = found().rev().map(slug).collect();
        prop_assert_eq!(&found().map(slug).collect::<Vec<_>>(), &expected);
        prop_assert_eq!(backwards, expected.into_iter().rev().collect::<Vec<_>>());
    }

    #[test]
    fn a_difference_is_what_a_look_at_all_finds(
        before in prop::collection::btree_map(0..9_usize, 0..4_usize, 0..9),
        changes in prop::collection::btree_map(0..9_usize, prop::option::of(0..4_usize), 0..9),
    ) {
        // Each in several versions, of which the last two have another slug but the same id.
        let change = |document: usize, version: Option<usize>| {
            let present = |renamed: bool| {
                let folder = if document < 5 { "terms" } else { "people" };
                let new = if renamed { "-ny" } else { "" };
                format!("{folder}/d-{document}{new}.md")
            };
            let definition = if document < 5 { "definition = \"Påhittat.\"\n" } else { "" };
            let text = |version: usize| {
                let formerly = if version > 1 { format!("formerly = [\"d-{document}\"]") } else { String::new() };
                format!("name = \"{version} {document}\"\n{definition}{formerly}")
            };
            [false, true].map(|renamed| match version {
                Some(version) if (version > 1) == renamed => written(&present(renamed), &text(version)),
                _ => Change { path: present(renamed), bytes: None },
            })
        };
        let now = at("2031-01-01T00:00");
        let first = archive(&[]).update(before.into_iter().flat_map(|(d, v)| change(d, Some(v))).collect());
        let second = first.update(changes.into_iter().flat_map(|(d, v)| change(d, v)).collect());
        let (first, second) = (first.publish(&now), second.publish(&now));
        let all = |snapshot: &Snapshot| -> BTreeMap<Id, (Kind, Slug, Arc<str>)> {
            snapshot
                .nodes()
                .map(|node| (node.id().clone(), (node.kind(), node.slug().clone(), Arc::clone(node.hash()))))
                .collect()
        };
        let (old, new) = (all(&first), all(&second));
        let ids: BTreeSet<&Id> = old.keys().chain(new.keys()).collect();
        let expected: Vec<_> = ids
            .into_iter()
            .filter(|id| old.get(id) != new.get(id))
            .map(|id| {
                let (kind, slug, hash) = new.get(id).or(old.get(id)).cloned().unwrap();
                (id.clone(), kind, slug, new.contains_key(id).then_some(hash))
            })
            .collect();
        let found = second.difference(&first);
        let found: Vec<_> = found.into_iter().map(|d| (d.id, d.kind, d.slug, d.hash)).collect();
        prop_assert_eq!(found, expected);
        prop_assert_eq!(second.difference(&second), vec![]);
    }
}
