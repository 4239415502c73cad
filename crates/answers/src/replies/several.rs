//! Several questions in one message: each is answered after the one before, and nothing is said twice.

use std::collections::HashSet;

use finsam_content::Node;
use finsam_swedish::words::words;

use super::{Told, one};
use crate::{
    AnswerKind, Asking,
    context::Memory,
    phrases::{Phrases, fill},
    question::{Intent, Origin, Question},
    reading,
    reply::Reply,
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
        // Nobody speaks, and nowhere, when nothing is on.
        if !names_its_own && parts.last().is_some_and(|last| is_nothing_on(&last.reply)) {
            continue;
        }
        let part = one(asking, &question);
        memory = after(&question, &part);
        parts.push(part);
    }
    let phrases = Phrases::of(whole.language);
    let is_told = |part: &&Told| is_answer(&part.reply);
    let kind = parts.iter().find(is_told)?.reply.kind;
    let mut reply = Reply { kind, lines: lines(&parts, phrases), ..Reply::new(kind) };
    for part in parts.iter().filter(is_told) {
        reply.cite(&part.reply.sources);
        part.reply.nodes.iter().for_each(|node| {
            reply.about(node.clone());
        });
        reply.window = reply.window.or_else(|| part.reply.window.clone());
        reply.suggestions.extend(part.reply.suggestions.iter().cloned());
    }
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
        let first = kept.len();
        for (line, words) in lines {
            let said = !words.is_empty() && words.is_subset(&before) && !is_heading(line);
            if !said {
                kept.push(line.clone());
            }
        }
        drop_empty_headings(&mut kept, first, &before);
        let told = kept.iter().skip(first).flat_map(|line| words_of(line));
        before.extend(told.collect::<Vec<_>>());
    }
    kept
}

fn is_heading(line: &str) -> bool {
    line.ends_with(':')
}

/// Drops headings under which nothing is left; one that says something itself becomes a sentence.
fn drop_empty_headings(kept: &mut Vec<String>, first: usize, before: &HashSet<String>) {
    let mut at = first;
    while let Some(line) = kept.get(at) {
        let is_empty = is_heading(line)
            && kept.get(at + 1).is_none_or(|next| is_heading(next) || !next.starts_with('•'));
        if is_empty && words_of(line).is_subset(before) {
            kept.remove(at);
            continue;
        }
        if is_empty && let Some(line) = kept.get_mut(at) {
            line.pop();
            line.push('.');
        }
        at += 1;
    }
}

fn words_of(line: &str) -> HashSet<String> {
    words(line).into_iter().map(|word| word.folded).collect()
}
