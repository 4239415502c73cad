//! What there is of a kind: projects, terms, people, organisations.

use finsam_content::Node;
use finsam_model::{InitiativeKind, Kind, OrganisationKind, Slug};
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

/// An ending of a word for a kind is no longer than this, in letters.
const LONGEST_ENDING: usize = 5;

/// Which of a kind are meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Any,
    Organisation(OrganisationKind),
    Initiative(InitiativeKind),
}

/// Words (folded, as they begin) for what can be listed.
const KINDS: &[(&str, Kind, Sort)] = &[
    ("plattformar", Kind::Initiative, Sort::Initiative(InitiativeKind::Platform)),
    ("team", Kind::Initiative, Sort::Initiative(InitiativeKind::Team)),
    ("natverk", Kind::Initiative, Sort::Initiative(InitiativeKind::Network)),
    ("avtal", Kind::Initiative, Sort::Initiative(InitiativeKind::Agreement)),
    ("projekt", Kind::Initiative, Sort::Any),
    ("project", Kind::Initiative, Sort::Any),
    ("initiativ", Kind::Initiative, Sort::Any),
    ("metod", Kind::Initiative, Sort::Any),
    ("overenskommelse", Kind::Initiative, Sort::Any),
    ("begrepp", Kind::Term, Sort::Any),
    ("ordlist", Kind::Term, Sort::Any),
    ("term", Kind::Term, Sort::Any),
    ("glossary", Kind::Term, Sort::Any),
    ("person", Kind::Person, Sort::Any),
    ("people", Kind::Person, Sort::Any),
    ("talare", Kind::Person, Sort::Any),
    ("kommun", Kind::Organisation, Sort::Organisation(OrganisationKind::Municipality)),
    ("municipal", Kind::Organisation, Sort::Organisation(OrganisationKind::Municipality)),
    (
        "samordningsforbund",
        Kind::Organisation,
        Sort::Organisation(OrganisationKind::CoordinationAssociation),
    ),
    ("forbund", Kind::Organisation, Sort::Organisation(OrganisationKind::CoordinationAssociation)),
    ("myndighet", Kind::Organisation, Sort::Organisation(OrganisationKind::Authority)),
    ("authorit", Kind::Organisation, Sort::Organisation(OrganisationKind::Authority)),
    ("agenc", Kind::Organisation, Sort::Organisation(OrganisationKind::Authority)),
    ("organisation", Kind::Organisation, Sort::Any),
    ("organization", Kind::Organisation, Sort::Any),
    ("siffr", Kind::Figure, Sort::Any),
    ("figure", Kind::Figure, Sort::Any),
    ("nyhet", Kind::NewsArticle, Sort::Any),
    ("news", Kind::NewsArticle, Sort::Any),
    ("kallor", Kind::Source, Sort::Any),
    ("source", Kind::Source, Sort::Any),
    ("lokal", Kind::Venue, Sort::Any),
    ("venue", Kind::Venue, Sort::Any),
    ("seri", Kind::Series, Sort::Any),
    ("seminari", Kind::Seminar, Sort::Any),
    ("seminar", Kind::Seminar, Sort::Any),
];

pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let (told_by, kind, sort) = kind_asked(question)?;
    // What is on when is another question.
    if kind == Kind::Seminar && (question.time.is_some() || question.occasion.mentioned) {
        return None;
    }
    let named = named_beside(question, told_by);
    if let Some(reply) = the_one(case) {
        return Some(reply);
    }
    let left_over: Vec<String> = question
        .matter(Some(Intent::List))
        .iter()
        .filter(|token| token.span != told_by.span && !token.number)
        .map(|token| token.stem.clone())
        .collect();
    let is_asked_for = |node: &Node| {
        is_of_sort(node, sort)
            && is_in_time(question, node)
            && named.iter().all(|named| are_related(case, node, named))
            && left_over.iter().all(|stem| has_place(node, stem))
    };
    let timed = kind == Kind::Series && question.time.is_some();
    let is_filtered = timed || sort != Sort::Any || !named.is_empty() || !left_over.is_empty();
    let (nodes, count) = if is_filtered {
        let mut asked_for = likely(case, kind, &named).filter(is_asked_for);
        let nodes: Vec<Node> = asked_for.by_ref().take(LISTED).collect();
        let count = nodes.len() + asked_for.count();
        (nodes, count)
    } else {
        let all = case.snapshot.of_kind(kind);
        let count = all.len();
        (all.take(LISTED).collect(), count)
    };
    if nodes.is_empty() {
        return None;
    }
    let mut reply = Reply::new(answer_kind(kind));
    reply.line(fill(case.phrases().counted, &[("count", &count.to_string())]));
    for node in &nodes {
        reply.line(item(&plain(node.label())));
        reply.about(node.clone());
        if kind == Kind::Source {
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

/// Whether a series has to do with the time asked about; of anything else no time is known.
fn is_in_time(question: &Question, node: &Node) -> bool {
    let (Node::Series(series), Some(time)) = (node, &question.time) else { return true };
    let (from, until) = (time.window.from.as_ref(), time.window.until.as_ref());
    let ends_after = |end: jiff::civil::Date| from.is_none_or(|from| from.date() <= end);
    let begins_before = |start: jiff::civil::Date| until.is_none_or(|until| start < until.date());
    series.period.until.is_none_or(|end| ends_after(end.last_day()))
        && series.period.from.is_none_or(|start| begins_before(start.first_day()))
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

/// "vilket samordningsförbund betalar i X?", "vad heter förbundet i X?": the one organisation of a sort
/// that has to do with all that is named, itself or by an initiative they share, and is at the place.
pub(super) fn the_one(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    if !question.has_word(&["vilken", "vilket", "heter", "hette", "which", "called"]) {
        return None;
    }
    let (told_by, _, sort) = kind_asked(question)?;
    let Sort::Organisation(_) = sort else { return None };
    let named = named_beside(question, told_by);
    let places: Vec<&Token> = question
        .unexplained()
        .into_iter()
        .filter(|token| token.span != told_by.span && !token.number)
        .collect();
    let all = || case.snapshot.of_kind(Kind::Organisation);
    let at_place = |token: &&&Token| all().any(|node| has_place(&node, &token.stem));
    let places: Vec<&Token> = places.iter().filter(at_place).copied().collect();
    if named.is_empty() && places.is_empty() {
        return None;
    }
    let has_to_do = |one: &Node, with: &Node| {
        let shares = |initiative: &Node| {
            initiative.kind() == Kind::Initiative && are_related(case, initiative, with)
        };
        let referring = case.snapshot.referring_to(one.kind(), one.slug()).iter();
        one.id() == with.id() || are_related(case, one, with) || referring.into_iter().any(shares)
    };
    let is_named = named.iter().any(|node| is_of_sort(node, sort));
    let mut fitting = all().filter(|node| {
        is_of_sort(node, sort)
            && (!is_named || named.iter().any(|named| named.id() == node.id()))
            && named.iter().all(|named| has_to_do(node, named))
            && places.iter().all(|token| has_place(node, &token.stem))
    });
    let node = fitting.next().filter(|_| fitting.next().is_none())?;
    let mut reply = Reply::new(AnswerKind::Organisation);
    reply.line(described::in_one_line(case, &node)?);
    reply.cite(node.sources()).about(node);
    Some(reply)
}

/// The word of the question for a kind, and what it stands for.
fn kind_asked(question: &Question) -> Option<(&Token, Kind, Sort)> {
    question.tokens.iter().filter(|token| !token.aside).find_map(|token| {
        // "kommunerna" and "kommuner", but not "kommunalråd".
        let is_inflected = |rest: &str| rest.chars().count() <= LONGEST_ENDING;
        let of_word = KINDS
            .iter()
            .find(|(start, _, _)| token.folded.strip_prefix(start).is_some_and(is_inflected));
        of_word.map(|(_, kind, sort)| (token, *kind, *sort))
    })
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

fn is_of_sort(node: &Node, sort: Sort) -> bool {
    match (node, sort) {
        (Node::Organisation(organisation), Sort::Organisation(sort)) => organisation.kind == sort,
        (Node::Initiative(initiative), Sort::Initiative(sort)) => initiative.kind == sort,
        (_, sort) => sort == Sort::Any,
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

pub(super) fn answer_kind(kind: Kind) -> AnswerKind {
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
