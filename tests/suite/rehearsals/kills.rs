//! The bot is killed at random, hundreds of times, and started again.
//!
//! `FINSAM_KILLS` says how often. The seed of each month is printed; `FINSAM_KILLS_SEED` plays that
//! month alone.

use std::{env, process::Stdio, str::FromStr};

use finsam_tests::{
    discord::{Discord, Moment},
    finsam::{SOON, Server, Tree},
};

use super::{
    outbox::{Row, counted, rows, words},
    play::{CLOCK, EDITS, Play},
};

const FIRST: &str = "2032-09-20";
const LAST: &str = "2032-10-20";

/// What came of a month.
struct Month {
    rows: Vec<Row>,
    /// What members saw, one text a message.
    seen: Vec<String>,
    kills: u32,
    /// From when to when the bot was away, in days of the month's calendar.
    away: Vec<(jiff::Timestamp, jiff::Timestamp)>,
}

/// Plays a month, killed before or after what a random write does takes effect. Where it may be
/// away, it is now and then not started again before a later day.
async fn month(random: &mut fastrand::Rng, is_killed: bool, may_be_away: bool) -> Month {
    let tree = Tree::twin();
    let server = Server::start(&tree, CLOCK).await;
    let discord = Discord::start().await;
    let play = Play::new(&tree, EDITS);
    let (mut kills, mut away, mut from) = (0, Vec::new(), FIRST.to_owned());
    loop {
        let moment = if random.bool() { Moment::Arrived } else { Moment::CarriedOut };
        let nth = if is_killed { random.usize(1..=4) } else { usize::MAX };
        let mut held = discord.hold_nth_write(nth, moment);
        let mut command = play.on_discord(&server, &discord, &from, LAST);
        // Why it gave up is told beside the test's failure.
        let mut bot = command.stderr(Stdio::inherit()).spawn().unwrap();
        tokio::select! {
            ended = bot.wait() => {
                assert!(ended.unwrap().success());
                break;
            }
            _ = held.came(SOON) => {
                bot.kill().await.unwrap();
                kills += 1;
                // What arrived may be carried out all the same, when nobody waits for it any more.
                if random.bool() { held.release() } else { drop(held) }
                // What was carried out must be found, also when Discord no longer knows its nonce.
                if moment == Moment::CarriedOut && random.bool() {
                    discord.forget_nonces();
                }
            }
        }
        if may_be_away && random.u8(..) < 40 {
            let now = planned_until(&play).await;
            let later = now.to_zoned(stockholm()).date().saturating_add(jiff::Span::new().days(2));
            if later <= LAST.parse().unwrap() {
                from = later.to_string();
                away.push((now, later.to_zoned(stockholm()).unwrap().timestamp()));
            }
        }
    }
    // Each server has an address of its own.
    let anywhere = |text: String| text.replace(server.address(), "https://exempel.test");
    let seen = discord.messages_of_the_bot().iter().map(|body| anywhere(words(body))).collect();
    let mut rows = rows(&play.state()).await;
    for row in &mut rows {
        row.body = anywhere(std::mem::take(&mut row.body));
    }
    Month { rows, seen, kills, away }
}

fn stockholm() -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::get("Europe/Stockholm").unwrap()
}

async fn planned_until(play: &Play) -> jiff::Timestamp {
    let until = super::outbox::fact(&play.state(), "planned").await;
    jiff::Timestamp::from_second(until.parse().unwrap()).unwrap()
}

fn setting<T: FromStr>(name: &str) -> Option<T> {
    env::var(name).ok().and_then(|text| text.parse().ok())
}

#[tokio::test]
async fn nothing_is_told_twice_or_lost_however_often_the_bot_is_killed() {
    let expected = month(&mut fastrand::Rng::new(), false, false).await;
    let mut expected_seen = expected.seen.clone();
    expected_seen.sort();
    assert!(expected.rows.len() > 30, "{} rows are no month", expected.rows.len());
    let one: Option<u64> = setting("FINSAM_KILLS_SEED");
    let wanted: u32 = if one.is_some() { 1 } else { setting("FINSAM_KILLS").unwrap_or(200) };
    let (mut kills, mut late) = (0, 0);
    for n in 0.. {
        if kills >= wanted {
            break;
        }
        let seed = one.unwrap_or(n);
        println!("FINSAM_KILLS_SEED={seed} plays this month; {kills} kills so far");
        let mut random = fastrand::Rng::with_seed(seed);
        let may_be_away = random.bool();
        let month = month(&mut random, true, may_be_away).await;
        kills += month.kills;
        // Every row has become one message, and every message is one row's.
        let sent: Vec<_> = month.rows.iter().filter(|row| row.state == "sent").collect();
        assert_eq!(month.seen.len(), sent.len(), "seed {seed}");
        if may_be_away {
            late += assert_none_is_missing(&expected.rows, &month, seed);
        } else {
            let mut seen = month.seen;
            seen.sort();
            assert_eq!(seen, expected_seen, "seed {seed}");
        }
    }
    assert!(late > 0 || one.is_some(), "no month had anything come late");
    println!("{kills} kills, {late} notices late");
}

/// What was due while the bot was away came late, or was of no use any more when it was back. Gives
/// how much of it came late.
fn assert_none_is_missing(expected: &[Row], month: &Month, seed: u64) -> usize {
    let there = counted(&month.rows);
    assert!(there.values().all(|count| *count == 1), "seed {seed}: {there:?}");
    let away_when = |row: &Row| {
        let due = jiff::Timestamp::from_second(row.due_s).unwrap();
        month.away.iter().find(|(from, until)| *from < due && due <= *until)
    };
    let mut late = 0;
    for row in expected {
        let away = away_when(row);
        let found = month.rows.iter().find(|found| found.key() == row.key());
        // Killed on the way, and away until it was of no use.
        let was_useless =
            month.away.iter().any(|(_, until)| row.useful_until_s < until.as_second());
        match (found, away) {
            (Some(found), None) => {
                let is_well = found.state == "sent" || found.state == "dropped" && was_useless;
                assert!(is_well, "seed {seed}: {found:?}");
            }
            (Some(_), Some(_)) => late += 1,
            (None, Some((_, until))) => {
                assert!(row.useful_until_s < until.as_second(), "seed {seed}: {row:?}");
            }
            (None, None) => panic!("seed {seed}: lost {row:?}"),
        }
    }
    late
}
