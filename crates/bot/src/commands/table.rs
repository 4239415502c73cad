//! The table of commands: what they are called, what they do, and which options they have.
//!
//! Names reach us in Swedish, whatever language somebody uses Discord in.

/// Discord's bit for those who run a server.
pub(crate) const MANAGE_GUILD: u64 = 1 << 5;

/// A name and what it is for, in both languages.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) name: [&'static str; 2],
    pub(super) description: [&'static str; 2],
}

/// A row of the table.
#[derive(Debug)]
pub(crate) struct Command {
    pub(super) text: Text,
    pub(crate) action: Action,
    /// Whether only the person who used it sees what comes: a look-up, or something of their own.
    pub(crate) is_private: bool,
    pub(super) options: &'static [CommandOption],
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
    Calendar,
    Help,
    OwnSite,
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
pub(super) struct CommandOption {
    pub(super) text: Text,
    pub(super) is_required: bool,
    pub(super) takes: Takes,
}

/// What an option takes.
#[derive(Debug)]
pub(super) enum Takes {
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

pub(super) static COMMANDS: &[Command] = &[
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
        Action::Calendar,
        PRIVATE,
        text(
            ["kalender", "calendar"],
            [
                "Få programmet, eller en del av det, i din egen kalender",
                "Get the programme, or a part of it, into your own calendar",
            ],
        ),
        &[optional(
            Takes::Suggested,
            text(
                [option::WHAT, "what"],
                [
                    "Ett seminarium, en person, organisation, serie, ett projekt eller begrepp",
                    "A seminar, a person, an organisation, a series, a project or a term",
                ],
            ),
        )],
    ),
    command_of(
        Action::OwnSite,
        PRIVATE,
        text(
            ["förbund", "site"],
            [
                "Se bara ditt eget förbunds program, eller allas",
                "See your own association's programme alone, or all",
            ],
        ),
        &[optional(
            Takes::Suggested,
            text(
                [option::NAME, "name"],
                ["Vilket; utan val visas vad du har valt", "Which; by itself it tells your choice"],
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

pub(super) static MENU: Command = command_of(
    Action::Explain,
    PRIVATE,
    text(["Förklara begrepp", "Explain terms"], ["", ""]),
    &[],
);

pub(super) static SERVER: Text = text(
    ["finsam", "finsam"],
    ["Ställ in vad kanalen får veta", "Choose what this channel is told"],
);

pub(super) static SETTINGS: &[Command] = &[
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
}
