//! The file itself: opened by one process, brought up to date, put aside when unreadable.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use thiserror::Error;

use super::{State, StateError};

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// How long a statement waits for a reader from outside, `sqlite3` in the operator's hands say.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// SQLite's codes for a file that is damaged, and for one that is something else.
const DAMAGED: [&str; 2] = ["11", "26"];

/// Why there is no state. Each is a line for the operator.
#[derive(Debug, Error)]
pub(crate) enum OpenError {
    #[error(
        "another finsam-bot is using {}. Stop it first, or give this one a file of its own with \
         FINSAM_BOT_STATE.", .0.display()
    )]
    InUse(PathBuf),
    #[error("{} cannot be used: {source}. Check FINSAM_BOT_STATE and who may write there.", path.display())]
    Unusable { path: PathBuf, source: io::Error },
    #[error("{} was written by a newer finsam-bot: use that one, or another file.", .0.display())]
    Newer(PathBuf),
    #[error("{} cannot be used: {source}. Check FINSAM_BOT_STATE and who may write there.", path.display())]
    Refused { path: PathBuf, source: StateError },
    #[error("the state cannot be used: {0}")]
    Database(#[from] StateError),
}

impl State {
    /// Opens the file, or makes it.
    ///
    /// # Errors
    /// Where another process has it, or it cannot be written; see [`OpenError`].
    pub(crate) async fn open(path: &Path) -> Result<Self, OpenError> {
        let lock = lock(path)?;
        let (pool, put_aside) = match connect(path).await {
            Ok(pool) => (pool, None),
            Err(Refusal::Damaged) => {
                let aside = put_aside(path)
                    .map_err(|source| OpenError::Unusable { path: path.to_owned(), source })?;
                let pool = connect(path).await.map_err(|refusal| refusal.told(path))?;
                (pool, Some(aside))
            }
            Err(refusal) => return Err(refusal.told(path)),
        };
        let birth = birth(&pool).await?;
        Ok(Self { pool, birth, put_aside, _lock: Some(Arc::new(lock)) })
    }

    /// A state that is gone when the program ends.
    ///
    /// # Errors
    /// Where there is no memory for it.
    pub(crate) async fn in_memory() -> Result<Self, OpenError> {
        let pool = pool(SqliteConnectOptions::new().in_memory(true)).await?;
        migrate(&pool).await.map_err(|refusal| refusal.told(Path::new(":memory:")))?;
        let birth = birth(&pool).await?;
        Ok(Self { pool, birth, put_aside: None, _lock: None })
    }
}

/// Why a file does not open.
enum Refusal {
    Damaged,
    Newer,
    Other(StateError),
}

impl Refusal {
    fn told(self, path: &Path) -> OpenError {
        match self {
            Self::Damaged => OpenError::Unusable {
                path: path.to_owned(),
                source: io::Error::new(io::ErrorKind::InvalidData, "it is damaged"),
            },
            Self::Newer => OpenError::Newer(path.to_owned()),
            Self::Other(source) => OpenError::Refused { path: path.to_owned(), source },
        }
    }
}

impl From<StateError> for Refusal {
    fn from(error: StateError) -> Self {
        if is_damaged(&error) { Self::Damaged } else { Self::Other(error) }
    }
}

/// Whether the file is damaged, or no state of ours.
pub(crate) fn is_damaged(error: &StateError) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    code.is_some_and(|code| DAMAGED.contains(&code.as_ref()))
}

/// Takes the file for this process. The lock is a file beside it, since SQLite has its own way with
/// locks on the file itself.
fn lock(path: &Path) -> Result<File, OpenError> {
    let unusable = |source| OpenError::Unusable { path: path.to_owned(), source };
    let beside = beside(path, "lock");
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(beside);
    let file = file.map_err(unusable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse(path.to_owned())),
        Err(TryLockError::Error(source)) => Err(unusable(source)),
    }
}

async fn connect(path: &Path) -> Result<SqlitePool, Refusal> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // What was written is there after a power cut, too.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY_TIMEOUT);
    let pool = pool(options).await?;
    let found: String = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(&pool).await?;
    if found != "ok" {
        pool.close().await;
        return Err(Refusal::Damaged);
    }
    migrate(&pool).await?;
    Ok(pool)
}

/// One connection: whoever writes has it alone, and nothing waits long.
async fn pool(options: SqliteConnectOptions) -> Result<SqlitePool, StateError> {
    let one = SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
    one.connect_with(options).await
}

async fn migrate(pool: &SqlitePool) -> Result<(), Refusal> {
    use sqlx::migrate::MigrateError;
    MIGRATIONS.run(pool).await.map_err(|error| match error {
        MigrateError::VersionMissing(_) | MigrateError::VersionMismatch(_) => Refusal::Newer,
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
        other => Refusal::Other(StateError::Migrate(Box::new(other))),
    })
}

/// A few letters made up when the file was.
async fn birth(pool: &SqlitePool) -> Result<Arc<str>, StateError> {
    sqlx::query(
        "INSERT OR IGNORE INTO facts (name, value) VALUES ('birth', lower(hex(randomblob(4))))",
    )
    .execute(pool)
    .await?;
    let birth: String =
        sqlx::query_scalar("SELECT value FROM facts WHERE name = 'birth'").fetch_one(pool).await?;
    Ok(birth.into())
}

/// Renames the file, and what SQLite keeps beside it, to the first free name.
fn put_aside(path: &Path) -> io::Result<PathBuf> {
    let free = |n: &u32| !beside(path, &format!("damaged-{n}")).exists();
    let n = (1..).find(free).unwrap_or(u32::MAX);
    let aside = beside(path, &format!("damaged-{n}"));
    fs::rename(path, &aside)?;
    for ending in ["-wal", "-shm"] {
        let mut old = path.as_os_str().to_owned();
        old.push(ending);
        let mut new = aside.as_os_str().to_owned();
        new.push(ending);
        match fs::rename(old, new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_process_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.sqlite");
        let first = State::open(&path).await.unwrap();
        let second = State::open(&path).await.unwrap_err().to_string();
        assert!(second.starts_with("another finsam-bot is using"), "{second}");
        drop(first);
        State::open(&path).await.unwrap();
    }

    #[tokio::test]
    async fn a_damaged_file_is_put_aside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.sqlite");
        let state = State::open(&path).await.unwrap();
        state.keep_fact("token", "a").await.unwrap();
        let before = state.birth.clone();
        state.pool.close().await;
        drop(state);
        // Its middle is overwritten; then it is no database at all.
        for (damage, n) in [(fs::read(&path).map(holed).unwrap(), 1), (b"hello ".repeat(999), 2)] {
            fs::write(&path, &damage).unwrap();
            let state = State::open(&path).await.unwrap();
            let aside = state.put_aside().unwrap().to_owned();
            assert!(aside.to_string_lossy().ends_with(&format!("damaged-{n}")), "{aside:?}");
            assert_eq!(fs::read(aside).unwrap(), damage);
            assert_eq!(state.fact("token").await.unwrap(), None);
            assert_ne!(state.birth, before);
            state.pool.close().await;
        }
        // Afterwards it is an ordinary file again.
        assert_eq!(State::open(&path).await.unwrap().put_aside(), None);
    }

    fn holed(mut file: Vec<u8>) -> Vec<u8> {
        file[5_000..12_000].fill(0xab);
        file
    }

    #[tokio::test]
    async fn a_folder_that_is_not_there_is_said_so() {
        let error = State::open(Path::new("/nowhere/at/all/x.sqlite")).await.unwrap_err();
        assert!(error.to_string().contains("FINSAM_BOT_STATE"), "{error}");
    }

    #[tokio::test]
    async fn a_newer_file_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.sqlite");
        let state = State::open(&path).await.unwrap();
        sqlx::query(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (9999, 'later', TRUE, x'00', 0)",
        )
        .execute(&state.pool)
        .await
        .unwrap();
        state.pool.close().await;
        drop(state);
        let error = State::open(&path).await.unwrap_err();
        assert!(matches!(error, OpenError::Newer(_)), "{error}");
    }
}
