//! Why a request is not executed, as its sender is told.

use async_graphql::{Pos, ServerError};

use crate::graphql::error::Code;

/// Why a request is not executed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// Which limit it is.
    pub(crate) code: Code,
    /// What is wrong, in a sentence.
    pub(crate) message: String,
    /// The most that is allowed, where there is such a figure.
    pub(crate) limit: Option<u64>,
    /// What was asked for, where it is known.
    pub(crate) actual: Option<u64>,
    /// Where in the document, where it is known.
    pub(crate) at: Option<Pos>,
}

impl Refusal {
    /// A refusal that no figure belongs to.
    pub(super) fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), limit: None, actual: None, at: None }
    }

    /// More than `limit` was asked for.
    pub(super) fn over(code: Code, limit: u32) -> Self {
        let message = match code {
            Code::TokenLimitExceeded => format!("the query has more than {limit} tokens"),
            Code::NameLimitExceeded => format!("a name in the query is over {limit} bytes"),
            Code::DepthLimitExceeded => format!(
                "the query nests fields more than {limit} deep, or far deeper with its fragments"
            ),
            Code::InputDepthLimitExceeded => format!(
                "lists and objects in an argument or a variable are nested more than {limit} deep"
            ),
            Code::InputListLimitExceeded => {
                format!("a list in an argument or a variable has more than {limit} items")
            }
            Code::SelectionLimitExceeded => {
                format!(
                    "the query selects more than {limit} fields, with its fragments written out"
                )
            }
            Code::AliasLimitExceeded => {
                format!(
                    "an operation has more than {limit} aliases, with its fragments written out"
                )
            }
            Code::RootFieldLimitExceeded => {
                format!("an operation has more than {limit} fields at its root")
            }
            Code::DirectiveLimitExceeded => format!(
                "an operation has more than {limit} directives, with its fragments written out"
            ),
            Code::OperationLimitExceeded => format!("the query has more than {limit} operations"),
            Code::VariableLimitExceeded => {
                format!("an operation declares more than {limit} variables")
            }
            Code::EntityLimitExceeded => {
                format!("more than {limit} representations are sent to `_entities`")
            }
            _ => format!(
                "the answer could cost more than {limit}, which is about a field each; ask for \
                 smaller pages, or for less of each item"
            ),
        };
        Self { limit: Some(limit.into()), ..Self::new(code, message) }
    }

    /// `actual` was asked for, if that is more than `limit`.
    pub(super) fn unless_within(code: Code, actual: u64, limit: u32) -> Result<(), Self> {
        if actual <= u64::from(limit) {
            return Ok(());
        }
        // A count that gave up counting is not a figure to tell.
        let actual = (actual < u64::MAX).then_some(actual);
        Err(Self { actual, ..Self::over(code, limit) })
    }

    /// The refusal as a GraphQL error.
    pub(crate) fn into_error(self) -> ServerError {
        let mut error = ServerError::new(self.message, self.at);
        let extensions = error.extensions.get_or_insert_default();
        extensions.set("code", self.code.as_str());
        if let Some(limit) = self.limit {
            extensions.set("limit", limit);
        }
        if let Some(actual) = self.actual {
            extensions.set("actual", actual);
        }
        error
    }
}
