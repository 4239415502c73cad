//! Servers over a database: each answers as a server over a folder does, and sees what is pushed.

use std::{fs, path::Path};

use finsam_tests::{
    finsam::{Server, Tree},
    postgres::Postgres,
};
use reqwest::Method;
use serde_json::{Value, json};

use super::{SUMMER, person, push, tree_of};

/// What a server answers to every stored operation, byte by byte. Tokens of `changes` are each server's
/// own.
pub(super) async fn answers(server: &Server) -> Vec<(String, String)> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../schema/operations"));
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "graphql"));
    files.sort();
    assert!(files.len() > 10);
    let mut answers = Vec::new();
    for file in files {
        let query = fs::read_to_string(&file).unwrap();
        let response = server.request(Method::POST).json(&json!({ "query": query }));
        let mut text = response.send().await.unwrap().text().await.unwrap();
        let answer: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(answer.get("errors"), None, "{}", file.display());
        if let Some(token) = answer["data"]["changes"]["token"].as_str() {
            text = text.replace(token, "TOKEN");
        }
        answers.push((file.file_stem().unwrap().to_string_lossy().into_owned(), text));
    }
    answers
}

#[tokio::test]
async fn both_stores_and_both_nodes_give_the_same_bytes() {
    for tree in [Tree::twin(), Tree::content()] {
        let postgres = Postgres::start().await;
        push(&tree.path(), &postgres.url()).await;
        let over_folder = answers(&Server::over_folder(&tree, SUMMER).await).await;
        let nodes = [
            Server::over_store(&postgres.url(), SUMMER).await,
            Server::over_store(&postgres.url(), SUMMER).await,
        ];
        for node in &nodes {
            for (one, other) in over_folder.iter().zip(answers(node).await) {
                assert_eq!(*one, other);
            }
        }
        // When it was written, too; a folder knows another time than a database.
        let calendars = [calendar(&nodes[0]).await, calendar(&nodes[1]).await];
        assert!(calendars[0].contains("LAST-MODIFIED:") && !calendars[0].contains("SEQUENCE:0\r"));
        assert_eq!(calendars[0], calendars[1]);
    }
}

/// The whole calendar, without where the server is.
async fn calendar(server: &Server) -> String {
    let response = reqwest::get(format!("{}/q/calendar.ics", server.address())).await.unwrap();
    response.text().await.unwrap().replace("\r\n ", "").replace(server.address(), "SERVER")
}

#[tokio::test]
async fn what_is_pushed_is_seen_at_every_node() {
    let (tree, postgres) = (tree_of(3), Postgres::start().await);
    push(&tree.path(), &postgres.url()).await;
    let nodes = [
        Server::over_store(&postgres.url(), SUMMER).await,
        Server::over_store(&postgres.url(), SUMMER).await,
    ];
    tree.write("people/p-00001.md", &person("Ny Namnsson"));
    tree.write("people/ny.md", &person("Nykomling"));
    tree.delete("people/p-00002.md");
    push(&tree.path(), &postgres.url()).await;
    for node in &nodes {
        let query = "{ people { nodes { name } } }";
        let (_, people) = node.until(query, |data| data.to_string().contains("Nykomling")).await;
        let people = people.to_string();
        assert!(people.contains("Ny Namnsson") && !people.contains("Person 2"), "{people}");
        let ready = node.until_ready(|ready| ready["store"]["revision"] == 2).await;
        assert_eq!(ready["store"]["answers"], true);
    }
}

#[tokio::test]
async fn a_store_that_is_set_back_is_read_anew() {
    let (tree, postgres) = (tree_of(9), Postgres::start().await);
    push(&tree.path(), &postgres.url()).await;
    let node = Server::over_store(&postgres.url(), SUMMER).await;
    tree.write("people/p-00001.md", &person("Ny Namnsson"));
    push(&tree.path(), &postgres.url()).await;
    let names = "{ people { nodes { name } } }";
    node.until(names, |data| data.to_string().contains("Ny Namnsson")).await;

    // As after a restore of yesterday's database, which somebody has pushed to since.
    postgres
        .run(
            "DELETE FROM finsam_document WHERE revision = 2; DELETE FROM finsam_revision WHERE number = 2;
             UPDATE finsam_document SET superseded_by = NULL; UPDATE finsam_store SET revision = 1",
        )
        .await;
    node.until(names, |data| !data.to_string().contains("Ny Namnsson")).await;

    // Emptied, it is not believed until somebody says so.
    postgres
        .run(
            "DELETE FROM finsam_document WHERE path LIKE 'people/%'; UPDATE finsam_revision SET push = push || 'x'",
        )
        .await;
    let ready = node.until_ready(|ready| ready["heldBack"].is_string()).await;
    assert!(ready["heldBack"].as_str().unwrap().contains("9 of 10"), "{ready}");
    assert!(node.query(names).await.to_string().contains("Person 8"));
    node.signal("HUP").await;
    node.until(names, |data| !data.to_string().contains("Person")).await;
}
