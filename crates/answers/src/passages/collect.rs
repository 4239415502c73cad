//! Taking the content apart into passages.

use std::collections::{BTreeSet, HashMap};

use finsam_content::{Node, Snapshot};
use finsam_model::{Kind, Seminar, Slug, Statement};
use finsam_swedish::{
    Language,
    words::{self, is_stop_word},
};
use unicode_segmentation::UnicodeSegmentation;

use super::{Passage, Passages};
use crate::reading::{Lexicon, tokens};

/// How much a word counts that a passage is about but does not hold.
const AROUND: f64 = 0.55;
/// Shorter sentences than this, in words, are headings or leftovers.
const SHORTEST: usize = 4;

struct Collector<'a> {
    snapshot: &'a Snapshot,
    lexicon: &'a Lexicon,
    passages: Vec<Passage>,
    postings: HashMap<String, Vec<(usize, f64)>>,
}

pub(super) fn collect(snapshot: &Snapshot, lexicon: &Lexicon) -> Passages {
    let mut collector =
        Collector { snapshot, lexicon, passages: Vec::new(), postings: HashMap::new() };
    for node in snapshot.nodes() {
        collector.node(&node);
    }
    Passages { all: collector.passages, postings: collector.postings }
}

impl Collector<'_> {
    fn node(&mut self, node: &Node) {
        if node.kind() == Kind::Source {
            return;
        }
        let around = self.around(node);
        for (at, statement) in node.statements().iter().enumerate() {
            self.statement(node, at, statement, &around);
        }
        for (text, standing) in fields(node) {
            self.add(node, &text, standing, &around, node.sources().to_vec());
        }
        let body_standing = match node.kind() {
            Kind::Person | Kind::Organisation | Kind::Venue => 0.88,
            Kind::Figure => 0.85,
            _ => 0.94,
        };
        for sentence in sentences(node.body().text()) {
            self.add(node, &sentence, body_standing, &around, node.sources().to_vec());
        }
        for claim in node.claims() {
            if let Some(reason) = &claim.reason {
                let sources = claim.source.clone().into_iter().collect();
                self.add(node, reason, 0.72, &around, sources);
                if let Some(passage) = self.passages.last_mut() {
                    passage.is_reason = true;
                }
            }
        }
    }

    fn statement(&mut self, node: &Node, at: usize, statement: &Statement, around: &Around) {
        let mut around = around.clone();
        let tags = [
            self.snapshot.find(Kind::Person, statement.person.as_str()),
            statement
                .organisation
                .as_ref()
                .and_then(|slug| self.snapshot.find(Kind::Organisation, slug.as_str())),
        ];
        let terms = statement.terms.iter().map(|slug| (Kind::Term, slug));
        let initiatives = statement.initiatives.iter().map(|slug| (Kind::Initiative, slug));
        let about = terms
            .chain(initiatives)
            .filter_map(|(kind, slug)| self.snapshot.find(kind, slug.as_str()));
        for tag in tags.into_iter().flatten().chain(about) {
            around.texts.push(tag.label().to_owned());
            around.nodes.push(tag);
        }
        around.texts.extend(statement.title.clone());
        let number = self.passages.len();
        self.add(node, &statement.text, 1.0, &around, vec![statement.source.clone()]);
        if let Some(passage) = self.passages.get_mut(number) {
            passage.statement = Some(at);
        }
    }

    fn add(&mut self, node: &Node, text: &str, standing: f64, around: &Around, sources: Vec<Slug>) {
        let number = self.passages.len();
        let tokens = tokens(text, Language::Swedish);
        let names = self.lexicon.find(&tokens, |_| true, |_| false);
        let names: Vec<_> =
            names.iter().flat_map(|found| &found.nodes).map(|node| node.id().clone()).collect();
        let own: BTreeSet<String> = tokens
            .into_iter()
            .filter(|token| !is_small(&token.folded))
            .map(|token| token.stem)
            .collect();
        let near: BTreeSet<String> = around
            .texts
            .iter()
            .flat_map(|text| words::words(text))
            .filter(|word| !is_small(&word.folded))
            .map(|word| word.stem())
            .filter(|stem| !own.contains(stem))
            .collect();
        for (stems, weight) in [(&own, 1.0), (&near, AROUND)] {
            for stem in stems {
                self.postings.entry(stem.clone()).or_default().push((number, weight));
            }
        }
        self.passages.push(Passage {
            text: text.to_owned(),
            node: node.clone(),
            statement: None,
            is_reason: false,
            sources,
            names,
            about: around.nodes.iter().map(|node| node.id().clone()).collect(),
            standing,
            words: own.len(),
        });
    }

    /// What all passages of a document are about.
    fn around(&self, node: &Node) -> Around {
        let mut around = Around { texts: vec![node.label().to_owned()], nodes: vec![node.clone()] };
        around.texts.extend(node.other_names().into_iter().map(str::to_owned));
        around.texts.extend(years(node).iter().map(ToString::to_string));
        if let Node::Figure(figure) = node {
            let about = self
                .snapshot
                .named(&figure.terms)
                .cloned()
                .map(Node::Term)
                .chain(self.snapshot.named(&figure.initiatives).cloned().map(Node::Initiative));
            around.nodes.extend(about);
            around.texts.extend(
                figure
                    .person
                    .as_ref()
                    .and_then(|slug| self.snapshot.find(Kind::Person, slug.as_str()))
                    .map(|person| person.label().to_owned()),
            );
        }
        around
    }
}

/// Small words carry nothing; longer ones among them (*därför*, *eftersom*) give reasons.
fn is_small(folded: &str) -> bool {
    folded.chars().count() < 6 && is_stop_word(folded, Language::Swedish)
}

/// What is around a passage: words that count less, documents it is about.
#[derive(Clone)]
struct Around {
    texts: Vec<String>,
    nodes: Vec<Node>,
}

/// The years a document belongs to.
fn years(node: &Node) -> Vec<i16> {
    match node {
        Node::Seminar(seminar) => vec![seminar.date().year()],
        Node::NewsArticle(article) => vec![article.published_on.year()],
        Node::Figure(figure) => vec![figure.year],
        Node::Initiative(initiative) => {
            let period = initiative.period;
            period.from.into_iter().chain(period.until).map(|date| date.year()).collect()
        }
        _ => Vec::new(),
    }
}

/// A document's fields that read as sentences.
fn fields(node: &Node) -> Vec<(String, f64)> {
    match node {
        Node::Initiative(initiative) => std::iter::once(&initiative.summary)
            .chain(&initiative.aim)
            .map(|text| (text.clone(), 1.0))
            .chain(initiative.results.iter().map(|text| (text.clone(), 1.0)))
            .collect(),
        Node::Term(term) => std::iter::once(&term.definition)
            .chain(&term.plain)
            .map(|text| (text.clone(), 0.95))
            .collect(),
        Node::Figure(figure) => {
            vec![(format!("{}: {} – {}", figure.label, figure.text, figure.counts), 0.95)]
        }
        Node::Series(series) => {
            series.theme.iter().map(|theme| (format!("Tema: {theme}"), 0.9)).collect()
        }
        Node::Seminar(seminar) => std::iter::once(&seminar.title)
            .chain(&seminar.subtitle)
            .map(|title| (title.clone(), 0.5))
            .chain(told(seminar))
            .collect(),
        Node::Venue(venue) => venue.accessibility.iter().map(|text| (text.clone(), 0.9)).collect(),
        _ => Vec::new(),
    }
}

/// What an occasion's fields tell in sentences.
fn told(seminar: &Seminar) -> impl Iterator<Item = (String, f64)> + '_ {
    let fields = seminar.status_note.iter().chain(&seminar.accessibility).chain(&seminar.audience);
    fields.map(|text| (text.clone(), 0.9))
}

/// The sentences of a running text. A question stays with its answer, and a list with the sentence that
/// leads to it.
pub(super) fn sentences(text: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut lead = String::new();
    for paragraph in text.split("\n\n").map(str::trim).filter(|text| !text.is_empty()) {
        if let Some(items) = list_items(paragraph) {
            sentences.push(format!("{}{}.", std::mem::take(&mut lead), items.join("; ")));
            continue;
        }
        let paragraph = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
        for sentence in split(&paragraph) {
            if sentence.ends_with(['?', ':']) {
                lead.push_str(&sentence);
                lead.push(' ');
            } else if words::words(&sentence).len() >= SHORTEST || !lead.is_empty() {
                sentences.push(std::mem::take(&mut lead) + &sentence);
            }
        }
    }
    sentences
}

/// Unicode's sentences, but none that begins like the middle of one: "kl. 8.00", "t.ex. så".
fn split(paragraph: &str) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    for piece in paragraph.unicode_sentences() {
        let begins = piece.starts_with(|c: char| c.is_uppercase() || matches!(c, '”' | '"' | '–'));
        match sentences.last_mut() {
            Some(last) if !begins => last.push_str(piece),
            _ => sentences.push(piece.to_owned()),
        }
    }
    sentences.iter().map(|sentence| sentence.trim().to_owned()).collect()
}

/// The items of a paragraph that is a list.
fn list_items(paragraph: &str) -> Option<Vec<&str>> {
    let items = paragraph.lines().map(|line| line.trim().strip_prefix("- "));
    items.map(|item| item.map(|text| text.trim_end_matches('.'))).collect()
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn sentences_and_lists() {
        let check =
            |text: &str, expected: &[&str]| assert_eq!(sentences(text), expected, "{text:?}");
        check(
            "En mening som räcker. Kort. Det var kl. 8.00 den 5 juli.",
            &["En mening som räcker.", "Det var kl. 8.00 den 5 juli."],
        );
        check(
            "Rubrik\n\nFrågan har tre svar:\n\n- ett\n- två",
            &["Frågan har tre svar: ett; två."],
        );
        check("", &[]);
    }
}
