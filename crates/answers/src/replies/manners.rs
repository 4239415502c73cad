//! Greetings, thanks and farewells, and questions about who answers.

use super::help::examples;
use crate::{
    AnswerKind,
    markdown::plain,
    phrases::fill,
    question::Part,
    reply::{Case, Reply},
};

/// Words of messages that only greet (folded; `x*` is any word that begins so).
const GREETINGS: &[&str] = &[
    "hej*",
    "halla",
    "hallo",
    "halloj*",
    "gokvall*",
    "gomorron*",
    "gomorgon*",
    "goafton*",
    "tja*",
    "tjen*",
    "tjo*",
    "mors*",
    "god*",
    "morgon",
    "morron",
    "kvall",
    "dag",
    "natt",
    "middag",
    "hello",
    "hi",
    "hey*",
    "good",
    "morning",
    "evening",
    "afternoon",
    "night",
    "day",
    "yo",
    "pa",
    "dig",
    "dej",
    "er",
    "there",
    "bot*",
    "alla",
    "i",
    "allihop*",
    "everyone",
    "folks",
    "a",
    "du",
    "ni",
    "igen",
    "again",
    "laget",
    "korsning",
];
/// At least one of these greets.
const GREETING: &[&str] = &[
    "gokvall*",
    "gomorron*",
    "gomorgon*",
    "goafton*",
    "hej*",
    "halla",
    "hallo",
    "halloj*",
    "tja*",
    "tjen*",
    "tjo*",
    "mors*",
    "godmorgon*",
    "godkvall*",
    "goddag*",
    "hello",
    "hi",
    "hey*",
    "morgon",
    "morron",
    "morning",
    "kvall",
    "evening",
    "afternoon",
    "yo",
];
/// Words of messages that only say who one is, or ask whether anybody is there, beside those above.
const INTRODUCTIONS: &[&str] = &[
    "allt",
    "stugan",
    "server",
    "channel",
    "group",
    "discord",
    "er",
    "hur",
    "hoppas",
    "ny*",
    "har",
    "kul",
    "roligt",
    "trevlig*",
    "att",
    "vara",
    "med",
    "vaken",
    "vakna",
    "vaket",
    "uppe",
    "online",
    "inne",
    "nagon",
    "nan",
    "jag",
    "ar",
    "heter",
    "mitt",
    "namn",
    "har",
    "gruppen",
    "kanalen",
    "servern",
    "gang*",
    "nu",
    "dag",
    "fin",
    "bra",
    "glad*",
    "vi",
    "ses",
    "mar",
    "star",
    "till",
    "laget",
    "test*",
    "ping",
    "dar",
    "hemma",
    "och",
    "sa",
    "som",
    "alla",
    "nytt",
    "ansikte",
    "tack",
    "for",
    "inbjudan",
    "gott",
    "folk",
    "vanner",
    "man",
    "vanne*",
    "kompis*",
    "hoppas",
    "bara",
    "vill*",
    "ville",
    "saga",
    "presentera",
    "mig",
    "mej",
    "hit",
    "in",
    "just",
    "precis",
    "gick",
    "hittade",
    "new",
    "here",
    "nice",
    "to",
    "be",
    "meet",
    "you",
    "just",
    "joined",
    "join*",
    "awake",
    "anyone",
    "anybody",
    "someone",
    "around",
    "up",
    "glad",
    "happy",
    "pleased",
    "am",
    "m",
    "my",
    "name",
    "is",
    "the",
    "this",
    "and",
    "was",
    "wanted",
    "say",
    "all",
    "hope",
    "re",
    "are",
    "well",
    "how",
    "doing",
];
/// At least one of these says so.
const INTRODUCING: &[&str] =
    &["ny", "nykomling", "vaken", "vakna", "vaket", "awake", "joined", "new", "presentera", "ping"];
/// Words of messages that only thank.
const THANKS: &[&str] = &[
    "tack*",
    "tusen",
    "snalla",
    "bra",
    "toppen*",
    "super*",
    "perfekt",
    "ok",
    "okej",
    "thank*",
    "you",
    "thx",
    "great",
    "fint",
    "kanon*",
    "sa",
    "mycket",
    "for",
    "hjalp*",
    "det",
    "a",
    "lot",
    "jatte*",
    "kul",
    "cool",
    "du",
    "ar",
    "bast*",
    "the",
    "best",
    "are",
    "jag",
    "vet",
    "nu",
    "nice",
    "very",
    "much",
    "the",
    "help",
    "da",
    "ha",
    "cheers",
    "so",
    "all",
    "your",
    "answer*",
    "jaha",
    "aha",
    "mm",
    "good",
    "re",
    "s",
    "svar*",
    "mkt",
    "dig",
    "guld",
    "vard",
    "schysst",
    "snyggt",
    "var",
    "snall*",
    "hej",
    "och",
    "and",
    "igar",
    "idag",
    "forut",
    "yesterday",
    "today",
    "earlier",
];
const THANKFUL: &[&str] = &[
    "tack*", "thank*", "thx", "toppen*", "perfekt", "kanon*", "great", "super*", "fint", "nice",
    "jattebra", "cheers", "schysst", "snyggt", "ok", "okej", "jaha", "aha", "mm", "bra", "good",
];
/// Words of messages that only take leave.
const FAREWELLS: &[&str] = &[
    "hej",
    "da",
    "hejda",
    "adjo",
    "vi",
    "ses",
    "hors",
    "bye",
    "goodbye",
    "see",
    "you",
    "god",
    "natt",
    "good",
    "night",
    "goodnight",
    "tack",
    "thanks",
    "godnatt",
    "sov",
    "gott",
    "later",
];
const FAREWELL: &[&str] = &[
    "da",
    "hejda",
    "adjo",
    "ses",
    "hors",
    "bye",
    "goodbye",
    "natt",
    "night",
    "goodnight",
    "godnatt",
    "later",
];
/// What one asks of a bot itself, beside small words.
const OF_ITSELF: &[&str] = &[
    "bot*",
    "robot*",
    "manniska*",
    "person",
    "ai",
    "ki",
    "gpt",
    "chatgpt",
    "dator*",
    "maskin*",
    "levande",
    "riktig",
    "akta",
    "human*",
    "real",
    "machine",
    "computer",
    "alive",
    "feel*",
    "mar",
    "laget",
    "or",
    "eller",
    "kansl*",
    "bra",
    "sjalv",
    "funka*",
    "fungera*",
    "igang",
    "work*",
];
const MADE: &[&str] = &[
    "made",
    "built",
    "created",
    "creator",
    "gjort",
    "byggt",
    "skapat",
    "skapade",
    "programmer*",
    "kodat",
    "kodade",
    "gjorde",
    "byggde",
    "skapare",
    "utvecklat",
    "tillverk*",
];

fn is_any(word: &str, signs: &[&str]) -> bool {
    signs.iter().any(|sign| match sign.strip_suffix('*') {
        Some(start) => word.starts_with(start),
        None => *sign == word,
    })
}

/// A message that is nothing but a greeting, thanks or a farewell, or asks who answers.
pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    let phrases = case.phrases();
    let words: Vec<&str> = case.question.tokens.iter().map(|token| token.folded.as_str()).collect();
    // "i morgon?" asks, "god morgon" does not.
    let times = case.question.tokens.iter().map(|token| token.part == Part::Time);
    let only = |signs: &[&str], heart: &[&str]| {
        let mut greeting = words.iter().zip(times.clone()).filter(|(_, time)| !time);
        words.iter().all(|word| is_any(word, signs))
            && greeting.any(|(word, _)| is_any(word, heart))
    };
    let text = if only(FAREWELLS, FAREWELL) {
        phrases.farewell
    } else if only(GREETINGS, GREETING) || introduces(case) {
        phrases.greeting
    } else if only(THANKS, THANKFUL) {
        phrases.thanks
    } else {
        return of_itself(case);
    };
    let mut reply = Reply::new(AnswerKind::Greeting);
    reply.line(text);
    examples(case, &mut reply);
    Some(reply)
}

/// "tjena! nån vaken?", "hejsan allihop, ny här!", "hej, jag heter Bo": greets, and asks nothing else.
fn introduces(case: &Case<'_>) -> bool {
    let question = case.question;
    let tells_a_name = question.tokens.windows(2).any(|pair| {
        let [whose, name] = pair else { return false };
        matches!((whose.folded.as_str(), name.folded.as_str()), ("jag", "heter") | ("my", "name"))
    });
    let greets = |word: &str| {
        is_any(word, GREETING) || is_any(word, INTRODUCING) || tells_a_name && word != "heter"
    };
    let (mut named, mut to) = (false, false);
    let (mut works, mut introduced) = (false, false);
    let wanting = [
        "undrar",
        "behover",
        "soker",
        "letar",
        "funderar",
        "fraga",
        "boka",
        "anmala",
        "wondering",
        "need",
        "looking",
        "question",
    ];
    let is_a_greeting = question.tokens.iter().any(|token| is_any(&token.folded, GREETING));
    let may_tell = (is_a_greeting || tells_a_name || question.has_word(&["jag", "vi", "im"]))
        && !question.is_asking
        && !question.has_word(&wanting);
    let is_small = question.tokens.iter().all(|token| {
        let word = token.folded.as_str();
        // "kul att va med" is no place.
        let is_to_be = std::mem::replace(&mut to, word == "att") && matches!(word, "var" | "vad");
        // Whoever says their name may be called anything.
        let is_name = std::mem::replace(&mut named, false)
            || (token.capital && token.part == Part::Name && question.has_word(&["heter", "name"]));
        named = matches!(word, "heter") || word == "is" && question.has_word(&["name"]);
        // What one works with may be called anything, too.
        works |= may_tell
            && (["jobbar", "arbetar", "work", "from", "fran"].contains(&word)
                || tells_a_name && ["heter", "name"].contains(&word)
                || introduced && ["pa", "hos", "at", "som", "as", "i"].contains(&word));
        introduced |= is_any(word, INTRODUCING);
        works || is_name || is_to_be || is_any(word, GREETINGS) || is_any(word, INTRODUCTIONS)
    });
    let small = is_small && question.occasion.format.is_none();
    let greeting = question.tokens.iter().filter(|token| token.part != Part::Time);
    let first = question.tokens.first().map(|token| token.folded.as_str()).unwrap_or_default();
    let how_are_you = question.has_word(&["laget", "mar", "doing"]);
    let asking = [
        "vad", "vem", "vilka", "vilken", "vilket", "nar", "hur", "vart", "varfor", "what", "who",
        "when", "where", "how", "which", "why",
    ];
    let asks = question.has_word(&asking) && !how_are_you;
    small
        && !asks
        && question.time.as_ref().is_none_or(|_| is_any(first, GREETING))
        && greeting.map(|token| token.folded.as_str()).any(greets)
}

/// "are you a bot?", "vem har gjort dig?"
fn of_itself(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let asked = ["du", "dig", "dej", "ditt", "din", "you", "your"];
    if !question.has_word(&asked) || question.time.is_some() || !question.subjects.is_empty() {
        return None;
    }
    let tokens = || question.tokens.iter().map(|token| (token.part, token.folded.as_str()));
    let is_of_itself = |word: &str| is_any(word, OF_ITSELF) || is_any(word, MADE);
    let is_else = |(part, word): (Part, &str)| {
        part != Part::Filler && !is_of_itself(word) && !is_any(word, GREETINGS)
    };
    let asks =
        |(_, word): (Part, &str)| is_of_itself(word) && !matches!(word, "or" | "eller" | "bra");
    if tokens().any(is_else) || !tokens().any(asks) {
        return None;
    }
    let phrases = case.phrases();
    let mut reply = Reply::new(AnswerKind::Help);
    let site = plain(&case.snapshot.site().name);
    reply.line(fill(phrases.of_itself, &[("site", &site)]));
    if question.tokens.iter().any(|token| is_any(&token.folded, MADE)) {
        reply.line(phrases.maker);
    }
    examples(case, &mut reply);
    Some(reply)
}
