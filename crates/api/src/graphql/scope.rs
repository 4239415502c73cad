//! What a request keeps from its beginning to its end.

use std::sync::Arc;

use async_graphql::Context;
use finsam_content::Snapshot;
use finsam_model::{Kind, Slug};
use jiff::Zoned;

/// One snapshot and one `now`, the same for every field of a request.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The content the request sees.
    pub snapshot: Arc<Snapshot>,
    /// The request's now, in Stockholm.
    pub now: Zoned,
    /// Where this server is reached from outside, without a slash at the end.
    pub public_url: Arc<str>,
}

impl Scope {
    /// The scope of the request being answered.
    pub(super) fn of<'a>(ctx: &Context<'a>) -> &'a Self {
        // Every request is given one by `Service::execute`, the only way in.
        ctx.data_unchecked()
    }

    /// The canonical address of a document.
    pub(super) fn url(&self, kind: Kind, slug: &Slug) -> String {
        format!("{}/{}/{slug}", self.public_url, kind.folder())
    }
}
