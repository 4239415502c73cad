//! In which language occasions are held: "är nåt på engelska i höst?"

use std::sync::Arc;

use finsam_content::Node;
use finsam_model::{Kind, Seminar};

use super::occasion;
use crate::{
    AnswerKind,
    markdown::{item, plain},
    occasion::{How, Occasion, Occasions, meant, named_ones},
    phrases::fill,
    question::{Intent, Origin},
    reply::{Case, Reply},
};

/// More occasions than these are not told of.
const LISTED: usize = 6;

/// A language, how words for it begin (folded), and what it is called in Swedish and English.
type Spoken = (&'static str, &'static [&'static str], [&'static str; 2]);
const LANGUAGES: &[Spoken] = &[
    ("en", &["engelsk", "english"], ["engelska", "English"]),
    ("sv", &["svensk", "swedish"], ["svenska", "Swedish"]),
];

/// The occasions in a language, or the language of those meant; `None` where a word is translated.
pub(super) fn reply(case: &Case<'_>) -> Option<Reply> {
    let question = case.question;
    let translated = ["heter", "hette", "kallas", "called", "betyder", "ordet", "word", "mean"];
    let is_of_occasions = |node: &Node| {
        matches!(node.kind(), Kind::Seminar | Kind::Series | Kind::Venue | Kind::Person)
    };
    let named = || question.subjects.iter().filter(|one| one.origin != Origin::Remembered);
    let of_one = named().any(|one| one.of(Kind::Seminar).or(one.of(Kind::Series)).is_some());
    let follows = ["follow", "attend", "join", "listen", "folja", "delta", "hanga"];
    let of_one = of_one || named().next().is_none() && question.has_word(&follows);
    let asks_what_is_on = named().all(|one| one.nodes.iter().all(is_of_occasions))
        && (question.time.is_some() || question.asks(Intent::Programme) || refers(case));
    if question.has_word(&translated) || !(of_one || question.occasion.mentioned || asks_what_is_on)
    {
        return None;
    }
    let asked = LANGUAGES.iter().find(|(_, starts, _)| {
        let mut tokens = question.tokens.iter().filter(|token| !token.aside);
        tokens.any(|token| starts.iter().any(|start| token.folded.starts_with(start)))
    });
    let meant = meant(case);
    let any = [
        "nagot",
        "nagon",
        "nagra",
        "vilka",
        "vilken",
        "vilket",
        "alla",
        "finns",
        "any",
        "anything",
        "which",
        "there",
        "some",
        "something",
    ];
    let of_one =
        of_one || question.occasion.mentioned && (asked.is_none() || !question.has_word(&any));
    if (of_one || refers(case)) && meant.how != How::All && meant.seminars.len() <= LISTED {
        return Some(of_these(case, &meant.seminars, asked));
    }
    let (code, ..) = asked?;
    let all = Occasions::of(case, named_ones(case));
    let there = match &question.time {
        Some(time) => all.in_window(&time.window),
        None => all.coming(case.now).0,
    };
    let is_in = |seminar: &&Occasion| is_in(seminar, code);
    let there: Vec<&Occasion> = there.iter().filter(is_in).collect();
    Some(listed(case, &there, asked))
}

/// "är det på engelska?" after an answer about an occasion.
fn refers(case: &Case<'_>) -> bool {
    let first = case.question.memory.nodes.first();
    case.question.back.is_some() && first.is_some_and(|node| node.kind() == Kind::Seminar)
}

fn is_in(seminar: &Seminar, code: &str) -> bool {
    seminar.language.split('-').next() == Some(code)
}

fn name(case: &Case<'_>, spoken: &Spoken) -> &'static str {
    let [swedish, english] = spoken.2;
    match case.language() {
        finsam_swedish::Language::Swedish => swedish,
        finsam_swedish::Language::English => english,
    }
}

fn of_these(case: &Case<'_>, seminars: &[Occasion], asked: Option<&Spoken>) -> Reply {
    let phrases = case.phrases();
    let mut reply = Reply::new(AnswerKind::Programme);
    for seminar in seminars.iter().take(2) {
        let own = LANGUAGES.iter().find(|(code, ..)| is_in(seminar, code));
        let language = |spoken| name(case, spoken);
        let denied = asked.filter(|(code, ..)| !is_in(seminar, code));
        let other = own.map_or_else(|| plain(&seminar.language), |own| language(own).to_owned());
        // Swedish is what need not be said.
        if let Some(asked) = denied.filter(|_| is_in(seminar, "sv")) {
            reply.line(fill(phrases.not_spoken_in, &[("language", language(asked))]));
            reply.line(occasion::headline(case, seminar) + ".");
        } else if asked.is_none() && is_in(seminar, "sv") {
            reply.line(phrases.no_other_language);
            reply.line(occasion::headline(case, seminar) + ".");
        } else {
            let what = occasion::headline(case, seminar);
            reply.line(fill(phrases.spoken_in, &[("what", &what), ("language", &other)]));
        }
        reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
    }
    reply
}

fn listed(case: &Case<'_>, there: &[&Occasion], asked: Option<&Spoken>) -> Reply {
    let phrases = case.phrases();
    let mut reply = Reply::new(AnswerKind::Programme);
    if there.is_empty() {
        let language = asked.map_or("", |asked| name(case, asked));
        let said = case.question.time.as_ref().map(|time| time.said(case.language()));
        let when = said.map_or_else(String::new, |said| format!(" {said}"));
        let gaps = [("language", language), ("when", when.as_str())];
        reply.kind = AnswerKind::NotStated;
        reply.line(fill(phrases.none_spoken_in, &gaps));
    }
    if let Some(asked) = asked.filter(|_| !there.is_empty()) {
        reply.line(fill(phrases.listed_as_spoken_in, &[("language", name(case, asked))]));
    }
    for seminar in there.iter().take(LISTED) {
        if there.len() == 1 {
            occasion::whole(case, seminar, &mut reply);
        } else {
            let place = occasion::place(case, seminar);
            let place = place.map_or_else(String::new, |place| format!(", {place}"));
            reply.line(item(&format!("{}{place}", occasion::brief(case, seminar))));
        }
        reply.cite(&seminar.sources).about(Node::Seminar(Arc::clone(seminar)));
    }
    let left = there.len().saturating_sub(LISTED);
    if left > 0 {
        reply.line(fill(phrases.and_more, &[("count", &left.to_string())]));
    }
    reply
}
