//! How an occasion is told: its name, its time, its place, its state, its people.

use finsam_model::{
    Appearance, Attendance, Basis, Entry, Format, Kind, Organisation, Person, Role, Seminar,
    SeminarStatus, Slug, Start, Venue, iso_week,
};
use finsam_swedish::print;
use jiff::{Unit, Zoned};

use crate::{
    markdown::{bold, plain},
    phrases::fill,
    reply::{Case, Reply},
};

/// The title in bold.
pub(super) fn title(seminar: &Seminar) -> String {
    bold(&seminar.title)
}

/// The title in bold and the second line of it.
pub(super) fn full_title(seminar: &Seminar) -> String {
    match &seminar.subtitle {
        Some(subtitle) => format!("{} – {}", title(seminar), plain(subtitle)),
        None => title(seminar),
    }
}

/// The day, with weekday and year.
pub(super) fn day(case: &Case<'_>, seminar: &Seminar) -> String {
    print::date_long(seminar.date(), case.language())
}

/// The time of day, if known: "8.00–8.50". An end on another day is said with its day; across the
/// night when clocks are changed, both times are said with theirs.
pub(super) fn clock(case: &Case<'_>, seminar: &Seminar) -> Option<String> {
    let (language, phrases) = (case.language(), case.phrases());
    let start = seminar.starts_at()?;
    let said = |at: &Zoned| {
        let summer = at.time_zone().to_offset_info(at.timestamp()).dst().is_dst();
        let season = if summer { phrases.summer_time } else { phrases.standard_time };
        format!("{} {season}", print::clock(at.time(), language))
    };
    let Some(end) = &seminar.ends_at else {
        return Some(if strikes_twice(start) {
            said(start)
        } else {
            print::clock(start.time(), language)
        });
    };
    if start.offset() != end.offset() {
        return Some(format!("{}–{}", said(start), said(end)));
    }
    if strikes_twice(start) {
        return Some(format!("{}–{}", said(start), print::clock(end.time(), language)));
    }
    let clocks = print::clock_range(start.time(), Some(end.time()), language);
    if start.date() == end.date() {
        return Some(clocks);
    }
    Some(format!("{clocks} ({})", print::date_long(end.date(), language)))
}

/// Whether the clock shows this time twice that night.
fn strikes_twice(at: &Zoned) -> bool {
    at.time_zone().to_ambiguous_zoned(at.datetime()).is_ambiguous()
}

/// How long it really lasts, clocks changed or not, if known.
pub(super) fn length(case: &Case<'_>, seminar: &Seminar) -> Option<String> {
    let phrases = case.phrases();
    let (start, end) = (seminar.starts_at()?, seminar.ends_at.as_ref()?);
    let minutes = start.until((Unit::Minute, end)).ok()?.get_minutes();
    let days = start.date().until(end.date()).map_or(0, |span| span.get_days()) + 1;
    if minutes > 20 * 60 {
        return Some(fill(phrases.days, &[("days", &days.to_string())]));
    }
    let (hours, rest) = ((minutes / 60).to_string(), (minutes % 60).to_string());
    Some(match (minutes / 60, minutes % 60) {
        (0, _) => fill(phrases.minutes, &[("minutes", &minutes.to_string())]),
        (1, 0) => format!("{} ({})", phrases.one_hour, fill(phrases.minutes, &[("minutes", "60")])),
        (_, 0) => fill(phrases.hours, &[("hours", &hours)]),
        _ => fill(phrases.hours_and_minutes, &[("hours", &hours), ("minutes", &rest)]),
    })
}

/// Day and time, and what about them is worked out or unknown.
pub(super) fn time(case: &Case<'_>, seminar: &Entry<Seminar>) -> String {
    let phrases = case.phrases();
    let mut text = day(case, seminar);
    let mut remarks = Vec::new();
    match clock(case, seminar) {
        Some(clock) => text = format!("{text}, {clock}"),
        None => remarks.push(phrases.clock_unknown),
    }
    remarks.extend(derived(case, seminar));
    if is_just_over(case, seminar) {
        remarks.push(phrases.is_over);
    }
    if remarks.is_empty() { text } else { format!("{text} ({})", remarks.join("; ")) }
}

/// Whether it was this week: an older date speaks for itself.
fn is_just_over(case: &Case<'_>, seminar: &Seminar) -> bool {
    seminar.span().until <= *case.now && iso_week(case.now.date()).contains(&seminar.span().from)
}

/// What of the start is not stated by a source but worked out.
pub(super) fn derived(case: &Case<'_>, seminar: &Entry<Seminar>) -> Option<&'static str> {
    let phrases = case.phrases();
    let derived = seminar.claims.iter().find(|claim| {
        claim.field == "startsAt" && claim.followed && claim.basis == Basis::Derived
    })?;
    let is_year = derived.value.len() == 4 && derived.value.bytes().all(|b| b.is_ascii_digit());
    Some(if is_year { phrases.year_derived } else { phrases.date_derived })
}

/// When breakfast or lunch is served, if known.
pub(super) fn serving(case: &Case<'_>, seminar: &Seminar) -> Option<String> {
    let phrases = case.phrases();
    let phrase = match seminar.format {
        Format::Breakfast => phrases.breakfast_from,
        Format::Lunch => phrases.lunch_from,
        _ => phrases.serving_from,
    };
    let from = seminar.serving_from.as_ref()?;
    Some(fill(phrase, &[("time", &print::clock(from.time(), case.language()))]))
}

/// The place with street and town, if known.
pub(super) fn place(case: &Case<'_>, seminar: &Entry<Seminar>) -> Option<String> {
    let phrases = case.phrases();
    let venue = seminar.venue.as_ref().and_then(|slug| case.snapshot.get::<Venue>(slug));
    let there = venue.map(|venue| {
        let remark = town_remark(case, seminar).map(|remark| format!(" ({remark})"));
        address(venue) + &remark.unwrap_or_default()
    });
    match (there, seminar.attendance) {
        (Some(there), Attendance::Mixed) => Some(format!("{there} ({})", phrases.mixed)),
        (Some(there), Attendance::Onsite | Attendance::Online) => Some(there),
        (None, Attendance::Online) => Some(phrases.online.to_owned()),
        (None, _) => None,
    }
}

/// Name, street and town.
pub(super) fn address(venue: &Venue) -> String {
    let parts = std::iter::once(&venue.name).chain(&venue.street).chain(&venue.city);
    parts.map(|part| plain(part)).collect::<Vec<_>>().join(", ")
}

/// That the town is worked out, where the occasion's own sources leave it out.
pub(super) fn town_remark(case: &Case<'_>, seminar: &Entry<Seminar>) -> Option<&'static str> {
    let venue = case.snapshot.get::<Venue>(seminar.venue.as_ref()?)?;
    (venue.city.is_some() && town_is_derived(venue, seminar)).then_some(case.phrases().city_derived)
}

/// Whether the sources of this very occasion leave the town out.
fn town_is_derived(venue: &Entry<Venue>, seminar: &Entry<Seminar>) -> bool {
    let of_town = venue.claims.iter().filter(|claim| claim.field == "city" && claim.followed);
    let mut of_this = of_town
        .filter(|claim| claim.source.as_ref().is_some_and(|s| seminar.sources.contains(s)))
        .map(|claim| claim.basis)
        .peekable();
    of_this.peek().is_some() && of_this.all(|basis| basis != Basis::Stated)
}

/// What has become of it, when that is not what was planned.
pub(super) fn status(case: &Case<'_>, seminar: &Seminar) -> Option<String> {
    let phrases = case.phrases();
    let word = match seminar.status {
        SeminarStatus::Planned | SeminarStatus::Held => None,
        SeminarStatus::Cancelled => Some(phrases.cancelled),
        SeminarStatus::Postponed => Some(phrases.postponed),
        SeminarStatus::Moved => Some(phrases.moved),
        SeminarStatus::MovedOnline => Some(phrases.moved_online),
    };
    // Moved to another room at the same time, it has no old time.
    let old = seminar.moved_from.as_ref().filter(|old| seminar.starts_at() != Some(old));
    let moved = old.map(|old| {
        let at = |start: &Zoned| {
            let day = print::date_long(start.date(), case.language());
            format!("{day}, {}", print::clock(start.time(), case.language()))
        };
        let new = match &seminar.starts {
            Start::At(start) => at(start),
            Start::On(_) => day(case, seminar),
        };
        // Postponed without a new time, the start is only the one that held before.
        if seminar.takes_place() { format!("{} → {new}.", at(old)) } else { at(old) }
    });
    let note = seminar.status_note.as_ref().map(|note| plain(note));
    let parts: Vec<String> = word.map(bold).into_iter().chain(moved).chain(note).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// A person on a programme: name, party, title and organisation then.
pub(super) fn person(case: &Case<'_>, appearance: &Appearance) -> Option<String> {
    let person = case.snapshot.get::<Person>(&appearance.person)?;
    let organisation = appearance.organisation.as_ref().and_then(|slug| organisation(case, slug));
    let initiative = appearance
        .initiative
        .as_ref()
        .and_then(|slug| case.find(Kind::Initiative, slug))
        .map(|initiative| plain(initiative.label()));
    let title = appearance.title.as_ref().map(|title| plain(title));
    let parts: Vec<String> =
        std::iter::once(named(person)).chain(title).chain(initiative).chain(organisation).collect();
    Some(parts.join(", "))
}

/// A person's name, with the party where a source prints it.
pub(super) fn named(person: &Person) -> String {
    match &person.party {
        Some(party) => format!("{} ({})", plain(&person.name), plain(party)),
        None => plain(&person.name),
    }
}

/// An organisation's name, short where the full one is long.
pub(super) fn organisation(case: &Case<'_>, slug: &Slug) -> Option<String> {
    let organisation = case.snapshot.get::<Organisation>(slug)?;
    Some(short_name(organisation))
}

/// The abbreviation of a long name, else the name.
pub(super) fn short_name(organisation: &Organisation) -> String {
    const LONG: usize = 24;
    match &organisation.abbreviation {
        Some(short) if organisation.name.chars().count() > LONG => plain(short),
        _ => plain(&organisation.name),
    }
}

/// The name of a role, as a heading of those who had it.
pub(super) fn role(case: &Case<'_>, role: Role) -> &'static str {
    let phrases = case.phrases();
    match role {
        Role::Speaker => phrases.speakers,
        Role::Moderator => phrases.moderator,
        Role::Host => phrases.host,
        Role::Opener => phrases.opener,
    }
}

/// Title and time on one line, for a list or a reference.
pub(super) fn brief(case: &Case<'_>, seminar: &Entry<Seminar>) -> String {
    let state = match seminar.status {
        SeminarStatus::Cancelled => case.phrases().cancelled,
        SeminarStatus::Postponed => case.phrases().postponed,
        SeminarStatus::Moved => case.phrases().moved,
        SeminarStatus::MovedOnline => case.phrases().moved_online,
        SeminarStatus::Planned | SeminarStatus::Held => "",
    };
    let state = if state.is_empty() { String::new() } else { format!("{} ", bold(state)) };
    format!("{state}{}", title_and_time(case, seminar))
}

/// Title and time, where the state is said beside it.
pub(super) fn title_and_time(case: &Case<'_>, seminar: &Entry<Seminar>) -> String {
    format!("{}, {}", title(seminar), time(case, seminar))
}

/// Title and day, to say which occasion something was at.
pub(super) fn reference(case: &Case<'_>, seminar: &Seminar) -> String {
    let day = print::date_short(seminar.date(), case.language());
    format!("{} ({day})", plain(&seminar.title))
}

/// What has become of it, told before anything else; then title and time.
pub(super) fn headline(case: &Case<'_>, seminar: &Entry<Seminar>) -> String {
    match status(case, seminar) {
        Some(status) => format!("{status} {}", title_and_time(case, seminar)),
        None => title_and_time(case, seminar),
    }
}

/// What has become of it, its title, time and place.
pub(super) fn facts(case: &Case<'_>, seminar: &Entry<Seminar>, reply: &mut Reply) {
    let phrases = case.phrases();
    if let Some(status) = status(case, seminar) {
        reply.line(status);
    }
    reply.line(full_title(seminar));
    let serving = serving(case, seminar).map_or_else(String::new, |serving| format!("; {serving}"));
    reply.line(format!("{}: {}{serving}", phrases.time, time(case, seminar)));
    if let Some(place) = place(case, seminar) {
        reply.line(format!("{}: {place}", phrases.place));
    }
}

/// Everything a member wants to know before going.
pub(super) fn whole(case: &Case<'_>, seminar: &Entry<Seminar>, reply: &mut Reply) {
    facts(case, seminar, reply);
    for role in [Role::Speaker, Role::Opener, Role::Moderator, Role::Host] {
        let names: Vec<String> = seminar
            .appearances
            .iter()
            .filter(|appearance| appearance.role == role)
            .filter_map(|appearance| case.snapshot.get::<Person>(&appearance.person))
            .map(|person| named(person))
            .collect();
        if !names.is_empty() {
            let names = print::list(&names, case.language());
            reply.line(format!("{}: {names}", self::role(case, role)));
        }
    }
}
