//! `finsam push` and `finsam pull`: nothing is lost on the way, and nobody's work is written over.

use finsam_tests::{finsam::Tree, postgres::Postgres};
use tempfile::tempdir;

use super::{documents, finsam, person, pull, push, tree_of};

/// How many versions of documents a store holds.
async fn versions(postgres: &Postgres) -> usize {
    postgres.run("SELECT count(*) FROM finsam_document").await.parse().unwrap()
}

async fn there_and_back(tree: &Tree, edited: &str) {
    let postgres = Postgres::start().await;
    let said = push(&tree.path(), &postgres.url()).await;
    let written = documents(&tree.path());
    assert!(
        said.contains(&format!("Revision 1: {} nya, 0 ändrade, 0 borta", written.len())),
        "{said}"
    );
    let back = tempdir().unwrap();
    pull(back.path(), &postgres.url()).await;
    assert!(documents(back.path()) == written, "what came back is not what was sent");
    assert_eq!(versions(&postgres).await, written.len());

    let said = push(&tree.path(), &postgres.url()).await;
    assert!(said.contains("Ingenting nytt"), "{said}");
    tree.write(edited, &format!("{}\n", tree.read(edited)));
    let said = push(&tree.path(), &postgres.url()).await;
    assert!(said.contains(&format!("ändrad  {edited}")), "{said}");
    assert_eq!(versions(&postgres).await, written.len() + 1, "history grows by what changed");
    pull(back.path(), &postgres.url()).await;
    assert!(documents(back.path()) == documents(&tree.path()), "the edit came back");
}

#[tokio::test]
async fn what_we_publish_goes_there_and_back() {
    there_and_back(&Tree::content(), "site.md").await;
}

#[tokio::test]
async fn the_made_up_tree_goes_there_and_back() {
    there_and_back(&Tree::twin(), "terms/nollkoll.md").await;
}

#[tokio::test]
async fn ten_thousand_documents_go_there_and_back() {
    there_and_back(&tree_of(10_000), "people/p-05000.md").await;
}

#[tokio::test]
async fn what_changed_on_one_side_goes_to_the_other() {
    let postgres = Postgres::start().await;
    let (ada, bo) = (tree_of(9), tempdir().unwrap());
    push(&ada.path(), &postgres.url()).await;
    pull(bo.path(), &postgres.url()).await;

    ada.write("people/p-00001.md", &person("Ada skrev"));
    ada.delete("people/p-00002.md");
    push(&ada.path(), &postgres.url()).await;
    std::fs::write(bo.path().join("people/p-00003.md"), person("Bo skrev")).unwrap();
    let said = push(bo.path(), &postgres.url()).await;
    assert!(said.contains("2 dokument är nyare i databasen"), "{said}");
    pull(bo.path(), &postgres.url()).await;
    pull(&ada.path(), &postgres.url()).await;
    assert_eq!(documents(bo.path()), documents(&ada.path()));
    assert_eq!(ada.read("people/p-00001.md"), person("Ada skrev"));
    assert_eq!(ada.read("people/p-00003.md"), person("Bo skrev"));
    assert_eq!(documents(bo.path()).len(), 9);
}

#[tokio::test]
async fn what_changed_on_both_sides_is_for_a_person_to_decide() {
    let postgres = Postgres::start().await;
    let (ada, bo) = (tree_of(3), tempdir().unwrap());
    push(&ada.path(), &postgres.url()).await;
    pull(bo.path(), &postgres.url()).await;
    let (document, bos) = ("people/p-00001.md", bo.path().join("people/p-00001.md"));
    ada.write(document, &person("Ada skrev"));
    push(&ada.path(), &postgres.url()).await;
    std::fs::write(&bos, person("Bo skrev")).unwrap();
    std::fs::write(bo.path().join("people/ny.md"), person("Ny")).unwrap();

    let (folder, url) = (bo.path().to_str().unwrap(), postgres.url());
    for command in ["push", "pull"] {
        let (code, said) = finsam(&[command, folder, "--store", &url]).await;
        assert!(code == 1 && said.contains(document) && said.contains("--theirs"), "{said}");
    }
    assert_eq!(std::fs::read_to_string(&bos).unwrap(), person("Bo skrev"));
    assert_eq!(postgres.run("SELECT revision FROM finsam_store").await, "2", "nothing was written");

    let (code, said) = finsam(&["pull", folder, "--store", &url, "--theirs"]).await;
    assert!(code == 0 && said.contains("p-00001.md.bak"), "{said}");
    assert_eq!(std::fs::read_to_string(&bos).unwrap(), person("Ada skrev"));
    let kept = std::fs::read_to_string(bos.with_extension("md.bak")).unwrap();
    assert_eq!(kept, person("Bo skrev"));

    std::fs::write(&bos, person("Bo igen")).unwrap();
    ada.write(document, &person("Ada igen"));
    push(&ada.path(), &url).await;
    let (code, said) = finsam(&["push", folder, "--store", &url, "--ours"]).await;
    assert_eq!(code, 0, "{said}");
    pull(&ada.path(), &url).await;
    assert_eq!(ada.read(document), person("Bo igen"));
    assert_eq!(ada.read("people/ny.md"), person("Ny"));
}

#[tokio::test]
async fn what_check_refuses_is_not_sent() {
    let postgres = Postgres::start().await;
    let tree = tree_of(3);
    push(&tree.path(), &postgres.url()).await;
    tree.write("people/trasig.md", "+++\nnamn = \"Fel\"\n+++\n");
    tree.write("people/p-00000.md", &person("Inte heller denna"));
    let (folder, url) = (tree.path(), postgres.url());
    let (code, said) = finsam(&["push", folder.to_str().unwrap(), "--store", &url]).await;
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("people/trasig.md:2:1: fel [unknown-key]"), "{said}");
    assert_eq!(postgres.run("SELECT revision FROM finsam_store").await, "1");
    assert_eq!(postgres.run("SELECT count(*) FROM finsam_document").await, "4");
}

#[tokio::test]
async fn that_most_is_gone_has_to_be_meant() {
    let postgres = Postgres::start().await;
    let tree = tree_of(9);
    push(&tree.path(), &postgres.url()).await;
    for n in 0..8 {
        tree.delete(&format!("people/p-{n:05}.md"));
    }
    let (folder, url) = (tree.path(), postgres.url());
    let (code, said) = finsam(&["push", folder.to_str().unwrap(), "--store", &url]).await;
    assert!(code == 1 && said.contains("8 av 10") && said.contains("--confirm"), "{said}");
    let (code, said) =
        finsam(&["push", folder.to_str().unwrap(), "--store", &url, "--confirm"]).await;
    assert!(code == 0 && said.contains("8 borta"), "{said}");
    let back = tempdir().unwrap();
    pull(back.path(), &url).await;
    assert_eq!(documents(back.path()).len(), 2);
    let tombstones = "SELECT count(*) FROM finsam_document WHERE content IS NULL";
    assert_eq!(postgres.run(tombstones).await, "8", "deletions are part of the history");
}

#[tokio::test]
async fn of_two_who_change_the_same_at_once_one_is_told() {
    let postgres = Postgres::start().await;
    let (ada, bo, url) = (tree_of(3), tempdir().unwrap(), postgres.url());
    push(&ada.path(), &url).await;
    pull(bo.path(), &url).await;
    let document = "people/p-00001.md";
    let folders = [ada.path(), bo.path().to_owned()];
    for round in 0..10 {
        for (name, folder) in ["Ada", "Bo"].iter().zip(&folders) {
            std::fs::write(folder.join(document), person(&format!("{name} {round}"))).unwrap();
        }
        let [one, other] =
            folders.each_ref().map(|folder| ["push", folder.to_str().unwrap(), "--store", &url]);
        let ((one, _), (other, _)) = tokio::join!(finsam(&one), finsam(&other));
        assert!([(0, 1), (1, 0)].contains(&(one, other)), "{one} and {other} in round {round}");
        for folder in &folders {
            let pull = ["pull", folder.to_str().unwrap(), "--store", &url, "--theirs"];
            assert_eq!(finsam(&pull).await.0, 0);
        }
    }
}

#[tokio::test]
async fn two_who_are_the_first_both_get_their_turn() {
    let postgres = Postgres::start().await;
    let (ada, bo) = (tree_of(2), tree_of(2));
    ada.write("people/ada.md", &person("Ada"));
    bo.write("people/bo.md", &person("Bo"));
    let (ada, bo) = (ada.path(), bo.path());
    let url = postgres.url();
    tokio::join!(push(&ada, &url), push(&bo, &url));
    let back = tempdir().unwrap();
    pull(back.path(), &postgres.url()).await;
    let there: Vec<_> = documents(back.path()).into_keys().collect();
    let all =
        ["people/ada.md", "people/bo.md", "people/p-00000.md", "people/p-00001.md", "site.md"];
    assert_eq!(there, all);
    assert_eq!(postgres.run("SELECT count(*) FROM finsam_revision").await, "3");
}

#[tokio::test]
async fn whoever_never_met_takes_nothing_away() {
    let postgres = Postgres::start().await;
    push(&tree_of(3).path(), &postgres.url()).await;
    let other = tree_of(2);
    other.write("people/ny.md", &person("Ny"));
    push(&other.path(), &postgres.url()).await;
    assert_eq!(postgres.run("SELECT count(*) FROM finsam_document").await, "5");
    let (folder, url) = (other.path(), postgres.url());
    let mirror = ["push", folder.to_str().unwrap(), "--store", &url, "--mirror"];
    let (code, said) = finsam(&mirror).await;
    assert!(code == 0 && said.contains("borta   people/p-00002.md"), "{said}");
}
