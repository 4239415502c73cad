//! Who somebody is, and where they have been on the programme.

use std::sync::Arc;

use finsam_content::{Node, Shelved};
use finsam_model::{Entry, Kind, Organisation, Person, Role, Seminar};
use finsam_swedish::{fold, print};

use super::{
    occasion,
    people::{is_or_is_part, with_parts},
    unknown,
};
use crate::{
    AnswerKind,
    markdown::{bold, headed, item, plain},
    occasion::in_order,
    phrases::fill,
    question::Intent,
    reply::{Case, Reply},
};

/// So many people are looked at for who holds a post.
const LOOKED_AT: usize = 100;
/// Of so many occasions of an organisation, the latest, is told.
const TOLD: usize = 40;

/// Who it is.
pub(super) fn reply(case: &Case<'_>, person: &Arc<Entry<Person>>) -> Reply {
    let mut reply = Reply::new(AnswerKind::Person);
    reply.cite(&person.sources).about(Node::Person(Arc::clone(person)));
    let posts: Vec<String> = person
        .affiliations
        .iter()
        .map(|post| {
            let organisation = post
                .organisation
                .as_ref()
                .and_then(|slug| case.snapshot.get::<Organisation>(slug.as_str()))
                .map(|organisation| plain(&organisation.name));
            let initiative = post
                .initiative
                .as_ref()
                .and_then(|slug| case.find(Kind::Initiative, slug))
                .map(|initiative| plain(initiative.label()));
            let parts: Vec<String> = std::iter::once(plain(&post.title))
                .chain(initiative.filter(|name| !fold(&post.title).contains(&fold(name))))
                .chain(organisation)
                .collect();
            let years = match (post.period.from, post.period.until) {
                (Some(from), Some(until)) if from.year() != until.year() => {
                    format!(" ({}–{})", from.year(), until.year())
                }
                (Some(at), _) | (None, Some(at)) => format!(" ({})", at.year()),
                (None, None) => String::new(),
            };
            reply_source(&mut reply, &post.source);
            format!("{}{years}", parts.join(", "))
        })
        .collect();
    let name = match &person.party {
        Some(party) => format!("{} ({})", bold(&person.name), plain(party)),
        None => bold(&person.name),
    };
    if posts.is_empty() {
        let first = person.body.paragraphs().next().map_or("", |first| first.text);
        reply.line(headed(&person.name, first));
    } else {
        reply.line(format!("{name}: {}.", posts.join("; ")));
    }
    for line in appearances(case, person, &mut reply) {
        reply.line(line);
    }
    let said = fill(case.phrases().ask_said, &[("what", &plain(&person.name))]);
    reply.suggest(said).suggest(case.phrases().ask_source);
    reply
}

fn reply_source(reply: &mut Reply, source: &finsam_model::Slug) {
    reply.cite([source]);
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
    if case.question.unexplained().is_empty() {
        occasions(case)
    } else {
        Some(unknown::reply(case, Intent::WhoIs))
    }
}

/// Which occasions somebody has been at: a person, or people of an organisation.
pub(super) fn occasions(case: &Case<'_>) -> Option<Reply> {
    let phrases = case.phrases();
    let subject = case.question.subjects.iter().find(|subject| {
        subject.of(Kind::Person).is_some() || subject.of(Kind::Organisation).is_some()
    })?;
    if subject.nodes.len() > 1 && subject.nodes.iter().all(|node| node.kind() == Kind::Person) {
        return Some(several(case, &subject.nodes));
    }
    let mut reply = Reply::new(AnswerKind::Programme);
    let node = subject.of(Kind::Person).or_else(|| subject.of(Kind::Organisation))?;
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
            .filter_map(|appearance| case.snapshot.get::<Person>(appearance.person.as_str()))
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

/// Whether a stem is of a word in anybody's title.
pub(super) fn is_title(case: &Case<'_>, wanted: &str) -> bool {
    let people = case.snapshot.candidates(&[Kind::Person], &[(wanted, 1.0)], LOOKED_AT);
    let people = people.iter().filter_map(|(node, _)| Person::of(node));
    people
        .flat_map(|person| &person.affiliations)
        .flat_map(|post| finsam_swedish::words::words(&post.title))
        .any(|word| word.stem() == wanted)
}

/// Who holds a post: "vem är förbundschef i …", "vem är generaldirektör för …".
pub(super) fn holders(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let organisations: Vec<_> =
        question.about(Kind::Organisation).map(|node| node.slug().clone()).collect();
    let initiatives: Vec<_> =
        question.about(Kind::Initiative).map(|node| node.slug().clone()).collect();
    let concepts = question.subjects.iter().filter(|subject| subject.of(Kind::Term).is_some());
    let named = concepts.flat_map(|subject| &subject.tokens);
    let stems: Vec<String> = question
        .matter(None)
        .into_iter()
        .chain(named.filter_map(|at| question.tokens.get(*at)))
        .filter(|token| token.folded.chars().count() >= 4 && !token.number)
        .flat_map(|token| {
            let others = crate::words::same_meaning(&token.folded, case.language());
            std::iter::once(token.stem.clone()).chain(others)
        })
        .filter(|stem| stem.chars().count() >= 4)
        .collect();
    let wanted: Vec<(&str, f64)> = stems.iter().map(|stem| (stem.as_str(), 1.0)).collect();
    let people = case.snapshot.candidates(&[Kind::Person], &wanted, LOOKED_AT);
    let mut people: Vec<_> = people.iter().filter_map(|(node, _)| Person::of(node)).collect();
    people.sort_by_cached_key(|person| Person::place(person));
    let mut reply = Reply::new(AnswerKind::Person);
    for person in &people {
        let held = person.affiliations.iter().find(|post| {
            let title = finsam_swedish::words::words(&post.title)
                .iter()
                .any(|word| stems.contains(&word.stem()));
            let from = |slug: &finsam_model::Slug| {
                organisations.iter().any(|whole| is_or_is_part(case, slug, whole))
            };
            let organisation =
                organisations.is_empty() || post.organisation.as_ref().is_some_and(from);
            let initiative = initiatives.is_empty()
                || post.initiative.as_ref().is_some_and(|slug| initiatives.contains(slug));
            let years = question.years();
            let year = years.is_empty()
                || post
                    .period
                    .from
                    .is_none_or(|from| years.iter().any(|year| *year >= from.year()))
                    && post
                        .period
                        .until
                        .is_none_or(|until| years.iter().any(|year| *year <= until.year()));
            title && organisation && initiative && year
        });
        if let Some(post) = held {
            let told = self::reply(case, person);
            reply.lines.extend(told.lines.into_iter().take(1));
            reply.cite([&post.source]).about(Node::Person(Arc::clone(person)));
        }
    }
    (!reply.lines.is_empty() && reply.lines.len() <= 6).then_some(reply)
}
