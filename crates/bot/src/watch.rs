//! Keeps up with the API: takes in what changed, and has the notices of it stand in the outbox in
//! the same breath.
//!
//! However long the bot was away, it goes on where it was. Where the API cannot tell what changed
//! since then, everything is compared with what we knew. At the very first start all is taken as
//! known: nobody is told of what was there before them.

use std::collections::HashMap;

use finsam_client::{
    Change, ChangePage, Changed, Client, Error, Kind, NewsArticle, NodeId, Seminar,
};
use finsam_swedish::stockholm;
use jiff::{SignedDuration, Timestamp, ToSpan};
use thiserror::Error;
use tracing::info;

use crate::{
    notices::{self, Audience},
    programme::{is_about, kept, of_kept, span},
    state::{ChannelWishes, Notice, State, StateError, TakenIn},
};

/// How many changes are fetched at a time: the API's most.
const PAGE: usize = 100;

/// How long a seminar is kept in mind after it was over.
pub(crate) const KEPT_AFTER: SignedDuration = SignedDuration::from_hours(8 * 24);

/// An article of before this many days is no news when it comes to be known.
const NEWS_OF_DAYS: i64 = 14;

/// The fact that holds when the API was heard last.
const HEARD: &str = "heard";

/// Why we could not keep up. What was taken in before stays.
#[derive(Debug, Error)]
pub(crate) enum WatchError {
    #[error(transparent)]
    Api(#[from] Error),
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
            if page.reset || since.is_none() {
                self.take_in_all(page, since.is_none(), now).await?;
            } else {
                self.take_in(page, now).await?;
            }
            if !has_more {
                break;
            }
        }
        self.state.keep_fact(HEARD, &now.as_second().to_string()).await?;
        Ok(())
    }

    /// A page of changes after the place where we were.
    async fn take_in(&self, page: ChangePage, now: Timestamp) -> Result<(), WatchError> {
        let channels = self.state.channels().await?;
        let mut taken = TakenIn { place: page.token, ..TakenIn::default() };
        for change in page.changes {
            match (change.kind.clone(), change.node) {
                (Kind::Seminar, node) => {
                    let before = self.known(&change.id).await?;
                    let after = match node {
                        Some(Changed::Seminar(seminar)) => Some(*seminar),
                        _ => None,
                    };
                    let ids =
                        Turned { id: &change.id, before: before.as_ref(), after: after.as_ref() };
                    let notices = self.notices_of(ids, &channels, &taken.place, now).await?;
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
        let channels = self.state.channels().await?;
        let mut taken = TakenIn { is_all: true, ..TakenIn::default() };
        let mut known = HashMap::new();
        if !is_first_time {
            for kept in self.state.seminars(Timestamp::MIN, Timestamp::MAX).await? {
                if let Some(seminar) = of_kept(&kept) {
                    known.insert(seminar.id.clone(), seminar);
                }
            }
        }
        let mut page = first;
        loop {
            taken.place.clone_from(&page.token);
            for Change { id, node, .. } in page.changes {
                match node {
                    Some(Changed::Seminar(seminar)) => {
                        let before = known.remove(&id);
                        if !is_first_time {
                            let turned =
                                Turned { id: &id, before: before.as_ref(), after: Some(&seminar) };
                            let notices =
                                self.notices_of(turned, &channels, &taken.place, now).await?;
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
            if !page.has_more {
                break;
            }
            page = self.api.changes(Some(&taken.place), PAGE).await?;
        }
        for (id, before) in known {
            let turned = Turned { id: &id, before: Some(&before), after: None };
            taken.notices.extend(self.notices_of(turned, &channels, &taken.place, now).await?);
        }
        self.state.take_in(&taken).await?;
        Ok(())
    }

    async fn known(&self, id: &NodeId) -> Result<Option<Seminar>, StateError> {
        Ok(self.state.seminar(id.as_str()).await?.as_ref().and_then(of_kept))
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

/// When the API was heard last; none where it never was.
///
/// # Errors
/// See [`StateError`].
pub(crate) async fn heard(state: &State) -> Result<Option<Timestamp>, StateError> {
    let heard = state.fact(HEARD).await?;
    Ok(heard.and_then(|seconds| Timestamp::from_second(seconds.parse().ok()?).ok()))
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
