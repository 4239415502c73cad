//! What the copy of the programme can show while the API is away: days, what comes next, and a
//! seminar. Unlike the last good answers it is there after a restart, too.

use finsam_client::{Kind, Noun, Seminar};
use finsam_swedish::stockholm;
use jiff::{Timestamp, Zoned};
use tracing::error;

use super::{
    Bot, Reply,
    show::{self, Days},
};
use crate::{
    programme::{midnight, of_kept},
    state::StateError,
    texts::Language,
    views::{Ref, View},
    watch::KEPT_AFTER,
};

impl Bot {
    /// What a view shows by the copy, and when the copy was made; none where it holds nothing of it.
    pub(super) async fn of_copy(
        &self,
        view: &View,
        language: Language,
        now: &Zoned,
    ) -> Option<(Reply, Zoned)> {
        match self.look_in_copy(view, language, now).await {
            Ok(found) => found,
            Err(why) => {
                error!("the state cannot be used: {why}");
                None
            }
        }
    }

    async fn look_in_copy(
        &self,
        view: &View,
        language: Language,
        now: &Zoned,
    ) -> Result<Option<(Reply, Zoned)>, StateError> {
        if !matches!(
            view,
            View::Days { .. } | View::Next { .. } | View::Noun(_) | View::Speakers { .. }
        ) {
            return Ok(None);
        }
        let Some(heard) = self.state.heard().await? else { return Ok(None) };
        let heard = heard.to_zoned(stockholm());
        let reply = match view {
            View::Days { first, last, page, of } => {
                let (from, until) = (midnight(*first), midnight(super::plus(*last, 1)));
                // What was over before that is no longer in it.
                if from.duration_since(heard.timestamp()) < -KEPT_AFTER {
                    return Ok(None);
                }
                let of = of.as_deref();
                let found = self.copied(from, until, of).await?;
                let next =
                    self.copied_ahead(until.max(now.timestamp()), of).await?.into_iter().next();
                let found = (found.as_slice(), next.as_ref());
                let asked = Days { first: *first, last: *last, page: *page, of };
                Some(show::days(asked, found, self.whose().await, language, now))
            }
            View::Next { of } => {
                let ahead = self.copied_ahead(now.timestamp(), of.as_deref()).await?;
                Some(show::next(ahead, self.whose().await, language, now))
            }
            View::Noun(named) => self
                .copied_seminar(named)
                .await?
                .map(|seminar| show::noun_card(&Noun::Seminar(Box::new(seminar)), language, now)),
            View::Speakers { seminar: named, page } => {
                let seminar = self.copied_seminar(named).await?;
                seminar.map(|seminar| show::speakers(&seminar, named, *page, language, now))
            }
            _ => None,
        };
        Ok(reply.map(|reply| (reply, heard)))
    }

    /// What overlaps with a time, of one site or all.
    async fn copied(
        &self,
        from: Timestamp,
        until: Timestamp,
        of: Option<&str>,
    ) -> Result<Vec<Seminar>, StateError> {
        let kept = self.state.seminars(from, until).await?;
        let is_asked = |seminar: &Seminar| of.is_none_or(|site| seminar.site.slug == site);
        Ok(kept.iter().filter_map(of_kept).filter(is_asked).collect())
    }

    /// The first few that are not over at this time.
    async fn copied_ahead(
        &self,
        from: Timestamp,
        of: Option<&str>,
    ) -> Result<Vec<Seminar>, StateError> {
        let mut ahead = self.copied(from, Timestamp::MAX, of).await?;
        ahead.truncate(show::MAX_OPENED);
        Ok(ahead)
    }

    async fn copied_seminar(&self, named: &Ref) -> Result<Option<Seminar>, StateError> {
        if named.kind != Kind::Seminar {
            return Ok(None);
        }
        let all = self.copied(Timestamp::MIN, Timestamp::MAX, None).await?;
        let is_it =
            |seminar: &Seminar| seminar.slug == named.slug && seminar.site.slug == named.site;
        Ok(all.into_iter().find(is_it))
    }
}
