//! Where an occasion is held, and what is known of a place.

use std::sync::Arc;

use finsam_content::Node;
use finsam_model::{Entry, Heading, Kind, Seminar, Venue};
use finsam_swedish::letters;
use unicode_segmentation::UnicodeSegmentation;

use super::{aftermath, occasion, unknown};
use crate::{
    AnswerKind,
    markdown::{bold, item, link, plain},
    occasion::{How, is_a_place, meant},
    passages::parts,
    phrases::{capitalised, fill},
    question::{Intent, Subject},
    reply::{Case, Reply},
};

/// So many venues are looked through for their towns.
const TOWNS: usize = 200;

/// Where it is.
pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    if let Some(reply) = of_named(case) {
        return Some(reply);
    }
    let meant = meant(case);
    let about_an_occasion = case.question.occasion.mentioned
        || case.question.time.is_some()
        || meant.how == How::Remembered
        || case.question.about(Kind::Seminar).next().is_some();
    let mut left_over = case.question.matter(Some(Intent::Where));
    // "var i X är det?"
    let venues = case.snapshot.all::<Venue>();
    left_over.retain(|token| {
        let is_town = |venue: &Venue| {
            venue.city.as_ref().is_some_and(|city| letters::fold(city) == token.folded)
        };
        !venues.iter().take(TOWNS).any(|venue| is_town(venue))
    });
    if !about_an_occasion && !left_over.is_empty() && !case.question.has_word(&["ni", "you"]) {
        return None;
    }
    if meant.seminars.is_empty() {
        return Some(super::programme::none(case));
    }
    let told = by_place(case, &meant.seminars);
    if told.is_empty() {
        return Some(unknown::of_occasions(case, Intent::Where, &meant.seminars));
    }
    let mut reply = Reply::new(AnswerKind::Place);
    reply.lines.extend(super::verify::not_but(case, &meant));
    if case.question.has_word(&["samma", "same"]) && meant.seminars.len() > 1 {
        let phrases = case.phrases();
        reply.line(if told.len() == 1 { phrases.same_place } else { phrases.other_place });
    }
    for (place, seminars) in told.iter().take(4) {
        if let [one] = seminars.as_slice() {
            reply.lines.extend(occasion::status(case, one));
            let remark = occasion::town_remark(case, one).map(|remark| format!(" ({remark})"));
            let brief = occasion::title_and_time(case, one);
            let place = capitalised(place);
            reply.line(format!("{place}{}: {brief}.", remark.unwrap_or_default()));
            if let (None, Some(url)) = (&one.venue, &one.recording) {
                reply.line(fill(case.phrases().recording, &[("url", &link(url))]));
            }
        } else {
            reply.line(format!("{place}:"));
            for one in seminars.iter().take(4) {
                let remark = occasion::town_remark(case, one).map(|remark| format!(" ({remark})"));
                let brief = occasion::brief(case, one);
                reply.line(item(&format!("{brief}{}", remark.unwrap_or_default())));
            }
        }
        for seminar in seminars {
            reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
            let venue = seminar.venue.as_ref().and_then(|slug| case.find(Kind::Venue, slug));
            venue.into_iter().for_each(|venue| {
                reply.about(venue);
            });
        }
    }
    if let [one] = meant.seminars.as_slice() {
        reply.lines.extend(way_there(case, one));
        aftermath::add(case, one, &mut reply);
    }
    reply.suggest(case.phrases().ask_speakers).suggest(case.phrases().ask_source);
    Some(reply)
}

/// How to get there, where that is asked and told.
fn way_there(case: &Case<'_>, seminar: &Occasion) -> Option<String> {
    const THERE: &[&str] = &["dit", "hitta", "hittar", "there", "buss", "bussen", "bus"];
    let node = Node::Seminar(Arc::clone(seminar));
    let asked = case.question.has_word(THERE);
    let told: Vec<String> =
        parts(&node).under(Heading::Where).map(|sentence| plain(&sentence.text)).collect();
    (asked && !told.is_empty()).then(|| told.join(" "))
}

/// Where something is that is named and no occasion.
fn of_named(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    // "och i morgon?" leaves the place of the answer before; "var i Kulissen är frukosten?" is about
    // the breakfast; "var X med 2018?" asks whether, not where.
    // "how do I get there from X?"
    let before = question.memory.nodes.first().map(Node::kind);
    let there = before == Some(Kind::Seminar) && question.has_word(&["dit", "there"]);
    let of_an_occasion = question.occasion.mentioned || crate::occasion::is_named(case) || there;
    let then = question.time.is_some() && !meant(case).seminars.is_empty();
    let went = question.has_word(&["med"]);
    if !of_an_occasion && question.about(Kind::Person).next().is_some() && (went || !then) {
        return super::person::occasions_or_unknown(case);
    }
    if of_an_occasion || question.time.is_some() {
        return None;
    }
    let mut venues = question.subjects.iter().filter_map(|subject| subject.of(Kind::Venue));
    if let Some(Node::Venue(venue)) = venues.next() {
        let mut reply = of_venue(case, venue);
        let others: Vec<_> = venues.filter(|other| other.id() != &venue.id).collect();
        // Of several, where they are and no more.
        if !others.is_empty() {
            reply.lines.truncate(1);
            for other in others {
                let Node::Venue(other) = other else { continue };
                let theirs = of_venue(case, other);
                reply.lines.extend(theirs.lines.into_iter().take(1));
                reply.cite(&other.sources).about(Node::Venue(Arc::clone(other)));
            }
        }
        return Some(reply);
    }
    if let Some(node) = question.about(Kind::Initiative).next() {
        return super::initiative::places(case, node);
    }
    // "var hittar man fika i X?" is about something in it.
    let where_it_is =
        |subject: &&Subject| subject.of(Kind::Organisation).is_some() && !is_a_place(case, subject);
    let named = question.subjects.iter().find(where_it_is)?;
    super::organisation::place(case, named.of(Kind::Organisation)?)
}

type Occasion = Arc<Entry<Seminar>>;

/// The occasions at each place, the place with most of them first, the latest occasion first.
fn by_place(case: &Case<'_>, seminars: &[Occasion]) -> Vec<(String, Vec<Occasion>)> {
    let mut places: Vec<(String, Vec<Occasion>)> = Vec::new();
    for seminar in seminars.iter().rev() {
        let venue = seminar.venue.as_ref().and_then(|slug| case.snapshot.get::<Venue>(slug));
        let place = match venue {
            Some(venue) => Some(occasion::address(venue)),
            None => occasion::place(case, seminar),
        };
        let Some(place) = place else { continue };
        match places.iter_mut().find(|(there, _)| *there == place) {
            Some((_, seminars)) => seminars.push(Arc::clone(seminar)),
            None => places.push((place, vec![Arc::clone(seminar)])),
        }
    }
    places.sort_by_key(|(_, seminars)| std::cmp::Reverse(seminars.len()));
    places
}

/// Things one may need and ask for by name (how words begin, folded; what they are in Swedish texts).
const AIDS: &[(&str, &[&str])] = &[
    ("hiss", &["hiss"]),
    ("elevator", &["hiss"]),
    ("lift", &["hiss"]),
    ("horslinga", &["slinga"]),
    ("teleslinga", &["slinga"]),
    ("hearing", &["slinga"]),
    ("induction", &["slinga"]),
    ("teckens", &["teckens"]),
    ("teckentolk", &["tecken"]),
    ("sign", &["teckens"]),
    ("skrivtolk", &["skrivtolk"]),
    ("syntolk", &["syntolk"]),
    ("texta", &["text"]),
    ("textn", &["text"]),
    ("caption", &["text"]),
    ("subtitle", &["text"]),
    ("tolk", &["tolk"]),
    ("interpret", &["tolk"]),
    ("ramp", &["ramp"]),
];

/// How accessible a place is: the sentence about the very thing asked for first; where there is none,
/// that it is not told.
pub(super) fn access_to(case: &Case<'_>, venue: &Arc<Entry<Venue>>) -> Reply {
    let phrases = case.phrases();
    let mut reply = of_venue(case, venue);
    // Its occasions are not asked for.
    let occasions = format!("{}:", phrases.occasions);
    if let Some(at) = reply.lines.iter().position(|line| *line == occasions) {
        reply.lines.truncate(at);
    }
    let Some(aid) = aid_asked(case) else { return reply };
    let text = venue.accessibility.as_deref().unwrap_or_default();
    let mut sentences = text.unicode_sentences().map(str::trim);
    reply.lines.insert(
        0,
        match sentences.find(|sentence| aid.is_told_in(sentence)) {
            Some(sentence) => plain(sentence),
            None => aid.not_stated(case),
        },
    );
    reply
}

/// A thing one may need to take part, as it is asked for.
pub(super) struct Aid {
    /// As written in the question.
    written: String,
    /// How texts tell of it.
    told: &'static [&'static str],
}

impl Aid {
    pub(super) fn is_told_in(&self, text: &str) -> bool {
        let folded = letters::fold(text);
        self.told.iter().any(|told| folded.contains(told))
    }

    pub(super) fn not_stated(&self, case: &Case<'_>) -> String {
        let phrases = case.phrases();
        let what = fill(phrases.no_such_access, &[("what", &self.written)]);
        fill(phrases.not_stated, &[("what", &what)])
    }
}

/// The thing that is asked for by name.
pub(super) fn aid_asked(case: &Case<'_>) -> Option<Aid> {
    let tokens = &case.question.tokens;
    let (at, token, told) = tokens.iter().enumerate().find_map(|(at, token)| {
        let aid = AIDS.iter().find(|(start, _)| token.folded.starts_with(start))?;
        Some((at, token, aid.1))
    })?;
    // "hearing loop", "sign language"
    let is_first = matches!(token.folded.as_str(), "hearing" | "induction" | "sign");
    let next = tokens.get(at + 1).filter(|_| is_first);
    let written: Vec<String> =
        std::iter::once(token).chain(next).map(|token| plain(&token.written)).collect();
    Some(Aid { written: written.join(" "), told })
}

/// What is known of a place.
pub(super) fn of_venue(case: &Case<'_>, venue: &Arc<Entry<Venue>>) -> Reply {
    let phrases = case.phrases();
    let mut reply = Reply::new(AnswerKind::Place);
    reply.cite(&venue.sources).about(Node::Venue(Arc::clone(venue)));
    let rest: Vec<String> =
        venue.street.iter().chain(&venue.city).map(|part| plain(part)).collect();
    let address = if rest.is_empty() { String::new() } else { format!(", {}", rest.join(", ")) };
    reply.line(format!("{}{address}.", bold(&venue.name)));
    if let Some(accessibility) = &venue.accessibility {
        reply.line(fill(phrases.accessibility, &[("what", &plain(accessibility))]));
    }
    if let Some(url) = &venue.url {
        reply.line(link(url));
    }
    let seminars: Vec<_> = case.snapshot.seminars_of(Kind::Venue, &venue.slug).collect();
    if !seminars.is_empty() {
        reply.line(format!("{}:", phrases.occasions));
        for seminar in seminars.iter().rev().take(4) {
            reply.line(item(&occasion::brief(case, seminar)));
            reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
        }
    }
    reply
}
