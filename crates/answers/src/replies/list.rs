//! What there is of a kind: projects, terms, people, organisations.

use finsam_content::Node;
use finsam_model::{Kind, OrganisationKind, Slug};
use finsam_swedish::stem;

use super::described;
use crate::{
    AnswerKind,
    markdown::{item, plain},
    phrases::fill,
    question::{Intent, Origin, Question, Subject, Token},
    reply::{Case, Reply},
};

/// More than these are counted, not listed.
const LISTED: usize = 20;

/// Words (folded, as they begin) for what can be listed.
const KINDS: &[(&str, Kind, Option<OrganisationKind>)] = &[
    ("projekt", Kind::Initiative, None),
    ("project", Kind::Initiative, None),
    ("initiativ", Kind::Initiative, None),
    ("metod", Kind::Initiative, None),
    ("overenskommelse", Kind::Initiative, None),
    ("begrepp", Kind::Term, None),
    ("ordlist", Kind::Term, None),
    ("term", Kind::Term, None),
    ("glossary", Kind::Term, None),
    ("person", Kind::Person, None),
    ("people", Kind::Person, None),
    ("talare", Kind::Person, None),
    ("kommun", Kind::Organisation, Some(OrganisationKind::Municipality)),
    ("municipal", Kind::Organisation, Some(OrganisationKind::Municipality)),
    ("samordningsforbund", Kind::Organisation, Some(OrganisationKind::CoordinationAssociation)),
    ("forbund", Kind::Organisation, Some(OrganisationKind::CoordinationAssociation)),
    ("myndighet", Kind::Organisation, Some(OrganisationKind::Authority)),
    ("authorit", Kind::Organisation, Some(OrganisationKind::Authority)),
    ("agenc", Kind::Organisation, Some(OrganisationKind::Authority)),
    ("organisation", Kind::Organisation, None),
    ("organization", Kind::Organisation, None),
    ("siffr", Kind::Figure, None),
    ("figure", Kind::Figure, None),
    ("nyhet", Kind::NewsArticle, None),
    ("news", Kind::NewsArticle, None),
    ("kallor", Kind::Source, None),
    ("source", Kind::Source, None),
    ("lokal", Kind::Venue, None),
    ("venue", Kind::Venue, None),
    ("seri", Kind::Series, None),
    ("seminari", Kind::Seminar, None),
    ("seminar", Kind::Seminar, None),
];

pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let told = question.tokens.iter().find_map(|token| {
        KINDS.iter().find(|(start, _, _)| token.folded.starts_with(start)).map(|kind| (token, kind))
    });
    let (told_by, (_, kind, sort)) = told?;
    let named = named_beside(question, told_by);
    if let Some(reply) = the_one(case, *sort, &named) {
        return Some(reply);
    }
    let left_over: Vec<String> = question
        .matter(Some(Intent::List))
        .iter()
        .filter(|token| token.span != told_by.span && !token.number)
        .map(|token| token.stem.clone())
        .collect();
    let is_asked_for = |node: &Node| {
        is_of_sort(node, *sort)
            && named.iter().all(|named| are_related(case, node, named))
            && left_over.iter().all(|stem| has_place(node, stem))
    };
    let is_filtered = sort.is_some() || !named.is_empty() || !left_over.is_empty();
    let (nodes, count) = if is_filtered {
        let mut asked_for = likely(case, *kind, &named).filter(is_asked_for);
        let nodes: Vec<Node> = asked_for.by_ref().take(LISTED).collect();
        let count = nodes.len() + asked_for.count();
        (nodes, count)
    } else {
        let all = case.snapshot.of_kind(*kind);
        let count = all.len();
        (all.take(LISTED).collect(), count)
    };
    if nodes.is_empty() {
        return None;
    }
    let mut reply = Reply::new(answer_kind(*kind));
    reply.line(fill(case.phrases().counted, &[("count", &count.to_string())]));
    for node in &nodes {
        reply.line(item(&plain(node.label())));
        reply.about(node.clone());
        if *kind == Kind::Source {
            reply.cite([node.slug()]);
        } else {
            reply.cite(node.sources());
        }
    }
    if count > LISTED {
        let left = (count - LISTED).to_string();
        reply.line(fill(case.phrases().and_more, &[("count", &left)]));
    }
    Some(reply)
}

/// What is named beside the word for the kind.
fn named_beside<'a>(question: &'a Question, told_by: &Token) -> Vec<&'a Node> {
    let is_the_word = |subject: &Subject| {
        let mut tokens = subject.tokens.iter().filter_map(|at| question.tokens.get(*at));
        tokens.all(|token| token.span == told_by.span)
    };
    let named = question.subjects.iter().filter(|one| one.origin != Origin::Remembered);
    named.filter(|one| !is_the_word(one)).filter_map(|one| one.nodes.first()).collect()
}

/// "vilket samordningsförbund betalar i X?": the one organisation of a sort that has to do with all that
/// is named, itself or by an initiative they share.
fn the_one(case: &Case<'_>, sort: Option<OrganisationKind>, named: &[&Node]) -> Option<Reply> {
    let sort = sort.filter(|_| !named.is_empty())?;
    if !case.question.has_word(&["vilken", "vilket", "which"]) {
        return None;
    }
    let has_to_do = |one: &Node, with: &Node| {
        let shares = |initiative: &Node| {
            initiative.kind() == Kind::Initiative && are_related(case, initiative, with)
        };
        let referring = case.snapshot.referring_to(one.kind(), one.slug()).iter();
        one.id() != with.id() && (are_related(case, one, with) || referring.into_iter().any(shares))
    };
    let mut fitting = case.snapshot.of_kind(Kind::Organisation).filter(|node| {
        is_of_sort(node, Some(sort)) && named.iter().all(|named| has_to_do(node, named))
    });
    let node = fitting.next().filter(|_| fitting.next().is_none())?;
    let mut reply = Reply::new(AnswerKind::Organisation);
    reply.line(described::in_one_line(case, &node)?);
    reply.cite(node.sources()).about(node);
    Some(reply)
}

/// The documents of a kind among which those are that are related to all that is named.
fn likely<'a>(case: &Case<'a>, kind: Kind, named: &[&Node]) -> Box<dyn Iterator<Item = Node> + 'a> {
    let few = !matches!(kind, Kind::Seminar | Kind::Person);
    let Some(first) = named.first().filter(|_| !few) else {
        return Box::new(case.snapshot.of_kind(kind));
    };
    let referring = case.snapshot.referring_to(first.kind(), first.slug()).iter();
    let mut nodes: Vec<Node> = referring.filter(|node| node.kind() == kind).cloned().collect();
    let there = refers_to(first).into_iter().filter(|(of, _)| *of == kind);
    nodes.extend(there.filter_map(|(of, slug)| case.find(of, slug)));
    nodes.sort_by_cached_key(Node::place);
    nodes.dedup_by(|a, b| a.id() == b.id());
    Box::new(nodes.into_iter())
}

/// The seminars and people that a document refers to.
fn refers_to(node: &Node) -> Vec<(Kind, &Slug)> {
    let (people, seminars): (Vec<&Slug>, &[Slug]) = match node {
        Node::Seminar(seminar) => {
            (seminar.appearances.iter().map(|appearance| &appearance.person).collect(), &[])
        }
        Node::NewsArticle(article) => (article.people.iter().collect(), &article.seminars),
        Node::Initiative(initiative) => (initiative.people.iter().collect(), &[]),
        Node::Figure(figure) => (figure.person.iter().collect(), &figure.seminars),
        _ => (Vec::new(), &[]),
    };
    let speaking = node.statements().iter().map(|statement| &statement.person);
    let people = people.into_iter().chain(speaking).map(|slug| (Kind::Person, slug));
    people.chain(seminars.iter().map(|slug| (Kind::Seminar, slug))).collect()
}

fn is_of_sort(node: &Node, sort: Option<OrganisationKind>) -> bool {
    match (node, sort) {
        (Node::Organisation(organisation), Some(sort)) => organisation.kind == sort,
        _ => true,
    }
}

fn are_related(case: &Case<'_>, a: &Node, b: &Node) -> bool {
    let refers = |from: &Node, to: &Node| {
        let referring = case.snapshot.referring_to(to.kind(), to.slug());
        referring.iter().any(|node| node.id() == from.id())
    };
    refers(a, b) || refers(b, a)
}

/// Whether a document names a place by this word.
fn has_place(node: &Node, wanted: &str) -> bool {
    let is = |place: &String| {
        finsam_swedish::words::words(place).iter().any(|word| word.stem() == wanted)
    };
    match node {
        Node::Initiative(initiative) => initiative.places.iter().any(is),
        Node::Organisation(organisation) => {
            organisation.place.iter().any(is) || stem(&organisation.name) == wanted
        }
        Node::Venue(venue) => venue.city.iter().any(is),
        _ => false,
    }
}

fn answer_kind(kind: Kind) -> AnswerKind {
    match kind {
        Kind::Seminar | Kind::Series => AnswerKind::Programme,
        Kind::Person => AnswerKind::People,
        Kind::Organisation => AnswerKind::Organisation,
        Kind::Venue => AnswerKind::Place,
        Kind::NewsArticle => AnswerKind::News,
        Kind::Initiative => AnswerKind::Initiative,
        Kind::Figure => AnswerKind::Figure,
        Kind::Term => AnswerKind::Definition,
        Kind::Source => AnswerKind::Sources,
    }
}
