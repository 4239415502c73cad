//! Which of two things has the larger number: the figure of each, beside each other.

use std::sync::Arc;

use finsam_model::{Entry, Figure, Kind};

use super::{Asked, Held, keys, scored, told_all};
use crate::{
    question::{Origin, Part, Question, Subject},
    reply::{Case, Reply},
};

/// Words that ask which of two numbers is larger (folded).
const LARGER: &[&str] = &[
    "hogre",
    "lagre",
    "hogst",
    "hogsta",
    "lagst",
    "storre",
    "mindre",
    "storst",
    "minst",
    "mer",
    "mera",
    "mest",
    "fler",
    "flest",
    "farre",
    "dyrare",
    "dyrast",
    "billigare",
    "billigast",
    "langre",
    "langst",
    "kortare",
    "kortast",
    "higher",
    "lower",
    "highest",
    "larger",
    "smaller",
    "largest",
    "smallest",
    "bigger",
    "biggest",
    "more",
    "most",
    "less",
    "least",
    "fewer",
    "cheaper",
    "costlier",
    "longer",
    "longest",
    "shorter",
];
/// Words that two things are set against each other by.
const AGAINST: &[&str] = &["eller", "an", "or", "than", "och", "and", "jamfort", "compared"];
/// A figure holds the name of the thing it is told of at least so well.
const OF_THE_THING: f64 = 0.6;

/// A figure of each thing named, of the same sort; `None` where there are no such two.
pub(in crate::replies) fn reply(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let mut sides: Vec<&Subject> =
        question.subjects.iter().filter(|one| one.origin != Origin::Remembered).collect();
    sides.sort_by_key(|subject| subject.tokens.first().copied());
    let asks = question.mentions_word(LARGER) && question.mentions_word(AGAINST);
    if !asks || sides.len() != 2 || question.occasion.mentioned {
        return None;
    }
    let asked = Asked { compares: true, ..Asked::of(case) };
    let [first, second] = sides.as_slice() else { return None };
    let (first, second) = (of_side(case, first, &asked)?, of_side(case, second, &asked)?);
    let alike = first.iter().find_map(|one| {
        let other = second.iter().find(|other| {
            other.measures == one.measures && other.unit == one.unit && other.id != one.id
        })?;
        Some([Arc::clone(one), Arc::clone(other)])
    });
    alike.map(|both| told_all(case, &asked, &both))
}

/// The figures of one of the things, the one that fits best first.
fn of_side(case: &Case<'_>, side: &Subject, asked: &Asked) -> Option<Vec<Arc<Entry<Figure>>>> {
    let named = |kind: Kind| side.of(kind).is_some();
    if !(named(Kind::Term) || named(Kind::Initiative) || named(Kind::Organisation)) {
        return None;
    }
    let mut tokens = case.question.tokens.clone();
    let larger = |word: &str| LARGER.contains(&word) && !matches!(word, "hogst" | "lagst");
    for token in tokens.iter_mut().filter(|token| larger(&token.folded)) {
        token.part = Part::Filler;
    }
    let question = Question { subjects: vec![side.clone()], tokens, ..case.question.clone() };
    let case = Case { question: &question, ..*case };
    let keys = keys(&case, None, asked);
    // The thing itself comes last.
    let thing = keys.last()?;
    let is_of_it = |figure: &Arc<Entry<Figure>>| {
        figure.terms.iter().any(|term| thing.term.contains(term))
            || Held::of(&case, figure).best_hit(&thing.stems) >= OF_THE_THING
    };
    let scored = scored(&case, &keys, asked).into_iter().map(|one| one.figure);
    Some(scored.filter(is_of_it).collect())
}
