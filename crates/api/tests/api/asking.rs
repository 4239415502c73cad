//! How the tests here ask: a content tree, a clock, a query.

use std::{
    fs,
    path::Path,
    sync::{Arc, LazyLock},
};

use async_graphql::{Request, Variables};
use finsam_api::graphql::{Limits, Scope, Service};
use finsam_content::{Archive, Change, Network, Snapshot};
use finsam_model::{Site, Slug};
use finsam_stores::Journal;
use serde_json::Value;

/// A tree of this repository.
#[derive(Clone, Copy)]
pub(crate) enum Tree {
    /// The small made-up one.
    Twin,
    /// What we publish.
    Content,
}

impl Tree {
    pub(crate) fn folder(self) -> &'static Path {
        Path::new(match self {
            Self::Twin => concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/twin"),
            Self::Content => concat!(env!("CARGO_MANIFEST_DIR"), "/../../content"),
        })
    }

    /// The tree's documents.
    pub(crate) fn documents(self) -> Vec<Change> {
        fn walk(root: &Path, dir: &Path, into: &mut Vec<Change>) {
            for entry in fs::read_dir(dir).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(root, &path, into);
                } else {
                    let inside = path.strip_prefix(root).unwrap().to_str().unwrap();
                    let bytes = Some(fs::read(&path).unwrap());
                    into.push(Change { path: inside.to_owned(), bytes });
                }
            }
        }
        let mut documents = Vec::new();
        walk(self.folder(), self.folder(), &mut documents);
        documents
    }

    /// What is public of the tree at `now`.
    pub(crate) fn snapshot(self, now: &str) -> Arc<Snapshot> {
        let archive = Archive::default().update(self.documents());
        Arc::new(archive.publish(&zoned(now)))
    }
}

/// Our own site, which has nothing, and others with these documents: paths with what stands at the top.
pub(crate) fn network(now: &str, sites: &[(&str, Vec<(&str, String)>)]) -> Arc<Snapshot> {
    let change = |path: &str, front: &str| Change {
        path: path.to_owned(),
        bytes: Some(format!("+++\n{front}\n+++\n").into_bytes()),
    };
    let home = change("site.md", "slug = \"hem\"\nname = \"Hem\"");
    let mut network = Network::from(Archive::default().update(vec![home]));
    for (name, documents) in sites {
        let site = Site {
            slug: Slug::new(name).unwrap(),
            name: (*name).to_owned(),
            language: "sv".to_owned(),
            url: None,
            editor: None,
            via: Vec::new(),
        };
        network.update(&site, documents.iter().map(|(path, front)| change(path, front)).collect());
    }
    Arc::new(network.publish(&zoned(now)))
}

pub(crate) fn zoned(now: &str) -> jiff::Zoned {
    now.parse::<jiff::Timestamp>().unwrap().to_zoned(finsam_model::stockholm())
}

/// Built once: it is the same for every test, and slow to build without optimisation.
static SERVICE: LazyLock<Service> = LazyLock::new(Service::default);

/// One for questions that nobody but a test asks.
static UNLIMITED: LazyLock<Service> = LazyLock::new(|| {
    Service::within(Limits {
        max_tokens: u32::MAX,
        max_selections: u32::MAX,
        max_root_fields: u32::MAX,
        max_cost: u32::MAX,
        ..Limits::default()
    })
});

/// Executes a query over a snapshot; the whole response.
pub(crate) fn execute(snapshot: &Arc<Snapshot>, now: &str, request: Request) -> Value {
    execute_by(&SERVICE, snapshot, now, request)
}

/// Executes a query however much it asks for; the whole response.
pub(crate) fn execute_all(snapshot: &Arc<Snapshot>, now: &str, request: Request) -> Value {
    execute_by(&UNLIMITED, snapshot, now, request)
}

fn execute_by(service: &Service, snapshot: &Arc<Snapshot>, now: &str, request: Request) -> Value {
    let history = Journal::in_memory(Arc::clone(snapshot)).history();
    let scope = Scope::new(Arc::clone(snapshot), zoned(now), "https://exempel.test".into())
        .with_history(history);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    serde_json::to_value(runtime.block_on(service.execute(request, scope))).unwrap()
}

/// Asks a tree at a time; the data, which must come without errors.
pub(crate) fn ask(tree: Tree, now: &str, query: &str) -> Value {
    let response = execute(&tree.snapshot(now), now, Request::new(query));
    assert_eq!(response.get("errors"), None, "{query}");
    response["data"].clone()
}

/// Asks with variables; the data, which must come without errors.
pub(crate) fn ask_with(tree: Tree, now: &str, query: &str, variables: Value) -> Value {
    let request = Request::new(query).variables(Variables::from_json(variables));
    let response = execute(&tree.snapshot(now), now, request);
    assert_eq!(response.get("errors"), None, "{query}");
    response["data"].clone()
}

/// Asks what must be refused; the codes of the errors.
pub(crate) fn refused(tree: Tree, now: &str, query: &str) -> Vec<String> {
    let response = execute(&tree.snapshot(now), now, Request::new(query));
    let errors = response["errors"].as_array().cloned().unwrap_or_default();
    let code = |error: &Value| error["extensions"]["code"].as_str().unwrap().to_owned();
    errors.iter().map(code).collect()
}
