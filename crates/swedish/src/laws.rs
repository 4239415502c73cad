//! What holds for every text, every moment and every date.

use jiff::{Zoned, civil::Date};
use proptest::prelude::*;

use crate::{
    Span, dates, distance,
    language::Language,
    letters, print,
    when::{stockholm, time_expression},
    words,
};

/// Texts made of what the readers look for, and of anything at all.
fn text() -> impl Strategy<Value = String> {
    const MORSELS: &[&str] = &[
        "torsdag",
        "den",
        "5",
        "juli",
        "2018",
        "/",
        "7",
        "-",
        "–",
        ".",
        ":",
        " ",
        "\u{a0}",
        "v27",
        "nästa",
        "i",
        "vecka",
        "imorrn",
        "kl",
        "8.00",
        "å",
        "a\u{30a}",
        "\u{308}",
        "34",
        "808",
        "på",
        "kväll",
        "om",
        "två",
        "veckor",
        "sedan",
        "senaste",
        "mellan",
        "och",
        "2014",
        "SKL:s",
        "🎉",
        "the",
        "July",
        "5th",
        "last",
        "in",
        "spring",
        "vår",
        "999",
        "29",
        "februari",
        "31",
        "talet",
        "före",
        "ß",
        "İ",
        "ﬁ",
        "½",
        "\u{ad}",
        "99999999999",
    ];
    let spaced = prop::collection::vec(prop::sample::select(MORSELS), 0..14)
        .prop_map(|morsels| morsels.join(" "));
    let joined = prop::collection::vec(prop::sample::select(MORSELS), 0..14)
        .prop_map(|morsels| morsels.concat());
    prop_oneof![any::<String>(), spaced, joined]
}

fn moment() -> impl Strategy<Value = Zoned> {
    (-2_000_000_000_i64..6_000_000_000)
        .prop_map(|second| jiff::Timestamp::from_second(second).unwrap().to_zoned(stockholm()))
}

fn in_order(text: &str, spans: &[Span]) {
    let mut end = 0;
    for span in spans {
        assert!(span.start >= end && span.start < span.end, "{spans:?} in {text:?}");
        assert!(text.get(span.clone()).is_some(), "{span:?} cuts a character of {text:?}");
        end = span.end;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn folding_twice_changes_nothing(text in text()) {
        let folded = letters::fold(&text);
        prop_assert_eq!(&letters::fold(&folded), &folded);
        let slug = letters::slug(&text);
        prop_assert_eq!(&letters::slug(&slug), &slug);
        prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
    }

    #[test]
    fn spans_are_in_order_and_on_characters(text in text(), now in moment()) {
        let spans = |spans: &mut dyn Iterator<Item = Span>| in_order(&text, &spans.collect::<Vec<_>>());
        spans(&mut words::words(&text).into_iter().map(|word| word.span));
        spans(&mut dates::printed_dates(&text).into_iter().map(|found| found.span));
        spans(&mut dates::printed_clocks(&text).into_iter().map(|found| found.span));
        spans(&mut dates::printed_weekdays(&text).into_iter().map(|found| found.span));
        if let Some(found) = time_expression(&text, &now) {
            prop_assert!(!found.spans.is_empty());
            in_order(&text, &found.spans);
        }
    }

    #[test]
    fn a_window_starts_before_it_ends(text in text(), now in moment(), year in any::<i16>()) {
        let Some(found) = time_expression(&text, &now) else { return Ok(()) };
        for found in [Some(found.clone()), found.in_year(year)].into_iter().flatten() {
            if let (Some(from), Some(until)) = (&found.window.from, &found.window.until) {
                prop_assert!(from < until, "{:?} of {:?}", found, text);
            }
            prop_assert!(!found.said(Language::Swedish).is_empty());
            prop_assert!(!found.said(Language::English).is_empty());
            let _ = found.rest_of(&text);
        }
    }

    #[test]
    fn no_text_is_too_strange(a in text(), b in text(), number in any::<i64>()) {
        let _ = words::stem(&a);
        let _ = letters::same(&a, &b);
        let _ = words::normal_form(&a);
        for language in [Language::Swedish, Language::English, Language::of(&a)] {
            let _ = words::is_stop_word(&a, language);
            let _ = words::key_words(&a, language);
            let _ = print::list(&[&a, &b], language);
        }
        prop_assert_eq!(distance::within(&a, &b, 3), distance::within(&b, &a, 3));
        let _ = distance::near(&a, [b.as_str(), a.as_str()]);
        let _ = print::number(number);
    }
}

#[test]
fn every_printed_date_is_read_back() {
    let mut date = Date::constant(1990, 1, 1);
    let now = date.to_zoned(stockholm()).unwrap();
    while date.year() < 2100 {
        for language in [Language::Swedish, Language::English] {
            for text in [print::date_long(date, language), print::date_short(date, language)] {
                let found = dates::printed_dates(&text);
                assert_eq!(found.len(), 1, "{text}");
                assert_eq!(found[0].first.date(), Some(date), "{text}");
                assert_eq!(found[0].span, 0..text.len(), "{text}");
                assert!(found[0].first.weekday_agrees(date.year()), "{text}");
            }
        }
        if date.day() == 29 || date.day() < 3 {
            let asked = format!("vad hände {}?", print::date_long(date, Language::Swedish));
            let read = time_expression(&asked, &now).unwrap();
            assert_eq!(read.when, crate::When::Day(date), "{asked}");
            assert!(read.year_said && !read.weekday_disagrees, "{asked}");
            assert_eq!(read.rest_of(&asked), "vad hände ?");
        }
        date = date.tomorrow().unwrap();
    }
}

#[test]
fn long_texts_take_time_in_proportion() {
    // A quarter of a mebibyte of what the readers like best; anything quadratic would show.
    let text = "torsdag den 5 juli 34 808 om två å enenen ".repeat(6_000);
    let now = Date::constant(2018, 7, 3).to_zoned(stockholm()).unwrap();
    assert!(time_expression(&text, &now).is_some());
    assert_eq!(dates::printed_dates(&text).len(), 6_000);
    assert_eq!(words::key_words(&text, Language::Swedish).len(), 6_000 * 6);
}
