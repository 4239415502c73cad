//! How much a request may ask for, decided before any of it is executed.
//!
//! A request passes three gates. [`before_parsing`] reads the text once, for the sake of the parser
//! ([`tokens`]). [`measure()`] goes through the parsed document once,
//! each fragment once however often it is used ([`mod@measure`]); its result is good for as long as
//! the document is kept. [`Measured::check`] looks at what differs between two requests with the
//! same document: which operation, and the [`variables`]. Which fields are lists is read out of the
//! schema ([`shape`]). What nobody can tell before the archive has been looked at is left to
//! [`super::budget`].

#[cfg(any(test, feature = "fuzzing"))]
mod law;
mod measure;
mod refusal;
mod shape;
#[cfg(test)]
mod tests;
mod tokens;
mod variables;

use std::time::Duration;

use clap::{Args, value_parser};

#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use self::law::law;
pub(super) use self::{
    measure::{Measured, measure},
    refusal::Refusal,
    shape::Shape,
    tokens::before_parsing,
};

/// How deep selections may be nested with fragments counted as well as fields: as deep as
/// async-graphql goes.
const MAX_LEVELS: u32 = 32;

/// How much one request may ask for; `docs/errors.md` says more of each.
#[derive(Args, Clone, Copy, Debug, PartialEq, Eq)]
#[command(next_help_heading = "Limits of a request")]
pub struct Limits {
    /// Tokens in a GraphQL document
    #[arg(long, env = "FINSAM_MAX_TOKENS", value_name = "COUNT",
          default_value_t = Self::DEFAULT.max_tokens)]
    pub max_tokens: u32,
    /// How deep fields may be nested, at most 32
    #[arg(long, env = "FINSAM_MAX_DEPTH", value_name = "LEVELS",
          value_parser = value_parser!(u32).range(1..=i64::from(MAX_LEVELS)),
          default_value_t = Self::DEFAULT.max_depth)]
    pub max_depth: u32,
    /// How deep lists and objects may be nested in arguments and variables, at most 32
    #[arg(long, env = "FINSAM_MAX_INPUT_DEPTH", value_name = "LEVELS",
          value_parser = value_parser!(u32).range(1..=32),
          default_value_t = Self::DEFAULT.max_input_depth)]
    pub max_input_depth: u32,
    /// Items in a list in an argument or a variable; representations have a limit of their own
    #[arg(long, env = "FINSAM_MAX_LIST_ITEMS", value_name = "COUNT",
          default_value_t = Self::DEFAULT.max_list_items)]
    pub max_list_items: u32,
    /// Selections in a document, with fragments written out where they are used
    #[arg(long, env = "FINSAM_MAX_SELECTIONS", value_name = "COUNT",
          default_value_t = Self::DEFAULT.max_selections)]
    pub max_selections: u32,
    /// Aliases in an operation, with fragments written out
    #[arg(long, env = "FINSAM_MAX_ALIASES", value_name = "COUNT",
          default_value_t = Self::DEFAULT.max_aliases)]
    pub max_aliases: u32,
    /// Fields at the root of an operation
    #[arg(long, env = "FINSAM_MAX_ROOT_FIELDS", value_name = "COUNT",
          default_value_t = Self::DEFAULT.max_root_fields)]
    pub max_root_fields: u32,
    /// Directives in an operation, with fragments written out
    #[arg(long, env = "FINSAM_MAX_DIRECTIVES", value_name = "COUNT",
          default_value_t = Self::DEFAULT.max_directives)]
    pub max_directives: u32,
    /// Operations in a document, of which a request executes one
    #[arg(long, env = "FINSAM_MAX_OPERATIONS", value_name = "COUNT",
          default_value_t = Self::DEFAULT.max_operations)]
    pub max_operations: u32,
    /// Variables an operation may declare
    #[arg(long, env = "FINSAM_MAX_VARIABLES", value_name = "COUNT",
          default_value_t = Self::DEFAULT.max_variables)]
    pub max_variables: u32,
    /// Representations in one `_entities`
    #[arg(long, env = "FINSAM_MAX_ENTITIES", value_name = "COUNT",
          default_value_t = Self::DEFAULT.max_entities)]
    pub max_entities: u32,
    /// The cost of an operation: about one for each field of the answer
    #[arg(long, env = "FINSAM_MAX_COST", value_name = "COST",
          default_value_t = Self::DEFAULT.max_cost)]
    pub max_cost: u32,
    /// How long the answer to one operation may be in the making
    #[arg(long, env = "FINSAM_MAX_SECONDS", value_name = "SECONDS",
          value_parser = value_parser!(u32).range(1..=600),
          default_value_t = Self::DEFAULT.max_seconds)]
    pub max_seconds: u32,
}

impl Limits {
    /// How long an answer may be in the making.
    pub(crate) fn time(&self) -> Duration {
        Duration::from_secs(self.max_seconds.into())
    }

    const DEFAULT: Self = Self {
        max_tokens: 4_000,
        max_depth: 20,
        max_input_depth: 16,
        max_list_items: 1_000,
        max_selections: 2_000,
        max_aliases: 50,
        max_root_fields: 20,
        max_directives: 20,
        max_operations: 50,
        max_variables: 100,
        max_entities: 1_000,
        max_cost: 200_000,
        max_seconds: 10,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

#[cfg(test)]
mod settings {
    use clap::Parser;

    use super::Limits;

    #[derive(Debug, Parser)]
    struct Program {
        #[command(flatten)]
        limits: Limits,
    }

    #[test]
    fn limits_are_settings_of_a_program() {
        let check = |flags: &[&str], expected: Option<Limits>| {
            let program = Program::try_parse_from([&["program"], flags].concat());
            assert_eq!(program.ok().map(|program| program.limits), expected, "{flags:?}");
        };
        check(&[], Some(Limits::default()));
        let flags = ["--max-depth", "32", "--max-cost", "5"];
        check(&flags, Some(Limits { max_depth: 32, max_cost: 5, ..Limits::default() }));
        // Deeper than the library goes.
        check(&["--max-depth", "33"], None);
        check(&["--max-input-depth", "33"], None);
        check(&["--max-aliases", "-1"], None);
        check(&["--max-seconds", "0"], None);
    }
}
