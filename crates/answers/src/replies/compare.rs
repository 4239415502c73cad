//! Two things beside each other: what sets them apart, whether they are the same, who sees it how.

use finsam_content::Node;
use finsam_model::Kind;

use super::{described, history, list::answer_kind, posts, said};
use crate::{
    AnswerKind,
    markdown::{bold, item, plain},
    passages::{Key, Passage},
    phrases::fill,
    question::{Cue, Intent, Origin, Question, Subject, Token},
    reply::{Case, Reply},
};

/// More things than these are not set beside each other.
const MOST: usize = 4;
/// Of one name no more than these are told.
const MOST_OF_A_NAME: usize = 3;
/// A sentence tells of both when it holds nearly all that two names weigh.
const OF_BOTH: f64 = 0.84;
/// More lines than these of what one person said are not told.
const LINES_OF_ONE: usize = 3;

/// The reply; `None` where there are no two things to compare.
pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    if question.cues.first().is_some_and(|cue| cue.intent == Intent::HowMuch) {
        return None;
    }
    // "hade de samma tema?"
    if question.asks(Intent::Theme) {
        return None;
    }
    let asks_if_same = question.has_word(&["samma", "detsamma", "same"]);
    if let Some(node) = called_twice(case).filter(|_| asks_if_same) {
        return the_same(case, node);
    }
    // "skillnaden mellan X och Y", of which one became the other.
    let apart = ["skil", "jamfor", "differ", "compar"];
    let asks_apart = |token: &Token| apart.iter().any(|start| token.folded.starts_with(start));
    if question.tokens.iter().any(asks_apart)
        && let Some(node) = called_twice(case)
    {
        return described::of_node(case, node);
    }
    if let Some(reply) = choice_about_another(case) {
        return Some(reply);
    }
    let subjects = sides(case)?;
    let sides: Vec<Vec<&Node>> = subjects.iter().map(|one| side(case, one)).collect();
    let nodes: Vec<&Node> = sides.iter().flatten().copied().collect();
    let persons = nodes.iter().all(|node| node.kind() == Kind::Person);
    let mut reply = Reply::new(answer_kind(nodes.first()?.kind()));
    if asks_if_same && persons && question.has_word(&["person", "personen"]) {
        reply.line(case.phrases().not_the_same_person);
    } else if asks_if_same && !persons {
        reply.line(case.phrases().not_the_same);
    }
    let both = of_both(case, &sides);
    let kin = ["slakt", "gift", "gifta", "syskon", "related", "married", "siblings"];
    match both {
        Some(passage) => {
            reply.line(super::passage::quoted(case, &passage)).cite(&passage.sources);
        }
        None if question.has_word(&kin) => {
            reply.line(case.phrases().not_stated_plain);
        }
        None => {}
    }
    let says_more = super::who::words_beside_kinds(question, Intent::Compare);
    let on_something = says_more.iter().any(|word| !posts::is_title(case, word))
        || question.subjects.len() > subjects.len();
    for node in &nodes {
        let views = (persons && on_something).then(|| views(case, node)).flatten();
        tell_side(case, node, views, &mut reply)?;
    }
    reply.suggest(case.phrases().ask_source);
    Some(reply)
}

/// What one of the things is, or what somebody said.
fn tell_side(case: &Case<'_>, node: &Node, views: Option<Reply>, reply: &mut Reply) -> Option<()> {
    if let Some(views) = views {
        reply.lines.extend(views.lines.into_iter().take(LINES_OF_ONE));
        reply.cite(&views.sources);
        for node in views.nodes {
            reply.about(node);
        }
    } else {
        reply.line(item(&described::in_one_line(case, node)?));
        reply.cite(node.sources()).about(node.clone());
    }
    Some(())
}

/// The things to compare: those named; one named and one of the same kind from the answer before.
fn sides<'a>(case: &Case<'a>) -> Option<Vec<&'a Subject>> {
    let question = case.question;
    let mut named: Vec<&Subject> =
        question.subjects.iter().filter(|one| one.origin != Origin::Remembered).collect();
    named.sort_by_key(|subject| subject.tokens.first().copied());
    if named.len() > 2 {
        // "hur X och Y ser på Z": the two of one kind are compared, the third is what about.
        let persons: Vec<&Subject> =
            named.iter().copied().filter(|one| one.is_only(Kind::Person)).collect();
        if persons.len() >= 2 {
            named = persons;
        }
    }
    let is_choice = |cue: &Cue| {
        cue.intent == Intent::Compare
            && cue
                .tokens
                .iter()
                .filter_map(|at| question.tokens.get(*at))
                .all(|token| matches!(token.folded.as_str(), "eller" | "or"))
    };
    // "X eller Y?" compares where nothing but a name stands on either side of it.
    if question.cues.iter().any(is_choice) && !is_between(question, &named) {
        return None;
    }
    (2..=MOST).contains(&named.len()).then_some(named)
}

/// Whether an "eller" stands right between two of the things named.
fn is_between(question: &Question, named: &[&Subject]) -> bool {
    question.tokens.iter().enumerate().any(|(at, token)| {
        let ends = |subject: &&Subject| subject.tokens.last().is_some_and(|last| last + 1 == at);
        let begins = |subject: &&Subject| {
            subject.tokens.first().is_some_and(|first| (at + 1..=at + 3).contains(first))
        };
        matches!(token.folded.as_str(), "eller" | "or")
            && named.iter().any(ends)
            && named.iter().any(begins)
    })
}

/// "är hon från X eller Y?" asks about her, not about X and Y.
fn choice_about_another(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let named: Vec<&Subject> =
        question.subjects.iter().filter(|one| one.origin != Origin::Remembered).collect();
    if named.len() != 3 {
        return None;
    }
    let asked = named.iter().find_map(|one| {
        let others: Vec<&Subject> = named.iter().copied().filter(|other| other != one).collect();
        let kind = |subject: &Subject| subject.nodes.first().map(Node::kind);
        let differs = others.iter().all(|other| kind(other) != kind(one));
        (differs && is_between(question, &others)).then_some(*one)
    })?;
    asked.nodes.first().and_then(|node| described::of_node(case, node))
}

/// What a subject is: what is called just so, before what is only nearly.
fn side<'a>(case: &Case<'_>, subject: &'a Subject) -> Vec<&'a Node> {
    let exact = described::called_so(case, subject);
    let all_of_one_kind =
        exact.first().is_some_and(|first| exact.iter().all(|node| node.kind() == first.kind()));
    match exact.first().or(subject.nodes.first().as_ref()) {
        Some(_) if all_of_one_kind => exact.into_iter().take(MOST_OF_A_NAME).collect(),
        Some(first) => vec![first],
        None => Vec::new(),
    }
}

/// What is named twice, in two ways.
fn called_twice<'a>(case: &Case<'a>) -> Option<&'a Node> {
    let question = case.question;
    let [one] = question
        .subjects
        .iter()
        .filter(|subject| subject.origin != Origin::Remembered)
        .collect::<Vec<_>>()
        .try_into()
        .ok()?;
    let one: &Subject = one;
    let apart = |pair: &[usize]| matches!(pair, [a, b] if a + 1 < *b);
    one.tokens.windows(2).any(apart).then(|| one.nodes.first()).flatten()
}

fn the_same(case: &Case<'_>, node: &Node) -> Option<Reply> {
    let mut reply = Reply::new(answer_kind(node.kind()));
    let label = bold(node.label());
    if let Node::Person(person) = node {
        reply.kind = AnswerKind::Person;
        reply.line(fill(case.phrases().the_same_person, &[("what", &label)]));
        reply.line(described::in_one_line(case, node)?);
        let of_name = person.claims.iter().filter(|claim| claim.field == "name");
        reply.lines.extend(of_name.filter_map(|claim| claim.reason.as_deref().map(plain)));
        reply.cite(&person.sources).about(node.clone());
        return Some(reply);
    }
    reply.line(fill(case.phrases().the_same, &[("what", &label)]));
    let subject = Subject { nodes: vec![node.clone()], origin: Origin::Named, tokens: Vec::new() };
    let question = Question { subjects: vec![subject], ..case.question.clone() };
    let history = history::reply(&Case { question: &question, ..*case });
    match history.filter(|told| told.kind != AnswerKind::NotStated) {
        Some(told) => {
            reply.lines.extend(told.lines);
            reply.cite(&told.sources);
        }
        None => {
            reply.line(described::in_one_line(case, node)?);
        }
    }
    reply.cite(node.sources()).about(node.clone());
    Some(reply)
}

/// A sentence about one of them that names the other: there the sources compare them themselves.
fn of_both(case: &Case<'_>, sides: &[Vec<&Node>]) -> Option<Passage> {
    let [a, b] = sides else { return None };
    let key = |side: &[&Node]| Key::Subject(side.iter().map(|node| (*node).clone()).collect());
    let ranked = case.passages().rank(&[key(a), key(b)]);
    let mut told = a.iter().chain(b).filter_map(|node| described::in_one_line(case, node));
    let own = |passage: &Passage| a.iter().chain(b).any(|node| node.id() == passage.node.id());
    let best =
        ranked.into_iter().map(|fit| (fit.coverage, fit.passage)).find(|(coverage, passage)| {
            *coverage >= OF_BOTH
                && own(passage)
                && passage.statement.is_none()
                && !passage.is_reason
        });
    let (_, passage) = best?;
    let persons = a.iter().chain(b).all(|node| node.kind() == Kind::Person);
    let repeated = !persons && told.any(|line| line.contains(&plain(passage.text.trim())));
    (!repeated).then_some(passage)
}

/// What one of several people said about what is asked.
fn views(case: &Case<'_>, person: &Node) -> Option<Reply> {
    let of_others = |subject: &&Subject| {
        !subject.is_only(Kind::Person) || subject.nodes.iter().any(|node| node.id() == person.id())
    };
    let subjects = case.question.subjects.iter().filter(of_others).cloned().collect();
    let question = Question { subjects, ..case.question.clone() };
    let reply = said::reply(&Case { question: &question, ..*case })?;
    (reply.kind == AnswerKind::Person).then_some(reply)
}
