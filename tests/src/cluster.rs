//! `PostgreSQL` on several nodes under Patroni, with one etcd: it chooses another primary when a
//! node dies.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a test may stop at the first surprise"
)]

use std::{
    fs::{self, File},
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

use crate::{ports::free_ports, postgres::programs};

/// A bound on waiting for the cluster; only so that a test ends.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// Database, role and password of whoever uses the cluster.
const USER: &str = "finsam";

/// What is done to the first node once it is a database.
const POST_BOOTSTRAP: &str = r#"#!/bin/sh
exec psql --dbname "$1" --set ON_ERROR_STOP=1 \
  --command "CREATE ROLE finsam LOGIN PASSWORD 'finsam'" \
  --command "CREATE DATABASE finsam OWNER finsam"
"#;

/// A cluster. It ends with the test.
#[derive(Debug)]
pub struct Cluster {
    nodes: Vec<Node>,
    etcd: Child,
    client: reqwest::Client,
    folder: TempDir,
}

/// What stands for a machine: Patroni, and the `PostgreSQL` it looks after.
#[derive(Debug)]
struct Node {
    folder: PathBuf,
    postgres: u16,
    /// Where Patroni tells how the node is.
    patroni: u16,
    running: Option<Child>,
}

impl Cluster {
    /// Starts, and waits until there is a primary with a replica on each of the other nodes.
    pub async fn start(nodes: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // For the processes of `postgres`.
        let everybody = fs::Permissions::from_mode(0o777);
        fs::set_permissions(folder.path(), everybody).unwrap();
        let bootstrap = folder.path().join("post-bootstrap");
        fs::write(&bootstrap, POST_BOOTSTRAP).unwrap();
        fs::set_permissions(&bootstrap, fs::Permissions::from_mode(0o755)).unwrap();

        let ports = free_ports(2 + 2 * nodes);
        let etcd = start_etcd(folder.path(), ports[0], ports[1]);
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let mut cluster = Self { nodes: Vec::new(), etcd, client, folder };
        for (index, pair) in ports[2..].chunks(2).enumerate() {
            let folder = make_folder(&cluster.folder.path().join(format!("node{index}")));
            let node = Node { folder, postgres: pair[0], patroni: pair[1], running: None };
            let settings = node.settings(&format!("node{index}"), ports[0], &bootstrap);
            fs::write(node.folder.join("patroni.yml"), settings.to_string()).unwrap();
            cluster.nodes.push(node);
            cluster.revive(index);
        }
        cluster.until_whole().await;
        cluster
    }

    /// The address that names all nodes.
    #[must_use]
    pub fn url(&self) -> String {
        let hosts: Vec<_> =
            self.nodes.iter().map(|node| format!("127.0.0.1:{}", node.postgres)).collect();
        format!("postgres://{USER}:{USER}@{}/{USER}", hosts.join(","))
    }

    /// The address of one node.
    #[must_use]
    pub fn url_of(&self, node: usize) -> String {
        format!("postgres://{USER}:{USER}@127.0.0.1:{}/{USER}", self.nodes[node].postgres)
    }

    /// Which node is the primary; waits until one is.
    pub async fn primary(&self) -> usize {
        self.until("no primary", || self.find_primary(None)).await
    }

    /// Waits until a node other than this one is the primary.
    pub async fn until_primary(&self, other_than: usize) -> usize {
        self.until("no other primary", || self.find_primary(Some(other_than))).await
    }

    /// Waits until every node is running, and all but the primary replicate, one of them
    /// synchronously.
    pub async fn until_whole(&self) {
        self.until("never whole", || async {
            let primary = self.find_primary(None).await?;
            let cluster = self.ask(primary, "cluster").await?;
            self.is_whole(&cluster).then_some(())
        })
        .await;
    }

    /// Ends a node with all its processes at once, as if the power went.
    pub fn kill(&mut self, node: usize) {
        let node = &mut self.nodes[node];
        kill_within(&node.folder);
        if let Some(mut patroni) = node.running.take() {
            patroni.wait().unwrap();
        }
    }

    /// Starts a node that was killed.
    pub fn revive(&mut self, node: usize) {
        let node = &mut self.nodes[node];
        assert!(node.running.is_none(), "{} is alive", node.folder.display());
        let mut patroni = as_postgres("patroni", &node.folder);
        node.running = Some(spawn(patroni.arg("patroni.yml")));
    }

    async fn find_primary(&self, other_than: Option<usize>) -> Option<usize> {
        for index in (0..self.nodes.len()).filter(|index| Some(*index) != other_than) {
            let Some(state) = self.ask(index, "primary").await else { continue };
            // It has the lock a moment before its database takes writes, which this tells.
            if ["master", "primary"].iter().any(|role| state["role"] == *role) {
                return Some(index);
            }
        }
        None
    }

    fn is_whole(&self, cluster: &Value) -> bool {
        let members = cluster["members"].as_array().unwrap();
        let count = |role: &str| members.iter().filter(|member| member["role"] == role).count();
        let running =
            |member: &Value| member["state"] == "running" || member["state"] == "streaming";
        let followers = self.nodes.len() - 1;
        members.iter().all(running)
            && count("leader") == 1
            && count("sync_standby") == followers.min(1)
            && count("replica") == followers.saturating_sub(1)
    }

    /// What Patroni answers, where it runs and agrees.
    async fn ask(&self, node: usize, path: &str) -> Option<Value> {
        let address = format!("http://127.0.0.1:{}/{path}", self.nodes[node].patroni);
        let response = self.client.get(address).timeout(Duration::from_secs(5)).send().await;
        response.ok()?.error_for_status().ok()?.json().await.ok()
    }

    async fn until<T, F>(&self, otherwise: &str, look: impl Fn() -> F) -> T
    where
        F: Future<Output = Option<T>>,
    {
        let started = Instant::now();
        loop {
            if let Some(found) = look().await {
                return found;
            }
            assert!(started.elapsed() < PATIENCE, "{otherwise}\n{}", self.said());
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// The end of what every node wrote.
    fn said(&self) -> String {
        let last = |node: &Node| {
            let log = fs::read_to_string(node.folder.join("log")).unwrap_or_default();
            let lines: Vec<_> = log.lines().collect();
            let end = &lines[lines.len().saturating_sub(20)..];
            format!("{}:\n{}\n", node.folder.display(), end.join("\n"))
        };
        self.nodes.iter().map(last).collect()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        kill_within(self.folder.path());
        for child in self.nodes.iter_mut().filter_map(|node| node.running.as_mut()) {
            _ = child.wait();
        }
        _ = self.etcd.wait();
    }
}

impl Node {
    /// `patroni.yml`, of which JSON is a part.
    fn settings(&self, name: &str, etcd: u16, bootstrap: &Path) -> Value {
        let postgres = format!("127.0.0.1:{}", self.postgres);
        let patroni = format!("127.0.0.1:{}", self.patroni);
        json!({
            "scope": "finsam",
            "name": name,
            "restapi": { "listen": patroni, "connect_address": patroni },
            "etcd3": { "host": format!("127.0.0.1:{etcd}") },
            "watchdog": { "mode": "off" },
            "bootstrap": {
                "dcs": {
                    // The shortest with loop_wait + 2 * retry_timeout <= ttl. Later versions of
                    // Patroni take no ttl below 20.
                    "ttl": 7,
                    "loop_wait": 1,
                    "retry_timeout": 3,
                    "primary_start_timeout": 0,
                    "synchronous_mode": true,
                    "postgresql": {
                        "use_pg_rewind": true,
                        // Processes die here and machines do not: the system writes what it was
                        // given.
                        "parameters": { "fsync": "off", "shared_buffers": "16MB" },
                    },
                },
                "initdb": [{ "encoding": "UTF8" }, "data-checksums", "no-sync"],
                "post_bootstrap": bootstrap,
            },
            "postgresql": {
                "listen": postgres,
                "connect_address": postgres,
                "data_dir": self.folder.join("data"),
                "bin_dir": programs(),
                "pgpass": self.folder.join("pgpass"),
                "parameters": { "unix_socket_directories": "" },
                "authentication": {
                    "superuser": { "username": "postgres", "password": "postgres" },
                    "replication": { "username": "replicator", "password": "replicator" },
                },
                "pg_hba": [
                    "host all all 127.0.0.1/32 scram-sha-256",
                    "host replication replicator 127.0.0.1/32 scram-sha-256",
                ],
                // Without it the first copy waits for a checkpoint, which takes its time.
                "basebackup": [{ "checkpoint": "fast" }, "no-sync"],
            },
        })
    }
}

fn start_etcd(within: &Path, clients: u16, peers: u16) -> Child {
    let folder = make_folder(&within.join("etcd"));
    let clients = format!("http://127.0.0.1:{clients}");
    let peers = format!("http://127.0.0.1:{peers}");
    spawn(as_postgres("etcd", &folder).args([
        "--data-dir=data",
        "--unsafe-no-fsync",
        &format!("--listen-client-urls={clients}"),
        &format!("--advertise-client-urls={clients}"),
        &format!("--listen-peer-urls={peers}"),
        &format!("--initial-advertise-peer-urls={peers}"),
        &format!("--initial-cluster=default={peers}"),
    ]))
}

/// A program in a folder of its own. A database must not be root, and Patroni stops its own
/// when the test is killed.
fn as_postgres(program: &str, folder: &Path) -> Command {
    let mut command = Command::new("setpriv");
    if fs::metadata("/proc/self").unwrap().uid() == 0 {
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]);
    }
    command.args(["--pdeathsig=TERM", program]).current_dir(folder);
    command.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin").env("LC_ALL", "C.UTF-8");
    let log = File::options().create(true).append(true).open(folder.join("log")).unwrap();
    command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
    command
}

fn spawn(command: &mut Command) -> Child {
    command.spawn().expect("setpriv is there")
}

fn make_folder(path: &Path) -> PathBuf {
    fs::create_dir(path).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o777)).unwrap();
    path.to_owned()
}

/// Kills every process that works in a folder: `PostgreSQL` and what Patroni runs beside it stay
/// in theirs, however far from Patroni they are.
fn kill_within(folder: &Path) {
    loop {
        let processes = working_in(folder);
        if processes.is_empty() {
            return;
        }
        for process in processes {
            // It may have ended meanwhile.
            _ = kill_process(process, Signal::KILL);
        }
    }
}

fn working_in(folder: &Path) -> Vec<Pid> {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    processes
        .filter_map(|entry| {
            let process = Pid::from_raw(entry.file_name().to_str()?.parse().ok()?)?;
            let cwd = fs::read_link(entry.path().join("cwd")).ok()?;
            cwd.starts_with(folder).then_some(process)
        })
        .collect()
}
