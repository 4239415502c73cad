//! A seminar: when, where, who, about what; and what has become of it first.

use finsam_client::{Appearance, Attendance, Contact, Format, Link, Role, Seminar, SeminarStatus};
use finsam_swedish::print::{date_long, list as joined};

use super::{
    Paged, Whose,
    lines::{card, linked, list, named, pages, row, short, sources, text, within},
    times,
};
use crate::{
    markdown::link_target,
    message::{Colour, Embed, Message},
    programme::is_on,
    texts::Language,
};

/// What fits in the card of one seminar: room in characters. Together with title, sources and footer
/// they stay below Discord's limit for a message.
const DESCRIPTION: usize = 1_400;
const NOTE: usize = 300;
const SUBTITLE: usize = 200;
const PLACE: usize = 300;
const PEOPLE: usize = 800;
const ABOUT: usize = 500;
const AFTER: usize = 400;
const TOPICS: usize = 400;
const ORGANISERS: usize = 200;
const REGISTRATION: usize = 350;
const LINKS: usize = 350;
const ACCESS: usize = 200;
const AUDIENCE: usize = 150;

/// How many of its people are named where a seminar is one of many.
const NAMED_IN_A_LIST: usize = 4;

/// How many people a page of them holds, and in how much room.
const PEOPLE_ON_A_PAGE: usize = 20;
const PAGE: usize = 3_500;

pub(super) fn embed(seminar: &Seminar, language: Language) -> Embed {
    let words = language.cards();
    let mut embed = card(&seminar.title, &seminar.url, format_of(seminar, language), &seminar.site);
    embed.description = within(&description(seminar, language), DESCRIPTION);
    embed.colour = if is_changed(seminar) { Colour::Changed } else { Colour::Plain };
    let people: Vec<_> = seminar.appearances.iter().map(|one| appearance(one, language)).collect();
    list(&mut embed, words.people, &people, 0, PEOPLE, language);
    text(&mut embed, words.about, &seminar.body.text, ABOUT, &seminar.url, language);
    let terms = seminar.terms.iter().map(|term| linked(&term.label, &term.url));
    let initiatives = seminar.initiatives.iter().map(|one| linked(&one.label, &one.url));
    row(&mut embed, words.topics, &terms.chain(initiatives).collect::<Vec<_>>(), TOPICS, language);
    let organisers: Vec<_> =
        seminar.organisers.iter().map(|one| linked(&one.name, &one.url)).collect();
    row(&mut embed, words.organisers, &organisers, ORGANISERS, language);
    list(
        &mut embed,
        words.registration,
        &registration(seminar, language),
        0,
        REGISTRATION,
        language,
    );
    list(&mut embed, words.links, &links(seminar, language), 0, LINKS, language);
    if let Some(audience) = &seminar.audience {
        embed.fields.push((words.audience.to_owned(), short(audience, AUDIENCE)));
    }
    if let Some(access) = &seminar.accessibility {
        embed.fields.push((words.accessibility.to_owned(), short(access, ACCESS)));
    }
    sources(&mut embed, &seminar.sources, language);
    embed
}

/// A seminar that is one of many: its title, its hours, where, and who speaks.
pub(super) fn brief(seminar: &Seminar, time: &str, whose: Whose, language: Language) -> String {
    let words = language.cards();
    let title = format!("**{}**", linked(&seminar.title, &seminar.url));
    let head = match status(seminar, language) {
        Some(status) => format!("**{status}** · {title}"),
        None => title,
    };
    let mut lines = vec![head];
    let reader = seminar
        .starts_at
        .map(|starts| format!(" ({} {})", words.your_time, times::shown(starts, 't')));
    let time = old_and_new(seminar, time, language);
    let mut when = format!("{time}{}", reader.unwrap_or_default());
    if let Some(place) = place(seminar, language) {
        when.push_str(" · ");
        when.push_str(&place);
    }
    lines.push(whose.after(when, &seminar.site));
    let speakers = speakers(seminar);
    if !speakers.is_empty() {
        let left = speakers.len().saturating_sub(NAMED_IN_A_LIST);
        let mut names: Vec<_> = speakers.into_iter().take(NAMED_IN_A_LIST).collect();
        if left > 0 {
            names.push((words.others)(left));
        }
        lines.push(format!("{}: {}", words.speaks, joined(&names, language.of_print())));
    }
    lines.join("\n")
}

/// Who takes part, all of them, page by page.
pub(crate) fn people(seminar: &Seminar, page: usize, language: Language) -> Paged {
    let words = language.cards();
    let lines: Vec<_> = seminar.appearances.iter().map(|one| appearance(one, language)).collect();
    let mut embed = card(&seminar.title, &seminar.url, words.people, &seminar.site);
    let head = times::written(seminar, language);
    let pages = pages(lines, PEOPLE_ON_A_PAGE, PAGE);
    let shown = pages.get(page).or_else(|| pages.first());
    let told = shown.map_or_else(|| words.no_people.to_owned(), |lines| lines.join("\n"));
    embed.description = format!("{head}\n\n{told}");
    sources(&mut embed, &seminar.sources, language);
    Paged::new(embed, page, pages.len(), language)
}

/// What it is, when and where.
fn description(seminar: &Seminar, language: Language) -> Vec<String> {
    let words = language.cards();
    let mut lines = Vec::new();
    if let Some(status) = status(seminar, language) {
        let note = seminar.status_note.as_deref().unwrap_or_default();
        lines.push(format!("**{status}.** {}", short(note, NOTE)).trim_end().to_owned());
        lines.push(String::new());
    }
    if let Some(subtitle) = &seminar.subtitle {
        lines.push(format!("*{}*", short(subtitle, SUBTITLE)));
    }
    let zone = if seminar.starts_at.is_some() { zone_of(seminar, language) } else { String::new() };
    let when = old_and_new(seminar, &times::written(seminar, language), language);
    if is_on(seminar) {
        lines.push(format!("**{}:** {when}{zone}", words.time));
        if let (Some(reader), Some(starts)) = (times::of_the_reader(seminar), seminar.starts_at) {
            let how_long = times::shown(starts, 'R');
            lines.push(format!("**{}:** {reader} ({how_long})", words.in_your_time));
        }
    } else {
        lines.push(format!("**{}:** {when}{zone}", words.would_have_been));
    }
    if let Some(serving) = seminar.serving_from {
        let from = times::hour(&serving.to_zoned(times::zone(seminar)), language);
        lines.push(format!(
            "**{}:** {}{from}",
            meal(&seminar.format, language),
            words.from_the_hour
        ));
    }
    if let Some(place) = place(seminar, language) {
        lines.push(format!("**{}:** {place}", words.place));
    }
    if !seminar.language.starts_with("sv") {
        lines.push(format!("**{}:** {}", words.spoken, spoken(&seminar.language, language)));
    }
    if let Some(series) = &seminar.series {
        lines.push(format!("**{}:** {}", words.series, linked(&series.title, &series.url)));
    }
    lines
}

/// What has become of it, where that is not as usual.
pub(super) fn status(seminar: &Seminar, language: Language) -> Option<&'static str> {
    let words = language.cards();
    match seminar.status {
        SeminarStatus::Cancelled => Some(words.cancelled),
        SeminarStatus::Postponed => Some(words.postponed),
        SeminarStatus::Moved => Some(words.moved),
        SeminarStatus::MovedOnline => Some(words.moved_online),
        SeminarStatus::Planned | SeminarStatus::Held | SeminarStatus::Other(_) => None,
    }
}

/// `written`, after the time that held before it was moved, if that was another.
fn old_and_new(seminar: &Seminar, written: &str, language: Language) -> String {
    match seminar.moved_from.filter(|from| seminar.starts_at != Some(*from)) {
        Some(from) => {
            let old = times::instant(&from.to_zoned(times::zone(seminar)), language);
            format!("~~{old}~~ → {written}")
        }
        None => written.to_owned(),
    }
}

fn is_changed(seminar: &Seminar) -> bool {
    !matches!(
        seminar.status,
        SeminarStatus::Planned | SeminarStatus::Held | SeminarStatus::Other(_)
    )
}

/// Whose time it is.
fn zone_of(seminar: &Seminar, language: Language) -> String {
    if seminar.time_zone == "Europe/Stockholm" {
        format!(" ({})", language.cards().swedish_time)
    } else {
        format!(" ({})", named(&seminar.time_zone))
    }
}

/// Where one can be: the venue with its street, or on the web.
pub(super) fn place(seminar: &Seminar, language: Language) -> Option<String> {
    let words = language.cards();
    let venue = seminar.venue.as_ref().map(|venue| {
        let mut parts = vec![linked(&venue.name, &venue.url)];
        parts.extend(venue.street.iter().chain(&venue.city).map(|part| short(part, PLACE / 3)));
        parts.join(", ")
    });
    let is_online =
        seminar.status == SeminarStatus::MovedOnline || seminar.attendance == Attendance::Online;
    match (venue, &seminar.attendance) {
        // The venue holds no longer.
        _ if is_online => Some(words.online.to_owned()),
        (Some(venue), Attendance::Mixed) => Some(format!("{venue}; {}", words.also_online)),
        (None, Attendance::Mixed) => Some(words.also_online.to_owned()),
        (venue, _) => venue,
    }
}

/// The names of those who speak.
fn speakers(seminar: &Seminar) -> Vec<String> {
    let speaks = |role: &Role| matches!(role, Role::Speaker | Role::Opener);
    let speakers = seminar.appearances.iter().filter(|one| speaks(&one.role));
    speakers.map(|one| named(&one.person.name)).collect()
}

/// `Namn, titel, organisation (moderator)`.
fn appearance(one: &Appearance, language: Language) -> String {
    let mut parts = vec![linked(&one.person.name, &one.person.url)];
    parts.extend(one.title.as_deref().map(named));
    parts.extend(one.organisation.as_ref().map(|of| named(&of.name)));
    parts.extend(one.initiative.as_ref().map(|of| named(&of.label)));
    let who = parts.join(", ");
    match role(&one.role, language) {
        Some(role) => format!("{who} ({role})"),
        None => who,
    }
}

/// A role, where it is another than to speak.
pub(super) fn role(role: &Role, language: Language) -> Option<&'static str> {
    let words = language.cards();
    match role {
        Role::Moderator => Some(words.moderator),
        Role::Host => Some(words.host),
        Role::Opener => Some(words.opener),
        Role::Speaker | Role::Other(_) => None,
    }
}

fn registration(seminar: &Seminar, language: Language) -> Vec<String> {
    let words = language.cards();
    let mut lines = Vec::new();
    if let Some(registration) = &seminar.registration {
        let target = registration.url.as_deref().and_then(link_target);
        lines.extend(target.map(|target| format!("[{}]({target})", words.register)));
        lines.extend(
            registration
                .deadline
                .map(|day| format!("{}: {}", words.deadline, date_long(day, language.of_print()))),
        );
        lines.extend(registration.note.as_deref().map(|note| short(note, REGISTRATION / 2)));
    }
    let contact = seminar.contact.as_ref().map(contact).filter(|contact| !contact.is_empty());
    lines.extend(contact.map(|contact| format!("{}: {contact}", words.contact)));
    lines
}

fn contact(contact: &Contact) -> String {
    let parts = [&contact.name, &contact.email, &contact.phone].into_iter().flatten();
    parts.map(|part| named(part)).collect::<Vec<_>>().join(", ")
}

fn links(seminar: &Seminar, language: Language) -> Vec<String> {
    let link = |link: &Link| {
        let named = linked(&link.title, &link.url);
        match &link.note {
            Some(note) => format!("{named} – {}", short(note, 120)),
            None => named,
        }
    };
    let target = seminar.recording.as_deref().and_then(link_target);
    let recording = target.map(|target| format!("[{}]({target})", language.cards().recording));
    recording.into_iter().chain(seminar.links.iter().chain(&seminar.materials).map(link)).collect()
}

/// What sort of occasion it is, in a word.
pub(super) fn format_of(seminar: &Seminar, language: Language) -> &'static str {
    let words = language.cards();
    match seminar.format {
        Format::Breakfast => words.breakfast_seminar,
        Format::Lunch => words.lunch_seminar,
        Format::Webinar => words.webinar,
        Format::Lecture => words.lecture,
        Format::Workshop => words.workshop,
        Format::Conference => words.conference,
        Format::Seminar | Format::Other(_) => words.seminar,
    }
}

fn meal(format: &Format, language: Language) -> &'static str {
    let words = language.cards();
    match format {
        Format::Breakfast => words.breakfast,
        Format::Lunch => words.lunch,
        _ => words.serving,
    }
}

/// A language by its name; by its tag where we know no name.
fn spoken(tag: &str, language: Language) -> String {
    if tag.starts_with("en") { language.cards().english.to_owned() } else { named(tag) }
}

/// The card of a seminar as the one that comes next, and what comes after it.
pub(crate) fn next(
    seminars: &[Seminar],
    now: jiff::Timestamp,
    whose: Whose,
    language: Language,
) -> Message {
    let words = language.cards();
    let Some((first, after)) = seminars.split_first() else {
        return Message::plain(words.nothing_more);
    };
    let mut embed = embed(first, language);
    let lines: Vec<_> = after
        .iter()
        .map(|one| {
            let state = status(one, language).map(|status| format!("**{status}** · "));
            let title = linked(&one.title, &one.url);
            let when = times::written(one, language);
            whose.after(format!("{when}: {}{title}", state.unwrap_or_default()), &one.site)
        })
        .collect();
    let at = embed.fields.len().saturating_sub(1);
    let fields = embed.fields.len();
    list(&mut embed, words.after_that, &lines, 0, AFTER, language);
    if embed.fields.len() > fields {
        // Above the sources, which end a card.
        embed.fields.get_mut(at..).map(|last| last.rotate_right(1)).unwrap_or_default();
    }
    let has_begun = first.starts_at.is_some_and(|starts| starts <= now) && is_on(first);
    let content = if has_begun { words.on_now } else { words.coming_next };
    Message { content: content.to_owned(), ..Message::of(embed) }
}
