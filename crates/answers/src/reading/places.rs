//! Places and series told by a part of their names: "ladugården", "the restaurant", "Kulissen-serien".

use finsam_content::{Node, Shelved, Snapshot};
use finsam_model::{Noun, Organisation, Series, Venue};
use finsam_swedish::{Language, words::words};

use crate::{
    question::{Origin, Part, Subject, Token},
    words::{is_filler, same_meaning},
};

/// Of more venues or organisations than these none is told by a word.
const MOST: usize = 200;
/// A word that tells a venue has so many letters at least.
const SHORTEST: usize = 5;
/// A word that tells an organisation is put together, and has so many letters at least: there may be
/// but one "region", and yet any be meant.
const LONG: usize = 12;
/// Words of names after which it is only told where the place is or whose.
const BEFORE_WHERE: [&str; 5] = ["pa", "i", "vid", "in", "at"];
/// Words of names that tell nothing alone.
const SIZES: [&str; 6] = ["lilla", "stora", "gamla", "nya", "norra", "sodra"];

/// The venue or the organisation that a definite word tells, where only one is called so:
/// "ladugården", "kommunförbundet".
pub(super) fn told(tokens: &mut [Token], snapshot: &Snapshot, language: Language) -> Vec<Subject> {
    let mut subjects: Vec<Subject> = Vec::new();
    for at in 0..tokens.len() {
        let Some(token) = tokens.get(at).filter(|token| is_definite(tokens, token, at, language))
        else {
            continue;
        };
        let is_long = token.folded.chars().count() >= LONG;
        let node = only::<Venue>(snapshot, token, language)
            .or_else(|| is_long.then(|| only::<Organisation>(snapshot, token, language))?);
        let Some(node) = node else { continue };
        if let Some(token) = tokens.get_mut(at) {
            token.part = Part::Name;
        }
        subjects.push(Subject { nodes: vec![node], origin: Origin::Named, tokens: vec![at] });
    }
    subjects
}

/// What alone of its kind has a word in its names.
fn only<T: Shelved>(snapshot: &Snapshot, token: &Token, language: Language) -> Option<Node> {
    let kind = T::KIND;
    let all = snapshot.of_kind(kind);
    if all.len() > MOST {
        return None;
    }
    let mut stems = same_meaning(&token.folded, language);
    stems.retain(|_| language == Language::English);
    stems.push(token.stem.clone());
    let is_called = |node: &Node| {
        let mut names = std::iter::once(node.label()).chain(node.other_names());
        names.any(|name| telling(name).iter().any(|own| stems.contains(own)))
    };
    let mut called = all.filter(is_called);
    called.next().filter(|_| called.next().is_none())
}

fn is_definite(tokens: &[Token], token: &Token, at: usize, language: Language) -> bool {
    let may = token.part == Part::Matter && !token.number && token.folded.chars().count() >= 4;
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    may && match language {
        Language::Swedish => {
            token.folded != token.stem
                && token.folded.chars().count() >= SHORTEST
                && token.folded.ends_with(['n', 't'])
        }
        Language::English => before.is_some_and(|before| before.folded == "the"),
    }
}

/// The stems of a name's words that may stand for it.
fn telling(name: &str) -> Vec<String> {
    let words = words(name);
    let words = words.iter().take_while(|word| !BEFORE_WHERE.contains(&word.folded.as_str()));
    words
        .filter(|word| {
            let long = word.folded.chars().count() >= SHORTEST;
            long && !word.folded.ends_with('s') && !SIZES.contains(&word.folded.as_str())
        })
        .map(finsam_swedish::words::Word::stem)
        .collect()
}

/// A series of whose title all words stand in the question, wherever: "X seminarier i Y 2018".
pub(super) fn series_by_words(tokens: &[Token], subjects: &mut Vec<Subject>, snapshot: &Snapshot) {
    let all = snapshot.all::<Series>();
    let known = |subject: &Subject| subject.of(finsam_model::Kind::Series).is_some();
    if all.len() > MOST || subjects.iter().any(known) {
        return;
    }
    let told = all.iter().filter_map(|series| {
        let words = words(series.label());
        let telling = words.iter().filter(|word| !is_filler(&word.folded, Language::Swedish));
        let stems: Vec<String> = telling.map(finsam_swedish::words::Word::stem).collect();
        let at = |stem: &String| tokens.iter().position(|token| token.stem == *stem);
        let at: Option<Vec<usize>> = stems.iter().map(at).collect();
        at.filter(|at| at.len() > 2).map(|at| (series, at))
    });
    let Some((series, told)) = told.max_by_key(|(_, told)| told.len()) else { return };
    subjects.retain(|subject| !subject.tokens.iter().all(|at| told.contains(at)));
    let nodes = vec![Node::Series(series.clone())];
    subjects.push(Subject { nodes, origin: Origin::Named, tokens: told });
}

/// "Kulissen-serien" is the series that has the word in its title, whatever else is called so.
pub(super) fn series(tokens: &mut [Token], subjects: &mut [Subject], snapshot: &Snapshot) {
    let is_word = |token: &Token| token.folded.starts_with("serie");
    let Some(at) = tokens.iter().position(is_word) else { return };
    for subject in subjects {
        let is_beside = subject.tokens.iter().any(|own| own.abs_diff(at) == 1);
        if !is_beside || subject.of(finsam_model::Kind::Series).is_some() {
            continue;
        }
        let said: Vec<&str> = subject
            .tokens
            .iter()
            .filter_map(|own| tokens.get(*own))
            .map(|token| token.stem.as_str())
            .collect();
        let holds = |series: &&std::sync::Arc<finsam_model::Entry<Series>>| {
            let own: Vec<String> =
                words(series.label()).iter().map(finsam_swedish::words::Word::stem).collect();
            said.iter().all(|stem| own.iter().any(|own| own == stem))
        };
        let nodes: Vec<Node> =
            snapshot.all::<Series>().iter().filter(holds).cloned().map(Node::Series).collect();
        if nodes.is_empty() {
            continue;
        }
        subject.nodes = nodes;
        if let Some(token) = tokens.get_mut(at) {
            token.part = Part::Name;
        }
        return;
    }
}
