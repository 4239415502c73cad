//! What documents are called: found by a whole name or a part of it.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use finsam_model::Kind;
use finsam_swedish::{distance::allowed_halves, words};

use super::{SearchIndex, documents::Documents, sorted::Sorted, suggest, typos, work::Work};
use crate::{Node, parallel, shared_map::RandomState};

/// The names of all documents.
#[derive(Clone, Copy, Debug)]
pub struct Names<'s> {
    index: &'s SearchIndex,
}

/// A document that goes by a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Called<'s> {
    /// The document.
    pub node: &'s Node,
    /// In which manner it goes by the name.
    pub manner: Manner,
}

/// How a name belongs to a document, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Manner {
    /// It is its label.
    Label,
    /// It is another name of it: an abbreviation, a former name, a spelling.
    OtherName,
    /// It is one of these without the year in it: *Höstveckan* for *Höstveckan 2018*.
    WithoutYear,
    /// It is a person's family name, or its last word.
    FamilyName,
    /// It is a person's first name.
    FirstName,
}

impl<'s> Names<'s> {
    pub(crate) fn of(index: &'s SearchIndex) -> Self {
        Self { index }
    }

    /// The documents called so, the closest first, each once. The name is given as its words'
    /// stems joined by single spaces, *och* and *and* left out.
    pub fn called(&self, stems: &str) -> impl Iterator<Item = Called<'s>> + use<'s> {
        let named = self.index.names.whole.get(stems).map_or(&[][..], |named| named);
        let mut called: Vec<Called<'s>> = named
            .iter()
            .filter_map(|named| {
                let document = self.index.documents.get(named.document)?;
                Some(Called { node: &document.node, manner: named.manner })
            })
            .collect();
        called.sort_by(|a, b| a.manner.cmp(&b.manner).then_with(|| a.node.cmp_by_key(b.node)));
        called.into_iter()
    }

    /// Whether anything of such kinds is called so.
    pub fn is_name(&self, stems: &str, is_wanted: impl Fn(Kind) -> bool) -> bool {
        let named = self.index.names.whole.get(stems).into_iter().flat_map(|named| named.iter());
        let mut kinds = named.filter_map(|named| self.index.documents.kind(named.document));
        kinds.any(is_wanted)
    }

    /// The names a document goes by, each as it is given to [`called`](Self::called), and how.
    #[must_use]
    pub fn of_document(node: &Node) -> Vec<(String, Manner)> {
        whole_names(node).into_iter().collect()
    }

    /// Whether any name is this, or begins so and goes on.
    #[must_use]
    pub fn begins(&self, stems: &str) -> bool {
        // A space comes before all that a word goes on with.
        let first = self.index.names.whole.from(stems).peek();
        let rest = first.and_then(|(name, _)| name.strip_prefix(stems));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    }

    /// Whether any name begins with these stems and goes on; if not, no longer one need be tried.
    #[must_use]
    pub fn goes_on(&self, stems: &str) -> bool {
        let mut names = self.index.names.whole.from(stems);
        // A space comes before all that a word goes on with.
        let after = names.find(|(name, _)| **name != *stems);
        after.is_some_and(|(name, _)| {
            name.strip_prefix(stems).is_some_and(|rest| rest.starts_with(' '))
        })
    }

    /// The word of a name, folded, that a misspelt word was probably meant as. Words of less than
    /// four letters are neither mended nor meant.
    #[must_use]
    pub fn word_like(&self, word: &str) -> Option<String> {
        let word = finsam_swedish::fold(word);
        let is_long = |word: &str| word.chars().count() >= 4;
        let words = &self.index.names.words;
        if !is_long(&word) {
            return None;
        }
        if words.get(&word).is_some() {
            return Some(word);
        }
        let near = typos::near(
            &word,
            allowed_halves(word.chars().count()),
            false,
            words,
            &mut Work::through(0),
        );
        let near = near.into_iter().filter(|(_, (near, _))| is_long(near));
        let best = near.min_by(|(a, (one, with)), (b, (other, others))| {
            a.cmp(b).then(others.cmp(with)).then(one.cmp(other))
        });
        best.map(|(_, (near, _))| near.to_string())
    }
}

/// Every name of every document. Cheap to clone: what does not change is shared.
#[derive(Clone, Debug, Default)]
pub(super) struct NameIndex {
    /// By the stems of the whole name.
    pub(super) whole: Sorted<Arc<[Named]>>,
    /// The folded words of names, with how many names they stand in.
    pub(super) words: Sorted<u32>,
    /// What names begin with, for completion.
    pub(super) starts: Sorted<Arc<[suggest::Start]>>,
}

/// That a document goes by a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Named {
    pub(super) document: u32,
    pub(super) manner: Manner,
}

/// What is kept in lists under words, a document's own.
pub(super) trait OfDocument: Copy {
    fn document(&self) -> u32;
}

impl OfDocument for Named {
    fn document(&self) -> u32 {
        self.document
    }
}

/// The names of some documents, as they are kept.
#[derive(Default)]
struct Gathered {
    whole: Vec<(String, Named)>,
    words: Vec<String>,
    starts: Vec<(String, suggest::Start)>,
}

impl NameIndex {
    /// Forgets the names of documents that go and learns those of the ones that come; all have
    /// numbers.
    pub(super) fn change(&mut self, documents: &Documents, gone: &[Node], come: &[Node]) {
        let lost = Gathered::of(gone, documents);
        let new = Gathered::of(come, documents);
        let mut words: HashMap<String, i64, RandomState> = HashMap::default();
        new.words.into_iter().for_each(|word| *words.entry(word).or_default() += 1);
        lost.words.into_iter().for_each(|word| *words.entry(word).or_default() -= 1);
        if self.words.from("").peek().is_none() {
            let counted = words.into_iter().filter_map(|(word, count)| {
                Some((Arc::from(word), u32::try_from(count).ok().filter(|count| *count > 0)?))
            });
            self.words = counted.collect();
        } else {
            for (word, count) in words.into_iter().filter(|(_, count)| *count != 0) {
                let before = self.words.get(&word).copied().unwrap_or(0);
                let after = u32::try_from(i64::from(before) + count).unwrap_or(0);
                self.words.set(&word, Some(after).filter(|count| *count > 0));
            }
        }
        change_lists(&mut self.whole, lost.whole, new.whole, documents);
        change_lists(&mut self.starts, lost.starts, new.starts, documents);
    }
}

impl Gathered {
    fn of(nodes: &[Node], documents: &Documents) -> Self {
        let stretches = parallel::in_stretches(nodes, |nodes| {
            let mut gathered = Self::default();
            for node in nodes {
                if let Some(document) = documents.number(&node.key()) {
                    gathered.add(node, document);
                }
            }
            gathered
        });
        let mut stretches = stretches.into_iter();
        let mut all = stretches.next().unwrap_or_default();
        for stretch in stretches {
            all.whole.extend(stretch.whole);
            all.words.extend(stretch.words);
            all.starts.extend(stretch.starts);
        }
        all
    }

    fn add(&mut self, node: &Node, document: u32) {
        let whole = whole_names(node).into_iter();
        self.whole.extend(whole.map(|(name, manner)| (name, Named { document, manner })));
        for (nth, (name, _)) in all(node).enumerate() {
            let words = words::words(name);
            if !matches!(node.kind(), Kind::Figure | Kind::Source) {
                let letters = words.iter().filter(|word| word.kind == words::Kind::Letters);
                let long = letters.filter(|word| word.folded.chars().count() >= 3);
                self.words.extend(long.map(|word| word.folded.clone()));
            }
            self.starts.extend(suggest::starts(node, document, nth, &words));
        }
    }
}

/// Takes what is lost out of lists and puts in what is new. What a list holds is in the order in
/// which one wants to see it.
fn change_lists<T: OfDocument>(
    lists: &mut Sorted<Arc<[T]>>,
    lost: Vec<(String, T)>,
    new: Vec<(String, T)>,
    documents: &Documents,
) {
    let mut changes: HashMap<String, (HashSet<u32>, Vec<T>), RandomState> = HashMap::default();
    for (key, one) in lost {
        changes.entry(key).or_default().0.insert(one.document());
    }
    for (key, one) in new {
        changes.entry(key).or_default().1.push(one);
    }
    let in_order = |list: &mut Vec<T>| {
        if list.len() > 1 {
            list.sort_by(|a, b| documents.newest_first(a.document(), b.document()));
        }
    };
    if lists.from("").peek().is_none() {
        let all = changes.into_iter().map(|(key, (_, mut list))| {
            in_order(&mut list);
            (Arc::from(key), Arc::from(list))
        });
        *lists = all.collect();
        return;
    }
    for (key, (lost, new)) in changes {
        let old = lists.get(&key).into_iter().flat_map(|list| list.iter().copied());
        let mut list: Vec<T> = old.filter(|one| !lost.contains(&one.document())).collect();
        list.extend(new);
        in_order(&mut list);
        lists.set(&key, Some(list).filter(|list| !list.is_empty()).map(Arc::from));
    }
}

/// A document's names as one asks for them, and how each is its.
fn whole_names(node: &Node) -> BTreeMap<String, Manner> {
    let mut names: BTreeMap<String, Manner> = BTreeMap::new();
    let mut add = |name: &str, manner: Manner| {
        let stems = stems(name);
        if !stems.is_empty() {
            let closest = names.entry(stems.join(" ")).or_insert(manner);
            *closest = manner.min(*closest);
        }
    };
    for (name, is_label) in all(node) {
        add(name, if is_label { Manner::Label } else { Manner::OtherName });
        let without_year = without_year(name);
        if without_year != name {
            add(&without_year, Manner::WithoutYear);
        }
        if let (Node::Person(_), Some((first, family))) = (node, name.split_once([' ', '-'])) {
            add(family, Manner::FamilyName);
            add(family.rsplit([' ', '-']).next().unwrap_or(family), Manner::FamilyName);
            if first.chars().count() >= 3 {
                add(first, Manner::FirstName);
            }
        }
    }
    names
}

/// The stems of a name's words, without those that may be left out.
pub(super) fn stems(name: &str) -> Vec<String> {
    let words = words::words(name);
    words.iter().filter(|word| !is_glue(&word.folded)).map(words::Word::stem).collect()
}

/// Words a name may have between its other words, or not.
pub(super) fn is_glue(folded: &str) -> bool {
    matches!(folded, "och" | "and")
}

fn without_year(name: &str) -> String {
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    name.split(' ').filter(|word| !is_year(word)).collect::<Vec<_>>().join(" ")
}

/// The names of a document, each once, and whether each is its label.
pub(super) fn all(node: &Node) -> impl Iterator<Item = (&str, bool)> {
    let mut seen = BTreeSet::new();
    let others = node.other_names().into_iter().map(|name| (name, false));
    let all = std::iter::once((node.label(), true)).chain(others);
    all.filter(move |(name, _)| seen.insert(*name))
}
