//! What somebody said, about something or at all. Always retold, with occasion and source.

use std::sync::Arc;

use finsam_content::{Node, Shelved};
use finsam_model::{Entry, Id, Kind, Person, Slug, Statement};

use super::{
    passage,
    people::{is_or_is_part, with_parts},
    person, posts, unknown,
};
use crate::{
    AnswerKind,
    markdown::{bold, item, plain},
    passages::Key,
    phrases::fill,
    question::{BackReference, Intent, Origin},
    reply::{Case, Reply},
};

/// So many documents that refer to an organisation are looked at for who spoke for it.
const READ: usize = 200;
/// More statements than these are not told.
const TOLD: usize = 4;
/// More people than these are not told of.
const SPOKE: usize = 6;
/// A statement must hold this much of what was asked about.
const ENOUGH: f64 = 0.3;
/// Statements nearly as good as the best are told too.
const NEARLY: f64 = 0.6;

pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    if let Some(question) = person::without_excepted(case.question) {
        return about(&Case { question: &question, ..*case });
    }
    let speakers = speakers(case);
    if speakers.is_empty()
        && case.question.matter(Some(Intent::Said)).is_empty()
        && case.question.back.is_some()
    {
        return who_said_it(case);
    }
    if speakers.is_empty() {
        let asks_who = case.question.asks(Intent::WhoIs)
            && case.question.matter(Some(Intent::Said)).is_empty();
        return passage::of_statements(case, Intent::Said)
            .or_else(|| asks_who.then(|| about(case)).flatten());
    }
    let theirs: Vec<(&Node, &Statement)> =
        speakers.iter().flat_map(|person| case.snapshot.statements_of(person)).collect();
    let then: Vec<_> = theirs.iter().filter(|(node, _)| in_time(case, node)).copied().collect();
    // Something said in one year may be told on a page of another.
    let theirs = if then.is_empty() { theirs } else { then };
    if theirs.is_empty() {
        let mut reply = unknown::reply(case, Intent::Said);
        for person in &speakers {
            let line = posts::line(case, person);
            reply.lines.extend(line.filter(|line| !reply.lines.iter().any(|at| at.contains(line))));
            reply.about(Node::Person(Arc::clone(person)));
        }
        return Some(reply);
    }
    let keys = keys(case, &speakers);
    let mut reply = Reply::new(AnswerKind::Person);
    let fitting = fitting(case, &keys, &theirs);
    if fitting.is_empty() && !keys.is_empty() {
        let asked = case.question.matter(Some(Intent::Said));
        let known = asked.iter().any(|token| case.passages().knows(&token.stem));
        // What no source has a word for, nobody has been told to speak of.
        if !asked.is_empty() && !known {
            return Some(unknown::reply(case, Intent::Said));
        }
        reply.kind = AnswerKind::NotStated;
        reply.line(case.phrases().said_nothing_about_that);
    }
    let told: Vec<(&Node, &Statement)> =
        if fitting.is_empty() { theirs.into_iter().take(TOLD).collect() } else { fitting };
    tell(case, &told, &mut reply);
    reply.suggest(case.phrases().ask_source);
    if let [one] = speakers.as_slice() {
        reply.suggest(fill(case.phrases().ask_who_is, &[("what", &plain(&one.name))]));
    }
    Some(reply)
}

/// "vem har talat om X?", where X is a concept or a project: the people, each with the words of theirs
/// that are most about it.
pub(super) fn about(case: &Case<'_>) -> Option<Reply> {
    let named = case.question.subjects.iter().filter(|one| one.origin != Origin::Remembered);
    let things: Vec<&crate::question::Subject> = named
        .filter(|one| one.of(Kind::Term).is_some() || one.of(Kind::Initiative).is_some())
        .collect();
    let nodes = things.iter().flat_map(|one| &one.nodes).cloned().collect();
    let ranked = case.passages().rank(&[Key::Subject(nodes)]);
    let mut reply = Reply::new(AnswerKind::Person);
    for fit in ranked {
        let passage = &fit.passage;
        let statement = passage.statement.and_then(|at| passage.node.statements().get(at));
        let Some(statement) = statement else { continue };
        let person = case.find(Kind::Person, &statement.person);
        let Some(person) = person.filter(|_| in_time(case, &passage.node)) else { continue };
        if reply.nodes.len() < SPOKE && !reply.nodes.iter().any(|one| one.id() == person.id()) {
            reply.line(item(&passage::quoted(case, passage)));
            reply.cite([&statement.source]).about(person);
        }
    }
    reply.suggest(case.phrases().ask_source);
    (!reply.lines.is_empty()).then_some(reply)
}

/// "vem sa det?": who said what the answer before told.
fn who_said_it(case: &Case<'_>) -> Option<Reply> {
    let remembered = case.question.memory.nodes.iter();
    let person = remembered.clone().find_map(|node| match node {
        Node::Person(person) => Some(person),
        _ => None,
    });
    match person {
        Some(person) => Some(person::reply(case, person)),
        None => super::figure::remembered(case),
    }
}

/// Whose words are asked for: people named; people of an organisation named, rather those the answer
/// before was about; people referred back to.
fn speakers(case: &Case<'_>) -> Vec<Arc<Entry<Person>>> {
    let people = |nodes: &[Node]| -> Vec<Arc<Entry<Person>>> {
        let of_person = |node: &Node| match node {
            Node::Person(person) => Some(Arc::clone(person)),
            _ => None,
        };
        nodes.iter().filter_map(of_person).collect()
    };
    let named = |origin: fn(Origin) -> bool| -> Vec<Arc<Entry<Person>>> {
        let subjects = case.question.subjects.iter().filter(|subject| origin(subject.origin));
        subjects.flat_map(|subject| people(&subject.nodes)).collect()
    };
    let said = named(|origin| origin != Origin::Remembered);
    if !said.is_empty() {
        return said;
    }
    // "vad sa hon om X?" asks for her words, also where X is an organisation.
    let of_one = case.question.back == Some(BackReference::Person);
    let before = named(|origin| origin == Origin::Remembered);
    if of_one && !before.is_empty() {
        return before.into_iter().take(1).collect();
    }
    let organisations: Vec<_> = case
        .question
        .subjects
        .iter()
        .filter(|subject| subject.origin != Origin::Remembered)
        .filter_map(|subject| subject.of(Kind::Organisation))
        .map(|node| node.slug().clone())
        .collect();
    if let Some(organisation) = organisations.first() {
        let spoke_for = |person: &Entry<Person>| {
            let by_post = person.affiliations.iter().filter_map(|post| post.organisation.as_ref());
            by_post
                .chain(
                    case.snapshot
                        .statements_of(person)
                        .filter_map(|(_, said)| said.organisation.as_ref()),
                )
                .any(|slug| is_or_is_part(case, slug, organisation))
        };
        let remembered: Vec<_> = people(&case.question.memory.nodes)
            .into_iter()
            .filter(|person| spoke_for(person))
            .collect();
        // "den från X" means one of those just named; else it is anybody's.
        if case.question.back.is_some() && !remembered.is_empty() {
            return remembered;
        }
        let mut all = around(case, organisation);
        all.retain(|person| spoke_for(person));
        all.sort_by_cached_key(|person| Person::place(person));
        all.dedup_by(|a, b| a.id == b.id);
        return all;
    }
    let remembered = named(|origin| origin == Origin::Remembered);
    if remembered.is_empty() { posts::holders_of_titles(case) } else { remembered }
}

/// People who have to do with an organisation or a part of it.
fn around(case: &Case<'_>, organisation: &Slug) -> Vec<Arc<Entry<Person>>> {
    let mut all: Vec<Arc<Entry<Person>>> = Vec::new();
    for slug in with_parts(case, organisation) {
        for node in case.snapshot.referring_to(Kind::Organisation, &slug).iter().take(READ) {
            all.extend(Person::of(node).cloned());
            let speaking = node.statements().iter().map(|said| &said.person);
            all.extend(case.snapshot.named::<Person>(speaking).cloned());
        }
    }
    all
}

fn in_time(case: &Case<'_>, node: &Node) -> bool {
    let Some(time) = &case.question.time else { return true };
    match node {
        Node::Seminar(seminar) => {
            let span = seminar.span();
            time.window.overlaps(&span.from, &span.until)
        }
        Node::NewsArticle(article) => finsam_swedish::when::day_window(article.published_on)
            .and_then(|day| day.from)
            .is_some_and(|start| time.window.contains(&start)),
        _ => true,
    }
}

/// What it should be about: the words left over, and whatever is named beside the speaker.
fn keys(case: &Case<'_>, speakers: &[Arc<Entry<Person>>]) -> Vec<Key> {
    let is_speaker = |id: &Id| speakers.iter().any(|person| person.id == *id);
    let by_organisation = case.ids(Kind::Person).is_empty();
    passage::keys(case, Some(Intent::Said))
        .into_iter()
        .filter(|key| match key {
            Key::Word { .. } | Key::Hint(_) => true,
            Key::Subject(nodes) => {
                let organisation = nodes.iter().any(|node| node.kind() == Kind::Organisation);
                let of_speaker =
                    nodes.iter().map(Node::id).any(is_speaker) || (organisation && by_organisation);
                !of_speaker
            }
        })
        .collect()
}

/// The statements that are about it, best first.
fn fitting<'s>(
    case: &Case<'_>,
    keys: &[Key],
    theirs: &[(&'s Node, &'s Statement)],
) -> Vec<(&'s Node, &'s Statement)> {
    let ranked = case.passages().rank(keys);
    let mut best = None;
    let mut fitting = Vec::new();
    for fit in ranked.iter().filter(|fit| fit.coverage >= ENOUGH) {
        let this = theirs.iter().find(|(node, statement)| {
            let said = fit.passage.statement.and_then(|at| fit.passage.node.statements().get(at));
            node.id() == fit.passage.node.id() && said == Some(*statement)
        });
        let Some(this) = this else { continue };
        let best = *best.get_or_insert(fit.score);
        if fit.score < NEARLY * best || fitting.len() >= TOLD {
            break;
        }
        fitting.push(*this);
    }
    fitting
}

/// Statements, under the name of who said them and where.
fn tell(case: &Case<'_>, statements: &[(&Node, &Statement)], reply: &mut Reply) {
    let mut heading = None;
    for (node, statement) in statements {
        let Some(person) = case.snapshot.get::<Person>(&statement.person) else { continue };
        let this = (person.id.clone(), node.id().clone());
        if heading.as_ref() != Some(&this) {
            let standing = passage::standing(case, node, statement);
            let name = bold(&person.name);
            reply.line(format!("{name}{standing}{}:", passage::at(case, node)));
            heading = Some(this);
        }
        reply.line(item(&plain(&statement.text)));
        reply.cite([&statement.source]).about(Node::Person(Arc::clone(person)));
        reply.about((*node).clone());
    }
}

/// Names that fit several people, asked about as one.
pub(super) fn is_ambiguous(case: &Case<'_>) -> Option<Reply> {
    let subject = case.question.subjects.iter().find(|subject| {
        subject.nodes.len() > 1 && subject.nodes.iter().all(|node| node.kind() == Kind::Person)
    })?;
    Some(person::several(case, &subject.nodes))
}
