//! Answers to questions in plain Swedish or English.

use async_graphql::{Enum, Object};
use jiff::Zoned;

use super::{node::Node, scope::Scope, source::Citation};

/// Vilken sorts svar det är.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "finsam_answers::AnswerKind")]
pub(super) enum AnswerKind {
    /// Vad som händer, eller att inget gör det.
    Programme,
    /// Vilka som är med vid ett tillfälle.
    People,
    /// Var något är.
    Place,
    /// När något är.
    Time,
    /// Vad ett begrepp betyder.
    Definition,
    /// Vad ett projekt, en metod eller en överenskommelse är.
    Initiative,
    /// En eller flera siffror.
    Figure,
    /// Vem någon är.
    Person,
    /// Vad en organisation är.
    Organisation,
    /// Nyheter.
    News,
    /// Varifrån en uppgift kommer.
    Sources,
    /// Vad man kan fråga om.
    Help,
    /// En hälsning eller ett tack.
    Greeting,
    /// Källorna säger inget om det.
    NotStated,
    /// Frågan gick inte att förstå.
    NotUnderstood,
}

/// Ett svar med källor.
pub(super) struct Answer<'a> {
    answer: finsam_answers::Answer,
    scope: &'a Scope,
}

impl<'a> Answer<'a> {
    /// Answers a question put to a request's snapshot.
    pub(super) fn to(scope: &'a Scope, question: &str, now: &Zoned, context: Option<&str>) -> Self {
        let snapshot = &scope.snapshot;
        let asking = finsam_answers::Asking { question, context, now, snapshot };
        let answer = finsam_answers::answer(&asking);
        if tells_what_there_is(&answer) {
            scope.rests.on_all(|_| true);
        }
        for node in &answer.nodes {
            let _rests_on_it = Node::of(scope, node);
        }
        Self { answer, scope }
    }
}

/// Whether an answer tells what there is, or that there is nothing: a site that is away may have more
/// by now. Others tell of the documents they name.
fn tells_what_there_is(answer: &finsam_answers::Answer) -> bool {
    use finsam_answers::AnswerKind as Kind;
    match answer.kind {
        Kind::Help | Kind::Greeting | Kind::NotUnderstood => false,
        Kind::Programme | Kind::News | Kind::NotStated => true,
        Kind::People
        | Kind::Place
        | Kind::Time
        | Kind::Definition
        | Kind::Initiative
        | Kind::Figure
        | Kind::Person
        | Kind::Organisation
        | Kind::Sources => answer.nodes.is_empty(),
    }
}

/// Ett svar med källor.
#[Object]
impl Answer<'_> {
    /// Vilken sorts svar det är.
    fn kind(&self) -> AnswerKind {
        self.answer.kind.into()
    }

    /// Svaret, i Markdown som passar i ett chattmeddelande.
    fn text(&self) -> &str {
        &self.answer.text
    }

    /// Källorna som svaret vilar på.
    fn citations(&self) -> Vec<Citation<'_>> {
        self.answer.citations.iter().map(Citation::from).collect()
    }

    /// Dokumenten som svaret handlar om.
    fn nodes(&self) -> Vec<Node<'_>> {
        self.answer.nodes.iter().map(|node| Node::of(self.scope, node)).collect()
    }

    /// Frågor som går bra att ställa härnäst.
    fn suggestions(&self) -> &[String] {
        &self.answer.suggestions
    }

    /// Hur frågan tolkades.
    fn interpretation(&self) -> &str {
        &self.answer.interpretation
    }

    /// Samtalets sammanhang, att skicka med nästa fråga. Innehåller aldrig vad någon skrivit.
    fn context(&self) -> &str {
        &self.answer.context
    }
}
