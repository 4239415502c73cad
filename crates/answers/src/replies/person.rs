//! Who somebody is, and where they have been on the programme.

use std::{collections::BTreeSet, sync::Arc};

use finsam_content::Node;
use finsam_model::{Entry, Kind, Organisation, Person, Role, Seminar};
use finsam_swedish::{
    Language, distance, fold, print,
    words::{is_stop_word, words},
};
use unicode_segmentation::UnicodeSegmentation;

use super::{
    occasion,
    people::{is_or_is_part, with_parts},
    posts, unknown,
};
use crate::{
    AnswerKind,
    markdown::{bold, headed, item, plain},
    occasion::{in_its_town, in_order},
    phrases::fill,
    question::{Intent, Question, Subject},
    reply::{Case, Reply},
};

/// A text of a person that is longer than this is not told beside the posts, in characters.
const LONGEST_ADDED: usize = 200;
/// Of so many occasions of an organisation, the latest, is told.
const TOLD: usize = 40;

/// Who it is.
pub(super) fn reply(case: &Case<'_>, person: &Arc<Entry<Person>>) -> Reply {
    let mut reply = Reply::new(AnswerKind::Person);
    reply.cite(&person.sources).about(Node::Person(Arc::clone(person)));
    for post in &person.affiliations {
        reply.cite([&post.source]);
    }
    posts::places(case, person).into_iter().for_each(|node| {
        reply.about(node);
    });
    let posts = posts::line(case, person);
    match &posts {
        Some(line) => reply.line(line.clone()),
        None => reply.line(headed(&person.name, first_paragraph(person))),
    };
    reply.lines.extend(other_name(case, person));
    let appearances = appearances(case, person, &mut reply);
    if let Some(line) = &posts {
        reply.lines.extend(what_is_new(
            &format!("{line} {}", appearances.join(" ")),
            person,
            LONGEST_ADDED,
        ));
    }
    reply.lines.extend(appearances);
    let said = fill(case.phrases().ask_said, &[("what", &plain(&person.name))]);
    reply.suggest(said).suggest(case.phrases().ask_source);
    reply
}

fn first_paragraph(person: &Entry<Person>) -> &str {
    person.body.first_paragraph()
}

/// The sentences about a person of which most words stand in no line told: not once more the posts.
pub(super) fn what_is_new(told: &str, person: &Entry<Person>, max: usize) -> Option<String> {
    let stems = |text: &str| -> BTreeSet<String> {
        let words = words(text).into_iter();
        words
            .filter(|word| !is_stop_word(&word.folded, Language::Swedish))
            .map(|word| word.stem())
            .collect()
    };
    let known = stems(told);
    let is_new = |sentence: &&str| {
        let said = stems(sentence);
        !said.is_empty() && 2 * said.difference(&known).count() > said.len()
    };
    let mut new = String::new();
    for sentence in first_paragraph(person).unicode_sentences().filter(is_new) {
        if new.chars().count() + sentence.chars().count() <= max {
            new.push_str(sentence);
        }
    }
    (!new.trim().is_empty()).then(|| plain(new.trim()))
}

/// Why somebody asked for by another name has this one: "hon gifte sig i maj".
fn other_name(case: &Case<'_>, person: &Entry<Person>) -> Option<String> {
    let of_this = |subject: &&Subject| subject.nodes.iter().any(|node| node.id() == &person.id);
    let subject = case.question.subjects.iter().find(of_this)?;
    let written: Vec<&str> = subject
        .tokens
        .iter()
        .filter_map(|at| case.question.tokens.get(*at))
        .map(|token| token.folded.as_str())
        .collect();
    let label = fold(&person.name);
    let is_other = written.iter().any(|word| {
        let near = |part: &str| distance::within(part, word, 2).is_some();
        !label.split([' ', '-']).any(near)
    });
    let of_name = person.claims.iter().find(|claim| claim.field == "name" && claim.followed)?;
    (is_other || case.question.asks(Intent::History))
        .then(|| of_name.reason.as_deref().map(plain).map(|reason| item(&reason)))?
}

/// What posts somebody has or had, whatever else the question mentions: "vad hade X för uppdrag i Y?"
pub(super) fn posts_asked(case: &Case<'_>) -> Option<Reply> {
    const POSTS: &[&str] = &[
        "uppdrag",
        "uppdraget",
        "befattning",
        "tjanst",
        "yrke",
        "roll",
        "roller",
        "jobb",
        "titel",
        "titeln",
        "bakgrund",
        "title",
        "position",
        "job",
        "role",
        "roles",
        "background",
        "profession",
    ];
    const PARTY: &[&str] = &["parti", "partiet", "party"];
    let persons = case.question.subjects.iter().filter(|subject| subject.is_only(Kind::Person));
    let [subject] = persons.collect::<Vec<_>>().try_into().ok()?;
    let subject: &Subject = subject;
    match subject.nodes.as_slice() {
        [Node::Person(person)] if person.party.is_none() && case.question.has_word(PARTY) => {
            let mut reply = Reply::new(AnswerKind::NotStated);
            let who = plain(&person.name);
            reply.line(fill(case.phrases().party_unknown, &[("who", &who)]));
            reply.lines.extend(posts::line(case, person));
            reply.cite(&person.sources).about(Node::Person(Arc::clone(person)));
            Some(reply)
        }
        [Node::Person(person)]
            if case.question.has_word(POSTS) || case.question.has_word(PARTY) =>
        {
            Some(reply(case, person))
        }
        _ => None,
    }
}

/// The occasions a person has been at, in which role, and where the person is quoted.
fn appearances(case: &Case<'_>, person: &Entry<Person>, reply: &mut Reply) -> Vec<String> {
    let phrases = case.phrases();
    let in_time = |seminar: &Seminar| {
        let span = seminar.span();
        let window = case.question.time.as_ref().map(|time| &time.window);
        window.is_none_or(|window| window.overlaps(&span.from, &span.until))
    };
    let mut lines = Vec::new();
    let mut at: Vec<&Node> = Vec::new();
    for (seminar, appearance) in case.snapshot.appearances_of(person) {
        if !in_time(seminar) {
            continue;
        }
        let role = match appearance.role {
            Role::Speaker => phrases.speaker,
            Role::Opener => phrases.opened,
            role => occasion::role(case, role),
        };
        let what = occasion::reference(case, seminar);
        lines.push(item(&fill(phrases.spoke_as, &[("role", role), ("what", &what)])));
        reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
    }
    for (node, statement) in case.snapshot.statements_of(person) {
        let on_programme = match node {
            Node::Seminar(seminar) => {
                !in_time(seminar)
                    || seminar.appearances.iter().any(|one| one.person == statement.person)
            }
            _ => case.question.time.is_some(),
        };
        if on_programme || at.iter().any(|there| there.id() == node.id()) {
            continue;
        }
        at.push(node);
        let what = match node {
            Node::Seminar(seminar) => occasion::reference(case, seminar),
            Node::NewsArticle(article) => {
                let day = print::date_short(article.published_on, case.language());
                format!("{} ({day})", plain(&article.headline))
            }
            other => plain(other.label()),
        };
        lines.push(item(&fill(phrases.was_quoted, &[("what", &what)])));
        reply.cite([&statement.source]);
    }
    lines
}

/// Where or when a person was at an occasion. "var bor hon", "när dog han": no occasion tells that.
pub(super) fn occasions_or_unknown(case: &Case<'_>) -> Option<Reply> {
    // "hur länge var hon förbundschef?"
    if let Some(reply) = posts::confirmed(case) {
        return Some(reply);
    }
    if case.question.unexplained().is_empty() {
        occasions(case)
    } else {
        Some(unknown::reply(case, Intent::WhoIs))
    }
}

/// Which occasions somebody has been at: a person, or people of an organisation.
pub(super) fn occasions(case: &Case<'_>) -> Option<Reply> {
    let phrases = case.phrases();
    if let Some(question) = without_excepted(case.question) {
        return super::people::speakers(&Case { question: &question, ..*case });
    }
    let subject = case.question.subjects.iter().find(|subject| {
        subject.of(Kind::Person).is_some() || subject.of(Kind::Organisation).is_some()
    })?;
    if subject.nodes.len() > 1 && subject.nodes.iter().all(|node| node.kind() == Kind::Person) {
        return Some(several(case, &subject.nodes));
    }
    // "vilka seminarier är i X?" asks of the town.
    if !in_its_town(case, subject).is_empty() {
        return None;
    }
    let mut reply = Reply::new(AnswerKind::Programme);
    let node = subject.of(Kind::Person).or_else(|| subject.of(Kind::Organisation))?;
    // "vem är X som talar på torsdag?"
    if let Node::Person(person) = node
        && case.question.asks(Intent::WhoIs)
        && case.question.has_word(&["vem", "who"])
    {
        return Some(self::reply(case, person));
    }
    let lines = match node {
        Node::Person(person) => {
            reply.about(Node::Person(Arc::clone(person)));
            appearances(case, person, &mut reply)
        }
        Node::Organisation(organisation) => {
            reply.about(Node::Organisation(Arc::clone(organisation)));
            of_organisation(case, organisation, &mut reply)
        }
        _ => return None,
    };
    let who = plain(node.label());
    if let (true, Node::Organisation(organisation)) = (lines.is_empty(), node)
        && case.question.has_word(&["roll", "roller", "role"])
    {
        return Some(super::organisation::reply(case, organisation));
    }
    if lines.is_empty() {
        reply.kind = AnswerKind::NotStated;
        reply.line(fill(phrases.was_at_nothing, &[("who", &who)]));
        reply.cite(node.sources());
        return Some(reply);
    }
    reply.line(fill(phrases.was_at, &[("who", &bold(node.label()))]));
    reply.lines.extend(lines);
    Some(reply)
}

/// "vem mer än X är med?", "någon förutom X": the question without whoever it is not about.
pub(super) fn without_excepted(question: &Question) -> Option<Question> {
    const EXCEPT: [&str; 8] =
        ["an", "forutom", "utover", "utom", "than", "besides", "except", "beside"];
    let is_excepted = |subject: &Subject| {
        let first = subject.tokens.iter().min().and_then(|at| at.checked_sub(1));
        let before = first.and_then(|at| question.tokens.get(at));
        subject.is_only(Kind::Person)
            && before.is_some_and(|token| EXCEPT.contains(&token.folded.as_str()))
    };
    let subjects: Vec<Subject> =
        question.subjects.iter().filter(|one| !is_excepted(one)).cloned().collect();
    (subjects.len() < question.subjects.len()).then(|| Question { subjects, ..question.clone() })
}

fn of_organisation(
    case: &Case<'_>,
    organisation: &Entry<Organisation>,
    reply: &mut Reply,
) -> Vec<String> {
    let mut lines = Vec::new();
    let of_them = with_parts(case, &organisation.slug).into_iter();
    let seminars: Vec<_> = of_them
        .flat_map(|slug| {
            let seminars = case.snapshot.seminars_of(Kind::Organisation, &slug).cloned();
            seminars.collect::<Vec<_>>()
        })
        .collect();
    for seminar in in_order(seminars).iter().rev().take(TOLD) {
        let from = |slug: &finsam_model::Slug| is_or_is_part(case, slug, &organisation.slug);
        let people: Vec<String> = seminar
            .appearances
            .iter()
            .filter(|appearance| appearance.organisation.as_ref().is_some_and(from))
            .filter_map(|appearance| case.snapshot.get::<Person>(&appearance.person))
            .map(|person| occasion::named(person))
            .collect();
        let arranged = seminar.organisers.iter().any(from);
        if people.is_empty() && !arranged {
            continue;
        }
        let people = print::list(&people, case.language());
        let role = case.phrases().organiser.to_lowercase();
        let remark = match (people.is_empty(), arranged) {
            (false, false) => people,
            (false, true) => format!("{people}; {role}"),
            (true, _) => role,
        };
        lines.push(item(&format!("{} – {remark}", occasion::brief(case, seminar))));
        reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
    }
    lines
}

/// A name that fits several people.
pub(super) fn several(case: &Case<'_>, people: &[Node]) -> Reply {
    if let [Node::Person(one)] = posts::who_has_one(case, people).as_slice() {
        return reply(case, one);
    }
    let mut reply = Reply::new(AnswerKind::Person);
    reply.line(case.phrases().several_people);
    for node in people.iter().take(6) {
        if let Node::Person(person) = node {
            let post = person.affiliations.first().map_or_else(String::new, |post| {
                let organisation =
                    post.organisation.as_ref().and_then(|slug| occasion::organisation(case, slug));
                let organisation =
                    organisation.map_or_else(String::new, |name| format!(", {name}"));
                format!(": {}{organisation}", plain(&post.title))
            });
            reply.line(item(&format!("{}{post}", bold(&person.name))));
            reply.cite(&person.sources).about(node.clone());
            reply.suggest(fill(case.phrases().ask_who_is, &[("what", &plain(&person.name))]));
        }
    }
    reply
}
