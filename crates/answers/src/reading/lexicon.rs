//! The names in the content, found in a text.
//!
//! Nothing is kept here: a snapshot knows what its documents are called, and is asked for the words
//! that stand in a row.

use std::sync::Arc;

use finsam_content::{Manner, Names, Node, Snapshot};
use finsam_model::{Entry, Initiative, InitiativeKind, Kind, Organisation, OrganisationKind};
use finsam_swedish::{distance, words::stem};

use super::clauses;
use crate::{question::Token, words::is_filler};

/// The names in a snapshot: labels, other names, abbreviations, family names, first names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lexicon<'s> {
    snapshot: &'s Snapshot,
    names: Names<'s>,
}

/// A name found in a text.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) nodes: Vec<Node>,
    pub(crate) tokens: Vec<usize>,
    /// Whether a slip was mended to find it.
    pub(crate) mended: bool,
}

/// A name that stands in a text: the stems of its words joined by spaces, and where they are.
pub(crate) type Standing = (String, Vec<usize>);

/// Words a name may have between its other words, or not.
const GLUE: [&str; 8] = ["och", "and", "i", "pa", "for", "in", "of", "the"];
/// A name that more documents share than this is that of these alone, the closest first.
const SHARED: usize = 60;

/// What is known by what it is where there is only one of it: "lagen", "enkäten". Folded words, not
/// stems, since "låg" has the stem of "lag".
const KNOWN_BY: &[(InitiativeKind, &[&str])] = &[
    (InitiativeKind::Law, &["lagen", "law"]),
    (InitiativeKind::Survey, &["enkaten", "undersokningen", "survey"]),
    (InitiativeKind::Agreement, &["overenskommelsen", "avtalet", "agreement"]),
    (InitiativeKind::Conference, &["konferensen", "conference"]),
];

/// The same for organisations: what was a "landsting" is a region.
const REGION: [&str; 2] = ["regionen", "landstinget"];

impl<'s> Lexicon<'s> {
    /// Names have no more words than this.
    pub(crate) const LONGEST: usize = 12;

    pub(crate) fn of(snapshot: &'s Snapshot) -> Self {
        Self { snapshot, names: snapshot.names() }
    }

    /// The names in a text, from left to right, the longest first where several begin. `usable`
    /// tells which words may be a part of a name, `unknown` which may be a name with a slip in it.
    pub(crate) fn find(
        self,
        tokens: &[Token],
        usable: impl Fn(usize) -> bool,
        unknown: impl Fn(&Token) -> bool,
    ) -> Vec<Found> {
        let mended: Vec<Option<String>> = tokens
            .iter()
            .map(|token| unknown(token).then(|| self.nearest(token)).flatten())
            .collect();
        let stem_at = |at: usize| -> Option<&str> {
            let token = tokens.get(at)?;
            Some(mended.get(at)?.as_deref().unwrap_or(&token.stem))
        };
        let is_usable = |span: &[usize]| span.iter().any(|at| usable(*at));
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.longest_of(tokens, at, stem_at, is_usable) {
                Some((name, span)) => {
                    let mended = span.iter().any(|at| mended.get(*at).is_some_and(Option::is_some));
                    at = span.last().map_or(at, |last| *last) + 1;
                    let nodes = as_written(self.nodes(&name), tokens, &span);
                    found.push(Found { nodes, tokens: span, mended });
                }
                None => {
                    if let Some(node) = self.only_one(tokens.get(at)).filter(|_| usable(at)) {
                        found.push(Found { nodes: vec![node], tokens: vec![at], mended: false });
                    }
                    at += 1;
                }
            }
        }
        found
    }

    /// The longest name that begins at a word of a text.
    pub(crate) fn longest(self, tokens: &[Token], at: usize) -> Option<Standing> {
        let stem_at = |at: usize| tokens.get(at).map(|token| token.stem.as_str());
        self.longest_of(tokens, at, stem_at, |_| true)
    }

    fn longest_of<'t>(
        self,
        tokens: &[Token],
        at: usize,
        stem_at: impl Fn(usize) -> Option<&'t str>,
        is_usable: impl Fn(&[usize]) -> bool,
    ) -> Option<Standing> {
        // Most words begin none.
        if !stem_at(at).is_some_and(|stem| self.names.begins(stem)) {
            return None;
        }
        let mut longest = None;
        let (mut name, mut span) = (String::new(), Vec::new());
        for next in at..tokens.len() {
            let is_glue =
                tokens.get(next).is_some_and(|token| GLUE.contains(&token.folded.as_str()));
            // "förbundet i X" may be called just so, or "Förbundet X".
            let goes_on = |stem: &str| self.names.goes_on(&format!("{name} {stem}"));
            if is_glue && !span.is_empty() && !stem_at(next).is_some_and(goes_on) {
                continue;
            }
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(stem_at(next)?);
            span.push(next);
            // A genitive of a short name or abbreviation keeps its s: "afs".
            let without_s = name.strip_suffix('s').filter(|_| span.len() > 1);
            let is_name = |name: &&str| self.is_name(name) && self.is_meant(tokens, &span, name);
            let known = [Some(name.as_str()), without_s].into_iter().flatten().find(is_name);
            if let Some(known) = known.filter(|_| is_usable(&span)) {
                longest = Some((known.to_owned(), span.clone()));
            }
            if span.len() == Self::LONGEST || !self.names.goes_on(&name) {
                break;
            }
        }
        longest
    }

    fn is_name(self, name: &str) -> bool {
        self.names.is_name(name, is_named)
    }

    /// A name that is an ordinary word, too, must be written with a capital.
    fn is_meant(self, tokens: &[Token], span: &[usize], name: &str) -> bool {
        let is_capital = |at: &usize| tokens.get(*at).is_some_and(|token| token.capital);
        !asks_itself(tokens, span)
            && (!is_ordinary(name) || span.iter().any(is_capital))
            && match span {
                [at] => tokens.get(*at).is_some_and(|token| self.is_inflected_so(token, name)),
                _ => true,
            }
    }

    /// Whether a word is an inflection of what it names: names of people have a genitive and no other
    /// ending, so that "annat" is not Anna.
    fn is_inflected_so(self, token: &Token, name: &str) -> bool {
        let word = token.folded.as_str();
        let is_mended = token.stem != name && token.stem.strip_suffix('s') != Some(name);
        let bases = [Some(word), word.strip_suffix('s')];
        let is_theirs = |node: &Node| {
            std::iter::once(node.label()).chain(node.other_names()).any(|label| {
                let words = finsam_swedish::words::words(label);
                words.iter().any(|word| bases.contains(&Some(word.folded.as_str())))
            })
        };
        let mut called = self.names.called(name).filter(|called| is_named(called.node.kind()));
        is_mended
            || called.any(|called| called.node.kind() != Kind::Person || is_theirs(called.node))
    }

    /// What goes by a name: what is most often meant comes first.
    fn nodes(self, name: &str) -> Vec<Node> {
        let called = self.names.called(name).filter(|called| is_named(called.node.kind()));
        let mut called: Vec<_> = called.take(SHARED).collect();
        let is_part = |manner| matches!(manner, Manner::FamilyName | Manner::FirstName);
        // A whole name is meant before a part of a person's: the venue Kulissen, not Karin Kuliss.
        if called.iter().any(|called| !is_part(called.manner) && called.node.kind() != Kind::Person)
        {
            called.retain(|called| !is_part(called.manner));
        }
        called.sort_by_cached_key(|called| {
            (rank(called.node.kind()), is_part(called.manner), called.node.place())
        });
        // One may be called so twice, by a first name and in another spelling.
        let mut nodes: Vec<Node> = Vec::new();
        for called in called {
            if !nodes.iter().any(|there| there.id() == called.node.id()) {
                nodes.push(called.node.clone());
            }
        }
        nodes
    }

    /// What is named by a part of its name that nothing else holds, from a word on: "norra låtsasland"
    /// for "Samordningsförbundet Norra Låtsasland". At least two words, and no names of their own.
    pub(crate) fn by_a_part(
        self,
        tokens: &[Token],
        at: usize,
        usable: impl Fn(&Token) -> bool,
    ) -> Option<(Node, Vec<usize>)> {
        const KINDS: [Kind; 4] = [Kind::Organisation, Kind::Initiative, Kind::Series, Kind::Venue];
        const LOOKED_AT: usize = 24;
        let run: Vec<&str> = tokens
            .iter()
            .skip(at)
            .take_while(|token| usable(token))
            .take(Self::LONGEST)
            .map(|token| token.stem.as_str())
            .collect();
        let wanted: Vec<(&str, f64)> = run.iter().map(|stem| (*stem, 1.0)).collect();
        if run.len() < 2 {
            return None;
        }
        let labels: Vec<(Node, Vec<String>)> = self
            .snapshot
            .candidates(&KINDS, &wanted, LOOKED_AT)
            .into_iter()
            .map(|(node, _)| {
                let words = finsam_swedish::words::words(node.label());
                let stems = words.iter().map(finsam_swedish::words::Word::stem).collect();
                (node, stems)
            })
            .collect();
        (2..=run.len()).rev().find_map(|length| {
            let part = run.get(..length)?;
            let holds = |(_, stems): &&(Node, Vec<String>)| {
                stems.windows(length).any(|window| window.iter().eq(part.iter()))
            };
            let mut holding = labels.iter().filter(holds);
            let only = holding.next().filter(|_| holding.next().is_none())?;
            Some((only.0.clone(), (at..at + length).collect()))
        })
    }

    /// What there is only one of, by the word for it.
    fn only_one(self, token: Option<&Token>) -> Option<Node> {
        let word = token?.folded.as_str();
        let of = |word: &str| {
            let known = KNOWN_BY.iter().find(|(_, words)| words.contains(&word));
            known.and_then(|(kind, _)| self.only(*kind))
        };
        let region = |word: &str| {
            let mut all = self.snapshot.all::<Organisation>().iter();
            let is_one = |one: &&Arc<Entry<Organisation>>| one.kind == OrganisationKind::Region;
            let one = all.find(is_one).filter(|_| REGION.contains(&word))?;
            all.find(is_one).is_none().then(|| Node::Organisation(one.clone()))
        };
        of(word).or_else(|| of(word.strip_suffix('s')?)).or_else(|| region(word))
    }

    /// The words that a document is known by for there is only one such, folded.
    pub(crate) fn known_by(self, node: &Node) -> Vec<&'static str> {
        let Node::Initiative(initiative) = node else { return Vec::new() };
        let known = KNOWN_BY.iter().filter(|(kind, _)| initiative.kind == *kind);
        let known = known.filter(|(kind, _)| self.only(*kind).is_some());
        known.flat_map(|(_, words)| words.iter().copied()).collect()
    }

    fn only(self, kind: InitiativeKind) -> Option<Node> {
        let mut of_kind = self.snapshot.all::<Initiative>().iter().filter(|one| one.kind == kind);
        let one = of_kind.next().filter(|_| of_kind.next().is_none())?;
        Some(Node::Initiative(one.clone()))
    }

    /// The stem of the word of a name that a word was probably meant as.
    fn nearest(self, token: &Token) -> Option<String> {
        let letters = token.folded.chars().count();
        if letters < 5 || token.number {
            return None;
        }
        let near = self.names.word_like(&token.folded)?;
        let slips = distance::within(&token.folded, &near, 2)?;
        let same_start = near.chars().next() == token.folded.chars().next();
        (slips <= 1 || same_start).then(|| stem(&near))
    }
}

/// Whether a title is the very question: "Vad gör en X?" is asked where no other word asks, not named.
fn asks_itself(tokens: &[Token], span: &[usize]) -> bool {
    let begins = span.first().and_then(|at| tokens.get(*at)).is_some_and(clauses::is_asking);
    let beside = tokens.iter().enumerate().filter(|(at, _)| !span.contains(at));
    begins && span.len() > 1 && !beside.map(|(_, token)| token).any(clauses::is_asking)
}

/// Whether a name is one word that is also an ordinary word: "dan" may be the day, "per" is "each".
fn is_ordinary(name: &str) -> bool {
    use finsam_swedish::Language::{English, Swedish};
    is_filler(name, Swedish) || is_filler(name, English)
}

/// Of what goes by a name in some inflection, that which is called so to the letter, if anything is:
/// "Kulissen" is the place, though somebody is called Kuliss.
fn as_written(nodes: Vec<Node>, tokens: &[Token], span: &[usize]) -> Vec<Node> {
    if nodes.len() < 2 {
        return nodes;
    }
    let words = span.iter().filter_map(|at| tokens.get(*at));
    let written: Vec<&str> = words.map(|token| token.folded.as_str()).collect();
    let is_so = |node: &Node| {
        std::iter::once(node.label()).chain(node.other_names()).any(|name| {
            // A year is no part of what something is called for short.
            let mut words = finsam_swedish::words::words(name);
            words.retain(|word| word.kind != finsam_swedish::words::Kind::Number);
            let is_person = node.kind() == Kind::Person && written.len() == 1;
            words.iter().map(|word| word.folded.as_str()).eq(written.iter().copied())
                || is_person && words.iter().any(|word| written.contains(&word.folded.as_str()))
        })
    };
    let (so, others): (Vec<Node>, Vec<Node>) = nodes.into_iter().partition(is_so);
    if so.is_empty() { others } else { so }
}

fn is_named(kind: Kind) -> bool {
    !matches!(kind, Kind::Figure | Kind::Source)
}

/// Where one name is several things, the one most often meant comes first.
fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::Term => 0,
        Kind::Initiative => 1,
        Kind::Organisation => 2,
        Kind::Person => 3,
        Kind::Series => 4,
        Kind::Seminar => 5,
        Kind::Venue => 6,
        Kind::NewsArticle => 7,
        Kind::Figure => 8,
        Kind::Source => 9,
    }
}
