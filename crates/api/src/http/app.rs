//! What the routes need.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicBool, Ordering},
};

use finsam_stores::Stale;
use jiff::Zoned;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::{answers::Answers, persisted_queries::PersistedQueries};
use crate::{
    graphql::{Feed, Limits, Scope, Sdl, Service},
    live::{Live, Published},
    metrics::{Held, Metrics},
};

/// What the routes need. Cheap to clone; the clones are one app.
#[derive(Clone)]
pub struct App(Arc<Parts>);

struct Parts {
    live: Arc<Live>,
    service: Service,
    answers: Answers,
    persisted_queries: PersistedQueries,
    public_url: Arc<str>,
    metrics: Arc<Metrics>,
    streams: Arc<Semaphore>,
    /// No longer ready; requests are still taken.
    draining: AtomicBool,
    /// No new requests; what lives long ends.
    stopping: watch::Sender<bool>,
    sdl: OnceLock<String>,
}

/// What the answers given lately may take, in bytes, unless the operator says otherwise.
pub(crate) const KEPT_ANSWERS_BYTES: usize = 64 * 1024 * 1024;

/// WebSockets and event streams at a time.
const MAX_STREAMS: usize = 1_000;

impl App {
    /// An app over live content, reached from outside at `public_url`, which has no slash at its
    /// end.
    #[must_use]
    pub fn new(live: Arc<Live>, public_url: &str) -> Self {
        Self::within(live, public_url, Limits::default(), KEPT_ANSWERS_BYTES)
    }

    /// The same, with other limits of a request, and other room for the answers given lately.
    #[must_use]
    pub fn within(
        live: Arc<Live>,
        public_url: &str,
        limits: Limits,
        kept_answers_bytes: usize,
    ) -> Self {
        Self(Arc::new(Parts {
            live,
            service: Service::within(limits),
            answers: Answers::within(kept_answers_bytes),
            persisted_queries: PersistedQueries::default(),
            public_url: public_url.into(),
            metrics: Arc::default(),
            streams: Arc::new(Semaphore::new(MAX_STREAMS)),
            draining: AtomicBool::new(false),
            stopping: watch::Sender::new(false),
            sdl: OnceLock::new(),
        }))
    }

    /// What is counted.
    #[must_use]
    pub fn metrics(&self) -> &Arc<Metrics> {
        &self.0.metrics
    }

    /// From now on the server says that it is not ready, and answers all the same.
    pub fn drain(&self) {
        self.0.draining.store(true, Ordering::Relaxed);
    }

    /// From now on no new request is taken, and what lives long ends.
    pub fn stop(&self) {
        self.drain();
        self.0.stopping.send_replace(true);
    }

    /// Becomes true when the server stops: for what would otherwise live on, such as streams.
    #[must_use]
    pub fn stopping(&self) -> watch::Receiver<bool> {
        self.0.stopping.subscribe()
    }

    /// Whether the server is about to stop.
    pub(super) fn is_stopping(&self) -> bool {
        self.0.draining.load(Ordering::Relaxed)
    }

    /// Where the server is reached, without a slash at its end.
    pub(super) fn public_url(&self) -> &str {
        &self.0.public_url
    }

    /// A request's own content and now.
    pub(super) fn scope(&self) -> Scope {
        let stale = self.live().board().stale();
        self.scope_of(&self.live().published(), &stale, &self.live().now())
    }

    /// The scope of a request that has its content, what is old of it and its now already.
    pub(super) fn scope_of(&self, published: &Published, stale: &Arc<Stale>, now: &Zoned) -> Scope {
        Scope::new(Arc::clone(published.at(now)), now.clone(), Arc::clone(&self.0.public_url))
            .with_history(Arc::clone(published.history()))
            .with_members(self.live().board().clone(), published.members.clone())
            .with_stale(Arc::clone(stale))
    }

    /// What feeds a stream: every event has the content and the now of its own.
    pub(super) fn feed(&self) -> Feed {
        let app = self.clone();
        Feed::new(self.live().watch(), move || app.scope())
    }

    /// A place among the streams that may be open, free again when it is dropped; none if as many
    /// as may be are.
    pub(super) fn place_for_stream(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0.streams).try_acquire_owned().ok()
    }

    /// What is held at the moment, for the metrics.
    pub(super) fn held(&self) -> Held {
        Held {
            kept_answers_bytes: self.answers().bytes(),
            streams: MAX_STREAMS - self.0.streams.available_permits().min(MAX_STREAMS),
        }
    }

    pub(super) fn answers(&self) -> &Answers {
        &self.0.answers
    }

    pub(super) fn persisted_queries(&self) -> &PersistedQueries {
        &self.0.persisted_queries
    }

    pub(super) fn live(&self) -> &Live {
        &self.0.live
    }

    pub(super) fn service(&self) -> &Service {
        &self.0.service
    }

    /// The text of the plain schema, written once.
    pub(super) fn sdl(&self) -> &str {
        self.0.sdl.get_or_init(|| self.0.service.sdl(Sdl::Plain))
    }
}
