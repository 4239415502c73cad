//! What has become of something: its names over time, what it was made of, whether it is still there.

use std::sync::Arc;

use finsam_content::Node;
use finsam_model::{Basis, Entry, Initiative, Kind, Organisation, OrganisationName};
use finsam_swedish::{fold, print, words::words};

use super::{career, initiative::period_text, organisation::with_short, person, unknown};
use crate::{
    AnswerKind,
    markdown::{bold, item, plain},
    passages::Key,
    phrases::fill,
    question::{Intent, Origin},
    reply::{Case, Reply},
};

/// How a sentence tells of a change: words, as they begin, in this order.
const CHANGES: &[&str] = &[
    "slogs ihop",
    "slås ihop",
    "slagits ihop",
    "slogs samman",
    "gick ihop",
    "går ihop",
    "gått ihop",
    "gick upp i",
    "går upp i",
    "gått upp i",
    "uppgick i",
    "bildades",
    "bildats",
    "bildas",
    "bytte namn",
    "byter namn",
    "bytt namn",
    "ersatte",
    "ersatts",
    "ersätter",
    "ersätts",
    "efterträd",
    "följdes av",
    "fortsättning",
    "förläng",
    "upphör",
    "avslutad",
    "lades ned",
    "lades ner",
    "lagts ned",
    "lagts ner",
    "tog vid",
    "tar vid",
    "växte fram",
    "blev grund",
    "blir den",
    "blir från",
];
/// More sentences than these are not told.
const TOLD: usize = 2;
/// More organisations that have changed their names are not told.
const RENAMED: usize = 12;

/// The reply; `None` if nothing is named that changes over time.
pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    if question.occasion.mentioned {
        return None;
    }
    if question.subjects.is_empty() && question.has_word(&["namn", "name", "names"]) {
        return renamed(case);
    }
    let subject = question.subjects.iter().rev().max_by_key(|one| one.tokens.len())?;
    let mut reply = match subject.nodes.first()? {
        // "tycker hon fortfarande så?" asks for her words.
        Node::Person(_) if question.asks(Intent::Said) => return None,
        Node::Person(person) if subject.nodes.len() == 1 => {
            let other = career::neighbours(case, person);
            return other.or_else(|| Some(person::reply(case, person)));
        }
        Node::Organisation(organisation) => of_organisation(case, organisation),
        Node::Initiative(initiative) => of_initiative(case, initiative),
        _ => return None,
    };
    let node = reply.nodes.first()?.clone();
    changes(case, &node, &mut reply);
    if reply.lines.is_empty() {
        let named = subject.origin != Origin::Remembered && question.unexplained().is_empty();
        return named.then(|| unknown::reply(case, Intent::History));
    }
    if !reply.lines.iter().any(|line| line.contains(&plain(node.label()))) {
        let name = match &node {
            Node::Organisation(organisation) => with_short(organisation),
            other => other.label().to_owned(),
        };
        reply.lines.insert(0, format!("{}:", bold(&name)));
    }
    reply.suggest(case.phrases().ask_source);
    Some(reply)
}

/// "vilka organisationer har bytt namn?"
fn renamed(case: &Case<'_>) -> Option<Reply> {
    let mut reply = Reply::new(AnswerKind::Organisation);
    let organisations = case.snapshot.all::<Organisation>().iter();
    let others = |one: &Organisation| -> Vec<String> {
        let others = one.names.iter().filter(|other| other.name != one.name);
        others.map(|other| plain(&other.name)).collect()
    };
    for organisation in organisations.filter(|one| !others(one).is_empty()).take(RENAMED) {
        let names = print::list(&others(organisation), case.language());
        reply.line(item(&format!("{} – {names}", bold(&with_short(organisation)))));
        reply.cite(&organisation.sources).about(Node::Organisation(Arc::clone(organisation)));
    }
    (!reply.lines.is_empty()).then_some(reply)
}

/// The names it had and has.
fn of_organisation(case: &Case<'_>, organisation: &Arc<Entry<Organisation>>) -> Reply {
    let phrases = case.phrases();
    let mut reply = Reply::new(AnswerKind::Organisation);
    let sources = organisation.claims.iter().filter(|claim| claim.field == "names");
    reply.cite(sources.filter_map(|claim| claim.source.as_ref())).cite(&organisation.sources);
    reply.about(Node::Organisation(Arc::clone(organisation)));
    if organisation.names.is_empty() {
        return reply;
    }
    let today = case.now.date();
    let of_label = |name: &&OrganisationName| name.name == organisation.name;
    let (before, rest): (Vec<_>, Vec<_>) =
        organisation.names.iter().partition(|name| name.period.is_over(today));
    let (later, now): (Vec<_>, Vec<_>) =
        rest.into_iter().partition(|name| name.period.is_to_come(today));
    let told = |name: &OrganisationName| {
        let short = name.abbreviation.as_ref().map(|short| format!(" ({})", plain(short)));
        let period = period_text(case, name.period).map(|text| format!(", {text}"));
        let label = plain(&name.name);
        format!("{label}{}{}", short.unwrap_or_default(), period.unwrap_or_default())
    };
    let list = |names: &[&OrganisationName]| {
        names.iter().map(|name| told(name)).collect::<Vec<_>>().join("; ")
    };
    let label = match now.iter().find(|name| !of_label(name)) {
        Some(name) => told(name),
        None => bold(&with_short(organisation)),
    };
    reply.line(fill(phrases.name_now, &[("name", &label)]));
    for (frame, names) in [(phrases.names_before, &before), (phrases.names_later, &later)] {
        if !names.is_empty() {
            reply.line(fill(frame, &[("names", &list(names))]));
        }
    }
    for claim in organisation.claims.iter().filter(|claim| claim.field == "names") {
        let reason = claim.reason.as_deref().filter(|_| claim.basis != Basis::Stated);
        reply.lines.extend(reason.map(plain).map(|reason| item(&reason)));
    }
    reply
}

/// Whether it goes on.
fn of_initiative(case: &Case<'_>, initiative: &Arc<Entry<Initiative>>) -> Reply {
    let phrases = case.phrases();
    let mut reply = Reply::new(AnswerKind::Initiative);
    reply.cite(&initiative.sources).about(Node::Initiative(Arc::clone(initiative)));
    let Some(period) = period_text(case, initiative.period) else { return reply };
    let frame = match initiative.period.until {
        Some(_) if initiative.period.is_over(case.now.date()) => phrases.has_ended,
        Some(_) => phrases.is_running,
        None => phrases.end_unknown,
    };
    let gaps = [("what", bold(&initiative.name)), ("period", period)];
    reply.line(fill(frame, &gaps.each_ref().map(|(gap, value)| (*gap, value.as_str()))));
    reply
}

/// Whether a text tells of a change.
fn tells_a_change(text: &str) -> bool {
    let text: Vec<String> = words(text).into_iter().map(|word| word.folded).collect();
    CHANGES.iter().any(|change| {
        let mut rest = text.iter();
        change.split(' ').map(fold).all(|word| rest.any(|there| there.starts_with(&word)))
    })
}

/// Sentences that tell of a change in it.
fn changes(case: &Case<'_>, node: &Node, reply: &mut Reply) {
    let ranked = case.passages().rank(&[Key::Subject(vec![node.clone()])]);
    let fitting = ranked.iter().filter(|fit| {
        let own = fit.passage.node.id() == node.id();
        let telling = matches!(
            fit.passage.node.kind(),
            Kind::Organisation | Kind::Initiative | Kind::NewsArticle
        );
        let passage = &fit.passage;
        let quotable = passage.statement.is_none() && !passage.is_reason;
        telling && quotable && tells_a_change(&passage.text) && (own || fit.coverage >= 0.95)
    });
    let mut told: Vec<String> = Vec::new();
    // Its own document knows best.
    let (own, others): (Vec<_>, Vec<_>) =
        fitting.partition(|fit| fit.passage.node.id() == node.id());
    for fit in own.into_iter().chain(others) {
        let text = fold(&fit.passage.text);
        if told.len() < TOLD && !told.iter().any(|there| there.contains(&text)) {
            reply.line(item(&super::passage::quoted(case, &fit.passage)));
            reply.cite(&fit.passage.sources).about(fit.passage.node.clone());
            told.push(text);
        }
    }
}
