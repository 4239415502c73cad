//! Following one member: when it is asked, and what happens when it does not answer.
//!
//! A member that tells by itself when something changes is read then; every member is read now and
//! then all the same. One that fails is tried again after a while that doubles, up to a quarter of
//! an hour; what was fetched before stays.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, SystemTime},
};

use finsam_client::{Client, Error, Listener};
use finsam_model::{Site, Slug};
use jiff::Timestamp;
use tokio::{
    sync::{Semaphore, mpsc, watch},
    time::{Instant, sleep, timeout},
};

use super::{
    Limits, Member, News, NotPublic, Refusal,
    copy::{Copy, Round, Taken},
    health::{Board, Health, State},
    kept::{Folder, Found},
    speaking::{self, Speakers},
};

/// How often a member is read that says nothing by itself.
const EVERY: Duration = Duration::from_secs(60);
/// How long after a first failure it is tried again; twice as long after each further one …
const AGAIN: Duration = Duration::from_secs(2);
/// … up to this.
const AT_LAST: Duration = Duration::from_secs(15 * 60);
/// So many failures in a row suspend a member.
const MOST_FAILURES: u32 = 5;
/// No member is read more often than this, however much it says has changed.
const SELDOM: Duration = Duration::from_millis(250);
/// How long a disappearance must last before it is believed.
const BELIEVED_AFTER: Duration = Duration::from_secs(24 * 60 * 60);
/// How much is shown of what is the matter, in characters.
const MOST_WHY_CHARS: usize = 300;
const HOUR: Duration = Duration::from_secs(60 * 60);
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

/// A member, and what there is of it.
#[derive(Debug)]
pub(super) struct Following {
    part: Part,
    copy: Copy,
    sites: Vec<Site>,
    heard_at: Option<Timestamp>,
    failures: u32,
    /// Whether it tells by itself when something changes.
    is_live: bool,
    /// Since when most of it has been missing.
    doubted_since: Option<Instant>,
    changed: Changed,
    board: Board,
}

/// How much a member changed lately.
#[derive(Debug)]
struct Changed {
    since: Instant,
    documents: usize,
}

/// Why a member could not be read.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Unanswered(#[from] Error),
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl Failure {
    /// What is the matter, in a sentence.
    fn why(&self) -> String {
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

impl Following {
    /// Takes up what was kept of a member; with that as news.
    pub(super) fn take_up(part: Part, board: Board) -> (Self, Vec<News>) {
        let Found { copy, mut sites, texts, heard_s, damaged } = part.folder.read();
        // The members may be others than when it was kept.
        sites.retain(|site| part.speakers.admits(&part.member, &site.slug));
        if damaged > 0 {
            tracing::warn!(member = %part.member.site, damaged, "kept documents are damaged, and fetched anew");
        }
        let mut news: Vec<News> = sites.iter().map(|site| kept(site, &copy, &texts)).collect();
        if sites.iter().all(|site| site.slug != part.member.site) {
            news.push(unheard(&part.member.site));
        }
        let heard_at = heard_s.and_then(|second| Timestamp::from_second(second).ok());
        let following = Self {
            copy,
            sites,
            heard_at,
            failures: 0,
            is_live: false,
            doubted_since: None,
            changed: Changed { since: Instant::now(), documents: 0 },
            board,
            part,
        };
        following.tell(State::New, None, 0);
        (following, news)
    }

    /// Follows the member for as long as somebody wants its news.
    pub(super) async fn follow(
        mut self,
        home: Slug,
        out: mpsc::Sender<News>,
        mut confirmed: watch::Receiver<()>,
    ) {
        let mut listener: Option<Listener> = None;
        let mut is_confirmed = false;
        loop {
            let began = Instant::now();
            let round = self.round(&home, is_confirmed, &out).await;
            is_confirmed = false;
            if out.is_closed() {
                return;
            }
            let wait = match round {
                Ok(()) => {
                    if listener.is_none() {
                        listener = self.listen().await;
                    }
                    self.be_live(listener.is_some());
                    jittered(EVERY)
                }
                Err(_) => {
                    listener = None;
                    self.pause()
                }
            };
            let heard = async {
                match &mut listener {
                    Some(listener) => listener.next().await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = sleep(wait) => {}
                changed = confirmed.changed() => is_confirmed = changed.is_ok(),
                heard = heard => if !matches!(heard, Ok(Some(_))) { listener = None },
                () = out.closed() => return,
            }
            sleep(SELDOM.saturating_sub(began.elapsed())).await;
        }
    }

    /// Hears of changes from now on, if the member offers that.
    async fn listen(&self) -> Option<Listener> {
        let listening = self.part.client.listen(self.copy.token.as_deref(), &[]);
        timeout(self.part.limits.answer(), listening).await.ok()?.ok()
    }

    /// How long to wait after a failure.
    fn pause(&self) -> Duration {
        let doublings = self.failures.saturating_sub(1).min(16);
        jittered(AGAIN.saturating_mul(1 << doublings).min(AT_LAST))
    }

    /// Reads what is new, and tells of it.
    async fn round(
        &mut self,
        home: &Slug,
        is_confirmed: bool,
        out: &mpsc::Sender<News>,
    ) -> Result<(), Failure> {
        let turns = Arc::clone(&self.part.turns);
        let _turn = turns.acquire().await;
        let longest = self.part.limits.round();
        let read = timeout(longest, self.read(home)).await.unwrap_or(Err(Refusal::TooSlow.into()));
        let taken = read.and_then(|(sites, round)| self.take(sites, round, is_confirmed));
        match taken {
            Ok((taken, named)) => {
                self.failures = 0;
                self.heard_at = Timestamp::try_from(wall_clock()).ok();
                self.keep(&taken);
                let state = if taken.held_back.is_some() { State::Doubted } else { State::Well };
                let why = taken.held_back.as_ref().map(ToString::to_string);
                self.tell(state, why.or_else(|| taken.why.clone()), taken.refused);
                self.send(taken, named, out).await;
                Ok(())
            }
            Err(failure) => {
                self.failures = self.failures.saturating_add(1);
                let is_suspended = self.failures >= MOST_FAILURES;
                let state = if is_suspended { State::Suspended } else { State::Failing };
                let why = self.shown(&failure.why());
                if self.failures == 1 || self.failures == MOST_FAILURES {
                    tracing::warn!(member = %self.part.member.site, why, "a member cannot be read");
                }
                self.is_live = false;
                self.tell(state, Some(why), 0);
                Err(failure)
            }
        }
    }

    /// Fetches who the member speaks for, and everything that is new.
    async fn read(&self, home: &Slug) -> Result<(Vec<Site>, Round), Failure> {
        let publishers = self.part.client.publishers().await?;
        let own = &self.part.member.site;
        let spoken_for = publishers.iter().filter_map(speaking::site);
        let mut sites: Vec<Site> = spoken_for.filter(|site| self.admits(site, home)).collect();
        sites.sort_by(|one, other| one.slug.cmp(&other.slug));
        sites.dedup_by(|one, other| one.slug == other.slug);
        if sites.iter().all(|site| site.slug != *own) {
            let first = publishers.first().map(|one| one.slug.clone()).unwrap_or_default();
            return Err(Refusal::SomebodyElse(first).into());
        }
        // Of a site it did not speak for, everything was refused until now.
        let is_known = |site: &Site| self.sites.iter().any(|known| known.slug == site.slug);
        let round = if sites.iter().all(is_known) { Round::of(&self.copy) } else { Round::anew() };
        let mut round = round.within(self.part.limits);
        let mut size = PAGE;
        loop {
            let page = match self.part.client.documents(round.since(), size).await {
                Ok(page) => page,
                // A page too large to be taken is asked for in smaller pieces.
                Err(Error::Unreadable { .. }) if size > 1 => {
                    size = (size / 4).max(1);
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            if !round.take(page, |site| sites.iter().any(|known| known.slug == *site))? {
                return Ok((sites, round));
            }
        }
    }

    /// Whether the member may speak for a site; nobody may for `home`.
    fn admits(&self, site: &Site, home: &Slug) -> bool {
        site.slug != *home && self.part.speakers.admits(&self.part.member, &site.slug)
    }

    /// What is the matter, as it may be shown: a member's words are no longer than ours, and the key
    /// it knows us by is not among them.
    fn shown(&self, why: &str) -> String {
        let why = match &self.part.member.key {
            Some(key) => key.blot_out(why),
            None => why.to_owned(),
        };
        let visible = why.chars().map(|char| if char.is_control() { ' ' } else { char });
        let mut shown: String = visible.clone().take(MOST_WHY_CHARS).collect();
        if visible.count() > MOST_WHY_CHARS {
            shown.push('…');
        }
        shown
    }

    /// Takes what was read into the copy; with the sites that are called otherwise than before.
    fn take(
        &mut self,
        sites: Vec<Site>,
        round: Round,
        is_confirmed: bool,
    ) -> Result<(Taken, Vec<Site>), Failure> {
        let is_first = self.copy.token.is_none();
        let is_believed = self.doubted_since.is_some_and(|since| since.elapsed() > BELIEVED_AFTER);
        let mut next = self.copy.clone();
        let taken = next.finish(round, is_confirmed || is_believed)?;
        let changes: usize = taken.changes.values().map(Vec::len).sum();
        let most = self.part.limits.changes_an_hour;
        if !is_first && !self.changed.admits(changes, most) {
            return Err(Refusal::TooBusy(most).into());
        }
        self.copy = next;
        self.doubted_since = match (&taken.held_back, self.doubted_since) {
            (None, _) => None,
            (Some(_), since) => since.or_else(|| Some(Instant::now())),
        };
        let named = sites.iter().filter(|site| !self.sites.contains(site)).cloned().collect();
        self.sites = sites;
        Ok((taken, named))
    }

    fn keep(&self, taken: &Taken) {
        let heard_s = self.heard_at.map(Timestamp::as_second);
        let folder = &self.part.folder;
        let written = folder
            .write(&self.copy, &self.sites, heard_s, &taken.texts)
            .and_then(|()| if taken.changes.is_empty() { Ok(()) } else { folder.tidy(&self.copy) });
        if let Err(error) = written {
            tracing::error!(member = %self.part.member.site, %error, "what was fetched from a member is not kept");
        }
    }

    async fn send(&self, mut taken: Taken, named: Vec<Site>, out: &mpsc::Sender<News>) {
        for site in &self.sites {
            let changes = taken.changes.remove(&site.slug).unwrap_or_default();
            if changes.is_empty() && !named.contains(site) {
                continue;
            }
            let gone = gone(&self.copy, &site.slug);
            // Nobody who listens is as good as nobody who wants to know.
            let _ = out.send(News { site: site.clone(), changes, gone }).await;
        }
    }

    fn tell(&self, state: State, why: Option<String>, refused: usize) {
        let health = Health {
            state,
            heard_at: self.heard_at,
            why,
            failures: self.failures,
            documents: self.copy.documents.len(),
            refused,
            is_live: self.is_live,
        };
        self.board.put(&self.part.member.site, health);
    }

    fn be_live(&mut self, is_live: bool) {
        self.is_live = is_live;
        if let Some(health) = self.board.of(&self.part.member.site) {
            self.board.put(&self.part.member.site, Health { is_live, ..health });
        }
    }
}

impl Changed {
    /// Whether so many more documents may change within the hour; if so, they have.
    fn admits(&mut self, documents: usize, most: usize) -> bool {
        if self.since.elapsed() > HOUR {
            *self = Self { since: Instant::now(), documents: 0 };
        }
        let is_admitted = self.documents.saturating_add(documents) <= most;
        if is_admitted {
            self.documents += documents;
        }
        is_admitted
    }
}

/// A site of which nothing is known yet but that it should be there.
fn unheard(site: &Slug) -> News {
    let site = Site {
        slug: site.clone(),
        name: site.to_string(),
        language: "sv".to_owned(),
        url: None,
        editor: None,
    };
    News { site, changes: Vec::new(), gone: Vec::new() }
}

/// Everything that was kept of a site, as news.
fn kept(site: &Site, copy: &Copy, texts: &HashMap<String, String>) -> News {
    let here = copy.places.iter().filter(|(place, _)| place.site == site.slug);
    let changes = here.filter_map(|(place, id)| {
        let text = texts.get(&copy.documents.get(id)?.hash)?;
        Some(place.change(Some(text)))
    });
    News { site: site.clone(), changes: changes.collect(), gone: gone(copy, &site.slug) }
}

fn gone(copy: &Copy, site: &Slug) -> Vec<(finsam_model::Id, Slug)> {
    let gone = copy.gone.iter().filter(|(id, _)| id.site == *site);
    gone.map(|(id, slug)| (id.clone(), slug.clone())).collect()
}

/// Up to a fifth more or less, so that members are not all asked at once.
fn jittered(time: Duration) -> Duration {
    time.mul_f64(fastrand::f64().mul_add(0.4, 0.8))
}

/// What time it is, for telling how old something is.
#[expect(clippy::disallowed_methods, reason = "an age is by the real clock, not the calendar's")]
fn wall_clock() -> SystemTime {
    SystemTime::now()
}
