//! Which of the occasions of a time are asked for: the first, the last, those on a weekday, those past.

use std::sync::Arc;

use finsam_model::{Entry, Seminar};
use finsam_swedish::when::{TimeExpression, Window};

use crate::{
    markdown::plain,
    question::{Intent, Origin, Part},
    reply::Case,
};

/// "torsdagen i Almedalen 2018": of a longer time those on the weekday, if there are any.
pub(super) fn on_weekday(
    time: &TimeExpression,
    there: Vec<Arc<Entry<Seminar>>>,
) -> Vec<Arc<Entry<Seminar>>> {
    let Some(weekday) = time.weekday else { return there };
    let is_on = |seminar: &&Arc<Entry<Seminar>>| seminar.date().weekday() == weekday;
    let on: Vec<Arc<Entry<Seminar>>> = there.iter().filter(is_on).cloned().collect();
    if on.is_empty() { there } else { on }
}

/// "första frukosten i höst", "sista seminariet i år": one of them.
pub(super) fn the_one_asked_for(
    case: &Case<'_>,
    there: Vec<Arc<Entry<Seminar>>>,
) -> Vec<Arc<Entry<Seminar>>> {
    const FIRST: &[&str] = &["forsta", "first", "tidigaste", "earliest"];
    const LAST: &[&str] = &["sista", "avslutande", "last", "final"];
    let has = |words: &[&str]| {
        let mut tokens = case.question.tokens.iter().filter(|token| token.part != Part::Time);
        tokens.any(|token| words.contains(&token.folded.as_str()))
    };
    let mut taking_place = there.iter().filter(|seminar| seminar.takes_place());
    let question = case.question;
    let one = if !question.occasion.mentioned && !question.asks(Intent::Programme) {
        None
    } else if has(FIRST) {
        taking_place.next()
    } else if has(LAST) {
        taking_place.next_back()
    } else {
        None
    };
    one.cloned().map_or(there, |one| vec![one])
}

/// "vad har ni haft i Kulissen?"
pub(super) fn asks_what_has_been(case: &Case<'_>) -> bool {
    case.question.has_word(&["haft", "hade", "varit", "hallits", "had", "been", "handlade"])
}

/// All the time before now.
pub(super) fn all_before(case: &Case<'_>) -> Window {
    Window { from: None, until: Some(case.now.clone()) }
}

/// What of all occasions was asked for: those at a venue, of a series.
pub(super) fn narrowed_to(case: &Case<'_>) -> Option<String> {
    let named = case.question.subjects.iter().filter(|one| one.origin != Origin::Remembered);
    let mut labels: Vec<String> = Vec::new();
    for label in named.filter_map(|subject| subject.nodes.first()).map(|node| plain(node.label())) {
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    (!labels.is_empty()).then(|| labels.join(", "))
}
