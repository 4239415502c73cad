//! When something is: as Discord shows it in each reader's own zone, and as the clock on the wall
//! says it where the seminar is.

use finsam_client::Seminar;
use finsam_swedish::{
    Language::Swedish,
    print::{clock_range, date_long},
    stockholm,
};
use jiff::Timestamp;

/// When a seminar is, both ways: `<t:…:F>–<t:…:t> (torsdag 5 juli 2018 kl. 8.00–8.50, svensk tid)`.
pub(crate) fn told(seminar: &Seminar) -> String {
    let day = date_long(seminar.date, Swedish);
    let Some(starts) = seminar.starts_at else { return format!("{day}, tiden är inte känd") };
    let start = starts.to_zoned(stockholm());
    let end = seminar.ends_at.map(|ends| ends.to_zoned(stockholm()));
    match end {
        // What ends on another day has both days written.
        Some(end) if end.date() != start.date() => format!(
            "<t:{}:F> – <t:{}:F> ({day} kl. {} – {} kl. {}, svensk tid)",
            starts.as_second(),
            end.timestamp().as_second(),
            clock_range(start.time(), None, Swedish),
            date_long(end.date(), Swedish),
            clock_range(end.time(), None, Swedish),
        ),
        Some(end) => format!(
            "<t:{}:F> – <t:{}:t> ({day} kl. {}, svensk tid)",
            starts.as_second(),
            end.timestamp().as_second(),
            clock_range(start.time(), Some(end.time()), Swedish),
        ),
        None => format!(
            "<t:{}:F> ({day} kl. {}, svensk tid)",
            starts.as_second(),
            clock_range(start.time(), None, Swedish),
        ),
    }
}

/// How long until then, or since, as Discord counts it for each reader.
pub(crate) fn relative(instant: Timestamp) -> String {
    format!("<t:{}:R>", instant.as_second())
}
