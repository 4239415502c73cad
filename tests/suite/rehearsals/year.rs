//! A whole year of programme with edits on the way, and what must hold of everything that is told.

mod paper;
mod programme;

use std::time::Instant;

use finsam_client::{Changed, Client, Seminar, SeminarStatus};
use finsam_tests::{
    discord::CHANNEL,
    finsam::{Server, Tree},
};
use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, DateTime, Weekday, date, time},
    tz::TimeZone,
};

use super::play::Play;
use paper::{Printed, read};
use programme::{ARTICLES, Edit, QUIET_RED_DAYS, RED_DAYS};

const CLOCK: &str = "2032-01-01T00:00:00+01:00";

/// People: one has a reminder that moves over the night of spring, and puts it off; one follows
/// somebody who comes onto the programme later.
const PEOPLE: &str = r#"
[[step]]
at = 2032-01-02T09:00:00
person = "2000"
says = "/påminn seminarium:|S|exempel|arsprov-11 före:60"

[[step]]
at = 2032-03-28T01:05:00
person = "2000"
presses = "Påminn igen om 10 minuter"

[[step]]
at = 2032-01-02T09:01:00
person = "2001"
says = "/följ vad:|P|exempel|karin-skiss"

[[step]]
at = 2032-12-01T09:00:00
person = "2000"
says = "/påminn seminarium:|S|exempel|prov-julafton före:1440"

[[step]]
at = 2032-12-01T09:00:30
person = "2000"
presses = "Ta bort påminnelsen"
"#;

/// What a year has told, and what the API knows at its end.
struct Year {
    told: Vec<Printed>,
    seminars: Vec<Seminar>,
    edits: Vec<Edit>,
}

async fn played() -> Year {
    let tree = Tree::twin();
    let at_first = programme::at_first();
    programme::write(&tree, &at_first);
    let edits = programme::edits(&at_first);
    let ready = tempfile::tempdir().unwrap();
    let steps = programme::steps(&edits, ready.path());
    let server = Server::start(&tree, CLOCK).await;
    let play = Play::new(&tree, &format!("{PEOPLE}{steps}"));
    let started = Instant::now();
    let told = play.on_paper(&server, "2032-01-01", "2032-12-31").await;
    println!("the year took {:.1} s", started.elapsed().as_secs_f64());
    let told = told.replace(server.address(), "https://exempel.test");
    Year { told: read(&told), seminars: seminars(&server).await, edits }
}

/// Everything the API knows.
async fn seminars(server: &Server) -> Vec<Seminar> {
    let client = Client::new(server.api().parse().unwrap()).unwrap();
    let (mut all, mut since) = (Vec::new(), None);
    loop {
        let page = client.changes(since.as_deref(), 100).await.unwrap();
        for change in page.changes {
            if let Some(Changed::Seminar(seminar)) = change.node {
                all.push(*seminar);
            }
        }
        if !page.has_more {
            return all;
        }
        since = Some(page.token);
    }
}

fn stockholm() -> TimeZone {
    TimeZone::get("Europe/Stockholm").unwrap()
}

fn instant(wall: DateTime) -> Timestamp {
    wall.to_zoned(stockholm()).unwrap().timestamp()
}

fn days() -> impl Iterator<Item = Date> {
    date(2032, 1, 1).series(1.day()).take_while(|day| day.year() == 2032)
}

/// What there is more of on each side than on the other.
fn differing<T: Clone + Ord>(found: &[T], expected: &[T]) -> [Vec<T>; 2] {
    let counted = |all: &[T], one: &T| all.iter().filter(|other| *other == one).count();
    let more = |some: &[T], others: &[T]| {
        let is_more = |one: &&T| counted(some, one) > counted(others, one);
        some.iter().filter(is_more).cloned().collect()
    };
    [more(found, expected), more(expected, found)]
}

impl Year {
    fn in_channel(&self) -> impl Iterator<Item = &Printed> {
        self.told.iter().filter(|message| message.channel == CHANNEL && !message.is_edited)
    }

    fn edited(&self) -> impl Iterator<Item = &Printed> {
        self.told.iter().filter(|message| message.is_edited)
    }

    fn to_person(&self, person: u64) -> Vec<&Printed> {
        self.told.iter().filter(|message| message.channel == person).collect()
    }

    /// What is on, called off or not, within a time.
    fn overlapping(&self, from: Timestamp, until: Timestamp) -> usize {
        let overlaps = |seminar: &&Seminar| {
            let midnight = |day: Date| instant(day.to_datetime(time(0, 0, 0, 0)));
            let begins = seminar.starts_at.unwrap_or_else(|| midnight(seminar.date));
            let day = begins.to_zoned(stockholm()).date();
            let ends = seminar.ends_at.unwrap_or_else(|| midnight(day.tomorrow().unwrap()));
            begins < until && ends > from
        };
        self.seminars.iter().filter(overlaps).count()
    }

    /// Each start is told once, a quarter of an hour before, and nothing that is off starts.
    fn assert_starts(&self) {
        let mut expected = Vec::new();
        for seminar in &self.seminars {
            let is_off =
                matches!(seminar.status, SeminarStatus::Cancelled | SeminarStatus::Postponed);
            let Some(starts) = seminar.starts_at.filter(|_| !is_off) else { continue };
            let due = (starts - SignedDuration::from_mins(15)).to_zoned(stockholm()).datetime();
            if due.year() == 2032 {
                expected.push((due, seminar.title.as_str()));
            }
        }
        let mut found = Vec::new();
        for message in self.in_channel().filter(|message| message.text.starts_with("Start ")) {
            assert!(message.text.starts_with("Start om 15 minuter\n"), "{message:?}");
            found.push((message.at, message.title()));
        }
        assert!(expected.len() > 80, "{expected:?}");
        assert_eq!(differing(&found, &expected), [[]; 2]);
    }

    /// The day's and the week's programme come when something is on, and at no other time.
    fn assert_digests(&self) {
        let midnight = |day: Date| instant(day.to_datetime(time(0, 0, 0, 0)));
        let mut expected = Vec::new();
        for day in days() {
            let tomorrow = day.tomorrow().unwrap();
            let at = day.to_datetime(time(7, 30, 0, 0));
            // What is moved later that day was in the programme of that morning.
            let moved_later = day == date(2032, 7, 26);
            if moved_later || self.overlapping(instant(at), midnight(tomorrow)) > 0 {
                expected.push(at);
            }
            let until = midnight(day.saturating_add(8.days()));
            if day.weekday() == Weekday::Sunday && self.overlapping(midnight(tomorrow), until) > 0 {
                expected.push(day.to_datetime(time(18, 0, 0, 0)));
            }
        }
        let digests: Vec<_> =
            self.in_channel().filter(|message| message.title().starts_with("Program ")).collect();
        let found: Vec<_> = digests.iter().map(|message| message.at).collect();
        assert_eq!(differing(&found, &expected), [[]; 2]);
        assert!(digests.iter().all(|digest| digest.text.ends_with("(utan ljud)")));
    }

    /// What is done is told once, in the minute it is done, with what held before; and nothing else.
    fn assert_turns(&self) {
        let told = self.edits.iter().filter_map(|edit| Some((edit.at, edit.told.as_deref()?)));
        let articles = ARTICLES.iter().map(|(at, headline)| (*at, *headline));
        let mut expected: Vec<(DateTime, &str)> =
            told.chain(articles).map(|(at, title)| (at.parse().unwrap(), title)).collect();
        expected.sort();
        let is_turn = |message: &&Printed| {
            !message.text.starts_with("Start ")
                && !message.title().starts_with("Program ")
                && message.text.contains("│ ")
        };
        let turns: Vec<_> = self.in_channel().filter(is_turn).collect();
        let found: Vec<_> = turns.iter().map(|message| (message.at, message.title())).collect();
        assert_eq!(differing(&found, &expected), [[]; 2]);
        for moved in turns.iter().filter(|message| message.title().starts_with("Ny tid")) {
            assert_eq!(moved.text.matches("~~ → ").count(), 1, "{moved:?}");
        }
    }

    /// Where a time is written and shown in the reader's zone as well, the two agree in Sweden.
    fn assert_times(&self) {
        let mut seen = 0;
        for message in &self.told {
            assert!(!message.text.contains("Försenat"), "{message:?}");
            for line in message.lines() {
                let Some((written, shown)) = line.split_once(" (din tid ") else { continue };
                let (_, written) = written.rsplit_once("→ ").unwrap_or(("", written));
                let (_, written) = written.split_once("kl. ").unwrap();
                let until = |letter: char| !letter.is_ascii_digit() && letter != '.';
                let written = written.split(until).next().and_then(paper::time).unwrap();
                let (shown, _) = shown.split_once(')').unwrap();
                let (_, shown) = shown.rsplit_once(' ').unwrap_or(("", shown));
                assert_eq!(shown, written.strftime("%H:%M").to_string(), "{line}");
                seen += 1;
            }
        }
        assert!(seen > 200, "only {seen} times");
    }

    /// The messages of some days.
    fn told_between(&self, first: Date, last: Date) -> String {
        let within = self.told.iter().filter(|message| {
            let day = message.at.date();
            first <= day && day <= last
        });
        let shown = within.map(|message| {
            let Printed { at, channel, text, is_edited } = message;
            let note = if *is_edited { " · ändrat" } else { "" };
            format!("── {} · {channel}{note} ──\n{text}\n", at.strftime("%a %d %b %H.%M"))
        });
        shown.collect::<Vec<_>>().join("\n")
    }
}

#[tokio::test]
async fn a_year_of_programme_with_edits() {
    let year = played().await;
    year.assert_starts();
    year.assert_digests();
    year.assert_turns();
    year.assert_times();
    let told_on = |day: &str| {
        let day: Date = day.parse().unwrap();
        year.in_channel().filter(|message| message.at.date() == day).count()
    };
    // A red day is as any other: told where something is on, silent where nothing is.
    for (name, day) in RED_DAYS.iter().filter(|(name, _)| *name != "forsta-maj") {
        assert!(told_on(day) >= 2, "{name}");
    }
    for day in QUIET_RED_DAYS {
        assert_eq!(told_on(day), 0, "{day}");
    }
    let people = [2000, 2001].map(|person| year.to_person(person));
    let titles =
        people.map(|told| told.iter().map(|one| (one.at, one.title())).collect::<Vec<_>>());
    insta::assert_debug_snapshot!(titles);
    // What was told in a digest of these days or this week stands there as it is now.
    let edited: Vec<_> = year.edited().map(|one| (one.at, one.title())).collect();
    insta::assert_debug_snapshot!("digests_that_were_edited", edited);
    let moved_that_day = year.told_between(date(2032, 7, 26), date(2032, 7, 26));
    insta::assert_snapshot!("moved_after_the_day_was_told", moved_that_day);
    insta::assert_snapshot!(
        "easter_and_the_night_of_spring",
        year.told_between(date(2032, 3, 24), date(2032, 3, 29))
    );
    insta::assert_snapshot!(
        "the_night_of_autumn",
        year.told_between(date(2032, 10, 30), date(2032, 11, 1))
    );
}
