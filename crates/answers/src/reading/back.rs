//! What a question refers back to: "vem leder den?", "va jobbar hon med?", "å 2031?".

use finsam_content::Node;
use finsam_model::Kind;
use finsam_swedish::Language;

use crate::question::{BackReference, Intent, Origin, Part, Question, Subject, Token};

/// Pronouns, folded, and what each may stand for.
type Pronouns = &'static [(BackReference, &'static [&'static str])];

const SWEDISH: Pronouns = &[
    (BackReference::Person, &["han", "hon", "hen", "honom", "henne", "hans", "hennes"]),
    (BackReference::Several, &["de", "dem", "deras", "dessa"]),
    (BackReference::Occasion, &["da", "dar", "dit", "darifran"]),
    (
        BackReference::Thing,
        &[
            "den",
            "det",
            "dess",
            "detta",
            "denna",
            "siffran",
            "siffrorna",
            "san",
            "sant",
            "sana",
            "sadan",
            "sadant",
            "sadana",
        ],
    ),
];

const ENGLISH: Pronouns = &[
    (BackReference::Person, &["he", "she", "him", "her", "his", "hers"]),
    (BackReference::Several, &["they", "them", "their", "these", "those"]),
    (BackReference::Occasion, &["then", "there"]),
    (BackReference::Thing, &["it", "its", "that", "this", "one"]),
];

/// Words for which of several was told; none of a place: the last.
const ORDINALS: &[(&str, Option<usize>)] = &[
    ("forsta", Some(0)),
    ("ena", Some(0)),
    ("andra", Some(1)),
    ("tredje", Some(2)),
    ("fjarde", Some(3)),
    ("sista", None),
    ("senare", None),
    ("first", Some(0)),
    ("second", Some(1)),
    ("other", Some(1)),
    ("third", Some(2)),
    ("last", None),
    ("latter", None),
];

/// Words that go on from what was told.
const GOING_ON: [&str; 4] = ["och", "a", "and", "men"];

/// Words that always mean something told before, whatever else is named.
const SUCH: [&str; 6] = ["san", "sant", "sana", "sadan", "sadant", "sadana"];

/// Words for what sort of thing was told before: "projektet", "the project".
const SORTS: &[(Kind, &[&str])] = &[
    (
        Kind::Initiative,
        &[
            "projektet",
            "metoden",
            "modellen",
            "initiativet",
            "teamet",
            "satsningen",
            "arbetet",
            "avtalet",
            "overenskommelsen",
            "enkaten",
            "lagen",
            "project",
            "method",
            "team",
            "agreement",
            "survey",
            "law",
        ],
    ),
    (
        Kind::Organisation,
        &[
            "organisationen",
            "myndigheten",
            "forbundet",
            "foreningen",
            "kommunen",
            "regionen",
            "verket",
            "enheten",
            "natverket",
            "organisation",
            "organization",
            "authority",
            "agency",
            "association",
        ],
    ),
    (Kind::Term, &["begreppet", "ordet", "termen", "term", "word", "concept"]),
    (Kind::NewsArticle, &["nyheten", "artikeln", "article"]),
    (Kind::Venue, &["lokalen", "stallet", "platsen", "venue", "place"]),
    (Kind::Person, &["personen", "person"]),
    (Kind::Series, &["serien", "series"]),
    (Kind::Figure, &["siffran", "figure", "number"]),
];

/// Words before a sort that is asked for.
const ASKING_WHICH: [&str; 5] = ["vilken", "vilket", "vilka", "which", "what"];

/// What the question refers back to. A question `goes_on` where it stands after another in a message.
pub(super) fn reference(question: &Question, goes_on: bool) -> Option<BackReference> {
    let by_word = match question.language {
        Language::Swedish => SWEDISH,
        Language::English => ENGLISH,
    };
    let mut told =
        by_word.iter().filter(|(_, words)| question.has_word(words)).map(|(back, _)| *back);
    let first = told.next();
    // In "vem ledde det då" the last word is but a particle, unless an occasion was told.
    let told = match first {
        Some(BackReference::Occasion) if !is_of_an_occasion(question) => told.next().or(first),
        first => first,
    };
    // "hur länge får man vara med där?" after an answer about a project
    let of_another = !question.memory.nodes.is_empty() && !is_of_an_occasion(question);
    let told = match told {
        Some(BackReference::Occasion)
            if of_another && question.has_word(&["dar", "dit", "there"]) =>
        {
            Some(BackReference::Thing)
        }
        told => told,
    };
    let intent = question.cues.first().map(|cue| cue.intent);
    let names_nothing = question.subjects.is_empty() && !question.occasion.mentioned;
    let of_an_occasion = intent.is_some_and(Intent::is_of_occasions) && question.time.is_none();
    // "and what's the maximum per month?"
    let first = question.tokens.first().map(|token| token.folded.as_str());
    let goes_on =
        question.time.is_none() && (goes_on || first.is_some_and(|word| GOING_ON.contains(&word)));
    let of_a_thing = matches!(intent, Some(Intent::Partners | Intent::Aim | Intent::Results));
    // "vad händer i veckan?" is whole in itself, whatever was told before.
    let is_whole = question.time.is_some() && question.asks(Intent::Programme);
    let says_nothing = names_nothing
        && !is_whole
        && (of_an_occasion || of_a_thing || goes_on || question.matter(intent).is_empty());
    told.or(says_nothing.then_some(BackReference::Unsaid))
}

/// Whether the answer before was about an occasion first of all.
fn is_of_an_occasion(question: &Question) -> bool {
    question.memory.nodes.first().is_some_and(|node| node.kind() == Kind::Seminar)
}

/// Takes what the answer before was about for subjects, where the question names none of that sort.
pub(super) fn remember(question: &mut Question) {
    pick_one(question);
    if remember_by_sort(question) {
        return;
    }
    let Some(back) = question.back else { return };
    let intent = question.cues.first().map(|cue| cue.intent);
    // "när börjar de servera?" after an occasion and its people asks of the occasion.
    if back != BackReference::Person
        && is_of_an_occasion(question)
        && intent.is_some_and(Intent::may_be_of_occasions)
    {
        return;
    }
    let there = question.has_word(&["dar", "darifran", "there"]) && !is_of_an_occasion(question);
    let fits = |node: &Node| match back {
        BackReference::Person => node.kind() == Kind::Person,
        BackReference::Several => matches!(node.kind(), Kind::Person | Kind::Organisation),
        BackReference::Thing => !matches!(node.kind(), Kind::Person | Kind::Seminar),
        // "vem är chef där?"
        BackReference::Occasion => there && node.kind() == Kind::Organisation,
        BackReference::Unsaid => node.kind() != Kind::Seminar,
    };
    let persons_only = matches!(back, BackReference::Person | BackReference::Several);
    let names_its_own = question
        .subjects
        .iter()
        .any(|subject| if persons_only { subject.of(Kind::Person).is_some() } else { true });
    let such = question.has_word(&SUCH);
    if names_its_own && !such {
        return;
    }
    let mut subjects = remembered(question, fits);
    if subjects.is_empty() && back == BackReference::Several {
        // "hur många är de?" may be about anything.
        question.back = Some(BackReference::Thing);
        return remember(question);
    }
    // "va jobbar hon med?" asks of one: whom the answer named first.
    let of_one = matches!(back, BackReference::Person | BackReference::Occasion);
    if of_one && question.subjects.is_empty() {
        subjects.truncate(1);
    }
    if such && !subjects.is_empty() {
        // "fler kommuner som har en sån": what is named is asked of such a thing.
        for subject in question.subjects.drain(..) {
            for at in subject.tokens {
                if let Some(token) = question.tokens.get_mut(at) {
                    token.part = Part::Matter;
                }
            }
        }
    }
    question.subjects.extend(subjects);
}

/// "vem pratar på den andra?": one of the occasions told before.
fn pick_one(question: &mut Question) {
    let occasions: Vec<Node> =
        question.memory.nodes.iter().filter(|node| node.kind() == Kind::Seminar).cloned().collect();
    let words: Vec<&str> = question.tokens.iter().map(|token| token.folded.as_str()).collect();
    let says_one = |window: &[&str]| match window {
        ["den" | "det" | "the", which] => ORDINALS.iter().find(|(word, _)| word == which),
        _ => None,
    };
    let Some((_, at)) = words.windows(2).find_map(says_one) else { return };
    let one = at.map_or_else(|| occasions.last(), |at| occasions.get(at));
    if occasions.len() > 1
        && let Some(one) = one
    {
        question.memory.nodes = vec![one.clone()];
        question.back = Some(BackReference::Thing);
    }
}

fn remembered(question: &Question, fits: impl Fn(&Node) -> bool) -> Vec<Subject> {
    let subject = |node: &Node| Subject {
        nodes: vec![node.clone()],
        origin: Origin::Remembered,
        tokens: Vec::new(),
    };
    let memory = &question.memory;
    let subjects: Vec<Subject> =
        memory.nodes.iter().filter(|node| fits(node)).map(subject).collect();
    // "vad är X? – vem leder det? – hur länge höll det på?": what was told before the last answer.
    let intent = question.cues.first().map(|cue| cue.intent);
    let told_of_one = memory.nodes.iter().any(|node| node.kind() == Kind::Seminar)
        && intent.is_some_and(Intent::may_be_of_occasions);
    if subjects.is_empty() && !told_of_one {
        return memory.earlier.iter().filter(|node| fits(node)).take(1).map(subject).collect();
    }
    subjects
}

/// "hur länge ska projektet pågå?": what of that sort the answer before was about first.
fn remember_by_sort(question: &mut Question) -> bool {
    if remember_by_head(question) {
        return true;
    }
    if !question.subjects.is_empty() || question.occasion.mentioned {
        return false;
    }
    for (kind, words) in SORTS {
        let is_told = |token: &Token| words.contains(&token.folded.as_str());
        let Some(at) = question.tokens.iter().position(is_told) else { continue };
        // "vilken organisation" asks for one.
        let before = at.checked_sub(1).and_then(|before| question.tokens.get(before));
        if before.is_some_and(|word| ASKING_WHICH.contains(&word.folded.as_str())) {
            continue;
        }
        let mut subjects = remembered(question, |node| node.kind() == *kind);
        subjects.truncate(1);
        if subjects.is_empty() {
            continue;
        }
        if let Some(token) = question.tokens.get_mut(at) {
            token.part = Part::Filler;
        }
        question.subjects = subjects;
        question.back = question.back.or(Some(BackReference::Thing));
        return true;
    }
    false
}

/// "den mottagningen" after an answer about Mellanlägesmottagningen: what ends so.
fn remember_by_head(question: &mut Question) -> bool {
    const SHORTEST: usize = 6;
    let only_concepts = question.subjects.iter().all(|subject| subject.is_only(Kind::Term));
    if !only_concepts || question.occasion.mentioned || question.language != Language::Swedish {
        return false;
    }
    let kinds = [Kind::Organisation, Kind::Initiative, Kind::Venue];
    let is_definite = |token: &Token| {
        let word = token.folded.as_str();
        word.len() > token.stem.len() && word.ends_with(['n', 't']) && word.len() >= SHORTEST
    };
    let memory = &question.memory;
    let told = || memory.nodes.iter().chain(&memory.earlier);
    let tokens = question.tokens.iter().enumerate();
    let found = tokens
        .filter(|(_, token)| token.part == Part::Matter && is_definite(token))
        .find_map(|(at, token)| {
            let ends_so = |node: &&Node| {
                let words = finsam_swedish::words::words(node.label());
                kinds.contains(&node.kind())
                    && words.iter().any(|word| word.folded.ends_with(&token.folded))
            };
            Some((at, told().find(ends_so)?.clone()))
        });
    let Some((at, node)) = found else { return false };
    if let Some(token) = question.tokens.get_mut(at) {
        token.part = Part::Filler;
    }
    let subject = Subject { nodes: vec![node], origin: Origin::Remembered, tokens: Vec::new() };
    question.subjects.insert(0, subject);
    question.back = question.back.or(Some(BackReference::Thing));
    true
}
