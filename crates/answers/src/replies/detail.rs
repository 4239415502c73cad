//! A detail of an occasion or a place that no field holds: parking, a bus, what vegans eat. The texts
//! about it may tell; where they do not, that is said.

use std::sync::Arc;

use finsam_content::{Node, Shelved};
use finsam_model::{Entry, Kind, NewsArticle, Seminar, Venue};
use finsam_swedish::words::words;

use super::{occasion, practical};
use crate::{
    AnswerKind,
    markdown::{item, plain},
    occasion::{Occasion, meant},
    passages::{is_compound, sentences},
    phrases::fill,
    question::{Intent, Part, Token},
    reply::{Case, Reply},
    words::same_meaning,
};

/// More sentences than these are not told.
const TOLD: usize = 3;
/// More occasions than these are not looked through.
const MOST: usize = 4;

pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    let meant = meant(case);
    // It may be told of only in passing: "har bokat hotell, är det långt?"
    asked(case).next()?;
    if !practical::is_about_occasions(case, &meant) {
        return None;
    }
    let says_which = case.question.occasion.mentioned || case.question.time.is_some();
    let venue = case.question.about(Kind::Venue).find_map(Venue::of).filter(|_| !says_which);
    let first: Vec<&Occasion> = meant.seminars.iter().take(MOST).collect();
    if first.is_empty() && venue.is_none() {
        return None;
    }
    let wanted = wanted(case);
    let mut reply = Reply::new(AnswerKind::Place);
    if let Some(venue) = venue {
        for (text, _) in told(&texts_of_venue(venue), &wanted) {
            reply.line(plain(&text));
        }
        if !reply.lines.is_empty() {
            reply.line(format!("{}.", occasion::address(venue)));
            reply.cite(&venue.sources).about(Node::Venue(Arc::clone(venue)));
            return Some(reply);
        }
    }
    for seminar in &first {
        let told = told(&texts_of(case, seminar), &wanted);
        if told.is_empty() {
            continue;
        }
        reply.line(format!("{}:", occasion::headline(case, seminar)));
        for (text, node) in told.into_iter().take(TOLD) {
            reply.line(item(&plain(&text)));
            reply.cite(node.sources());
        }
        reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
    }
    Some(if reply.lines.is_empty() { unknown(case, &first, venue) } else { reply })
}

/// That it is not told, and what is known.
fn unknown(case: &Case<'_>, seminars: &[&Occasion], venue: Option<&Arc<Entry<Venue>>>) -> Reply {
    let phrases = case.phrases();
    let mut reply = Reply::new(AnswerKind::NotStated);
    let what = asked(case).map(|token| plain(&token.written)).collect::<Vec<_>>().join(", ");
    reply.line(fill(phrases.about_detail, &[("what", &what)]));
    reply.line(phrases.this_is_known);
    let seminars = if venue.is_some() { &[] } else { seminars };
    for seminar in seminars.iter().take(2) {
        let place = occasion::place(case, seminar).map_or_else(String::new, |at| format!(", {at}"));
        reply.line(item(&format!("{}{place}", occasion::headline(case, seminar))));
        reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
    }
    if let Some(venue) = venue {
        reply.line(item(&format!("{}.", occasion::address(venue))));
        reply.cite(&venue.sources).about(Node::Venue(Arc::clone(venue)));
    }
    reply
}

fn asked<'c>(case: &'c Case<'_>) -> impl Iterator<Item = &'c Token> {
    let cues = case.question.cues.iter().filter(|cue| cue.intent == Intent::Detail);
    let tokens = cues.flat_map(|cue| &cue.tokens).filter_map(|at| case.question.tokens.get(*at));
    // Of "ta med barn" the last word.
    tokens.filter(|token| token.part != Part::Filler && token.folded.chars().count() > 2)
}

/// The stems that a sentence about it may hold.
fn wanted(case: &Case<'_>) -> Vec<String> {
    asked(case)
        .flat_map(|token| {
            let mut stems = same_meaning(&token.folded, case.language());
            stems.push(token.stem.clone());
            stems
        })
        .collect()
}

/// The sentences that hold one of the stems, or a compound of it.
fn told(texts: &[(String, Node)], wanted: &[String]) -> Vec<(String, Node)> {
    let mut told: Vec<(String, Node)> = Vec::new();
    for (text, node) in texts {
        for sentence in sentences(text) {
            let stems: Vec<String> = words(&sentence).iter().map(|word| word.stem()).collect();
            let holds = |stem: &String| {
                wanted.iter().any(|wanted| stem == wanted || is_compound(stem, wanted))
            };
            if stems.iter().any(holds) && !told.iter().any(|(there, _)| *there == sentence) {
                told.push((sentence, node.clone()));
            }
        }
    }
    told
}

/// All that is written of an occasion: itself, its place, and the news that are about it alone.
fn texts_of(case: &Case<'_>, seminar: &Occasion) -> Vec<(String, Node)> {
    let own = Node::Seminar(Arc::clone(seminar));
    let Seminar { accessibility, status_note, audience, registration, .. } = &***seminar;
    let note = registration.as_ref().and_then(|registration| registration.note.as_ref());
    let fields = [accessibility.as_ref(), status_note.as_ref(), audience.as_ref(), note];
    let mut texts: Vec<(String, Node)> =
        fields.into_iter().flatten().map(|text| (text.clone(), own.clone())).collect();
    texts.push((seminar.body.text().to_owned(), own));
    let referring = case.snapshot.referring_to(Kind::Seminar, &seminar.slug).iter();
    for article in referring.filter_map(NewsArticle::of) {
        if article.seminars.len() == 1 && article.published_on <= case.now.date() {
            let node = Node::NewsArticle(Arc::clone(article));
            texts.push((article.body.text().to_owned(), node));
        }
    }
    let venue = seminar.venue.as_ref().and_then(|slug| case.snapshot.get::<Venue>(slug));
    texts.extend(venue.map(texts_of_venue).into_iter().flatten());
    texts
}

fn texts_of_venue(venue: &Arc<Entry<Venue>>) -> Vec<(String, Node)> {
    let node = Node::Venue(Arc::clone(venue));
    let fields = [venue.accessibility.clone(), Some(venue.body.text().to_owned())];
    fields.into_iter().flatten().map(|text| (text, node.clone())).collect()
}
