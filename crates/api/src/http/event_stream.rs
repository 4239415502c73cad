//! GraphQL over Server-Sent Events, as the protocol graphql-sse says for distinct connections: a
//! request that takes `text/event-stream` is answered with `next` events, and `complete` at the
//! end. Subscriptions go on until the client leaves; so do live queries (`query @live`), which are
//! answered again whenever the answer is another.

use std::{convert::Infallible, sync::Arc, time::Duration};

use async_graphql::{Response as GraphqlResponse, parser::types::OperationType};
use axum::{
    http::{HeaderMap, HeaderName, header},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use finsam_stores::Stale;
use futures_util::{
    Stream, StreamExt,
    stream::{self, BoxStream},
};
use jiff::Zoned;
use sha2::{Digest, Sha256};
use tokio::{
    sync::{OwnedSemaphorePermit, watch},
    time::Instant,
};

use super::{
    App,
    answers::Place,
    graphql::{Refusal, prepare, sent},
    graphql_request::Malformed,
    graphql_response::Written,
    header_list::names,
};
use crate::graphql::Prepared;

/// How often a comment is sent where nothing happens, so that nobody between takes the connection
/// for dead.
const HEARTBEAT: Duration = Duration::from_secs(12);

/// How often a live query is executed, at most.
const LIVE_INTERVAL: Duration = Duration::from_secs(1);

/// Tells nginx to pass on every event at once.
const PASS_ON_AT_ONCE: [(HeaderName, &str); 1] =
    [(HeaderName::from_static("x-accel-buffering"), "no")];

/// Whether a client takes event streams, by its `Accept`.
pub(super) fn is_taken(headers: &HeaderMap) -> bool {
    names(headers, header::ACCEPT, "text/event-stream")
}

/// The event stream that answers a request; none for what has one answer, if the client takes
/// that as JSON too.
///
/// # Errors
/// When it is no GraphQL request, or too many streams are open. That a GraphQL request is refused
/// is told within the stream: a browser's own reader of events shows nobody another status.
pub(super) fn open(
    app: &App,
    place: Place,
    request: &[u8],
    takes_json: bool,
) -> Result<Option<Response>, Malformed> {
    let prepared = match sent(place, request).and_then(|sent| prepare(app, sent)) {
        Ok(prepared) => prepared,
        Err(Refusal::Malformed(malformed)) => return Err(malformed),
        Err(Refusal::Refused(_)) if takes_json => return Ok(None),
        Err(Refusal::Refused(response)) => {
            return stream_of(app, stream::once(async { *response })).map(Some);
        }
    };
    let responses = match prepared.operation_type() {
        Some(OperationType::Subscription) => app.service().stream(prepared, app.feed()),
        _ if prepared.is_live() => Live::new(app, prepared).answers(),
        _ if takes_json => return Ok(None),
        _ => {
            let (app, scope) = (app.clone(), app.scope());
            stream::once(async move { app.service().run(prepared, scope).await }).boxed()
        }
    };
    stream_of(app, responses).map(Some)
}

/// Responses as an event stream, ended when they end or the server stops.
fn stream_of(
    app: &App,
    responses: impl Stream<Item = GraphqlResponse> + Send + 'static,
) -> Result<Response, Malformed> {
    let place: OwnedSemaphorePermit =
        app.place_for_stream().ok_or_else(Malformed::too_many_streams)?;
    let mut stopping = app.stopping();
    let stopped = async move {
        // Nobody left to say so is as good as a word.
        let _ = stopping.wait_for(|stop| *stop).await;
    };
    // A reader that a browser brings along tells nobody of an event without data.
    let complete = Event::default().event("complete").data("null");
    let events = responses
        .map(|response| Event::default().event("next").data(json(&response)))
        .take_until(stopped)
        .chain(stream::once(async { complete }))
        .map(move |event| {
            let _held_to_the_end = &place;
            Ok::<_, Infallible>(event)
        });
    let events = Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT));
    Ok((PASS_ON_AT_ONCE, events).into_response())
}

fn json(response: &GraphqlResponse) -> String {
    // Nothing in a response cannot be written.
    serde_json::to_string(&Written::of(response)).unwrap_or_default()
}

/// A query that is answered again whenever its answer is another.
struct Live {
    app: App,
    prepared: Prepared,
    moved: watch::Receiver<()>,
    /// Whose content may be old.
    stale: watch::Receiver<Arc<Stale>>,
    /// The hash of the last answer, and when it was made; none before the first.
    last: Option<([u8; 32], Instant)>,
    /// When the calendar may make it another.
    next_moment: Option<Zoned>,
}

impl Live {
    fn new(app: &App, prepared: Prepared) -> Self {
        let (moved, stale) = (app.live().watch(), app.live().board().watch_stale());
        Self { app: app.clone(), prepared, moved, stale, last: None, next_moment: None }
    }

    fn answers(self) -> BoxStream<'static, GraphqlResponse> {
        stream::unfold(self, |mut live| async { Some((live.next().await, live)) }).boxed()
    }

    /// The next answer that differs from the last one.
    async fn next(&mut self) -> GraphqlResponse {
        loop {
            self.wait().await;
            // Seen before it is looked, so that nothing slips between.
            self.moved.mark_unchanged();
            let stale = Arc::clone(&self.stale.borrow_and_update());
            let (published, now) = (self.app.live().published(), self.app.live().now());
            self.next_moment = Some(published.at(&now).next_moment(&now));
            let scope = self.app.scope_of(&published, &stale, &now);
            let response = self.app.service().run(self.prepared.again(), scope).await;
            let hash: [u8; 32] = Sha256::digest(json(&response)).into();
            let before = self.last.replace((hash, Instant::now()));
            if before.is_none_or(|(before, _)| before != hash) {
                return response;
            }
        }
    }

    /// Waits until the answer may be another, and until the last one is old enough.
    async fn wait(&mut self) {
        let (Some((_, made)), Some(next_moment)) = (self.last, self.next_moment.take()) else {
            return;
        };
        tokio::select! {
            // When nobody publishes any more, there is still the calendar.
            Ok(()) = self.moved.changed() => {}
            Ok(()) = self.stale.changed() => {}
            () = self.app.live().reaches(&next_moment) => {}
        }
        tokio::time::sleep_until(made + LIVE_INTERVAL).await;
    }
}
