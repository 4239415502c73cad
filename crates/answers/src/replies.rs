//! From a question to its answer: one file for each kind of question, and the order they are tried in.
//!
//! Each kind looks at the signs it was told by and may pass (`None`): "vad kostar" may be a fee or
//! what a group of people costs the municipalities. What no kind takes is looked up sentence by
//! sentence; what is not found there is said to be unknown, with what is known beside it.

mod aftermath;
mod care;
mod career;
mod clash;
mod compare;
mod counted;
mod described;
mod detail;
mod evidence;
mod figure;
mod help;
mod history;
mod how_much;
mod initiative;
mod limits;
mod list;
mod manners;
mod marked;
mod news;
mod occasion;
mod organisation;
mod otherwise;
mod passage;
mod people;
mod person;
mod place;
mod posts;
mod practical;
mod programme;
mod readings;
mod said;
mod series;
mod several;
mod sources;
mod spoken;
mod term;
mod theme;
mod time;
mod under_way;
mod unknown;
mod verify;
mod weighing;
mod who;

use finsam_content::{Node, Snapshot};
use finsam_model::{Kind, Role, Slug, Source};
use finsam_swedish::{Language, when::When};

use crate::{
    Answer, AnswerKind, Asking, Citation,
    context::Memory,
    markdown::{fit, plain},
    phrases::{Phrases, fill},
    question::{BackReference, Intent, Origin, Part, Question, Subject},
    reading,
    reply::{Case, Reply},
};
use weighing::Read;

/// An answer is no longer than this if it can be helped, in characters.
const USUAL_CHARS: usize = 1150;
/// No more sources than this are cited.
const CITED: usize = 6;
/// So much of what an answer was about is remembered.
const REMEMBERED: usize = 12;
/// So much of what answers before that were about is.
const EARLIER: usize = 3;
/// No more questions than this are suggested.
const SUGGESTED: usize = 3;

/// A question answered.
struct Told {
    reply: Reply,
    intent: Option<Intent>,
    memory: Memory,
    interpretation: String,
}

/// Answers a question.
pub(crate) fn answer(asking: &Asking<'_>) -> Answer {
    let question = reading::read(asking);
    let case = Case { question: &question, snapshot: asking.snapshot, now: asking.now };
    let is_one = question.is_too_long || care::is_needed(&case);
    let of_several = if is_one { None } else { several::told(asking, &question) };
    let told = of_several.unwrap_or_else(|| one(asking, &question));
    let Told { mut reply, memory, interpretation, .. } = told;
    care::remark(&case, &mut reply);
    let context = memory.write();
    let suggestions = suggestions(asking, &reply, &context);
    Answer {
        kind: reply.kind,
        text: fit(&reply.lines, USUAL_CHARS.min(Answer::MAX_CHARS)),
        citations: citations(asking.snapshot, &reply.sources),
        interpretation,
        nodes: reply.nodes,
        suggestions,
        context,
    }
}

/// Answers a question that is but one.
fn one(asking: &Asking<'_>, question: &Question) -> Told {
    let case = Case { question, snapshot: asking.snapshot, now: asking.now };
    let (reply, intent) = choose(&case);
    let memory = remember(&case, &reply, intent);
    // What no kind of question took is still asked by its first sign.
    let asked = intent.or_else(|| question.cues.first().map(|cue| cue.intent));
    Told { reply, intent: asked, memory, interpretation: interpretation(question, intent) }
}

/// The reply, and what it took the question to ask for.
fn choose(case: &Case<'_>) -> (Reply, Option<Intent>) {
    if case.question.is_too_long {
        return (unknown::too_long(case), None);
    }
    if let Some(reply) = manners::reply(case) {
        return (reply, Some(Intent::Greeting));
    }
    if let Some(reply) = care::reply(case) {
        return (reply, None);
    }
    weighing::fitting(case, readings(case)).unwrap_or_else(|| (unknown::not_understood(case), None))
}

/// What a question may be read as, in the order in which it is most likely meant.
fn readings<'c>(case: &'c Case<'c>) -> impl Iterator<Item = Read> + 'c {
    let question = case.question;
    let marked = std::iter::once_with(|| marked::reply(case)).flatten();
    let on = std::iter::once_with(|| {
        let reply = asks_what_is_on(case).then(|| programme::reply(case)).flatten()?;
        Some((reply, Some(Intent::Programme)))
    });
    let one = std::iter::once_with(|| {
        let reply = under_way::reply(case).or_else(|| verify::reply(case))?;
        Some((reply, Some(Intent::When)))
    });
    let signs = question
        .cues
        .iter()
        .filter_map(|cue| Some((by_intent(case, cue.intent)?, Some(cue.intent))));
    let left_over = question.matter(None);
    let says_which = question.time.is_some()
        || question.occasion.mentioned
        || question.subjects.iter().any(|subject| subject.origin != Origin::Remembered);
    // "och på torsdag?", "och hon?" ask the same of another.
    let same = left_over.is_empty() && says_which;
    let same = std::iter::once_with(move || {
        let intent = question.memory.intent.filter(|_| same)?;
        Some((by_intent(case, intent)?, Some(intent)))
    });
    // "på torsdag?", "Frukost i Kulissen den 7 oktober?"
    let of_occasions = |subject: &Subject| is_of_occasions(case, subject);
    let only_when = left_over.is_empty()
        && question.subjects.iter().all(of_occasions)
        && (question.time.is_some() || question.subjects.is_empty() && question.occasion.mentioned);
    let only_when = std::iter::once_with(move || {
        let reply = only_when.then(|| programme::reply(case)).flatten()?;
        Some((reply, Some(Intent::Programme)))
    });
    let any = std::iter::once_with(|| (otherwise::otherwise(case), None));
    marked
        .chain(on.flatten())
        .chain(one.flatten())
        .chain(signs)
        .chain(same.flatten())
        .chain(only_when.flatten())
        .chain(any)
}

/// "vad är det på torsdag", "vad var det som hände i dag": what was on, not what something is.
fn asks_what_is_on(case: &Case<'_>) -> bool {
    let question = case.question;
    let of_occasions = |subject: &Subject| is_of_occasions(case, subject);
    question.time.is_some()
        && question.cues.first().is_some_and(|cue| cue.intent == Intent::WhatIs)
        && question.subjects.iter().all(of_occasions)
        && (question.asks(Intent::Programme) || question.matter(Some(Intent::WhatIs)).is_empty())
}

/// Whether what is named has occasions: a series, a place, us.
fn is_of_occasions(case: &Case<'_>, subject: &Subject) -> bool {
    let kinds = [Kind::Series, Kind::Venue, Kind::Seminar];
    let of_us = programme::is_the_site(case, subject);
    of_us || kinds.iter().any(|kind| subject.of(*kind).is_some())
}

/// The reply of the kind of question that an intent belongs to.
fn by_intent(case: &Case<'_>, intent: Intent) -> Option<Reply> {
    match intent {
        Intent::Greeting | Intent::Thanks => None,
        Intent::Help => help::help(case),
        Intent::Sources if who::asks_where_from(case).is_some() => who::asks_where_from(case),
        Intent::Sources => sources::reply(case),
        Intent::Readings => readings::reply(case),
        Intent::Compare => compare::reply(case),
        Intent::History => history::reply(case),
        Intent::Before => career::reply(case),
        Intent::PartOf => organisation::part_of(case),
        Intent::Leads => posts::leaders(case),
        Intent::Spelling => readings::spelling(case),
        Intent::Translation => spoken::reply(case).or_else(|| term::translation(case)),
        Intent::Detail => detail::reply(case),
        Intent::Audience => practical::audience(case),
        Intent::Capacity | Intent::Price => practical::never_stated(case, intent),
        Intent::Registration => practical::registration(case),
        Intent::Contact => practical::contact(case),
        Intent::Accessibility => practical::accessibility(case),
        Intent::Recording => practical::recording(case),
        Intent::Status => practical::status(case),
        Intent::Serving => time::serving(case),
        // "who chaired X?": a body has a chair, an occasion a moderator.
        Intent::Moderators if case.subjects(Kind::Organisation).next().is_some() => {
            posts::leaders(case).or_else(|| people::in_role(case, intent, &[Role::Moderator]))
        }
        Intent::Moderators => people::in_role(case, intent, &[Role::Moderator]),
        Intent::Openers => people::in_role(case, intent, &[Role::Opener, Role::Host]),
        Intent::Organisers => people::organisers(case),
        Intent::Affiliations => who::each(case).or_else(|| affiliations(case)),
        Intent::Speakers => speakers(case),
        Intent::Quoted => people::quoted(case),
        Intent::OccasionsOf => occasions_of(case),
        Intent::Said => said::reply(case),
        Intent::Theme => theme::theme(case),
        Intent::About => theme::about(case),
        Intent::HowMuch => how_much::reply(case),
        Intent::Aim => initiative::aim(case),
        Intent::Results => results(case),
        Intent::Partners => initiative::partners(case),
        Intent::Why => otherwise::why(case),
        Intent::News => news::reply(case),
        Intent::When => when(case),
        Intent::HowLong => how_long(case),
        Intent::Clash => clash::reply(case),
        Intent::Where => place::reply(case),
        Intent::WhoIs => who::who(case),
        Intent::WhatIs | Intent::More => who::what(case, intent),
        Intent::List => list::reply(case),
        Intent::Programme => programme::reply(case),
    }
}

/// Who speaks; or who it is that spoke about something, or takes part in something.
fn speakers(case: &Case<'_>) -> Option<Reply> {
    // "vad får man i arvode som talare?" asks what, not who.
    let question = case.question;
    let asking = question.tokens.iter().find(|token| reading::is_asking(token));
    let asks_what = asking.is_some_and(|word| matches!(word.folded.as_str(), "vad" | "what"));
    if asks_what && !question.matter(Some(Intent::Speakers)).is_empty() {
        return None;
    }
    let a_person = |subject: &Subject| {
        subject.of(Kind::Person).is_some() && subject.origin != Origin::Remembered
    };
    if case.question.subjects.iter().any(a_person) {
        // "talade X då?", but "vad frågade X panelen?"
        let question = case.question;
        // "var pratar X på fredag?"
        if question.time.is_some() && (question.asks(Intent::Where) || question.asks(Intent::When))
        {
            return None;
        }
        return if question.asks(Intent::Said) { None } else { person::occasions(case) };
    }
    let an_occasion = case.question.occasion.mentioned || case.question.time.is_some();
    let matter = case.question.matter(Some(Intent::Speakers));
    if case.question.has_word(&["om", "about"])
        && !case.question.occasion.mentioned
        && matter.is_empty()
        && let Some(reply) = said::about(case)
    {
        return Some(reply);
    }
    if case.ids(Kind::Initiative).is_empty() || an_occasion {
        return people::speakers(case);
    }
    let remembered = case.question.subjects.iter().all(|one| one.origin == Origin::Remembered);
    // "vilka sitter i teamet" asks who belongs to it, not who spoke for it.
    let belongs =
        ["sitter", "satt", "ingar", "ingick", "med", "medlem", "medlemmar", "member", "members"];
    if case.question.asks(Intent::Partners) || remembered || case.question.has_word(&belongs) {
        return initiative::partners(case);
    }
    people::speakers(case)
        .filter(|reply| reply.kind != AnswerKind::NotStated)
        .or_else(|| initiative::partners(case))
}

/// The organisations people came for, or those in a project.
fn affiliations(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let of_a_project = case.subjects(Kind::Initiative).any(|one| one.origin != Origin::Remembered);
    let of_a_project = of_a_project || question.asks(Intent::Partners);
    if of_a_project && !question.occasion.mentioned && question.time.is_none() {
        return initiative::partners(case);
    }
    people::affiliations(case)
}

/// The occasions somebody has been at, with which role; or those there are.
fn occasions_of(case: &Case<'_>) -> Option<Reply> {
    // Of a whole series, or of the year that is a part of its name.
    let time = case.question.time.as_ref().map(|time| time.when);
    if matches!(time, None | Some(When::Year(_)))
        && let Some(reply) =
            case.question.about(Kind::Series).find_map(|node| described::of_node(case, node))
    {
        return Some(reply);
    }
    // A role at a certain time is one at an occasion then.
    let posts = case.question.time.is_none().then(|| person::posts_asked(case)).flatten();
    posts.or_else(|| person::occasions(case)).or_else(|| programme::reply(case))
}

fn results(case: &Case<'_>) -> Option<Reply> {
    let left_over = case.question.matter(Some(Intent::Results));
    if case.ids(Kind::Initiative).is_empty() && !case.ids(Kind::Organisation).is_empty() {
        return history::reply(case);
    }
    let named = !case.ids(Kind::Initiative).is_empty();
    let striking = if named && left_over.is_empty() {
        None
    } else {
        passage::striking(case, Some(Intent::Results))
    };
    striking.or_else(|| initiative::results(case))
}

/// When something is; where the content says that just that is not known, it is said.
fn when(case: &Case<'_>) -> Option<Reply> {
    let of_an_occasion = case.question.occasion.mentioned || !case.ids(Kind::Seminar).is_empty();
    let named = case.subjects(Kind::Initiative).any(|one| one.origin != Origin::Remembered);
    let unknown = (named && !of_an_occasion)
        .then(|| passage::that_it_is_unknown(case, Intent::When))
        .flatten();
    unknown.or_else(|| time::when(case))
}

/// How long something takes: an occasion, or what a figure says of a concept.
fn how_long(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let named = case.subjects(Kind::Term).any(|subject| subject.origin != Origin::Remembered);
    let of_an_occasion = question.occasion.mentioned || !case.ids(Kind::Seminar).is_empty();
    let of_a_concept = of_an_occasion && asks_of_a_concept(question);
    if named && (!of_an_occasion || of_a_concept) {
        let mut question = question.clone();
        // "… om man räknat på samma sätt" names no occasion.
        question.subjects.retain(|one| !of_a_concept || !one.is_only(Kind::Seminar));
        let case = &Case { question: &question, ..*case };
        let known = passage::that_it_is_unknown(case, Intent::HowLong)
            .or_else(|| figure::reply(case, Some(Intent::HowLong)));
        if known.is_some() {
            return known;
        }
    }
    time::how_long(case)
}

/// "hur lång är väntetiden …": whether what comes first behind the sign is a concept.
fn asks_of_a_concept(question: &Question) -> bool {
    let cue = question.cues.iter().find(|cue| cue.intent == Intent::HowLong);
    let from = cue.and_then(|cue| cue.tokens.iter().max()).map_or(0, |last| last + 1);
    let names = |at: &usize| {
        let token = question.tokens.get(*at);
        token.is_some_and(|token| matches!(token.part, Part::Name | Part::Occasion))
    };
    let first = (from..question.tokens.len()).find(names);
    let mut concepts = question.subjects.iter().filter(|one| one.of(Kind::Term).is_some());
    first.is_some_and(|first| concepts.any(|one| one.tokens.contains(&first)))
}

/// What a follow-up needs to know.
fn remember(case: &Case<'_>, reply: &Reply, intent: Option<Intent>) -> Memory {
    let english = case.language() == Language::English;
    let says_nothing = reply.kind == AnswerKind::NotStated && reply.nodes.is_empty();
    let manners =
        matches!(reply.kind, AnswerKind::NotUnderstood | AnswerKind::Help | AnswerKind::Greeting);
    if manners || says_nothing {
        // Small talk in between does not end what was talked about, nor does what is not known.
        return Memory { english, ..case.question.memory.clone() };
    }
    let find = |slug: &Slug| case.find(Kind::Source, slug);
    let before = &case.question.memory;
    let is_new = |node: &&Node| !reply.nodes.contains(node);
    let earlier = before.nodes.iter().chain(&before.earlier).filter(is_new);
    let memory = Memory {
        earlier: earlier.take(EARLIER).cloned().collect(),
        intent: intent.or(case.question.memory.intent),
        nodes: reply.nodes.iter().take(REMEMBERED).cloned().collect(),
        sources: reply.sources.iter().take(CITED).filter_map(find).collect(),
        window: case.question.memory.window,
        english,
    };
    match &reply.window {
        Some(window) => memory.with_window(window.from.as_ref(), window.until.as_ref()),
        None => memory,
    }
}

/// The suggested questions that have an answer, once this one is given.
fn suggestions(asking: &Asking<'_>, reply: &Reply, context: &str) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for suggestion in &reply.suggestions {
        if kept.len() == SUGGESTED {
            break;
        }
        if kept.contains(suggestion) || suggestion == asking.question {
            continue;
        }
        let next = Asking { question: suggestion, context: Some(context), ..*asking };
        let question = reading::read(&next);
        let case = Case { question: &question, snapshot: asking.snapshot, now: asking.now };
        // Its first reading says whether there is an answer, and what else there is to tell is told then.
        if readings(&case).next().is_some_and(|read| weighing::is_told(&read)) {
            kept.push(suggestion.clone());
        }
    }
    kept
}

fn citations(snapshot: &Snapshot, sources: &[Slug]) -> Vec<Citation> {
    snapshot
        .named::<Source>(sources)
        .take(CITED)
        .map(|source| Citation {
            title: source.title.clone(),
            url: source.url.clone(),
            date: source.date.map(|date| date.to_string()),
            publisher: source.publisher.clone(),
        })
        .collect()
}

/// How the question was read, so that a misreading shows.
fn interpretation(question: &Question, intent: Option<Intent>) -> String {
    let phrases = Phrases::of(question.language);
    let what = intent.map_or(phrases.free_text, phrases.asked);
    let mut parts = vec![fill(phrases.read_as, &[("what", what)])];
    let label = |node: &Node| plain(node.label());
    for subject in &question.subjects {
        let Some(node) = subject.nodes.first() else { continue };
        match subject.origin {
            Origin::Named => parts.push(fill(phrases.read_about, &[("what", &label(node))])),
            Origin::Guessed => parts.push(fill(phrases.read_guess, &[("what", &label(node))])),
            Origin::Remembered => {}
        }
    }
    if let Some(time) = &question.time {
        let said = time.said(question.language);
        parts.push(fill(phrases.read_time, &[("what", &said)]));
    }
    let remembers = !question.memory.nodes.is_empty();
    if remembers && question.back.is_some_and(|back| back != BackReference::Unsaid) {
        parts.push(phrases.read_back.to_owned());
    }
    if question.context_ignored {
        parts.push(phrases.context_ignored.to_owned());
    }
    parts.join("; ")
}
