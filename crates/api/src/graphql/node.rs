//! What all nouns share: the interface `Node`, and the types that implement it.
//!
//! A noun's own fields stand in the file with its name, as the GraphQL object [`Fields`] of that
//! noun; here they are joined with the fields every document has.

use std::sync::Arc;

use async_graphql::{ID, Interface};
use finsam_model::Entry;

use super::{
    body::Body,
    claim::Claim,
    connection::Listed,
    figure::Figure,
    initiative::Initiative,
    kind::Kind,
    news_article::NewsArticle,
    organisation::Organisation,
    person::Person,
    scalars::Url,
    seminar::Seminar,
    series::Series,
    site::Site,
    source::{Citation, Source},
    term::Term,
    venue::Venue,
};

/// Det som alla dokument har gemensamt.
#[derive(Clone, Interface)]
#[expect(clippy::duplicated_attributes, reason = "fields may have the same type")]
#[graphql(
    field(name = "id", ty = "ID", desc = "Dokumentets id. Det ändras aldrig."),
    field(name = "slug", ty = "String", desc = "Dokumentets kortnamn."),
    field(name = "url", ty = "Url", desc = "Dokumentets egen adress."),
    field(name = "kind", ty = "Kind", desc = "Vilket slags dokument det är."),
    field(name = "label", ty = "String", desc = "Namnet eller titeln det är känt under."),
    field(name = "site", ty = "Site", desc = "Webbplatsen som publicerar dokumentet."),
    field(name = "sources", ty = "Vec<Citation>", desc = "Källorna, den viktigaste först."),
    field(
        name = "claims",
        ty = "Vec<Claim<'_>>",
        desc = "Varifrån enskilda uppgifter kommer, även läsningar som inte följs.",
        arg(name = "field", ty = "Option<String>", desc = "Bara uppgifter om det här fältet.")
    ),
    field(name = "body", ty = "Body<'_>", desc = "Löptexten.")
)]
pub(super) enum Node {
    Seminar(Seminar),
    Series(Series),
    Person(Person),
    Organisation(Organisation),
    Venue(Venue),
    NewsArticle(NewsArticle),
    Initiative(Initiative),
    Figure(Figure),
    Term(Term),
    Source(Source),
}

impl From<finsam_content::Node> for Node {
    fn from(node: finsam_content::Node) -> Self {
        match node {
            finsam_content::Node::Seminar(entry) => Self::Seminar(Seminar::new(entry)),
            finsam_content::Node::Series(entry) => Self::Series(Series::new(entry)),
            finsam_content::Node::Person(entry) => Self::Person(Person::new(entry)),
            finsam_content::Node::Organisation(entry) => {
                Self::Organisation(Organisation::new(entry))
            }
            finsam_content::Node::Venue(entry) => Self::Venue(Venue::new(entry)),
            finsam_content::Node::NewsArticle(entry) => Self::NewsArticle(NewsArticle::new(entry)),
            finsam_content::Node::Initiative(entry) => Self::Initiative(Initiative::new(entry)),
            finsam_content::Node::Figure(entry) => Self::Figure(Figure::new(entry)),
            finsam_content::Node::Term(entry) => Self::Term(Term::new(entry)),
            finsam_content::Node::Source(entry) => Self::Source(Source::new(entry)),
        }
    }
}

impl Listed for Node {
    fn key(&self) -> String {
        match self {
            Self::Seminar(node) => node.key(),
            Self::Series(node) => node.key(),
            Self::Person(node) => node.key(),
            Self::Organisation(node) => node.key(),
            Self::Venue(node) => node.key(),
            Self::NewsArticle(node) => node.key(),
            Self::Initiative(node) => node.key(),
            Self::Figure(node) => node.key(),
            Self::Term(node) => node.key(),
            Self::Source(node) => node.key(),
        }
    }
}

/// A noun's own fields, as a GraphQL object that is joined into the noun's type.
#[derive(Clone, Debug)]
pub(super) struct Fields<T>(pub(super) Arc<Entry<T>>);

/// A noun's GraphQL type.
pub(super) trait Document: Listed {
    /// The noun, in the model.
    type Noun: finsam_content::Shelved;

    /// An entry as this type.
    fn new(entry: Arc<Entry<Self::Noun>>) -> Self;
}

/// Declares a noun's GraphQL type: the fields all documents have, then its own [`Fields`].
macro_rules! node_type {
    ($(#[$description:meta])* $name:ident) => {
        $(#[$description])*
        #[derive(Clone, Debug)]
        pub(super) struct $name {
            fields: $crate::graphql::node::Fields<finsam_model::$name>,
        }

        impl $crate::graphql::connection::Listed for $name {
            fn key(&self) -> String {
                self.fields.0.id.to_string()
            }
        }

        impl $crate::graphql::node::Document for $name {
            type Noun = finsam_model::$name;

            fn new(entry: std::sync::Arc<finsam_model::Entry<Self::Noun>>) -> Self {
                Self { fields: $crate::graphql::node::Fields(entry) }
            }
        }

        $(#[$description])*
        #[async_graphql::Object]
        impl $name {
            /// Dokumentets id. Det ändras aldrig.
            pub(super) async fn id(&self) -> async_graphql::ID {
                self.fields.0.id.to_string().into()
            }

            /// Dokumentets kortnamn, unikt bland webbplatsens dokument av samma slag.
            pub(super) async fn slug(&self) -> String {
                self.fields.0.slug.to_string()
            }

            /// Dokumentets egen adress.
            pub(super) async fn url(
                &self,
                ctx: &async_graphql::Context<'_>,
            ) -> $crate::graphql::scalars::Url {
                let entry = &self.fields.0;
                $crate::graphql::scalars::Url(
                    $crate::graphql::scope::Scope::of(ctx).url(entry.id.kind, &entry.slug),
                )
            }

            /// Vilket slags dokument det är.
            pub(super) async fn kind(&self) -> $crate::graphql::kind::Kind {
                self.fields.0.id.kind.into()
            }

            /// Namnet eller titeln det är känt under.
            pub(super) async fn label(&self) -> String {
                finsam_model::Noun::label(&self.fields.0.noun).to_owned()
            }

            /// Webbplatsen som publicerar dokumentet.
            pub(super) async fn site(&self) -> $crate::graphql::site::Site {
                $crate::graphql::site::Site
            }

            /// Källorna, den viktigaste först.
            pub(super) async fn sources(
                &self,
                ctx: &async_graphql::Context<'_>,
            ) -> Vec<$crate::graphql::source::Citation> {
                let snapshot = &$crate::graphql::scope::Scope::of(ctx).snapshot;
                snapshot
                    .named(&self.fields.0.sources)
                    .map($crate::graphql::source::Citation::of)
                    .collect()
            }

            /// Varifrån enskilda uppgifter kommer, även läsningar som inte följs.
            pub(super) async fn claims(
                &self,
                #[graphql(desc = "Bara uppgifter om det här fältet.")] field: Option<String>,
            ) -> Vec<$crate::graphql::claim::Claim<'_>> {
                let asked = |claim: &&finsam_model::Claim| {
                    field.as_ref().is_none_or(|field| claim.field == *field)
                };
                let claims = self.fields.0.claims.iter();
                claims.filter(asked).map($crate::graphql::claim::Claim).collect()
            }

            /// Löptexten.
            pub(super) async fn body(&self) -> $crate::graphql::body::Body<'_> {
                $crate::graphql::body::Body(&self.fields.0.body)
            }

            #[graphql(flatten)]
            async fn own_fields(
                &self,
            ) -> &$crate::graphql::node::Fields<finsam_model::$name> {
                &self.fields
            }
        }
    };
}

pub(super) use node_type;
