//! What an answer leaves aside, said of the same thing: the sentence that holds it, or what stands under
//! the heading that is asked for.

use finsam_content::Node;
use finsam_model::{Heading, Kind};

use super::{
    passage::{self, holds, kind_of, stems},
    weighing::{self, Read},
};
use crate::{
    AnswerKind,
    markdown::plain,
    occasion::meant,
    passages::{Fit, Key, parts},
    question::Intent,
    reply::{Case, Reply},
    words::same_meaning,
};

/// Adds what is said with the words left aside of what the reply is about.
pub(super) fn add(case: &Case<'_>, left: &[usize], read: &mut Read) {
    // What told another intent is no matter of its own where something is told.
    let is_sign = |at: &usize| case.question.cues.iter().any(|cue| cue.tokens.contains(at));
    let told = weighing::is_told(read);
    let left: Vec<usize> = left.iter().copied().filter(|at| !(told && is_sign(at))).collect();
    let (reply, _) = read;
    let named = case.question.subjects.iter().flat_map(|subject| &subject.nodes);
    let mut about: Vec<Node> = named.chain(reply.nodes.iter().take(2)).cloned().collect();
    let wholes: Vec<Node> = about.iter().filter_map(|node| whole(case, node)).collect();
    about.extend(wholes);
    if about.is_empty() || left.is_empty() || case.question.asks(Intent::Sources) {
        return;
    }
    let is_new = |fit: &Fit| {
        let is_figure = fit.passage.node.kind() == Kind::Figure && reply.kind == AnswerKind::Figure;
        !is_figure && !reply.lines.iter().any(|line| passage::repeats(line, &fit.passage.text))
    };
    if let Some(fit) = with_words(case, &left, &about, is_new) {
        reply.line(passage::quoted(case, &fit.passage));
        reply.cite(&fit.passage.sources).about(fit.passage.node.clone());
    }
}

/// What an initiative is a part of: what holds of that holds of it.
fn whole(case: &Case<'_>, node: &Node) -> Option<Node> {
    let Node::Initiative(part) = node else { return None };
    case.find(Kind::Initiative, part.part_of.as_ref()?)
}

/// What the very document of the one thing asked about tells under the heading of what is asked.
pub(super) fn under_its_heading(case: &Case<'_>, intent: Option<Intent>) -> Option<Reply> {
    const TOLD: usize = 2;
    let heading = match intent? {
        Intent::Why | Intent::Aim => Heading::Why,
        Intent::Results => Heading::Result,
        Intent::Partners => Heading::Who,
        Intent::When | Intent::HowLong => Heading::When,
        Intent::Where => Heading::Where,
        _ => return None,
    };
    let question = case.question;
    let node = if question.occasion.mentioned {
        // Its time and place are told from its fields.
        if matches!(heading, Heading::When | Heading::Where) {
            return None;
        }
        let [seminar] = meant(case).seminars.try_into().ok()?;
        Node::Seminar(seminar)
    } else {
        question.subjects.first()?.nodes.first()?.clone()
    };
    let parts = parts(&node);
    let there: Vec<String> =
        parts.under(heading).take(TOLD).map(|sentence| plain(&sentence.text)).collect();
    if there.is_empty() {
        return None;
    }
    let mut reply = Reply::new(kind_of(&node));
    reply.line(format!("{} ({})", there.join(" "), plain(node.label())));
    reply.cite(node.sources()).about(node.clone());
    Some(reply)
}

/// The best passage about any of these that holds most of some words of the question, themselves and
/// not in the heading above.
fn with_words(
    case: &Case<'_>,
    words: &[usize],
    about: &[Node],
    may: impl Fn(&Fit) -> bool,
) -> Option<Fit> {
    /// What stands in more documents than these tells too little.
    const COMMON: usize = 16;
    /// So much of them must be held; less in the very document.
    const HELD: f64 = 0.7;
    const HELD_IN_ITS_OWN: f64 = 0.45;
    let tokens = words.iter().filter_map(|at| case.question.tokens.get(*at));
    let telling = tokens.filter(|token| !case.passages().is_common(&token.stem, COMMON));
    let keys: Vec<Key> = telling
        .map(|token| {
            let others = same_meaning(&token.folded, case.language());
            let others = others.into_iter().filter(|other| *other != token.stem).collect();
            Key::Word { stem: token.stem.clone(), others }
        })
        .collect();
    if keys.is_empty() {
        return None;
    }
    let held = |text: &str| {
        let stems = stems(text);
        keys.iter().any(|key| match key {
            Key::Word { stem, others } => {
                std::iter::once(stem).chain(others).any(|wanted| holds(&stems, wanted))
            }
            Key::Subject(_) | Key::Hint(_) => false,
        })
    };
    let with_subject: Vec<Key> =
        keys.iter().cloned().chain([Key::Subject(about.to_vec())]).collect();
    case.passages().rank(&with_subject).into_iter().find(|fit| {
        let is_own = about.iter().any(|node| node.id() == fit.passage.node.id());
        fit.words >= if is_own { HELD_IN_ITS_OWN } else { HELD }
            && about.iter().any(|node| fit.passage.concerns(node.id()))
            && held(&fit.passage.text)
            && may(fit)
    })
}
