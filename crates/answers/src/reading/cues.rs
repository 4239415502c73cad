//! The signs of what is asked: one table per language, most telling first.

mod english;
mod signs;
mod swedish;

use std::ops::Range;

use finsam_swedish::Language;
use signs::Signs;

use super::clauses;

use crate::question::{Cue, Intent, Part, Token};

/// An intent and the phrases that tell it. In a phrase the words stand in this order, others may
/// stand between them unless a `+` joins them; `x*` is any word that begins so, `^x` one that begins the question.
type Rule = (Intent, &'static [&'static str]);

/// Questions that begin so ask just that, whatever else they mention.
const BEGINNINGS: &[(Intent, &[&str])] = &[
    (Intent::Why, &["^varfor", "^why"]),
    (Intent::When, &["^klockan hur", "^hur mycket ar klockan", "^hur mycket borjar"]),
    (
        Intent::HowMuch,
        &[
            "^hur manga",
            "^hur mycket",
            "^hur stor*",
            "^hur gammal",
            "^hur gamla",
            "^how old",
            "^how many",
            "^how much",
            "^how large",
        ],
    ),
    (Intent::HowLong, &["^hur lange", "^hur lang", "^hur langt", "^how long"]),
    (
        Intent::When,
        &["^nar", "^hur dags", "^when", "^vilken tid", "^what time", "^vilket+år", "^which+year"],
    ),
];

/// What may be asked in the same words, and then is meant.
const BEFORE_BEGINNINGS: &[Intent] =
    &[Intent::Detail, Intent::Capacity, Intent::Price, Intent::Before, Intent::History];

/// The signs in a question, the most telling first; the words of titles are no signs.
pub(super) fn find(tokens: &[Token], language: Language) -> Vec<Cue> {
    let mut cues = in_table(tokens, language);
    cues.retain(|cue| !is_only_where_it_stands(cue, tokens));
    let begins_with = BEGINNINGS
        .iter()
        .find(|(_, phrases)| phrases.iter().any(|phrase| matched(phrase, tokens).is_some()))
        .map(|(intent, _)| *intent);
    let aside = clauses::relative(tokens);
    let is_aside = |cue: &Cue| aside.is_some_and(|from| cue.tokens.iter().all(|at| *at >= from));
    cues.sort_by_key(|cue| match cue.intent {
        _ if is_aside(cue) => 3,
        intent if BEFORE_BEGINNINGS.contains(&intent) => 0,
        // "när måste man anmäla sig" asks of the last day for it.
        Intent::Registration if matches!(begins_with, Some(Intent::When | Intent::HowLong)) => 0,
        intent if Some(intent) == begins_with => 1,
        _ => 2,
    });
    measures_first(&mut cues, tokens);
    cues
}

/// "medelåldern på dem som deltog" asks how old they were, not who: a number of those who took part is
/// meant before them.
fn measures_first(cues: &mut [Cue], tokens: &[Token]) {
    const MEASURES: [&str; 9] =
        ["medel", "alder", "genomsnitt", "andel", "procent", "average", "age", "percent", "share"];
    let measured = tokens.iter().any(|token| {
        MEASURES.iter().any(|measure| match *measure {
            "age" => token.folded == "age",
            measure => token.folded.starts_with(measure),
        })
    });
    let of = |intent: &[Intent]| cues.iter().position(|cue| intent.contains(&cue.intent));
    let people = of(&[Intent::Speakers, Intent::Partners]);
    if let (true, Some(people), Some(number)) = (measured, people, of(&[Intent::HowMuch]))
        && people < number
        && let Some(between) = cues.get_mut(people..=number)
    {
        between.rotate_right(1);
    }
}

/// "enligt nyheten" says where it stands; no news is asked for.
fn is_only_where_it_stands(cue: &Cue, tokens: &[Token]) -> bool {
    let is_according = |at: &usize| {
        let before = tokens.get(at.saturating_sub(2)..*at).unwrap_or_default();
        before.iter().any(|token| matches!(token.folded.as_str(), "enligt" | "enl" | "according"))
    };
    matches!(cue.intent, Intent::News | Intent::Sources) && cue.tokens.iter().all(is_according)
}

/// The signs in a message: those of the clause that asks before those of what leads up to it.
pub(super) fn of_message(
    tokens: &[Token],
    asked: Option<&Range<usize>>,
    language: Language,
) -> Vec<Cue> {
    let Some(asked) = asked else { return find(tokens, language) };
    let mut cues: Vec<Cue> = Vec::new();
    for part in [asked.clone(), 0..asked.start, asked.end..tokens.len()] {
        let mut found = find(tokens.get(part.clone()).unwrap_or_default(), language);
        found.retain(|cue| !cues.iter().any(|own| own.intent == cue.intent));
        for cue in &mut found {
            cue.tokens.iter_mut().for_each(|at| *at += part.start);
        }
        cues.extend(found);
    }
    cues
}

fn in_table(tokens: &[Token], language: Language) -> Vec<Cue> {
    let signs = Signs::of(language);
    let mut cues: Vec<Cue> = Vec::new();
    for phrases in signs.begun_by(tokens).chunk_by(|a, b| a.0 == b.0) {
        let rule = phrases.first().and_then(|(rule, _)| signs.table.get(*rule));
        let Some((intent, all)) = rule else { continue };
        let phrases = phrases.iter().filter_map(|(_, phrase)| all.get(*phrase));
        let mut told: Vec<usize> =
            phrases.filter_map(|phrase| matched(phrase, tokens)).flatten().collect();
        told.sort_unstable();
        told.dedup();
        if !told.is_empty() {
            cues.push(Cue { intent: *intent, tokens: told });
        }
    }
    cues
}

fn matched(phrase: &str, tokens: &[Token]) -> Option<Vec<usize>> {
    if let Some((before, after)) = phrase.split_once('+') {
        let starts = matched_from(before, tokens, 0);
        return starts.and_then(|mut told| {
            let next = told.last()? + 1;
            let token = tokens.get(next).filter(|token| is_sign(after, token))?;
            told.push(next);
            Some(told).filter(|_| token.part != Part::Name)
        });
    }
    matched_from(phrase, tokens, 0)
}

fn matched_from(phrase: &str, tokens: &[Token], from: usize) -> Option<Vec<usize>> {
    let asks_where = phrase == "^var" || phrase.starts_with("var ");
    let mut told = Vec::new();
    let mut from = from;
    for sign in phrase.split(' ') {
        let (sign, first) = sign.strip_prefix('^').map_or((sign, false), |sign| (sign, true));
        let at = tokens.iter().enumerate().skip(from).find(|(at, token)| {
            is_sign(sign, token)
                && !is_in_longer_name(tokens, *at)
                && !tells_an_hour(tokens, *at)
                && (!first || begins(tokens, *at))
                && !(asks_where && sign == "var" && is_a_verb(tokens, *at))
        })?;
        told.push(at.0);
        from = at.0 + 1;
    }
    Some(told)
}

/// A title may hold any word; a name of one word may be an ordinary one: "kommuner".
fn is_in_longer_name(tokens: &[Token], at: usize) -> bool {
    let named = |at: Option<usize>| {
        at.and_then(|at| tokens.get(at)).is_some_and(|token| token.part == Part::Name)
    };
    named(Some(at)) && (named(at.checked_sub(1)) || named(at.checked_add(1)))
}

/// "var det fler i år" is a verb before its subject; "var är det" asks where.
fn is_a_verb(tokens: &[Token], at: usize) -> bool {
    const SUBJECTS: [&str; 9] = ["det", "den", "de", "han", "hon", "hen", "ni", "nagon", "alla"];
    let is = |at: usize, words: &[&str]| {
        tokens.get(at).is_some_and(|token| words.contains(&token.folded.as_str()))
    };
    is(at, &["var"]) && is(at + 1, &SUBJECTS) && tokens.len() > at + 3
}

/// "kl 8" says when; it does not ask.
pub(super) fn tells_an_hour(tokens: &[Token], at: usize) -> bool {
    let is_clock = tokens.get(at).is_some_and(|token| token.folded == "klockan");
    is_clock && tokens.get(at + 1).is_some_and(|next| next.number)
}

/// Whether a word is a sign.
pub(crate) fn is_sign(sign: &str, token: &Token) -> bool {
    let written = token.written.as_str();
    match sign {
        // Words that their rings tell apart: "vilket år" is not "vilket är".
        "år" => matches!(written, "år" | "ar"),
        "sa" => token.folded == sign && written != "så",
        "ar" => token.folded == sign && written != "år",
        sign => is_sign_of(sign, &token.folded),
    }
}

fn is_sign_of(sign: &str, word: &str) -> bool {
    match sign.strip_suffix('*') {
        Some(start) => word.starts_with(start),
        None => sign == word,
    }
}

/// Words before which a question has not begun.
const LEADING: [&str; 19] = [
    "och", "men", "sa", "a", "hej", "and", "but", "so", "hi", "hello", "ok", "okej", "sag", "jaha",
    "fran", "from", "sen", "samt", "then",
];

fn begins(tokens: &[Token], at: usize) -> bool {
    tokens.iter().take(at).all(|token| {
        LEADING.contains(&token.folded.as_str())
            || matches!(token.part, Part::Time | Part::Occasion)
    })
}

/// Whether a word is a sign of something: then it is no misspelled name.
pub(super) fn is_known(folded: &str, language: Language) -> bool {
    Signs::of(language).hold(folded)
}

/// The sign that a word was probably meant as.
pub(super) fn nearest(folded: &str, language: Language) -> Option<&'static str> {
    let letters = folded.chars().count();
    // Four letters are a slip away from too many words: "life" and "lift".
    if letters < 5 {
        return None;
    }
    // Short words are neighbours of too many.
    let limit = if letters < 8 { 1 } else { 2 };
    let near = Signs::of(language).nearest(folded, limit)?;
    (near.chars().next() == folded.chars().next()).then_some(near)
}

/// Whether only what is left of a stretch of time is asked about.
pub(super) fn asks_for_the_rest(tokens: &[Token], language: Language) -> bool {
    let words: &[&str] = match language {
        Language::Swedish => {
            &["mer", "mera", "fler", "ytterligare", "kvar", "annat", "aterstar", "resten"]
        }
        Language::English => {
            &["more", "else", "left", "other", "remaining", "remains", "further", "rest"]
        }
    };
    tokens.iter().any(|token| words.contains(&token.folded.as_str()))
}
