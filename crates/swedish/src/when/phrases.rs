//! Fixed expressions, one table.

use std::{collections::HashMap, sync::LazyLock};

use super::{
    PartOfDay::{self, Afternoon, Evening, Forenoon, Morning, Night},
    Season::{self, Autumn, Spring, Summer, Winter},
    When,
};

/// What a fixed expression means, counted from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fixed {
    /// So many days from today.
    Day(i64),
    /// A part of the day so many days from today.
    PartOf(i64, PartOfDay),
    /// The night that is or comes.
    Tonight,
    /// A part of whichever day is named beside it.
    Part(PartOfDay),
    /// The night before the day named beside it.
    NightBefore,
    /// So many weeks from this one.
    Week(i64),
    /// Saturday and Sunday, so many weeks from this one.
    Weekend(i64),
    /// So many months from this one.
    Month(i64),
    /// So many years from this one.
    Year(i16),
    /// This year's season, or next year's when it is over.
    Coming(Season),
    /// The latest season that has begun.
    Latest(Season),
    /// The season so many years from now.
    SeasonOf(i16, Season),
    /// The season of the year named beside it, or of this one.
    Named(Season),
    /// One of the open kinds.
    Open(When),
}

use Fixed::{
    Coming, Day, Latest, Month, Named, NightBefore, Open, Part, PartOf, SeasonOf, Tonight, Week,
    Weekend, Year,
};

/// Folded dictionary words (chat spellings are undone first) and their meaning. Longest match wins.
// One expression beside its likes reads better than one a line.
#[rustfmt::skip]
const PHRASES: &[(&str, Fixed)] = &[
    // Days.
    ("i dag", Day(0)), ("dagens", Day(0)), ("today", Day(0)), ("today s", Day(0)),
    ("i morgon", Day(1)), ("morgondagens", Day(1)), ("tomorrow", Day(1)), ("tmrw", Day(1)),
    ("i overmorgon", Day(2)), ("overmorgon", Day(2)), ("day after tomorrow", Day(2)),
    ("i gar", Day(-1)), ("gardagens", Day(-1)), ("yesterday", Day(-1)),
    ("i forrgar", Day(-2)), ("i forgar", Day(-2)), ("forrgar", Day(-2)),
    ("day before yesterday", Day(-2)),
    // Parts of a day.
    ("i morgon bitti", PartOf(1, Morning)), ("i morgon bittida", PartOf(1, Morning)),
    ("i morse", PartOf(0, Morning)), ("this morning", PartOf(0, Morning)),
    ("i formiddag", PartOf(0, Forenoon)), ("i formiddags", PartOf(0, Forenoon)),
    ("i eftermiddag", PartOf(0, Afternoon)), ("i eftermiddags", PartOf(0, Afternoon)),
    ("this afternoon", PartOf(0, Afternoon)),
    ("i kvall", PartOf(0, Evening)), ("kvallens", PartOf(0, Evening)),
    ("i afton", PartOf(0, Evening)), ("this evening", PartOf(0, Evening)),
    ("tonight", PartOf(0, Evening)),
    ("last night", PartOf(-1, Evening)),
    ("i natt", Tonight),
    ("pa morgonen", Part(Morning)), ("in the morning", Part(Morning)),
    ("pa formiddagen", Part(Forenoon)), ("pa eftermiddagen", Part(Afternoon)),
    ("in the afternoon", Part(Afternoon)), ("pa kvallen", Part(Evening)),
    ("in the evening", Part(Evening)), ("pa natten", Part(Night)), ("at night", Part(Night)),
    ("pa formiddan", Part(Forenoon)), ("pa eftermiddan", Part(Afternoon)), ("natten", Part(Night)),
    ("natten till", NightBefore), ("natten mot", NightBefore), ("the night before", NightBefore),
    // Weeks.
    ("i veckan", Week(0)), ("veckan", Week(0)), ("veckans", Week(0)), ("denna vecka", Week(0)),
    ("den har veckan", Week(0)), ("this week", Week(0)), ("this week s", Week(0)),
    ("nasta vecka", Week(1)), ("nasta veckas", Week(1)), ("kommande vecka", Week(1)),
    ("next week", Week(1)), ("nastkommande vecka", Week(1)), ("nasta v", Week(1)),
    ("forra veckan", Week(-1)), ("forra veckans", Week(-1)), ("last week", Week(-1)),
    ("forra v", Week(-1)), ("i forra veckan", Week(-1)),
    ("i helgen", Weekend(0)), ("helgen", Weekend(0)), ("helgens", Weekend(0)),
    ("denna helg", Weekend(0)), ("den har helgen", Weekend(0)), ("weekend", Weekend(0)),
    ("this weekend", Weekend(0)), ("kommande helg", Weekend(0)),
    ("nasta helg", Weekend(1)), ("next weekend", Weekend(1)),
    ("forra helgen", Weekend(-1)), ("i helgas", Weekend(-1)), ("last weekend", Weekend(-1)),
    // Months.
    ("denna manad", Month(0)), ("den har manaden", Month(0)),
    ("manadens", Month(0)), ("this month", Month(0)),
    ("nasta manad", Month(1)), ("kommande manad", Month(1)), ("next month", Month(1)),
    ("forra manaden", Month(-1)), ("last month", Month(-1)),
    // Years.
    ("i ar", Year(0)), ("arets", Year(0)), ("detta ar", Year(0)), ("det har aret", Year(0)),
    ("this year", Year(0)), ("this year s", Year(0)),
    ("nasta ar", Year(1)), ("nasta ars", Year(1)), ("next year", Year(1)), ("next year s", Year(1)),
    ("kommande ar", Year(1)),
    ("forra aret", Year(-1)), ("forra arets", Year(-1)), ("i fjol", Year(-1)),
    ("fjolarets", Year(-1)), ("last year", Year(-1)), ("last year s", Year(-1)),
    ("i forfjol", Year(-2)), ("forrforra aret", Year(-2)),
    // Seasons. *i vår* folds into *i var* and has a reader of its own.
    ("i sommar", Coming(Summer)), ("i host", Coming(Autumn)), ("i vinter", Coming(Winter)),
    ("this summer", Coming(Summer)), ("this autumn", Coming(Autumn)), ("this fall", Coming(Autumn)),
    ("this winter", Coming(Winter)), ("this spring", Coming(Spring)),
    ("i somras", Latest(Summer)), ("i hostas", Latest(Autumn)), ("i vintras", Latest(Winter)),
    ("i varas", Latest(Spring)),
    ("nasta sommar", SeasonOf(1, Summer)), ("nasta host", SeasonOf(1, Autumn)),
    ("nasta vinter", SeasonOf(1, Winter)), ("nasta var", SeasonOf(1, Spring)),
    ("next summer", SeasonOf(1, Summer)), ("next autumn", SeasonOf(1, Autumn)),
    ("next winter", SeasonOf(1, Winter)), ("next spring", SeasonOf(1, Spring)),
    ("forra sommaren", SeasonOf(-1, Summer)), ("forra hosten", SeasonOf(-1, Autumn)),
    ("forra vintern", SeasonOf(-1, Winter)), ("forra varen", SeasonOf(-1, Spring)),
    ("last summer", SeasonOf(-1, Summer)), ("last autumn", SeasonOf(-1, Autumn)),
    ("last winter", SeasonOf(-1, Winter)), ("last spring", SeasonOf(-1, Spring)),
    ("sommaren", Named(Summer)), ("hosten", Named(Autumn)), ("vintern", Named(Winter)),
    ("varen", Named(Spring)), ("sommarens", Named(Summer)), ("hostens", Named(Autumn)),
    ("varens", Named(Spring)), ("vinterns", Named(Winter)),
    ("in summer", Named(Summer)), ("in autumn", Named(Autumn)), ("in winter", Named(Winter)),
    ("in spring", Named(Spring)), ("in the summer", Named(Summer)),
    ("in the autumn", Named(Autumn)), ("in the fall", Named(Autumn)),
    ("in the winter", Named(Winter)), ("in the spring", Named(Spring)),
    ("summer of", Named(Summer)), ("autumn of", Named(Autumn)), ("fall of", Named(Autumn)),
    ("winter of", Named(Winter)), ("spring of", Named(Spring)), ("in the summer of", Named(Summer)),
    ("in the autumn of", Named(Autumn)), ("in the fall of", Named(Autumn)),
    ("in the winter of", Named(Winter)), ("in the spring of", Named(Spring)),
    // Open kinds.
    ("just nu", Open(When::Now)), ("nu", Open(When::Now)), ("for narvarande", Open(When::Now)),
    ("for tillfallet", Open(When::Now)), ("i detta nu", Open(When::Now)),
    ("now", Open(When::Now)), ("right now", Open(When::Now)), ("currently", Open(When::Now)),
    ("at the moment", Open(When::Now)),
    ("harnast", Open(When::Next)), ("nasta", Open(When::Next)), ("nast", Open(When::Next)),
    ("nastkommande", Open(When::Next)), ("nasta gang", Open(When::Next)), ("gangen efter", Open(When::Next)), ("gangen darefter", Open(When::Next)), ("time after", Open(When::Next)),
    ("next", Open(When::Next)), ("next time", Open(When::Next)),
    ("senast", Open(When::Last)), ("senaste", Open(When::Last)), ("senaste gangen", Open(When::Last)),
    ("forra", Open(When::Last)), ("forra gangen", Open(When::Last)), ("nyligen", Open(When::Last)),
    ("senaste tiden", Open(When::Last)), ("den senaste tiden", Open(When::Last)),
    ("pa sistone", Open(When::Last)), ("last", Open(When::Last)), ("last time", Open(When::Last)),
    ("latest", Open(When::Last)), ("most recent", Open(When::Last)), ("recently", Open(When::Last)),
    ("tidigare", Open(When::Past)), ("forut", Open(When::Past)), ("hittills", Open(When::Past)),
    ("senaste aren", Open(When::Past)), ("de senaste aren", Open(When::Past)),
    ("recent years", Open(When::Past)),
    ("previously", Open(When::Past)), ("so far", Open(When::Past)), ("in the past", Open(When::Past)),
    ("kommande", Open(When::Upcoming)), ("framover", Open(When::Upcoming)),
    ("snart", Open(When::Upcoming)), ("i framtiden", Open(When::Upcoming)),
    ("narmaste tiden", Open(When::Upcoming)), ("den narmaste tiden", Open(When::Upcoming)),
    ("narmaste dagarna", Open(When::Upcoming)), ("de narmaste dagarna", Open(When::Upcoming)),
    ("narmaste veckorna", Open(When::Upcoming)), ("de narmaste veckorna", Open(When::Upcoming)),
    ("pa gang", Open(When::Upcoming)), ("upcoming", Open(When::Upcoming)),
    ("coming up", Open(When::Upcoming)), ("coming", Open(When::Upcoming)),
    ("soon", Open(When::Upcoming)), ("in the future", Open(When::Upcoming)),
];

/// The expressions whose first word is this, in the order of the table.
pub(super) fn beginning_with(word: &str) -> impl Iterator<Item = (&'static str, Fixed)> {
    static BY_FIRST_WORD: LazyLock<HashMap<&str, Vec<(&str, Fixed)>>> = LazyLock::new(|| {
        let mut all: HashMap<&str, Vec<(&str, Fixed)>> = HashMap::new();
        for (phrase, fixed) in PHRASES {
            let first = phrase.split(' ').next().unwrap_or_default();
            all.entry(first).or_default().push((phrase, *fixed));
        }
        all
    });
    BY_FIRST_WORD.get(word).into_iter().flatten().copied()
}

/// The part of a day a word names right after the day: `i morgon kväll`, `tomorrow morning`.
pub(super) fn part(word: &str) -> Option<PartOfDay> {
    Some(match word {
        "morgon" | "bitti" | "morning" => Morning,
        "formiddag" => Forenoon,
        "eftermiddag" | "afternoon" => Afternoon,
        "kvall" | "evening" => Evening,
        "natt" | "night" => Night,
        _ => return None,
    })
}
