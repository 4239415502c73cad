//! Following one member: when it is asked, and what happens when it does not answer.
//!
//! A member that tells by itself when something changes is read then; every member is read now and
//! then all the same. One that fails is tried again after a while that doubles, up to a quarter of
//! an hour; what was fetched before stays.

use std::{collections::HashMap, pin::pin, sync::Arc, time::Duration};

use finsam_client::{Error, Listener};
use finsam_model::{Site, Slug};
use jiff::Timestamp;
use tokio::{
    sync::{OwnedSemaphorePermit, mpsc, watch},
    time::{Instant, sleep, timeout, timeout_at},
};

use super::{
    News, Refusal, Speaking,
    copy::{Copy, Round, Taken},
    health::{Board, Health, State},
    kept::Found,
    reading::{Failure, Part},
};
use crate::wall_clock;

/// How often a member is read that says nothing by itself.
const EVERY: Duration = Duration::from_secs(60);
/// How long after a first failure it is tried again; twice as long after each further one …
const AGAIN: Duration = Duration::from_secs(2);
/// … up to this.
const AT_LAST: Duration = Duration::from_secs(15 * 60);
/// A member that was not read to the end for so long, three times in all that is, is not well.
const SILENT_AFTER: Duration = Duration::from_secs(3 * 60);
/// So many failures in a row suspend a member.
const MOST_FAILURES: u32 = 5;
/// No member is read more often than this, however much it says has changed.
const SELDOM: Duration = Duration::from_millis(250);
/// How long a disappearance must last before it is believed.
const BELIEVED_AFTER: Duration = Duration::from_secs(24 * 60 * 60);
/// How much is shown of what is the matter, in characters.
const MOST_WHY_CHARS: usize = 300;
const HOUR: Duration = Duration::from_secs(60 * 60);

/// A member, and what there is of it.
#[derive(Debug)]
pub(super) struct Following {
    part: Part,
    copy: Copy,
    sites: Vec<Site>,
    heard_at: Option<Timestamp>,
    /// When it is to have been heard of again; any time before it was heard of at all.
    heard_by: Instant,
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

/// What came of asking a member.
struct Read {
    came: Result<(Vec<Site>, Round), Failure>,
    _turn: Option<OwnedSemaphorePermit>,
}

/// What came of reading a member.
#[derive(Debug)]
struct Came {
    taken: Taken,
    /// The sites that are new, or called otherwise than before.
    named: Vec<Site>,
    /// The sites of which it does not tell any more.
    left: Vec<Slug>,
}

impl Following {
    /// Takes up what was kept of a member; with that as news.
    pub(super) fn take_up(part: Part, board: Board) -> (Self, Vec<News>) {
        let Found { mut copy, mut sites, texts, heard_s, damaged } = part.folder.read();
        // The members may be others than when it was kept.
        sites.retain(|site| part.speakers.admits(&part.member, &site.slug));
        copy.keep_only(&sites);
        if damaged > 0 {
            tracing::warn!(member = %part.member.site, damaged, "kept documents are damaged, and fetched anew");
        }
        // Who was the same as something that left goes on by its id.
        let mut news = vec![News::Gone(copy.gone.clone().into_iter().collect())];
        news.extend(sites.iter().map(|site| kept(site, &copy, &texts)));
        if sites.iter().all(|site| site.slug != part.member.site) {
            news.push(unheard(&part.member.site));
        }
        let heard_at = heard_s.and_then(|second| Timestamp::from_second(second).ok());
        let following = Self {
            copy,
            sites,
            heard_at,
            heard_by: Instant::now(),
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

    /// Follows the member for as long as somebody wants its news, and may confirm what it loses; for
    /// which sites it spoke. What was begun to be told is told to its end.
    pub(super) async fn follow(
        mut self,
        home: Slug,
        out: mpsc::Sender<News>,
        mut confirmed: watch::Receiver<()>,
    ) -> Speaking {
        let mut ended = pin!(ended(&out, confirmed.clone()));
        let mut listener: Option<Listener> = None;
        let mut is_confirmed = false;
        let mut cut_off: u32 = 0;
        loop {
            let began = Instant::now();
            let read = tokio::select! {
                read = self.watched(self.read(&home)) => read,
                () = &mut ended => break,
            };
            let is_read = self.conclude(read, is_confirmed, &out).await;
            is_confirmed = false;
            let waiting = async {
                let mut wait = if is_read { jittered(EVERY) } else { self.pause() };
                if is_read && listener.is_none() {
                    let listening = self.listen().await;
                    // It may have gone just then, and is not left alone for long; if it offers
                    // nothing, or goes every time, it is asked as seldom as any other.
                    let is_cut_off = matches!(listening, Err(Error::Unreachable { .. }));
                    cut_off = if is_cut_off { cut_off.saturating_add(1) } else { 0 };
                    if is_cut_off {
                        wait = wait.min(again_after(cut_off));
                    }
                    listener = listening.ok().flatten();
                }
                listener = listener.take().filter(|_| is_read);
                self.be_live(listener.is_some());
                tokio::select! {
                    () = sleep(wait) => {}
                    changed = confirmed.changed() => is_confirmed = changed.is_ok(),
                    heard = hear(&mut listener) => if !heard { listener = None },
                }
                sleep(SELDOM.saturating_sub(began.elapsed())).await;
            };
            tokio::select! {
                () = waiting => {}
                () = &mut ended => break,
            }
        }
        self.speaking().collect()
    }

    /// The sites it speaks for, with itself.
    pub(super) fn speaking(&self) -> impl Iterator<Item = (Slug, Slug)> {
        let own = &self.part.member.site;
        let sites = self.sites.iter().map(|site| &site.slug).chain([own]);
        sites.map(|site| (site.clone(), own.clone()))
    }

    /// Hears of changes from now on, if the member offers that.
    async fn listen(&self) -> Result<Option<Listener>, Error> {
        let listening = self.part.client.listen(self.copy.token.as_deref(), &[]);
        timeout(self.part.limits.answer(), listening).await.ok().transpose()
    }

    /// How long to wait after a failure.
    fn pause(&self) -> Duration {
        again_after(self.failures)
    }

    /// Reads what is new when it is the member's turn, which is over when that is told. Who says
    /// nothing at all takes no turn.
    async fn read(&self, home: &Slug) -> Read {
        let longest = self.part.limits.round();
        let publishers = timeout(longest, self.part.publishers()).await;
        let publishers = match publishers.unwrap_or(Err(Refusal::TooSlow.into())) {
            Ok(publishers) => publishers,
            Err(failure) => return Read { came: Err(failure), _turn: None },
        };
        let turn = Arc::clone(&self.part.turns).acquire_owned().await.ok();
        let reading = self.part.read(home, &publishers, &self.copy, &self.sites);
        let read = timeout(longest, reading).await;
        Read { came: read.unwrap_or(Err(Refusal::TooSlow.into())), _turn: turn }
    }

    /// What was read; tells if that is not done by when it should be.
    async fn watched(&self, reading: impl Future<Output = Read>) -> Read {
        let mut reading = pin!(reading);
        if let Ok(read) = timeout_at(self.heard_by, &mut reading).await {
            return read;
        }
        if let Some(health) = self.board.of(&self.part.member.site)
            && health.state == State::Well
        {
            let why = Some("it was not heard of for some minutes".to_owned());
            let silent = Health { state: State::Failing, why, ..health };
            self.board.put(&self.part.member.site, silent);
        }
        reading.await
    }

    /// Takes in what was read, and tells of it; whether it could be read.
    async fn conclude(&mut self, read: Read, is_confirmed: bool, out: &mpsc::Sender<News>) -> bool {
        let came = read.came.and_then(|(sites, round)| self.take(sites, round, is_confirmed));
        match came {
            Ok(came) => {
                let taken = &came.taken;
                self.failures = 0;
                self.heard_at = Some(wall_clock::now());
                self.heard_by = Instant::now() + SILENT_AFTER;
                self.keep(taken);
                let state = if taken.held_back.is_some() { State::Doubted } else { State::Well };
                let held_back = taken.held_back.as_ref().map(ToString::to_string);
                let why = held_back.or_else(|| taken.why.clone());
                self.tell(state, why.map(|why| self.shown(&why)), taken.refused);
                self.send(came, out).await;
                true
            }
            Err(failure) => {
                self.failed(&failure);
                false
            }
        }
    }

    fn failed(&mut self, failure: &Failure) {
        self.failures = self.failures.saturating_add(1);
        let is_suspended = self.failures >= MOST_FAILURES;
        let state = if is_suspended { State::Suspended } else { State::Failing };
        let why = self.shown(&failure.why());
        if self.failures == 1 || self.failures == MOST_FAILURES {
            tracing::warn!(member = %self.part.member.site, why, "a member cannot be read");
        }
        self.is_live = false;
        self.tell(state, Some(why), 0);
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

    /// Takes what was read into the copy.
    fn take(
        &mut self,
        mut sites: Vec<Site>,
        round: Round,
        is_confirmed: bool,
    ) -> Result<Came, Failure> {
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
        let is_told = |site: &Site| sites.iter().any(|told| told.slug == site.slug);
        let untold = self.sites.iter().filter(|site| !is_told(site)).cloned();
        // A site whose disappearance is not believed is still there.
        let (still, left): (Vec<_>, Vec<_>) = untold.partition(|site| self.copy.has(&site.slug));
        sites.extend(still);
        self.sites = sites;
        Ok(Came { taken, named, left: left.into_iter().map(|site| site.slug).collect() })
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

    async fn send(&self, came: Came, out: &mpsc::Sender<News>) {
        let Came { mut taken, named, left } = came;
        let mut news: Vec<News> = left.into_iter().map(News::Left).collect();
        if !taken.gone.is_empty() {
            news.push(News::Gone(taken.gone));
        }
        for site in &self.sites {
            let changes = taken.changes.remove(&site.slug).unwrap_or_default();
            if !changes.is_empty() || named.contains(site) {
                news.push(News::Of { site: site.clone(), changes });
            }
        }
        for news in news {
            // Nobody who listens is as good as nobody who wants to know.
            let _ = out.send(news).await;
        }
    }

    fn tell(&self, state: State, why: Option<String>, refused: usize) {
        let own = std::iter::once(&self.part.member.site);
        let others = self.sites.iter().map(|site| &site.slug);
        let others = others.filter(|site| **site != self.part.member.site);
        let health = Health {
            speaks_for: own.chain(others).cloned().collect(),
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

/// Waits until nobody wants news any more, or nobody can confirm anything.
async fn ended(out: &mpsc::Sender<News>, mut confirmed: watch::Receiver<()>) {
    let nobody_confirms = async { while confirmed.changed().await.is_ok() {} };
    tokio::select! {
        () = out.closed() => {}
        () = nobody_confirms => {}
    }
}

/// How long to wait after so many failures in a row.
fn again_after(failures: u32) -> Duration {
    let doublings = failures.saturating_sub(1).min(16);
    jittered(AGAIN.saturating_mul(1 << doublings).min(AT_LAST))
}

/// Waits for a change to be told of, for ever without a listener; whether more can be heard.
async fn hear(listener: &mut Option<Listener>) -> bool {
    match listener {
        Some(listener) => matches!(listener.next().await, Ok(Some(_))),
        None => std::future::pending().await,
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
        via: Vec::new(),
    };
    News::Of { site, changes: Vec::new() }
}

/// Everything that was kept of a site, as news.
fn kept(site: &Site, copy: &Copy, texts: &HashMap<String, String>) -> News {
    let here = copy.places.iter().filter(|(place, _)| place.site == site.slug);
    let changes = here.filter_map(|(place, id)| {
        let text = texts.get(&copy.documents.get(id)?.hash)?;
        Some(place.change(Some(text)))
    });
    News::Of { site: site.clone(), changes: changes.collect() }
}

/// Up to a fifth more or less, so that members are not all asked at once.
fn jittered(time: Duration) -> Duration {
    time.mul_f64(fastrand::f64().mul_add(0.4, 0.8))
}

#[cfg(test)]
mod tests {
    use finsam_client::Client;
    use tokio::sync::Semaphore;

    use super::*;
    use crate::members::{Limits, Member, kept::Folder, speaking::Speakers};

    /// Who is well.
    fn well(folder: &std::path::Path) -> Following {
        let site = Slug::new("norr").unwrap();
        let api: url::Url = "http://127.0.0.1:9/graphql".parse().unwrap();
        let client = Client::new(api.clone()).unwrap();
        let member = Member { site: site.clone(), api, key: None, is_hub: false };
        let speakers = Arc::new(Speakers::of(std::slice::from_ref(&member)));
        let folder = Folder::of(folder, &site);
        let (limits, turns) = (Limits::default(), Arc::new(Semaphore::new(1)));
        let part = Part { member, client, folder, speakers, limits, turns };
        let (mut following, _) = Following::take_up(part, Board::default());
        following.heard_by = Instant::now() + SILENT_AFTER;
        following.tell(State::Well, None, 0);
        following
    }

    #[tokio::test(start_paused = true)]
    async fn who_is_not_read_to_the_end_for_long_is_not_well() {
        let folder = tempfile::tempdir().unwrap();
        let following = well(folder.path());
        let state = || following.board.of(&following.part.member.site).unwrap().state;
        let mut reading = pin!(following.watched(std::future::pending()));
        let second = Duration::from_secs(1);
        assert!(timeout(SILENT_AFTER - second, &mut reading).await.is_err());
        assert_eq!(state(), State::Well);
        assert!(timeout(2 * second, &mut reading).await.is_err());
        assert_eq!(state(), State::Failing);
    }
}
