//! Somebody else, who asks all the while.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use serde_json::{Value, json};
use tokio::{task::JoinHandle, time::Instant};

use super::Server;

/// A client that asks the same thing again and again, each time over a connection of its own, while
/// a test does something to the server. Every answer must come without errors and pass its check.
#[derive(Debug)]
pub struct Bystander {
    leaving: Arc<AtomicBool>,
    asking: JoinHandle<Served>,
}

/// How a bystander was served.
#[derive(Clone, Copy, Debug)]
pub struct Served {
    /// How often.
    pub answers: u32,
    /// How long the slowest answer took.
    pub slowest: Duration,
}

impl Bystander {
    /// Starts asking.
    pub fn start(
        server: &Server,
        query: &str,
        check: impl Fn(&Value) + Send + Sync + 'static,
    ) -> Self {
        let (api, body) = (server.api(), json!({ "query": query }));
        let leaving = Arc::new(AtomicBool::new(false));
        let left = Arc::clone(&leaving);
        let client = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0);
        let client = client.timeout(super::SOON).build().unwrap();
        let asking = tokio::spawn(async move {
            let mut served = Served { answers: 0, slowest: Duration::ZERO };
            while !left.load(Ordering::Relaxed) {
                let asked = Instant::now();
                let response = client.post(&api).json(&body).send().await.expect("an answer");
                assert_eq!(response.status(), 200);
                let answer: Value = response.json().await.expect("a whole answer");
                assert_eq!(answer.get("errors"), None, "{answer}");
                check(&answer["data"]);
                served.answers += 1;
                served.slowest = served.slowest.max(asked.elapsed());
            }
            served
        });
        Self { leaving, asking }
    }

    /// Stops asking; how it was served, at least once.
    ///
    /// # Panics
    /// When an answer was not as it should be.
    pub async fn leave(self) -> Served {
        self.leaving.store(true, Ordering::Relaxed);
        let served = self.asking.await.expect("the bystander was served as it should be");
        assert!(served.answers > 0, "the bystander was never served");
        served
    }
}
