//! What somebody did before, and who held a post before or after somebody.

use std::sync::Arc;

use finsam_content::{Node, Shelved};
use finsam_model::{Affiliation, Entry, Kind, Person, Slug};
use finsam_swedish::fold;

use super::{person, posts, unknown};
use crate::{
    AnswerKind,
    phrases::fill,
    question::{Intent, Origin},
    reply::{Case, Reply},
};

/// Who asks for somebody else.
const WHO: &[&str] = &["vem", "vilka", "who"];
/// What tells that the one after somebody is asked for.
const AFTER: &[&str] = &[
    "efter",
    "eftertradde",
    "eftertrader",
    "eftertradare",
    "over",
    "ersatte",
    "after",
    "succeeded",
    "replaced",
];
/// A text of a person that is longer than this is not told beside the posts, in characters.
const LONGEST: usize = 300;

/// "vad gjorde hon före det?", "vem var ordförande före henne?"
pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    // "har hon varit med tidigare?"
    if [Intent::OccasionsOf, Intent::Speakers].iter().any(|intent| case.question.asks(*intent)) {
        return None;
    }
    let named = case.question.subjects.iter().filter(|one| one.origin != Origin::Remembered);
    let mut persons = case.question.subjects.iter().filter(|one| one.is_only(Kind::Person));
    let person = match (persons.next(), persons.next(), named.count()) {
        (Some(one), None, _) => match one.nodes.as_slice() {
            [Node::Person(person)] => person,
            _ => return None,
        },
        // "och innan dess?", "vem var det innan?" after an answer about somebody.
        (None, None, 0) => match case.question.memory.nodes.first()? {
            Node::Person(person) => person,
            _ => return None,
        },
        _ => return None,
    };
    Some(neighbours(case, person).unwrap_or_else(|| before(case, person)))
}

/// Who held a post of somebody's before or after, where the question asks who.
pub(super) fn neighbours(case: &Case<'_>, person: &Arc<Entry<Person>>) -> Option<Reply> {
    if !case.question.has_word(WHO) {
        return None;
    }
    let after = case.question.has_word(AFTER);
    let mut reply = Reply::new(AnswerKind::Person);
    for post in &person.affiliations {
        for other in at_the_same(case, post).iter().filter(|other| other.id != person.id) {
            let theirs = other.affiliations.iter().filter(|theirs| is_same(theirs, post));
            for theirs in theirs.filter(|theirs| {
                let (earlier, later) = if after { (post, *theirs) } else { (*theirs, post) };
                follows(earlier, later)
            }) {
                reply.line(format!("{}: {}.", posts::named(other), posts::told(case, theirs)));
                reply.cite([&theirs.source]).about(Node::Person(Arc::clone(other)));
            }
        }
    }
    if reply.lines.is_empty() {
        return Some(unknown::reply(case, Intent::WhoIs));
    }
    Some(reply)
}

/// Those who have or had a post where this one is.
fn at_the_same(case: &Case<'_>, post: &Affiliation) -> Vec<Arc<Entry<Person>>> {
    let of = |kind: Kind, slug: &Slug| -> Vec<Arc<Entry<Person>>> {
        let referring = case.snapshot.referring_to(kind, slug).iter();
        referring.filter_map(Person::of).cloned().collect()
    };
    match (&post.organisation, &post.initiative) {
        (Some(organisation), _) => of(Kind::Organisation, organisation),
        (None, Some(initiative)) => of(Kind::Initiative, initiative),
        (None, None) => Vec::new(),
    }
}

fn is_same(one: &Affiliation, other: &Affiliation) -> bool {
    fold(&one.title) == fold(&other.title)
        && one.organisation == other.organisation
        && one.initiative == other.initiative
}

/// Whether one ended before the other began, as far as their years tell.
fn follows(earlier: &Affiliation, later: &Affiliation) -> bool {
    match (earlier.period.until.or(earlier.period.from), later.period.from) {
        (Some(until), Some(from)) => until.year() <= from.year(),
        _ => false,
    }
}

/// What somebody did before: the posts that are over, and what the text about them tells.
fn before(case: &Case<'_>, person: &Arc<Entry<Person>>) -> Reply {
    let phrases = case.phrases();
    let today = case.now.date();
    let told = |posts: &[&Affiliation]| {
        posts.iter().map(|post| posts::told(case, post)).collect::<Vec<_>>().join("; ")
    };
    let (over, now): (Vec<&Affiliation>, Vec<_>) =
        person.affiliations.iter().partition(|post| post.period.is_over(today));
    let mut reply = Reply::new(AnswerKind::Person);
    reply.about(Node::Person(Arc::clone(person)));
    match (now.as_slice(), over.as_slice()) {
        (now, []) if !now.is_empty() => {
            reply.line(format!("{}: {}.", posts::named(person), told(now)));
        }
        ([], over) if !over.is_empty() => {
            reply.line(format!("{}: {}.", posts::named(person), told(over)));
        }
        (now, over) if !over.is_empty() => {
            reply.line(format!("{}: {}.", posts::named(person), told(now)));
            reply.line(fill(phrases.held_before, &[("who", &told(over))]));
        }
        _ => {}
    }
    let text = person::what_is_new(&reply.lines.join(" "), person, LONGEST);
    if over.is_empty() && text.is_none() {
        reply.kind = AnswerKind::NotStated;
        reply.lines.insert(0, phrases.not_stated_plain.to_owned());
    }
    reply.lines.extend(text);
    reply.cite(person.affiliations.iter().map(|post| &post.source)).cite(&person.sources);
    reply
}
