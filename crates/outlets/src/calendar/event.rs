//! A seminar as an event.

use std::sync::Arc;

use finsam_content::{Node, Snapshot};
use finsam_model::{Attendance, Entry, Seminar, SeminarStatus, Start, stockholm};
use jiff::{Timestamp, Zoned, civil::Date};

use super::{
    Options,
    line::{Lines, utc},
};
use crate::{address, facts};

/// The instant from which the seconds of `SEQUENCE` are counted, 2020-01-01: until 2088 they fit in
/// the 31 bits there are. It is also when something was written that no store has told of.
const EPOCH: Timestamp = Timestamp::constant(1_577_836_800, 0);

pub(super) fn write(
    lines: &mut Lines,
    snapshot: &Snapshot,
    seminar: &Arc<Entry<Seminar>>,
    public_url: &str,
    options: &Options,
) {
    let node = Node::Seminar(Arc::clone(seminar));
    let url = address::of(snapshot, &node, public_url);
    let written_at = facts::written_at(snapshot, &node);
    let title = facts::headline(seminar);
    lines.write("BEGIN", "VEVENT");
    // Of the id, so that it stays whatever the seminar comes to be called, and whoever tells of it.
    lines.write("UID", &format!("{}@finsam", seminar.id));
    lines.write("DTSTAMP", &utc(written_at.unwrap_or(EPOCH)));
    lines.write("SEQUENCE", &sequence(written_at).to_string());
    if let Some(at) = written_at {
        lines.write("LAST-MODIFIED", &utc(at));
    }
    let is_all_day = write_time(lines, seminar, options);
    lines.write_text("SUMMARY", &title);
    lines.write_text("DESCRIPTION", &description(snapshot, seminar, &node, &url));
    if let Some(place) = location(snapshot, seminar) {
        lines.write_text("LOCATION", &place);
    }
    lines.write("URL", &url);
    lines.write_texts("CATEGORIES", &facts::categories(snapshot, &node));
    let (status, takes_place) = match seminar.status {
        SeminarStatus::Cancelled => ("CANCELLED", false),
        // Without a new time, so that the old one is only where it stood.
        SeminarStatus::Postponed => ("TENTATIVE", false),
        _ => ("CONFIRMED", true),
    };
    lines.write("STATUS", status);
    // A whole day in the calendar should not make somebody look busy all that day.
    let is_busy = takes_place && !is_all_day;
    lines.write("TRANSP", if is_busy { "OPAQUE" } else { "TRANSPARENT" });
    if takes_place {
        for seconds in &options.alarms_s {
            write_alarm(lines, *seconds, &title);
        }
    }
    lines.write("END", "VEVENT");
}

/// Grows with every edit that falls in another second.
fn sequence(written_at: Option<Timestamp>) -> i32 {
    let since = written_at.map_or(0, |at| at.as_second() - EPOCH.as_second());
    i32::try_from(since.max(0)).unwrap_or(i32::MAX)
}

/// When it is; whether that is whole days. Without a known end there is none: by RFC 5545 an event with
/// a time of day ends where it starts then, and one with a date at the end of that day. A guess would
/// look like a promise.
fn write_time(lines: &mut Lines, seminar: &Seminar, options: &Options) -> bool {
    match &seminar.starts {
        Start::At(start) if !options.all_day => {
            write_instant(lines, "DTSTART", start);
            // An end must be after the start.
            if let Some(end) = seminar.ends_at.as_ref().filter(|end| *end > start) {
                write_instant(lines, "DTEND", end);
            }
            false
        }
        _ => {
            let first = seminar.date();
            lines.write("DTSTART;VALUE=DATE", &date(first));
            let last = seminar.ends_at.as_ref().map(Zoned::date).filter(|last| *last > first);
            // The day after is the first that it does not take up.
            if let Some(after) = last.and_then(|last| last.tomorrow().ok()) {
                lines.write("DTEND;VALUE=DATE", &date(after));
            }
            true
        }
    }
}

/// By the clock in Stockholm; but in universal time in the two hours that have the same name in the night
/// when summer ends. RFC 5545 says that a local time is in the first of them, and programs do not agree.
fn write_instant(lines: &mut Lines, name: &str, at: &Zoned) {
    let local = at.datetime();
    if stockholm().to_ambiguous_zoned(local).is_ambiguous() {
        lines.write(name, &utc(at.timestamp()));
    } else {
        let value = local.strftime("%Y%m%dT%H%M%S").to_string();
        lines.write(&format!("{name};TZID=Europe/Stockholm"), &value);
    }
}

fn date(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

fn location(snapshot: &Snapshot, seminar: &Seminar) -> Option<String> {
    let is_only_online =
        seminar.attendance == Attendance::Online || seminar.status == SeminarStatus::MovedOnline;
    if is_only_online {
        return Some("På webben".to_owned());
    }
    facts::place(snapshot, seminar)
}

/// What one wants to read in the calendar: what became of it, what it is, who comes, and where that
/// is said.
fn description(snapshot: &Snapshot, seminar: &Entry<Seminar>, node: &Node, url: &str) -> String {
    let mut parts: Vec<String> = seminar.status_note.iter().cloned().collect();
    parts.extend(seminar.subtitle.clone());
    let times = facts::times(seminar);
    if !times.is_empty() {
        parts.push(times.join(" "));
    }
    for (what, who) in [
        ("Medverkande", facts::people(snapshot, seminar)),
        ("Arrangör", facts::organisers(snapshot, seminar)),
    ] {
        if !who.is_empty() {
            parts.push(format!("{what}: {}", who.join("; ")));
        }
    }
    parts.push(seminar.body.text().to_owned());
    let registration = seminar.registration.as_ref().and_then(|how| how.url.as_ref());
    parts.extend(registration.map(|address| format!("Anmälan: {address}")));
    parts.push(facts::sources(snapshot, node).join("\n"));
    parts.push(format!("Läs mer: {url}"));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

fn write_alarm(lines: &mut Lines, seconds: u32, title: &str) {
    lines.write("BEGIN", "VALARM");
    lines.write("ACTION", "DISPLAY");
    lines.write("TRIGGER", &trigger(seconds));
    lines.write_text("DESCRIPTION", title);
    lines.write("END", "VALARM");
}

/// So long before the start, in the largest unit that says it exactly.
fn trigger(seconds: u32) -> String {
    match seconds {
        0 => "PT0S".to_owned(),
        s if s % 86_400 == 0 => format!("-P{}D", s / 86_400),
        s if s % 3_600 == 0 => format!("-PT{}H", s / 3_600),
        s => format!("-PT{}M", s / 60),
    }
}
