//! Every text of the bot's own, in Swedish and English. The answers themselves come from the API.
//! What commands are called stands in their table.

mod buttons;
mod calendars;
mod personal;
mod server;
mod talk;

pub(crate) use server::Server;

mod cards;
mod fields;

/// The languages the bot's own texts are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Language {
    Swedish,
    English,
}

impl Language {
    /// The language for a Discord locale, as `sv-SE` or `en-GB`. The network is Swedish: whoever
    /// does not use Discord in English gets Swedish.
    pub(crate) fn of_locale(locale: &str) -> Self {
        if locale.starts_with("en") { Self::English } else { Self::Swedish }
    }

    /// The language a question is in, where it can be told.
    pub(crate) fn of_question(question: &str) -> Self {
        match finsam_swedish::Language::of(question) {
            finsam_swedish::Language::Swedish => Self::Swedish,
            finsam_swedish::Language::English => Self::English,
        }
    }

    /// The texts in this language.
    pub(crate) fn texts(self) -> &'static Texts {
        match self {
            Self::Swedish => &SWEDISH,
            Self::English => &ENGLISH,
        }
    }
}

/// The texts in one language.
pub(crate) struct Texts {
    /// A question of more than this many characters.
    pub(crate) too_long: fn(usize) -> String,
    /// The API cannot be reached, or is not itself.
    pub(crate) unreachable: &'static str,
    /// The API took too long.
    pub(crate) timed_out: &'static str,
    /// The API would not take the question.
    pub(crate) refused: &'static str,
    /// The API answered something we cannot read.
    pub(crate) failed: &'static str,

    /// Above the sources of an answer.
    pub(crate) sources: &'static str,
    /// Before the sites whose things an answer tells of.
    pub(crate) whose: &'static str,
    /// Where this many sources did not fit.
    pub(crate) more_sources: fn(usize) -> String,
    /// Before questions that lead on.
    pub(crate) suggestions: &'static str,

    /// Below an answer to somebody who may not know what we can do.
    pub(crate) see_help: &'static str,

    /// The question behind a command.
    pub(crate) zero_placed_question: &'static str,

    /// In the terminal: what `chat` opens with.
    pub(crate) chat_opening: &'static str,
    /// In the terminal: what to do when nothing answers at this address.
    pub(crate) start_the_api: fn(&str) -> String,
}

static SWEDISH: Texts = Texts {
    too_long: |limit| {
        format!(
            "Det där blev för långt för mig. Ställ frågan med högst {limit} tecken, så försöker jag."
        )
    },
    unreachable: "Jag når inte Finsams uppgifter just nu och kan därför inte svara. \
                  Försök igen om en stund.",
    timed_out: "Det tog för lång tid att hämta svaret, så jag avbröt. Försök igen om en stund.",
    refused: "Jag kunde inte ta emot frågan som den var skriven. Skriv den kortare eller med andra ord.",
    failed: "Något gick fel när jag hämtade svaret. Felet ligger inte i din fråga. \
             Försök igen om en stund.",
    sources: "Källor",
    whose: "Publicerat av",
    more_sources: |count| format!("… och {count} till"),
    suggestions: "Fråga vidare",
    see_help: "Skriv /hjälp, så ser du allt jag kan. Jag kan till exempel påminna dig.",
    zero_placed_question: "Vad betyder nollplacerad?",
    chat_opening: "Ställ en fråga om Finsam. Avsluta med Ctrl-D.",
    start_the_api: |address| {
        format!(
            "Inget Finsam-API svarar på {address}. Starta det med `finsam serve`, \
             eller ange ett annat med FINSAM_API."
        )
    },
};

static ENGLISH: Texts = Texts {
    too_long: |limit| {
        format!("That was too long for me. Ask in at most {limit} characters and I will try.")
    },
    unreachable: "I cannot reach Finsam's data just now, so I cannot answer. \
                  Please try again in a while.",
    timed_out: "Fetching the answer took too long, so I gave up. Please try again in a while.",
    refused: "I could not take the question as it was written. Try a shorter one, or other words.",
    failed: "Something went wrong when I fetched the answer. Your question is not to blame. \
             Please try again in a while.",
    sources: "Sources",
    whose: "Published by",
    more_sources: |count| format!("… and {count} more"),
    suggestions: "Ask on",
    see_help: "Write /help to see all I can do. I can remind you, for example.",
    zero_placed_question: "What does nollplacerad mean?",
    chat_opening: "Ask something about Finsam. Ctrl-D ends.",
    start_the_api: |address| {
        format!(
            "No Finsam API answers at {address}. Start it with `finsam serve`, \
             or name another with FINSAM_API."
        )
    },
};
