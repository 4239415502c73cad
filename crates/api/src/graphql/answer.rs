//! Answers to questions in plain Swedish or English.

use async_graphql::{Enum, SimpleObject};
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
#[derive(SimpleObject)]
pub(super) struct Answer {
    /// Vilken sorts svar det är.
    kind: AnswerKind,
    /// Svaret, i Markdown som passar i ett chattmeddelande.
    text: String,
    /// Källorna som svaret vilar på.
    citations: Vec<Citation>,
    /// Dokumenten som svaret handlar om.
    nodes: Vec<Node>,
    /// Frågor som går bra att ställa härnäst.
    suggestions: Vec<String>,
    /// Hur frågan tolkades.
    interpretation: String,
    /// Samtalets sammanhang, att skicka med nästa fråga. Innehåller aldrig vad någon skrivit.
    context: String,
}

impl Answer {
    /// Answers a question put to a request's snapshot.
    pub(super) fn to(scope: &Scope, question: &str, now: &Zoned, context: Option<&str>) -> Self {
        let snapshot = &scope.snapshot;
        let answer =
            finsam_answers::answer(&finsam_answers::Asking { question, context, now, snapshot });
        Self {
            kind: answer.kind.into(),
            text: answer.text,
            citations: answer.citations.into_iter().map(Citation::from).collect(),
            nodes: answer.nodes.into_iter().map(Node::from).collect(),
            suggestions: answer.suggestions,
            interpretation: answer.interpretation,
            context: answer.context,
        }
    }
}
