//! Questions to be answered with yes or no about an occasion: "e frukosten idag?", "kl 10 va?", "den e
//! väl i Kulissen?", "är det på plats eller digitalt?".

use std::sync::Arc;

use finsam_content::Node;
use finsam_model::{Attendance, Entry, Kind, Seminar, SeminarStatus, Series};
use finsam_swedish::when::When;

use super::occasion;
use crate::{
    AnswerKind,
    markdown::plain,
    occasion::{How, Meant, Wish, meant},
    phrases::{Phrases, fill},
    question::{BackReference, Intent, Question},
    reply::{Case, Reply},
};

/// What questions ask with that yes or no does not answer.
const ASKING: &[&str] = &[
    "var", "nar", "vem", "vad", "vilken", "vilket", "vilka", "hur", "varfor", "vart", "vems",
    "hurdan", "where", "when", "who", "what", "which", "how", "why", "whose",
];
/// Whether there is anything at all is not asked of one occasion.
const ANY: &[&str] = &[
    "nagot",
    "nagon",
    "nagra",
    "nagonting",
    "finns",
    "fler",
    "any",
    "anything",
    "something",
    "there",
    "some",
    "eller",
    "or",
];
/// What a question may ask for in passing and still be answered with yes or no.
const IN_PASSING: &[Intent] = &[
    Intent::When,
    Intent::Where,
    Intent::Readings,
    Intent::Programme,
    Intent::Speakers,
    Intent::Recording,
    Intent::Said,
    // "still"
    Intent::History,
    Intent::Thanks,
];
/// Verbs and small words of a sentence that is to be confirmed; without any it is no sentence.
const SAYING: &[&str] = &[
    "ar",
    "blir",
    "stammer",
    "val",
    "visst",
    "alltsa",
    "halls",
    "borjar",
    "slutar",
    "startar",
    "talar",
    "pratar",
    "medverkar",
    "leder",
    "modererar",
    "ligger",
    "serveras",
    "kommer",
    "ska",
    "skulle",
    "galler",
    "sitter",
    "is",
    "are",
    "will",
    "does",
    "do",
    "starts",
    "begins",
    "right",
    "correct",
    "still",
    "speaking",
    "s",
];
const ONLINE: &[&str] = &[
    "digitalt",
    "digital",
    "online",
    "natet",
    "distans",
    "hemifran",
    "home",
    "remote",
    "remotely",
    "webben",
    "zoom",
    "teams",
    "virtual",
    "virtually",
    "hemifran",
    "home",
    "remotely",
    "live",
    "livesands",
    "streamas",
    "strommas",
];
const ONSITE: &[&str] = &["fysiskt", "fysisk", "person", "onsite", "irl"];
const AFTERWARDS: &[&str] =
    &["efterhand", "afterwards", "efterat", "inspelning", "inspelad", "recording"];

pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let points_at_one = question.occasion.mentioned
        || question.about(Kind::Seminar).next().is_some()
        || question.about(Kind::Series).next().is_some()
        || question.hour.is_some() && question.time.is_some()
        || question.back.is_some_and(|back| back != BackReference::Person)
            && question.memory.nodes.first().is_some_and(|node| node.kind() == Kind::Seminar);
    if !points_at_one {
        return None;
    }
    if let Some(reply) = attendance(case) {
        return Some(reply);
    }
    // "är den kl 8 eller 9?"
    if question.hour.is_some() && question.has_word(&["eller", "or"]) && question.several.is_empty()
    {
        return super::time::when(case);
    }
    if question.cues.iter().any(|cue| !IN_PASSING.contains(&cue.intent)) {
        return None;
    }
    let says = question.has_word(SAYING) || is_tagged(question);
    if !says
        || asks_openly(question)
        || question.has_word(ANY)
        || question.cues.iter().any(is_of_recordings)
    {
        return None;
    }
    let mut meant = meant(case);
    let claims = claims(case, &meant);
    let [seminar] = meant.seminars.as_slice() else { return None };
    if !meant.unmet.contains(&Wish::Time) && is_at_another_time(case, seminar) {
        meant.unmet.insert(0, Wish::Time);
    }
    if claims == 0 || matches!(meant.how, How::All) {
        return None;
    }
    let phrases = case.phrases();
    let mut reply = Reply::new(AnswerKind::Time);
    let first = if let Some(differs) = not_as_usual(case, seminar) {
        if differs { phrases.no.to_owned() } else { phrases.confirmed.to_owned() }
    } else if !meant.unmet.is_empty() {
        match not_but(case, &meant) {
            Some(line) => format!("{}{line}", phrases.no_lead),
            None => phrases.no.to_owned(),
        }
    } else if !seminar.takes_place() {
        phrases.no.to_owned()
    } else if seminar.span().until <= *case.now && seminar.span().until.date() == case.now.date() {
        phrases.yes_but_over.to_owned()
    } else {
        phrases.confirmed.to_owned()
    };
    reply.line(first);
    absent(case, seminar, &meant).into_iter().for_each(|line| {
        reply.line(line);
    });
    occasion::facts(case, seminar, &mut reply);
    for appearance in &seminar.appearances {
        let is_asked = |node: &Node| *node.slug() == appearance.person;
        if question.about(Kind::Person).any(is_asked)
            && let Some(person) = occasion::person(case, appearance)
        {
            reply.line(format!("{}: {person}", occasion::role(case, appearance.role)));
        }
    }
    if let Some(time) = &question.time {
        super::programme::remark_on_claims(case, &meant.seminars, &time.window, &mut reply);
    }
    reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
    reply.suggest(phrases.ask_speakers).suggest(phrases.ask_where);
    Some(reply)
}

/// Whether the time of the question has been taken for that of another year. Where the year is left open
/// and the day is gone, any year holds.
fn is_at_another_time(case: &Case<'_>, seminar: &Seminar) -> bool {
    let Some(time) = &case.question.time else { return false };
    let span = seminar.span();
    let is_gone = time.window.until.as_ref().is_some_and(|until| until <= case.now);
    let is_calendar = !matches!(time.when, When::Next | When::Last | When::Past | When::Upcoming);
    let is_open = !time.year_said && is_gone;
    is_calendar && !is_open && !time.window.overlaps(&span.from, &span.until)
}

fn is_of_recordings(cue: &crate::question::Cue) -> bool {
    cue.intent == Intent::Recording
}

/// "… idag va?"
fn is_tagged(question: &Question) -> bool {
    question.tokens.len() > 1 && question.tokens.last().is_some_and(|last| last.folded == "vad")
}

/// Whether a word asks for more than yes or no; "va" at the end does not.
fn asks_openly(question: &Question) -> bool {
    let sentence = question.tokens.len() - usize::from(is_tagged(question));
    // "var lunchen också i Kulissen?" is no question of where.
    let was = question.about(Kind::Venue).next().is_some();
    let mut words = question.tokens.iter().take(sentence);
    words.any(|token| ASKING.contains(&token.folded.as_str()) && !(was && token.folded == "var"))
}

/// How many things are said that may hold or not.
fn claims(case: &Case<'_>, meant: &Meant) -> usize {
    let question = case.question;
    let time = question.time.as_ref().is_some_and(|time| {
        !matches!(time.when, When::Next | When::Last | When::Upcoming | When::Past | When::Now)
    });
    let named = [Kind::Venue, Kind::Person].into_iter();
    let named = named.filter(|kind| question.about(*kind).next().is_some()).count();
    usize::from(time)
        + usize::from(question.hour.is_some())
        + named
        + usize::from(asks_for_the_usual(question))
        + meant.unmet.len()
}

/// "Inte i dag, utan:"
pub(super) fn not_but(case: &Case<'_>, meant: &Meant) -> Option<String> {
    let phrases = case.phrases();
    let seminar = meant.seminars.first()?;
    let said: Vec<String> =
        meant.unmet.iter().filter_map(|wish| said(case, wish, seminar)).collect();
    if said.is_empty() {
        return None;
    }
    let what = finsam_swedish::print::list(&said, case.language());
    Some(fill(phrases.not_but, &[("what", &what)]))
}

/// What does not hold, as the question said it.
fn said(case: &Case<'_>, wish: &Wish, seminar: &Seminar) -> Option<String> {
    let phrases = case.phrases();
    match wish {
        Wish::Time => case.question.time.as_ref().map(|time| time.said(case.language())),
        Wish::Hour(hour) => {
            let hour = finsam_swedish::print::clock(*hour, case.language());
            Some(fill(phrases.at_hour, &[("time", &hour)]))
        }
        Wish::At(node) => Some(plain(node.label())),
        Wish::Sort => {
            let cue = case.question.occasion;
            let weekday = cue.weekday.filter(|weekday| *weekday != seminar.date().weekday());
            let weekday =
                weekday.map(|one| finsam_swedish::print::weekday(one, case.language()).to_owned());
            let format = cue.format.filter(|format| *format != seminar.format);
            weekday.or_else(|| format.map(|format| (phrases.format)(format).to_owned()))
        }
        Wish::With(_) | Wish::Named | Wish::Matter | Wish::Among => None,
    }
}

/// Who is asked about, and quoted there without being on the programme.
fn absent(case: &Case<'_>, seminar: &Seminar, meant: &Meant) -> Option<String> {
    let Wish::With(node) = meant.unmet.iter().find(|wish| matches!(wish, Wish::With(_)))? else {
        return None;
    };
    let is_quoted = seminar.statements.iter().any(|one| one.person == *node.slug());
    let phrases: &Phrases = case.phrases();
    let phrase = if is_quoted { phrases.only_quoted } else { phrases.not_on_programme };
    Some(fill(phrase, &[("who", &plain(node.label()))]))
}

fn asks_for_the_usual(question: &Question) -> bool {
    question.has_word(&["vanligt", "vanliga", "usual", "usually"])
}

/// Whether an occasion of a series differs from most of the series, where that is asked.
fn not_as_usual(case: &Case<'_>, seminar: &Entry<Seminar>) -> Option<bool> {
    if !asks_for_the_usual(case.question) {
        return None;
    }
    let series = case.snapshot.get::<Series>(seminar.series.as_ref()?)?;
    let all: Vec<_> = case.snapshot.seminars_of(Kind::Series, &series.slug).collect();
    let shape = |one: &Seminar| {
        (one.date().weekday(), one.starts_at().map(jiff::Zoned::time), one.venue.clone())
    };
    let alike = all.iter().filter(|one| shape(one) == shape(seminar)).count();
    let is_changed = !matches!(seminar.status, SeminarStatus::Planned | SeminarStatus::Held);
    Some(is_changed || 2 * alike <= all.len())
}

/// "är det på plats eller digitalt?"
fn attendance(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let of_more =
        [Intent::Registration, Intent::Price, Intent::Capacity, Intent::HowMuch, Intent::Status];
    if question.cues.iter().any(|cue| of_more.contains(&cue.intent)) {
        return None;
    }
    let follows = |a: &str, b: &str| {
        question
            .tokens
            .windows(2)
            .any(|pair| matches!(pair, [x, y] if x.folded == a && y.folded == b))
    };
    let on_site = question.has_word(ONSITE) || follows("pa", "plats");
    let online = question.has_word(ONLINE);
    let asks_how = question.tokens.iter().any(|token| {
        ["vem", "vilka", "hur", "nar", "vilken", "who", "how", "when"]
            .contains(&token.folded.as_str())
    });
    if !(on_site || online) || asks_how || question.has_word(AFTERWARDS) {
        return None;
    }
    let meant = meant(case);
    let phrases = case.phrases();
    let [seminar] = meant.seminars.as_slice() else { return None };
    // That it is streamed, too, nobody may have written.
    if seminar.attendance == Attendance::Onsite && !on_site && seminar.venue.is_none() {
        return None;
    }
    let how = match seminar.attendance {
        // Of what has been, a recording is asked for.
        Attendance::Onsite if on_site || seminar.span().until > *case.now => phrases.onsite,
        Attendance::Onsite => return None,
        Attendance::Online => phrases.only_online,
        Attendance::Mixed => phrases.onsite_and_online,
    };
    let mut reply = Reply::new(AnswerKind::Place);
    not_but(case, &meant).into_iter().for_each(|line| {
        reply.line(line);
    });
    reply.line(how);
    occasion::facts(case, seminar, &mut reply);
    reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
    Some(reply)
}
