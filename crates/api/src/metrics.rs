//! Every metric of the program: its name, its unit, what it counts, and the handle that counts it.
//!
//! To add one: a line in [`FAMILIES`], a field in [`Metrics`] and its handle in
//! [`Metrics::default`]. Handles are made once, so counting is one atomic addition. Each server
//! counts for itself; nothing is global.

use std::{fmt, fmt::Write as _, sync::OnceLock, time::Instant};

use ::metrics::{Counter, Gauge, Histogram, Key, KeyName, Label, Level, Metadata, Recorder, Unit};
use axum::http::{Method, StatusCode};
use finsam_content::{Severity, Snapshot};
use finsam_model::{
    Figure, Initiative, Kind, NewsArticle, Organisation, Person, Seminar, Series, Source, Term,
    Venue,
};
use finsam_stores::StoreHealth;
use metrics_exporter_prometheus::{
    Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder,
};

use crate::live::Live;

/// Metrics of one name.
struct Family {
    name: &'static str,
    sort: Sort,
    unit: Unit,
    what: &'static str,
}

enum Sort {
    /// Only grows.
    Counter,
    /// Goes up and down.
    Gauge,
    /// How many values fell below each of [`BUCKETS`].
    Histogram,
}

const fn family(name: &'static str, sort: Sort, unit: Unit, what: &'static str) -> Family {
    Family { name, sort, unit, what }
}

const HTTP_REQUESTS: &str = "finsam_http_requests_total";
const HTTP_REQUEST_DURATION: &str = "finsam_http_request_duration_seconds";
const HTTP_CONNECTIONS: &str = "finsam_http_connections";
const HTTP_CONNECTIONS_MAX: &str = "finsam_http_connections_max";
const HTTP_CONNECTIONS_FULL: &str = "finsam_http_connections_full_total";
const HTTP_ACCEPT_ERRORS: &str = "finsam_http_accept_errors_total";
const HTTP_PANICS: &str = "finsam_http_panics_total";
const GRAPHQL_REQUESTS: &str = "finsam_graphql_requests_total";
const KEPT_ANSWERS: &str = "finsam_kept_answers_bytes";
const STREAMS: &str = "finsam_streams";
const CONTENT_DOCUMENTS: &str = "finsam_content_documents";
const CONTENT_PROBLEMS: &str = "finsam_content_problems";
const CONTENT_HELD_BACK: &str = "finsam_content_held_back";
const CONTENT_PUBLICATIONS: &str = "finsam_content_publications_total";
const CONTENT_VERSION: &str = "finsam_content_version_info";
const STORE_REVISION: &str = "finsam_store_revision";
const STORE_AGE: &str = "finsam_store_age_seconds";
const STORE_UP: &str = "finsam_store_up";
const STORE_FAILURES: &str = "finsam_store_failures_total";
const STORE_CONNECTIONS: &str = "finsam_store_connections_total";
const BUILD: &str = "finsam_build_info";
const UPTIME: &str = "finsam_uptime_seconds";
const MEMORY: &str = "finsam_resident_memory_bytes";

/// Every family. Each is explained to operators in `docs/operating.md` too.
const FAMILIES: &[Family] = &[
    family(
        HTTP_REQUESTS,
        Sort::Counter,
        Unit::Count,
        "HTTP requests answered, by route, method and status.",
    ),
    family(
        HTTP_REQUEST_DURATION,
        Sort::Histogram,
        Unit::Seconds,
        "Time from a request's headers to the head of its answer, by route.",
    ),
    family(
        HTTP_CONNECTIONS,
        Sort::Gauge,
        Unit::Count,
        "Connections open now, WebSockets among them.",
    ),
    family(
        HTTP_CONNECTIONS_MAX,
        Sort::Gauge,
        Unit::Count,
        "Connections that may be open at a time.",
    ),
    family(
        HTTP_CONNECTIONS_FULL,
        Sort::Counter,
        Unit::Count,
        "Times as many connections were open as may be, so that the next had to wait.",
    ),
    family(
        HTTP_ACCEPT_ERRORS,
        Sort::Counter,
        Unit::Count,
        "Connections the machine could not give us, for want of file handles, say.",
    ),
    family(
        HTTP_PANICS,
        Sort::Counter,
        Unit::Count,
        "Requests that met a fault of the program and were answered 500.",
    ),
    family(
        GRAPHQL_REQUESTS,
        Sort::Counter,
        Unit::Count,
        "GraphQL requests, by outcome: kept (answered before), answered, partial, refused.",
    ),
    family(KEPT_ANSWERS, Sort::Gauge, Unit::Bytes, "Memory of the answers that are kept."),
    family(STREAMS, Sort::Gauge, Unit::Count, "WebSockets and event streams open now."),
    family(CONTENT_DOCUMENTS, Sort::Gauge, Unit::Count, "Public documents, by kind."),
    family(
        CONTENT_PROBLEMS,
        Sort::Gauge,
        Unit::Count,
        "Problems in the content folder, by severity.",
    ),
    family(
        CONTENT_HELD_BACK,
        Sort::Gauge,
        Unit::Count,
        "1 while a mass disappearance of documents waits to be confirmed, else 0.",
    ),
    family(
        CONTENT_PUBLICATIONS,
        Sort::Counter,
        Unit::Count,
        "Times what is served was replaced, by an edit or because its time had come.",
    ),
    family(
        CONTENT_VERSION,
        Sort::Gauge,
        Unit::Count,
        "1, labelled with the version of the content that is served.",
    ),
    family(
        STORE_REVISION,
        Sort::Gauge,
        Unit::Count,
        "The revision of the database that is served.",
    ),
    family(
        STORE_AGE,
        Sort::Gauge,
        Unit::Seconds,
        "Time since it was last known that the database has nothing newer.",
    ),
    family(STORE_UP, Sort::Gauge, Unit::Count, "1 while the database answers, else 0."),
    family(STORE_FAILURES, Sort::Counter, Unit::Count, "Times the database did not answer."),
    family(
        STORE_CONNECTIONS,
        Sort::Counter,
        Unit::Count,
        "Connections made to the database to ask it on.",
    ),
    family(BUILD, Sort::Gauge, Unit::Count, "1, labelled with the version of the program."),
    family(UPTIME, Sort::Gauge, Unit::Seconds, "Time since the server started."),
    family(
        MEMORY,
        Sort::Gauge,
        Unit::Bytes,
        "Memory the process holds; only where the system has /proc.",
    ),
];

/// The upper bounds of a duration's buckets, in seconds.
const BUCKETS: [f64; 16] = [
    0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0,
    10.0,
];

/// The handles of everything that is counted.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    started: Instant,
    pub(crate) connections: Gauge,
    pub(crate) connections_max: Gauge,
    pub(crate) connections_full: Counter,
    pub(crate) accept_errors: Counter,
    pub(crate) panics: Counter,
    graphql: [Counter; 4],
    kept_answers: Gauge,
    streams: Gauge,
    content_documents: Vec<(Kind, Gauge)>,
    content_errors: Gauge,
    content_warnings: Gauge,
    content_held_back: Gauge,
    pub(crate) content_publications: Counter,
    uptime: Gauge,
    memory: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let registry = Registry::new();
        registry.gauge(BUILD, &[("version", env!("CARGO_PKG_VERSION"))]).set(1.0);
        let documents = |kind: Kind| registry.gauge(CONTENT_DOCUMENTS, &[("kind", kind.folder())]);
        Self {
            started: Instant::now(),
            connections: registry.gauge(HTTP_CONNECTIONS, &[]),
            connections_max: registry.gauge(HTTP_CONNECTIONS_MAX, &[]),
            connections_full: registry.counter(HTTP_CONNECTIONS_FULL, &[]),
            accept_errors: registry.counter(HTTP_ACCEPT_ERRORS, &[]),
            panics: registry.counter(HTTP_PANICS, &[]),
            graphql: Outcome::ALL.map(|outcome| {
                registry.counter(GRAPHQL_REQUESTS, &[("outcome", outcome.as_str())])
            }),
            kept_answers: registry.gauge(KEPT_ANSWERS, &[]),
            streams: registry.gauge(STREAMS, &[]),
            content_documents: Kind::ALL.map(|kind| (kind, documents(kind))).into(),
            content_errors: registry.gauge(CONTENT_PROBLEMS, &[("severity", "error")]),
            content_warnings: registry.gauge(CONTENT_PROBLEMS, &[("severity", "warning")]),
            content_held_back: registry.gauge(CONTENT_HELD_BACK, &[]),
            content_publications: registry.counter(CONTENT_PUBLICATIONS, &[]),
            uptime: registry.gauge(UPTIME, &[]),
            memory: registry.gauge(MEMORY, &[]),
            registry,
        }
    }
}

impl Metrics {
    /// The metrics of one route.
    pub(crate) fn of_route(&self, route: &'static str) -> RouteMetrics {
        RouteMetrics {
            route,
            common: Default::default(),
            duration: self.registry.histogram(HTTP_REQUEST_DURATION, &[("route", route)]),
        }
    }

    /// Counts a request that is answered.
    pub(crate) fn count(&self, of: &RouteMetrics, method: &Method, status: StatusCode) {
        let counter = || {
            let labels =
                [("route", of.route), ("method", name_of(method)), ("status", status.as_str())];
            self.registry.counter(HTTP_REQUESTS, &labels)
        };
        let common = match (method, status) {
            (&Method::GET, StatusCode::OK) => of.common.first(),
            (&Method::GET, StatusCode::NOT_MODIFIED) => of.common.get(1),
            (&Method::POST, StatusCode::OK) => of.common.last(),
            _ => None,
        };
        match common {
            Some(common) => common.get_or_init(counter).increment(1),
            None => counter().increment(1),
        }
    }

    /// Counts a GraphQL request that is answered.
    pub(crate) fn count_graphql(&self, outcome: Outcome) {
        for (counter, of) in self.graphql.iter().zip(Outcome::ALL) {
            if of == outcome {
                counter.increment(1);
            }
        }
    }

    /// Everything counted, in the text format of Prometheus. What is known without counting is
    /// taken from what is served now.
    #[must_use]
    pub(crate) fn render(&self, live: &Live, held: Held) -> String {
        self.kept_answers.set(number(held.kept_answers_bytes));
        self.streams.set(number(held.streams));
        let published = live.published();
        let snapshot = published.at(&live.now());
        for (kind, gauge) in &self.content_documents {
            gauge.set(number(documents(snapshot, *kind)));
        }
        let errors = published.problems.iter().filter(|it| it.severity == Severity::Error).count();
        self.content_errors.set(number(errors));
        self.content_warnings.set(number(published.problems.len() - errors));
        self.content_held_back.set(number(published.held_back.iter().count()));
        self.uptime.set(self.started.elapsed().as_secs_f64());
        self.memory.set(number(resident_kibibytes().unwrap_or_default()) * 1024.0);
        if let Some(store) = live.store() {
            self.tell_of(&store);
        }
        let mut text = self.registry.handle.render();
        // Written by hand, because the registry would keep every version there ever was.
        for family in FAMILIES.iter().filter(|family| family.name == CONTENT_VERSION) {
            let Family { name, what, .. } = family;
            let version = snapshot.version();
            let _ = write!(text, "# HELP {name} {what}\n# TYPE {name} gauge\n");
            let _ = write!(text, "{name}{{version=\"{version}\"}} 1\n\n");
        }
        text
    }

    fn tell_of(&self, store: &StoreHealth) {
        let gauge = |name| self.registry.gauge(name, &[]);
        let revision = store.revision.and_then(|revision| usize::try_from(revision).ok());
        gauge(STORE_REVISION).set(number(revision.unwrap_or_default()));
        if let Some(age) = store.age() {
            gauge(STORE_AGE).set(age.as_secs_f64());
        }
        gauge(STORE_UP).set(number(usize::from(store.answers())));
        self.registry.counter(STORE_FAILURES, &[]).absolute(store.failures);
        self.registry.counter(STORE_CONNECTIONS, &[]).absolute(store.connections);
    }

    /// Folds the durations gathered since the last time into their buckets. Without it, and
    /// without anybody reading the metrics, they would gather for ever.
    pub fn tidy(&self) {
        self.registry.handle.run_upkeep();
    }
}

/// How a GraphQL request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// With an answer that was given before.
    Kept,
    /// With data.
    Answered,
    /// With data and errors.
    Partial,
    /// With errors alone.
    Refused,
}

impl Outcome {
    const ALL: [Self; 4] = [Self::Kept, Self::Answered, Self::Partial, Self::Refused];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Answered => "answered",
            Self::Partial => "partial",
            Self::Refused => "refused",
        }
    }
}

/// What the server holds at the moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held {
    pub(crate) kept_answers_bytes: usize,
    pub(crate) streams: usize,
}

/// What is counted of one route.
pub(crate) struct RouteMetrics {
    route: &'static str,
    /// GET that went well or was not modified, POST that went well: found without looking up.
    common: [OnceLock<Counter>; 3],
    /// How long its requests take, in seconds.
    pub(crate) duration: Histogram,
}

impl RouteMetrics {
    pub(crate) fn route(&self) -> &'static str {
        self.route
    }
}

/// Makes handles and writes them all out.
struct Registry {
    recorder: PrometheusRecorder,
    handle: PrometheusHandle,
}

impl Registry {
    fn new() -> Self {
        let mut builder = PrometheusBuilder::new();
        for family in FAMILIES.iter().filter(|family| matches!(family.sort, Sort::Histogram)) {
            let name = Matcher::Full(family.name.to_owned());
            // It only refuses to have no buckets at all.
            builder = builder.set_buckets_for_metric(name, &BUCKETS).unwrap_or_default();
        }
        let recorder = builder.build_recorder();
        for Family { name, sort, unit, what } in FAMILIES {
            let (name, unit, what) = (KeyName::from(*name), Some(*unit), (*what).into());
            match sort {
                Sort::Counter => recorder.describe_counter(name, unit, what),
                Sort::Gauge => recorder.describe_gauge(name, unit, what),
                Sort::Histogram => recorder.describe_histogram(name, unit, what),
            }
        }
        Self { handle: recorder.handle(), recorder }
    }

    fn counter(&self, name: &'static str, labels: &[(&'static str, &str)]) -> Counter {
        self.recorder.register_counter(&key(name, labels), &ABOUT)
    }

    fn gauge(&self, name: &'static str, labels: &[(&'static str, &str)]) -> Gauge {
        self.recorder.register_gauge(&key(name, labels), &ABOUT)
    }

    fn histogram(&self, name: &'static str, labels: &[(&'static str, &str)]) -> Histogram {
        self.recorder.register_histogram(&key(name, labels), &ABOUT)
    }
}

impl fmt::Debug for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registry").finish_non_exhaustive()
    }
}

static ABOUT: Metadata<'static> = Metadata::new(module_path!(), Level::INFO, None);

fn key(name: &'static str, labels: &[(&'static str, &str)]) -> Key {
    let labels: Vec<Label> =
        labels.iter().map(|(label, value)| Label::new(*label, (*value).to_owned())).collect();
    Key::from_parts(name, labels)
}

/// A method as a label: a client may make up its own, but no series of ours.
pub(crate) fn name_of(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn documents(snapshot: &Snapshot, kind: Kind) -> usize {
    match kind {
        Kind::Seminar => snapshot.all::<Seminar>().len(),
        Kind::Series => snapshot.all::<Series>().len(),
        Kind::Person => snapshot.all::<Person>().len(),
        Kind::Organisation => snapshot.all::<Organisation>().len(),
        Kind::Venue => snapshot.all::<Venue>().len(),
        Kind::NewsArticle => snapshot.all::<NewsArticle>().len(),
        Kind::Initiative => snapshot.all::<Initiative>().len(),
        Kind::Figure => snapshot.all::<Figure>().len(),
        Kind::Term => snapshot.all::<Term>().len(),
        Kind::Source => snapshot.all::<Source>().len(),
    }
}

/// A count as the format has it. Beyond four thousand million nothing of ours is counted so.
fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

/// What the process holds in memory, as Linux tells it.
fn resident_kibibytes() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_is_told_to_operators() {
        let docs = include_str!("../../../docs/operating.md");
        for family in FAMILIES {
            assert!(docs.contains(&format!("`{}`", family.name)), "{} is not", family.name);
        }
    }
}
