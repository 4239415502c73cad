//! Seminars as a calendar to subscribe to: iCalendar as RFC 5545 and RFC 7986 have it.
//!
//! `calendar/line` is how lines are written, `calendar/event` a seminar. The bytes depend on the
//! content, when it was written and what was asked, and on no clock: two servers of the same content
//! give the same. No `METHOD` stands in a calendar, so it invites nobody, and `DTSTAMP` says the same
//! as `LAST-MODIFIED`.

mod event;
mod line;

use finsam_content::{Node, Snapshot};
use finsam_model::{Entry, Seminar};
use std::sync::Arc;

use line::{Lines, utc};

use crate::facts;

/// What a subscriber chose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// How long before the start to be reminded, each in seconds.
    pub alarms_s: Vec<u32>,
    /// Whether every seminar is shown as a whole day.
    pub all_day: bool,
}

/// How often programs are asked to look again.
const REFRESH: &str = "PT1H";

/// Central European time as it has been since 1996, when the summer got its present end.
const STOCKHOLM: &[(&str, &str)] = &[
    ("BEGIN", "VTIMEZONE"),
    ("TZID", "Europe/Stockholm"),
    ("BEGIN", "DAYLIGHT"),
    ("DTSTART", "19960331T020000"),
    ("RRULE", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"),
    ("TZOFFSETFROM", "+0100"),
    ("TZOFFSETTO", "+0200"),
    ("TZNAME", "CEST"),
    ("END", "DAYLIGHT"),
    ("BEGIN", "STANDARD"),
    ("DTSTART", "19961027T030000"),
    ("RRULE", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"),
    ("TZOFFSETFROM", "+0200"),
    ("TZOFFSETTO", "+0100"),
    ("TZNAME", "CET"),
    ("END", "STANDARD"),
    ("END", "VTIMEZONE"),
];

/// The seminars among some documents as a calendar. `url` is its own address, and `public_url` where
/// the server is reached, without a slash at its end.
#[must_use]
pub fn of(
    snapshot: &Snapshot,
    nodes: &[Node],
    name: &str,
    url: &str,
    public_url: &str,
    options: &Options,
) -> Vec<u8> {
    let seminars = || nodes.iter().filter_map(seminar);
    let mut lines = Lines::default();
    lines.write("BEGIN", "VCALENDAR");
    lines.write("VERSION", "2.0");
    lines.write("PRODID", "-//Finsam//finsam//SV");
    lines.write("CALSCALE", "GREGORIAN");
    lines.write_text("NAME", name);
    lines.write_text("X-WR-CALNAME", name);
    lines.write("X-WR-TIMEZONE", "Europe/Stockholm");
    if let Some(at) = nodes.iter().filter_map(|node| facts::written_at(snapshot, node)).max() {
        lines.write("LAST-MODIFIED", &utc(at));
    }
    lines.write("REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
    lines.write("X-PUBLISHED-TTL", REFRESH);
    lines.write("SOURCE;VALUE=URI", url);
    for (name, value) in STOCKHOLM {
        lines.write(name, value);
    }
    for seminar in seminars() {
        event::write(&mut lines, snapshot, seminar, public_url, options);
    }
    lines.write("END", "VCALENDAR");
    lines.into_bytes()
}

/// Whether a document has a place in a calendar.
#[must_use]
pub fn has_time(node: &Node) -> bool {
    seminar(node).is_some()
}

fn seminar(node: &Node) -> Option<&Arc<Entry<Seminar>>> {
    match node {
        Node::Seminar(seminar) => Some(seminar),
        _ => None,
    }
}
