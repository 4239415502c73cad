//! The subgraph's schema by a later version of the federation specification than the library prints: for
//! gateways that reckon what a query costs before they ask (`@cost`, `@listSize`), or keep answers until
//! they are told of a change (`@cacheTag`).
//!
//! The directives are written into the printed text. It is our own, with one field, argument or type a
//! line, and real composition says whether it is right (`tests/suite/federation.rs`).

use super::{budget::COST_OF_A_QUESTION, connection::DEFAULT_PAGE};

/// The first version that has all three.
const VERSION: &str = "v2.12";

/// A schema that was printed for version 2.5, for the later one.
pub(super) fn linked_later(sdl: &str) -> String {
    let mut later = String::new();
    // The arguments of the field before its type, by which its page is as long as one says.
    let mut slicing = Vec::new();
    for line in sdl.lines() {
        match line.trim_start().split_once(": Int") {
            Some(("first", _)) => slicing.push("\"first\""),
            Some(("last", _)) => slicing.push("\"last\""),
            _ => {}
        }
        later.push_str(&line.replace("federation/v2.5", &format!("federation/{VERSION}")).replace(
            "\"@requiresScopes\"]",
            "\"@requiresScopes\", \"@cost\", \"@listSize\", \"@cacheTag\"]",
        ));
        if let Some(of) = line.strip_prefix("  ): ") {
            let slicing = std::mem::take(&mut slicing).join(", ");
            later.push_str(&price(of, &slicing));
        }
        later.push('\n');
    }
    tagged(later)
}

/// What a gateway should reckon with for a field with arguments, by its type.
fn price(of: &str, slicing: &str) -> String {
    let of = of.split(' ').next().unwrap_or_default();
    let mut price = String::new();
    if matches!(of, "Answer!" | "SearchHitConnection" | "[Suggestion!]") {
        price += &format!(" @cost(weight: {COST_OF_A_QUESTION})");
    }
    if of.ends_with("Connection") {
        price += &format!(
            " @listSize(assumedSize: {DEFAULT_PAGE}, slicingArguments: [{slicing}], \
             sizedFields: [\"nodes\", \"edges\"], requireOneSlicingArgument: false)"
        );
    }
    price
}

/// Gives each entity its name as a tag, which `contentChanged` tells of what is out of date.
fn tagged(sdl: String) -> String {
    super::subgraph::ENTITIES.iter().fold(sdl, |sdl, entity| {
        let head = format!("type {entity} implements Node ");
        sdl.replace(&head, &format!("{head}@cacheTag(format: \"{entity}\") "))
    })
}
