//! An instant after which answers are others: midnight, a start, an end, a publication. Somebody who
//! asks the same thing all the while gets what is right for each moment, however warm any cache is.

use std::time::Duration;

use finsam_tests::finsam::{SOON, Server, Tree};
use jiff::{SignedDuration, Timestamp};
use reqwest::{Method, header};
use tokio::time::Instant;

/// How long before the instant the server's clock starts; a machine too busy to be ready by then
/// gets the next one.
const LEADS: [Duration; 3] =
    [Duration::from_secs(4), Duration::from_secs(12), Duration::from_secs(36)];

/// How many answers after the instant are looked at.
const ENOUGH: u32 = 10;

/// Clocks of the process and of the test may be read this far apart.
const BLINK: Duration = Duration::from_millis(50);

/// Somebody who asks the same thing again and again over one connection, keeps the last answer, and
/// asks by turns whether it still holds and for a whole answer.
struct Reader<'a> {
    server: &'a Server,
    /// A query, or the path of a page.
    query: &'a str,
    kept: Option<Kept>,
    asked: u32,
    /// How often the kept answer still held.
    spared: u32,
}

#[derive(Clone, Debug)]
struct Kept {
    etag: String,
    body: String,
}

impl<'a> Reader<'a> {
    fn new(server: &'a Server, query: &'a str) -> Self {
        Self { server, query, kept: None, asked: 0, spared: 0 }
    }

    /// The answer now.
    async fn ask(&mut self) -> String {
        self.asked += 1;
        let request = match self.query.starts_with('/') {
            true => self.server.get(self.query),
            false => self.server.request(Method::GET).query(&[("query", self.query)]),
        };
        let kept = self.kept.as_ref().filter(|_| self.asked.is_multiple_of(2));
        let request = match kept {
            Some(kept) => request.header(header::IF_NONE_MATCH, &kept.etag),
            None => request,
        };
        let response = request.send().await.unwrap();
        let etag = response.headers().get(header::ETAG).map(|etag| etag.to_str().unwrap());
        let etag = etag.map(str::to_owned);
        if response.status() == 304 {
            let kept = kept.expect("only what is kept can be unchanged");
            assert_eq!(etag.as_ref(), Some(&kept.etag));
            self.spared += 1;
            return kept.body.clone();
        }
        assert_eq!(response.status(), 200);
        let body = response.text().await.unwrap();
        if let (Some(kept), Some(etag)) = (&self.kept, &etag) {
            assert_eq!(*etag == kept.etag, body == kept.body, "a tag names one answer: {etag}");
        }
        self.kept = etag.map(|etag| Kept { etag, body: body.clone() });
        body
    }
}

/// What a server says whose clock stands still at an instant.
async fn frozen_answer(tree: &Tree, at: Timestamp, query: &str) -> String {
    let server = Server::over_folder(tree, &at.to_string()).await;
    Reader::new(&server, query).ask().await
}

/// Asks a server whose clock runs over an instant, from before until after.
async fn check(tree: &Tree, instant: &str, query: &str) {
    let instant: Timestamp = instant.parse().unwrap();
    let old = frozen_answer(tree, instant - SignedDuration::from_secs(1), query).await;
    let new = frozen_answer(tree, instant, query).await;
    assert_ne!(old, new, "nothing happens at {instant}");
    for lead in LEADS {
        let clock = format!("{}+", instant - SignedDuration::try_from(lead).unwrap());
        let server = Server::over_folder(tree, &clock).await;
        if watch(&server, lead, query, &old, &new).await {
            return;
        }
    }
    panic!("the server was never ready before {instant}");
}

/// Whether the old answer was seen before the new one. That each came in its own time is certain
/// then, as nearly as can be known from outside when the server read its clock.
async fn watch(server: &Server, lead: Duration, query: &str, old: &str, new: &str) -> bool {
    let mut reader = Reader::new(server, query);
    let (mut seen_old, mut after) = (false, 0);
    let began = Instant::now();
    loop {
        let earliest = *server.clock_had_run(Instant::now()).start();
        let answer = reader.ask().await;
        let latest = *server.clock_had_run(Instant::now()).end();
        if latest + BLINK < lead {
            assert_eq!(answer, old, "too early, by {:?}", lead - latest);
        } else if earliest > lead + BLINK {
            assert_eq!(answer, new, "too late, by {:?}", earliest - lead);
            after += 1;
            if after == ENOUGH {
                assert!(reader.spared >= ENOUGH / 3, "what did not change was sent again");
                return seen_old;
            }
        } else {
            assert!(answer == old || answer == new, "neither of the two: {answer}");
        }
        seen_old |= answer == old;
        assert!(began.elapsed() < lead + SOON, "it never happens");
    }
}

#[tokio::test]
async fn at_midnight_today_is_another_day() {
    let query = r#"{
        seminars(filter: { when: TODAY }) { totalCount nodes { slug } }
        ask(question: "vad händer idag?") { text interpretation }
    }"#;
    check(&Tree::content(), "2018-07-05T00:00:00+02:00", query).await;
}

#[tokio::test]
async fn a_start_makes_it_now() {
    let query = r#"{ seminars(filter: { when: NOW }) { nodes { slug } } }"#;
    check(&Tree::content(), "2018-07-05T08:00:00+02:00", query).await;
}

#[tokio::test]
async fn an_end_makes_it_past() {
    let query = r#"{
        now: seminars(filter: { when: NOW }) { nodes { slug } }
        past: seminars(filter: { when: PAST }) { totalCount }
    }"#;
    check(&Tree::content(), "2018-07-05T08:50:00+02:00", query).await;
}

#[tokio::test]
async fn pages_keep_up_with_the_clock() {
    for path in ["/", "/program", "/program?vy=vecka"] {
        check(&Tree::content(), "2018-07-05T00:00:00+02:00", path).await;
    }
    check(&Tree::twin(), "2031-08-01T09:00:00+02:00", "/program?vy=lista").await;
}

#[tokio::test]
async fn a_publication_shows_what_was_not_there() {
    let query = r#"{ seminar(slug: "hostprov-2031") { title } seminars { totalCount } }"#;
    check(&Tree::twin(), "2031-08-01T09:00:00+02:00", query).await;
}

#[tokio::test]
async fn the_end_of_a_publication_takes_it_away() {
    let query = r#"{ seminar(slug: "hostprov-2031") { title } seminars { totalCount } }"#;
    check(&Tree::twin(), "2031-12-01T00:00:00+01:00", query).await;
}
