//! Care: what is somebody's own case is not judged, and nothing is done at anybody's orders.
//!
//! Rules and words are explained; who decides is told. Nothing of what the person wrote about health or
//! identity is said back.

use finsam_content::Node;
use finsam_model::Kind;
use finsam_swedish::Language;

use super::{described, occasion};
use crate::{
    AnswerKind,
    markdown::{item, plain},
    occasion::meant,
    phrases::fill,
    question::{Origin, Question},
    reply::{Case, Reply},
};

/// No more occasions than these are told beside a refusal.
const TOLD: usize = 2;

/// Somebody's own case, or nothing but orders.
pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    if case.question.asides.nothing_asked {
        return Some(refused(case));
    }
    concerns_a_case(case).then(|| of_a_case(case))
}

/// Whether a message as a whole is somebody's own case, or nothing but orders.
pub(super) fn is_needed(case: &Case<'_>) -> bool {
    case.question.asides.nothing_asked || concerns_a_case(case)
}

/// Says beside an answer what could not be done, or should not have been written.
pub(super) fn remark(case: &Case<'_>, reply: &mut Reply) {
    let asides = case.question.asides;
    if asides.changes && !asides.nothing_asked {
        reply.lines.insert(0, case.phrases().cannot_change.to_owned());
    }
    if asides.personal_number {
        let phrase = case.phrases().keep_to_yourself;
        if !reply.lines.iter().any(|line| line == phrase) {
            reply.line(phrase);
        }
    }
}

/// Nothing is changed and nothing written to order. What the order was about is told as it is.
fn refused(case: &Case<'_>) -> Reply {
    let phrases = case.phrases();
    let mut reply = Reply::new(AnswerKind::NotUnderstood);
    if case.question.asides.changes {
        reply.line(phrases.cannot_change);
    } else {
        let site = plain(&case.snapshot.site().name);
        reply.line(fill(phrases.cannot_do, &[("site", &site)]));
    }
    if case.question.asides.personal_number || case.question.asides.decided {
        reply.line(told_to_turn(case));
    }
    let named = case.subjects(Kind::Seminar).next().is_some();
    if case.question.occasion.mentioned || named {
        let seminars = meant(case).seminars;
        for seminar in seminars.iter().rev().take(TOLD) {
            reply.line(item(&occasion::brief(case, seminar)));
            reply.cite(&seminar.sources).about(Node::Seminar(seminar.clone()));
        }
        if !reply.nodes.is_empty() {
            reply.kind = AnswerKind::NotStated;
        }
    }
    reply.suggest(phrases.ask_next).suggest(phrases.ask_news);
    reply
}

/// That a case is not judged here, and who decides.
fn told_to_turn(case: &Case<'_>) -> String {
    let phrases = case.phrases();
    let question = case.question;
    let told_by =
        |starts: &[&str]| question.tokens.iter().any(|token| begins_with(&token.folded, starts));
    let mut deciding: Vec<&str> = phrases
        .deciding
        .iter()
        .filter(|(_, starts)| told_by(starts))
        .map(|(who, _)| *who)
        .collect();
    if deciding.is_empty() {
        deciding = phrases.deciding.iter().map(|(who, _)| *who).collect();
    }
    let or = deciding.pop().unwrap_or_default();
    let who = match deciding.as_slice() {
        [] => or.to_owned(),
        several => {
            let word = match case.language() {
                Language::Swedish => "eller",
                Language::English => "or",
            };
            format!("{} {word} {or}", several.join(", "))
        }
    };
    fill(phrases.cannot_judge, &[("who", &who)])
}

fn of_a_case(case: &Case<'_>) -> Reply {
    let phrases = case.phrases();
    let question = case.question;
    let mut reply = Reply::new(AnswerKind::NotStated);
    reply.line(told_to_turn(case));
    if let Some((node, line)) = rule(case) {
        reply.line(fill(phrases.in_general, &[("what", &line)]));
        reply.cite(node.sources()).about(node);
    }
    if question.tokens.iter().any(|token| begins_with(&token.folded, HEALTH)) {
        reply.line(phrases.keep_to_yourself);
    }
    reply
}

/// What the content says in general about what is asked for: the last thing named, as in "jag som är …,
/// har jag rätt till …?"
fn rule(case: &Case<'_>) -> Option<(Node, String)> {
    let named = case.question.subjects.iter().filter(|one| one.origin != Origin::Remembered);
    let term = named.filter(|subject| subject.of(Kind::Term).is_some());
    let node = term.max_by_key(|subject| subject.tokens.first().copied())?.of(Kind::Term)?;
    Some((node.clone(), described::in_one_line(case, node)?))
}

/// One's own (folded).
const OWN_SWEDISH: &[&str] = &["jag", "mig", "mej", "min", "mitt", "mina", "vi", "oss", "var"];
const OWN_ENGLISH: &[&str] = &["i", "me", "my", "we", "our"];
const MINE: &[&str] = &["min", "mitt", "mina", "my", "our"];
/// Those one speaks for.
const CLOSE: &[&str] = &[
    "granne",
    "grannen",
    "kompis",
    "van",
    "vaninna",
    "kollega",
    "polare",
    "bekant",
    "neighbour",
    "neighbor",
    "friend",
    "colleague",
    "syster",
    "bror",
    "brorsa",
    "mamma",
    "pappa",
    "morsa",
    "farsa",
    "mor",
    "far",
    "son",
    "dotter",
    "man",
    "fru",
    "sambo",
    "barn",
    "pojkvan",
    "flickvan",
    "partner",
    "klient",
    "patient",
    "brukare",
    "moster",
    "faster",
    "morbror",
    "farbror",
    "mormor",
    "farmor",
    "morfar",
    "farfar",
    "sister",
    "brother",
    "mother",
    "father",
    "mum",
    "mom",
    "dad",
    "husband",
    "wife",
    "daughter",
    "client",
];
/// So many of them may be just anybody's.
const ANYBODYS: usize = 12;
/// What is a case where it is somebody's own; `*` stands for any ending.
const OF_A_CASE: &[&str] = &[
    "arende*",
    "handlaggar*",
    "ansokan",
    "lakarintyg*",
    "diagnos*",
    "utredning*",
    "ersattning*",
    "sjukskrivning*",
    "case",
    "caseworker",
    "application",
    "diagnosis",
    "benefit*",
];
/// What happens to cases.
const DECIDED: &[&str] = &[
    "nekad",
    "nekat",
    "nekades",
    "nekade",
    "avslag*",
    "overklaga*",
    "utforsakra*",
    "indragen",
    "indraget",
    "denied",
    "appeal*",
    "rejected",
];
/// Phrases that ask what somebody is due.
const DUE: &[&[&str]] = &[
    &["har", "jag", "ratt"],
    &["har", "vi", "ratt"],
    &["har", "han", "ratt"],
    &["har", "hon", "ratt"],
    &["har", "de", "ratt"],
    &["har", "hen", "ratt"],
    &["jag", "har", "ratt"],
    &["jag", "ratt", "till"],
    &["han", "ratt", "till"],
    &["hon", "ratt", "till"],
    &["jag", "berattigad"],
    &["ar", "jag", "nollplacerad"],
    &["am", "i", "entitled"],
    &["am", "i", "eligible"],
    &["do", "i", "qualify"],
    &["i", "entitled"],
    &["i", "qualify"],
    &["he", "entitled"],
    &["she", "entitled"],
    &["right", "to"],
];
/// Phrases that ask for something, which may be money or a word.
const WANTED: &[&[&str]] = &[
    &["far", "jag"],
    &["jag", "fa"],
    &["jag", "far"],
    &["far", "han"],
    &["far", "hon"],
    &["ska", "jag", "gora"],
    &["kan", "jag", "gora"],
    &["vander", "jag", "mig"],
    &["kan", "han", "fa"],
    &["kan", "hon", "fa"],
    &["can", "i", "get"],
    &["do", "i", "get"],
    &["will", "i", "get"],
    &["should", "i", "do"],
    &["kan", "ni", "hjalpa", "mig"],
    &["blir", "jag"],
    &["raknas", "jag"],
    &["ar", "jag"],
    &["am", "i"],
];
/// How words of health begin.
const HEALTH: &[&str] = &[
    "sjuk",
    "diagnos",
    "cancer",
    "depress",
    "deprimer",
    "adhd",
    "autis",
    "bipol",
    "utbrand",
    "utmatt",
    "angest",
    "ont",
    "smart",
    "vark",
    "fibromyalg",
    "stroke",
    "demens",
    "missbruk",
    "ptsd",
    "skada",
    "skadad",
    "opera",
    "hjart",
    "reuma",
    "artros",
    "diabet",
    "epilep",
    "panik",
    "gravid",
    "sick",
    "ill",
    "illness",
    "pain",
    "disab",
    "burnout",
    "anxiety",
    "surgery",
];
/// How words begin for what one may be due.
const WELFARE: &[&str] = &[
    "ersatt",
    "bidrag",
    "bistand",
    "forsorjning",
    "sjuk",
    "rehab",
    "sgi",
    "akass",
    "pension",
    "pengar",
    "soc",
    "stod",
    "hjalp",
    "benefit",
    "allowance",
    "money",
    "compensation",
    "assistance",
    "support",
];
/// What is wanted of an answerer, and of nobody else.
const OF_WORDS: &[&str] = &[
    "veta",
    "forklaring",
    "definition",
    "info",
    "information",
    "lank",
    "lanken",
    "kalla",
    "program",
    "svar",
    "se",
    "lista",
    "fraga",
    "forsta",
    "hora",
    "mer",
    "lara",
    "hear",
    "learn",
    "know",
    "explanation",
    "link",
    "titta",
    "lyssna",
    "lasa",
];

/// Whether a question is about a case of the person's own or of somebody close.
fn concerns_a_case(case: &Case<'_>) -> bool {
    let question = case.question;
    let words: Vec<&str> = question.tokens.iter().map(|token| token.folded.as_str()).collect();
    let own = match question.language {
        Language::Swedish => OWN_SWEDISH,
        Language::English => OWN_ENGLISH,
    };
    let whose = |whose: &[&str], who: &dyn Fn(&str) -> bool| {
        words.windows(2).any(|two| matches!(two, [a, b] if whose.contains(a) && who(b)))
    };
    let somebody = CLOSE.get(..ANYBODYS).unwrap_or_default();
    let close = whose(MINE, &|who| CLOSE.contains(&who))
        || whose(&["en", "a"], &|who| somebody.contains(&who));
    if !close && !words.iter().any(|word| own.contains(word)) {
        return false;
    }
    // Who writes an identity number and of health writes of a case, however it is asked.
    let welfare = words.iter().any(|word| begins_with(word, WELFARE) || begins_with(word, HEALTH));
    if question.asides.personal_number && welfare {
        return true;
    }
    let is_one = |signs: &[&str], word: &str| signs.iter().any(|sign| is_sign(sign, word));
    if whose(MINE, &|what| is_one(OF_A_CASE, what))
        || words.iter().any(|word| is_one(DECIDED, word))
    {
        return true;
    }
    let about_occasion = question.occasion.mentioned || says(&words, &[&["pa", "plats"]]);
    if about_occasion || words.iter().any(|word| OF_WORDS.contains(word)) {
        return false;
    }
    says(&words, DUE)
        || (close && welfare)
        || (says(&words, WANTED) && (welfare || names_a_term(question)))
}

fn names_a_term(question: &Question) -> bool {
    let named = question.subjects.iter().filter(|one| one.origin != Origin::Remembered);
    named.into_iter().any(|subject| subject.is_only(Kind::Term))
}

/// Whether the words of one of some phrases stand in this order, no more than two others between.
fn says(words: &[&str], phrases: &[&[&str]]) -> bool {
    let stands = |phrase: &[&str], from: usize| {
        let mut at = from;
        phrase.iter().all(|sign| {
            let near = words.get(at..).unwrap_or_default().iter().take(3);
            let found = near.into_iter().position(|word| word == sign);
            at += found.unwrap_or(0) + 1;
            found.is_some()
        })
    };
    phrases.iter().any(|phrase| {
        let first = phrase.first();
        let starts = words.iter().enumerate().filter(|(_, word)| Some(*word) == first);
        starts.into_iter().any(|(from, _)| stands(phrase, from))
    })
}

fn is_sign(sign: &str, word: &str) -> bool {
    sign.strip_suffix('*').map_or(sign == word, |start| word.starts_with(start))
}

/// Whether a word begins as one of some; short ones must be the word itself.
fn begins_with(word: &str, starts: &[&str]) -> bool {
    starts
        .iter()
        .any(|start| if start.len() < 4 { word == *start } else { word.starts_with(start) })
}
