//! The server over a folder that changes under it: what an editor and an operator see. What
//! holds over a database, too, is in `store/promises`.

use finsam_tests::{
    finsam::{SOON, Server, Tree},
    programs,
};
use serde_json::Value;
use tokio::{net::TcpListener, time::timeout};

const SUMMER: &str = "2031-07-01T07:15:00+02:00";

#[tokio::test]
async fn a_broken_document_keeps_its_last_good_version_and_harms_no_other() {
    let tree = Tree::twin();
    let server = Server::start(&tree, SUMMER).await;
    let good = tree.read("terms/nollkoll.md");
    tree.write("terms/nollkoll.md", &good.replace("definition =", "defintion ="));
    tree.write("terms/provplats.md", &tree.read("terms/provplats.md").replace("plats", "plätt"));

    let ready = server.until_ready(|ready| !ready["problems"].as_array().unwrap().is_empty()).await;
    let problems = ready["problems"].as_array().unwrap();
    assert!(problems.iter().all(|problem| problem["file"] == "terms/nollkoll.md"), "{problems:?}");
    assert!(problems.iter().any(|problem| problem["rule"] == "unknown-key"), "{problems:?}");
    let query = "{ terms { nodes { definition body { text } name } } }";
    let mended = |data: &Value| data.to_string().contains("plätt");
    let (_, terms) = server.until(query, mended).await;
    assert!(terms.to_string().contains("Att inte veta något"), "the last good version serves");

    tree.write("terms/nollkoll.md", &good);
    server.until_ready(|ready| ready["problems"].as_array().unwrap().is_empty()).await;
}

#[tokio::test]
async fn ten_broken_documents_leave_the_sound_ones_served() {
    let tree = Tree::twin();
    for number in 0..10 {
        tree.write(&format!("terms/trasigt-{number}.md"), "+++\nname = 1\n");
    }
    let server = Server::start(&tree, SUMMER).await;
    let (status, ready) = server.ready().await;
    assert_eq!((status, ready["problems"].as_array().unwrap().len()), (200, 10));
    let terms = server.query("{ terms { totalCount } seminars { totalCount } }").await;
    let sound = Server::start(&Tree::twin(), SUMMER).await;
    assert_eq!(terms, sound.query("{ terms { totalCount } seminars { totalCount } }").await);
}

#[tokio::test]
async fn a_folder_that_vanishes_is_held_back_until_confirmed() {
    let tree = Tree::twin();
    let server = Server::start(&tree, SUMMER).await;
    let count = "{ seminars { totalCount } people { totalCount } }";
    let before = server.query(count).await;
    let away = tree.path().with_extension("away");
    std::fs::rename(tree.path(), &away).unwrap();
    let ready = server.until_ready(|ready| !ready["heldBack"].is_null()).await;
    assert_eq!(ready["status"], "ready");
    assert_eq!(server.query(count).await, before);

    // It comes back: nothing was lost and nothing needs confirming.
    std::fs::rename(&away, tree.path()).unwrap();
    server.until_ready(|ready| ready["heldBack"].is_null()).await;
    assert_eq!(server.query(count).await, before);

    // People go for good: the operator says so.
    std::fs::remove_dir_all(tree.path().join("people")).unwrap();
    std::fs::remove_dir_all(tree.path().join("seminars")).unwrap();
    std::fs::remove_dir_all(tree.path().join("figures")).unwrap();
    server.until_ready(|ready| !ready["heldBack"].is_null()).await;
    assert_eq!(server.query(count).await, before);
    server.signal("HUP").await;
    server.until(count, |data| data["seminars"]["totalCount"] == 0).await;
}

#[tokio::test]
async fn it_stops_when_told_and_says_when_it_cannot_start() {
    let tree = Tree::twin();
    let server = Server::start(&tree, SUMMER).await;
    assert!(server.stop().await.success());

    let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let check = async |arguments: &[&str], told: &str| {
        let output = programs::command("finsam").args(arguments).output();
        let output = timeout(SOON, output).await.unwrap().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success(), "{arguments:?}");
        assert!(said.contains(told), "{arguments:?}: {said}");
        assert!(!said.contains("panicked"), "{said}");
    };
    let folder = tree.path().to_str().unwrap().to_owned();
    check(&["--content", &folder, "--listen", &address], &format!("cannot listen on {address}"))
        .await;
    check(&["--content", "/nowhere/at/all"], "/nowhere/at/all").await;
    check(&["--clock", "idag"], "2018-07-05T07:15:00+02:00").await;
    check(&["--listen", "everywhere"], "--listen").await;
}
