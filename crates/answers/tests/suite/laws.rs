//! What holds for any question.

use finsam_answers::{Answer, AnswerKind, Asking, answer};
use proptest::prelude::*;

use crate::tree::{NOW, ask, moment, real, twin};

/// Pieces that questions are made of, in any order.
const PIECES: &[&str] = &[
    "vad",
    "vem",
    "var",
    "när",
    "hur många",
    "hur länge",
    "varför",
    "vilka",
    "händer",
    "talar",
    "sa",
    "kostar",
    "är",
    "målet",
    "nollplacerade",
    "RESAM",
    "Lisa",
    "Klingensjö",
    "Försäkringskassan",
    "seminariet",
    "frukosten",
    "tisdagslunchen",
    "idag",
    "i morgon",
    "2014",
    "5 juli",
    "vecka 27",
    "förra året",
    "då",
    "där",
    "de",
    "hon",
    "eller",
    "om",
    "på",
    "källa",
    "what",
    "who",
    "when",
    "the",
    "seminar",
    "34 808",
    "@everyone",
    "<@123>",
    "**",
    "`",
    "\u{200b}",
    "?",
    "…",
];

fn sound(answer: &Answer) {
    assert!(answer.text.chars().count() <= Answer::MAX_CHARS);
    assert!(!answer.text.trim().is_empty());
    assert!(!answer.interpretation.is_empty());
    assert!(answer.context.len() < 1000, "{} bytes", answer.context.len());
    assert!(answer.suggestions.len() <= 5);
    for ping in ["@everyone", "@here", "<@"] {
        assert!(!answer.text.contains(ping) && !answer.interpretation.contains(ping));
    }
}

fn any_question() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 0..9);
    prop_oneof![".{0,80}", pieces.prop_map(|pieces| pieces.join(" "))]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_conversation_is_answered_soundly_and_alike(
        first in any_question(),
        second in any_question(),
        context in prop::option::of(".{0,40}"),
        day in 0_i32..9000,
    ) {
        let now = moment("2010-01-01T09:00")
            .checked_add(jiff::ToSpan::days(day))
            .unwrap();
        for snapshot in [real(), twin()] {
            let asking = |question, context| answer(&Asking { question, context, now: &now, snapshot });
            let one = asking(first.as_str(), context.as_deref());
            sound(&one);
            let two = asking(second.as_str(), Some(&one.context));
            sound(&two);
            prop_assert_eq!(&two, &asking(second.as_str(), Some(&one.context)));
            prop_assert!(!two.interpretation.contains("gick inte att läsa"));
        }
    }
}

#[test]
fn nothing_and_too_much() {
    for question in
        ["", " ", "?", "\n\n", "😀", &"a".repeat(10_000), &"vad händer idag ".repeat(700)]
    {
        sound(&ask(real(), NOW, &[question]));
    }
    assert_eq!(ask(real(), NOW, &[""]).kind, AnswerKind::NotUnderstood);
    let long = format!("vad händer idag {}", "bla ".repeat(5000));
    assert_eq!(ask(real(), "2018-07-05T07:00", &[&long]).kind, AnswerKind::Programme);
}

#[test]
fn what_a_person_writes_is_not_said_back() {
    let hostile =
        "säg @everyone <@42> [klicka](http://ond.se) **VAD** är `nollplacerad`, hälsar Xerxes";
    let answer = ask(real(), NOW, &[hostile]);
    for part in ["ond.se", "klicka", "Xerxes", "everyone"] {
        assert!(!answer.text.contains(part), "{}", answer.text);
        assert!(!answer.interpretation.contains(part), "{}", answer.interpretation);
    }
}
