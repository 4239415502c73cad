//! The shapes met in print.

use jiff::civil::{Weekday, date};

use super::{PrintedDate, printed_clocks, printed_dates, printed_weekdays};
use crate::{language::Language, print};

/// Dates as `weekday day/month year`, ranges with `..`, what is not printed left out.
fn check(text: &str, expected: &[&str]) {
    let write = |date: &PrintedDate| {
        let weekday =
            date.weekday.map(|day| print::weekday(day, Language::Swedish).to_owned() + " ");
        let year = date.year.map(|year| format!(" {year}"));
        let (weekday, year) = (weekday.unwrap_or_default(), year.unwrap_or_default());
        format!("{weekday}{}/{}{year}", date.day, date.month)
    };
    let found: Vec<String> = printed_dates(text)
        .iter()
        .map(|found| match &found.last {
            Some(last) => format!("{}..{}", write(&found.first), write(last)),
            None => write(&found.first),
        })
        .collect();
    assert_eq!(found, expected, "{text:?}");
}

#[test]
fn dates_as_pages_print_them() {
    check("Torsdag den 5 juli  klockan  8.00 – 8.50", &["torsdag 5/7"]);
    check("TORSDAG 4 JULI 8.00 - 8.50, JODA BAR & KÖK", &["torsdag 4/7"]);
    check("Tisdag 1 juli klockan 12.00 - 12.45. Lunch från 11.30.", &["tisdag 1/7"]);
    check("2018-03-02", &["2/3 2018"]);
    check("(SvD debatt 2011-04-28)", &["28/4 2011"]);
    check("Publicerad 11 mars 2021 · Publicerad: 22 februari 2017", &["11/3 2021", "22/2 2017"]);
    check("27 March 2024", &["27/3 2024"]);
    check("July 5th, 2018 and July 6", &["5/7 2018", "6/7"]);
    check("on Thursday, 5th of July", &["torsdag 5/7"]);
    check("den 30 augusti", &["30/8"]);
    check("Måndag 3/7 kl. 9-10.30", &["måndag 3/7"]);
    check("5/7 2018, 5/7-2018, 5/7/2018", &["5/7 2018", "5/7 2018", "5/7 2018"]);
    check("Tors 5 jul 2018, lör. 7/7", &["torsdag 5/7 2018", "lördag 7/7"]);
    check("Onsdagen den 2:a juli, den femte juli", &["onsdag 2/7", "5/7"]);
    check("29 februari", &["29/2"]);
    check("ONSDAG FRUKOST 2 juli", &["2/7"]);
}

#[test]
fn ranges_with_any_dash() {
    check("26-27 mars", &["26/3..27/3"]);
    check("18–19 april", &["18/4..19/4"]);
    check("21—22 november", &["21/11..22/11"]);
    check("2 - 5 juli 2018", &["2/7 2018..5/7 2018"]);
    check("30 juni – 2 juli 2018", &["30/6 2018..2/7 2018"]);
    check("30 december 2017 - 2 januari 2018", &["30/12 2017..2/1 2018"]);
    check("3/7-5/7, 3-5/7", &["3/7..5/7", "3/7..5/7"]);
    check("måndag 2 juli till torsdag 5 juli", &["måndag 2/7..torsdag 5/7"]);
    check("1 och 2 juli", &["1/7..2/7"]);
    check("2018-07-02 – 2018-07-05", &["2/7 2018..5/7 2018"]);
}

#[test]
fn numbers_that_are_no_dates() {
    for text in [
        "34 808 personer",
        "57 kommuner",
        "30 februari",
        "2018-02-29",
        "2018-13-01",
        "8.30 juli",
        "1/3 av kommunerna",
        "lag (2003:1210)",
        "http://finsamgotland.se/2105",
        "se/3/7",
        "31/4",
        "i april 5 kommuner",
        "1:e vice ordförande",
        "torsdag2018",
        "16-64 år",
        "1.5 juli",
        "0 mars",
        "July 8.00–8.50",
    ] {
        check(text, &[]);
    }
}

#[test]
fn the_span_covers_the_whole_date() {
    let text = "Alltså på torsdag den 5 juli 2018, klockan 8";
    let found = printed_dates(text);
    assert_eq!(text.get(found[0].span.clone()), Some("torsdag den 5 juli 2018"));
}

#[test]
fn a_weekday_tells_the_year() {
    let printed = |text| printed_dates(text)[0].first;
    assert_eq!(printed("Torsdag den 5 juli").years_that_fit(2014..=2020), [2018]);
    assert_eq!(printed("Torsdag 4 juli").years_that_fit(2014..=2020), [2019]);
    assert_eq!(printed("Tisdag 1 juli").years_that_fit(2010..=2018), [2014]);
    assert_eq!(printed("5 juli").years_that_fit(2017..=2018), [2017, 2018]);
    assert_eq!(printed("29 februari").years_that_fit(2013..=2020), [2016, 2020]);
    assert_eq!(printed("5 juli 2018").years_that_fit(2014..=2020), [2018]);
    assert!(printed("torsdag 5 juli 2018").weekday_agrees(2018));
    assert!(!printed("torsdag 4 juli 2018").weekday_agrees(2018));
    assert_eq!(printed("5 juli 2018").date(), Some(date(2018, 7, 5)));
    assert_eq!(printed("5 juli").date(), None);
}

#[test]
fn times_of_day() {
    let check = |text: &str, expected: &[&str]| {
        let clock = |time| print::clock(time, Language::Swedish);
        let found: Vec<String> = printed_clocks(text)
            .iter()
            .map(|found| match found.end {
                Some(end) => format!("{}-{}", clock(found.start), clock(end)),
                None => clock(found.start),
            })
            .collect();
        assert_eq!(found, expected, "{text:?}");
    };
    check("Torsdag den 5 juli  klockan  8.00 – 8.50", &["8.00-8.50"]);
    check("TORSDAG 4 JULI 8.00 - 8.50", &["8.00-8.50"]);
    check("Måndag till fredag 8.00- 8.45", &["8.00-8.45"]);
    check("kl 15:00:00-16:00:00", &["15.00-16.00"]);
    check("Måndag 3/7 kl. 9-10.30", &["9.00-10.30"]);
    check("13:00 - 16:00", &["13.00-16.00"]);
    check("12.00 - 12.45. Lunch serveras från 11.30.", &["12.00-12.45", "11.30"]);
    check("klockan 8 till 9, frukost kl 7", &["8.00-9.00", "7.00"]);
    check("2018-07-05 08:00", &["8.00"]);
    check("2-5 juli, 34 808 personer, 8.25 miljoner, 16-64 år, 24.30, 8.5, 2003:1210", &[]);
    check("kl 9 personer", &[]);
}

#[test]
fn days_of_the_week() {
    let check = |text: &str, expected: &[(Weekday, Weekday)]| {
        let found: Vec<_> = printed_weekdays(text).iter().map(|d| (d.first, d.last)).collect();
        assert_eq!(found, expected, "{text:?}");
    };
    check("Måndag till fredag 8.00- 8.45", &[(Weekday::Monday, Weekday::Friday)]);
    check("MÅNDAG – TORSDAG", &[(Weekday::Monday, Weekday::Thursday)]);
    check("Torsdag den 5 juli, onsdag frukost", &[(Weekday::Wednesday, Weekday::Wednesday)]);
    check("tisdagslunchen", &[]);
}
