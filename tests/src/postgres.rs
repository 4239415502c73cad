//! A real PostgreSQL, as a process of its own over a folder of its own, that a test may kill.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a test may stop at the first surprise"
)]

use std::{
    fs,
    os::unix::fs::chown,
    path::{Path, PathBuf},
    process::{Command as Wait, Stdio},
    time::Duration,
};

use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    process::{Child, Command},
    time::{Instant, sleep, timeout},
};

use crate::ports::free_address;

/// A bound on waiting for what takes a second; only so that a test ends.
const SOON: Duration = Duration::from_secs(30);

/// The super user of the database, without a password: it listens on this machine alone.
const USER: &str = "finsam";

/// A database server. It ends with the test.
#[derive(Debug)]
pub struct Postgres {
    folder: TempDir,
    port: u16,
    server: Child,
}

impl Postgres {
    /// Makes one, with an empty database.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        give_to_postgres(folder.path());
        let made = as_postgres(&program("initdb"))
            .args(["--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"])
            .args(["--username", USER, "--pgdata"])
            .arg(folder.path().join("data"))
            .stdout(Stdio::null())
            .status()
            .await;
        assert!(made.unwrap().success(), "initdb");
        let port = free_address().port();
        let server = run(folder.path(), port);
        let postgres = Self { folder, port, server };
        postgres.answers().await;
        postgres
    }

    /// Where it is.
    #[must_use]
    pub fn url(&self) -> String {
        url_on(self.port)
    }

    /// Its port.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Its process, which starts one for each connection.
    #[must_use]
    pub fn process(&self) -> u32 {
        self.server.id().unwrap()
    }

    /// Ends it as if the power went.
    pub async fn kill(&mut self) {
        self.server.kill().await.unwrap();
    }

    /// Starts it anew after a kill, over what it had written.
    pub async fn revive(&mut self) {
        // What is left of the one before has to see that it is gone, and end, before another can start.
        let started = Instant::now();
        while !self.try_to_revive().await {
            assert!(started.elapsed() < SOON, "PostgreSQL never starts anew");
        }
    }

    async fn try_to_revive(&mut self) -> bool {
        self.server = run(self.folder.path(), self.port);
        loop {
            if self.is_ready().await {
                return true;
            }
            if let Ok(ended) = timeout(Duration::from_millis(20), self.server.wait()).await {
                ended.unwrap();
                return false;
            }
        }
    }

    /// Runs SQL, all of it, as an operator would.
    pub async fn run(&self, sql: &str) -> String {
        run_sql(&self.url(), sql).await
    }

    /// Does this in a transaction that is neither ended nor taken back, until it is dropped; then it is as
    /// if it had never been.
    pub async fn hold(&self, sql: &str) -> Child {
        let mut session = Command::new(psql())
            .args(["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", &self.url()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let said = format!("BEGIN; {sql};\n\\echo held\n");
        session.stdin.as_mut().unwrap().write_all(said.as_bytes()).await.unwrap();
        let mut lines = BufReader::new(session.stdout.take().unwrap()).lines();
        let held = timeout(SOON, lines.next_line()).await.expect("the database does it");
        assert_eq!(held.unwrap().as_deref(), Some("held"), "{sql}");
        session
    }

    /// Waits until it answers.
    async fn answers(&self) {
        let started = Instant::now();
        while !self.is_ready().await {
            assert!(started.elapsed() < SOON, "PostgreSQL never answers");
            sleep(Duration::from_millis(20)).await;
        }
    }

    async fn is_ready(&self) -> bool {
        let asked = Command::new(program("pg_isready"))
            .args(["--quiet", "--dbname", &self.url()])
            .status()
            .await;
        asked.unwrap().success()
    }
}

/// Where a database is that is reached by this port.
#[must_use]
pub fn url_on(port: u16) -> String {
    format!("postgres://{USER}@127.0.0.1:{port}/postgres")
}

/// Runs SQL in the database at an address; what it answers.
pub async fn run_sql(url: &str, sql: &str) -> String {
    let output = Command::new(psql())
        .args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"])
        .args(["--set", "ON_ERROR_STOP=1", "--command", sql, url])
        .output()
        .await
        .unwrap();
    assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn run(folder: &Path, port: u16) -> Child {
    as_postgres(&program("postgres"))
        .arg("-D")
        .arg(folder.join("data"))
        .arg("-k")
        .arg(folder)
        .args(["-h", "127.0.0.1", "-p", &port.to_string()])
        // A machine that loses its power is not what is tried here.
        .args(["-c", "fsync=off", "-c", "shared_buffers=16MB", "-c", "max_connections=50"])
        .stdout(Stdio::null())
        .stderr(fs::File::create(folder.join("log")).unwrap())
        .kill_on_drop(true)
        .spawn()
        .unwrap()
}

/// Where the program is that takes SQL from whoever types it.
#[must_use]
pub fn psql() -> PathBuf {
    program("psql")
}

fn program(name: &str) -> PathBuf {
    programs().join(name)
}

/// Where the newest PostgreSQL has its programs.
pub(crate) fn programs() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").expect("tests/run installs postgresql");
    let version = |path: &PathBuf| path.file_name()?.to_str()?.parse::<u32>().ok();
    let newest = versions.map(|entry| entry.unwrap().path()).max_by_key(version);
    newest.expect("tests/run installs postgresql").join("bin")
}

/// It refuses to run as root.
fn as_postgres(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
    command.current_dir("/");
    command
}

fn is_root() -> bool {
    number("-u", None) == 0
}

fn give_to_postgres(folder: &Path) {
    if is_root() {
        let [user, group] = ["-u", "-g"].map(|flag| number(flag, Some("postgres")));
        chown(folder, Some(user), Some(group)).unwrap();
    }
}

fn number(flag: &str, user: Option<&str>) -> u32 {
    let output = Wait::new("id").arg(flag).args(user).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().parse().unwrap()
}
