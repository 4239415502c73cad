//! The two schemas, and the one way a request is executed.

use async_graphql::{
    EmptyMutation, EmptySubscription, Request, Response, SDLExportOptions, Schema, ServerError,
    parser,
    parser::types::{DocumentOperations, ExecutableDocument, Selection},
};

use super::{error::Code, query::Query, scope::Scope, subgraph::SubgraphQuery};

/// Which schema's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sdl {
    /// The plain schema, for readers and typed clients.
    Plain,
    /// The subgraph's, for composing a federated graph.
    Federation,
}

/// Executes requests.
#[derive(Clone)]
pub struct Service {
    site: Schema<Query, EmptyMutation, EmptySubscription>,
    subgraph: Schema<SubgraphQuery, EmptyMutation, EmptySubscription>,
}

impl Default for Service {
    fn default() -> Self {
        Self {
            site: Schema::build(Query::default(), EmptyMutation, EmptySubscription).finish(),
            subgraph: Schema::build(SubgraphQuery::default(), EmptyMutation, EmptySubscription)
                .enable_federation()
                .finish(),
        }
    }
}

impl Service {
    /// The text of a schema, the same for the same code.
    #[must_use]
    pub fn sdl(&self, which: Sdl) -> String {
        let options = SDLExportOptions::new()
            .sorted_fields()
            .sorted_arguments()
            .sorted_enum_items()
            .include_specified_by()
            .use_space_ident()
            .indent_width(2);
        match which {
            Sdl::Plain => self.site.sdl_with_options(options),
            Sdl::Federation => {
                self.subgraph.sdl_with_options(options.federation().compose_directive())
            }
        }
    }

    /// Executes a request over one snapshot and one `now`. Every error in the response has a
    /// code.
    pub async fn execute(&self, mut request: Request, scope: Scope) -> Response {
        let document = match parser::parse_query(&request.query) {
            Ok(document) => document,
            Err(error) => {
                let mut error = ServerError::from(error);
                set_code(&mut error, Code::GraphqlParseFailed);
                return Response::from_errors(vec![error]);
            }
        };
        let for_gateways = asks_for_entities(&document);
        request.set_parsed_query(document);
        let request = request.data(scope);
        let mut response = if for_gateways {
            self.subgraph.execute(request).await
        } else {
            self.site.execute(request).await
        };
        for error in &mut response.errors {
            // Resolvers give their errors codes; what is left was refused before or while the
            // arguments were read.
            let code = if error.path.is_empty() {
                Code::GraphqlValidationFailed
            } else {
                Code::BadUserInput
            };
            set_code(error, code);
        }
        response
    }
}

/// Whether a document is a gateway's: only those ask for `_service` and `_entities`.
fn asks_for_entities(document: &ExecutableDocument) -> bool {
    let roots: Vec<_> = match &document.operations {
        DocumentOperations::Single(operation) => vec![operation],
        DocumentOperations::Multiple(operations) => operations.values().collect(),
    };
    roots.iter().flat_map(|operation| &operation.node.selection_set.node.items).any(|selection| {
        matches!(&selection.node, Selection::Field(field)
            if matches!(field.node.name.node.as_str(), "_service" | "_entities"))
    })
}

fn set_code(error: &mut ServerError, code: Code) {
    let extensions = error.extensions.get_or_insert_default();
    if extensions.get("code").is_none() {
        extensions.set("code", code.as_str());
    }
}
