//! Has the rounds be made while the bot runs: when something comes due, when the API says that
//! something changed, and now and then in any case.

use std::{sync::Arc, time::Duration};

use finsam_client::{Client, Kind};
use tokio::{sync::Notify, time::sleep};
use tracing::debug;

use super::post::DiscordPost;
use crate::{
    clock::Clock,
    health::Health,
    rounds::{Rounds, log_round},
};

/// How long after a round the next one is made though nothing calls for it: for what the API could
/// not tell us, and for what did not get through.
const AT_LEAST_EVERY: Duration = Duration::from_secs(15);

/// Rounds are not made closer to each other than this, whatever comes.
const AT_MOST_EVERY: Duration = Duration::from_millis(250);

/// How long after a stream of changes has ended we listen anew.
const LISTEN_AGAIN_AFTER: Duration = Duration::from_secs(10);

/// Makes rounds for ever.
pub(super) async fn make_rounds(
    rounds: Rounds<DiscordPost>,
    api: Client,
    clock: Clock,
    health: Arc<Health>,
) {
    let changed = Arc::new(Notify::new());
    let listening = listen(api, Arc::clone(&changed));
    tokio::pin!(listening);
    let mut was_well = true;
    loop {
        let now = clock.now();
        let round = rounds.make(&now).await;
        log_round(&round, &mut was_well);
        health.round_made(&round);
        let due = round.ok().and_then(|round| round.next_due);
        let until_due = due.and_then(|due| {
            // A clock of ours stands still in tests, and then nothing comes due.
            Duration::try_from(due.duration_since(clock.now().timestamp())).ok()
        });
        let wait = until_due.unwrap_or(AT_LEAST_EVERY).clamp(AT_MOST_EVERY, AT_LEAST_EVERY);
        tokio::select! {
            () = sleep(wait) => {}
            () = changed.notified() => sleep(AT_MOST_EVERY).await,
            () = &mut listening => {}
        }
    }
}

/// Tells whenever the programme or the news change. Without it the rounds find out by themselves,
/// only later.
async fn listen(api: Client, changed: Arc<Notify>) {
    let kinds = [Kind::Seminar, Kind::NewsArticle];
    loop {
        match api.listen(None, &kinds).await {
            Ok(mut listener) => {
                // What changed before we listened is not told.
                changed.notify_one();
                let ended = loop {
                    match listener.next().await {
                        Ok(Some(_)) => changed.notify_one(),
                        Ok(None) => break None,
                        Err(why) => break Some(why),
                    }
                };
                debug!(?ended, "changes are no longer told");
            }
            Err(why) => debug!("changes are not told: {why}"),
        }
        sleep(LISTEN_AGAIN_AFTER).await;
    }
}
