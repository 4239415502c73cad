//! A small made-up Finsam API that answers questions alone, remembers them, and can go away and come back.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{Json, Router, extract::State, routing::post};
use finsam_tests::ports::free_address;
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

/// The variables of each question, in order.
type Asked = Arc<Mutex<Vec<Value>>>;

pub(super) struct FakeApi {
    address: SocketAddr,
    asked: Asked,
    running: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

impl FakeApi {
    pub(super) async fn start() -> Self {
        let address = free_address();
        let mut api = Self { address, asked: Asked::default(), running: None };
        api.start_again().await;
        api
    }

    /// Listens on the port it had before.
    pub(super) async fn start_again(&mut self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.address = listener.local_addr().unwrap();
        let app = Router::new().route("/graphql", post(answer)).with_state(Arc::clone(&self.asked));
        let (stop, stopped) = oneshot::channel();
        let serving = axum::serve(listener, app).with_graceful_shutdown(async {
            let _ = stopped.await;
        });
        self.running = Some((stop, tokio::spawn(async { serving.await.unwrap() })));
    }

    /// Stops listening and hangs up on everybody.
    pub(super) async fn stop(&mut self) {
        let (stop, stopped) = self.running.take().unwrap();
        stop.send(()).unwrap();
        stopped.await.unwrap();
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}/graphql", self.address)
    }

    /// The variables of each question so far.
    pub(super) fn asked(&self) -> Vec<Value> {
        self.asked.lock().unwrap().clone()
    }

    /// The questions so far.
    pub(super) fn questions(&self) -> Vec<String> {
        self.asked().iter().map(|asked| asked["question"].as_str().unwrap().to_owned()).collect()
    }
}

/// `n` in the context is the number of the question.
async fn answer(State(asked): State<Asked>, Json(request): Json<Value>) -> Json<Value> {
    // It knows no programme to follow: the bot answers all the same.
    let Some(question) = request["variables"]["question"].as_str() else {
        let error = json!({ "message": "only questions are answered here" });
        return Json(json!({ "data": null, "errors": [error] }));
    };
    let number = {
        let mut asked = asked.lock().unwrap();
        asked.push(request["variables"].clone());
        asked.len()
    };
    if question == "något omöjligt" {
        let message = format!("no such thing as {question}");
        let error = json!({ "message": message, "extensions": { "code": "BAD_USER_INPUT" } });
        return Json(json!({ "data": null, "errors": [error] }));
    }
    let page = json!({
        "title": "Provsidan [1]", "url": "http://exempel.test/prov", "date": "2018-07-05",
        "publisher": "Provförbundet",
    });
    let leaflet =
        json!({ "title": "Provbladet", "url": null, "date": null, "publisher": "Provförbundet" });
    Json(json!({ "data": { "ask": {
        "kind": "PROGRAMME",
        "text": format!("Svar på **{question}** till @everyone"),
        "citations": [page, leaflet],
        "nodes": [],
        "suggestions": ["Vilka talar?"],
        "interpretation": "prov",
        "context": format!("context-{number}"),
    } } }))
}
