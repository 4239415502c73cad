//! Whether a sentence names a document.

use finsam_content::{Names, Node, Snapshot};
use finsam_model::{Kind, Slug};
use finsam_swedish::stem;

use super::parts::{Parts, Sentence};
use crate::{question::Token, reading::Lexicon};

/// A document that sentences may name.
#[derive(Debug)]
pub(super) struct Naming<'s> {
    pub(super) node: &'s Node,
    lexicon: Lexicon<'s>,
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
        Self { node, lexicon, names, only_one, signs }
    }

    /// The stems of words one of which stands in every sentence that names it.
    pub(super) fn signs(&self) -> impl Iterator<Item = &str> {
        self.signs.iter().map(String::as_str)
    }

    /// The sentences of a document that name it.
    pub(super) fn named_in(&self, parts: &Parts) -> Vec<usize> {
        let mut likely: Vec<usize> = self
            .signs
            .iter()
            .flat_map(|sign| parts.with(sign))
            .filter(|(_, closeness)| *closeness >= 1.0)
            .map(|(sentence, _)| *sentence)
            .collect();
        likely.sort_unstable();
        likely.dedup();
        let is_named = |number: &usize| {
            parts.sentences.get(*number).is_some_and(|sentence| self.is_named_in(sentence))
        };
        likely.into_iter().filter(is_named).collect()
    }

    fn is_named_in(&self, sentence: &Sentence) -> bool {
        let tokens = &sentence.tokens;
        let is_sign = |(at, token): (usize, &Token)| self.signs.contains(&token.stem).then_some(at);
        tokens.iter().enumerate().filter_map(is_sign).any(|at| self.is_named_at(tokens, at))
    }

    /// Whether the words there are its name, and no part of another that is longer.
    fn is_named_at(&self, tokens: &[Token], at: usize) -> bool {
        let mut from = at.saturating_sub(Lexicon::LONGEST);
        while from <= at {
            match self.lexicon.longest(tokens, from) {
                Some((name, span)) if span.contains(&at) => {
                    return from == at && self.names.contains(&name);
                }
                Some((_, span)) => from = span.last().map_or(from, |last| *last) + 1,
                None => from += 1,
            }
        }
        let word = tokens.get(at).map(|token| token.folded.as_str()).unwrap_or_default();
        let is = |word: &str| self.only_one.contains(&word);
        is(word) || word.strip_suffix('s').is_some_and(is)
    }
}

/// What leads to a document: its kind, and its slug now or before.
pub(super) fn is_meant(node: &Node, (kind, slug): &(Kind, Slug)) -> bool {
    node.kind() == *kind && (node.slug() == slug || node.formerly().contains(slug))
}
