//! How the bot is doing, as those see it who run it and those who run a server.

use std::time::Instant;

use finsam_tests::discord::{ANNA, CHANNEL, DIRECT, Permissions, Route, SOON};

use super::scene::{Scene, check_says, id};

const NOW: &str = "2032-09-22T09:00:00+02:00";

/// What a counter or the count of a histogram stands at.
fn counted(metrics: &str, name: &str) -> f64 {
    let line = metrics.lines().find_map(|line| line.strip_prefix(name));
    line.map_or(0.0, |count| count.trim().parse().unwrap())
}

#[tokio::test]
async fn it_is_ready_while_discord_and_the_api_are_there_and_alive_all_the_time() {
    let mut scene = Scene::start(NOW).await;
    scene.stop_api().await;
    let said = scene.until_ready_is(503).await;
    assert_eq!(said, "the API cannot be followed\n");
    assert_eq!(scene.health("/health/live").await.0, 200);
    scene.start_api(NOW).await;
    scene.until_ready_is(200).await;
    scene.discord.shut_gateway();
    assert_eq!(scene.until_ready_is(503).await, "not connected to Discord\n");
    assert_eq!(scene.health("/health/live").await.0, 200);
}

#[tokio::test]
async fn what_is_answered_and_told_is_counted_and_nobodys_words_are() {
    let mut scene = Scene::start("2032-09-24T07:00:00+02:00").await;
    {
        let anna = scene.discord.person(ANNA);
        scene.answer(&anna.uses("idag", &[])).await;
        let word = scene.answer(&anna.uses("begrepp", &[("ord", "väntetid")])).await;
        scene.answer(&anna.presses_label(id(&word), "Felaktigt?")).await;
        scene.discord.choices_for(&anna.types("talare", "namn", "anna", &[])).await;
        anna.mentions("vem är Karin Skiss?");
        scene.discord.next_request(|r| r.route == Route::Messages, SOON).await;
    }
    scene.stop_api().await;
    {
        let anna = scene.discord.person(ANNA);
        check_says(&scene.answer(&anna.uses("idag", &[])).await, &["är från"]);
        scene.answer(&anna.uses("nyheter", &[])).await;
    }
    let expected = [
        ("command\",outcome=\"answered", 2.0),
        ("command\",outcome=\"from_earlier", 1.0),
        ("command\",outcome=\"api_away", 1.0),
        ("button\",outcome=\"answered", 1.0),
        ("suggestion\",outcome=\"answered", 1.0),
        ("message\",outcome=\"answered", 1.0),
    ];
    let metrics =
        until_counted(&scene, "finsam_bot_answer_seconds_count{asked=\"command\"}", 4.0).await;
    for (labels, count) in expected {
        let name = format!("finsam_bot_answers_total{{asked=\"{labels}\"}}");
        assert_eq!(counted(&metrics, &name), count, "{name} in\n{metrics}");
    }
    for word in ["Karin", "väntetid", "\"2000\"", "\"3000\""] {
        assert!(!metrics.contains(word), "{word} in\n{metrics}");
    }
    scene.start_api("2032-09-24T07:00:00+02:00").await;
    {
        let manager = scene.discord.person(ANNA).with(Permissions::MANAGE_GUILD);
        let daily = [("hur_ofta", "dag"), ("klockan", "7.30")];
        scene.answer(&manager.uses("finsam digest", &daily)).await;
    }
    scene.restart("2032-09-24T07:29:59+02:00+").await;
    scene.told_in(CHANNEL).await;
    until_counted(&scene, "finsam_bot_notices_total{kind=\"daily\",fate=\"sent\"}", 1.0).await;
}

/// Reads the metrics until this one stands at so much. What is counted after an answer has gone out
/// is counted a moment after it was seen.
async fn until_counted(scene: &Scene, name: &str, count: f64) -> String {
    let started = Instant::now();
    loop {
        let (_, metrics) = scene.health("/metrics").await;
        if counted(&metrics, name) >= count {
            return metrics;
        }
        assert!(started.elapsed() < SOON, "{name} never came to {count}:\n{metrics}");
    }
}

#[tokio::test]
async fn the_status_tells_when_the_api_was_heard_and_what_waits() {
    let mut scene = Scene::start("2032-09-24T07:00:00+02:00").await;
    {
        let manager = scene.discord.person(ANNA).with(Permissions::MANAGE_GUILD);
        let daily = [("hur_ofta", "dag"), ("klockan", "7.30")];
        scene.answer(&manager.uses("finsam digest", &daily)).await;
        let status = scene.answer(&manager.uses("finsam status", &[])).await;
        check_says(&status, &["fredag 24 september 2032 kl. 7.00", "Inget meddelande väntar"]);
    }
    scene.stop_api().await;
    // Nobody may write there when the day's programme comes.
    scene.discord.take_away(CHANNEL, Permissions::SEND_MESSAGES);
    scene.restart("2032-09-24T07:30:00+02:00").await;
    // Whoever chose it hears of it, and by then it is known.
    check_says(&scene.told_in(DIRECT).await, &["Jag kan inte längre skriva i <#3000>"]);
    let manager = scene.discord.person(ANNA).with(Permissions::MANAGE_GUILD);
    let status = scene.answer(&manager.uses("finsam status", &[])).await;
    check_says(
        &status,
        &[
            "Jag kommer inte åt dem just nu",
            "senast efter vad som har ändrats fredag 24 september 2032 kl. 7.00",
            "1 meddelande väntar",
            "inte låtit mig skriva här sedan",
            "Jag saknar: Skicka meddelanden",
        ],
    );
}
