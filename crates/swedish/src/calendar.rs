//! The names of months and weekdays, in Swedish and English, for those who read and those who write.

use std::{collections::HashMap, sync::LazyLock};

use jiff::civil::Weekday;

/// January first; Swedish, English, and the abbreviations of either that name no other month.
const MONTHS: [[&str; 5]; 12] = [
    ["januari", "January", "jan", "", ""],
    ["februari", "February", "feb", "febr", ""],
    ["mars", "March", "mar", "", ""],
    ["april", "April", "apr", "", ""],
    ["maj", "May", "", "", ""],
    ["juni", "June", "jun", "", ""],
    ["juli", "July", "jul", "", ""],
    ["augusti", "August", "aug", "", ""],
    ["september", "September", "sep", "sept", ""],
    ["oktober", "October", "okt", "oct", ""],
    ["november", "November", "nov", "", ""],
    ["december", "December", "dec", "", ""],
];

/// Names of months that are nothing else, so they need neither a day nor a preposition beside them.
/// (Maj and April are people, *march* and *may* are verbs, *mars* is a planet.)
const CLEAR_MONTHS: &str = "januari january februari february juli july september oktober october november december \
    juni augusti";

/// Monday first: in Swedish, what its folded forms begin with, in English, abbreviations of either.
const WEEKDAYS: [(Weekday, &str, &str, &str, &[&str]); 7] = [
    (Weekday::Monday, "måndag", "manda", "Monday", &["mån", "mon"]),
    (Weekday::Tuesday, "tisdag", "tisda", "Tuesday", &["tis", "tisd", "tue", "tues"]),
    (Weekday::Wednesday, "onsdag", "onsda", "Wednesday", &["ons", "onsd", "wed"]),
    (
        Weekday::Thursday,
        "torsdag",
        "torsda",
        "Thursday",
        &["tors", "tor", "torsd", "thu", "thur", "thurs"],
    ),
    (Weekday::Friday, "fredag", "freda", "Friday", &["fre", "fred", "fri"]),
    (Weekday::Saturday, "lördag", "lorda", "Saturday", &["lör", "lörd", "sat"]),
    (Weekday::Sunday, "söndag", "sonda", "Sunday", &["sön", "sönd", "sun"]),
];

/// Whether a list of words with single spaces holds this one.
pub(crate) fn listed(words: &str, word: &str) -> bool {
    words.split(' ').any(|listed| listed == word)
}

/// The month a folded word names, 1 to 12.
pub(crate) fn month(folded: &str) -> Option<i8> {
    let is_it = |name: &&str| !folded.is_empty() && name.eq_ignore_ascii_case(folded);
    let at = MONTHS.iter().position(|names| names.iter().any(is_it))?;
    i8::try_from(at + 1).ok()
}

/// The month, if its name cannot be anything else.
pub(crate) fn clear_month(folded: &str) -> Option<i8> {
    listed(CLEAR_MONTHS, folded).then(|| month(folded))?
}

/// The Swedish or English name of a month, empty outside 1 to 12.
pub(crate) fn month_name(month: i8, swedish: bool) -> &'static str {
    let names = usize::try_from(month).ok().and_then(|m| MONTHS.get(m.checked_sub(1)?));
    names.and_then(|names| names.get(usize::from(!swedish))).copied().unwrap_or_default()
}

/// The weekday a folded word names in full: `torsdag`, `torsdagen`, `torsdan`, `thursday`.
pub(crate) fn weekday(folded: &str) -> Option<Weekday> {
    let found = WEEKDAYS.iter().find(|(_, _, start, english, _)| {
        let ending = folded.strip_prefix(start);
        let swedish = ending.is_some_and(|end| matches!(end, "g" | "gen" | "gens" | "n" | ""));
        swedish || folded.eq_ignore_ascii_case(english)
    });
    found.map(|found| found.0)
}

/// The weekday an abbreviation names. Takes the word as written: folded, *mån* is *man* and *sön*
/// is *son*.
pub(crate) fn short_weekday(written: &str) -> Option<Weekday> {
    let written = written.to_lowercase();
    WEEKDAYS.iter().find(|(_, _, _, _, short)| short.contains(&&*written)).map(|found| found.0)
}

/// The Swedish or English name of a weekday.
pub(crate) fn weekday_name(weekday: Weekday, swedish: bool) -> &'static str {
    let names = WEEKDAYS.iter().find(|names| names.0 == weekday);
    names.map_or("", |names| if swedish { names.1 } else { names.3 })
}

/// The number an ordinal names: `femte`, `fifth`, 1 to 31.
pub(crate) fn ordinal(folded: &str) -> Option<u32> {
    const SWEDISH: &str = "forsta andra tredje fjarde femte sjatte sjunde attonde nionde tionde elfte tolfte \
        trettonde fjortonde femtonde sextonde sjuttonde artonde nittonde tjugonde \
        tjugoforsta tjugoandra tjugotredje tjugofjarde tjugofemte tjugosjatte tjugosjunde \
        tjugoattonde tjugonionde trettionde trettioforsta";
    const ENGLISH: &str = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth \
        thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth \
        twentieth";
    // Every word of every text is asked about, so they are looked up.
    static NUMBERS: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
        let numbered = |names: &'static str| names.split(' ').zip(1..);
        numbered(SWEDISH).chain(numbered(ENGLISH)).collect()
    });
    NUMBERS.get(folded).copied()
}

/// A small count in words or digits: `två`, `three`, `14`.
pub(crate) fn count(folded: &str) -> Option<i64> {
    const WORDS: [[&str; 4]; 12] = [
        ["en", "ett", "one", "a"],
        ["tva", "two", "par", "couple"],
        ["tre", "three", "", ""],
        ["fyra", "four", "", ""],
        ["fem", "five", "", ""],
        ["sex", "six", "", ""],
        ["sju", "seven", "", ""],
        ["atta", "eight", "", ""],
        ["nio", "nine", "", ""],
        ["tio", "ten", "", ""],
        ["elva", "eleven", "", ""],
        ["tolv", "twelve", "", ""],
    ];
    if !folded.is_empty() && folded.len() <= 3 && folded.bytes().all(|b| b.is_ascii_digit()) {
        return folded.parse().ok();
    }
    let at = WORDS.iter().position(|words| !folded.is_empty() && words.contains(&folded))?;
    i64::try_from(at + 1).ok()
}

/// Whether a number before this word counts something, and so is no year and no time of day.
pub(crate) fn is_counted(folded: &str) -> bool {
    const COUNTED: &str = "personer person people kommuner municipalities kronor kr sek % procent percent st \
        stycken platser deltagare participants individer miljoner miljarder million billion \
        tkr mkr msek";
    listed(COUNTED, folded)
}
