//! The two schemas, and the one way a request is executed.

use std::sync::Arc;

use async_graphql::{
    EmptyMutation, EmptySubscription, ObjectType, Request, Response, SDLExportOptions, Schema,
    ServerError, ValidationMode, parser::types::OperationType,
};

use super::{
    budget::{ANSWER_TOO_LARGE, Budget},
    document::{Document, Documents, missing_variable},
    error::{Code, coded},
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
pub struct Service {
    site: Schemas<Query>,
    subgraph: Schemas<SubgraphQuery>,
    documents: Documents,
}

/// A schema twice: with the validation of the whole document, and without it for documents that
/// passed it before.
struct Schemas<Q> {
    validating: Schema<Q, EmptyMutation, EmptySubscription>,
    trusting: Schema<Q, EmptyMutation, EmptySubscription>,
}

impl<Q: ObjectType + Default + 'static> Schemas<Q> {
    fn new(is_subgraph: bool) -> Self {
        let build = |validation| {
            let schema = Schema::build(Q::default(), EmptyMutation, EmptySubscription)
                .validation_mode(validation);
            if is_subgraph { schema.enable_federation().finish() } else { schema.finish() }
        };
        Self { validating: build(ValidationMode::Strict), trusting: build(ValidationMode::Fast) }
    }

    async fn execute(&self, prepared: Prepared, scope: &Arc<Scope>) -> Response {
        let Prepared { document, mut request } = prepared;
        request.set_parsed_query(document.parsed.clone());
        let operation = document.operation(request.operation_name.as_deref());
        let is_valid = operation
            .is_some_and(|operation| document.is_valid_with(operation, &request.variables));
        let request = request.data(Arc::clone(scope));
        if is_valid {
            return self.trusting.execute(request).await;
        }
        let response = self.validating.execute(request).await;
        if response.errors.iter().all(|error| !error.path.is_empty()) {
            document.set_valid();
        }
        response
    }
}

/// A request whose document was read and is within the limits.
pub struct Prepared {
    document: Arc<Document>,
    request: Request,
}

impl Prepared {
    /// What the operation that would be executed does; none if the request does not say which
    /// operation it means.
    #[must_use]
    pub fn operation_type(&self) -> Option<OperationType> {
        let operation = self.document.operation(self.request.operation_name.as_deref())?;
        Some(operation.ty)
    }

    /// Whether the answer is the same for every now of the same moment.
    #[must_use]
    pub fn holds_for_the_moment(&self) -> bool {
        self.document.holds_for_the_moment(&self.request.variables)
    }
}

impl Default for Service {
    fn default() -> Self {
        Self {
            site: Schemas::new(false),
            subgraph: Schemas::new(true),
            documents: Documents::default(),
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
            Sdl::Plain => self.site.validating.sdl_with_options(options),
            Sdl::Federation => {
                self.subgraph.validating.sdl_with_options(options.federation().compose_directive())
            }
        }
    }

    /// Reads a request's document, or knows it from before.
    ///
    /// # Errors
    /// The refusal, with its code, of a request that cannot be executed.
    pub fn prepare(&self, request: Request) -> Result<Prepared, Box<Response>> {
        let refuse = |error| Box::new(Response::from_errors(vec![error]));
        let document = self.documents.read(&request.query).map_err(refuse)?;
        let missing = document
            .operation(request.operation_name.as_deref())
            .and_then(|operation| missing_variable(operation, &request.variables));
        match missing {
            Some(missing) => Err(refuse(coded(Code::BadUserInput, missing))),
            None => Ok(Prepared { document, request }),
        }
    }

    /// Prepares a request and runs it.
    pub async fn execute(&self, request: Request, scope: Scope) -> Response {
        match self.prepare(request) {
            Ok(prepared) => self.run(prepared, scope).await,
            Err(refusal) => *refusal,
        }
    }

    /// Executes a request over one snapshot and one `now`. Every error in the response has a
    /// code.
    pub async fn run(&self, prepared: Prepared, mut scope: Scope) -> Response {
        scope.budget = Budget::new(prepared.document.selections);
        let scope = Arc::new(scope);
        let mut response = if prepared.document.is_for_gateways {
            self.subgraph.execute(prepared, &scope).await
        } else {
            self.site.execute(prepared, &scope).await
        };
        if scope.budget.is_spent() {
            // Half an answer would look like a whole one.
            let too_large = ServerError::new(ANSWER_TOO_LARGE, None);
            return Response::from_errors(vec![coded(Code::QueryTooLarge, too_large)]);
        }
        let code = |error: ServerError| {
            // Resolvers give their errors codes; what is left was refused before or while the
            // arguments were read.
            let refused = error.path.is_empty();
            let code = if refused { Code::GraphqlValidationFailed } else { Code::BadUserInput };
            coded(code, error)
        };
        response.errors = response.errors.into_iter().map(code).collect();
        response
    }
}
