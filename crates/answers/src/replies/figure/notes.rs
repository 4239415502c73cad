//! What an editor has noted about figures, where the question asks more than the number tells.

use std::{collections::BTreeSet, sync::Arc};

use finsam_content::Node;
use finsam_model::{Entry, Figure};
use finsam_swedish::words::words;

use super::{
    super::unknown,
    asked::{self, Asked},
};
use crate::{
    markdown::plain,
    passages::{Note, Parts, parts},
    question::{Intent, Part, Token},
    reply::Case,
    words::same_meaning,
};

/// No more notes than these are told.
const TOLD: usize = 2;

/// The notes that say what the question asks beyond the figures' own lines, and whether they say that
/// just that is not known.
pub(super) fn beyond(
    case: &Case<'_>,
    asked: &Asked,
    chosen: &[Arc<Entry<Figure>>],
    told_already: Option<&str>,
) -> (Vec<String>, bool) {
    let figures: Vec<Arc<Parts>> = chosen.iter().map(of_figure).collect();
    let is_said = |stem: &String| {
        let mut of_words = figures.iter().filter_map(|figure| figure.said().get(stem));
        of_words.any(|closeness| *closeness >= 1.0)
            || chosen.iter().any(|figure| figure.year.to_string() == *stem)
    };
    let mut wanted: Vec<BTreeSet<String>> = Vec::new();
    for token in asked_with(case) {
        let mut forms: BTreeSet<String> = [token.stem.clone()].into();
        forms.extend(same_meaning(&token.folded, case.language()));
        if !forms.iter().any(is_said) && !wanted.contains(&forms) {
            wanted.push(forms);
        }
    }
    for year in asked.years.iter().map(ToString::to_string).filter(|year| !is_said(year)) {
        wanted.push([year].into());
    }
    let unknown = unknown::Asked::of(case).and_then(unknown::Asked::beside_numbers);
    let asks_more = asked.doubts || asked.compares || asked.recounts || unknown.is_some();
    if wanted.is_empty() && !asks_more {
        return (Vec::new(), false);
    }
    let mut notes: Vec<(usize, &Note)> = figures
        .iter()
        .flat_map(|figure| figure.notes())
        .map(|note| {
            let held = wanted.iter().filter(|forms| !forms.is_disjoint(&note.stems)).count();
            let limits = || {
                let text = note.text.to_lowercase();
                text.contains(" inte ") || text.contains(" bara ")
            };
            let doubted = asked.doubts && (note.doubts || limits());
            let compared = asked.compares && tells_apart(note)
                || (asked.compares || asked.recounts) && note.other;
            let missing = unknown.as_ref().is_some_and(|asked| asked.is_unknown_in(&note.text));
            let beside = 3 * usize::from(doubted) + 2 * usize::from(compared || missing);
            (2 * held + beside, note)
        })
        .filter(|(score, _)| *score > 0)
        .collect();
    notes.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let best = notes.first().map_or(0, |(score, _)| *score);
    let mut told: Vec<&Note> = Vec::new();
    for (score, note) in notes {
        let repeats = |there: &Note| {
            2 * there.stems.intersection(&note.stems).count()
                > there.stems.len().min(note.stems.len())
        };
        let is_told = told_already.is_some_and(|text| text == plain(&note.text));
        if told.len() < TOLD
            && 3 * score >= 2 * best
            && !is_told
            && !told.iter().any(|there| repeats(there))
        {
            told.push(note);
        }
    }
    let is_unknown =
        |note: &Note| unknown.as_ref().is_some_and(|asked| asked.is_unknown_in(&note.text));
    let missing = told.iter().any(|note| is_unknown(note));
    (told.into_iter().map(|note| plain(&note.text)).collect(), missing)
}

/// The words of the question that may ask for a note: not those that only ask for a number.
fn asked_with<'a>(case: &'a Case<'_>) -> impl Iterator<Item = &'a Token> {
    const OF_NUMBERS: [&str; 12] = [
        "siffr", "antal", "andel", "figur", "number", "uppgift", "belopp", "galler", "percent",
        "statist", "stor", "kall",
    ];
    let question = case.question;
    let told: Vec<usize> = question
        .cues
        .iter()
        .filter(|cue| matches!(cue.intent, Intent::Sources | Intent::WhatIs | Intent::News))
        .flat_map(|cue| cue.tokens.iter().copied())
        .collect();
    question.tokens.iter().enumerate().filter_map(move |(at, token)| {
        let matters = matches!(token.part, Part::Matter | Part::Name) && !told.contains(&at);
        let of_numbers = OF_NUMBERS.iter().any(|start| token.folded.starts_with(start))
            || asked::is_no_matter(&token.folded);
        let large = !token.number || token.folded.len() > 2;
        (matters && !of_numbers && large).then_some(token)
    })
}

/// Whether a note says that two numbers are not to be compared.
fn tells_apart(note: &Note) -> bool {
    let text = note.text.to_lowercase();
    [
        "inte samma",
        "annat mått",
        "något annat",
        "annan uppgift",
        "inte läggas ihop",
        "inte räknas mot",
        "säger därför inte",
    ]
    .iter()
    .any(|phrase| text.contains(phrase))
}

fn of_figure(figure: &Arc<Entry<Figure>>) -> Arc<Parts> {
    parts(&Node::Figure(Arc::clone(figure)))
}

/// What is noted of a year that no figure is of: on the figures, or on the sources they stand in.
pub(super) fn of_year(case: &Case<'_>, series: &[Arc<Entry<Figure>>], year: i16) -> Option<String> {
    let year = year.to_string();
    let holds = |text: &str| words(text).iter().any(|word| word.folded == year);
    let own = series.iter().find_map(|figure| {
        let text = figure.body.text();
        holds(text).then(|| plain(text))
    });
    own.or_else(|| {
        let sources = series.iter().flat_map(|figure| &figure.sources);
        let mut sources = case.snapshot.named::<finsam_model::Source>(sources);
        sources.find_map(|source| source.note.as_deref().filter(|note| holds(note)).map(plain))
    })
}

/// What is noted on a figure of another year than its own.
pub(super) fn of_other_years(figure: &Entry<Figure>) -> Option<String> {
    let text = figure.body.text();
    let is_another_year = |folded: &str| {
        let year = folded.parse::<i16>().ok().filter(|_| folded.len() == 4);
        year.is_some_and(|year| year != figure.year && (1900..=2100).contains(&year))
    };
    words(text).iter().any(|word| is_another_year(&word.folded)).then(|| plain(text))
}

/// Whether a word (its stem) stands in what is noted on a figure.
pub(super) fn hold(figure: &Arc<Entry<Figure>>, stem: &str) -> bool {
    of_figure(figure).notes().iter().any(|note| note.stems.contains(stem))
}
