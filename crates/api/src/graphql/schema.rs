//! The two schemas, and the one way a request is executed.

use std::{sync::Arc, time::Duration};

use async_graphql::{
    EmptyMutation, EmptySubscription, ObjectType, Request, Response, SDLExportOptions, Schema,
    SchemaBuilder, ServerError, SubscriptionType, ValidationMode, Value,
    parser::types::OperationType,
};

use futures_util::{FutureExt, StreamExt, stream::BoxStream};

use super::{
    budget::{ANSWER_TOO_LARGE, ANSWER_TOO_LATE, Budget},
    document::{Document, Documents, missing_variable},
    error::{Code, coded, shorten},
    later_link::linked_later,
    left_out::{ValidateOnly, is_of_a_value, written_out},
    limits::Limits,
    live_query::{self, LiveDirective},
    query::Query,
    scalars,
    scope::Scope,
    subgraph::{self, Published, SubgraphQuery},
    subscription::{Feed, ScopePerEvent, Subscription},
};

/// Which schema's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sdl {
    /// The plain schema, for readers and typed clients.
    Plain,
    /// The subgraph's, for composing a federated graph.
    Federation,
    /// The same by a later version of the specification, with what fields cost.
    FederationWithCosts,
}

/// Executes requests.
pub struct Service {
    site: Schemas<Query, Subscription>,
    /// The site's schema for what goes on, event after event.
    streams: Schema<Query, EmptyMutation, Subscription>,
    subgraph: Schemas<SubgraphQuery, EmptySubscription>,
    /// The subgraph's text.
    federation: String,
    documents: Documents,
    limits: Limits,
}

/// A schema three times: with the validation of the whole document, without it for documents that
/// passed it before, and with nothing else.
struct Schemas<Q, S> {
    validating: Schema<Q, EmptyMutation, S>,
    trusting: Schema<Q, EmptyMutation, S>,
    validating_only: Schema<Q, EmptyMutation, S>,
}

impl<Q: ObjectType + 'static, S: SubscriptionType + 'static> Schemas<Q, S> {
    fn new(build: impl Fn() -> SchemaBuilder<Q, EmptyMutation, S>) -> Self {
        let with = |validation| build().validation_mode(validation).finish();
        Self {
            validating: with(ValidationMode::Strict),
            trusting: with(ValidationMode::Fast),
            validating_only: build().extension(ValidateOnly).finish(),
        }
    }

    /// What the library would say of a request before it executes it.
    fn validate(&self, request: Request) -> Vec<ServerError> {
        // Validation waits for nothing.
        let response = self.validating_only.execute(request).now_or_never();
        response.map(|response| response.errors).unwrap_or_default()
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

    /// The same again, to be executed once more.
    #[must_use]
    pub fn again(&self) -> Self {
        let mut request = Request::new(self.request.query.as_str());
        request.operation_name.clone_from(&self.request.operation_name);
        let request = request.variables(self.request.variables.clone());
        Self { document: Arc::clone(&self.document), request }
    }

    /// Whether it is a query whose answer is to be sent again whenever it is another.
    #[must_use]
    pub fn is_live(&self) -> bool {
        let operation = self.document.operation(self.request.operation_name.as_deref());
        operation.is_some_and(live_query::is_live)
    }

    /// Whether the answer is the same for every now of the same moment.
    #[must_use]
    pub fn holds_for_the_moment(&self) -> bool {
        self.document.holds_for_the_moment(&self.request.variables)
    }
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
        let site = || {
            Schema::build(Query::default(), EmptyMutation, Subscription).directive(LiveDirective)
        };
        let federation = printed_subgraph();
        let subgraph = || {
            Schema::build(SubgraphQuery::default(), EmptyMutation, EmptySubscription)
                .data(subgraph::Sdl(federation.clone()))
        };
        let streams = site().extension(ScopePerEvent).finish();
        Self {
            documents: Documents::new(&streams.sdl(), limits),
            limits,
            site: Schemas::new(site),
            streams,
            subgraph: Schemas::new(subgraph),
            federation,
        }
    }

    /// The text of a schema, the same for the same code.
    #[must_use]
    pub fn sdl(&self, which: Sdl) -> String {
        match which {
            Sdl::Plain => self.site.validating.sdl_with_options(printing()),
            Sdl::Federation => self.federation.clone(),
            Sdl::FederationWithCosts => linked_later(&self.federation),
        }
    }

    /// Reads a request's document, or knows it from before.
    ///
    /// # Errors
    /// The refusal, with its code, of a request that cannot be executed.
    pub fn prepare(&self, request: Request) -> Result<Prepared, Box<Response>> {
        let refuse = |error| Box::new(Response::from_errors(vec![error]));
        let document = self.documents.read(&request.query).map_err(refuse)?;
        self.documents.check(&document, &request).map_err(refuse)?;
        let missing = document
            .operation(request.operation_name.as_deref())
            .and_then(|operation| missing_variable(operation, &request.variables));
        if let Some(missing) = missing {
            return Err(refuse(coded(Code::BadUserInput, missing)));
        }
        let prepared = Prepared { document, request };
        let wrong = self.wrong_beside_what_is_left_out(&prepared);
        if !wrong.is_empty() {
            return Err(Box::new(code_errors(Response::from_errors(wrong))));
        }
        Ok(prepared)
    }

    /// What is wrong with literals beside variables that are left out.
    fn wrong_beside_what_is_left_out(&self, prepared: &Prepared) -> Vec<ServerError> {
        let Prepared { document, request } = prepared;
        let operation = document.operation(request.operation_name.as_deref());
        let written_out = operation
            .filter(|_| !document.is_valid())
            .and_then(|operation| written_out(&document.parsed, operation, &request.variables));
        let Some(written_out) = written_out else { return Vec::new() };
        let mut request = prepared.again().request;
        request.set_parsed_query(written_out);
        let mut errors = if document.is_for_gateways {
            self.subgraph.validate(request)
        } else {
            self.site.validate(request)
        };
        errors.retain(is_of_a_value);
        errors
    }

    /// Prepares a request and runs it.
    pub async fn execute(&self, request: Request, scope: Scope) -> Response {
        match self.prepare(request) {
            Ok(prepared) => self.run(prepared, scope).await,
            Err(refusal) => *refusal,
        }
    }

    /// How long an answer may be in the making.
    #[must_use]
    pub fn time_for_an_answer(&self) -> Duration {
        self.limits.time()
    }

    /// Executes a request over one snapshot and one `now`. Every error in the response has a
    /// code.
    pub async fn run(&self, prepared: Prepared, mut scope: Scope) -> Response {
        let budget = Budget::new(prepared.document.measured.selections());
        scope.budget = budget.within(self.limits.time());
        let scope = Arc::new(scope);
        let response = if prepared.document.is_for_gateways {
            self.subgraph.execute(prepared, &scope).await
        } else {
            self.site.execute(prepared, &scope).await
        };
        finish(response, &scope)
    }

    /// Executes a subscription; every event over the content and the time that the feed gives
    /// then. Every error has a code; one without a path says that nothing was begun.
    pub fn stream(&self, prepared: Prepared, feed: Feed) -> BoxStream<'static, Response> {
        let Prepared { document, mut request } = prepared;
        request.set_parsed_query(document.parsed.clone());
        let feed = feed.within(document.measured.selections(), self.limits.time());
        let request = request.data(feed);
        self.streams.execute_stream(request).map(code_errors).boxed()
    }
}

/// How schemas are printed.
fn printing() -> SDLExportOptions {
    SDLExportOptions::new()
        .sorted_fields()
        .sorted_arguments()
        .sorted_enum_items()
        .include_specified_by()
        .use_space_ident()
        .indent_width(2)
}

/// The text of the subgraph's schema.
fn printed_subgraph() -> String {
    Schema::build(Published::default(), EmptyMutation, EmptySubscription)
        .enable_federation()
        .finish()
        .sdl_with_options(printing().federation().compose_directive())
}

/// A response as it is sent: whole, or refused.
pub(super) fn finish(response: Response, scope: &Scope) -> Response {
    if scope.budget.is_late() {
        let too_late = ServerError::new(ANSWER_TOO_LATE, None);
        return Response::from_errors(vec![coded(Code::AnswerTimeout, too_late)]);
    }
    if scope.budget.is_spent() {
        // Half an answer would look like a whole one.
        let too_large = ServerError::new(ANSWER_TOO_LARGE, None);
        return Response::from_errors(vec![coded(Code::CostExceeded, too_large)]);
    }
    let mut response = code_errors(response);
    response.extensions.extend(scope.rests.told(&scope.snapshot).into_iter().flatten());
    response
}

/// Gives every error a code.
fn code_errors(mut response: Response) -> Response {
    if response.data == Value::Null {
        shorten(&mut response.errors);
    }
    let code = |mut error: ServerError| {
        let advice = scalars::advice(&error.message);
        if let Some(advice) = advice {
            error.message = format!("{}; {advice}", error.message);
        }
        // Resolvers give their errors codes; what is left was refused before or while the
        // arguments were read.
        let refused = error.path.is_empty() && advice.is_none();
        let code = if refused { Code::GraphqlValidationFailed } else { Code::BadUserInput };
        coded(code, error)
    };
    response.errors = response.errors.into_iter().map(code).collect();
    response
}
