//! Hubs of hubs: each tells through whom it knows a site, and nobody lives on because hubs tell each
//! other of it.

use std::{fs, path::Path};

use finsam_tests::finsam::{Server, Tree};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::CLOCK;

/// A hub without content of its own.
struct Hub {
    _tree: Tree,
    server: Server,
    settings: TempDir,
}

const EXEMPEL: &str = "{ site(slug: \"exempel\") { via } person(slug: \"testa-testsson\") { id } }";

fn write(folder: &Path, members: &[(&str, &Server)]) {
    let member = |(site, server): &(&str, &Server)| {
        let is_hub = site.starts_with("nav-");
        format!("[[member]]\nsite = \"{site}\"\napi = \"{}\"\nhub = {is_hub}\n", server.api())
    };
    let members: String = members.iter().map(member).collect();
    let path = folder.join("members.toml");
    fs::write(path, format!("allow = [\"127.0.0.1\"]\n{members}")).unwrap();
}

impl Hub {
    async fn start(site: &str, members: &[(&str, &Server)]) -> Self {
        let tree = Tree::of_site(site);
        let settings = tempfile::tempdir().unwrap();
        write(settings.path(), members);
        let file = settings.path().join("members.toml");
        let server = super::hub(&tree, file.to_str().unwrap()).await;
        Self { _tree: tree, server, settings }
    }

    async fn has_members(&self, members: &[(&str, &Server)]) {
        write(self.settings.path(), members);
        self.server.signal("HUP").await;
    }

    async fn knows_exempel_via(&self, via: &[&str]) {
        let is_known =
            |data: &Value| data["site"]["via"] == json!(via) && data["person"]["id"] != Value::Null;
        self.server.until(EXEMPEL, is_known).await;
    }

    async fn knows_no_exempel(&self) {
        let is_unknown = |data: &Value| data["site"].is_null() && data["person"].is_null();
        self.server.until(EXEMPEL, is_unknown).await;
    }

    async fn until_its_member_is(&self, member: &str, state: &str) -> Value {
        let query = format!("{{ site(slug: \"{member}\") {{ health {{ state refused why }} }} }}");
        let is_so = |data: &Value| data["site"]["health"]["state"] == state;
        self.server.until(&query, is_so).await.1["site"]["health"].take()
    }
}

#[tokio::test]
async fn a_site_that_only_hubs_tell_each_other_of_goes_away() {
    let tree = Tree::twin();
    let exempel = Server::start(&tree, CLOCK).await;
    let one = Hub::start("nav-ett", &[("exempel", &exempel)]).await;
    one.knows_exempel_via(&[]).await;
    let two = Hub::start("nav-tva", &[("nav-ett", &one.server)]).await;
    two.knows_exempel_via(&["nav-ett"]).await;
    let three = Hub::start("nav-tre", &[("nav-tva", &two.server)]).await;
    three.knows_exempel_via(&["nav-tva", "nav-ett"]).await;

    // The circle closes: what comes back is neither taken nor anything wrong.
    one.has_members(&[("exempel", &exempel), ("nav-tre", &three.server)]).await;
    let health = one.until_its_member_is("nav-tre", "WELL").await;
    assert_eq!(health, json!({ "state": "WELL", "refused": 0, "why": null }));
    one.knows_exempel_via(&[]).await;

    // Who knew it by itself does so no more, and is told of it from the other side.
    one.has_members(&[("nav-tre", &three.server)]).await;
    one.knows_no_exempel().await;
    one.until_its_member_is("nav-tre", "WELL").await;
    // That all of a site goes at once is not believed, until it is confirmed.
    let health = two.until_its_member_is("nav-ett", "DOUBTED").await;
    let why = health["why"].as_str().unwrap();
    assert!(why.contains("172 of 172 documents disappeared at once"), "{why}");
    two.knows_exempel_via(&["nav-ett"]).await;
    two.server.signal("HUP").await;
    two.knows_no_exempel().await;
    three.until_its_member_is("nav-tva", "DOUBTED").await;
    three.server.signal("HUP").await;
    three.knows_no_exempel().await;
    one.knows_no_exempel().await;
}

#[tokio::test]
async fn a_member_taken_out_of_the_file_leaves_and_one_put_in_comes() {
    let (tree, other_tree) = (Tree::twin(), Tree::of_site("annan"));
    other_tree.write("people/testa-testsson.md", "+++\nname = \"Testa Testsson\"\n+++\n");
    let exempel = Server::start(&tree, CLOCK).await;
    let other = Server::start(&other_tree, CLOCK).await;
    let hub = Hub::start("navet", &[("exempel", &exempel)]).await;
    hub.knows_exempel_via(&[]).await;
    hub.has_members(&[("annan", &other)]).await;
    let people = "{ sites { nodes { slug } } people { nodes { name site { slug } } } }";
    let annan = json!({
        "sites": { "nodes": [{ "slug": "navet" }, { "slug": "annan" }] },
        "people": { "nodes": [{ "name": "Testa Testsson", "site": { "slug": "annan" } }] },
    });
    hub.server.until(people, |data| *data == annan).await;
    // What cannot be used changes nothing.
    fs::write(hub.settings.path().join("members.toml"), "[[member]]\n").unwrap();
    hub.server.signal("HUP").await;
    hub.server.signal("HUP").await;
    other_tree.delete("people/testa-testsson.md");
    hub.server.until(people, |data| data["people"]["nodes"] == json!([])).await;
    assert!(hub.server.said().contains("the members stay as they were"));
}
