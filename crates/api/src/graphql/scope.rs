//! What a request keeps from its beginning to its end, and the one way to the documents it sees.

use std::{collections::BTreeMap, sync::Arc};

use async_graphql::{Context, Result};
use finsam_content::{Shelved, Snapshot};
use finsam_model::{Entry, Id, Kind, Site, Slug};
use finsam_stores::{Board, History, Stale};
use jiff::Zoned;

use super::{
    budget::Budget,
    error::{Code, error},
    node::{Document, Node},
    stale::Rests,
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
    /// What the answer rests on of what may be old.
    pub(super) rests: Rests,
    /// How the members of the network are.
    pub(super) board: Board,
    /// How much is wrong in each member's content.
    pub(super) problems: Arc<BTreeMap<String, usize>>,
}

impl Scope {
    /// The scope of a request to a server reached at `public_url`, which has no slash at its end.
    #[must_use]
    pub fn new(snapshot: Arc<Snapshot>, now: Zoned, public_url: Arc<str>) -> Self {
        Self {
            snapshot,
            now,
            public_url,
            history: Arc::default(),
            budget: Budget::new(1),
            rests: Rests::default(),
            board: Board::default(),
            problems: Arc::default(),
        }
    }

    /// The same with what is known of changes; without it, nothing is.
    #[must_use]
    pub fn with_history(self, history: Arc<History>) -> Self {
        Self { history, ..self }
    }

    /// The same with how the members of the network are, and how much is wrong in their content.
    #[must_use]
    pub fn with_members(self, board: Board, problems: Arc<BTreeMap<String, usize>>) -> Self {
        Self { board, problems, ..self }
    }

    /// The same where some sites' content may be old.
    #[must_use]
    pub fn with_stale(self, stale: Arc<Stale>) -> Self {
        let rests = Rests::new(stale, self.snapshot.site().slug.as_str());
        Self { rests, ..self }
    }

    /// The scope of the request being answered.
    pub(super) fn of<'a>(ctx: &Context<'a>) -> &'a Self {
        // Every request is given one by `Service::execute`, the only way in.
        ctx.data_unchecked::<Arc<Self>>()
    }

    /// Where the server is reached, without a slash at the end.
    #[must_use]
    pub fn public_url(&self) -> &str {
        &self.public_url
    }

    /// The names of all sites whose content may be old.
    #[must_use]
    pub fn stale_sites(&self) -> Vec<String> {
        let name = |site: &str| match self.snapshot.site_with(site) {
            Some(site) => site.name.clone(),
            None => site.to_owned(),
        };
        self.rests.stale().sites().iter().map(|stale| name(stale.site.as_str())).collect()
    }

    /// The canonical address of a document.
    #[must_use]
    pub fn url(&self, kind: Kind, slug: &Slug) -> String {
        format!("{}/{}/{slug}", self.url_of(self.snapshot.site_of(slug)), kind.folder())
    }

    /// Where a site's pages are, without a slash at the end.
    pub(super) fn url_of<'a>(&'a self, site: &'a Site) -> &'a str {
        site.url.as_deref().unwrap_or(&self.public_url)
    }

    /// A document of the snapshot, unless the request has had its share.
    pub(super) fn hand_out<'a, T>(&'a self, entry: &'a Entry<T>) -> Option<Document<'a, T>> {
        self.budget.pay_for_document().then(|| Document::of(self, entry))
    }

    /// The document that goes by a short name, now or before; none if there is none.
    ///
    /// # Errors
    /// When there are several, and no site is given that would tell them apart.
    pub(super) fn called<T: Shelved>(
        &self,
        name: &str,
        site: Option<&str>,
    ) -> Result<Option<Document<'_, T>>> {
        match self.snapshot.called(name, site).as_slice() {
            [] => {
                self.rests.on_site_or_all(site);
                Ok(None)
            }
            [entry] => Ok(self.hand_out(entry)),
            several => {
                let site = |entry: &&Arc<Entry<T>>| self.snapshot.site_of(&entry.slug).slug.clone();
                let sites: Vec<_> = several.iter().map(|entry| site(entry).to_string()).collect();
                let message =
                    format!("`{name}` is a slug of {}: say which `site`", sites.join(", "));
                Err(error(Code::AmbiguousSlug, message))
            }
        }
    }

    /// The document that a relation leads to; none if it leads nowhere.
    pub(super) fn one<T: Shelved>(&self, slug: Option<&Slug>) -> Option<Document<'_, T>> {
        self.hand_out(self.snapshot.get(slug?)?)
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
        let entry = self.snapshot.entry_by_id(id);
        if entry.is_none() {
            self.rests.on_site(id.site.as_str());
        }
        self.hand_out(entry?)
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
