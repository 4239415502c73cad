//! What is not theirs to say.

use serde_json::{Value, json};

use super::{super::member::*, Case, failing, refused, well};

/// It says that it is this.
fn says_it_is(name: &'static str, slug: &'static str, why: &'static str) -> Case {
    failing(name, why, Member::new().sites(move |_| sites(&[publisher(slug)])))
}

/// It speaks for another site, and has a person of it beside its own.
fn speaks_for(other: &'static str) -> Member {
    Member::new().sites(move |asked| sites(&[publisher(&asked.site), publisher(other)])).changes(
        move |asked| {
            let own = person(&asked.site, "person", &named("Person"));
            page(&[own, person(other, "person", &named("En annan"))], "1")
        },
    )
}

/// It sends this beside a sound document.
fn sends(bad: impl Fn(&str) -> Value + Send + Sync + 'static) -> Member {
    Member::new().changes(move |asked| {
        page(&[person(&asked.site, "person", &named("Person")), bad(&asked.site)], "1")
    })
}

/// A person, with something else in place of what is so.
fn but(site: &str, field: &str, value: impl Into<Value>) -> Value {
    let mut person = person(site, "annan", &named("En annan"));
    person[field] = value.into();
    person
}

fn same_as(name: &str, other: &str) -> String {
    format!("+++\nname = \"{name}\"\nsameAs = \"{other}\"\n+++\n")
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = names();
    cases.extend(documents());
    cases.extend(texts());
    cases.extend(the_same());
    cases
}

fn names() -> Vec<Case> {
    vec![
        says_it_is("another-name", "nagon-annan", "it says that it is nagon-annan"),
        says_it_is("the-hubs-name", "finsam", "it says that it is finsam"),
        says_it_is("the-twins-name", "exempel", "it says that it is exempel"),
        says_it_is("no-name", "../../etc", "it says that it is ../../etc"),
        failing("nobody", "it says that it is ", Member::new().sites(|_| sites(&[]))),
        refused(
            "others-without-being-a-hub",
            "a document is of fjarran, for which it does not speak",
            1,
            speaks_for("fjarran"),
        ),
        refused(
            "hub-for-a-member",
            "a document is of exempel, for which it does not speak",
            1,
            speaks_for("exempel"),
        )
        .of_a_hub(),
        // That a hub knows us is nothing wrong; what it says of us is not listened to.
        well("hub-for-the-hub", 1, speaks_for("finsam")).of_a_hub(),
        refused(
            "the-hub-without-being-a-hub",
            "a document is of finsam, for which it does not speak",
            1,
            speaks_for("finsam"),
        ),
        well("hub-for-another", 2, speaks_for("avlagsen")).of_a_hub(),
    ]
}

fn documents() -> Vec<Case> {
    vec![
        refused(
            "twins-id",
            "a document is of exempel",
            1,
            sends(|_| but("x", "id", id("exempel", "testa-testsson"))),
        ),
        refused("no-id", "an id is none", 1, sends(|site| but(site, "id", ".."))),
        refused("huge-id", "an id is none", 1, sends(|site| but(site, "id", "A".repeat(100_000)))),
        refused(
            "slug-elsewhere",
            "a slug is",
            1,
            sends(|site| but(site, "slug", "../../../etc/passwd")),
        ),
        refused("slug-with-nul", "a slug is", 1, sends(|site| but(site, "slug", "a\u{0}b"))),
        refused(
            "slug-of-another",
            "a slug is",
            1,
            sends(|site| but(site, "slug", "exempel/testa")),
        ),
        refused("long-slug", "a slug is", 1, sends(|site| but(site, "slug", "a".repeat(100_000)))),
        refused(
            "wrong-hash",
            "people/annan.md is not what its hash says",
            1,
            sends(|site| but(site, "document", json!({ "text": "a", "hash": "../../a" }))),
        ),
        refused(
            "one-place-twice",
            "people/person.md are two documents",
            1,
            sends(|site| but(site, "slug", "person")),
        ),
        well("another-kind", 2, sends(|site| but(site, "kind", "SEMINAR"))),
    ]
}

/// Texts that are no documents are kept, not shown, and counted.
fn texts() -> Vec<Case> {
    let bad = [
        ("toml", "+++\nname = [[[\n+++\n".to_owned()),
        ("nul", "\u{0}\u{0}\u{0}".to_owned()),
        ("plain", "Bara text.".to_owned()),
        ("tomt", String::new()),
        ("djup", format!("+++\nname = {}\n+++\n", "[".repeat(10_000))),
        ("okand", "+++\nname = \"Person\"\nadmin = true\n+++\n".to_owned()),
    ];
    let bad = bad.map(|(slug, text)| (slug.to_owned(), text));
    let taken = [
        ("person-0".to_owned(), named("Person 0")),
        ("tjuv".to_owned(), "+++\nname = \"Tjuv\"\nformerly = [\"person-0\"]\n+++\n".to_owned()),
    ];
    vec![
        well("no-documents", 6, Member::with(bad.into())).with_problems(6),
        well("takes-anothers-slug", 2, Member::with(taken.into())).with_problems(1),
    ]
}

/// Who says that it is the same as somebody else changes nothing of what that one says.
fn the_same() -> Vec<Case> {
    let many = (0..250).map(|nth| {
        let slug = format!("person-{nth}");
        (slug, same_as(&format!("Falsk {nth}"), "finsam/anders-knape"))
    });
    let chain = (0..20).map(|nth| {
        let next = format!("same-as-in-a-chain/person-{}", nth + 1);
        (format!("person-{nth}"), same_as(&format!("Led {nth}"), &next))
    });
    let circle = (0..3).map(|nth| {
        let next = format!("same-as-in-a-circle/person-{}", (nth + 1) % 3);
        (format!("person-{nth}"), same_as(&format!("Led {nth}"), &next))
    });
    let nowhere = [("person-0".to_owned(), same_as("Ingen", "exempel/finns-inte"))];
    vec![
        // The first of them is the same, the others stand alone.
        well("same-as-ours", 250, Member::with(many.collect())).with_problems(249),
        well("same-as-in-a-chain", 20, Member::with(chain.collect())),
        well("same-as-in-a-circle", 3, Member::with(circle.collect())).with_problems(3),
        well("same-as-nobody", 1, Member::with(nowhere.into())).with_problems(1),
    ]
}
