//! When something is, twice: as the clock on the wall says where it is held, and as Discord shows it
//! in the reader's own zone. Every date has its weekday and its year, so that it is still true when
//! it is read a month later.

use finsam_client::Seminar;
use finsam_swedish::print::{clock, date_long};
use jiff::{Timestamp, Zoned, tz::TimeZone};

use crate::texts::Language;

/// A seminar's zone; Stockholm, where the API names one we do not know.
pub(super) fn zone(seminar: &Seminar) -> TimeZone {
    TimeZone::get(&seminar.time_zone).unwrap_or_else(|_| finsam_swedish::stockholm())
}

/// When a seminar is, as it is written where it is held: `torsdag 5 juli 2018 kl. 8.00–8.50`.
pub(crate) fn written(seminar: &Seminar, language: Language) -> String {
    let words = language.cards();
    let Some(starts) = seminar.starts_at else {
        let day = date_long(seminar.date, language.of_print());
        return format!("{day}, {}", words.no_time);
    };
    let zone = zone(seminar);
    let start = starts.to_zoned(zone.clone());
    let from = instant(&start, language);
    let Some(end) = seminar.ends_at.map(|ends| ends.to_zoned(zone)) else { return from };
    if end.date() == start.date() {
        format!("{from}–{}", hour(&end, language))
    } else {
        format!("{from} – {}", instant(&end, language))
    }
}

/// The hours alone, under a heading that says the day: `kl. 8.00–8.50`.
pub(super) fn hours(seminar: &Seminar, language: Language) -> String {
    let words = language.cards();
    let Some(starts) = seminar.starts_at else { return words.no_time.to_owned() };
    let zone = zone(seminar);
    let start = starts.to_zoned(zone.clone());
    let from = format!("{}{}", words.at_the_hour, hour(&start, language));
    match seminar.ends_at.map(|ends| ends.to_zoned(zone)) {
        None => from,
        Some(end) if end.date() == start.date() => format!("{from}–{}", hour(&end, language)),
        Some(end) => format!("{from} – {}", instant(&end, language)),
    }
}

/// `torsdag 5 juli 2018 kl. 8.00`.
pub(crate) fn instant(when: &Zoned, language: Language) -> String {
    let day = date_long(when.date(), language.of_print());
    format!("{day} {}{}", language.cards().at_the_hour, hour(when, language))
}

/// `8.00`; where the clock shows the same hour twice, which of them it is.
pub(super) fn hour(when: &Zoned, language: Language) -> String {
    let hour = clock(when.time(), language.of_print());
    let shows_twice = when.time_zone().to_ambiguous_timestamp(when.datetime()).is_ambiguous();
    if !shows_twice {
        return hour;
    }
    let words = language.cards();
    let is_summer = when.time_zone().to_offset_info(when.timestamp()).dst().is_dst();
    format!("{hour} {}", if is_summer { words.summer_time } else { words.winter_time })
}

/// The same for the reader, wherever that is: `<t:…:F>–<t:…:t>`; none where only the day is known.
pub(super) fn of_the_reader(seminar: &Seminar) -> Option<String> {
    let starts = seminar.starts_at?;
    let from = shown(starts, 'F');
    let zone = zone(seminar);
    let day = |instant: Timestamp| instant.to_zoned(zone.clone()).date();
    Some(match seminar.ends_at {
        None => from,
        Some(ends) if day(ends) == day(starts) => format!("{from}–{}", shown(ends, 't')),
        Some(ends) => format!("{from} – {}", shown(ends, 'F')),
    })
}

/// An instant that Discord shows in the reader's zone, in one of its styles.
pub(crate) fn shown(instant: Timestamp, style: char) -> String {
    format!("<t:{}:{style}>", instant.as_second())
}
