//! What one needs to know to come: registration, price, contact, room, access; and afterwards, where
//! to watch. Mostly it is not in the sources, and then that is the answer.

use std::sync::Arc;

use finsam_content::Node;
use finsam_model::{Attendance, Contact, Entry, Kind, Registration, Seminar, SeminarStatus, Venue};
use finsam_swedish::print;

use super::{aftermath, occasion, unknown};
use crate::{
    AnswerKind,
    markdown::{item, link, plain},
    occasion::{How, Meant, Occasions, meant, named_ones},
    passages::sentences,
    phrases::{capitalised, fill},
    question::{BackReference, Intent, Origin},
    reply::{Case, Reply},
};

/// More occasions than this are counted, not listed.
const LISTED: usize = 6;

pub(super) fn registration(case: &Case<'_>) -> Option<Reply> {
    // Nobody registers for what is called off: what is told of that.
    let meant = meant(case);
    if let [one] = meant.seminars.as_slice()
        && !one.takes_place()
        && is_about_occasions(case, &meant)
    {
        return status(case);
    }
    if let Some(reply) = has_been(case) {
        return Some(reply);
    }
    of_occasions(case, Intent::Registration, AnswerKind::Time, |seminar| {
        let Registration { url, deadline, note } = seminar.registration.as_ref()?;
        let phrases = case.phrases();
        let url = url.as_ref().map(|url| fill(phrases.register_at, &[("url", &link(url))]));
        let is_closed = deadline.is_some_and(|last| last < case.now.date());
        let phrase = if is_closed { phrases.registration_closed } else { phrases.register_by };
        let deadline = deadline
            .map(|date| fill(phrase, &[("date", &print::date_long(date, case.language()))]));
        let note = note.as_ref().map(|note| plain(note));
        // That it has closed comes before anything else.
        let (first, then) = if is_closed { (deadline, url) } else { (url, deadline) };
        let parts: Vec<String> = first.into_iter().chain(then).chain(note).collect();
        (!parts.is_empty()).then(|| parts.join(". "))
    })
}

/// Whom it is for, by its own field or a sentence that tells so.
pub(super) fn audience(case: &Case<'_>) -> Option<Reply> {
    const FOR: [&str; 4] = ["För den ", "För dem ", "För dig ", "För alla "];
    of_occasions(case, Intent::Audience, AnswerKind::Programme, |seminar| {
        let told = || {
            let all = sentences(seminar.body.text());
            all.into_iter().find(|sentence| FOR.iter().any(|begins| sentence.starts_with(begins)))
        };
        seminar.audience.clone().or_else(told).map(|text| plain(&text))
    })
}

/// Nobody registers for what has been.
fn has_been(case: &Case<'_>) -> Option<Reply> {
    let meant = meant(case);
    let asks_of_then =
        case.question.has_word(&["behovde", "maste", "skulle", "fick", "did", "had"]);
    let is_over = |seminar: &Arc<Entry<Seminar>>| seminar.span().until <= *case.now;
    let [seminar] = meant.seminars.as_slice() else { return None };
    // What was put off has not been.
    let has_been = is_over(seminar) && seminar.takes_place();
    if asks_of_then || !has_been || !is_about_occasions(case, &meant) {
        return None;
    }
    let mut reply = Reply::new(AnswerKind::Time);
    reply.lines.extend(super::verify::not_but(case, &meant));
    reply.line(format!(
        "{} {}.",
        case.phrases().has_already_been,
        occasion::headline(case, seminar)
    ));
    reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
    if seminar.recording.is_some() {
        reply.lines.extend(recording(case).map(|told| told.lines).unwrap_or_default());
    }
    Some(reply)
}

pub(super) fn contact(case: &Case<'_>) -> Option<Reply> {
    let named = case.question.subjects.iter().any(|subject| subject.origin != Origin::Remembered);
    if named && !case.question.occasion.mentioned && case.ids(Kind::Seminar).is_empty() {
        return Some(unknown::reply(case, Intent::Contact));
    }
    of_occasions(case, Intent::Contact, AnswerKind::People, |seminar| {
        let Contact { name, email, phone } = seminar.contact.as_ref()?;
        let parts: Vec<String> =
            name.iter().chain(email).chain(phone).map(|part| plain(part)).collect();
        let who = parts.join(", ");
        (!parts.is_empty()).then(|| fill(case.phrases().contact, &[("who", &who)]))
    })
}

pub(super) fn accessibility(case: &Case<'_>) -> Option<Reply> {
    let venue_of = |seminar: &Seminar| {
        let slug = seminar.venue.as_ref()?;
        case.snapshot.get::<Venue>(slug).cloned()
    };
    // Asked about the place itself: "är lokalen X tillgänglig".
    if let Some(Node::Venue(venue)) = case.question.about(Kind::Venue).next()
        && !case.question.occasion.mentioned
    {
        return Some(super::place::access_to(case, venue));
    }
    let mut reply = of_occasions(case, Intent::Accessibility, AnswerKind::Place, |seminar| {
        let own = seminar.accessibility.clone();
        let what =
            own.or_else(|| venue_of(seminar).and_then(|venue| venue.accessibility.clone()))?;
        Some(fill(case.phrases().accessibility, &[("what", &plain(&what))]))
    })?;
    // What is told may say nothing of the very thing asked for.
    if reply.kind != AnswerKind::NotStated
        && let Some(aid) = super::place::aid_asked(case)
        && !reply.lines.iter().any(|line| aid.is_told_in(line))
    {
        reply.lines.insert(0, aid.not_stated(case));
    }
    Some(reply)
}

pub(super) fn recording(case: &Case<'_>) -> Option<Reply> {
    // "en länk till avtalet" is none to an occasion.
    if !case.ids(Kind::Initiative).is_empty() && !case.question.occasion.mentioned {
        return None;
    }
    of_occasions(case, Intent::Recording, AnswerKind::Place, |seminar| {
        if let Some(url) = &seminar.recording {
            let note = seminar.links.iter().find(|known| known.url == *url);
            let note = note.and_then(|known| known.note.as_ref());
            let note = note.map_or_else(String::new, |note| format!(" ({})", plain(note)));
            return Some(fill(case.phrases().recording, &[("url", &link(url))]) + &note);
        }
        let asks_of_a_film = || {
            let starts = ["inspel", "spelas", "record", "filma"];
            let mut tokens = case.question.tokens.iter();
            tokens.any(|token| starts.iter().any(|start| token.folded.starts_with(start)))
        };
        if asks_of_a_film() {
            return None;
        }
        (seminar.attendance != Attendance::Onsite && seminar.span().until > *case.now)
            .then(|| capitalised(case.phrases().online))
    })
}

/// Whether something has become of an occasion; or which occasions are cancelled or moved.
pub(super) fn status(case: &Case<'_>) -> Option<Reply> {
    if asks_which(case) {
        return Some(changed(case));
    }
    let meant = meant(case);
    if !is_about_occasions(case, &meant) || meant.seminars.is_empty() {
        return None;
    }
    let mut reply = Reply::new(AnswerKind::Programme);
    reply.lines.extend(super::verify::not_but(case, &meant));
    for seminar in meant.seminars.iter().rev().take(4) {
        let status = occasion::status(case, seminar);
        let status = status.unwrap_or_else(|| case.phrases().no_change.to_owned());
        reply.line(format!("{status} {}.", occasion::title_and_time(case, seminar)));
        reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
    }
    if let [one] = meant.seminars.as_slice() {
        aftermath::add(case, one, &mut reply);
    }
    Some(reply)
}

/// "vilka tillfällen är inställda?", "är nåt flyttat?"
fn asks_which(case: &Case<'_>) -> bool {
    const WHICH: &[&str] = &["vilka", "alla", "which", "what", "all"];
    const ANY: &[&str] = &["nagot", "nagon", "nagra", "any", "anything"];
    let question = case.question;
    let points_at_none = !question.occasion.is_specific() && question.subjects.is_empty();
    question.about(Kind::Seminar).next().is_none()
        && (question.has_word(WHICH) || question.has_word(ANY) && points_at_none)
}

/// The occasions that are cancelled, moved or put off, as the question has it.
fn changed(case: &Case<'_>) -> Reply {
    let phrases = case.phrases();
    let has = |starts: &[&str]| {
        let tokens = &case.question.tokens;
        tokens.iter().any(|token| starts.iter().any(|start| token.folded.starts_with(start)))
    };
    let wanted: Vec<SeminarStatus> = [
        (has(&["install", "avlys", "cancel", "called"]), vec![SeminarStatus::Cancelled]),
        (has(&["flytt", "move"]), vec![SeminarStatus::Moved, SeminarStatus::MovedOnline]),
        (has(&["uppskj", "skjut", "postpon"]), vec![SeminarStatus::Postponed]),
    ]
    .into_iter()
    .filter_map(|(asked, wanted)| asked.then_some(wanted))
    .flatten()
    .collect();
    let is_wanted = |seminar: &Seminar| {
        let changed = !matches!(seminar.status, SeminarStatus::Planned | SeminarStatus::Held);
        changed && (wanted.is_empty() || wanted.contains(&seminar.status))
    };
    let all = Occasions::of(case, named_ones(case));
    let window = case.question.time.as_ref().map(|time| &time.window);
    let there = all.changed(case.now, window, is_wanted);
    let mut reply = Reply::new(AnswerKind::Programme);
    if there.is_empty() {
        reply.line(phrases.nothing_changed);
    }
    for seminar in there.iter().take(LISTED) {
        reply.line(item(&occasion::headline(case, seminar)));
        reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
    }
    let left = there.len().saturating_sub(LISTED);
    if left > 0 {
        reply.line(fill(phrases.and_more, &[("count", &left.to_string())]));
    }
    reply
}

/// What no document has a field for.
pub(super) fn never_stated(case: &Case<'_>, intent: Intent) -> Option<Reply> {
    if let Some(Node::Venue(venue)) = case.question.about(Kind::Venue).next() {
        let mut reply = unknown::reply(case, intent);
        let known = super::place::of_venue(case, venue);
        reply.lines.truncate(1);
        reply.line(case.phrases().this_is_known);
        reply.lines.extend(known.lines.into_iter().take(1));
        reply.cite(&known.sources).about(Node::Venue(Arc::clone(venue)));
        return Some(reply);
    }
    let mut reply = of_occasions(case, intent, AnswerKind::Time, |seminar| noted(seminar, intent))?;
    reply.kind = if reply.lines.len() > 1 { AnswerKind::NotStated } else { reply.kind };
    Some(reply)
}

/// What the note on registration says of the number of places, or of a fee.
fn noted(seminar: &Seminar, intent: Intent) -> Option<String> {
    let starts: &[&str] = match intent {
        Intent::Capacity => &["plats", "person", "deltag", "hogst"],
        _ => &["avgift", "kron", "kr", "gratis", "kost", "betal"],
    };
    let note = seminar.registration.as_ref()?.note.as_ref()?;
    let says = |sentence: &&str| {
        let words = finsam_swedish::words::words(sentence);
        let of_it = words.iter().any(|word| starts.iter().any(|one| word.folded.starts_with(one)));
        let counts = words.iter().any(|word| word.kind == finsam_swedish::words::Kind::Number);
        of_it && (counts || intent == Intent::Price)
    };
    let sentences: Vec<&str> = note.split_inclusive(['.', '!', '?']).filter(says).collect();
    (!sentences.is_empty()).then(|| plain(sentences.concat().trim()))
}

fn of_occasions(
    case: &Case<'_>,
    intent: Intent,
    kind: AnswerKind,
    tell: impl Fn(&Arc<Entry<Seminar>>) -> Option<String>,
) -> Option<Reply> {
    let meant = meant(case);
    if !is_about_occasions(case, &meant) {
        return None;
    }
    let mut reply = Reply::new(kind);
    let mut silent = Vec::new();
    let heading = if meant.seminars.len() > 2 { occasion::brief } else { occasion::headline };
    for seminar in meant.seminars.iter().rev().take(4) {
        match tell(seminar) {
            Some(text) => {
                reply.line(format!("{}. {text}", heading(case, seminar)));
                reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
            }
            None => silent.push(Arc::clone(seminar)),
        }
    }
    if reply.lines.is_empty() {
        let mut unknown = unknown::of_occasions(case, intent, &meant.seminars);
        if let [one] = meant.seminars.as_slice() {
            aftermath::add(case, one, &mut unknown);
        }
        return Some(unknown);
    }
    if let Some(line) = super::verify::not_but(case, &meant) {
        reply.lines.insert(0, line);
    }
    if !silent.is_empty() && meant.how != How::All {
        let missing = unknown::line(case, intent, &silent);
        reply.line(missing);
    }
    Some(reply)
}

/// Whether the words leave room for anything but an occasion: "vad kostar det att hyra bil" does.
pub(super) fn is_about_occasions(case: &Case<'_>, meant: &Meant) -> bool {
    let question = case.question;
    let points_at_one = question.occasion.mentioned
        || question.has_word(&["lokalen", "stallet", "venue", "huset", "byggnaden", "building"])
        || question.time.is_some()
        || question.back == Some(BackReference::Occasion)
        || meant.how == How::Remembered
        || question.memory.nodes.first().is_some_and(|node| node.kind() == Kind::Seminar)
            && question.subjects.is_empty()
        || question.about(Kind::Seminar).next().is_some()
        || question.about(Kind::Venue).next().is_some();
    let of_something_else = question
        .subjects
        .iter()
        .any(|subject| subject.origin != Origin::Remembered && !subject.is_only(Kind::Series));
    points_at_one
        || !of_something_else
            && question
                .unexplained()
                .iter()
                .all(|token| token.number || !case.passages().knows(&token.stem))
}
