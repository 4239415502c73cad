//! Too much, or without end.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};

use super::{super::member::*, Case, failing, refused, well};

const MIB: usize = 1024 * 1024;
const TOO_MUCH: &str = "it is over 2097152 bytes";
const ENDLESS: &str = "it goes on without end";

/// 64 MiB of nothing.
fn bomb() -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..64 {
        gzip.write_all(&vec![b' '; MIB]).unwrap();
    }
    gzip.finish().unwrap()
}

/// Pages without end of what each time `changes` makes, with the place after them.
fn for_ever(
    token: impl Fn(usize) -> String + Send + Sync + 'static,
    changes: impl Fn(&str, usize) -> Vec<Value> + Send + Sync + 'static,
) -> Member {
    Member::new().changes(move |asked| {
        let changes = changes(&asked.site, asked.nth);
        data(&json!({ "changes": told(&changes, &token(asked.nth), true, false) }))
    })
}

fn one(site: &str, slug: &str) -> Vec<Value> {
    vec![person(site, slug, &named("Person"))]
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = answers();
    cases.extend(documents());
    cases.extend(without_end());
    cases.extend(sites_it_names());
    cases
}

fn answers() -> Vec<Case> {
    let huge = || json!({ "data": { "changes": told(&[], &"a".repeat(3 * MIB), false, false) } });
    let bomb = bomb();
    let header = "a".repeat(MIB);
    vec![
        failing(
            "huge-page",
            TOO_MUCH,
            Member::new().changes(move |_| json_text(huge().to_string())),
        ),
        failing(
            "endless-body",
            TOO_MUCH,
            Member::new().changes(|_| json_text(endless("[[[[[[[["))),
        ),
        failing(
            "endless-body-of-sites",
            TOO_MUCH,
            Member::new().sites(|_| json_text(endless("{\"data\":"))),
        ),
        failing(
            "gzip-bomb",
            TOO_MUCH,
            Member::new().changes(move |_| raw(200, &[("content-encoding", "gzip")], bomb.clone())),
        ),
        failing(
            "huge-header",
            "cannot be reached",
            Member::new().changes(move |_| raw(200, &[("x-a", &header)], "{}")),
        ),
        failing(
            "huge-error",
            "the API refused the question: aaaa",
            Member::new().changes(|_| {
                let error = json!({ "message": "a".repeat(MIB) });
                json_text(json!({ "data": null, "errors": [error] }).to_string())
            }),
        ),
        failing(
            "huge-token",
            "the place it says to go on from is over 500 bytes",
            Member::new().changes(|_| page(&[], &"a".repeat(MIB))),
        ),
    ]
}

fn documents() -> Vec<Case> {
    let too_large = format!("{}{}", named("Person"), "a".repeat(MIB));
    let large = format!("{}{}", named("Person"), "a".repeat(MIB - 100));
    vec![
        failing("too-many-documents", "it has more than 300 documents", Member::with(people(301))),
        well("as-many-as-may-be", 300, Member::with(people(300))),
        failing(
            "too-many-bytes",
            "its documents are over 4194304 bytes",
            for_ever(
                |nth| nth.to_string(),
                move |site, nth| vec![person(site, &format!("person-{nth}"), &large)],
            ),
        ),
        refused(
            "too-large-a-document",
            "people/stor.md is over 1048576 bytes",
            1,
            Member::with(people(1).into_iter().chain([("stor".to_owned(), too_large)]).collect()),
        ),
        failing(
            "too-many-changes",
            "it changes more than 50 documents an hour",
            Member::with(people(20))
                .changes(|asked| {
                    let nth = asked.since.as_ref().map_or(0, |_| asked.nth);
                    let count = if nth == 0 { 20 } else { 90 };
                    let changed = |one: usize| {
                        let text = named(&format!("Person {one} ({nth})"));
                        person(&asked.site, &format!("person-{one}"), &text)
                    };
                    page(&(0..count).map(changed).collect::<Vec<_>>(), "1")
                })
                .listen(|_| events(futures_util::stream::iter([event()]))),
        )
        .with_documents(20),
        well(
            "gone-without-having-been",
            0,
            Member::new().changes(|asked| {
                let gone = (0..500).map(|nth| gone(&asked.site, &format!("a-{nth}")));
                page(&gone.collect::<Vec<_>>(), "1")
            }),
        ),
    ]
}

fn without_end() -> Vec<Case> {
    let same = |site: &str| vec![person(site, "person", &named("Person")); 50];
    vec![
        failing("empty-pages", ENDLESS, for_ever(|nth| nth.to_string(), |_, _| Vec::new())),
        failing("same-place", ENDLESS, for_ever(|_| "1".to_owned(), |site, _| one(site, "a"))),
        failing(
            "circling-places",
            ENDLESS,
            for_ever(|nth| (nth % 3).to_string(), |site, nth| one(site, &format!("a-{nth}"))),
        ),
        failing(
            "same-document",
            "it has more than 300 documents",
            for_ever(|nth| nth.to_string(), move |site, _| same(site)),
        ),
        failing(
            "ever-more-documents",
            "it has more than 300 documents",
            for_ever(
                |nth| nth.to_string(),
                |site, nth| {
                    (0..50).map(|one| person(site, &format!("a-{nth}-{one}"), "")).collect()
                },
            ),
        ),
        failing(
            "resets-for-ever",
            ENDLESS,
            Member::new().changes(|asked| {
                let token = asked.nth.to_string();
                data(&json!({ "changes": told(&one(&asked.site, "a"), &token, true, true) }))
            }),
        ),
    ]
}

fn sites_it_names() -> Vec<Case> {
    vec![
        well(
            "ten-thousand-sites",
            1,
            Member::new().sites(|asked| {
                let others = (0..10_000).map(|nth| {
                    json!({ "slug": format!("s-{nth}"), "name": "", "url": "", "language": "",
                        "editor": null, "via": [] })
                });
                sites(&std::iter::once(publisher(&asked.site)).chain(others).collect::<Vec<_>>())
            }),
        ),
        well(
            "sites-without-end",
            1,
            Member::new().sites(|asked| {
                let more = json!({ "hasNextPage": true, "endCursor": "1" });
                let nodes = [publisher(&asked.site)];
                data(&json!({ "sites": { "nodes": nodes, "pageInfo": more } }))
            }),
        ),
        well(
            "long-name",
            1,
            Member::new().sites(|asked| {
                let mut site = publisher(&asked.site);
                site["name"] = "N".repeat(MIB).into();
                sites(&[site])
            }),
        ),
        well(
            "name-that-acts",
            1,
            Member::new().sites(|asked| {
                let mut site = publisher(&asked.site);
                site["name"] = "\u{1b}[2J\u{202e}namn".into();
                site["url"] = "javascript:alert(1)".into();
                site["language"] = "\"><script>".into();
                site["editor"] = "a@b\r\nBcc: c@d".into();
                sites(&[site])
            }),
        ),
    ]
}
