//! Whether a number has become larger or smaller: the figures that count the growth of the same, and
//! those that count the same in other years.

use std::sync::Arc;

use finsam_content::Shelved;
use finsam_model::{Entry, Figure, Kind, Measure};

use super::{
    asked::{self, Asked},
    held::in_order,
    notes, told_all,
    years::{is_of_years, of_memory, same_in_other_years},
};
use crate::{
    AnswerKind,
    question::{Origin, Part},
    reply::{Case, Reply},
};

/// How words begin that tell by themselves that something changes (folded).
const CHANGES: &[&str] = &[
    "okat", "okade", "okar", "okning", "minsk", "vuxit", "vaxt", "vaxer", "sjunk", "stigit",
    "stiger", "forandr", "andrats", "utveckl", "forbattr", "forsamr", "increas", "decreas",
    "grown", "grew", "growing", "chang", "risen", "fallen", "improv", "worsen", "shrunk",
];
/// Words that do so beside a word for becoming, or for another time.
const MORE_OR_LESS: &[&str] = &[
    "fler", "flera", "farre", "mer", "mindre", "battre", "samre", "hogre", "lagre", "storre",
    "kortare", "langre", "upp", "ner", "ned", "more", "fewer", "less", "better", "worse", "higher",
    "lower", "larger", "smaller", "shorter", "longer", "up", "down",
];
const BECOMING: &[&str] = &[
    "blivit", "blev", "blir", "bli", "gatt", "gick", "gar", "become", "became", "got", "gotten",
    "gone", "going", "went", "getting",
];
/// Words that another time is compared by: "än förra året", "fler nu".
const THAN: &[&str] =
    &["an", "forr", "forut", "fore", "innan", "tidigare", "than", "before", "earlier"];

/// The reply; `None` where no change is asked for, or of something that no figure counts.
pub(in crate::replies) fn reply(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let begins = |word: &str| CHANGES.iter().any(|start| word.starts_with(start));
    let changes = question.tokens.iter().any(|token| begins(&token.folded));
    let another_time = question.time.is_some() || question.has_word(THAN);
    let becomes = question.has_word(BECOMING) || another_time;
    if !(changes || becomes && question.has_word(MORE_OR_LESS)) || question.occasion.mentioned {
        return None;
    }
    let says_more = question.tokens.iter().any(|token| {
        let word = token.folded.as_str();
        let told = begins(word)
            || [MORE_OR_LESS, BECOMING, THAN].iter().any(|words| words.contains(&word))
            || OF_NUMBERS.contains(&word)
            || asked::is_no_matter(word)
            || is_of_years(word);
        token.part == Part::Matter && !token.number && !told
    });
    let mut named = question.subjects.iter().filter(|one| one.origin != Origin::Remembered);
    let is_concept = |one: &crate::question::Subject| one.of(Kind::Term).is_some();
    // Two things named are set against each other.
    if says_more || !named.clone().all(is_concept) || named.clone().count() > 1 {
        return None;
    }
    let figures = match named.next() {
        Some(subject) => subject.of(Kind::Term).map(|term| of_concept(case, term.slug()))?,
        None => of_memory(case),
    };
    told(case, &figures)
}

/// Words for how many there are, or for those that are.
const OF_NUMBERS: &[&str] = &[
    "antal",
    "antalet",
    "andel",
    "andelen",
    "siffra",
    "siffran",
    "siffrorna",
    "grupp",
    "gruppen",
    "number",
    "share",
    "group",
    "figure",
    "nu",
    "now",
    "personer",
    "manniskor",
    "deltagare",
    "people",
];

/// The figures of a concept: one of each that counts the same in several years.
fn of_concept(case: &Case<'_>, term: &finsam_model::Slug) -> Vec<Arc<Entry<Figure>>> {
    let referring = case.snapshot.referring_to(Kind::Term, term).iter().filter_map(Figure::of);
    let mut figures = in_order(referring.cloned().collect());
    figures.retain(|figure| {
        figure.measures == Measure::Growth || same_in_other_years(case, figure).len() > 1
    });
    figures
}

fn told(case: &Case<'_>, figures: &[Arc<Entry<Figure>>]) -> Option<Reply> {
    let first = figures.first()?;
    let of_the_same = |figure: &&Arc<Entry<Figure>>| {
        figure.measures == Measure::Growth && figure.terms.iter().any(|it| first.terms.contains(it))
    };
    let referring =
        first.terms.iter().flat_map(|term| case.snapshot.referring_to(Kind::Term, term));
    let growth = referring.filter_map(Figure::of).filter(of_the_same).cloned().collect();
    let mut chosen = in_order(growth);
    let counted = figures.iter().find(|figure| figure.measures != Measure::Growth);
    let series = counted.map(|figure| same_in_other_years(case, figure)).unwrap_or_default();
    if series.len() > 1 {
        chosen.extend(series);
    }
    let asked = Asked { compares: true, ..Asked::of(case) };
    if !chosen.is_empty() {
        return Some(told_all(case, &asked, &chosen));
    }
    // No figure of another year: what is noted of one, or that it is not known.
    let one = std::slice::from_ref(first);
    let mut reply = told_all(case, &asked, one);
    match notes::of_other_years(first) {
        Some(noted) => {
            if !reply.lines.contains(&noted) {
                reply.line(noted);
            }
        }
        None => {
            reply.kind = AnswerKind::NotStated;
            reply.lines.insert(0, case.phrases().not_stated_plain.to_owned());
        }
    }
    Some(reply)
}
