//! Has messages that were sent say what they are to say by now. Whoever does not know whether an edit
//! was made makes it again: nobody sees the difference.

use futures_util::{StreamExt, stream};
use metrics::counter;
use serde_json::{Value, json};
use tracing::info;

use super::{AT_ONCE, Delivery, Post};
use crate::{
    metrics::NOTICES,
    rest::SendError,
    state::{Edit, StateError},
};

impl<P: Post> Delivery<P> {
    /// Makes all edits that stand in the outbox. What does not get through stays for later.
    ///
    /// # Errors
    /// Where the state cannot be read or written.
    pub(super) async fn edit_all(&self) -> Result<(), StateError> {
        let edits = self.state.edits().await?;
        let mut under_way =
            stream::iter(edits.into_iter().map(|edit| self.edit(edit))).buffer_unordered(AT_ONCE);
        let mut outcome = Ok(());
        while let Some(done) = under_way.next().await {
            outcome = outcome.and(done);
        }
        outcome
    }

    async fn edit(&self, edit: Edit) -> Result<(), StateError> {
        if !self.may_try(edit.id) {
            return Ok(());
        }
        let fate = match self.post.edit(edit.channel, edit.message, &shown(&edit.body)).await {
            Ok(()) => "edited",
            Err(
                SendError::GaveUp | SendError::RateLimited | SendError::Refused { status: 401, .. },
            ) => {
                self.failed(edit.id);
                return Ok(());
            }
            Err(why) => {
                // Somebody took the message away, or does not let us change it: it is theirs.
                info!(kind = edit.kind, "a message is not changed any more: {why}");
                "left"
            }
        };
        self.state.edited(edit.id).await?;
        self.succeeded(edit.id);
        counter!(NOTICES, "kind" => edit.kind, "fate" => fate).increment(1);
        Ok(())
    }
}

/// The parts that change. What stands before them, as that it came late, stays.
fn shown(body: &Value) -> Value {
    json!({
        "embeds": body["embeds"],
        "components": body["components"],
        "allowed_mentions": body["allowed_mentions"],
    })
}
