//! What holds of the gates, whatever text comes.

use std::sync::LazyLock;

use async_graphql::{Variables, parser::parse_query};

use super::{Limits, Shape, before_parsing, measure::Pass, variables::Values};
use crate::graphql::{Sdl, Service};

static SHAPE: LazyLock<Shape> = LazyLock::new(|| Shape::of(&Service::default().sdl(Sdl::Plain)));

/// Takes a text through every gate; whether it passes them all. Whatever it is, it is no more work
/// than it has tokens.
pub(crate) fn law(text: &str) -> bool {
    let limits = Limits::default();
    let Ok(()) = before_parsing(text, &limits) else { return false };
    let Ok(document) = parse_query(text) else { return false };
    let mut pass = Pass::new(&document, &SHAPE, limits, Values::Any);
    let measured = pass.document();
    assert!(pass.visited <= u64::from(limits.max_tokens));
    let Ok(measured) = measured else { return false };
    measured.check(&document, &SHAPE, None, &Variables::default()).is_ok()
}
