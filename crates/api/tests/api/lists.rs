//! Lists: what filters let through, in which order, page by page.

use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

use crate::asking::{Tree, ask, ask_with, refused};

const SUMMER: &str = "2031-07-02T09:00:00+02:00";

/// The slugs of the seminars that pass a filter, in order.
fn seminars(now: &str, filter: &str) -> Vec<String> {
    let query =
        format!("{{ seminars(filter: {{ {filter} }}, first: 100) {{ nodes {{ slug }} }} }}");
    slugs(&ask(Tree::Twin, now, &query)["seminars"])
}

fn slugs(connection: &Value) -> Vec<String> {
    let nodes = connection["nodes"].as_array().unwrap();
    nodes.iter().map(|node| node["slug"].as_str().unwrap().to_owned()).collect()
}

fn check_at(now: &str, filter: &str, expected: &[&str]) {
    assert_eq!(seminars(now, filter), expected, "{filter} at {now}");
}

#[test]
fn seminars_by_time() {
    let check = |filter: &str, expected: &[&str]| check_at(SUMMER, filter, expected);
    check(r#"on: "2031-07-01""#, &["provfrukost-2031"]);
    check(r#"on: "2031-07-05""#, &[]);
    check("when: TODAY", &["testlunch-2031"]);
    check("when: TOMORROW", &["provsandning-2031"]);
    check(
        "when: THIS_WEEK",
        &["provfrukost-2031", "testlunch-2031", "provsandning-2031", "flyttad-forelasning-2031"],
    );
    check("when: NEXT_WEEK", &[]);
    check("when: PAST", &["provprat-2031", "provfrukost-2031"]);
    check("when: NOW", &[]);
    check_at("2031-07-01T08:49:59+02:00", "when: NOW", &["provfrukost-2031"]);
    check_at("2031-07-01T08:50:00+02:00", "when: NOW", &[]);
    // From what is not over to what has begun; the borders themselves are outside.
    check(
        r#"from: "2031-07-02T12:45:00+02:00", until: "2031-07-04T10:00:00+02:00""#,
        &["provsandning-2031"],
    );
}

#[test]
fn a_night_is_on_both_its_days_and_an_open_day_all_day() {
    let check = |filter: &str, expected: &[&str]| check_at(SUMMER, filter, expected);
    check(r#"on: "2031-08-15""#, &["nattprov-2031"]);
    check(r#"on: "2031-08-16""#, &["nattprov-2031"]);
    check(r#"on: "2031-08-17""#, &[]);
    check_at("2031-09-15T00:00:00+02:00", "when: NOW", &["heldag-2031"]);
    check_at("2031-09-15T23:59:59+02:00", "when: NOW", &["heldag-2031"]);
    // The hour that comes twice: it starts in the first and ends in the second.
    check_at("2031-10-26T02:45:00+02:00", "when: NOW", &["vintertid-2031"]);
    check_at("2031-10-26T02:15:00+01:00", "when: NOW", &["vintertid-2031"]);
    check_at("2031-10-26T02:30:00+01:00", "when: NOW", &[]);
}

#[test]
fn seminars_by_what_they_refer_to() {
    let check = |filter: &str, expected: &[&str]| check_at(SUMMER, filter, expected);
    check(r#"speaker: "testo-testsson""#, &["testlunch-2031", "flyttad-forelasning-2031"]);
    // A moderator or a host does not speak.
    check(r#"speaker: "exempla-de-exempel""#, &[]);
    check(
        r#"organisation: "pahittade-myndigheten""#,
        &["testlunch-2031", "provsandning-2031", "flyttad-forelasning-2031"],
    );
    check(r#"venue: "testsalen", when: TODAY"#, &["testlunch-2031"]);
    check(r#"initiative: "provlinjen""#, &["provprat-2031", "provfrukost-2031"]);
    check(r#"term: "nollkoll", status: [CANCELLED]"#, &["testlunch-2031"]);
    check("status: []", &[]);
    check(r#"slug: ["pratprov"]"#, &["provprat-2031"]);
    check(r#"site: ["exempel"], on: "2031-07-01""#, &["provfrukost-2031"]);
    check(r#"site: ["nagon-annan"]"#, &[]);
    check(r#"text: "smorgas", until: "2032-01-01T00:00:00+01:00""#, &["provfrukost-2031"]);
    check(r#"speaker: "ingen-alls""#, &[]);
}

#[test]
fn conditions_are_joined() {
    let check = |filter: &str, expected: &[&str]| check_at(SUMMER, filter, expected);
    check("or: [{ when: TODAY }, { when: TOMORROW }]", &["testlunch-2031", "provsandning-2031"]);
    check("or: []", &[]);
    check("and: []", &seminars(SUMMER, "").iter().map(String::as_str).collect::<Vec<_>>());
    check(
        "and: [{ when: THIS_WEEK }, { not: { status: [CANCELLED, MOVED, MOVED_ONLINE] } }]",
        &["provfrukost-2031"],
    );
    check("when: TODAY, not: { status: [CANCELLED] }", &[]);
}

#[test]
fn what_is_not_public_is_nowhere() {
    for now in [SUMMER, "2031-07-31T23:00:00+02:00"] {
        let all = seminars(now, "");
        assert!(!all.contains(&"hemligt-mote-2031".to_owned()), "a draft");
        assert!(!all.contains(&"hostprov-2031".to_owned()), "published in August");
    }
    assert!(seminars("2031-08-01T09:00:00+02:00", "").contains(&"hostprov-2031".to_owned()));
    assert!(!seminars("2031-12-01T00:00:00+01:00", "").contains(&"hostprov-2031".to_owned()));
}

#[test]
fn seminars_are_sorted_as_asked() {
    let sorted = |order: &str| {
        let query =
            format!("{{ seminars(orderBy: [{order}], first: 100) {{ nodes {{ slug }} }} }}");
        slugs(&ask(Tree::Twin, SUMMER, &query)["seminars"])
    };
    let natural = seminars(SUMMER, "");
    assert_eq!(sorted("{ field: STARTS_AT }"), natural);
    let backwards: Vec<String> = natural.into_iter().rev().collect();
    assert_eq!(sorted("{ field: STARTS_AT, direction: DESC }"), backwards);
    let titles = sorted("{ field: TITLE }");
    let (first, last) = (titles.first().unwrap(), titles.last().unwrap());
    assert_eq!([first, last], ["anna-attrapp-och-anna-attrapp-2032", "waiting-together-2032"]);
}

#[test]
fn pages_put_together_are_the_list() {
    let query = "query ($after: String) {
        seminars(first: 3, after: $after) {
            nodes { slug } edges { node { slug } cursor }
            totalCount pageInfo { hasNextPage hasPreviousPage endCursor startCursor }
        }
    }";
    let (mut all, mut after) = (Vec::new(), Value::Null);
    loop {
        let data = ask_with(Tree::Twin, SUMMER, query, json!({ "after": after }));
        let page = &data["seminars"];
        assert_eq!(page["pageInfo"]["hasPreviousPage"], json!(!all.is_empty()));
        assert_eq!(
            page["pageInfo"]["endCursor"],
            page["edges"].as_array().unwrap().last().unwrap()["cursor"]
        );
        all.extend(slugs(page));
        assert_eq!(page["totalCount"], json!(seminars(SUMMER, "").len()));
        if page["pageInfo"]["hasNextPage"] == json!(false) {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    assert_eq!(all, seminars(SUMMER, ""));
}

#[test]
fn the_last_ones_before_a_place() {
    let data = ask(
        Tree::Twin,
        SUMMER,
        "{ seminars(last: 2) { nodes { slug } pageInfo { startCursor hasNextPage } } }",
    );
    let all = seminars(SUMMER, "");
    let (rest, last) = all.split_at(all.len() - 2);
    assert_eq!(slugs(&data["seminars"]), last);
    let query = "query ($before: String) { seminars(last: 2, before: $before) { nodes { slug } } }";
    let before = data["seminars"]["pageInfo"]["startCursor"].clone();
    let data = ask_with(Tree::Twin, SUMMER, query, json!({ "before": before }));
    assert_eq!(slugs(&data["seminars"]), rest.split_at(rest.len() - 2).1);
}

#[test]
fn pages_nobody_can_mean_are_refused() {
    for arguments in ["first: 101", "first: -1", "last: 101", "first: 1, last: 1", "after: \"å\""]
    {
        let query = format!("{{ seminars({arguments}) {{ totalCount }} }}");
        assert_eq!(refused(Tree::Twin, SUMMER, &query), ["BAD_USER_INPUT"], "{arguments}");
    }
    assert_eq!(
        refused(Tree::Twin, SUMMER, r#"{ seminars(filter: { on: "2031-02-30" }) { totalCount } }"#),
        ["BAD_USER_INPUT"]
    );
}

#[test]
fn news_by_day_and_by_what_they_are_about() {
    let check = |filter: &str, expected: &[&str]| {
        let query = format!("{{ news(filter: {{ {filter} }}) {{ nodes {{ slug }} }} }}");
        assert_eq!(slugs(&ask(Tree::Twin, SUMMER, &query)["news"]), expected, "{filter}");
    };
    check(
        r#"until: "2031-07-02""#,
        &["tva-verk-blir-ett", "provlinjen-forlangs", "landstinget-blir-region", "ny-ordforande"],
    );
    check(r#"from: "2031-01-07", until: "2031-02-01""#, &["provlinjen-forlangs"]);
    check(r#"from: "2031-01-08", until: "2031-02-01""#, &[]);
    check(r#"until: "2031-01-07""#, &["landstinget-blir-region", "ny-ordforande"]);
    check(
        r#"until: "2031-01-08""#,
        &["provlinjen-forlangs", "landstinget-blir-region", "ny-ordforande"],
    );
    check(r#"person: "testa-testsson""#, &["ny-ordforande"]);
    check(r#"initiative: "provlinjen""#, &["provlinjen-forlangs"]);
    // The article names the seminar by a slug that it has had.
    check(r#"seminar: "provprat-2031""#, &["provlinjen-forlangs"]);
}

#[test]
fn a_place_in_a_list_is_found_again_when_the_list_has_moved() {
    let later = "2031-08-01T09:00:00+02:00";
    let query = "query ($after: String) {
        seminars(orderBy: [{ field: TITLE }], after: $after, first: 100) {
        edges { cursor node { slug } } nodes { slug } } }";
    let page = |now: &str, after: &Value| {
        ask_with(Tree::Twin, now, query, json!({ "after": after }))["seminars"].take()
    };
    let (before, now) = (page(SUMMER, &Value::Null), slugs(&page(later, &Value::Null)));
    let newcomer = now.iter().position(|slug| slug == "hostprov-2031").unwrap();
    // Every cursor from a time when the newcomer was not there leads on from the same document.
    for edge in before["edges"].as_array().unwrap() {
        let at = now.iter().position(|slug| edge["node"]["slug"] == *slug).unwrap();
        assert_eq!(slugs(&page(later, &edge["cursor"])), now.split_at(at + 1).1);
    }
    assert!(newcomer + 1 < now.len(), "some stand after the newcomer");
}

#[test]
fn a_list_goes_on_where_a_document_stood_that_is_gone() {
    let (while_there, when_gone) = ("2031-08-01T09:00:00+02:00", "2031-12-01T09:00:00+01:00");
    for order in ["[]", "[{ field: TITLE }]", "[{ field: STARTS_AT, direction: DESC }]"] {
        let query = format!(
            "query ($after: String, $before: String) {{
                list: seminars(orderBy: {order}, after: $after, before: $before, first: 100) {{
                    edges {{ cursor node {{ slug }} }} nodes {{ slug }} }} }}"
        );
        let page = |now: &str, name: &str, cursor: &Value| {
            ask_with(Tree::Twin, now, &query, json!({ name: cursor }))["list"].take()
        };
        let all = page(while_there, "after", &Value::Null);
        let edges = all["edges"].as_array().unwrap();
        let at = edges.iter().position(|edge| edge["node"]["slug"] == "hostprov-2031").unwrap();
        let (before, after) = edges.split_at(at);
        let named = |edges: &[Value]| {
            edges
                .iter()
                .map(|edge| edge["node"]["slug"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        let (cursor, after) = (&after[0]["cursor"], &after[1..]);
        assert_eq!(slugs(&page(when_gone, "after", cursor)), named(after), "{order}");
        assert_eq!(slugs(&page(when_gone, "before", cursor)), named(before), "{order}");
    }
}

#[test]
fn a_cursor_leads_nowhere_in_another_list() {
    let cursors = ask(
        Tree::Twin,
        SUMMER,
        r#"{
            seminars { pageInfo { endCursor } }
            people { pageInfo { endCursor } }
            search(query: "prov") { pageInfo { endCursor } }
            venue(slug: "testsalen") { seminars { pageInfo { endCursor } } }
        }"#,
    );
    let cursor = |list: &Value| list["pageInfo"]["endCursor"].as_str().unwrap().to_owned();
    let check = |cursor: &str, list: &str| {
        let query = format!("{{ {list}(after: \"{cursor}\") {{ totalCount }} }}");
        assert_eq!(refused(Tree::Twin, SUMMER, &query), ["BAD_USER_INPUT"], "{cursor}");
    };
    check(&cursor(&cursors["people"]), "seminars");
    check(&cursor(&cursors["search"]), "seminars");
    check(&cursor(&cursors["venue"]["seminars"]), "seminars");
    check(&cursor(&cursors["seminars"]), "people");
    check(&cursor(&cursors["people"]), "speakers");
    check("", "seminars");
    // The largest place there is, which is in no list.
    let far = BASE64URL_NOPAD.encode(format!("1 seminars {} ingen", usize::MAX).as_bytes());
    for order in ["ASC", "DESC"] {
        let query = format!(
            "{{ seminars(after: \"{far}\", orderBy: [{{ field: STARTS_AT, direction: {order} }}]) {{
                nodes {{ slug }} }} }}"
        );
        assert_eq!(slugs(&ask(Tree::Twin, SUMMER, &query)["seminars"]), [""; 0]);
    }
    check(&"A".repeat(100_000), "seminars");
}

#[test]
fn every_other_list_is_narrowed_by_its_relations() {
    let check = |field: &str, expected: &[&str]| {
        let data = ask(Tree::Twin, SUMMER, &format!("{{ list: {field} {{ nodes {{ slug }} }} }}"));
        assert_eq!(slugs(&data["list"]), expected, "{field}");
    };
    check(
        r#"speakers(filter: { seminar: "provfrukost-2031" })"#,
        &["prova-provberg", "testa-testsson"],
    );
    check(r#"speakers(filter: { text: "testo" })"#, &["testo-testsson"]);
    check(
        "people(filter: { role: MODERATOR })",
        &["bo-ek", "exempla-de-exempel", "karin-kopia", "love-de-la-mall", "per-olof-utkast"],
    );
    check(r#"people(filter: { organisation: "provenheten" })"#, &["testa-testsson"]);
    check(r#"people(filter: { seminar: "provprat" })"#, &["prova-provberg"]);
    check(r#"people(filter: { text: "tezta" })"#, &["testa-testsson"]);
    check(
        "organisations(filter: { organisationKind: AUTHORITY })",
        &["pahittade-myndigheten", "statens-ko-och-vanteverk"],
    );
    check(
        r#"figures(filter: { term: "nollkoll" })"#,
        &["nollkoll-enligt-bladet", "nollkoll-enligt-arsboken"],
    );
    check("figures(filter: { year: 2030, measures: PEOPLE })", &["nollkoll-enligt-arsboken"]);
    check(r#"sources(filter: { slug: ["egen-ordlista"] })"#, &["egen-ordlista"]);
    check(r#"terms(filter: { text: "0-koll" })"#, &["nollkoll"]);
    check(r#"allSeries(filter: { text: "exempelveckan" })"#, &["exempelveckan-2031"]);
    check(r#"venues(filter: { city: "Exempelköping" })"#, &["testsalen"]);
    check(r#"initiatives(filter: { person: "prova-provberg" })"#, &["provlinjen"]);
    check(r#"organisations(filter: { parent: "exempelkopings-kommun" })"#, &["provenheten"]);
    check("sites", &["exempel"]);
}
