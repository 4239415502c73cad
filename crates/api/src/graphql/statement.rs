//! What people said.

use std::borrow::Cow;

use async_graphql::Object;

use super::{
    connection::Listed, initiative::Initiative, node::Node, organisation::Organisation,
    person::Person, scope::Scope, source::Citation, term::Term,
};

/// Vad en person har sagt.
#[derive(Clone, Copy)]
pub(super) struct Statement<'a> {
    statement: &'a finsam_model::Statement,
    person: Person<'a>,
    occasion: Node<'a>,
    scope: &'a Scope,
}

impl<'a> Statement<'a> {
    /// A statement made at an occasion or in an article; none when its person is gone.
    pub(super) fn of(
        scope: &'a Scope,
        occasion: Node<'a>,
        statement: &'a finsam_model::Statement,
    ) -> Option<Self> {
        let person = scope.one(Some(&statement.person))?;
        Some(Self { statement, person, occasion, scope })
    }
}

impl Listed for Statement<'_> {
    fn key(&self) -> Cow<'_, str> {
        format!("{} {}", self.occasion.id_of().born, self.statement.text).into()
    }
}

/// Vad en person har sagt vid ett tillfälle eller i en nyhet, återgivet med våra ord.
#[Object]
impl<'a> Statement<'a> {
    /// Vem som sade det.
    fn person(&self) -> Person<'a> {
        self.person
    }

    /// Vad som sades, återgivet.
    fn text(&self) -> &str {
        &self.statement.text
    }

    /// Seminariet eller nyheten där det sades.
    fn occasion(&self) -> Node<'a> {
        self.occasion
    }

    /// Personens titel då.
    fn title(&self) -> Option<&str> {
        self.statement.title.as_deref()
    }

    /// Organisationen som personen talade för.
    fn organisation(&self) -> Option<Organisation<'a>> {
        self.scope.one(self.statement.organisation.as_ref())
    }

    /// Begreppen det handlar om.
    fn terms(&self) -> Vec<Term<'a>> {
        self.scope.named(&self.statement.terms)
    }

    /// Projekten, metoderna och överenskommelserna det handlar om.
    fn initiatives(&self) -> Vec<Initiative<'a>> {
        self.scope.named(&self.statement.initiatives)
    }

    /// Källan som återger det.
    fn source(&self) -> Option<Citation<'a>> {
        let source = self.scope.snapshot.get(&self.statement.source);
        source.map(|source| Citation::of(source))
    }
}
