//! Projects, methods and agreements: what they are, what they are for, what came of them.

use std::sync::Arc;

use finsam_content::Node;
use finsam_model::{
    Entry, Heading, Initiative, Kind, Organisation, PartialDate, Period, Person, Slug,
};
use finsam_swedish::{
    Language, letters, print,
    words::{Word, words},
};

use super::{occasion, passage, unknown};
use crate::{
    AnswerKind,
    markdown::{bold, item, plain},
    passages::parts,
    phrases::fill,
    question::{Intent, Origin},
    reply::{Case, Reply, sources_of_field},
};

/// What it is.
pub(super) fn reply(case: &Case<'_>, initiative: &Arc<Entry<Initiative>>) -> Reply {
    let phrases = case.phrases();
    let mut reply = start(initiative, &["summary"]);
    reply.line(format!("{}: {}", bold(&initiative.name), plain(&initiative.summary)));
    let others = other_names(initiative);
    if !others.is_empty() {
        let names = print::list(&others, case.language());
        reply.line(fill(phrases.also_called, &[("names", &names)]));
    }
    if let Some(aim) = &initiative.aim {
        reply.line(fill(phrases.aim, &[("text", &plain(aim))]));
    }
    if let Some(period) = period_text(case, initiative.period) {
        reply.line(fill(phrases.period, &[("text", &period)]));
    }
    if !initiative.places.is_empty() {
        let places: Vec<String> = initiative.places.iter().map(|place| plain(place)).collect();
        let places = print::list(&places, case.language());
        reply.line(fill(phrases.places, &[("text", &places)]));
    }
    if let Some(partners) = partners_text(case, initiative) {
        reply.line(fill(phrases.partners, &[("text", &partners)]));
    }
    let begun = initiative.period.from.is_some() || initiative.period.until.is_some();
    reply.lines.extend((!begun).then(|| passage::unknown_in(initiative)).flatten());
    let whole = initiative.part_of.as_ref().and_then(|slug| case.find(Kind::Initiative, slug));
    if let Some(whole) = whole {
        reply.line(fill(phrases.part_of, &[("text", &plain(whole.label()))]));
    }
    reply.suggest(fill(phrases.ask_aim, &[("what", &plain(&initiative.name))]));
    reply.suggest(phrases.ask_source);
    reply
}

/// Other names, but for other ways of writing the same.
fn other_names(initiative: &Initiative) -> Vec<String> {
    let mut names: Vec<&str> = vec![&initiative.name];
    for name in &initiative.other_names {
        if !names.iter().any(|there| letters::same(there, name)) {
            names.push(name);
        }
    }
    names.into_iter().skip(1).take(3).map(plain).collect()
}

/// The first initiative the question is about, or the one that a concept's name is also the name of: of
/// "the declaration of intent" the concept, of which there is one.
fn asked<'a>(case: &Case<'a>) -> Option<&'a Arc<Entry<Initiative>>> {
    let named = case.question.about(Kind::Initiative).find_map(of_node);
    named.or_else(|| {
        let term = case.question.about(Kind::Term).next()?;
        let name = words(term.label()).iter().map(Word::stem).collect::<Vec<_>>().join(" ");
        case.snapshot.names().called(&name).find_map(|called| of_node(called.node))
    })
}

fn of_node(node: &Node) -> Option<&Arc<Entry<Initiative>>> {
    match node {
        Node::Initiative(initiative) => Some(initiative),
        _ => None,
    }
}

fn start(initiative: &Arc<Entry<Initiative>>, fields: &[&str]) -> Reply {
    let mut reply = Reply::new(AnswerKind::Initiative);
    reply.cite(&sources_of_field(initiative, fields));
    reply.about(Node::Initiative(Arc::clone(initiative)));
    reply
}

/// What it is meant to lead to.
pub(super) fn aim(case: &Case<'_>) -> Option<Reply> {
    let initiative = asked(case)?;
    let Some(aim) = &initiative.aim else {
        return passage::reply(case, None).or_else(|| Some(unknown::reply(case, Intent::Aim)));
    };
    let mut reply = start(initiative, &["aim"]);
    let text = fill(case.phrases().aim, &[("text", &plain(aim))]);
    reply.line(format!("{}. {text}", bold(&initiative.name)));
    reply.suggest(fill(case.phrases().ask_what_is, &[("what", &plain(&initiative.name))]));
    reply.suggest(case.phrases().ask_source);
    Some(reply)
}

/// What it led to.
pub(super) fn results(case: &Case<'_>) -> Option<Reply> {
    let initiative = asked(case)?;
    if initiative.results.is_empty() {
        return passage::reply(case, None).or_else(|| Some(unknown::reply(case, Intent::Results)));
    }
    let mut reply = start(initiative, &["results"]);
    reply.line(format!("{}. {}", bold(&initiative.name), case.phrases().results));
    for result in initiative.results.iter().take(6) {
        reply.line(item(&plain(result)));
    }
    reply.suggest(case.phrases().ask_source);
    Some(reply)
}

/// "finns det fler som har en sån?": others of the same sort as the one told of before.
pub(super) fn others(case: &Case<'_>) -> Option<Reply> {
    const OTHERS: &[&str] =
        &["fler", "flera", "andra", "liknande", "other", "others", "more", "similar"];
    const SUCH: &[&str] =
        &["san", "sadan", "sadana", "sana", "en", "liknande", "one", "such", "similar"];
    let question = case.question;
    let named = question.subjects.iter().any(|one| one.origin != Origin::Remembered);
    if named || !question.has_word(OTHERS) || !question.has_word(SUCH) {
        return None;
    }
    let before = question.memory.nodes.first().and_then(of_node)?;
    let mut reply = Reply::new(AnswerKind::Initiative);
    let all = case.snapshot.all::<Initiative>().iter();
    for other in all.filter(|one| one.kind == before.kind && one.id != before.id).take(4) {
        reply.line(item(&format!("{}: {}", bold(&other.name), plain(&other.summary))));
        reply.cite(&other.sources).about(Node::Initiative(Arc::clone(other)));
    }
    (!reply.lines.is_empty()).then_some(reply)
}

/// That it is not known how many have been in it.
pub(super) fn never_counted(case: &Case<'_>) -> Option<Reply> {
    let initiative = case.question.about(Kind::Initiative).find_map(of_node)?;
    let node = Node::Initiative(Arc::clone(initiative));
    let unknown = passage::unknown_in_text(&node, "hur många")?;
    let mut reply = start(initiative, &[]);
    reply.kind = AnswerKind::NotStated;
    reply.line(unknown);
    Some(reply)
}

/// The organisations and people in it.
pub(super) fn partners(case: &Case<'_>) -> Option<Reply> {
    let Some(initiative) = asked(case) else { return super::organisation::made_of(case) };
    let phrases = case.phrases();
    let mut reply = start(initiative, &["partners"]);
    reply.line(format!("{}: {}", bold(&initiative.name), plain(&initiative.summary)));
    if let Some(partners) = partners_text(case, initiative) {
        reply.line(fill(phrases.partners, &[("text", &partners)]));
    }
    let people: Vec<String> = case
        .snapshot
        .named::<Person>(&initiative.people)
        .map(|person| {
            reply.about(Node::Person(Arc::clone(person)));
            occasion::named(person)
        })
        .collect();
    if !people.is_empty() {
        let people = print::list(&people, case.language());
        reply.line(fill(phrases.people, &[("text", &people)]));
    }
    // An editor's note on who takes part without being named is a part of the answer.
    for claim in initiative.claims.iter().filter(|claim| claim.field == "partners") {
        reply.lines.extend(claim.reason.as_deref().map(plain).map(|reason| item(&reason)));
    }
    let node = Node::Initiative(Arc::clone(initiative));
    let told = parts(&node);
    reply.lines.extend(told.under(Heading::Who).take(2).map(|sentence| plain(&sentence.text)));
    if reply.lines.len() == 1 {
        return Some(unknown::reply(case, Intent::Partners));
    }
    for partner in case.snapshot.named::<Organisation>(&initiative.partners) {
        reply.about(Node::Organisation(Arc::clone(partner)));
    }
    Some(reply)
}

fn partners_text(case: &Case<'_>, initiative: &Initiative) -> Option<String> {
    let name = |slug: &Slug| occasion::organisation(case, slug);
    let partners: Vec<String> = initiative.partners.iter().filter_map(name).collect();
    (!partners.is_empty()).then(|| print::list(&partners, case.language()))
}

/// When it ran.
pub(super) fn period(case: &Case<'_>, node: &Node, intent: Intent) -> Option<Reply> {
    let initiative = of_node(node)?;
    let Some(period) = period_text(case, initiative.period) else {
        let by_words =
            (intent == Intent::HowLong).then(|| passage::reply(case, Some(intent))).flatten();
        let with_time = by_words.or_else(|| passage::with_a_time(case, intent));
        return with_time.or_else(|| Some(unknown::reply(case, Intent::WhatIs)));
    };
    let mut reply = start(initiative, &["from", "until"]);
    reply.line(format!("{}: {period}.", bold(&initiative.name)));
    let there = Node::Initiative(Arc::clone(initiative));
    let told = parts(&there);
    reply.lines.extend(told.under(Heading::When).take(2).map(|sentence| plain(&sentence.text)));
    let open = initiative.period.until.is_none() || initiative.period.from.is_none();
    for claim in &initiative.claims {
        let of_period = claim.field == "from" || claim.field == "until";
        if of_period && (open || !claim.followed) {
            let reason = claim.reason.as_deref().map(plain);
            reply.lines.extend(reason.map(|reason| item(&reason)));
        }
    }
    Some(reply)
}

/// "2012–2014", "från juni 2016".
pub(super) fn period_text(case: &Case<'_>, period: Period) -> Option<String> {
    let phrases = case.phrases();
    let text = |date: PartialDate| partial_date(date, case.language());
    match (period.from.map(text), period.until.map(text)) {
        (Some(from), Some(until)) if from == until => Some(from),
        (Some(from), Some(until)) => Some(format!("{from}–{until}")),
        (Some(from), None) => Some(fill(phrases.from, &[("date", &from)])),
        (None, Some(until)) => Some(fill(phrases.until, &[("date", &until)])),
        (None, None) => None,
    }
}

/// A date as exactly as it is known, in words.
pub(super) fn partial_date(date: PartialDate, language: Language) -> String {
    match date {
        PartialDate::Year(year) => year.to_string(),
        PartialDate::Month(year, month) => format!("{} {year}", print::month(month, language)),
        PartialDate::Day(date) => print::date_short(date, language),
    }
}

/// Where it ran.
pub(super) fn places(case: &Case<'_>, node: &Node) -> Option<Reply> {
    let initiative = of_node(node)?;
    if initiative.places.is_empty() {
        return passage::reply(case, None).or_else(|| Some(unknown::reply(case, Intent::Where)));
    }
    let mut reply = start(initiative, &["places"]);
    reply.kind = AnswerKind::Place;
    let places: Vec<String> = initiative.places.iter().map(|place| plain(place)).collect();
    reply.line(format!("{}: {}.", bold(&initiative.name), print::list(&places, case.language())));
    Some(reply)
}
