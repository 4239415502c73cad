//! What an organisation is, and what it takes part in.

use std::sync::Arc;

use finsam_content::{Node, Shelved};
use finsam_model::{Entry, Initiative, Kind, Organisation, PartialDate};
use finsam_swedish::print;

use super::unknown;
use crate::{
    AnswerKind,
    markdown::{bold, headed, item, link, plain},
    phrases::fill,
    question::Intent,
    reply::{Case, Reply},
};

pub(super) fn reply(case: &Case<'_>, organisation: &Arc<Entry<Organisation>>) -> Reply {
    let phrases = case.phrases();
    let mut reply = Reply::new(AnswerKind::Organisation);
    reply.cite(&organisation.sources).about(Node::Organisation(Arc::clone(organisation)));
    let first = organisation.body.paragraphs().next().map_or("", |first| first.text);
    let short =
        organisation.abbreviation.as_ref().filter(|short| !first.starts_with(short.as_str()));
    let name = match short {
        Some(short) => format!("{} ({})", organisation.name, short),
        None => organisation.name.clone(),
    };
    match first.strip_prefix(organisation.name.as_str()) {
        Some(rest) if rest.starts_with(' ') => {
            reply.line(format!("{} {}", bold(&name), plain(rest)));
        }
        _ => {
            reply.line(headed(&name, first));
        }
    }
    let year = |date: PartialDate| date.year().to_string();
    for other in &organisation.names {
        let short = other.abbreviation.as_ref().map(|short| format!(" ({})", plain(short)));
        let name = format!("{}{}", plain(&other.name), short.unwrap_or_default());
        let period = match (other.period.from.map(year), other.period.until.map(year)) {
            (None, None) => continue,
            (from, until) => {
                format!("{}–{}", from.unwrap_or_default(), until.unwrap_or_default())
            }
        };
        let gaps = [("name", name.as_str()), ("period", period.as_str())];
        reply.line(item(&fill(phrases.named_over_time, &gaps)));
        for claim in organisation.claims.iter().filter(|claim| claim.field == "names") {
            reply.cite(claim.source.as_ref());
        }
    }
    let takes_part: Vec<String> = case
        .snapshot
        .referring_to(Kind::Organisation, &organisation.slug)
        .iter()
        .filter_map(Initiative::of)
        .filter(|initiative| initiative.partners.contains(&organisation.slug))
        .map(|initiative| plain(&initiative.name))
        .collect();
    if !takes_part.is_empty() {
        let list = print::list(&takes_part, case.language());
        reply.line(fill(phrases.takes_part_in, &[("text", &list)]));
    }
    if let Some(url) = &organisation.url {
        reply.line(link(url));
    }
    reply.suggest(phrases.ask_source).suggest(phrases.ask_news);
    reply
}

/// Where it is.
pub(super) fn place(case: &Case<'_>, node: &Node) -> Option<Reply> {
    let Node::Organisation(organisation) = node else { return None };
    let Some(place) = &organisation.place else {
        return Some(unknown::reply(case, Intent::Where));
    };
    let mut reply = Reply::new(AnswerKind::Place);
    reply.line(format!("{}: {}.", bold(&organisation.name), plain(place)));
    reply.cite(&organisation.sources).about(node.clone());
    Some(reply)
}
