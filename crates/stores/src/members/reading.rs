//! Reading a member once: of whom it tells, and everything that is new.

use std::sync::Arc;

use finsam_client::{Client, Error, Publisher};
use finsam_model::{Site, Slug};
use tokio::sync::Semaphore;

use super::{
    Limits, Member, NotPublic, Refusal,
    copy::{Copy, Round},
    kept::Folder,
    speaking::Speakers,
};

/// How many documents are asked for at a time, if they are not too large.
const PAGE: usize = 100;

/// What following a member takes.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) member: Member,
    pub(super) client: Client,
    pub(super) folder: Folder,
    pub(super) speakers: Arc<Speakers>,
    pub(super) limits: Limits,
    pub(super) turns: Arc<Semaphore>,
}

/// Why a member could not be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error(transparent)]
    Unanswered(#[from] Error),
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl Failure {
    /// What is the matter, in a sentence.
    pub(super) fn why(&self) -> String {
        let mut source: Option<&(dyn std::error::Error + 'static)> = Some(self);
        while let Some(error) = source {
            if let Some(not_public) = error.downcast_ref::<NotPublic>() {
                return not_public.to_string();
            }
            source = error.source();
        }
        self.to_string()
    }
}

impl Part {
    /// Fetches of whom the member tells.
    pub(super) async fn publishers(&self) -> Result<Vec<Publisher>, Failure> {
        Ok(self.client.publishers().await?)
    }

    /// Fetches everything that is new since what there is of a member that tells of these sites; with
    /// those of them it speaks for.
    pub(super) async fn read(
        &self,
        home: &Slug,
        publishers: &[Publisher],
        copy: &Copy,
        known: &[Site],
    ) -> Result<(Vec<Site>, Round), Failure> {
        let own = &self.member.site;
        let told = self.speakers.told(&self.member, home, known, publishers);
        if told.sites.iter().all(|site| site.slug != *own) {
            let first = publishers.first().map(|one| one.slug.clone()).unwrap_or_default();
            return Err(Refusal::SomebodyElse(first).into());
        }
        // Of a site it did not speak for, everything was refused until now.
        let is_known = |site: &Site| known.iter().any(|known| known.slug == site.slug);
        let round = if told.sites.iter().all(is_known) { Round::of(copy) } else { Round::anew() };
        let mut round = round.within(self.limits);
        let mut size = PAGE;
        loop {
            let page = match self.client.documents(round.since(), size).await {
                Ok(page) => page,
                // A page too large to be taken is asked for in smaller pieces.
                Err(Error::Unreadable { .. }) if size > 1 => {
                    size = (size / 4).max(1);
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            if !round.take(page, |site| told.whose(site))? {
                break;
            }
        }
        round.leave_out(copy, |site| told.whose(site));
        Ok((told.sites, round))
    }
}
