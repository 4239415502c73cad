//! The programme of a day or of some days.

use finsam_client::Seminar;
use finsam_swedish::print::{date_long, date_range};
use jiff::civil::Date;

use super::{
    Paged, Whose,
    lines::{linked, pages},
    seminar::brief,
    times,
};
use crate::{message::Embed, texts::Language};

/// How many seminars a page holds, and in how much room.
const ON_A_PAGE: usize = 8;
const PAGE: usize = 3_600;

/// What is on from the first day to the last, which belongs to it. `seminars` are all of them, in
/// the order they start; `next` is what comes after, for when nothing is on.
pub(crate) fn days(
    first: Date,
    last: Date,
    seminars: &[Seminar],
    next: Option<&Seminar>,
    page: usize,
    whose: Whose,
    language: Language,
) -> Paged {
    let words = language.cards();
    let title = match first == last {
        true => date_long(first, language.of_print()),
        false => date_range(first, last, language.of_print()),
    };
    let blocks: Vec<_> =
        seminars.iter().map(|one| block(one, first, last, whose, language)).collect();
    let shown_pages = pages(blocks, ON_A_PAGE, PAGE);
    let shown = shown_pages.get(page).or_else(|| shown_pages.first());
    let description = match shown {
        Some(blocks) => blocks.join("\n\n"),
        None => nothing(next, whose, language),
    };
    let week = first.iso_week_date();
    let is_week = first == week.first_of_week().ok().map_or(first, |day| day.date())
        && week.last_of_week().ok().is_some_and(|day| day.date() == last);
    let title = match is_week {
        true => format!("{} {}: {title}", words.week, week.week()),
        false => title,
    };
    let footer = match seminars.len() {
        0 => None,
        count => Some(format!("{} · {}", (words.seminars_counted)(count), words.hours_are_swedish)),
    };
    let embed = Embed {
        title: Some(format!("{} {title}", words.programme)),
        description,
        footer,
        ..Embed::default()
    };
    Paged::new(embed, page, shown_pages.len(), language)
}

/// One seminar, with its day where the programme is of more than one.
fn block(seminar: &Seminar, first: Date, last: Date, whose: Whose, language: Language) -> String {
    let is_that_day = first == last && seminar.date == first;
    let time = match is_that_day {
        true => times::hours(seminar, language),
        false => times::written(seminar, language),
    };
    brief(seminar, &time, whose, language)
}

/// That nothing is on, under a title that says when, and what comes next.
fn nothing(next: Option<&Seminar>, whose: Whose, language: Language) -> String {
    let words = language.cards();
    let nothing = words.nothing_on;
    match next {
        Some(seminar) => {
            let when = times::written(seminar, language);
            let title = linked(&seminar.title, &seminar.url);
            let next = whose.after(format!("**{title}**, {when}"), &seminar.site);
            format!("{nothing}\n\n{}: {next}.", words.next_is)
        }
        None => format!("{nothing}\n\n{}", words.nothing_more),
    }
}
