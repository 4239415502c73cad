//! What a word means.

use std::sync::Arc;

use finsam_content::Node;
use finsam_model::{Basis, Entry, Kind, Measure, Term};

use crate::{
    AnswerKind,
    markdown::{bold, plain},
    phrases::fill,
    reply::{Case, Reply, sources_of_field},
};

pub(super) fn reply(case: &Case<'_>, term: &Arc<Entry<Term>>) -> Reply {
    let phrases = case.phrases();
    let mut reply = Reply::new(AnswerKind::Definition);
    reply.line(format!("{}: {}", bold(&term.name), plain(&term.definition)));
    if let Some(simple) = &term.plain {
        reply.line(fill(phrases.plainly, &[("text", &plain(simple))]));
    }
    if let Some(english) = &term.english {
        reply.line(fill(phrases.in_english, &[("text", &plain(english))]));
    }
    let of_definition = term.claims.iter().filter(|claim| claim.field == "definition");
    let mut bases = of_definition.map(|claim| claim.basis).peekable();
    if bases.peek().is_some() && bases.all(|basis| basis == Basis::Editorial) {
        reply.line(phrases.editorial);
    }
    reply.cite(&sources_of_field(term, &["definition"])).about(Node::Term(Arc::clone(term)));
    let counted =
        |node: &Node| matches!(node, Node::Figure(figure) if figure.measures == Measure::People);
    if case.snapshot.referring_to(Kind::Term, &term.slug).iter().any(counted) {
        reply.suggest(fill(phrases.ask_how_many, &[("what", &plain(&term.name))]));
    }
    for related in case.snapshot.named::<Term>(&term.related).take(2) {
        reply.suggest(fill(phrases.ask_what_is, &[("what", &plain(&related.name))]));
    }
    reply
}

/// What a term is called in the other language.
pub(super) fn translation(case: &Case<'_>) -> Option<Reply> {
    let term = case.question.subjects.iter().flat_map(|subject| &subject.nodes).find_map(
        |node| match node {
            Node::Term(term) => Some(term),
            _ => None,
        },
    )?;
    let english = term.english.as_ref()?;
    let mut reply = Reply::new(AnswerKind::Definition);
    let text = fill(case.phrases().in_english, &[("text", &plain(english))]);
    reply.line(format!("{} – {text}", bold(&term.name)));
    reply.cite(&term.sources).about(Node::Term(Arc::clone(term)));
    Some(reply)
}
