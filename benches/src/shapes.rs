//! The queries that are measured.

use finsam_model::{Id, Kind, Slug};
use serde_json::{Value, json};

use crate::Tree;

/// A kind of query that sites send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A list on a front page: the next twenty, with where they are.
    Upcoming,
    /// A programme: twenty, with who appears and for whom.
    Programme,
    /// One seminar's page.
    One,
    /// What is on today.
    Today,
    /// A gateway that looks up fifty seminars.
    Entities,
}

impl Shape {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Upcoming, Self::Programme, Self::One, Self::Today, Self::Entities];

    /// What it is called in the figures.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Upcoming => "20 upcoming with venue",
            Self::Programme => "20 with speakers and organisations",
            Self::One => "one by slug",
            Self::Today => "today",
            Self::Entities => "50 entities",
        }
    }

    /// The request's body, as JSON. What differs between requests with other numbers says
    /// nothing: the answer is the same, but nobody can know before reading the request.
    #[must_use]
    pub fn body(self, tree: &Tree, number: u64) -> String {
        let mut body = self.request(tree);
        if let Some(body) = body.as_object_mut() {
            body.insert("number".to_owned(), number.into());
        }
        body.to_string()
    }

    fn request(self, tree: &Tree) -> Value {
        match self {
            Self::Upcoming => json!({ "query": "{ seminars(first: 20, filter: { when: UPCOMING }) \
                { nodes { title startsAt venue { name } } } }" }),
            Self::Programme => json!({ "query": "{ seminars(first: 20) { nodes { title startsAt \
                appearances { role title person { name } organisation { name } } } } }" }),
            Self::One => json!({
                "query": "query ($slug: String!) { seminar(slug: $slug) { title startsAt endsAt \
                    body { html } venue { name street city } \
                    appearances { role person { name } } sources { title url } } }",
                "variables": { "slug": tree.slug(Kind::Seminar, tree.count(Kind::Seminar) / 2) },
            }),
            Self::Today => json!({ "query": "{ seminars(filter: { when: TODAY }) { totalCount \
                nodes { title startsAt venue { name } appearances { person { name } } } } }" }),
            Self::Entities => {
                let id = |n| Id {
                    site: slug("exempel"),
                    kind: Kind::Seminar,
                    born: slug(&tree.slug(Kind::Seminar, n)),
                };
                let representation =
                    |n| json!({ "__typename": "Seminar", "id": id(n).to_string() });
                let representations: Vec<Value> =
                    (0..50.min(tree.count(Kind::Seminar))).map(representation).collect();
                json!({
                    "query": "query ($of: [_Any!]!) { _entities(representations: $of) \
                        { ... on Seminar { title startsAt venue { name } } } }",
                    "variables": { "of": representations },
                })
            }
        }
    }
}

#[expect(clippy::expect_used, reason = "the made-up slugs are slugs")]
fn slug(text: &str) -> Slug {
    Slug::new(text).expect("a slug")
}
