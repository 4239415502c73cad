//! Our part of a federated graph: the same content, with every noun an entity by its id and by its
//! address.
//!
//! Where types have keys, the library answers `_entities` itself: representation by representation,
//! and one that nobody can mean loses the answer to all. So the schema that is executed has no keys
//! and an `_entities` of its own, which can tell of an error in its place; the keys stand in the
//! schema that is printed, [`Published`].

use std::{borrow::Cow, collections::HashMap};

use async_graphql::{
    Any, ContainerType, Context, ContextSelectionSet, MergedObject, Object, ObjectType, OutputType,
    Positioned, Result, ServerResult, SimpleObject, Union, Value, parser::types::Field,
    registry::Registry,
};
use finsam_content::Shelved;
use finsam_model::{Id, Site};

use super::{
    error::bad_user_input, figure::Figure, initiative::Initiative, news_article::NewsArticle,
    node::Document, organisation::Organisation, person::Person, query::Content, scope::Scope,
    seminar::Seminar, series::Series, source::Source, term::Term, venue::Venue,
};

/// Allt som går att fråga efter.
#[derive(Default, MergedObject)]
#[graphql(name = "Query")]
pub(super) struct SubgraphQuery(Content, Entities);

/// The text of the subgraph's schema, given to the schema that is executed.
pub(super) struct Sdl(pub(super) String);

#[derive(Default)]
struct Entities;

#[Object]
impl Entities {
    /// Det som en sammansatt graf vet nycklarna till, i samma ordning. Det som inte finns är null.
    #[graphql(name = "_entities")]
    fn entities<'a>(
        &self,
        ctx: &Context<'a>,
        #[graphql(desc = "Typ och nyckel för vart och ett.")] representations: Vec<Any>,
    ) -> Vec<Option<Result<Entity<'a>>>> {
        let archive = Archive::of(Scope::of(ctx));
        representations
            .into_iter()
            .map(|Any(representation)| {
                Representation::read(&representation)
                    .and_then(|representation| archive.entity(&representation))
                    .transpose()
            })
            .collect()
    }

    /// Schemat, för den som sätter samman grafer.
    #[graphql(name = "_service")]
    fn service<'a>(&self, ctx: &Context<'a>) -> ServiceText<'a> {
        ServiceText { sdl: ctx.data_opt().map(|Sdl(text)| text.as_str()) }
    }
}

#[derive(SimpleObject)]
#[graphql(name = "_Service")]
struct ServiceText<'a> {
    sdl: Option<&'a str>,
}

/// What a gateway knows of an entity: its type, and at least one of its keys.
struct Representation<'r> {
    typename: &'r str,
    id: Option<&'r str>,
    url: Option<&'r str>,
}

impl<'r> Representation<'r> {
    fn read(value: &'r Value) -> Result<Self> {
        let Value::Object(fields) = value else {
            return Err(bad_user_input(
                "a representation is an object with `__typename` and a key",
            ));
        };
        let text = |name: &str| match fields.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.as_str())),
            Some(_) => Err(bad_user_input(format!("`{name}` of a representation is a text"))),
        };
        let typename = text("__typename")?
            .ok_or_else(|| bad_user_input("a representation has a `__typename`"))?;
        let (id, url) = (text("id")?, text("url")?);
        if id.is_none() && url.is_none() {
            return Err(bad_user_input("a representation has a key: `id` or `url`"));
        }
        Ok(Self { typename, id, url })
    }
}

/// Where entities are looked up, for all representations of a request.
struct Archive<'a> {
    scope: &'a Scope,
    /// By where their pages are; those without an address of their own are all at the server's.
    sites: HashMap<&'a str, Vec<&'a Site>>,
}

impl<'a> Archive<'a> {
    fn of(scope: &'a Scope) -> Self {
        let mut sites: HashMap<&str, Vec<&Site>> = HashMap::new();
        for site in scope.snapshot.sites() {
            sites.entry(scope.url_of(site)).or_default().push(site);
        }
        Self { scope, sites }
    }

    /// The document of a kind that goes by an id, or else by an address; it goes by both in the
    /// answer, as far as both were given and are its own.
    fn document<T: Shelved>(&self, keys: &Representation<'_>) -> Option<Document<'a, T>> {
        let Some(id) = keys.id else { return self.at(keys.url?) };
        let id = Id::parse(id)?;
        let document = self.scope.by_id(&id)?.called_by_id(&id);
        let same = keys.url.and_then(|url| self.at(url)).filter(|same| same.is(&document));
        Some(same.map_or(document, |same| same.called_by_id(&id)))
    }

    /// The document with an address, of now or of before.
    fn at<T: Shelved>(&self, url: &str) -> Option<Document<'a, T>> {
        let (folder, name) = url.rsplit_once('/')?;
        let (base, folder) = folder.rsplit_once('/')?;
        if folder != T::KIND.folder() {
            return None;
        }
        self.sites.get(base)?.iter().find_map(|site| {
            let of_site = self.scope.snapshot.called(name, Some(site.slug.as_str()));
            let document = self.scope.hand_out(of_site.into_iter().next()?)?;
            Some(document.called_by_slug(name, site))
        })
    }
}

/// Declares the nouns that are entities.
macro_rules! entities {
    ($($noun:ident)*) => {
        #[derive(Union)]
        #[graphql(name = "_Entity")]
        enum Entity<'a> {
            $($noun($noun<'a>),)*
        }

        impl<'a> Archive<'a> {
            fn entity(&self, representation: &Representation<'_>) -> Result<Option<Entity<'a>>> {
                match representation.typename {
                    $(stringify!($noun) => {
                        Ok(self.document(representation).map(Entity::$noun))
                    })*
                    _ => Err(bad_user_input("the `__typename` of a representation is no entity")),
                }
            }
        }

        /// The names of the entities.
        pub(super) const ENTITIES: &[&str] = &[$(stringify!($noun)),*];
    };
}

entities! {
    Seminar Series Person Organisation Venue NewsArticle Initiative Figure Term Source
}

/// What every entity can be found by.
const KEYS: [&str; 2] = ["id", "url"];

/// The subgraph as it is printed, keys and all. It is never executed.
#[derive(Default)]
pub(super) struct Published(SubgraphQuery);

impl OutputType for Published {
    fn type_name() -> Cow<'static, str> {
        SubgraphQuery::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        let query = SubgraphQuery::create_type_info(registry);
        for entity in ENTITIES {
            for key in KEYS {
                registry.add_keys(entity, key);
            }
        }
        query
    }

    async fn resolve(
        &self,
        ctx: &ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        self.0.resolve(ctx, field).await
    }
}

impl ContainerType for Published {
    async fn resolve_field(&self, ctx: &Context<'_>) -> ServerResult<Option<Value>> {
        self.0.resolve_field(ctx).await
    }
}

impl ObjectType for Published {}
