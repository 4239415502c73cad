//! What a hub says of answers that rest on a member it cannot hear.

use finsam_tests::finsam::{SOON, Server};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::{CLOCK, Network, hub};

/// What is at the member alone, at the hub alone, and at both.
const THEIRS: &str = "{ person(slug: \"testa-testsson\") { name } }";
const OURS: &str = "{ seminars(filter: { site: [\"finsam\"] }, first: 1) { nodes { title } } }";
const NOTHING: &str = "{ seminars(filter: { on: \"2040-01-01\" }) { totalCount } }";

/// The answer to a query, when what is said beside it is as wanted.
async fn answer(hub: &Server, query: &str, wanted: impl Fn(Option<&Value>) -> bool) -> Value {
    let started = Instant::now();
    loop {
        let answer = hub.answer(query).await;
        if wanted(answer.get("extensions")) {
            return answer;
        }
        assert!(started.elapsed() < SOON, "never as wanted: {answer}");
    }
}

#[tokio::test]
async fn an_answer_says_that_a_member_was_not_heard_of_until_it_is_again() {
    let network = Network::start().await;
    let well = answer(&network.hub, THEIRS, |said| said.is_none()).await;
    network.member.signal("KILL").await;
    let is_old = |said: Option<&Value>| {
        said.is_some_and(|said| said["stale"][0]["state"] == "FAILING" && said["staleCount"] == 1)
    };
    let old = answer(&network.hub, THEIRS, is_old).await;
    assert_eq!(old["data"], well["data"]);
    let said = &old["extensions"]["stale"][0];
    let query = "{ site(slug: \"exempel\") { slug name health { heardAt } } }";
    let site = &network.hub.query(query).await["site"];
    assert_eq!(said["site"], site["slug"]);
    assert_eq!(said["name"], site["name"]);
    assert_eq!(said["heardAt"], site["health"]["heardAt"]);
    assert!(said["heardAt"].is_string(), "{said}");
    // That nothing is on rests on everybody; what is ours does not.
    assert!(is_old(network.hub.answer(NOTHING).await.get("extensions")));
    assert_eq!(network.hub.answer(OURS).await.get("extensions"), None);

    // Who starts again knows it of before.
    let heard_at = said["heardAt"].clone();
    let (network, _) = network.restart_hub().await;
    let old = network.hub.answer(THEIRS).await;
    assert_eq!(
        (&old["data"], &old["extensions"]["stale"][0]["heardAt"]),
        (&well["data"], &heard_at)
    );

    let address = network.member.address().trim_start_matches("http://").to_owned();
    let _again = Server::start_on(&network.member_tree, CLOCK, &address).await;
    assert_eq!(answer(&network.hub, THEIRS, |said| said.is_none()).await, well);
}

#[tokio::test]
async fn a_member_that_was_never_heard_of_is_missing_from_what_there_is() {
    let tree = finsam_tests::finsam::Tree::content();
    let folder = tempfile::tempdir().unwrap();
    // Nothing listens there.
    let hub = hub(&tree, &super::settings(&folder, "http://127.0.0.1:9/graphql")).await;
    let is_said = |said: Option<&Value>| {
        said.is_some_and(|said| {
            let expected = json!([{
                "site": "exempel", "name": "exempel", "state": "FAILING", "heardAt": null,
            }]);
            said["stale"] == expected
        })
    };
    answer(&hub, NOTHING, is_said).await;
    assert_eq!(hub.answer(OURS).await.get("extensions"), None);
}
