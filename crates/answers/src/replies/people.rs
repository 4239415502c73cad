//! Who speaks, who leads, who opens, who arranges, and for which organisations (`people/only`: which of
//! them are asked for).

mod only;

use std::sync::Arc;

use finsam_content::{Node, Shelved};
use finsam_model::{Entry, Kind, NewsArticle, Organisation, Person, Role, Seminar, Slug};
use finsam_swedish::print;

use only::Only;

use super::{occasion, unknown};
use crate::{
    AnswerKind,
    markdown::{bold, item, plain},
    occasion::{How, Meant, Occasions, meant},
    phrases::fill,
    question::{BackReference, Intent, Origin, Token},
    reply::{Case, Reply},
};

/// An organisation has so many parts, or the rest is not looked at.
const MOST_PARTS: usize = 200;
/// Who is quoted is told of so many occasions and articles.
const QUOTED_IN: usize = 40;
/// More occasions than this are not told in one answer.
const MOST: usize = 4;

/// Who is on the programme.
pub(super) fn speakers(case: &Case<'_>) -> Option<Reply> {
    let mut meant = meant(case);
    let only = Only::of(case);
    if only.is_empty() && names_something_else(case, Intent::Speakers) {
        return None;
    }
    // "vilka från X har varit med?" asks of all there have been.
    if meant.how == How::Nearest && !only.is_empty() && is_in_the_past(case) {
        meant.seminars = Occasions::of(case, None).last_few();
        meant.seminars.retain(|one| {
            let fits = |appearance| only.fits(case, appearance);
            one.span().until <= *case.now && one.appearances.iter().any(fits)
        });
    }
    let mut reply = Reply::new(AnswerKind::People);
    for seminar in told(&meant) {
        let mut lines = Vec::new();
        for role in [Role::Speaker, Role::Opener, Role::Moderator, Role::Host] {
            let people: Vec<String> = seminar
                .appearances
                .iter()
                .filter(|appearance| appearance.role == role && only.fits(case, appearance))
                .filter_map(|appearance| {
                    let person = case.snapshot.get::<Person>(&appearance.person)?;
                    reply.about(Node::Person(Arc::clone(person)));
                    occasion::person(case, appearance)
                })
                .collect();
            match (role, people.as_slice()) {
                (_, []) => {}
                (Role::Speaker, people) => lines.extend(people.iter().map(|one| item(one))),
                (role, people) => {
                    let people = print::list(people, case.language());
                    lines.push(item(&format!("{}: {people}", occasion::role(case, role))));
                }
            }
        }
        if !lines.is_empty() {
            heading(case, seminar, case.phrases().speakers, &mut reply);
            reply.lines.extend(lines);
        }
    }
    finish(case, reply, &meant, Intent::Speakers, &only)
}

/// How many speak, and who.
pub(super) fn counted(case: &Case<'_>) -> Option<Reply> {
    if case.question.has_word(&["om", "about"])
        && let Some(mut reply) = super::said::about(case)
    {
        let count = reply.nodes.iter().filter(|node| node.kind() == Kind::Person).count();
        reply.lines.insert(0, fill(case.phrases().counted, &[("count", &count.to_string())]));
        return Some(reply);
    }
    let mut reply = speakers(case)?;
    if let [one] = meant(case).seminars.as_slice()
        && reply.kind == AnswerKind::People
    {
        let speaking = one.appearances.iter().filter(|appearance| appearance.role.speaks()).count();
        reply.lines.insert(0, fill(case.phrases().counted, &[("count", &speaking.to_string())]));
    }
    Some(reply)
}

/// Who is quoted in what was said or written then; with "inte", only those not on the programme.
pub(super) fn quoted(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    if !case.ids(Kind::Person).is_empty() {
        return super::person::occasions(case);
    }
    let seminars: Vec<Node> =
        meant(case).seminars.iter().rev().cloned().map(Node::Seminar).collect();
    let news = case.snapshot.all::<NewsArticle>().iter().filter(|article| {
        let day = finsam_swedish::when::day_window(article.published_on).and_then(|day| day.from);
        let window = question.time.as_ref().map(|time| &time.window);
        window.is_none_or(|window| day.is_some_and(|day| window.contains(&day)))
    });
    let told: Vec<Node> = if question.asks(Intent::News) {
        news.take(QUOTED_IN).cloned().map(Node::NewsArticle).collect()
    } else if question.occasion.mentioned || question.has_word(&["programmet", "programme"]) {
        seminars
    } else {
        let news = news.take(QUOTED_IN).cloned().map(Node::NewsArticle);
        seminars.into_iter().take(QUOTED_IN).chain(news).collect()
    };
    let only_others = question.has_word(&["inte", "not", "utan", "without"]);
    let mut reply = Reply::new(AnswerKind::People);
    for node in &told {
        let mut names: Vec<String> = Vec::new();
        for statement in node.statements() {
            let on_programme = matches!(node, Node::Seminar(seminar)
                if seminar.appearances.iter().any(|one| one.person == statement.person));
            let Some(person) = case.snapshot.get::<Person>(&statement.person) else {
                continue;
            };
            let name = occasion::named(person);
            if (only_others && on_programme) || names.contains(&name) {
                continue;
            }
            reply.cite([&statement.source]).about(Node::Person(Arc::clone(person)));
            names.push(name);
        }
        if !names.is_empty() {
            let label = match node {
                Node::Seminar(seminar) => occasion::reference(case, seminar),
                other => format!("{}{}", plain(other.label()), super::passage::at(case, other)),
            };
            reply.line(format!("{label}: {}.", print::list(&names, case.language())));
            reply.about(node.clone());
        }
    }
    (!reply.lines.is_empty()).then_some(reply)
}

fn has_role(seminar: &Seminar, roles: &[Role]) -> bool {
    seminar.appearances.iter().any(|one| roles.contains(&one.role))
}

/// Who leads the conversation, opens, or receives the guests.
pub(super) fn in_role(case: &Case<'_>, intent: Intent, roles: &[Role]) -> Option<Reply> {
    let mut meant = meant(case);
    // "vem leder det?" of a project asks of no occasion.
    if meant.how == How::Nearest && !case.question.subjects.is_empty() && refers(case) {
        return None;
    }
    // "vilka har varit moderatorer?" asks of all there have been.
    if meant.how == How::Nearest && is_in_the_past(case) {
        meant.seminars = Occasions::of(case, None).last_few();
        meant.seminars.retain(|one| one.span().until <= *case.now && has_role(one, roles));
    }
    // Where nobody moderates, the host leads: told with the role that is printed.
    let nobody = !meant.seminars.iter().any(|one| has_role(one, roles));
    let leading = [Role::Host, Role::Opener];
    let roles = if nobody && roles == [Role::Moderator] { &leading } else { roles };
    let mut reply = Reply::new(AnswerKind::People);
    for seminar in told(&meant) {
        let there = seminar.appearances.iter().filter(|one| roles.contains(&one.role));
        let mut people = Vec::new();
        for appearance in there {
            if let Some(person) = case.snapshot.get::<Person>(&appearance.person) {
                reply.about(Node::Person(Arc::clone(person)));
            }
            people.extend(occasion::person(case, appearance).map(|told| (appearance.role, told)));
        }
        for (role, person) in people {
            reply.line(format!(
                "{} – {}: {person}.",
                occasion::brief(case, seminar),
                occasion::role(case, role).to_lowercase(),
            ));
            cite(seminar, &mut reply);
        }
    }
    finish(case, reply, &meant, intent, &Only::default())
}

fn refers(case: &Case<'_>) -> bool {
    case.question.subjects.iter().all(|one| one.origin == Origin::Remembered)
        && case.question.back == Some(BackReference::Thing)
}

fn is_in_the_past(case: &Case<'_>) -> bool {
    const PAST: &[&str] = &[
        "var", "varit", "hade", "haft", "kom", "kommit", "was", "were", "been", "did", "had",
        "came", "taken", "spoken",
    ];
    let ends = |token: &Token| ["ade", "ed"].iter().any(|end| token.folded.ends_with(end));
    case.question.has_word(PAST) || case.question.tokens.iter().any(ends)
}

/// Which organisations people on the programme came for.
pub(super) fn affiliations(case: &Case<'_>) -> Option<Reply> {
    if names_something_else(case, Intent::Affiliations) {
        return None;
    }
    if let Some(Node::Person(person)) = case.question.about(Kind::Person).next() {
        return Some(super::person::reply(case, person));
    }
    if let Some(reply) = super::organisation::made_of(case) {
        return Some(reply);
    }
    // "vilka organisationer finns" asks for all there are.
    if case.question.has_word(&["finns", "exist"])
        && !case.question.occasion.mentioned
        && case.question.time.is_none()
    {
        return None;
    }
    // "vilka organisationer är med i X" asks for X's partners.
    if !case.ids(Kind::Initiative).is_empty() && !case.question.occasion.mentioned {
        return super::initiative::partners(case);
    }
    // "vem representerade X?" asks for X's people.
    if !case.ids(Kind::Organisation).is_empty()
        && let Some(reply) = speakers(case).filter(|reply| reply.kind == AnswerKind::People)
    {
        return Some(reply);
    }
    // "vilken myndighet är X?" asks of no occasion.
    if case.subjects(Kind::Organisation).any(|one| one.origin != Origin::Remembered)
        && !case.question.occasion.mentioned
        && case.question.time.is_none()
    {
        return None;
    }
    let meant = meant(case);
    let mut reply = Reply::new(AnswerKind::People);
    for seminar in told(&meant) {
        let mut grouped: Vec<(Slug, Vec<String>)> = Vec::new();
        for appearance in &seminar.appearances {
            let (Some(organisation), Some(person)) =
                (&appearance.organisation, case.snapshot.get::<Person>(&appearance.person))
            else {
                continue;
            };
            let role = match appearance.role {
                Role::Speaker => String::new(),
                role => format!(" – {}", occasion::role(case, role).to_lowercase()),
            };
            let person = format!("{}{role}", occasion::named(person));
            match grouped.iter_mut().find(|(there, _)| there == organisation) {
                Some((_, people)) => people.push(person),
                None => grouped.push((organisation.clone(), vec![person])),
            }
        }
        if grouped.is_empty() {
            continue;
        }
        reply.line(format!("{}:", occasion::brief(case, seminar)));
        for (slug, people) in grouped {
            let Some(organisation) = case.snapshot.get::<Organisation>(&slug) else {
                continue;
            };
            let name = bold(&organisation.name);
            reply.line(item(&format!("{name} ({})", people.join(", "))));
            reply.about(Node::Organisation(Arc::clone(organisation)));
        }
        cite(seminar, &mut reply);
    }
    finish(case, reply, &meant, Intent::Affiliations, &Only::default())
}

/// Who arranges it.
pub(super) fn organisers(case: &Case<'_>) -> Option<Reply> {
    if let Some(reply) = organisers_of_series(case) {
        return Some(reply);
    }
    // "vem håller i det?" may ask for whoever arranges it, or stands there.
    let in_charge = case.question.has_word(&["haller", "holl"]);
    let meant = meant(case);
    let mut reply = Reply::new(AnswerKind::People);
    for seminar in told(&meant) {
        let organisers: Vec<&Arc<Entry<Organisation>>> =
            case.snapshot.named(&seminar.organisers).collect();
        let people = if in_charge { in_charge_of(case, seminar, &mut reply) } else { Vec::new() };
        if organisers.is_empty() {
            if !people.is_empty() {
                reply.line(format!("{}:", occasion::brief(case, seminar)));
                reply.lines.extend(people);
                cite(seminar, &mut reply);
            }
            continue;
        }
        let names: Vec<String> = organisers.iter().map(|one| occasion::short_name(one)).collect();
        let names = print::list(&names, case.language());
        reply.line(format!(
            "{} – {}: {names}.",
            occasion::brief(case, seminar),
            case.phrases().organiser.to_lowercase(),
        ));
        reply.lines.extend(people);
        cite(seminar, &mut reply);
        for organiser in organisers {
            reply.about(Node::Organisation(Arc::clone(organiser)));
        }
    }
    finish(case, reply, &meant, Intent::Organisers, &Only::default())
}

/// Who leads an occasion or receives the guests; where nobody is said to, who speaks.
fn in_charge_of(case: &Case<'_>, seminar: &Seminar, reply: &mut Reply) -> Vec<String> {
    let leads = |role: Role| matches!(role, Role::Moderator | Role::Host);
    let is_led = seminar.appearances.iter().any(|one| leads(one.role));
    let mut lines = Vec::new();
    for appearance in &seminar.appearances {
        let speaks = appearance.role == Role::Speaker && !is_led;
        let person = case.find(Kind::Person, &appearance.person);
        if let (true, Some(person)) = (leads(appearance.role) || speaks, person) {
            let role = occasion::role(case, appearance.role);
            let told = occasion::person(case, appearance);
            lines.extend(told.map(|told| item(&format!("{role}: {told}"))));
            reply.about(person);
        }
    }
    lines
}

/// Who arranges a whole series, where no single occasion of it is asked about.
fn organisers_of_series(case: &Case<'_>) -> Option<Reply> {
    let Some(Node::Series(series)) = case.question.about(Kind::Series).next() else { return None };
    let one_of_it =
        case.question.time.is_some() || case.question.about(Kind::Seminar).next().is_some();
    let organisers: Vec<_> = case.snapshot.named::<Organisation>(&series.organisers).collect();
    if one_of_it || organisers.is_empty() {
        return None;
    }
    let names: Vec<String> = organisers.iter().map(|one| occasion::short_name(one)).collect();
    let names = print::list(&names, case.language());
    let mut reply = Reply::new(AnswerKind::People);
    let role = case.phrases().organiser.to_lowercase();
    reply.line(format!("{} – {role}: {names}.", bold(&series.title)));
    reply.cite(&series.sources).about(Node::Series(Arc::clone(series)));
    organisers.into_iter().for_each(|one| {
        reply.about(Node::Organisation(Arc::clone(one)));
    });
    Some(reply)
}

/// An organisation and those that are parts of it, at any depth.
pub(super) fn with_parts(case: &Case<'_>, whole: &Slug) -> Vec<Slug> {
    let mut all = vec![whole.clone()];
    let mut at = 0;
    while let Some(slug) = all.get(at).cloned()
        && all.len() < MOST_PARTS
    {
        let referring = case.snapshot.referring_to(Kind::Organisation, &slug).iter();
        let parts = referring.filter_map(Organisation::of);
        let parts = parts.filter(|part| part.parent.as_ref() == Some(&slug));
        let new: Vec<Slug> =
            parts.map(|part| part.slug.clone()).filter(|part| !all.contains(part)).collect();
        all.extend(new);
        at += 1;
    }
    all
}

/// Whether an organisation is another, or a part of it.
pub(super) fn is_or_is_part(case: &Case<'_>, slug: &Slug, whole: &Slug) -> bool {
    let of = |slug: &Slug| case.snapshot.get::<Organisation>(slug);
    let mut at = of(slug);
    // A tree is not deep; a ring in it must not hold us.
    for _ in 0..8 {
        match at {
            Some(organisation) if organisation.slug == *whole => return true,
            Some(organisation) => at = organisation.parent.as_ref().and_then(of),
            None => return false,
        }
    }
    false
}

/// The occasions to tell of, the latest first.
fn told(meant: &Meant) -> Vec<&Arc<Entry<Seminar>>> {
    meant.seminars.iter().rev().take(MOST).collect()
}

fn heading(case: &Case<'_>, seminar: &Arc<Entry<Seminar>>, what: &str, reply: &mut Reply) {
    if let Some(status) = occasion::status(case, seminar) {
        reply.line(status);
    }
    reply.line(format!("{}. {what}:", occasion::title_and_time(case, seminar)));
    cite(seminar, reply);
}

fn cite(seminar: &Arc<Entry<Seminar>>, reply: &mut Reply) {
    reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
}

/// Whether the question is about something that the programme of an occasion does not tell.
fn names_something_else(case: &Case<'_>, intent: Intent) -> bool {
    let left_over = case.question.matter(Some(intent));
    let is_ordinal = |word: &str| matches!(word, "forsta" | "sista" | "first" | "last");
    let known = left_over
        .iter()
        .filter(|token| !is_ordinal(&token.folded) && case.passages().knows(&token.stem))
        .count();
    known > 0
        && !left_over.is_empty()
        && case.question.occasion == Default::default()
        && case.question.time.is_none()
}

/// Nothing found is an answer too: the occasion is there, but not this about it.
fn finish(
    case: &Case<'_>,
    mut reply: Reply,
    meant: &Meant,
    intent: Intent,
    only: &Only,
) -> Option<Reply> {
    if reply.lines.is_empty() {
        if !only.is_empty() && meant.how != How::Said {
            return None;
        }
        return Some(unknown::of_occasions(case, intent, &meant.seminars));
    }
    if let Some(line) = super::verify::not_but(case, meant) {
        reply.lines.insert(0, line);
    }
    reply.suggest(case.phrases().ask_where).suggest(case.phrases().ask_source);
    // The occasion before its people: a follow-up more often means it.
    reply.nodes.sort_by_key(|node| node.kind() != Kind::Seminar);
    Some(reply)
}
