//! A seminar as an event.

use finsam_model::{
    Attendance, Entry, Initiative, Kind, Person, Seminar, SeminarStatus, Start, Term, Venue,
};
use jiff::Zoned;
use serde_json::{Value, json};

use super::{Thing, Writer, others, say, thing};
use crate::address;

pub(super) fn of(writer: &Writer<'_>, seminar: &Entry<Seminar>) -> Thing {
    let mut event = thing("EducationEvent", &seminar.title);
    say(&mut event, "description", description(seminar));
    say(
        &mut event,
        "startDate",
        match &seminar.starts {
            Start::On(date) => date.to_string(),
            Start::At(at) => instant(at),
        },
    );
    say(&mut event, "endDate", seminar.ends_at.as_ref().map(instant));
    say(&mut event, "doorTime", seminar.serving_from.as_ref().map(instant));
    say(&mut event, "eventStatus", status(seminar));
    say(&mut event, "previousStartDate", seminar.moved_from.as_ref().map(instant));
    say(&mut event, "eventAttendanceMode", attendance_mode(seminar));
    say(&mut event, "location", locations(writer, seminar));
    say(&mut event, "organizer", writer.organisations(&seminar.organisers));
    say(&mut event, "performer", performers(writer, seminar));
    let series = seminar.series.as_ref();
    say(
        &mut event,
        "superEvent",
        series.and_then(|slug| writer.named::<finsam_model::Series>(slug, |_| "EventSeries")),
    );
    let mut about = writer.all::<Term>(&seminar.terms, |_| "DefinedTerm");
    about.extend(
        writer.all::<Initiative>(&seminar.initiatives, |entry| others::initiative_type(entry)),
    );
    say(&mut event, "about", about);
    say(&mut event, "inLanguage", seminar.language.as_str());
    let audience = seminar.audience.as_ref();
    say(
        &mut event,
        "audience",
        audience.map(|who| json!({ "@type": "Audience", "audienceType": who })),
    );
    event
}

/// What became of it goes first: whoever reads no more than that should not come in vain.
fn description(seminar: &Entry<Seminar>) -> String {
    let told =
        [seminar.status_note.as_deref(), seminar.subtitle.as_deref(), Some(seminar.body.text())];
    let told: Vec<&str> = told.into_iter().flatten().filter(|text| !text.is_empty()).collect();
    told.join("\n\n")
}

/// RFC 3339 with Stockholm's offset.
fn instant(at: &Zoned) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// One that was held was held as planned; that is what "scheduled" says.
fn status(seminar: &Seminar) -> &'static str {
    match seminar.status {
        SeminarStatus::Planned | SeminarStatus::Held => "https://schema.org/EventScheduled",
        SeminarStatus::Moved => "https://schema.org/EventRescheduled",
        SeminarStatus::MovedOnline => "https://schema.org/EventMovedOnline",
        SeminarStatus::Postponed => "https://schema.org/EventPostponed",
        SeminarStatus::Cancelled => "https://schema.org/EventCancelled",
    }
}

fn is_online(seminar: &Seminar) -> bool {
    seminar.attendance != Attendance::Onsite || seminar.status == SeminarStatus::MovedOnline
}

fn attendance_mode(seminar: &Seminar) -> &'static str {
    match seminar.attendance {
        _ if seminar.status == SeminarStatus::MovedOnline => {
            "https://schema.org/OnlineEventAttendanceMode"
        }
        Attendance::Onsite => "https://schema.org/OfflineEventAttendanceMode",
        Attendance::Online => "https://schema.org/OnlineEventAttendanceMode",
        Attendance::Mixed => "https://schema.org/MixedEventAttendanceMode",
    }
}

/// Where one goes: the venue, and for what is sent on the web where one registers for it, or else
/// the seminar's page, which leads there.
fn locations(writer: &Writer<'_>, seminar: &Entry<Seminar>) -> Vec<Value> {
    let is_at_venue =
        seminar.attendance != Attendance::Online && seminar.status != SeminarStatus::MovedOnline;
    let venue = seminar.venue.as_ref().filter(|_| is_at_venue);
    let venue = venue.and_then(|slug| writer.snapshot.get::<Venue>(slug)).map(|venue| {
        let mut place = others::place(venue);
        let url = address::of_slug(writer.snapshot, Kind::Venue, &venue.slug, writer.public_url);
        say(&mut place, "@id", url);
        Value::Object(place)
    });
    let online = is_online(seminar).then(|| {
        let registration = seminar.registration.as_ref().and_then(|how| how.url.clone());
        let page =
            || address::of_slug(writer.snapshot, Kind::Seminar, &seminar.slug, writer.public_url);
        json!({ "@type": "VirtualLocation", "url": registration.unwrap_or_else(page) })
    });
    venue.into_iter().chain(online).collect()
}

/// Everybody on the programme, each once.
fn performers(writer: &Writer<'_>, seminar: &Seminar) -> Vec<Value> {
    let mut performers: Vec<Value> = Vec::new();
    for appearance in &seminar.appearances {
        let person = writer.named::<Person>(&appearance.person, |_| "Person");
        performers.extend(person.filter(|person| !performers.contains(person)));
    }
    performers
}
