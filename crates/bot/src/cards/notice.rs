//! What we say of our own accord. In Swedish: a channel has no language.

use finsam_client::{Kind, NewsArticle, Seminar};
use finsam_swedish::{print::date_long, stockholm};
use jiff::{Timestamp, civil::Date};
use url::Url;

use super::{
    Paged, Whose,
    lines::is_heading,
    programme,
    seminar::{brief, place},
    times,
};
use crate::{
    buttons::{self, Press, button},
    markdown::{cut, escape, escaped_within},
    message::{Colour, Embed, MAX_TITLE, Message},
    notices::{Turn, Why},
    state::Reminder,
    texts::Language::Swedish,
    views::{Ref, View},
};

/// How much of an article is shown.
const MAX_LEAD: usize = 400;

/// Before a notice that comes late.
pub(crate) fn late(due: Timestamp) -> String {
    let due = times::instant(&due.to_zoned(stockholm()), Swedish);
    format!("⏰ Försenat: det här skulle ha kommit {due}.")
}

/// To whoever chose that a channel should be told, when we may not write there.
pub(crate) fn barred(channel: u64) -> Message {
    Message::plain(format!(
        "Jag kan inte längre skriva i <#{channel}>, där du har bett mig berätta om programmet. Ge mig \
         behörigheterna *Visa kanal*, *Skicka meddelanden* och *Bädda in länkar* där, så fortsätter \
         jag av mig själv. Finns kanalen inte kvar behöver du inte göra något."
    ))
}

/// To somebody who takes no direct messages, the third time.
pub(crate) fn paused() -> Message {
    Message::plain(
        "Jag når dig inte i direktmeddelanden och slutar därför påminna dig tills vidare. Tillåt \
         direktmeddelanden från den här servern och skriv `/påminnelser`, så fortsätter jag.",
    )
}

/// The programme of some days. It comes without sound.
pub(crate) fn digest(
    first: Date,
    last: Date,
    seminars: &[&Seminar],
    heard: Option<Timestamp>,
    whose: Whose,
) -> Message {
    let seminars: Vec<_> = seminars.iter().map(|&seminar| seminar.clone()).collect();
    let Paged { mut message, pages, .. } =
        programme::days(first, last, &seminars, None, 0, whose, Swedish);
    if let (Some(heard), Some(embed)) = (heard, message.embeds.first_mut()) {
        let heard = times::instant(&heard.to_zoned(stockholm()), Swedish);
        let age = format!("Uppgifterna är från {heard}: jag når inte programmet just nu.");
        embed.footer = Some(
            [embed.footer.take(), Some(age)].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        );
    }
    let more = button(Swedish.buttons().more, &Press::Open(View::days(first, last, None)));
    message.rows = buttons::rows(more.filter(|_| pages > 1));
    message.is_silent = true;
    message
}

/// What is left of the programme of some days of which everything was taken away.
pub(crate) fn emptied(first: Date, last: Date) -> Message {
    let mut message = digest(first, last, &[], None, Whose::Untold);
    if let Some(embed) = message.embeds.first_mut() {
        "Det som stod här har tagits bort ur programmet.".clone_into(&mut embed.description);
    }
    message
}

/// That something starts in a quarter of an hour. What it says of the time has to read as well a week
/// later, when Discord makes "för 7 dagar sedan" of it.
pub(crate) fn starting(seminar: &Seminar, whose: Whose) -> Message {
    let embed = Embed {
        description: brief(seminar, &times::written(seminar, Swedish), whose, Swedish),
        colour: Colour::Soon,
        ..Embed::default()
    };
    let starts = seminar.starts_at.map(|starts| format!("Start {}", times::shown(starts, 'R')));
    let rows = buttons::under_start(named(seminar), Swedish);
    Message { content: starts.unwrap_or_default(), rows, ..Message::of(embed) }
}

/// What somebody asked to be reminded of.
pub(crate) fn reminder(seminar: &Seminar, reminder: &Reminder, whose: Whose) -> Message {
    let title = escape(&seminar.title);
    let message = starting(seminar, whose);
    let content = match seminar.starts_at {
        Some(starts) => {
            let how_long = times::shown(starts, 'R');
            format!("Du bad mig påminna dig om **{title}**. Start {how_long}.")
        }
        None => format!("Du bad mig påminna dig om **{title}**."),
    };
    let rows = buttons::under_reminder(reminder.id, named(seminar), Swedish);
    Message { content, rows, ..message }
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
        lines.push(old_and_new("Tid", &|seminar| Some(times::written(seminar, Swedish))));
    } else {
        lines.push(format!("**Tid:** {}", times::written(seminar, Swedish)));
    }
    if place_moved {
        lines.push(old_and_new("Plats", &|seminar| place(seminar, Swedish)));
    } else if let Some(place) = place(seminar, Swedish) {
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
    let rows = match turn {
        Turn::Gone | Turn::Cancelled | Turn::Postponed => Vec::new(),
        // Who has a reminder needs no other.
        _ if why == Some(Why::Reminder) => buttons::under_start(named(seminar), Swedish),
        _ => buttons::under_notice(named(seminar), Swedish),
    };
    Message { rows, ..Message::of(embed) }
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
    let lead =
        article.body.text.split("\n\n").find(|text| !text.trim().is_empty() && !is_heading(text));
    let embed = Embed {
        title: Some(escaped_within(&article.headline, MAX_TITLE)),
        url: Url::parse(&article.url).ok(),
        description: escape(&cut(lead.unwrap_or_default(), MAX_LEAD)),
        footer: why.map(because),
        ..Embed::default()
    };
    let day = date_long(article.published_on, Swedish.of_print());
    Message { content: format!("Ny artikel, {day}"), ..Message::of(embed) }
}

/// Why a person is told.
fn because(why: Why<'_>) -> String {
    match why {
        Why::Reminder => {
            "Du har en påminnelse om det här. Skriv /påminnelser, så ser du alla.".to_owned()
        }
        Why::Follows(label) => format!("Du följer {label}. Skriv /följ för att sluta."),
    }
}

/// What buttons know a seminar by.
fn named(seminar: &Seminar) -> Ref {
    Ref { kind: Kind::Seminar, site: seminar.site.slug.clone(), slug: seminar.slug.clone() }
}
