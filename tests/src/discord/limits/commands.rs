//! Sets of commands.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{CHOICE, CHOICES, at_most, length, list, localised, text};

const COMMANDS: usize = 100;
/// Commands in the menu of a message, and as many in that of a person.
const MENU_COMMANDS: usize = 15;
const NAME: usize = 32;
const DESCRIPTION: usize = 100;
const OPTIONS: usize = 25;
/// All names, descriptions and values of a command.
const TOTAL: usize = 8_000;

const SLASH: u64 = 1;
const SUBCOMMAND: u64 = 1;
const GROUP: u64 = 2;

const LOCALES: &str = "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE \
                       vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko";

/// What is wrong with a set of commands.
pub(in super::super) fn commands(body: &Value) -> Vec<String> {
    let Some(commands) = body.as_array() else { return vec!["not a list of commands".to_owned()] };
    let mut found = Vec::new();
    let kind = |command: &Value| command["type"].as_u64().unwrap_or(SLASH);
    let mut names = BTreeSet::new();
    for (of, limit) in [(SLASH, COMMANDS), (2, MENU_COMMANDS), (3, MENU_COMMANDS)] {
        let count = commands.iter().filter(|command| kind(command) == of).count();
        if count > limit {
            found.push(format!("{count} commands of type {of}"));
        }
    }
    for command in commands {
        if kind(command) == SLASH {
            named(&mut found, command);
            options(&mut found, command);
            if total(command) > TOTAL {
                found.push(format!("{} holds {} characters", command["name"], total(command)));
            }
        } else {
            in_menu(&mut found, command);
        }
        if !names.insert((kind(command), text(&command["name"]))) {
            found.push(format!("{} is there twice", command["name"]));
        }
    }
    found
}

/// A command in a menu: any name, nothing else.
fn in_menu(found: &mut Vec<String>, command: &Value) {
    let names = localised(&command["name_localizations"]);
    for name in std::iter::once(text(&command["name"])).chain(names) {
        if name.trim().is_empty() {
            found.push("a command without name".to_owned());
        }
        at_most(found, "name", &name, NAME);
    }
    locales(found, &command["name_localizations"]);
    for part in ["description", "options"] {
        if !text(&command[part]).is_empty() || !list(&command[part]).is_empty() {
            found.push(format!("{} has {part}", command["name"]));
        }
    }
}

/// The options of a command, or of what is inside it.
fn options(found: &mut Vec<String>, command: &Value) {
    let all = list(&command["options"]);
    if all.len() > OPTIONS {
        found.push(format!("{} options", all.len()));
    }
    let mut names = BTreeSet::new();
    let mut optional = false;
    for option in all {
        named(found, option);
        if !names.insert(text(&option["name"])) {
            found.push(format!("option {} is there twice", option["name"]));
        }
        if matches!(option["type"].as_u64(), Some(SUBCOMMAND | GROUP)) {
            options(found, option);
            continue;
        }
        if option["required"] == true && optional {
            found.push(format!("{} is required after one that is not", option["name"]));
        }
        optional |= option["required"] != true;
        choices(found, option);
    }
    let inner = all.iter().filter(|option| matches!(option["type"].as_u64(), Some(1 | 2))).count();
    if inner != 0 && inner != all.len() {
        found.push(format!("{} has subcommands and options", command["name"]));
    }
}

fn choices(found: &mut Vec<String>, option: &Value) {
    let choices = list(&option["choices"]);
    if choices.len() > CHOICES {
        found.push(format!("{} choices", choices.len()));
    }
    for choice in choices {
        locales(found, &choice["name_localizations"]);
        let names = localised(&choice["name_localizations"]);
        for name in std::iter::once(text(&choice["name"])).chain(names) {
            if name.trim().is_empty() {
                found.push("a choice without name".to_owned());
            }
            at_most(found, "a choice", &name, CHOICE);
        }
        at_most(found, "a choice's value", &text(&choice["value"]), CHOICE);
    }
    let completes = option["autocomplete"] == true;
    if completes && !choices.is_empty() {
        found.push(format!("{} has choices and completes them", option["name"]));
    }
    if completes && !matches!(option["type"].as_u64(), Some(3 | 4 | 10)) {
        found.push(format!("{} cannot be completed", option["name"]));
    }
}

/// Names and descriptions of a command or an option, in every language.
fn named(found: &mut Vec<String>, thing: &Value) {
    let names = localised(&thing["name_localizations"]);
    for name in std::iter::once(text(&thing["name"])).chain(names) {
        let is_name = !name.is_empty()
            && name.chars().all(|letter| letter.is_alphanumeric() || "-_'".contains(letter))
            && name == name.to_lowercase();
        if !is_name {
            found.push(format!("{name:?} is no name for a command"));
        }
        at_most(found, "name", &name, NAME);
    }
    let descriptions = localised(&thing["description_localizations"]);
    for description in std::iter::once(text(&thing["description"])).chain(descriptions) {
        if description.trim().is_empty() {
            found.push(format!("{} has no description", thing["name"]));
        }
        at_most(found, "description", &description, DESCRIPTION);
    }
    locales(found, &thing["name_localizations"]);
    locales(found, &thing["description_localizations"]);
}

fn locales(found: &mut Vec<String>, texts: &Value) {
    for (locale, _) in texts.as_object().into_iter().flatten() {
        if !LOCALES.split_whitespace().any(|known| known == locale) {
            found.push(format!("Discord has no locale {locale:?}"));
        }
    }
}

/// How many characters count against a command's limit: of its longest language.
fn total(thing: &Value) -> usize {
    let longest = |part: &str, localisations: &str| {
        let others = localised(&thing[localisations]);
        let all = std::iter::once(text(&thing[part])).chain(others);
        all.map(|text| length(&text)).max().unwrap_or_default()
    };
    let own = longest("name", "name_localizations")
        + longest("description", "description_localizations")
        + length(&text(&thing["value"]));
    let inner = list(&thing["options"]).iter().chain(list(&thing["choices"]));
    own + inner.map(total).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{super::check, *};

    #[test]
    fn sets() {
        let command = |name: &str| json!([{ "name": name, "description": "x" }]);
        check(&commands(&command("fråga")), "");
        check(&commands(&command("Fråga")), r#""Fråga" is no name for a command"#);
        check(&commands(&command("två ord")), r#""två ord" is no name for a command"#);
        check(&commands(&json!([{ "name": "x" }])), r#""x" has no description"#);
        check(&commands(&json!([{ "name": "Förklara begrepp", "type": 3 }])), "");
        check(
            &commands(&json!([{ "name": "x", "type": 3, "description": "y" }])),
            r#""x" has description"#,
        );
        let locale = json!([{
            "name": "x", "description": "x", "name_localizations": { "sv": "x" },
        }]);
        check(&commands(&locale), r#"Discord has no locale "sv""#);
        let twice = json!({ "name": "x", "description": "x" });
        check(&commands(&json!([twice, twice])), r#""x" is there twice"#);
    }

    #[test]
    fn of_options() {
        let with = |options: Value| {
            commands(&json!([{ "name": "x", "description": "x", "options": options }]))
        };
        let option = |name: &str, required: bool| json!({ "type": 3, "name": name, "description": "x", "required": required });
        check(&with(json!([option("a", true), option("b", false)])), "");
        check(
            &with(json!([option("a", false), option("b", true)])),
            r#""b" is required after one that is not"#,
        );
        check(&with(json!([option("A", true)])), r#""A" is no name for a command"#);
        let mut completed = option("a", true);
        completed["autocomplete"] = true.into();
        completed["choices"] = json!([{ "name": "x", "value": "x" }]);
        check(&with(json!([completed])), r#""a" has choices and completes them"#);
        let inner = json!({ "type": 1, "name": "b", "description": "" });
        check(&with(json!([inner])), r#""b" has no description"#);
    }
}
