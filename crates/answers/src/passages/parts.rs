//! A document taken apart into sentences.
//!
//! What is here depends on the document alone. Whatever other documents are called, and whether they
//! are there at all, is asked when sentences are ranked.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use finsam_content::Node;
use finsam_model::{Body, Figure, Heading, Kind, Seminar, Slug, Statement};
use finsam_swedish::{
    Language, fold, stem,
    words::{self, is_stop_word},
};
use unicode_segmentation::UnicodeSegmentation;

use super::notes::Note;
use crate::{question::Token, reading::tokens};

/// How much a word counts that a sentence is about but does not hold.
pub(super) const AROUND: f64 = 0.55;
/// How much the heading counts that a sentence stands under.
pub(super) const UNDER: f64 = 0.8;
/// Shorter sentences than this, in words, are headings or leftovers.
const SHORTEST: usize = 4;

/// A document taken apart.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(super) sentences: Vec<Arc<Sentence>>,
    /// In which sentences each stem stands, and how close: 1 in it, less around it.
    stems: HashMap<Box<str>, Vec<(usize, f64)>, foldhash::fast::RandomState>,
    /// The stems of its label.
    label: BTreeSet<String>,
    /// The stems of its names, of each word and of the whole.
    names: BTreeSet<String>,
    /// The stems of what a figure's fields say, of each word and of the whole, with how close to the
    /// number they are.
    said: BTreeMap<String, f64>,
    /// What is noted about a figure.
    notes: Vec<Note>,
}

/// A sentence or statement.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sentence {
    /// The text, in Swedish, in the content's own words.
    pub(crate) text: String,
    /// The sentence before it, where it refers back: "Det är en av förklaringarna …".
    pub(crate) lead: Option<String>,
    /// Which of the document's statements it is.
    pub(crate) statement: Option<usize>,
    /// What it rests on.
    pub(crate) sources: Vec<Slug>,
    /// Whether it is an editor's reason for a claim.
    pub(crate) is_reason: bool,
    /// Whether it stands in the running text.
    is_of_text: bool,
    /// Which of the fixed headings it stands under.
    pub(super) heading: Option<Heading>,
    pub(super) tokens: Vec<Token>,
    /// What it is about without naming it, beside its document: as written.
    pub(super) about: Vec<(Kind, Slug)>,
    /// Whose labels count as words around it: as written.
    pub(super) around: Vec<(Kind, Slug)>,
    /// How gladly it is quoted, 1 at most.
    pub(super) standing: f64,
    /// How many different words it has.
    pub(super) words: usize,
}

impl Parts {
    /// Takes a document apart.
    pub(super) fn of(node: &Node) -> Self {
        let mut parts = Self {
            sentences: Vec::new(),
            stems: HashMap::default(),
            label: words::words(node.label()).iter().map(words::Word::stem).collect(),
            names: BTreeSet::new(),
            said: BTreeMap::new(),
            notes: Vec::new(),
        };
        for name in std::iter::once(node.label()).chain(node.other_names()) {
            parts.names.extend(each_and_whole(name));
        }
        if let Node::Figure(figure) = node {
            let body = (figure.body.text(), 0.45);
            for (text, closeness) in said(figure).chain([body]) {
                for stem in each_and_whole(text) {
                    let there = parts.said.entry(stem).or_default();
                    *there = there.max(closeness);
                }
            }
            parts.notes = Note::of_figure(figure);
        }
        // A source is cited, not quoted.
        if node.kind() != Kind::Source {
            parts.take_apart(node);
        }
        parts
    }

    /// Whether a word stands in it or around it.
    pub(super) fn holds(&self, stem: &str) -> bool {
        self.stems.contains_key(stem)
    }

    /// In which sentences a word stands, and how close.
    pub(super) fn with(&self, stem: &str) -> &[(usize, f64)] {
        self.stems.get(stem).map_or(&[], Vec::as_slice)
    }

    /// The sentences of its running text.
    pub(crate) fn text(&self) -> impl Iterator<Item = &str> {
        let there = self.sentences.iter().filter(|sentence| sentence.is_of_text);
        there.map(|sentence| sentence.text.as_str())
    }

    /// The sentences under one of the fixed headings.
    pub(crate) fn under(&self, heading: Heading) -> impl Iterator<Item = &Sentence> {
        let there = self.sentences.iter().map(AsRef::as_ref);
        there.filter(move |sentence: &&Sentence| sentence.heading == Some(heading))
    }

    /// Whether its label holds a word.
    pub(super) fn is_called(&self, stem: &str) -> bool {
        self.label.contains(stem)
    }

    /// The stems of its names, of each word and of the whole.
    pub(crate) fn names(&self) -> &BTreeSet<String> {
        &self.names
    }

    /// The stems of what a figure's fields say, with how close to the number they are.
    pub(crate) fn said(&self) -> &BTreeMap<String, f64> {
        &self.said
    }

    /// What is noted about a figure.
    pub(crate) fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// About how much memory it takes.
    pub(super) fn bytes(&self) -> u64 {
        const OF_A_SENTENCE: usize = 300;
        const OF_A_TOKEN: usize = 150;
        const OF_A_STEM: usize = 100;
        const OF_A_PLACE: usize = 16;
        let sentences = self.sentences.iter().map(|sentence| {
            let lead = sentence.lead.as_ref().map_or(0, String::len);
            OF_A_SENTENCE + sentence.text.len() + lead + OF_A_TOKEN * sentence.tokens.len()
        });
        let stems = self.stems.values().map(|places| OF_A_STEM + OF_A_PLACE * places.len());
        let noted: usize = self.notes.iter().map(|note| note.stems.len()).sum();
        let others = OF_A_STEM * (self.label.len() + self.names.len() + self.said.len() + noted);
        u64::try_from(sentences.chain(stems).sum::<usize>() + others).unwrap_or(u64::MAX)
    }

    fn take_apart(&mut self, node: &Node) {
        let (around, blank) = around(node);
        for (at, statement) in node.statements().iter().enumerate() {
            let mut around = around.clone();
            around.extend(stems(statement.title.iter().map(String::as_str)));
            let tags = tags(statement);
            let mut about = blank.about.clone();
            about.extend(tags.iter().cloned());
            let sentence = Sentence {
                text: statement.text.clone(),
                statement: Some(at),
                sources: vec![statement.source.clone()],
                about,
                around: tags,
                standing: 1.0,
                ..Sentence::default()
            };
            self.add(sentence, &around);
        }
        for (text, standing) in fields(node) {
            self.add(Sentence { text, standing, ..blank.clone() }, &around);
        }
        let standing = match node.kind() {
            Kind::Person | Kind::Organisation | Kind::Venue => 0.88,
            Kind::Figure => 0.85,
            _ => 0.94,
        };
        for (heading, text) in passages(node.body()) {
            let mut before: Option<String> = None;
            for text in sentences(&text) {
                let lead = before.filter(|_| refers_back(&text));
                before = Some(text.clone());
                self.add(
                    Sentence { text, lead, standing, heading, is_of_text: true, ..blank.clone() },
                    &around,
                );
            }
        }
        for claim in node.claims() {
            if let Some(text) = claim.reason.clone() {
                let sources = claim.source.iter().cloned().collect();
                let reason =
                    Sentence { text, sources, is_reason: true, standing: 0.72, ..blank.clone() };
                self.add(reason, &around);
            }
        }
    }

    /// Adds a sentence with the stems around it.
    fn add(&mut self, mut sentence: Sentence, around: &BTreeSet<String>) {
        let number = self.sentences.len();
        sentence.tokens = tokens(&sentence.text, Language::Swedish);
        let held = sentence.tokens.iter().filter(|token| !is_small(&token.folded));
        let own: BTreeSet<&str> = held.map(|token| token.stem.as_str()).collect();
        let heading = sentence.heading.map(|heading| fold(heading.title()));
        let heading = heading.filter(|title| !is_small(title)).map(|title| stem(&title));
        let heading = heading.as_deref().filter(|stem| !own.contains(stem));
        let near = around.iter().map(String::as_str);
        let near = near.filter(|stem| !own.contains(stem) && heading != Some(stem));
        let near = near.map(|stem| (stem, AROUND)).chain(heading.map(|stem| (stem, UNDER)));
        for (stem, closeness) in near.chain(own.iter().map(|own| (*own, 1.0))) {
            let places = self.stems.entry(stem.into()).or_default();
            places.push((number, closeness));
        }
        sentence.words = own.len();
        self.sentences.push(Arc::new(sentence));
    }
}

/// The words around all sentences of a document, as stems, and what all have in common.
fn around(node: &Node) -> (BTreeSet<String>, Sentence) {
    let names = std::iter::once(node.label()).chain(node.other_names());
    let mut around = stems(names);
    around.extend(years(node).iter().map(ToString::to_string));
    let mut blank = Sentence { sources: node.sources().to_vec(), ..Sentence::default() };
    if let Node::Figure(figure) = node {
        blank.about.extend(figure.terms.iter().map(|slug| (Kind::Term, slug.clone())));
        blank.about.extend(figure.initiatives.iter().map(|slug| (Kind::Initiative, slug.clone())));
        blank.around.extend(figure.person.iter().map(|slug| (Kind::Person, slug.clone())));
    }
    (around, blank)
}

/// The stems of some texts, without small words.
fn stems<'t>(texts: impl Iterator<Item = &'t str>) -> BTreeSet<String> {
    let words = texts.flat_map(words::words).filter(|word| !is_small(&word.folded));
    words.map(|word| word.stem()).collect()
}

/// The stems of a text's words, and of all of them in a row: a name of several words is one thing.
fn each_and_whole(text: &str) -> Vec<String> {
    let mut stems: Vec<String> = words::words(text).iter().map(words::Word::stem).collect();
    stems.push(stems.join(" "));
    stems
}

/// What a figure's fields say, with how close to the number it is.
fn said(figure: &Figure) -> impl Iterator<Item = (&str, f64)> {
    let close = [&figure.label, &figure.counts, &figure.unit, &figure.text];
    let close = close.into_iter().map(|text| (text.as_str(), 1.0));
    close.chain(figure.place.iter().map(|place| (place.as_str(), 0.8)))
}

/// Who says something, for whom, and about what.
fn tags(statement: &Statement) -> Vec<(Kind, Slug)> {
    let organisation = statement.organisation.iter().map(|slug| (Kind::Organisation, slug));
    let terms = statement.terms.iter().map(|slug| (Kind::Term, slug));
    let initiatives = statement.initiatives.iter().map(|slug| (Kind::Initiative, slug));
    std::iter::once((Kind::Person, &statement.person))
        .chain(organisation)
        .chain(terms)
        .chain(initiatives)
        .map(|(kind, slug)| (kind, slug.clone()))
        .collect()
}

/// Small words carry nothing; longer ones among them (*därför*, *eftersom*) give reasons.
fn is_small(folded: &str) -> bool {
    folded.chars().count() < 6 && is_stop_word(folded, Language::Swedish)
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

/// The paragraphs of a text together with others under the same heading.
fn passages(body: &Body) -> Vec<(Option<Heading>, String)> {
    let mut passages: Vec<(Option<Heading>, String)> = Vec::new();
    for paragraph in body.paragraphs() {
        match passages.last_mut() {
            Some((heading, text)) if *heading == paragraph.heading => {
                text.push_str("\n\n");
                text.push_str(paragraph.text);
            }
            _ => passages.push((paragraph.heading, paragraph.text.to_owned())),
        }
    }
    passages
}

/// The sentences of a running text. A question stays with its answer, and a list with the sentence that
/// leads to it.
pub(crate) fn sentences(text: &str) -> Vec<String> {
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

/// Whether a sentence says of what stood before it without naming it.
fn refers_back(sentence: &str) -> bool {
    const BACK: [&str; 16] = [
        "Det", "Den", "De", "Dem", "Dess", "Deras", "Detta", "Denna", "Dessa", "Där", "Då", "Han",
        "Hon", "Hen", "Därför", "Båda",
    ];
    // "Den som …", "Det finns …" name what they tell of themselves.
    const AHEAD: [&str; 5] = ["som", "finns", "fanns", "blir", "går"];
    let mut words = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.next().is_some_and(|first| BACK.contains(&first))
        && words.next().is_some_and(|next| {
            !AHEAD.contains(&next) && !next.starts_with(|c: char| c.is_numeric())
        })
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
