//! Whether a sentence names a document.

use std::collections::HashMap;

use finsam_content::{Names, Node, Snapshot};
use finsam_model::{Kind, Slug};
use finsam_swedish::stem;

use super::parts::{Parts, Sentence};
use crate::{
    question::Token,
    reading::{Lexicon, Standing},
};

/// A document that sentences may name.
#[derive(Debug)]
pub(super) struct Naming<'s> {
    pub(super) node: &'s Node,
    /// Its names, as their stems joined by spaces.
    names: Vec<String>,
    /// What it is called for there is only one such, folded.
    only_one: Vec<&'static str>,
    signs: Vec<String>,
}

impl<'s> Naming<'s> {
    pub(super) fn of(node: &'s Node, snapshot: &'s Snapshot) -> Self {
        let lexicon = Lexicon::of(snapshot);
        let names: Vec<String> =
            Names::of_document(node).into_iter().map(|(name, _)| name).collect();
        let only_one = lexicon.known_by(node);
        let firsts = names.iter().filter_map(|name| name.split(' ').next());
        let mut signs: Vec<String> = firsts.map(str::to_owned).collect();
        signs.extend(only_one.iter().map(|word| stem(word)));
        signs.sort();
        signs.dedup();
        Self { node, names, only_one, signs }
    }

    /// The stems of words one of which stands in every sentence that names it.
    pub(super) fn signs(&self) -> impl Iterator<Item = &str> {
        self.signs.iter().map(String::as_str)
    }

    /// The sentences of a document that name it.
    pub(super) fn named_in(&self, parts: &Parts, standing: &mut NamesIn<'_>) -> Vec<usize> {
        let mut likely: Vec<usize> = self
            .signs
            .iter()
            .flat_map(|sign| parts.with(sign))
            .filter(|(_, closeness)| *closeness >= 1.0)
            .map(|(sentence, _)| *sentence)
            .collect();
        likely.sort_unstable();
        likely.dedup();
        likely.retain(|number| {
            let sentence = parts.sentences.get(*number);
            sentence.is_some_and(|sentence| self.is_named_in(*number, sentence, standing))
        });
        likely
    }

    fn is_named_in(&self, number: usize, sentence: &Sentence, standing: &mut NamesIn<'_>) -> bool {
        let tokens = &sentence.tokens;
        let is_sign = |(at, token): (usize, &Token)| self.signs.contains(&token.stem).then_some(at);
        let mut signs = tokens.iter().enumerate().filter_map(is_sign);
        signs.any(|at| self.is_named_at(number, tokens, at, standing))
    }

    /// Whether the words there are its name, and no part of another that is longer.
    fn is_named_at(
        &self,
        number: usize,
        tokens: &[Token],
        at: usize,
        standing: &mut NamesIn<'_>,
    ) -> bool {
        let word = tokens.get(at).map(|token| token.folded.as_str()).unwrap_or_default();
        let is = |word: &str| self.only_one.contains(&word);
        let is_only_one = is(word) || word.strip_suffix('s').is_some_and(is);
        let here = standing.longest(number, tokens, at);
        let is_name = here.is_some_and(|(name, _)| self.names.contains(name));
        let is_any_name = here.is_some();
        // Most are neither, which is sooner told than what stands before them.
        if !is_name && !is_only_one {
            return false;
        }
        let mut from = at.saturating_sub(Lexicon::LONGEST);
        while from < at {
            match standing.longest(number, tokens, from) {
                Some((_, span)) if span.contains(&at) => return false,
                Some((_, span)) => from = span.last().map_or(from, |last| *last) + 1,
                None => from += 1,
            }
        }
        if from == at && is_any_name { is_name } else { is_only_one }
    }
}

/// The names that stand in the sentences of one document, each looked up once: several documents that
/// are sought may have the same.
pub(super) struct NamesIn<'s> {
    lexicon: Lexicon<'s>,
    /// By the number of the sentence and the word it begins with.
    known: HashMap<(usize, usize), Option<Standing>, foldhash::fast::RandomState>,
}

impl<'s> NamesIn<'s> {
    pub(super) fn of(snapshot: &'s Snapshot) -> Self {
        Self { lexicon: Lexicon::of(snapshot), known: HashMap::default() }
    }

    /// The longest name that begins with a word of a sentence.
    fn longest(&mut self, sentence: usize, tokens: &[Token], from: usize) -> Option<&Standing> {
        let known = self.known.entry((sentence, from));
        known.or_insert_with(|| self.lexicon.longest(tokens, from)).as_ref()
    }
}

/// What leads to a document: its kind, and its slug now or before.
pub(super) fn is_meant(node: &Node, (kind, slug): &(Kind, Slug)) -> bool {
    node.kind() == *kind && (node.slug() == slug || node.formerly().contains(slug))
}
