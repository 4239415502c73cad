//! Documents one by one: found by slug and id, related to each other, with their claims.

use serde_json::{Value, json};

use crate::asking::{Tree, ask, ask_with, execute, refused};

const NOW: &str = "2031-07-01T12:00:00+02:00";

#[test]
fn a_document_is_found_by_present_and_former_slug_and_by_id() {
    let look_up = |arguments: &str| {
        let query = format!("{{ seminar({arguments}) {{ id slug }} }}");
        ask(Tree::Twin, NOW, &query)["seminar"].clone()
    };
    let found = look_up(r#"slug: "provprat-2031""#);
    for former in ["provprat", "pratprov"] {
        assert_eq!(look_up(&format!("slug: {former:?}")), found, "{former}");
    }
    assert_eq!(look_up(&format!("id: {}", found["id"])), found);
    assert_eq!(look_up(r#"slug: "provprat", site: "exempel""#), found);
    for absent in [
        r#"slug: "provprat", site: "annan""#,
        r#"slug: "finns-inte""#,
        r#"slug: "Å""#,
        r#"id: "skräp""#,
        r#"slug: "hemligt-mote-2031""#,
    ] {
        assert_eq!(look_up(absent), Value::Null, "{absent}");
    }
    for wrong in ["", r#"(slug: "a", id: "b")"#, r#"(site: "exempel")"#] {
        let query = format!("{{ seminar{wrong} {{ id }} }}");
        assert_eq!(refused(Tree::Twin, NOW, &query), ["BAD_USER_INPUT"], "{wrong}");
    }
}

#[test]
fn one_wrong_look_up_costs_nothing_else() {
    let query = r#"{ wrong: seminar { id } right: seminar(slug: "provprat") { slug } }"#;
    let snapshot = Tree::Twin.snapshot(NOW);
    let response = execute(&snapshot, NOW, async_graphql::Request::new(query));
    assert_eq!(response["data"], json!({ "wrong": null, "right": { "slug": "provprat-2031" } }));
    assert_eq!(response["errors"].as_array().unwrap().len(), 1);
}

#[test]
fn nodes_of_every_kind_by_id_in_the_order_asked() {
    let lists =
        "seminars allSeries people organisations venues news initiatives figures terms sources";
    let fields: Vec<String> = lists
        .split(' ')
        .map(|list| format!("{list}(first: 1) {{ nodes {{ id kind label url }} }}"))
        .collect();
    let data = ask(Tree::Twin, NOW, &format!("{{ {} }}", fields.join(" ")));
    let of_each: Vec<&Value> = lists.split(' ').map(|list| &data[list]["nodes"][0]).collect();
    let mut ids: Vec<Value> = of_each.iter().map(|node| node["id"].clone()).collect();
    ids.insert(3, json!("finns-inte"));
    let query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id kind label url } }";
    let nodes = ask_with(Tree::Twin, NOW, query, json!({ "ids": ids }))["nodes"].clone();
    assert_eq!(nodes[3], Value::Null);
    let found: Vec<&Value> =
        nodes.as_array().unwrap().iter().filter(|node| !node.is_null()).collect();
    assert_eq!(found, of_each);
    assert_eq!(of_each[0]["url"], "https://exempel.test/seminars/provprat-2031");
    let query = "query ($id: ID!) { node(id: $id) { id ... on Seminar { title } } }";
    let node = ask_with(Tree::Twin, NOW, query, json!({ "id": ids[0] }))["node"].clone();
    assert_eq!(node["title"], "Provprat på nätet");
}

#[test]
fn a_person_is_told_occasion_by_occasion() {
    let data = ask(
        Tree::Twin,
        NOW,
        r#"{ person(slug: "testo-testsson") {
            name party affiliations { title from organisation { abbreviation } }
            appearances { role title seminar { slug } }
            statements { text title organisation { slug } occasion { slug kind } terms { slug } }
        } }"#,
    );
    insta::assert_json_snapshot!(data["person"]);
}

#[test]
fn a_seminar_with_everything_around_it() {
    let data = ask(
        Tree::Twin,
        NOW,
        r#"{ seminar(slug: "provfrukost-2031") {
            label title subtitle date startsAt endsAt servingFrom timeZone format attendance status
            series { title theme } venue { name street city } accessibility audience language
            organisers { name } contact { name email phone } registration { url deadline note }
            links { title url note } terms { name } initiatives { name }
            appearances { person { name } role title organisation { name } initiative { name } }
            statements { text } sources { title url date publisher }
            claims(field: "startsAt") { value basis followed reason source { title } site { slug } }
            body { html text }
        } }"#,
    );
    insta::assert_json_snapshot!(data["seminar"]);
}

#[test]
fn claims_are_narrowed_to_a_field_and_accessibility_falls_back_on_the_venue() {
    let data = ask(
        Tree::Twin,
        NOW,
        r#"{
            own: seminar(slug: "provfrukost-2031") {
                accessibility
                claims { field }
                starts: claims(field: "startsAt") { followed }
                none: claims(field: "title") { followed }
            }
            venues: seminar(slug: "testlunch-2031") { accessibility }
        }"#,
    );
    assert_eq!(data["own"]["accessibility"], "Teckenspråkstolk finns.");
    assert_eq!(data["venues"]["accessibility"], "Hiss och hörslinga.");
    assert_eq!(data["own"]["starts"], json!([{ "followed": true }, { "followed": false }]));
    assert_eq!(data["own"]["none"], json!([]));
}

#[test]
fn an_organisation_keeps_the_names_it_has_had() {
    let query = r#"{ organisation(slug: "samordningsforbundet-exempelkoping") {
        name names { name abbreviation from until } } }"#;
    let data = ask(Tree::Twin, NOW, query);
    assert_eq!(
        data["organisation"]["names"],
        json!([{
            "name": "Samordningsförbundet Testköping",
            "abbreviation": "SFT",
            "from": "2019",
            "until": "2028-06",
        }])
    );
}

#[test]
fn relations_are_read_backwards_too() {
    let data = ask(
        Tree::Twin,
        NOW,
        r#"{
            term(slug: "nollkoll") {
                seminars { nodes { slug } } figures { nodes { text year } }
                statements { nodes { text person { name } } } related { slug }
            }
            venue(slug: "testsalen") { seminars(first: 1) { totalCount nodes { slug } } }
            organisation(slug: "provenheten") { people { slug } parent { slug } }
            initiative(slug: "provlinjen") { seminars { totalCount } news { totalCount } }
        }"#,
    );
    insta::assert_json_snapshot!(data);
}

#[test]
fn a_search_finds_by_name_and_by_words() {
    let first = |query: &str| {
        let query = format!(
            "{{ search(query: {query:?}, first: 1) {{ nodes {{ node {{ slug }} highlights {{ html }} }} }} }}"
        );
        ask(Tree::Twin, NOW, &query)["search"]["nodes"][0].clone()
    };
    assert_eq!(first("Testa Testsson")["node"]["slug"], "testa-testsson");
    assert_eq!(first("nollkoll")["node"]["slug"], "nollkoll");
    assert_eq!(first("xyzzy"), Value::Null);
    let data = ask(
        Tree::Twin,
        NOW,
        r#"{ search(query: "nollkoll", kinds: [FIGURE]) { nodes { node { kind } score } } }"#,
    );
    let nodes = data["search"]["nodes"].as_array().unwrap();
    assert!(!nodes.is_empty() && nodes.iter().all(|hit| hit["node"]["kind"] == "FIGURE"));
}

#[test]
fn a_question_may_bring_its_own_now_with_any_offset() {
    let today = |at: &str| {
        let query =
            format!(r#"{{ ask(question: "vad händer idag?"{at}) {{ nodes {{ slug }} }} }}"#);
        ask(Tree::Twin, NOW, &query)["ask"]["nodes"][0]["slug"].clone()
    };
    assert_eq!(today(""), "provfrukost-2031");
    // Still the first of July where it is asked, but the second in Stockholm.
    assert_eq!(today(r#", at: "2031-07-01T18:30:00-05:00""#), "testlunch-2031");
    assert_eq!(today(r#", at: "2031-07-01T21:59:59Z""#), "provfrukost-2031");
    assert_eq!(today(r#", at: "2031-07-01T22:00:00Z""#), "testlunch-2031");
}

#[test]
fn a_question_is_answered_with_its_sources() {
    let query = r#"query ($context: String) {
        ask(question: "vad är nollkoll?", context: $context) {
            kind text citations { title publisher } nodes { slug kind } interpretation context
        }
    }"#;
    let answer = ask_with(Tree::Twin, NOW, query, json!({ "context": "skräp" }))["ask"].clone();
    assert_eq!(answer["kind"], "DEFINITION");
    assert!(answer["text"].as_str().unwrap().contains("Att inte veta något om det man provar"));
    assert_eq!(answer["nodes"][0]["slug"], "nollkoll");
    assert_eq!(answer["citations"].as_array().unwrap().len(), 1);
}
