//! What Discord is told about the commands.
//!
//! The default names are Swedish; whoever uses Discord in English sees English ones.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::table::{
    COMMANDS, Command, CommandOption, MANAGE_GUILD, MENU, SERVER, SETTINGS, Takes, Text,
};
use crate::question::MAX_QUESTION_CHARS;

/// Discord's names for the languages.
const SWEDISH: &str = "sv-SE";
const ENGLISH: [&str; 2] = ["en-GB", "en-US"];

/// Discord's numbers: kinds of commands and options, where they can be used, who may.
const SLASH: u8 = 1;
const MESSAGE_MENU: u8 = 3;
const SUB_COMMAND: u8 = 1;
const STRING: u8 = 3;
const IN_SERVER: u8 = 0;
const EVERYWHERE: [u8; 3] = [IN_SERVER, 1, 2];
const INSTALLED_IN_SERVER: u8 = 0;
const INSTALLED_ANYHOW: [u8; 2] = [INSTALLED_IN_SERVER, 1];

/// The longest text of an option whose value is a name or a date.
const MAX_NAME_CHARS: usize = 200;

/// The whole set, to register with Discord.
pub(crate) fn all() -> Value {
    let everywhere = |command: &Command| {
        with(
            command.to_json(),
            json!({
                "type": SLASH, "nsfw": false,
                "contexts": EVERYWHERE, "integration_types": INSTALLED_ANYHOW,
            }),
        )
    };
    let menu = with(
        MENU.text.names(),
        json!({
            "type": MESSAGE_MENU, "nsfw": false,
            "contexts": EVERYWHERE, "integration_types": INSTALLED_ANYHOW,
        }),
    );
    let settings: Vec<_> = SETTINGS
        .iter()
        .map(|setting| with(setting.to_json(), json!({ "type": SUB_COMMAND })))
        .collect();
    let server = with(
        SERVER.to_json(),
        json!({
            "type": SLASH, "nsfw": false, "options": settings,
            "contexts": [IN_SERVER], "integration_types": [INSTALLED_IN_SERVER],
            "default_member_permissions": MANAGE_GUILD.to_string(),
        }),
    );
    COMMANDS.iter().map(everywhere).chain([server, menu]).collect()
}

/// Tells one set from another.
pub(crate) fn fingerprint(set: &Value) -> String {
    let digest = Sha256::digest(set.to_string());
    data_encoding::HEXLOWER.encode(&digest)
}

impl Text {
    fn names(&self) -> Value {
        json!({ "name": swedish(self.name), "name_localizations": localised(self.name) })
    }

    fn to_json(&self) -> Value {
        with(
            self.names(),
            json!({
                "description": swedish(self.description),
                "description_localizations": localised(self.description),
            }),
        )
    }
}

impl Command {
    fn to_json(&self) -> Value {
        let options: Vec<_> = self.options.iter().map(CommandOption::to_json).collect();
        with(self.text.to_json(), json!({ "options": options }))
    }
}

impl CommandOption {
    fn to_json(&self) -> Value {
        let json = with(
            self.text.to_json(),
            json!({
                "type": STRING, "required": self.is_required,
            }),
        );
        let takes = match &self.takes {
            Takes::Suggested => {
                json!({ "autocomplete": true, "min_length": 1, "max_length": MAX_NAME_CHARS })
            }
            Takes::Words => json!({ "min_length": 1, "max_length": MAX_QUESTION_CHARS }),
            Takes::Choices(choices) => {
                let choices: Vec<_> = choices
                    .iter()
                    .map(|(name, value)| {
                        let name_localizations = localised(*name);
                        json!({
                            "name": swedish(*name), "name_localizations": name_localizations,
                            "value": value,
                        })
                    })
                    .collect();
                json!({ "choices": choices })
            }
        };
        with(json, takes)
    }
}

fn swedish([swedish, _]: [&'static str; 2]) -> &'static str {
    swedish
}

fn localised([swedish, english]: [&str; 2]) -> Value {
    let [british, american] = ENGLISH;
    json!({ SWEDISH: swedish, british: english, american: english })
}

fn with(mut json: Value, more: Value) -> Value {
    if let (Some(object), Value::Object(more)) = (json.as_object_mut(), more) {
        object.extend(more);
    }
    json
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Discord refuses the whole set for one bad name: letters, digits, `-` and `_` in lower case,
    /// at most 32; descriptions of 1 to 100; 8,000 characters for a command.
    #[test]
    fn discord_takes_the_set() {
        let set = all();
        for command in set.as_array().unwrap() {
            assert!(command.to_string().chars().count() < 8_000, "{command}");
            if command["type"] == MESSAGE_MENU {
                assert!(command["description"].is_null());
                continue;
            }
            named(command);
        }
    }

    fn named(thing: &Value) {
        let every = |key: &str| {
            let localised = thing[format!("{key}_localizations")].as_object().unwrap();
            assert_eq!(localised.len(), 3);
            localised.values().chain([&thing[key]]).map(|v| v.as_str().unwrap()).collect::<Vec<_>>()
        };
        for name in every("name") {
            assert!((1..=32).contains(&name.chars().count()), "{name}");
            assert!(name.chars().all(|c| c.is_alphanumeric() || "-_".contains(c)), "{name}");
            assert_eq!(name, name.to_lowercase());
        }
        for description in every("description") {
            assert!((1..=100).contains(&description.chars().count()), "{description}");
        }
        let mut had_optional = false;
        for option in thing["options"].as_array().into_iter().flatten() {
            named(option);
            let is_required = option["required"] == true;
            assert!(!(is_required && had_optional), "required ones come first: {option}");
            had_optional |= !is_required;
        }
    }

    #[test]
    fn the_settings_are_for_those_who_run_a_server() {
        let set = all();
        let server = set.as_array().unwrap().iter().find(|c| c["name"] == "finsam").unwrap();
        assert_eq!(server["default_member_permissions"], "32");
        assert_eq!(server["contexts"], json!([0]));
        let others = set.as_array().unwrap().iter().filter(|c| c["name"] != "finsam");
        assert!(others.clone().all(|c| c["default_member_permissions"].is_null()));
        assert_eq!(others.count(), COMMANDS.len() + 1);
    }

    #[test]
    fn another_set_has_another_fingerprint() {
        let mut set = all();
        let before = fingerprint(&set);
        assert_eq!(before, fingerprint(&all()));
        set[0]["description"] = "x".into();
        assert_ne!(before, fingerprint(&set));
    }
}
