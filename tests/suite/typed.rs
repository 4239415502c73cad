//! The typed client against the real server: what it asks is answered, and what it hears is true.

use finsam_client::{
    Changed, Client, Error, Kind, MAX_PAGE, NodeId, Noun, SeminarStatus, SeminarsWanted,
};
use finsam_tests::finsam::{SOON, Server, Tree};
use jiff::Timestamp;
use tokio::time::timeout;

const SUMMER: &str = "2031-07-01T09:00:00+02:00";
const MOVED: &str = "seminars/flyttad-forelasning-2031.md";

async fn start(tree: &Tree) -> (Server, Client) {
    let server = Server::start(tree, SUMMER).await;
    let client = Client::new(server.api().parse().unwrap()).unwrap();
    (server, client)
}

fn at(instant: &str) -> Timestamp {
    instant.parse().unwrap()
}

/// Everything there is, as `changes` tells it.
async fn everything(client: &Client) -> (Vec<NodeId>, String) {
    let (mut ids, mut since) = (Vec::new(), None);
    loop {
        let page = client.changes(since.as_deref(), MAX_PAGE).await.unwrap();
        assert!(!page.reset);
        for change in page.changes {
            assert!(!change.deleted && change.node.is_some(), "{}", change.slug);
            ids.push(change.id);
        }
        if !page.has_more {
            return (ids, page.token);
        }
        since = Some(page.token);
    }
}

async fn nouns_are_found_and_kept(tree: &Tree) {
    let (_server, client) = start(tree).await;
    client.fits().await.unwrap();
    let (ids, _) = everything(&client).await;
    let mut kinds = Vec::new();
    for some in ids.chunks(5) {
        for noun in client.nodes(some).await.unwrap() {
            let noun = noun.expect("what was told of is there");
            let kind = noun.kind().expect("no kind is unknown");
            let found = client.node_by(&kind, &noun.site().slug, noun.slug()).await.unwrap();
            assert_eq!(found.data.as_ref(), Some(&noun));
            let kept = serde_json::to_string(&noun).unwrap();
            assert_eq!(serde_json::from_str::<Noun>(&kept).unwrap(), noun, "{kept}");
            assert!(noun.url().starts_with("http") && !noun.label().is_empty());
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
    }
    assert_eq!(kinds.len(), 10, "{kinds:?}");
    let nothing = client.nodes(&[NodeId("nobody".to_owned())]).await.unwrap();
    assert_eq!(nothing, [None]);
    assert_eq!(client.node_by(&Kind::Person, "exempel", "ingen").await.unwrap().data, None);
}

#[tokio::test]
async fn every_noun_of_the_twin_is_found_and_kept() {
    nouns_are_found_and_kept(&Tree::twin()).await;
}

#[tokio::test]
async fn every_noun_we_publish_is_found_and_kept() {
    nouns_are_found_and_kept(&Tree::content()).await;
}

#[tokio::test]
async fn the_programme_of_a_window_comes_page_by_page() {
    let (_server, client) = start(&Tree::twin()).await;
    let wanted = SeminarsWanted {
        from: Some(at("2031-06-30T00:00:00+02:00")),
        until: Some(at("2031-07-07T00:00:00+02:00")),
        ..SeminarsWanted::default()
    };
    let whole = client.seminars(&wanted, MAX_PAGE, None).await.unwrap();
    assert_eq!((whole.items.len(), whole.next), (whole.total, None));
    let starts: Vec<_> = whole.items.iter().filter_map(|seminar| seminar.starts_at).collect();
    assert!(starts.is_sorted() && starts.len() > 3, "{starts:?}");
    let (mut slugs, mut after) = (Vec::new(), None);
    loop {
        let page = client.seminars(&wanted, 2, after.as_deref()).await.unwrap();
        assert!(page.items.len() <= 2 && page.total == whole.total);
        slugs.extend(page.items.into_iter().map(|seminar| seminar.slug));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(slugs, whole.items.iter().map(|seminar| &*seminar.slug).collect::<Vec<_>>());

    let moved = whole.items.iter().find(|seminar| seminar.slug == "flyttad-forelasning-2031");
    let moved = moved.expect("it is that week");
    assert_eq!(moved.status, SeminarStatus::Moved);
    assert_eq!(moved.moved_from, Some(at("2031-07-03T10:00:00+02:00")));
    assert_eq!(moved.starts_at, Some(at("2031-07-04T10:00:00+02:00")));
    assert_eq!(moved.time_zone, "Europe/Stockholm");
    assert_eq!(moved.appearances[0].person.name, "Testo Testsson");

    let next = client.next_seminars(at("2031-07-04T10:30:00+02:00"), 1).await.unwrap();
    assert_eq!(next.items[0].slug, "flyttad-forelasning-2031", "what goes on is next");
}

#[tokio::test]
async fn names_words_and_news_are_found() {
    let (_server, client) = start(&Tree::twin()).await;
    let people = client.suggest("tes", &[Kind::Person], 25).await.unwrap();
    assert!(people.iter().any(|found| found.node.slug == "testo-testsson"), "{people:?}");
    assert!(people.iter().all(|found| found.node.kind == Kind::Person));
    assert!(people.iter().all(|found| found.node.site.slug == "exempel"));
    let found = client.search("nollkoll", &[], 3, None).await.unwrap();
    assert!(found.page.items.len() == 3 && found.page.total > 3);
    assert!(found.page.items.iter().any(|hit| !hit.highlights.is_empty()));
    let more = client.search("nollkoll", &[], 3, found.page.next.as_deref()).await.unwrap();
    assert!(!more.page.items.contains(&found.page.items[0]));
    let news = client.news(MAX_PAGE, None).await.unwrap();
    assert!(news.items.is_sorted_by(|a, b| a.published_on >= b.published_on));
}

#[tokio::test]
async fn what_the_api_is_and_where_it_says_so() {
    let (_server, client) = start(&Tree::twin()).await;
    let sites = client.sites().await.unwrap();
    let site = sites.first().unwrap();
    assert_eq!((&*site.slug, site.editor.as_deref()), ("exempel", Some("redaktionen@exempel.se")));
    assert_eq!(client.version().await.unwrap().name, "finsam");
    let lunch = client.node_by(&Kind::Seminar, "exempel", "testlunch-2031").await.unwrap();
    let told = client.provenance(lunch.data.unwrap().id()).await.unwrap().unwrap();
    assert_eq!(told.label, "Testlunch för två Testsson");
    assert_eq!(told.site, *site);
    assert_eq!(client.provenance(&NodeId("nobody".to_owned())).await.unwrap(), None);
}

#[tokio::test]
async fn a_change_is_heard_and_what_it_is_can_be_fetched() {
    let tree = Tree::twin();
    let (server, client) = start(&tree).await;
    let (_, token) = everything(&client).await;
    let mut listener = client.listen(Some(&token), &[Kind::Seminar]).await.unwrap();
    tree.write(MOVED, &tree.read(MOVED).replace("T11:00", "T11:15"));
    let heard = timeout(SOON, listener.next()).await.unwrap().unwrap().expect("a change");
    assert_eq!((&*heard.slug, heard.deleted), ("flyttad-forelasning-2031", false));
    let page = client.changes(Some(&token), MAX_PAGE).await.unwrap();
    assert_eq!((page.changes.len(), page.has_more, page.reset), (1, false, false));
    let Some(Changed::Seminar(seminar)) = &page.changes[0].node else { panic!("{page:?}") };
    assert_eq!(seminar.ends_at, Some(at("2031-07-04T11:15:00+02:00")));

    tree.delete(MOVED);
    let heard = timeout(SOON, listener.next()).await.unwrap().unwrap().expect("a change");
    assert!(heard.deleted);
    let page = client.changes(Some(&page.token), MAX_PAGE).await.unwrap();
    assert!(page.changes[0].deleted && page.changes[0].node.is_none());

    // Who stops says so, and then nobody answers.
    server.stop().await;
    assert_eq!(timeout(SOON, listener.next()).await.unwrap().unwrap(), None);
    let refused = client.listen(None, &[]).await;
    assert!(matches!(refused, Err(Error::Unreachable { .. })), "{refused:?}");
}

#[tokio::test]
async fn a_place_that_is_not_known_begins_anew() {
    let (_server, client) = start(&Tree::twin()).await;
    let page = client.changes(Some("made-up"), 1).await.unwrap();
    assert!(page.reset && page.has_more);
    let mut listener = client.listen(Some("made-up"), &[]).await.unwrap();
    let refused = timeout(SOON, listener.next()).await.unwrap();
    let Err(Error::Refused { code, .. }) = refused else { panic!("{refused:?}") };
    assert_eq!(code.as_deref(), Some("TOKEN_EXPIRED"));
}

/// What the bot's cards are tested with is what the API gives. `FINSAM_RECORD=1` writes it anew.
#[tokio::test]
async fn what_cards_are_tested_with_is_fresh() {
    let twin: &[(Kind, &str)] = &[
        (Kind::Seminar, "flyttad-forelasning-2031"),
        (Kind::Seminar, "testlunch-2031"),
        (Kind::Seminar, "provsandning-2031"),
        (Kind::Seminar, "heldag-2031"),
        (Kind::Seminar, "den-andra-halv-tre-2032"),
        (Kind::Seminar, "vintervaka-i-vantsalen-2032"),
        (Kind::Seminar, "varens-sista-vantan-2032"),
        (Kind::Seminar, "frukost-i-kulissen-2032-11-04"),
        (Kind::Person, "testo-testsson"),
        (Kind::Person, "bo-ek"),
        (Kind::Organisation, "statens-ko-och-vanteverk"),
        (Kind::Organisation, "vandplatsen"),
        (Kind::Term, "mellanlage"),
        (Kind::Figure, "i-mellanlage-enligt-enkaten-2032"),
        (Kind::NewsArticle, "mandag-blir-tisdag"),
        (Kind::Initiative, "kolotsprojektet"),
        (Kind::Series, "exempelveckan-2031"),
        (Kind::Venue, "testsalen"),
        (Kind::Source, "hostprogrammet-2032"),
    ];
    let content: &[(Kind, &str)] = &[
        (Kind::Seminar, "vagen-till-ett-vardigt-liv-2018"),
        (Kind::Seminar, "nar-valfardssystemen-inte-racker-till-2014"),
        (Kind::Seminar, "vagen-till-ett-vardigt-liv-for-nollplacerade-2018"),
        (Kind::Person, "lisa-prytz"),
        (Kind::Organisation, "skl"),
        (Kind::Term, "nollplacerad"),
        (Kind::Figure, "nollplacerade-2014"),
        (Kind::NewsArticle, "finsamprojekt-bidrog-till-nationell-viljeinriktning"),
        (Kind::Initiative, "plattform-valdemarsvik"),
        (Kind::Series, "almedalen-2018"),
        (Kind::Venue, "joda-bar-och-kok"),
        (Kind::Source, "torsdag-frukost-2018"),
    ];
    let week = ("2031-06-30T00:00:00+02:00", "2031-07-07T00:00:00+02:00");
    record("twin", &Tree::twin(), "exempel", twin, week).await;
    let week = ("2018-07-01T00:00:00+02:00", "2018-07-08T00:00:00+02:00");
    record("content", &Tree::content(), "finsam", content, week).await;
}

async fn record(
    name: &str,
    tree: &Tree,
    site: &str,
    documents: &[(Kind, &str)],
    (from, until): (&str, &str),
) {
    let address = "https://exempel.test";
    let settings = ["--clock", SUMMER, "--listen", "127.0.0.1:0", "--public-url", address];
    let server = Server::start_with(tree, &settings).await;
    let client = Client::new(server.api().parse().unwrap()).unwrap();
    let mut nouns = Vec::new();
    for (kind, slug) in documents {
        let noun = client.node_by(kind, site, slug).await.unwrap();
        nouns.push(noun.data.unwrap_or_else(|| panic!("{kind:?} {slug} is gone")));
    }
    let wanted = SeminarsWanted {
        from: Some(at(from)),
        until: Some(at(until)),
        ..SeminarsWanted::default()
    };
    let programme = client.seminars(&wanted, MAX_PAGE, None).await.unwrap().items;
    let news = client.news(3, None).await.unwrap().items;
    let mut provenance = Vec::new();
    for noun in nouns.iter().rev().filter(|noun| matches!(noun, Noun::Seminar(_) | Noun::Term(_))) {
        provenance.extend(client.provenance(noun.id()).await.unwrap());
    }
    provenance.truncate(2);
    let value = serde_json::json!({
        "nouns": nouns, "programme": programme, "news": news, "provenance": provenance,
    });
    let told = format!("{}\n", serde_json::to_string_pretty(&value).unwrap());
    let file =
        format!("{}/../crates/bot/src/cards/recorded/{name}.json", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("FINSAM_RECORD").is_some() {
        std::fs::write(&file, &told).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == told, "{file} is not what the API gives: run again with FINSAM_RECORD=1");
}
