//! What the sources do not say, and what is no question for them.

use std::sync::Arc;

use finsam_content::Node;
use finsam_model::{Entry, Seminar};
use finsam_swedish::print;

use super::{described, occasion};
use crate::{
    AnswerKind,
    phrases::fill,
    question::Intent,
    reading::{self, LONGEST},
    reply::{Case, Reply},
};

/// The sources do not say it. What the question is about is named, so that the person sees what they
/// do know.
pub(super) fn reply(case: &Case<'_>, intent: Intent) -> Reply {
    let phrases = case.phrases();
    let mut reply = Reply::new(AnswerKind::NotStated);
    reply.line(not_stated(case, intent));
    let known = case.question.subjects.iter().find_map(|subject| {
        let node = subject.nodes.first()?;
        Some((node.clone(), described::in_one_line(case, node)?))
    });
    if let Some((node, line)) = known {
        reply.line(format!("{} {line}", phrases.this_is_known));
        reply.cite(node.sources()).about(node);
    }
    reply.suggest(phrases.ask_next).suggest(phrases.ask_news);
    reply
}

/// That the sources do not say what is asked for.
fn not_stated(case: &Case<'_>, intent: Intent) -> String {
    let phrases = case.phrases();
    match intent {
        Intent::WhatIs | Intent::WhoIs | Intent::Programme | Intent::More => {
            phrases.not_stated_plain.to_owned()
        }
        _ => fill(phrases.not_stated, &[("what", (phrases.asked)(intent))]),
    }
}

/// The occasions are known, but not this about them.
pub(super) fn of_occasions(
    case: &Case<'_>,
    intent: Intent,
    seminars: &[Arc<Entry<Seminar>>],
) -> Reply {
    let mut reply = Reply::new(AnswerKind::NotStated);
    if seminars.is_empty() {
        // "vem talar i morgon?" names nothing but a day: nothing is on then.
        let names_nothing =
            case.question.subjects.is_empty() && !case.question.occasion.is_specific();
        if case.question.time.is_some() && names_nothing {
            return super::programme::none(case);
        }
        reply.line(case.phrases().no_such_occasion);
        reply.suggest(case.phrases().ask_next).suggest(case.phrases().ask_news);
        return reply;
    }
    reply.line(not_stated(case, intent));
    reply.line(case.phrases().this_is_known);
    for seminar in seminars.iter().rev().take(3) {
        let place = occasion::place(case, seminar).map_or_else(String::new, |at| format!(", {at}"));
        let heading = if seminars.len() == 1 { occasion::headline } else { occasion::brief };
        reply.line(crate::markdown::item(&format!("{}{place}", heading(case, seminar))));
        reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
    }
    reply.suggest(case.phrases().ask_speakers).suggest(case.phrases().ask_where);
    reply
}

/// One line for occasions that are silent where others are not.
pub(super) fn line(case: &Case<'_>, intent: Intent, seminars: &[Arc<Entry<Seminar>>]) -> String {
    let names: Vec<String> =
        seminars.iter().rev().take(3).map(|one| occasion::reference(case, one)).collect();
    let names = print::list(&names, case.language());
    let phrase = fill(case.phrases().not_stated, &[("what", (case.phrases().asked)(intent))]);
    format!("{names}: {phrase}")
}

/// No question for this content.
pub(super) fn not_understood(case: &Case<'_>) -> Reply {
    let phrases = case.phrases();
    let mut reply = Reply::new(AnswerKind::NotUnderstood);
    let site = crate::markdown::plain(&case.snapshot.site().name);
    reply.line(fill(phrases.not_understood, &[("site", &site)]));
    super::help::examples(case, &mut reply);
    reply
}

/// A question of more characters than are read.
pub(super) fn too_long(case: &Case<'_>) -> Reply {
    let mut reply = Reply::new(AnswerKind::NotUnderstood);
    let limit = print::number(i64::try_from(LONGEST).unwrap_or(i64::MAX));
    reply.line(fill(case.phrases().too_long, &[("limit", &limit)]));
    super::help::examples(case, &mut reply);
    reply
}

/// How editors write that the sources do not tell something.
const UNKNOWN: [&str; 9] = [
    "framgår inte",
    "framgår det inte",
    "anges inte",
    "skrivs inte ut",
    "inte utskriv",
    "skriver inte",
    "finns ingen siffra",
    "är inte känt",
    "står inte",
];

/// Whether a text of the editors says that the sources do not tell something.
pub(super) fn says_unknown(text: &str) -> bool {
    UNKNOWN.iter().any(|phrase| text.contains(phrase))
}

/// Words that ask, and how a clause begins that tells of the same: "hur många som kom framgår inte".
const ASKING: &[(&[&str], &[&str])] = &[
    (&["manga", "many", "antal"], &["hur många", "hur stor", "antal", "någon siffra"]),
    (
        &["mycket", "stor", "stort", "stora", "much", "large", "belopp", "summa"],
        &["hur många", "hur mycket", "hur stor", "vad", "antal", "någon siffra"],
    ),
    (
        &["vilka", "vilken", "vem", "vilket", "which", "who", "vilkas"],
        &["vilk", "vem", "hos vilka"],
    ),
    (
        &["nar", "when"],
        &["när", "dag", "datum", "klockslag", "vilket år", "vilka år", "vilken tid"],
    ),
    (&["år", "years", "year", "period"], &["vilka år", "vilket år", "vilken tid", "period"]),
    (&["dag", "datum", "day", "date"], &["dag", "datum"]),
    (&["vart", "where", "stad", "ort", "city", "town", "place"], &["plats", "ort", "exakt var"]),
    (&["titel", "title", "yrke"], &["titel", "yrkestitel"]),
    (&["manad", "manaden", "month"], &["månad"]),
];

/// Words for a share: "hur stor del" is not how much.
const SHARE: &[&str] = &["del", "andel", "procent", "share", "proportion", "percent"];

/// What a question asks for, as clauses of the editors tell it.
pub(super) struct Asked(Vec<&'static str>);

impl Asked {
    /// `None` where no word tells.
    pub(super) fn of(case: &Case<'_>) -> Option<Self> {
        let question = case.question;
        let asked = |word: &str| {
            let mut tokens = question.tokens.iter().filter(|token| !token.aside);
            tokens.any(|token| reading::is_sign(word, token))
        };
        let told = ASKING.iter().filter(|(words, _)| words.iter().any(|word| asked(word)));
        let mut clauses: Vec<&str> = told.flat_map(|(_, clauses)| *clauses).copied().collect();
        if question.has_word(SHARE) {
            clauses.retain(|clause| !matches!(*clause, "hur många" | "hur mycket" | "vad"));
            clauses.push("andel");
        }
        let first = question.tokens.first().map(|token| token.folded.as_str());
        if first.is_some_and(asks_for_yes) {
            clauses.push("om ");
        }
        (!clauses.is_empty()).then_some(Self(clauses))
    }

    /// The same without how many or how much it is.
    pub(super) fn beside_numbers(mut self) -> Option<Self> {
        let of_numbers = ASKING.get(1).map_or(&[][..], |(_, clauses)| clauses);
        self.0.retain(|clause| !of_numbers.contains(clause));
        (!self.0.is_empty()).then_some(self)
    }

    /// Whether a sentence says that just this is not known.
    pub(super) fn is_unknown_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        UNKNOWN.iter().filter_map(|phrase| text.find(phrase)).any(|end| {
            // Of "…; hur många framgår inte" only the last clause is unknown.
            let before = text.get(..end).unwrap_or_default();
            let clause = before.rsplit(['.', ';', ':']).next().unwrap_or_default().trim_start();
            self.0.iter().any(|asked| stands_in(clause, asked))
        })
    }
}

/// Verbs that a question for yes or no begins with.
const YES_OR_NO: [&str; 14] = [
    "ar", "var", "blev", "blir", "har", "hade", "finns", "fick", "galler", "startade", "kom", "is",
    "did", "was",
];

/// Whether a question that begins with a word (folded) asks for yes or no.
pub(super) fn asks_for_yes(first: &str) -> bool {
    YES_OR_NO.contains(&first)
}

/// Whether a word of a clause begins so.
fn stands_in(clause: &str, asked: &str) -> bool {
    let begins = |at: usize| {
        clause.get(..at).is_none_or(|before| before.is_empty() || before.ends_with([' ', ',', '(']))
    };
    clause.match_indices(asked).any(|(at, _)| begins(at))
}
