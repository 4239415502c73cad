//! The names in the content, ready to be found in a text.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use finsam_content::{Node, Snapshot};
use finsam_model::{Initiative, InitiativeKind, Kind};
use finsam_swedish::{
    distance,
    words::{self, is_stop_word, stem},
};

use crate::question::Token;

/// The names in a snapshot: labels, other names, abbreviations, family names, first names.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// Names by their first word; each is the stems of its words.
    by_first: HashMap<String, Vec<Name>>,
    /// Words for what there is only one of: "lagen". As they stand, since "låg" has its stem.
    only_ones: HashMap<String, Node>,
    /// Every single word of a name that may be recognised with a slip in it.
    single_words: BTreeSet<String>,
}

#[derive(Debug, Clone)]
struct Name {
    stems: Vec<String>,
    nodes: Vec<Node>,
    /// Only to be believed where it is written with capitals.
    needs_capital: bool,
}

/// A name found in a text.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) nodes: Vec<Node>,
    pub(crate) tokens: Vec<usize>,
    /// Whether a slip was mended to find it.
    pub(crate) mended: bool,
}

/// Words a name may have between its other words, or not.
const GLUE: [&str; 2] = ["och", "and"];

impl Lexicon {
    pub(crate) fn new(snapshot: &Snapshot) -> Self {
        let mut gathered: BTreeMap<Vec<String>, Vec<Node>> = BTreeMap::new();
        let mut add = |name: &str, node: &Node| {
            let stems = name_stems(name);
            if !stems.is_empty() {
                let nodes = gathered.entry(stems).or_default();
                if !nodes.iter().any(|there| there.id() == node.id()) {
                    nodes.push(node.clone());
                }
            }
        };
        for node in snapshot.nodes().filter(|node| is_named(node.kind())) {
            for name in std::iter::once(node.label()).chain(node.other_names()) {
                add(name, &node);
                let without_year = without_year(name);
                if without_year != name {
                    add(&without_year, &node);
                }
            }
        }
        for (name, node) in parts_of_peoples_names(snapshot) {
            add(&name, &node);
        }
        let mut lexicon = Self { only_ones: only_ones(snapshot), ..Self::default() };
        for (stems, mut nodes) in gathered {
            nodes.sort_by_key(|node| rank(node.kind()));
            lexicon.insert(Name { needs_capital: is_ordinary(&stems), stems, nodes });
        }
        for person in snapshot.nodes() {
            if is_named(person.kind()) {
                let words = words::words(person.label());
                let long = |word: &&words::Word<'_>| word.folded.chars().count() >= 4;
                let folded = words.iter().filter(long).map(|word| word.folded.clone());
                lexicon.single_words.extend(folded);
            }
        }
        lexicon
    }

    fn insert(&mut self, name: Name) {
        if let Some(first) = name.stems.first() {
            let names = self.by_first.entry(first.clone()).or_default();
            names.push(name);
            names.sort_by(|a, b| b.stems.len().cmp(&a.stems.len()).then(a.stems.cmp(&b.stems)));
        }
    }

    /// The names in a text, from left to right, the longest first where several begin. `usable`
    /// tells which words may be a part of a name, `unknown` which may be a name with a slip in it.
    pub(crate) fn find(
        &self,
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
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let names = stem_at(at).and_then(|stem| self.by_first.get(stem)).into_iter().flatten();
            let matched = names
                .filter_map(|name| Some((name, span_of(name, at, tokens, &stem_at)?)))
                .find(|(name, span)| {
                    let capitals =
                        || span.iter().any(|at| tokens.get(*at).is_some_and(|t| t.capital));
                    span.iter().any(|at| usable(*at)) && (!name.needs_capital || capitals())
                });
            match matched {
                Some((name, span)) => {
                    let mended = span.iter().any(|at| mended.get(*at).is_some_and(Option::is_some));
                    at = span.last().map_or(at, |last| *last) + 1;
                    found.push(Found { nodes: name.nodes.clone(), tokens: span, mended });
                }
                None => {
                    if let Some(node) = self.only_one(tokens.get(at)).filter(|_| usable(at)) {
                        found.push(Found {
                            nodes: vec![node.clone()],
                            tokens: vec![at],
                            mended: false,
                        });
                    }
                    at += 1;
                }
            }
        }
        found
    }

    fn only_one(&self, token: Option<&Token>) -> Option<&Node> {
        let word = token?.folded.as_str();
        self.only_ones.get(word).or_else(|| self.only_ones.get(word.strip_suffix('s')?))
    }

    /// The stem of the word of a name that a word was probably meant as.
    fn nearest(&self, token: &Token) -> Option<String> {
        let letters = token.folded.chars().count();
        if letters < 5 || token.number {
            return None;
        }
        let near = distance::nearest(&token.folded, self.single_words.iter().map(String::as_str))?;
        let slips = distance::within(&token.folded, near, 2)?;
        let same_start = near.chars().next() == token.folded.chars().next();
        (slips <= 1 || same_start).then(|| stem(near))
    }
}

/// The words a name covers when it begins at `at`; words that glue are passed over.
fn span_of<'t>(
    name: &Name,
    at: usize,
    tokens: &[Token],
    stem_at: &impl Fn(usize) -> Option<&'t str>,
) -> Option<Vec<usize>> {
    let mut span = Vec::with_capacity(name.stems.len());
    let mut next = at;
    for expected in &name.stems {
        while !span.is_empty()
            && tokens.get(next).is_some_and(|token| GLUE.contains(&token.folded.as_str()))
        {
            next += 1;
        }
        let stem = stem_at(next)?;
        // A genitive of a short name or abbreviation keeps its s: "afs".
        if stem != expected && stem.strip_suffix('s') != Some(expected) {
            return None;
        }
        span.push(next);
        next += 1;
    }
    Some(span)
}

fn name_stems(name: &str) -> Vec<String> {
    words::words(name)
        .iter()
        .filter(|word| !GLUE.contains(&word.folded.as_str()))
        .map(words::Word::stem)
        .collect()
}

/// "Höstveckan 2018" is also known without its year.
fn without_year(name: &str) -> String {
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    name.split(' ').filter(|word| !is_year(word)).collect::<Vec<_>>().join(" ")
}

/// "lagen", "enkäten": what there is only one of is known by what it is.
fn only_ones(snapshot: &Snapshot) -> HashMap<String, Node> {
    const KNOWN_BY: &[(InitiativeKind, &[&str])] = &[
        (InitiativeKind::Law, &["lagen", "law"]),
        (InitiativeKind::Survey, &["enkäten", "undersökningen", "survey"]),
        (InitiativeKind::Agreement, &["överenskommelsen", "avtalet", "agreement"]),
        (InitiativeKind::Conference, &["konferensen", "conference"]),
    ];
    let mut names = HashMap::new();
    for (kind, words) in KNOWN_BY {
        let mut of_kind = snapshot.all::<Initiative>().iter().filter(|one| one.kind == *kind);
        if let (Some(one), None) = (of_kind.next(), of_kind.next()) {
            let node = Node::Initiative(one.clone());
            names.extend(words.iter().map(|word| (finsam_swedish::fold(word), node.clone())));
        }
    }
    names
}

/// Family names, and first names; where several people share one, it is all of theirs.
fn parts_of_peoples_names(snapshot: &Snapshot) -> Vec<(String, Node)> {
    let mut parts = Vec::new();
    for person in snapshot.nodes().filter(|node| node.kind() == Kind::Person) {
        for name in std::iter::once(person.label()).chain(person.other_names()) {
            let words: Vec<_> = words::words(name).into_iter().map(|word| word.folded).collect();
            let Some((first, family)) = words.split_first().filter(|(_, rest)| !rest.is_empty())
            else {
                continue;
            };
            parts.push((family.join(" "), person.clone()));
            if let Some(last) = family.last() {
                parts.push((last.clone(), person.clone()));
            }
            if first.chars().count() >= 3 {
                parts.push((first.clone(), person.clone()));
            }
        }
    }
    parts
}

/// Whether a name is one short word that is also an ordinary word.
fn is_ordinary(stems: &[String]) -> bool {
    use finsam_swedish::Language::{English, Swedish};
    match stems {
        [one] => is_stop_word(one, Swedish) || is_stop_word(one, English),
        _ => false,
    }
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
