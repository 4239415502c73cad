//! What all nouns share: the interface `Node`, and the types that implement it.
//!
//! A noun's own fields stand in the file with its name, as the GraphQL object [`Fields`] of that
//! noun; here they are joined with the fields every document has.

use std::borrow::Cow;

use async_graphql::{ID, Interface};
use finsam_content::Shelved;
use finsam_model::{Entry, Id, Slug};

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
    related::Referred,
    scalars::Url,
    scope::Scope,
    seminar::Seminar,
    series::Series,
    site::Site,
    source::{Citation, Source},
    term::Term,
    venue::Venue,
};

/// Det som alla dokument har gemensamt.
#[derive(Clone, Copy, Interface)]
#[expect(clippy::duplicated_attributes, reason = "fields may have the same type")]
#[graphql(
    field(name = "id", ty = "ID", desc = "Dokumentets id. Det ändras aldrig."),
    field(name = "slug", ty = "&str", desc = "Dokumentets kortnamn."),
    field(name = "url", ty = "Url<'_>", desc = "Dokumentets egen adress."),
    field(name = "kind", ty = "Kind", desc = "Vilket slags dokument det är."),
    field(name = "label", ty = "&str", desc = "Namnet eller titeln det är känt under."),
    field(name = "site", ty = "Site<'_>", desc = "Webbplatsen som publicerar dokumentet."),
    field(
        name = "sites",
        ty = "Vec<Site<'_>>",
        desc = "Alla webbplatser som publicerar det, den vars uppgifter visas först."
    ),
    field(name = "sources", ty = "Vec<Citation<'_>>", desc = "Källorna, den viktigaste först."),
    field(
        name = "claims",
        ty = "Vec<Claim<'_>>",
        desc = "Varifrån enskilda uppgifter kommer, även läsningar som inte följs.",
        arg(name = "field", ty = "Option<String>", desc = "Bara uppgifter om det här fältet.")
    ),
    field(name = "body", ty = "Body<'_>", desc = "Löptexten.")
)]
pub(super) enum Node<'a> {
    Seminar(Seminar<'a>),
    Series(Series<'a>),
    Person(Person<'a>),
    Organisation(Organisation<'a>),
    Venue(Venue<'a>),
    NewsArticle(NewsArticle<'a>),
    Initiative(Initiative<'a>),
    Figure(Figure<'a>),
    Term(Term<'a>),
    Source(Source<'a>),
}

impl<'a> Node<'a> {
    /// A document of whatever kind as its GraphQL type.
    pub(super) fn of(scope: &'a Scope, node: &'a finsam_content::Node) -> Self {
        match node {
            finsam_content::Node::Seminar(entry) => Document::of(scope, entry).into(),
            finsam_content::Node::Series(entry) => Document::of(scope, entry).into(),
            finsam_content::Node::Person(entry) => Document::of(scope, entry).into(),
            finsam_content::Node::Organisation(entry) => Document::of(scope, entry).into(),
            finsam_content::Node::Venue(entry) => Document::of(scope, entry).into(),
            finsam_content::Node::NewsArticle(entry) => Document::of(scope, entry).into(),
            finsam_content::Node::Initiative(entry) => Document::of(scope, entry).into(),
            finsam_content::Node::Figure(entry) => Document::of(scope, entry).into(),
            finsam_content::Node::Term(entry) => Document::of(scope, entry).into(),
            finsam_content::Node::Source(entry) => Document::of(scope, entry).into(),
        }
    }

    /// The document's id.
    pub(super) fn id_of(&self) -> &'a Id {
        match self {
            Self::Seminar(document) => &document.0.entry.id,
            Self::Series(document) => &document.0.entry.id,
            Self::Person(document) => &document.0.entry.id,
            Self::Organisation(document) => &document.0.entry.id,
            Self::Venue(document) => &document.0.entry.id,
            Self::NewsArticle(document) => &document.0.entry.id,
            Self::Initiative(document) => &document.0.entry.id,
            Self::Figure(document) => &document.0.entry.id,
            Self::Term(document) => &document.0.entry.id,
            Self::Source(document) => &document.0.entry.id,
        }
    }
}

/// A document of a request's snapshot, as its noun's GraphQL type.
pub(super) struct Document<'a, T>(pub(super) Fields<'a, T>);

/// A noun's own fields, as a GraphQL object that is joined into the noun's type.
pub(super) struct Fields<'a, T> {
    pub(super) entry: &'a Entry<T>,
    pub(super) scope: &'a Scope,
    /// The id it goes by in the answer: its own, unless a gateway knows it by a counterpart's.
    pub(super) id: &'a Id,
    /// The slug its address ends in, likewise: one of those that lead to it.
    pub(super) address: &'a Slug,
}

impl<'a, T> Document<'a, T> {
    /// An entry as its GraphQL type, in an answer that from now on rests on it.
    pub(super) fn of(scope: &'a Scope, entry: &'a Entry<T>) -> Self {
        scope.rests.on(entry);
        Self::candidate(scope, entry)
    }

    /// An entry that may be handed out, if it is in the list that is asked for.
    pub(super) fn candidate(scope: &'a Scope, entry: &'a Entry<T>) -> Self {
        Self(Fields { entry, scope, id: &entry.id, address: &entry.slug })
    }

    /// The same by an id, if it is one of its own or of its counterparts.
    pub(super) fn called_by_id(mut self, id: &Id) -> Self {
        let others = self.0.entry.counterparts.iter().map(|counterpart| &counterpart.id);
        let mut ids = std::iter::once(&self.0.entry.id).chain(others);
        self.0.id = ids.find(|own| *own == id).unwrap_or(self.0.id);
        self
    }

    /// The same by the address that a short name has in a site, if it leads to it.
    pub(super) fn called_by_slug(mut self, name: &str, site: &finsam_model::Site) -> Self {
        let Fields { entry, scope, .. } = self.0;
        let in_site = |slug: &&Slug| scope.snapshot.site_of(slug).slug == site.slug;
        let named = entry.slugs().filter(|slug| slug.as_str() == name).find(in_site);
        self.0.address = named.unwrap_or(self.0.address);
        self
    }

    /// Whether both are of the same document.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.0.entry.id == other.0.entry.id
    }
}

impl<'a, T> Fields<'a, T> {
    /// The document, as that to which others refer.
    pub(super) fn referred(&self) -> Referred<'a> {
        Referred { scope: self.scope, kind: self.entry.id.kind, slug: &self.entry.slug }
    }

    /// The site whose values show first.
    pub(super) fn site(&self) -> Site<'a> {
        Site { site: self.scope.snapshot.site_of(&self.entry.slug), scope: self.scope }
    }

    /// Every site that has it: that one first.
    pub(super) fn sites(&self) -> Vec<Site<'a>> {
        let mut sites = vec![self.site()];
        for counterpart in &self.entry.counterparts {
            let site = self.scope.snapshot.site_of(&counterpart.slug);
            if sites.iter().all(|there| there.site.slug != site.slug) {
                sites.push(Site { site, scope: self.scope });
            }
        }
        sites
    }
}

// References are copied whatever they lead to; a derived `Copy` would ask it of the noun.
impl<T> Clone for Document<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Document<'_, T> {}

impl<T> Clone for Fields<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Fields<'_, T> {}

impl<T: Shelved + Send + Sync> Listed for Document<'_, T> {
    fn key(&self) -> Cow<'_, str> {
        self.0.entry.id.born.as_str().into()
    }

    fn is_handed_out(&self) {
        self.0.scope.rests.on(self.0.entry);
    }
}

/// Declares a noun's GraphQL type: the fields all documents have, then its own [`Fields`].
///
/// What all have is `async`, because the interface awaits it.
macro_rules! node_type {
    ($(#[$description:meta])* $name:ident) => {
        pub(super) type $name<'a> = $crate::graphql::node::Document<'a, finsam_model::$name>;

        impl async_graphql::TypeName for $name<'_> {
            fn type_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
        }

        $(#[$description])*
        #[async_graphql::Object(name_type)]
        impl<'a> $crate::graphql::node::Document<'a, finsam_model::$name> {
            /// Dokumentets id. Det ändras aldrig.
            pub(super) async fn id(&self) -> async_graphql::ID {
                self.0.id.to_string().into()
            }

            /// Dokumentets kortnamn, unikt bland webbplatsens dokument av samma slag.
            pub(super) async fn slug(&self) -> &str {
                self.0.entry.slug.as_str()
            }

            /// Dokumentets egen adress.
            pub(super) async fn url(&self) -> $crate::graphql::scalars::Url<'a> {
                let Fields { entry, scope, address, .. } = self.0;
                $crate::graphql::scalars::Url(scope.url(entry.id.kind, address).into())
            }

            /// Vilket slags dokument det är.
            pub(super) async fn kind(&self) -> $crate::graphql::kind::Kind {
                self.0.entry.id.kind.into()
            }

            /// Namnet eller titeln det är känt under.
            pub(super) async fn label(&self) -> &str {
                finsam_model::Noun::label(&self.0.entry.noun)
            }

            /// Webbplatsen som publicerar dokumentet.
            pub(super) async fn site(&self) -> $crate::graphql::site::Site<'a> {
                self.0.site()
            }

            /// Alla webbplatser som publicerar det, den vars uppgifter visas först.
            pub(super) async fn sites(&self) -> Vec<$crate::graphql::site::Site<'a>> {
                self.0.sites()
            }

            /// Källorna, den viktigaste först.
            pub(super) async fn sources(&self) -> Vec<$crate::graphql::source::Citation<'a>> {
                let sources = self.0.scope.snapshot.named(&self.0.entry.sources);
                sources.map(|source| $crate::graphql::source::Citation::of(source)).collect()
            }

            /// Varifrån enskilda uppgifter kommer, även läsningar som inte följs.
            pub(super) async fn claims(
                &self,
                #[graphql(desc = "Bara uppgifter om det här fältet.")] field: Option<String>,
            ) -> Vec<$crate::graphql::claim::Claim<'a>> {
                let Fields { entry, scope, .. } = self.0;
                let asked = |claim: &&finsam_model::Claim| {
                    field.as_ref().is_none_or(|field| claim.field == *field)
                };
                let claims = entry.claims.iter().filter(asked);
                let own = scope.snapshot.site_of(&entry.slug);
                let of = |claim: &'a finsam_model::Claim| {
                    let other = claim.site.as_ref();
                    let site = other.and_then(|slug| scope.snapshot.site_with(slug.as_str()));
                    $crate::graphql::claim::Claim { claim, site: site.unwrap_or(own), scope }
                };
                claims.map(of).collect()
            }

            /// Löptexten.
            pub(super) async fn body(&self) -> $crate::graphql::body::Body<'a> {
                $crate::graphql::body::Body(&self.0.entry.body)
            }

            #[graphql(flatten)]
            fn own_fields(&self) -> $crate::graphql::node::Fields<'a, finsam_model::$name> {
                self.0
            }
        }
    };
}

pub(super) use node_type;
