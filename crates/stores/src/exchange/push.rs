//! From a folder to a store.

use std::{collections::BTreeMap, path::Path};

use finsam_content::{Problem, document_at};
use tokio::time::{Instant, sleep};

use super::{
    ExchangeError, Moves, ONE_ANSWER, PATIENCE, PAUSE,
    merge::{Side, compare},
    patiently,
    remembered::Remembered,
};
use crate::{
    DatabaseError, StoreUrl, Tree,
    held_back::held_back,
    postgres::{
        Committed, Edit, Head, Push, Session, Standing, commit, contents, find_out, head, prepare,
        standing,
    },
};

/// How often somebody else may come first before it is given up.
const MOST_TURNS: usize = 50;

/// How a push is meant.
#[derive(Clone, Debug, Default)]
pub struct Wants {
    /// Who pushes.
    pub author: String,
    /// What changed on both sides becomes as it is in the folder.
    pub ours: bool,
    /// The store becomes as the folder is, also where only the store changed.
    pub mirror: bool,
    /// Most of the store may be gone afterwards.
    pub confirm: bool,
}

/// What a push did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pushed {
    /// What the store is at.
    pub revision: i64,
    /// What is different in the store.
    pub moves: Moves,
    /// What is newer in the store, and was left alone.
    pub theirs: Vec<String>,
}

/// Takes what is newer in a folder into a store, all of it or nothing.
///
/// # Errors
/// When the folder or what the store would hold has problems, when both sides changed the same document,
/// when most would be gone, when the database is away for long.
pub async fn push(folder: &Path, url: &StoreUrl, wants: Wants) -> Result<Pushed, ExchangeError> {
    let (tree, problems) = Tree::of_folder(folder)?;
    let base = |store: &str| Remembered::of(folder, store);
    let (pushed, store) = Offer { tree: &tree, problems, wants, base: &base }.bring(url).await?;
    Remembered::new(&store, pushed.revision, tree.digests()).keep(folder)?;
    Ok(pushed)
}

/// Makes a store say what a tree says, and nothing else. One that says anything already is only replaced
/// if it may be.
///
/// # Errors
/// As [`push`].
pub async fn replace(
    tree: &Tree,
    url: &StoreUrl,
    author: &str,
    may_replace: bool,
) -> Result<Pushed, ExchangeError> {
    if !may_replace && is_inhabited(url).await? {
        return Err(ExchangeError::Inhabited);
    }
    let author = author.to_owned();
    let wants = Wants { author, ours: true, mirror: true, confirm: true };
    let offer = Offer { tree, problems: Vec::new(), wants, base: &|_| None };
    Ok(offer.bring(url).await?.0)
}

/// Whether there are documents in a store.
async fn is_inhabited(url: &StoreUrl) -> Result<bool, DatabaseError> {
    patiently(async || {
        let mut session = Session::to_primary(url, ONE_ANSWER).await?;
        prepare(&mut session).await?;
        let head = head(&mut session).await?;
        Ok(!standing(&mut session, head.revision).await?.is_empty())
    })
    .await
}

/// What somebody wants a store to take.
struct Offer<'a> {
    tree: &'a Tree,
    /// What is wrong with the files themselves.
    problems: Vec<Problem>,
    wants: Wants,
    /// What folder and store had in common, by which store it is.
    base: &'a dyn Fn(&str) -> Option<Standing>,
}

/// What is being written, until it is known to be.
struct Pending {
    token: String,
    store: String,
    moves: Moves,
    theirs: Vec<String>,
}

impl Pending {
    fn done(self, revision: i64) -> (Pushed, String) {
        (Pushed { revision, moves: self.moves, theirs: self.theirs }, self.store)
    }
}

impl Offer<'_> {
    /// Brings it there, whoever comes in between and whatever happens on the way; with which store it is.
    async fn bring(self, url: &StoreUrl) -> Result<(Pushed, String), ExchangeError> {
        let deadline = Instant::now() + PATIENCE;
        let mut session = None;
        let mut pending = None;
        let mut turns = 0;
        loop {
            match self.turn(url, &mut session, &mut pending).await {
                Ok(Some(done)) => return Ok(done),
                Ok(None) if turns >= MOST_TURNS => return Err(ExchangeError::Busy),
                Ok(None) => {
                    turns += 1;
                    sleep(PAUSE.mul_f32(fastrand::f32())).await;
                }
                Err(ExchangeError::Database(error)) if error.is_passing() => {
                    session = None;
                    if Instant::now() > deadline {
                        return Err(match pending {
                            Some(_) => ExchangeError::InDoubt(error),
                            None => ExchangeError::Database(error),
                        });
                    }
                    sleep(PAUSE).await;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// One try; nothing if somebody else came first.
    async fn turn(
        &self,
        url: &StoreUrl,
        session: &mut Option<Session>,
        pending: &mut Option<Pending>,
    ) -> Result<Option<(Pushed, String)>, ExchangeError> {
        let session = match session {
            Some(session) => session,
            None => {
                let mut fresh = Session::to_primary(url, ONE_ANSWER).await?;
                prepare(&mut fresh).await?;
                session.insert(fresh)
            }
        };
        if let Some(earlier) = pending.as_ref()
            && let Some(revision) = find_out(session, &earlier.token).await?
        {
            return Ok(pending.take().map(|pending| pending.done(revision)));
        }
        *pending = None;
        let head = head(session).await?;
        let standing = standing(session, head.revision).await?;
        let (push, found) = self.made_for(session, &head, &standing).await?;
        if push.edits.is_empty() {
            return Ok(Some(found.done(head.revision)));
        }
        *pending = Some(found);
        let committed = commit(session, &push).await?;
        Ok(pending.take().and_then(|pending| match committed {
            Committed::At(revision) => Some(pending.done(revision)),
            Committed::Moved => None,
        }))
    }

    /// What is to be written into a store that stands like this.
    async fn made_for(
        &self,
        session: &mut Session,
        head: &Head,
        standing: &Standing,
    ) -> Result<(Push, Pending), ExchangeError> {
        let base = (self.base)(&head.store);
        let sides = compare(&self.tree.digests(), base.as_ref(), standing);
        let of = |wanted: Side| -> Vec<String> {
            let those = sides.iter().filter(|(_, side)| **side == wanted);
            those.map(|(path, _)| path.clone()).collect()
        };
        let (both, theirs) = (of(Side::Both), of(Side::Theirs));
        if !both.is_empty() && !self.wants.ours && !self.wants.mirror {
            return Err(ExchangeError::Conflicts(both));
        }
        let theirs = if self.wants.mirror { Vec::new() } else { theirs };
        let merged = self.merged(session, head, &theirs).await?;
        let (site, mut problems) = merged.check();
        problems.extend_from_slice(&self.problems);
        if !problems.is_empty() {
            problems.sort();
            return Err(ExchangeError::Problems(problems));
        }
        let edited = sides.keys().filter(|path| !theirs.contains(path));
        let edits: Vec<Edit> = edited.map(|path| self.edit(path, &site)).collect();
        let mut moves = Moves::default();
        for edit in &edits {
            moves.note(&edit.path, standing.contains_key(&edit.path), edit.content.is_some());
        }
        self.keeps_most(standing, &moves)?;
        let token = format!("{:032x}", fastrand::u128(..));
        let author = self.wants.author.clone();
        let store = head.store.clone();
        let push = Push { token: token.clone(), after: head.revision, site, author, edits };
        Ok((push, Pending { token, store, moves, theirs }))
    }

    /// What the store would hold afterwards.
    async fn merged(
        &self,
        session: &mut Session,
        head: &Head,
        theirs: &[String],
    ) -> Result<Tree, DatabaseError> {
        let mut merged = self.tree.clone();
        let mut newer: BTreeMap<_, _> = contents(session, head.revision, theirs).await?;
        for path in theirs {
            match newer.remove(path) {
                Some(bytes) => merged.0.insert(path.clone(), bytes),
                None => merged.0.remove(path),
            };
        }
        Ok(merged)
    }

    fn edit(&self, path: &str, site: &str) -> Edit {
        let (kind, slug) = match document_at(path) {
            Some((kind, slug)) => (kind.to_string(), slug.to_string()),
            None => ("site".to_owned(), site.to_owned()),
        };
        Edit { path: path.to_owned(), kind, slug, content: self.tree.0.get(path).cloned() }
    }

    /// That it does not take most of the store away, unless that is meant.
    fn keeps_most(&self, standing: &Standing, moves: &Moves) -> Result<(), ExchangeError> {
        let before: Vec<String> = standing.keys().cloned().collect();
        match held_back(&before, &moves.gone, &moves.new) {
            Some(held) if !self.wants.confirm => Err(ExchangeError::Shrinks(held)),
            _ => Ok(()),
        }
    }
}
