//! What can be subscribed to, and how every event gets a scope of its own.

use std::{sync::Arc, time::Duration};

use async_graphql::{
    Context, Data, Error, ID, InputObject, Response, Result, Subscription,
    async_trait::async_trait,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextExecute},
};
use finsam_model::Id;
use finsam_stores::{Position, Record};
use futures_util::stream::{self, Stream};
use tokio::sync::watch;

use super::{
    budget::Budget,
    change::Change,
    error::{Code, bad_user_input, error},
    kind::Kind,
    schema::finish,
    scope::Scope,
};

/// What feeds a stream: word that there is something new, and the content as it is then.
#[derive(Clone)]
pub struct Feed {
    moved: watch::Receiver<()>,
    scope: Arc<dyn Fn() -> Scope + Send + Sync>,
    /// How much every event selects.
    selections: usize,
    /// How long it may be in the making.
    time: Duration,
}

impl Feed {
    /// A feed of what `scope` gives, looked at again whenever `moved` tells.
    pub fn new(
        moved: watch::Receiver<()>,
        scope: impl Fn() -> Scope + Send + Sync + 'static,
    ) -> Self {
        Self { moved, scope: Arc::new(scope), selections: 1, time: Duration::MAX }
    }

    /// The same for events that select so much, each to be made in so much time.
    pub(super) fn within(self, selections: usize, time: Duration) -> Self {
        Self { selections, time, ..self }
    }

    fn scope(&self) -> Scope {
        let mut scope = (self.scope)();
        scope.budget = Budget::new(self.selections).within(self.time);
        scope
    }
}

/// Vilka ändringar som ska höras.
#[derive(Clone, Debug, Default, InputObject)]
pub(super) struct ChangeFilter {
    /// Bara dokument av dessa slag.
    kinds: Option<Vec<Kind>>,
    /// Bara dokumenten med dessa id, högst 100.
    ids: Option<Vec<ID>>,
}

/// How many ids a filter can name.
const MAX_IDS: usize = 100;

/// A filter's conditions, as the journal speaks of them.
struct Wanted {
    kinds: Option<Vec<finsam_model::Kind>>,
    ids: Option<Vec<Id>>,
}

impl Wanted {
    fn by(filter: Option<ChangeFilter>) -> Result<Self> {
        let ChangeFilter { kinds, ids } = filter.unwrap_or_default();
        if ids.as_ref().is_some_and(|ids| ids.len() > MAX_IDS) {
            return Err(bad_user_input(format!("`ids` takes at most {MAX_IDS} ids")));
        }
        let kinds = kinds.map(|kinds| kinds.into_iter().map(Into::into).collect());
        // What is no id is nobody's.
        let ids = ids.map(|ids| ids.iter().filter_map(|id| Id::parse(id)).collect());
        Ok(Self { kinds, ids })
    }

    fn wants(&self, record: &Record) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&record.id.kind))
            && self.ids.as_ref().is_none_or(|ids| ids.contains(&record.id))
    }
}

/// Everything that can be subscribed to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Subscription;

/// Allt som går att prenumerera på.
#[Subscription]
impl Subscription {
    /// Dokument som ändras, tillkommer eller försvinner, ett i taget, från och med nu. Har ett
    /// dokument ändrats flera gånger sedan den som lyssnar sist hann med kommer bara den
    /// senaste ändringen. Om anslutningen bryts: börja om med den senaste ändringens `token`
    /// som `since`.
    async fn content_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Vilka ändringar som ska höras.")] filter: Option<ChangeFilter>,
        #[graphql(desc = "Börja efter den här platsen: ett `token` från `changes` eller en \
                          tidigare ändring.")]
        since: Option<String>,
    ) -> Result<impl Stream<Item = Result<Change>>> {
        let feed = ctx.data::<Feed>()?.clone();
        let wanted = Wanted::by(filter)?;
        let history = feed.scope().history;
        let from = match since {
            Some(token) => token.parse().map_err(|_| expired())?,
            None => history.end(),
        };
        if !history.continues(&from) {
            return Err(expired());
        }
        Ok(changes(feed, wanted, from))
    }
}

/// The wanted changes after a position. Each is looked for when the one before it was taken, so
/// nothing waits in a queue for a reader who is slow: he skips what was changed again meanwhile.
fn changes(
    feed: Feed,
    wanted: Wanted,
    from: Position,
) -> impl Stream<Item = Result<Change>> + Send {
    stream::try_unfold(Some((feed, wanted, from)), |state| async {
        let Some((mut feed, wanted, from)) = state else { return Ok(None) };
        loop {
            // Seen before it is looked, so that nothing slips between.
            feed.moved.mark_unchanged();
            let history = feed.scope().history;
            if !history.continues(&from) {
                return Err(expired());
            }
            let mut page = history.page(&from, 1, |record| wanted.wants(record));
            if let Some(record) = page.records.pop() {
                let position = history.position_after(&from, &record);
                return Ok(Some((Change::new(record, position), Some((feed, wanted, position)))));
            }
            if feed.moved.changed().await.is_err() {
                return Ok(None);
            }
        }
    })
}

/// The reader has to begin again.
fn expired() -> Error {
    error(
        Code::TokenExpired,
        "the token cannot be gone on from; begin again with `changes` and subscribe from its token",
    )
}

/// Gives every event of a stream the content and the time as they are then; otherwise all of them
/// would be answered out of the content that was there at the beginning.
pub(super) struct ScopePerEvent;

impl ExtensionFactory for ScopePerEvent {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait]
impl Extension for ScopePerEvent {
    async fn execute(
        &self,
        ctx: &ExtensionContext<'_>,
        operation_name: Option<&str>,
        next: NextExecute<'_>,
    ) -> Response {
        let Ok(feed) = ctx.data::<Feed>() else { return next.run(ctx, operation_name).await };
        let scope = Arc::new(feed.scope());
        let mut data = Data::default();
        data.insert(Arc::clone(&scope));
        let response = next.run_with_data(ctx, operation_name, data).await;
        finish(response, &scope)
    }
}
