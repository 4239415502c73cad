//! Buttons, menus and forms.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{at_most, list, text};

const ROWS: usize = 5;
const BUTTONS: usize = 5;
const LABEL: usize = 80;
const CUSTOM_ID: usize = 100;
const ADDRESS: usize = 512;
const MENU_OPTIONS: usize = 25;
const MENU_TEXT: usize = 100;
const PLACEHOLDER: usize = 150;
const MODAL_TITLE: usize = 45;
const INPUT_LABEL: usize = 45;
const INPUT_VALUE: usize = 4_000;

const ROW: u64 = 1;
const BUTTON: u64 = 2;
const MENU: u64 = 3;
const INPUT: u64 = 4;

/// What is wrong with the rows under a message.
pub(super) fn rows(components: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let rows = list(components);
    if rows.len() > ROWS {
        found.push(format!("{} rows", rows.len()));
    }
    let mut ids = BTreeSet::new();
    for row in rows {
        if row["type"] != ROW {
            found.push(format!("{} is no row", row["type"]));
        }
        let inside = list(&row["components"]);
        let buttons = inside.iter().filter(|component| component["type"] == BUTTON).count();
        let fits = match (buttons, inside.len()) {
            (0, 1) => true,
            (_, all) => buttons == all && (1..=BUTTONS).contains(&buttons),
        };
        if !fits {
            found.push(format!("a row of {} components, {buttons} buttons", inside.len()));
        }
        for component in inside {
            match component["type"].as_u64() {
                Some(BUTTON) => button(&mut found, component),
                Some(MENU) => menu(&mut found, component),
                Some(5..=8) => {}
                other => found.push(format!("{other:?} does not stand in a row")),
            }
            let has_id = component["style"] != 5 && component["style"] != 6;
            if has_id || !component["custom_id"].is_null() {
                own_id(&mut found, &mut ids, &component["custom_id"]);
            }
        }
    }
    found
}

fn own_id(found: &mut Vec<String>, ids: &mut BTreeSet<String>, id: &Value) {
    let id = text(id);
    if id.is_empty() {
        found.push("a component without custom_id".to_owned());
    }
    at_most(found, "custom_id", &id, CUSTOM_ID);
    if !ids.insert(id.clone()) {
        found.push(format!("custom_id {id:?} stands there twice"));
    }
}

fn button(found: &mut Vec<String>, button: &Value) {
    at_most(found, "label", &text(&button["label"]), LABEL);
    if text(&button["label"]).trim().is_empty() && button["emoji"].is_null() {
        found.push("a button without label".to_owned());
    }
    match button["style"].as_u64() {
        Some(1..=4) if !button["url"].is_null() => {
            found.push("a button with both custom_id and url".to_owned());
        }
        Some(1..=4) => {}
        Some(5) => {
            found.extend(not_web(&button["url"]));
            at_most(found, "url", &text(&button["url"]), ADDRESS);
            if !button["custom_id"].is_null() {
                found.push("a link with custom_id".to_owned());
            }
        }
        other => found.push(format!("no button has style {other:?}")),
    }
}

fn menu(found: &mut Vec<String>, menu: &Value) {
    at_most(found, "placeholder", &text(&menu["placeholder"]), PLACEHOLDER);
    let options = list(&menu["options"]);
    if !(1..=MENU_OPTIONS).contains(&options.len()) {
        found.push(format!("a menu of {}", options.len()));
    }
    let mut values = BTreeSet::new();
    for option in options {
        for part in ["label", "value"] {
            if text(&option[part]).is_empty() {
                found.push(format!("an option without {part}"));
            }
        }
        for part in ["label", "value", "description"] {
            at_most(found, part, &text(&option[part]), MENU_TEXT);
        }
        if !values.insert(text(&option["value"])) {
            found.push(format!("{} can be chosen twice", option["value"]));
        }
    }
}

/// What is wrong with a form.
pub(super) fn modal(data: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut ids = BTreeSet::new();
    own_id(&mut found, &mut ids, &data["custom_id"]);
    ids.clear();
    if text(&data["title"]).trim().is_empty() {
        found.push("a form without title".to_owned());
    }
    at_most(&mut found, "title", &text(&data["title"]), MODAL_TITLE);
    let rows = list(&data["components"]);
    if !(1..=ROWS).contains(&rows.len()) {
        found.push(format!("{} rows", rows.len()));
    }
    for row in rows {
        let [input] = list(&row["components"]) else {
            found.push("a row of a form that does not hold one input".to_owned());
            continue;
        };
        if input["type"] != INPUT || row["type"] != ROW {
            found.push(format!("{} is no input", input["type"]));
        }
        if text(&input["label"]).trim().is_empty() {
            found.push("an input without label".to_owned());
        }
        if !matches!(input["style"].as_u64(), Some(1 | 2)) {
            found.push(format!("no input has style {}", input["style"]));
        }
        at_most(&mut found, "label", &text(&input["label"]), INPUT_LABEL);
        at_most(&mut found, "placeholder", &text(&input["placeholder"]), MENU_TEXT);
        at_most(&mut found, "value", &text(&input["value"]), INPUT_VALUE);
        own_id(&mut found, &mut ids, &input["custom_id"]);
    }
    found
}

/// Links lead to the web, or into Discord.
pub(super) fn not_web(address: &Value) -> Option<String> {
    let text = text(address);
    let scheme = ["http://", "https://", "discord://"].iter().find(|s| text.starts_with(**s));
    let fine = scheme.is_some_and(|scheme| text.len() > scheme.len())
        && !text.contains(char::is_whitespace);
    (!fine).then(|| format!("{address} is no address on the web"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{super::check, *};

    fn button(id: &str) -> Value {
        json!({ "type": 2, "style": 1, "label": "Mer", "custom_id": id })
    }

    fn row(components: &[Value]) -> Value {
        json!({ "type": 1, "components": components })
    }

    #[test]
    fn under_messages() {
        let found = |components: &[Value]| rows(&json!(components));
        check(&found(&[row(&[button("a"), button("b")])]), "");
        check(&found(&[button("a")]), "2 is no row; a row of 0 components, 0 buttons");
        let six: Vec<_> = ["a", "b", "c", "d", "e", "f"].map(button).into();
        check(&found(&[row(&six)]), "a row of 6 components, 6 buttons");
        let rows: Vec<_> = six.iter().map(|button| row(std::slice::from_ref(button))).collect();
        check(&found(&rows), "6 rows");
        check(&found(&[row(&[button("a"), button("a")])]), r#"custom_id "a" stands there twice"#);
        check(&found(&[row(&[button("")])]), "a component without custom_id");
        check(
            &found(&[row(&[button(&"x".repeat(101))])]),
            "custom_id holds 101 characters, 100 is the limit",
        );
        let link = json!({ "type": 2, "style": 5, "label": "Mer" });
        check(&found(&[row(&[link])]), "null is no address on the web");
        let link = json!({ "type": 2, "style": 5, "label": "Mer", "url": "https://exempel.test" });
        check(&found(&[row(&[link])]), "");
    }

    #[test]
    fn forms() {
        let input = json!({ "type": 4, "style": 1, "label": "När?", "custom_id": "when" });
        let form = |input: &Value| {
            let rows = json!([{ "type": 1, "components": [input] }]);
            modal(&json!({ "custom_id": "a", "title": "Påminn", "components": rows }))
        };
        check(&form(&input), "");
        let mut long = input;
        long["label"] = "x".repeat(46).into();
        check(&form(&long), "label holds 46 characters, 45 is the limit");
    }
}
