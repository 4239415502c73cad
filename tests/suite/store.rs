//! Content in a database: what editors and operators do with it, what readers see of it, and what happens
//! when it is away. PostgreSQL is a real one, started by each test.

mod backups;
mod exchange;
mod failover;
mod faults;
mod interrupted;
mod kills;
mod nodes;
mod promises;
mod writers;

use std::{collections::BTreeMap, fs, path::Path};

use finsam_tests::{finsam::Tree, programs};

const SUMMER: &str = "2031-07-01T07:15:00+02:00";

/// Runs a command of the program; its exit code, and all it said.
async fn finsam(arguments: &[&str]) -> (i32, String) {
    let output = programs::command("finsam").args(arguments).output().await.unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8(said).unwrap())
}

/// Pushes a folder, which must go well; what was said.
async fn push(folder: &Path, url: &str) -> String {
    let (code, said) = finsam(&["push", folder.to_str().unwrap(), "--store", url]).await;
    assert_eq!(code, 0, "{said}");
    said
}

/// Pulls into a folder, which must go well; what was said.
async fn pull(folder: &Path, url: &str) -> String {
    let (code, said) = finsam(&["pull", folder.to_str().unwrap(), "--store", url]).await;
    assert_eq!(code, 0, "{said}");
    said
}

/// Every document of a folder, by its path.
fn documents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                walk(root, &path, found);
            } else if name.ends_with(".md") && !name.ends_with("README.md") {
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found
}

/// A made-up person.
fn person(name: &str) -> String {
    format!("+++\nname = \"{name}\"\n+++\n")
}

/// A made-up site with some people.
fn tree_of(people: usize) -> Tree {
    let tree = Tree::of_site("prov");
    for n in 0..people {
        tree.write(&format!("people/p-{n:05}.md"), &person(&format!("Person {n}")));
    }
    tree
}
