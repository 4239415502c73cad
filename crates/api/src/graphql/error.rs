//! What an asker is told when a question cannot be answered: a plain sentence and a stable code.

use async_graphql::{Error, ErrorExtensions, ServerError};

/// The most errors one refused request is told of.
const MAX_ERRORS: usize = 100;

/// The longest message, in bytes: some of the library's quote what was sent.
const MAX_MESSAGE_BYTES: usize = 1_000;

/// Declares the codes, so that there is one list of them.
macro_rules! codes {
    ($($(#[$when:meta])* $code:ident = $text:literal,)*) => {
        /// The values of `extensions.code`, each explained in `docs/errors.md`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[$when])* $code,)*
        }

        impl Code {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$code,)*];

            /// The code as it stands in `extensions.code`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$code => $text,)*
                }
            }
        }
    };
}

codes! {
    /// The HTTP request is not a GraphQL request.
    BadRequest = "BAD_REQUEST",
    /// There is no such saved query, or it found nothing.
    NotFound = "NOT_FOUND",
    /// The client takes no media type that is written here.
    NotAcceptable = "NOT_ACCEPTABLE",
    /// The body is not announced as JSON.
    UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE",
    /// The method cannot carry the operation.
    MethodNotAllowed = "METHOD_NOT_ALLOWED",
    /// The body did not arrive in time.
    RequestTimeout = "REQUEST_TIMEOUT",
    /// The body has too many bytes.
    PayloadTooLarge = "PAYLOAD_TOO_LARGE",
    /// The hash stands for no query that is known here.
    PersistedQueryNotFound = "PERSISTED_QUERY_NOT_FOUND",
    /// The document is not GraphQL.
    GraphqlParseFailed = "GRAPHQL_PARSE_FAILED",
    /// The document does not fit the schema.
    GraphqlValidationFailed = "GRAPHQL_VALIDATION_FAILED",
    /// A value in the request cannot be used.
    BadUserInput = "BAD_USER_INPUT",
    /// Several sites have a document with this slug.
    AmbiguousSlug = "AMBIGUOUS_SLUG",
    /// The document has too many tokens.
    TokenLimitExceeded = "TOKEN_LIMIT_EXCEEDED",
    /// A name in the document is too long.
    NameLimitExceeded = "NAME_LIMIT_EXCEEDED",
    /// Fields are nested too deeply.
    DepthLimitExceeded = "DEPTH_LIMIT_EXCEEDED",
    /// Lists and objects in an argument or a variable are nested too deeply.
    InputDepthLimitExceeded = "INPUT_DEPTH_LIMIT_EXCEEDED",
    /// A list in an argument or a variable is too long.
    InputListLimitExceeded = "INPUT_LIST_LIMIT_EXCEEDED",
    /// Too much is selected, with fragments written out.
    SelectionLimitExceeded = "SELECTION_LIMIT_EXCEEDED",
    /// An operation has too many aliases.
    AliasLimitExceeded = "ALIAS_LIMIT_EXCEEDED",
    /// An operation has too many fields at its root.
    RootFieldLimitExceeded = "ROOT_FIELD_LIMIT_EXCEEDED",
    /// An operation has too many directives.
    DirectiveLimitExceeded = "DIRECTIVE_LIMIT_EXCEEDED",
    /// The document has too many operations.
    OperationLimitExceeded = "OPERATION_LIMIT_EXCEEDED",
    /// An operation declares too many variables.
    VariableLimitExceeded = "VARIABLE_LIMIT_EXCEEDED",
    /// Too many entities are asked for at once.
    EntityLimitExceeded = "ENTITY_LIMIT_EXCEEDED",
    /// A fragment is inside itself.
    FragmentCycle = "FRAGMENT_CYCLE",
    /// The answer would be, or became, too dear.
    CostExceeded = "COST_EXCEEDED",
    /// The answer was not made in time.
    AnswerTimeout = "ANSWER_TIMEOUT",
    /// What changed since a subscription's token is no longer known.
    TokenExpired = "TOKEN_EXPIRED",
    /// A client has as many operations on one WebSocket as it may.
    SubscriptionLimitExceeded = "SUBSCRIPTION_LIMIT_EXCEEDED",
    /// As many streams as may be are open.
    TooManyStreams = "TOO_MANY_STREAMS",
    /// The fault is ours.
    InternalServerError = "INTERNAL_SERVER_ERROR",
}

/// An error with its code.
pub(super) fn error(code: Code, message: impl Into<String>) -> Error {
    Error::new(message).extend_with(|_, extensions| extensions.set("code", code.as_str()))
}

/// A value in the request cannot be used; the sentence says which and what would do.
pub(super) fn bad_user_input(message: impl Into<String>) -> Error {
    error(Code::BadUserInput, message)
}

/// An error with a code, unless it has one already.
pub(crate) fn coded(code: Code, mut error: ServerError) -> ServerError {
    let extensions = error.extensions.get_or_insert_default();
    if extensions.get("code").is_none() {
        extensions.set("code", code.as_str());
    }
    error
}

/// Keeps an answer that is errors alone in proportion to what was asked: the library reports every
/// fault of a document, and quotes what was sent.
pub(super) fn shorten(errors: &mut Vec<ServerError>) {
    errors.truncate(MAX_ERRORS);
    for error in errors {
        if error.message.len() > MAX_MESSAGE_BYTES {
            let end = error.message.floor_char_boundary(MAX_MESSAGE_BYTES);
            error.message.truncate(end);
            error.message.push('…');
        }
    }
}
