//! What people said.

use async_graphql::{Context, Object};
use finsam_content::Snapshot;

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
        snapshot: &Snapshot,
        occasion: &finsam_content::Node,
        statement: &finsam_model::Statement,
    ) -> Option<Self> {
        Some(Self {
            person: Person::new(
                snapshot.get::<finsam_model::Person>(statement.person.as_str())?.clone(),
            ),
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
        let slug = self.statement.organisation.as_ref()?;
        Scope::of(ctx).snapshot.get(slug.as_str()).cloned().map(Organisation::new)
    }

    /// Begreppen det handlar om.
    async fn terms(&self, ctx: &Context<'_>) -> Vec<Term> {
        let snapshot = &Scope::of(ctx).snapshot;
        snapshot.named(&self.statement.terms).cloned().map(Term::new).collect()
    }

    /// Projekten, metoderna och överenskommelserna det handlar om.
    async fn initiatives(&self, ctx: &Context<'_>) -> Vec<Initiative> {
        let snapshot = &Scope::of(ctx).snapshot;
        snapshot.named(&self.statement.initiatives).cloned().map(Initiative::new).collect()
    }

    /// Källan som återger det.
    async fn source(&self, ctx: &Context<'_>) -> Option<Citation> {
        Scope::of(ctx).snapshot.get(self.statement.source.as_str()).map(Citation::of)
    }
}
