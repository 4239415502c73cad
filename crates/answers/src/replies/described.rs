//! What something is: each kind of document in its own way.

use std::sync::Arc;

use finsam_content::Node;
use finsam_model::Kind;
use finsam_swedish::{letters, words::words};
use unicode_segmentation::UnicodeSegmentation;

use super::{initiative, news, occasion, organisation, person, place, posts, term};
use crate::{
    AnswerKind,
    markdown::{bold, cut, headed, item, plain},
    passages::{Fit, Key},
    phrases::fill,
    question::{Intent, Subject},
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
    let subject =
        question.subjects.iter().rev().max_by_key(|subject| {
            (subject.tokens.len(), usize::MAX - first_token(&subject.tokens))
        })?;
    if subject.nodes.len() > 1 && subject.nodes.iter().all(|node| node.kind() == Kind::Person) {
        return Some(person::several(case, &subject.nodes));
    }
    let exact = called_so(case, subject);
    if let [first, others @ ..] = exact.as_slice()
        && !others.is_empty()
        && others.iter().all(|other| other.kind() == first.kind())
    {
        return Some(several(case, &exact));
    }
    // "avtalet" may be the one agreement's name, "ett avtal" the concept's.
    let of = |kind: &Kind| exact.iter().copied().find(|node| node.kind() == *kind);
    let node = order
        .iter()
        .find_map(of)
        .or_else(|| order.iter().find_map(|kind| subject.of(*kind)))
        .or(subject.nodes.first())?;
    let mut reply = of_node(case, node)?;
    another_word(case, subject, node, &mut reply);
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

/// What is said of a word that differs from the name only in its dots, where it is written so: "en ko
/// är ett djur" beside "kö".
fn another_word(case: &Case<'_>, subject: &Subject, node: &Node, reply: &mut Reply) {
    let [at] = subject.tokens.as_slice() else { return };
    let Some(token) = case.question.tokens.get(*at).filter(|token| token.undotted) else { return };
    if node.kind() != Kind::Term || node.label().to_lowercase() == token.folded {
        return;
    }
    let written =
        |text: &str| words(text).iter().any(|word| word.text.to_lowercase() == token.folded);
    let key = Key::Word { stem: token.stem.clone(), others: Vec::new() };
    let ranked = case.passages().rank(&[key]);
    let said = |fit: &&Fit| fit.passage.statement.is_none() && written(&fit.passage.text);
    // What the concept's own document says of it is said to keep them apart.
    let own = |fit: &&Fit| fit.passage.node.id() == node.id();
    let Some(fit) = ranked.iter().filter(said).find(own) else { return };
    let dotted = case.question.tokens.iter().any(|token| token.dotted);
    let at = if dotted { 0 } else { 1 };
    reply.lines.insert(at.min(reply.lines.len()), plain(&fit.passage.text));
    reply.cite(&fit.passage.sources);
}

/// Those of what a subject may be that are called just what the question calls it.
pub(super) fn called_so<'a>(case: &Case<'_>, subject: &'a Subject) -> Vec<&'a Node> {
    let written = written(case, &subject.tokens);
    let exact = |node: &&Node| {
        let mut names = std::iter::once(node.label()).chain(node.other_names());
        names.any(|name| letters::fold(name) == written)
    };
    subject.nodes.iter().filter(exact).collect()
}

/// What goes by one name, each in a line: which is meant, the person knows.
fn several(case: &Case<'_>, nodes: &[&Node]) -> Reply {
    let mut reply = Reply::new(match nodes.first().map(|node| node.kind()) {
        Some(Kind::Organisation) => AnswerKind::Organisation,
        Some(Kind::Initiative) => AnswerKind::Initiative,
        Some(Kind::Venue) => AnswerKind::Place,
        Some(Kind::Term) => AnswerKind::Definition,
        _ => AnswerKind::Programme,
    });
    reply.line(case.phrases().several_things);
    for node in nodes.iter().take(4) {
        if let Some(line) = in_one_line(case, node) {
            reply.line(item(&line));
            reply.cite(node.sources()).about((*node).clone());
            reply.suggest(fill(case.phrases().ask_what_is, &[("what", &plain(node.label()))]));
        }
    }
    reply
}

/// The words of a name as the question writes them (folded).
fn written(case: &Case<'_>, tokens: &[usize]) -> String {
    let written = tokens.iter().filter_map(|at| case.question.tokens.get(*at));
    written.map(|token| token.folded.as_str()).collect::<Vec<_>>().join(" ")
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
            let mut reply = Reply::new(AnswerKind::Programme);
            occasion::whole(case, seminar, &mut reply);
            reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
            Some(reply)
        }
        Node::Series(series) => {
            let mut reply = Reply::new(AnswerKind::Programme);
            reply.line(bold(&series.title));
            if let Some(theme) = &series.theme {
                let theme = bold(theme);
                let title = plain(&series.title);
                let gaps = [("series", title.as_str()), ("theme", theme.as_str())];
                reply.line(fill(case.phrases().theme, &gaps));
            }
            let first = node.body().first_paragraph();
            if !first.is_empty() {
                reply.line(plain(&first_sentences(first, 300)));
            }
            for seminar in case.snapshot.seminars_of(Kind::Series, &series.slug).take(6) {
                reply.line(item(&occasion::brief(case, seminar)));
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
        Node::Organisation(organisation) => {
            let first = node.body().first_paragraph();
            let text = match first {
                "" => format!("{}.", organisation::sort_and_place(case, organisation)),
                text => first_sentences(text, SHORT),
            };
            let short = organisation.abbreviation.as_deref();
            return Some(match short.filter(|short| !text.contains(*short)) {
                Some(_) if !text.starts_with(&organisation.name) => {
                    headed(&organisation::with_short(organisation), &text)
                }
                _ => headed(&organisation.name, &text),
            });
        }
        Node::Person(person) => {
            let Some(posts) = posts::line(case, person) else {
                let first = node.body().first_paragraph();
                let told = !first.is_empty();
                return told.then(|| headed(&person.name, &first_sentences(first, SHORT)));
            };
            let new = person::what_is_new(&posts, person, SHORT / 2);
            return Some(new.map_or_else(|| posts.clone(), |new| format!("{posts} {new}")));
        }
        Node::Series(series) => match &series.theme {
            Some(theme) => theme.clone(),
            None => node.body().first_paragraph().to_owned(),
        },
        Node::NewsArticle(_) => node.body().first_paragraph().to_owned(),
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
