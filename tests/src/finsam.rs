//! The real `finsam`, as a process, over a folder of its own that a test may change.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a test may stop at the first surprise"
)]

mod bystander;
mod demo;
mod process;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, BufReader, Lines},
    process::{Child, ChildStdout, Command},
    time::{Instant, timeout},
};

pub use bystander::{Bystander, Served};
pub use demo::Demo;
pub use process::Memory;

use crate::{ports::free_address, programs};

/// A bound on waiting for what takes milliseconds; only so that a test ends.
pub const SOON: Duration = Duration::from_secs(20);

/// The same for a start, which takes long over a hundred thousand documents.
const STARTED: Duration = Duration::from_secs(120);

/// A copy of a content tree.
#[derive(Debug)]
pub struct Tree {
    folder: TempDir,
}

impl Tree {
    /// A copy of the small made-up tree.
    #[must_use]
    pub fn twin() -> Self {
        Self::copy_of(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/twin")))
    }

    /// A copy of what we publish.
    #[must_use]
    pub fn content() -> Self {
        Self::copy_of(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../content")))
    }

    /// A made-up site without documents.
    #[must_use]
    pub fn of_site(slug: &str) -> Self {
        let tree = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir_all(tree.path().join("people")).unwrap();
        tree.write("site.md", &format!("+++\nslug = \"{slug}\"\nname = \"{slug}\"\n+++\n"));
        tree
    }

    /// A copy of any tree.
    ///
    /// # Panics
    /// Where there is none.
    #[must_use]
    pub fn copy_of(original: &Path) -> Self {
        fn copy(from: &Path, to: &Path) {
            fs::create_dir_all(to).unwrap();
            for entry in fs::read_dir(from).unwrap() {
                let entry = entry.unwrap();
                let target = to.join(entry.file_name());
                if entry.file_type().unwrap().is_dir() {
                    copy(&entry.path(), &target);
                } else {
                    fs::copy(entry.path(), target).unwrap();
                }
            }
        }
        let folder = tempfile::tempdir().unwrap();
        copy(original, &folder.path().join("content"));
        Self { folder }
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("content")
    }

    /// What a document says.
    #[must_use]
    pub fn read(&self, document: &str) -> String {
        fs::read_to_string(self.path().join(document)).unwrap()
    }

    /// Writes a document.
    pub fn write(&self, document: &str, text: &str) {
        fs::write(self.path().join(document), text).unwrap();
    }

    /// Writes something else where a document says something.
    ///
    /// # Panics
    /// Where it does not say that.
    pub fn replace(&self, document: &str, old: &str, new: &str) {
        let text = self.read(document);
        assert!(text.contains(old), "{document} does not say {old}");
        self.write(document, &text.replace(old, new));
    }

    /// Deletes a document.
    pub fn delete(&self, document: &str) {
        fs::remove_file(self.path().join(document)).unwrap();
    }

    /// Gives a document another name.
    pub fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path().join(from), self.path().join(to)).unwrap();
    }
}

/// A server that is ready. It ends with the test.
#[derive(Debug)]
pub struct Server {
    child: Child,
    address: String,
    client: reqwest::Client,
    said: Arc<Mutex<String>>,
    /// When its process was started, and when it was seen to be ready.
    started: (Instant, Instant),
    /// Where it keeps what it remembers, if not beside a tree.
    home: Option<TempDir>,
}

impl Server {
    /// Starts over a tree, with the calendar frozen at a time, on a port that another can come
    /// back on.
    pub async fn start(tree: &Tree, clock: &str) -> Self {
        Self::start_on(tree, clock, &free_address().to_string()).await
    }

    /// Starts on a port that is known.
    pub async fn start_on(tree: &Tree, clock: &str, listen: &str) -> Self {
        Self::start_with(tree, &["--clock", clock, "--listen", listen]).await
    }

    /// Starts over a tree with these settings. Whatever it writes is beside the tree.
    pub async fn start_with(tree: &Tree, settings: &[&str]) -> Self {
        let mut command = programs::command("finsam");
        command.arg("--content").arg(tree.path()).args(settings);
        command.current_dir(tree.folder.path());
        let (server, lines) = Self::launch(command).await;
        keep_reading(lines.into_inner(), Arc::default());
        server
    }

    /// Starts over a folder, with addresses in its answers that are the same wherever it listens.
    pub async fn over_folder(tree: &Tree, clock: &str) -> Self {
        let public = ["--public-url", "https://exempel.test"];
        let settings = ["--clock", clock, "--listen", "127.0.0.1:0"];
        Self::start_with(tree, &[settings.as_slice(), &public].concat()).await
    }

    /// Starts over a database, with the same addresses in its answers.
    pub async fn over_store(url: &str, clock: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut command = programs::command("finsam");
        command.args(["--store", url, "--clock", clock, "--listen", "127.0.0.1:0"]);
        command.args(["--public-url", "https://exempel.test"]).current_dir(home.path());
        let (mut server, lines) = Self::launch(command).await;
        keep_reading(lines.into_inner(), Arc::default());
        server.home = Some(home);
        server
    }

    /// Ends it as if the power went.
    pub async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    /// Starts a program that says where its start page is; with what it says after that.
    async fn launch(mut command: Command) -> (Self, Lines<BufReader<ChildStdout>>) {
        command.env("FINSAM_LOG", "warn").stdout(Stdio::piped()).stderr(Stdio::piped());
        let spawned = Instant::now();
        let mut child = command.spawn().unwrap();
        let said = Arc::default();
        keep_reading(child.stderr.take().unwrap(), Arc::clone(&said));
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = timeout(STARTED, async {
            loop {
                let line = lines.next_line().await.unwrap().expect("the server says where it is");
                if let Some((_, address)) = line.split_once("Start page") {
                    break address.trim().trim_end_matches('/').to_owned();
                }
            }
        });
        let address = address.await.expect("the server starts");
        let started = (spawned, Instant::now());
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        (Self { child, address, client, said, started, home: None }, lines)
    }

    /// Where it is: `http://127.0.0.1:1234`.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Its process.
    ///
    /// # Panics
    /// Where it has ended.
    #[must_use]
    pub fn process(&self) -> u32 {
        self.child.id().expect("the server is running")
    }

    /// Where its API is.
    #[must_use]
    pub fn api(&self) -> String {
        format!("{}/graphql", self.address)
    }

    /// A request to its API, to be made as the test wants it.
    pub fn request(&self, method: reqwest::Method) -> reqwest::RequestBuilder {
        self.client.request(method, self.api())
    }

    /// A request for one of its pages.
    pub fn get(&self, path: &str) -> reqwest::RequestBuilder {
        self.client.get(format!("{}{path}", self.address))
    }

    /// Everything it has written to its log.
    #[must_use]
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// Asks a query; the whole answer, which must come without errors.
    pub async fn answer(&self, query: &str) -> Value {
        let body = json!({ "query": query });
        let response = self.client.post(self.api()).json(&body).send().await.unwrap();
        let response: Value = response.json().await.unwrap();
        assert_eq!(response.get("errors"), None, "{query}");
        response
    }

    /// Asks a query; the data, whatever could not be answered beside it.
    pub async fn data(&self, query: &str) -> Value {
        let body = json!({ "query": query });
        let response = self.client.post(self.api()).json(&body).send().await.unwrap();
        let mut response: Value = response.json().await.unwrap();
        response["data"].take()
    }

    /// Asks a query; the data, which must come without errors.
    pub async fn query(&self, query: &str) -> Value {
        self.answer(query).await["data"].take()
    }

    /// The text of the answer to a question.
    pub async fn ask(&self, question: &str) -> String {
        let query = format!("{{ ask(question: {question:?}) {{ text }} }}");
        self.query(&query).await["ask"]["text"].as_str().unwrap().to_owned()
    }

    /// What `/health/ready` says, with its status.
    pub async fn ready(&self) -> (u16, Value) {
        let response =
            self.client.get(format!("{}/health/ready", self.address)).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    /// Asks until the data is as wanted; how long that took, and the data.
    pub async fn until(&self, query: &str, wanted: impl Fn(&Value) -> bool) -> (Duration, Value) {
        let started = Instant::now();
        loop {
            let data = self.query(query).await;
            if wanted(&data) {
                return (started.elapsed(), data);
            }
            assert!(started.elapsed() < SOON, "never as wanted: {data}");
        }
    }

    /// Asks `/health/ready` until it is as wanted.
    pub async fn until_ready(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        let started = Instant::now();
        loop {
            let (_, ready) = self.ready().await;
            if wanted(&ready) {
                return ready;
            }
            assert!(started.elapsed() < SOON, "never as wanted: {ready}");
        }
    }

    /// Sends a signal, as `kill -NAME` does.
    pub async fn signal(&self, name: &str) {
        let id = self.child.id().expect("the server is running").to_string();
        let status = Command::new("kill").args([&format!("-{name}"), &id]).status().await;
        assert!(status.unwrap().success());
    }

    /// Asks it to stop, and waits until it has.
    pub async fn stop(mut self) -> ExitStatus {
        self.signal("TERM").await;
        self.ended().await
    }

    /// Waits until it has stopped by itself.
    pub async fn ended(&mut self) -> ExitStatus {
        timeout(SOON, self.child.wait()).await.expect("the server stops").unwrap()
    }
}

/// Reads what a program writes, so that it never waits for us, and shows it beside the test.
fn keep_reading(output: impl AsyncRead + Unpin + Send + 'static, said: Arc<Mutex<String>>) {
    let mut lines = BufReader::new(output).lines();
    tokio::spawn(async move {
        while let Ok(Some(line)) = lines.next_line().await {
            #[expect(clippy::print_stderr, reason = "shown when the test fails")]
            {
                eprintln!("finsam: {line}");
            }
            let mut said = said.lock().unwrap();
            said.push_str(&line);
            said.push('\n');
        }
    });
}
