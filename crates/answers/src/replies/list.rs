//! What there is of a kind: projects, terms, people, organisations.

use finsam_content::Node;
use finsam_model::{Kind, OrganisationKind};
use finsam_swedish::stem;

use crate::{
    AnswerKind,
    markdown::{item, plain},
    phrases::fill,
    question::{Intent, Origin},
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
    let named: Vec<&Node> = question
        .subjects
        .iter()
        .filter(|subject| {
            let is_the_word = subject
                .tokens
                .iter()
                .all(|at| question.tokens.get(*at).is_some_and(|token| token.span == told_by.span));
            subject.origin != Origin::Remembered && !is_the_word
        })
        .filter_map(|subject| subject.nodes.first())
        .collect();
    let left_over: Vec<String> = question
        .matter(Some(Intent::List))
        .iter()
        .filter(|token| token.span != told_by.span && !token.number)
        .map(|token| token.stem.clone())
        .collect();
    let nodes: Vec<Node> = case
        .snapshot
        .nodes()
        .filter(|node| node.kind() == *kind && is_of_sort(node, *sort))
        .filter(|node| named.iter().all(|named| are_related(case, node, named)))
        .filter(|node| left_over.iter().all(|stem| has_place(node, stem)))
        .collect();
    if nodes.is_empty() {
        return None;
    }
    let mut reply = Reply::new(answer_kind(*kind));
    reply.line(fill(case.phrases().counted, &[("count", &nodes.len().to_string())]));
    for node in nodes.iter().take(LISTED) {
        reply.line(item(&plain(node.label())));
        reply.about(node.clone());
        if *kind == Kind::Source {
            reply.cite([node.slug()]);
        } else {
            reply.cite(node.sources());
        }
    }
    if nodes.len() > LISTED {
        let left = (nodes.len() - LISTED).to_string();
        reply.line(fill(case.phrases().and_more, &[("count", &left)]));
    }
    Some(reply)
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
