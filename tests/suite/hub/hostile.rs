//! Members that hurt, all at once, at one hub: each is told of by name and reason in `sites`, the
//! hub stays small, and what is ours or of a well member is as if they were not there.
//!
//! `hostile/cases` what they do and what is told of it · `hostile/member` what answers as they do ·
//! `hostile/wire` those who do not even speak HTTP.

mod cases;
mod member;
mod wire;

use std::{collections::BTreeMap, fs};

use finsam_tests::{
    finsam::{SOON, Server, Tree},
    programs,
};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{task::JoinSet, time::Instant};

use super::{ALL, CLOCK};
use cases::{Expected, KEY, LIMITS};
use member::{Member, Members};
use wire::Wire;

/// How much memory the hub may ever have held, in MiB.
const MOST_MIB: u64 = 256;

const SITES: &str = "query($after: String) { sites(first: 100, after: $after) {
    nodes { slug name url language editor health { state why live documents refused problems } }
    pageInfo { hasNextPage endCursor } } }";

/// What we have ourselves.
const OURS: &str = "{
    seminars(first: 5, filter: { site: [\"finsam\"] }) { totalCount nodes { title url } }
    people(first: 50, filter: { site: [\"finsam\"] }) { totalCount nodes { id name slug url } }
}";

/// Everybody, what is to be told of each, and what keeps them going.
struct Hostile {
    settings: TempDir,
    expected: BTreeMap<String, Expected>,
    members: Members,
    _wires: Vec<JoinSet<()>>,
}

/// Those who cannot be talked to, and why.
async fn unreachable(port: u16) -> (Vec<(&'static str, String, &'static str)>, Vec<JoinSet<()>>) {
    let mut all = vec![
        // What `localhost` leads to is found out when it is connected to.
        ("by-name", format!("http://localhost:{port}/by-name/graphql"), "localhost is not on the"),
        ("no-such-name", "http://finns.invalid/graphql".to_owned(), "cannot be reached"),
        ("nobody-there", "http://127.0.0.1:9/graphql".to_owned(), "cannot be reached"),
        (
            "word-in-address",
            format!("http://namn:{KEY}@127.0.0.1:9/graphql?key={KEY}"),
            "http://127.0.0.1:9/graphql cannot be reached",
        ),
    ];
    let mut wires = Vec::new();
    for (name, wire, why) in [
        ("closed", Wire::Closed, "cannot be reached"),
        ("closed-when-asked", Wire::ClosedWhenAsked, "cannot be reached"),
        ("half-a-head", Wire::HalfAHead, "cannot be reached"),
        ("head-for-ever", Wire::HeadForEver, "did not answer in time"),
        ("another-protocol", Wire::AnotherProtocol, "cannot be reached"),
    ] {
        let (api, serving) = wire::listening(wire).await;
        all.push((name, api, why));
        wires.push(serving);
    }
    (all, wires)
}

impl Hostile {
    async fn beside(twin: &Server) -> Self {
        let cases = cases::all();
        let mut text = format!(
            "allow = [\"127.0.0.1\"]\n{LIMITS}\n[[member]]\nsite = \"exempel\"\napi = \"{}\"\n",
            twin.api()
        );
        let (mut expected, mut members) = (BTreeMap::new(), BTreeMap::new());
        let mut hubs = Vec::new();
        for case in cases {
            hubs.push((case.name, case.is_hub));
            assert!(members.insert(case.name.to_owned(), case.member).is_none(), "{}", case.name);
            expected.insert(case.name.to_owned(), case.expected);
        }
        members.insert("trap".to_owned(), Member::new());
        let members = Members::start(members).await;
        let port = members.port();
        let add = |site: &str, api: &str, is_hub: bool| {
            format!(
                "[[member]]\nsite = \"{site}\"\napi = \"{api}\"\nkey = \"{KEY}\"\nhub = {is_hub}\n"
            )
        };
        for (site, is_hub) in hubs {
            text += &add(site, &format!("http://127.0.0.1:{port}/{site}/graphql"), is_hub);
        }
        let (unreachable, wires) = unreachable(port).await;
        for (site, api, why) in unreachable {
            text += &add(site, &api, false);
            let told = Expected {
                state: "FAILING",
                why,
                documents: 0,
                refused: 0,
                problems: None,
                live: None,
            };
            expected.insert(site.to_owned(), told);
        }
        let settings = tempfile::tempdir().unwrap();
        fs::write(settings.path().join("members.toml"), text).unwrap();
        Self { settings, expected, members, _wires: wires }
    }
}

impl Expected {
    /// What is told otherwise, if anything is.
    fn but(&self, health: &Value) -> Option<String> {
        let state = health["state"].as_str().unwrap_or_default();
        let is_suspended = self.state == "FAILING" && state == "SUSPENDED";
        let why = health["why"].as_str().unwrap_or_default();
        let is_why = if self.why.is_empty() { why.is_empty() } else { why.contains(self.why) };
        let is_expected = (state == self.state || is_suspended)
            && is_why
            && health["documents"] == self.documents
            && health["refused"] == self.refused
            && self.problems.is_none_or(|problems| health["problems"] == problems)
            && self.live.is_none_or(|live| health["live"] == live);
        (!is_expected).then(|| format!("{health}, not {} {:?}", self.state, self.why))
    }
}

/// All sites, by their short names.
async fn sites(hub: &Server) -> BTreeMap<String, Value> {
    let (mut sites, mut after) = (BTreeMap::new(), Value::Null);
    loop {
        let body = json!({ "query": SITES, "variables": { "after": after } });
        let response = hub.request(reqwest::Method::POST).json(&body).send().await.unwrap();
        let mut page: Value = response.json().await.unwrap();
        assert_eq!(page.get("errors"), None);
        for site in page["data"]["sites"]["nodes"].as_array().unwrap() {
            sites.insert(site["slug"].as_str().unwrap().to_owned(), site.clone());
        }
        after = page["data"]["sites"]["pageInfo"]["endCursor"].take();
        if page["data"]["sites"]["pageInfo"]["hasNextPage"] == false {
            return sites;
        }
    }
}

/// The sites, when everything is told of them that is to be.
async fn told(hub: &Server, expected: &BTreeMap<String, Expected>) -> BTreeMap<String, Value> {
    let started = Instant::now();
    loop {
        let sites = sites(hub).await;
        let otherwise: Vec<String> = expected
            .iter()
            .filter_map(|(site, expected)| {
                let told = sites.get(site).map_or(Value::Null, |site| site["health"].clone());
                Some(format!("{site}: {}", expected.but(&told)?))
            })
            .collect();
        if otherwise.is_empty() {
            return sites;
        }
        assert!(started.elapsed() < 2 * SOON, "never told:\n{}", otherwise.join("\n"));
    }
}

#[tokio::test]
async fn members_that_hurt_are_told_of_and_hurt_nobody() {
    let (twin_tree, tree) = (Tree::twin(), Tree::content());
    let (twin, alone) = tokio::join!(Server::start(&twin_tree, CLOCK), Server::start(&tree, CLOCK));
    let hostile = Hostile::beside(&twin).await;
    let settings = hostile.settings.path().join("members.toml");
    let hub = super::hub(&tree, settings.to_str().unwrap()).await;
    let sites = told(&hub, &hostile.expected).await;
    assert!(sites.len() > 80, "{} sites", sites.len());
    assert_eq!(hub.query(ALL).await, twin.query(ALL).await);
    untouched(&hub, &alone).await;
    shown(&sites);
    quiet(&hub, &hostile.members);
    confirmed(&hub, &hostile.members).await;
    let memory = hub.memory();
    println!("{} sites, at most {} MiB", sites.len(), memory.peak_mib);
    assert!(memory.peak_mib <= MOST_MIB, "{memory:?}");
}

/// What is ours shows as it does without a network, and what others say of it is told as theirs.
async fn untouched(hub: &Server, alone: &Server) {
    let own = |data: Value| data.to_string().replace(hub.address(), alone.address());
    assert_eq!(own(hub.query(OURS).await), alone.query(OURS).await.to_string());
    let claims = "{ person(slug: \"anders-knape\") { name sites { slug }
        claims(field: \"name\") { value followed site { slug } } } }";
    let person = &hub.query(claims).await["person"];
    assert_eq!(person["name"], "Anders Knape");
    assert_eq!(person["sites"], json!([{ "slug": "finsam" }, { "slug": "same-as-ours" }]));
    let claims = person["claims"].as_array().unwrap();
    assert!(!claims.is_empty());
    for claim in claims {
        assert_eq!(claim["site"]["slug"], "same-as-ours");
        assert_eq!(claim["followed"], false);
    }
}

/// Nothing is shown that only the operator may know, nor what does harm where it is shown.
fn shown(sites: &BTreeMap<String, Value>) {
    for (slug, site) in sites {
        let text = site.to_string();
        assert!(!text.contains(KEY), "{slug}");
        assert!(text.len() < 1500, "{slug}: {} bytes", text.len());
        let why = site["health"]["why"].as_str().unwrap_or_default();
        assert!(!why.chars().any(char::is_control), "{slug}: {why:?}");
    }
    assert_eq!(sites["long-name"]["name"], "long-name");
    let acts = &sites["name-that-acts"];
    assert_eq!((&acts["name"], &acts["language"]), (&json!("name-that-acts"), &json!("sv")));
    assert_eq!(acts["editor"], Value::Null);
    assert!(acts["url"].as_str().unwrap().starts_with("http://127.0.0.1"), "{acts}");
}

/// Who keeps the hub waiting for a subscription is read all the same when the hub is told to; and
/// then it believes who lost everything.
async fn confirmed(hub: &Server, members: &Members) {
    hub.signal("HUP").await;
    let empty = "{ site(slug: \"suddenly-empty\") { health { state documents } } }";
    let is_believed = |data: &Value| {
        data["site"]["health"] == json!({ "state": "WELL", "documents": 0 })
            && ["never-listens", "no-events"].iter().all(|site| members.rounds(site).len() > 1)
    };
    hub.until(empty, is_believed).await;
}

/// Nobody gets the hub to ask more often than it wants to, or where it should not; and what it
/// writes to its log is short and without keys.
fn quiet(hub: &Server, members: &Members) {
    for site in ["trap", "by-name"] {
        assert_eq!(members.rounds(site).len(), 0, "{site}");
    }
    for loud in ["shouts", "only-comments", "garbage-events", "ends-at-once"] {
        let rounds = members.rounds(loud);
        let (Some(first), Some(last)) = (rounds.first(), rounds.last()) else {
            panic!("{loud} is never read");
        };
        let most = (*last - *first).as_millis() / 240 + 1;
        assert!(rounds.len() as u128 <= most, "{loud}: {} rounds of {most}", rounds.len());
    }
    let said = hub.said();
    assert!(!said.contains(KEY));
    let longest = said.lines().map(str::len).max().unwrap_or_default();
    assert!(longest < 1000, "a line of {longest} bytes");
}

#[tokio::test]
async fn a_private_address_is_no_member_unless_it_is_allowed() {
    let tree = Tree::twin();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("members.toml");
    for api in ["http://127.0.0.1:1/graphql", "http://10.0.0.1/graphql", "http://[::1]/graphql"] {
        fs::write(&path, format!("[[member]]\nsite = \"norr\"\napi = \"{api}\"\n")).unwrap();
        let mut command = programs::command("finsam");
        command.arg("--content").arg(tree.path()).current_dir(folder.path());
        command.args(["--listen", "127.0.0.1:0", "--members"]).arg(&path);
        let ended = tokio::time::timeout(SOON, command.output()).await.unwrap().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(!ended.status.success());
        assert!(said.contains("is not on the public internet"), "{api}: {said}");
    }
}
