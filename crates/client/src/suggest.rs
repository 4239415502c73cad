//! Names that what somebody types can become.

use cynic::QueryBuilder;

use crate::{Kind, Named, error::Error, reference::some_of, schema, transport::Client};

/// The most suggestions the API gives: as many as Discord shows.
pub const MAX_SUGGESTIONS: usize = 25;

/// A name that what was typed can become.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The name that fits: the one the document is known by, or another.
    pub text: String,
    /// The document of that name.
    pub node: Named,
}

impl Client {
    /// Names of documents of these `kinds` (all, where none is given) that `prefix` can become, the
    /// likeliest first; at most [`MAX_SUGGESTIONS`].
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn suggest(
        &self,
        prefix: &str,
        kinds: &[Kind],
        first: usize,
    ) -> Result<Vec<Suggestion>, Error> {
        let operation = Suggest::build(SuggestVariables {
            prefix: prefix.to_owned(),
            kinds: some_of(kinds),
            first: i32::try_from(first.min(MAX_SUGGESTIONS)).unwrap_or(i32::MAX),
        });
        Ok(self.whole::<Suggest>(&operation).await?.suggest.unwrap_or_default())
    }
}

#[derive(cynic::QueryVariables)]
struct SuggestVariables {
    prefix: String,
    kinds: Option<Vec<Kind>>,
    first: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "SuggestVariables")]
struct Suggest {
    #[arguments(prefix: $prefix, kinds: $kinds, first: $first)]
    suggest: Option<Vec<Suggestion>>,
}
