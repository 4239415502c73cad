//! Several questions in one message, and what only leads up to one: "hej! jag är ny … vilka är med?"
//!
//! A message is parted at marks and at "och", but only where what follows asks something itself.

mod check;
mod writer;

use std::ops::Range;

use finsam_swedish::Language;

use crate::question::{Origin, Part, Subject, Token};

/// So many questions of one message are answered.
const ANSWERED: usize = 5;

/// Words that a stop ends without ending a sentence: "resp. frukosten".
const SHORTENED: [&str; 14] =
    ["resp", "ca", "kl", "ev", "inkl", "exkl", "tex", "ex", "bl", "ang", "dvs", "nr", "dr", "prof"];

/// What stands between two clauses.
const JOINING: [&str; 9] = ["och", "samt", "men", "sen", "alltsa", "and", "but", "then", "plus"];

/// Words that ask.
const ASKING: [&str; 24] = [
    "vad", "vem", "vems", "vilka", "vilken", "vilket", "var", "vart", "varifran", "nar", "hur",
    "varfor", "vadan", "what", "who", "whom", "whose", "which", "where", "when", "why", "how",
    "whats", "whos",
];

/// Words that may stand before one that asks: "från när", "på vilken".
const BEFORE_ASKING: [&str; 23] = [
    "fran", "till", "pa", "i", "med", "av", "om", "for", "under", "at", "hos", "from", "to", "in",
    "on", "by", "with", "until", "since", "about", "of", "during", "sedan",
];

/// Verbs that begin a question: "finns det", "e den", "is it".
const VERBS: [&str; 59] = [
    "heter", "hette", "ar", "var", "finns", "fanns", "kan", "kunde", "gar", "har", "hade", "ska",
    "skulle", "kommer", "kostar", "behover", "maste", "far", "fick", "blir", "blev", "stammer",
    "hinner", "borjar", "slutar", "serveras", "star", "stod", "galler", "gjorde", "vet", "hander",
    "haller", "ligger", "tycker", "handlar", "is", "are", "was", "were", "do", "does", "did",
    "can", "could", "will", "would", "has", "have", "had", "should", "am", "isn", "aren", "kravs",
    "racker", "tillhor", "bor", "sitter",
];

/// What begins a question whose verb is left out.
const VERBLESS: [&str; 6] = ["nagon", "nagot", "nagra", "any", "anything", "anyone"];

/// What a verb that begins a question is often followed by.
const PRONOUNS: [&str; 26] = [
    "det", "den", "de", "man", "jag", "vi", "han", "hon", "hen", "ni", "du", "nagon", "nagot",
    "it", "there", "they", "i", "you", "he", "she", "we", "one", "any", "some", "these", "those",
];

/// Words before a question that is put politely: "vet du när", "kan nån säga var".
const FRAMES: [&str; 21] = [
    "undrar",
    "undra",
    "vet",
    "veta",
    "saga",
    "sag",
    "beratta",
    "minns",
    "fattar",
    "forstar",
    "fraga",
    "forklara",
    "fragan",
    "kolla",
    "tell",
    "know",
    "wonder",
    "wondering",
    "explain",
    "say",
    "remember",
];

/// Words that may stand between.
const IN_FRAMES: [&str; 17] = [
    "mig", "mej", "oss", "me", "us", "du", "ni", "nagon", "you", "inte", "not", "snabbt", "bara",
    "ju", "jag", "anyone", "om",
];

/// A stretch of a message.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    pub(super) tokens: Range<usize>,
    /// Whether it asks something itself.
    pub(super) asks: bool,
}

/// The clauses of a message.
pub(super) fn clauses(
    text: &str,
    tokens: &[Token],
    subjects: &[Subject],
    language: Language,
) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::new();
    let mut from = 0;
    for at in 1..=tokens.len() {
        let ends = at == tokens.len()
            || begins_one(text, tokens, from, at, language) && !is_within_a_name(subjects, at);
        if ends && from < at {
            match clauses.last_mut().filter(|before| !before.asks) {
                // What is checked was said before: "X ledde det, stämmer det?"
                Some(before) if check::is_check(tokens.get(from..at).unwrap_or_default()) => {
                    before.tokens.end = at;
                    before.asks = true;
                }
                _ => {
                    let asks = asks(text, tokens, from..at, language);
                    clauses.push(Clause { tokens: from..at, asks });
                }
            }
            from = at;
        }
    }
    clauses
}

/// Where what is said of something named begins, which does not ask: "X som alla pratade om". In "vem
/// är det som" it does.
pub(super) fn relative(tokens: &[Token]) -> Option<usize> {
    const THOSE: [&str; 6] = ["de", "dem", "den", "those", "alla", "personer"];
    let asks_what = |before: &[Token]| {
        let asking = before.iter().find(|token| is_asking(token));
        asking.is_some_and(|word| !matches!(word.folded.as_str(), "vem" | "vilka" | "vilken"))
    };
    let begins_one = |at: &usize| {
        let Some([head, som]) = tokens.get(*at..at + 2) else { return false };
        let is_told = THOSE.contains(&head.folded.as_str())
            && tokens.get(..*at).is_some_and(asks_what)
            && at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|of| of.folded != "ar");
        som.folded == "som" && (head.part == Part::Name || is_told)
    };
    (0..tokens.len()).find(begins_one).map(|at| at + 1)
}

/// The same behind a question for what something is: "vad är X som alla pratade om på mötet".
pub(super) fn beside_a_definition(tokens: &[Token]) -> Option<usize> {
    let from = relative(tokens)?;
    let mut before = tokens.get(..from).unwrap_or_default().iter();
    let is_small = |token: &Token| token.part != Part::Matter || is_asking(token);
    let asks = tokens.iter().take(from).find(|token| is_asking(token));
    (asks.is_some_and(|word| word.folded == "vad") && before.all(is_small)).then_some(from)
}

/// Whether a word asks.
pub(crate) fn is_asking(token: &Token) -> bool {
    ASKING.contains(&token.folded.as_str())
}

/// The words of the only clause that asks, where there are others that do not.
pub(super) fn only_asking(clauses: &[Clause]) -> Option<Range<usize>> {
    let mut asking = clauses.iter().filter(|clause| clause.asks);
    let one = asking.next().filter(|_| asking.next().is_none() && clauses.len() > 1)?;
    Some(one.tokens.clone())
}

/// Sets aside what leads up to a question that says itself what it is about. Names stay, if the
/// question has none of its own or refers to them.
pub(super) fn set_aside(
    tokens: &mut [Token],
    subjects: &mut Vec<Subject>,
    clauses: &[Clause],
    asked: &Range<usize>,
) {
    const REFERRING: [&str; 19] = [
        "den", "han", "hon", "hen", "hans", "hennes", "honom", "henne", "de", "dem", "deras",
        "dar", "he", "she", "they", "them", "their", "his", "her",
    ];
    let words = tokens.get(asked.clone()).unwrap_or_default();
    let refers = words.iter().any(|token| REFERRING.contains(&token.folded.as_str()));
    let goes_back = words
        .iter()
        .any(|token| matches!(token.folded.as_str(), "det" | "it" | "that" | "detta" | "this"));
    let has_names =
        subjects.iter().any(|subject| subject.tokens.iter().any(|at| asked.contains(at)));
    let says_what = words.iter().any(|token| token.part != Part::Filler);
    // What only leads up to a question is no place to guess for a name.
    subjects.retain(|subject| {
        subject.origin != Origin::Guessed || subject.tokens.iter().any(|at| asked.contains(at))
    });
    if has_names && !refers {
        subjects.retain(|subject| subject.tokens.iter().any(|at| *at >= asked.start));
    }
    writer::leave(tokens, subjects, clauses, asked);
    if !has_names && !refers && goes_back {
        keep_last(tokens, subjects);
    }
    if !(says_what || goes_back || refers) {
        return;
    }
    for (at, token) in tokens.iter_mut().enumerate() {
        if asked.contains(&at) || token.number {
            continue;
        }
        if token.part == Part::Matter {
            token.part = Part::Filler;
        }
        token.aside = token.part == Part::Filler;
    }
}

/// "alla talar om X. vad är det?": what was named last, and what is joined to it: "X å Y, är det samma?"
fn keep_last(tokens: &[Token], subjects: &mut Vec<Subject>) {
    let ends = |subject: &Subject| subject.tokens.iter().max().copied();
    let Some(last) = subjects.iter().filter_map(ends).max() else { return };
    let first = subjects.iter().filter(|subject| ends(subject) == Some(last));
    let mut first = first.flat_map(|subject| subject.tokens.iter().min()).min().copied();
    subjects.sort_by_key(|subject| std::cmp::Reverse(ends(subject)));
    subjects.retain(|subject| {
        let joined = first.is_some_and(|first| {
            let between = first.checked_sub(1).and_then(|at| tokens.get(at));
            let joining = between.is_some_and(|token| {
                joins(&token.folded) || matches!(token.folded.as_str(), "eller" | "or" | "mot")
            });
            joining && ends(subject).is_some_and(|end| end + 2 == first)
        });
        let kept = joined || ends(subject) == Some(last);
        if kept {
            first = subject.tokens.iter().min().copied();
        }
        kept
    });
    subjects.sort_by_key(|subject| subject.tokens.iter().min().copied());
}

/// The questions of a message, each with what leads up to it; none where it is but one.
pub(super) fn questions(text: &str, tokens: &[Token], clauses: &[Clause]) -> Vec<String> {
    if clauses.iter().filter(|clause| clause.asks).count() < 2 {
        return Vec::new();
    }
    let start_of = |at: usize| tokens.get(at).map_or(text.len(), |token| token.span.start);
    let slice = |range: Range<usize>| {
        text.get(start_of(range.start)..start_of(range.end)).unwrap_or_default()
    };
    let mut questions: Vec<String> = Vec::new();
    let mut before = String::new();
    let mut only_asked = true;
    let mut rest = clauses.iter().peekable();
    while let Some(clause) = rest.next() {
        let told = slice(clause.tokens.clone());
        if !clause.asks {
            match questions.last_mut() {
                Some(_) if writer::is_told_of(tokens, clause.tokens.clone()) => {}
                Some(last) if !rest.clone().any(|next| next.asks) => {
                    last.push(' ');
                    last.push_str(told);
                }
                _ => before.push_str(told),
            }
            continue;
        }
        let mut question = std::mem::take(&mut before);
        question.push_str(told.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '?'));
        // "när och var är frukosten": the first asks of what the second names.
        only_asked &= is_bare(tokens, clause);
        let next = rest.clone().find(|next| next.asks && !is_bare(tokens, next));
        // "när skrevs avtalet och av vilka": the second asks who did what the first names.
        let earlier = clauses.iter().take_while(|other| other.tokens.start < clause.tokens.start);
        let earlier = earlier.filter(|other| other.asks && !is_bare(tokens, other)).last();
        let earlier = earlier.filter(|_| is_bare(tokens, clause) && asks_who(tokens, clause));
        if let Some(next) = next.filter(|_| only_asked).or(earlier) {
            let named = after_asking(tokens, next.tokens.clone());
            question.truncate(question.trim_end_matches('?').len());
            question.push(' ');
            question.push_str(slice(named..next.tokens.end).trim_end());
        }
        questions.push(question);
    }
    questions.truncate(ANSWERED);
    questions
}

/// Where a clause goes on after its asking words.
fn after_asking(tokens: &[Token], range: Range<usize>) -> usize {
    let start = range.start;
    let told = |at: &usize| {
        tokens.get(*at).is_some_and(|token| {
            let word = token.folded.as_str();
            joins(word) || BEFORE_ASKING.contains(&word) || ASKING.contains(&word)
        })
    };
    range.take_while(told).last().map_or(start, |at| at + 1)
}

/// Whether a clause is nothing but asking words.
fn is_bare(tokens: &[Token], clause: &Clause) -> bool {
    const BESIDE: [&str; 7] = ["dags", "tid", "lange", "mycket", "manga", "long", "time"];
    let (start, end) = (after_asking(tokens, clause.tokens.clone()), clause.tokens.end);
    let left = tokens.get(start..end).unwrap_or_default();
    left.iter().all(|token| joins(&token.folded) || BESIDE.contains(&token.folded.as_str()))
}

fn asks_who(tokens: &[Token], clause: &Clause) -> bool {
    let words = tokens.get(clause.tokens.clone()).unwrap_or_default();
    words
        .iter()
        .any(|token| matches!(token.folded.as_str(), "vem" | "vilka" | "varifran" | "who" | "whom"))
}

fn joins(word: &str) -> bool {
    word == "a" || JOINING.contains(&word)
}

/// Whether a clause may begin at a word.
fn begins_one(text: &str, tokens: &[Token], from: usize, at: usize, language: Language) -> bool {
    let Some([before, word]) = tokens.get(at.saturating_sub(1)..=at) else { return false };
    let between = text.get(before.span.end..word.span.start).unwrap_or_default();
    if between == ". " && SHORTENED.contains(&before.folded.as_str()) {
        return false;
    }
    let parted = between.contains(['?', '!', ';', ':', '\n', '–', '—'])
        || between.contains([',', '.']) && between.chars().any(char::is_whitespace)
        || between.contains(" - ");
    if parted {
        return !only_checks(text, tokens, at);
    }
    // "hur många vet vem som …" asks once.
    let so_far = tokens.get(from..at).unwrap_or_default();
    let has_asked = so_far.iter().any(|token| ASKING.contains(&token.folded.as_str()));
    if !has_asked && ASKING.contains(&word.folded.as_str()) && is_framed(tokens, at) {
        return true;
    }
    let joined = is_and(text, word, language) || JOINING.contains(&word.folded.as_str());
    joined && begins_asking(tokens, at + 1, true)
}

/// Whether a word stands behind a polite frame.
fn is_framed(tokens: &[Token], at: usize) -> bool {
    let before =
        tokens.get(..at).unwrap_or_default().iter().rev().map(|token| token.folded.as_str());
    let mut before = before.skip_while(|word| IN_FRAMES.contains(word));
    before.next().is_some_and(|word| FRAMES.contains(&word))
}

/// Whether a clause is but a polite frame, before a question or after it: "kan nån säga", "vet nån?"
fn is_frame(tokens: &[Token], range: Range<usize>) -> bool {
    const TAG: [&str; 5] = ["det", "it", "that", "do", "does"];
    let is_small =
        |word: &str| IN_FRAMES.contains(&word) || FRAMES.contains(&word) || TAG.contains(&word);
    let words = tokens.get(range.clone()).unwrap_or_default();
    let is_tag = words.iter().all(|token| is_small(&token.folded))
        && words.iter().any(|token| FRAMES.contains(&token.folded.as_str()));
    let leads = tokens.get(range.end).is_some_and(|next| ASKING.contains(&next.folded.as_str()))
        && is_framed(tokens, range.end);
    is_tag || leads
}

/// Whether what begins at a word but asks whether one remembers rightly: "…, var det inte om fett?"
fn only_checks(text: &str, tokens: &[Token], at: usize) -> bool {
    let word = |at: usize| tokens.get(at).map(|token| token.folded.as_str()).unwrap_or_default();
    let checks = VERBS.contains(&word(at)) && PRONOUNS.contains(&word(at + 1));
    // "vem skrev det, är det X?"
    let rest = tokens.get(at + 2..).unwrap_or_default();
    let ends = |token: &&Token| {
        let after = text.get(token.span.end..).unwrap_or_default();
        after.starts_with(['?', '.', '!', ',']) || after.trim().is_empty()
    };
    let end = rest.iter().position(|token| ends(&token)).map_or(rest.len(), |last| last + 1);
    let guess = rest.get(..end).unwrap_or_default();
    let is_a_guess = !guess.is_empty()
        && guess.iter().all(|token| token.part == Part::Name)
        && follows_a_comma(text, tokens, at);
    checks && (word(at + 2) == "inte" || is_a_guess)
}

fn follows_a_comma(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some([before, word]) = tokens.get(at.saturating_sub(1)..=at) else { return false };
    text.get(before.span.end..word.span.start).is_some_and(|between| between.trim() == ",")
}

/// "å" alone is "och"; so is an "a" that Swedish has no other use for.
fn is_and(text: &str, word: &Token, language: Language) -> bool {
    let written = text.get(word.span.clone()).unwrap_or_default();
    matches!(written, "&" | "å" | "Å") || word.folded == "a" && language == Language::Swedish
}

/// Whether a question begins at a word: with a word that asks, or a verb before its subject.
fn begins_asking(tokens: &[Token], at: usize, with_pronoun: bool) -> bool {
    let word = |at: usize| tokens.get(at).map(|token| token.folded.as_str()).unwrap_or_default();
    let at = if BEFORE_ASKING.contains(&word(at)) && ASKING.contains(&word(at + 1)) {
        at + 1
    } else {
        at
    };
    let is_verb = VERBS.contains(&word(at)) && (!with_pronoun || PRONOUNS.contains(&word(at + 1)));
    ASKING.contains(&word(at)) || is_verb
}

/// Whether a clause asks something itself.
fn asks(text: &str, tokens: &[Token], range: Range<usize>, language: Language) -> bool {
    const LEADING: [&str; 8] = ["hej", "hi", "hello", "ok", "okej", "jaha", "so", "sa"];
    let leads = |at: &usize| {
        tokens.get(*at).is_some_and(|token| {
            is_and(text, token, language)
                || JOINING.contains(&token.folded.as_str())
                || LEADING.contains(&token.folded.as_str())
        })
    };
    let start = range.start + range.clone().take_while(leads).count();
    let has_asking_word = begins_asking(tokens, start, true);
    let end = range.end.checked_sub(1).and_then(|last| tokens.get(last));
    let rest = end.and_then(|last| text.get(last.span.end..)).unwrap_or_default();
    let sentence_asks =
        rest.chars().find(|c| matches!(c, '?' | '.' | '!' | '\n')).is_some_and(|mark| mark == '?');
    // "har sett båda" tells, "har gruppen minskat?" asks, and so does what begins a message of one
    // who leaves the marks out.
    let word = |at: usize| tokens.get(at).map(|token| token.folded.as_str()).unwrap_or_default();
    let of_the_writer = writer::is_left_out(word(start), word(start + 1));
    let asks_by_verb = !of_the_writer && (sentence_asks || range.start == 0 && !text.contains('?'));
    // "nån grej i juli?" leaves the verb out.
    let first = tokens.get(start).map(|token| token.folded.as_str()).unwrap_or_default();
    let verbless = rest.trim_start().starts_with('?') && VERBLESS.contains(&first);
    let frame = is_frame(tokens, range.clone());
    start < range.end
        && !frame
        && (has_asking_word || verbless || asks_by_verb && begins_asking(tokens, start, false))
}

fn is_within_a_name(subjects: &[Subject], at: usize) -> bool {
    // A name may stand in the message twice; there may be an "och" in it.
    subjects.iter().any(|subject| {
        let before = subject.tokens.iter().filter(|there| **there < at).max();
        let after = subject.tokens.iter().filter(|there| **there >= at).min();
        matches!((before, after), (Some(before), Some(after)) if after - before <= 2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::tokens;

    #[test]
    fn a_message_is_parted_where_it_asks_again() {
        let check = |text: &str, expected: &[&str]| {
            let language = Language::of(text);
            let tokens = tokens(text, language);
            let clauses = clauses(text, &tokens, &[], language);
            assert_eq!(questions(text, &tokens, &clauses), expected, "{text:?}");
        };
        check("vad händer idag?", &[]);
        check("vem är Anna och Bo?", &[]);
        check("när och var är festen", &["när är festen", "och var är festen"]);
        check("när är festen å var", &["när är festen", "å var"]);
        check("när skrevs avtalet av vilka", &[]);
        check(
            "när skrevs avtalet och av vilka?",
            &["när skrevs avtalet", "och av vilka skrevs avtalet"],
        );
        check("vem skrev det, e det Bo?", &["vem skrev det", "e det Bo?"]);
        check("Bo skrev det, stämmer det?", &[]);
        check(
            "Bo skrev det, stämmer det å när var det?",
            &["Bo skrev det, stämmer det", "å när var det?"],
        );
        check(
            "hej! jag är ny, vem talar å vad kostar det?",
            &["hej! jag är ny, vem talar", "å vad kostar det?"],
        );
        check("vad är en sak? e den stor?", &["vad är en sak?", "e den stor?"]);
        check("är det den 4 eller 5? har sett båda", &[]);
        check(
            "what time does it start and where do I go?",
            &["what time does it start", "and where do I go?"],
        );
        check(
            "hur länge varar den, från när till när",
            &["hur länge varar den", "från när till när"],
        );
    }
}
