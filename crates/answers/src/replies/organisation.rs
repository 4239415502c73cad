//! What an organisation is, and what it takes part in.

use std::sync::Arc;

use finsam_content::{Node, Shelved};
use finsam_model::{Entry, Heading, Initiative, Kind, Organisation, PartialDate, Slug};
use finsam_swedish::print;

use super::{history, passage, person, unknown};
use crate::{
    AnswerKind,
    markdown::{bold, headed, item, link, plain},
    phrases::fill,
    question::{Intent, Subject},
    reply::{Case, Reply},
};

pub(super) fn reply(case: &Case<'_>, organisation: &Arc<Entry<Organisation>>) -> Reply {
    let phrases = case.phrases();
    let mut reply = Reply::new(AnswerKind::Organisation);
    reply.cite(&organisation.sources).about(Node::Organisation(Arc::clone(organisation)));
    let first = organisation.body.first_paragraph();
    let short = organisation.abbreviation.as_ref();
    let name = match short.filter(|short| !first.starts_with(short.as_str())) {
        Some(_) => with_short(organisation),
        None => organisation.name.clone(),
    };
    match first.strip_prefix(organisation.name.as_str()) {
        Some(rest) if rest.starts_with(' ') => {
            reply.line(format!("{} {}", bold(&name), plain(rest)));
        }
        _ if first.is_empty() => {
            reply.line(format!("{}: {}.", bold(&name), sort_and_place(case, organisation)));
        }
        _ => {
            reply.line(headed(&name, first));
        }
    }
    if organisation.parent.is_some() {
        reply.lines.extend(wholes(case, organisation));
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

/// Name and abbreviation: "Arbetsförmedlingen (AF)".
pub(super) fn with_short(organisation: &Organisation) -> String {
    match &organisation.abbreviation {
        Some(short) => format!("{} ({short})", organisation.name),
        None => organisation.name.clone(),
    }
}

/// "en enhet, Mallköping"
pub(super) fn sort_and_place(case: &Case<'_>, organisation: &Organisation) -> String {
    let sort = (case.phrases().sort)(organisation.kind);
    let place = organisation.place.as_ref().filter(|place| !organisation.name.contains(*place));
    std::iter::once(sort.to_owned())
        .chain(place.map(|place| plain(place)))
        .collect::<Vec<_>>()
        .join(", ")
}

/// What it is a part of, and that in its turn.
fn wholes(case: &Case<'_>, organisation: &Entry<Organisation>) -> Option<String> {
    let get = |slug: &Slug| case.snapshot.get::<Organisation>(slug);
    let mut part = organisation;
    let mut line: Option<String> = None;
    // A ring must not hold us.
    for _ in 0..6 {
        let Some(whole) = part.parent.as_ref().and_then(get) else { break };
        let name = with_short(part);
        let name = if line.is_none() { bold(&name) } else { plain(&name) };
        let gaps = [("what", name.as_str()), ("whole", &plain(&with_short(whole)))];
        let told = fill(case.phrases().whole, &gaps);
        line = Some(line.map_or_else(|| told.clone(), |line| format!("{line}; {told}")));
        part = whole;
    }
    line.map(|line| format!("{line}."))
}

/// What something is a part of; with "vilka", what is a part of it.
pub(super) fn part_of(case: &Case<'_>) -> Option<Reply> {
    // "vilket parti tillhör X?"
    if let Some(reply) = person::posts_asked(case) {
        return Some(reply);
    }
    let node = case.question.subjects.iter().find_map(|subject| {
        let whole_or_part =
            |node: &&Node| matches!(node.kind(), Kind::Organisation | Kind::Initiative);
        subject.nodes.first().filter(whole_or_part)
    })?;
    let mut reply = match node {
        Node::Organisation(_) => Reply::new(AnswerKind::Organisation),
        _ => Reply::new(AnswerKind::Initiative),
    };
    reply.cite(node.sources()).about(node.clone());
    let up = match node {
        Node::Organisation(organisation) => wholes(case, organisation),
        Node::Initiative(initiative) => {
            let whole = initiative.part_of.as_ref();
            let whole = whole.and_then(|slug| case.find(Kind::Initiative, slug));
            whole.map(|whole| {
                reply.cite(whole.sources()).about(whole.clone());
                let gaps = [("what", bold(node.label())), ("whole", plain(whole.label()))];
                let gaps = gaps.each_ref().map(|(gap, value)| (*gap, value.as_str()));
                format!("{}.", fill(case.phrases().whole, &gaps))
            })
        }
        _ => None,
    };
    let asks_for_parts = case.question.has_word(&["vilka", "which", "what"]) || up.is_none();
    reply.lines.extend(up);
    let referring = case.snapshot.referring_to(node.kind(), node.slug()).iter();
    let parts: Vec<&Node> = referring
        .filter(|part| match part {
            Node::Organisation(part) => part.parent.as_ref() == Some(node.slug()),
            Node::Initiative(part) => part.part_of.as_ref() == Some(node.slug()),
            _ => false,
        })
        .filter(|part| part.kind() == node.kind())
        .collect();
    if asks_for_parts && !parts.is_empty() {
        let names: Vec<String> = parts.iter().map(|part| plain(part.label())).collect();
        let names = print::list(&names, case.language());
        let what = bold(node.label());
        reply.line(fill(case.phrases().its_parts, &[("what", &what), ("names", &names)]));
        for part in parts {
            reply.cite(part.sources()).about(part.clone());
        }
    }
    (!reply.lines.is_empty()).then_some(reply)
}

/// What its text tells under a heading.
fn under(organisation: &Entry<Organisation>, heading: Heading) -> Option<String> {
    let paragraphs = organisation.body.paragraphs().filter(|one| one.heading == Some(heading));
    let text = paragraphs.map(|one| one.text).collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// "har X en webbplats?"
pub(super) fn page(case: &Case<'_>) -> Option<Reply> {
    const PAGES: &[&str] = &[
        "hemsida",
        "hemsidan",
        "webbplats",
        "webbplatsen",
        "webbsida",
        "sajt",
        "webbadress",
        "website",
        "homepage",
        "webpage",
    ];
    let Node::Organisation(organisation) = case.question.about(Kind::Organisation).next()? else {
        return None;
    };
    if !case.question.has_word(PAGES) || case.question.occasion.mentioned {
        return None;
    }
    let Some(url) = &organisation.url else { return Some(unknown::reply(case, Intent::Contact)) };
    let mut reply = Reply::new(AnswerKind::Organisation);
    reply.line(format!("{}: {}", bold(&with_short(organisation)), link(url)));
    reply.cite(&organisation.sources).about(Node::Organisation(Arc::clone(organisation)));
    Some(reply)
}

/// Where it is, in the words of its text where that tells more: where the board meets.
pub(super) fn place(case: &Case<'_>, node: &Node) -> Option<Reply> {
    let Node::Organisation(organisation) = node else { return None };
    let text = under(organisation, Heading::Where);
    let mut reply = Reply::new(AnswerKind::Place);
    reply.cite(&organisation.sources).about(node.clone());
    match (text, &organisation.place) {
        (Some(text), _) => reply.line(headed(&organisation.name, &text)),
        (None, Some(_)) if !case.question.unexplained().is_empty() => {
            let of_it = |reply: &Reply| reply.nodes.iter().any(|one| one.id() == node.id());
            if let Some(told) = passage::reply(case, Some(Intent::Where)).filter(of_it) {
                return Some(told);
            }
            reply.line(place_line(organisation))
        }
        (None, Some(_)) => reply.line(place_line(organisation)),
        (None, None) => return Some(unknown::reply(case, Intent::Where)),
    };
    Some(reply)
}

fn place_line(organisation: &Organisation) -> String {
    let place = organisation.place.as_deref().map(plain).unwrap_or_default();
    format!("{}: {place}.", bold(&organisation.name))
}

/// "vilka kommuner är med i X", "vilka förbund blev X": what an organisation is made of, or was.
pub(super) fn made_of(case: &Case<'_>) -> Option<Reply> {
    const BECAME: &[&str] =
        &["blev", "bildade", "bildat", "ihop", "samman", "became", "formed", "merged"];
    const IN_IT: &[&str] = &["med", "medlem", "medlemmar", "ingar", "members", "member", "belong"];
    let question = case.question;
    if question.occasion.mentioned || question.time.is_some() {
        return None;
    }
    let is_within = |subject: &&Subject| {
        let first = subject.tokens.iter().min().and_then(|at| at.checked_sub(1));
        let before = first.and_then(|at| question.tokens.get(at));
        before
            .is_some_and(|token| matches!(token.folded.as_str(), "i" | "till" | "in" | "of" | "to"))
    };
    let named = || case.subjects(Kind::Organisation);
    let subject = named().find(is_within).or_else(|| named().next())?;
    if question.has_word(BECAME) {
        return history::reply(case);
    }
    if question.has_word(IN_IT) { members(case, subject.of(Kind::Organisation)?) } else { None }
}

/// Who belongs to an organisation, as far as its text or its parts tell.
pub(super) fn members(case: &Case<'_>, node: &Node) -> Option<Reply> {
    const TELLING: [&str; 4] = ["medlem", "ingå", "består", "huvudm"];
    let Node::Organisation(organisation) = node else { return None };
    let mut reply = Reply::new(AnswerKind::Organisation);
    reply.cite(&organisation.sources).about(node.clone());
    if let Some(text) = under(organisation, Heading::Who) {
        reply.line(headed(&organisation.name, &text));
        return Some(reply);
    }
    let tells = |paragraph: &&str| {
        let text = paragraph.to_lowercase();
        TELLING.iter().any(|telling| text.contains(telling))
    };
    if let Some(text) = organisation.body.paragraphs().map(|one| one.text).find(tells) {
        reply.line(headed(&with_short(organisation), text));
        return Some(reply);
    }
    let of_it = |reply: &Reply| reply.nodes.iter().any(|one| one.id() == node.id());
    passage::reply(case, Some(Intent::Partners)).filter(of_it)
}
