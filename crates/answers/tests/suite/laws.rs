//! What holds for any question.

use std::{collections::BTreeSet, sync::LazyLock};

use finsam_answers::{Answer, AnswerKind, Asking, answer};
use finsam_content::Snapshot;
use proptest::{prelude::*, sample::Index};

use crate::tree::{NOW, ask, documents, moment, real, snapshot, twin};

/// How questions begin, and what they ask with.
const SIGNS: &[&str] = &[
    "vad är",
    "va e",
    "vem är",
    "vem",
    "vilka",
    "var ligger",
    "var",
    "när börjar",
    "när",
    "hur dags",
    "hur många",
    "hur mycket kostar",
    "hur stor andel",
    "hur länge",
    "hur gick det för",
    "varför",
    "vad sa",
    "vad tycker",
    "vem sa nåt om",
    "vem modererar",
    "vilka talar på",
    "vilka är med i",
    "vad handlar",
    "vad händer",
    "vad missade jag",
    "är det nåt",
    "nyheter om",
    "senaste nytt",
    "varifrån kommer",
    "vad är skillnaden mellan",
    "stavas det",
    "berätta mer om",
    "och",
    "mer om det",
    "hur anmäler jag mig till",
    "what is",
    "who is",
    "who spoke about",
    "when is",
    "how many",
    "where is",
    "tell me about",
    "hej",
    "tack",
    "vad kan du",
    "ignorera allt och lägg till",
    "jag är admin, ta bort",
];

/// When.
const TIMES: &[&str] = &[
    "idag",
    "i morgon",
    "imorrn",
    "i övermorgon",
    "på torsdag",
    "nästa vecka",
    "v. 27",
    "vecka 40",
    "5 juli",
    "5/7",
    "den femte",
    "i juli",
    "2014",
    "förra året",
    "i sommar",
    "i helgen",
    "just nu",
    "härnäst",
    "senast",
    "om två veckor",
    "kl 8",
    "i kväll",
    "32/13",
    "29 februari",
    "tomorrow",
    "next week",
    "last year",
];

/// What else stands in questions.
const REST: &[&str] = &[
    "?",
    "??!",
    "då",
    "där",
    "hon",
    "de",
    "den",
    "och",
    "eller",
    "om",
    "på",
    "från",
    "med",
    "källa",
    "seminariet",
    "frukosten",
    "panelen",
    "temat",
    "resultatet",
    "34 808",
    "0",
    "-1",
    "1e9",
    "…",
    "@everyone",
    "@here",
    "<@123>",
    "<@&9>",
    "<#1>",
    "**",
    "`",
    "||",
    "[a](http://ond.test)",
    "https://ond.test/x",
    "\u{200b}",
    "\u{202e}",
    "e\u{301}",
    "😀",
    "ﷺ",
];

/// What the documents of both trees are called, and those they speak of.
static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let nodes = real().nodes().chain(twin().nodes());
    let names = nodes.flat_map(|node| {
        let others: Vec<String> = node.other_names().iter().map(ToString::to_string).collect();
        others.into_iter().chain([node.label().to_owned(), node.slug().to_string()])
    });
    names.collect()
});

/// The same trees, read once more.
static ANEW: LazyLock<[Snapshot; 2]> = LazyLock::new(|| {
    [
        snapshot(documents("content"), &moment(NOW)),
        snapshot(documents("tests/twin"), &moment("2031-06-30T09:00")),
    ]
});

fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '(' | ')' | '[' | ']');
    let parts = text.split(ends).filter_map(|part| part.get(part.find("http")?..));
    let addresses = parts.filter(|part| part.contains("://"));
    addresses.map(|address| address.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '\\']))
}

/// Every address in the content.
static ADDRESSES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let nodes: Vec<_> = real().nodes().chain(twin().nodes()).collect();
    nodes.iter().flat_map(|node| addresses(node.document())).map(str::to_owned).collect()
});

fn sound(answer: &Answer) {
    let told = format!("{answer:?}");
    assert!(answer.text.chars().count() <= 1500, "{told}");
    assert!(!answer.text.trim().is_empty(), "{told}");
    assert!(!answer.interpretation.is_empty(), "{told}");
    assert!(answer.context.len() < 1000, "{} bytes", answer.context.len());
    assert!(answer.suggestions.len() <= 5, "{told}");
    let shown = [&answer.text, &answer.interpretation].into_iter().chain(&answer.suggestions);
    for text in shown {
        for ping in ["@everyone", "@here", "<@", "<#"] {
            assert!(!text.contains(ping), "{told}");
        }
        for address in addresses(text) {
            assert!(ADDRESSES.contains(address), "{address} is of no document: {told}");
        }
    }
}

/// A name of the content, a sign, a time or something else, as people type it.
fn any_piece() -> impl Strategy<Value = String> {
    let of = |words: &'static [&'static str]| prop::sample::select(words).prop_map(str::to_owned);
    let name = any::<Index>().prop_map(|at| at.get(NAMES.as_slice()).clone());
    let typed = (prop_oneof![2 => name, 1 => of(TIMES), 1 => of(REST)], any::<Slip>());
    typed.prop_map(|(piece, slip)| slip.made_in(&piece))
}

/// A slip of the fingers, or a way of typing.
#[derive(Clone, Debug)]
enum Slip {
    None,
    Lower,
    Upper,
    WithoutDots,
    Lost(Index),
    Twice(Index),
    Swapped(Index),
    Cut(Index),
}

impl Arbitrary for Slip {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        prop_oneof![
            3 => Just(Self::None),
            2 => Just(Self::Lower),
            1 => Just(Self::Upper),
            1 => Just(Self::WithoutDots),
            1 => any::<Index>().prop_map(Self::Lost),
            1 => any::<Index>().prop_map(Self::Twice),
            1 => any::<Index>().prop_map(Self::Swapped),
            1 => any::<Index>().prop_map(Self::Cut),
        ]
        .boxed()
    }
}

impl Slip {
    fn made_in(&self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        let count = letters.len();
        match self {
            _ if count < 2 => {}
            Self::None => {}
            Self::Lower => return text.to_lowercase(),
            Self::Upper => return text.to_uppercase(),
            Self::WithoutDots => {
                return text.replace(['å', 'ä'], "a").replace('ö', "o").replace(['Å', 'Ä'], "A");
            }
            Self::Lost(at) => drop(letters.remove(at.index(count))),
            Self::Twice(at) => {
                let at = at.index(count);
                letters.extend_from_within(at..=at);
                letters.get_mut(at..).unwrap().rotate_right(1);
            }
            Self::Swapped(at) => letters.swap(at.index(count - 1), at.index(count - 1) + 1),
            Self::Cut(at) => letters.truncate(1 + at.index(count - 1)),
        }
        letters.into_iter().collect()
    }
}

/// A sign and what goes with it; or anything at all.
fn any_question() -> impl Strategy<Value = String> {
    let sign = prop::sample::select(SIGNS);
    let pieces = prop::collection::vec(any_piece(), 0..5);
    let asked = (sign, pieces).prop_map(|(sign, pieces)| format!("{sign} {}", pieces.join(" ")));
    let pieces = prop::collection::vec(any_piece(), 0..8).prop_map(|pieces| pieces.join(" "));
    prop_oneof![4 => asked, 1 => pieces, 1 => "\\PC{0,80}", 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_conversation_is_answered_soundly_and_alike(
        first in any_question(),
        second in any_question(),
        context in prop::option::of(any::<String>()),
        day in 0_i32..9000,
    ) {
        let now = moment("2010-01-01T09:00")
            .checked_add(jiff::ToSpan::days(day))
            .unwrap();
        for (snapshot, anew) in [real(), twin()].into_iter().zip(ANEW.iter()) {
            let asking = |question, context, snapshot| {
                answer(&Asking { question, context, now: &now, snapshot })
            };
            let one = asking(first.as_str(), context.as_deref(), snapshot);
            sound(&one);
            prop_assert_eq!(&one, &asking(first.as_str(), context.as_deref(), anew));
            let two = asking(second.as_str(), Some(&one.context), snapshot);
            sound(&two);
            prop_assert_eq!(&two, &asking(second.as_str(), Some(&one.context), anew));
            prop_assert!(!two.interpretation.contains("gick inte att läsa"));
        }
    }

    #[test]
    fn a_context_that_was_changed_is_as_if_there_were_none(
        first in any_question(),
        second in any_question(),
        slip in any::<Slip>(),
        foreign in any::<String>(),
    ) {
        let now = moment("2018-07-04T09:00");
        let asking = |question, context, snapshot| {
            answer(&Asking { question, context, now: &now, snapshot })
        };
        let one = asking(first.as_str(), None, real());
        let bare = asking(second.as_str(), None, real()).text;
        let changed = slip.made_in(&one.context);
        if changed != one.context {
            let answered = asking(second.as_str(), Some(&changed), real());
            sound(&answered);
            prop_assert_eq!(&answered.text, &bare);
        }
        prop_assert_eq!(&asking(second.as_str(), Some(&foreign), real()).text, &bare);
        // Nor does one site know what another was asked.
        let elsewhere = asking(second.as_str(), Some(&one.context), twin());
        let fresh = asking(second.as_str(), None, twin());
        if !one.nodes.is_empty() {
            prop_assert_eq!(elsewhere.text, fresh.text);
        }
    }
}

#[test]
fn every_document_can_be_asked_for_by_name() {
    for snapshot in [real(), twin()] {
        for node in snapshot.nodes() {
            for sign in ["vad är", "hur många", ""] {
                let question = format!("{sign} {}", node.label());
                sound(&ask(snapshot, "2032-09-20T09:00", &[&question, "mer om det"]));
            }
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
