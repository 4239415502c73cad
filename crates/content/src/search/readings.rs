//! What the words of a query may mean, and how sure that is.
//!
//! A word is read as itself; as the beginning of a word; as a part of a compound, or as the parts of
//! one; together with its neighbours as a name that has others, or as a date; and if it is nothing of
//! that, as the word it was probably meant to be. All of that is looked up when a query is read, so
//! that no document's words have to change when another document comes.

use std::collections::{BTreeMap, HashSet};

use finsam_model::Kind;
use finsam_swedish::{compounds, distance::allowed_halves, words};

use super::{
    days,
    index::{SearchIndex, Words},
    names::{self, Manner, Names},
    postings::Postings,
    query::{Term, Typed},
    typos,
    work::Work,
};

/// One word may be read as so many, the surest first.
const MOST_READINGS: usize = 40;
/// Unless a star asks for all, so many of those with the same part.
const MOST_ALIKE_WORDS: usize = 16;
/// So many known words with the same part are looked at.
const MOST_COMPOUNDS: usize = 200;
/// Names are no longer than this, in words.
const LONGEST_NAME: usize = 6;
/// Other names of so many documents are tried, and so many of each.
const MOST_NAMED: usize = 4;
/// A name that more share is no name to go by.
const MOST_ALIKE: usize = 200;
const MOST_OTHER_NAMES: usize = 8;
/// A part of a compound has so many letters, in front and at the end.
const SHORTEST_START: usize = 4;
const SHORTEST_END: usize = 3;

const AS_TYPED: f64 = 1.0;
/// The query says that it goes on.
const STARRED: f64 = 0.9;
const NEIGHBOURS_JOINED: f64 = 0.95;
const SYNONYM: f64 = 0.75;
/// *samordningsförbund* for *förbund*, which is one.
const ENDS_COMPOUND: f64 = 0.6;
/// *rehabilitering* and *insats* for *rehabiliteringsinsats*.
const PARTS: f64 = 0.6;
/// *rehabiliteringsinsats* for *rehabilitering*, which it has to do with.
const BEGINS_COMPOUND: f64 = 0.4;
/// A last word that nobody knows, but that known ones begin with.
const UNFINISHED: f64 = 0.6;
/// The same for one that is a word as it is.
const PERHAPS_UNFINISHED: f64 = 0.1;
/// What is left of a beginning that is read as another form of a word: "rehabiliteri" goes on to
/// "rehabilitering", of which "rehabilit" is kept, but so much that is typed is lost by that.
const CUT_SHORT: f64 = 0.5;
/// One of the parts of a compound.
const PART: f64 = 0.25;
/// Less than this is no reason not to ask whether the word was misspelt.
const LIKELY: f64 = 0.5;

/// One meaning of a word: a document has it that has all these stems.
#[derive(Clone, Debug)]
pub(super) struct Reading<'i> {
    pub(super) stems: Vec<(&'i str, &'i Postings)>,
    /// How sure it is, up to 1.
    pub(super) certainty: f64,
}

/// The sought ones of some typed words, with what they may mean.
pub(super) fn of<'i>(
    text: &str,
    typed: &[Typed<'_>],
    sought: &[usize],
    index: &'i SearchIndex,
    work: &mut Work,
) -> Vec<Term<'i>> {
    let mut readings: Vec<Readings<'i>> =
        typed.iter().map(|_| Readings { index, all: Vec::new() }).collect();
    for at in sought {
        if let (Some(typed), Some(readings)) = (typed.get(*at), readings.get_mut(*at)) {
            readings.alone(typed);
        }
    }
    neighbours(typed, sought, &mut readings);
    synonyms(typed, &mut readings);
    printed_days(text, typed, &mut readings);
    let mut terms = Vec::new();
    for at in sought {
        let (Some(typed), Some(readings)) = (typed.get(*at), readings.get_mut(*at)) else {
            continue;
        };
        let is_mended = typed.quoted.is_none() && readings.misspelt(typed, work);
        terms.push(Term {
            stem: typed.stem.clone(),
            span: typed.word.span.clone(),
            written: typed.word.text.to_lowercase(),
            beginning: readings.is_beginning(typed).then(|| typed.word.folded.clone()),
            readings: readings.surest(),
            is_mended,
        });
    }
    terms
}

/// The readings of one word as they are gathered.
struct Readings<'i> {
    index: &'i SearchIndex,
    all: Vec<Reading<'i>>,
}

impl<'i> Readings<'i> {
    fn words(&self) -> &'i Words {
        &self.index.words
    }

    /// Adds a reading, if all its stems are known.
    fn add(&mut self, stems: &[impl AsRef<str>], certainty: f64) -> bool {
        let known: Option<Vec<_>> = stems
            .iter()
            .map(|stem| self.words().entry(stem.as_ref()).map(|(stem, found)| (&**stem, found)))
            .collect();
        let known = known.filter(|stems| !stems.is_empty());
        let is_known = known.is_some();
        self.all.extend(known.map(|stems| Reading { stems, certainty }));
        is_known
    }

    /// Adds the commonest of some single words.
    fn add_commonest(&mut self, mut found: Vec<(&'i str, &'i Postings)>, certainty: f64) {
        found.sort_unstable_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(b.0)));
        found.truncate(if certainty < STARRED { MOST_ALIKE_WORDS } else { MOST_READINGS });
        self.all.extend(found.into_iter().map(|one| Reading { stems: vec![one], certainty }));
    }

    /// What a word may mean by itself.
    fn alone(&mut self, typed: &Typed<'_>) {
        let is_beginning = self.is_beginning(typed);
        let as_typed = if is_beginning && !self.is_written(typed) { CUT_SHORT } else { AS_TYPED };
        let is_known = self.add(&[&typed.stem], as_typed);
        if typed.quoted.is_some() {
            return;
        }
        if typed.is_start || may_go_on(typed) {
            let certainty = match (typed.is_start, is_known && !is_beginning) {
                (true, _) => STARRED,
                (false, false) => UNFINISHED,
                (false, true) => PERHAPS_UNFINISHED,
            };
            self.unfinished(typed, certainty);
        }
        // The stem of a beginning is no word that compounds could be made of.
        let is_word = !is_beginning || typed.stem == typed.word.folded;
        if typed.word.kind == words::Kind::Letters && is_word {
            self.ends(&typed.stem);
            self.begins(&typed.stem);
            if !is_known || typed.word.folded.len() >= 9 {
                self.parts(&typed.word.folded);
            }
        }
    }

    /// Whether a word is the beginning of known ones rather than a word: a star says so, or nothing
    /// follows and no form of it is known.
    fn is_beginning(&self, typed: &Typed<'_>) -> bool {
        let is_open = typed.is_start || (may_go_on(typed) && !self.is_written(typed));
        let folded = typed.word.folded.as_str();
        let mut longer = self.words().beginning(folded).filter(|(stem, _)| **stem != *typed.stem);
        typed.quoted.is_none() && is_open && longer.next().is_some()
    }

    /// Whether what the stem of a word is kept for may begin as it was typed: nothing was cut off, or
    /// some name has it so.
    fn is_written(&self, typed: &Typed<'_>) -> bool {
        let (stem, folded) = (typed.stem.as_str(), typed.word.folded.as_str());
        let is_known = self.words().get(stem).is_some();
        let mut names = self.index.names.words.beginning(folded).take(MOST_COMPOUNDS);
        is_known && (stem == folded || names.any(|(name, _)| words::stem(name) == stem))
    }

    /// The words that begin as an unfinished one; and those an ending of which it begins.
    fn unfinished(&mut self, typed: &Typed<'_>, certainty: f64) {
        let folded = typed.word.folded.as_str();
        let starts = self.words().beginning(folded).take(MOST_COMPOUNDS);
        let starts = starts.filter(|(stem, _)| **stem != *typed.stem);
        let found: Vec<(&str, &Postings)> =
            starts.map(|(stem, postings)| (&**stem, postings)).collect();
        self.add_commonest(found, certainty);
        let shorter = folded.char_indices().rev().map_while(|(at, _)| folded.get(..at)).take(5);
        let shorter = shorter.take_while(|start| start.chars().count() >= 5);
        if let Some(start) = shorter.into_iter().find(|start| self.words().get(start).is_some()) {
            self.add(&[start], certainty * CUT_SHORT);
        }
    }

    /// The compounds a word ends.
    fn ends(&mut self, stem: &str) {
        let letters = stem.chars().count();
        if letters < SHORTEST_END {
            return;
        }
        let backwards: String = stem.chars().rev().collect();
        let compounds = self.index.backwards.beginning(&backwards).take(MOST_COMPOUNDS);
        let mut found = Vec::new();
        for (backwards, ()) in compounds {
            let compound: String = backwards.chars().rev().collect();
            let Some(rest) = compound.strip_suffix(stem).filter(|rest| !rest.is_empty()) else {
                continue;
            };
            let is_word = |part: &str| {
                let shortest = if letters < 5 { 4 } else { 3 };
                part.len() >= shortest && begins_any(self.words(), &words::stem(part))
            };
            if compounds::is_first_part(rest, is_word)
                && let Some((stem, postings)) = self.words().entry(&compound)
            {
                found.push((&**stem, postings));
            }
        }
        self.add_commonest(found, ENDS_COMPOUND);
    }

    /// The compounds a word begins.
    fn begins(&mut self, stem: &str) {
        if stem.chars().count() < SHORTEST_START {
            return;
        }
        let compounds = self.words().beginning(stem).take(MOST_COMPOUNDS);
        let found: Vec<(&str, &Postings)> = compounds
            .filter(|(compound, _)| compound.len() >= stem.len() + 3)
            .map(|(compound, postings)| (&**compound, postings))
            .collect();
        self.add_commonest(found, BEGINS_COMPOUND);
    }

    /// The parts of a compound.
    fn parts(&mut self, folded: &str) {
        let words = self.words();
        let is_word = |part: &str| words.get(&words::stem(part)).is_some();
        if let Some((first, last)) = compounds::splits(folded, is_word).first() {
            let parts = [first, last].map(|part| words::stem(part));
            self.add(&parts, PARTS);
            for part in &parts {
                self.add(&[part], PART);
            }
        }
    }

    /// Adds what was probably meant, if nothing else is likely. Whether it was.
    fn misspelt(&mut self, typed: &Typed<'_>, work: &mut Work) -> bool {
        let is_likely = self.all.iter().any(|reading| reading.certainty >= LIKELY);
        let has_digits = typed.word.folded.chars().any(|c| c.is_ascii_digit());
        if is_likely || has_digits || typed.is_start {
            return false;
        }
        let letters = typed.word.folded.chars().count();
        let most = allowed_halves(letters);
        let mut near: Vec<(u8, &'i str, &'i Postings)> = Vec::new();
        // Names are compared as they are written: their endings are not inflections.
        for (halves, (name, _)) in
            typos::near(&typed.word.folded, most, false, &self.index.names.words, work)
        {
            let known = self.words().entry(&words::stem(name));
            near.extend(known.map(|(stem, postings)| (halves, &**stem, postings)));
        }
        let of_text = typos::near(&typed.stem, most, false, self.words(), work).into_iter();
        let of_text = of_text.filter(|(_, (stem, _))| !days::is_mark(stem));
        near.extend(of_text.map(|(halves, (stem, postings))| (halves, &**stem, postings)));
        near.sort_by(|a, b| (a.0, b.2.len(), a.1).cmp(&(b.0, a.2.len(), b.1)));
        near.dedup_by_key(|(_, stem, _)| *stem);
        let best = near.first().map(|(halves, ..)| *halves);
        let as_good = near.iter().take_while(|(halves, ..)| Some(*halves) == best).take(4);
        let certainty = 0.85 - 0.07 * f64::from(best.unwrap_or(0));
        let before = self.all.len();
        self.all.extend(as_good.enumerate().map(|(nth, (_, stem, postings))| Reading {
            stems: vec![(*stem, *postings)],
            // Of equally near words the commonest is the likeliest.
            certainty: if nth == 0 { certainty } else { certainty - 0.1 },
        }));
        self.all.len() > before
    }

    /// The surest readings, each once.
    fn surest(&mut self) -> Vec<Reading<'i>> {
        let mut all = std::mem::take(&mut self.all);
        let order = |a: &Reading<'_>, b: &Reading<'_>| {
            let stems =
                a.stems.iter().map(|(stem, _)| stem).cmp(b.stems.iter().map(|(stem, _)| stem));
            b.certainty.total_cmp(&a.certainty).then(stems)
        };
        all.sort_by(order);
        let mut single: HashSet<&str> = HashSet::new();
        let mut several: Vec<Vec<&str>> = Vec::new();
        all.retain(|reading| match reading.stems.as_slice() {
            [(stem, _)] => single.insert(stem),
            stems => {
                let stems: Vec<&str> = stems.iter().map(|(stem, _)| *stem).collect();
                let is_new = !several.contains(&stems);
                if is_new {
                    several.push(stems);
                }
                is_new
            }
        });
        all.truncate(MOST_READINGS);
        all
    }
}

/// Whether more may follow that was not typed yet.
fn may_go_on(typed: &Typed<'_>) -> bool {
    typed.is_last && typed.word.folded.chars().count() >= 3
}

/// Whether a known word begins so.
fn begins_any(words: &Words, start: &str) -> bool {
    words.from(start).peek().is_some_and(|(word, _)| word.starts_with(start))
}

/// Adds the compounds of neighbours to the readings of both.
fn neighbours(typed: &[Typed<'_>], sought: &[usize], readings: &mut [Readings<'_>]) {
    for (at, pair) in typed.windows(2).enumerate() {
        let [first, last] = pair else { continue };
        let apart = [first, last].iter().any(|typed| {
            typed.quoted.is_some() || typed.is_unwanted || typed.word.kind == words::Kind::Number
        });
        let is_sought = sought.contains(&at) || sought.contains(&(at + 1));
        if apart || !is_sought || first.word.folded.len() < 3 || last.word.folded.len() < 3 {
            continue;
        }
        for compound in compounds::joined(&first.word.folded, &last.word.folded) {
            let stem = words::stem(&compound);
            for readings in readings.iter_mut().skip(at).take(2) {
                readings.add(&[&stem], NEIGHBOURS_JOINED);
            }
        }
    }
}

/// Adds the other names of what some words in a row are the name of.
fn synonyms(typed: &[Typed<'_>], readings: &mut [Readings<'_>]) {
    let Some(index) = readings.first().map(|readings| readings.index) else { return };
    for from in 0..typed.len() {
        let mut name = String::new();
        for (words, one) in typed.iter().skip(from).take(LONGEST_NAME).enumerate() {
            if one.quoted.is_some() || one.is_unwanted {
                break;
            }
            if !names::is_glue(&one.word.folded) {
                name += if name.is_empty() { "" } else { " " };
                name += &one.stem;
            }
            let all_small = typed.iter().skip(from).take(words + 1).all(|typed| typed.is_small);
            for other in other_names(index, &name).iter().filter(|_| !all_small) {
                for readings in readings.iter_mut().skip(from).take(words + 1) {
                    readings.add(other, SYNONYM);
                }
            }
            if !Names::of(index).goes_on(&name) {
                break;
            }
        }
    }
}

/// The documents that some words in a row are the name of, with what share of the sought words that
/// is. Of several names of a document the longest counts.
pub(super) fn named(typed: &[Typed<'_>], sought: &[usize], index: &SearchIndex) -> Vec<(u32, f64)> {
    let mut found: BTreeMap<u32, f64> = BTreeMap::new();
    for from in 0..typed.len() {
        let mut name = String::new();
        for (words, one) in typed.iter().skip(from).take(LONGEST_NAME).enumerate() {
            if !names::is_glue(&one.word.folded) {
                name += if name.is_empty() { "" } else { " " };
                name += &one.stem;
            }
            let covered = sought.iter().filter(|at| (from..=from + words).contains(at)).count();
            let named = index.names.whole.get(&name).filter(|named| named.len() <= MOST_ALIKE);
            for named in named.into_iter().flat_map(|named| named.iter()).filter(|_| covered > 0) {
                let share = super::count(covered) / super::count(sought.len().max(1));
                let best = found.entry(named.document).or_default();
                *best = best.max(share);
            }
            if !Names::of(index).goes_on(&name) {
                break;
            }
        }
    }
    found.into_iter().collect()
}

/// The stems of the other names of what goes by a name.
fn other_names(index: &SearchIndex, name: &str) -> Vec<Vec<String>> {
    let has_synonyms = |kind: Kind| {
        matches!(kind, Kind::Term | Kind::Organisation | Kind::Initiative | Kind::Venue)
    };
    let named = index.names.whole.get(name).into_iter().flat_map(|named| named.iter());
    let named = named.filter(|named| named.manner <= Manner::OtherName).take(MOST_ALIKE);
    let nodes = named.filter_map(|named| Some(&index.documents.get(named.document)?.node));
    let mut others: Vec<Vec<String>> = Vec::new();
    for node in nodes.filter(|node| has_synonyms(node.kind())).take(MOST_NAMED) {
        let names = std::iter::once(node.label()).chain(node.other_names());
        for other in names.take(MOST_OTHER_NAMES) {
            let stems = names::stems(other);
            if stems.join(" ") != name && stems.len() <= LONGEST_NAME && !others.contains(&stems) {
                others.push(stems);
            }
        }
    }
    others
}

/// Adds the days and weeks that words in a row are the print of.
fn printed_days(text: &str, typed: &[Typed<'_>], readings: &mut [Readings<'_>]) {
    for days::Sought { span, stems, certainty } in days::sought(super::query::beginning(text)) {
        for (typed, readings) in typed.iter().zip(readings.iter_mut()) {
            if span.start <= typed.word.span.start && typed.word.span.end <= span.end {
                readings.add(&stems, certainty);
            }
        }
    }
}
