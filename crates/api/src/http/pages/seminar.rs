//! A seminar's page: what has become of it, when, where, who, and how to take part.

use finsam_content::Snapshot;
use finsam_model::{
    Appearance, Attendance, Entry, Format, Initiative, Kind, Organisation, Person, Role, Seminar,
    SeminarStatus, Series, Term, Venue,
};
use finsam_swedish::{Language::Swedish, print};

use super::parts::{Parts, Value, clock, joined, named};

/// What must be said of it wherever it is listed.
pub(super) const fn status(seminar: &Seminar) -> Option<&'static str> {
    match seminar.status {
        SeminarStatus::Planned | SeminarStatus::Held => None,
        SeminarStatus::Moved => Some("Flyttat"),
        SeminarStatus::MovedOnline => Some("Flyttat till nätet"),
        SeminarStatus::Postponed => Some("Uppskjutet"),
        SeminarStatus::Cancelled => Some("Inställt"),
    }
}

pub(super) fn parts(snapshot: &Snapshot, seminar: &Entry<Seminar>) -> Parts {
    let notice = status(seminar).map(|status| (status, seminar.status_note.clone()));
    let lead = seminar.subtitle.iter().cloned().collect();
    let mut parts = Parts { notice, lead, ..Parts::default() };
    time(&mut parts, seminar);
    place(&mut parts, snapshot, seminar);
    parts.says("Form", [format(seminar.format)]);
    parts.fact("Serie", named::<Series>(snapshot, &seminar.series));
    parts.fact("Arrangör", named::<Organisation>(snapshot, &seminar.organisers));
    taking_part(&mut parts, seminar);
    let topics = named::<Term>(snapshot, &seminar.terms)
        .chain(named::<Initiative>(snapshot, &seminar.initiatives));
    parts.fact("Handlar om", topics);
    let appearances = seminar.appearances.iter();
    parts.first("Medverkande", appearances.filter_map(|one| appearance(snapshot, one)));
    let said = seminar.statements.iter().filter_map(|statement| {
        Some((statement, Value::entry(snapshot.get::<Person>(&statement.person)?)))
    });
    parts.statements("Det sades", said);
    let links = seminar.links.iter().chain(&seminar.materials).map(Value::link);
    let recording = seminar.recording.iter().map(|url| Value::outside("Inspelning", url));
    parts.section("Länkar och material", recording.chain(links));
    let itself = (Kind::Seminar, &seminar.slug);
    parts.referring(snapshot, itself, (Kind::NewsArticle, "Nyheter om seminariet"));
    parts.referring(snapshot, itself, (Kind::Figure, "Siffror härifrån"));
    parts
}

fn time(parts: &mut Parts, seminar: &Seminar) {
    let day = Value::day(seminar.date());
    let when = match seminar.starts_at() {
        Some(start) => Value {
            text: format!("{} klockan {}", day.text, clock(start, seminar.ends_at.as_ref())),
            datetime: Some(start.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()),
            ..day
        },
        None => day,
    };
    parts.fact("Tid", [when]);
    if let Some(before) = &seminar.moved_from {
        let date = print::date_long(before.date(), Swedish);
        parts.says("Tidigare tid", [format!("{date} klockan {}", clock(before, None))]);
    }
    let served = seminar.serving_from.iter();
    parts.says("Servering", served.map(|from| format!("från {}", clock(from, None))));
}

fn place(parts: &mut Parts, snapshot: &Snapshot, seminar: &Seminar) {
    let venue = seminar.venue.as_ref().and_then(|slug| snapshot.get::<Venue>(slug));
    let there = venue.map(|venue| {
        Value::entry(venue).noted(joined([venue.street.as_deref(), venue.city.as_deref()]))
    });
    parts.fact("Plats", there);
    parts.says(
        "Deltagande",
        match seminar.attendance {
            Attendance::Onsite => None,
            Attendance::Online => Some("På nätet"),
            Attendance::Mixed => Some("På plats eller på nätet"),
        },
    );
    let accessibility = seminar.accessibility.as_ref();
    let accessibility =
        accessibility.or_else(|| venue.and_then(|venue| venue.accessibility.as_ref()));
    parts.says("Tillgänglighet", accessibility.cloned());
}

fn taking_part(parts: &mut Parts, seminar: &Seminar) {
    parts.says("För", seminar.audience.clone());
    if let Some(registration) = &seminar.registration {
        let by =
            registration.deadline.map(|day| format!("Senast {}", print::date_long(day, Swedish)));
        let note = joined([by.as_deref(), registration.note.as_deref()]);
        let value = match &registration.url {
            Some(url) => Value::outside("Anmäl dig", url).noted(note),
            None => Value::text(note),
        };
        parts.fact("Anmälan", Some(value).filter(|value| !value.text.is_empty()));
    }
    if let Some(contact) = &seminar.contact {
        let text =
            joined([contact.name.as_deref(), contact.email.as_deref(), contact.phone.as_deref()]);
        parts.says("Kontakt", Some(text).filter(|text| !text.is_empty()));
    }
    let foreign = Some(&seminar.language).filter(|language| *language != "sv");
    parts.says("Språk", foreign.cloned());
}

fn appearance(snapshot: &Snapshot, appearance: &Appearance) -> Option<Value> {
    let person = snapshot.get::<Person>(&appearance.person)?;
    let organisation = appearance.organisation.as_ref();
    let organisation = organisation.and_then(|slug| snapshot.get::<Organisation>(slug));
    let role = match appearance.role {
        Role::Speaker => None,
        Role::Moderator => Some("moderator"),
        Role::Host => Some("värd"),
        Role::Opener => Some("inleder"),
    };
    let title = appearance.title.as_deref();
    let note = joined([role, title, organisation.map(|organisation| organisation.name.as_str())]);
    Some(Value::entry(person).noted(note))
}

const fn format(format: Format) -> &'static str {
    match format {
        Format::Breakfast => "Frukostseminarium",
        Format::Lunch => "Lunchseminarium",
        Format::Webinar => "Webbseminarium",
        Format::Seminar => "Seminarium",
        Format::Lecture => "Föreläsning",
        Format::Workshop => "Workshop",
        Format::Conference => "Konferens",
    }
}
