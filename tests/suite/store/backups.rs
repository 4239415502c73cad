//! `finsam backup` and `finsam restore`: one file, from either store to either.

use std::fs;

use finsam_tests::{
    finsam::{Server, Tree},
    postgres::Postgres,
};
use tempfile::tempdir;

use super::{SUMMER, documents, finsam, nodes::answers, push};

#[tokio::test]
async fn what_is_restored_elsewhere_has_the_same_ids_and_answers() {
    let (tree, postgres, folder) = (Tree::twin(), Postgres::start().await, tempdir().unwrap());
    let from_folder = answers(&Server::over_folder(&tree, SUMMER).await).await;
    let [first, second] = ["first", "second"].map(|name| folder.path().join(name));
    let (first, second) = (first.to_str().unwrap(), second.to_str().unwrap());
    let url = postgres.url();

    let content = tree.path();
    let backup = ["backup", first, "--content", content.to_str().unwrap()];
    assert_eq!(finsam(&backup).await.0, 0);
    assert_eq!(finsam(&["restore", first, "--store", &url]).await.0, 0);
    assert!(answers(&Server::over_store(&url, SUMMER).await).await == from_folder);

    assert_eq!(finsam(&["backup", second, "--store", &url]).await.0, 0);
    let again = folder.path().join("again");
    let restore = ["restore", second, "--content", again.to_str().unwrap()];
    assert_eq!(finsam(&restore).await.0, 0);
    assert!(documents(&again) == documents(&content), "there and back is the same");
    let (code, said) = finsam(&restore).await;
    assert!(code == 2 && said.contains("finns redan"), "{said}");
}

#[tokio::test]
async fn a_store_with_documents_is_only_replaced_when_that_is_meant() {
    let (postgres, folder) = (Postgres::start().await, tempdir().unwrap());
    let file = folder.path().join("backup");
    let (file, url) = (file.to_str().unwrap(), postgres.url());
    let small = super::tree_of(3);
    assert_eq!(finsam(&["backup", file, "--content", small.path().to_str().unwrap()]).await.0, 0);
    push(&Tree::twin().path(), &url).await;
    let (code, said) = finsam(&["restore", file, "--store", &url]).await;
    assert!(code == 1 && said.contains("--replace"), "{said}");
    let (code, said) = finsam(&["restore", file, "--store", &url, "--replace"]).await;
    assert_eq!(code, 0, "{said}");
    let back = tempdir().unwrap();
    super::pull(back.path(), &url).await;
    assert_eq!(documents(back.path()), documents(&small.path()));
}

#[tokio::test]
async fn a_backup_that_would_lack_something_is_not_made() {
    let (folder, tree) = (tempdir().unwrap(), super::tree_of(3));
    let elsewhere = folder.path().join("elsewhere.md");
    fs::write(&elsewhere, super::person("Någon annan")).unwrap();
    std::os::unix::fs::symlink(&elsewhere, tree.path().join("people/lank.md")).unwrap();
    let file = folder.path().join("backup");
    let content = tree.path();
    let backup = ["backup", file.to_str().unwrap(), "--content", content.to_str().unwrap()];
    let (code, said) = finsam(&backup).await;
    assert!(code == 1 && said.contains("people/lank.md"), "{said}");
    assert!(!file.exists());
}

#[tokio::test]
async fn what_is_no_whole_backup_is_refused() {
    let (folder, tree) = (tempdir().unwrap(), super::tree_of(20));
    let file = folder.path().join("backup");
    let path = file.to_str().unwrap();
    assert_eq!(finsam(&["backup", path, "--content", tree.path().to_str().unwrap()]).await.0, 0);
    let whole = fs::read(&file).unwrap();
    let target = folder.path().join("content");
    let refused = async |bytes: &[u8]| {
        fs::write(&file, bytes).unwrap();
        let restore = ["restore", path, "--content", target.to_str().unwrap()];
        let (code, said) = finsam(&restore).await;
        assert!(code == 2 && !target.exists(), "{said}");
    };
    refused(&whole[..whole.len() / 2]).await;
    refused(&whole[..whole.len() - 9]).await;
    refused(b"").await;
    refused(b"+++\nname = \"Ingen\"\n+++\n").await;
    let mut damaged = whole.clone();
    damaged[whole.len() / 2] ^= 0x55;
    refused(&damaged).await;
}
