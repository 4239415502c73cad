//! The passages that show why a document was found.

use std::{borrow::Cow, collections::HashSet, ops::Range};

use finsam_swedish::words;

use super::{Highlight, query::Query, texts::Field};

/// How many passages are shown.
const PASSAGES: usize = 2;
/// A passage longer than this many bytes is cut, …
const LONGEST: usize = 320;
/// … leaving so many before the first word that was found.
const BEFORE: usize = 80;

/// The sentences with most of the query's words; of equally good ones the one closest to the
/// document's heart, then the first.
pub(super) fn best(texts: &[(Field, Cow<'_, str>)], query: &Query<'_>) -> Vec<Highlight> {
    let mut passages: Vec<(usize, Field, Highlight)> = texts
        .iter()
        .flat_map(|(field, text)| sentences(text).map(move |sentence| (*field, sentence)))
        .filter_map(|(field, sentence)| {
            let (terms, highlight) = highlight(sentence, query)?;
            Some((terms, field, highlight))
        })
        .collect();
    passages.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut seen = HashSet::new();
    passages
        .into_iter()
        .map(|(_, _, highlight)| highlight)
        .filter(|highlight| seen.insert(highlight.text.clone()))
        .take(PASSAGES)
        .collect()
}

/// A sentence with the query's words marked, and how many of them it has, if any.
fn highlight(sentence: &str, query: &Query<'_>) -> Option<(usize, Highlight)> {
    let mut terms = HashSet::new();
    let found: Vec<Range<usize>> = words::words(sentence)
        .into_iter()
        .filter_map(|word| {
            terms.insert(query.term_of(&word.stem())?);
            Some(word.span)
        })
        .collect();
    Some((terms.len(), cut(sentence, found.first()?.start, &found)))
}

/// The sentence from shortly before its first find, at most [`LONGEST`] bytes of it.
fn cut(sentence: &str, first: usize, found: &[Range<usize>]) -> Highlight {
    let (mut from, mut until) = (0, sentence.len());
    if sentence.len() > LONGEST {
        from = sentence.floor_char_boundary(first.saturating_sub(BEFORE));
        until = sentence.floor_char_boundary(from + LONGEST);
        // Cut between words, unless a single word is all there is.
        let before = sentence.get(from..first).unwrap_or_default();
        from += if from == 0 { 0 } else { before.find(' ').map_or(0, |space| space + 1) };
        let after = sentence.get(first..until).unwrap_or_default();
        until = match after.rfind(' ') {
            Some(space) if until < sentence.len() => first + space,
            _ => until,
        };
    }
    let within = |range: &Range<usize>| {
        Some(range.start.checked_sub(from)?..range.end.checked_sub(from)?)
            .filter(|_| range.end <= until)
    };
    Highlight {
        text: sentence.get(from..until).unwrap_or_default().to_owned(),
        found: found.iter().filter_map(within).collect(),
    }
}

/// The sentences of a text: lines, parted where a stop is followed by a capital letter.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| {
        let mut from = 0;
        let mut sentences = Vec::new();
        for (at, stop) in line.match_indices(['.', '!', '?']) {
            let after = at + stop.len();
            let rest = line.get(after..).unwrap_or_default();
            let next = rest.trim_start();
            if next.len() < rest.len() && next.starts_with(char::is_uppercase) {
                sentences.extend(line.get(from..after));
                from = after;
            }
        }
        sentences.extend(line.get(from..));
        sentences.into_iter().map(str::trim).filter(|sentence| !sentence.is_empty())
    })
}
