//! Every metric there is. None holds a person, a channel or a word that somebody wrote.

use std::time::Instant;

use metrics::{Unit, counter, describe_counter, describe_histogram, histogram};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

/// What people were told unasked.
pub(crate) const NOTICES: &str = "finsam_bot_notices_total";
/// What people were answered.
const ANSWERS: &str = "finsam_bot_answers_total";
/// How long they waited.
const ANSWER_SECONDS: &str = "finsam_bot_answer_seconds";

/// The upper bounds that waits are counted under, in seconds. People notice a second, and Discord
/// gives up after three.
const BOUNDS: [f64; 9] = [0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 3.0, 10.0, 30.0];

/// How people turned to us.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Asked {
    /// By our name, or in a direct message.
    Message,
    Command,
    Button,
    /// While they wrote into a command.
    Suggestion,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Outcome {
    #[default]
    Answered,
    /// The API failed: they got the last good answer.
    FromEarlier,
    /// The API failed, and there was no answer from before.
    ApiAway,
    /// We stumbled ourselves.
    Broken,
    /// Discord did not take the answer.
    Undelivered,
}

/// Begins to count.
///
/// # Errors
/// Where somebody counts already.
pub(crate) fn begin() -> Result<PrometheusHandle, BuildError> {
    let waits = Matcher::Full(ANSWER_SECONDS.to_owned());
    let metrics =
        PrometheusBuilder::new().set_buckets_for_metric(waits, &BOUNDS)?.install_recorder()?;
    describe_counter!(NOTICES, "What was told unasked, by kind and fate.");
    describe_counter!(ANSWERS, "What people were answered, by how they asked and what came of it.");
    describe_histogram!(
        ANSWER_SECONDS,
        Unit::Seconds,
        "From when somebody asked to when Discord had taken the answer."
    );
    Ok(metrics)
}

/// Somebody who asked at this time has been answered.
pub(crate) fn answered(asked: Asked, outcome: Outcome, since: Instant) {
    let asked = match asked {
        Asked::Message => "message",
        Asked::Command => "command",
        Asked::Button => "button",
        Asked::Suggestion => "suggestion",
    };
    let outcome = match outcome {
        Outcome::Answered => "answered",
        Outcome::FromEarlier => "from_earlier",
        Outcome::ApiAway => "api_away",
        Outcome::Broken => "broken",
        Outcome::Undelivered => "undelivered",
    };
    counter!(ANSWERS, "asked" => asked, "outcome" => outcome).increment(1);
    histogram!(ANSWER_SECONDS, "asked" => asked).record(since.elapsed().as_secs_f64());
}
