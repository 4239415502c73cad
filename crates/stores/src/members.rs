//! Other sites as a store: a hub fetches what its members publish, keeps it, and follows what they
//! change.
//!
//! `members/settings` who they are · `members/address` where may be connected to · `members/limits`
//! how much they may cost · `members/speaking` whom they speak for · `members/reading` asking one of
//! them · `members/copy` what one of them has, page by page · `members/kept` the same on disk ·
//! `members/follow` when to ask, and what to do when nobody answers · `members/health` how each of
//! them is.

mod address;
mod copy;
mod follow;
mod health;
mod kept;
mod limits;
mod reading;
mod settings;
mod speaking;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use finsam_client::{Client, Connecting};
use finsam_content::Change;
use finsam_model::{Id, Site, Slug};
use tokio::{
    sync::{Semaphore, mpsc, watch},
    task::{JoinSet, spawn_blocking},
};

pub use address::NotPublic;
use address::PublicOnly;
use follow::Following;
pub use health::{Board, Health, Stale, StaleSite, State};
use kept::Folder;
pub use limits::Limits;
use reading::Part;
pub use settings::{BadMembers, Member, Members};
use speaking::Speakers;

/// So many members are read at a time: each may send much.
const AT_A_TIME: usize = 8;

/// What is new in a network.
#[derive(Clone, Debug)]
pub enum News {
    /// What is new at a site.
    Of {
        /// The site, as it is called now.
        site: Site,
        /// The documents that came, changed or went.
        changes: Vec<Change>,
    },
    /// Nobody tells of a site any more.
    Left(Slug),
    /// The ids of documents that were there and are gone, with their last slugs.
    Gone(Vec<(Id, Slug)>),
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
    settings: Members,
    /// Where it is kept what they have.
    folder: PathBuf,
    members: Vec<Following>,
    board: Board,
}

/// Sites, each with the member that speaks for it.
type Speaking = BTreeSet<(Slug, Slug)>;

impl Hub {
    /// Takes up what was fetched from members before, in a folder of its own; that is the first
    /// news. Nobody is connected to yet.
    ///
    /// # Errors
    /// When a member may not be connected to, or not at all.
    pub fn open(members: Members, folder: &Path) -> Result<(Self, Vec<News>), NoHub> {
        let (members, clients) = with_clients(members)?;
        Ok(Self::take_up(members, clients, folder.to_owned(), Board::default()))
    }

    fn take_up(
        settings: Members,
        clients: Vec<Client>,
        folder: PathBuf,
        board: Board,
    ) -> (Self, Vec<News>) {
        let turns = Arc::new(Semaphore::new(AT_A_TIME));
        let speakers = Arc::new(Speakers::of(&settings.members));
        let mut members = Vec::new();
        let mut news = vec![Folder::former(&folder, &settings.members)];
        for (member, client) in settings.members.iter().zip(clients) {
            let part = Part {
                member: member.clone(),
                client,
                folder: Folder::of(&folder, &member.site),
                speakers: Arc::clone(&speakers),
                limits: settings.limits,
                turns: Arc::clone(&turns),
            };
            let (following, kept) = Following::take_up(part, board.clone());
            members.push(following);
            news.extend(kept);
        }
        board.keep_only(|site| settings.members.iter().any(|member| member.site == *site));
        (Self { settings, folder, members, board }, news)
    }

    /// How the members are, now and later.
    #[must_use]
    pub fn board(&self) -> Board {
        self.board.clone()
    }

    /// Follows the members for as long as it is awaited; nobody speaks for `home`, the site that
    /// serves. On a word the file that names the members is read again; where it says the same as
    /// before, the word accepts a mass disappearance that was held back.
    pub async fn follow(
        mut self,
        home: Slug,
        news: mpsc::Sender<News>,
        mut words: watch::Receiver<()>,
    ) {
        loop {
            let Self { settings, folder, members, board } = self;
            let (confirm, confirmed) = watch::channel(());
            let mut following = JoinSet::new();
            for member in members {
                following.spawn(member.follow(home.clone(), news.clone(), confirmed.clone()));
            }
            let (next, clients) = tokio::select! {
                _ = all_ended(&mut following) => return,
                others = other_members(&settings, &mut words, &confirm) => others,
            };
            // They end when there is nobody to confirm anything.
            drop(confirm);
            let before = all_ended(&mut following).await;
            let taken_up = spawn_blocking(move || Self::take_up(next, clients, folder, board));
            let Ok((hub, kept)) = taken_up.await else { return };
            tracing::info!(members = hub.members.len(), "there are other members");
            let after: Speaking = hub.members.iter().flat_map(Following::speaking).collect();
            let left = before.difference(&after).map(|(site, _)| News::Left(site.clone()));
            for news_of_it in left.chain(kept) {
                let _ = news.send(news_of_it).await;
            }
            self = hub;
        }
    }
}

/// Waits for members to be followed no more; who spoke for which site then.
async fn all_ended(following: &mut JoinSet<Speaking>) -> Speaking {
    let mut speaking = Speaking::new();
    while let Some(ended) = following.join_next().await {
        match ended {
            Ok(of_one) => speaking.extend(of_one),
            Err(error) => tracing::error!(%error, "a member is not followed any more"),
        }
    }
    speaking
}

/// Waits for a word after which the members are others than they were, and can be connected to. Any
/// other word is handed on to `confirm`.
async fn other_members(
    settings: &Members,
    words: &mut watch::Receiver<()>,
    confirm: &watch::Sender<()>,
) -> (Members, Vec<Client>) {
    while words.changed().await.is_ok() {
        match settings.otherwise().map(|members| members.map(with_clients).transpose()) {
            Ok(Ok(None)) => {
                confirm.send_replace(());
            }
            Ok(Ok(Some(others))) => return others,
            Ok(Err(error)) => tracing::error!(%error, "the members stay as they were"),
            Err(error) => tracing::error!(%error, "the members stay as they were"),
        }
    }
    std::future::pending().await
}

/// Members, each with what it is asked by.
fn with_clients(members: Members) -> Result<(Members, Vec<Client>), NoHub> {
    let public_only = PublicOnly::and(&members.allow);
    let resolver: Arc<dyn finsam_client::Resolve> = Arc::new(PublicOnly::and(&members.allow));
    let client = |member: &Member| {
        public_only.admit(&member.api)?;
        let connecting = Connecting {
            key: member.key.clone(),
            resolver: Some(Arc::clone(&resolver)),
            timeout: Some(members.limits.answer()),
        };
        Client::connecting(member.api.clone(), connecting)
            .map_err(|error| NoHub::NoClient(error.to_string()))
    };
    let clients = members.members.iter().map(client).collect::<Result<_, NoHub>>()?;
    Ok((members, clients))
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
