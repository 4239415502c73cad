//! A question in a person's own words, and the answer to it.

use cynic::QueryBuilder;
use jiff::Zoned;

use crate::{
    error::Error,
    schema::{self, Address, DateTime},
    transport::{Client, Reply},
};

/// What the API answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What sort of answer this is.
    pub kind: AnswerKind,
    /// The answer itself: Markdown fit for a chat message, in the question's language.
    pub text: String,
    /// What the answer rests on.
    pub citations: Vec<Citation>,
    /// What the answer is about.
    pub nodes: Vec<Node>,
    /// Questions that lead on from here.
    pub suggestions: Vec<String>,
    /// How the question was read, in words.
    pub interpretation: String,
    /// What a following question may refer back to. Opaque: give it back with that question.
    pub context: String,
}

/// A page or document an answer rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Its title.
    pub title: String,
    /// Its address as printed; none where none was printed.
    pub url: Option<String>,
    /// Its own date, as exact as it is printed (`2018`, `2018-03` or `2018-03-02`); none where none
    /// is printed.
    pub date: Option<String>,
    /// Who published it.
    pub publisher: String,
}

/// Something an answer is about: a seminar, a person, a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The name or title people know it by.
    pub label: String,
    /// What it is.
    pub kind: Kind,
    /// Its address on the site it belongs to.
    pub url: String,
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

/// What a node is. An API newer than this client may know more of them.
#[derive(cynic::Enum, Clone, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
#[expect(missing_docs, reason = "the schema documents its own values")]
pub enum Kind {
    Seminar,
    Series,
    Person,
    Organisation,
    Venue,
    NewsArticle,
    Initiative,
    Figure,
    Term,
    Source,
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
        let Reply { data, errors } = self.send::<Ask>(&operation).await?;
        Ok(Reply { data: data.ask.into(), errors })
    }
}

#[derive(cynic::QueryVariables)]
struct AskVariables {
    question: String,
    at: DateTime,
    context: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "AskVariables")]
struct Ask {
    #[arguments(question: $question, at: $at, context: $context)]
    ask: AnswerFields,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Answer")]
struct AnswerFields {
    kind: AnswerKind,
    text: String,
    citations: Vec<CitationFields>,
    nodes: Vec<NodeFields>,
    suggestions: Vec<String>,
    interpretation: String,
    context: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Citation")]
struct CitationFields {
    title: String,
    url: Option<Address>,
    date: Option<String>,
    publisher: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Node")]
struct NodeFields {
    label: String,
    kind: Kind,
    url: Address,
}

impl From<AnswerFields> for Answer {
    fn from(answer: AnswerFields) -> Self {
        Self {
            kind: answer.kind,
            text: answer.text,
            citations: answer.citations.into_iter().map(Citation::from).collect(),
            nodes: answer.nodes.into_iter().map(Node::from).collect(),
            suggestions: answer.suggestions,
            interpretation: answer.interpretation,
            context: answer.context,
        }
    }
}

impl From<CitationFields> for Citation {
    fn from(citation: CitationFields) -> Self {
        Self {
            title: citation.title,
            url: citation.url.map(|address| address.0),
            date: citation.date,
            publisher: citation.publisher,
        }
    }
}

impl From<NodeFields> for Node {
    fn from(node: NodeFields) -> Self {
        Self { label: node.label, kind: node.kind, url: node.url.0 }
    }
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
              label
              kind
              url
            }
            suggestions
            interpretation
            context
          }
        }
        ");
    }
}
