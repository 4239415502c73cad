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

/// How long after the first failure to reach the API it is tried again. Each further one doubles it,
/// up to [`AT_LEAST_EVERY`]: an API that is only started anew is not missed for long.
const TRY_AGAIN_AFTER: Duration = Duration::from_secs(1);

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
    let mut failures = 0_u32;
    loop {
        let now = clock.now();
        let round = rounds.make(&now).await;
        log_round(&round, &mut was_well);
        health.round_made(&round);
        failures = if was_well { 0 } else { failures.saturating_add(1) };
        let at_least_every = if was_well { AT_LEAST_EVERY } else { pause(failures) };
        let due = round.ok().and_then(|round| round.next_due);
        let until_due = due.and_then(|due| {
            // A clock of ours stands still in tests, and then nothing comes due.
            Duration::try_from(due.duration_since(clock.now().timestamp())).ok()
        });
        let wait = until_due.unwrap_or(at_least_every).clamp(AT_MOST_EVERY, at_least_every);
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
    let mut failures = 0_u32;
    loop {
        match api.listen(None, &kinds).await {
            Ok(mut listener) => {
                failures = 0;
                // For what changed while nobody listened.
                changed.notify_one();
                loop {
                    match listener.next().await {
                        Ok(Some(_)) => changed.notify_one(),
                        Ok(None) => break,
                        Err(why) => {
                            debug!("changes are no longer told: {why}");
                            break;
                        }
                    }
                }
                // A round finds out whether the API is still there.
                changed.notify_one();
            }
            Err(why) => debug!("changes are not told: {why}"),
        }
        failures = failures.saturating_add(1);
        sleep(pause(failures)).await;
    }
}

/// The wait after so many failures in a row, of which there is one at least.
fn pause(failures: u32) -> Duration {
    let doubled = 2_u32.saturating_pow(failures.saturating_sub(1));
    TRY_AGAIN_AFTER.saturating_mul(doubled).min(AT_LEAST_EVERY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_it_is_away_the_less_often_it_is_tried() {
        let waits = (1..=6).map(|failures| pause(failures).as_secs());
        assert_eq!(waits.collect::<Vec<_>>(), [1, 2, 4, 8, 15, 15]);
        assert_eq!(pause(u32::MAX), AT_LEAST_EVERY);
    }
}
