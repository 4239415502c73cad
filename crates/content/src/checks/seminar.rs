//! What holds for seminars: their times, their programme and what becomes of them.

use std::collections::HashSet;

use finsam_model::{Entry, Role, Seminar, SeminarStatus};
use finsam_swedish::{Language, print};
use jiff::{
    SignedDuration, ToSpan,
    civil::{Date, Weekday},
};

use super::Finding;
use crate::{Node, loaded::Written};

/// The longest seminar. What lasts longer is a series, or a year typed wrong.
const MAX_DAYS: i64 = 31;

fn seminar(written: &Written) -> Option<&Entry<Seminar>> {
    match &written.node {
        Node::Seminar(seminar) => Some(seminar),
        _ => None,
    }
}

/// What to say of a weekday that is not the date's own: message and advice.
pub(crate) fn weekday_disagrees(written: Weekday, date: Date) -> Option<(String, String)> {
    if date.weekday() == written {
        return None;
    }
    let in_words = |weekday| print::weekday(weekday, Language::Swedish);
    let day = print::date_short(date, Language::Swedish);
    let days = |from: i64| date.checked_add(from.days()).ok();
    // The first such day before and after: the same week or the next, never far.
    let near = [(-6..0).rev().collect::<Vec<_>>(), (1..=6).collect()]
        .into_iter()
        .filter_map(|steps| {
            steps.into_iter().filter_map(days).find(|near| near.weekday() == written)
        })
        .filter(|near| near.first_of_month() == date.first_of_month())
        .map(|near| print::date_short(near, Language::Swedish))
        .collect::<Vec<_>>();
    Some((
        format!("Den {day} är en {}, inte en {}.", in_words(date.weekday()), in_words(written)),
        format!(
            "Rätta den som är fel. En {} i samma månad är den {}.",
            in_words(written),
            near.join(" eller den ")
        ),
    ))
}

pub(super) fn end_after_start(written: &Written) -> Vec<Finding> {
    let wrong = seminar(written).filter(|seminar| {
        seminar.ends_at.as_ref().is_some_and(|ends| *ends <= seminar.span().from)
    });
    let finding = wrong.map(|_| {
        Finding::new(
            written.place("endsAt"),
            "Seminariet slutar innan det börjar, eller i samma stund.",
            "Rätta startsAt eller endsAt. Slutar det efter midnatt skriver du nästa dags datum.",
        )
    });
    Vec::from_iter(finding)
}

pub(super) fn not_too_long(written: &Written) -> Vec<Finding> {
    let wrong = seminar(written).filter(|seminar| {
        let span = seminar.span();
        span.from.duration_until(&span.until) > SignedDuration::from_hours(24 * MAX_DAYS)
    });
    let finding = wrong.map(|_| {
        Finding::new(
            written.place("endsAt"),
            format!("Seminariet är längre än {MAX_DAYS} dagar."),
            "Kontrollera år och månad i startsAt och endsAt. Flera tillfällen skrivs i var sitt dokument och hålls ihop av en serie.",
        )
    });
    Vec::from_iter(finding)
}

pub(super) fn served_before_start(written: &Written) -> Vec<Finding> {
    let wrong = seminar(written).filter(|seminar| {
        let times = seminar.serving_from.as_ref().zip(seminar.starts_at());
        times.is_some_and(|(serving, starts)| serving > starts)
    });
    let finding = wrong.map(|_| {
        Finding::new(
            written.place("servingFrom"),
            "Serveringen börjar efter att seminariet har börjat.",
            "Rätta servingFrom eller startsAt. Serveras något under seminariet räcker det att skriva det i löptexten.",
        )
    });
    Vec::from_iter(finding)
}

pub(super) fn deadline_before_start(written: &Written) -> Vec<Finding> {
    let wrong = seminar(written).filter(|seminar| {
        let deadline = seminar.registration.as_ref().and_then(|registration| registration.deadline);
        deadline.is_some_and(|deadline| deadline > seminar.date())
    });
    let finding = wrong.map(|_| {
        Finding::new(
            written.place("registration.deadline"),
            "Sista anmälningsdag ligger efter dagen för seminariet.",
            "Rätta deadline, eller ta bort den om man kan anmäla sig ända till dagen.",
        )
    });
    Vec::from_iter(finding)
}

pub(super) fn appears_once(written: &Written) -> Vec<Finding> {
    let Some(seminar) = seminar(written) else { return Vec::new() };
    let mut seen: HashSet<(&str, Role)> = HashSet::new();
    let mut findings = Vec::new();
    for (nth, appearance) in seminar.appearances.iter().enumerate() {
        if !seen.insert((appearance.person.as_str(), appearance.role)) {
            findings.push(Finding::new(
                written.place(&format!("appearances.{nth}.person")),
                format!("”{}” står redan på programmet i samma roll.", appearance.person),
                "Ta bort det ena stycket, eller rätta person eller role.",
            ));
        }
    }
    findings
}

pub(super) fn change_explained(written: &Written) -> Vec<Finding> {
    let wrong = seminar(written)
        .filter(|seminar| seminar.status_note.is_none())
        .and_then(|seminar| changed(seminar.status));
    let finding = wrong.map(|what| {
        Finding::new(
            written.place("status"),
            format!("Seminariet är {what}, men det står inte vad som hänt."),
            "Skriv med egna ord i statusNote vad som hänt och vad besökaren ska göra.",
        )
    });
    Vec::from_iter(finding)
}

/// What has become of a seminar that is not held as announced.
fn changed(status: SeminarStatus) -> Option<&'static str> {
    match status {
        SeminarStatus::Planned | SeminarStatus::Held => None,
        SeminarStatus::Moved => Some("flyttat"),
        SeminarStatus::MovedOnline => Some("flyttat till nätet"),
        SeminarStatus::Postponed => Some("uppskjutet"),
        SeminarStatus::Cancelled => Some("inställt"),
    }
}

pub(super) fn moved_from_somewhere(written: &Written) -> Vec<Finding> {
    let wrong = seminar(written)
        .filter(|seminar| seminar.status == SeminarStatus::Moved && seminar.moved_from.is_none());
    let finding = wrong.map(|_| {
        Finding::new(
            written.place("status"),
            "Seminariet är flyttat, men det står inte vilken tid som gällde förut.",
            "Skriv den gamla tiden i movedFrom. Är det bara lokalen som är ny skriver du samma tid som i startsAt.",
        )
    });
    Vec::from_iter(finding)
}

pub(super) fn moved_if_from_somewhere(written: &Written) -> Vec<Finding> {
    let wrong = seminar(written)
        .filter(|seminar| seminar.moved_from.is_some() && changed(seminar.status).is_none());
    let finding = wrong.map(|_| {
        Finding::new(
            written.place("movedFrom"),
            "Här står en tid som gällde före en flytt, men seminariet är inte flyttat.",
            "Skriv status = \"moved\", eller ta bort movedFrom.",
        )
    });
    Vec::from_iter(finding)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_nearest_such_weekdays_are_in_the_same_month() {
        let check = |written, on: Date, expected: Option<&str>| {
            let advice = weekday_disagrees(written, on).map(|(message, _)| message);
            assert_eq!(advice.as_deref(), expected);
        };
        check(Weekday::Thursday, date(2018, 7, 5), None);
        check(
            Weekday::Thursday,
            date(2018, 7, 4),
            Some("Den 4 juli 2018 är en onsdag, inte en torsdag."),
        );
        let advice = |written, on: Date| weekday_disagrees(written, on).unwrap().1;
        assert!(
            advice(Weekday::Monday, date(2018, 7, 5))
                .ends_with("den 2 juli 2018 eller den 9 juli 2018.")
        );
        assert!(advice(Weekday::Friday, date(2018, 7, 1)).ends_with("är den 6 juli 2018."));
        assert!(advice(Weekday::Monday, date(2018, 7, 31)).ends_with("är den 30 juli 2018."));
    }
}
