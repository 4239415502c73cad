//! Questions of any other kind: the sentences of the content that fit best, if any fit well.

use std::sync::Arc;

use finsam_content::Node;
use finsam_model::{Entry, Id, Initiative, Kind, Person};
use finsam_swedish::{Language, print, stem};

use super::{
    occasion,
    unknown::{self, says_unknown},
};
use crate::{
    AnswerKind,
    markdown::{bold, item, plain},
    occasion::meant,
    passages::{Fit, Key, Passage, is_compound, parts},
    question::{Intent, Origin, Part},
    reply::{Case, Reply},
    words::same_meaning,
};

/// A passage must hold this much of what was asked.
const ENOUGH: f64 = 0.5;
/// Passages nearly as good as the best are told too.
const NEARLY: f64 = 0.88;
/// More than these are not told.
const TOLD: usize = 3;

/// The best passages.
pub(super) fn reply(case: &Case<'_>, intent: Option<Intent>) -> Option<Reply> {
    told(case, intent, &|_| true, ENOUGH)
}

/// The best passages, where they fit so well that no other answer is better.
pub(super) fn striking(case: &Case<'_>, intent: Option<Intent>) -> Option<Reply> {
    told(case, intent, &|_| true, 0.62)
}

/// The best passages that hold a year or a date.
pub(super) fn with_a_time(case: &Case<'_>, intent: Intent) -> Option<Reply> {
    let holds_a_time = |passage: &Passage| {
        let year =
            |text: &str| text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
        let is_dated = || {
            year(&passage.text)
                || !finsam_swedish::dates::printed_dates(&passage.text).is_empty()
                || !finsam_swedish::dates::printed_clocks(&passage.text).is_empty()
        };
        says_unknown(&passage.text) || is_dated()
    };
    let holds_a_length =
        |passage: &Passage| says_unknown(&passage.text) || counts_something(&passage.text);
    // "hur lång är X" asks for its length, "hur länge" for its years as well.
    let by_length = (intent == Intent::HowLong && case.question.has_word(&["lang", "langt"]))
        .then(|| told(case, Some(intent), &holds_a_length, ENOUGH))
        .flatten();
    by_length.or_else(|| told(case, Some(intent), &holds_a_time, ENOUGH))
}

/// The best passages that hold a number, or say that it is not known.
pub(super) fn with_a_number(case: &Case<'_>) -> Option<Reply> {
    let holds_a_number = |passage: &Passage| {
        let counts = counts_something(&passage.text) && holds_a_word(case, &passage.text);
        counts || says_unknown(&passage.text)
    };
    told(case, Some(Intent::HowMuch), &holds_a_number, 0.62)
}

/// Whether a text holds one of the very words asked with: what is counted in a sentence about something
/// like it is another number. Of a question in English only the sense can be there.
fn holds_a_word(case: &Case<'_>, text: &str) -> bool {
    let question = case.question;
    let stems: Vec<String> =
        finsam_swedish::words::words(text).iter().map(|word| word.stem()).collect();
    let asked = question.matter(Some(Intent::HowMuch));
    question.language == finsam_swedish::Language::English
        || asked.iter().any(|token| {
            stems.iter().any(|stem| *stem == token.stem || is_compound(stem, &token.stem))
        })
}

/// Whether a text holds a number that is no part of a date.
fn counts_something(text: &str) -> bool {
    let words = finsam_swedish::words::words(text);
    let is_year = |number: &str| number.len() == 4 && number.starts_with(['1', '2']);
    let in_date = finsam_swedish::dates::printed_dates(text).len();
    let numbers = words.iter().filter(|word| word.kind == finsam_swedish::words::Kind::Number);
    numbers.filter(|word| !is_year(&word.folded)).count() > in_date
}

/// A passage that says of the very thing asked for that it is not known.
pub(super) fn that_it_is_unknown(case: &Case<'_>, intent: Intent) -> Option<Reply> {
    let keys = keys(case, Some(intent));
    let asked = unknown::Asked::of(case)?;
    let words = keys.iter().filter(|key| matches!(key, Key::Word { .. })).count();
    let mut bound = bound(case);
    if case.question.occasion.mentioned {
        bound = meant(case).seminars.iter().map(|seminar| seminar.id.clone()).collect();
    }
    if words == 0 || (words < 2 && bound.is_empty()) {
        return None;
    }
    let says_so = |passage: &Passage| {
        let concerns = bound.is_empty() || bound.iter().any(|id| passage.concerns(id));
        concerns && asked.is_unknown_in(&passage.text) && is_of_this_sort(case, &passage.text)
    };
    let ranked = case.passages().rank(&keys);
    let best = ranked
        .iter()
        .find(|fit| fit.words >= 0.75 && fit.coverage >= 0.55 && says_so(&fit.passage))?;
    let mut reply = Reply::new(AnswerKind::NotStated);
    if case.language() == Language::English {
        reply.line(case.phrases().not_stated_plain);
    }
    reply.line(quoted(case, &best.passage));
    reply.cite(&best.passage.sources).about(best.passage.node.clone());
    Some(reply)
}

/// The first sentence of a document's text that says of a phrase that it is not known.
pub(super) fn unknown_in_text(node: &Node, phrase: &str) -> Option<String> {
    let parts = parts(node);
    parts.text().find(|text| says_unknown(text) && text.to_lowercase().contains(phrase)).map(plain)
}

/// The first sentence of an initiative's text that says of something that it is not known.
pub(super) fn unknown_in(initiative: &Arc<Entry<Initiative>>) -> Option<String> {
    let parts = parts(&Node::Initiative(Arc::clone(initiative)));
    parts.text().find(|text| says_unknown(text)).map(plain)
}

/// Whether a text is about the sort of number asked for: "hur stor andel" is not "hur stort belopp".
fn is_of_this_sort(case: &Case<'_>, text: &str) -> bool {
    let question = case.question;
    let stems: Vec<String> =
        finsam_swedish::words::words(text).iter().map(|word| word.stem()).collect();
    let cues = question.cues.iter().filter(|cue| cue.intent == Intent::HowMuch);
    let sorts = cues.flat_map(|cue| &cue.tokens).filter_map(|at| question.tokens.get(*at));
    sorts.filter(|token| token.part == Part::Matter).all(|token| {
        let others = same_meaning(&token.folded, question.language);
        others.iter().chain([&token.stem]).any(|sort| stems.contains(sort))
    })
}

/// The best of what people said.
pub(super) fn of_statements(case: &Case<'_>, intent: Intent) -> Option<Reply> {
    told(case, Some(intent), &|passage| passage.statement.is_some(), ENOUGH)
}

pub(super) fn stems(text: &str) -> Vec<String> {
    finsam_swedish::words::words(text).iter().map(|word| word.stem()).collect()
}

pub(super) fn holds(stems: &[String], wanted: &str) -> bool {
    stems.iter().any(|stem| stem == wanted || is_compound(stem, wanted))
}

fn told(
    case: &Case<'_>,
    intent: Option<Intent>,
    fits: &dyn Fn(&Passage) -> bool,
    enough: f64,
) -> Option<Reply> {
    let keys = keys(case, intent);
    // A year alone is as little of a question as a name.
    let is_word = |key: &&Key| match key {
        Key::Word { stem, .. } => !stem.chars().all(|c| c.is_ascii_digit()),
        Key::Subject(_) | Key::Hint(_) => false,
    };
    let words = keys.iter().filter(is_word).count();
    // A name alone is no question, what it names is described instead; "varför" and a name is one,
    // and so are two names.
    let hinted = keys.iter().any(|key| matches!(key, Key::Hint(_)));
    let names = keys.iter().filter(|key| matches!(key, Key::Subject(_))).count();
    if words == 0 && !hinted && names < 2 {
        return None;
    }
    let enough = if words == 0 && !hinted { 0.8 } else { enough };
    let bound = bound(case);
    let named = named(case);
    let is_about =
        |ids: &[Id], fit: &Fit| ids.is_empty() || ids.iter().any(|id| fit.passage.concerns(id));
    // What is sooner told is asked first.
    let ranked = case.passages().rank(&keys).into_iter().filter(|fit| {
        (words > 0 || !hinted || fit.hinted)
            && is_enough(fit, enough)
            && is_about(&bound, fit)
            && is_about(&named, fit)
            && fits(&fit.passage)
            && (!named.is_empty() || holds_two(&keys, &fit.passage.text))
    });
    let chosen = choose(ranked);
    let first = chosen.first()?;
    let mut reply = told_of(case, &chosen, TOLD);
    if says_unknown(&first.passage.text) && first.passage.statement.is_none() {
        reply.kind = AnswerKind::NotStated;
    }
    reply.suggest(case.phrases().ask_source);
    for node in reply.nodes.clone().iter().take(2) {
        let phrase = match node.kind() {
            Kind::Person => case.phrases().ask_who_is,
            Kind::Initiative | Kind::Term => case.phrases().ask_what_is,
            _ => continue,
        };
        reply.suggest(crate::phrases::fill(phrase, &[("what", &plain(node.label()))]));
    }
    Some(reply)
}

/// Passages as they are told, with their sources: no more than so many, none that repeats another.
pub(super) fn told_of(case: &Case<'_>, fits: &[Fit], most: usize) -> Reply {
    let mut chosen: Vec<&Fit> = Vec::new();
    for fit in fits {
        let is_told = |there: &&Fit| repeats(&there.passage.text, &fit.passage.text);
        if chosen.len() < most && !chosen.iter().any(is_told) {
            chosen.push(fit);
        }
    }
    let first = chosen.first().map_or(AnswerKind::NotStated, |first| kind(&first.passage));
    let mut reply = Reply::new(first);
    for fit in &chosen {
        let text = quoted(case, &fit.passage);
        reply.line(if chosen.len() > 1 { item(&text) } else { text });
        reply.cite(&fit.passage.sources);
        if let Some(person) = speaker(case, &fit.passage) {
            reply.about(person);
        }
        reply.about(fit.passage.node.clone());
    }
    reply
}

/// What a passage must have to do with: whatever is named that is one thing and no concept.
fn bound(case: &Case<'_>) -> Vec<Id> {
    let things = case.question.named().filter(|subject| subject.of(Kind::Term).is_none());
    things.flat_map(|subject| &subject.nodes).map(|node| node.id().clone()).collect()
}

/// Where nothing is named, one word is too little to go by: of several, two must stand in the sentence
/// itself, not only in the heading above it.
fn holds_two(keys: &[Key], text: &str) -> bool {
    let stems: Vec<String> =
        finsam_swedish::words::words(text).iter().map(|word| word.stem()).collect();
    let holds =
        |wanted: &String| stems.iter().any(|stem| stem == wanted || is_compound(stem, wanted));
    // "mår" and "mars" have one stem.
    if let [Key::Word { stem, .. }] = keys
        && stem.chars().count() < 4
    {
        return false;
    }
    let words: Vec<bool> = keys
        .iter()
        .filter_map(|key| match key {
            Key::Word { stem, others } => Some(holds(stem) || others.iter().any(holds)),
            Key::Subject(_) | Key::Hint(_) => None,
        })
        .collect();
    words.len() < 2 || words.iter().filter(|held| **held).count() >= 2
}

/// Whatever is named; a sentence that has to do with nothing of it is about something else.
pub(super) fn named(case: &Case<'_>) -> Vec<Id> {
    case.question.named().flat_map(|subject| &subject.nodes).map(|node| node.id().clone()).collect()
}

/// The best of those that fit, none that repeats another.
fn choose(ranked: impl Iterator<Item = Fit>) -> Vec<Fit> {
    let mut chosen: Vec<Fit> = Vec::new();
    for fit in ranked {
        let best = chosen.first().map_or(fit.score, |best| best.score);
        if chosen.len() >= TOLD || fit.score < NEARLY * best {
            break;
        }
        if !chosen.iter().any(|there| repeats(&there.passage.text, &fit.passage.text)) {
            chosen.push(fit);
        }
    }
    chosen
}

/// A name alone is no match: some of the other words must be there too.
fn is_enough(fit: &Fit, enough: f64) -> bool {
    fit.coverage >= enough && fit.words >= 0.45
}

/// Whether two texts have most of their words in common.
pub(super) fn repeats(a: &str, b: &str) -> bool {
    let stems = |text: &str| -> std::collections::BTreeSet<String> {
        finsam_swedish::words::words(text).iter().map(|word| word.stem()).collect()
    };
    let (a, b) = (stems(a), stems(b));
    2 * a.intersection(&b).count() > a.len().min(b.len())
}

/// The words, names and years a passage should hold.
pub(super) fn keys(case: &Case<'_>, intent: Option<Intent>) -> Vec<Key> {
    let question = case.question;
    let word = |folded: &str| {
        let stem = stem(folded);
        let others = same_meaning(folded, question.language);
        Key::Word { others: others.into_iter().filter(|other| *other != stem).collect(), stem }
    };
    let told_by = intent.filter(|intent| !carries_matter(*intent));
    let mut keys: Vec<Key> = question
        .matter(told_by)
        .iter()
        // A number of one digit stands in all sorts of sentences.
        .filter(|token| !token.number || token.folded.len() > 1)
        .map(|token| if token.number { plain_word(&token.stem) } else { word(&token.folded) })
        .collect();
    let hints: &[&str] = match intent {
        Some(Intent::Why) => &[
            "varför",
            "orsak",
            "skäl",
            "beror",
            "anledning",
            "eftersom",
            "därför",
            "förklaring",
            "syfte",
            "led",
        ],
        Some(Intent::HowLong) => &["lång", "gräns", "tidsgräns", "länge", "tidsbegränsad"],
        _ => &[],
    };
    if !hints.is_empty() {
        // What a hint asks for anyway need not stand there as a word, too.
        let hinted: Vec<String> = hints.iter().map(|word| stem(word)).collect();
        keys.retain(|key| {
            !matches!(key, Key::Word { stem, others }
            if hinted.contains(stem) || others.iter().any(|other| hinted.contains(other)))
        });
        keys.push(Key::Hint(hints.iter().map(|word| stem(word)).collect()));
    }
    let named = question.subjects.iter().filter(|one| one.origin != Origin::Remembered);
    let remembered =
        question.subjects.iter().filter(|one| one.origin == Origin::Remembered).take(2);
    for subject in named.chain(remembered) {
        keys.push(Key::Subject(subject.nodes.clone()));
    }
    // "härnäst", "i våras": a time may be said in the content in the same words.
    keys.extend(
        question
            .tokens
            .iter()
            .filter(|token| token.part == Part::Time && !token.number)
            .filter(|token| token.folded.chars().count() >= 5)
            .filter(|token| case.passages().knows(&token.stem))
            .map(|token| plain_word(&token.stem)),
    );
    keys.extend(question.years().iter().map(|year| plain_word(&year.to_string())));
    keys
}

/// Whether the words that told an intent are words of the matter as well: "vad lärde de sig".
fn carries_matter(intent: Intent) -> bool {
    use Intent::{
        Aim, Openers, Organisers, Partners, Recording, Results, Serving, Speakers, Status,
    };
    matches!(
        intent,
        Aim | Openers | Organisers | Partners | Recording | Results | Serving | Speakers | Status
    )
}

fn plain_word(stem: &str) -> Key {
    Key::Word { stem: stem.to_owned(), others: Vec::new() }
}

/// A passage as it is told: who said it, or what it is about, and the text.
pub(super) fn quoted(case: &Case<'_>, passage: &Passage) -> String {
    let text = plain(&passage.told());
    match speaker(case, passage) {
        Some(person) => format!("{}{}: {text}", bold(person.label()), at(case, &passage.node)),
        None => {
            let label = plain(passage.node.label());
            let date = match &passage.node {
                Node::NewsArticle(article) => {
                    format!(", {}", print::date_short(article.published_on, case.language()))
                }
                Node::Seminar(seminar) => {
                    format!(", {}", print::date_short(seminar.date(), case.language()))
                }
                _ => String::new(),
            };
            format!("{text} ({label}{date})")
        }
    }
}

/// Where somebody said something: " (2 juli 2014)".
pub(super) fn at(case: &Case<'_>, node: &Node) -> String {
    let date = match node {
        Node::Seminar(seminar) => seminar.date(),
        Node::NewsArticle(article) => article.published_on,
        _ => return String::new(),
    };
    format!(" ({})", print::date_short(date, case.language()))
}

/// Who said it, if it is a statement.
fn speaker(case: &Case<'_>, passage: &Passage) -> Option<Node> {
    let statement = passage.node.statements().get(passage.statement?)?;
    let person = case.snapshot.get::<Person>(&statement.person)?;
    Some(Node::Person(Arc::clone(person)))
}

pub(super) fn kind(passage: &Passage) -> AnswerKind {
    match passage.statement {
        Some(_) => AnswerKind::Person,
        None => kind_of(&passage.node),
    }
}

pub(super) fn kind_of(node: &Node) -> AnswerKind {
    match node {
        Node::Person(_) => AnswerKind::Person,
        Node::Term(_) => AnswerKind::Definition,
        Node::Initiative(_) => AnswerKind::Initiative,
        Node::Organisation(_) => AnswerKind::Organisation,
        Node::NewsArticle(_) => AnswerKind::News,
        Node::Figure(_) => AnswerKind::Figure,
        Node::Venue(_) => AnswerKind::Place,
        Node::Seminar(_) | Node::Series(_) => AnswerKind::Programme,
        Node::Source(_) => AnswerKind::Sources,
    }
}

/// Title and organisation of a person when saying something there.
pub(super) fn standing(
    case: &Case<'_>,
    node: &Node,
    statement: &finsam_model::Statement,
) -> String {
    let on_programme = match node {
        Node::Seminar(seminar) => {
            seminar.appearances.iter().find(|one| one.person == statement.person)
        }
        _ => None,
    };
    let title = statement
        .title
        .as_ref()
        .or_else(|| on_programme.and_then(|appearance| appearance.title.as_ref()));
    let organisation = statement
        .organisation
        .as_ref()
        .or_else(|| on_programme.and_then(|appearance| appearance.organisation.as_ref()));
    let parts: Vec<String> = title
        .map(|title| plain(title))
        .into_iter()
        .chain(organisation.and_then(|slug| occasion::organisation(case, slug)))
        .collect();
    if parts.is_empty() { String::new() } else { format!(", {}", parts.join(", ")) }
}
