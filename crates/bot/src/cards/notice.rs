//! What we say of our own accord about our own doings. In Swedish: a channel has no language.

use finsam_swedish::{
    Language::Swedish,
    print::{clock, date_long},
};
use jiff::{Timestamp, tz::TimeZone};

use crate::message::Message;

static STOCKHOLM: TimeZone = jiff::tz::get!("Europe/Stockholm");

/// Before a notice that comes late.
pub(crate) fn late(due: Timestamp) -> String {
    let due = due.to_zoned(STOCKHOLM.clone());
    let (day, time) = (date_long(due.date(), Swedish), clock(due.time(), Swedish));
    format!("⏰ Försenat: det här skulle ha kommit {day} kl. {time}.")
}

/// To whoever chose that a channel should be told, when we may not write there.
pub(crate) fn barred(channel: u64) -> Message {
    Message::plain(format!(
        "Jag kan inte längre skriva i <#{channel}>, där du har bett mig berätta om programmet. Ge mig \
         rätt att se kanalen, skicka meddelanden och bädda in länkar där, så fortsätter jag av mig \
         själv. Vill du inte ha mig i kanalen längre? Skriv `/finsam kanal` i en annan kanal."
    ))
}

/// To somebody who takes no direct messages, the third time.
pub(crate) fn paused() -> Message {
    Message::plain(
        "Jag når dig inte i direktmeddelanden och slutar därför påminna dig tills vidare. Tillåt \
         direktmeddelanden från den här servern och skriv `/påminnelser`, så fortsätter jag.",
    )
}
