//! Following the content: `changes` page by page, and `contentChanged` as it happens.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use async_graphql::{Request, Variables};
use finsam_api::graphql::{Feed, Scope, Service};
use finsam_content::{Archive, Change, Snapshot};
use finsam_stores::{History, Journal};
use futures_util::{FutureExt, StreamExt};
use proptest::prelude::*;
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::asking::{Tree, ask, refused, zoned};

const NOW: &str = "2031-03-01T12:00:00Z";

/// A site that is edited while others follow it.
struct Site {
    service: Service,
    archive: Archive,
    journal: Journal,
    published: Arc<Mutex<(Arc<Snapshot>, Arc<History>)>>,
    moved: watch::Sender<()>,
}

impl Site {
    fn new() -> Self {
        let archive = Archive::default().update(Tree::Twin.documents());
        let snapshot = Arc::new(archive.publish(&zoned(NOW)));
        let journal = Journal::in_memory(Arc::clone(&snapshot));
        let published = Arc::new(Mutex::new((snapshot, journal.history())));
        Self {
            service: Service::default(),
            archive,
            journal,
            published,
            moved: watch::Sender::new(()),
        }
    }

    fn edit(&mut self, path: &str, text: Option<&str>) {
        let bytes = text.map(|text| text.as_bytes().to_vec());
        self.archive = self.archive.update(vec![Change { path: path.to_owned(), bytes }]);
        let snapshot = Arc::new(self.archive.publish(&zoned(NOW)));
        self.journal.follow(&snapshot);
        *self.published.lock().unwrap() = (snapshot, self.journal.history());
        self.moved.send_replace(());
    }

    fn term(&mut self, slug: &str, definition: &str) {
        let text = format!("+++\nname = \"{slug}\"\ndefinition = \"{definition}\"\n+++\n");
        self.edit(&format!("terms/{slug}.md"), Some(&text));
    }

    fn delete_term(&mut self, slug: &str) {
        self.edit(&format!("terms/{slug}.md"), None);
    }

    fn scope(&self) -> impl Fn() -> Scope + Send + Sync + 'static {
        let published = Arc::clone(&self.published);
        move || {
            let (snapshot, history) = published.lock().unwrap().clone();
            Scope::new(snapshot, zoned(NOW), "https://exempel.test".into()).with_history(history)
        }
    }

    fn changes(&self, since: Option<&str>, first: i32) -> Value {
        let query = "query ($since: String, $first: Int) {
            changes(since: $since, first: $first) {
                changes { id kind slug deleted document { text hash } node { slug label } }
                token hasMore reset
            }
        }";
        let variables = Variables::from_json(json!({ "since": since, "first": first }));
        let request = Request::new(query).variables(variables);
        let response = self.service.execute(request, (self.scope())()).now_or_never().unwrap();
        assert_eq!(response.errors, []);
        response.data.into_json().unwrap()["changes"].clone()
    }

    fn subscribe(&self, query: &str) -> impl FnMut() -> Option<Value> + use<> {
        let feed = Feed::new(self.moved.subscribe(), self.scope());
        let prepared = self.service.prepare(Request::new(query)).ok();
        let mut stream = self.service.stream(prepared.expect(query), feed);
        // None while nothing has happened, and null at the end.
        move || {
            let event = stream.next().now_or_never()?;
            Some(event.map_or(Value::Null, |event| serde_json::to_value(event).unwrap()))
        }
    }

    fn texts(&self) -> BTreeMap<String, String> {
        let (snapshot, _) = self.published.lock().unwrap().clone();
        snapshot.nodes().map(|node| (node.id().to_string(), node.document().to_owned())).collect()
    }
}

#[test]
fn the_whole_content_comes_page_by_page_and_then_only_what_changes() {
    let mut site = Site::new();
    let (mut token, mut texts) = (None::<String>, BTreeMap::new());
    loop {
        let page = site.changes(token.as_deref(), 7);
        assert_eq!(page["reset"], false);
        for change in page["changes"].as_array().unwrap() {
            assert_eq!(change["deleted"], false);
            assert_eq!(change["node"]["slug"], change["slug"]);
            let (id, text) = (&change["id"], &change["document"]["text"]);
            texts.insert(id.as_str().unwrap().to_owned(), text.as_str().unwrap().to_owned());
        }
        token = Some(page["token"].as_str().unwrap().to_owned());
        if page["hasMore"] == false {
            break;
        }
    }
    assert_eq!(texts, site.texts());
    site.term("nytt", "Ett.");
    site.term("nytt", "Två.");
    let page = site.changes(token.as_deref(), 20);
    assert_eq!(page["changes"].as_array().unwrap().len(), 1, "the last change counts: {page}");
    assert_eq!(page["changes"][0]["kind"], "TERM");
    assert!(page["changes"][0]["document"]["text"].as_str().unwrap().contains("Två."));
    site.delete_term("nytt");
    let page = site.changes(page["token"].as_str(), 20);
    let change = &page["changes"][0];
    assert_eq!((&change["deleted"], &change["slug"]), (&json!(true), &json!("nytt")));
    assert_eq!((&change["document"], &change["node"]), (&Value::Null, &Value::Null));
}

#[test]
fn drafts_are_in_no_page() {
    let site = Site::new();
    let (mut token, mut pages) = (None::<String>, 0);
    loop {
        let page = site.changes(token.as_deref(), 100);
        assert!(!page.to_string().contains("hemligt-mote-2031"));
        pages += 1;
        if page["hasMore"] == false {
            break;
        }
        token = Some(page["token"].as_str().unwrap().to_owned());
    }
    assert!(pages > 1, "the tree is too large for one page");
}

#[test]
fn a_token_that_cannot_be_gone_on_from_begins_again() {
    let site = Site::new();
    for foreign in
        ["", "nonsense", "MSAwIDAgMA", Site::new().changes(None, 1)["token"].as_str().unwrap()]
    {
        let page = site.changes(Some(foreign), 3);
        assert_eq!(page["reset"], true, "{foreign}");
        assert_eq!(page["changes"], site.changes(None, 3)["changes"]);
    }
}

#[test]
fn a_page_of_changes_holds_what_every_page_may() {
    for wrong in [-1, 101] {
        let query = format!("{{ changes(first: {wrong}) {{ token }} }}");
        assert_eq!(refused(Tree::Twin, NOW, &query), ["BAD_USER_INPUT"]);
    }
    let page = ask(Tree::Twin, NOW, "{ changes { changes { id } } }");
    assert_eq!(page["changes"]["changes"].as_array().unwrap().len(), 20);
    let none = ask(Tree::Twin, NOW, "{ changes(first: 0) { changes { id } hasMore } }");
    assert_eq!(none["changes"], json!({ "changes": [], "hasMore": true }));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    /// Whoever applies page after page has, at the end, exactly what is public, whatever happened
    /// between the pages.
    #[test]
    fn whoever_follows_has_exactly_what_is_public(
        steps in prop::collection::vec((0..6_u8, 0..4_u8, 0..9_i32), 1..25),
    ) {
        let mut site = Site::new();
        let (mut token, mut texts) = (None::<String>, BTreeMap::new());
        let mut read = |site: &Site, first: i32| {
            let page = site.changes(token.as_deref(), first);
            if page["reset"] == true {
                texts.clear();
            }
            for change in page["changes"].as_array().unwrap() {
                let id = change["id"].as_str().unwrap().to_owned();
                match change["document"]["text"].as_str() {
                    Some(text) => texts.insert(id, text.to_owned()),
                    None => texts.remove(&id),
                };
            }
            token = Some(page["token"].as_str().unwrap().to_owned());
            (page["hasMore"] == true, texts.clone())
        };
        for (term, what, first) in steps {
            let slug = format!("t{term}");
            match what {
                0 => site.delete_term(&slug),
                1 | 2 => site.term(&slug, &format!("{what}.")),
                _ => drop(read(&site, first)),
            }
        }
        let mut last = read(&site, 50);
        while last.0 {
            last = read(&site, 50);
        }
        prop_assert_eq!(last.1, site.texts());
    }
}

#[test]
fn whoever_listens_hears_what_happens_over_the_content_as_it_is_then() {
    let mut site = Site::new();
    let mut next = site.subscribe(
        "subscription { contentChanged { slug deleted token node { label } document { hash } } }",
    );
    assert_eq!(next(), None, "nothing has happened");
    site.term("ett", "Ett.");
    let event = next().unwrap();
    let change = &event["data"]["contentChanged"];
    assert_eq!(change["slug"], "ett", "{event}");
    assert_eq!(change["node"]["label"], "ett", "what is there now, not at the beginning");
    assert_eq!(next(), None);
    // What happened while nobody looked is told once.
    site.term("två", "not a slug");
    for definition in ["Ett.", "Två.", "Tre."] {
        site.term("tva", definition);
    }
    site.delete_term("ett");
    let heard: Vec<_> = std::iter::from_fn(&mut next)
        .map(|event| event["data"]["contentChanged"]["slug"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(heard, ["tva", "ett"]);
    // A token of a change goes on after it.
    let since = change["token"].as_str().unwrap();
    let query = format!(
        "subscription {{ contentChanged(since: {since:?}) {{ slug deleted node {{ slug }} }} }}"
    );
    let mut again = site.subscribe(&query);
    assert_eq!(again().unwrap()["data"]["contentChanged"]["slug"], "tva");
    let gone = json!({ "slug": "ett", "deleted": true, "node": null });
    assert_eq!(again().unwrap()["data"]["contentChanged"], gone);
    assert_eq!(again(), None);
}

#[test]
fn only_what_is_asked_for_is_heard() {
    let mut site = Site::new();
    let known = site.changes(None, 100)["changes"].as_array().unwrap().clone();
    let id = known[0]["id"].as_str().unwrap();
    let heard = |next: &mut dyn FnMut() -> Option<Value>| std::iter::from_fn(next).count();
    let subscription = |filter: &str| {
        format!("subscription {{ contentChanged(filter: {{ {filter} }}) {{ slug }} }}")
    };
    let mut terms = site.subscribe(&subscription("kinds: [TERM, PERSON]"));
    let mut news = site.subscribe(&subscription("kinds: [NEWS_ARTICLE]"));
    let mut one = site.subscribe(&subscription(&format!("ids: [{id:?}, \"nobody\"]")));
    let mut none = site.subscribe(&subscription("ids: []"));
    let all: [&mut dyn FnMut() -> Option<Value>; 4] = [&mut terms, &mut news, &mut one, &mut none];
    for next in all {
        assert_eq!(next(), None, "from now on");
    }
    site.term("ett", "Ett.");
    assert_eq!(
        [heard(&mut terms), heard(&mut news), heard(&mut one), heard(&mut none)],
        [1, 0, 0, 0]
    );
}

#[test]
fn a_subscription_that_cannot_go_on_says_so_and_ends() {
    let mut site = Site::new();
    for foreign in ["", "nonsense", Site::new().changes(None, 1)["token"].as_str().unwrap()] {
        let query = format!("subscription {{ contentChanged(since: {foreign:?}) {{ slug }} }}");
        let mut next = site.subscribe(&query);
        let code = &next().unwrap()["errors"][0]["extensions"]["code"];
        assert_eq!(*code, "TOKEN_EXPIRED", "{foreign}");
        assert_eq!(next(), Some(Value::Null));
    }
    // The journal is begun anew while somebody listens.
    let mut next = site.subscribe("subscription { contentChanged { slug } }");
    assert_eq!(next(), None);
    let (snapshot, _) = site.published.lock().unwrap().clone();
    site.journal = Journal::in_memory(snapshot);
    site.term("ett", "Ett.");
    assert_eq!(next().unwrap()["errors"][0]["extensions"]["code"], "TOKEN_EXPIRED");
    assert_eq!(next(), Some(Value::Null));
}

#[test]
fn a_subscription_that_does_not_fit_the_schema_is_refused() {
    let site = Site::new();
    let mut next = site.subscribe("subscription { contentChanged { nothing } }");
    let refusal = next().unwrap();
    assert_eq!(refusal["errors"][0]["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED");
    assert_eq!(refusal["errors"][0].get("path"), None);
    assert_eq!(next(), Some(Value::Null));
}

#[test]
fn the_subscription_to_copy_begins() {
    let page = include_str!("../../../../docs/api.md");
    let mut blocks = page.split("```graphql\n").skip(1).filter_map(|rest| rest.split("```").next());
    let subscription = blocks.find(|block| block.starts_with("subscription")).unwrap();
    let mut site = Site::new();
    let mut next = site.subscribe(subscription);
    assert_eq!(next(), None);
    let news = "+++\nheadline = \"Nytt\"\npublishedOn = 2031-02-01\n+++\n";
    site.edit("news/nytt.md", Some(news));
    assert_eq!(next().unwrap()["data"]["contentChanged"]["node"]["label"], "Nytt");
}
