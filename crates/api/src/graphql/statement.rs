//! What people said.

use async_graphql::{Context, Object};

use super::{
    connection::Listed, initiative::Initiative, node::Node, organisation::Organisation,
    person::Person, scope::Scope, source::Citation, term::Term,
};

/// Vad en person har sagt.
#[derive(Clone)]
pub(super) struct Statement {
    statement: finsam_model::Statement,
    person: Person,
    occasion: Node,
}

impl Statement {
    /// A statement made at an occasion or in an article; none when its person is gone.
    pub(super) fn of(
        scope: &Scope,
        occasion: &finsam_content::Node,
        statement: &finsam_model::Statement,
    ) -> Option<Self> {
        Some(Self {
            person: scope.one(Some(&statement.person))?,
            statement: statement.clone(),
            occasion: occasion.clone().into(),
        })
    }
}

impl Listed for Statement {
    fn key(&self) -> String {
        format!("{} {}", self.occasion.key(), self.statement.text)
    }
}

/// Vad en person har sagt vid ett tillfälle eller i en nyhet, återgivet med våra ord.
#[Object]
impl Statement {
    /// Vem som sade det.
    async fn person(&self) -> &Person {
        &self.person
    }

    /// Vad som sades, återgivet.
    async fn text(&self) -> &str {
        &self.statement.text
    }

    /// Seminariet eller nyheten där det sades.
    async fn occasion(&self) -> &Node {
        &self.occasion
    }

    /// Personens titel då.
    async fn title(&self) -> Option<&str> {
        self.statement.title.as_deref()
    }

    /// Organisationen som personen talade för.
    async fn organisation(&self, ctx: &Context<'_>) -> Option<Organisation> {
        Scope::of(ctx).one(self.statement.organisation.as_ref())
    }

    /// Begreppen det handlar om.
    async fn terms(&self, ctx: &Context<'_>) -> Vec<Term> {
        Scope::of(ctx).named(&self.statement.terms)
    }

    /// Projekten, metoderna och överenskommelserna det handlar om.
    async fn initiatives(&self, ctx: &Context<'_>) -> Vec<Initiative> {
        Scope::of(ctx).named(&self.statement.initiatives)
    }

    /// Källan som återger det.
    async fn source(&self, ctx: &Context<'_>) -> Option<Citation> {
        Scope::of(ctx).snapshot.get(self.statement.source.as_str()).map(Citation::of)
    }
}
