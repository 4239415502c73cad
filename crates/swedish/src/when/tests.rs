//! Questions as members type them.

use jiff::{ToSpan as _, Zoned, civil::date};

use super::{TimeExpression, When, Window, day_window, stockholm, time_expression};
use crate::language::Language::{English, Swedish};

/// Tuesday 3 July 2018, six in the evening.
const TUESDAY: &str = "2018-07-03T18:00:00+02:00[Europe/Stockholm]";
const NOVEMBER: &str = "2026-11-21T10:00:00+01:00[Europe/Stockholm]";

fn read(question: &str, now: &str) -> Option<TimeExpression> {
    time_expression(question, &now.parse().unwrap())
}

/// The reading said back; `–` for none.
fn check(question: &str, now: &str, said: &str) {
    let read = read(question, now).map_or("–".to_owned(), |read| read.said(Swedish));
    assert_eq!(read, said, "{question:?}");
}

fn checks(now: &str, cases: &[(&str, &str)]) {
    for (question, said) in cases {
        check(question, now, said);
    }
}

#[test]
fn days_counted_from_today() {
    checks(
        TUESDAY,
        &[
            ("vad händer idag", "i dag, tisdag 3 juli 2018"),
            ("vad händer i dag?", "i dag, tisdag 3 juli 2018"),
            ("vilka talar på dagens seminarium", "i dag, tisdag 3 juli 2018"),
            ("what's on today?", "i dag, tisdag 3 juli 2018"),
            ("nåt imorrn?", "i morgon, onsdag 4 juli 2018"),
            ("nat imorgon", "i morgon, onsdag 4 juli 2018"),
            ("nåt i morgon?", "i morgon, onsdag 4 juli 2018"),
            ("anything tomorrow?", "i morgon, onsdag 4 juli 2018"),
            ("vad händer i övermorgon?", "i övermorgon, torsdag 5 juli 2018"),
            ("vad hander overmorgon", "i övermorgon, torsdag 5 juli 2018"),
            ("vad hände igår", "i går, måndag 2 juli 2018"),
            ("vad hande i gar", "i går, måndag 2 juli 2018"),
            ("i förrgår då", "i förrgår, söndag 1 juli 2018"),
            ("om 3 dagar", "fredag 6 juli 2018"),
            ("what happens in two days", "i övermorgon, torsdag 5 juli 2018"),
            ("för ett par dagar sen", "i förrgår, söndag 1 juli 2018"),
            ("10 days ago", "lördag 23 juni 2018"),
        ],
    );
}

#[test]
fn parts_of_a_day() {
    checks(
        TUESDAY,
        &[
            ("vad är det för frukost i morgon bitti?", "i morgon, onsdag 4 juli 2018 på morgonen"),
            ("imorrn bitti", "i morgon, onsdag 4 juli 2018 på morgonen"),
            ("tomorrow morning", "i morgon, onsdag 4 juli 2018 på morgonen"),
            ("nåt ikväll", "i dag, tisdag 3 juli 2018 på kvällen"),
            ("vem talade i morse", "i dag, tisdag 3 juli 2018 på morgonen"),
            ("i förmiddags", "i dag, tisdag 3 juli 2018 på förmiddagen"),
            ("i eftermiddag", "i dag, tisdag 3 juli 2018 på eftermiddagen"),
            ("igår kväll", "i går, måndag 2 juli 2018 på kvällen"),
            ("på torsdag förmiddag", "i övermorgon, torsdag 5 juli 2018 på förmiddagen"),
            ("på kvällen den 5 juli", "i övermorgon, torsdag 5 juli 2018 på kvällen"),
            ("i natt", "natten till onsdag 4 juli 2018"),
            ("är ni pigga på morgonen", "–"),
        ],
    );
    check(
        "i natt",
        "2018-07-03T03:00:00+02:00[Europe/Stockholm]",
        "natten till tisdag 3 juli 2018",
    );
}

#[test]
fn weekdays() {
    checks(
        TUESDAY,
        &[
            ("vem talar på torsdag", "i övermorgon, torsdag 5 juli 2018"),
            ("torsdag?", "i övermorgon, torsdag 5 juli 2018"),
            ("pa tisdag", "i dag, tisdag 3 juli 2018"),
            ("what's on Thursday", "i övermorgon, torsdag 5 juli 2018"),
            ("nåt på fre?", "fredag 6 juli 2018"),
            ("nästa torsdag", "torsdag 12 juli 2018"),
            ("nästa måndag", "måndag 9 juli 2018"),
            ("förra torsdagen", "torsdag 28 juni 2018"),
            ("i torsdags", "torsdag 28 juni 2018"),
            ("i måndags", "i går, måndag 2 juli 2018"),
            ("i tisdags", "tisdag 26 juni 2018"),
            ("last monday", "i går, måndag 2 juli 2018"),
            ("next friday", "fredag 13 juli 2018"),
            ("måndag denna vecka", "i går, måndag 2 juli 2018"),
            ("torsdag nästa vecka", "torsdag 12 juli 2018"),
            ("måndag vecka 28", "måndag 9 juli 2018"),
            ("i morgon onsdag", "i morgon, onsdag 4 juli 2018"),
            ("torsdag eller fredag", "5–6 juli 2018"),
            ("igår och idag", "2–3 juli 2018"),
            ("var det nåt på onsdagen 2014?", "2014"),
            ("är det frukost varje torsdag", "–"),
            ("vem hälsade välkommen på tisdagslunchen?", "–"),
        ],
    );
    check("i måndags", NOVEMBER, "måndag 16 november 2026");
}

#[test]
fn weeks_and_weekends() {
    checks(
        TUESDAY,
        &[
            ("händer nåt mer i veckan?", "den här veckan, 2–8 juli 2018"),
            ("what's happening this week?", "den här veckan, 2–8 juli 2018"),
            ("den här veckan", "den här veckan, 2–8 juli 2018"),
            ("nu i veckan", "den här veckan, 2–8 juli 2018"),
            ("nästa vecka", "nästa vecka, 9–15 juli 2018"),
            ("förra veckan", "förra veckan, 25 juni–1 juli 2018"),
            ("vecka 27", "den här veckan, 2–8 juli 2018"),
            ("v. 28", "nästa vecka, 9–15 juli 2018"),
            ("v30", "vecka 30, 23–29 juli 2018"),
            ("v 27 2014", "vecka 27, 30 juni–6 juli 2014"),
            ("vecka 53", "–"),
            ("i helgen", "7–8 juli 2018"),
            ("nästa helg", "14–15 juli 2018"),
            ("om två veckor", "vecka 29, 16–22 juli 2018"),
            ("om en vecka", "nästa vecka, 9–15 juli 2018"),
            ("för två veckor sedan", "vecka 25, 18–24 juni 2018"),
            ("senaste veckan", "26 juni–3 juli 2018"),
            ("de senaste två veckorna", "19 juni–3 juli 2018"),
            ("de närmaste tre dagarna", "3–6 juli 2018"),
            ("next 2 weeks", "3–17 juli 2018"),
        ],
    );
    check("i helgen", "2018-07-08T20:00:00+02:00[Europe/Stockholm]", "7–8 juli 2018");
    check(
        "i veckan",
        "2021-01-02T12:00:00+01:00[Europe/Stockholm]",
        "den här veckan, 28 december 2020–3 januari 2021",
    );
}

#[test]
fn dates() {
    checks(
        TUESDAY,
        &[
            ("5 juli", "i övermorgon, torsdag 5 juli 2018"),
            ("vad händer den 5 juli 2014", "lördag 5 juli 2014"),
            ("5/7", "i övermorgon, torsdag 5 juli 2018"),
            ("den 5/7 2014?", "lördag 5 juli 2014"),
            ("2018-07-05", "i övermorgon, torsdag 5 juli 2018"),
            ("den femte juli", "i övermorgon, torsdag 5 juli 2018"),
            ("vad händer den femte?", "i övermorgon, torsdag 5 juli 2018"),
            ("vad händer den 5:e", "i övermorgon, torsdag 5 juli 2018"),
            ("torsdag den femte", "i övermorgon, torsdag 5 juli 2018"),
            ("July 5", "i övermorgon, torsdag 5 juli 2018"),
            ("on the 5th of July", "i övermorgon, torsdag 5 juli 2018"),
            ("2-5 juli", "2–5 juli 2018"),
            ("mellan 2 och 5 juli", "2–5 juli 2018"),
            ("vem är den andra?", "–"),
            ("vem är den femte talaren?", "–"),
            ("den 5 juli i fjol", "onsdag 5 juli 2017"),
            ("efter den 5 juli", "från och med 6 juli 2018"),
            ("före 1 juli", "före 1 juli 2018"),
            ("nåt före i morgon", "före 4 juli 2018"),
        ],
    );
}

#[test]
fn months_seasons_and_years() {
    checks(
        TUESDAY,
        &[
            ("i juli", "juli 2018"),
            ("i juli 2014", "juli 2014"),
            ("juli i fjol", "juli 2017"),
            ("i juni eller juli", "1 juni–31 juli 2018"),
            ("i juni och juli 2014", "1 juni–31 juli 2014"),
            ("mars 2016", "mars 2016"),
            ("in May", "maj 2018"),
            ("vad sa Maj och Mars", "–"),
            ("nästa månad", "augusti 2018"),
            ("i sommar", "sommaren 2018"),
            ("i vår", "våren 2019"),
            ("i vår kommun", "–"),
            ("var är det", "–"),
            ("i var kommun", "–"),
            ("i vintras", "vintern 2018"),
            ("hösten 2014", "hösten 2014"),
            ("sommar 2014", "sommaren 2014"),
            ("in the spring of 2014", "våren 2014"),
            ("i år", "i år, 2018"),
            ("i ar", "i år, 2018"),
            ("årets tema", "i år, 2018"),
            ("förra året", "förra året, 2017"),
            ("nästa år", "nästa år, 2019"),
            ("för två år sedan", "2016"),
            ("vad kom man överens om 2016", "2016"),
            ("which directors-general took part in 2014?", "2014"),
            ("vad var 2014 års tema", "2014"),
            ("mellan 2012 och 2014", "2012–2014"),
            ("projektet 2012–2014", "2012–2014"),
            ("2014 eller 2018", "2014–2018"),
            ("på 1990-talet", "1990–1999"),
            ("sedan 2012", "från och med 1 januari 2012"),
            ("efter 2016", "från och med 1 januari 2017"),
            ("innan 2016", "före 1 januari 2016"),
        ],
    );
    check("i sommar", NOVEMBER, "sommaren 2027");
    check("i somras", NOVEMBER, "sommaren 2026");
    check("i somras", "2026-04-01T10:00:00+02:00[Europe/Stockholm]", "sommaren 2025");
}

#[test]
fn words_without_an_end() {
    checks(
        TUESDAY,
        &[
            ("vad händer just nu", "just nu"),
            ("what is on now", "just nu"),
            ("vad händer härnäst", "härnäst"),
            ("när är nästa seminarium", "härnäst"),
            ("next seminar", "härnäst"),
            ("senaste nytt", "senast"),
            ("förra seminariet", "senast"),
            ("latest news", "senast"),
            ("kommande seminarier", "framöver"),
            ("vad är på gång", "framöver"),
            ("tidigare seminarier", "tidigare"),
            ("nästa seminarium i veckan", "den här veckan, 2–8 juli 2018"),
        ],
    );
    let read = read("nästa seminarium i veckan", TUESDAY).unwrap();
    assert_eq!(read.rest_of("nästa seminarium i veckan"), "nästa seminarium");
}

#[test]
fn what_is_no_time() {
    checks(
        NOVEMBER,
        &[
            ("vad är nollplacerad", "–"),
            ("57 kommuner", "–"),
            ("är det 34 808 personer", "–"),
            ("20 000 eller 400 000", "–"),
            ("9 100 i månaden?", "–"),
            ("2014 personer", "–"),
            ("lag (2003:1210)", "–"),
            ("http://www.finsamgotland.se/torsdag2018 http://finsamgotland.se/2014", "–"),
            ("hur många får ekonomiskt bistånd under ett år?", "–"),
            ("vilka två kommuner", "–"),
            ("kan man se den i efterhand", "–"),
            ("vilka pratar då?", "–"),
            ("<@123456789012345678> vem är du", "–"),
            ("kl 8", "–"),
            ("", "–"),
        ],
    );
}

#[test]
fn what_a_reading_leaves_open() {
    let open = |question, now, year_said, disagrees| {
        let read = read(question, now).unwrap();
        assert_eq!((read.year_said, read.weekday_disagrees), (year_said, disagrees), "{question}");
    };
    open("5 juli", TUESDAY, false, false);
    open("5 juli 2018", TUESDAY, true, false);
    open("torsdag 4 juli", TUESDAY, false, true);
    open("torsdag 4 juli 2019", TUESDAY, true, false);
    open("finns det nåt idag 2 juli?", "2026-07-02T08:00:00+02:00[Europe/Stockholm]", false, false);
    open("idag 2 juli", TUESDAY, false, true);
    open("i morgon torsdag", TUESDAY, true, true);
    open("vecka 27", TUESDAY, false, false);
    open("i juli", TUESDAY, false, false);
    open("på torsdag", TUESDAY, true, false);
}

#[test]
fn the_same_day_in_another_year() {
    let asked = read("torsdag 5 juli", NOVEMBER).unwrap();
    assert!(asked.weekday_disagrees);
    let moved = asked.in_year(2018).unwrap();
    assert_eq!(moved.said(Swedish), "torsdag 5 juli 2018");
    assert!(moved.year_said && !moved.weekday_disagrees);
    assert_eq!(Some(moved.window), day_window(date(2018, 7, 5)));
    let evening = read("på kvällen den 5 juli", NOVEMBER).unwrap().in_year(2018).unwrap();
    assert_eq!(evening.said(Swedish), "torsdag 5 juli 2018 på kvällen");
    assert_eq!(hours(&evening.window), 7);
    assert_eq!(read("29 februari 2016", NOVEMBER).unwrap().in_year(2018), None);
    assert_eq!(read("i juli", NOVEMBER).unwrap().in_year(2014).unwrap().said(Swedish), "juli 2014");
    assert_eq!(read("vecka 53", "2020-05-01T00:00:00Z[UTC]").unwrap().in_year(2021), None);
    let wednesday = read("var det nåt på onsdagen 2014?", TUESDAY).unwrap();
    assert_eq!(wednesday.weekday, Some(jiff::civil::Weekday::Wednesday));
    assert_eq!(read("senast", NOVEMBER).unwrap().in_year(2014), None);
}

#[test]
fn the_rest_of_the_question() {
    let check = |question: &str, rest: &str| {
        assert_eq!(read(question, TUESDAY).unwrap().rest_of(question), rest, "{question}");
    };
    check("vem talar på torsdag den 5 juli om RESAM?", "vem talar om RESAM?");
    check("händer nåt imorrn på Joda", "händer nåt på Joda");
    check(
        "vilka talade på seminariet om nollplacerade i juli i fjol",
        "vilka talade på seminariet om nollplacerade",
    );
    check("which directors-general took part in 2014?", "which directors-general took part ?");
    check("idag", "");
    check("vad är temat för 2018", "vad är temat");
}

#[test]
fn said_in_english() {
    let check = |question, said: &str| {
        assert_eq!(read(question, TUESDAY).unwrap().said(English), said);
    };
    check("tomorrow", "tomorrow, Wednesday 4 July 2018");
    check("this week", "this week, 2–8 July 2018");
    check("in the summer of 2014", "summer 2014");
    check("next", "next");
}

fn hours(window: &Window) -> i32 {
    let (from, until) = (window.from.clone().unwrap(), window.until.clone().unwrap());
    from.until(&until).unwrap().get_hours()
}

#[test]
fn both_nights_when_the_clocks_change() {
    let check = |question, now, expected| {
        assert_eq!(hours(&read(question, now).unwrap().window), expected, "{question} {now}");
    };
    check("idag", "2026-03-29T12:00:00+02:00[Europe/Stockholm]", 23);
    check("imorgon", "2026-03-28T23:59:59+01:00[Europe/Stockholm]", 23);
    check("idag", "2026-10-25T12:00:00+01:00[Europe/Stockholm]", 25);
    check("igår", "2026-10-26T00:00:00+01:00[Europe/Stockholm]", 25);
    check("i veckan", "2026-10-25T02:30:00+01:00[Europe/Stockholm]", 7 * 24 + 1);
    check("i natt", "2026-10-24T22:00:00+02:00[Europe/Stockholm]", 9);
    check("i natt", "2026-03-28T22:00:00+01:00[Europe/Stockholm]", 7);
    check("idag", TUESDAY, 24);
}

#[test]
fn now_may_come_from_another_zone() {
    // Half past one at night in Stockholm, still yesterday in London.
    let read = read("idag", "2018-07-04T23:30:00Z[UTC]").unwrap();
    assert_eq!(read.when, When::Day(date(2018, 7, 5)));
    assert_eq!(Some(read.window), day_window(date(2018, 7, 5)));
}

#[test]
fn windows_hold_their_start_and_not_their_end() {
    let window = day_window(date(2018, 7, 5)).unwrap();
    let at = |text: &str| -> Zoned { format!("{text}[Europe/Stockholm]").parse().unwrap() };
    assert!(window.contains(&at("2018-07-05T00:00:00")));
    assert!(window.contains(&at("2018-07-05T23:59:59")));
    assert!(!window.contains(&at("2018-07-06T00:00:00")));
    assert!(window.overlaps(&at("2018-07-04T22:00:00"), &at("2018-07-05T00:30:00")));
    assert!(!window.overlaps(&at("2018-07-04T22:00:00"), &at("2018-07-05T00:00:00")));
    assert!(window.overlaps(&at("2018-07-05T00:00:00"), &at("2018-07-05T00:00:00")));
    let now = at("2018-07-05T08:20:00");
    let running = time_expression("nu", &now).unwrap().window;
    assert!(running.overlaps(&at("2018-07-05T08:00:00"), &at("2018-07-05T08:50:00")));
    assert!(!running.overlaps(&at("2018-07-05T07:00:00"), &now));
    let next = time_expression("härnäst", &now).unwrap().window;
    assert!(next.contains(&now) && !next.contains(&(&now - 1.second())));
    assert_eq!(stockholm().iana_name(), Some("Europe/Stockholm"));
}

#[test]
fn feasts() {
    checks(
        TUESDAY,
        &[
            ("nåt på midsommarafton?", "fredag 21 juni 2019"),
            ("har ni nåt till midsommar", "21–22 juni 2019"),
            ("är det nåt i påsk", "19–22 april 2019"),
            ("hade ni nåt i påskas?", "30 mars–2 april 2018"),
            ("påsken 2016", "25–28 mars 2016"),
            ("nåt på annandag jul", "onsdag 26 december 2018"),
            ("är det nåt i jul", "24–26 december 2018"),
            ("har ni nåt före jul?", "före 24 december 2018"),
            ("anything on Good Friday?", "fredag 19 april 2019"),
            ("nyårsafton", "måndag 31 december 2018"),
            ("5 jul", "i övermorgon, torsdag 5 juli 2018"),
        ],
    );
}

#[test]
fn nights() {
    checks(
        TUESDAY,
        &[
            ("natten till den 31 oktober", "natten till onsdag 31 oktober 2018"),
            ("natten mot lördag", "natten till lördag 7 juli 2018"),
            ("natten den 30 oktober", "natten till onsdag 31 oktober 2018"),
            ("nu på förmiddan", "i dag, tisdag 3 juli 2018 på förmiddagen"),
        ],
    );
}
