//! What the routes need.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicBool, Ordering},
};

use tokio::sync::watch;

use crate::{
    graphql::{Scope, Sdl, Service},
    live::Live,
    metrics::Metrics,
};

/// What the routes need. Cheap to clone; the clones are one app.
#[derive(Clone)]
pub struct App {
    live: Arc<Live>,
    service: Service,
    public_url: Arc<str>,
    metrics: Arc<Metrics>,
    lifetime: Arc<Lifetime>,
    sdl: Arc<OnceLock<String>>,
}

/// How near its end the server is.
struct Lifetime {
    /// No longer ready; requests are still taken.
    draining: AtomicBool,
    /// No new requests; what lives long ends.
    stopping: watch::Sender<bool>,
}

impl App {
    /// An app over live content, reached from outside at `public_url`, which has no slash at its
    /// end.
    #[must_use]
    pub fn new(live: Arc<Live>, public_url: &str) -> Self {
        Self {
            live,
            service: Service::default(),
            public_url: public_url.into(),
            metrics: Arc::default(),
            lifetime: Arc::new(Lifetime {
                draining: AtomicBool::new(false),
                stopping: watch::Sender::new(false),
            }),
            sdl: Arc::default(),
        }
    }

    /// What is counted.
    #[must_use]
    pub fn metrics(&self) -> &Arc<Metrics> {
        &self.metrics
    }

    /// From now on the server says that it is not ready, and answers all the same.
    pub fn drain(&self) {
        self.lifetime.draining.store(true, Ordering::Relaxed);
    }

    /// From now on no new request is taken, and what lives long ends.
    pub fn stop(&self) {
        self.drain();
        self.lifetime.stopping.send_replace(true);
    }

    /// Becomes true when the server stops: for what would otherwise live on, such as streams.
    #[must_use]
    pub fn stopping(&self) -> watch::Receiver<bool> {
        self.lifetime.stopping.subscribe()
    }

    /// Whether the server is about to stop.
    pub(super) fn is_stopping(&self) -> bool {
        self.lifetime.draining.load(Ordering::Relaxed)
    }

    /// A request's own content and now.
    pub(super) fn scope(&self) -> Scope {
        let snapshot = Arc::clone(&self.live.published().snapshot);
        Scope::new(snapshot, self.live.now(), Arc::clone(&self.public_url))
    }

    pub(super) fn live(&self) -> &Live {
        &self.live
    }

    pub(super) fn service(&self) -> &Service {
        &self.service
    }

    /// The text of the plain schema, written once.
    pub(super) fn sdl(&self) -> &str {
        self.sdl.get_or_init(|| self.service.sdl(Sdl::Plain))
    }
}
