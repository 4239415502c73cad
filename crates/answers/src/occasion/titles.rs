//! Occasions told by words of their titles: "vintervakan", "lotsutbildningen", "trottoarerna".
//!
//! A word tells an occasion if few titles hold it, as it is or in a compound. Titles near now are
//! looked at, and those that the snapshot finds by the word.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use finsam_content::{Node, Snapshot};
use finsam_model::{Id, Series};
use finsam_swedish::{
    Language, fold,
    words::{self, Kind, is_stop_word},
};
use jiff::Zoned;

use crate::{passages::Passages, question::Token, reading::is_only_a_sort};

/// So many occasions before now and after it have their titles read.
const NEAR: usize = 40;
/// So many documents with a word are looked at for titles.
const FOUND: usize = 24;
/// So many series, the latest first by name.
const SERIES: usize = 100;
/// A word in more documents than this is too common to tell a title by, unless an occasion is
/// mentioned beside it.
const COMMON: usize = 12;
/// Titles share a word this many at most, if the word alone is to tell one of them.
const LEAST: f64 = 0.5;
/// A part of a compound has so many letters at least.
const SHORTEST_PART: usize = 4;
/// How well a compound of two words of a title fits.
const WHOLE: f64 = 1.5;
/// What is counted tells no title, though one may be "Timmen som inte finns": how words begin, folded.
const UNITS: [&str; 6] = ["timm", "minut", "sekund", "dagar", "veck", "hour"];
/// Words that say which of several, not what one is called.
const ORDERING: [&str; 10] =
    ["forsta", "andra", "sista", "nasta", "forra", "senaste", "first", "second", "last", "next"];

/// What some words of a question are the title of.
pub(crate) struct Titled {
    /// Occasions and series, those of one title.
    pub(crate) nodes: Vec<Node>,
    pub(crate) tokens: Vec<usize>,
}

/// A title and what it is the title of.
struct Title {
    folded: String,
    node: Node,
    /// Its words, folded and as stems; most titles are passed by without a look at them.
    words: OnceCell<Vec<(String, String)>>,
}

impl Title {
    fn of(node: Node) -> Self {
        Self { folded: fold(node.label()), node, words: OnceCell::new() }
    }

    fn words(&self) -> &[(String, String)] {
        self.words.get_or_init(|| {
            let words = words::words(self.node.label()).into_iter();
            let telling = words.filter(|word| {
                word.kind == Kind::Letters
                    && !is_stop_word(&word.folded, Language::Swedish)
                    && !is_only_a_sort(&word.folded)
            });
            telling.map(|word| (word.folded.clone(), word.stem())).collect()
        })
    }

    /// Whether it may hold the word or a part of it: told without taking it apart.
    fn may_hold(&self, word: &str) -> bool {
        let starts_alike = |part: &str| part.get(..SHORTEST_PART).is_some_and(|a| word.contains(a));
        word.get(..3).is_some_and(|start| self.folded.contains(start))
            || self.folded.split(' ').any(starts_alike)
    }
}

/// How an occasion is spoken of beside the words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Beside {
    /// One is mentioned: "seminariet".
    pub(crate) mentioned: bool,
    /// Several are: "båda". Then each word may tell another.
    pub(crate) several: bool,
}

/// The occasions that words of a text tell by their titles. `may` says which words may.
pub(crate) fn find(
    snapshot: &Snapshot,
    tokens: &[Token],
    may: impl Fn(usize) -> bool,
    beside: Beside,
    now: &Zoned,
) -> Vec<Titled> {
    let is_unit = |token: &Token| {
        ORDERING.contains(&token.folded.as_str())
            || UNITS.iter().any(|unit| token.folded.starts_with(unit))
    };
    let is_word = |token: &Token| !token.number && token.folded.chars().count() >= 3;
    let mut free: Vec<(usize, &Token)> = tokens
        .iter()
        .enumerate()
        .filter(|(at, token)| may(*at) && is_word(token) && !is_unit(token))
        .collect();
    if free.is_empty() {
        return Vec::new();
    }
    let mut titles = titles(snapshot, &free, now);
    let mut found = Vec::new();
    while !free.is_empty() {
        let Some((best, own)) = best(snapshot, &titles, &free, beside.mentioned) else { break };
        let taken = if beside.several { &own } else { &best.tokens };
        free.retain(|(at, _)| !taken.contains(at));
        titles.retain(|title| !best.nodes.iter().any(|node| node.id() == title.node.id()));
        found.push(best);
    }
    found
}

/// The title that most is told of, and which of its words are told of no other.
fn best(
    snapshot: &Snapshot,
    titles: &[Title],
    free: &[(usize, &Token)],
    mentioned: bool,
) -> Option<(Titled, Vec<usize>)> {
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for (at, token) in free {
        let mut fitting: BTreeMap<&str, (f64, &str)> = titles
            .iter()
            .filter_map(|title| Some((title.folded.as_str(), fit(token, title)?)))
            .collect();
        // The word itself comes before a part of it.
        let closest = fitting.values().map(|(fit, _)| *fit).fold(0.0, f64::max);
        fitting.retain(|_, (fit, _)| *fit >= closest);
        for (title, (fit, stem)) in &fitting {
            if !mentioned && Passages::of(snapshot).is_common(stem, COMMON) {
                continue;
            }
            let titles = u32::try_from(fitting.len()).unwrap_or(u32::MAX);
            let score = scores.entry(title).or_default();
            score.all += fit / f64::from(titles);
            score.tokens.push(*at);
            if titles == 1 {
                score.own.push(*at);
            }
        }
    }
    let most = scores.values().map(|score| score.all).fold(0.0, f64::max);
    let (_, best) = scores.iter().find(|(_, score)| score.all >= most && score.all >= LEAST)?;
    let is_best = |title: &&Title| {
        scores
            .get(title.folded.as_str())
            .is_some_and(|score| score.all >= most && score.tokens == best.tokens)
    };
    let nodes = titles.iter().filter(is_best).map(|title| title.node.clone()).collect();
    let titled = Titled { nodes, tokens: best.tokens.clone() };
    Some((titled, best.own.clone()))
}

/// How much is told of a title.
#[derive(Default)]
struct Score {
    all: f64,
    /// By which words.
    tokens: Vec<usize>,
    /// By which words that are told of no other title.
    own: Vec<usize>,
}

/// How well a word stands for one of a title, and the stem of that.
fn fit<'t>(token: &'t Token, title: &'t Title) -> Option<(f64, &'t str)> {
    if !title.may_hold(&token.folded) {
        return None;
    }
    // "mellanlägesmåndagen" is two words of a title.
    let parts = title.words().iter().filter(|(_, stem)| {
        stem.chars().count() >= SHORTEST_PART && token.folded.contains(stem.as_str())
    });
    if parts.count() > 1 {
        return Some((WHOLE, token.stem.as_str()));
    }
    let fits = title.words().iter().filter_map(|(folded, stem)| {
        let fit: f64 = if *stem == token.stem || *folded == token.folded {
            1.0
        } else if shares_a_part(&token.stem, stem) {
            0.6
        } else {
            return None;
        };
        Some((fit, stem.as_str()))
    });
    fits.max_by(|(a, _), (b, _)| a.total_cmp(b))
}

/// Whether one word is put together of the other and something more: "manglar" and "nattmangling",
/// "lotsutbildningen" and "utbildning".
fn shares_a_part(a: &str, b: &str) -> bool {
    const ENDING: usize = 4;
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.chars().count() < SHORTEST_PART || short == long {
        return false;
    }
    let Some((before, after)) = long.split_once(short) else { return false };
    let (before, after) = (before.chars().count(), after.chars().count());
    (before == 0 && after >= 3) || (before >= 3 && after <= ENDING)
}

/// The titles that words may be of.
fn titles(snapshot: &Snapshot, free: &[(usize, &Token)], now: &Zoned) -> Vec<Title> {
    let before = snapshot.seminars_within(None, Some(now)).rev().take(NEAR);
    let after = snapshot.seminars_within(Some(now), None).take(NEAR);
    let near = before.chain(after).map(|seminar| Node::Seminar(Arc::clone(seminar)));
    let holding = free
        .iter()
        .filter_map(|(_, token)| snapshot.documents_holding(&token.stem, FOUND))
        .flatten()
        .filter(|node| node.kind() == finsam_model::Kind::Seminar);
    let series = snapshot.all::<Series>().iter().take(SERIES).cloned().map(Node::Series);
    let mut seen: HashSet<Id> = HashSet::new();
    let all = near.chain(holding).chain(series);
    all.filter(|node| seen.insert(node.id().clone())).map(Title::of).collect()
}

#[cfg(test)]
mod tests {
    use super::shares_a_part;

    #[test]
    fn parts_of_compounds() {
        for (a, b) in
            [("mangl", "nattmangling"), ("lotsutbildning", "utbildning"), ("prov", "provfrukost")]
        {
            assert!(shares_a_part(a, b) && shares_a_part(b, a), "{a} {b}");
        }
        for (a, b) in
            [("hal", "halpeng"), ("lots", "plotslig"), ("arbet", "arbet"), ("liv", "livlig")]
        {
            assert!(!shares_a_part(a, b), "{a} {b}");
        }
    }
}
