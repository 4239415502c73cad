//! Where something is said.

use finsam_content::Node;
use finsam_model::{Entry, Kind, Source};

use super::{figure, initiative};
use crate::{
    AnswerKind,
    markdown::{bold, item, link, plain},
    question::{Intent, Origin},
    reply::{Case, Reply},
};

/// More sources than these are not told.
const TOLD: usize = 6;

pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    // A number, or a count, is asked for where it comes from.
    let own_subjects = question.subjects.iter().any(|one| one.origin != Origin::Remembered);
    let left_over = question.matter(Some(Intent::Sources));
    let all_of_them = question.has_word(&["kallor", "kallorna", "sources"])
        && question.has_word(&["vilka", "alla", "dina", "era", "which", "what", "all", "your"]);
    if all_of_them && !own_subjects && question.memory.sources.is_empty() {
        return Some(all(case));
    }
    if (own_subjects || !left_over.is_empty())
        && let Some(told) = figure::reply(case, Some(Intent::Sources))
    {
        return Some(with_sources(case, told));
    }
    // "hur vet ni att det var 2014?"
    if !own_subjects && let Some(reply) = super::readings::derived(case) {
        return Some(reply);
    }
    let mut reply = Reply::new(AnswerKind::Sources);
    if own_subjects {
        let named = question.subjects.iter().filter(|one| one.origin != Origin::Remembered);
        for node in named.filter_map(|subject| subject.nodes.first()) {
            reply.cite(node.sources()).about(node.clone());
        }
    } else if question.memory.sources.is_empty() && question.memory.nodes.is_empty() {
        if left_over.iter().any(|token| case.passages().knows(&token.stem)) {
            let told = super::passage::reply(case, Some(Intent::Sources))?;
            return Some(with_sources(case, told));
        }
        if question.has_word(&["alla", "vilka", "all", "which"])
            || case.question.memory.intent.is_none()
        {
            return Some(all(case));
        }
        reply.kind = AnswerKind::NotStated;
        reply.line(case.phrases().no_source);
        return Some(reply);
    } else {
        let remembered = &question.memory.sources;
        if remembered.is_empty() {
            for node in &question.memory.nodes {
                reply.cite(node.sources());
            }
        }
        reply.cite(remembered.iter().map(Node::slug));
        for node in &question.memory.nodes {
            reply.about(node.clone());
        }
    }
    Some(with_sources(case, reply))
}

/// Adds the sources as lines of the text.
fn with_sources(case: &Case<'_>, mut reply: Reply) -> Reply {
    let told: Vec<String> = case
        .snapshot
        .named::<Source>(&reply.sources)
        .map(|source| item(&described(case, source)))
        .take(TOLD)
        .collect();
    if told.is_empty() {
        reply.kind = AnswerKind::NotStated;
        reply.line(case.phrases().no_source);
    } else {
        reply.line(case.phrases().sources);
        reply.lines.extend(told);
        reply.kind = AnswerKind::Sources;
    }
    reply
}

/// All there are.
pub(super) fn all(case: &Case<'_>) -> Reply {
    let mut reply = Reply::new(AnswerKind::Sources);
    let sources = case.snapshot.all::<Source>().iter().take(TOLD);
    let slugs: Vec<_> = sources.map(|source| source.slug.clone()).collect();
    reply.cite(&slugs);
    with_sources(case, reply)
}

fn described(case: &Case<'_>, source: &Entry<Source>) -> String {
    let date =
        source.date.map(|date| format!(", {}", initiative::partial_date(date, case.language())));
    let url = source.url.as_ref().map(|url| format!(", {}", link(url)));
    let note = source.note.as_ref().map(|note| format!(". {}", plain(note)));
    format!(
        "{}, {}{}{}{}",
        bold(&source.title),
        plain(&source.publisher),
        date.unwrap_or_default(),
        url.unwrap_or_default(),
        note.unwrap_or_default()
    )
}

/// A source's title and date, to say in passing where something stands.
pub(super) fn in_passing(case: &Case<'_>, slug: &finsam_model::Slug) -> Option<String> {
    let Some(Node::Source(source)) = case.find(Kind::Source, slug) else { return None };
    let date = source.date.map(|date| initiative::partial_date(date, case.language()));
    let date = date.filter(|date| !source.title.contains(date)).map(|date| format!(", {date}"));
    Some(format!("{}{}", plain(&source.title), date.unwrap_or_default()))
}
