//! Clients that begin and never finish: they are shown out on time, and harm nobody.

use std::time::Duration;

use finsam_tests::finsam::{Bystander, Server, Tree};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
    time::{Instant, interval, timeout},
};

const SUMMER: &str = "2031-07-01T07:15:00+02:00";
const COUNT: &str = "{ terms { totalCount } }";

/// How long a client may take to send the head of a request, and again its body.
const PATIENCE: Duration = Duration::from_secs(10);
/// What a busy machine may need on top.
const SLACK: Duration = Duration::from_secs(8);

/// How long somebody else may have to wait.
const SLOW: Duration = Duration::from_secs(5);

const HEAD: &str =
    "POST /graphql HTTP/1.1\r\nHost: finsam.test\r\nContent-Type: application/json\r\n";

/// A connection over which this is sent, and no more; when the server closed it, and what it said
/// before.
async fn leave_open(address: &str, sent: &str) -> (Duration, String) {
    let mut connection = TcpStream::connect(address).await.unwrap();
    let opened = Instant::now();
    connection.write_all(sent.as_bytes()).await.unwrap();
    (until_closed(&mut connection, opened).await).unwrap()
}

async fn until_closed(connection: &mut TcpStream, opened: Instant) -> Option<(Duration, String)> {
    let mut said = Vec::new();
    // A reset is an end as good as any.
    let _ = timeout(PATIENCE * 2 + SLACK, connection.read_to_end(&mut said)).await.ok()?;
    Some((opened.elapsed(), String::from_utf8(said).unwrap()))
}

#[tokio::test]
async fn three_hundred_half_open_connections_are_closed_on_time() {
    let server = Server::start(&Tree::twin(), SUMMER).await;
    let others = Bystander::start(&server, COUNT, |_| ());
    let address = server.address().trim_start_matches("http://").to_owned();
    let half_a_body = format!("{HEAD}Content-Length: 1000\r\n\r\n{{\"query\":");
    let half_a_chunk = format!("{HEAD}Transfer-Encoding: chunked\r\n\r\n40\r\n{{\"query\":");
    let beginnings: [(&str, String, &str); 6] = [
        ("nothing", String::new(), ""),
        ("half a method", "PO".to_owned(), ""),
        ("half a head", HEAD.to_owned(), ""),
        ("half a header", format!("{HEAD}X-Endless: aaaa"), ""),
        ("half a body", half_a_body, "REQUEST_TIMEOUT"),
        ("half a chunk", half_a_chunk, "REQUEST_TIMEOUT"),
    ];
    let mut open = JoinSet::new();
    for (name, sent, told) in beginnings {
        for _ in 0..50 {
            let (address, sent) = (address.clone(), sent.clone());
            open.spawn(async move { (name, told, leave_open(&address, &sent).await) });
        }
    }
    while let Some(closed) = open.join_next().await {
        let (name, told, (after, said)) = closed.unwrap();
        assert!(after < PATIENCE + SLACK, "{name} stayed open for {after:?}");
        assert!(after > PATIENCE / 2, "{name} was given only {after:?}");
        assert!(said.contains(told), "{name}: {said}");
        assert!(!said.starts_with("HTTP/1.1 5"), "{name}: {said}");
    }
    let served = others.leave().await;
    assert!(served.slowest < SLOW, "{served:?}");
}

#[tokio::test]
async fn dripping_does_not_buy_time() {
    let server = Server::start(&Tree::twin(), SUMMER).await;
    let address = server.address().trim_start_matches("http://").to_owned();
    let drip = async |start: &str| {
        let mut connection = TcpStream::connect(&address).await.unwrap();
        let opened = Instant::now();
        connection.write_all(start.as_bytes()).await.unwrap();
        let (mut answers, mut drops) = connection.split();
        let mut drop = interval(Duration::from_millis(100));
        let mut said = Vec::new();
        let closed = answers.read_to_end(&mut said);
        tokio::pin!(closed);
        loop {
            tokio::select! {
                _ = &mut closed => break,
                // What is sent after the server has closed gets nowhere.
                _ = drop.tick() => { let _ = drops.write_all(b"a").await; }
            }
            assert!(opened.elapsed() < PATIENCE + SLACK, "still open: {start}");
        }
        assert!(opened.elapsed() > PATIENCE / 2, "closed at once: {start}");
    };
    let header = format!("{HEAD}X-Endless: ");
    let body = format!("{HEAD}Content-Length: 100000\r\n\r\n");
    tokio::join!(drip("GET /"), drip(&header), drip(&body));
}
