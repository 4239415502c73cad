//! A question in a person's own words, and the answer to it.

use cynic::QueryBuilder;
use jiff::Zoned;

use crate::{
    Citation, Named,
    error::Error,
    schema::{self, Instant},
    transport::{Client, Reply},
};

/// What the API answered.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What sort of answer this is.
    pub kind: AnswerKind,
    /// The answer itself: Markdown fit for a chat message, in the question's language.
    pub text: String,
    /// What the answer rests on.
    pub citations: Vec<Citation>,
    /// What the answer is about.
    pub nodes: Vec<Named>,
    /// Questions that lead on from here.
    pub suggestions: Vec<String>,
    /// How the question was read, in words.
    pub interpretation: String,
    /// What a following question may refer back to. Opaque: give it back with that question.
    pub context: String,
}

/// What sort of answer an answer is. An API newer than this client may know more of them.
#[derive(cynic::Enum, Clone, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
#[expect(missing_docs, reason = "the schema documents its own values")]
pub enum AnswerKind {
    Programme,
    People,
    Place,
    Time,
    Definition,
    Initiative,
    Figure,
    Person,
    Organisation,
    News,
    Sources,
    Help,
    Greeting,
    NotStated,
    NotUnderstood,
    /// A kind this client does not know, as the API names it.
    #[cynic(fallback)]
    Other(String),
}

impl Client {
    /// Asks `question` as of `at`. `context` is that of the answer before, when this question
    /// follows on from it.
    ///
    /// # Errors
    /// See [`Error`]; a question the API can read but has nothing on is an answer, not an error.
    pub async fn ask(
        &self,
        question: &str,
        at: &Zoned,
        context: Option<&str>,
    ) -> Result<Reply<Answer>, Error> {
        let operation = Ask::build(AskVariables {
            question: question.to_owned(),
            at: at.into(),
            context: context.map(str::to_owned),
        });
        Ok(self.send::<Ask>(&operation).await?.map(|data| data.ask))
    }
}

#[derive(cynic::QueryVariables)]
struct AskVariables {
    question: String,
    at: Instant,
    context: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "AskVariables")]
struct Ask {
    #[arguments(question: $question, at: $at, context: $context)]
    ask: Answer,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent() {
        let at: Zoned = "2018-07-05T08:00:00.75+02:00[Europe/Stockholm]".parse().unwrap();
        let operation = Ask::build(AskVariables {
            question: "Vad händer idag?".to_owned(),
            at: (&at).into(),
            context: None,
        });
        assert_eq!(
            serde_json::to_string(&operation.variables).unwrap(),
            r#"{"question":"Vad händer idag?","at":"2018-07-05T08:00:00+02:00","context":null}"#
        );
        insta::assert_snapshot!(operation.query, @r"
        query Ask($question: String!, $at: DateTime!, $context: String) {
          ask(question: $question, at: $at, context: $context) {
            kind
            text
            citations {
              title
              url
              date
              publisher
            }
            nodes {
              id
              kind
              slug
              label
              url
              site {
                slug
                name
                editor
              }
            }
            suggestions
            interpretation
            context
          }
        }
        ");
    }
}
