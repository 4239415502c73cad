//! Clauses that only tell about whoever writes: "jobbar på FK, …", "… en kollega sitter i rullstol".

use std::ops::Range;

use super::{Clause, joins};
use crate::question::{Part, Subject, Token};

/// What follows a verb whose subject is the writer, left out: "har aldrig varit", "är ny", "ska gå".
const OF_MYSELF: &[(&[&str], &[&str])] = &[
    (
        &["har", "hade", "have"],
        &[
            "aldrig",
            "bara",
            "precis",
            "nyss",
            "forsokt",
            "hort",
            "sett",
            "last",
            "gjort",
            "fatt",
            "varit",
            "gatt",
            "glomt",
            "anmalt",
            "bokat",
            "missat",
            "bestallt",
            "jobbat",
            "letat",
            "kollat",
            "tankt",
            "undrat",
            "hittat",
            "never",
            "been",
            "seen",
            "heard",
            "read",
            "booked",
            "registered",
            "signed",
            "missed",
        ],
    ),
    (
        &["ar", "var", "am"],
        &[
            "ny",
            "nya",
            "anmald",
            "anmalda",
            "intresserad",
            "osaker",
            "nyfiken",
            "orolig",
            "sjuk",
            "sjukskriven",
            "inbjuden",
            "bokad",
            "lite",
            "rullstolsburen",
            "vegetarian",
            "vegan",
            "allergisk",
            "new",
            "registered",
            "interested",
            "unsure",
            "curious",
        ],
    ),
    (
        &["ska", "skulle", "maste", "vill", "kan", "behover", "tankte"],
        &[
            "ga", "aka", "komma", "vara", "ta", "resa", "delta", "traffa", "prata", "hinna",
            "hora", "anmala", "boka", "ha", "inte",
        ],
    ),
    (&["fick"], &["en", "ett", "hora", "hem", "just", "nyss"]),
    (&["kommer", "bor", "sitter"], &["fran", "i", "pa", "sjalv", "med"]),
];

/// Verbs that begin a sentence of the writer, who is left out.
const MY_VERBS: [&str; 26] = [
    "jobbar",
    "arbetar",
    "undrar",
    "tankte",
    "tanker",
    "laste",
    "sag",
    "horde",
    "fick",
    "missade",
    "funderar",
    "hittar",
    "tror",
    "vet",
    "glomde",
    "orkar",
    "planerar",
    "hoppas",
    "fattar",
    "forstar",
    "letar",
    "kollade",
    "representerar",
    "just",
    "working",
    "thinking",
];
/// Words for the writer.
const ME: [&str; 18] = [
    "jag", "vi", "mig", "oss", "min", "mitt", "mina", "i", "we", "my", "our", "me", "us", "im",
    "ive", "mej", "sjalv", "myself",
];
/// Words for somebody beside the writer, who begin a sentence about them.
const SOMEBODY: [&str; 8] = ["en", "ett", "nagon", "a", "someone", "somebody", "one", "nagra"];
/// Words that tell what was meant.
const MEANING: [&str; 6] = ["menar", "menade", "syftar", "syftade", "mean", "meant"];
/// What says where the writer is from or works.
const BELONGING: [&str; 13] = [
    "jobbar",
    "arbetar",
    "anstalld",
    "nyanstalld",
    "handlaggare",
    "ny",
    "fran",
    "work",
    "working",
    "from",
    "representerar",
    "employed",
    "new",
];

/// Takes out what is named only to tell about whoever writes: "jobbar på X, när är frukosten?" and, behind
/// a question with a name of its own, "… jobbar själv i en liten kommun".
pub(super) fn leave(
    tokens: &[Token],
    subjects: &mut Vec<Subject>,
    clauses: &[Clause],
    asked: &Range<usize>,
) {
    let words = tokens.get(asked.clone()).unwrap_or_default();
    let says_which = words
        .iter()
        .any(|token| matches!(token.part, Part::Name | Part::Occasion | Part::Time | Part::Matter));
    let says_when = words.iter().any(|token| matches!(token.part, Part::Occasion | Part::Time));
    for clause in clauses.iter().filter(|clause| !clause.asks) {
        let is_in = |subject: &Subject| subject.tokens.iter().all(|at| clause.tokens.contains(at));
        let follows = clause.tokens.start >= asked.end;
        let others = subjects.iter().any(|subject| !is_in(subject));
        let tells_where_from =
            words_of(tokens, &clause.tokens).any(|word| BELONGING.contains(&word));
        let goes = if follows { others || says_when } else { says_which && tells_where_from };
        if goes && is_told_of(tokens, clause.tokens.clone()) {
            subjects.retain(|subject| !is_in(subject));
        }
    }
}

fn words_of<'t>(tokens: &'t [Token], range: &Range<usize>) -> impl Iterator<Item = &'t str> {
    tokens.get(range.clone()).unwrap_or_default().iter().map(|token| token.folded.as_str())
}

/// Whether a clause only tells about whoever writes, or somebody with them.
pub(super) fn is_told_of(tokens: &[Token], range: Range<usize>) -> bool {
    const LEADING: [&str; 7] = ["hej", "sa", "for", "ok", "okej", "alltsa", "so"];
    let leads = |word: &&str| joins(word) || LEADING.contains(word);
    let words: Vec<&str> = words_of(tokens, &range).skip_while(leads).collect();
    let [first, rest @ ..] = words.as_slice() else { return false };
    // "jag menar den i Kulissen"
    if words.iter().any(|word| MEANING.contains(word)) {
        return false;
    }
    SOMEBODY.contains(first)
        || MY_VERBS.contains(first)
        || ME.contains(first)
        // "i" is also a preposition.
        || rest.iter().any(|word| ME.contains(word) && *word != "i")
        || rest.first().is_some_and(|second| is_left_out(first, second))
}

/// Whether a verb has the writer for a subject that is left out: "har aldrig varit där".
pub(super) fn is_left_out(verb: &str, next: &str) -> bool {
    OF_MYSELF.iter().any(|(verbs, after)| verbs.contains(&verb) && after.contains(&next))
}
