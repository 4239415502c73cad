//! What is told unasked keeps to Discord's limits as production does: with serenity's limiter.

use std::time::{Duration, Instant};

use finsam_tests::discord::{Fault, Request, Route, SOON};

use super::scene::{OTHER, Scene};

const EARLY: &str = "2032-09-23T07:00:00+02:00";

#[tokio::test]
async fn a_notice_waits_for_a_limit_and_is_there_once() {
    let mut scene = Scene::set().await;
    scene.through_the_front().await;
    scene.run(EARLY).await;
    let retry_after = Duration::from_secs(1);
    let message = |request: &Request| request.route == Route::Messages;
    for (count, global) in [(1, false), (2, true)] {
        scene.discord.fail_next(Route::Messages, Fault::RateLimited { retry_after, global });
        scene.moves(OTHER);
        let limited = scene.discord.next_request(message, SOON).await;
        let sent = scene.discord.next_request(message, SOON).await;
        assert_eq!((limited.status, sent.status), (429, 200), "global: {global}");
        assert!(sent.at - limited.at >= retry_after, "tried again too soon");
        assert_eq!(sent.body, limited.body);
        assert_eq!(scene.told(count).await.len(), count);
    }
}

#[tokio::test]
async fn what_is_left_of_a_limit_is_counted_so_that_no_notice_is_refused() {
    let mut scene = Scene::set().await;
    scene.through_the_front().await;
    let window = Duration::from_millis(900);
    scene.discord.limit(Route::Messages, 1, window);
    scene.run(EARLY).await;
    let started = Instant::now();
    for count in 1..=3 {
        scene.moves(OTHER);
        scene.told(count).await;
    }
    assert!(started.elapsed() >= window * 2, "{:?}", started.elapsed());
    let statuses: Vec<_> =
        scene.discord.requests_to(Route::Messages).iter().map(|request| request.status).collect();
    assert_eq!(statuses, [200; 3]);
}
