//! What a request keeps from its beginning to its end, and the one way to the documents it sees.

use std::sync::Arc;

use async_graphql::Context;
use finsam_content::{Shelved, Snapshot};
use finsam_model::{Entry, Id, Kind, Slug};
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
    pub(super) fn hand_out<'a, T>(&'a self, entry: &'a Entry<T>) -> Option<Document<'a, T>> {
        self.budget.pay_for_document().then(|| Document::of(self, entry))
    }

    /// The document with a slug, present or former; none if there is none.
    pub(super) fn by_slug<T: Shelved>(&self, slug: &str) -> Option<Document<'_, T>> {
        self.hand_out(self.snapshot.get(slug)?)
    }

    /// The document that a relation leads to; none if it leads nowhere.
    pub(super) fn one<T: Shelved>(&self, slug: Option<&Slug>) -> Option<Document<'_, T>> {
        self.by_slug(slug?.as_str())
    }

    /// The documents that a relation leads to, in the order written.
    pub(super) fn named<'a, T: Shelved>(&'a self, slugs: &'a [Slug]) -> Vec<Document<'a, T>> {
        self.snapshot.named(slugs).map_while(|entry| self.hand_out(entry)).collect()
    }

    /// The document with an id; none if there is none, or it is of another kind.
    pub(super) fn by_id<T: Shelved>(&self, id: &Id) -> Option<Document<'_, T>> {
        if id.kind != T::KIND {
            return None;
        }
        // The slug a document was born with stays among its slugs for ever.
        let entry = self.snapshot.get::<T>(id.born.as_str())?;
        if entry.id == *id { self.hand_out(entry) } else { None }
    }

    /// The document with an id, of whatever kind.
    pub(super) fn node(&self, id: &Id) -> Option<Node<'_>> {
        match id.kind {
            Kind::Seminar => self.by_id(id).map(Node::Seminar),
            Kind::Series => self.by_id(id).map(Node::Series),
            Kind::Person => self.by_id(id).map(Node::Person),
            Kind::Organisation => self.by_id(id).map(Node::Organisation),
            Kind::Venue => self.by_id(id).map(Node::Venue),
            Kind::NewsArticle => self.by_id(id).map(Node::NewsArticle),
            Kind::Initiative => self.by_id(id).map(Node::Initiative),
            Kind::Figure => self.by_id(id).map(Node::Figure),
            Kind::Term => self.by_id(id).map(Node::Term),
            Kind::Source => self.by_id(id).map(Node::Source),
        }
    }
}
