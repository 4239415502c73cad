//! What a request keeps from its beginning to its end, and the one way to the documents it sees.

use std::sync::Arc;

use async_graphql::Context;
use finsam_content::Snapshot;
use finsam_model::{Entry, Id, Kind, Noun, Slug};
use finsam_stores::History;
use jiff::Zoned;

use super::{
    budget::Budget,
    node::{Document, Node},
};

/// One snapshot and one `now`, the same for every field of a request.
#[derive(Debug)]
pub struct Scope {
    /// The content the request sees.
    pub snapshot: Arc<Snapshot>,
    /// The request's now, in Stockholm.
    pub now: Zoned,
    public_url: Arc<str>,
    /// What changed, as far as it is known.
    pub(super) history: Arc<History>,
    pub(super) budget: Budget,
}

impl Scope {
    /// The scope of a request to a server reached at `public_url`, which has no slash at its end.
    #[must_use]
    pub fn new(snapshot: Arc<Snapshot>, now: Zoned, public_url: Arc<str>) -> Self {
        Self { snapshot, now, public_url, history: Arc::default(), budget: Budget::new(1) }
    }

    /// The same with what is known of changes; without it, nothing is.
    #[must_use]
    pub fn with_history(self, history: Arc<History>) -> Self {
        Self { history, ..self }
    }

    /// The scope of the request being answered.
    pub(super) fn of<'a>(ctx: &Context<'a>) -> &'a Self {
        // Every request is given one by `Service::execute`, the only way in.
        ctx.data_unchecked::<Arc<Self>>()
    }

    /// The canonical address of a document.
    pub(super) fn url(&self, kind: Kind, slug: &Slug) -> String {
        format!("{}/{}/{slug}", self.public_url, kind.folder())
    }

    /// A document of the snapshot, unless the request has had its share.
    pub(super) fn hand_out<D: Document>(&self, entry: &Arc<Entry<D::Noun>>) -> Option<D> {
        self.budget.pay_for_document().then(|| D::new(Arc::clone(entry)))
    }

    /// The document that a relation leads to; none if it leads nowhere.
    pub(super) fn one<D: Document>(&self, slug: Option<&Slug>) -> Option<D> {
        self.hand_out(self.snapshot.get(slug?.as_str())?)
    }

    /// The document with an id; none if there is none, or it is of another kind.
    pub(super) fn by_id<D: Document>(&self, id: &str) -> Option<D> {
        let id = Id::parse(id).filter(|id| id.kind == D::Noun::KIND)?;
        // The slug a document was born with stays among its slugs for ever.
        let entry = self.snapshot.get::<D::Noun>(id.born.as_str())?;
        if entry.id == id { self.hand_out(entry) } else { None }
    }

    /// The document with an id, of whatever kind.
    pub(super) fn node(&self, id: &str) -> Option<Node> {
        let node = self.snapshot.by_id(&Id::parse(id)?)?;
        self.budget.pay_for_document().then(|| node.into())
    }

    /// The documents that a relation leads to, in the order written.
    pub(super) fn named<D: Document>(&self, slugs: &[Slug]) -> Vec<D> {
        self.snapshot.named(slugs).map_while(|entry| self.hand_out(entry)).collect()
    }
}
