//! Which of two readings is right: what the sources print differently, and which one is followed.

use std::{collections::BTreeSet, sync::Arc};

use finsam_content::Node;
use finsam_model::{Basis, Claim, Entry, Kind, Seminar};
use finsam_swedish::{when::day_window, words::words};
use jiff::civil::Date;

use super::sources::in_passing;
use crate::{
    AnswerKind,
    markdown::{bold, item, plain},
    occasion::in_order,
    phrases::fill,
    question::{Origin, Part, Token},
    reply::{Case, Reply},
};

/// So many documents are looked at for readings.
const LOOKED_AT: usize = 200;

/// Both readings, where the question names them; with "stämmer" the one not followed is enough.
pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    let between = case.question.has_word(&["eller", "or"]);
    let words_of = |is_asked: &dyn Fn(&Token) -> bool| -> BTreeSet<&str> {
        let tokens = case.question.tokens.iter().filter(|token| is_asked(token));
        tokens.map(|token| token.folded.as_str()).collect()
    };
    let asked = words_of(&|_| true);
    // The name of one thing doubts no reading of another.
    let beside_names = words_of(&|token| token.part != Part::Name);
    let named: Vec<_> = case
        .question
        .subjects
        .iter()
        .filter(|subject| subject.origin != Origin::Remembered)
        .flat_map(|subject| &subject.nodes)
        .map(|node| node.id().clone())
        .collect();
    let doubts = ["sakert", "sakra", "certain", "sure", "harlett", "derived"];
    if case.question.has_word(&doubts) {
        return derived(case);
    }
    let mut best: Option<(usize, Node, Vec<Claim>)> = None;
    for node in likely(case) {
        let is_named = named.is_empty() || named == [node.id().clone()];
        for readings in fields(&node) {
            let asked = if between || is_named { &asked } else { &beside_names };
            let (hits, followed, doubted) = told_apart(&readings, asked);
            let enough = doubted && (!between || hits >= 2 && followed);
            if !enough {
                continue;
            }
            let score = 2 * hits + usize::from(named.contains(node.id()));
            if best.as_ref().is_none_or(|(there, _, _)| score > *there) {
                best = Some((score, node.clone(), readings));
            }
        }
    }
    let (_, node, readings) = best?;
    Some(told(case, &node, &readings))
}

/// The documents that hold words of the question, in the order of all.
fn likely(case: &Case<'_>) -> Vec<Node> {
    let tokens = &case.question.tokens;
    let stems: Vec<(&str, f64)> = tokens.iter().map(|token| (token.stem.as_str(), 1.0)).collect();
    let found = case.snapshot.candidates(&[], &stems, LOOKED_AT).into_iter();
    let mut nodes: Vec<Node> = found.map(|(node, _)| node).collect();
    nodes.sort_by_cached_key(Node::place);
    nodes
}

/// The claims of each field that has a reading not followed.
fn fields(node: &Node) -> Vec<Vec<Claim>> {
    let mut fields: Vec<&str> = node
        .claims()
        .iter()
        .filter(|claim| !claim.followed)
        .map(|claim| claim.field.as_str())
        .collect();
    fields.dedup();
    fields
        .into_iter()
        .map(|field| node.claims().iter().filter(|claim| claim.field == field).cloned().collect())
        .collect()
}

/// How many words of the question tell the readings apart, and whether one of them stands only in
/// readings that are followed, and one only in such that are not.
fn told_apart(readings: &[Claim], asked: &BTreeSet<&str>) -> (usize, bool, bool) {
    let held: Vec<(bool, BTreeSet<String>)> = readings
        .iter()
        .map(|claim| {
            let words = words(&claim.value).into_iter().map(|word| word.folded).collect();
            (claim.followed, words)
        })
        .collect();
    let (mut hits, mut followed, mut doubted) = (0, false, false);
    for word in asked {
        let holding: Vec<bool> = held
            .iter()
            .filter(|(_, words)| words.contains(*word))
            .map(|(followed, _)| *followed)
            .collect();
        if holding.is_empty() || holding.len() == held.len() {
            continue;
        }
        hits += 1;
        followed |= holding.iter().any(|followed| *followed);
        doubted |= holding.iter().all(|followed| !followed);
    }
    (hits, followed, doubted)
}

fn told(case: &Case<'_>, node: &Node, readings: &[Claim]) -> Reply {
    let phrases = case.phrases();
    let mut reply = Reply::new(AnswerKind::Sources);
    reply.line(format!("{}. {}", bold(node.label()), phrases.readings));
    let mut ordered: Vec<&Claim> = readings.iter().collect();
    ordered.sort_by_key(|claim| !claim.followed);
    for claim in ordered {
        let followed = if claim.followed { phrases.followed } else { phrases.not_followed };
        let source = claim.source.as_ref().and_then(|slug| in_passing(case, slug));
        let source = match claim.basis {
            Basis::Stated => source.unwrap_or_default(),
            Basis::Derived => phrases.derived.to_owned(),
            Basis::Editorial => phrases.editors_reading.to_owned(),
        };
        let reason = claim.reason.as_deref().map(plain).unwrap_or_default();
        let value = plain(&claim.value);
        reply.line(item(&format!("”{value}” ({source}; {followed}). {reason}")));
        reply.cite(claim.source.as_ref());
    }
    reply.cite(node.sources()).about(node.clone());
    reply
}

/// How a year that the question names was worked out.
pub(super) fn derived(case: &Case<'_>) -> Option<Reply> {
    let years: Vec<String> = case.question.years().iter().map(ToString::to_string).collect();
    let mut reply = Reply::new(AnswerKind::Sources);
    let of_years = case.question.years().into_iter().flat_map(|year| of_year(case, year));
    for seminar in &in_order(of_years.cloned().collect()) {
        let worked_out = seminar.claims.iter().find(|claim| {
            claim.field == "startsAt"
                && claim.basis == Basis::Derived
                && years.iter().any(|year| claim.value.contains(year))
        });
        if let Some(claim) = worked_out {
            let reason = claim.reason.as_deref().map(plain).unwrap_or_default();
            let title = super::occasion::title(seminar);
            let remark = case.phrases().derived;
            reply.line(item(&format!("{title}: {} ({remark}). {reason}", plain(&claim.value))));
            reply.cite(claim.source.as_ref()).about(Node::Seminar(Arc::clone(seminar)));
        }
    }
    (!reply.lines.is_empty()).then_some(reply)
}

/// The occasions of a year, and those around it: a year that was worked out may be another's.
fn of_year<'a>(case: &Case<'a>, year: i16) -> Vec<&'a Arc<Entry<Seminar>>> {
    let new_year =
        |year: i16| Date::new(year, 1, 1).ok().and_then(day_window).and_then(|day| day.from);
    let (from, until) = (new_year(year - 1), new_year(year + 2));
    case.snapshot.seminars_within(from.as_ref(), until.as_ref()).collect()
}

/// How a name is spelled: as it is here, and how else it is printed.
pub(super) fn spelling(case: &Case<'_>) -> Option<Reply> {
    let phrases = case.phrases();
    let subject = case.question.subjects.first()?;
    let node = subject.of(Kind::Person).or_else(|| subject.nodes.first())?;
    if let Some(readings) = fields(node)
        .into_iter()
        .find(|claims| claims.iter().any(|claim| claim.field == "name" && !claim.followed))
    {
        return Some(told(case, node, &readings));
    }
    let mut reply = Reply::new(AnswerKind::Sources);
    reply.line(format!("{}.", bold(node.label())));
    if !matches!(node, Node::Person(_)) && !node.other_names().is_empty() {
        let names: Vec<String> = node.other_names().into_iter().take(6).map(plain).collect();
        let names = finsam_swedish::print::list(&names, case.language());
        reply.line(fill(phrases.also_called, &[("names", &names)]));
    }
    reply.cite(node.sources()).about(node.clone());
    Some(reply)
}
