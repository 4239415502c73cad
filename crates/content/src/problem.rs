//! What is wrong with a document, said so that an editor can mend it.

use std::fmt;

use crate::{checks, document::Position};

/// One problem in one document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The document's path within the content tree.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Whether the document is unusable or only a link is dropped.
    pub severity: Severity,
    /// The rule's stable name in lower-case kebab.
    pub rule: &'static str,
    /// What is wrong, in Swedish.
    pub message: String,
    /// What to do, in Swedish.
    pub advice: String,
}

impl Problem {
    /// A problem with one of the rules in [`CHECKS`](crate::CHECKS), which says how bad it is.
    pub(crate) fn new(
        rule: &'static str,
        path: &str,
        at: Position,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        Self {
            path: path.to_owned(),
            line: at.line,
            column: at.column,
            severity: checks::severity(rule),
            rule,
            message: message.into(),
            advice: advice.into(),
        }
    }
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The document cannot be used; its last good version serves.
    Error,
    /// The document is used, without what the problem is about.
    Warning,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, column, rule, message, advice, severity } = self;
        let severity = match severity {
            Severity::Error => "fel",
            Severity::Warning => "varning",
        };
        write!(f, "{path}:{line}:{column}: {severity} [{rule}] {message}\n    {advice}")
    }
}
