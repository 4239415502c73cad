//! Sites together: a hub that answers for its members, whatever becomes of them.

mod bot;
mod demo;
mod hostile;
mod hubs;
mod stale;

use std::{fs, process::ExitStatus};

use finsam_tests::finsam::{Server, Tree};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The evening before something happens at the made-up site.
const CLOCK: &str = "2031-06-30T18:00:00+02:00";

const HEALTH: &str = "{ site(slug: \"exempel\") { health { state live documents why } } }";

/// A hub of our content, and the made-up site as its member.
struct Network {
    member_tree: Tree,
    member: Server,
    hub_tree: Tree,
    hub: Server,
    /// Where the hub is told of its member.
    settings: TempDir,
}

fn settings(settings: &TempDir, member: &str) -> String {
    let path = settings.path().join("members.toml");
    let text =
        format!("allow = [\"127.0.0.1\"]\n\n[[member]]\nsite = \"exempel\"\napi = \"{member}\"\n");
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

async fn hub(tree: &Tree, members: &str) -> Server {
    let settings = ["--clock", CLOCK, "--listen", "127.0.0.1:0", "--members", members];
    Server::start_with(tree, &settings).await
}

impl Network {
    async fn start() -> Self {
        let (member_tree, hub_tree) = (Tree::twin(), Tree::content());
        let member = Server::start(&member_tree, CLOCK).await;
        let folder = tempfile::tempdir().unwrap();
        let hub = hub(&hub_tree, &settings(&folder, &member.api())).await;
        let network = Self { member_tree, member, hub_tree, hub, settings: folder };
        // What was read is taken in a moment later.
        let is_there = |data: &Value| data["person"] != Value::Null;
        network.hub.until("{ person(slug: \"testa-testsson\") { id } }", is_there).await;
        network
    }

    /// Starts the hub again, whatever its members do meanwhile.
    async fn restart_hub(self) -> (Self, ExitStatus) {
        let Self { member_tree, member, hub_tree, hub: before, settings } = self;
        let ended = before.stop().await;
        let members = settings.path().join("members.toml");
        let hub = hub(&hub_tree, members.to_str().unwrap()).await;
        (Self { member_tree, member, hub_tree, hub, settings }, ended)
    }
}

/// What both sites have, by lists, look-ups, search and the question box.
const ALL: &str = "{
    seminars(first: 3, filter: { site: [\"exempel\"] }) { totalCount nodes { title site { slug } } }
    person(slug: \"testa-testsson\") { name site { name } appearances { seminar { title } } }
    search(query: \"provfrukost\", site: \"exempel\", first: 1) { totalCount nodes { node { label } } }
    ask(question: \"Vem är Testa Testsson?\", at: \"2031-06-30T18:00:00+02:00\") { text }
}";

#[tokio::test]
async fn a_hub_answers_for_its_member_as_the_member_does() {
    let network = Network::start().await;
    let at_the_member = network.member.query(ALL).await;
    assert_eq!(network.hub.query(ALL).await, at_the_member);
    let sites = network.hub.query("{ sites { nodes { slug url } } }").await;
    let expected = json!([
        { "slug": "finsam", "url": network.hub.address() },
        { "slug": "exempel", "url": network.member.address() },
    ]);
    assert_eq!(sites["sites"]["nodes"], expected);
    // Our own content is there as before.
    let own = "{ seminars(filter: { site: [\"finsam\"] }) { totalCount } }";
    assert!(network.hub.query(own).await["seminars"]["totalCount"].as_u64() > Some(0));
    // A member's node has one id, and goes by it at either.
    let node = "{ person(slug: \"testa-testsson\") { id url } }";
    assert_eq!(network.hub.query(node).await, network.member.query(node).await);
}

#[tokio::test]
async fn what_is_edited_at_a_member_is_seen_at_the_hub() {
    let network = Network::start().await;
    let title = "{ seminar(slug: \"provfrukost-2031\", site: \"exempel\") { title } }";
    let path = "seminars/provfrukost-2031.md";
    let text = network.member_tree.read(path);
    let line = text.lines().find(|line| line.starts_with("title")).unwrap();
    network.member_tree.replace(path, line, "title = \"Nyprovad frukost\"");
    let is_new = |data: &Value| data["seminar"]["title"] == "Nyprovad frukost";
    network.hub.until(title, is_new).await;
    network.member_tree.delete(path);
    network.hub.until(title, |data| data["seminar"].is_null()).await;
}

#[tokio::test]
async fn a_member_that_is_down_is_answered_for_also_after_a_restart() {
    let network = Network::start().await;
    let before = network.hub.query(ALL).await;
    network.member.signal("KILL").await;
    let is_down = |data: &Value| data["site"]["health"]["state"] == "FAILING";
    let (_, health) = network.hub.until(HEALTH, is_down).await;
    let why = health["site"]["health"]["why"].as_str().unwrap();
    assert!(why.contains("cannot be reached"), "{why}");
    assert_eq!(network.hub.query(ALL).await, before);
    let (network, ended) = network.restart_hub().await;
    assert!(ended.success());
    assert_eq!(network.hub.query(ALL).await, before);
    let health = network.hub.query(HEALTH).await;
    assert_eq!(health["site"]["health"]["live"], false);
}

#[tokio::test]
async fn the_same_person_of_two_sites_is_one() {
    let network = Network::start().await;
    let ours = "people/testa-t.md";
    network
        .hub_tree
        .write(ours, "+++\nname = \"Testa T\"\nsameAs = \"exempel/testa-testsson\"\n+++\n");
    let query = "{ person(slug: \"testa-t\") { id name otherNames sites { slug }
        claims(field: \"name\") { value followed site { slug } } } }";
    let (_, data) =
        network.hub.until(query, |data| data["person"]["sites"][1] != Value::Null).await;
    let theirs = network.member.query("{ person(slug: \"testa-testsson\") { id name } }").await;
    assert_eq!(data["person"]["id"], theirs["person"]["id"]);
    assert_eq!(data["person"]["name"], theirs["person"]["name"]);
    assert_eq!(data["person"]["sites"], json!([{ "slug": "exempel" }, { "slug": "finsam" }]));
    let claims = json!([{ "value": "Testa T", "followed": false, "site": { "slug": "finsam" } }]);
    assert_eq!(data["person"]["claims"], claims);
    network.hub_tree.delete(ours);
    network.hub.until(query, |data| data["person"].is_null()).await;
}

#[tokio::test]
async fn a_site_that_is_not_who_it_should_be_is_refused() {
    let (tree, hub_tree) = (Tree::content(), Tree::content());
    hub_tree.replace("site.md", "slug = \"finsam\"", "slug = \"navet\"");
    let member = Server::start(&tree, CLOCK).await;
    let folder = tempfile::tempdir().unwrap();
    let hub = hub(&hub_tree, &settings(&folder, &member.api())).await;
    let is_refused = |data: &Value| data["site"]["health"]["state"] == "FAILING";
    let (_, health) = hub.until(HEALTH, is_refused).await;
    assert_eq!(health["site"]["health"]["why"], "it says that it is finsam");
    let own = "{ seminars(filter: { site: [\"finsam\"] }) { totalCount } }";
    assert_eq!(hub.query(own).await["seminars"]["totalCount"], 0);
}
