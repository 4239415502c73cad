//! Seminars.

use finsam_model::{
    Appearance, Attendance, Format, Kind, Registration, Role, Seminar, SeminarStatus, Start,
};
use jiff::civil::Weekday;

use super::{link, statement};
use crate::{checks, fields::Fields};

pub(crate) const FORMATS: &[(&str, Format)] = &[
    ("breakfast", Format::Breakfast),
    ("lunch", Format::Lunch),
    ("webinar", Format::Webinar),
    ("seminar", Format::Seminar),
    ("lecture", Format::Lecture),
    ("workshop", Format::Workshop),
    ("conference", Format::Conference),
];

pub(crate) const ATTENDANCES: &[(&str, Attendance)] =
    &[("onsite", Attendance::Onsite), ("online", Attendance::Online), ("mixed", Attendance::Mixed)];

pub(crate) const STATUSES: &[(&str, SeminarStatus)] = &[
    ("planned", SeminarStatus::Planned),
    ("held", SeminarStatus::Held),
    ("moved", SeminarStatus::Moved),
    ("moved-online", SeminarStatus::MovedOnline),
    ("postponed", SeminarStatus::Postponed),
    ("cancelled", SeminarStatus::Cancelled),
];

const ROLES: &[(&str, Role)] = &[
    ("speaker", Role::Speaker),
    ("moderator", Role::Moderator),
    ("host", Role::Host),
    ("opener", Role::Opener),
];

const WEEKDAYS: &[(&str, Weekday)] = &[
    ("måndag", Weekday::Monday),
    ("tisdag", Weekday::Tuesday),
    ("onsdag", Weekday::Wednesday),
    ("torsdag", Weekday::Thursday),
    ("fredag", Weekday::Friday),
    ("lördag", Weekday::Saturday),
    ("söndag", Weekday::Sunday),
];

pub(super) fn read(fields: &mut Fields<'_>) -> Option<Seminar> {
    let title = fields.required_text("title");
    let subtitle = fields.text("subtitle");
    let series = fields.reference("series", Kind::Series);
    let starts = fields.required_start("startsAt");
    weekday(fields, starts.as_ref());
    let ends_at = fields.instant("endsAt");
    let serving_from = fields.instant("servingFrom");
    let format = fields.required_choice("format", FORMATS);
    let attendance = fields.choice("attendance", ATTENDANCES);
    let status = fields.choice("status", STATUSES).unwrap_or(SeminarStatus::Planned);
    let status_note = fields.text("statusNote");
    let moved_from = fields.instant("movedFrom");
    let venue = fields.reference("venue", Kind::Venue);
    let organisers = fields.references("organisers", Kind::Organisation);
    let terms = fields.references("terms", Kind::Term);
    let initiatives = fields.references("initiatives", Kind::Initiative);
    let audience = fields.text("audience");
    let language = fields.language("language").unwrap_or_else(|| "sv".to_owned());
    let accessibility = fields.text("accessibility");
    let recording = fields.url("recording");
    let contact = fields.part("contact", link::contact);
    let registration = fields.part("registration", registration);
    let links = fields.parts("links", link::read);
    let materials = fields.parts("materials", link::read);
    let appearances = fields.parts("appearances", appearance);
    let statements = fields.parts("statements", statement::read);
    let format = format?;
    Some(Seminar {
        title: title?,
        subtitle,
        series,
        starts: starts?,
        ends_at,
        serving_from,
        format,
        attendance: attendance.unwrap_or(usual_attendance(format)),
        status,
        status_note,
        moved_from,
        venue,
        appearances,
        statements,
        organisers,
        contact,
        registration,
        links,
        recording,
        materials,
        audience,
        language,
        accessibility,
        terms,
        initiatives,
    })
}

/// Where one takes part from when the document does not say.
fn usual_attendance(format: Format) -> Attendance {
    if format == Format::Webinar { Attendance::Online } else { Attendance::Onsite }
}

fn appearance(fields: &mut Fields<'_>) -> Option<Appearance> {
    let person = fields.required_reference("person", Kind::Person);
    let role = fields.required_choice("role", ROLES);
    let title = fields.text("title");
    let organisation = fields.reference("organisation", Kind::Organisation);
    let initiative = fields.reference("initiative", Kind::Initiative);
    Some(Appearance { person: person?, role: role?, title, organisation, initiative })
}

fn registration(fields: &mut Fields<'_>) -> Registration {
    Registration {
        url: fields.url("url"),
        deadline: fields.date("deadline"),
        note: fields.text("note"),
    }
}

/// Holds the weekday as printed against the date. The weekday itself is not kept: the date has it.
fn weekday(fields: &mut Fields<'_>, starts: Option<&Start>) {
    let written = fields.choice("weekday", WEEKDAYS);
    let Some((written, starts)) = written.zip(starts) else { return };
    let date = match starts {
        Start::On(date) => *date,
        Start::At(instant) => instant.date(),
    };
    if let Some((message, advice)) = checks::weekday_disagrees(written, date) {
        fields.problem("weekday-disagrees", "weekday", message, advice);
    }
}
