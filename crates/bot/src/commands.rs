//! The slash commands: what they are called, what they ask, and what Discord is told about them.

use serenity::all::{
    CommandOptionType, CreateCommand, CreateCommandOption, InstallationContext, InteractionContext,
};

use crate::{
    question::MAX_QUESTION_CHARS,
    texts::{CommandText, Language, Texts},
};

/// Discord's name for Swedish.
const SWEDISH: &str = "sv-SE";
/// Discord's names for English.
const ENGLISH: [&str; 2] = ["en-GB", "en-US"];

/// A row of the table.
struct Command {
    text: fn(&Texts) -> &CommandText,
    asks: Asks,
}

/// Where a command's question comes from.
enum Asks {
    /// It is always the same.
    This(fn(&Texts) -> &'static str),
    /// The person writes it into an option.
    What(fn(&Texts) -> &CommandText),
}

static COMMANDS: [Command; 3] = [
    Command { text: |texts| &texts.today, asks: Asks::This(|texts| texts.today_question) },
    Command {
        text: |texts| &texts.zero_placed,
        asks: Asks::This(|texts| texts.zero_placed_question),
    },
    Command { text: |texts| &texts.ask, asks: Asks::What(|texts| &texts.ask_question) },
];

/// What somebody asks by using a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// The command's own question.
    This(&'static str),
    /// The name of the option that holds the question.
    What(&'static str),
}

/// What the command of this name asks in this language; none where there is no such command (one
/// that an older version of the bot registered, say).
pub(crate) fn asked(name: &str, language: Language) -> Option<Asked> {
    let swedish = Language::Swedish.texts();
    let command = COMMANDS.iter().find(|command| (command.text)(swedish).name == name)?;
    Some(match command.asks {
        Asks::This(question) => Asked::This(question(language.texts())),
        // Names reach us in the default language, whatever the person sees.
        Asks::What(option) => Asked::What(option(swedish).name),
    })
}

/// The whole set, to register with Discord. The default names are Swedish; English ones are there
/// for people who use Discord in English.
pub(crate) fn all() -> Vec<CreateCommand> {
    COMMANDS.iter().map(describe).collect()
}

fn describe(command: &Command) -> CreateCommand {
    let [swedish, english] = in_both(command.text);
    let mut described = CreateCommand::new(swedish.name)
        .description(swedish.description)
        .name_localized(SWEDISH, swedish.name)
        .description_localized(SWEDISH, swedish.description)
        .integration_types(vec![InstallationContext::Guild])
        .contexts(vec![InteractionContext::Guild, InteractionContext::BotDm]);
    for locale in ENGLISH {
        described = described
            .name_localized(locale, english.name)
            .description_localized(locale, english.description);
    }
    match command.asks {
        Asks::This(_) => described,
        Asks::What(option) => described.add_option(describe_option(option)),
    }
}

fn describe_option(option: fn(&Texts) -> &CommandText) -> CreateCommandOption {
    let [swedish, english] = in_both(option);
    let longest = u16::try_from(MAX_QUESTION_CHARS).unwrap_or(u16::MAX);
    let mut described =
        CreateCommandOption::new(CommandOptionType::String, swedish.name, swedish.description)
            .required(true)
            .min_length(1)
            .max_length(longest)
            .name_localized(SWEDISH, swedish.name)
            .description_localized(SWEDISH, swedish.description);
    for locale in ENGLISH {
        described = described
            .name_localized(locale, english.name)
            .description_localized(locale, english.description);
    }
    described
}

fn in_both(text: fn(&Texts) -> &CommandText) -> [&'static CommandText; 2] {
    [text(Language::Swedish.texts()), text(Language::English.texts())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_each_command_asks() {
        let check =
            |name: &str, language, expected| assert_eq!(asked(name, language), expected, "{name}");
        check("idag", Language::Swedish, Some(Asked::This("Vad händer idag?")));
        check("idag", Language::English, Some(Asked::This("What is on today?")));
        check("nollplacerade", Language::Swedish, Some(Asked::This("Vad betyder nollplacerad?")));
        check("fråga", Language::English, Some(Asked::What("fråga")));
        check("imorgon", Language::Swedish, None);
    }

    /// Discord refuses the whole set for one bad name: letters, digits, `-` and `_` in lower case,
    /// at most 32; descriptions of 1 to 100.
    #[test]
    fn discord_takes_the_set() {
        let mut texts = Vec::new();
        for command in &COMMANDS {
            texts.extend(in_both(command.text));
            if let Asks::What(option) = command.asks {
                texts.extend(in_both(option));
            }
        }
        for text in texts {
            let name = text.name;
            assert!((1..=32).contains(&name.chars().count()), "{name}");
            assert!(name.chars().all(|c| c.is_alphanumeric() || "-_".contains(c)), "{name}");
            assert_eq!(name, name.to_lowercase());
            assert!((1..=100).contains(&text.description.chars().count()), "{}", text.description);
        }
    }
}
