//! A server of a small content folder that is edited while clients listen, with a clock that is set
//! by hand.

use std::{fs, sync::Arc};

use axum::Router;
use finsam_api::{
    clock::{Clock, Hand},
    http::{Accepting, App, router, serve},
    live::Follower,
};
use finsam_stores::Files;
use jiff::Timestamp;
use tempfile::TempDir;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::mpsc,
    task::JoinHandle,
};

pub(crate) struct Server {
    folder: TempDir,
    pub(crate) hand: Hand,
    app: App,
    _confirm: mpsc::Sender<()>,
    following: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.following.abort();
    }
}

impl Server {
    /// Starts one; within a runtime.
    pub(crate) fn start() -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("site.md"), "+++\nslug = \"prov\"\nname = \"Prov\"\n+++\n")
            .unwrap();
        let noon: Timestamp = "2031-03-04T12:00:00+01:00".parse().unwrap();
        let hand = Hand::at(noon);
        let files = Files::open(folder.path()).unwrap();
        let watch = files.watch().unwrap();
        let (live, follower) = Follower::open(files, Clock::Hand(hand.clone())).unwrap();
        let (confirm, confirmations) = mpsc::channel(1);
        let following = tokio::spawn(follower.follow(watch, confirmations));
        let app = App::new(live, "https://exempel.test");
        Self { folder, hand, app, _confirm: confirm, following }
    }

    /// Writes a document.
    pub(crate) fn write(&self, path: &str, front_matter: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, format!("+++\n{front_matter}\n+++\n")).unwrap();
    }

    /// Writes a term.
    pub(crate) fn term(&self, slug: &str) {
        self.write(
            &format!("terms/{slug}.md"),
            &format!("name = \"{slug}\"\ndefinition = \"Ett.\""),
        );
    }

    pub(crate) fn router(&self) -> Router {
        router(self.app.clone())
    }

    pub(crate) fn stop(&self) {
        self.app.stop();
    }

    /// A connection to it over a real socket; and its accept loop.
    pub(crate) async fn connect(&self) -> (TcpStream, JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (metrics, stopping) = (Arc::clone(self.app.metrics()), self.app.stopping());
        let serving =
            tokio::spawn(serve(listener, self.router(), Accepting::default(), metrics, stopping));
        (TcpStream::connect(address).await.unwrap(), serving)
    }
}
