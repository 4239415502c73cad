//! Discord is down, limits, forgets, cuts off and turns away, while something is told unasked.

use std::time::Duration;

use finsam_tests::discord::{
    ANNA, BO, CHANNEL, DIRECT, DIRECT_OF_BO, Discord, Fault, Moment, Permissions, Request, Route,
    SOON,
};

use super::scene::{OTHER, Scene, WANTED};

/// Before anything is due that day.
const EARLY: &str = "2032-09-23T07:00:00+02:00";
const MORNING: &str = "2032-09-23T07:31:00+02:00";

#[tokio::test]
async fn whatever_becomes_of_the_request_a_notice_is_there_once() {
    let mut scene = Scene::set().await;
    scene.run(EARLY).await;
    let retry_after = Duration::from_millis(300);
    let faults = [
        Fault::RateLimited { retry_after, global: false },
        Fault::RateLimited { retry_after, global: true },
        Fault::ServerError,
        Fault::ServerErrorAfterwards,
        Fault::Cut,
        Fault::CutAfterwards,
        Fault::Slow(Duration::from_millis(600)),
    ];
    for (count, fault) in (1..).zip(faults) {
        let tried_before = scene.discord.requests_to(Route::Messages).len();
        let tries = if matches!(fault, Fault::Slow(_)) { 1 } else { 2 };
        scene.discord.fail_next(Route::Messages, fault.clone());
        scene.moves(OTHER);
        let told = scene.told(count).await;
        assert_eq!(told.len(), count, "{fault:?}: {told:#?}");
        for _ in 0..tries {
            scene.discord.next_request(|request| request.route == Route::Messages, SOON).await;
        }
        let tried = scene.discord.requests_to(Route::Messages).split_off(tried_before);
        assert_eq!(tried.len(), tries, "{fault:?}");
        assert!(tried.iter().all(|request| request.body["nonce"] == tried[0].body["nonce"]));
    }
    assert_eq!(scene.told_in_the_end().await.len(), 7);
}

#[tokio::test]
async fn whatever_becomes_of_the_connection_a_notice_is_there_once() {
    let mut scene = Scene::set().await;
    scene.discord.heartbeat_every(Duration::from_millis(300));
    let happenings: [fn(&Discord); 6] = [
        Discord::ask_to_reconnect,
        Discord::invalidate_session,
        |discord| discord.close_gateway(4000),
        Discord::cut_gateway,
        Discord::freeze_gateway,
        |discord| discord.acknowledge_heartbeats(false),
    ];
    scene.run(EARLY).await;
    for (count, happens) in (1..).zip(happenings) {
        happens(&scene.discord);
        scene.moves(OTHER);
        let told = scene.told(count).await;
        assert_eq!(told.len(), count, "the {count}. thing that happens: {told:#?}");
        scene.kill_and_run(EARLY).await;
    }
    assert_eq!(scene.told_in_the_end().await.len(), 6);
}

#[tokio::test]
async fn killed_before_and_after_a_due_notice_arrived_it_is_there_once() {
    for (moment, forgotten) in
        [(Moment::Arrived, false), (Moment::CarriedOut, false), (Moment::CarriedOut, true)]
    {
        let mut scene = Scene::set().await;
        let is_notice = |request: &Request| request.route == Route::Messages;
        let mut held = scene.discord.hold(is_notice, moment);
        scene.run(MORNING).await;
        held.came(SOON).await;
        scene.bot.take().unwrap().kill().await;
        drop(held);
        if forgotten {
            scene.discord.forget_nonces();
        }
        scene.run("2032-09-23T07:32:00+02:00").await;
        let told = scene.told_in_the_end().await;
        assert_eq!(told.len(), 1, "{moment:?}, {forgotten}: {told:#?}");
        assert!(told[0].contains("torsdag 23 september 2032"), "{told:#?}");
    }
}

/// Nobody can know whether it arrived: the bot looks before it sends again.
#[tokio::test]
async fn an_answer_that_cannot_be_read_makes_the_bot_look() {
    let mut scene = Scene::set().await;
    scene.discord.fail_next(Route::Messages, Fault::Garbage);
    scene.run(MORNING).await;
    assert_eq!(scene.told(1).await.len(), 1);
    scene.discord.forget_nonces();
    scene.kill_and_run("2032-09-23T07:32:00+02:00").await;
    assert_eq!(scene.told_in_the_end().await.len(), 1);
    assert_eq!(scene.discord.requests_to(Route::History).len(), 1);
}

#[tokio::test]
async fn what_a_channel_could_not_be_told_it_is_told_when_it_lets_the_bot_write_again() {
    let mut scene = Scene::set().await;
    scene.run(EARLY).await;
    scene.discord.take_away(CHANNEL, Permissions::SEND_MESSAGES);
    scene.moves(OTHER);
    scene.told_in_private(DIRECT, 1).await;
    // Those who follow something are told as ever; whoever chose the channel, once what is wrong.
    scene.moves(WANTED);
    scene.told_in_private(DIRECT, 2).await;
    assert_eq!(scene.told_in_private(DIRECT_OF_BO, 1).await.len(), 1);
    scene.kill_and_run(EARLY).await;
    scene.until_health_says("ready").await;
    let told = scene.told_in_private(DIRECT, 2).await;
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(told[0].contains("Jag kan inte längre skriva i <#3000>"), "{told:#?}");
    assert!(told[1].contains("Ny tid: Hål i ersättningen"), "{told:#?}");
    let status = scene.uses("finsam status", &[]).await;
    assert!(status.contains("har inte låtit mig skriva här sedan"), "{status}");

    scene.discord.give_back(CHANNEL);
    scene.kill_and_run(EARLY).await;
    let told = scene.told(2).await;
    assert!(told[0].contains("Ny tid: Hala trottoarer"), "{told:#?}");
    assert!(told[1].contains("Ny tid: Hål i ersättningen"), "{told:#?}");
    assert_eq!(scene.told_in_the_end().await, told);
    let status = scene.uses("finsam status", &[]).await;
    assert!(!status.contains("har inte låtit mig"), "{status}");
    assert_eq!(scene.told_in_private(DIRECT, 2).await.len(), 2);
}

#[tokio::test]
async fn a_channel_that_is_gone_is_told_of_once_and_the_others_go_on() {
    let mut scene = Scene::set().await;
    scene.run(EARLY).await;
    scene.discord.delete_channel(CHANNEL);
    for count in 1..=3 {
        scene.moves(WANTED);
        scene.told_in_private(DIRECT_OF_BO, count).await;
    }
    scene.kill_and_run(EARLY).await;
    scene.until_health_says("ready").await;
    let told = scene.told_in_private(DIRECT, 4).await;
    let barred = told.iter().filter(|told| told.contains("inte längre skriva")).count();
    assert_eq!((told.len(), barred), (4, 1), "{told:#?}");
}

#[tokio::test]
async fn who_takes_no_direct_messages_is_told_in_the_channel_three_times_and_then_left_in_peace() {
    let mut scene = Scene::set().await;
    scene.run(EARLY).await;
    scene.discord.close_direct_messages(BO);
    let for_bo = |told: &[String]| told.iter().filter(|told| told.contains("<@2001>")).count();
    // The channel hears of each move itself, and of each for Bo; the third time of the pause, too.
    for seen in [2, 4, 7, 8] {
        scene.moves(WANTED);
        scene.told(seen).await;
    }
    let told = scene.told(8).await;
    assert_eq!(for_bo(&told), 4, "{told:#?}");
    let paused = told.iter().filter(|told| told.contains("slutar därför påminna dig")).count();
    assert_eq!(paused, 1, "{told:#?}");
    assert_eq!(scene.told_in_private(DIRECT_OF_BO, 0).await, [""; 0]);
    // Until he turns to the bot.
    scene.discord.open_direct_messages(BO);
    let bo = scene.discord.person(BO);
    scene.discord.answer_to(&bo.uses("påminnelser", &[])).await;
    scene.moves(WANTED);
    let told = scene.told_in_the_end().await;
    assert_eq!((told.len(), for_bo(&told)), (9, 4), "{told:#?}");
    assert_eq!(scene.told_in_private(DIRECT_OF_BO, 1).await.len(), 1);
    assert_eq!(scene.told_in_private(DIRECT, 5).await.len(), 5, "Anna heard of each all the while");
}

#[tokio::test]
async fn a_lost_first_word_is_no_second_answer() {
    let mut scene = Scene::set().await;
    scene.run(EARLY).await;
    // It arrived, and is acknowledged when it is tried again.
    scene.discord.fail_next(Route::Callback, Fault::CutAfterwards);
    let today = scene.uses("idag", &[]).await;
    assert!(today.contains("Lunch om lagom väntan"), "{today}");
    let callbacks = scene.discord.requests_to(Route::Callback);
    assert_eq!(callbacks.len(), 2);
    // Too late, or known from before as somebody else's: nothing more is said, and nothing is broken.
    for (status, code, tries_to_answer) in [(404, 10_062, 0), (400, 40_060, 1)] {
        let before = scene.discord.requests_to(Route::Original).len();
        scene.discord.fail_next(Route::Callback, Fault::Refused { status, code });
        let used = scene.discord.person(ANNA).uses("idag", &[]);
        let about = |route: Route| {
            let token = used.token.clone();
            move |request: &Request| request.route == route && request.path.contains(&token)
        };
        scene.discord.next_request(about(Route::Callback), SOON).await;
        // The two are answered beside each other: the one may end before the other.
        if tries_to_answer > 0 {
            scene.discord.next_request(about(Route::Original), SOON).await;
        }
        let next = scene.uses("imorgon", &[]).await;
        assert!(next.contains("Hål i ersättningen"), "{next}");
        let answers = scene.discord.requests_to(Route::Original).len() - before;
        assert_eq!(answers, 1 + tries_to_answer, "{code}");
    }
    assert_eq!(scene.told_in_the_end().await.len(), 0);
}
