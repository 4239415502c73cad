//! Figures of years: the same in other years, of a year that is named, and of the year beside one.

use std::sync::Arc;

use finsam_content::Shelved;
use finsam_model::{Entry, Figure, Kind};
use finsam_swedish::words::words;

use super::{Asked, Held, TOLD, held::in_order, notes, told_all, with_stems};
use crate::{
    AnswerKind,
    phrases::fill,
    question::{Intent, Origin, Subject, Token},
    reply::{Case, Reply},
    words::same_meaning,
};

/// "vad var väntetiden 2032?": a number of a concept in a year is asked for, not what it is.
pub(in crate::replies) fn of_a_year(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let asked = Asked::of(case);
    let mut cues = question.cues.iter().map(|cue| cue.intent);
    let of_numbers = |intent| matches!(intent, Intent::WhatIs | Intent::HowMuch | Intent::HowLong);
    let mut concepts: Vec<&Subject> =
        question.subjects.iter().filter(|one| one.origin != Origin::Remembered).collect();
    concepts.sort_by_key(|one| one.tokens.first().copied());
    let all_concepts = concepts.iter().all(|one| one.of(Kind::Term).is_some());
    if asked.years.is_empty()
        || !cues.all(of_numbers)
        || !all_concepts
        || question.occasion.mentioned
    {
        return None;
    }
    let term = concepts.first()?.of(Kind::Term)?;
    let name = words(term.label()).last()?.stem();
    let referring = case.snapshot.referring_to(Kind::Term, term.slug()).iter();
    let mut figures: Vec<Arc<Entry<Figure>>> = referring.filter_map(Figure::of).cloned().collect();
    figures.retain(|figure| {
        let is_called_so = words(&figure.label).first().is_some_and(|word| word.stem() == name);
        let held = || Held::of(case, figure);
        let says = |stem: &String| {
            held().best_hit(std::slice::from_ref(stem)) > 0.0 || notes::hold(figure, stem)
        };
        let matter = question.matter(Some(Intent::HowMuch));
        let mut matter = matter.iter().filter(|token| !token.number);
        is_called_so && asked.years.contains(&figure.year) && matter.all(|token| says(&token.stem))
    });
    (!figures.is_empty()).then(|| told_all(case, &asked, &in_order(figures)))
}

/// "finns det nån nyare siffra?" after an answer about a figure: what counts the same sort of the same
/// in later or earlier years.
pub(in crate::replies) fn newer(case: &Case<'_>) -> Option<Reply> {
    const NEWER: [&str; 5] = ["nyare", "senare", "farskare", "newer", "recent"];
    const OLDER: [&str; 3] = ["aldre", "tidigare", "older"];
    const FIGURES: [&str; 8] =
        ["siffra", "siffror", "tal", "uppgift", "uppgifter", "figure", "figures", "number"];
    let question = case.question;
    let (newer, older) = (question.has_word(&NEWER), question.has_word(&OLDER));
    if !question.has_word(&FIGURES) || newer == older {
        return None;
    }
    let memory = of_memory(case);
    let before = memory.first()?;
    let referring =
        before.terms.iter().flat_map(|term| case.snapshot.referring_to(Kind::Term, term));
    let is_asked = |figure: &&Arc<Entry<Figure>>| {
        let other = if newer { figure.year > before.year } else { figure.year < before.year };
        other && figure.measures == before.measures
    };
    let figures = in_order(referring.filter_map(Figure::of).filter(is_asked).cloned().collect());
    let asked = Asked { years: Vec::new(), compares: true, ..Asked::of(case) };
    if figures.is_empty() {
        let mut reply = told_all(case, &asked, &memory);
        reply.lines.insert(0, case.phrases().not_stated_plain.to_owned());
        reply.kind = AnswerKind::NotStated;
        return Some(reply);
    }
    Some(told_all(case, &asked, figures.get(..TOLD).unwrap_or(&figures)))
}

/// "å 2031?", "och året före?" after an answer about figures: the same for another year.
pub(in crate::replies) fn of_another_year(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let asked = Asked::of(case);
    let figures = of_memory(case);
    // "hur många visste det 2031?" says again what the figure counts.
    let held: Vec<Held> = figures.iter().map(|figure| Held::of(case, figure)).collect();
    let says_again = |token: &Token| {
        let mut stems = vec![token.stem.clone()];
        stems.extend(same_meaning(&token.folded, question.language));
        held.iter().any(|held| held.best_hit(&stems) > 0.0)
    };
    let of_its_own = question.occasion.mentioned
        || question.subjects.iter().any(|one| one.origin != Origin::Remembered)
        || question
            .matter(Some(Intent::HowMuch))
            .iter()
            .any(|token| !token.number && !is_of_years(&token.folded) && !says_again(token));
    let asks_a_year = !asked.years.is_empty() || asked.year_before.is_some();
    if of_its_own || !asks_a_year {
        return None;
    }
    (!figures.is_empty()).then(|| told_with_years(case, &asked, &figures))
}

pub(super) fn of_memory(case: &Case<'_>) -> Vec<Arc<Entry<Figure>>> {
    let nodes = &case.question.memory.nodes;
    if nodes.first().is_none_or(|node| node.kind() != Kind::Figure) {
        return Vec::new();
    }
    nodes.iter().filter_map(Figure::of).take(1).cloned().collect()
}

/// Figures, each with those that count the same in other years: of the years asked for, or all.
pub(super) fn told_with_years(
    case: &Case<'_>,
    asked: &Asked,
    chosen: &[Arc<Entry<Figure>>],
) -> Reply {
    let mut series: Vec<Arc<Entry<Figure>>> = Vec::new();
    for figure in chosen {
        for one in same_in_other_years(case, figure) {
            if !series.iter().any(|there| there.id == one.id) {
                series.push(one);
            }
        }
    }
    let mut years = asked.years.clone();
    let newest = chosen.iter().map(|figure| figure.year).max();
    let memory = of_memory(case);
    if let Some(step) = asked.year_before {
        let from = years.first().copied().or(memory.first().map(|figure| figure.year)).or(newest);
        years.extend(from.map(|year| year + step));
    }
    let of_years: Vec<_> =
        series.iter().filter(|figure| years.contains(&figure.year)).cloned().collect();
    let asked = Asked { years, ..asked.clone() };
    if !of_years.is_empty() && !asked.compares && asked.year_before.is_none() {
        return told_all(case, &asked, &of_years);
    }
    let mut reply = told_all(case, &asked, &series);
    let known: Vec<i16> = series.iter().map(|figure| figure.year).collect();
    let missing: Vec<i16> =
        asked.years.iter().copied().filter(|year| !known.contains(year)).collect();
    let said = |year: &i16| reply.lines.iter().any(|line| line.contains(&year.to_string()));
    let missing: Vec<i16> = missing.into_iter().filter(|year| !said(year)).collect();
    for year in missing.into_iter().rev() {
        let noted = notes::of_year(case, &series, year);
        let year = year.to_string();
        let line = noted.unwrap_or_else(|| fill(case.phrases().no_figure_of, &[("year", &year)]));
        reply.lines.insert(0, line);
        reply.kind = AnswerKind::NotStated;
    }
    reply
}

/// Figures of the same label and unit, the latest first.
pub(super) fn same_in_other_years(
    case: &Case<'_>,
    figure: &Arc<Entry<Figure>>,
) -> Vec<Arc<Entry<Figure>>> {
    let label: Vec<String> = words(&figure.label).iter().map(|word| word.stem()).collect();
    let stems: Vec<(&str, f64)> = label.iter().map(|stem| (stem.as_str(), 1.0)).collect();
    let mut series = with_stems(case, &stems);
    series.retain(|one| one.label == figure.label && one.unit == figure.unit);
    if !series.iter().any(|one| one.id == figure.id) {
        series.push(Arc::clone(figure));
    }
    let mut series = in_order(series);
    series.sort_by_key(|one| std::cmp::Reverse(one.year));
    series.truncate(TOLD);
    series
}

/// Whether a word says which year beside another is meant.
pub(super) fn is_of_years(folded: &str) -> bool {
    ["ar", "aret", "fore", "innan", "efter", "darpa", "year", "before", "after"].contains(&folded)
}
