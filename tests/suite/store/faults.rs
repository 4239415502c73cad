//! What becomes of a server when the way to its database is broken: readers notice nothing, operators do,
//! and once it is mended the server has caught up within seconds.

use std::time::Duration;

use finsam_tests::{
    cable::{Cable, Way},
    finsam::Server,
    postgres::{Postgres, url_on},
};
use tokio::time::{Instant, timeout};

use super::{SUMMER, person, push, tree_of};

/// How soon a server has caught up, by docs/stores.md, with room for a busy machine.
const RECOVERY: Duration = Duration::from_secs(5);

async fn breaks_and_mends(way: Way) {
    let (tree, postgres) = (tree_of(3), Postgres::start().await);
    push(&tree.path(), &postgres.url()).await;
    let cable = Cable::to(postgres.port()).await;
    let node = Server::over_store(&url_on(cable.port()), SUMMER).await;
    let _ = cable.most_connections();

    cable.be(way);
    tree.write("people/p-00001.md", &person("Ny Namnsson"));
    push(&tree.path(), &postgres.url()).await;
    // It is old by the clock, while everything is answered.
    let names = "{ people { nodes { name } } }";
    // So long that whoever waits patiently is caught in it.
    let old = if matches!(way, Way::Slow(_)) { 3 } else { 7 };
    let is_old =
        |store: &serde_json::Value| store["ageSeconds"].as_u64().is_some_and(|age| age >= old);
    let ready = node.until_ready(|ready| is_old(&ready["store"])).await;
    assert_eq!(ready["status"], "ready", "{ready}");
    if !matches!(way, Way::Slow(_)) {
        assert_eq!(ready["store"]["answers"], false, "{ready}");
        let old = node.query(names).await.to_string();
        assert!(old.contains("Person 1") && !old.contains("Ny Namnsson"), "{old}");
    }
    // One to ask on, one to be told on, one tried beside them, and one that is just being let go of.
    assert!(cable.most_connections() <= 4, "connections pile up");

    cable.be(Way::Open);
    let mended = Instant::now();
    node.until(names, |data| data.to_string().contains("Ny Namnsson")).await;
    node.until_ready(|ready| ready["store"]["answers"] == true && !is_old(&ready["store"])).await;
    let recovered = mended.elapsed();
    println!("{way:?}: recovered after {recovered:?}");
    assert!(recovered < RECOVERY * 2, "{way:?}: {recovered:?}");
}

#[tokio::test]
async fn nobody_answers_at_the_door() {
    breaks_and_mends(Way::Refused).await;
}

#[tokio::test]
async fn nothing_gets_through() {
    breaks_and_mends(Way::BlackHole).await;
}

#[tokio::test]
async fn every_connection_is_torn() {
    breaks_and_mends(Way::Reset).await;
}

#[tokio::test]
async fn everything_takes_two_seconds() {
    breaks_and_mends(Way::Slow(Duration::from_secs(2))).await;
}

#[tokio::test]
async fn an_answer_says_that_it_is_old_while_the_database_is_away() {
    let (tree, postgres) = (tree_of(3), Postgres::start().await);
    push(&tree.path(), &postgres.url()).await;
    let cable = Cable::to(postgres.port()).await;
    let node = Server::over_store(&url_on(cable.port()), SUMMER).await;
    let one = r#"{ person(slug: "p-00001") { name } }"#;
    assert_eq!(node.answer(one).await.get("extensions"), None);

    cable.be(Way::Refused);
    node.until_ready(|ready| ready["store"]["ageSeconds"].as_u64() >= Some(11)).await;
    // A document, a list, and what is not there: all of it may be otherwise by now.
    for query in [one, "{ people { totalCount } }", r#"{ person(slug: "ingen") { name } }"#] {
        let answer = node.answer(query).await;
        let stale = &answer["extensions"]["stale"];
        assert_eq!(stale[0]["state"], "FAILING", "{query}: {answer}");
        assert!(stale[0]["heardAt"].is_string(), "{query}: {answer}");
        assert_eq!(stale.as_array().map(Vec::len), Some(1), "{query}: {answer}");
    }

    cable.be(Way::Open);
    let fresh = async { while node.answer(one).await.get("extensions").is_some() {} };
    timeout(RECOVERY * 2, fresh).await.expect("it is not old for ever");
}

#[tokio::test]
async fn a_server_started_without_its_database_waits_for_it() {
    let (tree, postgres) = (tree_of(3), Postgres::start().await);
    push(&tree.path(), &postgres.url()).await;
    let cable = Cable::to(postgres.port()).await;
    cable.be(Way::Refused);
    let url = url_on(cable.port());
    let starting = Server::over_store(&url, SUMMER);
    let mending = async {
        // It has tried at least once, in vain.
        tokio::time::sleep(Duration::from_secs(1)).await;
        cable.be(Way::Open);
    };
    let (node, ()) = tokio::join!(starting, mending);
    assert!(node.query("{ people { nodes { name } } }").await.to_string().contains("Person 2"));
    assert!(node.said().contains("cannot be reached"), "{}", node.said());
}
