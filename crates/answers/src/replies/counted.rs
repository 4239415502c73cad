//! "hur många X …?": sentences in which a number of X stands, with figures or in words.

use finsam_content::Node;
use finsam_model::{Id, Kind};
use finsam_swedish::words::{Kind as WordKind, Word, words};

use super::{figure, passage};
use crate::{
    passages::{Fit, is_compound},
    question::{Intent, Origin, Part, Question, Subject, Token},
    reply::{Case, Reply},
    words::same_meaning,
};

/// More sentences than these are not told.
const TOLD: usize = 2;
/// Sentences nearly as good as the best are told too.
const NEARLY: f64 = 0.8;
const NEARLY_OF_ONE: f64 = 0.5;
/// What is counted stands so many words behind its number at most: "sex olika kommuner".
const BEHIND: usize = 2;
/// A sentence about nothing that is named must hold this much of what was asked.
const ENOUGH: f64 = 0.4;
/// So much of the words may stand around a sentence instead of in it.
const NEARLY_ALL: f64 = 0.75;

/// The sentences; `None` where no number of what is asked for is told.
pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    if case.question.occasion.mentioned {
        return None;
    }
    heads(case.question).iter().find_map(|head| told(case, head))
}

fn told(case: &Case<'_>, head: &Head) -> Option<Reply> {
    let beside = beside(case, head);
    let bound = bound(case, head);
    let is_told = |fit: &Fit| {
        let concerns = bound.iter().any(|id| fit.passage.concerns(id));
        let held = beside.iter().filter(|forms| holds(&fit.passage.text, forms)).count();
        let fits = if bound.is_empty() {
            let all = held == beside.len() || fit.words >= NEARLY_ALL;
            !beside.is_empty() && all && fit.coverage >= ENOUGH
        } else {
            concerns && (held > 0 || beside.is_empty())
        };
        fits && counts(&fit.passage.text, &head.forms)
    };
    let mut ranked = case.passages().rank(&passage::keys(case, Some(Intent::HowMuch)));
    ranked.retain(is_told);
    let best = ranked.first()?.score;
    // What is said of one thing named may all be meant.
    let nearly = if bound.is_empty() { NEARLY } else { NEARLY_OF_ONE };
    ranked.retain(|fit| fit.score >= nearly * best);
    Some(passage::told_of(case, &ranked, TOLD))
}

/// Words that ask for a number of the things behind them.
const MANY: [&str; 4] = ["manga", "many", "antal", "antalet"];

/// What is counted.
struct Head {
    /// The words that tell it.
    tokens: Vec<usize>,
    /// Stems that stand for it.
    forms: Vec<String>,
}

/// The thing behind "hur många": the first word that carries something, or the very next, as in "hur
/// många gånger".
fn heads(question: &Question) -> Vec<Head> {
    let tokens = &question.tokens;
    let Some(many) = tokens.iter().position(|token| MANY.contains(&token.folded.as_str())) else {
        return Vec::new();
    };
    let tells = |token: &Token| matches!(token.part, Part::Matter | Part::Name) && !token.number;
    let behind = || tokens.iter().enumerate().skip(many + 1);
    let telling = behind().take(BEHIND).find(|(_, token)| tells(token));
    let next = behind().next().filter(|(_, token)| token.folded.chars().count() > 4);
    let mut heads: Vec<usize> = telling.into_iter().chain(next).map(|(at, _)| at).collect();
    heads.dedup();
    heads.into_iter().filter_map(|at| head(question, at)).collect()
}

fn head(question: &Question, at: usize) -> Option<Head> {
    let named = question.subjects.iter().find(|subject| subject.tokens.contains(&at));
    let (tokens, mut forms) = match named.filter(|subject| subject.of(Kind::Term).is_some()) {
        Some(subject) => (subject.tokens.clone(), names(subject)),
        None => (vec![at], Vec::new()),
    };
    let last = tokens.last().and_then(|at| question.tokens.get(*at))?;
    forms.push(last.stem.clone());
    forms.extend(same_meaning(&last.folded, question.language));
    Some(Head { tokens, forms })
}

/// The last words of the names of a concept.
fn names(subject: &Subject) -> Vec<String> {
    let terms = subject.nodes.iter().filter(|node| node.kind() == Kind::Term);
    let names = terms.flat_map(|term| std::iter::once(term.label()).chain(term.other_names()));
    names.filter_map(|name| words(name).last().map(Word::stem)).collect()
}

/// The other words of the question, each with what stands for it.
fn beside(case: &Case<'_>, head: &Head) -> Vec<Vec<String>> {
    let question = case.question;
    let matter = question.tokens.iter().enumerate().filter(|(at, token)| {
        let asks = MANY.contains(&token.folded.as_str()) || token.folded == "hur";
        token.part == Part::Matter && !token.number && !asks && !head.tokens.contains(at)
    });
    matter
        .map(|(_, token)| {
            let others = same_meaning(&token.folded, question.language);
            std::iter::once(token.stem.clone()).chain(others).collect()
        })
        .collect()
}

/// What else is named; where nothing is, what was told of before, if it is referred to.
fn bound(case: &Case<'_>, head: &Head) -> Vec<Id> {
    let question = case.question;
    let is_head = |one: &&Subject| one.tokens.iter().any(|at| head.tokens.contains(at));
    let named = question.subjects.iter().filter(|one| one.origin != Origin::Remembered);
    let ids = |nodes: &[Node]| nodes.iter().map(|node| node.id().clone()).collect::<Vec<_>>();
    let named: Vec<Id> =
        named.filter(|one| !is_head(one)).flat_map(|one| ids(&one.nodes)).collect();
    if named.is_empty() && question.back.is_some() {
        return question.memory.nodes.first().map(|node| node.id().clone()).into_iter().collect();
    }
    named
}

fn holds(text: &str, forms: &[String]) -> bool {
    words(text).iter().map(Word::stem).any(|stem| is_one_of(&stem, forms))
}

fn is_one_of(stem: &str, forms: &[String]) -> bool {
    forms.iter().any(|form| stem == form || is_compound(stem, form))
}

/// Whether a number of the things stands in a text: "nio kölotsar", "sex olika kommuner".
fn counts(text: &str, forms: &[String]) -> bool {
    let words = words(text);
    let is_year = |word: &Word<'_>| {
        word.kind == WordKind::Number
            && word.folded.len() == 4
            && word.folded.starts_with(['1', '2'])
    };
    words.iter().enumerate().any(|(at, word)| {
        let behind = || words.iter().skip(at + 1).take(BEHIND);
        let of_the_thing = |word: &Word<'_>| is_one_of(&word.stem(), forms);
        !is_year(word) && figure::is_number(word) && behind().any(of_the_thing)
    })
}
