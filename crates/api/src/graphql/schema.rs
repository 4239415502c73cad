//! The two schemas, and the one way a request is executed.

use std::sync::Arc;

use async_graphql::{
    EmptyMutation, EmptySubscription, Request, Response, SDLExportOptions, Schema, ServerError,
    Value,
    parser::{self, types::ExecutableDocument},
};

use super::{
    budget::{ANSWER_TOO_LARGE, Budget},
    error::{Code, shorten},
    limits::{self, Limits, Measured, Refusal, Shape},
    operation::{asks_for_entities, missing_variable},
    query::Query,
    scope::Scope,
    subgraph::SubgraphQuery,
};

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
    shape: Arc<Shape>,
    limits: Limits,
}

impl Default for Service {
    fn default() -> Self {
        Self::within(Limits::default())
    }
}

impl Service {
    /// A service that refuses what goes beyond the limits.
    #[must_use]
    pub fn within(limits: Limits) -> Self {
        let site = Schema::build(Query::default(), EmptyMutation, EmptySubscription).finish();
        Self {
            shape: Arc::new(Shape::of(&site.sdl())),
            limits,
            site,
            subgraph: Schema::build(SubgraphQuery::default(), EmptyMutation, EmptySubscription)
                .enable_federation()
                .finish(),
        }
    }

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
    pub async fn execute(&self, mut request: Request, mut scope: Scope) -> Response {
        let document = match self.read(&request) {
            Ok((document, measured)) => {
                scope.budget = Budget::new(measured.selections());
                document
            }
            Err(error) => return Response::from_errors(vec![*error]),
        };
        if let Some(missing) = missing_variable(&document, &request) {
            return refuse(Code::BadUserInput, missing);
        }
        let for_gateways = asks_for_entities(&document);
        request.set_parsed_query(document);
        let scope = Arc::new(scope);
        let request = request.data(Arc::clone(&scope));
        let mut response = if for_gateways {
            self.subgraph.execute(request).await
        } else {
            self.site.execute(request).await
        };
        if scope.budget.is_spent() {
            // Half an answer would look like a whole one.
            return refuse(Code::CostExceeded, ServerError::new(ANSWER_TOO_LARGE, None));
        }
        if response.data == Value::Null {
            shorten(&mut response.errors);
        }
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

    /// The document of a request that stays within the limits.
    fn read(&self, request: &Request) -> Result<(ExecutableDocument, Measured), Box<ServerError>> {
        let refused = |refusal: Refusal| Box::new(refusal.into_error());
        limits::before_parsing(&request.query, &self.limits).map_err(refused)?;
        let document = parser::parse_query(&request.query).map_err(|error| {
            let mut error = plain(error);
            set_code(&mut error, Code::GraphqlParseFailed);
            Box::new(error)
        })?;
        let measured = limits::measure(&document, &self.shape, &self.limits).map_err(refused)?;
        let name = request.operation_name.as_deref();
        measured.check(&document, &self.shape, name, &request.variables).map_err(refused)?;
        Ok((document, measured))
    }
}

fn refuse(code: Code, mut error: ServerError) -> Response {
    set_code(&mut error, code);
    Response::from_errors(vec![error])
}

/// The parser draws the place and quotes the line, which may be very long; what it expected is
/// enough, since the place stands in `locations`.
fn plain(error: parser::Error) -> ServerError {
    let mut error = ServerError::from(error);
    if let Some((_, expected)) = error.message.rsplit_once("\n  = ") {
        error.message = expected.to_owned();
    }
    error
}

fn set_code(error: &mut ServerError, code: Code) {
    let extensions = error.extensions.get_or_insert_default();
    if extensions.get("code").is_none() {
        extensions.set("code", code.as_str());
    }
}
