//! "hur många", "hur mycket": figures, occasions, people, and what else is counted.

use finsam_model::Kind;

use super::{
    counted, figure, initiative, list, otherwise, passage, people, practical, programme, time,
    unknown,
};
use crate::{
    question::{Intent, Origin, Question, Subject},
    reply::{Case, Reply},
};

/// Numbers: of what the content counts, or of its own occasions and speakers.
pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    if let Some(reply) = passage::that_it_is_unknown(case, Intent::HowMuch) {
        return Some(reply);
    }
    if let Some(reply) = time::of_hours(case).or_else(|| programme::counted_plainly(case)) {
        return Some(reply);
    }
    if let Some(reply) = of_the_initiative_before(case) {
        return Some(reply);
    }
    if let Some(reply) = figure::reply(case, Some(Intent::HowMuch)) {
        return Some(reply);
    }
    let of_an_occasion = question.occasion.mentioned
        || question.memory.nodes.first().is_some_and(|node| node.kind() == Kind::Seminar);
    if of_an_occasion
        && question.matter(Some(Intent::HowMuch)).is_empty()
        && question.has_word(&["kostar", "kosta", "kostade", "cost", "costs"])
    {
        return practical::never_stated(case, Intent::Price);
    }
    if question.asks(Intent::Speakers) && question.matter(Some(Intent::Speakers)).is_empty() {
        return people::counted(case);
    }
    let left_over = question.matter(Some(Intent::HowMuch));
    if question.occasion.mentioned && left_over.is_empty() {
        return programme::counted(case);
    }
    let people =
        question.has_word(&["personer", "deltagare", "people", "participants", "manniskor"]);
    if people && let Some(reply) = initiative::never_counted(case) {
        return Some(reply);
    }
    if let Some(reply) = counted::reply(case).or_else(|| list::reply(case)) {
        return Some(reply);
    }
    if let Some(reply) = passage::with_a_number(case) {
        return Some(reply);
    }
    // "hur många parter är med i X?": they are named, and can be counted.
    if question.asks(Intent::Partners) || question.has_word(&["parter", "parterna", "parties"]) {
        let partners = initiative::partners(case);
        if partners.is_some() {
            return partners;
        }
    }
    let known = left_over.iter().any(|token| otherwise::is_known(case, token));
    let named = question.subjects.iter().any(|subject| subject.origin != Origin::Remembered);
    (known || named).then(|| unknown::reply(case, Intent::HowMuch))
}

/// "hur gamla är deltagarna?" after an answer about a project: a figure of that project.
fn of_the_initiative_before(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let named = question.subjects.iter().any(|one| one.origin != Origin::Remembered);
    let of_its_own = named || question.occasion.mentioned || question.time.is_some();
    let before = question.memory.nodes.first().filter(|node| node.kind() == Kind::Initiative)?;
    if of_its_own {
        return None;
    }
    let subject =
        Subject { nodes: vec![before.clone()], origin: Origin::Named, tokens: Vec::new() };
    let about_it = Question { subjects: vec![subject], ..question.clone() };
    let about_it = Case { question: &about_it, ..*case };
    figure::reply(&about_it, Some(Intent::HowMuch)).or_else(|| counted::reply(&about_it))
}
