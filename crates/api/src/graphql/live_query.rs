//! Live queries: `query @live { … }` is answered again whenever the answer is another.

use async_graphql::{
    ContextDirective, CustomDirective, CustomDirectiveFactory, ServerError, ServerResult,
    parser::types::{Directive, OperationDefinition},
    registry::{__DirectiveLocation, MetaDirective, Registry},
};

/// The directive's name.
const LIVE: &str = "live";

/// Whether an operation asks to be answered again and again.
pub(super) fn is_live(operation: &OperationDefinition) -> bool {
    operation.directives.iter().any(|directive| directive.node.name.node == LIVE)
}

/// Declares `@live`, so that the schema tells of it and validation knows where it may stand. What it
/// does is done where streams are sent; the library's own directives are for fields alone.
pub(super) struct LiveDirective;

impl CustomDirectiveFactory for LiveDirective {
    fn name(&self) -> std::borrow::Cow<'static, str> {
        LIVE.into()
    }

    fn register(&self, registry: &mut Registry) {
        registry.add_directive(MetaDirective {
            name: LIVE.to_owned(),
            description: Some(
                "Svara igen varje gång svaret blir ett annat, som mest en gång i sekunden: när \
                 innehållet ändras eller tiden går. Gäller frågor som ställs med \
                 `Accept: text/event-stream`; annars kommer ett enda svar."
                    .to_owned(),
            ),
            locations: vec![__DirectiveLocation::QUERY],
            args: Default::default(),
            is_repeatable: false,
            visible: None,
            composable: None,
        });
    }

    fn create(
        &self,
        _: &ContextDirective<'_>,
        directive: &Directive,
    ) -> ServerResult<Box<dyn CustomDirective>> {
        // Validation lets none stand on a field.
        Err(ServerError::new("`@live` is for queries", Some(directive.name.pos)))
    }
}
