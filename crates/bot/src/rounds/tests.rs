//! Rounds by clocks that are wrong, over the nights on which they change, and without the API.

use finsam_client::Client;
use jiff::civil::{Time, time};

use super::*;
use crate::{
    delivery::tests::Channels,
    made_up::seminar,
    programme::kept,
    state::{TakenIn, Tells},
};

const CHANNEL: u64 = 30;
const ANNA: u64 = 20;

/// An API that is away, and a programme from when it was not.
struct Scene {
    state: State,
    channels: Channels,
    rounds: Rounds<Channels>,
}

impl Scene {
    /// Everything was well at this time, and a round was made.
    async fn at(now: &str, seminars: &[Seminar]) -> Self {
        let scene = Self::before_any_round(now, seminars).await;
        scene.round(now).await;
        scene
    }

    async fn before_any_round(now: &str, seminars: &[Seminar]) -> Self {
        let (state, channels) = (State::in_memory().await.unwrap(), Channels::default());
        let kept = seminars.iter().filter_map(kept).collect();
        let place = "p1".to_owned();
        state.take_in(&TakenIn { kept, place, ..TakenIn::default() }).await.unwrap();
        state.keep_heard(zoned(now).timestamp()).await.unwrap();
        let away = Client::new("http://127.0.0.1:9/graphql".parse().unwrap()).unwrap();
        let watch = Watch::new(away, state.clone());
        let delivery = Delivery::new(state.clone(), channels.clone());
        Self { rounds: Rounds::new(state.clone(), watch, delivery), state, channels }
    }

    /// A channel asks for the day's programme, and to be told what starts.
    async fn asks(&self, daily_at: Time, now: &str) {
        let wishes = ChannelWishes {
            tells: Tells { starting: true, ..Tells::default() },
            daily_at: Some(daily_at),
            ..ChannelWishes::none(CHANNEL, None, ANNA, zoned(now).timestamp())
        };
        self.state.keep_channel(&wishes).await.unwrap();
    }

    async fn reminds(&self, seminar: &Seminar, minutes_before: i64, now: &str) {
        let reminder = Reminder {
            id: 0,
            person: ANNA,
            channel: CHANNEL,
            seminar: seminar.id.as_str().to_owned(),
            label: seminar.title.clone(),
            minutes_before,
            round: 0,
            snoozed_until: None,
            since: zoned(now).timestamp(),
        };
        self.state.remind(&reminder).await.unwrap();
    }

    async fn round(&self, now: &str) {
        self.rounds.make(&zoned(now)).await.unwrap();
    }

    /// What has been told, each with what it is and whether it came late.
    fn told(&self) -> Vec<String> {
        let posted = self.channels.posted.lock().unwrap();
        let kind = |text: &str| match text {
            text if text.contains("Du bad mig") => "reminder",
            text if text.contains("Start <t") => "starting",
            _ => "day",
        };
        let tell = |(_, body): &(u64, serde_json::Value)| {
            let text = body.to_string();
            let late = if text.contains("⏰ Försenat") { " late" } else { "" };
            let old = if text.contains("Uppgifterna är från") { " old" } else { "" };
            format!("{}{late}{old}", kind(&text))
        };
        posted.iter().map(tell).collect()
    }
}

/// `2031-05-15 07:30` by the clocks in Stockholm, or an instant with an offset.
fn zoned(text: &str) -> Zoned {
    let stockholm = finsam_swedish::stockholm();
    match text.parse::<Timestamp>() {
        Ok(instant) => instant.to_zoned(stockholm),
        Err(_) => text.parse::<jiff::civil::DateTime>().unwrap().to_zoned(stockholm).unwrap(),
    }
}

/// A breakfast of an hour at nine on a Thursday, asked for the day before, as a clock goes.
async fn check(clock: &[&str], expected: &[&str]) {
    let breakfast = seminar("a", "2031-05-15", 9);
    let scene = Scene::at("2031-05-14 20:00", &[breakfast]).await;
    scene.asks(time(7, 30, 0, 0), "2031-05-14 20:00").await;
    for now in clock {
        // The API was heard right before, or the age of all would be told.
        scene.state.keep_heard(zoned(now).timestamp()).await.unwrap();
        scene.round(now).await;
    }
    assert_eq!(scene.told(), expected, "{clock:?}");
}

#[tokio::test]
async fn whatever_the_clock_does_each_thing_is_told_once() {
    let both = ["day", "starting"];
    check(&["2031-05-15 07:30", "2031-05-15 08:45", "2031-05-15 09:00"], &both).await;
    // Forward over one thing, over both, and over all use of them.
    check(&["2031-05-15 07:00", "2031-05-15 08:46"], &["day late", "starting"]).await;
    check(&["2031-05-15 07:00", "2031-05-15 09:05"], &["day late", "starting late"]).await;
    check(&["2031-05-15 07:00", "2031-05-17 09:05"], &[]).await;
    // Back a little and back a lot, with all that has been told told.
    let back = ["2031-05-15 07:31", "2031-05-15 07:10", "2031-05-15 07:31", "2031-05-15 08:45"];
    check(&back, &both).await;
    let back = ["2031-05-15 07:31", "2031-05-14 22:00", "2031-05-15 07:31", "2031-05-15 08:45"];
    check(&back, &both).await;
    // Wrong for some minutes, in which something was due.
    let leap = ["2031-05-15 07:29", "2031-05-15 11:00", "2031-05-15 07:32", "2031-05-15 08:45"];
    check(&leap, &["day late", "starting"]).await;
    let leap = ["2031-05-15 07:29", "2032-05-20 00:01", "2031-05-15 07:32", "2031-05-15 08:45"];
    check(&leap, &both).await;
    let leap = ["2031-05-15 07:31", "2032-05-20 00:01", "2031-05-15 07:32", "2031-05-15 08:45"];
    check(&leap, &both).await;
    let past = ["2031-05-15 07:31", "1970-01-01 01:00", "2031-05-15 07:32", "2031-05-15 08:45"];
    check(&past, &both).await;
}

#[tokio::test]
async fn what_is_asked_for_while_the_clock_is_wrong_comes_all_the_same() {
    let breakfast = seminar("a", "2031-05-15", 9);
    // Two hours ahead, a year ahead, and half an hour back after a while of being right.
    for (wrong, right) in [
        ("2031-05-15 08:05", "2031-05-15 06:05"),
        ("2032-05-15 08:05", "2031-05-15 06:05"),
        ("2031-05-15 06:55", "2031-05-15 06:25"),
    ] {
        let scene = Scene::at("2031-05-15 06:00", std::slice::from_ref(&breakfast)).await;
        scene.round(wrong).await;
        scene.asks(time(7, 30, 0, 0), wrong).await;
        scene.round(right).await;
        scene.reminds(&breakfast, 150, right).await;
        scene.reminds(&breakfast, 60, wrong).await;
        for now in ["2031-05-15 06:30", "2031-05-15 07:30", "2031-05-15 08:00", "2031-05-15 08:45"]
        {
            scene.state.keep_heard(zoned(now).timestamp()).await.unwrap();
            scene.round(now).await;
        }
        assert_eq!(scene.told(), ["reminder", "day", "reminder", "starting"], "{wrong}, {right}");
    }
}

#[tokio::test]
async fn what_is_asked_for_before_the_first_round_is_told_and_nothing_from_before() {
    let [early, later] = [8, 9].map(|hour| seminar("a", "2031-05-15", hour));
    let scene = Scene::before_any_round("2031-05-15 08:30", &[early, later.clone()]).await;
    scene.asks(time(7, 30, 0, 0), "2031-05-15 08:30").await;
    scene.reminds(&later, 15, "2031-05-15 08:30").await;
    scene.round("2031-05-15 08:46").await;
    assert_eq!(scene.told(), ["starting", "reminder"]);
}

#[tokio::test]
async fn a_clock_that_leaps_makes_nobody_forget() {
    let breakfast = seminar("a", "2031-05-15", 9);
    let scene = Scene::at("2031-05-14 20:00", std::slice::from_ref(&breakfast)).await;
    scene.reminds(&breakfast, 60, "2031-05-14 20:00").await;
    scene.round("2032-05-20 00:01").await;
    assert_eq!(scene.state.reminders().await.unwrap().len(), 1);
    // Day after day it is forgotten when its time is over.
    scene.round("2031-05-14 20:01").await;
    for day in 15..=25 {
        assert_eq!(scene.state.reminders().await.unwrap().len(), usize::from(day <= 24), "{day}");
        scene.round(&format!("2031-05-{day} 08:30")).await;
    }
}

/// Digests before and after the change, and what starts on both sides of it, minute after minute.
#[tokio::test]
async fn both_nights_on_which_the_clocks_change() {
    let check = async |from: &str, digest: Time, starts: &[&str], expected: &[&str]| {
        let seminars: Vec<_> = starts
            .iter()
            .map(|starts| {
                let day = zoned(from).date().to_string();
                let mut seminar = seminar(starts, &day, 9);
                seminar.starts_at = Some(zoned(starts).timestamp());
                seminar.ends_at = Some(zoned(starts).timestamp() + SignedDuration::from_hours(7));
                seminar
            })
            .collect();
        let scene = Scene::at(from, &seminars).await;
        scene.asks(digest, from).await;
        let (mut now, mut told) = (zoned(from), Vec::new());
        for _ in 0..(9 * 12) {
            now = now.saturating_add(5.minutes());
            scene.state.keep_heard(now.timestamp()).await.unwrap();
            scene.rounds.make(&now).await.unwrap();
            let new = scene.told().split_off(told.len());
            told.extend(new.into_iter().map(|what| format!("{} {what}", now.strftime("%H:%M%:z"))));
        }
        assert_eq!(told, expected, "{from} {digest}");
    };
    let (night, morning) = (time(2, 30, 0, 0), time(7, 30, 0, 0));
    // In spring the clocks skip from two to three: a quarter of an hour before 03:10 is 01:55.
    let starts = ["2031-03-30T01:10:00Z"];
    let spring = "2031-03-30 00:30";
    check(spring, night, &starts, &["01:55+01:00 starting", "03:30+02:00 day"]).await;
    check(spring, morning, &starts, &["01:55+01:00 starting", "07:30+02:00 day"]).await;
    // In autumn they show from two to three twice: ten past two is an hour after ten past two.
    let starts = ["2031-10-26T00:10:00Z", "2031-10-26T01:10:00Z"];
    let autumn = "2031-10-26 00:30";
    let starting = ["01:55+02:00 starting", "02:55+02:00 starting"];
    let with = |digest, at| {
        let mut all = [starting.to_vec(), vec![digest]].concat();
        all.swap(at, 2);
        all
    };
    check(autumn, night, &starts, &with("02:30+02:00 day", 1)).await;
    check(autumn, morning, &starts, &with("07:30+01:00 day", 2)).await;
}

#[tokio::test]
async fn without_the_api_the_programme_that_is_known_is_told_with_its_age() {
    let scene = Scene::at("2031-05-14 20:00", &[seminar("a", "2031-05-15", 9)]).await;
    scene.asks(time(7, 30, 0, 0), "2031-05-14 20:00").await;
    let round = scene.rounds.make(&zoned("2031-05-15 07:30")).await.unwrap();
    assert!(matches!(round.trouble, Some(Trouble::Api(_))), "{:?}", round.trouble);
    scene.round("2031-05-15 08:45").await;
    assert_eq!(scene.told(), ["day old", "starting"]);
    assert!(scene.state.due(Timestamp::MAX).await.unwrap().is_empty());
    let body = scene.channels.posted.lock().unwrap()[0].1.to_string();
    assert!(body.contains("onsdag 14 maj 2031 kl. 20.00"), "{body}");
}
