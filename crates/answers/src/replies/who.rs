//! Who somebody is and what something is: a name, a post, a pronoun; and what more is asked of it.

use finsam_model::Kind;
use finsam_swedish::stem;

use super::{described, figure, list, passage, people, person, posts, said, unknown};
use crate::{
    AnswerKind,
    question::{BackReference, Intent, Origin, Question, Subject},
    reply::{Case, Reply},
};

/// Who somebody is, or who holds a post, or who did or said something.
pub(super) fn who(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let left_over = words_beside_kinds(question, Intent::WhoIs);
    let person = question
        .subjects
        .iter()
        .any(|subject| subject.of(Kind::Person).is_some() && subject.origin != Origin::Remembered);
    if let Some(reply) = of_them_from(case) {
        return Some(reply);
    }
    if left_over.is_empty()
        && let Some(reply) = each(case)
    {
        return Some(reply);
    }
    // "vad hade de för titlar?" after an occasion asks of those on its programme.
    let of_them = question.has_word(&["de", "dem", "deras", "they", "them", "their"]);
    if left_over.is_empty() && of_them && question.refers_to_an_occasion() {
        return people::speakers(case);
    }
    if let Some(reply) = one_of_those_told(case) {
        return Some(reply);
    }
    if let Some(reply) = person::posts_asked(case)
        .or_else(|| list::the_one(case))
        .or_else(|| if person { None } else { posts::at_work(case) })
    {
        return Some(reply);
    }
    // "vad gör en X, och vem hjälper hen?"
    let at = |intent| {
        let cue = question.cues.iter().find(|cue| cue.intent == intent);
        cue.and_then(|cue| cue.tokens.first())
    };
    if at(Intent::WhatIs).is_some_and(|what| at(Intent::WhoIs).is_some_and(|who| what < who)) {
        return None;
    }
    // "vem var på Höstmötet i tisdags?"
    let of_an_occasion = question.about(Kind::Seminar).chain(question.about(Kind::Series));
    if !person && left_over.is_empty() && of_an_occasion.count() > 0 {
        return people::speakers(case);
    }
    if person || (left_over.is_empty() && !case.ids(Kind::Person).is_empty()) {
        return what(case, Intent::WhoIs);
    }
    if let Some(reply) = figure::by_their_numbers(case) {
        return Some(reply);
    }
    let left = question.matter(Some(Intent::WhoIs)).into_iter();
    let mut left = left.filter(|token| left_over.contains(&token.stem));
    let says_more = left.any(|token| !posts::is_title(case, &token.folded));
    if !says_more && let Some(reply) = posts::holders(case) {
        return Some(reply);
    }
    if left_over.is_empty() {
        return described::reply(case);
    }
    passage::that_it_is_unknown(case, Intent::WhoIs)
        .or_else(|| passage::of_statements(case, Intent::WhoIs))
        .or_else(|| passage::reply(case, Some(Intent::WhoIs)))
        .or_else(|| posts::holders(case))
}

/// What something is; where more than that is asked, what is said about it.
pub(super) fn what(case: &Case<'_>, intent: Intent) -> Option<Reply> {
    let question = case.question;
    let left_over = words_beside_kinds(question, intent);
    if let Some(reply) = list::the_one(case) {
        return Some(reply);
    }
    if let Some(reply) = figure::by_their_numbers(case) {
        return Some(reply);
    }
    if left_over.is_empty() {
        if let Some(reply) = each(case) {
            return Some(reply);
        }
        return said::is_ambiguous(case).or_else(|| described::reply(case));
    }
    if let Some(reply) =
        passage::that_it_is_unknown(case, intent).or_else(|| passage::striking(case, Some(intent)))
    {
        return Some(reply);
    }
    let subject = question.subjects.first().filter(|one| one.origin != Origin::Remembered)?;
    let knows = |stem: &String| case.passages().knows(stem);
    // A name of ours beside a word that stands nowhere: a first name with a strange family name, a salary.
    if !left_over.iter().any(knows) {
        let person = subject.nodes.iter().all(|node| node.kind() == Kind::Person);
        if person && subject.tokens.len() == 1 && intent == Intent::WhoIs {
            let mut reply = person::several(case, &subject.nodes);
            if let Some(first) = reply.lines.first_mut() {
                *first = case.phrases().nobody_by_that_name.to_owned();
            }
            reply.kind = AnswerKind::NotStated;
            return Some(reply);
        }
        return Some(unknown::reply(case, intent));
    }
    passage::reply(case, Some(intent)).or_else(|| Some(unknown::reply(case, intent)))
}

/// The stems left over when words that only say what kind of thing is meant are gone: "projektet X".
pub(super) fn words_beside_kinds(question: &Question, intent: Intent) -> Vec<String> {
    const KINDS: &[&str] = &[
        "projekt",
        "begrepp",
        "ord",
        "ordet",
        "myndighet",
        "förening",
        "nätverk",
        "företag",
        "bolag",
        "statlig",
        "ideell",
        "kommunal",
        "company",
        "association",
        "network",
        "organisation",
        "person",
        "metod",
        "modell",
        "förbund",
        "initiativ",
        "namn",
        "kommun",
        "seminarium",
        "restaurang",
        "lokal",
        "term",
        "word",
        "project",
        "authority",
        "agency",
        "organization",
        "method",
        "team",
        "enhet",
        "grupp",
        "uttryck",
        "förkortning",
        "avtal",
        "samordningsförbund",
        "människa",
        "kille",
        "tjej",
        "man",
        "kvinna",
    ];
    let kinds: Vec<String> = KINDS.iter().map(|word| stem(word)).collect();
    question
        .matter(Some(intent))
        .iter()
        .map(|token| token.stem.clone())
        // A letter of an initial is no matter of its own: "P-O".
        .filter(|stem| !kinds.contains(stem) && stem.chars().count() > 1)
        .collect()
}

/// "var kommer hon ifrån" asks of a person, not of a source.
pub(super) fn asks_where_from(case: &Case<'_>) -> Option<Reply> {
    let sources = ["kalla", "kallan", "kallor", "uppgift", "uppgiften", "source", "sources"];
    let question = case.question;
    let person = question.subjects.iter().find(|subject| subject.is_only(Kind::Person))?;
    let asks = question.has_word(&["ifran", "fran", "from"]) && !question.has_word(&sources);
    described::of_node(case, person.nodes.first().filter(|_| asks)?)
}

/// "va gör dom", "var jobbar de": each of the people told before, in a line.
pub(super) fn each(case: &Case<'_>) -> Option<Reply> {
    const TOLD: usize = 6;
    let question = case.question;
    let remembered = question.subjects.iter().all(|one| one.origin == Origin::Remembered);
    // "vilka är det?"
    let who = question.back == Some(BackReference::Thing) && question.has_word(&["vilka", "who"]);
    let back = who || question.back == Some(BackReference::Several);
    let kind = |subject: &Subject| subject.nodes.first().map(finsam_content::Node::kind);
    let alike = question.subjects.windows(2).all(|pair| match pair {
        [a, b] => kind(a) == kind(b),
        _ => true,
    });
    let several = back && question.subjects.len() > 1 && (alike || !who);
    if !several || !remembered {
        return None;
    }
    let mut reply: Option<Reply> = None;
    let nodes = question.subjects.iter().filter_map(|subject| subject.nodes.first());
    for told in nodes.take(TOLD).filter_map(|node| described::of_node(case, node)) {
        let reply = reply.get_or_insert_with(|| Reply::new(told.kind));
        reply.lines.extend(told.lines.into_iter().take(1));
        reply.cite(&told.sources);
        told.nodes.into_iter().take(1).for_each(|node| {
            reply.about(node);
        });
    }
    reply
}

/// "den från X", "statistikern" after a name that fits several: the one of them who is.
fn one_of_those_told(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let is_person = |node: &&finsam_content::Node| node.kind() == Kind::Person;
    let told: Vec<_> = question.memory.nodes.iter().filter(is_person).cloned().collect();
    let refers = matches!(question.back, Some(BackReference::Thing | BackReference::Person));
    let named = question.subjects.iter().any(|one| one.of(Kind::Person).is_some());
    if !refers || named || told.len() < 2 {
        return None;
    }
    match posts::who_has_one(case, &told).as_slice() {
        [finsam_content::Node::Person(one)] => Some(person::reply(case, one)),
        _ => None,
    }
}

/// "vem av dem är från X?", "are any of them from X?"
pub(super) fn of_them_from(case: &Case<'_>) -> Option<Reply> {
    let from = ["fran", "from", "jobbar", "arbetar", "tillhor", "work", "works"];
    if !case.question.has_word(&from) || case.ids(Kind::Organisation).is_empty() {
        return None;
    }
    people::speakers(case).filter(|reply| reply.kind == AnswerKind::People)
}
