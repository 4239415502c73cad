//! What was planned, and the most there may be of something: sentences told by a word of their own.

use finsam_content::Node;
use finsam_model::Kind;
use finsam_swedish::stem;

use super::passage;
use crate::{
    passages::Key,
    question::Intent,
    reply::{Case, Reply},
};

/// What somebody or something named was going to do: "vad skulle X göra härnäst?"
pub(super) fn plans(case: &Case<'_>) -> Option<Reply> {
    const PLANNED: &[&str] = &[
        "harnast",
        "planerar",
        "planerade",
        "planerat",
        "planeras",
        "planer",
        "planerna",
        "plan",
        "plans",
        "planned",
        "planning",
        "framover",
    ];
    const DONE: &[&str] = &["gora", "gjorde", "do", "hander", "hande"];
    let question = case.question;
    let plans = question.has_word(PLANNED)
        && (question.has_word(DONE)
            || question.has_word(&["plan", "planerade", "planerar", "planned"]));
    let named = question.subjects.iter().any(|subject| {
        let actor = |kind| subject.of(kind).is_some();
        actor(Kind::Organisation) || actor(Kind::Initiative) || actor(Kind::Person)
    });
    if !plans || !named {
        return None;
    }
    let hints = ["härnäst", "planerar", "planeras", "ska", "skulle", "planerade"];
    let mut keys = vec![Key::Hint(hints.iter().map(|word| stem(word)).collect())];
    let named = question.subjects.iter();
    keys.extend(named.map(|subject| Key::Subject(subject.nodes.clone())));
    let bound = passage::named(case);
    let mut ranked = case.passages().rank(&keys);
    ranked.retain(|fit| fit.hinted && bound.iter().any(|id| fit.passage.concerns(id)));
    let fit = ranked.first()?;
    let mut reply = Reply::new(passage::kind(&fit.passage));
    reply.line(passage::quoted(case, &fit.passage));
    reply.cite(&fit.passage.sources).about(fit.passage.node.clone());
    reply.suggest(case.phrases().ask_source);
    Some(reply)
}

/// "hur många får den ha åt gången?": what is told of the most there may be of something, where it is told.
pub(super) fn at_most(case: &Case<'_>) -> Option<Reply> {
    const AT_MOST: &[&str] = &[
        "gangen",
        "taget",
        "hogst",
        "max",
        "maximalt",
        "samtidigt",
        "most",
        "maximum",
        "once",
        "simultaneously",
    ];
    const SAID: [&str; 6] = ["högst", "åt gången", "i taget", "som mest", "max", "samtidigt"];
    let question = case.question;
    if !question.asks(Intent::HowMuch) || !question.has_word(AT_MOST) || question.occasion.mentioned
    {
        return None;
    }
    let about = |node: &&Node| matches!(node.kind(), Kind::Term | Kind::Initiative);
    let node = question.subjects.iter().flat_map(|subject| &subject.nodes).find(about)?;
    let keys = [Key::Subject(vec![node.clone()])];
    let told = case.passages().rank(&keys).into_iter().find(|fit| {
        let text = fit.passage.text.to_lowercase();
        fit.passage.node.id() == node.id() && SAID.iter().any(|said| text.contains(said))
    })?;
    let mut reply = Reply::new(passage::kind(&told.passage));
    reply.line(passage::quoted(case, &told.passage));
    reply.cite(&told.passage.sources).about(node.clone());
    Some(reply)
}
