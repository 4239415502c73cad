//! What a network of sites is asked beside one site with the same documents: every stored operation
//! of `schema/operations`, and what else sites and bots live by.

use std::{fs, io, path::Path};

use finsam_model::{Id, Kind, Slug};
use serde_json::{Value, json};

use crate::Tree;

/// How a tree in parts is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Served {
    /// As one site.
    Alone,
    /// Each part as a site of its own, and all of them by a hub.
    Split,
}

/// Something that is asked the same way of both.
#[derive(Clone, Debug)]
pub struct Operation {
    /// What it is called in the figures.
    pub name: String,
    query: String,
    variables: Variables,
}

type Variables = fn(&Tree, Served) -> Value;

/// A time in the middle of the made-up seminars.
const AT: &str = "2030-05-15T10:00:00+02:00";

/// The variables of the stored operations.
const STORED: [(&str, Variables); 19] = [
    ("ask", |_, _| json!({ "question": "hur många har nollkoll?", "at": AT })),
    ("calendar", |_, _| json!({})),
    ("complete", |_, _| json!({ "typed": "testa t" })),
    ("concept", |_, _| json!({ "slug": "nollkoll" })),
    ("copy", |_, _| json!({})),
    ("entities", |tree, served| {
        let seminar =
            |n| json!({ "__typename": "Seminar", "id": id(tree, served, Kind::Seminar, n) });
        let count = tree.count(Kind::Seminar);
        json!({ "representations": (0..50.min(count)).map(seminar).collect::<Vec<_>>() })
    }),
    ("news", |_, _| json!({})),
    ("nodes", |tree, served| {
        let of = |kind| (0..5.min(tree.count(kind))).map(move |n| id(tree, served, kind, n));
        json!({ "ids": Kind::ALL.into_iter().flat_map(of).collect::<Vec<_>>() })
    }),
    ("organisation", |tree, _| json!({ "slug": tree.slug(Kind::Organisation, 3) })),
    ("person", |tree, _| json!({ "slug": tree.slug(Kind::Person, 7) })),
    ("programme", |_, _| json!({})),
    ("search", |_, _| json!({ "words": "provgruppen prövar testkedjan" })),
    (
        "seminar",
        |tree, _| json!({ "slug": tree.slug(Kind::Seminar, tree.count(Kind::Seminar) / 2) }),
    ),
    ("site", |tree, served| json!({ "slug": site_of(tree, served, 2).as_str() })),
    ("sites", |_, _| json!({})),
    ("today", |_, _| json!({})),
    ("topic", |_, _| json!({ "slug": "nollkoll" })),
    ("upcoming", |_, _| json!({})),
    ("week", |_, _| json!({})),
];

/// Questions in words, by kind.
const QUESTIONS: [(&str, Variables); 7] = [
    ("what is on", |_, _| question("vad händer i morgon?")),
    ("a seminar", |_, _| question("vilka talar på nästa seminarium?")),
    ("a person", |_, _| question("vem är Exempla Provström?")),
    ("a term", |_, _| question("vad betyder mönsterkarta?")),
    ("a figure", |_, _| question("hur många har nollkoll?")),
    ("a passage", |_, _| question("varför ritar skissverkstan om mönsterplanen?")),
    ("unanswerable", |_, _| question("vem vann fotbolls-VM?")),
];

const ASK: &str = "query ($question: String!, $at: DateTime) { ask(question: $question, at: $at) \
    { text citations { title url } nodes { id label url } } }";

/// Whatever else.
const OTHERS: [(&str, &str, Variables); 8] = [
    (
        "node by id",
        "query ($id: ID!) { node(id: $id) { id label url } }",
        |tree, served| json!({ "id": id(tree, served, Kind::Seminar, tree.count(Kind::Seminar) / 2) }),
    ),
    (
        "20 with speakers and organisations",
        "{ seminars(first: 20) { nodes { title startsAt appearances { role title person { name } \
         organisation { name } } } } }",
        |_, _| json!({}),
    ),
    (
        "today in brief",
        "{ seminars(filter: { when: TODAY }) { totalCount nodes { title startsAt venue { name } } } }",
        |_, _| json!({}),
    ),
    (
        "people with appearances",
        "{ people(first: 20) { nodes { name appearances { role title seminar { title } } } } }",
        |_, _| json!({}),
    ),
    (
        "20 upcoming of a site",
        "query ($site: String!) { seminars(first: 20, filter: { when: UPCOMING, site: [$site] }) \
         { nodes { title startsAt venue { name } } } }",
        site,
    ),
    (
        "20 people of a site",
        "query ($site: String!) { people(first: 20, filter: { site: [$site] }) \
         { nodes { name } } }",
        site,
    ),
    (
        "search in a site",
        "query ($site: String!) { search(query: \"provgruppen prövar\", site: $site, first: 10) \
         { totalCount nodes { node { label url } highlights { html } } } }",
        site,
    ),
    (
        "search, twelve common words",
        "{ search(first: 20, query: \"seminarium prova testa exempel påhittad väg till arbete \
         låtsade handläggare utan lunch\") { totalCount nodes { node { label url } } } }",
        |_, _| json!({}),
    ),
];

fn question(question: &str) -> Value {
    json!({ "question": question, "at": AT })
}

fn site(tree: &Tree, served: Served) -> Value {
    json!({ "site": site_of(tree, served, 2).as_str() })
}

/// All of them.
///
/// # Errors
/// When the stored ones cannot be read, or there is one of which nobody said here what is asked.
pub fn operations() -> io::Result<Vec<Operation>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/operations");
    let stored = fs::read_dir(&folder)?.filter_map(Result::ok).map(|file| file.file_name());
    let stored = stored.filter(|name| name.to_string_lossy().ends_with(".graphql")).count();
    if stored != STORED.len() {
        return Err(io::Error::other("there are other stored operations than are measured"));
    }
    let mut operations = Vec::new();
    for (name, variables) in STORED {
        let query = fs::read_to_string(folder.join(format!("{name}.graphql")))?;
        operations.push(Operation { name: name.to_owned(), query, variables });
    }
    let asked = QUESTIONS.map(|(name, variables)| (format!("ask: {name}"), ASK, variables));
    let others = OTHERS.map(|(name, query, variables)| (name.to_owned(), query, variables));
    let own = asked.into_iter().chain(others);
    operations.extend(own.map(|(name, query, variables)| Operation {
        name,
        query: query.to_owned(),
        variables,
    }));
    Ok(operations)
}

impl Operation {
    /// The request's body, as JSON. Another number makes another request with the same answer.
    #[must_use]
    pub fn body(&self, tree: &Tree, served: Served, number: u64) -> String {
        let variables = (self.variables)(tree, served);
        json!({ "query": self.query, "variables": variables, "number": number }).to_string()
    }
}

/// The short name of the site that has document `n`.
fn site_of(tree: &Tree, served: Served, n: usize) -> Slug {
    match served {
        Served::Alone => slug("exempel"),
        Served::Split => tree.site_of(n).slug,
    }
}

fn id(tree: &Tree, served: Served, kind: Kind, n: usize) -> String {
    let site = site_of(tree, served, n);
    Id { site, kind, born: slug(&tree.slug(kind, n)) }.to_string()
}

#[expect(clippy::expect_used, reason = "the made-up slugs are slugs")]
fn slug(text: &str) -> Slug {
    Slug::new(text).expect("a slug")
}
