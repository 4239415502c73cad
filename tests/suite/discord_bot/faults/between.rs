//! Something between the bot and the API that lets everything through, or answers in its place.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
};

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    LetThrough,
    /// Every connection is closed at once.
    Closed,
    /// It is never answered.
    Silence,
    /// The page of a proxy whose API is down.
    Page502,
    NotJson,
    /// JSON, but no GraphQL.
    OtherJson,
    /// GraphQL, but not what was asked for.
    OtherShape,
    /// An API that does not know a field.
    OlderSchema,
    /// The answer breaks off.
    Half,
}

impl Fate {
    /// Every way of not being an API that is seen at once.
    pub(super) const FAILURES: [Self; 7] = [
        Self::Closed,
        Self::Page502,
        Self::NotJson,
        Self::OtherJson,
        Self::OtherShape,
        Self::OlderSchema,
        Self::Half,
    ];

    fn answer(self) -> Option<String> {
        let (status, kind, body) = match self {
            Self::LetThrough | Self::Closed | Self::Silence => return None,
            Self::Page502 => ("502 Bad Gateway", "text/html", "<html><h1>502 Bad Gateway</h1>"),
            Self::NotJson => ("200 OK", "application/json", "Välkommen!"),
            Self::OtherJson => ("200 OK", "application/json", r#"["en", 2, {"tre": 3}]"#),
            Self::OtherShape => ("200 OK", "application/json", r#"{"data": {"changes": [7]}}"#),
            Self::OlderSchema => (
                "200 OK",
                "application/json",
                r#"{"data": null, "errors": [{"message": "Unknown field \"hasMore\"",
                    "extensions": {"code": "GRAPHQL_VALIDATION_FAILED"}}]}"#,
            ),
            Self::Half => ("200 OK", "application/json", r#"{"data": {"cha"#),
        };
        let length = if self == Self::Half { body.len() + 500 } else { body.len() };
        let head = format!("HTTP/1.1 {status}\r\ncontent-type: {kind}\r\n");
        Some(format!("{head}content-length: {length}\r\nconnection: close\r\n\r\n{body}"))
    }
}

/// It ends with the test.
pub(super) struct Between {
    address: SocketAddr,
    fate: watch::Sender<Fate>,
    /// Where the API is: `127.0.0.1:1234`.
    api: Arc<Mutex<String>>,
    _serving: JoinSet<()>,
}

impl Between {
    pub(super) async fn start(api: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (fate, fates) = watch::channel(Fate::LetThrough);
        let api = Arc::new(Mutex::new(bare(api)));
        let mut serving = JoinSet::new();
        serving.spawn(serve(listener, fates, Arc::clone(&api)));
        Self { address, fate, api, _serving: serving }
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}/graphql", self.address)
    }

    /// From now on this becomes of every request; connections from before are cut.
    pub(super) fn becomes(&self, fate: Fate) {
        self.fate.send_replace(fate);
    }

    /// From now on another API answers.
    pub(super) fn leads_to(&self, api: &str) {
        *self.api.lock().unwrap() = bare(api);
        self.becomes(Fate::LetThrough);
    }
}

fn bare(address: &str) -> String {
    address.trim_start_matches("http://").to_owned()
}

async fn serve(listener: TcpListener, fates: watch::Receiver<Fate>, api: Arc<Mutex<String>>) {
    let mut connections = JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let mut fates = fates.clone();
        let fate = *fates.borrow_and_update();
        let api = api.lock().unwrap().clone();
        connections.spawn(async move {
            tokio::select! {
                () = meet(stream, fate, &api) => {}
                _ = fates.changed() => {}
            }
        });
        while connections.try_join_next().is_some() {}
    }
}

async fn meet(mut stream: TcpStream, fate: Fate, api: &str) {
    if fate == Fate::LetThrough {
        if let Ok(mut api) = TcpStream::connect(api).await {
            let _ = copy_bidirectional(&mut stream, &mut api).await;
        }
        return;
    }
    if fate == Fate::Closed {
        return;
    }
    read_request(&mut stream).await;
    match fate.answer() {
        Some(answer) => {
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
        None => std::future::pending().await,
    }
}

/// Reads one request to its end.
async fn read_request(stream: &mut TcpStream) {
    let mut request = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&request);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
            });
            if body.len() >= length.unwrap_or(0) {
                return;
            }
        }
        if stream.read_buf(&mut request).await.unwrap_or(0) == 0 {
            return;
        }
    }
}
