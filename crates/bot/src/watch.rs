//! Keeps up with the API: takes in what changed, and has the notices of it stand in the outbox in
//! the same breath.
//!
//! However long the bot was away, it goes on where it was. Where the API cannot tell what changed
//! since then, everything is compared with what we knew. At the very first start all is taken as
//! known: nobody is told of what was there before them. That most of it is gone at once is not
//! believed for a while (`loss`). What several sites tell of one thing is one thing (`joined`).

mod joined;
mod loss;

use std::collections::{HashMap, HashSet};

use finsam_client::{
    Change, ChangePage, Changed, Client, Error, Kind, NewsArticle, NodeId, Seminar,
};
use finsam_swedish::stockholm;
use jiff::{SignedDuration, Timestamp, ToSpan};
use thiserror::Error;
use tracing::{debug, info, warn};

use crate::{
    notices::{self, Audience},
    programme::{is_about, kept, of_kept, span},
    state::{ChannelWishes, Notice, State, StateError, TakenIn},
};
use joined::Nodes;
pub(crate) use loss::{BELIEVED_AFTER, Loss};

/// How many changes are fetched at a time: the API's most.
const PAGE: usize = 100;

/// How many documents are asked for by their ids at a time: the API's most.
const MOST_NODES: usize = 100;

/// How long a seminar is kept in mind after it was over.
pub(crate) const KEPT_AFTER: SignedDuration = SignedDuration::from_hours(8 * 24);

/// An article of before this many days is no news when it comes to be known.
const NEWS_OF_DAYS: i64 = 14;

/// The fact that holds since when a loss is not believed; empty where all is.
const DOUBTED: &str = "doubted";

/// Why we could not keep up. What was taken in before stays.
#[derive(Debug, Error)]
pub(crate) enum WatchError {
    #[error(transparent)]
    Api(#[from] Error),
    #[error(transparent)]
    Loss(#[from] Loss),
    #[error("the state cannot be used: {0}")]
    State(#[from] StateError),
}

/// Keeps up with one API.
#[derive(Clone, Debug)]
pub(crate) struct Watch {
    api: Client,
    state: State,
}

impl Watch {
    pub(crate) fn new(api: Client, state: State) -> Self {
        Self { api, state }
    }

    /// Takes in all that changed since the last time.
    ///
    /// # Errors
    /// See [`WatchError`].
    pub(crate) async fn catch_up(&self, now: Timestamp) -> Result<(), WatchError> {
        loop {
            let since = self.state.place().await?;
            let page = self.api.changes(since.as_deref(), PAGE).await?;
            let has_more = page.has_more;
            if !page.changes.is_empty() || since.is_none() {
                self.count_sites().await?;
            }
            if page.reset || since.is_none() {
                self.take_in_all(page, since.is_none(), now).await?;
            } else {
                self.take_in(page, now).await?;
            }
            if !has_more {
                break;
            }
        }
        self.state.keep_heard(now).await?;
        if self.doubted_since().await?.is_some() {
            self.state.keep_fact(DOUBTED, "").await?;
        }
        Ok(())
    }

    /// Looks how many sites there are. Where that fails, as many as before.
    async fn count_sites(&self) -> Result<(), StateError> {
        match self.api.sites().await {
            Ok(sites) => self.state.keep_sites(sites.len()).await,
            Err(why) => {
                debug!("how many sites there are cannot be told: {why}");
                Ok(())
            }
        }
    }

    async fn doubted_since(&self) -> Result<Option<Timestamp>, StateError> {
        let since = self.state.fact(DOUBTED).await?;
        Ok(since.and_then(|second| Timestamp::from_second(second.parse().ok()?).ok()))
    }

    /// The channels that hear of what is gone. A loss waits until it has been so for a while; then it
    /// is taken in, and only those are told who asked for one of the seminars: a channel is not
    /// filled with all that is off.
    async fn who_hears_of<'c>(
        &self,
        loss: Option<Loss>,
        channels: &'c [ChannelWishes],
        now: Timestamp,
    ) -> Result<&'c [ChannelWishes], WatchError> {
        let Some(loss) = loss else { return Ok(channels) };
        let Some(since) = self.doubted_since().await? else {
            self.state.keep_fact(DOUBTED, &now.as_second().to_string()).await?;
            return Err(loss.into());
        };
        if now.duration_since(since) < BELIEVED_AFTER {
            return Err(loss.into());
        }
        warn!("it has been so for an hour: {loss}");
        Ok(&[])
    }

    /// A page of changes after the place where we were.
    async fn take_in(&self, page: ChangePage, now: Timestamp) -> Result<(), WatchError> {
        let channels = self.state.channels().await?;
        let mut taken = TakenIn { place: page.token, ..TakenIn::default() };
        let loss = self.loss_in(&page.changes, now).await?;
        let of_gone = self.who_hears_of(loss, &channels, now).await?;
        let Nodes { changes, moves } = Nodes::of(page.changes);
        taken.moves = moves;
        taken.moves.extend(self.newly_joined(&changes).await?);
        for change in changes {
            match (change.kind.clone(), change.node) {
                (Kind::Seminar, node) => {
                    let before = self.known_as(&change.id, &taken.moves).await?;
                    let after = match node {
                        Some(Changed::Seminar(seminar)) => Some(*seminar),
                        _ => None,
                    };
                    let ids =
                        Turned { id: &change.id, before: before.as_ref(), after: after.as_ref() };
                    let hearing = if after.is_none() { of_gone } else { &channels };
                    let notices = self.notices_of(ids, hearing, &taken.place, now).await?;
                    taken.notices.extend(notices);
                    keep(&mut taken, &change.id, before.is_some(), after.as_ref(), now);
                }
                (_, Some(Changed::NewsArticle(article))) => {
                    let notices = self.notices_of_article(&article, &channels, now).await?;
                    taken.notices.extend(notices);
                    taken.articles.push(article.id.0);
                }
                _ => {}
            }
        }
        self.state.take_in(&taken).await?;
        Ok(())
    }

    /// Everything, the first page of which is given. It is taken in as a whole, so that what we knew
    /// and what is gone can be told apart.
    async fn take_in_all(
        &self,
        first: ChangePage,
        is_first_time: bool,
        now: Timestamp,
    ) -> Result<(), WatchError> {
        info!(is_first_time, "taking in the whole programme");
        let (changes, place) = self.all_from(first).await?;
        let Nodes { changes, moves } = Nodes::of(changes);
        let channels = self.state.channels().await?;
        let mut taken = TakenIn { is_all: true, place, moves, ..TakenIn::default() };
        let before = if is_first_time { Vec::new() } else { self.all_known().await? };
        let mut known: HashMap<_, _> =
            before.iter().map(|seminar| (seminar.id.clone(), seminar)).collect();
        for Change { id, node, .. } in changes {
            match node {
                Some(Changed::Seminar(seminar)) => {
                    let before = known.remove(&id);
                    let joined = taken.moves.iter().filter(|(_, node)| *node == id);
                    let before =
                        joined.fold(before, |before, (old, _)| before.or(known.remove(old)));
                    if !is_first_time {
                        let turned = Turned { id: &id, before, after: Some(&seminar) };
                        let notices = self.notices_of(turned, &channels, &taken.place, now).await?;
                        taken.notices.extend(notices);
                    }
                    keep(&mut taken, &id, before.is_some(), Some(&seminar), now);
                }
                Some(Changed::NewsArticle(article)) => {
                    if !is_first_time {
                        let notices = self.notices_of_article(&article, &channels, now).await?;
                        taken.notices.extend(notices);
                    }
                    taken.articles.push(article.id.0);
                }
                _ => {}
            }
        }
        let loss = Loss::of(&before, |seminar| known.contains_key(&seminar.id), now);
        let hearing = self.who_hears_of(loss, &channels, now).await?;
        for (id, before) in known {
            let turned = Turned { id: &id, before: Some(before), after: None };
            taken.notices.extend(self.notices_of(turned, hearing, &taken.place, now).await?);
        }
        self.state.take_in(&taken).await?;
        Ok(())
    }

    /// Everything that is there, and the place after it. What changes while we fetch page after page
    /// is on two of them: the later one holds.
    async fn all_from(&self, first: ChangePage) -> Result<(Vec<Change>, String), Error> {
        let (mut all, mut page) = (Vec::new(), first);
        loop {
            if page.reset {
                all.clear();
            }
            all.extend(page.changes);
            if !page.has_more {
                break;
            }
            page = self.api.changes(Some(&page.token), PAGE).await?;
        }
        Ok((all, page.token))
    }

    async fn loss_in(
        &self,
        changes: &[Change],
        now: Timestamp,
    ) -> Result<Option<Loss>, StateError> {
        let is_gone = |change: &&Change| change.kind == Kind::Seminar && change.node.is_none();
        let gone: HashSet<_> = changes.iter().filter(is_gone).map(|change| &change.id).collect();
        if gone.len() < loss::MANY {
            return Ok(None);
        }
        let known = self.all_known().await?;
        Ok(Loss::of(&known, |seminar| gone.contains(&seminar.id), now))
    }

    async fn all_known(&self) -> Result<Vec<Seminar>, StateError> {
        let kept = self.state.seminars(Timestamp::MIN, Timestamp::MAX).await?;
        Ok(kept.iter().filter_map(of_kept).collect())
    }

    async fn known(&self, id: &NodeId) -> Result<Option<Seminar>, StateError> {
        Ok(self.state.seminar(id.as_str()).await?.as_ref().and_then(of_kept))
    }

    /// A node as we knew it, by its id or by that of a document that is part of it now.
    async fn known_as(
        &self,
        id: &NodeId,
        moves: &[(NodeId, NodeId)],
    ) -> Result<Option<Seminar>, StateError> {
        let before = moves.iter().filter(|(_, node)| node == id).map(|(old, _)| old);
        for id in std::iter::once(id).chain(before) {
            if let Some(known) = self.known(id).await? {
                return Ok(Some(known));
            }
        }
        Ok(None)
    }

    /// What we know that is shown as one with a seminar that is new: its own document did not
    /// change, so that nothing else tells of it. Only what is on at the same time can be the same.
    async fn newly_joined(&self, changes: &[Change]) -> Result<Vec<(NodeId, NodeId)>, WatchError> {
        let mut ids = Vec::new();
        for change in changes {
            let Some(Changed::Seminar(seminar)) = &change.node else { continue };
            if self.known(&change.id).await?.is_none() {
                let (from, until) = span(seminar);
                let there = self.state.seminars(from, until).await?;
                ids.extend(there.into_iter().map(|kept| NodeId(kept.id)));
            }
        }
        ids.dedup();
        ids.truncate(MOST_NODES);
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let nodes = self.api.nodes(&ids).await?;
        let shown_as = ids.into_iter().zip(nodes).filter_map(|(id, node)| {
            let shown_as = node?.id().clone();
            (shown_as != id).then_some((id, shown_as))
        });
        Ok(shown_as.collect())
    }

    async fn notices_of(
        &self,
        Turned { id, before, after }: Turned<'_>,
        channels: &[ChannelWishes],
        place: &str,
        now: Timestamp,
    ) -> Result<Vec<Notice>, StateError> {
        let Some(turn) = notices::turn(before, after) else { return Ok(Vec::new()) };
        let mut follows = Vec::new();
        for about in after.or(before).map(is_about).unwrap_or_default() {
            follows.extend(self.state.followers_of(about.as_str()).await?);
        }
        let reminders = self.state.reminders_for(id.as_str()).await?;
        let audience = Audience { channels, follows: &follows, reminders: &reminders };
        Ok(notices::seminar_turned(&turn, before, after, audience, place, now))
    }

    async fn notices_of_article(
        &self,
        article: &NewsArticle,
        channels: &[ChannelWishes],
        now: Timestamp,
    ) -> Result<Vec<Notice>, StateError> {
        let today = now.to_zoned(stockholm()).date();
        let is_news = article.published_on >= today.saturating_sub(NEWS_OF_DAYS.days());
        if !is_news || self.state.knows_article(article.id.as_str()).await? {
            return Ok(Vec::new());
        }
        let mut follows = Vec::new();
        let people = article.people.iter().map(|person| &person.id);
        let organisations = article.organisations.iter().map(|organisation| &organisation.id);
        let terms = article.terms.iter().map(|term| &term.id);
        let initiatives = article.initiatives.iter().map(|initiative| &initiative.id);
        for about in people.chain(organisations).chain(terms).chain(initiatives) {
            follows.extend(self.state.followers_of(about.as_str()).await?);
        }
        let audience = Audience { channels, follows: &follows, reminders: &[] };
        Ok(notices::article_came(article, audience, now))
    }
}

/// A seminar as we knew it and as it is.
#[derive(Clone, Copy)]
struct Turned<'a> {
    id: &'a NodeId,
    before: Option<&'a Seminar>,
    after: Option<&'a Seminar>,
}

/// Has a seminar be kept as it is now, or no longer. What has long been over is not taken up.
fn keep(
    taken: &mut TakenIn,
    id: &NodeId,
    was_kept: bool,
    seminar: Option<&Seminar>,
    now: Timestamp,
) {
    let matters = |seminar: &&Seminar| {
        span(seminar).1 > now.checked_sub(KEPT_AFTER).unwrap_or(Timestamp::MIN)
    };
    match seminar.filter(matters).and_then(kept) {
        Some(kept) => taken.kept.push(kept),
        None if was_kept => taken.gone.push(id.as_str().to_owned()),
        None => {}
    }
}
