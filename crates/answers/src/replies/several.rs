//! Several questions in one message: each is answered after the one before, and nothing is said twice.

use std::collections::HashSet;

use finsam_content::Node;
use finsam_swedish::words::words;

use super::{Told, occasion, one};
use crate::{
    AnswerKind, Asking,
    context::Memory,
    phrases::{Phrases, fill},
    question::{BackReference, Intent, Origin, Question},
    reading,
    reply::{Case, Reply},
};

/// The answers in one, where any of the questions has one.
pub(super) fn told(asking: &Asking<'_>, whole: &Question) -> Option<Told> {
    let mut memory = whole.memory.clone();
    let mut parts: Vec<Told> = Vec::new();
    for text in &whole.several {
        let first = parts.is_empty();
        let question = reading::read_one(asking, text, whole.language, memory.clone(), !first);
        let names_its_own = question.subjects.iter().any(|one| one.origin != Origin::Remembered)
            || question.time.is_some()
            || question.occasion.mentioned;
        // Nobody speaks, and nowhere, when nothing is on, or it is not known what is meant.
        let is_lost = |last: &Told| {
            let unknown = last.reply.nodes.is_empty() && last.memory.nodes == whole.memory.nodes;
            is_nothing_on(&last.reply) || unknown && !is_answer(&last.reply)
        };
        let refers = matches!(
            question.back,
            Some(BackReference::Person | BackReference::Several | BackReference::Occasion)
        );
        if (refers || !names_its_own) && parts.last().is_some_and(is_lost) {
            continue;
        }
        let part = one(asking, &question);
        memory = after(&question, &part);
        parts.push(part);
    }
    let phrases = Phrases::of(whole.language);
    let is_told = |part: &&Told| is_answer(&part.reply);
    let Some(kind) = parts.iter().find(is_told).map(|part| part.reply.kind) else {
        return parts.into_iter().find(|part| part.reply.kind == AnswerKind::NotStated);
    };
    let mut reply = Reply { kind, lines: lines(&parts, phrases), ..Reply::new(kind) };
    for part in parts.iter().filter(is_told) {
        reply.cite(&part.reply.sources);
        part.reply.nodes.iter().for_each(|node| {
            reply.about(node.clone());
        });
        reply.window = reply.window.or_else(|| part.reply.window.clone());
        reply.suggestions.extend(part.reply.suggestions.iter().cloned());
    }
    say_the_time_once(asking, whole, &mut reply);
    if parts.iter().any(|part| part.reply.kind == AnswerKind::NotUnderstood) {
        reply.line(phrases.rest_not_understood);
    }
    // What was told last is referred to first.
    let told = memory.nodes.iter().chain(&reply.nodes).cloned();
    let mut nodes: Vec<Node> = Vec::new();
    for node in told {
        if nodes.len() < super::REMEMBERED && !nodes.contains(&node) {
            nodes.push(node);
        }
    }
    memory.nodes = nodes;
    let mut read: Vec<&str> = parts.iter().map(|part| part.interpretation.as_str()).collect();
    if whole.context_ignored {
        read.push(phrases.context_ignored);
    }
    Some(Told { reply, intent: memory.intent, memory, interpretation: read.join("; ") })
}

/// What the next question may refer to: what was told, or what was only named.
fn after(question: &Question, part: &Told) -> Memory {
    let mut memory = part.memory.clone();
    if part.reply.nodes.is_empty() {
        let named = question.subjects.iter().filter(|one| one.origin != Origin::Remembered);
        let named: Vec<Node> = named.filter_map(|one| one.nodes.first().cloned()).collect();
        if !named.is_empty() {
            memory.nodes = named;
        }
    }
    memory
}

fn is_answer(reply: &Reply) -> bool {
    !matches!(reply.kind, AnswerKind::NotStated | AnswerKind::NotUnderstood)
}

fn is_nothing_on(reply: &Reply) -> bool {
    let Some(window) = reply.window.as_ref().filter(|_| reply.kind == AnswerKind::Programme) else {
        return false;
    };
    !reply.nodes.iter().any(|node| match node {
        Node::Seminar(seminar) => {
            let span = seminar.span();
            window.overlaps(&span.from, &span.until)
        }
        _ => false,
    })
}

/// The lines of all parts, without those that another part says as well.
fn lines(parts: &[Told], phrases: &Phrases) -> Vec<String> {
    // Among other answers it must show what is not stated.
    let named = |line: &String, intent: Option<Intent>| match intent {
        Some(intent) if line == phrases.not_stated_plain => {
            fill(phrases.not_stated, &[("what", (phrases.asked)(intent))])
        }
        _ => line.clone(),
    };
    let of_part: Vec<Vec<(String, HashSet<String>)>> = parts
        .iter()
        .map(|part| {
            let said = match part.reply.kind {
                AnswerKind::NotUnderstood => 0,
                AnswerKind::NotStated => 1,
                _ => part.reply.lines.len(),
            };
            let lines = part.reply.lines.iter().take(said).map(|line| named(line, part.intent));
            lines.map(|line| (words_of(&line), line)).map(|(words, line)| (line, words)).collect()
        })
        .collect();
    let mut kept: Vec<String> = Vec::new();
    let mut before: HashSet<String> = HashSet::new();
    for (at, lines) in of_part.iter().enumerate() {
        let said_better = |(_, words): &(String, HashSet<String>)| {
            let mut later = of_part.iter().skip(at + 1).flatten();
            later.any(|(_, others)| words.is_subset(others) && words.len() < others.len())
        };
        if !lines.is_empty() && lines.iter().all(said_better) {
            continue;
        }
        let new = |(line, words): &(String, HashSet<String>)| {
            words.is_empty() || is_heading(line) || !words.is_subset(&before)
        };
        let told: Vec<bool> = lines.iter().map(new).collect();
        for (at, (line, _)) in lines.iter().enumerate() {
            let under = lines.iter().zip(&told).skip(at + 1);
            let mut under = under.take_while(|((line, _), _)| !is_heading(line)).peekable();
            let is_left = under.peek().is_none() || under.any(|(_, told)| *told);
            match (told.get(at), is_heading(line) && !is_left) {
                (Some(true), false) => kept.push(line.clone()),
                // What stood under it has been said; it may say something itself.
                (Some(true), true) if !words_of(line).is_subset(&before) => {
                    kept.push(format!("{}.", line.trim_end_matches(':')));
                }
                _ => {}
            }
        }
        before.extend(lines.iter().flat_map(|(_, words)| words.iter().cloned()));
    }
    kept
}

fn is_heading(line: &str) -> bool {
    line.ends_with(':')
}

/// An occasion's time stands with its title once; after that, its title does.
fn say_the_time_once(asking: &Asking<'_>, whole: &Question, reply: &mut Reply) {
    let case = Case { question: whole, snapshot: asking.snapshot, now: asking.now };
    for node in &reply.nodes {
        let Node::Seminar(seminar) = node else { continue };
        let full = occasion::title_and_time(&case, seminar);
        let mut told =
            reply.lines.iter_mut().filter(|line| line.contains(&full)).skip(1).peekable();
        if told.peek().is_some() {
            let title = occasion::title(seminar);
            told.for_each(|line| *line = line.replace(&full, &title));
        }
    }
}

fn words_of(line: &str) -> HashSet<String> {
    words(line).into_iter().map(|word| word.folded).collect()
}
