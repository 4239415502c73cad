//! What we say of our own accord. In Swedish: a channel has no language.

use finsam_client::{NewsArticle, Seminar};
use finsam_swedish::{
    Language::Swedish,
    print::{clock, date_long, date_range},
    stockholm,
};
use jiff::{Timestamp, civil::Date};
use url::Url;

use super::when;
use crate::{
    markdown::{cut, escape, escaped_within},
    message::{Colour, Embed, MAX_FIELD_NAME, MAX_TITLE, Message},
    notices::{Turn, Why},
    programme::is_on,
};

/// How many seminars a digest tells of; the rest it counts.
const MAX_TOLD: usize = 12;

/// How much of an article is shown.
const MAX_LEAD: usize = 400;

/// Before a notice that comes late.
pub(crate) fn late(due: Timestamp) -> String {
    let due = due.to_zoned(stockholm());
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

/// The programme of a day. It comes without sound.
pub(crate) fn day(day: Date, seminars: &[&Seminar], heard: Option<Timestamp>) -> Message {
    digest(format!("Program {}", date_long(day, Swedish)), seminars, heard)
}

/// The programme of some days. It comes without sound.
pub(crate) fn week(
    first: Date,
    last: Date,
    seminars: &[&Seminar],
    heard: Option<Timestamp>,
) -> Message {
    let week = first.iso_week_date().week();
    let days = date_range(first, last, Swedish);
    digest(format!("Program vecka {week}: {days}"), seminars, heard)
}

fn digest(title: String, seminars: &[&Seminar], heard: Option<Timestamp>) -> Message {
    let told = seminars.iter().take(MAX_TOLD);
    let mut fields: Vec<_> = told.map(|seminar| field(seminar)).collect();
    let left = seminars.len().saturating_sub(MAX_TOLD);
    if left > 0 {
        let how = format!("{left} till. Skriv `/program` för att se alla.");
        fields.push(("Och fler".to_owned(), how));
    }
    let footer = heard.map(|heard| {
        let heard = heard.to_zoned(stockholm());
        let (day, time) = (date_long(heard.date(), Swedish), clock(heard.time(), Swedish));
        format!("Uppgifterna är från {day} kl. {time}: jag når inte programmet just nu.")
    });
    let embed = Embed { title: Some(title), fields, footer, ..Embed::default() };
    Message { is_silent: true, ..Message::of(embed) }
}

/// A seminar in a list: its title above when, where and who.
fn field(seminar: &Seminar) -> (String, String) {
    let state = if is_on(seminar) { "" } else { "INSTÄLLT: " };
    let title = escaped_within(&format!("{state}{}", seminar.title), MAX_FIELD_NAME);
    let lines = [Some(when::told(seminar)), place(seminar), speakers(seminar), link(seminar)];
    (title, lines.into_iter().flatten().collect::<Vec<_>>().join("\n"))
}

/// That something starts in a quarter of an hour.
pub(crate) fn starting(seminar: &Seminar) -> Message {
    let lines = [Some(when::told(seminar)), place(seminar), speakers(seminar)];
    let embed = Embed {
        title: Some(escaped_within(&seminar.title, MAX_TITLE)),
        url: Url::parse(&seminar.url).ok(),
        description: lines.into_iter().flatten().collect::<Vec<_>>().join("\n"),
        colour: Colour::Soon,
        ..Embed::default()
    };
    let starts = seminar.starts_at.map(|starts| format!("Börjar {}", when::relative(starts)));
    Message { content: starts.unwrap_or_default(), ..Message::of(embed) }
}

/// What somebody asked to be reminded of.
pub(crate) fn reminder(seminar: &Seminar) -> Message {
    let title = escape(&seminar.title);
    let message = starting(seminar);
    let content = match seminar.starts_at {
        Some(starts) => {
            format!("Du bad mig påminna om {title}. Det börjar {}.", when::relative(starts))
        }
        None => format!("Du bad mig påminna om {title}."),
    };
    Message { content, ..message }
}

/// What has become of a seminar, with what held before.
pub(crate) fn turned(
    turn: &Turn,
    before: Option<&Seminar>,
    after: Option<&Seminar>,
    why: Option<Why<'_>>,
) -> Message {
    let Some(seminar) = after.or(before) else { return Message::default() };
    let mut lines = Vec::new();
    let old_and_new = |name: &str, tell: &dyn Fn(&Seminar) -> Option<String>| {
        let unknown = || "inte känd".to_owned();
        let old = before.and_then(tell).unwrap_or_else(unknown);
        let new = after.and_then(tell).unwrap_or_else(unknown);
        format!("**{name}:** ~~{old}~~ → {new}")
    };
    let (time, place_moved) = match turn {
        Turn::Moved { time, place } | Turn::BackOn { time, place } => (*time, *place),
        _ => (false, false),
    };
    if time {
        lines.push(old_and_new("Tid", &|seminar| Some(when::told(seminar))));
    } else {
        lines.push(format!("**Tid:** {}", when::told(seminar)));
    }
    if place_moved {
        lines.push(old_and_new("Plats", &place));
    } else if let Some(place) = place(seminar) {
        lines.push(format!("**Plats:** {place}"));
    }
    if let Some(note) = after.and_then(|after| after.status_note.as_deref()) {
        lines.push(escape(note));
    }
    let embed = Embed {
        title: Some(escaped_within(&format!("{}: {}", word(turn), seminar.title), MAX_TITLE)),
        url: Url::parse(&seminar.url).ok().filter(|_| *turn != Turn::Gone),
        description: lines.join("\n"),
        footer: why.map(because),
        colour: if *turn == Turn::New { Colour::Plain } else { Colour::Changed },
        ..Embed::default()
    };
    Message::of(embed)
}

/// A turn in a word.
fn word(turn: &Turn) -> &'static str {
    match turn {
        Turn::New => "Nytt i programmet",
        Turn::Moved { time: true, place: false } => "Ny tid",
        Turn::Moved { time: false, .. } => "Ny plats",
        Turn::Moved { .. } => "Ny tid och plats",
        Turn::Cancelled => "Inställt",
        Turn::Postponed => "Uppskjutet",
        Turn::BackOn { .. } => "Blir av ändå",
        Turn::Gone => "Borttaget ur programmet",
    }
}

/// A new article.
pub(crate) fn article_came(article: &NewsArticle, why: Option<Why<'_>>) -> Message {
    let lead = article.body.text.split("\n\n").find(|text| !text.trim().is_empty());
    let embed = Embed {
        title: Some(escaped_within(&article.headline, MAX_TITLE)),
        url: Url::parse(&article.url).ok(),
        description: escape(&cut(lead.unwrap_or_default(), MAX_LEAD)),
        footer: why.map(because),
        ..Embed::default()
    };
    let day = date_long(article.published_on, Swedish);
    Message { content: format!("Ny artikel, {day}"), ..Message::of(embed) }
}

/// Why a person is told.
fn because(why: Why<'_>) -> String {
    match why {
        Why::Reminder => {
            "Du har en påminnelse om det här. `/påminnelser` visar dem alla.".to_owned()
        }
        Why::Follows(label) => format!("Du följer {label}. Skriv /följ för att sluta."),
    }
}

fn place(seminar: &Seminar) -> Option<String> {
    use finsam_client::{Attendance, SeminarStatus::MovedOnline};
    if seminar.attendance == Attendance::Online || seminar.status == MovedOnline {
        return Some("på nätet".to_owned());
    }
    let venue = seminar.venue.as_ref()?;
    let parts = [Some(&venue.name), venue.street.as_ref(), venue.city.as_ref()];
    Some(parts.into_iter().flatten().map(|part| escape(part)).collect::<Vec<_>>().join(", "))
}

fn speakers(seminar: &Seminar) -> Option<String> {
    let speaks = seminar.appearances.iter().filter(|appearance| {
        use finsam_client::Role::{Opener, Speaker};
        matches!(appearance.role, Speaker | Opener)
    });
    let names: Vec<_> = speaks.map(|appearance| escape(&appearance.person.name)).collect();
    (!names.is_empty()).then(|| format!("Talar: {}", finsam_swedish::print::list(&names, Swedish)))
}

fn link(seminar: &Seminar) -> Option<String> {
    crate::markdown::link_target(&seminar.url).map(|url| format!("[Läs mer]({url})"))
}
