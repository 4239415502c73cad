//! What something is: each kind of document in its own way.

use std::sync::Arc;

use finsam_content::Node;
use finsam_model::Kind;
use finsam_swedish::letters;
use unicode_segmentation::UnicodeSegmentation;

use super::{initiative, news, occasion, organisation, person, place, term};
use crate::{
    markdown::{bold, cut, headed, item, plain},
    question::Intent,
    reply::{Case, Reply},
};

/// What the first subject is.
pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    // "vilka räknas som X", "vad är X": of one name's meanings the question's kind is wanted first.
    let order: &[Kind] = if question.asks(Intent::WhoIs) && !question.asks(Intent::WhatIs) {
        &[Kind::Person, Kind::Organisation, Kind::Initiative, Kind::Term]
    } else {
        &[Kind::Term, Kind::Initiative, Kind::Organisation, Kind::Person]
    };
    let subject = question
        .subjects
        .iter()
        .max_by_key(|subject| (subject.tokens.len(), usize::MAX - first_token(&subject.tokens)))?;
    if subject.nodes.len() > 1 && subject.nodes.iter().all(|node| node.kind() == Kind::Person) {
        return Some(person::several(case, &subject.nodes));
    }
    let written = written(case, &subject.tokens);
    let exact = |node: &&Node| {
        let mut names = std::iter::once(node.label()).chain(node.other_names());
        names.any(|name| letters::fold(name) == written)
    };
    // "avtalet" may be the one agreement's name, "ett avtal" the concept's.
    let node = order
        .iter()
        .find_map(|kind| subject.of(*kind).filter(exact))
        .or_else(|| order.iter().find_map(|kind| subject.of(*kind)))
        .or(subject.nodes.first())?;
    let mut reply = of_node(case, node)?;
    let other = subject.nodes.iter().find(|other| {
        other.kind() != node.kind()
            && matches!(other.kind(), Kind::Term | Kind::Initiative | Kind::Organisation)
    });
    if let Some((other, line)) = other.and_then(|other| Some((other, in_one_line(case, other)?))) {
        reply.line(item(&line));
        reply.cite(other.sources()).about(other.clone());
    }
    Some(reply)
}

/// The words of a name as the question writes them (folded).
fn written(case: &Case<'_>, tokens: &[usize]) -> String {
    let words = tokens.iter().filter_map(|at| case.question.tokens.get(*at));
    words.map(|token| token.folded.as_str()).collect::<Vec<_>>().join(" ")
}

fn first_token(tokens: &[usize]) -> usize {
    tokens.first().copied().unwrap_or(usize::MAX)
}

/// What a document tells of its noun.
pub(super) fn of_node(case: &Case<'_>, node: &Node) -> Option<Reply> {
    match node {
        Node::Term(term) => Some(term::reply(case, term)),
        Node::Initiative(initiative) => Some(initiative::reply(case, initiative)),
        Node::Organisation(organisation) => Some(organisation::reply(case, organisation)),
        Node::Person(person) => Some(person::reply(case, person)),
        Node::Venue(venue) => Some(place::of_venue(case, venue)),
        Node::NewsArticle(article) => Some(news::of_article(case, article)),
        Node::Seminar(seminar) => {
            let mut reply = Reply::new(crate::AnswerKind::Programme);
            occasion::whole(case, seminar, &mut reply);
            reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
            Some(reply)
        }
        Node::Series(series) => {
            let mut reply = Reply::new(crate::AnswerKind::Programme);
            reply.line(bold(&series.title));
            if let Some(theme) = &series.theme {
                let theme = bold(theme);
                let title = plain(&series.title);
                let gaps = [("series", title.as_str()), ("theme", theme.as_str())];
                reply.line(crate::phrases::fill(case.phrases().theme, &gaps));
            }
            for seminar in case.snapshot.seminars_of(Kind::Series, &series.slug).take(6) {
                reply.line(crate::markdown::item(&occasion::brief(case, seminar)));
                reply.about(Node::Seminar(Arc::clone(seminar)));
            }
            reply.cite(&series.sources).about(Node::Series(Arc::clone(series)));
            Some(reply)
        }
        Node::Figure(_) | Node::Source(_) => None,
    }
}

/// The very shortest that can be said of it.
pub(super) fn in_one_line(case: &Case<'_>, node: &Node) -> Option<String> {
    const SHORT: usize = 220;
    let text = match node {
        Node::Term(term) => term.definition.clone(),
        Node::Initiative(initiative) => initiative.summary.clone(),
        Node::Organisation(_) | Node::Person(_) => {
            node.body().paragraphs().next().map_or("", |first| first.text).to_owned()
        }
        Node::Seminar(seminar) => return Some(occasion::brief(case, seminar)),
        Node::Venue(venue) => return Some(occasion::address(venue)),
        _ => return None,
    };
    (!text.is_empty()).then(|| headed(node.label(), &first_sentences(&text, SHORT)))
}

/// As many whole sentences as there is room for, at least one.
fn first_sentences(text: &str, max: usize) -> String {
    let mut kept = String::new();
    for sentence in text.unicode_sentences() {
        let room = kept.chars().count() + sentence.chars().count() <= max;
        if !kept.is_empty() && !room {
            break;
        }
        kept.push_str(sentence);
    }
    cut(kept.trim(), 2 * max)
}
