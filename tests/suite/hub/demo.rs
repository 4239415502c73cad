//! A network in a box: `finsam demo`, and what is on its disk afterwards.

use std::{fs, path::Path};

use finsam_tests::finsam::{Demo, Server, Tree};
use serde_json::{Value, json};

const SITES: u16 = 3;

/// What all sites have in common, and what only one has.
const ALL: &str = "{
    seminars(first: 50) { totalCount nodes { id title sites { slug } } }
    organisation(slug: \"exempelverket\", site: \"navet\") { sites { slug } }
    sunnanglanta: seminars(filter: { site: [\"sunnanglanta\"] }) { totalCount }
}";

const FIRST: &str = "{ site(slug: \"nordanvind\") {
    health { state live documents why heardAt }
} seminars(first: 50, filter: { site: [\"nordanvind\"] }) { nodes { title } } }";

fn state(data: &Value) -> &str {
    data["site"]["health"]["state"].as_str().unwrap()
}

fn has_title(data: &Value, title: &str) -> bool {
    let nodes = data["seminars"]["nodes"].as_array().unwrap();
    nodes.iter().any(|node| node["title"] == title)
}

/// The title between quotation marks.
fn title(answer: &str) -> String {
    answer.split('"').nth(1).unwrap().to_owned()
}

async fn synced(folder: &Path) -> Demo {
    let mut demo = Demo::start_in(folder, SITES).await;
    demo.says("All members are read").await;
    demo
}

#[tokio::test]
async fn an_edit_at_a_member_is_seen_at_the_hub_before_and_after_it_was_down() {
    let folder = tempfile::tempdir().unwrap();
    let mut demo = synced(folder.path()).await;
    let first = title(&demo.control("edit nordanvind", "nordanvind: seminars/").await);
    assert!(first.ends_with("(ändring 1)"), "{first}");
    demo.hub.until(FIRST, |data| has_title(data, &first)).await;

    let answer = demo.control("break nordanvind", "nordanvind").await;
    assert_eq!(answer, "nordanvind is down");
    let (_, data) = demo.hub.until(FIRST, |data| state(data) == "FAILING").await;
    assert!(has_title(&data, &first), "what it had is still there");
    let why = data["site"]["health"]["why"].as_str().unwrap();
    assert!(why.ends_with("cannot be reached"), "{why}");
    let missed = title(&demo.control("edit nordanvind", "nordanvind: seminars/").await);

    demo.control("mend nordanvind", "nordanvind is well").await;
    demo.control("confirm", "asks everybody").await;
    let is_back = |data: &Value| state(data) == "WELL" && has_title(data, &missed);
    demo.hub.until(FIRST, is_back).await;
    // It tells by itself again.
    demo.hub.until(FIRST, |data| data["site"]["health"]["live"] == true).await;
    let last = title(&demo.control("edit 1", "nordanvind: seminars/").await);
    demo.hub.until(FIRST, |data| has_title(data, &last)).await;
}

/// What those who follow a copy, a page or a programme ask.
fn stored_operations() -> Vec<String> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../schema/operations"));
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let operations = files.filter(|path| path.extension().is_some_and(|end| end == "graphql"));
    operations.map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[tokio::test]
async fn everything_is_answered_with_its_age_when_members_are_down() {
    let folder = tempfile::tempdir().unwrap();
    let mut demo = synced(folder.path()).await;
    let operations = stored_operations();
    assert!(operations.len() > 10);
    let mut before = Vec::new();
    for operation in &operations {
        before.push(demo.hub.data(operation).await);
    }
    demo.control("break 1-2", "2 sites are down").await;
    let health = "{ sites { nodes { slug health { state heardAt } } } }";
    let are_down = |data: &Value| {
        let nodes = data["sites"]["nodes"].as_array().unwrap();
        nodes.iter().filter(|site| site["health"]["state"] == "FAILING").count() == 2
    };
    let (_, data) = demo.hub.until(health, are_down).await;
    for site in data["sites"]["nodes"].as_array().unwrap() {
        assert_eq!(site["health"].is_null(), site["slug"] == "navet");
        assert_eq!(site["health"]["heardAt"].is_null(), site["slug"] == "navet", "{site}");
    }
    for (operation, before) in operations.iter().zip(before) {
        let now = demo.hub.data(operation).await;
        // Only how members are is told otherwise.
        if before["sites"].is_null() {
            assert_eq!(now, before, "{operation}");
        }
    }
}

#[tokio::test]
async fn a_member_that_is_broken_otherwise_is_told_of_and_answered_for() {
    let folder = tempfile::tempdir().unwrap();
    let mut demo = synced(folder.path()).await;
    let before = demo.hub.query(ALL).await;

    demo.control("break nordanvind garbage", "answering rubbish").await;
    // For a moment nobody was there at all, and after a failure it is asked seldom.
    demo.hub.until(FIRST, |data| state(data) == "FAILING").await;
    demo.control("confirm", "asks everybody").await;
    let is_rubbish = |data: &Value| {
        data["site"]["health"]["why"].as_str().is_some_and(|why| why.contains("cannot be read:"))
    };
    demo.hub.until(FIRST, is_rubbish).await;

    demo.control("break nordanvind empty", "is empty").await;
    demo.control("confirm", "asks everybody").await;
    demo.hub.until(FIRST, |data| data["site"]["health"]["documents"] == 0).await;
    // Without a word more: it could be taken for what disappears next.
    demo.control("mend nordanvind", "is well").await;
    demo.hub.until(ALL, |data| *data == before).await;

    // Now nobody says that it is meant.
    demo.control("break nordanvind empty", "is empty").await;
    let (_, data) = demo.hub.until(FIRST, |data| state(data) == "DOUBTED").await;
    assert_eq!(data["seminars"]["nodes"].as_array().unwrap().len(), 8);
    assert_eq!(demo.hub.query(ALL).await, before);
}

#[tokio::test]
async fn who_says_nothing_keeps_nobody_waiting() {
    let folder = tempfile::tempdir().unwrap();
    // More of them than are read at a time.
    let mut demo = Demo::start_in(folder.path(), 12).await;
    demo.says("All members are read").await;
    demo.control("break 1-10 hang", "10 sites are hanging").await;

    let in_folder = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (members, state) = (in_folder("members.toml"), in_folder("state/new"));
    let settings = ["--listen", "127.0.0.1:0", "--members", &members, "--state", &state];
    let hub = Server::start_with(&Tree::copy_of(&folder.path().join("hub")), &settings).await;
    let in_state = |data: &Value, state: &str| {
        let nodes = data["sites"]["nodes"].as_array().unwrap();
        nodes.iter().filter(|site| site["health"]["state"] == state).count()
    };
    let health = "{ sites(first: 20) { nodes { health { state } } } }";
    let (_, data) = hub.until(health, |data| in_state(data, "WELL") == 2).await;
    // They are still being waited for.
    assert_eq!(in_state(&data, "NEW"), 10);
}

#[tokio::test]
async fn a_plain_server_serves_the_hub_when_all_its_members_are_gone() {
    let folder = tempfile::tempdir().unwrap();
    let demo = synced(folder.path()).await;
    let before = demo.hub.query(ALL).await;
    assert!(demo.hub.stop().await.success());

    let in_folder = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (members, state) = (in_folder("members.toml"), in_folder("state/hub"));
    let settings = ["--listen", "127.0.0.1:0", "--members", &members, "--state", &state];
    let hub = Server::start_with(&Tree::copy_of(&folder.path().join("hub")), &settings).await;
    assert_eq!(hub.query(ALL).await, before);
}

#[tokio::test]
async fn what_was_edited_is_there_the_next_time() {
    let folder = tempfile::tempdir().unwrap();
    let mut demo = synced(folder.path()).await;
    let first = title(&demo.control("edit nordanvind", "nordanvind: seminars/").await);
    demo.type_in("quit").await;
    assert!(demo.hub.ended().await.success());
    let demo = synced(folder.path()).await;
    demo.hub.until(FIRST, |data| has_title(data, &first)).await;
}

#[tokio::test]
async fn it_goes_on_when_nobody_types_any_more_and_leaves_nothing() {
    let parent = tempfile::tempdir().unwrap();
    let mut demo = Demo::start_beside(parent.path(), SITES).await;
    assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 1);
    demo.hang_up();
    demo.says("All members are read").await;
    let sites = demo.hub.query("{ sites { totalCount } }").await;
    assert_eq!(sites, json!({ "sites": { "totalCount": 4 } }));
    assert!(demo.hub.stop().await.success());
    assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn what_cannot_be_done_is_told() {
    let parent = tempfile::tempdir().unwrap();
    let mut demo = Demo::start_beside(parent.path(), SITES).await;
    demo.control("break frostvik", "no such site").await;
    demo.control("break 4", "no such site").await;
    demo.control("break 1 gently", "down, hang, slow, garbage or empty").await;
    demo.control("brake 1", "no control").await;
    demo.control("help", "mend SITES").await;
    demo.control("break 1-3 hang", "3 sites are hanging").await;
    demo.control("sites", "ostanskog").await;
}
