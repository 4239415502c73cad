//! Saved queries as other people's programs read them: calendars, feeds, linked data, sheets; and a
//! calendar that subscribes while a seminar is edited.
//!
//! What is needed is installed by `tests/run`: npm packages in `formats/node`, Python packages in
//! `formats/python/.venv`.

use std::{
    fs::{self, File},
    path::PathBuf,
    process::Stdio,
    time::{Duration, SystemTime},
};

use finsam_tests::finsam::{SOON, Server, Tree};
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
    time::timeout,
};

/// Only so that a test ends.
const TOOL: Duration = Duration::from_secs(120);

const SUMMER: &str = "2031-07-01T07:15:00+02:00";

fn node(script: &str) -> Command {
    let folder = tools("node");
    assert!(folder.join("node_modules").exists(), "run tests/run, or: npm ci --prefix {folder:?}");
    let mut node = Command::new("node");
    node.arg(folder.join(script)).kill_on_drop(true);
    node
}

fn python(script: &str) -> Command {
    let folder = tools("python");
    let python = folder.join(".venv/bin/python");
    assert!(python.exists(), "tests/run makes {python:?}");
    let mut python = Command::new(python);
    python.arg(folder.join(script)).kill_on_drop(true);
    python
}

fn tools(language: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "formats", language].iter().collect()
}

/// Runs a tool to its end; it must be content.
async fn run(mut tool: Command) {
    let output = timeout(TOOL, tool.output()).await.unwrap().unwrap();
    let (printed, complained) = (output.stdout, output.stderr);
    let told = [printed, complained].map(|told| String::from_utf8_lossy(&told).into_owned());
    assert!(output.status.success(), "{}", told.join("\n"));
}

/// Every saved query with documents, in each of these formats; of the twin and of what we publish.
async fn checked(tool: fn(&str) -> Command, script: &str, formats: &[&str]) {
    let queries: [(Tree, &str, &[&str]); 2] = [
        (
            Tree::content(),
            "2018-07-01T07:15:00+02:00",
            &[
                "upcoming?",
                "calendar?",
                "calendar?person=leif-klingensjo",
                "person?slug=lisa-prytz",
                "topic?slug=nollplacerad",
                "organisation?slug=finsam",
                "seminar?slug=vagen-till-ett-vardigt-liv-2018",
                "search?words=nollplacerade",
                "site?slug=finsam",
            ],
        ),
        (
            Tree::twin(),
            SUMMER,
            &["upcoming?", "today?", "week?", "calendar?", "calendar?alarm=15m&alarm=1d&allday=1"],
        ),
    ];
    for (tree, clock, queries) in queries {
        let server = Server::start(&tree, clock).await;
        let mut tool = tool(script);
        tool.arg(format!("{}/q/", server.address()));
        for format in formats {
            for query in queries {
                let (name, parameters) = query.split_once('?').unwrap();
                if *format == "ics" || !parameters.contains("alarm") {
                    tool.arg(format!("{name}.{format}?{parameters}"));
                }
            }
            if *format != "ics" {
                tool.arg(format!("news.{format}?first=50"));
            }
        }
        run(tool).await;
    }
}

#[tokio::test]
async fn node_reads_calendars_feeds_and_linked_data() {
    checked(node, "check.mjs", &["ics", "rss", "atom", "feed.json", "jsonld"]).await;
}

#[tokio::test]
async fn python_reads_calendars_feeds_and_sheets() {
    checked(python, "check.py", &["ics", "rss", "atom", "csv"]).await;
}

/// A calendar that subscribes.
struct Subscriber {
    _process: Child,
    asks: ChildStdin,
    holds: Lines<BufReader<ChildStdout>>,
}

impl Subscriber {
    fn start(mut program: Command) -> Self {
        let mut process = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let asks = process.stdin.take().unwrap();
        let holds = BufReader::new(process.stdout.take().unwrap()).lines();
        Self { _process: process, asks, holds }
    }

    /// What it holds of one night after looking anew: exactly one event.
    async fn looks(&mut self, address: &str) -> Value {
        self.asks.write_all(format!("{address}\n").as_bytes()).await.unwrap();
        let line = timeout(TOOL, self.holds.next_line()).await.unwrap().unwrap();
        let events: Vec<Value> = serde_json::from_str(&line.expect("it goes on")).unwrap();
        assert_eq!(events.len(), 1, "{events:?}");
        events.into_iter().next().unwrap()
    }
}

/// Writes a document whole, as if it had been written so many minutes after the first time: nobody
/// has to wait for another second to come.
fn write_at(tree: &Tree, document: &str, text: &str, minutes: u64) {
    let first = SystemTime::UNIX_EPOCH + Duration::from_secs(1_900_000_000);
    let draft = tree.path().join("seminars/.draft");
    fs::write(&draft, text).unwrap();
    let file = File::options().write(true).open(&draft).unwrap();
    file.set_modified(first + Duration::from_secs(minutes * 60)).unwrap();
    fs::rename(&draft, tree.path().join(document)).unwrap();
}

#[tokio::test]
async fn a_subscriber_sees_one_event_whatever_becomes_of_it() {
    let tree = Tree::twin();
    let night = |start: &str, more: &str, title: &str| {
        format!(
            "+++\ntitle = \"{title}\"\nstartsAt = {start}\nformat = \"lecture\"\n\
             venue = \"vantsalen\"\nterms = [\"nattvantan\"]\n{more}+++\n\nOm natten.\n"
        )
    };
    tree.write(
        "terms/nattvantan.md",
        "+++\nname = \"nattväntan\"\ndefinition = \"Påhittad.\"\n+++\n",
    );
    // The hour from two to three comes twice that night; this is the first.
    let (first, second) = ("2031-10-26T02:30:00+02:00", "2031-10-26T02:30:00+01:00");
    let (old, new) =
        ("seminars/natten-nar-klockan-gar-om.md", "seminars/natten-med-en-timme-till.md");
    write_at(&tree, old, &night(first, "", "Natten"), 0);
    let server = Server::start(&tree, SUMMER).await;
    let address = format!("{}/q/calendar.ics?term=nattvantan", server.address());
    let mut subscribers =
        [Subscriber::start(node("subscribe.mjs")), Subscriber::start(python("subscribe.py"))];

    let formerly = "formerly = [\"natten-nar-klockan-gar-om\"]\n";
    let cancelled =
        format!("{formerly}status = \"cancelled\"\nstatusNote = \"Ingen kom på det.\"\n");
    let steps: [(&str, String, &str, &str, &str); 6] = [
        (old, night(first, "", "Natten"), "Natten", "CONFIRMED", "2031-10-26T00:30:00.000Z"),
        // An edit.
        (
            old,
            night(first, "", "Långa natten"),
            "Långa natten",
            "CONFIRMED",
            "2031-10-26T00:30:00.000Z",
        ),
        // A rename.
        (
            new,
            night(first, formerly, "Långa natten"),
            "Långa natten",
            "CONFIRMED",
            "2031-10-26T00:30:00.000Z",
        ),
        // A move, by the hour that has the same name.
        (
            new,
            night(second, formerly, "Långa natten"),
            "Långa natten",
            "CONFIRMED",
            "2031-10-26T01:30:00.000Z",
        ),
        // A cancellation.
        (
            new,
            night(second, &cancelled, "Långa natten"),
            "Inställt: Långa natten",
            "CANCELLED",
            "2031-10-26T01:30:00.000Z",
        ),
        // A return, to the letter what it was before.
        (
            new,
            night(second, formerly, "Långa natten"),
            "Långa natten",
            "CONFIRMED",
            "2031-10-26T01:30:00.000Z",
        ),
    ];
    let mut before: Option<Value> = None;
    for (nth, (document, text, summary, status, start)) in steps.into_iter().enumerate() {
        if nth > 0 {
            write_at(&tree, document, &text, nth as u64 * 10);
            if document == new && tree.path().join(old).exists() {
                tree.delete(old);
            }
        }
        let slug = document.trim_start_matches("seminars/").trim_end_matches(".md");
        let shown = |data: &Value| {
            let seminar = &data["seminars"]["nodes"][0];
            let told = if status == "CANCELLED" { "CANCELLED" } else { "PLANNED" };
            let title = summary.trim_start_matches("Inställt: ");
            let offset = if start.contains("T00:") { "+02:00" } else { "+01:00" };
            seminar["slug"] == slug
                && seminar["title"] == title
                && seminar["status"] == told
                && seminar["startsAt"].as_str().is_some_and(|at| at.ends_with(offset))
        };
        let query = "{ seminars(filter: { term: \"nattvantan\" }) { nodes { slug title status startsAt } } }";
        timeout(SOON, server.until(query, shown)).await.unwrap();
        let mut seen = Vec::new();
        for subscriber in &mut subscribers {
            seen.push(subscriber.looks(&address).await);
        }
        assert_eq!(seen[0], seen[1], "two libraries hold the same");
        let now = seen.remove(0);
        assert_eq!((&now["summary"], &now["status"]), (&summary.into(), &status.into()));
        assert_eq!(now["start"], start);
        assert!(now["url"].as_str().unwrap().ends_with(slug), "{now}");
        if let Some(before) = &before {
            assert_eq!(now["uid"], before["uid"]);
            assert!(now["sequence"].as_i64() > before["sequence"].as_i64(), "{before} then {now}");
        }
        before = Some(now);
    }
}
