//! A text in, a typed [`Question`] out.
//!
//! In this order: what a chat put into the text is taken out, and what is an order and no question; the
//! time is read; names of the content
//! are found (the longest first, a slip of the fingers mended where a word means nothing else); words
//! for an occasion are noted; what only leads up to the question is set aside, and where there are
//! several, they are parted; the signs of what is asked are looked up in one table per language. What
//! is left carries the matter of the question. Last, pronouns are taken back to what was told before.

mod asides;
mod back;
mod clauses;
mod cues;
mod lexicon;
mod occasion;
mod places;
mod time;
mod tokens;

use std::collections::HashSet;

use finsam_content::{Node, Snapshot};
use finsam_model::Kind;
use finsam_swedish::Language;

pub(crate) use asides::Asides;
pub(crate) use clauses::is_asking;
pub(crate) use cues::is_sign;
pub(crate) use lexicon::{Lexicon, Standing};
pub(crate) use occasion::is_only_a_sort;
pub(crate) use tokens::{LONGEST, tokens};

use crate::{
    Asking,
    context::Memory,
    occasion::titles,
    passages::Passages,
    question::{Cue, Intent, Origin, Part, Question, Subject, Token},
    words,
};

/// Reads a question.
pub(crate) fn read(asking: &Asking<'_>) -> Question {
    let given = asking.context.filter(|context| !context.is_empty());
    let memory = given.and_then(|context| Memory::read(context, asking.snapshot));
    let context_ignored = given.is_some() && memory.is_none();
    let memory = memory.unwrap_or_default();
    let (text, asides) = asides::set_aside(&tokens::tidy(asking.question));
    let language = language_of(&text, &memory);
    let is_too_long = tokens::is_too_long(asking.question);
    let question = read_as(asking, &text, language, memory, false);
    Question { context_ignored, asides, is_too_long, ..question }
}

/// Reads one of several questions of a message, in the message's language, after what was told before:
/// it is the first, or goes on from another.
pub(crate) fn read_one(
    asking: &Asking<'_>,
    text: &str,
    language: Language,
    memory: Memory,
    goes_on: bool,
) -> Question {
    let question = read_as(asking, text, language, memory, goes_on);
    Question { several: Vec::new(), ..question }
}

fn read_as(
    asking: &Asking<'_>,
    text: &str,
    language: Language,
    memory: Memory,
    goes_on: bool,
) -> Question {
    let snapshot = asking.snapshot;
    let mut tokens = tokens(text, language);
    let time = time::read(text, &mut tokens, &memory, asking);
    let mut subjects = subjects(&mut tokens, snapshot, language);
    let clauses = clauses::clauses(text, &tokens, &subjects, language);
    let asked = clauses::only_asking(&clauses);
    let is_asked = |at: usize| asked.as_ref().is_none_or(|asked| asked.contains(&at));
    let time =
        time.map(|time| time::of_clause(text, &tokens, asked.as_ref(), asking).unwrap_or(time));
    let time = time::beside_names(time, text, &mut tokens, &subjects, asking.now);
    let in_title = |at: usize| {
        subjects.iter().any(|subject: &Subject| {
            subject.tokens.len() > 1 && subject.tokens.contains(&at) && !subject.is_only(Kind::Term)
        })
    };
    let relative = clauses::beside_a_definition(&tokens);
    let is_beside = |at: usize| relative.is_some_and(|from| at >= from);
    let no_occasion = |at: usize| in_title(at) || is_beside(at);
    let mut told = occasion::read(&tokens, language, |at| no_occasion(at) || !is_asked(at));
    if !told.0.mentioned {
        told = occasion::read(&tokens, language, no_occasion);
    }
    let (occasion, told_occasion) = told;
    // "torsdagens frukost" is one of some week's, not the day this coming Thursday.
    let time = time.filter(|_| !told_only_by(&tokens, &told_occasion));
    for at in &told_occasion {
        if let Some(token) = tokens.get_mut(*at) {
            token.part = Part::Occasion;
        }
    }
    for token in tokens.iter_mut().skip(relative.unwrap_or(usize::MAX)) {
        token.part = Part::Filler;
    }
    mend_signs(&mut tokens, snapshot, language);
    mark_hours(&mut tokens);
    if let Some(asked) = &asked {
        clauses::set_aside(&mut tokens, &mut subjects, &clauses, asked);
    }
    let mut cues = cues::of_message(&tokens, asked.as_ref(), language);
    let spoken_of = (occasion.mentioned, time.is_some());
    let titled = titled(&mut tokens, &subjects, &cues, asking, spoken_of);
    if !titled.is_empty() {
        subjects.extend(titled);
        cues = cues::of_message(&tokens, asked.as_ref(), language);
    }
    let mut question = Question {
        language,
        remaining: cues::asks_for_the_rest(&tokens, language),
        is_asking: clauses.iter().any(|clause| clause.asks),
        several: clauses::questions(text, &tokens, &clauses),
        tokens,
        cues,
        time,
        hour: time::hour(text),
        subjects: Vec::new(),
        occasion,
        back: None,
        memory,
        context_ignored: false,
        asides: Asides::default(),
        is_too_long: false,
    };
    // "frukosten" is an occasion before it is a concept, unless one asks what the word means.
    // "vad är X?", "och Y?"
    let asked = question.cues.first().map_or(question.memory.intent, |cue| Some(cue.intent));
    let asks_what_it_means = asked == Some(Intent::WhatIs);
    let is_occasion = |subject: &Subject| {
        let titled = subject.of(Kind::Seminar).is_some();
        !titled && subject.tokens.iter().all(|at| told_occasion.contains(at))
    };
    // "frukostseminarium och lunchseminarium" are concepts where they are set beside each other.
    let compared = question.cues.first().is_some_and(|cue| cue.intent == Intent::Compare)
        && subjects.iter().filter(|subject| is_occasion(subject)).count() > 1;
    if !(asks_what_it_means || compared) || question.time.is_some() {
        subjects.retain(|subject| !is_occasion(subject));
    }
    question.subjects = subjects;
    question.back = back::reference(&question, goes_on);
    back::remember(&mut question);
    question
}

/// The language of a text. Where its small words tell too little, the signs of a question decide;
/// where nothing does, it is that of the conversation.
fn language_of(text: &str, memory: &Memory) -> Language {
    let told = Language::told_by(text);
    // No English word has rings and dots; a name may.
    if told == Some(Language::Swedish) && text.contains(['å', 'ä', 'ö']) {
        return Language::Swedish;
    }
    let asks = |language| !cues::find(&tokens(text, language), language).is_empty();
    match told {
        None if memory.english => Language::English,
        Some(Language::English) if !asks(Language::English) && asks(Language::Swedish) => {
            Language::Swedish
        }
        Some(Language::Swedish) | None if !asks(Language::Swedish) && asks(Language::English) => {
            Language::English
        }
        told => told.unwrap_or_default(),
    }
}

/// Whether nothing but the words of an occasion told the time.
fn told_only_by(tokens: &[Token], occasion: &[usize]) -> bool {
    const BETWEEN: [&str; 8] = ["pa", "i", "den", "vid", "on", "at", "the", "under"];
    let mut told =
        tokens.iter().enumerate().filter(|(_, token)| token.part == Part::Time).peekable();
    told.peek().is_some()
        && told
            .all(|(at, token)| occasion.contains(&at) || BETWEEN.contains(&token.folded.as_str()))
}

/// Finds the names and marks their words.
fn subjects(tokens: &mut [Token], snapshot: &Snapshot, language: Language) -> Vec<Subject> {
    let usable: Vec<bool> = tokens
        .iter()
        .map(|token| token.part == Part::Matter || (token.part == Part::Filler && !token.number))
        .collect();
    let unknown = |token: &Token| is_unknown(token, snapshot, language);
    let found = Lexicon::of(snapshot).find(tokens, |at| usable.get(at) == Some(&true), unknown);
    let mut subjects: Vec<Subject> = Vec::new();
    for found in found {
        for at in &found.tokens {
            if let Some(token) = tokens.get_mut(*at)
                && token.part != Part::Time
            {
                token.part = Part::Name;
            }
        }
        let origin = if found.mended { Origin::Guessed } else { Origin::Named };
        let known = subjects.iter_mut().find(|subject| subject.nodes == found.nodes);
        match known {
            Some(subject) => subject.tokens.extend(found.tokens),
            None => subjects.push(Subject { nodes: found.nodes, origin, tokens: found.tokens }),
        }
    }
    subjects.extend(by_parts(tokens, snapshot));
    subjects.extend(places::told(tokens, snapshot, language));
    places::series(tokens, &mut subjects, snapshot);
    places::series_by_words(tokens, &mut subjects, snapshot);
    subjects
}

/// What is named by a part of its name.
fn by_parts(tokens: &mut [Token], snapshot: &Snapshot) -> Vec<Subject> {
    let mut subjects = Vec::new();
    for at in 0..tokens.len() {
        let usable = |token: &Token| token.part == Part::Matter && !token.number;
        let Some((node, told)) = Lexicon::of(snapshot).by_a_part(tokens, at, usable) else {
            continue;
        };
        for at in &told {
            if let Some(token) = tokens.get_mut(*at) {
                token.part = Part::Name;
            }
        }
        subjects.push(Subject { nodes: vec![node], origin: Origin::Named, tokens: told });
    }
    subjects
}

/// Whether a question may be about an occasion, so that a word of a title tells one.
fn speaks_of_occasions(tokens: &[Token], cues: &[Cue], (mentioned, timed): (bool, bool)) -> bool {
    let is_of_occasions = |cue: &Cue| {
        let others = [Intent::OccasionsOf, Intent::Programme, Intent::Contact];
        cue.intent.may_be_of_occasions() || others.contains(&cue.intent)
    };
    timed && cues.first().is_none_or(is_of_occasions)
        || mentioned
        || cues.iter().any(is_of_occasions)
        || crate::occasion::asks_how_far(tokens)
}

/// The words of the titles of the posts that the people named have or had.
fn posts_of(subjects: &[Subject]) -> HashSet<String> {
    let nodes = subjects.iter().flat_map(|subject| &subject.nodes);
    let people = nodes.filter_map(|node| match node {
        Node::Person(person) => Some(person),
        _ => None,
    });
    let posts = people.flat_map(|person| &person.affiliations);
    let words = posts.flat_map(|post| finsam_swedish::words::words(&post.title));
    words.map(|word| word.stem()).collect()
}

/// Occasions told by words of their titles: "vintervakan", "provfrukosten". Where nothing else speaks of
/// an occasion, a word tells one only if it stands nowhere else.
fn titled(
    tokens: &mut [Token],
    subjects: &[Subject],
    cues: &[Cue],
    asking: &Asking<'_>,
    (mentioned, timed): (bool, bool),
) -> Vec<Subject> {
    let snapshot = asking.snapshot;
    // "när blev X förbundschef?" asks of a post of hers, not of an occasion about a "förbund".
    let posts = posts_of(subjects);
    let is_sign = |at: usize| cues.iter().any(|cue| cue.tokens.contains(&at));
    let of_occasions = speaks_of_occasions(tokens, cues, (mentioned, timed));
    let may = |at: usize| {
        let Some(token) = tokens.get(at) else { return false };
        match token.part {
            Part::Matter => {
                !is_sign(at)
                    && !posts.contains(&token.stem)
                    && !crate::occasion::asks_how_far(std::slice::from_ref(token))
            }
            // "provfrukosten" is more than a breakfast.
            Part::Occasion => occasion::is_more_than_a_sort(&token.folded),
            _ => false,
        }
    };
    let several = cues.iter().any(|cue| cue.intent == Intent::Clash)
        || tokens.iter().any(|token| ["bada", "both"].contains(&token.folded.as_str()));
    let beside = titles::Beside { mentioned, several };
    let mut titled = titles::find(snapshot, tokens, may, beside, asking.now);
    // A post is no occasion whose title shares a part with it: "förbundschef".
    titled.retain(|titled| match titled.tokens.as_slice() {
        [at] => !tokens.get(*at).is_some_and(|token| {
            let holds = |node: &Node| {
                let words = finsam_swedish::words::words(node.label());
                words.iter().any(|word| word.stem() == token.stem)
            };
            !titled.nodes.iter().any(holds) && is_a_post(snapshot, &token.stem)
        }),
        _ => true,
    });
    if !of_occasions {
        titled.retain(|titled| {
            titled.tokens.iter().filter_map(|at| tokens.get(*at)).any(|token| {
                let only = Passages::of(snapshot).only_in(&token.stem);
                only.is_some_and(|only| titled.nodes.iter().any(|node| node.id() == only.id()))
            })
        });
    }
    for at in titled.iter().flat_map(|titled| &titled.tokens) {
        if let Some(token) = tokens.get_mut(*at).filter(|token| token.part == Part::Matter) {
            token.part = Part::Name;
        }
    }
    let subject = |titled: titles::Titled| Subject {
        nodes: titled.nodes,
        origin: Origin::Named,
        tokens: titled.tokens,
    };
    titled.into_iter().map(subject).collect()
}

/// Whether a word, given as its stem, is of a title that somebody has.
fn is_a_post(snapshot: &Snapshot, wanted: &str) -> bool {
    const LOOKED_AT: usize = 20;
    let people = snapshot.candidates(&[Kind::Person], &[(wanted, 1.0)], LOOKED_AT);
    let posts = people.iter().filter_map(|(node, _)| match node {
        Node::Person(person) => Some(&person.affiliations),
        _ => None,
    });
    posts
        .flatten()
        .flat_map(|post| finsam_swedish::words::words(&post.title))
        .any(|word| word.stem() == wanted)
}

/// Mends a slip of the fingers in a word that tells what is asked, where it is no word of the content.
/// A word that tells nothing once it is mended was another word: "väder" is not "vänder".
fn mend_signs(tokens: &mut [Token], snapshot: &Snapshot, language: Language) {
    for at in 0..tokens.len() {
        let Some(token) = tokens.get(at) else { continue };
        if token.part != Part::Matter || token.number || !is_unknown(token, snapshot, language) {
            continue;
        }
        let Some(meant) = cues::nearest(&token.folded, language) else { continue };
        let mut mended = tokens.to_vec();
        if let Some(token) = mended.get_mut(at) {
            token.folded = meant.to_owned();
            token.stem = finsam_swedish::stem(meant);
            if words::is_filler(meant, language) {
                token.part = Part::Filler;
            }
        }
        let told = cues::find(&mended, language).iter().any(|cue| cue.tokens.contains(&at));
        if told || words::is_filler(meant, language) {
            tokens.clone_from_slice(&mended);
        }
    }
}

/// "kl 8" is a part of when, and no matter of its own.
fn mark_hours(tokens: &mut [Token]) {
    let hours: Vec<usize> =
        (0..tokens.len()).filter(|at| cues::tells_an_hour(tokens, *at)).collect();
    for at in hours {
        for token in tokens.iter_mut().skip(at).take(2) {
            token.part = Part::Time;
        }
    }
}

/// Whether a word is none that is known here, of the content or of questions.
fn is_unknown(token: &Token, snapshot: &Snapshot, language: Language) -> bool {
    token.part == Part::Matter
        && !Passages::of(snapshot).knows(&token.stem)
        && !words::is_known(&token.folded, language)
        && !cues::is_known(&token.folded, language)
        && !occasion::is_known(&token.folded)
}
