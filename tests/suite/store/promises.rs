//! What a site promises its readers, whichever store it stands on: each promise is kept over a folder, and
//! by two servers over one database.

use finsam_tests::{
    finsam::{Server, Tree},
    postgres::Postgres,
};
use serde_json::Value;

use super::{SUMMER, finsam, push};

/// Everything a reader can see, but for the figures.
const ALL_BUT_FIGURES: &str = "{
    seminars(first: 100) { nodes { id title startsAt } } people(first: 100) { nodes { id name } }
    terms(first: 100) { nodes { id name definition } } news(first: 100) { nodes { id headline } }
    sources(first: 100) { nodes { id title } } initiatives(first: 100) { nodes { id name } }
}";

macro_rules! kept_on_both {
    ($($promise:ident)*) => {
        mod over_a_folder {
            $(#[tokio::test]
            async fn $promise() {
                super::$promise(super::Site::over_folder().await).await;
            })*
        }
        mod over_a_database {
            $(#[tokio::test]
            async fn $promise() {
                super::$promise(super::Site::over_database().await).await;
            })*
        }
    };
}

kept_on_both! {
    what_is_deleted_is_gone_from_answers_and_nothing_else_is
    what_is_renamed_keeps_its_id_and_its_old_slug
    who_follows_the_changes_is_told_of_each_once
    what_will_be_public_is_not_yet
    most_of_it_does_not_disappear_by_mistake
}

/// A site: what its editor writes, and the servers its readers ask.
struct Site {
    tree: Tree,
    database: Option<Postgres>,
    servers: Vec<Server>,
}

impl Site {
    async fn over_folder() -> Self {
        let tree = Tree::twin();
        let servers = vec![Server::over_folder(&tree, SUMMER).await];
        Self { tree, database: None, servers }
    }

    async fn over_database() -> Self {
        let (tree, database) = (Tree::twin(), Postgres::start().await);
        push(&tree.path(), &database.url()).await;
        let mut servers = Vec::new();
        for _ in 0..2 {
            servers.push(Server::over_store(&database.url(), SUMMER).await);
        }
        Self { tree, database: Some(database), servers }
    }

    /// Lets readers see what the editor has written.
    async fn publish(&self) {
        if let Some(database) = &self.database {
            push(&self.tree.path(), &database.url()).await;
        }
    }

    /// The same where most is gone: it is not believed.
    async fn publish_in_vain(&self) {
        let Some(database) = &self.database else {
            self.servers[0].until_ready(|ready| !ready["heldBack"].is_null()).await;
            return;
        };
        let folder = self.tree.path();
        let (code, said) =
            finsam(&["push", folder.to_str().unwrap(), "--store", &database.url()]).await;
        assert_eq!(code, 1, "{said}");
    }

    /// Says that it is meant.
    async fn confirm(&self) {
        let Some(database) = &self.database else {
            return self.servers[0].signal("HUP").await;
        };
        let (folder, url) = (self.tree.path(), database.url());
        let arguments = ["push", folder.to_str().unwrap(), "--store", &url, "--confirm"];
        let (code, said) = finsam(&arguments).await;
        assert_eq!(code, 0, "{said}");
    }

    /// Waits until every server answers as wanted, and all the same.
    async fn until(&self, query: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let mut answers = Vec::new();
        for server in &self.servers {
            answers.push(server.until(query, &wanted).await.1);
        }
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:#?}");
        answers.remove(0)
    }

    async fn query(&self, query: &str) -> Value {
        self.until(query, |_| true).await
    }
}

async fn what_is_deleted_is_gone_from_answers_and_nothing_else_is(site: Site) {
    let question = r#"{ ask(question: "hur många har nollkoll?") { text } }"#;
    let says = |data: &Value, number: &str| {
        data["ask"]["text"].as_str().unwrap().replace('\u{a0}', " ").contains(number)
    };
    let before = site.query(question).await;
    assert!(says(&before, "1 234") && says(&before, "1 500"), "{before}");
    let rest = site.query(ALL_BUT_FIGURES).await;

    site.tree.delete("figures/nollkoll-enligt-arsboken.md");
    site.publish().await;
    let query = r#"{ figure(slug: "nollkoll-enligt-arsboken") { value } }"#;
    site.until(query, |data| data["figure"].is_null()).await;
    let after = site.query(question).await;
    assert!(!says(&after, "234") && says(&after, "500"), "{after}");
    assert_eq!(site.query(ALL_BUT_FIGURES).await, rest);
}

async fn what_is_renamed_keeps_its_id_and_its_old_slug(site: Site) {
    let by_old = r#"{ person(slug: "testo-testsson") { id slug appearances { role } } }"#;
    let before = site.query(by_old).await;
    let text = site.tree.read("people/testo-testsson.md");
    let renamed = text.replacen("+++\n", "+++\nformerly = [\"testo-testsson\"]\n", 1);
    site.tree.write("people/testo-testsson.md", &renamed);
    site.tree.rename("people/testo-testsson.md", "people/testo-testsson-provberg.md");
    site.publish().await;
    let is_renamed = |data: &Value| data["person"]["slug"] == "testo-testsson-provberg";
    let after = site.until(by_old, is_renamed).await;
    assert_eq!(after["person"]["id"], before["person"]["id"]);
    assert_eq!(
        after["person"]["appearances"], before["person"]["appearances"],
        "still referred to"
    );
}

async fn who_follows_the_changes_is_told_of_each_once(site: Site) {
    let mut tokens = Vec::new();
    for server in &site.servers {
        let mut since = "null".to_owned();
        loop {
            let query = format!("{{ changes(since: {since}) {{ token hasMore }} }}");
            let page = server.query(&query).await["changes"].take();
            since = page["token"].to_string();
            if page["hasMore"] == false {
                break;
            }
        }
        tokens.push(since);
    }
    site.tree.replace("terms/provplats.md", "plats", "plätt");
    site.tree.delete("figures/nollkoll-enligt-arsboken.md");
    site.publish().await;
    site.until("{ terms { nodes { name body { text } definition } } }", |data| {
        data.to_string().contains("plätt")
    })
    .await;
    let gone = r#"{ figure(slug: "nollkoll-enligt-arsboken") { value } }"#;
    site.until(gone, |data| data["figure"].is_null()).await;
    for (server, since) in site.servers.iter().zip(tokens) {
        let what = "reset hasMore changes { slug deleted }";
        let page = server.query(&format!("{{ changes(since: {since}) {{ {what} }} }}")).await;
        assert_eq!(page["changes"]["reset"], false);
        assert_eq!(page["changes"]["hasMore"], false);
        let mut told: Vec<_> = page["changes"]["changes"].as_array().unwrap().iter().collect();
        told.sort_by_key(|change| change["slug"].to_string());
        let told: Vec<_> =
            told.iter().map(|change| (&change["slug"], &change["deleted"])).collect();
        let expected = [("nollkoll-enligt-arsboken", true), ("provplats", false)];
        assert_eq!(told.len(), expected.len(), "{told:?}");
        for ((slug, deleted), expected) in told.into_iter().zip(expected) {
            assert_eq!((slug.as_str(), deleted.as_bool()), (Some(expected.0), Some(expected.1)));
        }
    }
}

async fn what_will_be_public_is_not_yet(site: Site) {
    let front = |publish_at: &str| {
        format!("+++\nname = \"Förhandssnack\"\ndefinition = \"Prov.\"\n{publish_at}+++\n")
    };
    site.tree.write("terms/sedan.md", &front("publishAt = 2031-07-01T07:15:01\n"));
    site.tree.write("terms/redan.md", &front("publishAt = 2031-07-01T07:15:00\n"));
    site.publish().await;
    let query = r#"{ nu: term(slug: "redan") { name } sedan: term(slug: "sedan") { name } }"#;
    let data = site.until(query, |data| data["nu"]["name"] == "Förhandssnack").await;
    assert!(data["sedan"].is_null(), "{data}");
}

async fn most_of_it_does_not_disappear_by_mistake(site: Site) {
    let count = "{ seminars { totalCount } people { totalCount } }";
    let before = site.query(count).await;
    // What is left refers to nothing that is gone.
    for entry in std::fs::read_dir(site.tree.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("sources") {
            std::fs::remove_dir_all(path).unwrap();
        }
    }
    site.publish_in_vain().await;
    assert_eq!(site.query(count).await, before);
    site.confirm().await;
    site.until(count, |data| data["seminars"]["totalCount"] == 0).await;
}
