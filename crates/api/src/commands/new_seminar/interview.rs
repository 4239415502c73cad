//! What is asked about a new seminar, in order.

use finsam_content::Snapshot;
use finsam_model::{Kind, Slug};
use finsam_swedish::{Language, print};
use jiff::{Zoned, civil::Time};

use super::{
    answers::{FORMATS, Known, Speaker, clock, day, format, speaker},
    document::Draft,
    talk::{Stop, Talk},
};

/// Lists longer than this are not shown.
const LONGEST_LIST: usize = 30;

/// Asks about a seminar.
pub(super) fn hold(talk: &mut Talk<'_>, snapshot: &Snapshot, now: &Zoned) -> Result<Draft, Stop> {
    talk.say(
        "Ett nytt seminarium. Tom rad hoppar över en fråga som inte måste besvaras; Ctrl-D \
         avbryter utan att något skrivs.\n",
    )?;
    let title = talk.ask("Titel", |said| match said {
        "" => Err("Ett seminarium måste ha en titel.".to_owned()),
        title => Ok(title.to_owned()),
    })?;
    let day = talk.ask("Datum (torsdag 5 juli 2018)", |said| match said {
        "" => Err("Ett seminarium måste ha ett datum.".to_owned()),
        said => day(said, now.date()),
    })?;
    let mut draft = Draft::new(title, day);
    times(talk, &mut draft)?;
    draft.format = ask_format(talk)?;
    draft.venue = choose(talk, "Lokal", Kind::Venue, snapshot)?;
    draft.series = choose(talk, "Serie", Kind::Series, snapshot)?;
    draft.speakers = speakers(talk, snapshot)?;
    Ok(draft)
}

fn times(talk: &mut Talk<'_>, draft: &mut Draft) -> Result<(), Stop> {
    let date = draft.date;
    let Some((starts, ends)) =
        talk.ask_optional("Börjar (8.00 eller 8.00–8.50)", |said| clock(said, date))?
    else {
        return Ok(());
    };
    draft.starts = Some(starts);
    draft.ends = match ends {
        Some(_) => ends,
        None => talk.ask_optional("Slutar (8.50)", |said| {
            let ends = alone(clock(said, date)?)?;
            let after = ends > starts;
            after
                .then_some(ends)
                .ok_or_else(|| format!("Slutet måste komma efter klockan {}.", in_words(starts)))
        })?,
    };
    draft.serving = talk.ask_optional("Serveras från (7.30)", |said| {
        let serving = alone(clock(said, date)?)?;
        let before = serving <= starts;
        before
            .then_some(serving)
            .ok_or_else(|| format!("Serveringen måste börja senast klockan {}.", in_words(starts)))
    })?;
    Ok(())
}

fn in_words(time: Time) -> String {
    print::clock(time, Language::Swedish)
}

/// A time without an end.
fn alone((time, end): (Time, Option<Time>)) -> Result<Time, String> {
    match end {
        None => Ok(time),
        Some(_) => Err("Skriv ett enda klockslag.".to_owned()),
    }
}

fn ask_format(talk: &mut Talk<'_>) -> Result<&'static str, Stop> {
    let numbered = FORMATS.iter().zip(1..).map(|((_, word), number)| format!("{number} {word}"));
    let question = format!("Form ({})", numbered.collect::<Vec<_>>().join(", "));
    talk.ask(&question, format)
}

/// Lets the editor choose a document; nothing is asked where there is none.
fn choose(
    talk: &mut Talk<'_>,
    what: &str,
    kind: Kind,
    snapshot: &Snapshot,
) -> Result<Option<Slug>, Stop> {
    let known = Known::of(kind, snapshot);
    if known.is_empty() {
        return Ok(None);
    }
    if known.len() > LONGEST_LIST {
        return talk
            .ask_optional(&format!("{what} (namn eller kortnamn)"), |said| known.find(said));
    }
    talk.say(&known.list())?;
    talk.ask_optional(&format!("{what} (nummer, namn eller kortnamn)"), |said| known.pick(said))
}

fn speakers(talk: &mut Talk<'_>, snapshot: &Snapshot) -> Result<Vec<Speaker>, Stop> {
    let people = Known::of(Kind::Person, snapshot);
    let organisations = Known::of(Kind::Organisation, snapshot);
    let mut speakers: Vec<Speaker> = Vec::new();
    if people.is_empty() {
        return Ok(speakers);
    }
    talk.say("Talare, en i taget: namn, titel, organisation. Tom rad när alla är med.")?;
    while let Some(next) = talk.ask_optional("Talare", |said| {
        let next = speaker(said, &people, &organisations)?;
        let twice = speakers.iter().any(|speaker| speaker.person == next.person);
        if twice { Err("Personen står redan på programmet.".to_owned()) } else { Ok(next) }
    })? {
        speakers.push(next);
    }
    Ok(speakers)
}
