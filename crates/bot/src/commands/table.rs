//! The table of commands, and what Discord is told about it.
//!
//! The default names are Swedish; whoever uses Discord in English sees English ones. They reach us in
//! Swedish either way.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

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
pub(crate) const MANAGE_GUILD: u64 = 1 << 5;

/// The longest text of an option whose value is a name or a date.
const MAX_NAME_CHARS: usize = 200;

/// A name and what it is for, in both languages.
#[derive(Debug)]
pub(crate) struct Text {
    name: [&'static str; 2],
    description: [&'static str; 2],
}

/// A row of the table.
#[derive(Debug)]
pub(crate) struct Command {
    text: Text,
    pub(crate) action: Action,
    /// Whether only the person who used it sees what comes: a look-up, or something of their own.
    pub(crate) is_private: bool,
    options: &'static [CommandOption],
}

/// What a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Today,
    Tomorrow,
    Week,
    Programme,
    Next,
    Seminar,
    Speaker,
    Organisation,
    Term,
    ZeroPlaced,
    News,
    Search,
    Ask,
    Remind,
    Reminders,
    Follow,
    Help,
    Forget,
    Explain,
    Server(Setting),
}

/// What those who run a server do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    Channel,
    Digest,
    Status,
    Test,
}

#[derive(Debug)]
struct CommandOption {
    text: Text,
    is_required: bool,
    takes: Takes,
}

/// What an option takes.
#[derive(Debug)]
enum Takes {
    /// Names or dates, which we suggest.
    Suggested,
    /// Somebody's own words.
    Words,
    /// One of these: names in both languages, and the value.
    Choices(&'static [([&'static str; 2], &'static str)]),
}

/// The names of options, by which their values are found.
pub(crate) mod option {
    pub(crate) const DATE: &str = "datum";
    pub(crate) const NAME: &str = "namn";
    pub(crate) const WORD: &str = "ord";
    pub(crate) const QUESTION: &str = "fråga";
    pub(crate) const SEMINAR: &str = "seminarium";
    pub(crate) const BEFORE: &str = "före";
    pub(crate) const WHAT: &str = "vad";
    pub(crate) const HOW_OFTEN: &str = "hur_ofta";
    pub(crate) const CLOCK: &str = "klockan";
    pub(crate) const WEEKDAY: &str = "veckodag";
}

/// The values of `hur_ofta`.
pub(crate) const DAILY: &str = "dag";
pub(crate) const WEEKLY: &str = "vecka";
pub(crate) const NEVER: &str = "av";

const fn text(name: [&'static str; 2], description: [&'static str; 2]) -> Text {
    Text { name, description }
}

const fn command_of(
    action: Action,
    is_private: bool,
    text: Text,
    options: &'static [CommandOption],
) -> Command {
    Command { text, action, is_private, options }
}

const fn required(takes: Takes, text: Text) -> CommandOption {
    CommandOption { text, is_required: true, takes }
}

const fn optional(takes: Takes, text: Text) -> CommandOption {
    CommandOption { text, is_required: false, takes }
}

const PRIVATE: bool = true;
const PUBLIC: bool = false;

static COMMANDS: &[Command] = &[
    command_of(
        Action::Today,
        PUBLIC,
        text(["idag", "today"], ["Vad som händer idag", "What is on today"]),
        &[],
    ),
    command_of(
        Action::Tomorrow,
        PUBLIC,
        text(["imorgon", "tomorrow"], ["Vad som händer imorgon", "What is on tomorrow"]),
        &[],
    ),
    command_of(
        Action::Week,
        PUBLIC,
        text(["vecka", "week"], ["Veckans program, måndag till söndag", "What is on this week"]),
        &[],
    ),
    command_of(
        Action::Programme,
        PUBLIC,
        text(
            ["program", "programme"],
            [
                "Programmet en viss dag, vecka eller månad",
                "What is on on a day, in a week or month",
            ],
        ),
        &[optional(
            Takes::Suggested,
            text(
                [option::DATE, "date"],
                ["Till exempel 5 juli, på torsdag eller v. 27", "For example 5 July or Thursday"],
            ),
        )],
    ),
    command_of(
        Action::Next,
        PUBLIC,
        text(["nästa", "next"], ["Nästa seminarium", "The next seminar"]),
        &[],
    ),
    command_of(
        Action::Seminar,
        PRIVATE,
        text(
            ["seminarium", "seminar"],
            ["Tid, plats och medverkande för ett seminarium", "When and where, and who takes part"],
        ),
        &[required(
            Takes::Suggested,
            text([option::NAME, "name"], ["Seminariets namn, eller en del av det", "Its name"]),
        )],
    ),
    command_of(
        Action::Speaker,
        PRIVATE,
        text(
            ["talare", "speaker"],
            ["Vem någon är och var hen medverkar", "Who somebody is and where they speak"],
        ),
        &[required(
            Takes::Suggested,
            text([option::NAME, "name"], ["Personens namn, eller en del av det", "Their name"]),
        )],
    ),
    command_of(
        Action::Organisation,
        PRIVATE,
        text(
            ["organisation", "organisation"],
            ["Vad en myndighet, ett förbund eller en förening är", "What an organisation is"],
        ),
        &[required(
            Takes::Suggested,
            text([option::NAME, "name"], ["Namn eller förkortning", "Name or abbreviation"]),
        )],
    ),
    command_of(
        Action::Term,
        PRIVATE,
        text(["begrepp", "term"], ["Vad ett ord betyder", "What a word means"]),
        &[required(
            Takes::Suggested,
            text([option::WORD, "word"], ["Ordet du undrar över", "The word you wonder about"]),
        )],
    ),
    command_of(
        Action::ZeroPlaced,
        PUBLIC,
        text(
            ["nollplacerade", "zero-placed"],
            ["Vad det betyder att vara nollplacerad", "What it means to be nollplacerad"],
        ),
        &[],
    ),
    command_of(
        Action::News,
        PUBLIC,
        text(["nyheter", "news"], ["De senaste nyheterna", "The latest news"]),
        &[],
    ),
    command_of(
        Action::Search,
        PRIVATE,
        text(
            ["sök", "search"],
            ["Sök bland seminarier, personer, nyheter, begrepp …", "Search everything"],
        ),
        &[required(
            Takes::Suggested,
            text([option::WORD, "words"], ["Det du letar efter", "What you are looking for"]),
        )],
    ),
    command_of(
        Action::Ask,
        PUBLIC,
        text(
            ["fråga", "ask"],
            [
                "Fråga om seminarier, personer, platser, begrepp eller siffror",
                "Ask about seminars, people, places, terms or figures",
            ],
        ),
        &[required(
            Takes::Words,
            text(
                [option::QUESTION, "question"],
                ["Din fråga, med dina egna ord", "Your question, in your own words"],
            ),
        )],
    ),
    command_of(
        Action::Remind,
        PRIVATE,
        text(
            ["påminn", "remind"],
            ["Få en påminnelse innan ett seminarium börjar", "Be reminded before a seminar starts"],
        ),
        &[
            required(
                Takes::Suggested,
                text([option::SEMINAR, "seminar"], ["Vilket seminarium", "Which seminar"]),
            ),
            optional(
                Takes::Choices(&[
                    (["15 minuter före", "15 minutes before"], "15"),
                    (["1 timme före", "1 hour before"], "60"),
                    (["3 timmar före", "3 hours before"], "180"),
                    (["1 dag före", "1 day before"], "1440"),
                    (["1 vecka före", "1 week before"], "10080"),
                ]),
                text(
                    [option::BEFORE, "before"],
                    [
                        "Hur långt före; annars 15 minuter",
                        "How long before; 15 minutes if you do not say",
                    ],
                ),
            ),
        ],
    ),
    command_of(
        Action::Reminders,
        PRIVATE,
        text(
            ["påminnelser", "reminders"],
            ["Se och ta bort dina påminnelser", "See and cancel your reminders"],
        ),
        &[],
    ),
    command_of(
        Action::Follow,
        PRIVATE,
        text(
            ["följ", "follow"],
            [
                "Få veta när något nytt händer; utan val visas vad du följer",
                "Hear when something new comes up; by itself it lists what you follow",
            ],
        ),
        &[optional(
            Takes::Suggested,
            text(
                [option::WHAT, "what"],
                [
                    "En person, organisation, serie, ett projekt eller ett begrepp",
                    "A person, an organisation, a series, a project or a term",
                ],
            ),
        )],
    ),
    command_of(
        Action::Help,
        PRIVATE,
        text(["hjälp", "help"], ["Vad jag kan och hur du frågar", "What I can do and how to ask"]),
        &[],
    ),
    command_of(
        Action::Forget,
        PRIVATE,
        text(
            ["glöm", "forget"],
            ["Radera allt jag har sparat om dig", "Delete all I have stored about you"],
        ),
        &[],
    ),
];

static MENU: Command = command_of(
    Action::Explain,
    PRIVATE,
    text(["Förklara begrepp", "Explain terms"], ["", ""]),
    &[],
);

static SERVER: Text = text(
    ["finsam", "finsam"],
    ["Ställ in vad kanalen får veta", "Choose what this channel is told"],
);

static SETTINGS: &[Command] = &[
    command_of(
        Action::Server(Setting::Channel),
        PRIVATE,
        text(
            ["kanal", "channel"],
            [
                "Välj vad den här kanalen får: snart, ändrat, nyheter",
                "Choose what this channel gets: starting soon, changes, news",
            ],
        ),
        &[],
    ),
    command_of(
        Action::Server(Setting::Digest),
        PRIVATE,
        text(
            ["digest", "digest"],
            [
                "Programmet hit varje dag eller vecka, eller stäng av det",
                "The programme here every day or week, or turn it off",
            ],
        ),
        &[
            required(
                Takes::Choices(&[
                    (["varje dag", "every day"], DAILY),
                    (["varje vecka", "every week"], WEEKLY),
                    (["av", "off"], NEVER),
                ]),
                text([option::HOW_OFTEN, "how_often"], ["Hur ofta, eller av", "How often, or off"]),
            ),
            optional(
                Takes::Suggested,
                text(
                    [option::CLOCK, "time"],
                    ["Svensk tid, till exempel 07:30", "Swedish time, 07:30 for example"],
                ),
            ),
            optional(
                Takes::Choices(&[
                    (["måndag", "Monday"], "1"),
                    (["tisdag", "Tuesday"], "2"),
                    (["onsdag", "Wednesday"], "3"),
                    (["torsdag", "Thursday"], "4"),
                    (["fredag", "Friday"], "5"),
                    (["lördag", "Saturday"], "6"),
                    (["söndag", "Sunday"], "7"),
                ]),
                text(
                    [option::WEEKDAY, "weekday"],
                    ["Vilken dag i veckan; annars måndag", "Which day; Monday if you do not say"],
                ),
            ),
        ],
    ),
    command_of(
        Action::Server(Setting::Status),
        PRIVATE,
        text(
            ["status", "status"],
            ["Vad kanalen får, och om allt fungerar", "What this channel gets, and if all works"],
        ),
        &[],
    ),
    command_of(
        Action::Server(Setting::Test),
        PRIVATE,
        text(
            ["test", "test"],
            [
                "Skicka ett prov hit och se om några rättigheter saknas",
                "Send a sample here and see whether permissions are missing",
            ],
        ),
        &[],
    ),
];

/// The command of this name; none where there is no such command (one that an older version
/// registered, say). A sub-command's name follows its command's after a space.
pub(crate) fn command(name: &str) -> Option<&'static Command> {
    let [server, _] = SERVER.name;
    let (commands, name) = match name.split_once(' ') {
        Some((of, setting)) if of == server => (SETTINGS, setting),
        _ => (COMMANDS, name),
    };
    let is_named =
        |command: &&Command| matches!(command.text.name, [swedish, _] if swedish == name);
    commands.iter().chain([&MENU]).find(is_named)
}

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

    #[test]
    fn names_lead_to_what_is_done() {
        let check = |name: &str, expected: Option<Action>| {
            assert_eq!(command(name).map(|command| command.action), expected, "{name}");
        };
        check("idag", Some(Action::Today));
        check("finsam digest", Some(Action::Server(Setting::Digest)));
        check("Förklara begrepp", Some(Action::Explain));
        check("today", None);
        check("digest", None);
        check("finsam", None);
        check("finsam idag", None);
    }

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
