//! Other sites as a store: a hub fetches what its members publish, keeps it, and follows what they
//! change.
//!
//! `members/settings` who they are · `members/address` where may be connected to · `members/limits`
//! how much they may cost · `members/speaking` whom they speak for · `members/copy` what one of them
//! has, page by page · `members/kept` the same on disk · `members/follow` when to ask, and what to do
//! when nobody answers · `members/health` how each of them is.

mod address;
mod copy;
mod follow;
mod health;
mod kept;
mod limits;
mod settings;
mod speaking;
#[cfg(test)]
mod tests;

use std::{path::Path, sync::Arc};

use finsam_client::{Client, Connecting};
use finsam_content::Change;
use finsam_model::{Id, Site, Slug};
use tokio::{
    sync::{Semaphore, mpsc, watch},
    task::JoinSet,
};

pub use address::NotPublic;
use address::PublicOnly;
use follow::Following;
pub use health::{Board, Health, State};
use kept::Folder;
pub use limits::Limits;
pub use settings::{BadMembers, Member, Members};
use speaking::Speakers;

/// So many members are read at a time: each may send much.
const AT_A_TIME: usize = 8;

/// What is new at a site.
#[derive(Clone, Debug)]
pub struct News {
    /// The site, as it is called now.
    pub site: Site,
    /// The documents that came, changed or went.
    pub changes: Vec<Change>,
    /// The ids of documents that were there and are gone, with their last slugs.
    pub gone: Vec<(Id, Slug)>,
}

/// Why what a member sends is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("it says that it is {0}")]
    SomebodyElse(String),
    #[error("it goes on without end")]
    Endless,
    #[error("it is too slow")]
    TooSlow,
    #[error("it has more than {0} documents")]
    TooMany(usize),
    #[error("its documents are over {0} bytes")]
    TooLarge(usize),
    #[error("it changes more than {0} documents an hour")]
    TooBusy(usize),
    #[error("the place it says to go on from is over {0} bytes")]
    LongToken(usize),
}

/// Follows the members of a hub.
#[derive(Debug)]
pub struct Hub {
    members: Vec<Following>,
    board: Board,
}

impl Hub {
    /// Takes up what was fetched from members before, in a folder of its own; that is the first
    /// news. Nobody is connected to yet.
    ///
    /// # Errors
    /// When a member may not be connected to, or not at all.
    pub fn open(members: Members, folder: &Path) -> Result<(Self, Vec<News>), NoHub> {
        let Members { members, allow, limits } = members;
        let public_only = PublicOnly::and(&allow);
        let board = Board::default();
        let turns = Arc::new(Semaphore::new(AT_A_TIME));
        let speakers = Arc::new(Speakers::of(&members));
        let resolver: Arc<dyn finsam_client::Resolve> = Arc::new(PublicOnly::and(&allow));
        let (mut following, mut news) = (Vec::new(), Vec::new());
        for member in members {
            public_only.admit(&member.api)?;
            let connecting = Connecting {
                key: member.key.clone(),
                resolver: Some(Arc::clone(&resolver)),
                timeout: Some(limits.answer()),
            };
            let client = Client::connecting(member.api.clone(), connecting)
                .map_err(|error| NoHub::NoClient(error.to_string()))?;
            let folder = Folder::of(folder, &member.site);
            let (one, kept) = Following::take_up(
                follow::Part {
                    member,
                    client,
                    folder,
                    speakers: Arc::clone(&speakers),
                    limits,
                    turns: Arc::clone(&turns),
                },
                board.clone(),
            );
            following.push(one);
            news.extend(kept);
        }
        Ok((Self { members: following, board }, news))
    }

    /// How the members are, now and later.
    #[must_use]
    pub fn board(&self) -> Board {
        self.board.clone()
    }

    /// Follows the members for as long as it is awaited; nobody speaks for `home`, the site that
    /// serves. A word on `confirmed` accepts a mass disappearance that was held back.
    pub async fn follow(
        self,
        home: Slug,
        news: mpsc::Sender<News>,
        confirmed: watch::Receiver<()>,
    ) {
        let mut following = JoinSet::new();
        for member in self.members {
            following.spawn(member.follow(home.clone(), news.clone(), confirmed.clone()));
        }
        while let Some(ended) = following.join_next().await {
            if let Err(error) = ended {
                tracing::error!(%error, "a member is not followed any more");
            }
        }
    }
}

/// Why there can be no hub of these members.
#[derive(Debug, thiserror::Error)]
pub enum NoHub {
    /// A member is not on the public internet.
    #[error(transparent)]
    NotPublic(#[from] NotPublic),
    /// The machine's TLS configuration is unusable.
    #[error("no connection can be made: {0}")]
    NoClient(String),
}
