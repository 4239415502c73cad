//! The log: text or JSON lines on standard error, and how a panic is told in it.

use std::{
    backtrace::{Backtrace, BacktraceStatus},
    io::{self, IsTerminal},
    panic::PanicHookInfo,
    str::FromStr,
};

use tracing::level_filters::LevelFilter;
use tracing_subscriber::{
    Layer, filter::Targets, fmt, layer::SubscriberExt, registry, util::SubscriberInitExt,
};

use crate::http::RequestId;

/// How a line of the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// One JSON object a line, for programs.
    Json,
}

/// What is logged: a level, and others for parts of the program (`info,finsam_api=debug`).
#[derive(Clone, Debug)]
pub struct Filter(Targets);

impl FromStr for Filter {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refusal = "write a level (error, warn, info, debug, trace, off), and after it others \
                       for parts of the program: info,finsam_api::requests=debug";
        // A word alone would be a part of the program, of which everything is logged.
        let is_plain = text.split(',').all(|part| {
            let level = part.rsplit_once('=').map_or(part, |(_, level)| level);
            !level.is_empty() && level.parse::<LevelFilter>().is_ok()
        });
        let targets = is_plain.then(|| text.parse::<Targets>().ok()).flatten();
        targets.map(Self).ok_or_else(|| refusal.to_owned())
    }
}

/// From now on everything is logged like this, panics too.
pub fn start(format: Format, filter: &Filter) {
    let lines = fmt::layer().with_writer(io::stderr);
    let lines = match format {
        Format::Text => lines.with_ansi(io::stderr().is_terminal()).boxed(),
        Format::Json => lines.json().flatten_event(true).with_ansi(false).boxed(),
    };
    registry().with(lines.with_filter(filter.0.clone())).init();
    std::panic::set_hook(Box::new(log_panic));
}

/// Tells of a panic, with the request that met it if there is one.
pub(crate) fn log_panic(panic: &PanicHookInfo<'_>) {
    let request = RequestId::current();
    let backtrace = Backtrace::capture();
    let has_backtrace = backtrace.status() == BacktraceStatus::Captured;
    tracing::error!(
        request = request.as_ref().map(RequestId::as_str),
        place = panic.location().map(tracing::field::display),
        cause = panic.payload_as_str(),
        backtrace = has_backtrace.then(|| tracing::field::display(&backtrace)),
        "the program has a fault"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_levels() {
        let check = |text: &str, good: bool| {
            assert_eq!(text.parse::<Filter>().is_ok(), good, "{text:?}");
        };
        check("info", true);
        check("off", true);
        check("warn,finsam_api=debug,finsam_stores=trace", true);
        for wrong in ["", "loud", "finsam_api", "info,", "finsam_api=loud", "a=b=c"] {
            check(wrong, false);
        }
    }
}
